"""Backpropagation Step-by-Step: the whole page with numbers.

Change the numbers below and run it again: python walkthroughs/step_by_step/two_layer_network.py
"""

import sys
from collections.abc import Sequence

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.activations import sigmoid_slope
from backprop_scalar.costs import squared_error
from backprop_scalar.equations import chain, passed_back, total
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Named, Quantity
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import as_given, significant
from backprop_scalar.walkthrough import Step, Story, walk

X = [[0.5, -1.0], [1.0, 0.25], [-0.75, 0.5]]  # X, one example in each row
Y = [0.7, -0.2, 0.4]  # y, one target for each example
W_1 = [[0.3, 0.5, -0.6], [-0.2, 0.4, 0.1]]  # W_1: row k holds the weights that leave input k
B_1 = [0.1, -0.3, 0.2]  # b_1
W_2 = [0.7, -0.5, 0.2]  # W_2: entry k is the weight from hidden neuron k
B_2 = 0.05  # b_2
ETA = 0.1  # the learning rate η; the page has none


def problem() -> Problem:
    """The page's network. A `Layer` takes the weights INTO a neuron as a row, so W_1 is turned."""
    hidden = Layer([list(column) for column in zip(*W_1)], B_1, "sigmoid")
    network = Network([hidden, Layer([W_2], [B_2], "identity")])
    if len(X) != len(Y) or len(X) < 2:
        raise ValueError("X and Y need the same number of rows, at least 2")
    examples = [(x, [y]) for x, y in zip(X, Y)]
    return Problem(network, examples, "half_squared_error", ETA, note="step_by_step")


def tell(story: Story) -> None:
    """The page from top to bottom."""
    story.heading("Backpropagation Step-by-Step: the two-layer network", 1)
    step = story.step(problem())
    shapes(story)
    forward_pass(story, step)
    loss(story, step)
    backward_pass(story, step)
    gradients(story, step)
    hadamard(story, step)
    sum_over_rows(story, step)
    update(story, step)


def matrix(story: Story, name: str, rows: Sequence[Sequence[float]]) -> None:
    """A given matrix, row by row."""
    width = len(rows[0])
    story.table(
        [Column(f"`{name}`"), *(Column(f"column {j}", "number") for j in range(1, width + 1))],
        [
            [f"row {i}", *(story.page.number(as_given(v, story.digits)) for v in row)]
            for i, row in enumerate(rows, 1)
        ],
    )


def shapes(story: Story) -> None:
    """The given matrices and their orientation."""
    m, n, hidden = len(X), len(X[0]), len(W_1[0])
    story.heading("Two-Layer Network")
    story.text(
        f"`X` is ({m}, {n}): each of the m = {m} examples of the mini-batch is a row. `W_1` is "
        f"({n}, {hidden}), fan-in by fan-out: `W_1^(k,j)` leads from input `k` to hidden neuron "
        f"`j`. Notes that write `W·x` with `x` a column have the transposes of both."
    )
    matrix(story, "X", X)
    matrix(story, "y", [[y] for y in Y])
    matrix(story, "W_1", W_1)
    matrix(story, "b_1", [B_1])
    matrix(story, "W_2", [[w] for w in W_2])
    matrix(story, "b_2", [[B_2]])
    story.text("The superscript `(i,j)` below is row `i` and column `j` of a matrix.")
    story.rounding()


def forward_pass(story: Story, step: Step) -> None:
    """Z_1, A_1, Z_2, A_2 for every example."""
    story.heading("Forward Pass")
    story.text(
        f"`X·W_1` has {len(X)} rows and `b_1` has one; adding them means adding `b_1` to every "
        "row. A weighted sum runs along row `i` of `X` and down column `j` of `W_1`, so each "
        "example has its own row of everything. The page has `X`, and later `δ_2`, on the left of "
        "the weights; the tables have the weight first in each product of two numbers, which is "
        "the same. The hidden activation is the sigmoid, the output "
        "`A_2` is `Z_2` unchanged. `ℒ_i` is what row `i` has of the loss, before the average."
    )
    for i in range(len(X)):
        story.heading(f"Row {i + 1}", 3)
        step.phase("forward", example=i)
        step.phase("cost", example=i)


def loss(story: Story, step: Step) -> None:
    """ℒ, and the mean squared error it is half of."""
    story.heading("Loss")
    story.text(
        "The page calls its loss MSE and divides by 2m: it is half of the mean squared error. "
        "That frees the derivative of a factor 2. Both are shown. The page writes the loss as `ℒ` "
        "and as `L`, and means this number by both."
    )
    c = story.calculation("step_by_step")
    outputs, targets = [], []
    for i in range(len(X)):
        outputs.append(known(c, step, Quantity("a", 2, 0, i=i), f"output of example {i + 1}"))
        targets.append(known(c, step, Quantity("y", None, 0, i=i), f"target of example {i + 1}"))
    m = c.given("m", len(X), "number of examples")
    c.line("MSE", lambda a, y, m: squared_error(a, y) / m, outputs, targets, m)
    c.line("ℒ", half_mean, outputs, targets, m, cite="Loss")
    c.show()


def half_mean(a: Sequence[float], y: Sequence[float], m: float) -> float:
    """1/(2m) times the sum of the squared errors."""
    return squared_error(a, y) / (2 * m)


def known(c: Calculation, step: Step, quantity: Quantity, words: str = "") -> Named:
    """A quantity of the traced step, to go on with in a calculation."""
    return c.given(
        str(step.trace.working.spelling.symbol(quantity)),
        step.trace.working.values[quantity],
        words,
    )


