"""Thill, the list of things to do: L2 regularization, momentum, normalized inputs.

Change the numbers below and run it again: python walkthroughs/thill/practice_refinements.py
"""

import sys
from collections.abc import Sequence

from backprop_scalar import Layer, Network, average, backprop, descend, mean_cost
from backprop_scalar.backprop import Gradients
from backprop_scalar.equations import central_quotient, mean, step_down
from backprop_scalar.refinements import (
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
from backprop_scalar.tracing.pages import Column
from backprop_scalar.tracing.tables import significant
from backprop_scalar.tracing.walkthrough import Story, walk

# One linear neuron with two inputs of very different size.
EXAMPLES = [  # x, y*
    ([0.2, 30.0], [0.7]),
    ([0.9, 10.0], [1.2]),
    ([0.4, 50.0], [1.3]),
    ([0.7, 20.0], [1.1]),
]
WEIGHTS, BIAS = [0.5, -0.01], 0.1  # w_1, w_2 and b
LAMBDA = 0.2  # λ of the L2 penalty
ALPHA = 0.9  # α of the momentum
ETA = 0.001  # η for the inputs as they are; above 0.002 the descent diverges
ETA_NORMALIZED = 0.1  # η for normalized inputs
EPOCHS = 200
COST = "half_squared_error"

Examples = Sequence[tuple[Sequence[float], Sequence[float]]]


def network() -> Network:
    """The linear neuron."""
    return Network([Layer([WEIGHTS], [BIAS], "identity")])


def gradients_of(net: Network, examples: Examples) -> Gradients:
    """The gradients of J."""
    return average([backprop(net, x, y, COST) for x, y in examples])


def regularization(story: Story) -> None:
    """The penalty, its gradient, and one step."""
    story.heading("L2 regularization")
    story.text(
        "A penalty on large weights is added to the cost: half of `λ` times the sum of the squared "
        "weights, biases left out. Its derivative by a weight depends on that weight alone, as the "
        "note remarks, so each gradient only gains `λ·w`."
    )
    gradients = gradients_of(network(), EXAMPLES)
    c = story.calculation("thill")
    J = c.given("J", mean_cost(network(), EXAMPLES, COST), "cost without the penalty")
    lam, eta = c.given("λ", LAMBDA, "regularization"), c.given("η", ETA, "learning rate")
    w = [c.given(f"w_{k}", w_k, "weight") for k, w_k in enumerate(WEIGHTS, start=1)]
    slopes = enumerate(gradients.dw[1][0], start=1)
    dJ = [c.given(f"∂J/∂w_{k}", dw_k, "gradient without the penalty") for k, dw_k in slopes]
    c.show_given()
    story.rounding()
    penalty = c.line("penalty", l2_penalty, w, lam)
    c.line("J + penalty", lambda J, penalty: J + penalty, J, penalty)
    for k, (w_k, dJ_k) in enumerate(zip(w, dJ), start=1):
        g = c.line(f"g_{k}", l2_gradient, dJ_k, w_k, lam)
        c.line(f"w_{k} ←", step_down, w_k, g, eta)
    c.show()
    h = 1e-5

    def penalized(by: float) -> float:
        weights = [WEIGHTS[0] + by, *WEIGHTS[1:]]
        moved = Network([Layer([weights], [BIAS], "identity")])
        return mean_cost(moved, EXAMPLES, COST) + l2_penalty(weights, LAMBDA)

    difference = central_quotient(penalized(h), penalized(-h), h)
    regular = regularized(network(), gradients, LAMBDA).dw[1][0][0]
    story.text(
        f"`g_1` = {significant(regular, story.digits)} is the derivative of the cost with its "
        f"penalty; the finite difference of that cost is {significant(difference, story.digits)}. "
        f"The step can be read as shrinking `w_k` by the factor `1 − η·λ` = {1 - ETA * LAMBDA:g} "
        f"before the usual one, hence the name weight decay."
    )


def momentum(story: Story) -> None:
    """Two steps by hand, then the cost with and without."""
    story.heading("Momentum")
    story.text(
        "Instead of the gradient alone, each step takes a velocity `v`: the new gradient plus `α` "
        "times the last velocity. Gradients that keep their sign add up, gradients that alternate "
        "cancel. Two steps of `w_1`, counted in brackets; the gradient `g` of the second is taken "
        "at "
        "the parameters after the first."
    )
    first = gradients_of(network(), EXAMPLES)
    second = gradients_of(descend(network(), first, ETA), EXAMPLES)
    c = story.calculation("thill")
    alpha, eta = c.given("α", ALPHA, "momentum"), c.given("η", ETA, "learning rate")
    w_0 = c.given("w_1(0)", WEIGHTS[0], "weight at the start")
    v_0 = c.given("v(0)", 0.0, "velocity at the start")
    g_1 = c.given("g(1)", first.dw[1][0][0], "derivative of J by w_1 in the first step")
    g_2 = c.given("g(2)", second.dw[1][0][0], "derivative of J by w_1 in the second step")
    c.show_given()
    v_1 = c.line("v(1)", velocity, v_0, g_1, alpha)
    w_1 = c.line("w_1(1)", step_down, w_0, v_1, eta)
    v_2 = c.line("v(2)", velocity, v_1, g_2, alpha)
    c.line("w_1(2)", step_down, w_1, v_2, eta)
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
    inputs = [x for x, _ in EXAMPLES]
    columns = [
        [c.given(f"x_{k},{i}", x, f"input {k} of example {i}") for i, x in enumerate(row, start=1)]
        for k, row in enumerate(zip(*inputs), start=1)
    ]
    c.show_given()
    for k, column in enumerate(columns, start=1):
        m = c.line(f"m_{k}", mean, column, n)
        s_2 = c.line(f"variance_{k}", variance, column, m, n)
        s = c.line(f"s_{k}", deviation, s_2)
        c.line(f"normalized x_{k},1", normalized, column[0], m, s)
    c.show()
    scales = input_scales(inputs)
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
    story.text(
        f"The gradients of the weights are {sizes[0]} with the inputs as they are and {sizes[1]} "
        f"with normalized ones. After {EPOCHS} full-batch steps the cost is {shown(story, raw)} as "
        f"they are with `η` = {ETA:g}, and {shown(story, tidy)} normalized with "
        f"`η` = {ETA_NORMALIZED:g}. Later inputs, those of a test set too, have to be scaled "
        f"with the `m_k` and `s_k` of the training examples."
    )


def tell(story: Story) -> None:
    """Three entries of the note's list."""
    story.heading("Thill, things to do: L2 regularization, momentum, normalized inputs", 1)
    story.text(
        "The note begins with a list of what is still to be written. Of these three it has only "
        "the names, and for momentum and regularization a half-sentence; formulas and letters are "
        "the usual ones, and nothing below can be looked up in the note. One linear neuron, "
        "`ŷ = w_1·x_1 + w_2·x_2 + b`, is enough to see what each does."
    )
    regularization(story)
    momentum(story)
    normalization(story)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
