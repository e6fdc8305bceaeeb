"""Thill, Initialization of Backpropagation at the Output Layer: squared error and cross-entropy.

Change the numbers below and run it again: python walkthroughs/thill/output_layer.py
"""

import sys
from typing import Any

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, forward
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
    half_squared_error_slope,
)
from backprop_scalar.equations import chain, error_signal, error_signal_of_layer, total
from backprop_scalar.functions import ln
from backprop_scalar.notes.quantities import Named

X, Y = [0.5, 0.8], [0.2, 0.9, 0.4]  # the first example: x, y*
LAYERS = [  # W^(ℓ), b^(ℓ) for ℓ = 1, 2, 3; row i of W^(ℓ) holds the weights into neuron i
    ([[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]], [0.1, -0.2, 0.3]),
    ([[0.5, -0.4, 0.6], [0.8, -0.3, -0.2]], [0.1, 0.2]),
    ([[0.3, -0.7], [-0.5, 0.9], [0.6, 0.1]], [-0.1, 0.2, 0.1]),
]
Y_CLASSES = [0.0, 0.25, 0.75]  # y* of a softmax, which adds up to 1, as Y does not

NETWORK = Network([Layer(W, b, "sigmoid") for W, b in LAYERS])
REMARK = "before chainrule5"  # the note's place for δ_i = a_i − y_i^*, and for the first form
Lines = list[Named]


def start(story: Story, y: list[float]) -> tuple[PrintedCalculation, Lines, Lines]:
    """A calculation with the first example's z^(3) and targets y."""
    c = story.calculation("thill")
    z = c.givens("z_{}^(3)", forward(NETWORK, X).z[3], "pre-activation of output {}")
    return c, z, c.givens("y_{}^*", y, "target {}")


def output_error(a: Any, y: Any, slope: Any) -> Any:
    """(a_i - y_i) σ'(z_i), for half the squared error."""
    return error_signal(half_squared_error_slope(a, y), slope)


