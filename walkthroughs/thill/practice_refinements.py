"""Thill, the list of things to do: regularization, momentum, normalized inputs.

Change the numbers below and run it again: python walkthroughs/thill/practice_refinements.py
"""

import sys
from collections.abc import Sequence
from typing import Any

from backprop_scalar import Layer, Network, average, backprop, descend, mean_cost
from backprop_scalar.backprop import Gradients
from backprop_scalar.costs import half_squared_error_slope
from backprop_scalar.equations import central_quotient, chain, mean, step_down, weighted_input
from backprop_scalar.gradient_check import STEP
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.refinements import (
    accumulated,
    deviation,
    input_scales,
    l2_gradient,
    l2_penalty,
    normalized,
    regularized,
    scaled,
    variance,
    velocity,
)
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

# One linear neuron with two inputs of very different size.
EXAMPLES = [  # x, y*
    ([0.2, 30.0], [0.7]),
    ([0.9, 10.0], [1.2]),
    ([0.4, 50.0], [1.3]),
    ([0.7, 20.0], [1.1]),
]
WEIGHTS, BIAS = [0.5, -0.01], 0.1  # w_1, w_2 and b
LAMBDA = 0.2  # λ of the penalty
ALPHA = 0.9  # α of the momentum
ETA = 0.001  # η for the inputs as they are
ETA_NORMALIZED = 0.1  # η for normalized inputs
EPOCHS = 200
INPUTS = range(1, len(WEIGHTS) + 1)
COST = "half_squared_error"

Examples = Sequence[tuple[Sequence[float], Sequence[float]]]


def network() -> Network:
    """The linear neuron."""
    return Network([Layer([WEIGHTS], [BIAS], "identity")])


def gradients_of(net: Network, examples: Examples) -> Gradients:
    """The gradients of J."""
    return average([backprop(net, x, y, COST) for x, y in examples])


def error(w: Any, x: Any, b: Any, y: Any) -> Any:
    """ŷ - y of the linear neuron, the derivative of an example's loss by ŷ."""
    return half_squared_error_slope(weighted_input(w, x, b), y)


def cost_of(errors: Any, n: Any) -> Any:
    """J, the mean of half the squared errors."""
    return mean([e**2 / 2 for e in errors], n)


def gradient_of(errors: Any, x_k: Any, n: Any) -> Any:
    """∂J/∂w_k, the mean of error times input."""
    return mean([chain(e, x) for e, x in zip(errors, x_k)], n)


def regularization(story: Story) -> Calculation:
    """The penalty, its gradient, and one step; the calculation, which goes on with momentum."""
    story.heading("Regularization")
    story.text(
        "A penalty on large weights is added to the cost; the usual one is half of `λ` times the "
        "sum of the squared weights, biases left out. Its derivative by a weight depends on that "
        "weight alone, as the note remarks, so each gradient only gains `λ·w`."
    )
    c = story.calculation("thill")
    lam, eta = c.given("λ", LAMBDA, "regularization"), c.given("η", ETA, "learning rate")
    w = [c.given(f"w_{k}", w_k, "weight") for k, w_k in enumerate(WEIGHTS, start=1)]
    b, n = c.given("b", BIAS, "bias"), c.given("N", len(EXAMPLES), "number of examples")
    x = [
        [c.given(f"x_{k},{i}", x_k[k - 1], f"input {k} of example {i}") for k in INPUTS]
        for i, (x_k, _) in enumerate(EXAMPLES, start=1)
    ]
    targets = enumerate(EXAMPLES, start=1)
    y = [c.given(f"y_{i}^*", y_i[0], f"target of example {i}") for i, (_, y_i) in targets]
    c.show_given()
    story.rounding()
    story.text("The errors `e` of the examples, the cost, and its derivatives:")
    examples = enumerate(zip(x, y), start=1)
    errors = [c.line(f"e_{i}", error, w, x_i, b, y_i) for i, (x_i, y_i) in examples]
    J = c.line("J", cost_of, errors, n)
    columns = enumerate(zip(*x), start=1)
    dJ = [c.line(f"∂J/∂w_{k}", gradient_of, errors, list(x_k), n) for k, x_k in columns]
    c.line("∂J/∂b", mean, errors, n)
    c.show()
    story.text("With the penalty:")
    penalty = c.line("penalty", l2_penalty, w, lam)
    c.line("J + penalty", lambda J, penalty: J + penalty, J, penalty)
    for k, (w_k, dJ_k) in enumerate(zip(w, dJ), start=1):
        g = c.line(f"g_{k}", l2_gradient, dJ_k, w_k, lam)
        c.line(f"w_{k} ←", step_down, w_k, g, eta)
    c.show()
    difference = central_quotient(penalized(STEP), penalized(-STEP), STEP)
    regular = regularized(network(), gradients_of(network(), EXAMPLES), LAMBDA).dw[1][0][0]
    story.text(
        f"`g_1` = {significant(regular, story.digits)} is the derivative of the cost with its "
        f"penalty; the finite difference of that cost is {significant(difference, story.digits)}. "
        f"The step can be read as shrinking `w_k` by the factor `1 − η·λ` = {1 - ETA * LAMBDA:g} "
        f"before the usual one, hence the name weight decay."
    )
    return c


