"""anomitroid, section 2: one neuron with one input, σ' derived step by step, both gradients.

Change the numbers below and run it again: python walkthroughs/anomitroid/one_neuron.py
"""

import sys

try:
    from backprop_scalar.walkthrough import PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.equations import chain, mean, weighted_input
from backprop_scalar.notes.quantities import Named
from backprop_scalar.topics.formulas import (
    as_power,
    chain_rule,
    complement,
    gradient_of_errors,
    inner_slope,
    mean_squared_error,
    neuron_output,
    product,
    sigmoid_slope_of_z,
)

EXAMPLES = [(0.5, 0.2), (1.5, 0.9), (-1.0, 0.8)]  # (x_i, y_i): input and true label
W = 0.8  # w
B = -0.3  # b


def each(c: PrintedCalculation, spelled: str) -> list[Named]:
    """The quantities of that name, i put in for {0}, of all examples."""
    return [c.named(spelled.format(i)) for i in range(1, len(EXAMPLES) + 1)]


def output_lines(c: PrintedCalculation, i: int) -> None:
    """z_i and a_i."""
    w, b = c.named("w"), c.named("b")
    z = c.line(f"z_{i}", weighted_input, [c.named(f"x_{i}")], [w], b, cite="(7)")
    c.line(f"a_{i}", sigmoid, z, cite="(7), (8)")


def slope_of_sigmoid(story: Story, c: PrintedCalculation) -> None:
    """Section 2.1.2 for example 1: σ'(z_1) by (9), and by (10)."""
    z, a = c.named("z_1"), c.named("a_1")
    story.heading("§2.1.2 Sigmoid activation and its derivative")
    story.text(
        "How fast does `a = σ(z)` change with z? The note reads the quotient in (8) as a power, "
        "`h(z)`. The outer derivative is −1 times the power −2 of `1 + e^(−z)`, the inner one "
        "`−e^(−z)`. In their product the two minus signs cancel: (9)."
    )
    c.line("h(z_1)", as_power, z, cite="§2.1.2 h")
    inner = c.line("d(1+e^(−z_1))/dz_1", inner_slope, z, cite="before (9)")
    c.line("dh/dz_1", chain_rule, z, inner, cite="§2.1.2 dh/dz")
    c.show()
    in_powers = c.line("σ'(z_1)", sigmoid_slope_of_z, z, cite="(9)")
    c.show()
    story.text(
        "(9) is the product of two known factors, `σ(z)` and `1 − σ(z)`. So (10) needs no power of "
        "e: the output a alone gives the slope, and from here on it is written `a·(1 − a)`."
    )
    c.line("1 − σ(z_1)", complement, z, cite="after (9)")
    c.line("σ(z_1)·(1 − σ(z_1))", product, z, cite="before (10)")
    of_output = c.line("a_1·(1 − a_1)", sigmoid_slope, a, cite="(10)")
    c.show()
    c.check(a, (in_powers, z), (of_output, z))


def gradient_of_w(story: Story, c: PrintedCalculation) -> None:
    """(12) to (17)."""
    x, w, n, C = each(c, "x_{}"), c.named("w"), c.named("n"), c.named("C")
    e, slopes = each(c, "a_{0} − y_{0}"), each(c, "a_{0}·(1 − a_{0})")
    story.heading("Gradient with respect to w", 3)
    story.text(
        "By (12), `∂C/∂w` is the mean of the derivatives of the squared errors. For example 1, "
        "factor by factor: w moves `z_1` by `x_1` for each unit and `z_1` moves `a_1` by its "
        "slope, which is (14), or (15) with the slope from (10). The label is a constant, so "
        "`a_1 − y_1` changes as `a_1` does, and its square by `2·(a_1 − y_1)` times that: (13)."
    )
    c.line("∂a_1/∂w (14)", chain, c.named("σ'(z_1)"), x[0], cite="(14)")
    da = c.line("∂a_1/∂w", chain, slopes[0], x[0], cite="(15)")
    of_error = c.line("∂(a_1−y_1)/∂w", chain, da, cite="before (13)")
    c.line("∂(a_1−y_1)²/∂w, summand", chain, 2, e[0], of_error, cite="after (12)")
    c.line("∂(a_1−y_1)²/∂w (13)", chain, 2, e[0], da, cite="(13)")
    c.show()
    story.text("(16) is (13) with (15) put in, here for every example; (12) is the mean.")
    terms = [
        c.line(f"∂(a_{i}−y_{i})²/∂w", chain, 2, e_i, slope, x_i, cite="(16)")
        for i, (e_i, slope, x_i) in enumerate(zip(e, slopes, x), 1)
    ]
    by_mean = c.line("∂C/∂w (12)", mean, terms, n, cite="(12)")
    c.show()
    story.text("(17) has the same in one formula, the 2 in front of the sum:")
    in_full = c.line("∂C/∂w", gradient_of_errors, e, slopes, [[x_i] for x_i in x], n, cite="(17)")
    c.show()
    c.check(C, (by_mean, w), (in_full, w))


