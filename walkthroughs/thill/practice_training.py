"""Thill, Practical Considerations: batch size, initialization, local minima, step size.

Change the numbers below and run it again: python walkthroughs/thill/practice_training.py
"""

import sys
from itertools import pairwise

try:
    from backprop_scalar.walkthrough import Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, average, backprop, forward, initial_layer, train
from backprop_scalar.activations import sigmoid_slope
from backprop_scalar.descent import DivergedError, Epoch
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.datasets import xor

XOR = xor()  # four examples x, y*
HIDDEN = 2  # neurons of the hidden layer, tanh; the output is a sigmoid
SEED = 1  # of the initial weights, except where several are compared
ETA = 2.0  # the learning rate η, except where several are compared
BATCH_SIZES = [1, 2, 4]
BATCH_ETA = 0.5  # the learning rate η of that comparison
SEEN = [0, 40, 400, 2000]  # numbers of examples after which batch sizes are compared
EQUAL_WEIGHT = 0.5  # every weight of the network that is initialized without breaking the symmetry
SEEDS = range(1, 9)
EPOCHS = 250
ETAS = [0.01, 0.1, 1.0, 10.0, 100.0]
ETA_EPOCHS = 100
COST = "half_squared_error"
STUCK = 1e-3  # slopes and derivatives below this count as nearly 0
SOLVED = 0.03  # a cost below this counts as solved


def drawn(seed: int) -> Network:
    """A 2-HIDDEN-1 network with initial weights from that seed."""
    return Network(
        [
            initial_layer(2, HIDDEN, "tanh", "uniform", seed),
            initial_layer(HIDDEN, 1, "sigmoid", "uniform", seed + 100),
        ]
    )


def all_equal(weight: float) -> Network:
    """The same network with all weights equal and biases 0."""
    rows = [[weight] * 2 for _ in range(HIDDEN)]
    hidden = Layer(rows, [0.0] * HIDDEN, "tanh")
    return Network([hidden, Layer([[weight] * HIDDEN], [0.0], "sigmoid")])


def full_batch(network: Network, eta: float, epochs: int) -> list[Epoch]:
    """The epochs of full-batch descent on XOR."""
    return list(train(network, XOR, COST, eta, epochs, batch_size=len(XOR)))


def largest_gradient(network: Network) -> float:
    """The largest |∂J/∂w| or |∂J/∂b| of the network."""
    gradients = average([backprop(network, x, y, COST) for x, y in XOR])
    return max(abs(place.entry(gradients.dw, gradients.db)) for place in network.places())