def penalized(by: float) -> float:
    """The cost with its penalty, w_1 changed by `by`."""
    weights = [WEIGHTS[0] + by, *WEIGHTS[1:]]
    moved = Network([Layer([weights], [BIAS], "identity")])
    return mean_cost(moved, EXAMPLES, COST) + l2_penalty(weights, LAMBDA)


def momentum(story: Story, c: Calculation) -> None:
    """Two steps by hand, then the cost with and without."""
    story.heading("Momentum")
    story.text(
        "Instead of the gradient alone, each step takes a velocity `v`: the new gradient plus `α` "
        "times the last velocity. Gradients that keep their sign add up, gradients that alternate "
        "cancel. Here are two steps of `w_1` without the penalty, counted in brackets. The "
        f"velocity is 0 at first, so the first step is one along the gradient for all parameters; "
        f"the errors of the second are those after it. `α` = {ALPHA:g}."
    )
    alpha, eta, n = c.given("α", ALPHA), c.named("η"), c.named("N")
    places = [*(str(k) for k in INPUTS), "b"]
    parameters = [*(f"w_{k}" for k in INPUTS), "b"]
    v_1 = [
        c.line(f"v_{k}(1)", velocity, 0, c.named(f"∂J/∂{p}"), alpha)
        for k, p in zip(places, parameters)
    ]
    *w, b = (c.line(f"{p}(1)", step_down, c.named(p), v, eta) for p, v in zip(parameters, v_1))
    numbers = range(1, len(EXAMPLES) + 1)
    x = [[c.named(f"x_{k},{i}") for k in INPUTS] for i in numbers]
    errors = [
        c.line(f"e_{i}(1)", error, w, x_i, b, c.named(f"y_{i}^*")) for i, x_i in zip(numbers, x)
    ]
    g = c.line("∂J/∂w_1(1)", gradient_of, errors, [x_i[0] for x_i in x], n)
    v_2 = c.line("v_1(2)", velocity, v_1[0], g, alpha)
    c.line("w_1(2)", step_down, w[0], v_2, eta)
    c.show()
    plain, pushed = descent(EXAMPLES, ETA, 0.0), descent(EXAMPLES, ETA, ALPHA)
    story.text(
        f"With a gradient that never changes, `v` would grow to 1/(1 − α) = {1 / (1 - ALPHA):g} "
        f"times that gradient. After {EPOCHS} full-batch steps the cost is {shown(story, plain)} "
        f"without momentum and {shown(story, pushed)} with it."
    )


def shown(story: Story, cost: float) -> str:
    """A cost in a sentence."""
    return significant(cost, story.digits)


