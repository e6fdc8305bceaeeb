"""The Full Story, section 3: loss and empirical risk, a model with a closed form, other losses.

Change the numbers below and run it again: python walkthroughs/full_story/loss.py
"""

import sys
from collections.abc import Sequence
from itertools import combinations

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import (
    Layer,
    Network,
    average,
    backprop,
    costs,
    descend,
    equations,
    forward,
    mean_cost,
    train,
)
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.network import map_parameters
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.formulas import best_line, determinant, length

# Observations ((x_1, x_2), y) of the network.
OBSERVATIONS = [([0.5, 0.8], 0.4), ([0.2, 0.9], 0.8), ([0.9, 0.1], 0.3)]
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^[1]: row i holds w_i1 and w_i2, into neuron i
B_1 = [0.1, 0.05, -0.2]  # b^[1]
W_2 = [0.5, -0.4, 0.8]  # W^[2]: w_1, w_2, w_3, from neuron 1, 2, 3
B_2 = 0.1  # b^[2]
ETA = 0.1  # the learning rate η of SGD
WRONG = -3.0  # f^[1] of a class that is predicted wrongly
# Observations x and y of the linear model, where descent begins, its learning rate and its steps.
LINE_X = [0.0, 1.0, 2.0]
LINE_Y = [0.25, 0.25, 1.0]
START = (0.0, 0.0)  # β_0, β_1
LINE_ETA = 0.5
STEPS = 100
COST = "half_squared_error"
EXAMPLES = [(x, [y]) for x, y in OBSERVATIONS]
LINE_EXAMPLES = [([x], [y]) for x, y in zip(LINE_X, LINE_Y)]


def tell(story: Story) -> None:
    """The two losses, the risk, SGD, classes, the linear model, the landscape."""
    story.heading("The Full Story, §3: loss and empirical risk", 1)
    losses(story)
    single_steps(story)
    classes(story)
    linear_model(story)
    landscape(story)


def network(order: Sequence[int] = range(len(W_2))) -> Network:
    """The network of section 1, its hidden neurons in any order."""
    hidden = Layer([W_1[i] for i in order], [B_1[i] for i in order], "relu")
    return Network([hidden, Layer([[W_2[i] for i in order]], [B_2], "sigmoid")])


def line(beta: Sequence[float]) -> Network:
    """y = β_0 + β_1 x, a network of one neuron without activation function."""
    return Network([Layer([[beta[1]]], [beta[0]], "identity")])


def numbers(heads: str) -> list[Column]:
    """Columns of numbers, their headings mathematics."""
    return [Column(f"`{head}`", "number") for head in heads.split()]


def losses(story: Story) -> None:
    """The predictions, the loss with 1/2 and without, the risk."""
    story.heading("The loss of one observation, and the risk")
    story.text(
        "The network of §§1-2, `j` being a hidden neuron, and its observations: `X_1i` and `X_2i` "
        "are the inputs of observation `i`."
    )
    rows = [[j, *w, b, w_2, B_2] for j, (w, b, w_2) in enumerate(zip(W_1, B_1, W_2), 1)]
    table = [[f"{v:g}" for v in row] for row in rows]
    story.table(numbers("j w_j1^[1] w_j2^[1] b_j^[1] w_j^[2] b^[2]"), table)
    story.text("For observation `i` the forward pass computes, `σ(z)` being `1/(1 + e^(−z))`,")
    output = "".join(f"w_{j}^[2]·H_{j}i^[1] + " for j in range(1, len(W_2) + 1))
    formulas = [
        ["H_ji^[1]", "max(0, w_j1^[1]·X_1i + w_j2^[1]·X_2i + b_j^[1])", "§6 WX + b, §6 H"],
        ["f_i^[1]", f"{output}b^[2]", "§6 WX + b"],
        ["ŷ_i", "σ(f_i^[1])", "§6 ŷ"],
    ]
    heads = [("quantity", "math"), ("formula", "math"), ("full_story", "place")]
    story.table([Column(*head) for head in heads], formulas)
    story.text("For these observations that comes to, with their targets `y_i`:")
    c, table = story.calculation("full_story"), []
    w, b = c.givens("w_{}^[2]", W_2), c.given("b^[2]", B_2)
    for i, (x, y) in enumerate(OBSERVATIONS, 1):
        H = c.givens(f"H_{{}}{i}^[1]", forward(network(), x).a[1])
        f = c.line(f"f_{i}^[1]", equations.weighted_input, w, H, b)
        c.given(f"y_{i}", y)
        shown = [story.number(c.number(q)) for q in (*H, f, c.line(f"ŷ_{i}", sigmoid, f))]
        table.append([str(i), *(f"{given:g}" for given in (*x, y)), *shown])
    story.table(numbers("i X_1i X_2i y_i H_1i^[1] H_2i^[1] H_3i^[1] f_i^[1] ŷ_i"), table)
    story.rounding()
    c.shown = len(c.lines)
    two_losses(story, c)


