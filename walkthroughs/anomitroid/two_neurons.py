"""anomitroid, section 4: two sigmoid neurons in a row.

Change the numbers below and run it again: python walkthroughs/anomitroid/two_neurons.py
"""

import sys

from backprop_scalar import Layer, Network, Problem, forward
from backprop_scalar.activations import sigmoid_slope
from backprop_scalar.costs import squared_error_slope
from backprop_scalar.equations import chain, error_signal, passed_back, share
from backprop_scalar.notes.quantities import Named
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.walkthrough import Step, Story, walk

EXAMPLES = [(0.5, 0.2), (1.5, 0.9), (-1.0, 0.4)]  # (x_i, y_i), two pairs or more
W_1, B_1 = 0.8, -0.3  # w^(1), b^(1) of the hidden neuron
W_2, B_2 = 1.2, 0.1  # w^(2), b^(2) of the output neuron
ETA = 0.25  # the learning rate η


def problem() -> Problem:
    """The network of §4.1 and the cost (40)."""
    network = Network([Layer([[W_1]], [B_1], "sigmoid"), Layer([[W_2]], [B_2], "sigmoid")])
    return Problem(
        network, [([x], [y]) for x, y in EXAMPLES], "squared_error", ETA, note="anomitroid"
    )


def output_slope(a: float, y: float, n: float) -> float:
    """∂C/∂a_i^(2) = 2 (a_i^(2) - y_i) / n."""
    return share(squared_error_slope(a, y), n)


def output_error(a: float, y: float, n: float) -> float:
    """δ_i^(2), both factors written out; the slope of a sigmoid needs only a."""
    return chain(output_slope(a, y, n), sigmoid_slope(a))


class Errors:
    """The error terms of all examples as lines, from what the forward pass has left behind."""

    def __init__(self, story: Story) -> None:
        self.c = c = story.calculation("anomitroid")
        passes = [forward(problem().network, [x]) for x, _ in EXAMPLES]
        self.x_1 = c.given("x_1", EXAMPLES[0][0])
        self.a1 = [c.given(f"a_{i}^(1)", p.a[1][0]) for i, p in enumerate(passes, start=1)]
        self.a2 = [c.given(f"a_{i}^(2)", p.a[2][0]) for i, p in enumerate(passes, start=1)]
        self.y = [c.given(f"y_{i}", y) for i, (_, y) in enumerate(EXAMPLES, start=1)]
        self.w2, self.n = c.given("w^(2)", W_2), c.given("n", len(EXAMPLES))

    def output(self) -> list[tuple[Named, Named, Named]]:
        """Steps 1 to 3 of §4.5; both factors and δ_i^(2) of every example."""
        found = []
        for i, (a, y) in enumerate(zip(self.a2, self.y), start=1):
            dC_da = self.c.line(f"∂C/∂a_{i}^(2)", output_slope, a, y, self.n, cite="§4.5 step 1")
            da_dz = line_of_slope(self.c, i, 2, a)
            self.c.line(f"∂C/∂z_{i}^(2)", chain, dC_da, da_dz, cite="§4.5 step 3, (41)")
            delta = self.c.line(f"δ_{i}^(2)", output_error, a, y, self.n, cite="(42), (43)")
            found.append((dC_da, da_dz, delta))
        self.c.show()
        return found

    def hidden(self, found: list[tuple[Named, Named, Named]]) -> None:
        """Steps 5 to 7 for every example, from what steps 1 to 3 have found."""
        for i, (a, (dC_da, da_dz2, delta)) in enumerate(zip(self.a1, found), start=1):
            dz_da = self.c.line(f"∂z_{i}^(2)/∂a_{i}^(1)", chain, self.w2, cite="§4.5 step 5")
            da_dz1 = line_of_slope(self.c, i, 1, a)
            path = (dC_da, da_dz2, dz_da, da_dz1)
            self.c.line(f"∂C/∂z_{i}^(1)", chain, *path, cite="§4.5 step 7, (44)")
            bracket = self.c.line(f"∂C/∂a_{i}^(1)", passed_back, [self.w2], [delta], cite="(45)")
            self.c.line(f"δ_{i}^(1)", error_signal, bracket, da_dz1, cite="(45)")
        self.c.show()

    def parameters(self, l: int) -> None:
        """How z_1^(l) moves with its weight and its bias: step 4 for layer 2, 8 for layer 1."""
        cite, into = ("§4.5 step 4", self.a1[0]) if l == 2 else ("§4.5 step 8", self.x_1)
        self.c.line(f"∂z_1^({l})/∂w^({l})", chain, into, cite=cite)
        self.c.line(f"∂z_1^({l})/∂b^({l})", chain, 1, cite=cite)
        self.c.show()


