"""anomitroid, section 5: a chain of n sigmoid neurons, and what becomes of δ on the way back.

Change the numbers below and run it again: python walkthroughs/anomitroid/chain.py
"""

import sys

try:
    from backprop_scalar.walkthrough import PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, backprop
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import squared_error, squared_error_slope
from backprop_scalar.equations import (
    bias_gradient,
    chain,
    error_signal,
    mean,
    weighted_input,
)
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.formulas import output_error

EXAMPLES = [(0.5, 0.2), (1.5, 0.9)]  # (x_i, y_i): input and target
LAYERS = [(0.8, -0.3), (1.2, 0.1), (-0.7, 0.4)]  # (w^(ℓ), b^(ℓ)), from layer 1 to layer n

LENGTHS = [2, 4, 8, 16, 32]  # of the chains at the end
SAME_W, SAME_B = 1.0, 0.0  # the weight and the bias of every layer there

LAST, NUMBERS = len(LAYERS), range(1, len(EXAMPLES) + 1)  # n, and the numbers i of the examples


def tell(story: Story) -> None:
    """Sections 5.1 to 5.5, then a table that the note does not have."""
    c = story.calculation("anomitroid")
    c.givens("x_{}", [x_i for x_i, _ in EXAMPLES], "input of example {}")
    c.givens("y_{}", [y_i for _, y_i in EXAMPLES], "target of example {}")
    c.givens("w^({})", [w for w, _ in LAYERS], "weight of layer {}")
    c.givens("b^({})", [b for _, b in LAYERS], "bias of layer {}")
    c.given("N", len(EXAMPLES), "number of examples")
    story.heading("anomitroid, §5: one input, n layers", 1)
    story.text(
        f"The two layers of §4 become n: layer `ℓ` is one neuron with one weight `w^(ℓ)` and one "
        f"bias `b^(ℓ)`. n and `δ` change their meaning, N is new: n is now the number of layers, "
        f"here {LAST}, N that of the examples, and `δ_i^(ℓ)` the derivative of the loss `L_i` of "
        f"one example, not of C."
    )
    c.show_given()
    story.rounding()
    forward_pass(story, c)
    output_layer(story, c)
    hidden_layers(story, c)
    averages(story, c)
    two_deltas(story)
    vanishing(story)


def forward_pass(story: Story, c: PrintedCalculation) -> None:
    """Sections 5.2 and 5.3."""
    story.heading("§5.2 Forward pass")
    story.text("Each activation is the input of the next layer; `a^(0)` is another name of x.")
    for i in NUMBERS:
        story.text(f"Example {i}:")
        a = c.line(f"a_{i}^(0)", chain, c.named(f"x_{i}"), cite="§5.2 input")
        for l in range(1, LAST + 1):
            w, b = c.named(f"w^({l})"), c.named(f"b^({l})")
            z = c.line(f"z_{i}^({l})", weighted_input, [w], [a], b, cite="§5.2 z")
            a = c.line(f"a_{i}^({l})", sigmoid, z, cite="§5.2 a")
        prediction = c.line(f"ŷ_{i}", chain, a, cite="after (50)")
        c.line(f"L_{i}", squared_error, [prediction], [c.named(f"y_{i}")], cite="§5.2 L")
        c.show()
    story.heading("§5.3 Cost")
    c.line("C", mean, [c.named(f"L_{i}") for i in NUMBERS], c.named("N"), cite="(50)")
    c.show()


def gradient_lines(c: PrintedCalculation, i: int, l: int) -> None:
    """How z_i^(l) moves with its parameters, for example 1; the gradients of L_i by these."""
    delta, into = c.named(f"δ_{i}^({l})"), c.named(f"a_{i}^({l - 1})")
    local, dw, db = ("before (52)", "(52)", "(53)") if l == LAST else ("§5.5", "(55)", "(56)")
    if i == 1:
        c.line(f"∂z_{i}^({l})/∂w^({l})", chain, into, cite=local)
        c.line(f"∂z_{i}^({l})/∂b^({l})", chain, 1, cite=local)
    c.line(f"∂L_{i}/∂w^({l})", chain, delta, into, cite=dw)
    c.line(f"∂L_{i}/∂b^({l})", bias_gradient, delta, cite=db)
    c.show()


def output_layer(story: Story, c: PrintedCalculation) -> None:
    """Steps 1 and 2 of §5.4."""
    story.heading("§5.4 Steps 1 and 2: the output layer")
    story.text(
        "`δ^(n)` is the loss's derivative by the output times the slope: (51), for example 1 once "
        f"more in full. `z^({LAST})` moves with its weight by the activation that comes in and "
        "with its bias by 1, so (52) and (53) follow."
    )
    for i in NUMBERS:
        story.text(f"Example {i}:")
        a, y = c.named(f"a_{i}^({LAST})"), c.named(f"y_{i}")
        dL_da = c.line(f"∂L_{i}/∂a_{i}^({LAST})", squared_error_slope, a, y, cite="§5.4 step 1")
        slope = c.line(f"σ'(z_{i}^({LAST}))", sigmoid_slope, a, cite="(10)")
        c.line(f"δ_{i}^({LAST})", error_signal, dL_da, slope, cite="(51)")
        if i == 1:
            c.line(f"δ_1^({LAST}) in full", output_error, a, y, cite="(51)")
        gradient_lines(c, i, LAST)


