"""Thill, Cost Function and Gradient Descent: loss, cost and the first chain rule.

Change the numbers below and run it again: python walkthroughs/thill/cost.py
"""

import sys

from backprop_scalar import Layer, Network, forward, mean_cost
from backprop_scalar.costs import half_squared_error
from backprop_scalar.equations import bias_gradient, chain, mean
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Named
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, sigmoid_layer, walk

EXAMPLES = [  # x, y*
    ([0.5, 0.8], [0.2, 0.9]),
    ([0.1, -0.4], [0.7, 0.4]),
    ([-0.7, 0.3], [0.1, 0.6]),
]
W_1 = [[0.4, 0.3], [-0.6, 0.2]]  # W^(1): row i holds the weights into neuron i
B_1 = [0.1, -0.2]  # b^(1)
W_2 = [[0.5, -0.4], [0.8, -0.3]]  # W^(2)
B_2 = [0.1, 0.2]  # b^(2)
I, J = 2, 1  # the weight w_i,j^(1) whose derivative is taken


def network() -> Network:
    """Two layers of sigmoid neurons with these numbers."""
    return Network([Layer(W_1, B_1, "sigmoid"), Layer(W_2, B_2, "sigmoid")])


def losses(story: Story) -> None:
    """The loss of each example, and the cost."""
    story.heading("The loss of an example, the cost of a batch")
    story.text(
        "The forward pass has given a prediction `ŷ` for each example. The loss `ℒ_n` compares "
        "it with the target `y^*`; the cost `J` is the mean of the losses over the batch."
    )
    c = story.calculation("thill")
    errors = []
    for n, (x, y) in enumerate(EXAMPLES, start=1):
        predictions = enumerate(forward(network(), x).a[-1], start=1)
        a = [c.given(f"ŷ_{i},{n}", a_i, f"output {i} of example {n}") for i, a_i in predictions]
        targets = enumerate(y, start=1)
        t = [c.given(f"Y_{i},{n}^*", y_i, f"target {i} of example {n}") for i, y_i in targets]
        errors.append((a, t))
    N = c.given("N", len(EXAMPLES), "number of examples")
    c.show_given()
    story.rounding()
    ell = [
        c.line(f"ℒ_{n}", half_squared_error, a, t, cite="before mse")
        for n, (a, t) in enumerate(errors, start=1)
    ]
    c.line("J", mean, ell, N, cite="mse")
    c.show()
    outputs = len(EXAMPLES[0][1])
    as_mean = significant(2 / outputs * c.number(ell[0]), story.digits)
    same = ", the same number, since half of two terms is their mean" if outputs == 2 else ""
    story.text(
        f"The note calls `ℒ_n` the mean squared error of one example. It is half the sum of the "
        f"squares over the outputs; the mean over the {outputs} outputs of the first example would "
        f"be {as_mean}{same}. The label `mse` belongs to a display that the note "
        f"prints without a number."
    )


def one_weight(story: Story) -> float:
    """∂ℒ/∂w_i,j and ∂ℒ/∂b_i of the first example, from ∂ℒ/∂z_i; the former."""
    story.heading("The derivative by one weight")
    story.text(
        f"Take the first example, and write `ℒ` for its loss. The weight `w_{I},{J}^(1)` changes "
        f"the loss only through the pre-activation `z_{I}^(1)` of the neuron that it leads into, "
        f"so the chain rule has two factors. First the forward pass, which both of them need."
    )
    c = story.calculation("thill")
    x, y = EXAMPLES[0]
    a = a_0 = [c.given(f"a_{j}^(0)", x_j) for j, x_j in enumerate(x, start=1)]
    for l, layer in enumerate(network().layers, start=1):
        a = sigmoid_layer(c, l, layer, a)[2]
    target = [c.given(f"y_{i}^*", y_i) for i, y_i in enumerate(y, start=1)]
    loss = c.line("ℒ", half_squared_error, a, target, cite="before mse")
    c.show()
    return two_factors(story, c, a_0, loss)


