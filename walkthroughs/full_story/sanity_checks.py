"""The Full Story, section 4: its two sanity checks, inactive neurons and the corner of the ReLU.

Change the numbers below and run it again: python walkthroughs/full_story/sanity_checks.py
"""

import sys

from backprop_scalar import Layer, Network, backprop, forward
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import half_squared_error, half_squared_error_slope
from backprop_scalar.equations import (
    bias_gradient,
    central_quotient,
    chain,
    forward_quotient,
    passed_back,
    weight_gradient,
    weighted_input,
)
from backprop_scalar.functions import is_positive, positive_part
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

X = [0.5, 0.8]  # x_1, x_2
Y = 0.4  # y, between 0 and 1
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^[1]: row i holds w_i1 and w_i2, into neuron i
B_1 = [0.1, 0.05, -0.2]  # b^[1]
W_2 = [0.5, -0.4, 0.8]  # W^[2]: w_1, w_2, w_3, from neuron 1, 2, 3
B_2 = 0.1  # b^[2]
EPSILON = 0.001  # ε, by how much a parameter is nudged
J = 1  # which weight w_j^[2] the second check nudges


def tell(story: Story) -> None:
    """Nudge the bias, nudge a weight, look at inactive neurons and at the corner."""
    if not 1 <= J <= len(W_2):
        raise ValueError(f"J is {J}, but the output has the weights 1 to {len(W_2)}")
    if EPSILON <= 0:
        raise ValueError(f"EPSILON is {EPSILON:g}; the size of a nudge must be above 0")
    story.heading("The Full Story, §4: sanity checks", 1)
    c = story.calculation("full_story")
    h, w, b, y, eps = given(story, c)
    f_1, loss, delta = output_error(story, c, h, w, b, y)
    nudge_bias(story, c, (h, w, b, y, eps), (f_1, loss, delta))
    nudge_weight(story, c, (h, w, b, y, eps), (f_1, loss, delta))
    inactive_units(story)
    shares(story, c, h, w, delta)
    corner(story)


def network() -> Network:
    """The network of section 1 with these numbers."""
    return Network([Layer(W_1, B_1, "relu"), Layer([W_2], [B_2], "sigmoid")])


Inputs = tuple[list[Named], list[Named], Named, Named, Named]
Output = tuple[Named, Named, Named]


def given(story: Story, c: Calculation) -> Inputs:
    """The output layer's inputs and parameters."""
    story.text(
        "Only the output layer is needed for the two checks. Its inputs are the hidden activations "
        "that the forward pass has left."
    )
    h = [
        c.given(f"h_{i}^[1]", h_i, f"activation of hidden neuron {i}")
        for i, h_i in enumerate(forward(network(), X).a[1], 1)
    ]
    w = [
        c.given(f"w_{i}^[2]", w_i, f"weight from hidden neuron {i}") for i, w_i in enumerate(W_2, 1)
    ]
    b = c.given("b^[2]", B_2, "bias of the output")
    y = c.given("y", Y, "target")
    eps = c.given("ε", EPSILON, "size of the nudge")
    c.show_given()
    story.rounding()
    return h, w, b, y, eps


def output_error(
    story: Story, c: Calculation, h: list[Named], w: list[Named], b: Named, y: Named
) -> Output:
    """f^[1], l and the error signal."""
    f_1 = c.line("f^[1]", weighted_input, w, h, b, cite="§2")
    y_hat = c.line("ŷ", sigmoid, f_1, cite="§2")
    loss = c.line("l", half_squared_error, [y_hat], [y], cite="§3")
    slope = c.line("∂ŷ/∂f^[1]", sigmoid_slope, y_hat, cite="Alg. 1.1")
    dl = c.line("∂l/∂ŷ", half_squared_error_slope, y_hat, y, cite="Alg. 1.1")
    delta = c.line("δ^[1]", chain, slope, dl, cite="Alg. 1.1")
    c.show()
    return f_1, loss, delta


def nudge_bias(story: Story, c: Calculation, inputs: Inputs, before: Output) -> None:
    """The first check."""
    h, w, b, y, eps = inputs
    f_1, loss, delta = before
    story.heading("§4 First check: nudge the bias")
    story.text(
        "Add ε to `b^[2]` and do the forward pass again. `f^[1]` moves by exactly ε. The loss "
        "moves by the error signal times ε, nearly: the rest is of the size of `ε²`. Divided by ε, "
        "that is the gradient, and so the gradient of the bias is the error signal. What the "
        "nudged bias `b_ε` leads to has the index b."
    )
    moved = c.line("b_ε", lambda b, e: b + e, b, eps, cite="§4")
    f_moved = c.line("f_b", weighted_input, w, h, moved)
    y_moved = c.line("ŷ_b", sigmoid, f_moved)
    l_moved = c.line("l_b", half_squared_error, [y_moved], [y])
    c.line("Δf_b", lambda new, old: new - old, f_moved, f_1, cite="§4")
    c.line("Δl_b", lambda new, old: new - old, l_moved, loss, cite="§4")
    c.line("δ^[1]·ε", lambda d, e: d * e, delta, eps, cite="§4")
    c.line("Δl_b/ε", forward_quotient, l_moved, loss, eps)
    db = c.line("∂l/∂b^[2]", bias_gradient, delta, cite="Alg. 1.4")
    c.show()
    c.check(loss, (db, b))


