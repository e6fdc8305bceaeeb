"""Thill, Gradient Descent Parameter Updates, and what an update that comes too early does.

Change the numbers below and run it again: python walkthroughs/thill/update.py
"""

import sys
from typing import Any

from backprop_scalar import Layer, Network, average, backprop, descend, forward, mean_cost
from backprop_scalar.activations import sigmoid_slope
from backprop_scalar.equations import (
    hidden_error_signal,
    mean,
    mean_weight_gradient,
    step_down,
    summed_weight_gradient,
    total,
)
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk

EXAMPLES = [  # x, y*
    ([0.5, 0.8], [0.2, 0.9, 0.4]),
    ([-0.3, 0.6], [0.7, 0.4, 0.1]),
]
LAYERS = [  # W^(ℓ), b^(ℓ) for ℓ = 1, 2, 3; row i of W^(ℓ) holds the weights into neuron i
    ([[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]], [0.1, -0.2, 0.3]),
    ([[0.5, -0.4, 0.6], [0.8, -0.3, -0.2]], [0.1, 0.2]),
    ([[0.3, -0.7], [-0.5, 0.9], [0.6, 0.1]], [-0.1, 0.2, 0.1]),
]
ETA = 2.0  # the learning rate η
COST = "half_squared_error"

NETWORK = Network([Layer(W, b, "sigmoid") for W, b in LAYERS])
PASSES = [forward(NETWORK, x) for x, _ in EXAMPLES]
BACKWARD = [backprop(NETWORK, x, y, COST) for x, y in EXAMPLES]
MOVED = descend(NETWORK, average(BACKWARD), ETA)


def numbered(entries: Any) -> list[tuple[int, Any]]:
    """The entries with their indices, counted from 1 as in print."""
    return list(enumerate(entries, start=1))


def explicit(w: Any, summed: Any, eta: Any, n: Any) -> Any:
    """w - η (1/N) times a sum over the examples, the gradient put into the update."""
    return w - eta * summed / n


class Layer2:
    """Layer 2 of the batch in named quantities: Δ, A^(1), W, b, η and N."""

    def __init__(self, c: PrintedCalculation) -> None:
        Delta = zip(*(backward.delta[2] for backward in BACKWARD))
        self.Delta = c.matrix("Δ_{0},{1}^(2)", list(Delta), "error signal {0}, example {1}")
        A = zip(*(passed.a[1] for passed in PASSES))
        self.A = c.matrix("A_{0},{1}^(1)", list(A), "activation {0}, example {1}")
        W, b = LAYERS[1]
        self.W = c.matrix("w_{0},{1}^(2)", W, "weight into neuron {0} from {1}")
        self.b = c.givens("b_{}^(2)", b, "bias of neuron {}")
        self.eta, self.n = (
            c.given("η", ETA, "learning rate"),
            c.given("N", len(EXAMPLES), "number of examples"),
        )


def the_update(story: Story, c: PrintedCalculation, layer: Layer2) -> list[list[Named]]:
    """The gradients and new values of layer 2; its new weights."""
    story.text(
        "Every weight and every bias moves against its own gradient of the cost `J`. This is layer "
        "2 of the network; complete_run.py moves all layers. The error signals are those of "
        "gradients.py, and so are the gradients:"
    )
    c.show_given()
    story.rounding()
    gradients = []
    for i, row in numbered(layer.Delta):
        dw = [
            c.line(f"∂J/∂w_{i},{j}^(2)", mean_weight_gradient, row, a, layer.n, cite="J_W_ell")
            for j, a in numbered(layer.A)
        ]
        gradients.append((dw, c.line(f"∂J/∂b_{i}^(2)", mean, row, layer.n, cite="J_b_ell")))
    c.show()
    story.heading("The update")
    new = []
    for w_i, b_i, (dw, db) in zip(layer.W, layer.b, gradients):
        new.append(
            [
                c.line(f"{w.spelled} ←", step_down, w, dJ_dw, layer.eta, cite="gd-update_1")
                for w, dJ_dw in zip(w_i, dw)
            ]
        )
        c.line(f"{b_i.spelled} ←", step_down, b_i, db, layer.eta, cite="gd-update")
    c.show()
    return new


