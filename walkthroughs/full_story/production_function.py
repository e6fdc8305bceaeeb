"""The Full Story, sections 1, 3 and 5: training on the production function of its footnote.

Change the numbers below and run it again: python walkthroughs/full_story/production_function.py
"""

import sys
from collections.abc import Callable, Sequence
from itertools import pairwise

try:
    from backprop_scalar.walkthrough import Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Network, example_cost, forward, initial_layer, train
from backprop_scalar.descent import Epoch
from backprop_scalar.equations import mean
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.datasets import DataSet, beta_mean, beta_variance, output, production

ALPHA = 0.3  # α, the exponent of capital
A, B = 5.0, 2.0  # the productivity is Beta(A, B)
N = 200  # observations to train on
UNSEEN = 1000  # observations that training has not seen
DATA_SEED = 1
NETWORK_SEED = 3
ETA = 0.1  # the learning rate η
EPOCHS = 60  # how often SGD goes through all observations
SHOWN = [0, 1, 2, 3, 5, 10, 20, 40, 60]  # epochs in the table
POINTS = [[0.2, 0.2], [0.2, 0.8], [0.5, 0.5], [0.8, 0.2], [0.9, 0.9]]  # x to predict for
COST = "half_squared_error"


def tell(story: Story) -> None:
    """The data, the start, the training, new inputs, the noise that stays."""
    story.heading("The Full Story, §§1, 3, 5: training on the production function", 1)
    data = production(N, ALPHA, A, B, DATA_SEED)
    the_data(story, data)
    start = the_start(story)
    end = training(story, data, start)
    predictions(story, end)
    noise(story, data, start, end)


def the_data(story: Story, data: DataSet) -> None:
    """The formula with the first observation's numbers, and the first few."""
    story.heading("§3, footnote: the observations")
    story.text(
        "The footnote's task is to predict the output `Y` of a firm from its capital `K` and its "
        "labour `L`, the inputs `x_1` and `x_2`, uniform on [0, 1]. The productivity `A` is drawn "
        f"from Beta({A:g}, {B:g}) for each observation, and the network is not given it. `Y` is "
        "between 0 and 1, as the sigmoid's output is. `L` is labour here only; below it is the "
        f"risk. This is the first of {len(data)} observations:"
    )
    (K, L), (Y,) = data[0]
    c = story.calculation("full_story")
    productivity = c.given("A", Y / output(1.0, K, L, ALPHA), "productivity")
    inputs = c.given("K", K, "capital"), c.given("L", L, "labour")
    alpha = c.given("α", ALPHA, "exponent of capital")
    c.show_given()
    story.rounding()
    c.line("Y", output, productivity, *inputs, alpha, cite="§3 Y")
    c.show()


def the_start(story: Story) -> Network:
    """The 2-3-1 network of section 1 with weights drawn by He's rule, and a table of them."""
    hidden = initial_layer(2, 3, "relu", "he_normal", NETWORK_SEED)
    network = Network([hidden, initial_layer(3, 1, "sigmoid", "he_normal", NETWORK_SEED + 1)])
    story.heading("§1 The start: He's initialization")
    story.text(
        f"The network has {len(list(network.places()))} parameters. He's rule draws each weight "
        "from a normal distribution of mean 0 and variance 2/n, where n is the number of inputs of "
        "its neuron; the biases begin at 0. The note names the rule and does not give the formula."
    )
    rows = [
        [str(i), *map(story.number, (*w_i, w))]
        for i, (w_i, w) in enumerate(zip(network.w[1], network.w[2][0]), 1)
    ]
    heads = ("i", "w_i1^[1]", "w_i2^[1]", "w_i^[2]")
    story.table([Column(f"`{head}`", "number") for head in heads], rows)
    return network


def training(story: Story, data: DataSet, network: Network) -> Network:
    """SGD over the epochs, the table of the risk; the network at the end."""
    story.heading("§5 Training")
    story.text(
        f"SGD with η = {ETA:g}: in each epoch all {len(data)} observations come once, in an order "
        f"drawn anew, and each of them makes one step. The table has the empirical risk `L` of §3 "
        f"when the epoch ends; the bars are drawn to its scale."
    )
    epochs: list[Epoch] = list(train(network, data, COST, ETA, EPOCHS, seed=NETWORK_SEED))
    largest = epochs[0].cost
    shown = [epoch for epoch in epochs if epoch.number in {*SHOWN, EPOCHS}]
    rows = [
        [str(e.number), story.number(e.cost), "#" * round(40 * e.cost / largest)] for e in shown
    ]
    story.table([Column("epoch", "number"), Column("`L`", "number"), Column("`L` as a bar")], rows)
    rising = sum(after.cost > before.cost for before, after in pairwise(epochs))
    story.text(
        f"The risk at the end is the risk at the start divided by {largest / epochs[-1].cost:.1f}. "
        f"It rose in {rising} of the {EPOCHS} epochs, for a step on one observation may raise it."
    )
    return epochs[-1].network


def predictions(story: Story, network: Network) -> None:
    """What the trained network says of inputs of the reader's own."""
    story.heading("§5 Applied to new inputs")
    story.text(
        "The best prediction from `x_1` and `x_2` alone takes the mean of `A`, "
        f"`{A:g}/({A:g} + {B:g}) = {story.number(beta_mean(A, B))}`, in the place of `A`. The "
        "trained network has seen neither that formula nor these inputs:"
    )
    rows = []
    for x in POINTS:
        (y_hat,), best = forward(network, x).a[2], best_prediction(x)
        rows.append([*map(str, x), *map(story.number, (y_hat, best, y_hat - best))])
    heads = ("`x_1`", "`x_2`", "`ŷ`", "best prediction", "`ŷ` minus best")
    story.table([Column(head, "number") for head in heads], rows)


def best_prediction(x: Sequence[float]) -> float:
    """The mean of Y for these inputs."""
    return output(beta_mean(A, B), *x, ALPHA)


def noise(story: Story, data: DataSet, start: Network, end: Network) -> None:
    """What the risk cannot fall below, on the observations of training and on others."""
    variance, added = beta_variance(A, B), f"{A:g} + {B:g}"
    story.heading("§5 The risk on unseen observations")
    story.text(
        "What the best prediction misses is the spread of `A` about its mean: its expected loss is "
        f"half the variance of `A` times the square of what `A` is multiplied by; that variance is "
        f"`{A:g}·{B:g}/(({added})^2·({added} + 1)) = {story.number(variance)}`. The risk `L` of §3 "
        f"on the {N} observations of training and on {UNSEEN} others, drawn in the same way:"
    )
    table: dict[str, Callable[[list[float], list[float]], float]] = {
        "the best prediction, expected": lambda x, y: variance * output(1.0, *x, ALPHA) ** 2 / 2,
        "the best prediction, for the Y drawn": lambda x, y: (best_prediction(x) - y[0]) ** 2 / 2,
        "the network at the start": lambda x, y: example_cost(start, x, y, COST),
        "the network at the end": lambda x, y: example_cost(end, x, y, COST),
    }
    rows = []
    for words, loss in table.items():
        both = (data, production(UNSEEN, ALPHA, A, B, DATA_SEED + 1))
        risks = (mean([loss(x, y) for x, y in of], len(of)) for of in both)
        rows.append([words, *map(story.number, risks)])
    columns = [Column("seen", "number"), Column("unseen", "number")]
    story.table([Column("predictions of"), *columns], rows)
    story.text(
        "What the network has learned holds for new inputs as far as its risk on what is unseen "
        "is near that of the best prediction for the `Y` drawn."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
