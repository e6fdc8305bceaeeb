"""Across the notes: the same step in the five notations, side by side.

Change the numbers below and run it again: python walkthroughs/comparison/five_notations.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem, trace
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Quantity as Q
from backprop_scalar.pages.page import Column
from backprop_scalar.pages.tables import given_table
from backprop_scalar.pages.trace import Trace
from backprop_scalar.problem import NOTES
from backprop_scalar.tracing.digits import as_given, significant

EXAMPLES = [([0.5, -0.8], [0.9]), ([-1.0, 0.6], [0.3])]  # x and y; the first one is shown alone
W_1 = [[0.4, -0.3], [0.7, 0.2]]  # row j holds the weights into hidden neuron j
B_1 = [0.1, -0.2]
W_2 = [0.6, -0.5]  # into the output
B_2 = 0.3
ETA = 0.5  # the learning rate η

# Input 2, hidden neuron 1 with its weight from input 2, the output.
SHOWN = [
    Q("a", 0, 1, i=0),
    Q("w", 1, 0, 1),
    Q("b", 1, 0),
    Q("z", 1, 0, i=0),
    Q("a", 1, 0, i=0),
    Q("w", 2, 0, 0),
    Q("z", 2, 0, i=0),
    Q("a", 2, 0, i=0),
    Q("y", None, 0, i=0),
    Q("C_x", i=0),
    Q("dC_da", 2, 0, i=0),
    Q("slope", 2, 0, i=0),
    Q("delta", 2, 0, i=0),
    Q("dC_da", 1, 0, i=0),
    Q("slope", 1, 0, i=0),
    Q("delta", 1, 0, i=0),
    Q("dw", 1, 0, 1),
    Q("db", 1, 0),
    Q("dw", 2, 0, 0),
    Q("db", 2, 0),
]


def traced(note: str, examples: int) -> Trace:
    """The step with a note's letters, cost and place of 1/n."""
    layers = [Layer(W_1, B_1, "sigmoid"), Layer([W_2], [B_2], "sigmoid")]
    cost = "squared_error" if note == "anomitroid" else "half_squared_error"
    return trace(Problem(Network(layers), EXAMPLES[:examples], cost, ETA, note=note))


def givens(story: Story, step: Trace) -> None:
    """The numbers of the network and its first example."""
    story.text("In Ko's letters, all that is given:")
    given_table(story.page, step.working)


def spelled(step: Trace, quantity: Q) -> str:
    """A quantity in the letters of the step's note."""
    return str(step.working.spelling.symbol(quantity))


def tell(story: Story) -> None:
    """One example, then both."""
    story.heading("One step in five notations", 1)
    one_example(story)
    batch(story)


def one_example(story: Story) -> None:
    """Every quantity on the way to one gradient, in the five spellings, and the values."""
    story.text(
        "Two inputs, two hidden neurons, one output, all sigmoid, so that one table serves all. "
        "(full_story has ReLU hidden neurons; step_by_step has a linear output, so there the slope "
        "is 1 and `δ_2` has none.) The table follows one example from input 2 through hidden "
        "neuron 1 to the output and back; a line is one quantity as each of the notes writes it. "
        "(step_by_step has `∇W_1` for short, too, where `∂ℒ/∂W_1` stands here.)"
    )
    steps = {note: traced(note, 1) for note in NOTES}
    givens(story, steps["ko"])
    story.text("And every quantity of the way:")
    story.table(
        [Column(note, "math") for note in NOTES],
        [[spelled(step, quantity) for step in steps.values()] for quantity in SHOWN],
    )
    story.text(
        "The letters hide three differences. full_story gives a weighted input the number of the "
        "layer before. step_by_step has the examples in rows, so its upper index is (example, "
        "neuron), and names the neuron a weight comes from first. And anomitroid has no 1/2 in "
        "its cost, so the cost and all its derivatives are twice as large there. The values hold "
        "for the four notes that have the 1/2, with these activations; those of anomitroid stand "
        "beside them."
    )
    values(story, steps["ko"], steps["anomitroid"])
    story.rounding()


def values(story: Story, with_half: Trace, without: Trace) -> None:
    """The values with the 1/2 in the cost and without."""
    rows = []
    for quantity in SHOWN:
        shown = as_given if quantity in with_half.working.givens else significant
        both = [step.working.values[quantity] for step in (with_half, without)]
        numbers = [shown(value, story.digits) for value in both]
        rows.append([spelled(with_half, quantity), *numbers, _quotient(both[1], both[0])])
    headings = ["with the 1/2", "anomitroid", "quotient"]
    story.table([Column("ko", "math"), *(Column(h, "number") for h in headings)], rows)


def batch(story: Story) -> None:
    """Both examples: δ where 1/n is inside and where it is not, and the gradient."""
    n = len(EXAMPLES)
    story.heading(f"A batch of {n}")
    story.text(
        f"With n = {n} examples the notes part ways once more. full_story, step_by_step and §4 of "
        f"anomitroid put the 1/n of the average into the error signal, and add up afterwards; ko, "
        f"thill and §5 and §6 of anomitroid leave it out, and average afterwards. So an error "
        f"signal of one kind is n times that of the other, and of anomitroid, for want of the 1/2, "
        f"twice as large again. Below is the error of the output for examples 1 and {n}, for "
        f"anomitroid as in §6. "
        + " ".join(
            f"Example {i} has the inputs {', '.join(f'{v:g}' for v in x)} and the target {y[0]}."
            for i, (x, y) in enumerate(EXAMPLES[1:], start=2)
        )
    )
    steps = {note: traced(note, n) for note in NOTES}
    first, last, gradient = Q("delta", 2, 0, i=0), Q("delta", 2, 0, i=n - 1), Q("dw", 1, 0, 1)
    errors, gradients = [], []
    for note, step in steps.items():
        cells = []
        for quantity in (first, last, gradient):
            value = significant(step.working.values[quantity], story.digits)
            cells += [spelled(step, quantity), value]
        cost = step.problem.cost
        difference = central_difference(step.problem.network, EXAMPLES, cost, 1, 0, 1)
        errors.append([note, *cells[:4]])
        gradients.append([note, *cells[4:], significant(difference, story.digits)])
    columns = [Column("note")]
    for heading in ("`δ`, example 1", f"`δ`, example {n}"):
        columns += [Column(heading, "math"), Column("value", "number")]
    story.table(columns, errors)
    story.text(
        "And the gradient of the batch for the weight from input 2 into hidden neuron 1. Wherever "
        "the 1/n went in, the gradient has it once, and the notes with the 1/2 agree in it; the "
        "one without has twice their number. Mixing two notes is what goes wrong: an error signal "
        "with 1/n inside, averaged again, is too small by a factor of n, and one without, only "
        "added up, too large."
    )
    columns = [Column("note"), Column("gradient", "math")]
    columns += [Column(heading, "number") for heading in ("value", "finite difference")]
    story.table(columns, gradients)


def _quotient(above: float, below: float) -> str:
    return f"{above / below:.6g}" if below else ""


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
