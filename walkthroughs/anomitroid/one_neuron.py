"""anomitroid, section 2: one neuron with one input, σ' derived step by step, both gradients.

Change the numbers below and run it again: python walkthroughs/anomitroid/one_neuron.py
"""

import sys
from typing import NamedTuple

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.equations import chain, mean, weighted_input
from backprop_scalar.functions import exp
from backprop_scalar.notes.quantities import Named
from backprop_scalar.topics.one_neuron import (
    gradient,
    mean_squared_error,
    output_derivative,
    term_derivative,
)
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.walkthrough import Story, walk

EXAMPLES = [(0.5, 0.9), (-1.5, 0.3), (2.0, 0.4)]  # (x_i, y_i): input and true label
W = 0.8  # w
B = -0.3  # b


class Data(NamedTuple):
    """The quantities of §2.1.3, those of the examples in lists."""

    x: list[Named]
    y: list[Named]
    w: Named
    b: Named
    n: Named
    z: list[Named]
    a: list[Named]
    C: Named


def sigmoid_derived(story: Story) -> None:
    """Sections 2.1.1 and 2.1.2, with the first example's input."""
    c = story.calculation("anomitroid")
    x = c.given("x", EXAMPLES[0][0], "the input, of the first example below")
    w, b = c.given("w", W, "weight"), c.given("b", B, "bias")
    story.heading("§2.1.1 Forward pass")
    story.text(
        "A neuron weighs its input, adds its bias and sends the sum `z` through the sigmoid. "
        "These are its numbers."
    )
    c.show_given()
    story.rounding()
    z = c.line("z", weighted_input, [x], [w], b, cite="(7)")
    a = c.line("a", sigmoid, z, cite="(7), (8)")
    c.show()

    story.heading("§2.1.2 Sigmoid activation and its derivative")
    story.text(
        "How fast does `a = σ(z)` change with `z`? The note calls the quotient in (8) `h(z)` and "
        "reads it as the power −1 of `1 + e^(−z)`. The outer derivative is then −1 divided by the "
        "square of `1 + e^(−z)`, the inner one is `−e^(−z)`. In their product the two minus signs "
        "cancel, and that is (9)."
    )
    inner = c.line("d/dz[1+e^(−z)]", lambda z: -exp(-z), z, cite="§2.1.2")
    c.line("dh/dz", lambda z, inner: -1 / (1 + exp(-z)) ** 2 * inner, z, inner, cite="§2.1.2")
    slope = c.line("σ'(z)", lambda z: exp(-z) / (1 + exp(-z)) ** 2, z, cite="(9)")
    c.show()
    story.text(
        "(9) is the product of two known factors, `σ(z)` and `1 − σ(z)`. So (10) needs no power "
        "of e: the output `a` alone gives the slope. Where a quantity is written a second way, "
        "the number of the equation stands behind its name."
    )
    c.line("1 − σ(z)", lambda z: exp(-z) / (1 + exp(-z)), z, cite="§2.1.2")
    c.line(
        "σ(z)·(1 − σ(z))",
        lambda z: chain(sigmoid(z), exp(-z) / (1 + exp(-z))),
        z,
        cite="§2.1.2",
    )
    by_output = c.line("σ'(z) (10)", sigmoid_slope, a, cite="(10)")
    c.show()
    story.text("Nudging `z` a little up and down gives the same slope of `a`.")
    c.check(a, (slope, z), (by_output, z))


def dataset(story: Story, c: Calculation) -> Data:
    """(11): the outputs for all examples and the cost."""
    pairs = list(enumerate(EXAMPLES, 1))
    x = [c.given(f"x_{i}", x_i, f"input of example {i}") for i, (x_i, _) in pairs]
    y = [c.given(f"y_{i}", y_i, f"true label of example {i}") for i, (_, y_i) in pairs]
    w, b = c.given("w", W, "weight"), c.given("b", B, "bias")
    n = c.given("n", len(EXAMPLES), "number of examples")
    story.heading("§2.1.3 Cost function and gradients")
    story.text("Now every example goes through the same neuron.")
    c.show_given()
    z = [c.line(f"z_{i}", weighted_input, [x[i - 1]], [w], b, cite="(7)") for i, _ in pairs]
    a = [c.line(f"a_{i}", sigmoid, z[i - 1], cite="(7), (8)") for i, _ in pairs]
    C = c.line("C", mean_squared_error, a, y, n, cite="(11)")
    c.show()
    return Data(x, y, w, b, n, z, a, C)


def gradient_of_w(story: Story, c: Calculation, data: Data) -> None:
    """(12) to (17)."""
    x, y, w, _, n, _, a, C = data
    story.heading("Gradient with respect to w", 3)
    story.text(
        "By (12), `∂C/∂w` is the mean of the derivatives of the squared errors. That of the first "
        "example, factor by factor: `w` moves `z_1` by `x_1` for each unit and `z_1` moves `a_1` "
        "by `σ'(z_1)`, which is (14), or (15) with the slope from (10). `a_1` moves the squared "
        "error by `2·(a_1 − y_1)`, which is (13), or (16) with (15) put in."
    )
    slope = c.line("σ'(z_1)", sigmoid_slope, a[0], cite="(10)")
    da = c.line("∂a_1/∂w", chain, slope, x[0], cite="(14)")
    c.line("∂a_1/∂w (15)", output_derivative, a[0], x[0], cite="(15)")
    c.line("∂(a_1−y_1)²/∂w (13)", term_derivative, a[0], y[0], da, cite="(13)")
    terms = [
        c.line(
            f"∂(a_{i}−y_{i})²/∂w",
            lambda a, y, x: term_derivative(a, y, output_derivative(a, x)),
            *operands,
            cite="(16)",
        )
        for i, operands in enumerate(zip(a, y, x), 1)
    ]
    c.show()
    story.text(
        "The other examples went straight to (16). What is left is the mean; (17) "
        "writes it out with the 2 in front of the sum."
    )
    mean_of_terms = c.line("∂C/∂w", mean, terms, n, cite="(12)")
    in_full = c.line("∂C/∂w (17)", gradient, a, y, [[x_i] for x_i in x], n, cite="(17)")
    c.show()
    c.check(C, (mean_of_terms, w), (in_full, w))


def gradient_of_b(story: Story, c: Calculation, data: Data) -> None:
    """(18) to (20)."""
    _, y, _, b, n, _, a, C = data
    story.heading("Gradient with respect to b", 3)
    story.text(
        "The same steps lead to the gradient of the bias. The only difference is that it moves "
        "`z_i` by 1 for each unit, where `w` moves it by `x_i`."
    )
    numbered = list(enumerate(zip(a, y), 1))
    slopes = [
        c.line(f"∂a_{i}/∂b", output_derivative, a_i, 1, cite="(19)") for i, (a_i, _) in numbered
    ]
    terms = [
        c.line(f"∂(a_{i}−y_{i})²/∂b", term_derivative, a_i, y_i, slopes[i - 1], cite="(18)")
        for i, (a_i, y_i) in numbered
    ]
    mean_of_terms = c.line("∂C/∂b", mean, terms, n, cite="§2.1.3")
    in_full = c.line("∂C/∂b (20)", gradient, a, y, [[] for _ in a], n, cite="(20)")
    c.show()
    c.check(C, (mean_of_terms, b), (in_full, b))


def tell(story: Story) -> None:
    """Section 2, in the order of the note."""
    story.heading("anomitroid, §2: one neuron with one input", 1)
    sigmoid_derived(story)
    c = story.calculation("anomitroid")
    data = dataset(story, c)
    gradient_of_w(story, c, data)
    gradient_of_b(story, c, data)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