def batch_sizes(story: Story) -> None:
    """SGD, mini-batches and the full batch after equal numbers of examples."""
    story.heading("SGD, mini-batches and full batches")
    story.text(
        "The gradient of `J` is a mean over the batch. The batch may be all examples (full batch), "
        "some of them (mini-batch), or one (SGD). One example's gradient costs the same "
        "everywhere, so compare after equally many examples: a small batch makes more updates out "
        "of them, each in the direction of fewer examples."
    )
    epochs = max(SEEN) // len(XOR)
    costs = []
    for size in BATCH_SIZES:
        ends = train(drawn(SEED), XOR, COST, BATCH_ETA, epochs, batch_size=size, seed=SEED)
        costs.append([end.cost for end in ends])
    headings = (Column(f"J, batch of {size}", "number") for size in BATCH_SIZES)
    story.table(
        [Column("examples seen"), *headings],
        [[str(n), *(story.number(cost[n // len(XOR)]) for cost in costs)] for n in SEEN],
    )
    story.text(
        f"Every column starts from the same weights and has `η` = {BATCH_ETA:g}; the examples are "
        f"shuffled before each epoch. `J` is always the mean over all {len(XOR)} examples, which "
        f"an update from fewer of them need not lower."
    )


def symmetry(story: Story) -> None:
    """Equal initial weights stay equal; zero weights do not even pass anything back."""
    story.heading("Initialization and symmetry")
    story.text(
        f"Let all weights be {EQUAL_WEIGHT:g} and all biases 0. Then the hidden neurons compute "
        f"the same number, get the same error signal, and move by the same step: the rows of "
        f"`W^(1)` stay equal to each other, and the layer of {HIDDEN} works like a layer of one. "
        f"What breaks the symmetry is to draw every weight by itself, here uniformly between "
        f"`−1/√d` and `1/√d`, with `d` the number of neurons in the layer before. Both networks "
        f"take {EPOCHS} epochs of full-batch descent with `η` = {ETA:g}:"
    )
    start = all_equal(EQUAL_WEIGHT)
    equal = full_batch(start, ETA, EPOCHS)[-1]
    broken = full_batch(drawn(SEED), ETA, EPOCHS)[-1]
    networks = [start, equal.network, drawn(SEED), broken.network]
    after = f"after {EPOCHS} epochs"
    headings = ["equal start", after, f"drawn, seed {SEED}", after]
    story.table(
        [Column("weight", "math"), *(Column(heading, "number") for heading in headings)],
        [
            [f"w_{i},{j}^(1)", *(story.number(net.w[1][i - 1][j - 1]) for net in networks)]
            for i in range(1, HIDDEN + 1)
            for j in (1, 2)
        ],
    )
    deltas = backprop(all_equal(0.0), *XOR[1], COST).delta[1]
    story.text(
        f"The cost ends at {story.number(equal.cost)} from the equal start and at "
        f"{story.number(broken.cost)} from the drawn one. If all weights are 0, nothing is passed "
        f"back at all: the hidden error signals of the second example are "
        f"{', '.join(f'{d:g}' for d in deltas)}."
    )


def local_minima(story: Story) -> None:
    """The same network from several seeds."""
    story.heading("Local minima")
    story.text(
        f"Gradient descent goes downhill from where it starts. The same network after {EPOCHS} "
        f"epochs of full-batch descent with `η` = {ETA:g}, from weights drawn with different seeds:"
    )
    ends = {seed: full_batch(drawn(seed), ETA, EPOCHS)[-1] for seed in SEEDS}
    kinds = ["text", "number", "text", "text"]
    headings = ["seed", "J", f"below {SOLVED:g}", "largest derivative"]
    story.table(
        [Column(*column) for column in zip(headings, kinds)],
        [
            [
                str(seed),
                story.number(end.cost),
                "yes" if end.cost < SOLVED else "no",
                f"{largest_gradient(end.network):.1e}",
            ]
            for seed, end in ends.items()
        ],
    )
    solved = sum(end.cost < SOLVED for end in ends.values())
    story.text(
        f"{solved} of {len(ends)} starts reach a cost below {SOLVED:g}. The last column is the "
        f"largest of the derivatives of `J`, regardless of sign. Where it is nearly 0 and `J` is "
        f"not, the descent has come to a local minimum, a saddle or a plateau, which these numbers "
        f"cannot tell apart; where it is larger, the descent is still under way. An output of 1/2 "
        f"for every example would cost 1/8 = 0.125. The usual remedies are several starts and "
        f"more hidden neurons."
    )


def step_size(story: Story) -> None:
    """The same start with several learning rates."""
    story.heading("The step size")
    story.text(
        f"The learning rate `η` decides how far a step goes. A small one wastes epochs; a large "
        f"one steps over the valley. Full-batch descent from seed {SEED}:"
    )
    rows, stuck = [], ""
    for eta in ETAS:
        try:
            epochs = full_batch(drawn(SEED), eta, ETA_EPOCHS)
        except DivergedError:
            rows.append([f"{eta:g}", *["too large for a float"] * 2, "", ""])
            continue
        costs, end = [epoch.cost for epoch in epochs], epochs[-1].network
        slopes = [sigmoid_slope(forward(end, x).a[-1][0]) for x, _ in XOR]
        if costs[-1] > costs[0] and max(largest_gradient(end), *slopes) < STUCK:
            stuck = (
                f" A far too large step, here that with `η` = {eta:g}, does not overflow: it "
                f"drives the output into saturation, where its slope is nearly 0 and no derivative "
                f"is left to bring it back."
            )
        rises = sum(after > before for before, after in pairwise(costs))
        cells = map(story.number, (costs[0], costs[-1]))
        rows.append([f"{eta:g}", *cells, str(rises), f"{largest_gradient(end):.1e}"])
    after = f"J after {ETA_EPOCHS} epochs"
    last = ["epochs in which J rose", "largest derivative at the end"]
    story.table([Column(heading) for heading in ["`η`", "J at the start", after, *last]], rows)
    story.text(
        f"A cost that rises from one full-batch epoch to the next is the sign of a step that is "
        f"too large, for a small enough step against the gradient cannot raise it.{stuck} Momentum "
        f"is one answer to the step-size problem: practice_refinements.py has it."
    )


def tell(story: Story) -> None:
    """The list of the section, in its order after gradient checking."""
    story.heading("Thill, practical considerations: training", 1)
    story.text(
        "The note lists these considerations as bullet points and has no text for them yet. The "
        f"numbers here are from a network of 2 inputs, {HIDDEN} tanh neurons and a sigmoid output "
        f"that learns XOR: 1 if exactly one of the two inputs is 1, else 0. Each layer has its own "
        f"activation, where the note writes one `σ` for all."
    )
    batch_sizes(story)
    story.rounding()
    symmetry(story)
    local_minima(story)
    step_size(story)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
