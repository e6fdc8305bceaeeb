"""Ko, section 4: BP2, the error at a hidden layer, and its proof line by line.

Change the numbers below and run it again: python walkthroughs/ko/bp2.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.equations import (
    chain,
    diagonal_entry,
    error_signal_of_layer,
    hidden_error_signal,
    passed_back,
    total,
    weighted_input,
)
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Named, Quantity

# W^1, W^2, W^3 and b^1, b^2, b^3 of the network of all these pages; row j leads into neuron j.
W = [[[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]], [[0.7, -0.5], [0.2, 0.9]], [[-0.8, 0.6], [0.5, -0.4]]]
B = [[0.1, -0.1], [0.2, 0.0], [0.3, -0.2]]
X, Y = [0.5, -1.0, 0.8], [0.9, 0.2]  # the first example's x and y
COST = "half_squared_error"
NETWORK = Network([Layer(w, b, "sigmoid") for w, b in zip(W, B)])


K = (1, 2)  # the neurons of layer 2, and those of layer 3


def tell(story: Story) -> None:
    """The proof of BP2 for neuron 1 of layer 2, then BP2 for all its neurons."""
    story.heading("Ko, §4: BP2, the error at a hidden layer", 1)
    story.text(
        "The hidden layer 2 of the 3-2-2-2 network of all these pages, and layer 3 after it. The "
        "weighted inputs of layer 2 are taken from the forward pass, the errors of layer 3 from "
        "BP1 (walkthroughs/ko/algorithm.py). The proof asks how C changes with one weighted input, "
        "here `z_1^2`, so ℓ = 2 and j = 1. k runs over the neurons of the next layer, r over those "
        "of layer 2."
    )
    c = story.calculation("ko")
    w = forward(story, c)
    between(story, c, w)
    back(story, c, [list(column) for column in zip(*w)])


def each(c: PrintedCalculation, spelled: str) -> list[Named]:
    """The quantities of that name, {} the number of the neuron."""
    return [c.named(spelled.format(k)) for k in K]


def forward(story: Story, c: PrintedCalculation) -> list[list[Named]]:
    """(2), the way from z^2 to z^3, and the slopes of layer 2; W^3."""
    step = story.step(Problem(NETWORK, [(X, Y)], COST, 0.5, note="ko"))
    z = [c.taken(step, Quantity("z", 2, r - 1, i=0)) for r in K]
    w = c.matrix("w_{}{}^3", W[2], "weight from neuron {1} of layer 2 into neuron {0} of layer 3")
    b = c.givens("b_{}^3", B[2], "bias of neuron {} of layer 3")
    for k in K:
        c.taken(step, Quantity("delta", 3, k - 1, i=0), f"error of neuron {k} of layer 3")
    c.show_given()
    story.rounding()
    story.heading("(2) From `z^2` to `z^3`")
    story.text("Whatever `z_1^2` does to C, it does through the next layer:")
    a = [c.line(f"a_{r}^2", sigmoid, z_r, cite="BP2 (2)") for r, z_r in zip(K, z)]
    for k, w_k, b_k in zip(K, w, b):
        c.line(f"z_{k}^3", weighted_input, w_k, a, b_k, cite="BP2 (2)")
    c.show()
    story.text("And the slopes of layer 2; the note leaves `σ'` open, of the sigmoid it is this:")
    for r, a_r in zip(K, a):
        c.line(f"σ'(z_{r}^2)", sigmoid_slope, a_r)
    c.show()
    return w


def between(story: Story, c: PrintedCalculation, w: list[list[Named]]) -> None:
    """(3), (4) and (5): ∂z_k^3/∂z_1^2 for every k; (4) and (5) as they are printed."""
    story.heading("(3), (4), (5) How `z_k^3` changes with `z_1^2`")
    story.text(
        "The chain rule goes by way of every `a_r^2`. In (2) the coefficient of `a_r^2` in "
        "`z_k^3` is the weight `w_kr^3`. And each `a_r^2` is computed from its own `z_r^2`, so "
        "`z_1^2` moves `a_1^2` and no other activation of its layer: that is (4)."
    )
    slope, z = c.named("σ'(z_1^2)"), c.named("z_1^2")
    dz_da = [
        [c.line(f"∂z_{k}^3/∂a_{r}^2", chain, w_kr, cite="BP2 ∂z/∂a") for r, w_kr in zip(K, w_k)]
        for k, w_k in zip(K, w)
    ]
    da = [c.line(f"∂a_{r}^2/∂z_1^2", diagonal_entry, slope, r, 1, cite="BP2 (4)") for r in K]
    c.show()
    story.text(
        "(3) is the sum over r. Only its term with r = 1 can differ from 0; that is (5), the same "
        "numbers again."
    )
    for k, dz_k in zip(K, dz_da):
        c.line(f"∂z_{k}^3/∂z_1^2", error_signal_of_layer, dz_k, da, cite="BP2 (3)")
    for k, w_k in zip(K, w):
        c.line(f"∂z_{k}^3/∂z_1^2 (5)", chain, w_k[0], slope, cite="BP2 (5)")
    c.show()
    s, right = c.number(slope), da[1]
    story.misprint(
        "ko BP2 (4)",
        "after its two cases it calls `∂a_r/∂z_j = σ'(z_j)` equivalent, for every r. The condition "
        "r = j is lost.",
        Compared(right.spelled, s, c.number(right), c.difference(c.named("a_2^2"), z)),
    )
    printed = [passed_back([c.number(w_kr) for w_kr in w_k], [s] * len(w_k)) for w_k in w]
    story.misprint(
        "ko BP2 (5)",
        "with that, the sum in the middle adds up a whole row of weights where one belongs. Its "
        "last member, `w_kj·σ'(z_j)`, is right, and so are (6) and BP2.",
        *(
            Compared(dz_k.spelled, printed_k, c.number(dz_k), c.difference(z_k, z))
            for dz_k, z_k, printed_k in zip(each(c, "∂z_{}^3/∂z_1^2"), each(c, "z_{}^3"), printed)
        ),
    )


def back(story: Story, c: PrintedCalculation, columns: list[list[Named]]) -> None:
    """(1) with the numbers of (3), (6), BP2 for every neuron, and the other bracket."""
    story.heading("(1) and (6) The error")
    story.text(
        "The chain rule over the neurons k of the next layer is (1): each `z_k^3` passes on what "
        "`z_1^2` did to it. (The update in §2 is numbered (1), too.) (6) begins with (5) in the "
        "place of the derivatives."
    )
    errors, slopes = each(c, "δ_{}^3"), each(c, "σ'(z_{}^2)")
    c.line("∂C/∂z_1^2", error_signal_of_layer, errors, each(c, "∂z_{}^3/∂z_1^2"), cite="BP2 (1)")
    c.line(
        "∂C/∂z_1^2 (6)",
        lambda delta, w_1, slope: total([chain(d, w, slope) for d, w in zip(delta, w_1)]),
        *(errors, columns[0], slopes[0]),
        cite="BP2 (6)",
    )
    c.show()
    story.text(
        "The slope is a common factor. Taken out of the sum it leaves BP2. The sum runs over the "
        "first index of the weights, down column j of `W^3`; that is why the transpose appears in "
        "the matrix form. In words: the errors of the next layer come back along the weights, and "
        "the neuron's slope lets their sum through."
    )
    for j, w_j, slope_j in zip(K, columns, slopes):
        c.line(f"δ_{j}^2", hidden_error_signal, w_j, errors, slope_j, cite="BP2")
    c.show()
    story.text(
        "The matrix form as boxed, `(W^3)^T δ^3 ⊙ σ'(z^2)`, can also be read with the "
        "entry-by-entry product first: `p = δ^3 ⊙ σ'(z^2)`, and then `q = (W^3)^T p`."
    )
    gated = [c.line(f"p_{k}", chain, *both) for k, *both in zip(K, errors, slopes)]
    mixed = [c.line(f"q_{j}", passed_back, w_j, gated) for j, w_j in zip(K, columns)]
    c.show()
    difference = [central_difference(NETWORK, [(X, Y)], COST, 2, j - 1) for j in K]
    story.misprint(
        "ko BP2",
        "there is no bracket around the product with the transpose, which comes first; §5 has it "
        "in step 3. With the other bracket `δ_k^3` meets the slope of the wrong neuron, k of layer "
        "2. Only layers of the same width, as here, allow it. (The difference is taken in "
        "`b_j^2`, which moves `z_j^2` by as much.)",
        *(
            Compared(right.spelled, c.number(q), c.number(right), d)
            for right, q, d in zip(each(c, "δ_{}^2"), mixed, difference)
        ),
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
