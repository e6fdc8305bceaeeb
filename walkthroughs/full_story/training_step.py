"""The Full Story, sections 2 to 5: one training step of the 2-3-1 network.

Change the numbers below and run it again: python walkthroughs/full_story/training_step.py
"""

import sys
from collections.abc import Callable

try:
    from backprop_scalar.walkthrough import Step, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem, backprop, descend, example_cost, forward
from backprop_scalar.activations import identity, identity_slope
from backprop_scalar.backprop import Gradients
from backprop_scalar.equations import central_quotient, chain, passed_back
from backprop_scalar.network import map_parameters
from backprop_scalar.notes.quantities import Quantity
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.formulas import length, right_to_left

X = [0.5, 0.8]  # x_1, x_2
Y = 0.4  # y, between 0 and 1
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^[1]: row i holds w_i1 and w_i2, into neuron i
B_1 = [0.1, 0.05, -0.2]  # b^[1]
W_2 = [0.5, -0.4, 0.8]  # W^[2]: w_1, w_2, w_3, from neuron 1, 2, 3
B_2 = 0.1  # b^[2]
ETA = 0.1  # the learning rate η
ETAS = [0.01, 0.1, 1.0, 10.0, 50.0]  # learning rates to compare
STEPS = [0, 1, 2, 3, 5, 10, 20]  # after how many steps
COST = "half_squared_error"
NETWORK = Network([Layer(W_1, B_1, "relu"), Layer([W_2], [B_2], "sigmoid")])


def tell(story: Story) -> None:
    """Sections 2 to 5, in the order of the note."""
    story.heading("The Full Story, §§2-5: one training step", 1)
    story.text(
        "One observation goes through the network, the loss is taken, its derivatives come back, "
        "and the parameters move one step. These are the numbers it starts from."
    )
    step = story.step(Problem(NETWORK, [(X, [Y])], COST, ETA, note="full_story"))
    for phase in step.trace.plan:  # δ·h, as the note has it, for h·δ
        phase.lines[:] = [x._replace(equation=right_to_left(x.equation)) for x in phase.lines]
    step.given()
    story.rounding()
    forward_pass(story, step)
    output_layer(story, step)
    hidden_layer(story, step)
    middle_factors(story, step)
    steepest_ascent(story, step)
    update(story, step)
    learning_rates(story)
    three_lines(story)


def forward_pass(story: Story, step: Step) -> None:
    """Sections 2 and 3."""
    story.heading("§2 Forward pass")
    story.text(
        "The network is one nested function, worked out from the inside. Mind the superscripts of "
        "`f`: `f^[0]` belongs to the hidden layer, whose weights are `W^[1]`, and `f^[1]` to the "
        "output, whose weights are `W^[2]`. A hidden neuron with an `f` of 0 or less outputs 0. It "
        "is inactive: for this observation the prediction would be the same without it."
    )
    step.phase("forward")
    story.heading("§3 Loss")
    step.phase("cost")


def output_layer(story: Story, step: Step) -> None:
    """Section 4, Algorithm 1 lines 1, 3 and 4."""
    story.heading("§4 Backward pass: the output layer")
    story.text(
        "§4 goes through Algorithm 1 for two layers; the last column names its lines. How does "
        "the loss change with the prediction, how does the prediction change with `f^[1]`? The "
        "product of the two is the error signal of the output, `δ^[1] = ∂l/∂f^[1]`. The note "
        "writes its products from right to left, the derivative next to the loss last."
    )
    step.phase("backward", layer=2)
    c = story.calculation("full_story")
    dl, slope = (c.taken(step, Quantity(kind, 2, 0, i=0)) for kind in ("dC_da", "slope"))
    story.text(
        "That is the chain rule for `y = f(x)` and `z = g(y)`, here with `f^[1]` in the place of "
        "`x`, `ŷ` of `y`, `l` of `z`. For numbers either order does:"
    )
    c.line("∂l/∂f^[1]", chain, dl, slope, cite="§4 chain")
    c.show()
    story.text(
        "The error signal gives the gradients of the parameters next to it. The bias moves `f^[1]` "
        "one to one, so its gradient is the error signal; a weight moves `f^[1]` by the activation "
        "it carries, so its gradient is the error signal times that activation, and 0 after an "
        "inactive neuron."
    )
    step.phase("gradients", layer=2)


def hidden_layer(story: Story, step: Step) -> None:
    """Section 4, Algorithm 1 lines 5 and 7."""
    story.heading("§4 Backward pass: the hidden layer")
    story.text(
        "One layer back: the error signal returns along each weight `w_i^[2]` of the "
        "forward pass. Then the slope of the ReLU, `I[f > 0]`, lets it through, 1, or stops it, 0."
    )
    step.phase("backward", layer=1)
    story.text("The gradients follow as before, with the inputs in the place of the activations.")
    step.phase("gradients", layer=1)
    story.check(step.trace.problem)
    story.text(
        "As `b^[2]` moves `f^[1]` one to one and `b_i^[1]` likewise `f_i^[0]`, the differences for "
        "the biases check `δ^[1] = ∂l/∂f^[1]` and `δ_i^[0] = ∂l/∂f_i^[0]`, too."
    )


