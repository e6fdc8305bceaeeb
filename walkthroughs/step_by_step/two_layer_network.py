"""Backpropagation Step-by-Step: the whole page with numbers.

Change the numbers below and run it again: python walkthroughs/step_by_step/two_layer_network.py
"""

import sys
from collections.abc import Callable, Sequence

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import equations
from backprop_scalar.activations import identity, sigmoid, sigmoid_slope
from backprop_scalar.costs import squared_error
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.formulas import quadratic_cost, quadratic_slope

GIVEN = {
    "X": [[0.5, -1.0], [1.0, 0.25]],  # one example in each row
    "y": [[0.7], [-0.2]],  # one target for each example
    "W_1": [[0.3, 0.5, -0.6], [-0.2, 0.4, 0.1]],  # row k holds the weights that leave input k
    "b_1": [[0.1, -0.3, 0.2]],
    "W_2": [[0.7], [-0.5], [0.2]],  # row j holds the weight that leaves hidden neuron j
    "b_2": [[0.05]],
}
X_3 = [-0.75, 0.5]  # a third example, for a slip that hides if m is the number of hidden neurons
ETA = 0.1  # the learning rate η; the page has none
M = len(GIVEN["X"])
SHAPES_M = 5  # an m for the table of shapes, where no layer is so wide

Matrices = dict[str, list[list[Named]]]  # by their names on the page


def tell(story: Story) -> None:
    """The page from top to bottom."""
    story.heading("Backpropagation Step-by-Step: the two-layer network", 1)
    shapes(story)
    c = story.calculation("step_by_step")
    of = {name: c.matrix(f"{name}^({{}},{{}})", rows) for name, rows in GIVEN.items()}
    c.given("m", M)
    forward_pass(story, c, of)
    output_layer(story, c, of)
    hidden_layer(story, c, of)
    parameters = [p for name in ("W_1", "b_1", "W_2", "b_2") for row in of[name] for p in row]
    story.text("All gradients beside finite differences of `ℒ`:")
    c.check(c.named("ℒ"), *((c.named(f"∇{p.spelled}"), p) for p in parameters))
    hadamard(story, c, of)
    sum_over_rows(story, c, of)
    update(story, c, parameters)


def columns(matrix: list[list[Named]]) -> list[list[Named]]:
    """The columns of a matrix, each a list."""
    return [list(column) for column in zip(*matrix)]


def lines(
    c: PrintedCalculation,
    of: Matrices,
    name: str,
    equation: Callable[..., float],
    operands: Sequence[Sequence[tuple[object, ...]]],
    spelled: str = "{}^({},{})",
) -> None:
    """A table with a line for each entry of a matrix, from the operands of that entry."""
    cite = f"cf. {name}" if name in ("δ_1", "∇b_1", "∇b_2") else name
    of[name] = [
        [
            c.line(spelled.format(name, i, j), equation, *entry, cite=cite)
            for j, entry in enumerate(row, start=1)
        ]
        for i, row in enumerate(operands, start=1)
    ]
    c.show()


def shapes(story: Story) -> None:
    """The given matrices, and the shapes of all."""
    story.heading("Two-Layer Network")
    story.text(
        f"Each of the m = {M} examples of the mini-batch is a row of `X`. `W_1` has a row "
        f"for each input and a column for each hidden neuron: `W_1^(k,j)` leads from input k to "
        f"hidden neuron j. Notes that write `W·x` with x a column have the transposes of both. The "
        f"superscript `(i,j)` is row i and column j."
    )
    width = len(GIVEN["b_1"][0])
    story.table(
        [Column("matrix"), *(Column(f"column {j}", "number") for j in range(1, width + 1))],
        [
            [f"`{name}`, row {i}", *(f"{v:g}" for v in row), *[""] * (width - len(row))]
            for name, rows in GIVEN.items()
            for i, row in enumerate(rows, start=1)
        ],
    )
    story.rounding()
    story.text("The shapes of everything that follows, rows first:")
    story.table(
        [Column("matrix"), Column("shape", "math"), Column(f"if m were {SHAPES_M}", "math")],
        [
            [f"`{entry.matrix}`", entry.shapes, entry.shapes.replace("m", str(SHAPES_M))]
            for entry in notation_of("step_by_step").equations
            if entry.shapes
        ],
    )


