"""The Full Story, section 3: loss and empirical risk, and a model with a closed form.

Change the numbers below and run it again: python walkthroughs/full_story/loss.py
"""

import sys
from collections.abc import Sequence
from itertools import combinations

from backprop_scalar import Layer, Network, average, backprop, forward, mean_cost
from backprop_scalar.costs import (
    half_squared_error,
    half_squared_error_slope,
    squared_error,
    squared_error_slope,
)
from backprop_scalar.descent import train
from backprop_scalar.equations import mean, summed_weight_gradient, total
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

# Observations ((x_1, x_2), y) of the network.
OBSERVATIONS = [([0.5, 0.8], 0.4), ([0.2, 0.9], 0.8), ([0.9, 0.1], 0.3)]
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^[1]: row i holds w_i1 and w_i2, into neuron i
B_1 = [0.1, 0.05, -0.2]  # b^[1]
W_2 = [0.5, -0.4, 0.8]  # W^[2]: w_1, w_2, w_3, from neuron 1, 2, 3
B_2 = 0.1  # b^[2]
# Observations x and y of the linear model, where descent begins, its learning rate and its steps.
LINE_X = [0.0, 0.5, 1.0, 1.5]
LINE_Y = [0.2, 0.3, 0.8, 0.9]
START = [0.0, 0.0]  # β_0, β_1
ETA = 0.5
STEPS = 100


def tell(story: Story) -> None:
    """The two losses, the risk, the linear model."""
    story.heading("The Full Story, §3: loss and empirical risk", 1)
    losses(story)
    targets_of_descent(story)
    best = linear_model(story)
    descent(story, *best)
    bowl(story, *best)
    no_bowl(story)


def network() -> Network:
    """The network of section 1 with these numbers."""
    return Network([Layer(W_1, B_1, "relu"), Layer([W_2], [B_2], "sigmoid")])


def losses(story: Story) -> None:
    """With 1/2 and without, and their averages."""
    story.heading("The loss of one observation, and the risk")
    story.text(
        "§3 begins where the forward pass has ended: each observation `i` has its prediction "
        "`ŷ_i`. The note calls two formulas by the same name `l_i` and the second one equivalent. "
        "Here the first, without the factor 1/2, is called `s_i`, and only the second `l_i`. The "
        "averages over the observations are `S` and the empirical risk `L`."
    )
    c = story.calculation("full_story")
    predicted, targets = [], []
    for i, (x, y) in enumerate(OBSERVATIONS, 1):
        y_hat = forward(network(), x).a[-1][0]
        predicted.append(c.given(f"ŷ_{i}", y_hat, f"prediction for observation {i}"))
        targets.append(c.given(f"y_{i}", y, f"target of observation {i}"))
    n = c.given("N", len(OBSERVATIONS), "number of observations")
    c.show_given()
    story.rounding()
    whole, half = [], []
    for i, (y_hat_i, y_i) in enumerate(zip(predicted, targets), 1):
        whole.append(c.line(f"s_{i}", squared_error, [y_hat_i], [y_i], cite="§3"))
        c.line(f"∂s_{i}/∂ŷ_{i}", squared_error_slope, y_hat_i, y_i)
        half.append(c.line(f"l_{i}", half_squared_error, [y_hat_i], [y_i], cite="§3"))
        c.line(f"∂l_{i}/∂ŷ_{i}", half_squared_error_slope, y_hat_i, y_i, cite="§4")
    c.line("S", mean, whole, n, cite="§3")
    c.line("L", mean, half, n, cite="§3")
    c.show()
    story.text(
        "The same parameters minimize `S` and `L`, so for the search it is the same goal. As "
        "numbers they differ by the factor 2, and so do all their derivatives: descent with `s_i` "
        "and the learning rate `η` takes the steps of descent with `l_i` and `2·η`. From §4 on the "
        "note means `l_i`."
    )


def targets_of_descent(story: Story) -> None:
    """The gradient of each observation's loss beside that of the risk."""
    story.heading("One observation against all of them")
    story.text(
        "SGD follows the gradient of one `l_i` in the place of that of `L`, which is the average "
        "of them all. The `l_i` need not agree on the direction, not even on its sign:"
    )
    found = [backprop(network(), x, [y], "half_squared_error") for x, y in OBSERVATIONS]
    names = [f"l_{i}" for i in range(1, len(found) + 1)] + ["L"]
    rows = []
    for name, gradients in zip(names, [*found, average(found)]):
        by = [*gradients.dw[2][0], gradients.db[2][0]]
        rows.append([name, *(story.page.number(significant(g, story.digits)) for g in by)])
    heads = [f"by `w_{i}^[2]`" for i in range(1, len(W_2) + 1)] + ["by `b^[2]`"]
    story.table(
        [Column("gradient of", "math"), *(Column(head, "number") for head in heads)],
        rows,
    )


