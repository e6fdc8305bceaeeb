"""The Full Story, section 4: its two sanity checks, inactive neurons and the corner of the ReLU.

Change the numbers below and run it again: python walkthroughs/full_story/sanity_checks.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import costs
from backprop_scalar.activations import sigmoid, sigmoid_slope
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
from backprop_scalar.topics.formulas import hidden_error

X = [0.5, 0.8]  # x_1, x_2
Y = 0.4  # y, between 0 and 1
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^[1]: row i holds w_i1 and w_i2, into neuron i
B_1 = [0.1, 0.05, -0.2]  # b^[1]
W_2 = [0.5, -0.4, 0.8]  # W^[2]: w_1, w_2, w_3, from neuron 1, 2, 3
B_2 = 0.1  # b^[2]
EPSILON = 0.001  # ε, by how much a parameter is nudged, above 0
J = 1  # which weight w_j^[2] the second check nudges
DEAD = 2  # which hidden neuron to look at as an inactive one


def tell(story: Story) -> None:
    """Nudge the bias, nudge a weight, look at inactive neurons and at the corner."""
    for name, i in (("J", J), ("DEAD", DEAD)):
        if not 1 <= i <= len(W_2):
            raise ValueError(f"{name} is {i}, but there are hidden neurons 1 to {len(W_2)}")
    story.heading("The Full Story, §4: sanity checks", 1)
    c = story.calculation("full_story")
    before(story, c)
    nudge_bias(story, c)
    nudge_weight(story, c)
    inactive(story, c)
    shares(story, c)
    corner(story)


def before(story: Story, c: PrintedCalculation) -> None:
    """The forward pass, the loss and the error signal of the output."""
    story.text("The two checks start from a forward pass and the error signal of the output.")
    x, y = c.givens("x_{}", X, "input {}"), c.given("y", Y, "target")
    w_1 = c.matrix("w_{0}{1}^[1]", W_1, "weight into hidden neuron {0} from input {1}")
    b_1 = c.givens("b_{}^[1]", B_1, "bias of hidden neuron {}")
    w = c.givens("w_{}^[2]", W_2, "weight into the output from hidden neuron {}")
    b = c.given("b^[2]", B_2, "bias of the output")
    c.given("ε", EPSILON, "size of the nudge")
    c.show_given()
    story.rounding()
    f = [
        c.line(f"f_{i}^[0]", weighted_input, w_i, x, b_i, cite="§2 f")
        for i, (w_i, b_i) in enumerate(zip(w_1, b_1), 1)
    ]
    h = [c.line(f"h_{i}^[1]", positive_part, f_i, cite="§2 h") for i, f_i in enumerate(f, 1)]
    f_1 = c.line("f^[1]", weighted_input, w, h, b, cite="§2 f")
    y_hat = c.line("ŷ", sigmoid, f_1, cite="§2 ŷ")
    c.line("l", costs.half_squared_error, [y_hat], [y], cite="§3 l_i")
    dl = c.line("∂l/∂ŷ", costs.half_squared_error_slope, y_hat, y, cite="§4 ∂l/∂ŷ")
    slope = c.line("∂ŷ/∂f^[1]", sigmoid_slope, y_hat, cite="§4 ∂ŷ/∂f")
    c.line("δ^[1]", chain, slope, dl, cite="Alg. 1.1")
    c.show()


def hidden(c: PrintedCalculation, letter: str) -> list[Named]:
    """The quantities of all hidden neurons, {} for the number of the neuron."""
    return [c.named(letter.format(i)) for i in range(1, len(W_2) + 1)]


def nudge(story: Story, c: PrintedCalculation, what: Named, index: str) -> None:
    """The forward pass with a nudged parameter, the changes of f^[1] and of l."""
    eps, w, b = c.named("ε"), hidden(c, "w_{}^[2]"), c.named("b^[2]")
    moved = c.line(f"{index}_ε", lambda theta, e: theta + e, what, eps)
    w, b = [moved if w_i == what else w_i for w_i in w], moved if b == what else b
    f = c.line(f"f_{index}", weighted_input, w, hidden(c, "h_{}^[1]"), b, cite="§2 f")
    y_hat = c.line(f"ŷ_{index}", sigmoid, f, cite="§2 ŷ")
    l = c.line(f"l_{index}", costs.half_squared_error, [y_hat], [c.named("y")], cite="§3 l_i")
    c.line(f"f_{index} − f^[1]", lambda new, old: new - old, f, c.named("f^[1]"))
    c.line(f"l_{index} − l", lambda new, old: new - old, l, c.named("l"))
    c.line(f"(l_{index} − l)/ε", forward_quotient, l, c.named("l"), eps)


def nudge_bias(story: Story, c: PrintedCalculation) -> None:
    """The first check."""
    story.heading("§4 First check: nudge the bias")
    story.text(
        "Add ε to `b^[2]` and do the forward pass again. `f^[1]` moves by exactly ε. The loss "
        "moves by the error signal times ε, nearly: the rest is of the size of `ε²`. Divided by ε, "
        "that is the gradient, and so the gradient of the bias is the error signal. What the "
        "nudged bias `b_ε` leads to has the index b."
    )
    b, delta = c.named("b^[2]"), c.named("δ^[1]")
    nudge(story, c, b, "b")
    c.line("δ^[1]·ε", chain, delta, c.named("ε"), cite="§4 Bias")
    gradient = c.line("∂l/∂b^[2]", bias_gradient, delta, cite="Alg. 1.4")
    c.show()
    c.check(c.named("l"), (gradient, b))


def nudge_weight(story: Story, c: PrintedCalculation) -> None:
    """The second check."""
    story.heading("§4 Second check: nudge a weight")
    story.text(
        f"Now add ε to `w_{J}^[2]` alone. It reaches `f^[1]` multiplied by `h_{J}^[1]`, and so "
        "does its effect on the loss: the gradient of the weight is error signal times "
        "activation. What the nudged weight `w_ε` leads to has the index w."
    )
    w, h, delta = hidden(c, "w_{}^[2]"), hidden(c, "h_{}^[1]"), c.named("δ^[1]")
    nudge(story, c, w[J - 1], "w")
    c.line(f"h_{J}^[1]·ε", chain, h[J - 1], c.named("ε"), cite="§4 Weights")
    c.line(f"δ^[1]·h_{J}^[1]·ε", chain, delta, h[J - 1], c.named("ε"), cite="§4 Weights")
    gradients = [
        c.line(f"∂l/∂w_{i}^[2]", chain, delta, h_i, cite="Alg. 1.3") for i, h_i in enumerate(h, 1)
    ]
    c.show()
    c.check(c.named("l"), *zip(gradients, w))


def inactive(story: Story, c: PrintedCalculation) -> None:
    """The gradients of an inactive neuron's parameters."""
    i, sources = DEAD, range(1, len(X) + 1)
    story.heading("§4 Inactive neurons")
    story.text(
        "A neuron with `f_i^[0]` of 0 or less has activation 0, so the weight that leaves it has "
        "gradient 0, as above, and the slope of its ReLU is 0, so its own weights and bias have "
        "gradient 0 too. §3 says that every weight and bias influences the loss; those of an "
        f"inactive neuron do not. For neuron {i}:"
    )
    slope = c.line(f"∂h_{i}^[1]/∂f_{i}^[0]", is_positive, c.named(f"f_{i}^[0]"), cite="§4 ReLU'")
    back = [c.named(f"w_{i}^[2]")], [c.named("δ^[1]")]
    delta = c.line(f"δ_{i}^[0]", hidden_error, slope, *back, cite="Alg. 1.5")
    gradients = [
        c.line(f"∂l/∂w_{i}{j}^[1]", chain, delta, c.named(f"x_{j}"), cite="Alg. 1.7")
        for j in sources
    ]
    gradients.append(c.line(f"∂l/∂b_{i}^[1]", bias_gradient, delta, cite="Alg. 1.7 b"))
    c.show()
    parameters = [*(c.named(f"w_{i}{j}^[1]") for j in sources), c.named(f"b_{i}^[1]")]
    c.check(c.named("l"), *zip(gradients, parameters))


