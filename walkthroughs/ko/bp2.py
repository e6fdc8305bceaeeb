"""Ko, section 4: BP2, the error at a hidden layer, and its proof line by line.

Change the numbers below and run it again: python walkthroughs/ko/bp2.py
"""

import sys
from typing import NamedTuple

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.equations import (
    chain,
    diagonal_entry,
    error_signal_of_layer,
    hidden_error,
    passed_back,
    total,
    weighted_input,
)
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Named, Quantity
from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk

# W^1, W^2, W^3 and b^1, b^2, b^3 of the network of all these pages; row j leads into neuron j.
W = [[[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]], [[0.7, -0.5], [0.2, 0.9]], [[-0.8, 0.6], [0.5, -0.4]]]
B = [[0.1, -0.1], [0.2, 0.0], [0.3, -0.2]]
X, Y = [0.5, -1.0, 0.8], [0.9, 0.2]  # the first example's x and y
COST = "half_squared_error"
NETWORK = Network([Layer(w, b, "sigmoid") for w, b in zip(W, B)])


class Passed(NamedTuple):
    """The quantities of layer 2 and of layer 3."""

    z: list[Named]
    a: list[Named]
    slope: list[Named]
    w: list[list[Named]]
    z_next: list[Named]
    delta_next: list[Named]


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
    p = forward(story, c)
    back(story, c, p, between(story, c, p))


def forward(story: Story, c: PrintedCalculation) -> Passed:
    """(2), the way from z^2 to z^3, and the slopes of layer 2."""
    step = story.step(Problem(NETWORK, [(X, Y)], COST, 0.5, note="ko"))
    neurons = range(len(B[1]))
    z = [c.taken(step, Quantity("z", 2, r, i=0)) for r in neurons]
    w = c.matrix("w_{}{}^3", W[2], "weight from neuron {1} of layer 2 into neuron {0} of layer 3")
    b = c.givens("b_{}^3", B[2], "bias of neuron {} of layer 3")
    delta_next = [c.taken(step, Quantity("delta", 3, k, i=0)) for k in range(len(W[2]))]
    c.show_given()
    story.rounding()
    story.heading("(2) From `z^2` to `z^3`")
    story.text("Whatever `z_1^2` does to C, it does through the next layer:")
    a = [c.line(f"a_{r}^2", sigmoid, z_r, cite="BP2 (2)") for r, z_r in enumerate(z, 1)]
    into = enumerate(zip(w, b), start=1)
    z_next = [
        c.line(f"z_{k}^3", weighted_input, *(w_k, a, b_k), cite="BP2 (2)") for k, (w_k, b_k) in into
    ]
    c.show()
    story.text("And the slopes of layer 2; the note leaves `σ'` open, of the sigmoid it is this:")
    slope = [c.line(f"σ'(z_{r}^2)", sigmoid_slope, a_r, cite="BP2") for r, a_r in enumerate(a, 1)]
    c.show()
    return Passed(z, a, slope, w, z_next, delta_next)


def between(story: Story, c: PrintedCalculation, p: Passed) -> list[Named]:
    """(3), (4) and (5): ∂z_k^3/∂z_1^2 for every k."""
    story.heading("(3), (4), (5) How `z_k^3` changes with `z_1^2`")
    story.text(
        "The chain rule goes by way of every `a_r^2`. In (2) the coefficient of `a_r^2` in "
        "`z_k^3` is the weight `w_kr^3`. And each `a_r^2` is computed from its own `z_r^2`, so "
        "`z_1^2` moves `a_1^2` and no other activation of its layer: that is (4)."
    )
    dz_da = [
        [
            c.line(f"∂{z_k.spelled}/∂{a_r.spelled}", chain, w_kr, cite="BP2 ∂z/∂a")
            for a_r, w_kr in zip(p.a, w_k)
        ]
        for z_k, w_k in zip(p.z_next, p.w)
    ]
    da = [
        c.line(f"∂{a_r.spelled}/∂z_1^2", diagonal_entry, p.slope[0], r, 0, cite="BP2 (4)")
        for r, a_r in enumerate(p.a)
    ]
    c.show()
    story.text(
        "(3) is the sum over r. Only its term with r = 1 can differ from 0; that is (5), the same "
        "numbers again."
    )
    dz = [
        c.line(f"∂{z_k.spelled}/∂z_1^2", error_signal_of_layer, dz_k, da, cite="BP2 (3)")
        for z_k, dz_k in zip(p.z_next, dz_da)
    ]
    for dz_k, w_k in zip(dz, p.w):
        c.line(f"{dz_k.spelled} (5)", chain, w_k[0], p.slope[0], cite="BP2 (5)")
    c.show()
    without_condition(story, c, p, da, dz)
    return dz


