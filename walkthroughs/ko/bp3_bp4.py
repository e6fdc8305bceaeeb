"""Ko, section 4: BP3 and BP4, the gradients of biases and weights, with their proofs.

Change the numbers below and run it again: python walkthroughs/ko/bp3_bp4.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem, backprop, equations
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Named, Quantity
from backprop_scalar.pages.page import Column

# W^1, W^2, W^3 and b^1, b^2, b^3 of the network of all these pages; row j leads into neuron j.
W = [[[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]], [[0.7, -0.5], [0.2, 0.9]], [[-0.8, 0.6], [0.5, -0.4]]]
B = [[0.1, -0.1], [0.2, 0.0], [0.3, -0.2]]
X, Y = [0.5, -1.0, 0.8], [0.9, 0.2]  # the first example's x and y
SMALL = 0.001  # a source activation that is almost 0
LARGE = 9.0  # a bias that saturates neuron 1
COST = "half_squared_error"
NETWORK = Network([Layer(w, b, "sigmoid") for w, b in zip(W, B)])


def tell(story: Story) -> None:
    """BP3, BP4, and when a gradient is small."""
    story.heading("Ko, §4: BP3 and BP4, the gradients", 1)
    story.text(
        "Layer 3 of the 3-2-2-2 network of all these pages, so ℓ = 3. The activations of layer 2 "
        "are taken from the forward pass, the errors of layer 3 from BP1 "
        "(walkthroughs/ko/algorithm.py). BP3 and BP4 are the same in every layer. C is the cost of "
        "one example."
    )
    n, n_before, one = ("n_3", len(B[2])), ("n_2", len(B[1])), ("1", 1)
    arrays = [("W^3", n, n_before), ("a^2", n_before, one)]
    arrays += [(name, n, one) for name in ("b^3", "z^3", "δ^3", "∂C/∂b^3")]
    story.dimensions(
        "ko", [(*array, "BP3") for array in arrays] + [("∂C/∂W^3", n, n_before, "BP4")]
    )
    c = story.calculation("ko")
    step = story.step(Problem(NETWORK, [(X, Y)], COST, 0.5, note="ko"))
    a = [c.taken(step, Quantity("a", 2, k, i=0)) for k in range(len(B[1]))]
    delta = [
        c.taken(step, Quantity("delta", 3, j, i=0), f"error of neuron {j + 1} of layer 3")
        for j in range(len(B[2]))
    ]
    c.show_given()
    story.rounding()
    bp3(story, c, delta)
    bp4(story, c, a, delta)
    transposed(story, c, a, delta)
    small(story, [c.number(a_k) for a_k in a])


def bp3(story: Story, c: PrintedCalculation, delta: list[Named]) -> None:
    """(1a) and (2a) for b_1; (1b) and (2b), the Jacobian is the identity I; and BP3 itself."""
    story.heading("BP3 by components: (1a), (2a)")
    story.text(
        "The bias `b_1^3` stands in `z_1^3`, alone and with nothing in front of it, and in no "
        "other weighted input. So `∂z_k^3/∂b_1^3` is 1 for k = 1, else 0. The chain rule over all "
        "neurons k of the layer then leaves the error of neuron 1."
    )
    n = range(len(delta))
    dz = [
        c.line(f"∂z_{k + 1}^3/∂b_1^3", equations.diagonal_entry, 1, k, 0, cite="BP3 (1a)")
        for k in n
    ]
    c.line("∂C/∂b_1^3 (2a)", equations.error_signal_of_layer, delta, dz, cite="BP3 (2a)")
    c.show()
    story.heading("BP3 in matrix-vector form: (1b), (2b)")
    story.text(
        "The same for all biases at once: the Jacobian `∂z^3/∂b^3` is the identity matrix I, and "
        "its transpose times `δ^3` is `δ^3`."
    )
    identity = [
        [c.line(f"I_{k + 1}{j + 1}", equations.diagonal_entry, 1, k, j, cite="BP3 (1b)") for j in n]
        for k in n
    ]
    for j, column in enumerate(zip(*identity), start=1):
        c.line(f"(I^T δ^3)_{j}", equations.passed_back, list(column), delta, cite="BP3 (2b)")
    c.show()
    story.text("Without the detour, this is BP3:")
    for j, delta_j in enumerate(delta, start=1):
        c.line(f"∂C/∂b_{j}^3", equations.bias_gradient, delta_j, cite="BP3")
    c.show()
    differences = [story.number(central_difference(NETWORK, [(X, Y)], COST, 3, j)) for j in n]
    story.text(f"Central differences of C give {' and '.join(differences)}.")


def bp4(story: Story, c: PrintedCalculation, a: list[Named], delta: list[Named]) -> None:
    """The chain rule for w_12, and a_k δ_j for all weights."""
    story.heading("BP4: the proof, for `w_12^3`")
    story.text(
        "`w_12^3` stands in `z_1^3`, multiplied by the activation `a_2^2`, and in no other "
        "weighted input. The chain rule over the neurons i of the layer:"
    )
    dz = [
        c.line(f"∂z_{i + 1}^3/∂w_12^3", equations.diagonal_entry, a[1], i, 0, cite="BP4 ∂z/∂w")
        for i in range(len(delta))
    ]
    c.line("∂C/∂w_12^3 (Σ)", equations.error_signal_of_layer, delta, dz, cite="BP4 Σ_i")
    c.show()
    story.text(
        "One term is left: the activation where the weight begins times the error where it ends. "
        "That is BP4, for every weight:"
    )
    for j, delta_j in enumerate(delta, start=1):
        for k, a_k in enumerate(a, start=1):
            c.line(f"∂C/∂w_{j}{k}^3", equations.weight_gradient, a_k, delta_j, cite="BP4")
    c.show()


def transposed(story: Story, c: PrintedCalculation, a: list[Named], delta: list[Named]) -> None:
    """The less-heavy form of BP4, read as a product of vectors."""
    story.text(
        "As a matrix, row j and column k, this is the column `δ^3` times the row of the "
        "activations `(a^2)^T`."
    )
    if len(a) != len(delta):
        return  # the transposed matrix has another shape
    story.misprint(
        "ko BP4",
        "the less heavy form puts the activation first and the whole matrix `∂C/∂W` on the left. "
        "It holds for each weight by itself. Read as a product of vectors, column a times row δ, "
        "it is the transposed matrix: of another shape where two layers differ in width, and here, "
        "where they do not, with two entries exchanged.",
        *(
            Compared(
                f"∂C/∂w_{j + 1}{k + 1}^3",
                equations.weight_gradient(c.number(a[j]), c.number(delta[k])),
                equations.weight_gradient(c.number(a[k]), c.number(delta[j])),
                central_difference(NETWORK, [(X, Y)], COST, 3, j, k),
            )
            for j in range(len(delta))
            for k in range(len(a))
        ),
    )


def small(story: Story, a: list[float]) -> None:
    """The gradient of w_11 where a_1 is almost 0, and where neuron 1 is saturated."""
    story.heading("When is a gradient small?")
    weights = ", ".join(f"`w_1{k}^3` = {w:g}" for k, w in enumerate(W[2][0], start=1))
    story.text(
        "BP4 has two factors, so a weight learns slowly if its source is almost silent, "
        "`a_k^2` near 0, or if the error at its end is small, as at a saturated sigmoid. Neuron 1 "
        f"of layer 3 has {weights}, `b_1^3` = {B[2][0]:g} and the target `y_1` = {Y[0]:g}."
    )
    rows = []
    for case, inputs, b in (
        ("as above", a, B[2]),
        (f"a_1^2 = {SMALL:g}", [SMALL, *a[1:]], B[2]),
        (f"b_1^3 = {LARGE:g}", a, [LARGE, *B[2][1:]]),
    ):
        gradients = backprop(Network([Layer(W[2], b, "sigmoid")]), inputs, Y, COST)
        slope = sigmoid_slope(sigmoid(equations.weighted_input(W[2][0], inputs, b[0])))
        found = (inputs[0], slope, gradients.delta[1][0], gradients.dw[1][0][0])
        rows.append([case, *map(story.number, found)])
    heads = ["`a_1^2`", "`σ'(z_1^3)`", "`δ_1^3 = ∂C/∂b_1^3`", "`∂C/∂w_11^3`"]
    story.table([Column("case", "math"), *(Column(head, "number") for head in heads)], rows)
    story.text(
        "A silent source makes the gradients of the weights that leave it small. The bias of "
        "the next neuron keeps a gradient of the usual size, though not the same one, for z has "
        "changed. Saturation makes all gradients of the neuron small, that of the bias too."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
