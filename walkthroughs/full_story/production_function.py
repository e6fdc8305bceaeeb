"""The Full Story, sections 1, 3 and 5: training on the production function of its footnote.

Change the numbers below and run it again: python walkthroughs/full_story/production_function.py
"""

import sys
from itertools import pairwise

from backprop_scalar import Network, backprop, descend, example_cost, initial_layer, mean_cost
from backprop_scalar.costs import half_squared_error
from backprop_scalar.descent import Epoch, train
from backprop_scalar.equations import mean
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.datasets import DataSet, beta_mean, beta_variance, production
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

ALPHA = 0.3  # α, the exponent of capital
A, B = 5.0, 2.0  # the productivity is Beta(A, B)
N = 200  # observations
DATA_SEED = 1
NETWORK_SEED = 3
ETA = 0.1  # the learning rate η
EPOCHS = 200  # how often SGD goes through all observations
SHOWN = [0, 1, 2, 3, 5, 10, 20, 50, 100, 150, 200]  # epochs in the table
BAR = 40  # signs of the longest bar
COST = "half_squared_error"


def tell(story: Story) -> None:
    """The data, the start, the training, the noise that stays, and one step of SGD."""
    story.heading("The Full Story, §§1, 3, 5: training on the production function", 1)
    data, network = production(N, ALPHA, A, B, DATA_SEED), start()
    the_data(story, data)
    the_start(story, network)
    epochs = training(story, data, network)
    noise(story, data, epochs)
    single_steps(story, data, network)


def start() -> Network:
    """The 2-3-1 network of section 1 with weights drawn by He's rule."""
    hidden = initial_layer(2, 3, "relu", "he_normal", NETWORK_SEED)
    return Network([hidden, initial_layer(3, 1, "sigmoid", "he_normal", NETWORK_SEED + 1)])


def the_data(story: Story, data: DataSet) -> None:
    """The first few observations."""
    story.heading("§3, footnote: the observations")
    story.text(
        "The footnote's task is to predict the output `Y` of a firm from its capital, here `x_1`, "
        "and its labour: `Y = A·x_1^α·x_2^(1−α)`. The note uses `L` for labour and for the "
        "empirical risk. Here labour is `x_2` and `L` is only the risk. `x_1` and `x_2` are "
        f"uniform on [0, 1], and `α` is {ALPHA:g}. The productivity `A` is drawn from "
        f"Beta({A:g}, {B:g}) for each observation, and the network is not told. `Y` is between 0 "
        f"and 1, as the sigmoid's output is. These are the first of {len(data)} observations:"
    )
    rows = []
    for (x_1, x_2), (y,) in data[:4]:
        shown = (x_1, x_2, y / (x_1**ALPHA * x_2 ** (1 - ALPHA)), y)
        rows.append([number(story, v) for v in shown])
    story.table([Column(f"`{name}`", "number") for name in ("x_1", "x_2", "A", "Y")], rows)


def number(story: Story, value: float) -> str:
    """A value for a number column."""
    return story.page.number(significant(value, story.digits))


def the_start(story: Story, network: Network) -> None:
    """The parameters before training."""
    story.heading("§1 The start: He's initialization")
    count = len(list(network.places()))
    story.text(
        f"The network has {count} parameters. He's rule draws each weight from a normal "
        "distribution of mean 0 and variance 2/n, where n is the number of inputs of its neuron; "
        "the biases begin at 0. The note names the rule and does not give the formula."
    )
    rows = []
    for l, (w, b) in enumerate(zip(network.w[1:], network.b[1:]), 1):
        for i, (w_i, b_i) in enumerate(zip(w, b), 1):
            weights = [number(story, w_ij) for w_ij in w_i] + [""] * (3 - len(w_i))
            rows.append([f"{l}", f"{i}", *weights, number(story, b_i)])
    heads = ["layer", "neuron", "weight 1", "weight 2", "weight 3", "bias"]
    story.table([Column(head, "text" if "we" not in head else "number") for head in heads], rows)


