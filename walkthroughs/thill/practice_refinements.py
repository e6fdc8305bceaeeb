"""Thill, the list of things to do: regularization, momentum, normalized inputs.

Change the numbers below and run it again: python walkthroughs/thill/practice_refinements.py
"""

import sys
from collections.abc import Sequence
from typing import Any

try:
    from backprop_scalar.walkthrough import PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, average, backprop, descend, mean_cost
from backprop_scalar.backprop import Gradients
from backprop_scalar.costs import half_squared_error_slope
from backprop_scalar.descent import accumulated
from backprop_scalar.equations import (
    central_quotient,
    l2_gradient,
    l2_penalty,
    mean,
    mean_weight_gradient,
    penalized,
    step_down,
    velocity,
    weighted_input,
)
from backprop_scalar.gradient_check import STEP
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.normalization import (
    deviation,
    input_scales,
    normalized,
    scaled,
    variance,
)
from backprop_scalar.tracing.digits import significant

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
ETA, ETA_TOO_LARGE = 0.001, 0.004  # η for the inputs as they are
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


def regularization(story: Story) -> PrintedCalculation:
    """The penalty, its gradient, and one step; the calculation, which goes on with momentum."""
    story.heading("Regularization")
    story.text(
        "A penalty on large weights is added to the cost; the usual one is half of `λ` times the "
        "sum of the squared weights, biases left out. Its derivative by a weight depends on that "
        "weight alone, as the note remarks, so each gradient only gains `λ·w`."
    )
    c = story.calculation("thill")
    lam, eta = c.given("λ", LAMBDA, "weight of the penalty"), c.given("η", ETA, "learning rate")
    c.given("α", ALPHA, "momentum, for later")
    w = c.givens("w_{}", WEIGHTS, "weight of input {}")
    b, n = c.given("b", BIAS, "bias"), c.given("N", len(EXAMPLES), "number of examples")
    columns = list(zip(*(x for x, _ in EXAMPLES)))
    x = c.matrix("X_{0},{1}", columns, "input {0} of example {1}")
    y = c.givens("y_{}^*", [y for _, (y,) in EXAMPLES], "target of example {}")
    c.show_given()
    story.rounding()
    story.text("The errors `e_n` of the examples, the cost, and its derivatives:")
    examples = enumerate(zip(zip(*x), y), start=1)
    errors = [c.line(f"e_{i}", error, w, list(x_i), b, y_i) for i, (x_i, y_i) in examples]
    J = c.line("J", lambda e, n: mean([e_n**2 / 2 for e_n in e], n), errors, n)
    dJ = [c.line(f"∂J/∂w_{k}", mean_weight_gradient, errors, x_k, n) for k, x_k in enumerate(x, 1)]
    c.line("∂J/∂b", mean, errors, n)
    c.show()
    story.text("With the penalty:")
    penalty = c.line("penalty", l2_penalty, w, lam)
    c.line("J + penalty", penalized, J, penalty)
    for k, (w_k, dJ_k) in enumerate(zip(w, dJ), start=1):
        g = c.line(f"g_{k}", l2_gradient, dJ_k, w_k, lam)
        c.line(f"w_{k} ←", step_down, w_k, g, eta)
    c.show()
    difference = central_quotient(*map(cost_with_penalty, (STEP, -STEP)), STEP)
    story.text(
        f"The finite difference of the cost with its penalty by `w_1` is "
        f"{significant(difference, story.digits)}, like `g_1`. The step can be read as shrinking "
        f"`w_k` by the factor `1 − η·λ` = {1 - ETA * LAMBDA:g} before the usual one, hence the "
        f"name weight decay."
    )
    return c


def cost_with_penalty(by: float) -> float:
    """The cost with its penalty, w_1 changed by `by`."""
    weights = [WEIGHTS[0] + by, *WEIGHTS[1:]]
    moved = Network([Layer([weights], [BIAS], "identity")])
    return mean_cost(moved, EXAMPLES, COST) + l2_penalty(weights, LAMBDA)


