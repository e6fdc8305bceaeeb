"""anomitroid, section 4: two sigmoid neurons in a row.

Change the numbers below and run it again: python walkthroughs/anomitroid/two_neurons.py
"""

import sys

try:
    from backprop_scalar.walkthrough import PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.equations import (
    chain,
    error_signal,
    summed_weight_gradient,
    total,
    weighted_input,
)
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.formulas import (
    hidden_in_full,
    mean_squared_error,
    neuron_output,
    output_slope,
    shared_error,
)

EXAMPLES = [(0.5, 0.2), (1.5, 0.9), (-1.0, 0.8)]  # (x_i, y_i): input and target
W_1, B_1 = 0.8, -0.3  # w^(1), b^(1) of the hidden neuron
W_2, B_2 = 1.2, 0.1  # w^(2), b^(2) of the output neuron
ETA = 0.25  # the learning rate η
NUMBERS = range(1, len(EXAMPLES) + 1)  # i


def each(c: PrintedCalculation, spelled: str) -> list[Named]:
    """The quantities of that name, i put in for {}, of all examples."""
    return [c.named(spelled.format(i)) for i in NUMBERS]


def tell(story: Story) -> None:
    """Section 4; §4.3 and §4.4 in the order of the eight steps of §4.5."""
    c = story.calculation("anomitroid")
    c.givens("x_{}", [x_i for x_i, _ in EXAMPLES], "input of example {}")
    c.givens("y_{}", [y_i for _, y_i in EXAMPLES], "target of example {}")
    c.givens("w^({})", [W_1, W_2], "weight of layer {}")
    c.givens("b^({})", [B_1, B_2], "bias of layer {}")
    c.given("η", ETA, "learning rate")
    c.given("n", len(EXAMPLES), "number of examples")
    story.heading("anomitroid, §4: one input, two neurons", 1)
    story.text(
        "The neuron of §2 becomes a hidden neuron: its activation goes into an output neuron. "
        "Superscripts in brackets count the layers, subscripts the examples. In §4 the note writes "
        "the input before the weight, from §5.2 on the weight before the input."
    )
    c.show_given()
    story.rounding()
    forward_pass(story, c)
    output_neuron(story, c)
    absorbed(story, c)
    hidden_neuron(story, c)
    interpretation(story, c)


def forward_pass(story: Story, c: PrintedCalculation) -> None:
    """Sections 4.1 and 4.2."""
    story.heading("§4.1 Forward pass")
    inputs, layers = "x_{}", [("Hidden", "(36)", "(37)"), ("Output", "(38)", "(39)")]
    for l, (neuron, cite_z, cite_a) in enumerate(layers, 1):
        story.text(f"{neuron} neuron, example by example:")
        w, b = c.named(f"w^({l})"), c.named(f"b^({l})")
        for i, input_i in enumerate(each(c, inputs), 1):
            z = c.line(f"z_{i}^({l})", weighted_input, [input_i], [w], b, cite=cite_z)
            c.line(f"a_{i}^({l})", sigmoid, z, cite=cite_a)
        inputs = f"a_{{}}^({l})"
        c.show()
    story.text("The prediction `ŷ_1`, which is `a_1^(2)`, in one step from the hidden activation:")
    c.line("ŷ_1", neuron_output, each(c, "a_{}^(1)")[:1], [w], b, cite="§4.1")
    c.show()
    story.heading("§4.2 Cost")
    story.text("No factor 1/2 stands in (40), so a 2 stays in every derivative below.")
    c.line("C", mean_squared_error, each(c, "a_{}^(2)"), each(c, "y_{}"), c.named("n"), cite="(40)")
    c.show()