def two_factors(story: Story, c: Calculation, a_0: list[Named], loss: Named) -> float:
    """∂ℒ/∂w_i,j as ∂ℒ/∂z_i, by nudging, times ∂z_i/∂w_i,j; then all derivatives of neuron i."""
    w, z = c.named(f"w_{I},{J}^(1)"), c.named(f"z_{I}^(1)")
    a_J = a_0[J - 1]
    slope = c.difference(loss, z)
    story.text(
        f"The first factor, `∂ℒ/∂z_{I}^(1)`, is what backpropagation is for, and the note leaves "
        f"it open at this point. To go on with a number, nudge `z_{I}^(1)` up and down by 1e-05 "
        f"and work the lines below it out again: the loss changes at the rate of "
        f"{significant(slope, story.digits)}."
    )
    dL_dz = c.given(f"∂ℒ/∂z_{I}^(1)", slope)
    story.text(
        f"The second factor is simple. In `z_{I}^(1)` the weight is multiplied by `a_{J}^(0)`, and "
        f"by nothing else; the bias `b_{I}^(1)` is added as it is."
    )
    dz_dw = c.line(f"∂z_{I}^(1)/∂w_{I},{J}^(1)", lambda a_j: a_j, a_J, cite="partial2")
    c.line(f"∂z_{I}^(1)/∂b_{I}^(1)", lambda one: one, 1)
    dL_dw = c.line(f"∂ℒ/∂w_{I},{J}^(1)", chain, dL_dz, dz_dw, cite="partial1")
    c.show()
    story.text(
        "With the second factor put in, the note has its two results: the derivative by any "
        "weight into this neuron is the one unknown number times the activation that the weight "
        "carries, and the derivative by the bias is the unknown number itself."
    )
    gradients = [(dL_dw, w)]
    for j, a_j in enumerate(a_0, start=1):
        if j != J:
            name = f"w_{I},{j}^(1)"
            line = c.line(f"∂ℒ/∂{name}", chain, dL_dz, a_j, cite="partial3")
            gradients.append((line, c.named(name)))
    c.line(f"∂ℒ/∂b_{I}^(1)", bias_gradient, dL_dz, cite="partial3_b")
    c.show()
    story.text("Finite differences of the loss by the weights themselves agree:")
    c.check(loss, *gradients)
    return c.number(dL_dw)


def whole_batch(story: Story, first: float) -> None:
    """∂J/∂w as the mean of the examples' derivatives."""
    story.heading("From one example to the batch")
    story.text(
        f"The derivative of a mean is the mean of the derivatives, so it is enough to know the "
        f"derivative of each example's loss. Each of the {len(EXAMPLES)} is taken from finite "
        f"differences, the first by way of `∂ℒ/∂z_{I}^(1)`."
    )
    name = f"w_{I},{J}^(1)"
    c = story.calculation("thill")
    place = (network(), 1, I - 1, J - 1)
    of = [first]
    for example in EXAMPLES[1:]:
        of.append(central_difference(place[0], [example], "half_squared_error", *place[1:]))
    terms = [
        c.given(f"∂ℒ_{n}/∂{name}", value, f"derivative of the loss of example {n}")
        for n, value in enumerate(of, start=1)
    ]
    N = c.given("N", len(EXAMPLES), "number of examples")
    c.show_given()
    c.line(f"∂J/∂{name}", mean, terms, N)
    c.show()
    costs = ("half_squared_error", "squared_error")
    slopes = [central_difference(place[0], EXAMPLES, cost, *place[1:]) for cost in costs]
    values = [mean_cost(place[0], EXAMPLES, cost) for cost in costs]
    halved, whole = (
        (significant(slope, story.digits), significant(value, story.digits))
        for slope, value in zip(slopes, values)
    )
    story.text(
        f"The finite difference of `J` itself is {halved[0]}, at a cost of {halved[1]}. Without "
        f"the 1/2 in the losses it would be {whole[0]}, at a cost of {whole[1]}: both are doubled, "
        f"whatever the weights are, so the minimum is at the same weights."
    )


def tell(story: Story) -> None:
    """The section, in the order of the note."""
    story.heading("Thill: cost function and gradient descent", 1)
    losses(story)
    whole_batch(story, one_weight(story))


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