def momentum(story: Story, c: PrintedCalculation) -> None:
    """Two steps by hand, then the cost with and without."""
    story.heading("Momentum, for the step-size problem")
    story.text(
        f"The step-size problem: `∂J/∂w_2` is many times `∂J/∂w_1`, and one `η` has to serve both. "
        f"With `η` = {ETA_TOO_LARGE:g} the steps of `w_2` overshoot more and more: after {EPOCHS} "
        f"of them the cost is {descent(EXAMPLES, ETA_TOO_LARGE, 0.0):.0e}. With an `η` small "
        f"enough for `w_2`, `w_1` hardly moves. With momentum a step takes a velocity `v` in the "
        f"place of the gradient: the new gradient plus `α` times the last velocity. Gradients that "
        f"alternate cancel, those that keep their sign add up, in the end to 1/(1 − α) = "
        f"{1 / (1 - ALPHA):g} times a gradient that never changes."
    )
    story.text(
        f"Here are two steps of `w_1` without the penalty, counted in brackets, with `α` = "
        f"{ALPHA:g}. The velocity is 0 at first, so the first step is one against the gradient; "
        f"the errors of the second are those after it, and what is left of the first velocity "
        f"comes on top of its gradient."
    )
    alpha, eta, n = (c.named(name) for name in ("α", "η", "N"))
    names = [*(f"w_{k}" for k in INPUTS), "b"]
    v = [c.line(f"v({p})(1)", velocity, 0, c.named(f"∂J/∂{p}"), alpha) for p in names]
    c.show()
    *w, b = (c.line(f"{p}(1)", step_down, c.named(p), v_p, eta) for p, v_p in zip(names, v))
    c.show()
    errors, inputs = [], []
    for i in range(1, len(EXAMPLES) + 1):
        x = [c.named(f"X_{k},{i}") for k in INPUTS]
        errors.append(c.line(f"e_{i}(1)", error, w, x, b, c.named(f"y_{i}^*")))
        inputs.append(x[0])
    c.show()
    g = c.line("∂J/∂w_1(1)", mean_weight_gradient, errors, inputs, n)
    second = c.line("v(w_1)(2)", velocity, v[0], g, alpha)
    c.line("w_1(2)", step_down, w[0], second, eta)
    c.show()
    plain, pushed = (story.number(descent(EXAMPLES, ETA, factor)) for factor in (0.0, ALPHA))
    story.text(
        f"After {EPOCHS} full-batch steps the cost is {plain} without momentum and {pushed} with "
        f"it."
    )


def descent(examples: Examples, eta: float, alpha: float) -> float:
    """The cost after EPOCHS full-batch steps with momentum alpha."""
    net, velocities = network(), None
    for _ in range(EPOCHS):
        velocities = accumulated(velocities, gradients_of(net, examples), alpha)
        net = descend(net, velocities, eta)
    return mean_cost(net, examples, COST)


def normalization(story: Story) -> None:
    """The scales of the inputs, the first example scaled, and what it does to the descent."""
    story.heading("Normalized inputs")
    story.text(
        "The gradient of a weight is an error signal times an input, so a weight with large inputs "
        "gets large gradients: another way out of the step-size problem is to make the inputs "
        "equally large. Subtract from input k its mean `m_k` over the training examples and divide "
        "by its standard deviation `s_k`, the root of the variance. With the inputs above:"
    )
    c = story.calculation("thill")
    n = c.given("N", len(EXAMPLES))
    columns = c.matrix("X_{0},{1}", list(zip(*(x for x, _ in EXAMPLES))))
    for k, column in enumerate(columns, start=1):
        m = c.line(f"m_{k}", mean, column, n)
        s_2 = c.line(f"variance_{k}", variance, column, m, n)
        s = c.line(f"s_{k}", deviation, s_2)
        for i, x in enumerate(column, start=1):
            c.line(f"normalized X_{k},{i}", normalized, x, m, s)
    c.show()
    after_scaling(story)


def after_scaling(story: Story) -> None:
    """The scaled examples, and the descent with them beside that with the inputs as they are."""
    scales = input_scales([x for x, _ in EXAMPLES])
    examples = [(scaled(x, scales), y) for x, y in EXAMPLES]
    both = [(EXAMPLES, ETA), (examples, ETA_NORMALIZED)]
    gradients = [gradients_of(network(), inputs).dw[1][0] for inputs, _ in both]
    ends = [descent(inputs, eta, 0.0) for inputs, eta in both]
    headings = [*(f"`∂J/∂w_{k}`" for k in INPUTS), f"J after {EPOCHS} steps"]
    story.table(
        [Column("inputs"), Column("`η`"), *(Column(heading, "number") for heading in headings)],
        [
            [name, f"{eta:g}", *map(story.number, [*dw, end])]
            for name, (_, eta), dw, end in zip(["as they are", "normalized"], both, gradients, ends)
        ],
    )
    story.text(
        "Later inputs, those of a test set too, have to be scaled with the `m_k` and `s_k` of the "
        "training examples."
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
