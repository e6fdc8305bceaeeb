"""The Full Story, sections 2 to 5: one training step of the 2-3-1 network.

Change the numbers below and run it again: python walkthroughs/full_story/training_step.py
"""

import sys

from backprop_scalar import Layer, Network, Problem, backprop, descend, example_cost, forward
from backprop_scalar.backprop import Gradients
from backprop_scalar.equations import central_quotient
from backprop_scalar.network import map_parameters
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Step, Story, walk

X = [0.5, 0.8]  # x_1, x_2
Y = 0.4  # y, between 0 and 1
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^[1]: row i holds w_i1 and w_i2, into neuron i
B_1 = [0.1, 0.05, -0.2]  # b^[1]
W_2 = [0.5, -0.4, 0.8]  # W^[2]: w_1, w_2, w_3, from neuron 1, 2, 3
B_2 = 0.1  # b^[2]
ETA = 0.1  # the learning rate η
H = 1e-5  # half the distance of a finite difference


def problem() -> Problem:
    """The network of section 1, ReLU hidden neurons and a sigmoid output, with these numbers."""
    network = Network([Layer(W_1, B_1, "relu"), Layer([W_2], [B_2], "sigmoid")])
    return Problem(network, [(X, [Y])], "half_squared_error", ETA, note="full_story")


def tell(story: Story) -> None:
    """Sections 2 to 5, in the order of the note."""
    story.heading("The Full Story, §§2-5: one training step", 1)
    story.text(
        "One observation goes through the network, the loss is taken, its derivatives come back, "
        "and the parameters move one step. These are the numbers it starts from."
    )
    step = story.step(problem())
    step.given()
    story.rounding()
    story.text("Every line uses only lines above it, so a pocket calculator can follow.")
    forward_pass(story, step)
    loss(story, step)
    output_layer(story, step)
    hidden_layer(story, step)
    steepest_ascent(story)
    update(story, step)


def forward_pass(story: Story, step: Step) -> None:
    """Section 2."""
    story.heading("§2 Forward pass")
    story.text(
        "The network is one nested function, worked out from the inside: weighted sums "
        "`f^[0]`, hidden activations `h^[1]`, the weighted sum `f^[1]`, the prediction `ŷ`. Mind "
        "the superscripts of `f`: `f^[0]` belongs to the hidden layer, whose weights are "
        "`W^[1]`, and `f^[1]` to the output, whose weights are `W^[2]`."
    )
    step.phase("forward")
    story.text(
        "A hidden neuron with an `f` of 0 or less outputs 0. It is inactive: for this observation "
        "the network would give the same prediction without it."
    )


def loss(story: Story, step: Step) -> None:
    """Section 3."""
    story.heading("§3 Loss")
    story.text(
        "The note writes the loss first without and then with the factor 1/2. The same parameters "
        "minimize both, but they are not the same number: without the 1/2, the loss and every "
        "derivative below would be twice as large. §4 differentiates the one with 1/2."
    )
    step.phase("cost")


def output_layer(story: Story, step: Step) -> None:
    """Section 4, Algorithm 1 lines 1, 3 and 4."""
    story.heading("§4 Backward pass: the output layer")
    story.text(
        "§4 goes through Algorithm 1 for two layers; the last column names its lines. How does "
        "the loss change with the prediction, how does the prediction change with `f^[1]`? The "
        "product of the two is the error signal of the output, `δ^[1]`. The note writes its "
        "products from right to left, `∂ŷ/∂f·∂l/∂ŷ`; the tables have the factors in the other "
        "order, which makes no difference to products of numbers. It would to products of "
        "matrices: for these §4 states a rule with a transpose, and then writes its formulas "
        "without one, as if the derivatives in them were transposed already."
    )
    step.phase("backward", layer=2)
    story.text(
        "It gives the gradients of the parameters next to it. The bias moves `f^[1]` one to one, "
        "so its gradient is the error signal; a weight moves `f^[1]` by the activation it "
        "carries, so its gradient is the error signal times that activation, and exactly 0 behind "
        "an inactive neuron."
    )
    step.phase("gradients", layer=2)


