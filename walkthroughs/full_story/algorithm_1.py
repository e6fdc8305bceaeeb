"""The Full Story, Algorithm 1: backpropagation line by line in a network of three layers.

Change the numbers below and run it again: python walkthroughs/full_story/algorithm_1.py
"""

import sys
from itertools import pairwise

try:
    from backprop_scalar.walkthrough import Compared, Step, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.activations import softmax, softmax_slope_cross, softmax_slope_own
from backprop_scalar.costs import half_squared_error, half_squared_error_slope
from backprop_scalar.equations import chain, passed_back
from backprop_scalar.notes.quantities import Quantity
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.formulas import right_to_left

X = [0.5, 0.8]  # x_1, x_2
Y = [0.4]  # y, one number for each output
# For each layer its W^[k], row i holding the weights into neuron i, its b^[k] and its activation.
LAYERS = [
    ([[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]], [0.1, 0.05, -0.2], "relu"),
    ([[0.6, -0.3, 0.5], [-0.2, 0.8, 0.4]], [0.05, 0.3], "relu"),
    ([[0.9, -0.7]], [0.1], "sigmoid"),
]
ETA = 0.1  # the learning rate η
SCORES, CLASSES = [0.4, -0.3], [0.2, 0.8]  # f^[L-1] and y of a softmax output


def problem() -> Problem:
    """The network and its one observation."""
    if "softmax" in [activation for _, _, activation in LAYERS]:
        raise ValueError("Algorithm 1 is for elementwise activations; softmax is none")
    network = Network([Layer(*layer) for layer in LAYERS])
    return Problem(network, [(X, Y)], "half_squared_error", ETA, note="full_story")


def tell(story: Story) -> None:
    """Require, line 1, the loop of lines 2 to 6, line 7."""
    widths, L = problem().network.widths, len(LAYERS)
    story.heading("The Full Story, Algorithm 1: backpropagation line by line", 1)
    story.text(
        f"This network has {'-'.join(map(str, widths))} neurons, the inputs first, so `L` is {L}. "
        "The index `k` counts the error signals: `δ^[k]` is the derivative of the loss by "
        "`f^[k]`, and `f^[k]` is made with `W^[k+1]` and `b^[k+1]`. An error signal therefore "
        "gives the gradients of the weights whose index is one higher."
    )
    step = story.step(problem())
    for phase in step.trace.plan:  # δ·h, as the note has it, for h·δ
        phase.lines[:] = [x._replace(equation=right_to_left(x.equation)) for x in phase.lines]
    step.given()
    story.rounding()
    require(story, step)
    story.heading(f"Line 1: the error signal of the output, `δ^[{L - 1}]`")
    step.phase("backward", layer=L)
    counter(story, widths)
    for k in range(L - 1, 0, -1):
        turn_of_loop(story, step, k)
    first_layer(story, step)
    shapes(story, widths)
    softmax_output(story)


def require(story: Story, step: Step) -> None:
    """What the forward pass must have stored."""
    story.heading("Require: the forward pass")
    story.text(
        "The algorithm uses the `f` and `h` of a forward pass that is over, and the slopes "
        "`g'^[k](f^[k-1])`, in the tables `∂h^[k]/∂f^[k-1]`. The note's list also has `h^[L]`, the "
        "prediction itself, which no line but the first needs, as `ŷ`; and it leaves out the input "
        "`x`, which line 7 needs, and the weights, which line 5 needs."
    )
    step.phase("forward")
    step.phase("cost")


def counter(story: Story, widths: list[int]) -> None:
    """Lines 2 and 6, the turns of the loop; how many gradients there will be."""
    L = len(LAYERS)
    story.heading("Lines 2 and 6: the turns of the loop")
    sizes = ", ".join(f"n_{k} = {n}" for k, n in enumerate(widths))
    story.text(f"`L = {L}`; the numbers of neurons are `{sizes}`.")
    rows = [("k in turn 1", "L − 1", f"{L} − 1", L - 1, "Alg. 1.2")]
    for k in range(L - 2, -1, -1):
        name = f"k in turn {L - k}" if k else "k at the end"
        rows.append((name, "k − 1", f"{k + 1} − 1", k, "Alg. 1.2, Alg. 1.6"))
    formula = " + ".join(f"n_{k}·n_{k - 1} + n_{k}" for k in range(1, L + 1))
    numbers = " + ".join(f"{n}·{m} + {n}" for m, n in pairwise(widths))
    count = sum(n * m + n for m, n in pairwise(widths))
    story.counts("full_story", [*rows, ("gradients", formula, numbers, count, "Algorithm 1")])


