"""The Full Story, section 4: its two sanity checks, inactive neurons and the corner of the ReLU.

Change the numbers below and run it again: python walkthroughs/full_story/sanity_checks.py
"""

import sys
from typing import NamedTuple

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import half_squared_error, half_squared_error_slope
from backprop_scalar.equations import (
    bias_gradient,
    central_quotient,
    chain,
    forward_quotient,
    passed_back,
    weighted_input,
)
from backprop_scalar.functions import is_positive, positive_part
from backprop_scalar.notes.quantities import Named
from backprop_scalar.topics.shallow import hidden_error
from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk

X = [0.5, 0.8]  # x_1, x_2
Y = 0.4  # y, between 0 and 1
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^[1]: row i holds w_i1 and w_i2, into neuron i
B_1 = [0.1, 0.05, -0.2]  # b^[1]
W_2 = [0.5, -0.4, 0.8]  # W^[2]: w_1, w_2, w_3, from neuron 1, 2, 3
B_2 = 0.1  # b^[2]
EPSILON = 0.001  # ε, by how much a parameter is nudged
J = 1  # which weight w_j^[2] the second check nudges
DEAD = 2  # which hidden neuron to look at as an inactive one


class Passed(NamedTuple):
    """What the first tables have worked out, for those that follow."""

    x: list[Named]
    f: list[Named]
    h: list[Named]
    w: list[Named]
    b: Named
    f_1: Named
    y: Named
    loss: Named
    delta: Named
    eps: Named


def tell(story: Story) -> None:
    """Nudge the bias, nudge a weight, look at inactive neurons and at the corner."""
    for name, i in (("J", J), ("DEAD", DEAD)):
        if not 1 <= i <= len(W_2):
            raise ValueError(f"{name} is {i}, but there are hidden neurons 1 to {len(W_2)}")
    if EPSILON <= 0:
        raise ValueError(f"EPSILON is {EPSILON:g}; the size of a nudge must be above 0")
    story.heading("The Full Story, §4: sanity checks", 1)
    c = story.calculation("full_story")
    passed = before(story, c)
    nudge_bias(story, c, passed)
    nudge_weight(story, c, passed)
    inactive(story, c, passed)
    shares(story, c, passed)
    corner(story)


def before(story: Story, c: PrintedCalculation) -> Passed:
    """The forward pass, the loss and the error signal of the output."""
    story.text("The two checks start from a forward pass and the error signal of the output.")
    x, y = c.givens("x_{}", X, "input {}"), c.given("y", Y, "target")
    w_1 = c.matrix("w_{0}{1}^[1]", W_1, "weight into hidden neuron {0} from input {1}")
    b_1 = c.givens("b_{}^[1]", B_1, "bias of hidden neuron {}")
    w = c.givens("w_{}^[2]", W_2, "weight into the output from hidden neuron {}")
    b = c.given("b^[2]", B_2, "bias of the output")
    eps = c.given("ε", EPSILON, "size of the nudge")
    c.show_given()
    story.rounding()
    f = [
        c.line(f"f_{i}^[0]", weighted_input, w_i, x, b_i, cite="§2 f")
        for i, (w_i, b_i) in enumerate(zip(w_1, b_1), 1)
    ]
    h = [c.line(f"h_{i}^[1]", positive_part, f_i, cite="§2 h") for i, f_i in enumerate(f, 1)]
    f_1 = c.line("f^[1]", weighted_input, w, h, b, cite="§2 f")
    y_hat = c.line("ŷ", sigmoid, f_1, cite="§2 ŷ")
    loss = c.line("l", half_squared_error, [y_hat], [y], cite="§3 l_i")
    dl = c.line("∂l/∂ŷ", half_squared_error_slope, y_hat, y, cite="§4 ∂l/∂ŷ")
    slope = c.line("∂ŷ/∂f^[1]", sigmoid_slope, y_hat, cite="§4 ∂ŷ/∂f")
    delta = c.line("δ^[1]", chain, slope, dl, cite="Alg. 1.1")
    c.show()
    return Passed(x, f, h, w, b, f_1, y, loss, delta, eps)


def nudged(c: PrintedCalculation, p: Passed, w: list[Named], b: Named, index: str) -> Named:
    """The forward pass with a nudged parameter, the changes of f^[1] and of l."""
    f = c.line(f"f_{index}", weighted_input, w, p.h, b, cite="§2 f")
    y_hat = c.line(f"ŷ_{index}", sigmoid, f, cite="§2 ŷ")
    loss = c.line(f"l_{index}", half_squared_error, [y_hat], [p.y], cite="§3 l_i")
    c.line(f"Δf_{index}", lambda new, old: new - old, f, p.f_1)
    c.line(f"Δl_{index}", lambda new, old: new - old, loss, p.loss)
    return loss


def nudge_bias(story: Story, c: PrintedCalculation, p: Passed) -> None:
    """The first check."""
    story.heading("§4 First check: nudge the bias")
    story.text(
        "Add ε to `b^[2]` and do the forward pass again. `f^[1]` moves by exactly ε. The loss "
        "moves by the error signal times ε, nearly: the rest is of the size of `ε²`. Divided by ε, "
        "that is the gradient, and so the gradient of the bias is the error signal. What the "
        "nudged bias `b_ε` leads to has the index b."
    )
    moved = c.line("b_ε", lambda b, e: b + e, p.b, p.eps)
    loss = nudged(c, p, p.w, moved, "b")
    c.line("δ^[1]·ε", chain, p.delta, p.eps, cite="§4 Bias")
    c.line("Δl_b/ε", forward_quotient, loss, p.loss, p.eps)
    gradient = c.line("∂l/∂b^[2]", bias_gradient, p.delta, cite="Alg. 1.4")
    c.show()
    c.check(p.loss, (gradient, p.b))