def shares(story: Story, c: PrintedCalculation) -> None:
    """What goes back to a hidden neuron, and what it contributed."""
    story.heading("§4 What the error is distributed by")
    story.text("What each hidden neuron contributes to `f^[1]`, and what goes back to it:")
    compared, delta = [], c.named("δ^[1]")
    for w_i, h_i in zip(hidden(c, "w_{}^[2]"), hidden(c, "h_{}^[1]")):
        share = c.line(f"{w_i.spelled}·{h_i.spelled}", chain, w_i, h_i)
        right = c.line(f"∂l/∂{h_i.spelled}", passed_back, [w_i], [delta], cite="§4 ∂l/∂h")
        numbers = (c.number(share) * c.number(delta), c.number(right))
        compared.append(Compared(right.spelled, *numbers, c.difference(c.named("l"), h_i)))
    c.show()
    story.misprint(
        "full_story §4 ∂l/∂h",
        "the error signal is said to go back to the hidden neurons in proportion to how strongly "
        "each contributed to `f^[1]`. The contribution of neuron `i` is `w_i^[2]·h_i^[1]`, times "
        "`δ^[1]` in the column as printed; what goes back is in proportion to the weight alone, "
        "also to a neuron whose activation is 0.",
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
    c.line("central quotient", central_quotient, at[above], at[below], above)
    taken = c.number(c.line("∂h/∂f", is_positive, f, cite="§4 ReLU'"))
    c.show()
    story.misprint(
        "full_story §2 h",
        "every step is called differentiable, here and in §3. The ReLU is not, at `f = 0`: the "
        "quotients to the right and to the left differ; `I[f > 0]` chooses 0.",
        Compared("∂h/∂f, to the right", taken, c.number(right)),
        Compared("∂h/∂f, to the left", taken, c.number(left)),
        is_claim=True,
    )
    story.text(
        "So finite differences disagree with backpropagation where an `f` is closer to 0 than the "
        "step of the difference. That is rare, but while the biases are 0, as after He's "
        "initialization, an observation with `x_1 = x_2 = 0` puts every hidden `f` on the corner."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
