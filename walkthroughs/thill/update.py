"""Thill, Gradient Descent Parameter Updates, and what an update that comes too early does.

Change the numbers below and run it again: python walkthroughs/thill/update.py
"""

import sys
from typing import Any

from backprop_scalar import Layer, Network, Problem, average, backprop, descend, forward, mean_cost
from backprop_scalar.activations import sigmoid_slope
from backprop_scalar.equations import chain, error_signal, mean, passed_back, step_down
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

EXAMPLES = [  # x, y*
    ([0.5, 0.8], [0.2, 0.9]),
    ([0.1, -0.4], [0.7, 0.4]),
]
W_1 = [[0.4, 0.3], [-0.6, 0.2]]  # W^(1): row i holds the weights into neuron i
B_1 = [0.1, -0.2]  # b^(1)
W_2 = [[0.5, -0.4], [0.8, -0.3]]  # W^(2)
B_2 = [0.1, 0.2]  # b^(2)
ETA = 2.0  # the learning rate η
COST = "half_squared_error"

N = len(EXAMPLES)


def network() -> Network:
    """Two layers of sigmoid neurons with these numbers."""
    return Network([Layer(W_1, B_1, "sigmoid"), Layer(W_2, B_2, "sigmoid")])


def explicit(w: Any, delta: Any, a: Any, eta: Any, n: Any) -> Any:
    """w - η (1/N) Σ_n Δ_i,n A_j,n, the gradient put into the update."""
    return step_down(w, mean([chain(d_n, a_n) for d_n, a_n in zip(delta, a)], n), eta)


def the_update(story: Story) -> None:
    """The rule for every parameter of layer 1."""
    story.heading("The update")
    story.text(
        f"The introduction of the note calls backpropagation an implementation of gradient "
        f"descent; it computes the gradients, and the descent is this separate step. Every weight "
        f"and every bias moves against its own gradient of the cost `J`, here averaged over "
        f"`N` = {N} examples. The gradients come from the package; gradients.py shows how they are "
        f"made. These are the parameters of the first layer; those of the second move by the same "
        f"rule."
    )
    c = story.calculation("thill")
    gradients = average([backprop(network(), x, y, COST) for x, y in EXAMPLES])
    eta = c.given("η", ETA, "learning rate")
    pairs = []
    for i, (row, b_i) in enumerate(zip(W_1, B_1), start=1):
        entries = [(f"w_{i},{j}^(1)", w) for j, w in enumerate(row, start=1)]
        slopes = [*gradients.dw[1][i - 1], gradients.db[1][i - 1]]
        for (name, value), slope in zip([*entries, (f"b_{i}^(1)", b_i)], slopes):
            w = c.given(name, value, "parameter")
            pairs.append((w, c.given(f"∂J/∂{name}", slope, "its gradient")))
    c.show_given()
    story.rounding()
    for w, dJ_dw in pairs:
        place = "gd-update" if w.spelled.startswith("b") else "gd-update_1"
        c.line(f"{w.spelled} ←", step_down, w, dJ_dw, eta, cite=place)
    c.show()


def with_the_gradient_put_in(story: Story) -> None:
    """The explicit batch rule for neuron 1 of layer 1."""
    story.text(
        "With the batch gradients written out, the rule needs only error signals and activations. "
        "For the first hidden neuron, whose new values are those above:"
    )
    c = story.calculation("thill")
    signals = [backprop(network(), x, y, COST).delta[1][0] for x, y in EXAMPLES]
    delta = [c.given(f"Δ_1,{n}^(1)", d, "error signal") for n, d in enumerate(signals, start=1)]
    inputs = [
        [c.given(f"A_{j},{n}^(0)", a, "input") for n, a in enumerate(row, start=1)]
        for j, row in enumerate(zip(*(x for x, _ in EXAMPLES)), start=1)
    ]
    eta, n_examples = c.given("η", ETA, "learning rate"), c.given("N", N, "number of examples")
    c.show_given()
    for j, (w_j, a_j) in enumerate(zip(W_1[0], inputs), start=1):
        w = c.given(f"w_1,{j}^(1)", w_j)
        operands = (w, delta, a_j, eta, n_examples)
        c.line(f"w_1,{j}^(1) ←", explicit, *operands, cite="gd-update-batch")
    b, ones = c.given("b_1^(1)", B_1[0]), [1] * N
    c.line("b_1^(1) ←", explicit, b, delta, ones, eta, n_examples, cite="gd-update-batch")
    c.show()
    story.text(
        "The bias is the case of an input that is always 1. In the note the label "
        "`gd-update-batch` stands on the line of the bias; the line of the weights above it is "
        "part of the same display."
    )


