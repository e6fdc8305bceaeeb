"""Thill, Cost Function and Gradient Descent: loss, cost and the first chain rule.

Change the numbers below and run it again: python walkthroughs/thill/cost.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, forward, mean_cost
from backprop_scalar.activations import sigmoid
from backprop_scalar.costs import half_squared_error
from backprop_scalar.equations import central_quotient, chain, mean, slope_by_weight, weighted_input
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Named

EXAMPLES = [  # x, y*
    ([0.5, 0.8], [0.2, 0.9, 0.4]),
    ([-0.3, 0.6], [0.7, 0.4, 0.1]),
]
LAYERS = [  # W^(ℓ), b^(ℓ); row i of W^(ℓ) holds the weights into neuron i
    ([[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]], [0.1, -0.2, 0.3]),
    ([[0.5, -0.4, 0.6], [0.8, -0.3, -0.2]], [0.1, 0.2]),
    ([[0.3, -0.7], [-0.5, 0.9], [0.6, 0.1]], [-0.1, 0.2, 0.1]),
]
I, J = 2, 1  # the weight w_i,j^(L) whose derivative is taken
H = 1e-4  # the nudge h

NETWORK = Network([Layer(W, b, "sigmoid") for W, b in LAYERS])
PASSES = [forward(NETWORK, x) for x, _ in EXAMPLES]
COST = "half_squared_error"
L, N = len(LAYERS), len(EXAMPLES)
NEURON, NAME = f"{I}^({L})", f"w_{I},{J}^({L})"


def losses(story: Story) -> None:
    """The loss of each example, and the cost."""
    story.heading("The loss of an example, the cost of a batch")
    story.text(
        "The loss `ℒ_n` compares the prediction `ŷ_n` of example `n`, column `n` of `A^(L)`, with "
        "its target `y_n^*`; the cost `J` is the mean of the losses over the batch. `Ŷ` has the "
        "predictions as its columns, `Y^*` the targets. The predictions are those of "
        "complete_run.py."
    )
    c = story.calculation("thill")
    outputs = list(zip(*(passed.a[L] for passed in PASSES)))
    predictions = c.matrix("Ŷ_{0},{1}", outputs, "output {0} for example {1}")
    targets = list(zip(*(y for _, y in EXAMPLES)))
    Y = c.matrix("Y_{0},{1}^*", targets, "target of output {0} for example {1}")
    n = c.given("N", N, "number of examples")
    c.show_given()
    story.rounding()
    ell = [
        c.line(f"ℒ_{i}", half_squared_error, list(column), list(y), cite="before mse")
        for i, (column, y) in enumerate(zip(zip(*predictions), zip(*Y)), start=1)
    ]
    c.line("J", mean, ell, n, cite="mse")
    c.show()
    output, of_outputs = predictions[0][0], 2 / len(outputs)
    slope = c.number(output) - c.number(Y[0][0])
    story.misprint(
        "thill before mse",
        f"this is called the mean squared error of an example, the first number. The formula gives "
        f"half the sum of the squares; their mean over the {len(outputs)} outputs is "
        f"{of_outputs:.4g} times that. The minimum is the same, the derivatives are not.",
        Compared("ℒ_1", of_outputs * c.number(ell[0]), c.number(ell[0])),
        Compared("∂ℒ_1/∂Ŷ_1,1", of_outputs * slope, slope, c.difference(ell[0], output)),
        is_claim=True,
    )
    count = len(list(NETWORK.places()))
    sizes = " + ".join(f"{len(W) * len(W[0])} + {len(b)}" for W, b in LAYERS)
    story.text(
        f"`J` is a function of `Θ`, all weights and biases: `W^(1)`, `b^(1)`, `W^(2)`, and so on, "
        f"here {sizes} = {count} numbers."
    )


def one_weight(story: Story) -> float:
    """The derivatives of the first example's loss by the parameters of neuron i; by w_i,j."""
    story.heading("The derivative by one weight")
    story.text(
        f"Take the first example, and write `ℒ` for its loss. The weight `{NAME}` changes the loss "
        f"only through the pre-activation `z_{NEURON}` of the neuron that it leads into, so the "
        f"chain rule has two factors. First that neuron's forward pass, which both need."
    )
    c = story.calculation("thill")
    W, b = LAYERS[-1]
    a_prev = c.givens(f"a_{{}}^({L - 1})", PASSES[0].a[L - 1], f"activation {{}} of layer {L - 1}")
    w = c.givens(f"w_{I},{{}}^({L})", W[I - 1], f"weight into neuron {I} from neuron {{}}")
    b_i = c.given(f"b_{NEURON}", b[I - 1], f"bias of neuron {I}")
    a = [
        None if i == I else c.given(f"a_{i}^({L})", a_i, f"output {i}")
        for i, a_i in enumerate(PASSES[0].a[L], start=1)
    ]
    y = c.givens("y_{}^*", EXAMPLES[0][1], "target {}")
    h = c.given("h", H, "nudge")
    c.show_given()
    z = c.line(f"z_{NEURON}", weighted_input, w, a_prev, b_i, cite="activation")
    a[I - 1] = c.line(f"a_{NEURON}", sigmoid, z, cite="activation")
    loss = c.line("ℒ", half_squared_error, list(a), y, cite="before mse")
    c.show()
    story.text(
        f"The first factor, `∂ℒ/∂z_{NEURON}`, is what backpropagation is for, and the note leaves "
        f"it open at this point. To go on with a number, nudge `z_{NEURON}` up and down by `h`:"
    )
    nudged = []
    for name, by in [("(z + h)", lambda z, h: z + h), ("(z − h)", lambda z, h: z - h)]:
        a[I - 1] = c.line(f"a_{NEURON}{name}", lambda z, h, by=by: sigmoid(by(z, h)), z, h)
        nudged.append(c.line(f"ℒ{name}", half_squared_error, list(a), y))
    dL_dz = c.line(f"∂ℒ/∂z_{NEURON}", central_quotient, *nudged, h)
    c.show()
    gradients = second_factor(story, c, dL_dz, a_prev)
    story.text("Finite differences of the loss by the parameters themselves agree:")
    c.check(loss, *gradients)
    return c.number(gradients[0][0])