def two_losses(story: Story, c: PrintedCalculation) -> None:
    """l_i and L, and what is twice as large without the 1/2."""
    n = len(OBSERVATIONS)
    story.text(
        "The loss that §4 differentiates, and the empirical risk `L`, its average over the "
        f"`N = {n}` observations:"
    )
    pairs = [(c.named(f"ŷ_{i}"), c.named(f"y_{i}")) for i in range(1, n + 1)]
    l = [
        c.line(f"l_{i}", costs.half_squared_error, [a], [y], cite="§3 l_i")
        for i, (a, y) in enumerate(pairs, 1)
    ]
    c.line("L", equations.mean, l, c.given("N", n), cite="§3 L")
    c.show()
    story.text("For observation 1 also the note's first formula, here `s_1`:")
    y_hat, y = pairs[0]
    s = c.line("s_1", costs.squared_error, [y_hat], [y], cite="§3 1st l_i")
    slope = c.line("∂ŷ_1/∂f_1^[1]", sigmoid_slope, y_hat, cite="§4 ∂ŷ/∂f")
    ds = c.line("∂s_1/∂ŷ_1", costs.squared_error_slope, y_hat, y)
    dl = c.line("∂l_1/∂ŷ_1", costs.half_squared_error_slope, y_hat, y, cite="§4 ∂l/∂ŷ")
    of_s = c.line("∂s_1/∂f_1^[1]", equations.chain, slope, ds)
    of_l = c.line("∂l_1/∂f_1^[1]", equations.chain, slope, dl, cite="Alg. 1.1")
    c.show()
    difference = c.difference(l[0], c.named("f_1^[1]"))
    story.misprint(
        "full_story §3 1st l_i",
        "`(ŷ_i − y_i)^2` is called equivalent to its half. The same parameters minimize both, but "
        "the numbers differ by the factor 2, and so do all derivatives: descent on the first with "
        "`η` takes the steps of descent on the second with `2·η`. From §4 on the note means the "
        "half.",
        Compared("l_1", c.number(s), c.number(l[0])),
        Compared("∂l_1/∂f_1^[1]", c.number(of_s), c.number(of_l), difference),
    )