def nudge_weight(story: Story, c: Calculation, inputs: Inputs, before: Output) -> None:
    """The second check."""
    h, w, b, y, eps = inputs
    f_1, loss, delta = before
    story.heading("§4 Second check: nudge a weight")
    story.text(
        f"Now add ε to `w_{J}^[2]` alone. It reaches `f^[1]` multiplied by `h_{J}^[1]`, and so "
        f"does its effect on the loss: the gradient of the weight is error signal times "
        "activation. What the nudged weight `w_ε` leads to has the index w."
    )
    moved = c.line("w_ε", lambda w, e: w + e, w[J - 1], eps, cite="§4")
    f_moved = c.line("f_w", weighted_input, [*w[: J - 1], moved, *w[J:]], h, b)
    y_moved = c.line("ŷ_w", sigmoid, f_moved)
    l_moved = c.line("l_w", half_squared_error, [y_moved], [y])
    c.line("Δf_w", lambda new, old: new - old, f_moved, f_1, cite="§4")
    c.line(f"h_{J}^[1]·ε", lambda h, e: h * e, h[J - 1], eps, cite="§4")
    c.line("Δl_w", lambda new, old: new - old, l_moved, loss, cite="§4")
    c.line(f"δ^[1]·h_{J}^[1]·ε", chain, delta, h[J - 1], eps, cite="§4")
    c.line("Δl_w/ε", forward_quotient, l_moved, loss, eps)
    dw = [
        c.line(f"∂l/∂w_{i}^[2]", weight_gradient, h_i, delta, cite="Alg. 1.3")
        for i, h_i in enumerate(h, 1)
    ]
    c.show()
    c.check(loss, *zip(dw, w))


def inactive_units(story: Story) -> None:
    """Which neurons are inactive, and the gradients of their parameters."""
    story.heading("§4 Inactive neurons")
    gradients, passed = backprop(network(), X, [Y], "half_squared_error"), forward(network(), X)
    rows = []
    for i, (f_i, h_i) in enumerate(zip(passed.z[1], passed.a[1])):
        values = [f_i, h_i, gradients.dw[2][0][i], *gradients.dw[1][i], gradients.db[1][i]]
        shown = [story.page.number(significant(v, story.digits)) for v in values]
        rows.append([str(i + 1), *shown])
    off = [i for i, h_i in enumerate(passed.a[1], 1) if not h_i]
    story.text(
        "A neuron with `f_i^[0]` of 0 or less has activation 0, so the weight that leaves it has "
        "gradient 0, and the slope of its ReLU is 0, so its own weights and bias have gradient 0 "
        "too. §3 says that every weight and bias influences the loss; for this observation "
        + (
            f"those of neuron {' and '.join(map(str, off))} do not."
            if off
            else "no neuron is inactive."
        )
    )
    heads = [
        "`f_i^[0]`",
        "`h_i^[1]`",
        "by `w_i^[2]`",
        *(f"by `w_i{j}^[1]`" for j in range(1, len(X) + 1)),
        "by `b_i^[1]`",
    ]
    story.table([Column("`i`", "number"), *(Column(head, "number") for head in heads)], rows)


def shares(story: Story, c: Calculation, h: list[Named], w: list[Named], delta: Named) -> None:
    """What goes back to a hidden neuron, and what it contributed."""
    story.heading("§4 What the error is distributed by")
    story.text(
        "The note says that the error signal goes back to the hidden neurons in proportion to how "
        "strongly each contributed to `f^[1]`. What neuron `i` contributed is its summand, `c_i` "
        "below; what goes back is in proportion to the weight `w_i^[2]` alone, also to a neuron "
        "whose activation, and with it the contribution, is 0."
    )
    for i, (w_i, h_i) in enumerate(zip(w, h), 1):
        c.line(f"c_{i}", lambda w, h: w * h, w_i, h_i, cite="§2")
        c.line(f"∂l/∂h_{i}^[1]", passed_back, [w_i], [delta], cite="Alg. 1.5")
    c.show()


def corner(story: Story) -> None:
    """The derivative of the ReLU at 0."""
    story.heading("§4 The corner of the ReLU")
    story.text(
        "§2 and §3 call every step differentiable. The ReLU is not, at `f = 0`: the difference "
        "quotient to the right, `q_1`, is 1, the one to the left, `q_2`, is 0, and the central "
        "one, `q_3`, is between. A derivative has to be chosen there, and `I[f > 0]` chooses 0."
    )
    c = story.calculation("full_story")
    f, eps = c.given("f", 0.0, "the corner"), c.given("ε", EPSILON)
    for name, equation in (("q_1", right), ("q_2", left), ("q_3", central)):
        c.line(name, equation, f, eps)
    c.line("∂h/∂f", is_positive, f, cite="Alg. 1.5")
    c.show()
    story.text(
        "So finite differences disagree with backpropagation where an `f` is closer to 0 than the "
        "step of the difference. That is rare, but while the biases are 0, as after He's "
        "initialization, an observation with `x_1 = x_2 = 0` puts every hidden `f` on the corner."
    )


def right(f: float, eps: float) -> float:
    """The difference quotient of the ReLU to the right."""
    return forward_quotient(positive_part(f + eps), positive_part(f), eps)


def left(f: float, eps: float) -> float:
    """The difference quotient of the ReLU to the left."""
    return forward_quotient(positive_part(f), positive_part(f - eps), eps)


def central(f: float, eps: float) -> float:
    """The difference quotient of the ReLU to both sides."""
    return central_quotient(positive_part(f + eps), positive_part(f - eps), eps)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
