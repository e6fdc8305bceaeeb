"""Ko, section 4: BP3 and BP4, the gradients of biases and weights, with their proofs.

Change the numbers below and run it again: python walkthroughs/ko/bp3_bp4.py
"""

import sys
from typing import NamedTuple

from backprop_scalar import Layer, Network, backprop
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import half_squared_error, half_squared_error_slope
from backprop_scalar.equations import (
    bias_gradient,
    error_signal,
    error_signal_of_layer,
    passed_back,
    weight_gradient,
    weighted_input,
)
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

A_1 = [0.4, 0.9]  # a^1: the activations of layer ℓ - 1 = 1
W_2 = [[0.5, -0.6], [0.8, 0.3]]  # W^2: row j holds the weights into neuron j of layer ℓ = 2
B_2 = [0.2, -0.1]  # b^2
Y = [0.1, 0.95]  # y
SMALL = 0.001  # a source activation that is almost 0
LARGE = 9.0  # a bias that saturates neuron 1


class LayerLines(NamedTuple):
    """The quantities of the layer: a of the one before, w, b, z, and δ."""

    a: list[Named]
    w: list[list[Named]]
    b: list[Named]
    z: list[Named]
    delta: list[Named]


def tell(story: Story) -> None:
    """BP3, BP4, and when a gradient is small."""
    story.heading("Ko, §4: BP3 and BP4, the gradients", 1)
    story.text(
        "One layer, `ℓ = 2`, behind a layer of two neurons. Here it is the output layer, so that "
        "its errors come from BP1; BP3 and BP4 are the same in every layer. C is the cost of one "
        "example."
    )
    c = story.calculation("ko")
    layer, C = forward_and_errors(story, c)
    bp3_by_components(story, c, layer)
    bp3_by_vectors(story, c, layer)
    bp4_proof(story, c, layer)
    bp4(story, c, layer)
    gradients = [(c.named(f"∂C/∂{b_j.spelled}"), b_j) for b_j in layer.b]
    gradients += [(c.named(f"∂C/∂{w_jk.spelled}"), w_jk) for w_j in layer.w for w_jk in w_j]
    c.check(C, *gradients)
    transposed(story, c, layer)
    small(story)


def forward_and_errors(story: Story, c: Calculation) -> tuple[LayerLines, Named]:
    """z^2, a^2, C and δ^2."""
    a = [c.given(f"a_{k}^1", v, f"activation {k} of layer 1") for k, v in enumerate(A_1, 1)]
    w, b = [], []
    for j, (row, b_j) in enumerate(zip(W_2, B_2), start=1):
        into = f"into neuron {j} of layer 2"
        w.append(
            [
                c.given(f"w_{j}{k}^2", v, f"weight from neuron {k} {into}")
                for k, v in enumerate(row, 1)
            ]
        )
        b.append(c.given(f"b_{j}^2", b_j, f"bias of neuron {j} of layer 2"))
    y = [c.given(f"y_{j}", y_j, f"target {j}") for j, y_j in enumerate(Y, 1)]
    c.show_given()
    story.rounding()
    z = [
        c.line(f"z_{j}^2", weighted_input, w_j, a, b_j, cite="§2")
        for j, (w_j, b_j) in enumerate(zip(w, b), start=1)
    ]
    a_out = [c.line(f"a_{j}^2", sigmoid, z_j, cite="§2") for j, z_j in enumerate(z, start=1)]
    C = c.line("C", half_squared_error, a_out, y, cite="A2")
    delta = []
    for j, (z_j, a_j, y_j) in enumerate(zip(z, a_out, y), start=1):
        dC_da = c.line(f"∂C/∂a_{j}^2", half_squared_error_slope, a_j, y_j, cite="§3")
        slope = c.line(f"σ'(z_{j}^2)", sigmoid_slope, a_j, cite="BP1")
        delta.append(c.line(f"δ_{j}^2", error_signal, dC_da, slope, cite="BP1"))
    c.show()
    return LayerLines(a, w, b, z, delta), C


def bp3_by_components(story: Story, c: Calculation, layer: LayerLines) -> None:
    """(1a) and (2a) for b_1."""
    story.heading("BP3 by components: (1a), (2a)")
    story.text(
        "The bias `b_1^2` stands in `z_1^2`, alone and with nothing in front of it, and in no "
        "other weighted input. So `∂z_k^2/∂b_1^2` is 1 for k = 1, else 0. The chain rule over all "
        "neurons k of the layer then leaves the error of neuron 1."
    )
    b_1 = layer.b[0]
    dz = [
        c.line(
            f"∂{z_k.spelled}/∂{b_1.spelled}",
            (lambda: 1) if k == 0 else (lambda: 0),
            cite="BP3 (1a)",
        )
        for k, z_k in enumerate(layer.z)
    ]
    c.line(f"∂C/∂{b_1.spelled}", error_signal_of_layer, layer.delta, dz, cite="BP3 (2a)")
    c.show()