def line_of_slope(c: Calculation, i: int, l: int, a: Named) -> Named:
    """∂a_i^(l)/∂z_i^(l), step 2 of §4.5 for the output neuron and step 6 for the hidden one."""
    cite = "§4.5 step 2" if l == 2 else "§4.5 step 6"
    return c.line(f"∂a_{i}^({l})/∂z_{i}^({l})", sigmoid_slope, a, cite=cite)


def tell(story: Story) -> None:
    """Sections 4.1 to 4.5; §4.3 and §4.4 in the order of the eight steps of §4.5."""
    if len(EXAMPLES) < 2:
        raise ValueError("EXAMPLES at the top needs two pairs or more: the cost is their mean")
    step, errors = story.step(problem()), Errors(story)
    tell_forward(story, step)
    found = tell_output(story, step, errors)
    tell_hidden(story, step, errors, found)
    story.check(problem())
    story.text("§4 stops at the gradients. The update of §6.4, with these four, would be:")
    step.phase("update")
    story.text(step.outcome())
    story.text(
        "Mind the letter when reading on: in §5 and §6 of the note, `δ` is the derivative of one "
        "example's loss and not of `C`. It has no `1/n` there, and the gradients are means and "
        "not sums. The `δ` of one section with the gradient of the other is wrong by a factor of "
        "n; walkthroughs/anomitroid/chain.py shows it in numbers."
    )


def tell_output(story: Story, step: Step, errors: Errors) -> list[tuple[Named, Named, Named]]:
    """Steps 1 to 4; what the hidden neuron takes from them."""
    n = len(EXAMPLES)
    story.heading("§4.3 to §4.5 Output neuron: steps 1 to 4")
    story.text(
        "Steps 1 to 3: how does the cost change with the output, how does the output change "
        "with `z_i^(2)`? The product of the two is `∂C/∂z_i^(2)`, and `δ_i^(2)` is the short name "
        "of that derivative. The lines of `δ` write both factors out, as (42) and (43) do. `C` is "
        f"the cost of all examples, so its derivative has the factor `2/n`. Many programs leave "
        f"it out, says the note: with `2η/n`, here {2 * ETA / n:.3g}, in the place of η they take "
        f"the same step."
    )
    found = errors.output()
    story.text(
        "Step 4: `w^(2)` moves `z_i^(2)` by `a_i^(1)` and `b^(2)` moves it by 1. In the first "
        "example:"
    )
    errors.parameters(2)
    story.text(
        f"They do so in every example, so the gradients are sums over the examples: plain sums, "
        f"for `δ` is divided by n already. Before (46) the note says that δ includes a factor "
        f"`1/n`; by (43) it is `2/n`, here {2 / n:.3g}, and with that (46) is the derivative of "
        f"(40)."
    )
    step.phase("batch", layer=2)
    return found


def tell_hidden(
    story: Story, step: Step, errors: Errors, found: list[tuple[Named, Named, Named]]
) -> None:
    """Steps 5 to 8."""
    story.heading("§4.3 to §4.5 Hidden neuron: steps 5 to 8")
    story.text(
        "Steps 5 to 7: the path from `z_i^(1)` to the cost has two more factors. (44) multiplies "
        "all four. (45) puts the first three into one bracket, and that bracket is "
        "`w^(2)·δ_i^(2)`: with `δ_i^(2)` kept from before, two products are left to do."
    )
    errors.hidden(found)
    story.text("Step 8: as step 4, with the input in the place of `a_i^(1)`.")
    errors.parameters(1)
    step.phase("batch", layer=1)


def tell_forward(story: Story, step: Step) -> None:
    """Sections 4.1 and 4.2."""
    story.heading("anomitroid, §4: one input, two neurons", 1)
    story.text(
        "One input goes into a hidden sigmoid neuron, its activation into an output neuron. "
        "Superscripts in brackets count the layers, subscripts the examples."
    )
    step.given()
    story.rounding()
    story.heading("§4.1 Forward pass")
    story.text(
        "Every example passes through the same two weights and two biases. The tables write the "
        "weight first and `δ` last; (36), (38), (46) and (48) have these two factors the other "
        "way round, and the note turns those of (36) and (38) round itself from §5.2 on."
    )
    for i in range(len(EXAMPLES)):
        step.phase("forward", example=i)
    story.heading("§4.2 Cost")
    story.text(
        "(40) is the mean of the squared errors, called `C_i` here. It has no factor 1/2, so a 2 "
        "stays in every derivative below."
    )
    for i in range(len(EXAMPLES)):
        step.phase("cost", example=i)
    step.phase("batch", kinds=["C"])


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