def turn_of_loop(story: Story, step: Step, k: int) -> None:
    """Lines 3 to 5 for one k."""
    story.heading(f"Lines 3-5, the turn with `k = {k}`")
    story.text(f"Lines 3 and 4, the gradients of `W^[{k + 1}]` and `b^[{k + 1}]` from `δ^[{k}]`:")
    step.phase("gradients", layer=k + 1)
    several = step.trace.problem.network.widths[k + 1] > 1
    added = "what comes back from several neurons added up, " if several else ""
    story.text(
        f"Line 5, through `W^[{k + 1}]` against the direction of the forward pass, {added}times "
        f"the slope at `f^[{k - 1}]`:"
    )
    step.phase("backward", layer=k)


def first_layer(story: Story, step: Step) -> None:
    """Line 7, and one step further back."""
    story.heading("Line 7: the first layer")
    story.text("It has a line of its own because the note does not call the input `h^[0]`.")
    step.phase("gradients", layer=1)
    story.check(step.trace.problem)
    story.text(
        "The text before the algorithm lets the error signal go all the way back to the input. The "
        "algorithm stops here, at `δ^[0]`. One step further would be the derivatives by the "
        "inputs, `(W^[1])^T·δ^[0]`, what `§4 ∂l/∂h` is for `h`; there nothing is trained:"
    )
    c = story.calculation("full_story")
    n_0, n_1 = step.trace.problem.network.widths[:2]
    delta = [c.taken(step, Quantity("delta", 1, i, i=0)) for i in range(n_1)]
    for j in range(n_0):
        w = [c.taken(step, Quantity("w", 1, i, j)) for i in range(n_1)]
        c.line(f"∂l/∂x_{j + 1}", passed_back, w, delta, cite="cf. §4 ∂l/∂h")
    c.show()


def shapes(story: Story, widths: list[int]) -> None:
    """The lines of the algorithm as matrices."""
    story.heading("The shapes of lines 3 to 7")
    story.text(
        "The note's vectors are columns; a column times a row has an entry for each pair of a "
        "neuron and its source. The summary before the algorithm says the weight rule in words, "
        "error signal times activations, without the transpose that lines 3 and 7 have: two "
        "columns have no such product."
    )
    rows = []
    for k in range(len(LAYERS) - 1, -1, -1):
        n, m, a, line = widths[k + 1], widths[k], f"(h^[{k}])" if k else "x", "3, 4" if k else "7"
        rows.append([line, f"∂l/∂W^[{k + 1}]", f"δ^[{k}]·{a}^T", f"({n}, 1)(1, {m})"])
        rows.append([line, f"∂l/∂b^[{k + 1}]", f"δ^[{k}]", f"({n}, 1)"])
        if k:
            back = f"g'^[{k}](f^[{k - 1}]) ⊙ ((W^[{k + 1}])^T·δ^[{k}])"
            rows.append(["5", f"δ^[{k - 1}]", back, f"({m}, 1) ⊙ ({m}, {n})({n}, 1)"])
    heads = [Column(head, "math") for head in ("it gives", "formula", "shapes")]
    story.table([Column("line"), *heads], rows)


def softmax_output(story: Story) -> None:
    """Line 1 where each output depends on every f."""
    story.heading("Line 1 and softmax")
    story.text(
        "Algorithm 1 is called general, but lines 1 and 5 multiply neuron by neuron. In a softmax "
        "layer every output depends on every `f`, and `∂l/∂f_1` is a sum over the outputs."
    )
    c = story.calculation("full_story")
    f = c.givens("f_{}", SCORES, "pre-activation of output {}")
    y = c.givens("y_{}", CLASSES, "target of output {}")
    c.show_given()
    y_hat = [c.line(f"ŷ_{i}", softmax, f_i, f) for i, f_i in enumerate(f, 1)]
    l = c.line("l", half_squared_error, y_hat, y, cite="§3 l_i")
    dl, slopes = [], []
    for i, (a, y_i) in enumerate(zip(y_hat, y), 1):
        dl.append(c.line(f"∂l/∂ŷ_{i}", half_squared_error_slope, a, y_i, cite="§4 ∂l/∂ŷ"))
        slope = (softmax_slope_own, a) if i == 1 else (softmax_slope_cross, a, y_hat[0])
        slopes.append(c.line(f"∂ŷ_{i}/∂f_1", *slope))
    printed = c.line("∂l/∂f_1 (printed)", chain, slopes[0], dl[0], cite="Alg. 1.1")
    right = c.line("∂l/∂f_1", passed_back, slopes, dl, cite="§4 chain^T")
    c.show()
    story.misprint(
        "full_story Alg. 1.1",
        "a general network may have a softmax output, for which the product by neuron is wrong and "
        "the sum of §4's chain rule is right.",
        Compared("∂l/∂f_1", c.number(printed), c.number(right), c.difference(l, f[0])),
        is_claim=True,
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
