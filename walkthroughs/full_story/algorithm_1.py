"""The Full Story, Algorithm 1: backpropagation line by line in a network of three layers.

Change the numbers below and run it again: python walkthroughs/full_story/algorithm_1.py
"""

import sys

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.pages.page import Column
from backprop_scalar.walkthrough import Step, Story, walk

X = [0.5, 0.8]  # x_1, x_2
Y = [0.4]  # y, one number for each output
# For each layer its W^[k], row i holding the weights into neuron i, its b^[k] and its activation.
LAYERS = [
    ([[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]], [0.1, 0.05, -0.2], "relu"),
    ([[0.6, -0.3, 0.5], [-0.2, 0.8, 0.4]], [0.05, 0.3], "relu"),
    ([[0.9, -0.7]], [0.1], "sigmoid"),
]
ETA = 0.1  # the learning rate η


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
        "Algorithm 1 is §4 for any number of layers `L`. This network has "
        f"{'-'.join(map(str, widths))} neurons, the inputs first, so `L` is {L}. The index `k` "
        "counts the error signals: `δ^[k]` is the derivative of the loss by `f^[k]`, and `f^[k]` "
        "is made with `W^[k+1]` and `b^[k+1]`. An error signal therefore gives the gradients of "
        "the weights whose index is one higher."
    )
    step = story.step(problem())
    step.given()
    story.rounding()
    story.text("`η` is for the update of §5, which is no part of Algorithm 1.")
    require(story, step)
    output_layer(story, step)
    shapes(story, widths)
    for k in range(L - 1, 0, -1):
        turn_of_loop(story, step, k)
    first_layer(story, step)
    story.check(problem())


def require(story: Story, step: Step) -> None:
    """What the forward pass must have stored."""
    story.heading("Require: the forward pass")
    story.text(
        "The algorithm uses the `f` and `h` of a forward pass that is over. The note's list also "
        "has `h^[L]`, the prediction itself, which no line but the first needs, as `ŷ`; and it "
        "leaves out the input `x` and the weights, which lines 5 and 7 need."
    )
    step.phase("forward")
    step.phase("cost")


def output_layer(story: Story, step: Step) -> None:
    """Line 1."""
    L = len(LAYERS)
    story.heading(f"Line 1: the error signal of the output, `δ^[{L - 1}]`")
    story.text(
        "How the loss changes with the prediction, times how the prediction changes with its "
        "weighted sum. The note writes such products from right to left, `∂ŷ/∂f·∂l/∂ŷ` and "
        "`δ·h^T`; the tables have the factors in the other order. For numbers that makes no "
        "difference; for matrices it would. Lines 1 and 5 multiply neuron by neuron, which is "
        "right for activations that work on each neuron by itself. In a softmax layer every output "
        "depends on every `f`, and a sum over the outputs has to take the place of the product."
    )
    step.phase("backward", layer=L)


def shapes(story: Story, widths: list[int]) -> None:
    """The lines of the algorithm as matrices."""
    story.heading("The shapes of lines 3 to 7")
    story.text(
        "The note's vectors are columns; a column times a row has an entry for each pair of a "
        "neuron and its source. In the summary before the algorithm the weight rule is said in "
        "words, error signal times activations, without the transpose that lines 3 and 7 have: two "
        "columns have no such product. §4 also states the chain rule for matrices with a "
        "transpose, and then writes its products without one; there the derivative of "
        "`W^[2]·h` by `h` stands for the transpose of `W^[2]` already."
    )
    L = len(widths) - 1
    rows = []
    for k in range(L - 1, 0, -1):
        n, m = widths[k + 1], widths[k]
        rows.append(["Alg. 1.3", f"∂l/∂W^[{k + 1}]", f"({n}, 1)(1, {m})", f"({n}, {m})"])
        rows.append(["Alg. 1.4", f"∂l/∂b^[{k + 1}]", f"({n}, 1)", f"({n}, 1)"])
        rows.append(
            [
                "Alg. 1.5",
                f"δ^[{k - 1}]",
                f"({m}, {n})({n}, 1), by neuron with ({m}, 1)",
                f"({m}, 1)",
            ]
        )
    n, m = widths[1], widths[0]
    rows.append(["Alg. 1.7", "∂l/∂W^[1]", f"({n}, 1)(1, {m})", f"({n}, {m})"])
    story.table(
        [Column("line"), Column("it gives", "math"), Column("from shapes"), Column("its shape")],
        rows,
    )


def count(story: Story, formula: str, numbers: str, k: int, cite: str) -> None:
    """What a line makes of the counter k."""
    columns = [
        Column("quantity", "math"),
        Column("formula", "math"),
        Column("with numbers", "math"),
    ]
    columns += [Column("value", "number"), Column("full_story", "place")]
    story.table(columns, [["k ←", formula, numbers, str(k), cite]])


def turn_of_loop(story: Story, step: Step, k: int) -> None:
    """Lines 3 to 5 for one k; the line that counts k."""
    story.heading(f"Lines 2-6, the turn with k = {k}")
    if k == len(LAYERS) - 1:
        count(story, "L − 1", f"{k + 1} − 1", k, "Alg. 1.2")
    else:
        count(story, "k − 1", f"{k + 1} − 1", k, "Alg. 1.6, Alg. 1.2")
    story.text(
        f"Lines 3 and 4: the error signal `δ^[{k}]` is known, so the gradients of "
        f"`W^[{k + 1}]` and `b^[{k + 1}]` are too."
    )
    step.phase("gradients", layer=k + 1)
    story.text(
        f"Line 5: through the weights `W^[{k + 1}]`, against the direction of the forward pass, "
        f"and times the slope of the activation at `f^[{k - 1}]`, to `δ^[{k - 1}]`. Where a "
        f"neuron has several successors, what comes back from them is added up: that is the chain "
        f"rule for vectors of §4, entry by entry."
    )
    step.phase("backward", layer=k)


def first_layer(story: Story, step: Step) -> None:
    """The end of the loop, and line 7."""
    story.heading("Lines 6 and 7: the first layer")
    if len(LAYERS) == 1:
        story.text("With one layer the loop has no turn: `k` would begin at 0.")
    else:
        count(story, "k − 1", "1 − 1", 0, "Alg. 1.6")
        story.text("Now `k` is less than 1, which ends the loop.")
    story.text(
        "`δ^[0]` is known and its gradients are still to be taken. They have a line of their own "
        "because the note does not call the input `h^[0]`. The text before the algorithm lets the "
        "error signal go all the way back to the input. The algorithm stops here, at `δ^[0]`: the "
        "derivatives by the inputs would be one step further, but nothing is trained there."
    )
    step.phase("gradients", layer=1)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
