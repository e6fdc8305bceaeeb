"""Ko, section 4: BP3 and BP4, the gradients of biases and weights, with their proofs.

Change the numbers below and run it again: python walkthroughs/ko/bp3_bp4.py
"""

import sys
from typing import NamedTuple

from backprop_scalar import Layer, Network, Problem, backprop
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import half_squared_error, half_squared_error_slope
from backprop_scalar.equations import (
    bias_gradient,
    diagonal_entry,
    error_signal,
    error_signal_of_layer,
    passed_back,
    weight_gradient,
    weighted_input,
)
from backprop_scalar.notes.quantities import Named, Quantity
from backprop_scalar.pages.page import Column
from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk

W = [  # W^1, W^2, W^3: row j holds the weights into neuron j
    [[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]],
    [[0.7, -0.5], [0.2, 0.9]],
    [[-0.8, 0.6], [0.5, -0.4]],
]
B = [[0.1, -0.1], [0.2, 0.0], [0.3, -0.2]]  # b^1, b^2, b^3
X, Y = [0.5, -1.0, 0.8], [0.9, 0.2]  # the first example's x and y
SMALL = 0.001  # a source activation that is almost 0
LARGE = 9.0  # a bias that saturates neuron 1


class LayerLines(NamedTuple):
    """The quantities of layer 3: a of the one before, w, b, z, and δ."""

    a: list[Named]
    w: list[list[Named]]
    b: list[Named]
    z: list[Named]
    delta: list[Named]


def tell(story: Story) -> None:
    """BP3, BP4, and when a gradient is small."""
    story.heading("Ko, §4: BP3 and BP4, the gradients", 1)
    story.text(
        "Layer 3 of the 3-2-2-2 network of all these pages, so ℓ = 3; the activations of layer 2 "
        "are taken from the forward pass (§5). Layer 3 is the output layer, and its errors come "
        "from BP1; BP3 and BP4 are the same in every layer. C is the cost of one example."
    )
    c = story.calculation("ko")
    layer, C = forward_and_errors(story, c)
    bp3_by_components(story, c, layer)
    bp3_by_vectors(story, c, layer)
    bp4(story, c, layer)
    gradients = [(c.named(f"∂C/∂{b_j.spelled}"), b_j) for b_j in layer.b]
    gradients += [(c.named(f"∂C/∂{w_jk.spelled}"), w_jk) for w_j in layer.w for w_jk in w_j]
    c.check(C, *gradients)
    transposed(story, c, layer, C)
    small(story, [c.number(a_k) for a_k in layer.a])


def forward_and_errors(story: Story, c: PrintedCalculation) -> tuple[LayerLines, Named]:
    """z^3, a^3, C and δ^3."""
    layers = [Layer(w, b, "sigmoid") for w, b in zip(W, B)]
    step = story.step(Problem(Network(layers), [(X, Y)], "half_squared_error", 0.5, note="ko"))
    a = [c.taken(step, Quantity("a", 2, k, i=0)) for k in range(len(W[1]))]
    w = c.matrix("w_{}{}^3", W[2], "weight from neuron {1} of layer 2 into neuron {0}")
    b = c.givens("b_{}^3", B[2], "bias of neuron {}")
    y = c.givens("y_{}", Y, "target {}")
    n, n_before = ("n_3", len(w)), ("n_2", len(a))
    arrays = [("W^3", n, n_before), ("a^2", n_before, ("1", 1))]
    arrays += [(name, n, ("1", 1)) for name in ("b^3", "z^3", "δ^3")]
    story.dimensions(
        "ko",
        [(*array, "BP3") for array in arrays]
        + [("∂C/∂b^3", n, ("1", 1), "BP3"), ("∂C/∂W^3", n, n_before, "BP4")],
    )
    c.show_given()
    story.rounding()
    z = [
        c.line(f"z_{j}^3", weighted_input, w_j, a, b_j, cite="§2 z")
        for j, (w_j, b_j) in enumerate(zip(w, b), start=1)
    ]
    a_out = [c.line(f"a_{j}^3", sigmoid, z_j, cite="§2 a") for j, z_j in enumerate(z, start=1)]
    C = c.line("C", half_squared_error, a_out, y, cite="A2")
    delta = []
    for j, (a_j, y_j) in enumerate(zip(a_out, y), start=1):
        dC_da = c.line(f"∂C/∂a_{j}^3", half_squared_error_slope, a_j, y_j, cite="§3 a−y")
        slope = c.line(f"σ'(z_{j}^3)", sigmoid_slope, a_j, cite="BP1")
        delta.append(c.line(f"δ_{j}^3", error_signal, dC_da, slope, cite="BP1"))
    c.show()
    return LayerLines(a, w, b, z, delta), C


def bp3_by_components(story: Story, c: PrintedCalculation, layer: LayerLines) -> None:
    """(1a) and (2a) for b_1."""
    story.heading("BP3 by components: (1a), (2a)")
    story.text(
        "The bias `b_1^3` stands in `z_1^3`, alone and with nothing in front of it, and in no "
        "other weighted input. So `∂z_k^3/∂b_1^3` is 1 for k = 1, else 0. The chain rule over all "
        "neurons k of the layer then leaves the error of neuron 1."
    )
    dz = [
        c.line(f"∂{z_k.spelled}/∂b_1^3", diagonal_entry, 1, k, 0, cite="BP3 (1a)")
        for k, z_k in enumerate(layer.z)
    ]
    c.line("∂C/∂b_1^3 (2a)", error_signal_of_layer, layer.delta, dz, cite="BP3 (2a)")
    c.show()