def forward_pass(story: Story, c: PrintedCalculation, of: Matrices) -> None:
    """Z_1, A_1, Z_2, A_2, the loss, and the mean squared error it is half of."""
    story.heading("Forward Pass")
    story.text(
        "A weighted sum runs along row i of `X` and down column j of `W_1`, so each example has "
        "its own row of everything. `X W_1` has m rows and `b_1` has one: the page means that "
        "`b_1` is added to every row. The hidden activation is the sigmoid; the output `A_2` is "
        "`Z_2` unchanged."
    )
    for a, w, b, z, name, activation in (
        ("X", "W_1", "b_1", "Z_1", "A_1", sigmoid),
        ("A_1", "W_2", "b_2", "Z_2", "A_2", identity),
    ):
        into = list(zip(columns(of[w]), of[b][0]))
        lines(
            c,
            of,
            z,
            equations.weighted_input,
            [[(a_i, *w_and_b) for w_and_b in into] for a_i in of[a]],
        )
        lines(c, of, name, activation, [[(z_ij,) for z_ij in row] for row in of[z]])
    story.heading("Loss")
    story.text("The page writes the loss as `ℒ` and as `L`, and means one number by both.")
    operands = (*columns(of["A_2"]), *columns(of["y"]), c.named("m"))
    loss = c.line("ℒ", quadratic_cost, *operands, cite="Loss")
    mse = c.line("MSE", lambda a, y, m: equations.share(squared_error(a, y), m), *operands)
    c.show()
    story.misprint(
        "step_by_step Loss",
        "it is called the mean squared error (MSE), the first number. The formula divides by 2m "
        "and gives half of that, which frees the derivative of a factor 2.",
        Compared("ℒ", c.number(mse), c.number(loss)),
        is_claim=True,
    )


def output_layer(story: Story, c: PrintedCalculation, of: Matrices) -> None:
    """δ_2, ∇W_2, ∇b_2."""
    story.heading("Backward Pass: Output Layer")
    story.text(
        "`δ_2` is the derivative of `ℒ` by `Z_2`, which is that by `A_2`, for the output is linear "
        "and its slope is 1. The 1/m of the loss is in it, and so in everything made from it: no "
        "gradient below is divided by m again."
    )
    pairs = [[(a, y, c.named("m"))] for (a,), (y,) in zip(of["A_2"], of["y"])]
    lines(c, of, "δ_2", quadratic_slope, pairs)
    story.text(
        "The transpose in `A_1^T δ_2` makes the examples the inner index: a gradient is a sum over "
        "the examples, and has the shape of its parameter."
    )
    gradients(c, of, "W_2", "b_2", "A_1", "δ_2")


def gradients(c: PrintedCalculation, of: Matrices, w: str, b: str, a: str, delta: str) -> None:
    """∇W and ∇b of a layer from its inputs a and its errors."""
    down = columns(of[delta])
    operands = [[(a_k, delta_j) for delta_j in down] for a_k in columns(of[a])]
    lines(c, of, f"∇{w}", equations.summed_weight_gradient, operands)
    lines(c, of, f"∇{b}", equations.total, [[(delta_j,) for delta_j in down]])