def in_one_line(story: Story) -> None:
    """The explicit batch rule for neuron 1."""
    story.text(
        "With the batch gradients put in, the rule needs only error signals and activations. For "
        "neuron 1, the sums over the examples first:"
    )
    c = story.calculation("thill")
    layer = Layer2(c)
    row = layer.Delta[0]
    sums = [
        c.line(f"[Δ^(2)·[A^(1)]^T]_1,{j}", summed_weight_gradient, row, a, cite="after J_b_ell")
        for j, a in numbered(layer.A)
    ]
    sums.append(c.line("[Δ^(2)·1]_1", total, row, cite="after J_b_ell"))
    c.show()
    for w, summed in zip([*layer.W[0], layer.b[0]], sums):
        operands = (w, summed, layer.eta, layer.n)
        c.line(f"{w.spelled} ←", explicit, *operands, cite="gd-update-batch")
    c.show()
    story.text(
        "The new values are those above. The label `gd-update-batch` stands on the line of the "
        "biases; that of the weights is the line above it."
    )
    before, after = (mean_cost(network, EXAMPLES, COST) for network in (NETWORK, MOVED))
    story.misprint(
        "thill Introduction",
        "backpropagation is called a clever and efficient recursive implementation of gradient "
        "descent. It computes the gradients and changes no parameter, so the cost after it is the "
        "cost before it; what descends is this separate step, here of all layers.",
        Compared("J after backpropagation", after, before),
        is_claim=True,
    )


def too_early(story: Story, new: list[list[float]]) -> None:
    """Δ^(1) of the first example with W^(2) as it was and as it is after its own update."""
    story.heading("When to update")
    story.text(
        "The recursion for `Δ^(1)` takes `W^(2)` as it was in the forward pass. A program that "
        "updates `W^(2)` as soon as its gradient is known, and only then goes on to layer 1, takes "
        "the new weights instead, here written `new`. Column 1 of `Δ^(1)`, for the first example, "
        "both ways; the slopes first:"
    )
    c = story.calculation("thill")
    layer = Layer2(c)
    moved = c.matrix("new_{0},{1}^(2)", new)
    column, place = [row[0] for row in layer.Delta], "matrixBackprop"
    slopes = [
        c.line(f"σ'(Z_{i},1^(1))", sigmoid_slope, row[0], cite=place)
        for i, row in numbered(layer.A)
    ]
    c.show()
    lines = []
    for name, weights, cite in (("Δ", layer.W, place), ("wrong Δ", moved, "")):
        lines.append(
            [
                c.line(f"{name}_{i},1^(1)", hidden_error_signal, list(w), column, slope, cite=cite)
                for i, (w, slope) in numbered(zip(zip(*weights), slopes))
            ]
        )
        c.show()
    story.text(
        "A bias is added to its pre-activation as it is, so the finite difference of the first "
        "example's loss by `b_i^(1)` is the true `Δ_i,1^(1)`:"
    )
    differences = [
        central_difference(NETWORK, EXAMPLES[:1], COST, 1, i) for i in range(len(slopes))
    ]
    story.table(
        [
            Column("error signal", "math"),
            Column("all gradients first", "number"),
            Column("`W^(2)` already updated", "number"),
            Column("finite difference", "number"),
        ],
        [
            [right.spelled, *map(story.number, [c.number(right), c.number(wrong), found])]
            for right, wrong, found in zip(*lines, differences)
        ],
    )
    right, wrong = (mean_cost(network, EXAMPLES, COST) for network in (MOVED, moved_too_early()))
    before = mean_cost(NETWORK, EXAMPLES, COST)
    story.text(
        f"Nothing fails in such a program: the cost goes from {story.number(before)} to "
        f"{story.number(right)} with the right order, and to {story.number(wrong)} if each layer "
        f"is updated before the layer below it has its error signals. One step does not show which "
        f"is which; a comparison with finite differences does. Hence the note's advice to compute "
        f"all gradients first, then update."
    )


def moved_too_early() -> Network:
    """The network after a step in which each layer moves before δ of the layer below is known."""
    network, n = NETWORK, len(EXAMPLES)
    deltas = [backward.delta[3] for backward in BACKWARD]
    for l in (3, 2, 1):
        signals = list(zip(*deltas))
        activations = list(zip(*(passed.a[l - 1] for passed in PASSES)))
        w, b = list(network.w), list(network.b)
        w[l] = [
            [
                step_down(w_ij, mean_weight_gradient(a, d, n), ETA)
                for w_ij, a in zip(w_i, activations)
            ]
            for w_i, d in zip(w[l], signals)
        ]
        b[l] = [step_down(b_i, mean(d, n), ETA) for b_i, d in zip(b[l], signals)]
        network = network.moved_to(w, b)
        deltas = [
            [
                hidden_error_signal(w_to_next, delta, sigmoid_slope(a))
                for w_to_next, a in zip(zip(*w[l]), passed.a[l - 1])
            ]
            for delta, passed in zip(deltas, PASSES)
        ]
    return network


def tell(story: Story) -> None:
    """The section, in the order of the note."""
    story.heading("Thill: gradient descent parameter updates", 1)
    c = story.calculation("thill")
    new = the_update(story, c, Layer2(c))
    in_one_line(story)
    too_early(story, [[c.number(w) for w in row] for row in new])


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
