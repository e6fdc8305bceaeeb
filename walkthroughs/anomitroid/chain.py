"""anomitroid, section 5: a chain of n sigmoid neurons, and what becomes of δ on the way back.

Change the numbers below and run it again: python walkthroughs/anomitroid/chain.py
"""

import sys

from backprop_scalar import Layer, Network, Problem, backprop, forward
from backprop_scalar.equations import chain, share, summed_weight_gradient
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Step, Story, walk

EXAMPLES = [(0.6, 0.9), (-1.0, 0.3)]  # (x_i, y_i), two pairs or more
W = [1.5, -0.8, 1.1]  # w^(1), w^(2), ..., w^(n): the chain has as many layers
B = [-0.4, 0.3, -0.2]  # b^(1), b^(2), ..., b^(n)
ETA = 0.25  # the learning rate η

LENGTHS = [2, 4, 8, 16, 32]  # of the chains at the end
SAME_W, SAME_B = 1.0, 0.0  # the weight and the bias of every layer there


def chain_of(w: list[float], b: list[float]) -> Network:
    """The network of §5.1."""
    return Network([Layer([[w_l]], [b_l], "sigmoid") for w_l, b_l in zip(w, b)])


def problem() -> Problem:
    """The chain with the cost (50)."""
    examples = [([x], [y]) for x, y in EXAMPLES]
    return Problem(chain_of(W, B), examples, "squared_error", ETA, note="anomitroid")


def tell(story: Story) -> None:
    """Sections 5.1 to 5.4, then two tables that the note does not have."""
    if len(EXAMPLES) < 2:
        raise ValueError("EXAMPLES at the top needs two pairs or more: the cost is their mean")
    n, N = len(W), len(EXAMPLES)
    step = story.step(problem())
    story.heading("anomitroid, §5: one input, n layers", 1)
    story.text(
        f"Layer `ℓ` has one neuron with one weight `w^(ℓ)` and one bias `b^(ℓ)`. Two letters "
        f"change their meaning from §4: n is now the number of layers, here {n}, and N the number "
        f"of examples, here {N}."
    )
    step.given()
    story.rounding()
    story.heading("§5.2 Forward pass")
    story.text("Each activation is the input of the next layer, up to the prediction and its loss.")
    for i in range(N):
        step.phase("forward", example=i)
        step.phase("cost", example=i)
    story.heading("§5.3 Cost")
    story.text("(50) is the mean of the losses.")
    step.phase("batch", kinds=["C"])
    tell_backward(story, step)
    tell_two_deltas(story)
    tell_vanishing(story)


def tell_backward(story: Story, step: Step) -> None:
    """Section 5.4."""
    n, N = len(W), len(EXAMPLES)
    story.heading("§5.4 Steps 1 and 2: the output layer")
    story.text(
        "`δ^(n)` is the derivative of the loss of one example, (51), and gives the gradients "
        "of the last weight and bias, (52) and (53)."
    )
    for i in range(N):
        step.phase("backward", example=i, layer=n)
        step.phase("gradients", example=i, layer=n)
    if n > 1:
        story.heading("§5.4 Steps 3 and 4: back through the hidden layers")
        story.text(
            "(54) takes δ back by one layer: times the weight it passes, times the slope of the "
            "sigmoid there. (55) and (56) then give the gradients of that layer."
        )
    for l in range(n - 1, 0, -1):
        for i in range(N):
            step.phase("backward", example=i, layer=l)
            step.phase("gradients", example=i, layer=l)
    story.heading("§5.4 Step 5: the mean over the examples")
    for l in range(1, n + 1):
        step.phase("batch", layer=l)
    story.check(problem())
    story.text(
        f"§5.5 says what that takes: one forward and one backward sweep over the examples gave all "
        f"{2 * n} gradients. The central differences took two forward sweeps for each of them, "
        f"{4 * n} together."
    )
    story.text("§5 stops at the gradients. The update of §6.4, with these, would be:")
    step.phase("update")
    story.text(step.outcome())


def tell_two_deltas(story: Story) -> None:
    """The δ of §4 and of §5 with the gradient formula of each."""
    n, N = len(W), len(EXAMPLES)
    network = chain_of(W, B)
    a = [forward(network, [x]).a[n - 1][0] for x, _ in EXAMPLES]

    def delta(shared_by: int) -> list[float]:
        passes = [backprop(network, [x], [y], "squared_error", shared_by) for x, y in EXAMPLES]
        return [back.delta[n][0] for back in passes]

    difference = central_difference(network, problem().examples, "squared_error", n, 0, 0)
    story.heading("The two meanings of δ")
    story.text(
        f"In §4 `δ_i` is the derivative of `C` and has `2/n` in it, n being the examples there; "
        f"in §5 it is the derivative of `L_i` and has only the 2. Each goes with its own way to "
        f"collect the examples. By finite differences, `∂C/∂w^({n})` is "
        f"{significant(difference, 9)}; the third row below is {N} times too large, the "
        f"last {N} times too small."
    )
    rows = [
        ("δ_i of (43), as in §4", "sum, (46)", summed_weight_gradient(a, delta(N))),
        ("δ_i of (51), as in §5", "mean, step 5", share(summed_weight_gradient(a, delta(1)), N)),
        ("δ_i of (51)", "sum, (46)", summed_weight_gradient(a, delta(1))),
        ("δ_i of (43)", "mean, step 5", share(summed_weight_gradient(a, delta(N)), N)),
    ]
    story.table(
        [Column("error term"), Column("examples collected by"), Column("result", "number")],
        [[error, way, story.page.number(significant(value, 9))] for error, way, value in rows],
    )


def tell_vanishing(story: Story) -> None:
    """Longer and longer chains with the same weight and bias in every layer."""
    (x, y), *_ = EXAMPLES
    bound = abs(SAME_W) / 4
    story.heading("An addition: δ in a long chain")
    story.text(
        "The note does not follow (54) to large n. Applied n − 1 times it says that `δ^(1)` is "
        "`δ^(n)` times one factor `w^(ℓ+1)·a^(ℓ)·(1 − a^(ℓ))` for every hidden layer. The slope of "
        f"a sigmoid is at most 1/4. Below, every layer has the weight {SAME_W:g} and the bias "
        f"{SAME_B:g}, so no factor is larger than {bound:g} in absolute value; x = {x:g} and "
        f"y = {y:g}, the first example."
    )
    rows = []
    for n in LENGTHS:
        network = chain_of([SAME_W] * n, [SAME_B] * n)
        delta = backprop(network, [x], [y], "squared_error").delta
        a = forward(network, [x]).a
        factor = chain(1.0, *(SAME_W * (a_l * (1 - a_l)) for [a_l] in a[1:-1]))
        numbers = [delta[n][0], delta[1][0], abs(factor), bound ** (n - 1)]
        rows.append([str(n), *(significant(number, story.digits) for number in numbers)])
    story.table(
        [
            Column("n", "number"),
            Column("`δ^(n)`", "number"),
            Column("`δ^(1)`", "number"),
            Column("all factors, absolute", "number"),
            Column("at most", "number"),
        ],
        [[story.page.number(cell) for cell in row] for row in rows],
    )
    story.text(
        "A bound below 1 for each factor makes the error shrink at least geometrically with the "
        "number of layers. The gradients of the first layer, `δ^(1)·x` and `δ^(1)`, shrink with "
        "it: a step of gradient descent hardly moves the first layers of a long chain."
        if bound < 1
        else "With weights this large the bound does not force the error to shrink; whether it "
        "does depends on how far the neurons are from the steepest point of the sigmoid."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