def too_early(story: Story) -> Network:
    """δ^(1) of the first example with W^(2) as it was and as it is after its own update."""
    story.heading("When to update")
    story.text(
        "The recursion for `δ^(1)` takes `W^(2)` as it was in the forward pass. A program that "
        "updates `W^(2)` as soon as its gradient is known, and only then goes on to the hidden "
        "layer, takes the new weights instead. For a step on the first example alone, with `new` "
        "for the updated weights:"
    )
    x, y = EXAMPLES[0]
    backward, passed = backprop(network(), x, y, COST), forward(network(), x)
    moved = descend(network(), backward, ETA)
    c = story.calculation("thill")
    delta_2 = [c.given(f"δ_{k}^(2)", d) for k, d in enumerate(backward.delta[2], start=1)]
    rows, late = [], []
    for i in range(1, len(W_1) + 1):
        old, new = (
            [c.given(f"{letter}_{k},{i}^(2)", row[i - 1]) for k, row in enumerate(weights, start=1)]
            for letter, weights in (("w", W_2), ("new", moved.w[2]))
        )
        a_i = c.given(f"a_{i}^(1)", passed.a[1][i - 1])
        slope = c.line(f"σ'(z_{i}^(1))", sigmoid_slope, a_i)
        place = f"∂ℒ/∂a_{i}^(1)"
        back = c.line(place, passed_back, old, delta_2, cite="chainrule7")
        right = c.line(f"δ_{i}^(1)", error_signal, back, slope, cite="chainrule8")
        back = c.line(f"{place} (wrong)", passed_back, new, delta_2)
        wrong = c.line(f"δ_{i}^(1) (wrong)", error_signal, back, slope)
        difference = central_difference(network(), [EXAMPLES[0]], COST, 1, i - 1)
        values = [c.number(right), c.number(wrong), difference]
        digits = (story.page.number(significant(value, story.digits)) for value in values)
        rows.append([f"δ_{i}^(1)", *digits])
        late.append(c.number(wrong))
    c.show()
    beside_differences(story, rows)
    return moved_with(late, x, moved)


def beside_differences(story: Story, rows: list[list[str]]) -> None:
    """The error signals of both orders beside finite differences."""
    story.text(
        "A hidden bias is added to its pre-activation as it is, so the finite difference of the "
        "loss by `b_i^(1)` is the true `δ_i^(1)`:"
    )
    story.table(
        [
            Column("error signal", "math"),
            Column("all gradients first", "number"),
            Column("`W^(2)` already updated", "number"),
            Column("finite difference", "number"),
        ],
        rows,
    )


def moved_with(late: list[float], x: list[float], moved: Network) -> Network:
    """The updated network, but with its first layer moved by these error signals."""
    weights = [[step_down(w, d * x_j, ETA) for w, x_j in zip(row, x)] for row, d in zip(W_1, late)]
    biases = [step_down(b, d, ETA) for b, d in zip(B_1, late)]
    return moved.moved_to([[], weights, moved.w[2]], [[], biases, moved.b[2]])


def consequence(story: Story, wrong: Network) -> None:
    """The loss after the right and after the wrong step."""
    x, y = EXAMPLES[0]
    right = descend(network(), backprop(network(), x, y, COST), ETA)
    start, after, otherwise = (
        significant(mean_cost(net, [(x, y)], COST), story.digits)
        for net in (network(), right, wrong)
    )
    story.text(
        f"Nothing fails in such a program: the loss of this example goes from {start} to {after} "
        f"with the right order and to {otherwise} with the wrong one, and one such step does not "
        f"tell which is which. The error in `δ^(1)` shrinks with `η`: with a small learning "
        f"rate the steps still lower the cost, but they no longer follow the gradient; a "
        f"comparison with finite differences shows it. Hence the note's advice to compute all "
        f"gradients first, then update."
    )


def tell(story: Story) -> None:
    """The section, in the order of the note."""
    story.heading("Thill: gradient descent parameter updates", 1)
    the_update(story)
    with_the_gradient_put_in(story)
    problem = Problem(network(), EXAMPLES, COST, ETA, note="thill")
    story.text(
        f"The whole step moves the parameters of both layers. {story.step(problem).outcome()}"
    )
    consequence(story, too_early(story))


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
