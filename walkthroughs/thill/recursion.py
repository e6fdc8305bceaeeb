"""Thill, Backpropagation via the Chain Rule: the recursion for the error signal.

Change the numbers below and run it again: python walkthroughs/thill/recursion.py
"""

import sys
from typing import Any

try:
    from backprop_scalar.walkthrough import PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import half_squared_error, half_squared_error_slope
from backprop_scalar.equations import (
    chain,
    error_signal,
    error_signal_of_layer,
    passed_back,
    weighted_input,
)
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column

Z_1 = [0.54, -0.34, 0.57]  # z^(1) of the first example, from forward_pass.py
Y = [0.2, 0.9, 0.4]  # its targets y*
W_2, B_2 = [[0.5, -0.4, 0.6], [0.8, -0.3, -0.2]], [0.1, 0.2]  # W^(2), b^(2)
W_3, B_3 = [[0.3, -0.7], [-0.5, 0.9], [0.6, 0.1]], [-0.1, 0.2, 0.1]  # W^(3), b^(3)

D_1, D_2, D_3 = len(Z_1), len(W_2), len(W_3)


class Start:
    """What the recursion starts from, as lines of c: z, a and W of each layer, y and the loss."""

    def __init__(self, c: PrintedCalculation) -> None:
        self.c, cite = c, "activation"
        self.z = {1: c.givens("z_{}^(1)", Z_1, "pre-activation of neuron {} of layer 1")}
        self.a = {1: [c.line(f"a_{i}^(1)", sigmoid, z, cite=cite) for i, z in numbered(self.z[1])]}
        self.W = {}
        for l, W, b in ((2, W_2, B_2), (3, W_3, B_3)):
            self.W[l] = c.matrix(
                f"w_{{0}},{{1}}^({l})", W, f"layer {l}: into neuron {{0}} from {{1}}"
            )
            biases = c.givens(f"b_{{}}^({l})", b, f"layer {l}: bias of neuron {{}}")
            self.z[l], self.a[l] = [], []
            for i, (w, b_i) in numbered(zip(self.W[l], biases)):
                operands = (w, self.a[l - 1], b_i)
                self.z[l].append(c.line(f"z_{i}^({l})", weighted_input, *operands, cite=cite))
                self.a[l].append(c.line(f"a_{i}^({l})", sigmoid, self.z[l][-1], cite=cite))
        self.y = c.givens("y_{}^*", Y, "target {}")
        self.loss = c.line("ℒ", half_squared_error, self.a[3], self.y, cite="before mse")

    def slopes(self, l: int) -> list[Named]:
        """σ'(z_i^(l)) of every neuron i."""
        a = numbered(self.a[l])
        return [self.c.line(f"σ'(z_{i}^({l}))", sigmoid_slope, a_i) for i, a_i in a]


def numbered(entries: Any) -> Any:
    """The entries with their indices, counted from 1 as in print."""
    return enumerate(entries, start=1)


def output_error(a: Any, y: Any, slope: Any) -> Any:
    """(a_k - y_k) σ'(z_k), for half the squared error."""
    return error_signal(half_squared_error_slope(a, y), slope)


def slope_first(slope: Any, w_to_next: Any, delta_next: Any) -> Any:
    """σ'(z_i) Σ_k w_k,i δ_k, in the order of chainrule4."""
    return chain(slope, passed_back(w_to_next, delta_next))


def all_paths(story: Story, c: PrintedCalculation, start: Start, dz_3: list[Named]) -> list[Named]:
    """chainrule3 for neuron 1 of layer 2, the recursion for all; the slopes σ'."""
    story.heading("One neuron and all the paths from it")
    story.text(
        f"`z_1^(2)` reaches the loss through each of the {D_3} pre-activations of layer 3. On the "
        f"way to `z_k^(3)` it meets the weight `w_k,1^(3)` and the slope of its own activation. By "
        f"the chain rule the contributions of the paths add up."
    )
    slopes = start.slopes(2)
    inner = [
        c.line(f"∂z_{k}^(3)/∂z_1^(2)", chain, w_k[0], slopes[0], cite="before backprop-recursion")
        for k, w_k in numbered(start.W[3])
    ]
    c.show()
    c.line("∂ℒ/∂z_1^(2)", error_signal_of_layer, dz_3, inner, cite="chainrule3")
    c.show()
    story.text(
        "Every term of that sum holds the same slope, so it can stand in front. That leaves the "
        "recursion: derivatives of layer 3 on the right, of layer 2 on the left. For the other "
        "neuron:"
    )
    for i, slope in enumerate(slopes[1:], 2):
        column = [w_k[i - 1] for w_k in start.W[3]]
        c.line(f"∂ℒ/∂z_{i}^(2)", slope_first, slope, column, dz_3, cite="backprop-recursion")
    c.show()
    return slopes


