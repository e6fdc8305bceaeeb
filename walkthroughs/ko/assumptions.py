"""Ko, section 3: the two assumptions on the cost, A1 and A2, with ½ and without.

Change the numbers below and run it again: python walkthroughs/ko/assumptions.py
"""

import sys
from typing import NamedTuple

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import (
    half_squared_error,
    half_squared_error_slope,
    squared_error,
    squared_error_slope,
)
from backprop_scalar.equations import (
    chain,
    error_signal_of_layer,
    mean,
    step_down,
    weighted_input,
)
from backprop_scalar.notes.quantities import Named
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.walkthrough import Story, walk

EXAMPLES = [(0.5, [1.0, 0.0]), (-1.5, [0.0, 0.4])]  # x and y(x): one input, two outputs
W_1, B_1 = 0.8, -0.2  # w and b: from the input into the one hidden neuron, and its bias
W_2 = [0.6, -1.1]  # from the hidden neuron into output 1, 2
ETA = 0.5  # the learning rate η


class Passed(NamedTuple):
    """What the forward pass of one example leaves: its own superscript and quantities."""

    name: str
    x: Named
    y: list[Named]
    a: list[Named]
    da_dw: list[Named]
    da_db: list[Named]


def tell(story: Story) -> None:
    """Section 3, in the order of the note."""
    story.heading("Ko, §3: what the cost must be like", 1)
    story.text(
        "A small network, one input, one hidden neuron and two outputs, all sigmoid, sees each "
        "example in turn; the superscript x1 or x2 says which. We ask how the cost changes with "
        "the weight and the bias of the hidden neuron, called w and b here; the outputs are "
        "without biases."
    )
    c = story.calculation("ko")
    w = c.given("w", W_1, "weight from the input into the hidden neuron")
    b = c.given("b", B_1, "bias of the hidden neuron")
    v = [c.given(f"w_{j}1^2", w_j, f"weight into output {j}") for j, w_j in enumerate(W_2, 1)]
    eta = c.given("η", ETA, "learning rate")
    n = c.given("n", len(EXAMPLES), "number of examples")
    passed = [forward(c, i, (w, b), v) for i in range(1, len(EXAMPLES) + 1)]
    c.show_given()
    story.text(
        "The forward pass, and for each output how it changes with w: the product of the "
        "derivatives on the way, slope of the output, weight, slope of the hidden neuron, input. "
        "For b the last one, the input, is replaced by 1."
    )
    c.show()
    story.rounding()
    C = costs(story, c, passed, n)
    dC_dw, dC_db = gradient(story, c, passed, n)
    c.check(C, (dC_dw, w), (dC_db, b))
    without(story, c, passed, n)
    step(story, c, w, dC_dw, eta)


def forward(c: Calculation, i: int, hidden: tuple[Named, Named], v: list[Named]) -> Passed:
    """The forward pass of example i and the derivatives of its outputs by w and b."""
    w, b = hidden
    name = f"x{i}"
    x = c.given(f"x^{name}", EXAMPLES[i - 1][0], f"input of example {i}")
    y = [
        c.given(f"y_{j}^{name}", y_j, f"target {j} of example {i}")
        for j, y_j in enumerate(EXAMPLES[i - 1][1], start=1)
    ]
    z_1 = c.line(f"z_1^{name},1", weighted_input, [w], [x], b, cite="§2")
    a_1 = c.line(f"a_1^{name},1", sigmoid, z_1, cite="§2")
    slope_1 = c.line(f"σ'(z_1^{name},1)", sigmoid_slope, a_1)
    a, da_dw, da_db = [], [], []
    for j, w_j in enumerate(v, start=1):
        z_j = c.line(f"z_{j}^{name},2", weighted_input, [w_j], [a_1], 0, cite="§2")
        a_j = c.line(f"a_{j}^{name},2", sigmoid, z_j, cite="§2")
        slope_j = c.line(f"σ'(z_{j}^{name},2)", sigmoid_slope, a_j)
        a.append(a_j)
        da_dw.append(c.line(f"∂a_{j}^{name},2/∂w", chain, slope_j, w_j, slope_1, x))
        da_db.append(c.line(f"∂a_{j}^{name},2/∂b", chain, slope_j, w_j, slope_1))
    return Passed(name, x, y, a, da_dw, da_db)