def without_condition(
    story: Story, c: PrintedCalculation, p: Passed, da: list[Named], dz: list[Named]
) -> None:
    """What the second form of (4) and the middle member of (5) give."""
    slope, z = c.number(p.slope[0]), p.z[0]
    story.misprint(
        "ko BP2 (4)",
        "after its two cases it calls `∂a_r/∂z_j = σ'(z_j)` equivalent, for every r. The condition "
        "r = j is lost.",
        Compared(da[1].spelled, slope, c.number(da[1]), c.difference(p.a[1], z)),
    )
    sums = [passed_back([c.number(w_kr) for w_kr in w_k], [slope] * len(w_k)) for w_k in p.w]
    story.misprint(
        "ko BP2 (5)",
        "with that, the sum in the middle adds up a whole row of weights where one belongs. Its "
        "last member, `w_kj·σ'(z_j)`, is right, and so are (6) and BP2.",
        *(
            Compared(dz_k.spelled, printed, c.number(dz_k), c.difference(z_k, z))
            for dz_k, z_k, printed in zip(dz, p.z_next, sums)
        ),
    )


def back(story: Story, c: PrintedCalculation, p: Passed, dz: list[Named]) -> None:
    """(1) with the numbers of (3), (6), and BP2 for every neuron."""
    story.heading("(1) and (6) The error")
    story.text(
        "The chain rule over the neurons k of the next layer is (1): each `z_k^3` passes on what "
        "`z_1^2` did to it. (The update in §2 is numbered (1), too.) (6) begins with (5) in the "
        "place of the derivatives."
    )
    columns = [list(column) for column in zip(*p.w)]
    c.line("∂C/∂z_1^2", error_signal_of_layer, p.delta_next, dz, cite="BP2 (1)")
    c.line(
        "∂C/∂z_1^2 (6)",
        lambda delta, w_1, slope: total([chain(d, w, slope) for d, w in zip(delta, w_1)]),
        *(p.delta_next, columns[0], p.slope[0]),
        cite="BP2 (6)",
    )
    c.show()
    story.text(
        "The slope is a common factor. Taken out of the sum it leaves BP2. The sum runs over the "
        "first index of the weights, down column j of `W^3`; that is why the transpose appears in "
        "the matrix form. In words: the errors of the next layer come back along the weights, and "
        "the neuron's slope lets their sum through."
    )
    delta = [
        c.line(f"δ_{j}^2", hidden_error, w_j, p.delta_next, slope_j, cite="BP2")
        for j, (w_j, slope_j) in enumerate(zip(columns, p.slope), start=1)
    ]
    c.show()
    if len(p.slope) == len(p.delta_next):  # else the other bracket has no meaning
        other_bracket(story, c, p, delta)


def other_bracket(story: Story, c: PrintedCalculation, p: Passed, delta: list[Named]) -> None:
    """What the matrix form gives when the entry-by-entry product is done first."""
    story.text(
        "The matrix form as boxed, `(W^3)^T δ^3 ⊙ σ'(z^2)`, can also be read with the "
        "entry-by-entry product first: `p = δ^3 ⊙ σ'(z^2)`, and then `q = (W^3)^T p`."
    )
    gated = [c.line(f"p_{k}", chain, *both) for k, both in enumerate(zip(p.delta_next, p.slope), 1)]
    mixed = [c.line(f"q_{j}", passed_back, list(w_j), gated) for j, w_j in enumerate(zip(*p.w), 1)]
    c.show()
    story.misprint(
        "ko BP2",
        "there is no bracket around the product with the transpose, which comes first; §5 has it "
        "in step 3. With the other bracket `δ_k^3` meets the slope of the wrong neuron, k of layer "
        "2. Only layers of the same width, as here, allow it. (The difference is taken in "
        "`b_j^2`, which moves `z_j^2` by as much.)",
        *(
            Compared(
                right.spelled,
                c.number(q),
                c.number(right),
                central_difference(NETWORK, [(X, Y)], COST, 2, j),
            )
            for j, (right, q) in enumerate(zip(delta, mixed))
        ),
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