def single_steps(story: Story) -> None:
    """The gradient of each observation's loss beside that of the risk, and a step on each."""
    story.heading("One observation against all of them")
    story.text(
        "SGD follows the gradient of one `l_i` in the place of that of `L`, which is the average "
        "of them all. The `l_i` need not agree on the direction, not even on its sign. By `b^[2]` "
        "the gradient is `δ_i^[1] = ∂l_i/∂f_i^[1]`; by `w_j^[2]` it is `δ_i^[1]·H_ji^[1]`. Its "
        "length is the root of the sum of the squares of all 13 derivatives. What a step on it "
        f"with η = {ETA:g} does to `l_i` and to `L`:"
    )
    found = [backprop(network(), x, y, COST) for x, y in EXAMPLES]
    L = mean_cost(network(), EXAMPLES, COST)
    rows, change, fall = [], [], []
    for i, gradients in enumerate([*found, average(found)], 1):
        moved = descend(network(), gradients, ETA)
        own = EXAMPLES[i - 1 : i] or EXAMPLES
        of_own = mean_cost(moved, own, COST) - mean_cost(network(), own, COST)
        change.append((of_own, mean_cost(moved, EXAMPLES, COST) - L))
        every = [*gradients.dw[1], *gradients.dw[2], *gradients.db]
        whole = length([g for gs in every for g in gs])
        fall.append(-ETA * whole**2)
        shown = (gradients.db[2][0], gradients.dw[2][0][0], whole, *change[-1])
        rows.append([f"l_{i}" if i <= len(found) else "L", *map(story.number, shown)])
    heads = ("by `b^[2]`", "by `w_1^[2]`", "its length", "change of it", "of `L`")
    columns = [Column(head, "number") for head in heads]
    story.table([Column("gradient of", "math"), *columns], rows)
    worst = max(range(len(found)), key=lambda i: change[i][1])
    story.misprint(
        "full_story §1",
        "each training cycle is said to move the parameters in a direction that reduces the error. "
        "A step on one observation reduces the loss of that one, if η is small: to first order by "
        "η times the squared length of its gradient, in the column as printed. The risk need not "
        f"follow. This is the step on observation {worst + 1}.",
        Compared(f"change of l_{worst + 1}", fall[worst], change[worst][0]),
        Compared("change of L", fall[worst], change[worst][1]),
        is_claim=True,
    )


def classes(story: Story) -> None:
    """Cross-entropy, which the footnote recommends for classification."""
    story.heading("Footnote: cross-entropy for classes")
    story.text(
        "The footnote calls the cross-entropy the appropriate loss where `y` is a class, 0 or 1, "
        "and gives no formula. It is the second `l` here. Its error signal is `ŷ − y`, for the "
        "slope `ŷ·(1 − ŷ)` cancels. So it stays large where a sigmoid is sure of the wrong class, "
        "and that of the squared error almost vanishes:"
    )
    c = story.calculation("full_story")
    f = c.given("f^[1]", WRONG, "pre-activation of the output")
    y = c.given("y", 1.0, "the class")
    c.show_given()
    y_hat = c.line("ŷ", sigmoid, f, cite="§2 ŷ")
    c.line("l (squared error)", costs.half_squared_error, [y_hat], [y], cite="§3 l_i")
    slope = c.line("∂ŷ/∂f^[1]", sigmoid_slope, y_hat, cite="§4 ∂ŷ/∂f")
    dl = c.line("∂l/∂ŷ", costs.half_squared_error_slope, y_hat, y, cite="§4 ∂l/∂ŷ")
    c.line("δ^[1] (squared error)", equations.chain, slope, dl, cite="Alg. 1.1")
    l = c.line("l (cross-entropy)", lambda a, y: costs.binary_cross_entropy([a], [y]), y_hat, y)
    delta = c.line("δ^[1] (cross-entropy)", costs.binary_cross_entropy_error, y_hat, y)
    c.show()
    c.check(l, (delta, f))


def linear_model(story: Story) -> None:
    """The closed form of the model with two parameters, and the gradient there."""
    best_line(LINE_X, LINE_Y)
    story.heading("A model with a closed form: y = β_0 + β_1 x")
    story.text(
        "For a line through points the best parameters can be written down, `(X^T·X)^(−1)·X^T·y`. "
        "Here an observation is a row of `X`: row `i` is `X_i1 = 1`, for `β_0`, and `X_i2`, the "
        "`x` of observation `i`. `S` stands for `X^T·X`, `M` for its inverse: the entries of `S` "
        "divided by its determinant `D`, those on the diagonal exchanged, the others with a minus."
    )
    c, products = story.calculation("full_story"), equations.summed_weight_gradient
    X = c.matrix("X_{0}{1}", [[1.0, x] for x in LINE_X], "row {0}, column {1}")
    y = c.givens("y_{}", LINE_Y, "target of observation {}")
    N = c.given("N", len(LINE_X), "number of observations")
    c.show_given()
    ones, x = ([row[j] for row in X] for j in (0, 1))
    S = [
        c.line(f"S_{jk}", products, *of)
        for jk, *of in ((11, ones, ones), (12, ones, x), (22, x, x))
    ]
    right = [c.line(f"(X^T·y)_{j}", products, column, y) for j, column in ((1, ones), (2, x))]
    D = c.line("D", lambda a, b, d: determinant([[a, b], [b, d]]), *S)
    first = c.line("M_11", lambda d, D: d / D, S[2], D)
    mixed = c.line("M_12", lambda b, D: -b / D, S[1], D)
    last = c.line("M_22", lambda a, D: a / D, S[0], D)
    beta_0 = c.line("β_0", equations.passed_back, [first, mixed], right, cite="§3 β")
    beta_1 = c.line("β_1", equations.passed_back, [mixed, last], right, cite="§3 β")
    c.show()
    story.text("At this minimum the gradient of the risk must be 0:")
    errors = []
    for i, (x_i, y_i) in enumerate(zip(x, y), 1):
        y_hat = c.line(f"ŷ_{i}", lambda b, w, x: b + w * x, beta_0, beta_1, x_i, cite="§3 y")
        slope = costs.half_squared_error_slope
        errors.append(c.line(f"∂l_{i}/∂ŷ_{i}", slope, y_hat, y_i, cite="§4 ∂l/∂ŷ"))
    for j, column in enumerate((ones, x)):
        c.line(f"∂L/∂β_{j}", lambda e, x, n: products(e, x) / n, errors, column, N)
    c.show()
    rows_and_columns(story, c.number(D))


