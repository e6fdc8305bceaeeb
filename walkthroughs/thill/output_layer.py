"""Thill, Initialization of Backpropagation at the Output Layer: squared error and cross-entropy.

Change the numbers below and run it again: python walkthroughs/thill/output_layer.py
"""

import sys
from typing import Any

from backprop_scalar import Layer, Network, backprop
from backprop_scalar.activations import (
    sigmoid,
    sigmoid_slope,
    softmax,
    softmax_slope_cross,
    softmax_slope_own,
)
from backprop_scalar.costs import (
    binary_cross_entropy_error,
    binary_cross_entropy_of_logs,
    binary_cross_entropy_slope,
    cross_entropy_error,
    cross_entropy_of_logs,
    cross_entropy_slope,
    half_squared_error,
    half_squared_error_slope,
)
from backprop_scalar.equations import chain, error_signal, error_signal_of_layer
from backprop_scalar.functions import ln
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

Z_SIGMOID, Y_SIGMOID = [1.2, -0.5], [0.0, 1.0]  # z^(L) and y* of two sigmoid outputs
Z_SOFTMAX = [0.3, -0.8, 1.1]  # z^(L) of three softmax outputs
Y_CLASSES = [0.0, 0.25, 0.75]  # y*, which adds up to 1
Y_LABELS = [1.0, 0.0, 1.0]  # y*, which does not

REMARK = "before chainrule5"  # the note's place for δ_i = a_i − y_i^*, and for the first form
Lines = list[Any]


def start(story: Story, z_values: list[float], y_values: list[float]) -> tuple[Any, Lines, Lines]:
    """A calculation with the pre-activations and targets of an output layer."""
    c = story.calculation("thill")
    z = [c.given(f"z_{i}^(L)", v, f"pre-activation {i}") for i, v in enumerate(z_values, start=1)]
    y = [c.given(f"y_{i}^*", v, f"target {i}") for i, v in enumerate(y_values, start=1)]
    return c, z, y


def squared(story: Story) -> None:
    """The derivation for the squared error, line by line."""
    story.heading("Squared error")
    story.text(
        "The recursion goes from layer `ℓ+1` to layer `ℓ`, so it needs a start at `ℓ = L`. There "
        "the loss depends on `z_i^(L)` only through the neuron's own output: the other terms of "
        "the sum do not contain it. Its derivative is that of half a square, times the slope of "
        "`σ`, here the sigmoid. The note squares `y_i^* − a_i^(L)`, so a minus sign comes out "
        "first; turning the difference round takes it away."
    )
    c, z, y = start(story, Z_SIGMOID, Y_SIGMOID)
    c.show_given()
    a = [c.line(f"a_{i}^(L)", sigmoid, z_i, cite="activation") for i, z_i in enumerate(z, start=1)]
    loss = c.line("ℒ", half_squared_error, a, y, cite="before mse")
    c.show()
    story.rounding()
    delta = []
    for i, (z_i, a_i, y_i) in enumerate(zip(z, a, y), start=1):
        slope = c.line(f"σ'(z_{i}^(L))", sigmoid_slope, a_i)
        error = c.line(f"∂ℒ/∂a_{i}^(L)", half_squared_error_slope, a_i, y_i)
        c.line(f"δ_{i}^(L) (first)", lambda y, a, s: -(y - a) * s, y_i, a_i, slope, cite=REMARK)
        delta.append(c.line(f"δ_{i}^(L)", error_signal, error, slope, cite="chainrule5"))
    c.show()
    story.text(
        "The vector form `chainrule5` is this for all outputs at once; its circled cross is the "
        "elementwise product. For a batch, each column of `Δ^(L)` is made this way, without `1/N`. "
        "The note sends the reader to `chainrule8` for the batch's next layers; the equation that "
        "is meant is `matrixBackprop`."
    )
    c.check(loss, *zip(delta, z))


def binary(story: Story) -> None:
    """Binary cross-entropy with sigmoid outputs, the long way and in one step."""
    story.heading("Remark: binary cross-entropy and sigmoid")
    story.text(
        "The note states the result for the cross-entropies and leaves the derivation to a "
        "section that is not written yet (it stands there as TODO). Here it is with numbers. The "
        "loss of one output is `−y^*·ln(a) − (1 − y^*)·ln(1 − a)`; the outputs and targets are "
        "those above."
    )
    c, z, y = start(story, Z_SIGMOID, Y_SIGMOID)
    a = [c.line(f"a_{i}^(L)", sigmoid, z_i, cite="activation") for i, z_i in enumerate(z, start=1)]
    logs = [c.line(f"ln(a_{i}^(L))", ln, a_i) for i, a_i in enumerate(a, start=1)]
    others = [
        c.line(f"ln(1 − a_{i}^(L))", lambda a_i: ln(1 - a_i), a_i)
        for i, a_i in enumerate(a, start=1)
    ]
    loss = c.line("ℒ", binary_cross_entropy_of_logs, logs, others, y)
    c.show()
    story.text(
        "The long way is the derivative of the loss by `a_i` times the slope. The first has the "
        "slope as its denominator, so the product loses it, and what remains is `a_i − y_i^*`."
    )
    delta = []
    for i, (z_i, a_i, y_i) in enumerate(zip(z, a, y), start=1):
        error = c.line(f"∂ℒ/∂a_{i}^(L)", binary_cross_entropy_slope, a_i, y_i)
        slope = c.line(f"σ'(z_{i}^(L))", sigmoid_slope, a_i)
        delta.append(c.line(f"δ_{i}^(L)", chain, error, slope))
        c.line(f"a_{i}^(L) − y_{i}^*", binary_cross_entropy_error, a_i, y_i, cite=REMARK)
    c.show()
    c.check(loss, *zip(delta, z))
    story.text(
        "Squared error keeps the slope, which is close to 0 where the sigmoid is saturated; there "
        "a wrong output learns slowly. Cross-entropy does not have this factor."
    )