def hidden_layer(story: Story, c: PrintedCalculation, of: Matrices) -> None:
    """∂A_1/∂Z_1, δ_1, ∇W_1, ∇b_1."""
    story.heading("Backward Pass: Hidden Layer")
    story.text(
        "The slope of each hidden activation by its own weighted input. (The derivative of a whole "
        "`A_1` by a whole `Z_1` would have an entry for each pair of their entries. Those of "
        "different entries are 0, and the page writes only the others.)"
    )
    name, spelled = "∂A_1/∂Z_1", "∂A_1^({1},{2})/∂Z_1^({1},{2})"
    lines(c, of, name, sigmoid_slope, [[(a,) for a in row] for row in of["A_1"]], spelled)
    story.text(
        "`δ_1` is `δ_2` sent back along the weights and multiplied by the slope, by entries:"
    )
    operands = [
        [(delta, w_j, slope) for w_j, slope in zip(of["W_2"], slopes)]
        for delta, slopes in zip(of["δ_2"], of[name])
    ]
    lines(c, of, "δ_1", equations.hidden_error_signal, operands)
    gradients(c, of, "W_1", "b_1", "X", "δ_1")


def hadamard(story: Story, c: PrintedCalculation, of: Matrices) -> None:
    """A_1(1 − A_1) as a matrix product, which exists with as many examples as hidden neurons."""
    if M + 1 != len(of["A_1"][0]):
        return
    story.heading("`A_1 (1 − A_1)` is a product entry by entry")
    story.text(
        f"The formula of `δ_1` has no sign between `A_1` and `1 − A_1`; so written, matrices are "
        f"multiplied as `X W_1` is. Here both are ({M}, {len(of['A_1'][0])}), and there is no such "
        f"product. With a third example, ({X_3[0]:g}, {X_3[1]:g}), there is. Call it P; its "
        f"entry (1,1) takes a whole row of one and a whole column of the other:"
    )
    x_3 = [c.given(f"X^(3,{k})", v) for k, v in enumerate(X_3, start=1)]
    w, b = columns(of["W_1"])[0], of["b_1"][0][0]
    z = c.line("Z_1^(3,1)", equations.weighted_input, x_3, w, b, cite="Z_1")
    column = [*columns(of["A_1"])[0], c.line("A_1^(3,1)", sigmoid, z, cite="A_1")]
    row = of["A_1"][0]
    P = c.line(
        "P^(1,1)", lambda a, b: equations.passed_back(a, [1 - b_k for b_k in b]), row, column
    )
    c.show()
    right = of["∂A_1/∂Z_1"][0][0]
    difference = c.difference(row[0], of["Z_1"][0][0])
    story.misprint(
        "step_by_step δ_1",
        "`A_1 (1 − A_1)` lacks the sign `⊙` that it has in the line above it. As a matrix product "
        "it is not the slope, and `δ_1` and all gradients of the hidden layer go wrong with it, or "
        "there is no such product.",
        Compared(right.spelled, c.number(P), c.number(right), difference),
    )


def sum_over_rows(story: Story, c: PrintedCalculation, of: Matrices) -> None:
    """The gradients of the biases by both readings of rowsum."""
    story.heading("rowsum is the sum over the rows")
    story.text("Read as the sum of each row, `r_i`, rowsum gives one number for each example:")
    sums = [c.line(f"r_{i}", equations.total, row) for i, row in enumerate(of["δ_1"], start=1)]
    c.show()
    compared = []
    for printed, b in (*zip(sums, of["b_1"][0]), (of["δ_2"][0][0], of["b_2"][0][0])):
        right = c.named(f"∇{b.spelled}")
        numbers = c.number(printed), c.number(right), c.difference(c.named("ℒ"), b)
        compared.append(Compared(right.spelled, *numbers))
    story.misprint(
        "step_by_step ∇b_1",
        "rowsum is to be read as the sum over the rows, down each column: as many numbers as there "
        "are biases. `∇b_2` likewise; the sum of each row of `δ_2` is `δ_2` itself.",
        *compared,
    )


def update(story: Story, c: PrintedCalculation, parameters: list[Named]) -> None:
    """An update, which the page does not have."""
    story.heading("An update, which the page leaves out")
    story.text(
        f"The page ends with the gradients. Gradient descent takes η times its gradient from each "
        f"parameter, here with η = {ETA:g}:"
    )
    eta = c.given("η", ETA)
    for p in parameters:
        c.line(f"{p.spelled} ←", equations.step_down, p, c.named(f"∇{p.spelled}"), eta)
    c.show()


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
