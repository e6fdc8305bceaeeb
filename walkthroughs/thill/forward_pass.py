"""Thill, The Feed-Forward Pass: a neuron, a layer, and a batch in two ways.

Change the numbers below and run it again: python walkthroughs/thill/forward_pass.py
"""

import sys
from typing import Any

from backprop_scalar import Layer, Network, forward
from backprop_scalar.activations import sigmoid
from backprop_scalar.equations import weighted_input
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

EXAMPLES = [[0.5, 0.8, -0.2], [0.1, -0.4, 0.9], [-0.7, 0.2, 0.4], [0.0, 0.6, 0.3]]  # x_1, ...
W_1 = [[0.4, -0.3, 0.2], [-0.6, 0.1, 0.5]]  # W^(1): row i holds the weights into neuron i
B_1 = [0.1, -0.2]  # b^(1)
W_2 = [[0.7, -0.8]]  # W^(2)
B_2 = [0.3]  # b^(2)

Matrix = list[list[Any]]


def given(c: Calculation) -> tuple[Matrix, list[tuple[Matrix, list[Any]]]]:
    """The batch X, one column an example, and (W, b) of the two layers."""
    X = [
        [c.given(f"X_{j},{n}", x[j - 1], f"component {j} of x_{n}") for n, x in numbered(EXAMPLES)]
        for j in range(1, len(EXAMPLES[0]) + 1)
    ]
    layers = []
    for l, (weights, biases) in numbered([(W_1, B_1), (W_2, B_2)]):
        W = [
            [c.given(f"w_{i},{j}^({l})", w, f"from neuron {j} into {i}") for j, w in numbered(row)]
            for i, row in numbered(weights)
        ]
        b = [c.given(f"b_{i}^({l})", b_i, f"bias of neuron {i}") for i, b_i in numbered(biases)]
        layers.append((W, b))
    return X, layers


def numbered(entries: list[Any]) -> list[tuple[int, Any]]:
    """The entries with their indices, counted from 1 as in print."""
    return list(enumerate(entries, start=1))


def sizes(story: Story) -> None:
    """How many numbers each array holds, from its dimensions."""
    d = [len(W_1[0]), len(W_1), len(W_2)]
    arrays = [
        ("W^(1)", ("d_1", d[1]), ("d_0", d[0]), "activation4"),
        ("W^(2)", ("d_2", d[2]), ("d_1", d[1]), "activation4"),
        ("b^(1)", ("d_1", d[1]), ("1", 1), "activation4"),
        ("b^(2)", ("d_2", d[2]), ("1", 1), "activation4"),
        ("X", ("d_0", d[0]), ("N", len(EXAMPLES)), "input-matrix"),
    ]
    story.dimensions("thill", arrays)


def single_example(
    story: Story, c: Calculation, X: Matrix, layer: tuple[Matrix, list[Any]]
) -> None:
    """The first layer for the first example, neuron by neuron."""
    story.heading("The activation of a neuron")
    story.text(
        "A neuron multiplies each input by a weight, adds the products and its bias, and passes "
        "this pre-activation `z` through `σ`, here the sigmoid. This is neuron 1 of the first "
        "layer for the first example, which is column 1 of `X`; `a_j^(0)` is its component `x_j`. "
        "Mind the subscripts: that of a plain letter is a component in the note, that of a bold "
        "one an example. Here the examples are `x_n`, and `X_j,n` is component `j` of `x_n`."
    )
    W, b = layer
    a_0 = [c.line(f"a_{j}^(0)", lambda x: x, row[0]) for j, row in numbered(X)]
    for i, w_i in numbered(W):
        place = "activation" if i == 1 else "activation3"
        z_i = c.line(f"z_{i}^(1)", weighted_input, w_i, a_0, b[i - 1], cite=place)
        c.line(f"a_{i}^(1)", sigmoid, z_i, cite=place)
        if i == 1:
            c.show()
            story.heading("The activation of a layer of neurons")
            story.text(
                "`σ(W^(1)·a^(0) + b^(1))` is the same for every row of `W^(1)`, one row a "
                "neuron. The other rows give"
            )
    c.show()
    story.text(
        "The dimensions have to fit: each row of `W^(ℓ)` needs one weight for each neuron of the "
        "layer before. Counting the entries is a quick check of a program."
    )
    sizes(story)