def costs(story: Story, c: Calculation, passed: list[Passed], n: Named) -> Named:
    """A2 for each example, A1 over them."""
    story.heading("A1 and A2")
    story.text(
        "A2: the cost of one example is a function of the network's outputs alone, for its "
        "targets are fixed numbers. A1: the cost of the data is the average of these costs."
    )
    C_x = [c.line(f"C_{p.name}", half_squared_error, p.a, p.y, cite="A2") for p in passed]
    C = c.line("C", mean, C_x, n, cite="A1")
    c.show()
    return C


def gradient(story: Story, c: Calculation, passed: list[Passed], n: Named) -> tuple[Named, Named]:
    """∂C_x/∂w and ∂C_x/∂b by way of the outputs, and their averages ∂C/∂w and ∂C/∂b."""
    story.heading("Every derivative goes through the outputs")
    story.text(
        "By A2, w and b can change `C_x` only by changing an output. Each output adds the "
        "derivative of `C_x` by it, in which the 1/2 has cancelled the 2 of the square, times its "
        "own derivative by w or b. By A1, the derivative of the average is the average of the "
        "derivatives, so it is enough to know `∂C_x/∂w` and `∂C_x/∂b` of a single example, and "
        "that is what backpropagation gives."
    )
    dC_dw, dC_db = [], []
    for p in passed:
        dC_da = [
            c.line(f"∂C_{p.name}/∂{a_j.spelled}", half_squared_error_slope, a_j, y_j, cite="§3")
            for a_j, y_j in zip(p.a, p.y)
        ]
        dC_dw.append(c.line(f"∂C_{p.name}/∂w", error_signal_of_layer, dC_da, p.da_dw, cite="A2"))
        dC_db.append(c.line(f"∂C_{p.name}/∂b", error_signal_of_layer, dC_da, p.da_db, cite="A2"))
    average_w = c.line("∂C/∂w", mean, dC_dw, n, cite="A1")
    average_b = c.line("∂C/∂b", mean, dC_db, n, cite="A1")
    c.show()
    return average_w, average_b


def without(story: Story, c: Calculation, passed: list[Passed], n: Named) -> None:
    """The same cost, and its derivative by w, where the cost has no ½; called K."""
    story.heading("Without the 1/2")
    story.text(
        "Leave the 1/2 out, and call that cost K. The 2 of the square now stays, in every "
        "derivative and up to the gradient, here for w; the minimum is at the same weights as "
        "before."
    )
    K_x, dK_dw = [], []
    for p in passed:
        K_x.append(c.line(f"K_{p.name}", squared_error, p.a, p.y, cite="§3"))
        dK_da = [
            c.line(f"∂K_{p.name}/∂{a_j.spelled}", squared_error_slope, a_j, y_j, cite="§3")
            for a_j, y_j in zip(p.a, p.y)
        ]
        dK_dw.append(c.line(f"∂K_{p.name}/∂w", error_signal_of_layer, dK_da, p.da_dw, cite="§3"))
    c.line("K", mean, K_x, n, cite="§3")
    c.line("∂K/∂w", mean, dK_dw, n, cite="§3")
    c.show()
    c.check(c.named("K"), (c.named("∂K/∂w"), c.named("w")))


def step(story: Story, c: Calculation, w: Named, dC_dw: Named, eta: Named) -> None:
    """The factor 2 is absorbed by a learning rate of half the size."""
    story.text(
        "A constant factor can be absorbed into the learning rate: with `η/2` a step down K takes "
        "w to the same place as a step down C with `η`. Before you compare "
        "gradients with those of another text, see whether its cost has the 1/2."
    )
    c.line("w ← (C)", step_down, w, dC_dw, eta, cite="§3")
    half_eta = c.line("η/2", lambda eta: eta / 2, eta)
    c.line("w ← (K)", step_down, w, c.named("∂K/∂w"), half_eta, cite="§3")
    c.show()


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