def hidden_layer(story: Story, step: Step) -> None:
    """Section 4, Algorithm 1 lines 5 and 7."""
    story.heading("§4 Backward pass: the hidden layer")
    story.text(
        "One layer back: the error signal returns along each weight `w_i^[2]`, the weights as they "
        "were in the forward pass. Then the slope of the ReLU, `I[f > 0]`, lets it through, 1, or "
        "stops it, 0."
    )
    step.phase("backward", layer=1)
    story.text("The gradients follow as before, with the inputs in the place of the activations.")
    step.phase("gradients", layer=1)
    story.check(problem())


def steepest_ascent(story: Story) -> None:
    """The slope of l along the gradient and along other directions."""
    found = backprop(problem().network, X, [Y], "half_squared_error")
    gradient = in_one_list(found)
    length = sum(g**2 for g in gradient) ** 0.5
    story.heading("After Algorithm 1: the direction of steepest ascent")
    if not length:
        story.text("All gradients are 0 with these numbers: no direction goes up.")
        return
    count, largest = len(gradient), max(gradient, key=abs)
    u = [g / length for g in gradient]
    alone = [0.0] * count
    alone[gradient.index(largest)] = 1.0 if largest > 0 else -1.0
    directions = {
        "along u": u,
        "the parameter with the largest derivative alone": alone,
        "all parameters upwards by the same amount": [count**-0.5] * count,
        "against u": [-u_i for u_i in u],
    }
    story.text(
        f"The {count} derivatives together are the gradient `∇l`. Its length `|∇l|`, the root of "
        f"the sum of their squares, is {significant(length, story.digits)}. The note says that it "
        "points in the direction of steepest ascent. To see that, move all parameters together, "
        "forwards and backwards along a direction of length 1, and divide the difference of `l` by "
        "the distance. Along `u = ∇l/|∇l|` the slope is `|∇l|`, and in no direction is it greater:"
    )
    rows = []
    for words, direction in directions.items():
        slope = central_quotient(moved(direction, H), moved(direction, -H), H)
        rows.append([words, story.page.number(significant(slope, story.digits))])
    story.table([Column("direction"), Column("slope of `l`", "number")], rows)


def in_one_list(gradients: Gradients) -> list[float]:
    """All derivatives, those by the weights first."""
    by_weights = [g for rows in gradients.dw for row in rows for g in row]
    return by_weights + [g for row in gradients.db for g in row]


def moved(direction: list[float], h: float) -> float:
    """The loss h further along a direction in the space of the parameters."""
    network, steps = problem().network, iter(direction)
    w, b = map_parameters(lambda theta: theta + h * next(steps), (network.w, network.b))
    return example_cost(network.moved_to(w, b), X, [Y], "half_squared_error")


def update(story: Story, step: Step) -> None:
    """Section 5."""
    gradients = backprop(problem().network, X, [Y], "half_squared_error")
    found = in_one_list(gradients)
    still = found.count(0.0)
    stay = f" {still} of the {len(found)} stay where they are, for their gradient is 0."
    story.heading("§5 Gradient descent update")
    story.text(
        "All gradients are known, so now, and not before, the parameters move downhill."
        + (stay if still else f" All {len(found)} move.")
    )
    step.phase("update")
    network = problem().network
    before, after = (
        significant(forward(n, X).a[2][0], story.digits)
        for n in (network, descend(network, gradients, ETA))
    )
    story.text(
        f"The note counts the steps in round brackets: if the parameters at the top are `θ^(t)`, "
        f"these are `θ^(t+1)`. With them the prediction for this observation is {after}; it was "
        f"{before}, and the target is {Y:g}. " + step.outcome()
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