def output_neuron(story: Story, c: PrintedCalculation) -> None:
    """Steps 1 to 4: δ_i^(2) and the gradients of w^(2) and b^(2)."""
    C, n, a, y = c.named("C"), c.named("n"), each(c, "a_{}^(2)"), each(c, "y_{}")
    story.heading("§4.3 Output-layer error: steps 1 to 3 of §4.5")
    story.text(
        "How does the cost change with the output (step 1), how does the output change with "
        "`z_i^(2)` (step 2)? The product is `δ_i^(2)`, the derivative of C by `z_i^(2)` (step 3). "
        "(42) and (43) have both factors put in, as in the last line."
    )
    for i, (a_i, y_i) in enumerate(zip(a, y), 1):
        slope = c.line(f"∂C/∂a_{i}^(2)", output_slope, a_i, y_i, n, cite="§4.5 step 1")
        da_dz = c.line(f"∂a_{i}^(2)/∂z_{i}^(2)", sigmoid_slope, a_i, cite="§4.5 step 2")
        c.line(f"δ_{i}^(2)", error_signal, slope, da_dz, cite="(41)-(43)")
    c.line("δ_1^(2) (43)", shared_error, a[0], y[0], n, cite="(42), (43)")
    c.show()

    story.heading("§4.4.1 Output-layer parameters: step 4 of §4.5")
    story.text(
        "How `z_1^(2)` moves with its weight and its bias; so it does in every example. The "
        "gradients are plain sums over the examples, for `δ` has the 1/n of the mean in it already "
        "(the note's words before (46) are a factor of 1/n; the factor in (43) is 2/n)."
    )
    delta, into = each(c, "δ_{}^(2)"), each(c, "a_{}^(1)")
    c.line("∂z_1^(2)/∂w^(2)", chain, into[0], cite="§4.5 step 4")
    c.line("∂z_1^(2)/∂b^(2)", chain, 1, cite="§4.5 step 4")
    dw = c.line("∂C/∂w^(2)", summed_weight_gradient, delta, into, cite="(46)")
    db = c.line("∂C/∂b^(2)", total, delta, cite="(47)")
    c.show()
    story.text(
        "The finite differences follow the definitions: z, w or b is nudged, and what comes before "
        "it stays as it is."
    )
    w, b = c.named("w^(2)"), c.named("b^(2)")
    c.check(C, *zip(delta, each(c, "z_{}^(2)")), (dw, w), (db, b))


def absorbed(story: Story, c: PrintedCalculation) -> None:
    """2/n moved into the learning rate."""
    story.heading("§4.3 The factor 2/n in the learning rate")
    story.text(
        "Many programs leave 2/n out of `δ` and take `η'`, which is `2·η/n`, for `η`. For `b^(2)`, "
        "with G for its gradient without 2/n, the step is the same:"
    )
    errors = [
        c.line(f"a_{i}^(2) − y_{i}", lambda a, y: a - y, a_i, y_i)
        for i, a_i, y_i in zip(NUMBERS, each(c, "a_{}^(2)"), each(c, "y_{}"))
    ]
    G = c.line("G", summed_weight_gradient, errors, each(c, "∂a_{0}^(2)/∂z_{0}^(2)"))
    eta, n = c.named("η"), c.named("n")
    other = c.line("η'", lambda eta, n: 2 * eta / n, eta, n, cite="after (43)")
    c.line("η'·G", chain, other, G, cite="after (43)")
    c.line("η·∂C/∂b^(2)", chain, eta, c.named("∂C/∂b^(2)"))
    c.show()