def classes(story: Story) -> None:
    """Softmax and cross-entropy with targets that add up to 1: the sum over the Jacobian."""
    story.heading("Remark: cross-entropy and softmax")
    story.text(
        "The softmax turns all pre-activations of the layer into positive numbers that add up to "
        "1, so `z_i` moves every output `a_k`, and `δ_i` is a sum over `k`. With "
        "`ℒ = −Σ_k y_k^*·ln(a_k)` the derivative by `a_k` is `−y_k^*/a_k`."
    )
    c, z, y = start(story, Z_SOFTMAX, Y_CLASSES)
    c.show_given()
    a = [c.line(f"a_{i}^(L)", softmax, z_i, z) for i, z_i in enumerate(z, start=1)]
    logs = [c.line(f"ln(a_{i}^(L))", ln, a_i) for i, a_i in enumerate(a, start=1)]
    loss = c.line("ℒ", cross_entropy_of_logs, logs, y)
    errors = [
        c.line(f"∂ℒ/∂a_{i}^(L)", cross_entropy_slope, a_i, y_i)
        for i, (a_i, y_i) in enumerate(zip(a, y), start=1)
    ]
    c.show()
    delta = []
    for i, a_i in enumerate(a, start=1):
        row = []
        for k, a_k in enumerate(a, start=1):
            name = f"∂a_{k}^(L)/∂z_{i}^(L)"
            if k == i:
                row.append(c.line(name, softmax_slope_own, a_i))
            else:
                row.append(c.line(name, softmax_slope_cross, a_k, a_i))
        delta.append(c.line(f"δ_{i}^(L)", error_signal_of_layer, errors, row))
        c.line(f"a_{i}^(L) − y_{i}^*", lambda a_i, y_i: a_i - y_i, a_i, y[i - 1], cite=REMARK)
    c.show()
    c.check(loss, *zip(delta, z))
    total = sum(Y_CLASSES)
    verdict = "is the same as" if abs(total - 1) < 1e-9 else "is not the same as"
    story.text(
        f"The targets add up to {total:g}, and `a_i − y_i^*` {verdict} the sum of the long way."
    )


def labels(story: Story) -> None:
    """The same with targets that do not add up to 1."""
    if abs(sum(Y_LABELS) - 1) < 1e-9:
        raise ValueError("Y_LABELS adds up to 1; give targets with another sum, as Y_CLASSES has 1")
    story.heading("Where a − y* does not hold for softmax")
    story.text(
        f"In the sum, `a_i` is multiplied by all targets together: "
        f"`δ_i = a_i·Σ_k y_k^* − y_i^*`. The note's `a_i − y_i^*` is the case `Σ_k y_k^* = 1`, a "
        f"condition that it does not state. The following targets, such as one might give for "
        f"several labels at a time, add up to {sum(Y_LABELS):g}."
    )
    c, z, y = start(story, Z_SOFTMAX, Y_LABELS)
    a = [c.line(f"a_{i}^(L)", softmax, z_i, z) for i, z_i in enumerate(z, start=1)]
    for i, (a_i, y_i) in enumerate(zip(a, y), start=1):
        c.line(f"δ_{i}^(L)", cross_entropy_error, a_i, y_i, y, cite=f"cf. {REMARK}")
    c.show()
    story.text("Beside the note's form and the finite differences of the loss:")
    size = len(Z_SOFTMAX)
    identity = [[float(i == j) for j in range(size)] for i in range(size)]
    network = Network([Layer(identity, [0.0] * size, "softmax")])
    example = (Z_SOFTMAX, Y_LABELS)
    deltas = backprop(network, *example, "cross_entropy").delta[1]
    outputs = [softmax(z_i, Z_SOFTMAX) for z_i in Z_SOFTMAX]
    rows = []
    for i, (d_i, a_i, y_i) in enumerate(zip(deltas, outputs, Y_LABELS)):
        difference = central_difference(network, [example], "cross_entropy", 1, i)
        values = [significant(v, story.digits) for v in (a_i - y_i, d_i, difference)]
        rows.append([f"δ_{i + 1}^(L)", *(story.page.number(value) for value in values)])
    story.table(
        [
            Column("error signal", "math"),
            Column("`a_i − y_i^*`", "number"),
            Column("`a_i·Σ_k y_k^* − y_i^*`", "number"),
            Column("finite difference", "number"),
        ],
        rows,
    )
    story.text(
        "With sigmoid outputs there is no such condition: each output has a loss of its own, and "
        "several of them may be 1 at a time."
    )


def tell(story: Story) -> None:
    """The section, in the order of the note."""
    story.heading("Thill: the error signal of the output layer", 1)
    squared(story)
    binary(story)
    classes(story)
    labels(story)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
