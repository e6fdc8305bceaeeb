"""Thill, Summary: Backpropagation and Putting Everything Together: one whole step, L = 3.

Change the numbers below and run it again: python walkthroughs/thill/complete_run.py
"""

import sys
from typing import Any

try:
    from backprop_scalar.walkthrough import PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import half_squared_error, half_squared_error_slope
from backprop_scalar.equations import (
    error_signal,
    hidden_error_signal,
    mean,
    mean_weight_gradient,
    step_down,
    weighted_input,
)

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

N, L = len(EXAMPLES), len(LAYERS)
NETWORK = Network([Layer(W, b, "sigmoid") for W, b in LAYERS])
COST = "half_squared_error"
Matrix = list[list[Any]]


def output_error(a: Any, y: Any, slope: Any) -> Any:
    """(A_i,n - Y_i,n) σ'(Z_i,n), for half the squared error."""
    return error_signal(half_squared_error_slope(a, y), slope)


class Batch:
    """The matrices of the batch, as named quantities: A[l], Y, Delta[l], W[l], b[l], each d_l by N,
    d_l by d_(l-1) or d_l by 1; forward to update are the note's steps for a layer l."""

    def __init__(self, c: PrintedCalculation) -> None:
        self.c = c
        X, Y = ([list(row) for row in zip(*columns)] for columns in zip(*EXAMPLES))
        self.A = {0: c.matrix("A_{0},{1}^(0)", X, "X: component {0} of example {1}")}
        self.Y = c.matrix("Y_{0},{1}^*", Y, "target {0} of example {1}")
        self.W: dict[int, Matrix] = {}
        self.b: dict[int, list[Any]] = {}
        self.Delta: dict[int, Matrix] = {}
        for l, (W, b) in enumerate(LAYERS, 1):
            words = f"layer {l}: weight into neuron {{0}} from {{1}}"
            self.W[l] = c.matrix(f"w_{{0}},{{1}}^({l})", W, words)
            self.b[l] = c.givens(f"b_{{}}^({l})", b, f"layer {l}: bias of neuron {{}}")
        self.eta, self.n = c.given("η", ETA, "learning rate"), c.given("N", N, "number of examples")

    def forward(self, l: int) -> None:
        """Z^(l) and A^(l), column by column."""
        A: Matrix = [[] for _ in self.W[l]]
        for n, column in enumerate(zip(*self.A[l - 1]), 1):
            for i, (w, b) in enumerate(zip(self.W[l], self.b[l]), 1):
                operands, place = (w, list(column), b), "input-matrix1"
                Z = self.c.line(f"Z_{i},{n}^({l})", weighted_input, *operands, cite=place)
                A[i - 1].append(self.c.line(f"A_{i},{n}^({l})", sigmoid, Z, cite=place))
        self.A[l] = A

    def slopes(self, l: int) -> Matrix:
        """σ'(Z^(l))."""
        return [
            [self.c.line(f"σ'(Z_{i},{n}^({l}))", sigmoid_slope, a) for n, a in enumerate(row, 1)]
            for i, row in enumerate(self.A[l], 1)
        ]

    def output(self) -> None:
        """Δ^(L) for the cost."""
        place = "after chainrule5"
        slopes = self.slopes(L)
        self.c.show()
        self.Delta[L] = [
            [
                self.c.line(f"Δ_{i},{n}^({L})", output_error, *operands, cite=place)
                for n, operands in enumerate(zip(*rows), 1)
            ]
            for i, rows in enumerate(zip(self.A[L], self.Y, slopes), 1)
        ]

    def back(self, l: int) -> None:
        """Δ^(l-1) from Δ^(l) and W^(l)."""
        place = "matrixBackprop"
        slopes = self.slopes(l - 1)
        self.c.show()
        self.Delta[l - 1] = [
            [
                self.c.line(
                    f"Δ_{i},{n}^({l - 1})",
                    hidden_error_signal,
                    *(list(w), list(delta), slope),
                    cite=place,
                )
                for n, (delta, slope) in enumerate(zip(zip(*self.Delta[l]), row), 1)
            ]
            for i, (w, row) in enumerate(zip(zip(*self.W[l]), slopes), 1)
        ]

    def gradients(self, l: int) -> None:
        """∂J/∂W^(l) and ∂J/∂b^(l)."""
        for i, row in enumerate(self.Delta[l], 1):
            for j, a in enumerate(self.A[l - 1], 1):
                name = f"∂J/∂w_{i},{j}^({l})"
                self.c.line(name, mean_weight_gradient, row, a, self.n, cite="J_W_ell")
            self.c.line(f"∂J/∂b_{i}^({l})", mean, row, self.n, cite="J_b_ell")

    def update(self, l: int) -> None:
        """The new W^(l) and b^(l)."""
        for w_i, b_i in zip(self.W[l], self.b[l]):
            for parameter in (*w_i, b_i):
                name = parameter.spelled
                gradient = self.c.named(f"∂J/∂{name}")
                cite = "gd-update" if parameter is b_i else "gd-update_1"
                self.c.line(f"{name} ←", step_down, parameter, gradient, self.eta, cite=cite)