def bp3_by_vectors(story: Story, c: PrintedCalculation, layer: LayerLines) -> None:
    """(1b) and (2b), the Jacobian is the identity I; and BP3 itself."""
    story.heading("BP3 in matrix-vector form: (1b), (2b)")
    story.text(
        "The same for all biases at once: the Jacobian `∂z^3/∂b^3` is the identity matrix I, and "
        "its transpose times `δ^3` is `δ^3`."
    )
    n = range(len(layer.b))
    identity = [
        [c.line(f"I_{k + 1}{j + 1}", diagonal_entry, 1, k, j, cite="BP3 (1b)") for j in n]
        for k in n
    ]
    for j in n:
        column = [row[j] for row in identity]
        c.line(f"(I^T δ^3)_{j + 1}", passed_back, column, layer.delta, cite="BP3 (2b)")
    c.show()
    story.text("Without the detour, this is BP3:")
    for b_j, delta_j in zip(layer.b, layer.delta):
        c.line(f"∂C/∂{b_j.spelled}", bias_gradient, delta_j, cite="BP3")
    c.show()


def bp4(story: Story, c: PrintedCalculation, layer: LayerLines) -> None:
    """The chain rule for w_12, and a_k δ_j for all weights."""
    story.heading("BP4: the proof, for `w_12^3`")
    story.text(
        "`w_12^3` stands in `z_1^3`, multiplied by the activation `a_2^2`, and in no other "
        "weighted input. The chain rule over the neurons i of the layer:"
    )
    dz = [
        c.line(f"∂{z_i.spelled}/∂w_12^3", diagonal_entry, layer.a[1], i, 0, cite="BP4 ∂z/∂w")
        for i, z_i in enumerate(layer.z)
    ]
    c.line("∂C/∂w_12^3 (Σ)", error_signal_of_layer, layer.delta, dz, cite="BP4 Σ_i")
    c.show()
    story.text(
        "One term is left: the activation where the weight begins times the error where it ends. "
        "That is BP4, for every weight:"
    )
    for w_j, delta_j in zip(layer.w, layer.delta):
        for w_jk, a_k in zip(w_j, layer.a):
            c.line(f"∂C/∂{w_jk.spelled}", weight_gradient, a_k, delta_j, cite="BP4")
    c.show()


def transposed(story: Story, c: PrintedCalculation, layer: LayerLines, C: Named) -> None:
    """The less-heavy form of BP4, read as a product of vectors."""
    story.text(
        "As a matrix, row j and column k, this is the column `δ^3` times the row of the "
        "activations `(a^2)^T`."
    )
    if len(layer.a) != len(layer.delta):
        return  # the transposed matrix has another shape
    a, delta = ([c.number(q) for q in quantities] for quantities in (layer.a, layer.delta))
    story.misprint(
        "ko BP4",
        "the less heavy form puts the activation first and the whole matrix `∂C/∂W` on the left. "
        "It holds for each weight by itself. Read as a product of vectors, column a times row δ, "
        "it is the transposed matrix: of another shape where two layers differ in width, and here, "
        "where they do not, with two entries exchanged.",
        *(
            Compared(
                f"∂C/∂{w_jk.spelled}",
                weight_gradient(a[j], delta[k]),
                weight_gradient(a[k], delta[j]),
                c.difference(C, w_jk),
            )
            for j, w_j in enumerate(layer.w)
            for k, w_jk in enumerate(w_j)
        ),
    )


def small(story: Story, a: list[float]) -> None:
    """The gradient of w_11 where a_1 is almost 0, and where neuron 1 is saturated."""
    story.heading("When is a gradient small?")
    story.text(
        "BP4 has two factors, so a weight learns slowly if its source is almost silent, "
        "`a_k^2` near 0, or if the error at its end is small, as at a saturated sigmoid."
    )
    rows = []
    for case, inputs, b in (
        ("as above", a, B[2]),
        (f"a_1^2 = {SMALL:g}", [SMALL, *a[1:]], B[2]),
        (f"b_1^3 = {LARGE:g}", a, [LARGE, *B[2][1:]]),
    ):
        gradients = backprop(Network([Layer(W[2], b, "sigmoid")]), inputs, Y, "half_squared_error")
        slope = sigmoid_slope(sigmoid(weighted_input(W[2][0], inputs, b[0])))
        found = (inputs[0], slope, gradients.delta[1][0], gradients.dw[1][0][0])
        rows.append([case, *map(story.number, found)])
    heads = ["`a_1^2`", "`σ'(z_1^3)`", "`δ_1^3 = ∂C/∂b_1^3`", "`∂C/∂w_11^3`"]
    story.table([Column("case", "math"), *(Column(head, "number") for head in heads)], rows)
    story.text(
        "A silent source makes the gradients of the weights that leave it small. The bias it feeds "
        "into keeps a gradient of the usual size, though not the same one, for z has changed. "
        "Saturation makes all gradients of the neuron small, that of the bias too."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