def first_turn(
    story: Story, c: PrintedCalculation, start: Start, slopes: list[Named], dz_3: list[Named]
) -> list[Named]:
    """The same with the letter δ; δ^(2)."""
    story.heading("The error signal: from layer 3 to layer 2")
    story.text(
        "The note now gives `∂ℒ/∂z_i^(ℓ)` the name `δ_i^(ℓ)`. The recursion is the same, and so "
        "are its values."
    )
    delta_3 = [
        c.line(f"δ_{k}^(3)", lambda dL_dz: dL_dz, d_k, cite="before chainrule4")
        for k, d_k in numbered(dz_3)
    ]
    delta_2 = [
        c.line(f"δ_{i}^(2)", slope_first, slope, list(column), delta_3, cite="chainrule4")
        for i, (slope, column) in numbered(zip(slopes, zip(*start.W[3])))
    ]
    c.show()
    return delta_2


def second_turn(story: Story, c: PrintedCalculation, start: Start, delta_2: list[Named]) -> None:
    """The vector form: the transpose, its dimensions, the elementwise product; δ^(1)."""
    story.heading("The vector form: from layer 2 to layer 1")
    story.text(
        "The sum runs over `k`, the first index of `w_k,i^(2)`: over a column of `W^(2)`, whose "
        "rows hold the weights into a neuron. A matrix product sums along rows, so it takes the "
        "transpose. The sizes leave no other choice unless the two layers are equally wide, and "
        "then a forgotten transpose gives wrong numbers without an error message."
    )
    arrays = [
        ("δ^(2)", ("d_2", D_2), ("1", 1), "before chainrule6"),
        ("W^(2)", ("d_2", D_2), ("d_1", D_1), "chainrule6"),
        ("[W^(2)]^T", ("d_1", D_1), ("d_2", D_2), "chainrule7"),
        ("[W^(2)]^T·δ^(2)", ("d_1", D_1), ("1", 1), "chainrule7"),
    ]
    story.dimensions("thill", arrays)
    rows_added(story, c, delta_2)
    story.text("Component by component, row `i` of the transpose is column `i` of `W^(2)`:")
    products = [
        c.line(f"([W^(2)]^T·δ^(2))_{i}", passed_back, list(w), delta_2, cite="before chainrule8")
        for i, w in numbered(zip(*start.W[2]))
    ]
    slopes = start.slopes(1)
    delta_1 = [
        c.line(f"δ_{i}^(1)", error_signal, product, slope, cite="chainrule8")
        for i, (product, slope) in numbered(zip(products, slopes))
    ]
    c.show()
    story.text(
        "Nudging each pre-activation up and down, and working out again what depends on it, gives "
        "the same numbers without any chain rule:"
    )
    deltas = {1: delta_1, 2: delta_2}
    c.check(start.loss, *(pair for l in (2, 1) for pair in zip(deltas[l], start.z[l])))
    story.text(
        f"The circled cross is the elementwise (Hadamard) product, as the note says. (Elsewhere it "
        f"is the outer or Kronecker product, which would make {D_1}·{D_1} = {D_1 * D_1} numbers of "
        f"two vectors of {D_1}.) The `:=` of ``chainrule8`` holds for its first half, the "
        f"definition of `δ`; the second half follows from it."
    )


def rows_added(story: Story, c: PrintedCalculation, delta: list[Named]) -> None:
    """The product with the transpose as a sum of the rows of W^(2)."""
    story.text(
        "The columns of the transpose are the rows of `W^(2)`, the note's bold `w_k^(2)`. So the "
        "product is the sum of these rows, each times its own error signal:"
    )
    rows = [[*w, *(chain(w_k, c.number(d)) for w_k, d in zip(w, delta))] for w in zip(*W_2)]
    names = [f"`w_{k}^(2)`" for k in range(1, D_2 + 1)]
    names += [f"`w_{k}^(2)·δ_{k}^(2)`" for k in range(1, D_2 + 1)]
    story.table(
        [Column("component"), *(Column(name, "number") for name in [*names, "sum"])],
        [[str(i), *map(story.number, [*row, sum(row[D_2:])])] for i, row in numbered(rows)],
    )


def tell(story: Story) -> None:
    """The section, in the order of the note."""
    story.heading("Thill: backpropagation via the chain rule", 1)
    story.heading("What there is before the recursion starts")
    story.text(
        f"The network of {D_1}, {D_2} and {D_3} sigmoid neurons and the first example, from the "
        f"pre-activations of layer 1 on."
    )
    c = story.calculation("thill")
    start = Start(c)
    c.show_given()
    c.show()
    story.rounding()
    story.text(
        "In the output layer the derivative by a pre-activation needs no later layer. The note "
        "derives it last; output_layer.py does it step by step. The note leaves `σ'` open. The "
        "sigmoid is `1/u`, where `u = 1 + e^(−z)`; its derivative is `1/u` times `(u − 1)/u`, that "
        "is, `a·(1 − a)`:"
    )
    rows = numbered(zip(start.a[3], start.y, start.slopes(3)))
    dz_3 = [c.line(f"∂ℒ/∂z_{k}^(3)", output_error, *row, cite="chainrule5") for k, row in rows]
    c.show()
    slopes = all_paths(story, c, start, dz_3)
    second_turn(story, c, start, first_turn(story, c, start, slopes, dz_3))


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
