"""Ko, section 2: indices, the matrix-vector product row by row, the Hadamard product.

Change the numbers below and run it again: python walkthroughs/ko/notation.py
"""

import sys

from backprop_scalar.activations import sigmoid
from backprop_scalar.equations import chain, weighted_input
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.walkthrough import Story, walk

A_1 = [0.6, 0.9]  # a^1: the activations of the two neurons of layer 1
W_2 = [[0.5, -0.3], [0.2, 0.8], [-0.7, 0.4]]  # W^2: row j holds the weights into neuron j
B_2 = [0.1, -0.2, 0.3]  # b^2
V = [2, 3]  # the vector of the note's entrywise example
U = [5, -4]  # another one, to be multiplied by V entry by entry
A = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]  # two square matrices for the Hadamard product
B = [[2, 0, 1], [1, 3, 0], [0, 1, 2]]


def tell(story: Story) -> None:
    """Section 2, in the order of the note."""
    story.heading("Ko, §2: notation", 1)
    indices(story)
    entrywise(story)
    layer(story)
    hadamard(story)


def indices(story: Story) -> None:
    """Which weight w_jk is, as a table of the matrix."""
    story.heading("Which weight is `w_jk^ℓ`?")
    story.text(
        "The first index is the neuron the weight goes to, in layer `ℓ`; the second is the neuron "
        "it comes from, in layer `ℓ − 1`. Below is `W^2`. Read along row j, it has all weights "
        "into neuron j; read down column k, it has all weights out of neuron k of layer 1. The "
        "forward pass goes along rows, the backward pass (BP2) down columns. (In the update (1), "
        "at the head of the section, k and `ℓ` merely number the weights and the biases.)"
    )
    sources = range(1, len(W_2[0]) + 1)
    story.table(
        [Column("`W^2`"), *(Column(f"from neuron {k}", "math") for k in sources)],
        [
            [f"into neuron {j}", *(f"w_{j}{k}^2 = {w:g}" for k, w in enumerate(row, 1))]
            for j, row in enumerate(W_2, start=1)
        ],
    )
    story.text(
        "The layer numbers start behind the input. The note uses `a^(ℓ−1)` from `ℓ = 1` on without "
        "saying what `a^0` is: it is the input x. L counts the layers without the input."
    )


def entrywise(story: Story) -> None:
    """The note's example f(x) = x²."""
    story.heading("A function of a vector")
    story.text(
        "`σ(v)` is the vector of the numbers `σ(v_j)`: each entry is treated by itself and knows "
        "nothing of the others. With `f(x) = x²`, as in the note:"
    )
    c = story.calculation("ko")
    for j, number in enumerate(V, start=1):
        v_j = c.given(f"v_{j}", number)
        c.line(f"f(v)_{j}", lambda v_j: v_j**2, v_j, cite="§2")
    c.show()
    story.rounding()


def layer(story: Story) -> None:
    """W^2 a^1, then z^2 and a^2, row by row."""
    story.heading("One layer, row by row")
    c = story.calculation("ko")
    a = [c.given(f"a_{k}^1", v, f"activation {k} of layer 1") for k, v in enumerate(A_1, 1)]
    w: list[list[Named]] = []
    b: list[Named] = []
    for j, (row, b_j) in enumerate(zip(W_2, B_2), start=1):
        words = f"of layer 1 into neuron {j} of layer 2"
        w.append(
            [
                c.given(f"w_{j}{k}^2", v, f"weight from neuron {k} {words}")
                for k, v in enumerate(row, 1)
            ]
        )
        b.append(c.given(f"b_{j}^2", b_j, f"bias of neuron {j} of layer 2"))
    c.show_given()
    story.text(
        f"The product of a matrix and a vector is one sum for each row. `W^2` has {len(W_2)} rows, "
        f"so `W^2 a^1` has {len(W_2)} entries, one for each neuron of layer 2. (The last row that "
        f"the note prints carries the index j; it should be the number of neurons of layer `ℓ`.)"
    )
    for j, w_j in enumerate(w, start=1):
        c.line(f"(W^2 a^1)_{j}", weighted_input, w_j, a, 0, cite="§2")
    c.show()
    story.text("With the biases, `z^2 = W^2 a^1 + b^2`; and `a^2 = σ(z^2)`, entry by entry:")
    z = [
        c.line(f"z_{j}^2", weighted_input, w_j, a, b_j, cite="§2")
        for j, (w_j, b_j) in enumerate(zip(w, b), start=1)
    ]
    for j, z_j in enumerate(z, start=1):
        c.line(f"a_{j}^2", sigmoid, z_j, cite="§2")
    c.show()


def hadamard(story: Story) -> None:
    """The Hadamard product beside the matrix product of the same two matrices."""
    story.heading("The Hadamard product")
    story.text("The Hadamard product multiplies what stands in the same place: `H = A ⊙ B`.")
    c = story.calculation("ko")
    if len(B) != len(A) or any(len(row) != len(A) for row in A + B):
        raise ValueError("A and B at the top must be square and of the same size")
    n = range(1, len(A) + 1)
    a = [[c.given(f"A_{i}{j}", A[i - 1][j - 1]) for j in n] for i in n]
    b = [[c.given(f"B_{i}{j}", B[i - 1][j - 1]) for j in n] for i in n]
    for i in n:
        for j in n:
            c.line(f"H_{i}{j}", chain, a[i - 1][j - 1], b[i - 1][j - 1], cite="§2")
    c.show()
    story.text(
        "The matrix product `M = A B` of the same two runs along a row of A and down a column of "
        "B. In many languages the two are one sign apart, and for square matrices neither of them "
        "fails. Its first row:"
    )
    for j in n:
        column = [row[j - 1] for row in b]
        c.line(f"M_1{j}", weighted_input, a[0], column, 0)
    c.show()
    story.text("For vectors it is what BP1 and BP2 need, one slope for each neuron: `u ⊙ v`.")
    for j, (u, v) in enumerate(zip(U, V), start=1):
        u_j, v_j = c.given(f"u_{j}", u), c.given(f"v_{j}", v)
        c.line(f"(u ⊙ v)_{j}", chain, u_j, v_j, cite="§2")
    c.show()


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