def bp3_by_vectors(story: Story, c: Calculation, layer: LayerLines) -> None:
    """(1b) and (2b): the Jacobian is the identity I."""
    story.heading("BP3 in matrix-vector form: (1b), (2b)")
    story.text(
        "The same for all biases at once: the Jacobian `∂z^2/∂b^2` is the identity matrix I, and "
        "its transpose times `δ^2` is `δ^2`."
    )
    n = range(len(layer.b))
    identity = [
        [
            c.line(f"I_{k + 1}{j + 1}", (lambda: 1) if j == k else (lambda: 0), cite="BP3 (1b)")
            for j in n
        ]
        for k in n
    ]
    for j in n:
        column = [row[j] for row in identity]
        c.line(f"(I^T δ^2)_{j + 1}", passed_back, column, layer.delta, cite="BP3 (2b)")
    c.show()
    story.text("From now on, without the detour:")
    for b_j, delta_j in zip(layer.b[1:], layer.delta[1:]):
        c.line(f"∂C/∂{b_j.spelled}", bias_gradient, delta_j, cite="BP3")
    c.show()


def bp4_proof(story: Story, c: Calculation, layer: LayerLines) -> None:
    """The chain rule for w_12."""
    story.heading("BP4: the proof, for `w_12^2`")
    story.text(
        "`w_12^2` stands in `z_1^2`, multiplied by the activation `a_2^1`, and in no other "
        "weighted input. The chain rule over the neurons i of the layer:"
    )
    w_12 = layer.w[0][1]
    dz = [
        c.line(
            f"∂{z_i.spelled}/∂{w_12.spelled}",
            *((lambda a: a, layer.a[1]) if i == 0 else (lambda: 0,)),
            cite="BP4",
        )
        for i, z_i in enumerate(layer.z)
    ]
    c.line(f"∂C/∂{w_12.spelled}", error_signal_of_layer, layer.delta, dz, cite="BP4")
    c.show()


def bp4(story: Story, c: Calculation, layer: LayerLines) -> None:
    """a_k δ_j for the other weights."""
    story.text(
        "One term is left: the activation at the weight's beginning times the error at its end. "
        "The other weights, by this rule:"
    )
    for j, (w_j, delta_j) in enumerate(zip(layer.w, layer.delta)):
        for k, (w_jk, a_k) in enumerate(zip(w_j, layer.a)):
            if (j, k) != (0, 1):
                c.line(f"∂C/∂{w_jk.spelled}", weight_gradient, a_k, delta_j, cite="BP4")
    c.show()


def transposed(story: Story, c: Calculation, layer: LayerLines) -> None:
    """The less-heavy form of BP4, read as a product of vectors."""
    story.text(
        "As a matrix, row j and column k, this is the column `δ^2` times the row of the "
        "activations. The note's shorter form puts the activation first and the whole matrix "
        "`∂C/∂W^2` on the left. It holds for each weight by itself. Read as a product of vectors, "
        "column `a^1` times row `δ^2`, it is the transposed matrix: of another shape where the "
        "layers differ in width, and for layers of the same width with its entries exchanged."
    )
    if len(layer.a) != len(layer.delta):
        return
    values = {q: c.number(q) for q in (*layer.a, *layer.delta)}
    story.table(
        [
            Column("entry", "math"),
            Column("activation first, as printed", "number"),
            Column("error first", "number"),
            Column("finite difference", "number"),
        ],
        [
            [
                f"∂C/∂{w_jk.spelled}",
                *(
                    story.page.number(significant(number, story.digits))
                    for number in (
                        weight_gradient(values[layer.a[j]], values[layer.delta[k]]),
                        weight_gradient(values[layer.a[k]], values[layer.delta[j]]),
                        c.difference(c.named("C"), w_jk),
                    )
                ),
            ]
            for j, w_j in enumerate(layer.w)
            for k, w_jk in enumerate(w_j)
        ],
    )


def small(story: Story) -> None:
    """The gradient of w_11 where a_1 is almost 0, and where neuron 1 is saturated."""
    story.heading("When is a gradient small?")
    story.text(
        "BP4 has two factors, so a weight learns slowly if its source is almost silent, "
        "`a_k^1` near 0, or if the error at its end is small, as at a saturated sigmoid."
    )
    cases = [
        (f"a_1^1 = {A_1[0]:g}, b_1^2 = {B_2[0]:g}", A_1, B_2),
        (f"a_1^1 = {SMALL:g}", [SMALL, *A_1[1:]], B_2),
        (f"b_1^2 = {LARGE:g}", A_1, [LARGE, *B_2[1:]]),
    ]
    rows = []
    for case, a, b in cases:
        network = Network([Layer(W_2, b, "sigmoid")])
        z_1 = weighted_input(W_2[0], a, b[0])
        gradients = backprop(network, a, Y, "half_squared_error")
        numbers = [
            a[0],
            sigmoid_slope(sigmoid(z_1)),
            gradients.delta[1][0],
            gradients.dw[1][0][0],
        ]
        rows.append([case, *(story.page.number(significant(x, story.digits)) for x in numbers)])
    story.table(
        [
            Column("case", "math"),
            Column("`a_1^1`", "number"),
            Column("`σ'(z_1^2)`", "number"),
            Column("`δ_1^2 = ∂C/∂b_1^2`", "number"),
            Column("`∂C/∂w_11^2`", "number"),
        ],
        rows,
    )
    story.text(
        "A silent source makes the gradients of its outgoing weights small and leaves the bias "
        "behind them alone; saturation makes all gradients of the neuron small, that of the bias "
        "too."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