def hidden_layers(story: Story, c: PrintedCalculation) -> None:
    """Steps 3 and 4 of §5.4, with the word of §5.5 for what comes back."""
    story.heading("§5.4 Steps 3 and 4: back through the hidden layers")
    story.text(
        "(54) takes `δ` back by one layer: it is multiplied by the weight it passes, by which "
        "`a^(ℓ)` moves `z^(ℓ+1)`, and by the slope there. In the words of §5.5, `w^(ℓ+1)·δ^(ℓ+1)` "
        "is how much layer `ℓ + 1` blames layer `ℓ`; it is `∂L/∂a^(ℓ)`. (The note speaks of the "
        "multivariate chain rule; in a chain there is only one path.) (55) and (56) give the "
        "gradients."
    )
    for l in range(LAST - 1, 0, -1):
        for i in NUMBERS:
            story.text(f"Layer {l}, example {i}:")
            w, after = c.named(f"w^({l + 1})"), c.named(f"δ_{i}^({l + 1})")
            if i == 1:
                c.line(f"∂z_1^({l + 1})/∂a_1^({l})", chain, w, cite="§5.4 step 3")
            blame = c.line(f"∂L_{i}/∂a_{i}^({l})", chain, w, after, cite="(54)")
            slope = c.line(f"σ'(z_{i}^({l}))", sigmoid_slope, c.named(f"a_{i}^({l})"), cite="(10)")
            c.line(f"δ_{i}^({l})", error_signal, blame, slope, cite="(54)")
            gradient_lines(c, i, l)
    story.text(
        "The finite differences follow the definition: `z_1^(ℓ)` is nudged, and what comes before "
        "it stays as it is."
    )
    pairs = ((c.named(f"δ_1^({l})"), c.named(f"z_1^({l})")) for l in range(LAST, 0, -1))
    c.check(c.named("L_1"), *pairs)


def averages(story: Story, c: PrintedCalculation) -> None:
    """Step 5 of §5.4."""
    story.heading("§5.4 Step 5: the mean over the examples")
    checked = []
    for theta in [c.named(f"{letter}^({l})") for l in range(1, LAST + 1) for letter in "wb"]:
        of_examples = [c.named(f"∂L_{i}/∂{theta.spelled}") for i in NUMBERS]
        gradient = c.line(
            f"∂C/∂{theta.spelled}", mean, of_examples, c.named("N"), cite="§5.4 step 5"
        )
        checked.append((gradient, theta))
    c.show()
    c.check(c.named("C"), *checked)
    story.text(
        f"§5.5 says what that takes: one forward and one backward sweep over the examples gave all "
        f"{2 * LAST} gradients. The central differences took two forward sweeps for each of them, "
        f"{4 * LAST} in all."
    )


def two_deltas(story: Story) -> None:
    """The δ of §4 and of §5 with the gradient formula of each."""
    story.heading("§4 and §5: the two meanings of δ")
    story.text(
        "One letter, two derivatives, each with its definition. In §4 `δ_i` is that of C and "
        "has 2/n in it, n being the examples there, and the gradients are sums; in §5 and §6 it is "
        "that of `L_i` and has only the 2, and they are means. They must not be mixed: the sum "
        "(46) over the `δ_i` of (51) is N times the derivative, the mean over those of (43) 1/N of "
        "it."
    )


def vanishing(story: Story) -> None:
    """Longer and longer chains with the same weight and bias in every layer."""
    bound, number = abs(SAME_W) / 4, story.number
    story.heading("An addition: δ in a long chain")
    story.text(
        "The note does not follow (54) to large n. Applied n − 1 times it says that `δ^(1)` is "
        "`δ^(n)` times one factor `w^(ℓ+1)·a^(ℓ)·(1 − a^(ℓ))` for every hidden layer. The slope of "
        f"a sigmoid is at most 1/4. Below, every layer has the weight {SAME_W:g} and the bias "
        f"{SAME_B:g}, so in absolute value no factor is larger than {bound:g} and `δ^(1)/δ^(n)` is "
        f"at most {bound:g} to the power `n − 1`; input and target are those of example 1."
    )
    (x, y), rows = EXAMPLES[0], []
    for n in LENGTHS:
        network = Network([Layer([[SAME_W]], [SAME_B], "sigmoid")] * n)
        delta = backprop(network, [x], [y], "squared_error").delta
        ratio = delta[1][0] / delta[n][0]
        rows.append([str(n), *map(number, (delta[n][0], delta[1][0], ratio, bound ** (n - 1)))])
    headings = ["n", "`δ^(n)`", "`δ^(1)`", "`δ^(1)/δ^(n)`", "at most"]
    story.table([Column(heading, "number") for heading in headings], rows)
    story.text(
        "Where the bound of each factor is below 1, the error shrinks at least geometrically with "
        "the number of layers, and the gradients of the first layer, `δ^(1)·x` and `δ^(1)`, with "
        "it: a step of gradient descent hardly moves the first layers of a long chain."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
