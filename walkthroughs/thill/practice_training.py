"""Thill, Practical Considerations: batch size, initialization, local minima, step size.

Change the numbers below and run it again: python walkthroughs/thill/practice_training.py
"""

import sys
from itertools import pairwise

from backprop_scalar import Layer, Network, average, backprop, forward, initial_layer
from backprop_scalar.activations import sigmoid_slope
from backprop_scalar.descent import DivergedError, train
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.datasets import xor
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

XOR = xor()  # four examples x, y*
HIDDEN = 2  # neurons of the hidden layer, tanh; the output is a sigmoid
SEED = 1  # of the initial weights, except where several are compared
ETA = 1.0  # the learning rate η, except where several are compared
BATCH_SIZES = [1, 2, 4]
BATCH_ETA = 0.5  # the learning rate η of that comparison
SEEN = [0, 40, 400, 4000]  # numbers of examples after which batch sizes are compared
EQUAL_WEIGHT = 0.5  # every weight of the network that is initialized without breaking the symmetry
SEEDS = range(1, 9)
EPOCHS = 400
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


def largest_gradient(network: Network) -> float:
    """The largest |∂J/∂w| or |∂J/∂b| of the network."""
    gradients = average([backprop(network, x, y, COST) for x, y in XOR])
    return max(abs(place.entry(gradients.dw, gradients.db)) for place in network.places())


def output_slope(network: Network) -> float:
    """The largest σ'(z) of the output over the examples."""
    outputs = [forward(network, x).a[-1][0] for x, _ in XOR]
    return max(sigmoid_slope(a) for a in outputs)


def batch_sizes(story: Story) -> None:
    """SGD, mini-batches and the full batch after equal numbers of passes and of steps."""
    story.heading("SGD, mini-batches and full batches")
    story.text(
        "The gradient of `J` is a mean over the batch. The batch may be all examples (full batch), "
        "some of them (mini-batch), or one (SGD). One example's gradient costs the same "
        "everywhere, so compare after equally many examples: a small batch makes more updates out "
        "of them, each in the direction of fewer examples."
    )
    rows = []
    for examples in SEEN:
        cells = []
        for size in BATCH_SIZES:
            epochs = examples // len(XOR)
            *_, end = train(drawn(SEED), XOR, COST, BATCH_ETA, epochs, batch_size=size, seed=SEED)
            cells.append(story.page.number(significant(end.cost, story.digits)))
        rows.append([str(examples), *cells])
    story.table(
        [
            Column("examples seen"),
            *(Column(f"J, batch of {size}", "number") for size in BATCH_SIZES),
        ],
        rows,
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
        f"the same number, get the same error signal, and move by the same step: they stay equal, "
        f"and the layer of {HIDDEN} works like a layer of one."
    )
    rows = [[EQUAL_WEIGHT] * 2 for _ in range(HIDDEN)]
    network = Network(
        [
            Layer(rows, [0.0] * HIDDEN, "tanh"),
            Layer([[EQUAL_WEIGHT] * HIDDEN], [0.0], "sigmoid"),
        ]
    )
    *_, equal = train(network, XOR, COST, ETA, EPOCHS, batch_size=len(XOR))
    *_, broken = train(drawn(SEED), XOR, COST, ETA, EPOCHS, batch_size=len(XOR))
    table = []
    for i in range(HIDDEN):
        for j in range(2):
            weights = [network.w[1][i][j], *(end.network.w[1][i][j] for end in (equal, broken))]
            cells = [story.page.number(significant(w, story.digits)) for w in weights]
            table.append([f"w_{i + 1},{j + 1}^(1)", *cells])
    story.table(
        [
            Column("weight", "math"),
            Column("equal start", "number"),
            Column(f"after {EPOCHS} epochs", "number"),
            Column("after a drawn start", "number"),
        ],
        table,
    )
    costs = [significant(end.cost, story.digits) for end in (equal, broken)]
    zero = Network(
        [
            Layer([[0.0] * 2 for _ in range(HIDDEN)], [0.0] * HIDDEN, "tanh"),
            Layer([[0.0] * HIDDEN], [0.0], "sigmoid"),
        ]
    )
    deltas = backprop(zero, *XOR[1], COST).delta[1]
    story.text(
        f"The cost ends at {costs[0]} from the equal start and at {costs[1]} from weights drawn "
        f"with seed {SEED}: drawing every weight by itself is what breaks the symmetry. If all "
        f"weights are 0, nothing is passed back at all: the hidden error signals of the second "
        f"example are {', '.join(f'{d:g}' for d in deltas)}."
    )


def local_minima(story: Story) -> None:
    """The same network from several seeds."""
    story.heading("Local minima")
    story.text(
        f"Gradient descent goes downhill from where it starts. The same network after {EPOCHS} "
        f"epochs of full-batch descent with `η` = {ETA:g}, from weights drawn with different seeds:"
    )
    rows, solved = [], 0
    for seed in SEEDS:
        *_, end = train(drawn(seed), XOR, COST, ETA, EPOCHS, batch_size=len(XOR))
        solved += end.cost < SOLVED
        cost = story.page.number(significant(end.cost, story.digits))
        slope = f"{largest_gradient(end.network):.1e}"
        rows.append([str(seed), cost, "yes" if end.cost < SOLVED else "no", slope])
    story.table(
        [
            Column("seed"),
            Column("J", "number"),
            Column(f"below {SOLVED:g}"),
            Column("largest derivative"),
        ],
        rows,
    )
    story.text(
        f"{solved} of {len(rows)} starts reach a cost below {SOLVED:g}. The last column is the "
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
            epochs = list(train(drawn(SEED), XOR, COST, eta, ETA_EPOCHS, batch_size=len(XOR)))
        except DivergedError:
            rows.append([f"{eta:g}", *["too large for a float"] * 2, "", ""])
            continue
        costs, slope = [epoch.cost for epoch in epochs], largest_gradient(epochs[-1].network)
        if costs[-1] > costs[0] and max(slope, output_slope(epochs[-1].network)) < STUCK:
            stuck = f"`η` = {eta:g}"
        rises = sum(after > before for before, after in pairwise(costs))
        cells = [significant(cost, story.digits) for cost in (costs[0], costs[-1])]
        rows.append([f"{eta:g}", *cells, str(rises), f"{slope:.1e}"])
    story.table(
        [
            Column("`η`"),
            Column("J at the start"),
            Column(f"J after {ETA_EPOCHS} epochs"),
            Column("epochs in which J rose"),
            Column("largest derivative at the end"),
        ],
        rows,
    )
    saturated = (
        f" A far too large step, here that with {stuck}, does not overflow: it drives the output "
        f"into saturation, where its slope is nearly 0 and no derivative is left to bring it back."
    )
    story.text(
        f"A cost that rises from one full-batch epoch to the next is the sign of a step that is "
        f"too large, for a small enough step against the gradient cannot raise it."
        f"{saturated if stuck else ''}"
    )


def tell(story: Story) -> None:
    """The list of the section, in its order after gradient checking."""
    story.heading("Thill, practical considerations: training", 1)
    story.text(
        "The note lists these considerations as bullet points and has no text for them yet. The "
        f"numbers here are from a network of 2 inputs, {HIDDEN} tanh neurons and a sigmoid output "
        f"that learns XOR: 1 if exactly one of the two inputs is 1, else 0."
    )
    batch_sizes(story)
    story.rounding()
    symmetry(story)
    local_minima(story)
    step_size(story)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
