"""Ko, section 3: the two assumptions on the cost, A1 and A2, with ½ and without.

Change the numbers below and run it again: python walkthroughs/ko/assumptions.py
"""

import sys
from typing import NamedTuple

from backprop_scalar import Layer, Network, Problem
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
from backprop_scalar.notes.quantities import Named, Quantity
from backprop_scalar.topics.mini_batch import half_mean_squared_error
from backprop_scalar.walkthrough import PrintedCalculation, Step, Story, walk

W = [  # W^1, W^2, W^3: row j holds the weights into neuron j
    [[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]],
    [[0.7, -0.5], [0.2, 0.9]],
    [[-0.8, 0.6], [0.5, -0.4]],
]
B = [[0.1, -0.1], [0.2, 0.0], [0.3, -0.2]]  # b^1, b^2, b^3
EXAMPLES = [([0.5, -1.0, 0.8], [0.9, 0.2]), ([-0.6, 0.4, 1.0], [0.2, 0.7])]  # x and y(x)
ETA = 0.5  # the learning rate η
J = K = range(2)  # neurons of layers 3 and 2


class Passed(NamedTuple):
    """What the forward pass of one example leaves: its superscript and quantities."""

    name: str
    y: list[Named]
    a: list[Named]
    da: dict[str, list[Named]]  # derivatives of the outputs, by what


def tell(story: Story) -> None:
    """Section 3, in the order of the note."""
    story.heading("Ko, §3: what the cost must be like", 1)
    story.text(
        "How does the cost change with one weight and one bias? Like the note, this page calls "
        "them w and b; they are `w_11^2` and `b_1^2` in the 3-2-2-2 network of all these pages, "
        "which sees two examples here, x1 and x2. They change neither layer 1 nor neuron 2 of "
        "layer 2, whose activations are taken from the forward pass (§5)."
    )
    layers = [Layer(w, b, "sigmoid") for w, b in zip(W, B)]
    step = story.step(Problem(Network(layers), EXAMPLES, "half_squared_error", ETA, note="ko"))
    c = story.calculation("ko")
    w = c.given("w", W[1][0][0], "`w_11^2`, from neuron 1 of layer 1 into neuron 1 of layer 2")
    b = c.given("b", B[1][0], "`b_1^2`, bias of neuron 1 of layer 2")
    into_1 = [w, c.taken(step, Quantity("w", 2, 0, 1))]
    n = c.given("n", len(EXAMPLES), "number of examples")
    next_w = [[c.taken(step, Quantity("w", 3, j, k)) for k in K] for j in J]
    next_b = [c.taken(step, Quantity("b", 3, j)) for j in J]
    passed = [forward(c, step, i, into_1, b, [*zip(next_w, next_b)]) for i in range(len(EXAMPLES))]
    c.show_given()
    story.text(
        "The forward pass from layer 2 on, and for each output how it changes with w: the "
        "product of the derivatives on the way, slope of the output, weight, slope of the hidden "
        "neuron, activation in layer 1. For b the last one is 1."
    )
    c.show()
    story.rounding()
    C = costs(story, c, passed, n)
    dC_dw, dC_db = gradient(story, c, passed, n)
    c.check(C, (dC_dw, w), (dC_db, b))
    without_half(story, c, passed, n)
    c.check(c.named("K"), (c.named("∂K/∂w"), w))
    absorbed(story, c, w)


def forward(
    c: PrintedCalculation,
    step: Step,
    i: int,
    w: list[Named],
    b: Named,
    into_outputs: list[tuple[list[Named], Named]],
) -> Passed:
    """Layers 2 and 3 of example i, and the derivatives of its outputs by w and b."""
    x = f"x{i + 1}"
    y = [c.taken(step, Quantity("y", None, j, i=i), f"target {j + 1} of {x}") for j in J]
    before = [c.taken(step, Quantity("a", 1, k, i=i), f"layer 1 for {x}") for k in K]
    other = c.taken(step, Quantity("a", 2, 1, i=i), f"the other neuron of layer 2 for {x}")
    z = c.line(f"z_1^{x},2", weighted_input, w, before, b, cite="§2 z")
    hidden = c.line(f"a_1^{x},2", sigmoid, z, cite="§2 a")
    slope = c.line(f"σ'(z_1^{x},2)", sigmoid_slope, hidden, cite="BP2")
    a: list[Named] = []
    da: dict[str, list[Named]] = {"w": [], "b": []}
    for j, (w_j, b_j) in enumerate(into_outputs, start=1):
        z_j = c.line(f"z_{j}^{x},3", weighted_input, w_j, [hidden, other], b_j, cite="§2 z")
        a.append(c.line(f"a_{j}^{x},3", sigmoid, z_j, cite="§2 a"))
        slope_j = c.line(f"σ'(z_{j}^{x},3)", sigmoid_slope, a[-1], cite="BP1")
        for by, last in (("w", [before[0]]), ("b", [])):
            path = (slope_j, w_j[0], slope, *last)
            da[by].append(c.line(f"∂a_{j}^{x},3/∂{by}", chain, *path))
    return Passed(x, y, a, da)


