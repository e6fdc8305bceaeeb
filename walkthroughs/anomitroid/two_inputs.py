"""anomitroid, section 3: one neuron with two inputs, three gradients, and the two z_i.

Change the numbers below and run it again: python walkthroughs/anomitroid/two_inputs.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.equations import chain, mean, weighted_input
from backprop_scalar.notes.quantities import Named
from backprop_scalar.topics.formulas import (
    gradient_of_errors,
    mean_squared_error,
    neuron_gradient,
    neuron_output,
    output_derivative,
)

EXAMPLES = [(0.5, 1.2, 0.2), (1.5, -0.5, 0.9), (-1.0, 0.4, 0.8)]  # (x_i, u_i, y_i), y_i the label
W_1, W_2, B = 0.8, -0.4, -0.3  # w_1 of x, w_2 of u, and b


def each(c: PrintedCalculation, spelled: str) -> list[Named]:
    """The quantities of that name, i put in for {0}, of all examples."""
    return [c.named(spelled.format(i)) for i in range(1, len(EXAMPLES) + 1)]


def forward_and_cost(story: Story, c: PrintedCalculation) -> None:
    """(21) and (22)."""
    w, b, y = [c.named("w_1"), c.named("w_2")], c.named("b"), each(c, "y_{}")
    inputs = [[*pair] for pair in zip(each(c, "x_{}"), each(c, "u_{}"))]
    story.heading("§3.1 Forward pass")
    story.text("Two steps for every example, and both in one for the first.")
    for i, input_i in enumerate(inputs, 1):
        c.line(f"z_{i}", weighted_input, input_i, w, b, cite="(21)")
    a = [c.line(f"a_{i}", sigmoid, z, cite="(8), (21)") for i, z in enumerate(each(c, "z_{}"), 1)]
    c.line("a_1 in one step", neuron_output, inputs[0], w, b, cite="after (21)")
    c.show()
    story.heading("§3.1.1 Cost function and gradient details")
    c.line("C", mean_squared_error, a, y, c.named("n"), cite="(22)")
    c.show()
    story.text("The factors that the gradients are made of, prediction errors and slopes:")
    for i, (a_i, y_i) in enumerate(zip(a, y), 1):
        c.line(f"a_{i} − y_{i}", lambda a, y: a - y, a_i, y_i)
    for i, a_i in enumerate(a, 1):
        c.line(f"a_{i}·(1 − a_{i})", sigmoid_slope, a_i, cite="(10)")
    c.show()


def gradient_lines(c: PrintedCalculation, by: str, dz: str, cites: list[str]) -> None:
    """The gradient by w_1, w_2 or b, from the slopes of the outputs to the mean.

    dz: the letter of what it multiplies, x, u or none; cites: the equations for ∂a_i, for the
    squared error, the same in full, its mean, and that in full.
    """
    errors, slopes = each(c, "a_{0} − y_{0}"), each(c, "a_{0}·(1 − a_{0})")
    n, C, theta = c.named("n"), c.named("C"), c.named(by)
    moved = [[dz_i] for dz_i in each(c, dz + "_{}")] if dz else [[] for _ in errors]
    numbered = list(enumerate(zip(errors, slopes, moved), 1))
    da = [
        c.line(f"∂a_{i}/∂{by}", chain, slope, *(dz_i or [1]), cite=cites[0])
        for i, (_, slope, dz_i) in numbered
    ]
    c.line(f"∂(a_1−y_1)²/∂{by} {cites[1]}", chain, 2, errors[0], da[0], cite=cites[1])
    c.show()
    terms = [
        c.line(f"∂(a_{i}−y_{i})²/∂{by}", chain, 2, e_i, slope, *dz_i, cite=cites[2])
        for i, (e_i, slope, dz_i) in numbered
    ]
    by_mean = c.line(f"∂C/∂{by} {cites[3]}", mean, terms, n, cite=cites[3])
    c.show()
    in_full = c.line(f"∂C/∂{by}", gradient_of_errors, errors, slopes, moved, n, cite=cites[4])
    c.show()
    c.check(C, (by_mean, theta), (in_full, theta))


def two_readings(story: Story, c: PrintedCalculation) -> None:
    """What (25) and (27) give where z_i is taken for the same thing everywhere."""
    x, y, z, a = ([c.number(q) for q in each(c, f"{letter}_{{}}")] for letter in "xyza")
    w_1, inputs = c.named("w_1"), [[x_i] for x_i in x]
    slopes = [output_derivative(sigmoid(z_1), x[0]) for z_1 in (y[0], z[0])]
    gradients = [neuron_gradient(a, z_, inputs, len(x)) for z_ in (z, y)]
    story.misprint(
        "anomitroid (25), (27)",
        "The note's `z_i` is the pre-activation in (25) and the label in (27). With one meaning in "
        "both, one of them goes wrong: (25) with the label, (27) with the pre-activation.",
        Compared("∂a_1/∂w_1", *slopes, c.difference(c.named("a_1"), w_1)),
        Compared("∂C/∂w_1", *gradients, c.difference(c.named("C"), w_1)),
    )


def tell(story: Story) -> None:
    """Section 3, in the order of the note."""
    c = story.calculation("anomitroid")
    story.heading("anomitroid, §3: one neuron with two inputs", 1)
    story.text(
        "A second input u joins x of §2, each with its own weight. Mind the letter `z_i` in this "
        "section of the note: the data, the cost (22) and all that is made from it use it for the "
        "label of example i, while (25) uses it for the pre-activation that goes into the sigmoid, "
        "as (21) and §2 do. Here the label is `y_i`, as in §2 and §4, and `z_i` is the "
        "pre-activation. So read `a_i − y_i` where the note has `a_i − z_i`."
    )
    c.givens("x_{}", [x_i for x_i, _, _ in EXAMPLES], "first input of example {}")
    c.givens("u_{}", [u_i for _, u_i, _ in EXAMPLES], "second input of example {}")
    c.givens(
        "y_{}", [y_i for _, _, y_i in EXAMPLES], "label of example {0}, z_{0} in the note's data"
    )
    c.givens("w_{}", [W_1, W_2], "weight of input {}")
    c.given("b", B, "bias")
    c.given("n", len(EXAMPLES), "number of examples")
    c.show_given()
    story.rounding()
    forward_and_cost(story, c)

    story.heading("Gradient with respect to w_1", 3)
    story.text(
        "First (25): `w_1` moves the pre-activation by `x_i` for each unit, and the pre-activation "
        "moves the output by its slope. With the slope from (10) that is (26). Each squared error "
        "changes by twice the error times that, (24), and the cost by the mean of these, (23). "
        "(27) has it in one formula, with the 2 in front of the sum."
    )
    slope = c.line("σ'(z_1)", sigmoid_slope, c.named("a_1"), cite="(10)")
    c.line("∂a_1/∂w_1 (25)", chain, slope, c.named("x_1"), cite="(25)")
    gradient_lines(c, "w_1", "x", ["(26)", "(24)", "before (27)", "(23)", "(27)"])
    two_readings(story, c)

    story.heading("Gradient with respect to w_2", 3)
    story.text("The same steps; `w_2` moves the pre-activation by `u_i` for each unit.")
    gradient_lines(c, "w_2", "u", ["(30)", "(29)", "before (31)", "(28)", "(31)"])

    story.heading("Gradient with respect to b", 3)
    story.text("The bias moves the pre-activation by 1 for each unit.")
    gradient_lines(c, "b", "", ["(34)", "(33)", "before (35)", "(32)", "(35)"])


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