def columns(story: Story, c: Calculation, X: Matrix, layer: tuple[Matrix, list[Any]]) -> Matrix:
    """The batch, column by column; A^(1)."""
    story.heading("Unpacking the batch: column by column")
    last = len(EXAMPLES)
    story.text(
        f"The examples stand side by side, so a column of `X` is an example and a row is one "
        f"component of all of them. Column {last}, for instance, is `x_{last}`."
    )
    for j, row in numbered(X):
        c.line(f"[x_{last}]_{j}", lambda x: x, row[last - 1], cite="input-matrix")
    c.show()
    story.text(
        "`W^(1)·X + b^(1)·1^T` writes the bias into every column, and column `n` is the layer's "
        "formula for example `n` alone. The columns share weights and biases and do not see each "
        "other."
    )
    W, b = layer
    A: Matrix = [[] for _ in W]
    for n in range(1, len(EXAMPLES) + 1):
        column = [row[n - 1] for row in X]
        for i, w_i in numbered(W):
            operands = (w_i, column, b[i - 1])
            Z = c.line(f"Z_{i},{n}^(1)", weighted_input, *operands, cite="input-matrix1")
            A[i - 1].append(c.line(f"A_{i},{n}^(1)", sigmoid, Z, cite="input-matrix1"))
    c.show()
    story.text(
        "In the note the label `input-matrix1` stands on the line with `σ`, but its text cites it "
        "for the matrix product two lines above."
    )
    return A


def with_ones(
    c: Calculation, l: int, layer: tuple[Matrix, list[Any]], below: Matrix, cite: str
) -> Matrix:
    """Layer l for every column below, the bias as the weight of an input 1; its activations."""
    rows: Matrix = [[] for _ in layer[0]]
    for n, column in numbered(list(zip(*below))):
        for i, (w_i, b_i) in numbered(list(zip(*layer))):
            operands = ([b_i, *w_i], [1, *column], 0)
            Z = c.line(f"Z_{i},{n}^({l})", weighted_input, *operands, cite=cite)
            rows[i - 1].append(c.line(f"A_{i},{n}^({l})", sigmoid, Z, cite=cite))
    return rows


def augmented(story: Story, c: Calculation, A_1: Matrix, layer: tuple[Matrix, list[Any]]) -> None:
    """The first example with the matrix (b W), and the second layer of the batch."""
    story.heading("The augmented matrix (b W)")
    story.text(
        "The bias can be a weight like the others, whose input is always 1: `b^(ℓ)` becomes the "
        "first column of the matrix, and a row of ones goes on top of the activations. Now one "
        "product of a row and a column is the whole pre-activation. For column 1:"
    )
    again = story.calculation("thill")
    X, layers = given(again)
    with_ones(again, 1, layers[0], [row[:1] for row in X], "input-matrix2")
    again.show()
    d_0, d_1, d_2, N = len(W_1[0]), len(W_1), len(W_2), len(EXAMPLES)
    arrays = [
        ("(b^(1) W^(1))", ("d_1", d_1), ("(d_0 + 1)", d_0 + 1), "input-matrix2"),
        ("(1^T; X)", ("(d_0 + 1)", d_0 + 1), ("N", N), "input-matrix2"),
        ("Z^(1), A^(1)", ("d_1", d_1), ("N", N), "input-matrix2"),
        ("Z^(2), A^(2)", ("d_2", d_2), ("N", N), "input-matrix1"),
    ]
    story.dimensions("thill", arrays)
    story.text(
        "The values are those above, only the order of the terms has changed, and the other "
        "columns follow likewise. The next layer takes `A^(1)`, with its own row of ones, in the "
        "place of `X`."
    )
    A_2 = with_ones(c, 2, layer, A_1, "input-matrix1")
    c.show()
    compare(story, [[c.number(entry) for entry in row] for row in A_2])


def compare(story: Story, A: list[list[float]]) -> None:
    """The output of the batch beside that of every example on its own."""
    story.heading("The network's output")
    network = Network([Layer(W_1, B_1, "sigmoid"), Layer(W_2, B_2, "sigmoid")])
    rows, difference = [], 0.0
    for n, x in enumerate(EXAMPLES):
        for i, a in enumerate(forward(network, x).a[-1]):
            difference = max(difference, abs(a - A[i][n]))
            values = [significant(value, story.digits) for value in (A[i][n], a)]
            rows.append([f"ŷ_{i + 1},{n + 1}", *(story.page.number(value) for value in values)])
    story.table(
        [
            Column("output, example", "math"),
            Column("in the batch", "number"),
            Column("forward pass of the example alone", "number"),
        ],
        rows,
    )
    story.text(
        f"The largest difference is {difference:.1e}. For the way back keep every `A^(ℓ)` and "
        f"`Z^(ℓ)`. The note's list of them starts at layer 1, but the gradient of `W^(1)` also "
        f"needs `A^(0)`, the batch itself, as its later summary says."
    )


def tell(story: Story) -> None:
    """The forward pass, in the order of the note."""
    story.heading("Thill: the feed-forward pass", 1)
    story.text(
        f"A network of {len(W_1[0])} inputs, a layer of {len(W_1)} sigmoid neurons and a layer of "
        f"{len(W_2)}, and a batch of `N` = {len(EXAMPLES)} examples. The input is layer 0 and has "
        f"no weights: with it there are `L + 1` layers, of which the note's summaries count the "
        f"`L` that have weights."
    )
    c = story.calculation("thill")
    X, layers = given(c)
    c.show_given()
    story.rounding()
    single_example(story, c, X, layers[0])
    A_1 = columns(story, c, X, layers[0])
    augmented(story, c, A_1, layers[1])


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
