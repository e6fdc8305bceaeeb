"""The Full Story, section 6: a batch of observations.

Change the numbers below and run it again: python walkthroughs/full_story/batch.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Compared, Step, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.equations import bias_gradient, mean, summed_weight_gradient, total
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Quantity
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.formulas import right_to_left

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
    """The matrices, one observation line by line, the gradients, the rule for the bias."""
    story.heading("The Full Story, §6: a batch of observations", 1)
    story.text(
        f"{len(BATCH)} observations, also called examples, make one step together. `l` now means "
        "the average of their losses, which §3 calls `L`. Nothing new is computed for an "
        "observation; what is new is where the average is taken. The note's batch is any `B` "
        "observations; others keep the word for all there are and call a part of them a mini-batch."
    )
    step = story.step(problem())
    for phase in step.trace.plan:  # δ·h, as the note has it, for h·δ
        phase.lines[:] = [x._replace(equation=right_to_left(x.equation)) for x in phase.lines]
    step.given()
    story.rounding()
    forward_pass(story, step)
    backward_pass(story, step)
    gradients(story, step)
    average_of_gradients(story, step)
    bias_rule(story, step)


def columns(story: Story, step: Step, rows: dict[str, tuple[str | int, ...]]) -> None:
    """Quantities (kind, layer, neuron) as rows of matrices, a column for each observation."""
    working, table = step.trace.working, []
    for name, place in rows.items():
        entries = [working.shown(Quantity(*place, i=b)) for b in range(len(BATCH))]
        table.append([name, *entries])
    heads = [Column(f"observation {b}", "number") for b in range(1, len(BATCH) + 1)]
    story.table([Column("row", "math"), *heads], table)


def forward_pass(story: Story, step: Step) -> None:
    """Observation 1 line by line, all of them in matrices."""
    story.heading("The forward pass")
    story.text("Observation 1; in the tables the last index is the observation.")
    step.phase("forward")
    step.phase("cost")
    story.text(
        f"The matrices have a column for each observation: `X` has {len(BATCH)}, so `f^[0]`, "
        "`H^[1]` and `ŷ` have as many, each column worked out as the first. `W^[1]·X` has a column "
        "for each, to which the one column `b^[1]` cannot be added as matrices are; it is meant to "
        "be added to every column. §6 writes `σ^[1]` for the ReLU and `σ^[2]` for the sigmoid."
    )
    rows = {f"X_{j + 1}": ("a", 0, j) for j in range(len(BATCH[0][0]))}
    rows |= {f"f_{i + 1}^[0]": ("z", 1, i) for i in range(len(W_1))}
    rows |= {f"H_{i + 1}^[1]": ("a", 1, i) for i in range(len(W_1))}
    columns(story, step, rows | {"f^[1]": ("z", 2, 0), "ŷ": ("a", 2, 0), "l": ("C_x",)})
    story.text("The average of the last row is the loss of the batch:")
    step.phase("batch", kinds=["C"])


def backward_pass(story: Story, step: Step) -> None:
    """Observation 1 line by line, all of them in matrices."""
    story.heading("The backward pass")
    story.text(
        "The average is taken in the first derivative already: `∂l/∂ŷ_1` is 1/B times the "
        "derivative of that observation's own loss. Every error signal that comes from it has this "
        "1/B inside. Observation 1:"
    )
    step.phase("backward")
    story.text("All of them, each column worked out as the first:")
    rows = {"∂l/∂ŷ": ("dC_da", 2, 0), "∂ŷ/∂f^[1]": ("slope", 2, 0), "δ^[1]": ("delta", 2, 0)}
    rows |= {f"∂l/∂H_{i + 1}^[1]": ("dC_da", 1, i) for i in range(len(W_1))}
    columns(story, step, rows | {f"δ_{i + 1}^[0]": ("delta", 1, i) for i in range(len(W_1))})


def gradients(story: Story, step: Step) -> None:
    """The sums over the batch, and the update."""
    story.heading("The gradients")
    story.text(
        "The product of the row of error signals and the transpose of `H^[1]` adds up error signal "
        "times activation over the observations. That is the average already, for each summand "
        "holds its 1/B. The gradient of a bias is the sum of the error signals; §6 prints another "
        "rule, see the end of this page. For `W^[1]` and `b^[1]` it works as in line 7 of "
        "Algorithm 1, with `X` in the place of `x`."
    )
    step.phase("batch", kinds=["dw", "db"])
    story.check(problem())
    step.phase("update")
    story.text(step.outcome())


def average_of_gradients(story: Story, step: Step) -> None:
    """§6's sentence: the average of the observations' own gradients."""
    story.heading("The same as an average")
    story.text(
        "§6 says that the gradients are averaged across the batch. That is the same: without the "
        "1/B in `δ_b^[1]`, that is with `B·δ_b^[1]`, each observation has the gradient of its own "
        "loss, and `l` has their average. For `b^[2]`:"
    )
    c = story.calculation("full_story")
    B = c.taken(step, Quantity("n"))
    delta = [c.taken(step, Quantity("delta", 2, 0, i=b)) for b in range(len(BATCH))]
    terms = [
        c.line(f"∂l_{b}/∂b^[2]", lambda n, d: bias_gradient(n * d), B, d, cite="Alg. 1.4")
        for b, d in enumerate(delta, 1)
    ]
    c.line("∂l/∂b^[2]", mean, terms, B, cite="§6 average")
    c.show()


def bias_rule(story: Story, step: Step) -> None:
    """The printed rule for the bias in both readings, the right one, finite differences."""
    story.heading("The bias rule as §6 prints it")
    p, values, B = problem(), step.trace.working.values, len(BATCH)
    delta = [values[Quantity("delta", 2, 0, i=b)] for b in range(B)]
    h = [values[Quantity("a", 1, 0, i=b)] for b in range(B)]
    whole = [d * B for d in delta]
    by_b, by_w = (central_difference(p.network, p.examples, p.cost, 2, 0, k) for k in (None, 0))
    of_b, of_w = (total(delta), by_b), (summed_weight_gradient(delta, h), by_w)
    story.misprint(
        "full_story §6 ∂l/∂b",
        "`∂l/∂b^[2]` is printed as the sum of the error signals divided by B, but they hold 1/B "
        "already: the plain sum is right. (It also writes `δ^[2]`; the error signal that belongs "
        "to `b^[2]` is `δ^[1]`.) If `δ` is read without 1/B, the bias rule is right and the weight "
        "rule B times too large, so no reading makes both right.",
        Compared("∂l/∂b^[2]", mean(delta, B), *of_b),
        Compared("∂l/∂w_1^[2]", of_w[0], *of_w),
        Compared("∂l/∂b^[2], δ without 1/B", mean(whole, B), *of_b),
        Compared("∂l/∂w_1^[2], δ without 1/B", summed_weight_gradient(whole, h), *of_w),
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