def descent(examples: Examples, eta: float, alpha: float) -> float:
    """The cost after EPOCHS full-batch steps with momentum alpha. ValueError where it diverges."""
    net, velocities = network(), None
    for _ in range(EPOCHS):
        velocities = accumulated(velocities, gradients_of(net, examples), alpha)
        net = descend(net, velocities, eta)
        if not mean_cost(net, examples, COST) < 1e9:
            raise ValueError(
                f"the cost grows beyond all bounds; take a learning rate below {eta:g}"
            )
    return mean_cost(net, examples, COST)


def first_to_diverge(examples: Examples, eta: float) -> float:
    """The first of eta, 2 eta, 4 eta, ... for which the descent diverges."""
    while True:
        try:
            descent(examples, eta, 0.0)
        except ValueError:
            return eta
        eta *= 2


def normalization(story: Story) -> None:
    """The scales of the inputs, the first example scaled, and what it does to the descent."""
    story.heading("Normalized inputs")
    story.text(
        "The gradient of a weight is an error signal times an input, so a weight behind inputs of "
        "a large size gets large gradients, and one learning rate has to serve all. Subtract from "
        "each input its mean over the training examples and divide by its standard deviation."
    )
    c = story.calculation("thill")
    n = c.given("N", len(EXAMPLES), "number of examples")
    columns = [
        [c.given(f"x_{k},{i}", x, f"input {k} of example {i}") for i, x in enumerate(row, start=1)]
        for k, row in enumerate(zip(*(x for x, _ in EXAMPLES)), start=1)
    ]
    c.show_given()
    for k, column in enumerate(columns, start=1):
        m = c.line(f"m_{k}", mean, column, n)
        s_2 = c.line(f"variance_{k}", variance, column, m, n)
        s = c.line(f"s_{k}", deviation, s_2)
        c.line(f"normalized x_{k},1", normalized, column[0], m, s)
    c.show()
    after_scaling(story)


def after_scaling(story: Story) -> None:
    """The scaled examples, and the descent with them beside that with the inputs as they are."""
    scales = input_scales([x for x, _ in EXAMPLES])
    examples = [(scaled(x, scales), y) for x, y in EXAMPLES]
    story.table(
        [
            Column("example"),
            *(Column(f"normalized x_{k}", "number") for k in range(1, len(scales) + 1)),
        ],
        [
            [str(i), *(story.page.number(significant(x_k, story.digits)) for x_k in x)]
            for i, (x, _) in enumerate(examples, start=1)
        ],
    )
    before, after = gradients_of(network(), EXAMPLES), gradients_of(network(), examples)
    sizes = [
        ", ".join(significant(g, story.digits) for g in gradients.dw[1][0])
        for gradients in (before, after)
    ]
    raw, tidy = descent(EXAMPLES, ETA, 0.0), descent(examples, ETA_NORMALIZED, 0.0)
    limit = first_to_diverge(EXAMPLES, ETA)
    why = (
        ""
        if limit > ETA_NORMALIZED
        else (
            f" The rates differ because with the inputs as they are the descent diverges already "
            f"at `η` = {limit:g}."
        )
    )
    story.text(
        f"The gradients of the weights are {sizes[0]} with the inputs as they are and {sizes[1]} "
        f"with normalized ones. After {EPOCHS} full-batch steps the cost is {shown(story, raw)} as "
        f"they are with `η` = {ETA:g}, and {shown(story, tidy)} normalized with "
        f"`η` = {ETA_NORMALIZED:g}.{why} Later inputs, those of a test set too, have to be scaled "
        f"with the `m_k` and `s_k` of the training examples."
    )


def tell(story: Story) -> None:
    """Three entries of the note's list."""
    story.heading("Thill, things to do: regularization, momentum, normalized inputs", 1)
    story.text(
        "The note begins with a list of what is still to be written. Of these three it has only "
        "the names, and for momentum and regularization a half-sentence; formulas and letters are "
        "the usual ones, and nothing below can be looked up in the note. One linear neuron, "
        "`ŷ = w_1·x_1 + w_2·x_2 + b`, is enough to see what each does."
    )
    momentum(story, regularization(story))
    normalization(story)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
