"""The Full Story, section 6: a batch of observations.

Change the numbers below and run it again: python walkthroughs/full_story/batch.py
"""

import sys
from collections.abc import Sequence

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.equations import mean, summed_weight_gradient, total
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Quantity
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Step, Story, walk

# A batch of observations ((x_1, x_2), y).
BATCH = [([0.5, 0.8], 0.4), ([0.2, 0.9], 0.8), ([0.9, 0.1], 0.3)]
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^[1]: row i holds w_i1 and w_i2, into neuron i
B_1 = [0.1, 0.05, -0.2]  # b^[1]
W_2 = [0.5, -0.4, 0.8]  # W^[2]: w_1, w_2, w_3, from neuron 1, 2, 3
B_2 = 0.1  # b^[2]
ETA = 0.1  # the learning rate η


def problem() -> Problem:
    """The network of section 1 and the batch."""
    if len(BATCH) < 2:
        raise ValueError("BATCH needs at least 2 observations")
    network = Network([Layer(W_1, B_1, "relu"), Layer([W_2], [B_2], "sigmoid")])
    examples = [(x, [y]) for x, y in BATCH]
    return Problem(network, examples, "half_squared_error", ETA, note="full_story")


def tell(story: Story) -> None:
    """The matrices, each observation, the gradients, and the two rules for the bias."""
    story.heading("The Full Story, §6: a batch of observations", 1)
    story.text(
        f"{len(BATCH)} observations make one step together. `l` now means the average of their "
        "losses. Nothing new is computed for an observation; what is new is where the average is "
        "taken. The note's batch is any `B` observations; others keep the word for all there are "
        "and call a part of them a mini-batch."
    )
    step = story.step(problem())
    step.given()
    story.rounding()
    matrices(story, step)
    observations(story, step)
    gradients(story, step)
    bias_rules(story, step)


def matrices(story: Story, step: Step) -> None:
    """X, H and ŷ, a column for each observation."""
    story.heading("The forward pass, a column for each observation")
    story.text(
        f"`X` holds the observations as its {len(BATCH)} columns, so `H^[1]` and `ŷ` have as many. "
        "`W^[1]·X` has a column for each, to which the one column `b^[1]` cannot be added as "
        "matrices are; it is meant to be added to every column. §6 writes `σ^[1]` for the ReLU and "
        "`σ^[2]` for the sigmoid."
    )
    values, B = step.trace.working.values, len(BATCH)
    rows: list[list[str]] = []
    for name, l, width in (("X_{}", 0, len(BATCH[0][0])), ("H_{}^[1]", 1, len(W_1)), ("ŷ", 2, 1)):
        for j in range(width):
            entries = [values[Quantity("a", l, j, i=b)] for b in range(B)]
            shown = [story.page.number(significant(v, story.digits)) for v in entries]
            rows.append([name.format(j + 1), *shown])
    heads = [Column(f"observation {b}", "number") for b in range(1, B + 1)]
    story.table([Column("row", "math"), *heads], rows)


def observations(story: Story, step: Step) -> None:
    """Forward and backward for each observation."""
    for b in range(len(BATCH)):
        story.heading(f"Observation {b + 1}")
        if not b:
            story.text("In the tables the last index of a quantity is the observation.")
        step.phase("forward", example=b)
        step.phase("cost", example=b)
        if not b:
            story.text(
                "The average is taken in the first derivative already: `∂l/∂ŷ_1` is 1/B times the "
                f"derivative of that observation's own loss, with B = {len(BATCH)}. Every error "
                "signal that comes from it has this 1/B inside."
            )
        step.phase("backward", example=b)
    story.text("All observations have their losses now, and `l` is the average of them.")
    step.phase("batch", kinds=["C"])


def gradients(story: Story, step: Step) -> None:
    """The sums over the batch."""
    story.heading("The gradients")
    story.text(
        "The product of the row of error signals and the transpose of `H^[1]` adds up error signal "
        "times activation over the observations. That is the average already, for each summand "
        "holds its 1/B. The gradient of a bias is the sum of the error signals. §6 has "
        "rules for the output layer only; for the rest it works as with one observation, that is, "
        "by line 7 of Algorithm 1 with `X` in the place of `x`."
    )
    step.phase("batch", kinds=["dw", "db"])
    story.check(problem())
    step.phase("update")
    story.text(step.outcome())


def bias_rules(story: Story, step: Step) -> None:
    """The printed rule for the bias, the right one, and what finite differences say."""
    story.heading("The bias rule as §6 prints it")
    story.text(
        "§6 gives for `∂l/∂b^[2]` the sum of the error signals divided by B. That divides by B for "
        "the second time. It also writes `δ^[2]`, which this network does not have: the error "
        "signal that belongs to `b^[2]` is `δ^[1]`. Below, `δ_1^[1]`, `δ_2^[1]`, … are the error "
        "signals from above and `d_1`, `d_2`, … the same without their 1/B, the gradients of the "
        "observations' own losses by `b^[2]`; `p` is what the printed rule gives with 1/B inside, "
        "`q` without. So `q` is the average of gradients with which §6 begins. Compare with the "
        "finite differences of `l`."
    )
    c, B = story.calculation("full_story"), len(BATCH)
    n = c.given("B", B, "number of observations")
    values = step.trace.working.values
    delta, h = [], []
    for b in range(B):
        of_b = f"of observation {b + 1}"
        error, active = Quantity("delta", 2, 0, i=b), Quantity("a", 1, 0, i=b)
        name = f"δ_{b + 1}^[1]"
        delta.append(c.given(name, values[error], f"error signal of the output {of_b}"))
        h.append(c.given(f"H_1{b + 1}^[1]", values[active], f"activation of neuron 1 {of_b}"))
    c.show_given()
    whole = [c.line(f"d_{b}", lambda d, n: d * n, d_b, n) for b, d_b in enumerate(delta, 1)]
    right = c.line("∂l/∂b^[2]", total, delta, cite="cf. §6")
    inside = c.line("p", mean, delta, n, cite="§6")
    outside = c.line("q", mean, whole, n, cite="§6")
    c.show()
    biases = (c.number(right), c.number(inside), c.number(outside))
    both_readings(story, biases, *([c.number(q) for q in some] for some in (h, delta, whole)))


def both_readings(
    story: Story,
    biases: tuple[float, float, float],
    h: list[float],
    delta: list[float],
    whole: list[float],
) -> None:
    """The rules for b^[2] and w_1^[2], with 1/B in the error signal and without."""
    p, B = problem(), len(BATCH)
    right, inside, outside = biases

    def row(words: str, bias: float, weight: float) -> Sequence[str]:
        numbers = (story.page.number(significant(v, story.digits)) for v in (bias, weight))
        return [words, *numbers]

    story.table(
        [Column("rule"), Column("`∂l/∂b^[2]`", "number"), Column("`∂l/∂w_1^[2]`", "number")],
        [
            row(
                "finite difference",
                central_difference(p.network, p.examples, p.cost, 2, 0),
                central_difference(p.network, p.examples, p.cost, 2, 0, 0),
            ),
            row("right: plain sums of δ", right, summed_weight_gradient(h, delta)),
            row("printed, 1/B inside δ", inside, summed_weight_gradient(h, delta)),
            row("printed, no 1/B inside (d)", outside, summed_weight_gradient(h, whole)),
        ],
    )
    story.text(
        f"With the 1/B inside, the printed bias gradient is B = {B} times too small and the "
        f"weight gradient is right. Without it, the bias gradient is right and the weight gradient "
        f"B times too large. No reading makes both rules right, so the 1/B must go from the bias "
        f"rule."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