def linear_model(story: Story) -> tuple[float, float]:
    """The closed form of the model with two parameters, and the gradient there; β_0 and β_1."""
    if len(set(LINE_X)) < 2:
        raise ValueError("all x of the linear model are equal: its best line is not unique")
    story.heading("A model with a closed form: y = β_0 + β_1 x")
    story.text(
        "For a line through points the best parameters can be written down, in the note's matrices "
        "as the inverse of `X^T X` times `X^T y`. That formula needs a matrix `X` whose rows are "
        "the observations, each row a 1 (for `β_0`) and an `x_i`. §6 stacks observations as "
        "columns; with such an `X` the product `X^T X` would have a row for each observation but "
        "rank 2 at most, and no inverse for more than 2 observations. With rows, `X^T X` is 2 by "
        "2, and written out it holds four sums; `D` is its determinant, which is 0 only if all "
        "`x_i` are equal."
    )
    c = story.calculation("full_story")
    x = [c.given(f"x_{i}", x_i, f"input of observation {i}") for i, x_i in enumerate(LINE_X, 1)]
    y = [c.given(f"y_{i}", y_i, f"target of observation {i}") for i, y_i in enumerate(LINE_Y, 1)]
    n = c.given("N", len(LINE_X), "number of observations")
    c.show_given()
    s_x, s_y = c.line("Sx", total, x), c.line("Sy", total, y)
    s_xx = c.line("Sxx", summed_weight_gradient, x, x)
    s_xy = c.line("Sxy", summed_weight_gradient, x, y)
    d = c.line("D", lambda n, xx, x: n * xx - x**2, n, s_xx, s_x)
    beta_0 = c.line(
        "β_0", lambda xx, y, x, xy, d: (xx * y - x * xy) / d, s_xx, s_y, s_x, s_xy, d, cite="§3"
    )
    beta_1 = c.line(
        "β_1", lambda n, xy, x, y, d: (n * xy - x * y) / d, n, s_xy, s_x, s_y, d, cite="§3"
    )
    c.show()
    story.text("At this minimum the gradient of the risk must be 0, up to rounding.")
    gradient_of_line(c, x, y, n, beta_0, beta_1)
    return c.number(beta_0), c.number(beta_1)


def gradient_of_line(
    c: Calculation, x: list[Named], y: list[Named], n: Named, beta_0: Named, beta_1: Named
) -> None:
    """L and its gradient at the given parameters."""
    errors, costs = [], []
    for i, (x_i, y_i) in enumerate(zip(x, y), 1):
        predicted = c.line(f"ŷ_{i}", lambda b, w, x: b + w * x, beta_0, beta_1, x_i, cite="§3")
        errors.append(c.line(f"∂l_{i}/∂ŷ_{i}", half_squared_error_slope, predicted, y_i))
        costs.append(c.line(f"l_{i}", half_squared_error, [predicted], [y_i], cite="§3"))
    c.line("L", mean, costs, n, cite="§3")
    c.line("∂L/∂β_0", mean, errors, n)
    c.line("∂L/∂β_1", lambda x, e, n: summed_weight_gradient(x, e) / n, x, errors, n)
    c.show()


