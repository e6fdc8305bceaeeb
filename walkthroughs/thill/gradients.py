"""Thill, the gradients of an example and of a batch, as sums of outer products.

Change the numbers below and run it again: python walkthroughs/thill/gradients.py
"""

import sys
from typing import Any

from backprop_scalar import Layer, Network, Problem, backprop, forward
from backprop_scalar.activations import sigmoid_slope
from backprop_scalar.costs import half_squared_error_slope
from backprop_scalar.equations import bias_gradient, chain, error_signal, mean, passed_back, total
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

EXAMPLES = [  # x, y*
    ([0.5, 0.8], [0.2, 0.9]),
    ([0.1, -0.4], [0.7, 0.4]),
    ([-0.7, 0.3], [0.1, 0.6]),
]
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^(1): row i holds the weights into neuron i
B_1 = [0.1, -0.2, 0.3]  # b^(1)
W_2 = [[0.5, -0.4, 0.6], [0.8, -0.3, -0.2]]  # W^(2)
B_2 = [0.1, 0.2]  # b^(2)
COST = "half_squared_error"

N = len(EXAMPLES)
Matrix = list[list[Any]]


def network() -> Network:
    """Two layers of sigmoid neurons with these numbers."""
    return Network([Layer(W_1, B_1, "sigmoid"), Layer(W_2, B_2, "sigmoid")])


def one_example(story: Story) -> None:
    """The gradients of the first layer for the first example, and as an outer product."""
    story.heading("One example: component by component")
    story.text(
        "Once the error signals are known, here those of the hidden layer for the first example "
        "(recursion.py computes such numbers), each gradient is one product. The note derives "
        "this by comparison with `chainrule8`; what it uses is the definition of `δ`, put into "
        "`partial3` and `partial3_b`."
    )
    c = story.calculation("thill")
    x, y = EXAMPLES[0]
    signals = enumerate(backprop(network(), x, y, COST).delta[1], start=1)
    delta = [c.given(f"δ_{i}^(1)", d_i, f"error signal of hidden neuron {i}") for i, d_i in signals]
    a = [c.given(f"a_{j}^(0)", x_j, f"input {j}") for j, x_j in enumerate(x, start=1)]
    c.show_given()
    story.rounding()
    for i, d_i in enumerate(delta, start=1):
        for j, a_j in enumerate(a, start=1):
            c.line(f"∂ℒ/∂w_{i},{j}^(1)", chain, d_i, a_j, cite="finalbackprop")
        c.line(f"∂ℒ/∂b_{i}^(1)", bias_gradient, d_i, cite="finalbackprop_b")
    c.show()
    story.heading("One example: the outer product")
    story.text(
        f"A column of {len(delta)} error signals times a row of {len(a)} activations is a table "
        f"of all their products, {len(delta)} by {len(a)}, the shape of `W^(1)`. Entry `i,j` is "
        f"entry `i` of the column times entry `j` of the row, so the matrix of gradients holds the "
        f"numbers above in the places of the weights; the gradient of the biases is the column "
        f"itself."
    )
    for i, d_i in enumerate(delta, start=1):
        for j, a_j in enumerate(a, start=1):
            name = f"[∂ℒ/∂W^(1)]_{i},{j}"
            c.line(name, chain, d_i, a_j, cite="finalbackprop2")
    for i, d_i in enumerate(delta, start=1):
        c.line(f"[∂ℒ/∂b^(1)]_{i}", bias_gradient, d_i, cite="finalbackprop2_b")
    c.show()
    story.text(
        "The row that makes the gradient of `W^(1)` is the input `a^(0)`, which must therefore "
        "be kept from the forward pass along with the activations of the layers. The gradients of "
        "the output layer are made in the same way, from `δ^(2)` and `a^(1)`."
    )


def batch_error(story: Story, c: Calculation) -> tuple[Matrix, Matrix]:
    """Δ^(2) from A^(2) and Y^*, Δ^(1) from Δ^(2), column by column; A^(0) and Δ^(1)."""
    story.heading("The batch: the error matrix")
    story.text(
        f"For {N} examples the error signals of a layer stand side by side in the error matrix "
        f"`Δ^(ℓ)`, column `n` for example `n`, and each column is made alone. It starts from the "
        f"outputs `A^(2)`, the targets `Y^*`, the hidden activations and the weights:"
    )
    passed = [forward(network(), x) for x, _ in EXAMPLES]

    def matrix(letter: str, above: str, columns: list[list[float]], words: str) -> Matrix:
        """One given for each entry, columns being examples."""
        return [
            [c.given(f"{letter}_{i},{n}^{above}", v, words) for n, v in enumerate(row, start=1)]
            for i, row in enumerate(zip(*columns), start=1)
        ]

    A_2 = matrix("A", "(2)", [p.a[2] for p in passed], "output")
    Y = matrix("Y", "*", [y for _, y in EXAMPLES], "target")
    A_1 = matrix("A", "(1)", [p.a[1] for p in passed], "activation of a hidden neuron")
    W = [
        [c.given(f"w_{k},{i}^(2)", w, "weight") for i, w in enumerate(row, start=1)]
        for k, row in enumerate(W_2, start=1)
    ]
    c.show_given()
    Delta_2 = start_of_recursion(story, c, A_2, Y)
    story.text("The recursion then takes each column back through the transpose of `W^(2)`:")
    Delta_1: Matrix = []
    for i, row in enumerate(A_1):
        Delta_1.append([])
        for n, a in enumerate(row):
            place = f"{i + 1},{n + 1}^(1)"
            column = [w_k[i] for w_k in W]
            error = [d_k[n] for d_k in Delta_2]
            sum_k = c.line(f"∂ℒ_{n + 1}/∂A_{place}", passed_back, column, error)
            slope = c.line(f"σ'(Z_{place})", sigmoid_slope, a)
            Delta_1[-1].append(
                c.line(f"Δ_{place}", error_signal, sum_k, slope, cite="matrixBackprop")
            )
    c.show()
    return matrix("A", "(0)", [p.a[0] for p in passed], "input"), Delta_1