def second_factor(
    story: Story, c: PrintedCalculation, dL_dz: Named, a_prev: list[Named]
) -> list[tuple[Named, Named]]:
    """∂ℒ/∂z_i times ∂z_i/∂w_i,j for all weights and the bias of neuron i, with these."""
    story.text(
        f"The second factor is simple. In `z_{NEURON}` the weight is multiplied by "
        f"`a_{J}^({L - 1})`, and by nothing else; the bias `b_{NEURON}` is added as it is. So the "
        f"derivative by any weight into this neuron is the one unknown number times the activation "
        f"that the weight carries, and the derivative by the bias is the unknown number itself."
    )
    dz_dw = c.line(f"∂z_{NEURON}/∂{NAME}", slope_by_weight, a_prev[J - 1], cite="partial2")
    dz_db = c.line(f"∂z_{NEURON}/∂b_{NEURON}", slope_by_weight, 1, cite="after partial2")
    gradients = [(c.line(f"∂ℒ/∂{NAME}", chain, dL_dz, dz_dw, cite="partial1"), c.named(NAME))]
    for j, a_j in enumerate(a_prev, start=1):
        name = f"w_{I},{j}^({L})"
        if name != NAME:
            dL_dw = c.line(f"∂ℒ/∂{name}", chain, dL_dz, a_j, cite="partial3")
            gradients.append((dL_dw, c.named(name)))
    b = f"b_{NEURON}"
    dL_db = c.line(f"∂ℒ/∂{b}", chain, dL_dz, dz_db, cite="before partial3, partial3_b")
    c.show()
    return [*gradients, (dL_db, c.named(b))]


def whole_batch(story: Story, first: float) -> None:
    """∂J/∂w as the mean of the examples' derivatives, and twice that without the 1/2."""
    story.heading("From one example to the batch")
    story.text(
        "The derivative of a mean is the mean of the derivatives, so it is enough to know the "
        "derivative of each example's loss. That of the first is the one above, the others are "
        "finite differences."
    )
    c = story.calculation("thill")
    place = (L, I - 1, J - 1)
    slopes = [first, *(central_difference(NETWORK, [e], COST, *place) for e in EXAMPLES[1:])]
    terms = [
        c.given(f"∂ℒ_{n}/∂{NAME}", slope, f"derivative of the loss of example {n}")
        for n, slope in enumerate(slopes, start=1)
    ]
    n = c.given("N", N, "number of examples")
    c.show_given()
    c.line(f"∂J/∂{NAME}", mean, terms, n, cite="before partial1")
    c.show()
    doubled = central_difference(NETWORK, EXAMPLES, "squared_error", *place)
    story.text(
        f"Without the 1/2 in the losses, the cost would be "
        f"{story.number(mean_cost(NETWORK, EXAMPLES, 'squared_error'))}, and this derivative "
        f"{story.number(doubled)} by a finite difference: both are doubled, whatever the weights "
        f"are, so the minimum is at the same weights, as the note says."
    )


def tell(story: Story) -> None:
    """The section, in the order of the note."""
    story.heading("Thill: cost function and gradient descent", 1)
    losses(story)
    whole_batch(story, one_weight(story))


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
