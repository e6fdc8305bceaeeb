"""Ko, section 4: BP2, the error at a hidden layer, and its proof line by line.

Change the numbers below and run it again: python walkthroughs/ko/bp2.py
"""

import sys
from collections.abc import Sequence

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import half_squared_error, half_squared_error_slope
from backprop_scalar.equations import (
    chain,
    error_signal,
    error_signal_of_layer,
    passed_back,
    weighted_input,
)
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

Z_1 = [0.3, -0.6]  # z^1: the weighted inputs of the hidden neurons, where the story begins
W_2 = [[0.7, -0.4], [0.2, 0.9]]  # W^2: row k holds the weights into output k
B_2 = [0.1, -0.2]  # b^2
Y = [0.9, 0.1]  # y


def tell(story: Story) -> None:
    """The proof of BP2 for neuron 1 of layer 1, then BP2 for all its neurons."""
    story.heading("Ko, §4: BP2, the error at a hidden layer", 1)
    story.text(
        "A hidden layer `ℓ = 1` feeds the outputs, layer `ℓ + 1 = 2`; all neurons are sigmoid. "
        "The proof asks how C changes with one weighted input, here `z_1^1`, so j = 1. k runs "
        "over the neurons of the next layer, r over those of the hidden one. (Its lines (1) to "
        "(6) begin with a second (1): the update in §2 is (1), too.)"
    )
    c = story.calculation("ko")
    z = [
        c.given(f"z_{r}^1", v, f"weighted input of hidden neuron {r}") for r, v in enumerate(Z_1, 1)
    ]
    w = [
        [
            c.given(f"w_{k}{r}^2", v, f"weight from hidden neuron {r} into output {k}")
            for r, v in enumerate(row, 1)
        ]
        for k, row in enumerate(W_2, 1)
    ]
    b = [c.given(f"b_{k}^2", v, f"bias of output {k}") for k, v in enumerate(B_2, 1)]
    y = [c.given(f"y_{k}", v, f"target {k}") for k, v in enumerate(Y, 1)]
    c.show_given()
    story.rounding()
    a, z_next = forward(story, c, z, w, b)
    C, delta_next = outputs(story, c, z_next, y)
    slope = [c.line(f"σ'({z_r.spelled})", sigmoid_slope, a_r) for z_r, a_r in zip(z, a)]
    dz = between(story, c, z, a, w, z_next, slope)
    dropped(story, c, w, slope[0], [(a_r, z[0]) for a_r in a], [(z_k, z[0]) for z_k in z_next])
    back(story, c, w, z, delta_next, dz, slope)
    c.check(C, *((c.named(f"δ_{r}^1"), z_r) for r, z_r in enumerate(z, start=1)))
    other_bracket(story, c, w, delta_next, slope)


def forward(
    story: Story, c: Calculation, z: list[Named], w: list[list[Named]], b: list[Named]
) -> tuple[list[Named], list[Named]]:
    """(2), the way from z^1 to z^2."""
    story.heading("(2) From `z^1` to `z^2`")
    story.text("Whatever `z_1^1` does to C, it does through the next layer:")
    a = [c.line(f"a_{r}^1", sigmoid, z_r, cite="BP2 (2)") for r, z_r in enumerate(z, 1)]
    z_next = [
        c.line(f"z_{k}^2", weighted_input, w_k, a, b_k, cite="BP2 (2)")
        for k, (w_k, b_k) in enumerate(zip(w, b), start=1)
    ]
    c.show()
    return a, z_next


def outputs(
    story: Story, c: Calculation, z_next: list[Named], y: list[Named]
) -> tuple[Named, list[Named]]:
    """C and the errors of the output layer, by BP1."""
    story.text("From there to C, and the errors `δ_k^2` of the next layer. They are known by BP1:")
    a_next = [c.line(f"a_{k}^2", sigmoid, z_k, cite="§2") for k, z_k in enumerate(z_next, 1)]
    C = c.line("C", half_squared_error, a_next, y, cite="A2")
    delta = []
    for k, (z_k, a_k, y_k) in enumerate(zip(z_next, a_next, y), start=1):
        dC_da = c.line(f"∂C/∂a_{k}^2", half_squared_error_slope, a_k, y_k, cite="§3")
        slope = c.line(f"σ'(z_{k}^2)", sigmoid_slope, a_k, cite="BP1")
        delta.append(c.line(f"δ_{k}^2", error_signal, dC_da, slope, cite="BP1"))
    c.show()
    return C, delta


