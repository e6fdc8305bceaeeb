"""Thill, the gradients of an example and of a batch, as sums of outer products.

Change the numbers below and run it again: python walkthroughs/thill/gradients.py
"""

import sys
from typing import Any

from backprop_scalar import Layer, Network, Problem, backprop, forward
from backprop_scalar.activations import sigmoid_slope
from backprop_scalar.equations import (
    bias_gradient,
    chain,
    hidden_error_signal,
    share,
    summed_weight_gradient,
    total,
)
from backprop_scalar.gradient_check import central_difference
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
COST = "half_squared_error"

NETWORK = Network([Layer(W, b, "sigmoid") for W, b in LAYERS])
PASSES = [forward(NETWORK, x) for x, _ in EXAMPLES]
DELTAS = [backprop(NETWORK, x, y, COST).delta for x, y in EXAMPLES]
N = len(EXAMPLES)
Matrix = list[list[Any]]


def numbered(entries: Any) -> list[tuple[int, Any]]:
    """The entries with their indices, counted from 1 as in print."""
    return list(enumerate(entries, start=1))


def one_example(story: Story) -> None:
    """The gradients of layer 2 for the first example, and as an outer product."""
    story.heading("One example: component by component")
    story.text(
        "Once the error signals are known, here those of layer 2 for the first example from "
        "recursion.py, each gradient is one product. The note derives this by comparison with "
        "`chainrule8`; what it uses is the definition of `δ`, put into `partial3` and "
        "`partial3_b`. For neuron 1:"
    )
    c = story.calculation("thill")
    delta = c.givens("δ_{}^(2)", DELTAS[0][2], "error signal of neuron {} of layer 2")
    a = c.givens("a_{}^(1)", PASSES[0].a[1], "activation of neuron {} of layer 1")
    c.show_given()
    story.rounding()
    for j, a_j in numbered(a):
        c.line(f"∂ℒ/∂w_1,{j}^(2)", chain, delta[0], a_j, cite="finalbackprop")
    c.line("∂ℒ/∂b_1^(2)", bias_gradient, delta[0], cite="finalbackprop_b")
    c.show()
    story.heading("One example: the outer product")
    d_2, d_1 = len(delta), len(a)
    story.text(
        f"A column of {d_2} error signals times a row of {d_1} activations is the table of all "
        f"their products, {d_2} by {d_1}, the shape of `W^(2)`: entry `i,j` is entry `i` of the "
        f"column times entry `j` of the row, the gradient of the weight in that place. The "
        f"gradient of the biases is the column itself."
    )
    one = ("1", 1)
    arrays = [
        ("δ^(2)", ("d_2", d_2), one, "after finalbackprop2"),
        ("[a^(1)]^T", one, ("d_1", d_1), "after finalbackprop2"),
        ("δ^(2)·[a^(1)]^T", ("d_2", d_2), ("d_1", d_1), "after finalbackprop2"),
    ]
    story.dimensions("thill", arrays)
    for i, d_i in numbered(delta):
        for j, a_j in numbered(a):
            c.line(f"[∂ℒ/∂W^(2)]_{i},{j}", chain, d_i, a_j, cite="finalbackprop2")
        c.line(f"[∂ℒ/∂b^(2)]_{i}", bias_gradient, d_i, cite="finalbackprop2_b")
    c.show()


def error_matrix(story: Story, c: PrintedCalculation) -> tuple[Matrix, Matrix]:
    """A^(1), and Δ^(2) from Δ^(3), column by column."""
    story.heading("The batch: the error matrix")
    story.text(
        f"For {N} examples the error signals of a layer stand side by side in the error matrix "
        f"`Δ^(ℓ)`, column `n` for example `n`, and each column is made alone. The recursion takes "
        f"`Δ^(3)`, which output_layer.py works out, to `Δ^(2)`:"
    )

    def matrix(letter: str, l: int, columns: list[list[float]], words: str) -> Matrix:
        return c.matrix(f"{letter}_{{0}},{{1}}^({l})", list(zip(*columns)), words)

    Delta_3 = matrix("Δ", 3, [d[3] for d in DELTAS], "error signal of output {0}, example {1}")
    A_2 = matrix("A", 2, [p.a[2] for p in PASSES], "layer 2: activation {0}, example {1}")
    A_1 = matrix("A", 1, [p.a[1] for p in PASSES], "layer 1: activation {0}, example {1}")
    W = c.matrix("w_{0},{1}^(3)", LAYERS[2][0], "weight into output {0} from neuron {1}")
    c.given("N", N, "number of examples")
    c.show_given()
    Delta_2: Matrix = []
    place = "matrixBackprop"
    slopes = [
        [c.line(f"σ'(Z_{i},{n}^(2))", sigmoid_slope, a, cite=place) for n, a in numbered(row)]
        for i, row in numbered(A_2)
    ]
    for i, (row, w) in numbered(zip(slopes, zip(*W))):
        operands = [(list(w), list(delta), slope) for delta, slope in zip(zip(*Delta_3), row)]
        Delta_2.append(
            [
                c.line(f"Δ_{i},{n}^(2)", hidden_error_signal, *each, cite=place)
                for n, each in numbered(operands)
            ]
        )
    c.show()
    return A_1, Delta_2


