"""Thill, Gradient Descent Parameter Updates, and what an update that comes too early does.

Change the numbers below and run it again: python walkthroughs/thill/update.py
"""

import sys
from typing import Any

try:
    from backprop_scalar.walkthrough import Compared, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, average, backprop, descend, forward, mean_cost
from backprop_scalar.activations import sigmoid_slope
from backprop_scalar.equations import hidden_error_signal, step_down
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.pages.page import Column

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
PLACES = 10  # decimals taken over, enough for a difference of nearly equal products

N = len(EXAMPLES)
W_2, B_2 = LAYERS[1]
NETWORK = Network([Layer(W, b, "sigmoid") for W, b in LAYERS])
FIRST = backprop(NETWORK, *EXAMPLES[0], COST)
GRADIENTS = average([backprop(NETWORK, x, y, COST) for x, y in EXAMPLES])
MOVED = descend(NETWORK, GRADIENTS, ETA)


def explicit(w: Any, summed: Any, eta: Any, n: Any) -> Any:
    """w - η (1/N) times a sum over the examples, the gradient put into the update."""
    return w - eta * summed / n


def the_update(story: Story) -> None:
    """The new values of layer 2."""
    story.heading("The update")
    story.text(
        "Every weight and every bias moves against its own gradient of the cost `J`. This is layer "
        "2 of the network with the gradients of gradients.py; complete_run.py moves all layers."
    )
    c = story.calculation("thill")
    W = c.matrix("w_{0},{1}^(2)", W_2, "weight into neuron {0} from {1}")
    b = c.givens("b_{}^(2)", B_2, "bias of neuron {}")
    dW = c.matrix("∂J/∂w_{0},{1}^(2)", GRADIENTS.dw[2], "gradient of that weight")
    db = c.givens("∂J/∂b_{}^(2)", GRADIENTS.db[2], "gradient of that bias")
    eta = c.given("η", ETA, "learning rate")
    c.show_given()
    story.rounding()
    for w_i, b_i, dw_i, db_i in zip(W, b, dW, db):
        for w, dw in zip(w_i, dw_i):
            c.line(f"{w.spelled} ←", step_down, w, dw, eta, cite="gd-update_1")
        c.line(f"{b_i.spelled} ←", step_down, b_i, db_i, eta, cite="gd-update")
    c.show()


def in_one_line(story: Story) -> None:
    """The explicit batch rule for neuron 1, and the claim on what backpropagation is."""
    story.heading("With the gradient put in")
    story.text("For neuron 1, with the sums over the examples that gradients.py works out:")
    c = story.calculation("thill")
    sums = [
        c.given(f"[Δ^(2)·[A^(1)]^T]_1,{j}", N * dw, "sum over the examples")
        for j, dw in enumerate(GRADIENTS.dw[2][0], 1)
    ]
    sums.append(c.given("[Δ^(2)·1]_1", N * GRADIENTS.db[2][0], "likewise"))
    n = c.given("N", N, "number of examples")
    c.show_given()
    eta = c.given("η", ETA)
    parameters = [*c.givens("w_1,{}^(2)", W_2[0]), c.given("b_1^(2)", B_2[0])]
    for w, summed in zip(parameters, sums):
        cite = "gd-update-batch" if w is parameters[-1] else "before gd-update-batch"
        c.line(f"{w.spelled} ←", explicit, w, summed, eta, n, cite=cite)
    c.show()
    story.text("The new values are those above.")
    before, after = (mean_cost(network, EXAMPLES, COST) for network in (NETWORK, MOVED))
    story.misprint(
        "thill gd-update_1",
        "the introduction calls backpropagation a clever and efficient recursive implementation of "
        "gradient descent. It computes the gradients and changes no parameter, so the cost after "
        "it is the cost before it; what descends is this separate step, here of all layers.",
        Compared("J after backpropagation", after, before),
        is_claim=True,
    )


def too_early(story: Story) -> None:
    """Δ^(1) of the first example with W^(2) as it was and as it is after its own update."""
    story.heading("When to update")
    story.text(
        "The recursion for `Δ^(1)` takes `W^(2)` as it was in the forward pass. A program that "
        "updates `W^(2)` as soon as its gradient is known, and only then goes on to layer 1, takes "
        "the new weights instead, here written `new`. Column 1 of `Δ^(1)`, for the first example, "
        "both ways; it starts from"
    )
    c = story.calculation("thill")
    A = forward(NETWORK, EXAMPLES[0][0]).a[1]
    signals, activations = ([round(v, PLACES) for v in values] for values in (FIRST.delta[2], A))
    delta = c.givens("Δ_{},1^(2)", signals, "error signal of neuron {}")
    a = c.givens("A_{},1^(1)", activations, "activation of neuron {}")
    c.show_given()
    old, new = c.matrix("w_{0},{1}^(2)", W_2), c.matrix("new_{0},{1}^(2)", MOVED.w[2])
    cite = "matrixBackprop"
    slopes = [c.line(f"σ'(Z_{i},1^(1))", sigmoid_slope, a_i) for i, a_i in enumerate(a, 1)]
    c.show()
    lines = []
    for name, W in [("Δ", old), ("wrong Δ", new)]:
        lines.append(
            [
                c.line(f"{name}_{i},1^(1)", hidden_error_signal, list(w), delta, slope, cite=cite)
                for i, (w, slope) in enumerate(zip(zip(*W), slopes), 1)
            ]
        )
        c.show()
        cite = ""
    beside_differences(
        story, [(name.spelled, *map(c.number, (name, wrong))) for name, wrong in zip(*lines)]
    )


def beside_differences(story: Story, rows: list[tuple[str, float, float]]) -> None:
    """The error signals of both orders beside finite differences."""
    story.text(
        "A bias is added to its pre-activation as it is, so the finite difference of the first "
        "example's loss by `b_i^(1)` is the true `Δ_i,1^(1)`:"
    )
    headings = ["all gradients first", "`W^(2)` already updated", "finite difference"]
    found = [central_difference(NETWORK, EXAMPLES[:1], COST, 1, i) for i in range(len(rows))]
    story.table(
        [Column("error signal", "math"), *(Column(heading, "number") for heading in headings)],
        [[name, *map(story.number, [*both, d])] for (name, *both), d in zip(rows, found)],
    )
    story.text(
        "Nothing fails in such a program, and for a small `η` the cost still falls: one step does "
        "not show that it no longer follows the gradient. A comparison with finite differences "
        "does. Hence the note's advice to compute all gradients first, then update."
    )


def tell(story: Story) -> None:
    """The section, in the order of the note."""
    story.heading("Thill: gradient descent parameter updates", 1)
    for part in (the_update, in_one_line, too_early):
        part(story)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
