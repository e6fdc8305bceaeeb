"""Thill, the gradients of an example and of a batch, as sums of outer products.

Change the numbers below and run it again: python walkthroughs/thill/gradients.py
"""

import sys
from typing import Any

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem, backprop, forward
from backprop_scalar.equations import (
    bias_gradient,
    chain,
    share,
    summed_weight_gradient,
    total,
)
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Named

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
PLACES = 10  # decimals taken over, enough for a difference of nearly equal products


def one_example(story: Story) -> None:
    """The gradients of layer 2 for the first example, and as an outer product."""
    story.heading("One example: component by component")
    story.text(
        "Once the error signals are known, here those of layer 2 for the first example from "
        "recursion.py, each gradient is one product. The note derives this by comparison with "
        "``chainrule8``; what it uses is the definition of `δ`, put into ``partial3`` and "
        "``partial3_b``. For neuron 1:"
    )
    c = story.calculation("thill")
    signals, activations = ([round(v, PLACES) for v in x] for x in (DELTAS[0][2], PASSES[0].a[1]))
    delta = c.givens("δ_{}^(2)", signals, "error signal of neuron {} of layer 2")
    a = c.givens("a_{}^(1)", activations, "activation of neuron {} of layer 1")
    c.show_given()
    story.rounding()
    for j, a_j in enumerate(a, 1):
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
    for i, d_i in enumerate(delta, 1):
        for j, a_j in enumerate(a, 1):
            c.line(f"[∂ℒ/∂W^(2)]_{i},{j}", chain, d_i, a_j, cite="finalbackprop2")
        c.line(f"[∂ℒ/∂b^(2)]_{i}", bias_gradient, d_i, cite="finalbackprop2_b")
    c.show()


def matrix(c: PrintedCalculation, letter: str, columns: Any, words: str) -> list[list[Named]]:
    """Given quantities of a matrix, from its columns, one for each example."""
    rows = [[round(entry, PLACES) for entry in row] for row in zip(*columns)]
    return c.matrix(letter, rows, f"{words} of neuron {{0}} for example {{1}}")


def batch_gradients(story: Story) -> None:
    """Δ A^T and Δ 1, the gradients of layer 2 from them; sum and mean."""
    story.heading("The batch: sums of outer products")
    story.text(
        f"For `N` = {N} examples the error signals of a layer stand side by side in the error "
        f"matrix `Δ^(ℓ)`, column `n` for example `n`. ``matrixBackprop`` makes each column alone; "
        f"complete_run.py has it with numbers, and these are its results for layer 2."
    )
    c = story.calculation("thill")
    Delta = matrix(c, "Δ_{0},{1}^(2)", (d[2] for d in DELTAS), "error signal")
    A = matrix(c, "A_{0},{1}^(1)", (p.a[1] for p in PASSES), "activation")
    n = c.given("N", N, "number of examples")
    c.show_given()
    rows = (", ".join(story.number(a) for a in passed.a[1]) for passed in PASSES)
    story.text(
        f"`Δ^(2)·[A^(1)]^T` adds up the outer products of the examples: entry `i,j` is row `i` of "
        f"`Δ^(2)` times column `j` of the transpose, which is row `j` of `A^(1)`, so a sum over "
        f"the examples. The rows of the transpose are the activations of an example each: "
        f"{'; '.join(rows)}."
    )
    sums = {}
    for i, row in enumerate(Delta, 1):
        for j, a in enumerate(A, 1):
            name = f"[Δ^(2)·[A^(1)]^T]_{i},{j}"
            sums[f"w_{i},{j}^(2)"] = c.line(
                name, summed_weight_gradient, row, a, cite="after J_b_ell"
            )
        sums[f"b_{i}^(2)"] = c.line(f"[Δ^(2)·1]_{i}", total, row, cite="after J_b_ell")
    c.show()
    story.text("With `1/N` in front, these are the gradients of the cost:")
    gradients = {
        name: c.line(f"∂J/∂{name}", share, x, n, cite=f"J_{name[0].replace('w', 'W')}_ell")
        for name, x in sums.items()
    }
    c.show()
    story.text("This `1/N` is the only one: `Δ` has none inside.")
    pairs = [(sums[name], gradients[name]) for name in ("w_1,1^(2)", "b_1^(2)")]
    sum_or_mean(story, [(mean.spelled, c.number(x), c.number(mean)) for x, mean in pairs])


def sum_or_mean(story: Story, found: list[tuple[str, float, float]]) -> None:
    """The sum and the mean of a weight's and a bias's gradients beside finite differences of J."""
    story.misprint(
        "thill after J_b_ell",
        "the text says that ``J_W_ell`` and ``J_b_ell`` correspond to summing over the examples, "
        "before that it speaks of summing (or averaging), and it calls them gradients of the loss. "
        "They are gradients of the cost `J`, which is a mean, so only the average is right, and "
        "the formulas have it. The sum would belong to a cost that adds up the losses.",
        *(
            Compared(*numbers, central_difference(NETWORK, EXAMPLES, COST, 2, 0, j))
            for numbers, j in zip(found, (0, None))
        ),
        is_claim=True,
    )


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
    batch_gradients(story)
    sizes(story)
    story.text("The package's gradients, of all layers:")
    story.check(Problem(NETWORK, EXAMPLES, COST, 1.0, note="thill"))


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