def batch_gradients(story: Story, c: PrintedCalculation, A_1: Matrix, Delta: Matrix) -> None:
    """Δ A^T and Δ 1, the gradients of layer 2 from them; sum and mean."""
    story.heading("The batch: sums of outer products")
    story.text(
        "`Δ^(2)·[A^(1)]^T` adds up the outer products of the examples: entry `i,j` is row `i` of "
        "`Δ^(2)` times column `j` of the transpose, which is row `j` of `A^(1)`, so a sum over the "
        "examples. The transpose holds in row `n` the activations of example `n`:"
    )
    story.table(
        [
            Column("example"),
            *(Column(f"`[A^(1)]^T`, column {j}", "number") for j in range(1, len(A_1) + 1)),
        ],
        [
            [str(n), *(story.number(c.number(a)) for a in row)]
            for n, row in numbered(list(zip(*A_1)))
        ],
    )
    for i, row in numbered(Delta):
        for j, a_j in numbered(A_1):
            name = f"[Δ^(2)·[A^(1)]^T]_{i},{j}"
            c.line(name, summed_weight_gradient, row, a_j, cite="after J_b_ell")
        c.line(f"[Δ^(2)·1]_{i}", total, row, cite="after J_b_ell")
    c.show()
    story.text("With `1/N` in front, these are the gradients of the cost:")
    n = c.named("N")
    for i in range(1, len(Delta) + 1):
        for j in range(1, len(A_1) + 1):
            summed = c.named(f"[Δ^(2)·[A^(1)]^T]_{i},{j}")
            c.line(f"∂J/∂w_{i},{j}^(2)", share, summed, n, cite="J_W_ell")
        c.line(f"∂J/∂b_{i}^(2)", share, c.named(f"[Δ^(2)·1]_{i}"), n, cite="J_b_ell")
    c.show()
    story.misprint(
        "thill after J_b_ell",
        "the text says that `J_W_ell` and `J_b_ell` correspond to summing over the examples, "
        "before that it speaks of summing (or averaging), and it calls them gradients of the loss. "
        "They are gradients of the cost `J`, which is a mean, so only the average is right, and "
        "the formulas have it. The sum would belong to a cost that adds up the losses.",
        *(
            Compared(
                f"∂J/∂{name}", c.number(c.named(summed)), c.number(c.named(f"∂J/∂{name}")), found
            )
            for name, summed, found in [
                ("w_1,1^(2)", "[Δ^(2)·[A^(1)]^T]_1,1", difference(0, 0)),
                ("b_1^(2)", "[Δ^(2)·1]_1", difference(0, None)),
            ]
        ),
    )
    story.text("This `1/N` is the only one: `Δ` has none inside.")


def difference(i: int, j: int | None) -> float:
    """The finite difference of J by w_i,j^(2), by b_i^(2) where j is None; indices from 0."""
    return central_difference(NETWORK, EXAMPLES, COST, 2, i, j)


def sizes(story: Story) -> None:
    """The dimensions of the batch's matrices, of the recursion and of the gradients."""
    story.heading("Dimensions")
    story.text(
        "In the matrix products the inner dimension drops out: `d_3` in the recursion, the `N` of "
        "the examples in the gradients, and that is the sum over `n`. The array 1 is a column of "
        "ones."
    )
    d_1, d_2, d_3 = ((f"d_{l}", len(LAYERS[l - 1][1])) for l in (1, 2, 3))
    one, n = ("1", 1), ("N", N)
    arrays = [
        ("[W^(3)]^T", d_2, d_3, "after matrixBackprop"),
        ("Δ^(3), Z^(3)", d_3, n, "after matrixBackprop"),
        ("[W^(3)]^T·Δ^(3), Z^(2), Δ^(2)", d_2, n, "after matrixBackprop"),
        ("[A^(1)]^T", n, d_1, "after J_b_ell"),
        ("Δ^(2)·[A^(1)]^T, ∂J/∂W^(2)", d_2, d_1, "after J_b_ell"),
        ("1", n, one, "after J_b_ell"),
        ("Δ^(2)·1, ∂J/∂b^(2)", d_2, one, "after J_b_ell"),
    ]
    story.dimensions("thill", arrays)


def tell(story: Story) -> None:
    """The gradients, in the order of the note."""
    story.heading("Thill: gradients of an example and of a batch", 1)
    one_example(story)
    c = story.calculation("thill")
    A_1, Delta_2 = error_matrix(story, c)
    batch_gradients(story, c, A_1, Delta_2)
    sizes(story)
    story.text("The package's gradients, of all layers:")
    story.check(Problem(NETWORK, EXAMPLES, COST, 1.0, note="thill"))


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