def training(story: Story, data: DataSet, network: Network) -> list[Epoch]:
    """SGD over the epochs; the table of the risk."""
    story.heading("§5 Training")
    story.text(
        f"SGD with η = {ETA:g}: in each epoch all {len(data)} observations come once, in an order "
        f"drawn anew, and each of them makes one step. The table has the empirical risk `L` of §3, "
        f"with the factor 1/2, when the epoch ends; the bars are drawn to its scale."
    )
    epochs = list(train(network, data, COST, ETA, EPOCHS, seed=NETWORK_SEED))
    largest = max(epoch.cost for epoch in epochs)
    rows = [
        [str(e.number), number(story, e.cost), "#" * max(1, round(BAR * e.cost / largest))]
        for e in epochs
        if e.number in {*SHOWN, EPOCHS}
    ]
    story.table([Column("epoch", "number"), Column("`L`", "number"), Column("")], rows)
    first, last = epochs[0].cost, epochs[-1].cost
    rising = sum(after.cost > before.cost for before, after in pairwise(epochs))
    story.text(
        f"The risk at the end is the risk at the start divided by {first / last:.1f}. It did not "
        f"fall all the way: it rose in {rising} of the {EPOCHS} epochs."
        if rising
        else f"The risk at the end is the risk at the start divided by {first / last:.1f}; it fell "
        f"in every epoch."
    )
    return epochs


def noise(story: Story, data: DataSet, epochs: list[Epoch]) -> None:
    """What the risk cannot fall below."""
    story.heading("§3 What no network can predict")
    story.text(
        "`A` is not among the inputs. The best prediction from `x_1` and `x_2` takes the mean of "
        "`A`, and what it misses is the spread of `A` about that mean: its expected loss is half "
        "the variance of `A`, times the square of `x_1^α·x_2^(1−α)`. Averaged over the "
        "observations, that is the part of the risk that the noise of `A` leaves. The second "
        "line has the best prediction's losses for the `Y` that were drawn, in place of their "
        "expectation."
    )
    mean_of_a, variance = beta_mean(A, B), beta_variance(A, B)
    g = [x_1**ALPHA * x_2 ** (1 - ALPHA) for (x_1, x_2), _ in data]
    expected = mean([variance * g_i**2 / 2 for g_i in g], len(data))
    drawn = mean(
        [half_squared_error([mean_of_a * g_i], y) for g_i, (_, y) in zip(g, data)], len(data)
    )
    rows = [
        ["left by the noise of A, expected", number(story, expected)],
        ["left by the noise of A, for the Y drawn", number(story, drawn)],
        ["of the network, at the start", number(story, epochs[0].cost)],
        ["of the network, at the end", number(story, epochs[-1].cost)],
    ]
    story.table([Column("risk"), Column("`L`", "number")], rows)
    below = " It is below what was drawn: with its parameters the network has followed some of the "
    story.text(
        f"At the end the network's risk is {epochs[-1].cost / drawn:.2f} times the best "
        "prediction's for these observations."
        + (below + "noise of these observations." if epochs[-1].cost < drawn else "")
    )


def single_steps(story: Story, data: DataSet, network: Network) -> None:
    """What each of the first steps does to the sampled loss and to the risk."""
    story.heading("§1 Does each step reduce the error?")
    story.text(
        "§1 says that each cycle moves the parameters in a direction that reduces the error. A "
        "step goes against the gradient of the loss of one observation, and that loss it reduces "
        "if η is small enough. The risk it may raise. The first steps from the start above, "
        "observation by observation:"
    )
    rows, sampled, risks = [], 0, 0
    steps = data[:50]
    for i, (x, y) in enumerate(steps, 1):
        moved = descend(network, backprop(network, x, y, COST), ETA)
        l_i, L = ((example_cost(n, x, y, COST), mean_cost(n, data, COST)) for n in (network, moved))
        (l_before, risk_before), (l_after, risk_after) = l_i, L
        sampled += l_after < l_before
        risks += risk_after < risk_before
        if i <= 8:
            change = "falls" if risk_after < risk_before else "rises"
            shown = [number(story, v) for v in (l_before, l_after, risk_before, risk_after)]
            rows.append([str(i), *shown, change])
        network = moved
    heads = ["step", "`l_i` before", "`l_i` after", "`L` before", "`L` after"]
    columns = [Column(head, "number") for head in heads]
    story.table([*columns, Column("the risk")], rows)
    story.text(
        f"Of the first {len(steps)} steps, {sampled} lowered the loss of their own observation and "
        f"{risks} lowered the risk. The gradient of the risk is the average of the gradients of "
        f"all `l_i`, so what single steps spoil tends to be made good over an epoch."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