def gradient_of_b(story: Story, c: PrintedCalculation) -> None:
    """(18) to (20)."""
    b, n, C = c.named("b"), c.named("n"), c.named("C")
    e, slopes = each(c, "a_{0} − y_{0}"), each(c, "a_{0}·(1 − a_{0})")
    story.heading("Gradient with respect to b", 3)
    story.text(
        "The same steps lead to the gradient of the bias. The only difference is that b moves "
        "`z_i` by 1 for each unit, where w moves it by `x_i`: (19)."
    )
    da = [c.line(f"∂a_{i}/∂b", chain, slope, 1, cite="(19)") for i, slope in enumerate(slopes, 1)]
    of_error = c.line("∂(a_1−y_1)/∂b", chain, da[0], cite="before (19)")
    c.line("∂(a_1−y_1)²/∂b (18)", chain, 2, e[0], of_error, cite="(18)")
    terms = [
        c.line(f"∂(a_{i}−y_{i})²/∂b", chain, 2, e_i, slope, cite="before (20)")
        for i, (e_i, slope) in enumerate(zip(e, slopes), 1)
    ]
    by_mean = c.line("∂C/∂b, mean", mean, terms, n, cite="before (18)")
    c.show()
    in_full = c.line("∂C/∂b", gradient_of_errors, e, slopes, [[] for _ in e], n, cite="(20)")
    c.show()
    c.check(C, (by_mean, b), (in_full, b))


def tell(story: Story) -> None:
    """Section 2, in the order of the note."""
    c = story.calculation("anomitroid")
    x = c.givens("x_{}", [x_i for x_i, _ in EXAMPLES], "input of example {}")
    y = c.givens("y_{}", [y_i for _, y_i in EXAMPLES], "true label of example {}")
    w, b = c.given("w", W, "weight"), c.given("b", B, "bias")
    n = c.given("n", len(EXAMPLES), "number of examples")
    story.heading("anomitroid, §2: one neuron with one input", 1)
    story.text(
        "Examples, weight and bias are those of §1. Where a quantity is written in several ways, "
        "the number of the equation stands after its name."
    )
    c.show_given()
    story.rounding()
    story.heading("§2.1.1 Forward pass")
    story.text(
        "A neuron multiplies its input by its weight, adds its bias and sends the sum, the "
        "pre-activation z, through the sigmoid `σ`. Example 1, in two steps and in one:"
    )
    output_lines(c, 1)
    c.line("a_1 in one step", neuron_output, x[:1], [w], b, cite="after (7)")
    c.show()
    slope_of_sigmoid(story, c)

    story.heading("§2.1.3 Cost function and gradients")
    story.text("The other examples go through the same neuron; (11) is the cost of all.")
    others = range(2, len(EXAMPLES) + 1)
    for i in others:
        output_lines(c, i)
    a = each(c, "a_{}")
    c.line("C", mean_squared_error, a, y, n, cite="(11)")
    c.show()
    story.text("The factors that the gradients are made of, prediction errors and slopes:")
    for i, (a_i, y_i) in enumerate(zip(a, y), 1):
        c.line(f"a_{i} − y_{i}", lambda a, y: a - y, a_i, y_i)
    for i in others:
        c.line(f"a_{i}·(1 − a_{i})", sigmoid_slope, a[i - 1], cite="(10)")
    c.show()
    gradient_of_w(story, c)
    gradient_of_b(story, c)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
