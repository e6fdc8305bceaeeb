"""The Full Story, sections 1 and 2: the network as one formula, and its linear regions.

Change the numbers below and run it again: python walkthroughs/full_story/forward_pass.py
"""

import sys
from collections import Counter

from backprop_scalar import Layer, Network, forward, initial_layer
from backprop_scalar.activations import sigmoid
from backprop_scalar.equations import passed_back, total, weighted_input
from backprop_scalar.functions import is_positive, positive_part
from backprop_scalar.notes.quantities import Named
from backprop_scalar.notes.symbols import Symbol
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.regions import middle, most_regions, regions_of, square
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import as_given, significant
from backprop_scalar.tracing.written import Written
from backprop_scalar.walkthrough import Story, walk

X = [0.5, 0.8]  # x_1, x_2
BETA = [0.1, 0.6, -0.3]  # β_0, β_1, β_2 of the linear regression
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^[1]: row i holds w_i1 and w_i2, into neuron i
B_1 = [0.1, 0.05, -0.2]  # b^[1]
W_2 = [0.5, -0.4, 0.8]  # W^[2]: w_1, w_2, w_3, from neuron 1, 2, 3
B_2 = 0.1  # b^[2]
SQUARE = 1000.0  # regions are counted for x_1 and x_2 from -SQUARE to SQUARE
FAR = [0.0, 2.0, -20.0, 20.0, 40.0]  # f^[1] to put into the sigmoid
DRAWS = 200  # networks drawn at random for the count


def tell(story: Story) -> None:
    """Linear regression, the nested formula, the regions."""
    story.heading("The Full Story, §§1-2: the network as one formula", 1)
    linear_regression(story)
    scalar_form(story)
    parameters(story)
    output_range(story)
    regions(story)
    counts(story)


def linear_regression(story: Story) -> None:
    """The model that the note compares the network with."""
    story.heading("§2 Linear regression, to compare with")
    story.text(
        "`β_0` is a bias and `β_1`, `β_2` are weights: the prediction is one weighted sum of the "
        "inputs, which is what a single neuron without activation function computes."
    )
    c = story.calculation("full_story")
    x = [c.given(f"x_{j}", x_j, f"input {j}") for j, x_j in enumerate(X, 1)]
    beta = [c.given(f"β_{j}", beta_j, "parameter") for j, beta_j in enumerate(BETA)]
    c.show_given()
    story.rounding()
    c.line("y", weighted_input, beta[1:], x, beta[0], cite="§2")
    c.show()


def scalar_form(story: Story) -> None:
    """The network written out, then layer by layer."""
    story.heading("§2 The network in scalar form")
    story.text(
        "The network is weighted sums inside a weighted sum, with a ReLU around each inner one and "
        "the sigmoid around the outer one. The note's formula has a line for each hidden neuron; "
        "`t_i` is the one of neuron `i`."
    )
    c = story.calculation("full_story")
    x = [c.given(f"x_{j}", x_j, f"input {j}") for j, x_j in enumerate(X, 1)]
    w_1, b_1 = [], []
    for i, (row, b_i) in enumerate(zip(W_1, B_1), 1):
        into = f"into hidden neuron {i}"
        w_1.append(
            [c.given(f"w_{i}{j}^[1]", w, f"weight {into}, input {j}") for j, w in enumerate(row, 1)]
        )
        b_1.append(c.given(f"b_{i}^[1]", b_i, f"bias of hidden neuron {i}"))
    w_2 = [c.given(f"w_{i}^[2]", w, f"weight from hidden neuron {i}") for i, w in enumerate(W_2, 1)]
    b_2 = c.given("b^[2]", B_2, "bias of the output")
    c.show_given()
    t = [
        c.line(f"t_{i}", term, w, x, w_i, b_i, cite="§2")
        for i, (w, w_i, b_i) in enumerate(zip(w_2, w_1, b_1), 1)
    ]
    c.line("f_NN", lambda t, b: sigmoid(total(t) + b), t, b_2, cite="§2")
    c.show()
    story.text(
        "The note then cuts this formula into quantities with names, from the inside outwards. "
        "The last line must be the number above."
    )
    f_0 = [
        c.line(f"f_{i}^[0]", weighted_input, w_i, x, b_i, cite="§2")
        for i, (w_i, b_i) in enumerate(zip(w_1, b_1), 1)
    ]
    h = [c.line(f"h_{i}^[1]", positive_part, f_i, cite="§2") for i, f_i in enumerate(f_0, 1)]
    f_1 = c.line("f^[1]", weighted_input, w_2, h, b_2, cite="§2")
    c.line("ŷ", sigmoid, f_1, cite="§2")
    c.show()
    without_bias(story, c, w_1, x)


def without_bias(story: Story, c: Calculation, w_1: list[list[Named]], x: list[Named]) -> None:
    """W^[1] x alone, which §2 calls the pre-activations."""
    story.text(
        "Two remarks on the note's letters. A superscript is said to be the layer's index, but "
        "that of `f` is one less: `f^[0]` belongs to layer 1. And where §2 calls `W^[k]` times "
        "`h^[k-1]` the pre-activations of layer `k`, the bias is missing: that "
        "would be the numbers below, in the place of the `f_i^[0]` above."
    )
    for i, w_i in enumerate(w_1, 1):
        c.line(f"(W^[1] x)_{i}", passed_back, w_i, x)
    c.show()