def rows_and_columns(story: Story, D: float) -> None:
    """The determinant where observations are columns; descent instead."""
    as_columns = [[1.0 + a * b for a in LINE_X] for b in LINE_X]
    story.misprint(
        "full_story §3 β",
        "§3 does not say what a row of `X` is. The formula needs one for each observation. With a "
        "column for each, as §6 has it, `X^T·X` has the entries `1 + x_i·x_j`, one for each pair "
        "of observations, and no inverse if there are more than 2: that is the first number. With "
        "rows, too, the determinant `D` is 0 if all `x` are equal, and there is no single minimum.",
        Compared("D", determinant(as_columns), D),
    )
    *_, last = train(line(START), LINE_EXAMPLES, COST, LINE_ETA, STEPS, batch_size=len(LINE_X))
    beta = (last.network.b[1][0], last.network.w[1][0][0])
    story.text(
        "The network has no such formula, only descent. The line is a network of one neuron "
        f"without activation function; {STEPS} steps from β = ({START[0]:g}, {START[1]:g}) with "
        f"η = {LINE_ETA:g} come to β = ({story.number(beta[0])}, {story.number(beta[1])})."
    )


def landscape(story: Story) -> None:
    """The risk halfway between two points of the parameters, of the line and of the network."""
    story.heading("A bowl, and no bowl")
    story.text(
        "In a bowl the risk halfway between two points of the parameters is never above the "
        "average of the risks at both. For the line: from β = 0 to the closed form. For the "
        "network: from θ to the θ in which two hidden neurons are exchanged, with their weights "
        "and biases, which has the same risk."
    )
    ways = {"line": (line(START), line(best_line(LINE_X, LINE_Y)), LINE_EXAMPLES)}
    for i, j in combinations(range(len(W_2)), 2):
        order = [j if k == i else i if k == j else k for k in range(len(W_2))]
        ways[f"network, neurons {i + 1} and {j + 1}"] = (network(), network(order), EXAMPLES)
    rows, above = [], []
    for name, (one, other, examples) in ways.items():
        middle = map_parameters(lambda a, b: (a + b) / 2, (one.w, one.b), (other.w, other.b))
        points = (one, other, one.moved_to(*middle))
        start, end, halfway = (mean_cost(point, examples, COST) for point in points)
        rows.append([name, *map(story.number, (start, end, (start + end) / 2, halfway))])
        if halfway > (start + end) / 2 * (1 + 1e-9):
            above.append(name)
    heads = ("`L` at one", "`L` at the other", "average", "`L` halfway")
    story.table([Column("between"), *(Column(head, "number") for head in heads)], rows)
    story.text(
        (f"Above the average: {'; '.join(above)}. That risk is no bowl." if above else "")
        + " §3 goes on to say that training converges to a sufficiently flat region, where "
        "predictions generalize well. No formula of the note measures how flat a place is."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