def backward_pass(story: Story, step: Step) -> None:
    """δ_2 and δ_1 for every example."""
    story.heading("Backward Pass: `δ_2` and `δ_1`")
    story.text(
        "`δ_2` is the derivative of `ℒ` by `Z_2`, which is that by `A_2` because the output is "
        "linear: its slope is 1. The 1/m of the loss is in it, and so in everything that is made "
        "from it: no gradient below is divided by m again. `δ_1` is `δ_2` sent back along the "
        "weights and multiplied by the slope of the sigmoid, entry by entry. (The derivative of a "
        "whole `A_1` by a whole `Z_1` would have an entry for each pair of their entries; those of "
        "different entries are 0, and the page writes only the others.)"
    )
    for i in range(len(X)):
        story.heading(f"Row {i + 1}", 3)
        step.phase("backward", example=i)


def gradients(story: Story, step: Step) -> None:
    """The gradients as sums over the examples."""
    story.heading("Backward Pass: the gradients")
    story.text(
        "The page writes `∇` with the parameter as its index where the table has `∂ℒ/∂` and one "
        "entry. The transposes in `A_1^T·δ_2` and `X^T·δ_1` make the examples the inner index: "
        "each gradient is a sum over the examples, and has the shape of its parameter."
    )
    step.phase("batch")
    story.check(problem())


def hadamard(story: Story, step: Step) -> None:
    """A_1(1 − A_1) with the Hadamard product and with the matrix product."""
    m, hidden = len(X), len(W_1[0])
    story.heading("`A_1·(1 − A_1)` is a product entry by entry")
    words = (
        "The formula of `δ_1` and the summary leave out the sign of the entry-by-entry product "
        "between `A_1` and `1 − A_1`. Written side by side, matrices are multiplied as `X·W_1` is. "
        f"`A_1` and `1 − A_1` are both ({m}, {hidden}); "
    )
    if m != hidden:
        story.text(
            words + "such matrices have no product of that kind, so the mistake is noticed. With "
            "as many examples as hidden neurons it is not: the product exists and is wrong."
        )
        return
    story.text(
        words + "here that product exists, because there are as many examples as hidden neurons. "
        "It is called `P` below, and it is not the slope; `e` is what would stand in the place of "
        "`δ_1`. For entry (1,1):"
    )
    c = story.calculation("step_by_step")
    row = [known(c, step, Quantity("a", 1, j, i=0)) for j in range(hidden)]
    column = row[:1] + [known(c, step, Quantity("a", 1, 0, i=i)) for i in range(1, m)]
    back = known(c, step, Quantity("dC_da", 1, 0, i=0))
    slope = c.line("∂A_1^(1,1)/∂Z_1^(1,1)", sigmoid_slope, row[0], cite="δ_1")
    c.line("δ_1^(1,1)", chain, back, slope, cite="δ_1")
    wrong = c.line("P^(1,1)", lambda a, b: passed_back(a, [1 - b_k for b_k in b]), row, column)
    c.line("e^(1,1)", chain, back, wrong)
    c.show()


def sum_over_rows(story: Story, step: Step) -> None:
    """The gradient of b_1 by both readings of rowsum."""
    m, hidden = len(X), len(W_1[0])
    story.heading("rowsum is the sum over the examples")
    story.text(
        "The page writes `∇b_1` as rowsum of `δ_1`. Read as the sum of each row, that gives one "
        f"number for each of the {m} examples. Meant is the sum over the examples, down each "
        f"column: {hidden} in number, as many as there are biases. First come `∇b_1` and `∇b_2` as "
        "sums over the examples, then the sum of each row of `δ_1`, `r_i`. The sum of each row of "
        "`δ_2` would be `δ_2` unchanged."
    )
    c = story.calculation("step_by_step")
    delta = [
        [known(c, step, Quantity("delta", 1, j, i=i)) for j in range(hidden)] for i in range(m)
    ]
    delta_2 = [known(c, step, Quantity("delta", 2, 0, i=i)) for i in range(m)]
    by_column = [
        c.line(f"∇b_1^(1,{j})", total, list(column), cite="∇b_1")
        for j, column in enumerate(zip(*delta), 1)
    ]
    c.line("∇b_2^(1,1)", total, delta_2, cite="∇b_2")
    by_row = [c.line(f"r_{i}", total, row) for i, row in enumerate(delta, 1)]
    c.show()
    p, rows = problem(), []
    for j in range(max(hidden, m)):
        of_j = [
            c.number(by_column[j]) if j < hidden else None,
            central_difference(p.network, p.examples, p.cost, 1, j) if j < hidden else None,
            c.number(by_row[j]) if j < m else None,
        ]
        shown = ["" if v is None else story.page.number(significant(v, story.digits)) for v in of_j]
        rows.append([f"{j + 1}", *shown])
    heads = ["sum over the examples", "finite difference", "sum of the row"]
    story.table([Column(""), *(Column(head, "number") for head in heads)], rows)


def update(story: Story, step: Step) -> None:
    """An update, which the page does not have."""
    story.heading("An update, which the page leaves out")
    story.text(
        f"The page ends with the gradients and gives no rule for the step. The plain one is shown "
        f"here, each parameter minus η times its gradient, with η = {ETA:g}."
    )
    step.phase("update")
    story.text(step.outcome())


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