def between(
    story: Story,
    c: Calculation,
    z: list[Named],
    a: list[Named],
    w: list[list[Named]],
    z_next: list[Named],
    slope: list[Named],
) -> list[Named]:
    """(3), (4) and (5): ∂z_k^2/∂z_1^1 for every k."""
    story.heading("(3), (4), (5) How `z_k^2` changes with `z_1^1`")
    story.text(
        "Each `a_r^1` is computed from its own `z_r^1`. So `z_1^1` moves `a_1^1`, and no other "
        "activation of its layer: that is (4)."
    )
    da = []
    for r, a_r in enumerate(a):
        name = f"∂{a_r.spelled}/∂{z[0].spelled}"
        rule = (lambda s: s, slope[0]) if r == 0 else (lambda: 0,)
        da.append(c.line(name, *rule, cite="BP2 (4)"))
    c.show()
    story.text(
        "In (2) the coefficient of `a_r^1` in `z_k^2` is the weight `w_kr^2`. With the chain rule "
        "over all r this is (3). Of each sum only the term with r = 1 can differ from "
        "0; that is (5), the same numbers again."
    )
    dz = [
        c.line(f"∂{z_k.spelled}/∂{z[0].spelled}", error_signal_of_layer, w_k, da, cite="BP2 (3)")
        for z_k, w_k in zip(z_next, w)
    ]
    for dz_k, w_k in zip(dz, w):
        c.line(f"{dz_k.spelled} (5)", chain, w_k[0], slope[0], cite="BP2 (5)")
    c.show()
    return dz


def dropped(
    story: Story,
    c: Calculation,
    w: list[list[Named]],
    slope: Named,
    activations: Sequence[tuple[Named, Named]],
    inputs: Sequence[tuple[Named, Named]],
) -> None:
    """What (4) and (5) give as printed, beside the finite difference."""
    story.text(
        "Two of these are misprinted in the note. Behind its two cases, (4) goes on with "
        "`∂a_r^1/∂z_1^1 = σ'(z_1^1)` for every r: the condition r = j is lost, and the "
        "sum in the middle of (5) then adds up a whole row of weights. Its last member, "
        "`w_k1^2·σ'(z_1^1)`, is right, and so is (6)."
    )
    s = c.number(slope)
    rows = [(pair, s) for pair in activations]
    rows += [
        (pair, passed_back([c.number(w_kr) for w_kr in w_k], [s] * len(w_k)))
        for pair, w_k in zip(inputs, w)
    ]
    story.table(
        [
            Column("derivative", "math"),
            Column("as printed in the middle of (4), (5)", "number"),
            Column("by (4), (5)", "number"),
            Column("finite difference", "number"),
        ],
        [
            [
                f"∂{of.spelled}/∂{by.spelled}",
                *(
                    story.page.number(significant(number, story.digits))
                    for number in (
                        printed,
                        c.number(c.named(f"∂{of.spelled}/∂{by.spelled}")),
                        c.difference(of, by),
                    )
                ),
            ]
            for (of, by), printed in rows
        ],
    )


def back(
    story: Story,
    c: Calculation,
    w: list[list[Named]],
    z: list[Named],
    delta_next: list[Named],
    dz: list[Named],
    slope: list[Named],
) -> None:
    """(1) with the numbers of (3), and (6) for every neuron."""
    story.heading("(1) and (6) The error")
    story.text(
        "The chain rule over the neurons k of the next layer is (1): each `z_k^2` passes on what "
        "`z_1^1` did to it."
    )
    c.line(f"∂C/∂{z[0].spelled}", error_signal_of_layer, delta_next, dz, cite="BP2 (1)")
    c.show()
    story.text(
        "With (5) in the place of the derivatives, the slope is a common factor. Taken out of the "
        "sum it leaves (6), which is BP2. The sum runs over the first index of the weights, down "
        "column j of `W^2`, and that is why the transpose appears in the matrix form. As the note "
        "boxes that form, it has no bracket around the product with the transpose, which comes "
        "first: `δ^1 = ((W^2)^T δ^2) ⊙ σ'(z^1)`."
    )
    for j, slope_j in enumerate(slope, start=1):
        column = [w_k[j - 1] for w_k in w]
        c.line(
            f"δ_{j}^1",
            lambda w_j, delta, slope_j: error_signal(passed_back(w_j, delta), slope_j),
            column,
            delta_next,
            slope_j,
            cite="BP2 (6), BP2" if j == 1 else "BP2",
        )
    c.show()


def other_bracket(
    story: Story,
    c: Calculation,
    w: list[list[Named]],
    delta_next: list[Named],
    slope: list[Named],
) -> None:
    """What the matrix form gives when the entry-by-entry product is done first."""
    if len(slope) != len(delta_next):
        story.text(
            "The other bracket, `δ^2 ⊙ σ'(z^1)` first, has no meaning here: the two vectors are of "
            "different lengths. For layers of the same width it has one; the errors are wrong."
        )
        return
    story.text(
        "The other bracket, `δ^2 ⊙ σ'(z^1)` first, is possible where both layers have the same "
        "width, as here. It multiplies `δ_k^2` by the slope of the wrong neuron, k of the hidden "
        "layer. What it gives is called `e_j`; compare it with `δ_j^1`."
    )
    mixed = [c.line(f"p_{k}", chain, *both) for k, both in enumerate(zip(delta_next, slope), 1)]
    for j in range(len(slope)):
        c.line(f"e_{j + 1}", passed_back, [w_k[j] for w_k in w], mixed)
    c.show()


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
