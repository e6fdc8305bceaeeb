"""Ko, section 4: BP1, the error at the output layer, its proof, its Jacobian, saturation.

Change the numbers below and run it again: python walkthroughs/ko/bp1.py
"""

import sys

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import half_squared_error, half_squared_error_slope
from backprop_scalar.equations import error_signal, error_signal_of_layer, mean, share
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

Z = [0.8, -0.5]  # z^L: the weighted inputs of the output neurons
Y = [1.0, 0.2]  # y: their targets
SATURATING = [0.0, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0]  # weighted inputs of one more output neuron
TARGET = 0.0  # and its target
N = 3  # n, the number of examples if C were the cost of them all
REST = 0.25  # the sum of the costs of the others


def tell(story: Story) -> None:
    """BP1: definition, proof, Jacobian, saturation."""
    story.heading("Ko, §4: BP1, the error at the output layer", 1)
    story.text(
        "The error of neuron j is how fast the cost changes with its weighted input: "
        "`δ_j^ℓ = ∂C/∂z_j^ℓ`. The note writes C here, the cost of all examples. BP3 and BP4 need "
        "the cost of one example, `C_x`; so C is the cost of one example in all of §4."
    )
    c = story.calculation("ko")
    z = [c.given(f"z_{j}^L", v, f"weighted input of output {j}") for j, v in enumerate(Z, 1)]
    y = [c.given(f"y_{j}", v, f"target {j}") for j, v in enumerate(Y, 1)]
    c.show_given()
    a = [c.line(f"a_{j}^L", sigmoid, z_j, cite="§2") for j, z_j in enumerate(z, 1)]
    C = c.line("C", half_squared_error, a, y, cite="A2")
    c.show()
    story.rounding()
    dC_da, slope = parts(story, c, z, a, y)
    proof(story, c, z, a, dC_da, slope)
    story.text(
        "So one product for each output is enough. This is BP1, as vectors "
        "`δ^L = (a^L − y) ⊙ σ'(z^L)` for this cost:"
    )
    delta = [
        c.line(f"δ_{j}^L", error_signal, *factors, cite="BP1")
        for j, factors in enumerate(zip(dC_da, slope), start=1)
    ]
    c.show()
    c.check(C, *zip(delta, z))
    of_all_examples(story, c, C, delta[0], z[0])
    saturation(story)


def parts(
    story: Story, c: Calculation, z: list[Named], a: list[Named], y: list[Named]
) -> tuple[list[Named], list[Named]]:
    """∂C/∂a_j and σ'(z_j)."""
    story.heading("The two parts")
    story.text(
        "`z_j^L` changes `a_j^L`, and `a_j^L` changes C. How fast C changes depends on the cost, "
        "here the one with the 1/2; how fast `a_j^L` changes, on the activation, here the sigmoid."
    )
    dC_da = [
        c.line(f"∂C/∂{a_j.spelled}", half_squared_error_slope, a_j, y_j, cite="§3")
        for a_j, y_j in zip(a, y)
    ]
    slope = [c.line(f"σ'({z_j.spelled})", sigmoid_slope, a_j, cite="BP1") for z_j, a_j in zip(z, a)]
    c.show()
    return dC_da, slope


def proof(
    story: Story,
    c: Calculation,
    z: list[Named],
    a: list[Named],
    dC_da: list[Named],
    slope: list[Named],
) -> None:
    """The chain rule over all outputs, with the whole Jacobian."""
    story.heading("The proof, and the Jacobian")
    story.text(
        "The chain rule sums over all outputs k. But `a_k^L` is computed from `z_k^L` alone, so "
        "`∂a_k^L/∂z_j^L` is 0 unless k = j. The matrix of these derivatives, the Jacobian, has "
        "the slopes on its diagonal and zeros elsewhere: it is diag `σ'(z^L)`."
    )
    jacobian = []
    for j, z_j in enumerate(z):
        row = []
        for k, a_k in enumerate(a):
            name = f"∂{a_k.spelled}/∂{z_j.spelled}"
            if k == j:
                row.append(c.line(name, lambda slope: slope, slope[j], cite="BP1"))
            else:
                row.append(c.line(name, lambda: 0, cite="BP1"))
        jacobian.append(row)
    c.show()
    story.text(
        "The sum over k is the transposed Jacobian times the derivatives by the outputs. In each "
        "sum only the term k = j is not 0. A softmax layer is the exception: each of its "
        "outputs depends on every weighted input, and there all terms count."
    )
    for z_j, da_dz_j in zip(z, jacobian):
        c.line(f"∂C/∂{z_j.spelled}", error_signal_of_layer, dC_da, da_dz_j, cite="BP1")
    c.show()


def of_all_examples(story: Story, c: Calculation, C: Named, delta: Named, z: Named) -> None:
    """What the definition of δ gives with C as it is printed, the average over all examples."""
    story.heading("With C as the note writes it")
    story.text(
        "C of A1 is the average over n examples, here called `C_all`. The `z_1^L` of this example "
        "has a share of 1/n in it, so the definition taken as printed gives 1/n of `δ_1^L`. BP3 "
        "does not hold with that: a bias changes the cost of every example, so its gradient is the "
        "sum of what all their `z_1^L` give. And the mini-batch version of §4, which averages "
        f"`δ_1^L` over the examples, would divide a second time. With n = {N} and the other "
        f"examples' costs R = {REST:g} in all:"
    )
    n, rest = c.given("n", N), c.given("R", REST)
    C_all = c.line("C_all", mean, [C, rest], n, cite="A1")
    shared = c.line(f"∂C_all/∂{z.spelled}", share, delta, n)
    c.show()
    c.check(C_all, (shared, z))


def saturation(story: Story) -> None:
    """One output neuron at several weighted inputs."""
    story.heading("A saturated output learns slowly")
    story.text(
        f"One more sigmoid output, with the target {TARGET:g}, at several weighted inputs. The "
        f"slope is largest, 1/4, at z = 0, and shrinks like `e^(−|z|)` far from 0; it multiplies "
        f"the error of the prediction, however large this is."
    )
    rows, deltas = [], []
    error = slope = 0.0
    for z in SATURATING:
        a = sigmoid(z)
        error, slope = half_squared_error_slope(a, TARGET), sigmoid_slope(a)
        deltas.append(error_signal(error, slope))
        numbers = [significant(value, story.digits) for value in (a, error, slope, deltas[-1])]
        rows.append([f"{z:g}", *map(story.page.number, numbers)])
    story.table(
        [
            Column("z", "number"),
            Column("`a = σ(z)`", "number"),
            Column("`∂C/∂a = a − y`", "number"),
            Column("`σ'(z)`", "number"),
            Column("`δ`", "number"),
        ],
        rows,
    )
    largest = max(range(len(deltas)), key=lambda place: abs(deltas[place]))
    wrong = abs(error) > 0.5 and slope < 0.05
    story.text(
        f"Of these, the error signal is largest in size at z = {SATURATING[largest]:g}. At the "
        f"last one, z = {SATURATING[-1]:g}, the prediction is off by {significant(abs(error), 3)} "
        f"and the error signal is {significant(deltas[-1], 3)}. BP3 and BP4 pass its size on to "
        f"the gradients, so a saturated output moves slowly"
        + (", though this one is quite wrong." if wrong else ".")
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