def costs(story: Story, c: PrintedCalculation, passed: list[Passed], n: Named) -> Named:
    """A2 for each example, A1 over them; and the quadratic cost in one sum."""
    story.heading("A1 and A2")
    story.text(
        "A2: the cost of one example is a function of the network's outputs alone, for its "
        "targets are fixed numbers. A1: the cost of the data is the average of these costs. The "
        "quadratic cost at the head of §3 is both in one sum, here `C_sum`."
    )
    C_x = [c.line(f"C_{p.name}", half_squared_error, p.a, p.y, cite="A2") for p in passed]
    C = c.line("C", mean, C_x, n, cite="A1")
    a, y = [a_j for p in passed for a_j in p.a], [y_j for p in passed for y_j in p.y]
    c.line("C_sum", half_mean_squared_error, a, y, n, cite="§3 C")
    c.show()
    return C


def gradient(
    story: Story, c: PrintedCalculation, passed: list[Passed], n: Named
) -> tuple[Named, Named]:
    """∂C_x/∂w and ∂C_x/∂b by way of the outputs, and their averages ∂C/∂w and ∂C/∂b."""
    story.heading("Every derivative goes through the outputs")
    story.text(
        "By A2, a parameter can change `C_x` only by changing an output. Each output adds the "
        "derivative of `C_x` by it, in which the 1/2 has cancelled the 2 of the square, times its "
        "own derivative by the parameter. By A1, the derivative of the average is the average of "
        "the derivatives, so it is enough to know them for a single example, and that is what "
        "backpropagation gives, for all parameters at once."
    )
    dC_da = [
        [
            c.line(f"∂C_{p.name}/∂{a_j.spelled}", half_squared_error_slope, a_j, y_j, cite="§3 a−y")
            for a_j, y_j in zip(p.a, p.y)
        ]
        for p in passed
    ]
    c.show()
    found: dict[str, list[Named]] = {"w": [], "b": []}
    for p, by_output in zip(passed, dC_da):
        for by, sums in found.items():
            name = f"∂C_{p.name}/∂{by}"
            sums.append(c.line(name, error_signal_of_layer, by_output, p.da[by], cite="A2 Σ_j"))
    dC_dw, dC_db = (c.line(f"∂C/∂{by}", mean, sums, n, cite="A1") for by, sums in found.items())
    c.show()
    return dC_dw, dC_db


def without_half(story: Story, c: PrintedCalculation, passed: list[Passed], n: Named) -> None:
    """The same cost, and its derivative by w_11^2, where the cost has no ½; called K."""
    story.heading("Without the 1/2")
    story.text(
        "Leave the 1/2 out, and call that cost K. The 2 of the square now stays, in every "
        "derivative and up to the gradient; the minimum is at the same weights as before."
    )
    K_x, dK_dw = [], []
    for p in passed:
        K_x.append(c.line(f"K_{p.name}", squared_error, p.a, p.y))
        dK_da = [
            c.line(f"∂K_{p.name}/∂{a_j.spelled}", squared_error_slope, a_j, y_j, cite="§3")
            for a_j, y_j in zip(p.a, p.y)
        ]
        dK_dw.append(c.line(f"∂K_{p.name}/∂w", error_signal_of_layer, dK_da, p.da["w"], cite="§3"))
    c.line("K", mean, K_x, n)
    c.line("∂K/∂w", mean, dK_dw, n)
    c.show()


def absorbed(story: Story, c: PrintedCalculation, w: Named) -> None:
    """The factor 2 is absorbed by a learning rate of half the size."""
    story.text(
        f"A constant factor can be absorbed into the learning rate: with half of η, a step down K "
        f"takes w to the same place as a step down C with `η = {ETA:g}`. Before you compare "
        f"gradients with those of another text, see whether its cost has the 1/2."
    )
    c.line("w ← (C)", step_down, w, c.named("∂C/∂w"), ETA, cite="§2 (1)")
    c.line("w ← (K)", step_down, w, c.named("∂K/∂w"), ETA / 2, cite="§3")
    c.show()


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
