"""The Full Story, Algorithm 1: backpropagation line by line in a network of three layers.

Change the numbers below and run it again: python walkthroughs/full_story/algorithm_1.py
"""

import sys

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.pages import Column
from backprop_scalar.tracing.quantities import Named
from backprop_scalar.tracing.tables import StepTables
from backprop_scalar.tracing.walkthrough import Story, walk

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
    require(story, step)
    counter = story.calculation("full_story")
    output_layer(story, step, widths)
    k = None
    for turn in range(L - 1, 0, -1):
        k = turn_of_loop(story, step, counter, turn, k)
    first_layer(story, step, counter, k)
    story.check(problem())


def require(story: Story, step: StepTables) -> None:
    """What the forward pass must have stored."""
    story.heading("Require: the forward pass")
    story.text(
        "The algorithm uses the `f` and `h` of a forward pass that is over. The note's list also "
        "has `h^[L]`, the prediction itself, which no line but the first needs, as `ŷ`; and it "
        "leaves out the input `x` and the weights, which lines 5 and 7 need."
    )
    step.phase("forward")
    step.phase("cost")


def output_layer(story: Story, step: StepTables, widths: list[int]) -> None:
    """Line 1."""
    L = len(widths) - 1
    story.heading(f"Line 1: the error signal of the output, `δ^[{L - 1}]`")
    story.text(
        "How the loss changes with the prediction, times how the prediction changes with its "
        "weighted sum. Lines 1 and 5 multiply neuron by neuron, which is right for activations "
        "that work on each neuron by itself. In a softmax layer every output depends on every "
        "`f`, and a sum over the outputs has to take the place of the product."
    )
    step.phase("backward", layer=L)
    story.text(
        "As matrices, the lines of the algorithm have these shapes; a column times a row has an "
        "entry for each pair of a neuron and its source."
    )
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


def turn_of_loop(
    story: Story, step: StepTables, counter: Calculation, turn: int, before: Named | None
) -> Named:
    """Lines 3 to 5 for one k; the line that counts k."""
    story.heading(f"Lines 2-6, the turn with k = {turn}")
    if before is None:
        start = counter.given("L", len(LAYERS), "number of layers")
        k = counter.line(f"k_{turn}", lambda L: L - 1, start, cite="Alg. 1.2")
    else:
        k = counter.line(f"k_{turn}", lambda k: k - 1, before, cite="Alg. 1.6, Alg. 1.2")
    counter.show()
    story.text(
        f"Lines 3 and 4: the error signal `δ^[{turn}]` is known, so the gradients of "
        f"`W^[{turn + 1}]` and `b^[{turn + 1}]` are too."
    )
    step.phase("gradients", layer=turn + 1)
    story.text(
        f"Line 5: through the weights `W^[{turn + 1}]`, against the direction of the forward pass, "
        f"and times the slope of the activation at `f^[{turn - 1}]`, to `δ^[{turn - 1}]`. Where a "
        f"neuron has several successors, what comes back from them is added up."
    )
    step.phase("backward", layer=turn)
    return k


def first_layer(story: Story, step: StepTables, counter: Calculation, before: Named | None) -> None:
    """The end of the loop, and line 7."""
    story.heading("Lines 6 and 7: the first layer")
    if before is None:
        story.text("With one layer the loop has no turn: `k` would begin at 0.")
    else:
        counter.line("k_0", lambda k: k - 1, before, cite="Alg. 1.6")
        counter.show()
        story.text("Now `k` is less than 1, which ends the loop.")
    story.text(
        "`δ^[0]` is known and its gradients are still to be taken. They have a line of their own "
        "because the note does not call the input `h^[0]`. And here the algorithm stops: the "
        "derivatives by the inputs would be one step further, but nothing is trained there."
    )
    step.phase("gradients", layer=1)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