def nudge_weight(story: Story, c: PrintedCalculation, p: Passed) -> None:
    """The second check."""
    story.heading("§4 Second check: nudge a weight")
    story.text(
        f"Now add ε to `w_{J}^[2]` alone. It reaches `f^[1]` multiplied by `h_{J}^[1]`, and so "
        "does its effect on the loss: the gradient of the weight is error signal times "
        "activation. What the nudged weight `w_ε` leads to has the index w."
    )
    w, h = p.w[J - 1], p.h[J - 1]
    moved = c.line("w_ε", lambda w, e: w + e, w, p.eps)
    loss = nudged(c, p, [*p.w[: J - 1], moved, *p.w[J:]], p.b, "w")
    c.line(f"h_{J}^[1]·ε", chain, h, p.eps, cite="§4 Weights")
    c.line(f"δ^[1]·h_{J}^[1]·ε", chain, p.delta, h, p.eps, cite="§4 Weights")
    c.line("Δl_w/ε", forward_quotient, loss, p.loss, p.eps)
    gradients = [
        c.line(f"∂l/∂w_{i}^[2]", chain, p.delta, h_i, cite="Alg. 1.3")
        for i, h_i in enumerate(p.h, 1)
    ]
    c.show()
    c.check(p.loss, *zip(gradients, p.w))


def inactive(story: Story, c: PrintedCalculation, p: Passed) -> None:
    """The gradients of an inactive neuron's parameters."""
    i = DEAD
    f = p.f[i - 1]
    story.heading("§4 Inactive neurons")
    story.text(
        "A neuron with `f_i^[0]` of 0 or less has activation 0, so the weight that leaves it has "
        "gradient 0, as above, and the slope of its ReLU is 0, so its own weights and bias have "
        "gradient 0 too. §3 says that every weight and bias influences the loss; those of an "
        f"inactive neuron do not. For neuron {i}:"
    )
    slope = c.line(f"∂h_{i}^[1]/∂f_{i}^[0]", is_positive, f, cite="§4 I[f > 0]")
    delta = c.line(f"δ_{i}^[0]", hidden_error, slope, [p.w[i - 1]], [p.delta], cite="Alg. 1.5")
    gradients = [
        c.line(f"∂l/∂w_{i}{j}^[1]", chain, delta, x_j, cite="Alg. 1.7")
        for j, x_j in enumerate(p.x, 1)
    ]
    of_b = c.line(f"∂l/∂b_{i}^[1]", bias_gradient, delta, cite="Alg. 1.7 b")
    c.show()
    into = [c.named(f"w_{i}{j}^[1]") for j in range(1, len(X) + 1)]
    c.check(p.loss, *zip(gradients, into), (of_b, c.named(f"b_{i}^[1]")))


def shares(story: Story, c: PrintedCalculation, p: Passed) -> None:
    """What goes back to a hidden neuron, and what it contributed."""
    story.heading("§4 What the error is distributed by")
    compared = []
    for i, (w_i, h_i) in enumerate(zip(p.w, p.h), 1):
        share = c.line(f"w_{i}^[2]·h_{i}^[1]", chain, w_i, h_i)
        right = c.line(f"∂l/∂h_{i}^[1]", passed_back, [w_i], [p.delta], cite="§4 ∂l/∂h")
        numbers = (c.number(share) * c.number(p.delta), c.number(right))
        compared.append(Compared(right.spelled, *numbers, c.difference(p.loss, h_i)))
    c.show()
    story.misprint(
        "full_story §4 ∂l/∂h",
        "the error signal is said to go back to the hidden neurons in proportion to how strongly "
        "each contributed to f^[1]. The contribution of neuron i is w_i^[2]·h_i^[1], times δ^[1] "
        "in the column as printed; what goes back is in proportion to the weight alone, also to a "
        "neuron whose activation is 0.",
        *compared,
        is_claim=True,
    )


def corner(story: Story) -> None:
    """The derivative of the ReLU at 0."""
    story.heading("§4 The corner of the ReLU")
    c = story.calculation("full_story")
    f = c.given("f", 0.0, "the corner")
    above, below = c.given("ε", EPSILON, "to the right"), c.given("−ε", -EPSILON, "to the left")
    c.show_given()
    at = {q: c.line(f"ReLU({q.spelled})", positive_part, q, cite="§2 h") for q in (f, above, below)}
    right = c.line("quotient to the right", forward_quotient, at[above], at[f], above)
    left = c.line("quotient to the left", forward_quotient, at[below], at[f], below)
    across = c.line("quotient to both sides", central_quotient, at[above], at[below], above)
    chosen = c.number(c.line("∂h/∂f", is_positive, f, cite="§4 I[f > 0]"))
    c.show()
    difference = c.number(across)
    story.misprint(
        "full_story §2 h",
        "every step is called differentiable, here and in §3. The ReLU is not, at f = 0, where the "
        "quotients to both sides differ; I[f > 0] chooses 0.",
        Compared("∂h/∂f, to the right", chosen, c.number(right), difference),
        Compared("∂h/∂f, to the left", chosen, c.number(left), difference),
        is_claim=True,
    )
    story.text(
        "So finite differences disagree with backpropagation where an `f` is closer to 0 than the "
        "step of the difference. That is rare, but while the biases are 0, as after He's "
        "initialization, an observation with `x_1 = x_2 = 0` puts every hidden `f` on the corner."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