def squared(story: Story) -> None:
    """The derivation for the squared error, line by line."""
    story.heading("Squared error")
    story.text(
        "The recursion goes from layer `ℓ+1` to layer `ℓ`, so it needs a start at `ℓ = L`, here 3. "
        "There the loss depends on `z_i^(3)` only through the neuron's own output: of its sum, "
        "only the term `ℒ(i) = ½·(y_i^* − a_i^(3))^2` counts, whose derivative is that of half a "
        "square, times the slope of `σ`, here the sigmoid with the slope `a·(1 − a)`. The "
        "pre-activations are those of the first example."
    )
    c, z, y = start(story, Y)
    c.show_given()
    story.rounding()
    a = [c.line(f"a_{i}^(3)", sigmoid, z_i, cite="activation") for i, z_i in enumerate(z, 1)]
    terms = [
        c.line(f"ℒ({i})", lambda y_i, a_i: (y_i - a_i) ** 2 / 2, *pair, cite=REMARK)
        for i, pair in enumerate(zip(y, a), 1)
    ]
    loss = c.line("ℒ", total, terms, cite="before mse")
    c.show()
    story.text(
        "The note squares `y_i^* − a_i^(3)`, so a minus sign comes out first; turning the "
        "difference round takes it away. `a_i^(3)` is the prediction `ŷ_i`."
    )
    slopes = [c.line(f"σ'(z_{i}^(3))", sigmoid_slope, a_i) for i, a_i in enumerate(a, 1)]
    c.show()
    for i, operands in enumerate(zip(y, a, slopes), 1):
        c.line(f"first δ_{i}^(3)", lambda y, a, s: -(y - a) * s, *operands, cite=REMARK)
    delta = [
        c.line(f"δ_{i}^(3)", output_error, *operands, cite="chainrule5")
        for i, operands in enumerate(zip(a, y, slopes), 1)
    ]
    c.show()
    story.text(
        f"The vector form ``chainrule5`` is this for all outputs at once: `δ^(3)`, `a^(3) = ŷ`, "
        f"`y^*`, `z^(3)` and `σ'(z^(3))` have `d_3` = {len(z)} components each, and the circled "
        f"cross is the elementwise product. For a batch, each column of `Δ^(3)` is made this way, "
        f"without `1/N`; complete_run.py has them all."
    )
    story.misprint(
        "thill after chainrule5",
        "for the next layers of a batch the reader is sent to ``chainrule8``, which is for one "
        "example; ``matrixBackprop`` is meant.",
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
    c, z, y = start(story, Y)
    a = [c.line(f"a_{i}^(3)", sigmoid, z_i, cite="activation") for i, z_i in enumerate(z, 1)]
    logs = [c.line(f"ln(a_{i}^(3))", ln, a_i) for i, a_i in enumerate(a, 1)]
    others = [c.line(f"ln(1 − a_{i}^(3))", lambda a: ln(1 - a), a_i) for i, a_i in enumerate(a, 1)]
    loss = c.line("ℒ", binary_cross_entropy_of_logs, logs, others, y)
    c.show()
    story.text(
        "The long way is the derivative of the loss by `a_i` times the slope. The first has the "
        "slope as its denominator, so the product loses it, and what remains is `a_i − y_i^*`."
    )
    errors = [
        c.line(f"∂ℒ/∂a_{i}^(3)", binary_cross_entropy_slope, *pair)
        for i, pair in enumerate(zip(a, y), 1)
    ]
    slopes = [c.line(f"σ'(z_{i}^(3))", sigmoid_slope, a_i) for i, a_i in enumerate(a, 1)]
    c.show()
    delta = []
    for i, (error, slope, a_i, y_i) in enumerate(zip(errors, slopes, a, y), 1):
        c.line(f"long δ_{i}^(3)", chain, error, slope)
        delta.append(c.line(f"δ_{i}^(3)", binary_cross_entropy_error, a_i, y_i, cite=REMARK))
    c.show()
    c.check(loss, *zip(delta, z))
    story.text(
        "Squared error keeps the slope, which is close to 0 where the sigmoid is saturated; there "
        "a wrong output learns slowly. Cross-entropy does not have this factor."
    )


def softmax_layer(story: Story, targets: list[float]) -> tuple[Any, Lines, Lines, Lines, Named]:
    """A calculation with softmax outputs and their cross-entropy: z, a, y and the loss."""
    c, z, y = start(story, targets)
    a = [c.line(f"a_{i}^(3)", softmax, z_i, z) for i, z_i in enumerate(z, 1)]
    logs = [c.line(f"ln(a_{i}^(3))", ln, a_i) for i, a_i in enumerate(a, 1)]
    return c, z, a, y, c.line("ℒ", cross_entropy_of_logs, logs, y)


def classes(story: Story) -> None:
    """Softmax and cross-entropy with targets that add up to 1: the sum over the Jacobian."""
    story.heading("Remark: cross-entropy and softmax")
    story.text(
        "The note writes one `σ` for all layers; this needs another one for the last. The softmax "
        "turns all pre-activations of its layer into positive numbers that add up to 1, so `z_i` "
        "moves every output `a_k`, and `δ_i` is a sum over `k`. With `ℒ = −Σ_k y_k^*·ln(a_k)` the "
        "derivative by `a_k` is `−y_k^*/a_k`. The derivative of `a_k` by `z_i` is `−a_k·a_i`; "
        "where k is i, it is `a_i·(1 − a_i)`. The pre-activations are again those of the first "
        "example, the targets are others:"
    )
    c, z, a, y, loss = softmax_layer(story, Y_CLASSES)
    c.show_given()
    errors = [
        c.line(f"∂ℒ/∂a_{i}^(3)", cross_entropy_slope, *pair) for i, pair in enumerate(zip(a, y), 1)
    ]
    c.show()
    slopes: list[Lines] = [[] for _ in a]
    for i, a_i in enumerate(a, 1):
        for k, a_k in enumerate(a, 1):
            slope = (softmax_slope_own, a_i) if k == i else (softmax_slope_cross, a_k, a_i)
            slopes[i - 1].append(c.line(f"∂a_{k}^(3)/∂z_{i}^(3)", *slope))
    c.show()
    for i, row in enumerate(slopes, 1):
        c.line(f"long δ_{i}^(3)", error_signal_of_layer, errors, row)
    c.show()
    delta = [
        c.line(f"δ_{i}^(3)", half_squared_error_slope, *pair, cite=REMARK)
        for i, pair in enumerate(zip(a, y), 1)
    ]
    c.show()
    c.check(loss, *zip(delta, z))


def labels(story: Story) -> None:
    """The same with targets that do not add up to 1."""
    c, z, a, y, loss = softmax_layer(story, Y)
    together = sum(Y)
    story.misprint(
        "thill before chainrule5",
        f"for a softmax the remark's `a_i − y_i^*` needs `Σ_k y_k^* = 1`, which is not said. In "
        f"the long way `a_i` is multiplied by all targets together: `a_i·Σ_k y_k^* − y_i^*`. The "
        f"targets {', '.join(map(str, Y))} of the first example add up to {together:g}:",
        *(
            Compared(
                f"δ_{i}^(3)",
                c.number(a_i) - c.number(y_i),
                cross_entropy_error(c.number(a_i), c.number(y_i), Y),
                c.difference(loss, z_i),
            )
            for i, (a_i, y_i, z_i) in enumerate(zip(a, y, z), 1)
        ),
    )
    story.text(
        "With sigmoid outputs there is no such condition: each output has a loss of its own, and "
        "several of them may be 1 at a time."
    )


def tell(story: Story) -> None:
    """The section, in the order of the note."""
    story.heading("Thill: the error signal of the output layer", 1)
    for part in (squared, binary, classes, labels):
        part(story)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
