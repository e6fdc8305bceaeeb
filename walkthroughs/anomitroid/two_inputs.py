"""anomitroid, section 3: one neuron with two inputs, three gradients, and the two z_i.

Change the numbers below and run it again: python walkthroughs/anomitroid/two_inputs.py
"""

import sys
from collections.abc import Sequence
from typing import NamedTuple

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.equations import chain, mean, weighted_input
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.one_neuron import (
    gradient,
    mean_squared_error,
    output_derivative,
    term_derivative,
)
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

EXAMPLES = [(0.5, 1.5, 0.9), (-1.0, 0.4, 0.2), (1.6, -0.8, 0.7)]  # (x_i, u_i, y_i), y_i the label
W_1 = 0.6  # w_1, the weight of x
W_2 = -0.4  # w_2, the weight of u
B = 0.1  # b


class Data(NamedTuple):
    """The quantities of §3.1.1, those of the examples in lists."""

    x: list[Named]
    u: list[Named]
    y: list[Named]
    w_1: Named
    w_2: Named
    b: Named
    n: Named
    z: list[Named]
    a: list[Named]
    C: Named


def forward_and_cost(story: Story, c: Calculation) -> Data:
    """(21) and (22)."""
    rows = list(enumerate(EXAMPLES, 1))
    x = [c.given(f"x_{i}", x_i, f"first input of example {i}") for i, (x_i, _, _) in rows]
    u = [c.given(f"u_{i}", u_i, f"second input of example {i}") for i, (_, u_i, _) in rows]
    y = [
        c.given(f"y_{i}", y_i, f"label of example {i}, z_{i} in the note's data")
        for i, (_, _, y_i) in rows
    ]
    w_1, w_2 = c.given("w_1", W_1, "weight of x"), c.given("w_2", W_2, "weight of u")
    b = c.given("b", B, "bias")
    n = c.given("n", len(EXAMPLES), "number of examples")
    c.show_given()
    story.rounding()

    story.heading("§3.1 Forward pass")
    z = [
        c.line(f"z_{i}", weighted_input, [x[i - 1], u[i - 1]], [w_1, w_2], b, cite="(21)")
        for i, _ in rows
    ]
    a = [c.line(f"a_{i}", sigmoid, z[i - 1], cite="(21), (8)") for i, _ in rows]
    c.show()
    story.heading("§3.1.1 Cost function")
    C = c.line("C", mean_squared_error, a, y, n, cite="(22)")
    c.show()
    return Data(x, u, y, w_1, w_2, b, n, z, a, C)


def gradient_lines(
    c: Calculation, data: Data, by: Named, dz: Sequence[Named | int], cites: Sequence[str]
) -> None:
    """The gradient by w_1, w_2 or b, from the slopes of the outputs to the mean.

    dz: x, u or ones; cites: the equations for ∂a_i, for the squared error, its mean, in full.
    """
    theta = by.spelled
    examples = list(enumerate(zip(data.a, data.y, dz), 1))
    slopes = [
        c.line(f"∂a_{i}/∂{theta}", output_derivative, a_i, dz_i, cite=cites[0])
        for i, (a_i, _, dz_i) in examples
    ]
    terms = [
        c.line(f"∂(a_{i}−y_{i})²/∂{theta}", term_derivative, a_i, y_i, slopes[i - 1], cite=cites[1])
        for i, (a_i, y_i, _) in examples
    ]
    average = c.line(f"∂C/∂{theta}", mean, terms, data.n, cite=cites[2])
    factors = [[] if dz_i == 1 else [dz_i] for dz_i in dz]
    operands = data.a, data.y, factors, data.n
    in_full = c.line(f"∂C/∂{theta} {cites[3]}", gradient, *operands, cite=cites[3])
    c.show()
    c.check(data.C, (average, by), (in_full, by))


def two_readings(story: Story, c: Calculation, data: Data) -> None:
    """What (25) and (27) give with either z_i, beside the finite difference."""
    x, y, z, a = ([c.number(q) for q in some] for some in (data.x, data.y, data.z, data.a))
    slopes = [output_derivative(sigmoid(z_1), x[0]) for z_1 in (y[0], z[0])]
    gradients = [gradient(a, z_, [[x_i] for x_i in x], len(x)) for z_ in (y, z)]
    rows = [
        ("(25)", "∂a_1/∂w_1", [*slopes, c.difference(data.a[0], data.w_1)]),
        ("(27)", "∂C/∂w_1", [*gradients, c.difference(data.C, data.w_1)]),
    ]
    story.text(
        "What if `z_i` is taken for the same thing everywhere? (25) and (27) in both readings:"
    )
    headings = ["`z_i` the label", "`z_i` the weighted sum", "finite difference"]
    story.table(
        [
            Column("equation"),
            Column("quantity", "math"),
            *[Column(heading, "number") for heading in headings],
        ],
        [
            [place, quantity, *[story.page.number(significant(v, story.digits)) for v in values]]
            for place, quantity, values in rows
        ],
    )
    story.text(
        "(25) means the weighted sum and (27) the label. Keeping to one meaning throughout makes "
        "the other equation wrong."
    )


def tell(story: Story) -> None:
    """Section 3, in the order of the note."""
    c = story.calculation("anomitroid")
    story.heading("anomitroid, §3: one neuron with two inputs", 1)
    story.text(
        "A second input `u` joins `x`, each with its own weight. Mind the letter `z_i` in this "
        "section of the note: the data, the cost (22) and all that is made from it use it for the "
        "label of example `i`, while (25) uses it for the weighted sum that goes into the sigmoid, "
        "as (21) and §2 do. Here the label is `y_i`, as in §2 and §4, and `z_i` is the weighted "
        "sum. So read `a_i − y_i` where the note has `a_i − z_i`."
    )
    data = forward_and_cost(story, c)

    story.heading("Gradient with respect to w_1", 3)
    story.text(
        "First (25): `w_1` moves the weighted sum by `x_i` for each unit, and the weighted sum "
        "moves the output by `σ'(z_i)`, which (10) gives from the output alone."
    )
    for i, (x_i, z_i, a_i) in enumerate(zip(data.x, data.z, data.a), 1):
        slope = c.line(f"σ'(z_{i})", sigmoid_slope, a_i, cite="(10)")
        c.line(f"∂a_{i}/∂w_1 (25)", chain, slope, x_i, cite="(25)")
    c.show()
    story.text(
        "(26) is the same with the slope written out. Each squared error then changes by "
        "`2·(a_i − y_i)` times that, (24), and the cost by the mean of these, (23). (27) is the "
        "mean in one formula, with the 2 in front of the sum; where a quantity is written a second "
        "way, the number of the equation stands behind its name."
    )
    gradient_lines(c, data, data.w_1, data.x, ("(26)", "(24)", "(23)", "(27)"))
    two_readings(story, c, data)

    story.heading("Gradient with respect to w_2", 3)
    story.text("The same steps; `w_2` moves the weighted sum by `u_i` for each unit.")
    gradient_lines(c, data, data.w_2, data.u, ("(30)", "(29)", "(28)", "(31)"))

    story.heading("Gradient with respect to b", 3)
    story.text("The bias moves the weighted sum by 1 for each unit.")
    gradient_lines(c, data, data.b, [1] * len(EXAMPLES), ("(34)", "(33)", "(32)", "(35)"))


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
