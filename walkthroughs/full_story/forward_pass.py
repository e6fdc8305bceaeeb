"""The Full Story, sections 1 and 2: the parameters, linear regions, the network as one formula.

Change the numbers below and run it again: python walkthroughs/full_story/forward_pass.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, forward
from backprop_scalar.activations import sigmoid
from backprop_scalar.equations import passed_back, total, weighted_input
from backprop_scalar.functions import is_positive, positive_part
from backprop_scalar.notes.symbols import Symbol
from backprop_scalar.pages.page import Column
from backprop_scalar.pages.plots import regions as drawn_regions
from backprop_scalar.topics.formulas import hidden_term, length
from backprop_scalar.topics.regions import Polygon, middle, most_regions, regions_of, square
from backprop_scalar.tracing.digits import as_given
from backprop_scalar.tracing.written import Written

X = [0.5, 0.8]  # x_1, x_2
BETA = [0.1, 0.6, -0.3]  # β_0, β_1, β_2 of the linear regression
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^[1]: row i holds w_i1 and w_i2, into neuron i
B_1 = [0.1, 0.05, -0.2]  # b^[1]
W_2 = [0.5, -0.4, 0.8]  # W^[2]: w_1, w_2, w_3, from neuron 1, 2, 3
B_2 = 0.1  # b^[2]
DRAWN = 3.0  # in HTML the plane is drawn from -DRAWN to DRAWN
SQUARE = 1000.0  # regions are counted for x_1 and x_2 from -SQUARE to SQUARE
FAR = [0.5, -20.0, -1.0, 0.0, 20.0, 40.0]  # z to put into the ReLU and the sigmoid
POINTS = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.2, 0.1], [0.23, 0.06]]  # x to move by W^[1]


def tell(story: Story) -> None:
    """What the network is made of, what it can represent, its formula, its geometry."""
    story.heading("The Full Story, §§1-2: the network as one formula", 1)
    c = story.calculation("full_story")
    parameters(story, c)
    activations(story)
    regions(story)
    linear_regression(story)
    scalar_form(story, c)
    geometry(story, c)


def parameters(story: Story, c: PrintedCalculation) -> None:
    """The parameters, and the shapes of what is computed with them."""
    story.heading("§1 The parameters")
    c.givens("x_{}", X, "input {}")
    c.matrix("w_{0}{1}^[1]", W_1, "weight into hidden neuron {0} from input {1}")
    c.givens("b_{}^[1]", B_1, "bias of hidden neuron {}")
    c.givens("w_{}^[2]", W_2, "weight into the output from hidden neuron {}")
    c.given("b^[2]", B_2, "bias of the output")
    c.show_given()
    story.rounding()
    n_0, n_1, one = ("n_0", len(X)), ("n_1", len(W_1)), ("1", 1)
    story.text(
        "`W^[k]` has a row for each neuron of layer `k` and a column for each neuron of the layer "
        f"before: with `n_0 = {len(X)}` inputs, `n_1 = {len(W_1)}` hidden neurons and 1 output,"
    )
    arrays = [("x", n_0, one, "§1 x"), ("W^[1]", n_1, n_0, "§2 W"), ("b^[1]", n_1, one, "§1 θ")]
    arrays += [("h^[1]", n_1, one, "§2 h"), ("W^[2]", one, n_1, "§2 W")]
    story.dimensions("full_story", [*arrays, ("b^[2]", one, one, "§1 θ"), ("ŷ", one, one, "§2 ŷ")])
    sizes = [len(W_1) * len(X), len(W_1), len(W_1), 1]
    story.text(
        f"θ stands for the parameters, so it has `{' + '.join(map(str, sizes))} = {sum(sizes)}` "
        "numbers. Some letters of the note stand for several things: `θ` for all parameters, one "
        "of them (§5) or those of a line (§2); `L` for the risk (§3), the number of layers "
        "(Algorithm 1) and labour (the footnote); `f` for pre-activations and the network; `y` "
        "and `z` for any values in a chain (§4); `b^[2]` is bold or plain."
    )


def activations(story: Story) -> None:
    """The ReLU, the sigmoid between 0 and 1, and where floating point ends."""
    story.heading("§1 The two activation functions")
    story.text(
        "Hidden neurons have the ReLU, the output the sigmoid, which is above 0 and below 1 for "
        "every `z`. A computer keeps about 16 digits of it: from 37 or so it cannot tell `σ(z)` "
        "from 1, and `1 − σ(z)` is 0."
    )
    c = story.calculation("full_story")
    z = c.given("z", FAR[0], "any number")
    c.line("ReLU(z)", positive_part, z, cite="§1 ReLU")
    c.line("σ(z)", sigmoid, z, cite="§1 σ")
    c.show_given()
    c.show()
    story.table(
        [Column(f"`{head}`", "number") for head in ("z", "ReLU(z)", "σ(z)", "1 − σ(z)")],
        [
            [f"{z:g}", *map(story.number, (positive_part(z), sigmoid(z), 1 - sigmoid(z)))]
            for z in FAR
        ],
    )


def regions(story: Story) -> None:
    """Each region with its linear function."""
    network = Network([Layer(W_1, B_1, "relu"), Layer([W_2], [B_2], "sigmoid")])
    style = story.page.style
    x_1, x_2 = (style.written(Symbol("x", k)) for k in "12")
    rows: list[list[str | Written]] = []
    for region in regions_of(square(SQUARE), W_1, B_1):
        on = active(network, region)
        kept = [w * on_i for w, on_i in zip(W_2, on)]
        slopes = [weighted_input(kept, column, 0.0) for column in zip(*W_1)]
        numbers = [*slopes, weighted_input(kept, B_1, B_2)]
        shown = [style.number(as_given(round(n, 12), story.digits)) for n in numbers]
        rows.append([named(on), shown[0] * x_1 + shown[1] * x_2 + shown[2]])
    story.heading("§1 Linear regions")
    story.text(
        "Hidden neuron `i` bends the surface along the line `f_i^[0] = w_i1^[1]·x_1 + "
        "w_i2^[1]·x_2 + b_i^[1] = 0`: on one side it is active, on the other it outputs 0. Between "
        "the lines `f^[1]`, the pre-activation of the output, is a linear function: `b^[2]` and "
        "for each active neuron `w_i^[2]·f_i^[0]`, multiplied out. With the parameters above "
        f"there are {len(rows)} regions where `x_1` and `x_2` are from −{SQUARE:g} to {SQUARE:g}:"
    )
    story.page.table([Column("active neurons"), Column("`f^[1]` there", "math")], rows)
    near = regions_of(square(DRAWN), W_1, B_1)
    labelled = [(named(active(network, region)), region) for region in near]
    story.picture(drawn_regions(labelled, DRAWN, [Symbol("x", k) for k in "12"]))
    story.text(
        f"`f^[1]` is linear in pieces; its sigmoid `ŷ` is curved. Of the {2 ** len(W_1)} ways in "
        "which the neurons can be on or off, their lines allow at most 1, plus 1 for each line, "
        "plus 1 for each crossing of two lines:"
    )
    n, formula = len(W_1), "1 + n_1 + n_1·(n_1 − 1)/2"
    numbers = formula.replace("n_1", str(n))
    story.counts("full_story", [("regions", formula, numbers, most_regions(n), "§1 regions")])
    story.text(
        "With biases 0, as after He's initialization, all lines cross in one point, and there are "
        f"{len(regions_of(square(SQUARE), W_1, [0.0] * len(W_1)))} regions."
    )


def active(network: Network, region: Polygon) -> list[float]:
    """1 for each hidden neuron that is active in a region, 0 for the others."""
    return [is_positive(f_i) for f_i in forward(network, middle(region)).z[1]]


def named(on: list[float]) -> str:
    """The numbers of the neurons that are active."""
    return ", ".join(str(i) for i, on_i in enumerate(on, 1) if on_i) or "none"


def linear_regression(story: Story) -> None:
    """The model that the note compares the network with."""
    story.heading("§2 Linear regression, to compare with")
    story.text(
        "`β_0` is a bias, `β_1` and `β_2` are weights: the prediction is one weighted sum of the "
        "inputs, which is what a single neuron without activation function computes. With the "
        "three in a column, which the note calls `θ` here, it is the row `θ^T` times the column of "
        "1, `x_1`, `x_2`."
    )
    c = story.calculation("full_story")
    x = c.givens("x_{}", X, "input {}")
    beta = [c.given(f"β_{j}", beta_j, "parameter") for j, beta_j in enumerate(BETA)]
    c.show_given()
    c.line("y", lambda b_0, b, x: b_0 + passed_back(b, x), beta[0], beta[1:], x, cite="§2 y")
    c.line("θ^T·(1, x_1, x_2)", passed_back, beta, [1, *x], cite="§2 θ")
    c.show()


def scalar_form(story: Story, c: PrintedCalculation) -> None:
    """f_NN, a line for each hidden neuron, then layer by layer."""
    story.heading("§2 The network in scalar form")
    story.text(
        "The network is weighted sums inside a weighted sum, with a ReLU around each inner one and "
        "the sigmoid around the outer one: `f_NN` is `σ` of the sum of a term "
        "`w_i^[2]·ReLU(w_i1^[1]·x_1 + w_i2^[1]·x_2 + b_i^[1])` for each hidden neuron, a line in "
        "the note, and of `b^[2]`."
    )
    hidden, sources = range(1, len(W_1) + 1), range(1, len(X) + 1)
    x, w_2 = [c.named(f"x_{j}") for j in sources], [c.named(f"w_{i}^[2]") for i in hidden]
    into = [([c.named(f"w_{i}{j}^[1]") for j in sources], c.named(f"b_{i}^[1]")) for i in hidden]
    terms = [
        c.line(f"term {i}", hidden_term, w_i, w, x, b, cite="§2 f_NN")
        for i, w_i, (w, b) in zip(hidden, w_2, into)
    ]
    b_2 = c.named("b^[2]")
    c.line("f_NN", lambda t, b: sigmoid(total(t) + b), terms, b_2, cite="§2 f_NN")
    c.show()
    story.text(
        "The note then cuts this formula into quantities with names, from the inside outwards. "
        "The last line must be the number above."
    )
    f = [
        c.line(f"f_{i}^[0]", weighted_input, w, x, b, cite="§2 f")
        for i, (w, b) in zip(hidden, into)
    ]
    h = [c.line(f"h_{i}^[1]", positive_part, f_i, cite="§2 h") for i, f_i in zip(hidden, f)]
    c.line("ŷ", sigmoid, c.line("f^[1]", weighted_input, w_2, h, b_2, cite="§2 f"), cite="§2 ŷ")
    c.show()


def geometry(story: Story, c: PrintedCalculation) -> None:
    """W^[1] x alone: what §2 leaves out, and what the matrix does to points."""
    story.heading("§2 What `W^[1]` does to a point")
    long, short = (story.number(length(column)) for column in zip(*W_1))
    story.text(
        "`W^[1]·x` is `x_1` times the first column of `W^[1]` plus `x_2` times the second: the "
        "unit vectors go to the columns. The lengths of these, the roots of the sums of their "
        f"squares, are {long} and {short}; by so much the unit vectors are stretched or shrunk. A "
        "negative entry flips a coordinate."
    )
    hidden, sources, compared = range(1, len(W_1) + 1), range(1, len(X) + 1), []
    x = [c.named(f"x_{j}") for j in sources]
    for i in hidden:
        w, f = [c.named(f"w_{i}{j}^[1]") for j in sources], c.named(f"f_{i}^[0]")
        product = c.line(f"(W^[1]·x)_{i}", passed_back, w, x, cite="§2 W·h")
        compared.append(Compared(f.spelled, c.number(product), c.number(f)))
    c.show()
    story.misprint(
        "full_story §2 W·h",
        "`W^[k]·h^[k-1]` is called the pre-activations of layer `k`, but they need the bias as "
        "well (and `h^[0]`, the input, has no such letter in the note). The superscript is said to "
        "be the layer's, but that of `f` is one less: `f^[0]` belongs to layer 1.",
        *compared,
    )
    network = Network([Layer(W_1, B_1, "relu"), Layer([W_2], [B_2], "sigmoid")])
    rows = []
    for point in POINTS:
        moved = [weighted_input(w_i, point, 0.0) for w_i in W_1]
        numbers = map(story.number, (*moved, *forward(network, point).a[1]))
        rows.append([*(f"{x_j:g}" for x_j in point), *numbers])
    story.text(
        "The bias then moves all points alike, and the ReLU folds: every coordinate below 0 "
        "becomes 0. Points of the plane become points of a space with a coordinate for each hidden "
        "neuron; two that differ may become the same one, as the last two here, and no later layer "
        "can separate them."
    )
    heads = ["x_1", "x_2", *(f"(W^[1]·x)_{i}" for i in hidden), *(f"h_{i}^[1]" for i in hidden)]
    story.table([Column(f"`{head}`", "number") for head in heads], rows)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