def forward_pass(story: Story, batch: Batch) -> None:
    """Steps 1 and 2: all layers, losses and cost."""
    story.heading("1. Forward pass, and what to remember")
    story.text(
        "From layer 1 to layer `L`. Remember every `A^(ℓ)`, with `A^(0) = X`, for the gradients, "
        "and `σ'(Z^(ℓ))` for the error signals: `A^(ℓ)` is enough for that too, for the slope of "
        "the sigmoid is `a·(1 − a)` (see recursion.py)."
    )
    for l in range(1, L + 1):
        story.heading(f"Layer {l}: pre-activations and activations", 3)
        batch.forward(l)
        batch.c.show()
    story.text(f"The columns of `A^({L})` are the predictions `ŷ_n`.")
    story.heading("2. Losses and cost")
    losses = [
        batch.c.line(f"ℒ_{n}", half_squared_error, list(a), list(y), cite="before mse")
        for n, (a, y) in enumerate(zip(zip(*batch.A[L]), zip(*batch.Y)), 1)
    ]
    batch.c.line("J", mean, losses, batch.n, cite="mse")
    batch.c.show()


def backward_pass(story: Story, batch: Batch) -> None:
    """Steps 3 and 4: Δ^(L), then in each layer its gradients and Δ of the layer before."""
    c = batch.c
    story.heading(f"3. Δ^({L}) for the cost")
    batch.output()
    c.show()
    story.heading("4. Backprop, layer by layer")
    story.text(
        "The note's TODO is how to compute `Δ^(ℓ−1)`, which a layer's backprop method returns to "
        "the layer before. Layer `ℓ` is given `Δ^(ℓ)`. It first takes its own gradients from it, "
        "with the `A^(ℓ−1)` that it had as its input. Then it sends `Δ^(ℓ)` back through its own "
        "weights, `[W^(ℓ)]^T·Δ^(ℓ)`, and multiplies by the slopes of the layer before: "
        "`Δ^(ℓ−1) = ([W^(ℓ)]^T·Δ^(ℓ)) ⊙ σ'(Z^(ℓ−1))`, with `⊙` for the elementwise product. That "
        "is ``matrixBackprop`` with `ℓ` lowered by 1; the weights are those of the forward pass. "
        "In a program the slopes may as well be left to layer `ℓ−1`, which then starts with them."
    )
    for l in range(L, 0, -1):
        story.heading(f"Layer {l}: its gradients from Δ^({l})", 3)
        batch.gradients(l)
        c.show()
        if l > 1:
            story.heading(f"Layer {l}: Δ^({l - 1}) for the layer before", 3)
            batch.back(l)
            c.show()
    first_gradients(story)


def first_gradients(story: Story) -> None:
    """The end of the loop, and the list of what to keep without A^(0)."""
    story.text(
        "Layer 1 returns nothing: before it is the input, which has no weights to adjust. Its "
        "gradients take `A^(0)`, the batch itself."
    )
    story.misprint(
        "thill after input-matrix2",
        "the last remark of the forward pass's summary keeps `A^(ℓ)` and `Z^(ℓ)` from `ℓ = 1` on. "
        "`∂J/∂W^(1)` needs `A^(0)`, and the summary of backpropagation lists it.",
    )


def update(story: Story, batch: Batch) -> None:
    """Step 5: all new values, and what the step did."""
    story.heading("5. Update weights")
    story.text("All gradients are there; now every parameter of every layer moves.")
    for l in range(1, L + 1):
        story.heading(f"Layer {l}: new weights and biases", 3)
        batch.update(l)
        batch.c.show()
    problem = Problem(NETWORK, EXAMPLES, COST, ETA, note="thill")
    story.text(story.step(problem).outcome())
    story.check(problem)


def tell(story: Story) -> None:
    """The five steps of the note, in its order."""
    story.heading("Thill: putting everything together", 1)
    story.text(
        f"One step of gradient descent with all that the note's two summaries list, for a network "
        f"of {L} layers and a batch of {N} examples: the other scripts on its sections take their "
        f"numbers from this one. The section of this name has five steps without formulas."
    )
    c = story.calculation("thill")
    batch = Batch(c)
    c.show_given()
    story.rounding()
    forward_pass(story, batch)
    backward_pass(story, batch)
    update(story, batch)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
