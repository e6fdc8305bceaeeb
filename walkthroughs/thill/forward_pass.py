"""Thill, The Feed-Forward Pass: a neuron, a layer, and a batch in three ways.

Change the numbers below and run it again: python walkthroughs/thill/forward_pass.py
"""

import sys
from typing import Any

try:
    from backprop_scalar.walkthrough import PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar.activations import sigmoid
from backprop_scalar.equations import total, weighted_input

EXAMPLES = [[0.5, 0.8], [-0.3, 0.6]]  # x_1, x_2
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^(1): row i holds the weights into neuron i
B_1 = [0.1, -0.2, 0.3]  # b^(1)
D = [2, 3, 2, 3]  # d_0, ..., d_L

N, L = len(EXAMPLES), len(D) - 1
Matrix = list[list[Any]]


def given(story: Story, c: PrintedCalculation) -> tuple[Matrix, Matrix, list[Any]]:
    """The batch X, one column an example, W^(1) and b^(1)."""
    story.text(
        f"A network of {D[0]} inputs and `L` = {L} layers of {', '.join(map(str, D[1:]))} sigmoid "
        f"neurons, and a batch of `N` = {N} examples: the network of all scripts on this note's "
        f"sections. The input is layer 0 and has no weights. With it there are `L + 1` = {L + 1} "
        f"layers, of which the note's summaries count the {L} that have weights. Here is layer 1; "
        f"complete_run.py has them all."
    )
    X = c.matrix("X_{0},{1}", list(zip(*EXAMPLES)), "component {0} of example {1}")
    W = c.matrix("w_{0},{1}^(1)", W_1, "weight into neuron {0} from input {1}")
    b = c.givens("b_{}^(1)", B_1, "bias of neuron {}")
    c.show_given()
    story.rounding()
    return X, W, b


def single_example(story: Story, c: PrintedCalculation, X: Matrix, W: Matrix, b: list[Any]) -> None:
    """The first layer for the first example, neuron by neuron."""
    story.heading("The activation of a neuron")
    story.text(
        "A neuron multiplies each input by a weight, adds the products and its bias, and passes "
        "this pre-activation `z` through `σ`, here the sigmoid. This is neuron 1 of layer 1 for "
        "the first example, column 1 of `X`. Mind the subscripts: that of a plain letter is a "
        "component in the note, that of a bold one an example, and without bold type `a_1` may be "
        "either. Here `a_i^(ℓ)` is a component, and `A_i,n^(ℓ)` component `i` for example `n`."
    )
    a_0 = [
        c.line(f"a_{j}^(0)", lambda x_j: x_j, row[0], cite="input-matrix")
        for j, row in enumerate(X, start=1)
    ]
    for i, (w_i, b_i) in enumerate(zip(W, b), start=1):
        place = "activation" if i == 1 else "activation3"
        z_i = c.line(f"z_{i}^(1)", weighted_input, w_i, a_0, b_i, cite=place)
        c.line(f"a_{i}^(1)", sigmoid, z_i, cite=place)
        if i == 1:
            c.show()
            story.heading("The activation of a layer of neurons")
            story.text(
                "`σ(W^(1)·a^(0) + b^(1))` is the same for every row of `W^(1)`, one row a neuron. "
                "The other rows:"
            )
    c.show()
    story.text(
        "The dimensions have to fit: a row of `W^(ℓ)` needs one weight for each neuron of the "
        "layer before. Counting the entries is a quick check of a program."
    )
    d = [(f"d_{l}", size) for l, size in enumerate(D)]
    arrays = [("X", d[0], ("N", N), "input-matrix")]
    for l in range(1, L + 1):
        arrays.append((f"W^({l})", d[l], d[l - 1], "activation4"))
        arrays.append((f"b^({l}), z^({l}), a^({l})", d[l], ("1", 1), "activation4"))
    story.dimensions("thill", arrays)


def batch(story: Story, c: PrintedCalculation, X: Matrix, W: Matrix, b: list[Any]) -> None:
    """Z^(1) and A^(1), column by column."""
    story.heading("The batch")
    story.text(
        "`A^(0) := X`, and each column of `A^(1)` is a forward pass of its own: the columns share "
        "weights and biases and do not see each other. Column 1 is the example above."
    )
    for n, column in enumerate(zip(*X), start=1):
        for i, (w_i, b_i) in enumerate(zip(W, b), start=1):
            operands = (w_i, list(column), b_i)
            Z = c.line(f"Z_{i},{n}^(1)", weighted_input, *operands, cite="input-matrix1")
            c.line(f"A_{i},{n}^(1)", sigmoid, Z, cite="input-matrix1")
    c.show()


def unpacked(story: Story, c: PrintedCalculation, X: Matrix, W: Matrix, b: list[Any]) -> None:
    """The last column of W X, of b 1^T, and of their sum."""
    story.heading("Unpacking the batch, column by column")
    story.text(
        f"`W^(1)·X` multiplies each column of `X` by `W^(1)`, and `b^(1)·1^T` is the bias in every "
        f"column; `1` is a column of `N` ones. Column {N} of both, and of their sum `Z^(1)`:"
    )
    column, place = [row[-1] for row in X], "after input-matrix1"
    for i, (w_i, b_i) in enumerate(zip(W, b), start=1):
        product = c.line(f"[W^(1)·X]_{i},{N}", weighted_input, w_i, column, 0, cite=place)
        bias = c.line(f"[b^(1)·1^T]_{i},{N}", lambda b_i: b_i, b_i, cite=place)
        c.line(f"[W^(1)·X + b^(1)·1^T]_{i},{N}", total, [product, bias], cite=place)
    c.show()


def augmented(story: Story, c: PrintedCalculation, X: Matrix, W: Matrix, b: list[Any]) -> None:
    """The last column with the matrix (b W)."""
    story.heading("The augmented matrix (b W)")
    story.text(
        f"The bias can be a weight like the others, whose input is always 1: `b^(1)` becomes the "
        f"first column of the matrix, and a row of ones goes on top of `X`. Now one product of a "
        f"row and a column is the whole pre-activation. Column {N} again:"
    )
    column = [1, *(row[-1] for row in X)]
    for i, (w_i, b_i) in enumerate(zip(W, b), start=1):
        name = f"[(b^(1) W^(1))·(1^T; X)]_{i},{N}"
        c.line(name, weighted_input, [b_i, *w_i], column, 0, cite="input-matrix2")
    c.show()
    d_1, d_0 = ("d_1", D[1]), ("(d_0 + 1)", D[0] + 1)
    arrays = [
        ("(b^(1) W^(1))", d_1, d_0, "after input-matrix2"),
        ("(1^T; X)", d_0, ("N", N), "after input-matrix2"),
        ("Z^(1), A^(1)", d_1, ("N", N), "after input-matrix2"),
    ]
    story.dimensions("thill", arrays)
    story.text(
        "In its section on unpacking, the note cites ``input-matrix1`` for this product; there the "
        "label stands on the line `A^(ℓ) = σ(Z^(ℓ))`, two lines below it."
    )


def tell(story: Story) -> None:
    """The forward pass, in the order of the note."""
    story.heading("Thill: the feed-forward pass", 1)
    c = story.calculation("thill")
    arrays = given(story, c)
    for part in (single_example, batch, unpacked, augmented):
        part(story, c, *arrays)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
