"""Across the notes: sentences that claim more than holds, beside what happens in numbers.

Change the numbers below and run it again: python walkthroughs/comparison/claims.py
"""

import sys

from backprop_scalar import Layer, Network, backprop, descend, forward, mean_cost
from backprop_scalar.equations import central_quotient, forward_quotient
from backprop_scalar.functions import is_positive, positive_part
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.counting import operations_of
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

WIDTHS = [4, 8, 16, 32]  # ko: networks q-q-q-q to count multiplications in
SAMPLES = [([1.0], [0.7]), ([1.0], [0.1])]  # full_story §1: x and y; the first one is drawn
ETAS = [0.1, 1.0, 50.0]  # its learning rates
COST = "half_squared_error"
STEP = 0.001  # ε, away from the corner of the ReLU, above 0


def tell(story: Story) -> None:
    """What backpropagation saves, where a slope is missing, what a step lowers."""
    story.heading("Claims", 1)
    story.text(
        "The formulas are not touched by what follows. Those that are misprinted are in "
        "walkthroughs/comparison/errata.py."
    )
    ko_counts(story)
    full_story_corner(story)
    full_story_each_cycle(story)


def counted(q: int) -> list[str]:
    """A row of the table for the network q-q-q-q."""
    net = Network([Layer([[0.1] * q] * q, [0.1] * q, "sigmoid")] * 3)
    P = 3 * q * (q + 1)
    of_forward, of_backprop, of_difference = (
        operations_of(calculation, net, [0.5] * q, [0.5] * q)["multiplications"]
        for calculation in (
            lambda n, x, y: forward(n, x),
            lambda n, x, y: backprop(n, x, y, COST),
            lambda n, x, y: central_difference(n, [(x, y)], COST, 1, 0, 0),
        )
    )
    ratio = P * of_difference / of_backprop
    return [str(q), str(P), f"{of_backprop / of_forward:.2f}", f"{ratio:.1f}", f"{ratio / P:.3f}"]


def ko_counts(story: Story) -> None:
    """Exponentially cheaper; two forward passes."""
    story.heading("Ko, §2 and §5: exponentially cheaper, two forward passes")
    story.text(
        "§2 calls backpropagation exponentially cheaper than finite differences; §5 puts it at "
        "about two forward passes. Counted are the multiplications for a network q-q-q-q with P "
        "parameters. With the products of BP4 backpropagation takes about three forward passes. "
        "Central differences take two for each parameter, so the advantage grows in proportion "
        "to P, not exponentially. (walkthroughs/ko/algorithm.py counts in more detail, and also "
        "the one-sided quotient of §5, which takes about half as much.)"
    )
    headings = ["q", "P", "backprop, in forward passes", "differences/backprop", "the same/P"]
    story.table([Column(heading, "number") for heading in headings], [*map(counted, WIDTHS)])


def full_story_corner(story: Story) -> None:
    """The ReLU at 0."""
    story.heading("The Full Story, §2: every step is differentiable")
    story.text(
        "The ReLU is not, at 0: the difference quotients from the right, from the left and across "
        "do not agree, and `I[f > 0]`, which the note takes for the derivative, chooses 0."
    )
    c = story.calculation("full_story")
    f, right, left = c.given("f", 0.0, "the corner"), c.given("ε", STEP), c.given("−ε", -STEP)
    at = {q: c.line(f"ReLU({q.spelled})", positive_part, q) for q in (f, right, left)}
    c.line("ReLU'(0), right", forward_quotient, at[right], at[f], right)
    c.line("ReLU'(0), left", forward_quotient, at[left], at[f], left)
    c.line("ReLU'(0), across", central_quotient, at[right], at[left], right)
    c.line("ReLU'(0), taken", is_positive, f, cite="§4")
    c.show()
    story.text(
        "Nor does every weight influence the loss, as §3 has it: the weights into an inactive "
        "neuron and out of it, and its bias, have gradients of exactly 0; "
        "walkthroughs/full_story/sanity_checks.py shows them."
    )


def full_story_each_cycle(story: Story) -> None:
    """A step for one sample against the risk of all."""
    story.heading("The Full Story, §1: each training cycle reduces the error")
    story.text(
        "One sigmoid neuron with w = b = 0 takes a step on the loss l of the first sample. For a "
        "small η that loss falls. The empirical risk, the mean over all samples, need not, for "
        "the step knows nothing of the others; and with a large η even the loss it was made for "
        "may rise."
    )
    net = Network([Layer([[0.0] * len(SAMPLES[0][0])], [0.0], "sigmoid")])
    gradients = backprop(net, *SAMPLES[0], COST)
    rows = []
    for eta in ETAS:
        moved = descend(net, gradients, eta)
        costs = [
            mean_cost(network, samples, COST)
            for samples in (SAMPLES[:1], SAMPLES)
            for network in (net, moved)
        ]
        numbers = [story.page.number(significant(cost, story.digits)) for cost in costs]
        rows.append([f"{eta:g}", *numbers])
    headings = ["η", "l before", "l after", "risk before", "risk after"]
    story.table([Column(heading, "number") for heading in headings], rows)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