def term(w: float, x: list[float], w_i: list[float], b_i: float) -> float:
    """What one hidden neuron adds to f^[1]."""
    return w * positive_part(weighted_input(w_i, x, b_i))


def parameters(story: Story) -> None:
    """The shapes of W^[1], b^[1], W^[2], b^[2], and how many numbers are in them."""
    story.heading("§1 The parameters")
    n_0, n_1 = len(X), len(W_1)
    shapes = {"W^[1]": (n_1, n_0), "b^[1]": (n_1, 1), "W^[2]": (1, n_1), "b^[2]": (1, 1)}
    story.text(
        f"θ stands for all of them. `W^[k]` has a row for each neuron of layer `k` and a column "
        f"for each of its inputs; with {n_0} inputs, {n_1} hidden neurons and 1 output, `x` is a "
        f"column of {n_0}, `h^[1]` one of {n_1}, and `ŷ` a single number."
    )
    rows = [[name, f"({n}, {m})", f"{n * m}"] for name, (n, m) in shapes.items()]
    story.table([Column("parameters", "math"), Column("shape"), Column("numbers", "number")], rows)
    sizes = " + ".join(f"{n}·{m}" for n, m in shapes.values())
    story.text(f"θ has `{sizes} = {sum(n * m for n, m in shapes.values())}` parameters.")


def output_range(story: Story) -> None:
    """The sigmoid between 0 and 1, and where floating point ends."""
    story.heading("§1 Between 0 and 1")
    story.text(
        "The sigmoid turns any `f^[1]` into a number above 0 and below 1. A computer keeps about "
        "16 digits of it: from `f^[1]` = 37 or so it cannot tell the result from 1, and `1 − ŷ` "
        "and the slope `ŷ·(1 − ŷ)` are 0."
    )
    rows = []
    for f in FAR:
        y = sigmoid(f)
        shown = [significant(v, story.digits) for v in (y, 1 - y)]
        rows.append([f"{f:g}", *map(story.page.number, shown)])
    story.table([Column(name, "number") for name in ("`f^[1]`", "`ŷ`", "`1 − ŷ`")], rows)


def regions(story: Story) -> None:
    """Each region with its linear function."""
    network = Network([Layer(W_1, B_1, "relu"), Layer([W_2], [B_2], "sigmoid")])
    style = story.page.style
    x_1, x_2 = (style.written(Symbol("x", k)) for k in "12")
    rows: list[list[str | Written]] = []
    for region in regions_of(square(SQUARE), W_1, B_1):
        on = [is_positive(f_i) for f_i in forward(network, middle(region)).z[1]]
        kept = [w * on_i for w, on_i in zip(W_2, on)]
        slopes = [weighted_input(kept, column, 0.0) for column in zip(*W_1)]
        slopes_and_start = [*slopes, weighted_input(kept, B_1, B_2)]
        shown = [style.number(as_given(round(s, 12), story.digits)) for s in slopes_and_start]
        names = ", ".join(str(i) for i, on_i in enumerate(on, 1) if on_i) or "none"
        rows.append([names, shown[0] * x_1 + shown[1] * x_2 + shown[2]])
    story.heading("§1 Linear regions")
    story.text(
        "Each hidden neuron `i` bends the surface along the line `f_i^[0] = 0`: on one side it is "
        "active, on the other it outputs 0. Between the lines the same neurons are active "
        "everywhere, so there `f^[1]` is a linear function: the active neurons' terms, multiplied "
        f"out. For the numbers above the regions are found by cutting a square, {SQUARE:g} to each "
        "side of 0, along one line after the other."
    )
    story.page.table([Column("active neurons"), Column("`f^[1]` there", "math")], rows)
    story.text(
        f"{'This is 1 region' if len(rows) == 1 else f'These are {len(rows)} regions'} inside this "
        "square; lines that cross outside of it would add more there. The output is the sigmoid of "
        "`f^[1]`, so it is `f^[1]` that is linear in pieces; `ŷ` is curved."
    )


def counts(story: Story) -> None:
    """The count for many networks."""
    n, cut = len(W_1), square(SQUARE)
    drawn: Counter[int] = Counter()
    through_0: Counter[int] = Counter()
    for seed in range(DRAWS):
        w_1 = initial_layer(2, n, "relu", "he_normal", seed).weights
        biases = initial_layer(1, n, "relu", "uniform", DRAWS + seed).weights
        drawn[len(regions_of(cut, w_1, [b_i for (b_i,) in biases]))] += 1
        through_0[len(regions_of(cut, w_1, [0.0] * n))] += 1
    story.text(
        f"{n} hidden neurons can be on or off in {2**n} ways. {n} lines cut a plane into "
        f"{most_regions(n)} regions at most: 1 without a line, 1 more for each line and 1 more for "
        f"each crossing of two lines, of which there are {n * (n - 1) // 2} at most. {DRAWS} "
        f"networks with {n} hidden neurons and random weights and biases, and the same networks "
        "with biases 0, as they are after He's initialization, had inside the square"
    )
    story.table(
        [
            Column("regions", "number"),
            Column("networks with random biases", "number"),
            Column("with biases 0", "number"),
        ],
        [[str(k), str(drawn[k]), str(through_0[k])] for k in sorted({*drawn, *through_0})],
    )
    more = most_regions(n) > 2 * n
    story.text(
        f"With biases 0 all lines cross in the point 0, which leaves {2 * n} regions"
        + ("; others open when training moves the biases." if more else ".")
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