def start_of_recursion(story: Story, c: Calculation, A_2: Matrix, Y: Matrix) -> Matrix:
    """Δ^(2) from the outputs and the targets."""
    story.text(
        "At the output layer, subtract the targets from the outputs and multiply by the slopes, "
        "entry by entry; the circled cross is again the elementwise product, not the outer one."
    )
    Delta_2: Matrix = []
    for k, (outputs, targets) in enumerate(zip(A_2, Y), start=1):
        Delta_2.append([])
        for n, (a, y) in enumerate(zip(outputs, targets), start=1):
            slope = c.line(f"σ'(Z_{k},{n}^(2))", sigmoid_slope, a)
            operands = (a, y, slope)
            Delta_2[-1].append(
                c.line(f"Δ_{k},{n}^(2)", output_error, *operands, cite="after chainrule5")
            )
    c.show()
    return Delta_2


def output_error(a: Any, y: Any, slope: Any) -> Any:
    """(A_k,n - Y_k,n) σ'(Z_k,n), for half the squared error."""
    return error_signal(half_squared_error_slope(a, y), slope)


def batch_gradients(story: Story, c: Calculation, A_0: Matrix, Delta_1: Matrix) -> None:
    """∂J/∂w and ∂J/∂b of hidden neuron 1, and the whole table by the trace."""
    story.heading("The batch: sums of outer products")
    story.text(
        "Multiplying `Δ^(1)` by the transpose of `A^(0)` adds up the outer products of the "
        "examples: entry `i,j` is the sum over `n` of `Δ_i,n^(1)·A_j,n^(0)`. With the `1/N` in "
        "front it is the mean of the examples' gradients. The sum of the outer products' entries "
        "1,1, term by term:"
    )
    n_examples = c.given("N", N)
    terms = [
        c.line(f"∂ℒ_{n}/∂w_1,1^(1)", chain, d, a, cite="finalbackprop2")
        for n, (d, a) in enumerate(zip(Delta_1[0], A_0[0]), start=1)
    ]
    summed = c.line("Σ_n ∂ℒ_n/∂w_1,1^(1)", total, terms)
    c.show()
    story.text(
        "In one line each, for all weights and biases of the hidden layer; those of the output "
        "layer are made in the same way, from `Δ^(2)` and `A^(1)`:"
    )
    for i, row in enumerate(Delta_1, start=1):
        for j, a_j in enumerate(A_0, start=1):
            c.line(f"∂J/∂w_{i},{j}^(1)", averaged, row, a_j, n_examples, cite="J_W_ell")
        c.line(f"∂J/∂b_{i}^(1)", mean, row, n_examples, cite="J_b_ell")
    c.show()
    story.heading("Sum or mean")
    difference = central_difference(network(), EXAMPLES, COST, 1, 0, 0)
    values = [c.number(summed), c.number(summed) / N, difference]
    sum_, mean_, difference_ = (significant(value, story.digits) for value in values)
    story.text(
        f"The note's text speaks of summing (or averaging) and calls the results gradients of the "
        f"loss. Its formulas average, and they have to, since the cost `J` is a mean: for "
        f"`w_1,1^(1)` the sum is {sum_}, the mean {mean_}, and the finite difference of `J` is "
        f"{difference_}. The sum would belong to a cost that adds up the losses; a step along it "
        f"is `N` = {N} times as long. This `1/N` is the only one: `Δ` has none inside."
    )


def sizes(story: Story) -> None:
    """The dimensions of the batch's matrices, of the recursion and of the gradients."""
    story.heading("Dimensions")
    story.text(
        "In the matrix products the inner dimension drops out: `d_2` in the recursion, the `N` of "
        "the examples in the gradients, and that is the sum over `n`. The array 1 "
        "is a column of ones."
    )
    d_0, d_1, d_2 = (("d_0", len(W_1[0])), ("d_1", len(W_1)), ("d_2", len(W_2)))
    one, n = ("1", 1), ("N", N)
    arrays = [
        ("[W^(2)]^T", d_1, d_2, "after matrixBackprop"),
        ("Δ^(2), Z^(2), Y^*", d_2, n, "after matrixBackprop"),
        ("[W^(2)]^T·Δ^(2), Z^(1), Δ^(1)", d_1, n, "matrixBackprop"),
        ("[A^(0)]^T", n, d_0, "after J_b_ell"),
        ("Δ^(1)·[A^(0)]^T, ∂J/∂W^(1)", d_1, d_0, "J_W_ell"),
        ("1", n, one, "after J_b_ell"),
        ("Δ^(1)·1, ∂J/∂b^(1)", d_1, one, "J_b_ell"),
    ]
    story.dimensions("thill", arrays)


def averaged(delta: Any, a: Any, n: Any) -> Any:
    """(1/N) Σ_n Δ_i,n A_j,n."""
    return mean([chain(d_n, a_n) for d_n, a_n in zip(delta, a)], n)


def tell(story: Story) -> None:
    """The gradients, in the order of the note."""
    story.heading("Thill: gradients of an example and of a batch", 1)
    one_example(story)
    c = story.calculation("thill")
    A_0, Delta_1 = batch_error(story, c)
    batch_gradients(story, c, A_0, Delta_1)
    sizes(story)
    story.text("The package's gradients, of both layers:")
    story.check(Problem(network(), EXAMPLES, COST, 1.0, note="thill"))


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
