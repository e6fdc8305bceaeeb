"""Ko, section 2: indices, a layer row by row, the Hadamard product.

Change the numbers below and run it again: python walkthroughs/ko/notation.py
"""

import sys
from itertools import pairwise

try:
    from backprop_scalar.walkthrough import Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.equations import chain, weighted_input
from backprop_scalar.pages.page import Column

# W^1 and b^1 of the network of all these pages; row j leads into neuron j.
W_1, B_1 = [[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]], [0.1, -0.1]
X = [0.5, -1.0, 0.8]  # the first example's x
WIDTHS = [3, 2, 2, 2]  # n_0 to n_3 of that network
V, U = [2, 3], [5, -4]  # the vector of the note's entrywise example, and one more
A = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]  # two matrices for the note's Hadamard product
B = [[2, 0, 1], [1, 3, 0], [0, 1, 2]]


def tell(story: Story) -> None:
    """Section 2, in the order of the note."""
    story.heading("Ko, §2: notation", 1)
    indices(story)
    entrywise(story)
    layer(story)
    hadamard(story)


def indices(story: Story) -> None:
    """Which weight w_jk is, as a table of W^1, and the shapes of the network."""
    story.heading("Which weight is `w_jk^ℓ`?")
    story.text(
        "The first index is the neuron the weight goes to, in layer `ℓ`; the second is the neuron "
        "it comes from, in layer `ℓ − 1`. Along row j of `W^1` stand all weights into neuron j; "
        "down column k, all weights out of neuron k. The forward pass goes along rows, the "
        "backward pass (BP2) down columns."
    )
    story.table(
        [Column("`W^1`"), *(Column(f"from input {k}", "math") for k in range(1, len(X) + 1))],
        [
            [f"into neuron {j}", *(f"w_{j}{k}^1 = {w:g}" for k, w in enumerate(row, 1))]
            for j, row in enumerate(W_1, start=1)
        ],
    )
    story.text(
        "The note uses `a^(ℓ−1)` from `ℓ = 1` on and never says what `a^0` is: it is the input x. "
        "L counts the layers without the input. The network of these pages has L = 3; `n_ℓ` is "
        "the number of neurons in layer `ℓ`; the note has it in the proof of BP3."
    )
    arrays = [("a^0", ("n_0", WIDTHS[0]), ("1", 1), "BP3")]
    for l, (n_before, n) in enumerate(pairwise(WIDTHS), start=1):
        rows = (f"n_{l}", n)
        arrays.append((f"W^{l}", rows, (f"n_{l - 1}", n_before), "BP3"))
        arrays += [(f"{letter}^{l}", rows, ("1", 1), "BP3") for letter in "bza"]
    story.dimensions("ko", arrays)
    story.text(
        "Some letters have a second meaning. In the update (1), k and `ℓ` merely number the "
        "weights and the biases; elsewhere `ℓ` is a layer and k a neuron. i is an example in (1) "
        "and in the mini-batch, an output in A2, a neuron in the proof of BP4. And there are two "
        "(1): this update, and the first line in the proof of BP2."
    )


def entrywise(story: Story) -> None:
    """The note's example f(x) = x²."""
    story.heading("A function of a vector")
    story.text(
        "`σ(v)` is the vector of the numbers `σ(v_j)`: each entry is treated by itself and knows "
        "nothing of the others. With `f(x) = x²`, as in the note:"
    )
    c = story.calculation("ko")
    v = c.givens("v_{}", V, "entry {} of v")
    c.show_given()
    for j, v_j in enumerate(v, start=1):
        c.line(f"f(v)_{j}", lambda v_j: v_j**2, v_j, cite="§2 σ(v)")
    c.show()
    story.rounding()


def layer(story: Story) -> None:
    """W^1 a^0, then z^1, a^1 and the slopes, row by row."""
    story.heading("One layer, row by row")
    c = story.calculation("ko")
    a = c.givens("a_{}^0", X, "input {}")
    w = c.matrix("w_{}{}^1", W_1, "weight from input {1} into neuron {0}")
    b = c.givens("b_{}^1", B_1, "bias of neuron {}")
    c.show_given()
    story.text(
        f"The product of a matrix and a vector is one sum for each row. `W^1` has {len(w)} rows, "
        f"so `W^1 a^0` has {len(w)} entries, one for each neuron of layer 1."
    )
    story.misprint("ko §2 Wa", "the last row of `W^ℓ a^(ℓ−1)` has the index j; it should be `n_ℓ`.")
    for j, w_j in enumerate(w, start=1):
        c.line(f"(W^1 a^0)_{j}", weighted_input, w_j, a, 0, cite="§2 Wa")
    c.show()
    story.text(
        "With the biases, `z^1 = W^1 a^0 + b^1`; and `a^1 = σ(z^1)`, entry by entry. The note "
        "leaves σ open, any function of one number will do. On these pages it is the sigmoid in "
        "every layer, which the note names in §4."
    )
    rows = enumerate(zip(w, b), start=1)
    z = [c.line(f"z_{j}^1", weighted_input, w_j, a, b_j, cite="§2 z") for j, (w_j, b_j) in rows]
    a_1 = [c.line(f"a_{j}^1", sigmoid, z_j, cite="§2 a") for j, z_j in enumerate(z, start=1)]
    c.show()
    story.text(
        "BP1 and BP2 need the slope `σ'(z)`, how fast the activation changes with the weighted "
        "input. The note has no formula for it. The sigmoid is 1/u, where `u = 1 + e^(−z)`; its "
        "derivative is `1/u` times `(u − 1)/u`, that is, a times `1 − a`:"
    )
    for j, a_j in enumerate(a_1, start=1):
        c.line(f"σ'(z_{j}^1)", sigmoid_slope, a_j)
    c.show()
    differences = [story.number(c.difference(a_j, z_j)) for a_j, z_j in zip(a_1, z)]
    story.text(f"Finite differences of a give the same: {', '.join(differences)}.")


def hadamard(story: Story) -> None:
    """The Hadamard product beside the matrix product of the same two matrices."""
    story.heading("The Hadamard product")
    story.text("The Hadamard product `H = A ⊙ B` multiplies what stands in the same place.")
    if {len(A), len(B), *map(len, A + B)} != {len(A)}:
        raise ValueError("A and B at the top must be square and of the same size")
    c = story.calculation("ko")
    a, b = (c.matrix(f"{name}_{{}}{{}}", rows) for name, rows in (("A", A), ("B", B)))
    c.show_given()
    for i, (a_i, b_i) in enumerate(zip(a, b), start=1):
        for j, entries in enumerate(zip(a_i, b_i), start=1):
            c.line(f"H_{i}{j}", chain, *entries, cite="§2 ⊙")
    c.show()
    story.text(
        "The matrix product `M = A B` of the same two runs along a row of A and down a column of "
        "B. In many programming languages the two are one sign apart, and for square matrices "
        "neither of them fails. Its first row:"
    )
    for j, column in enumerate(zip(*b), start=1):
        c.line(f"M_1{j}", weighted_input, a[0], list(column), 0)
    c.show()
    story.text(
        f"BP1 and BP2 need it for vectors, one slope for each neuron: `u ⊙ v`, here with the v "
        f"from above and u = ({U[0]:g}, {U[1]:g})."
    )
    for j, entries in enumerate(zip(c.givens("u_{}", U), c.givens("v_{}", V)), start=1):
        c.line(f"(u ⊙ v)_{j}", chain, *entries, cite="§2 ⊙")
    c.show()


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
