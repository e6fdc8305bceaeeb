"""Ko, section 4: BP1, the error at the output layer, its proof, its Jacobian, saturation.

Change the numbers below and run it again: python walkthroughs/ko/bp1.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import half_squared_error, half_squared_error_slope
from backprop_scalar.equations import (
    diagonal_entry,
    error_signal,
    error_signal_of_layer,
    share,
)
from backprop_scalar.notes.quantities import Named, Quantity
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.digits import significant

# W^1, W^2, W^3 and b^1, b^2, b^3 of the network of all these pages; row j leads into neuron j.
W = [[[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]], [[0.7, -0.5], [0.2, 0.9]], [[-0.8, 0.6], [0.5, -0.4]]]
B = [[0.1, -0.1], [0.2, 0.0], [0.3, -0.2]]
X, Y = [0.5, -1.0, 0.8], [0.9, 0.2]  # the first example's x and y
N = 4  # n, the number of examples if C were the cost of them all
NUDGES = [1.0, 0.1, 0.01]  # what is added to z_1^3
SATURATING = [0.0, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0]  # weighted inputs of one more output neuron
TARGET = 0.0  # and its target


def tell(story: Story) -> None:
    """BP1: definition, proof, Jacobian, what δ says, saturation."""
    story.heading("Ko, §4: BP1, the error at the output layer", 1)
    story.text(
        "The error of neuron j is how fast the cost changes with its weighted input, "
        "`∂C/∂z_j^ℓ`; it is called `δ_j^ℓ`. Here for the two outputs, layer L = 3, of the 3-2-2-2 "
        "network of all these pages; their weighted inputs are taken from the forward pass (§5)."
    )
    layers = [Layer(w, b, "sigmoid") for w, b in zip(W, B)]
    step = story.step(Problem(Network(layers), [(X, Y)], "half_squared_error", 0.5, note="ko"))
    c = story.calculation("ko")
    z = [c.taken(step, Quantity("z", 3, j, i=0)) for j in range(len(Y))]
    y = c.givens("y_{}", Y, "target {}")
    c.show_given()
    a = [c.line(f"a_{j}^3", sigmoid, z_j, cite="§2 a") for j, z_j in enumerate(z, 1)]
    C = c.line("C", half_squared_error, a, y, cite="A2")
    c.show()
    story.rounding()
    delta = proof(story, c, a, y)
    c.check(C, *zip(delta, z))
    meaning(story, c, z, y, delta[0])
    story.heading("With C as the note writes it")
    story.text(
        f"C of A1 is the average over n examples, here `C_all`, and the `z_1^3` of one example has "
        f"a share of 1/n in it. With n = {N}:"
    )
    shared = c.line(f"∂C_all/∂{z[0].spelled}", share, delta[0], c.given("n", N))
    c.show()
    story.misprint(
        "ko §4",
        "the error is defined with C, the cost of all examples. BP1 to BP4 and the algorithm need "
        f"the cost `C_x` of one example; with C the errors come out n times too small (here n = "
        f"{N}), and the mini-batch, which averages them, divides a second time "
        "(walkthroughs/ko/mini_batch.py). On these pages C is the cost of one example in all of "
        "§4.",
        Compared(delta[0].spelled, c.number(shared), c.number(delta[0]), c.difference(C, z[0])),
    )
    saturation(story)


def proof(story: Story, c: PrintedCalculation, a: list[Named], y: list[Named]) -> list[Named]:
    """The two factors, the chain rule over all outputs with the whole Jacobian, and BP1."""
    story.heading("The two parts")
    story.text(
        "`z_j^3` changes `a_j^3`, and `a_j^3` changes C. How fast C changes depends on the cost, "
        "here the one with the 1/2; how fast `a_j^3` changes, on the activation. For the sigmoid "
        "the slope is a times `1 − a` (see §2)."
    )
    dC_da = [
        c.line(f"∂C/∂a_{j}^3", half_squared_error_slope, *pair, cite="§3 a−y")
        for j, pair in enumerate(zip(a, y), start=1)
    ]
    slope = [c.line(f"σ'(z_{j}^3)", sigmoid_slope, a_j) for j, a_j in enumerate(a, 1)]
    c.show()
    story.heading("The proof, and the Jacobian")
    story.text(
        "The chain rule sums over all outputs k. But `a_k^3` is computed from `z_k^3` alone, so "
        "`∂a_k^3/∂z_j^3` is 0 unless k = j. The matrix of these derivatives, the Jacobian J, has "
        "the slopes on its diagonal and zeros elsewhere: it is diag `σ'(z^3)`."
    )
    n = range(1, len(a) + 1)
    jacobian = [
        [c.line(f"∂a_{k}^3/∂z_{j}^3", diagonal_entry, slope_j, k, j, cite="BP1 J") for k in n]
        for j, slope_j in zip(n, slope)
    ]
    c.show()
    story.text(
        "The sum over k is the transposed Jacobian times the derivatives by the outputs. In each "
        "sum only the term k = j is not 0. A softmax layer is the exception: each of its "
        "outputs depends on every weighted input, and there all terms count."
    )
    for j, da_dz_j in zip(n, jacobian):
        c.line(f"∂C/∂z_{j}^3", error_signal_of_layer, dC_da, da_dz_j, cite="BP1 Σ_k")
    c.show()
    story.text(
        "So one product for each output is enough. This is BP1; the note boxes it, for this cost, "
        "as `δ^L = (a^L − y) ⊙ σ'(z^L)`."
    )
    delta = [c.line(f"δ_{j}^3", error_signal, *two, cite="BP1") for j, *two in zip(n, dC_da, slope)]
    c.show()
    return delta


def meaning(
    story: Story, c: PrintedCalculation, z: list[Named], y: list[Named], delta: Named
) -> None:
    """C with z_1 raised by several amounts, beside what δ_1 foretells."""
    story.heading("What `δ` says, and why it is a derivative by z")
    story.text(
        "The error foretells what a nudge does: `z_1^3` raised by a small h changes C by about "
        "h times `δ_1^3`, more exactly the smaller h is."
    )
    values, targets = [c.number(z_j) for z_j in z], [c.number(y_j) for y_j in y]

    def cost(h: float) -> float:
        return half_squared_error([sigmoid(values[0] + h), *map(sigmoid, values[1:])], targets)

    rows = []
    for h in NUDGES:
        costs = [significant(C, story.digits + 3) for C in (cost(0), cost(h))]
        changes = [significant(d, story.digits) for d in (cost(h) - cost(0), h * c.number(delta))]
        rows.append([f"{h:g}", *costs, *changes])
    heads = ["h", "C before", "C after", "change", "`h·δ_1^3`"]
    story.table([Column(head, "number") for head in heads], rows)
    story.text(
        "Why the weighted input, and not the activation? A weight and a bias act on C through z "
        "and enter it as a sum. With `∂C/∂z` the gradients are the error itself (BP3) and the "
        "error times an activation (BP4). With `∂C/∂a` each of them would need the slope again."
    )


def saturation(story: Story) -> None:
    """One output neuron at several weighted inputs."""
    story.heading("A saturated output learns slowly")
    story.text(
        f"One more sigmoid output, with the target {TARGET:g}, at several weighted inputs. The "
        f"slope is largest, 1/4, at z = 0, and shrinks like `e^(−|z|)` far from 0; it multiplies "
        f"the error of the prediction, however large this is."
    )
    found = []
    for z in SATURATING:
        a = sigmoid(z)
        error, slope = half_squared_error_slope(a, TARGET), sigmoid_slope(a)
        found.append((z, a, error, slope, error_signal(error, slope)))
    heads = ["z", "`a = σ(z)`", "`∂C/∂a = a − y`", "`σ'(z)`", "`δ`"]
    story.table(
        [Column(head, "number") for head in heads],
        [[f"{z:g}", *map(story.number, rest)] for z, *rest in found],
    )
    largest, last = max(found, key=lambda row: abs(row[-1])), found[-1]
    story.text(
        f"Of these, the error is largest in size at z = {largest[0]:g}. At z = {last[0]:g} the "
        f"prediction is off by {story.number(abs(last[2]))} and the error is "
        f"{story.number(last[-1])}. BP3 and BP4 pass its size on to the gradients: a saturated "
        f"output moves slowly, right or wrong."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