def hidden_neuron(story: Story, c: PrintedCalculation) -> None:
    """Steps 5 to 8: δ_i^(1) and the gradients of w^(1) and b^(1)."""
    C, n, w2, a = c.named("C"), c.named("n"), c.named("w^(2)"), each(c, "a_{}^(1)")
    story.heading("§4.3 Hidden-layer error: steps 5 to 7 of §4.5")
    story.text(
        "The path from `z_i^(1)` to the cost has two more factors, those of steps 5 and 6. Step 7 "
        "multiplies all four, and (44) has them put in. For example 1:"
    )
    dz_da = c.line("∂z_1^(2)/∂a_1^(1)", chain, w2, cite="§4.5 step 5")
    da_dz = c.line("∂a_1^(1)/∂z_1^(1)", sigmoid_slope, a[0], cite="§4.5 step 6")
    path = c.named("∂C/∂a_1^(2)"), c.named("∂a_1^(2)/∂z_1^(2)"), dz_da, da_dz
    c.line("δ_1^(1) step 7", chain, *path, cite="§4.5 step 7")
    in_full = c.named("a_1^(2)"), c.named("y_1"), n, w2, a[0]
    c.line("δ_1^(1) (44)", hidden_in_full, *in_full, cite="(44)")
    c.show()
    story.text(
        "(45) puts the first three factors into one bracket, which is `δ_i^(2)·w^(2)`. With "
        "`δ_i^(2)` kept from before, two products are left to do for each example."
    )
    for i, (a_i, delta_i) in enumerate(zip(a, each(c, "δ_{}^(2)")), 1):
        if i > 1:
            da_dz = c.line(f"∂a_{i}^(1)/∂z_{i}^(1)", sigmoid_slope, a_i, cite="§4.5 step 6")
        bracket = c.line(f"∂C/∂a_{i}^(1)", chain, delta_i, w2, cite="(45)")
        c.line(f"δ_{i}^(1)", error_signal, bracket, da_dz, cite="(44), (45)")
    c.show()

    story.heading("§4.4.2 Hidden-layer parameters: step 8 of §4.5")
    story.text("As step 4, with the input in the place of `a_i^(1)`.")
    delta, into = each(c, "δ_{}^(1)"), each(c, "x_{}")
    c.line("∂z_1^(1)/∂w^(1)", chain, into[0], cite="§4.5 step 8")
    c.line("∂z_1^(1)/∂b^(1)", chain, 1, cite="§4.5 step 8")
    dw = c.line("∂C/∂w^(1)", summed_weight_gradient, delta, into, cite="(48)")
    db = c.line("∂C/∂b^(1)", total, delta, cite="(49)")
    c.show()
    c.check(C, *zip(delta, each(c, "z_{}^(1)")), (dw, c.named("w^(1)")), (db, c.named("b^(1)")))


def interpretation(story: Story, c: PrintedCalculation) -> None:
    """Section 4.6: which factor makes which δ large."""
    story.heading("§4.6 Interpretation of the error terms")
    story.text(
        "`δ_i^(2)` has three factors: the prediction error, the slope of the output and 2/n. It "
        "reaches the hidden neuron through `w^(2)` and the slope there. From left to right, for "
        "each example, the two slopes being `∂a_i^(2)/∂z_i^(2)` and `∂a_i^(1)/∂z_i^(1)`:"
    )
    names = ["a_{0}^(2) − y_{0}", "∂a_{0}^(2)/∂z_{0}^(2)", "δ_{}^(2)"]
    names += ["∂a_{0}^(1)/∂z_{0}^(1)", "δ_{}^(1)"]
    columns = [[story.number(c.number(q)) for q in each(c, name)] for name in names]
    columns.insert(2, [story.number(2 / len(EXAMPLES))] * len(EXAMPLES))
    columns.insert(4, [f"{W_2:g}"] * len(EXAMPLES))
    headings = ["`a_i^(2) − y_i`", "slope", "2/n", "`δ_i^(2)`", "`w^(2)`", "slope", "`δ_i^(1)`"]
    story.table(
        [Column(heading, "number") for heading in ["i", *headings]],
        [[str(i), *row] for i, row in zip(NUMBERS, zip(*columns))],
    )
    factors = c.named("a_1^(2) − y_1"), c.named("∂a_1^(2)/∂z_1^(2)")
    two_n = c.line("2/n", lambda n: 2 / n, c.named("n"), cite="§4.6")
    c.line("δ_1^(2) by factors", chain, *factors, two_n, cite="§4.6")
    c.show()
    story.text(
        "§4 stops at the gradients. This prints a whole training step of such a network, with the "
        "factors in the order of §5, weight before input:"
    )
    story.text(
        "``python -m backprop_scalar trace walkthroughs/problems/anomitroid_two_neurons.toml``"
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