def middle_factors(story: Story, step: Step) -> None:
    """The derivatives that §4 writes between the gradient and the error signal."""
    n = len(W_1)
    story.heading("§4 The factors in the middle")
    story.text(
        "§4 states the chain rule for columns, `∂z/∂x = (∂y/∂x)^T·∂z/∂y`, and then writes its "
        "formulas without that transpose, as if it were in the middle factors already: `∂f^[1]/∂h` "
        "stands for `(W^[2])^T`. The middle factor of `∂l/∂W^[1]` is no matrix at all: it has an "
        "entry for each `f_i^[0]` and each weight. Entry by entry the rule is a sum over the "
        f"`f_i^[0]`, and a weight moves only one of these. For `w_{n}1^[1]`, beside the factors "
        "for the output's parameters (§4 writes the factors, not what they come to):"
    )
    c = story.calculation("full_story")
    x, h_1 = c.taken(step, Quantity("a", 0, 0, i=0)), Quantity("a", 1, 0, i=0)
    h = c.line("h_1^[1]", lambda: step.trace.working.values[h_1])
    c.shown = len(c.lines)  # it is printed already
    delta = [c.taken(step, Quantity("delta", 1, i, i=0)) for i in range(n)]
    c.line("∂f^[1]/∂b^[2]", identity_slope)
    c.line("∂f^[1]/∂w_1^[2]", identity, h)
    middle = c.line(f"∂f_{n}^[0]/∂w_{n}1^[1]", identity, x)
    factors = [*[0] * (n - 1), middle]
    c.line(f"∂l/∂w_{n}1^[1]", passed_back, factors, delta, cite="§4 chain^T")
    c.show()


def steepest_ascent(story: Story, step: Step) -> None:
    """The slope of l along the gradient and along other directions."""
    story.heading("After Algorithm 1: the direction of steepest ascent")
    c, working = story.calculation("full_story"), step.trace.working
    found = [q for q in working.values if q.kind in ("dw", "db")]
    story.text(
        f"The {len(found)} derivatives together are the gradient `∇l`. Its length, from those that "
        "are not 0:"
    )
    moving = [c.taken(step, q) for q in found if working.values[q]]
    norm = c.number(c.line("length of ∇l", length, moving, cite="§4 ascent"))
    c.show()
    story.text(
        "Move all parameters together along a direction of length 1. The slope of `l` is the sum "
        "of each derivative times the direction's part for it; beside it the difference quotient "
        "of moving forwards and backwards. No direction has a slope above `|∇l|`, its own:"
    )
    gradients, h, rows = backprop(NETWORK, X, [Y], COST), 1e-5, []
    largest = max((working.values[q] for q in found), key=abs)
    directions: dict[str, Callable[[float], float]] = {
        "along `∇l`": lambda g: g / norm,
        "the parameter with the largest derivative alone": lambda g: float(g == largest),
        "all parameters upwards by the same amount": lambda g: len(found) ** -0.5,
        "against `∇l`": lambda g: -g / norm,
    }
    for words, part in directions.items():
        slope = sum(working.values[q] * part(working.values[q]) for q in found)
        direction = Gradients(*map_parameters(part, (gradients.dw, gradients.db)))
        ends = (example_cost(descend(NETWORK, direction, by), X, [Y], COST) for by in (-h, h))
        rows.append([words, story.number(slope), story.number(central_quotient(*ends, h))])
    columns = [Column(head, "number") for head in ("slope of `l`", "finite difference")]
    story.table([Column("direction"), *columns], rows)


def update(story: Story, step: Step) -> None:
    """Section 5."""
    story.heading("§5 Gradient descent update")
    story.text(
        "All gradients are known, so now, and not before, the parameters move downhill. Those "
        "with gradient 0 stay where they are. The note counts the steps in round brackets: if the "
        "parameters at the top are `θ^(t)`, these are `θ^(t+1)`."
    )
    step.phase("update")
    after = story.number(forward(step.trace.moved_network, X).a[2][0])
    story.text(f"The prediction is {after} now, for the target {Y:g}. " + step.outcome())


def learning_rates(story: Story) -> None:
    """The loss after several steps, with small learning rates and with large ones."""
    story.heading("§5 A small η and a large one")
    story.text(
        "A small `η` makes slow but steady progress. A large one goes fast, and may step over the "
        "valley and up the other side; the loss after so many steps with this observation:"
    )
    rows = []
    for eta in ETAS:
        network, losses = NETWORK, []
        for _ in range(max(STEPS) + 1):
            losses.append(example_cost(network, X, [Y], COST))
            network = descend(network, backprop(network, X, [Y], COST), eta)
        rows.append([f"{eta:g}", *(f"{losses[t]:.1e}" for t in STEPS)])
    columns = [Column(f"`t = {t}`", "number") for t in STEPS]
    story.table([Column("`η`", "number"), *columns], rows)


def three_lines(story: Story) -> None:
    """The title of the note."""
    story.heading("The three lines of the title")
    story.text(
        "In PyTorch, after the same network was built, a training step is three lines. What each "
        "does is what stands above:"
    )
    story.table(
        [Column("in PyTorch"), Column("what it does"), Column("in the note", "place")],
        [
            ["neural_network(X)", "the forward pass", "§2"],
            ["loss.backward()", "the derivatives, from the loss back to every parameter", "§4"],
            ["optimizer.step()", "the update of every parameter", "§5"],
        ],
    )
    story.text(
        "The command pytorch prints a step as a script for those who have PyTorch, with these "
        "lines in it, and the script compares every derivative and every new parameter: python -m "
        "backprop_scalar pytorch walkthroughs/problems/full_story_2_3_1.toml"
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