def descent(story: Story, beta_0: float, beta_1: float) -> None:
    """Gradient descent on the same line, and how far it ends from the closed form."""
    story.heading("The same minimum by descent")
    story.text(
        "A network without a closed form has only descent. On the line, which is a network of one "
        "neuron without activation function, descent over all observations can be compared with "
        f"the closed form; here from β = ({START[0]:g}, {START[1]:g}) with η = {ETA:g}."
    )
    line = Network([Layer([[START[1]]], [START[0]], "identity")])
    examples = [([x_i], [y_i]) for x_i, y_i in zip(LINE_X, LINE_Y)]
    wanted = {0, 1, 2, 5, 10, 20, 50, STEPS}
    rows, risks = [], []
    for epoch in train(line, examples, "half_squared_error", ETA, STEPS, batch_size=len(examples)):
        risks.append(epoch.cost)
        if epoch.number in wanted:
            found = average(
                [backprop(epoch.network, x, y, "half_squared_error") for x, y in examples]
            )
            shown = [
                epoch.network.b[1][0],
                epoch.network.w[1][0][0],
                epoch.cost,
                found.db[1][0],
                found.dw[1][0][0],
            ]
            numbers = [story.page.number(significant(v, story.digits)) for v in shown]
            rows.append([str(epoch.number), *numbers])
    heads = ["`β_0`", "`β_1`", "`L`", "`∂L/∂β_0`", "`∂L/∂β_1`"]
    story.table([Column("step", "number"), *(Column(head, "number") for head in heads)], rows)
    if risks[-1] > risks[0] * (1 + 1e-9):
        story.text(
            "Here η is too large: every step overshoots the bottom of the bowl and `L` grows."
        )
        return
    off = max(abs(epoch.network.b[1][0] - beta_0), abs(epoch.network.w[1][0][0] - beta_1))
    story.text(
        f"After {STEPS} steps both parameters are within {off:.1e} of the closed form"
        + (": descent nears the same parameters." if risks[-1] < risks[0] else ".")
    )


def bowl(story: Story, beta_0: float, beta_1: float) -> None:
    """The risk of the line at the start of the descent, at the closed form, and halfway."""
    examples = [([x_i], [y_i]) for x_i, y_i in zip(LINE_X, LINE_Y)]
    risks = []
    for part in (0.0, 1.0, 0.5):
        beta = [a + part * (b - a) for a, b in zip(START, (beta_0, beta_1))]
        line = Network([Layer([[beta[1]]], [beta[0]], "identity")])
        risks.append(mean_cost(line, examples, "half_squared_error"))
    ends = (risks[0] + risks[1]) / 2
    start, best, halfway, middle = (significant(v, story.digits) for v in (*risks, ends))
    story.text(
        "The risk of the line is a bowl: halfway between two sets of parameters it is never above "
        f"the average of the risks at both ends. From the start of the descent, with {start}, to "
        f"the closed form, with {best}, that average is {middle}; halfway the risk is {halfway}."
    )


def no_bowl(story: Story) -> None:
    """The risk of the network at equal distance from two equally good sets of parameters."""
    if len(W_2) < 2:
        return
    story.heading("No bowl: the risk of a network with a hidden layer")
    story.text(
        "The network is tested in the same way, by exchanging two hidden "
        "neurons, with their weights and biases. That gives another point θ' of the parameters, "
        "and the same risk, so in a bowl the risk halfway would not be above it."
    )
    risk, rows, above = risk_at(range(len(W_2)), 0.0), [], []
    for i, j in combinations(range(len(W_2)), 2):
        order = list(range(len(W_2)))
        order[i], order[j] = j, i
        found = [risk, risk_at(order, 1.0), risk_at(order, 0.5)]
        shown = [story.page.number(significant(v, story.digits)) for v in found]
        rows.append([f"{i + 1} and {j + 1}", *shown])
        if found[2] > risk * (1 + 1e-9):
            above.append(f"{i + 1} and {j + 1}")
    heads = ["`L` at θ", "`L` at θ'", "`L` halfway"]
    story.table([Column("exchanged"), *(Column(head, "number") for head in heads)], rows)
    story.text(
        (
            f"Halfway it is above for neurons {', '.join(above)}: this risk is no bowl."
            if above
            else "Halfway it is nowhere above with these numbers, so they do not show it."
        )
        + " §3 goes on to say that training converges to a sufficiently flat region, where "
        "predictions generalize well. Nothing in the note supports that: neither the update of "
        "§5 nor any formula measures how flat a place is or how good new predictions are."
    )


def risk_at(order: Sequence[int], part: float) -> float:
    """L, that part of the way from θ to the same network with its hidden neurons in `order`."""

    def between(start: float, end: float) -> float:
        return start + part * (end - start)

    w_1 = [[between(*both) for both in zip(W_1[i], W_1[j])] for i, j in enumerate(order)]
    b_1 = [between(B_1[i], B_1[j]) for i, j in enumerate(order)]
    w_2 = [between(W_2[i], W_2[j]) for i, j in enumerate(order)]
    moved = Network([Layer(w_1, b_1, "relu"), Layer([w_2], [B_2], "sigmoid")])
    return mean_cost(moved, [(x, [y]) for x, y in OBSERVATIONS], "half_squared_error")


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
