"""Ko, sections 4 and 5: SGD, from a mini-batch to new weights, and one epoch.

Change the numbers below and run it again: python walkthroughs/ko/mini_batch.py
"""

import random
import sys
from collections.abc import Sequence

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Step, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem, average, backprop, descend, mean_cost
from backprop_scalar.backprop import Gradients
from backprop_scalar.equations import mean, mean_weight_gradient, share, step_down
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.network import Place
from backprop_scalar.notes.quantities import Named, Quantity
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.formulas import bias_change, less, weight_change

# W^1, W^2, W^3 and b^1, b^2, b^3 of the network of all these pages; row j leads into neuron j.
W = [[[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]], [[0.7, -0.5], [0.2, 0.9]], [[-0.8, 0.6], [0.5, -0.4]]]
B = [[0.1, -0.1], [0.2, 0.0], [0.3, -0.2]]
EXAMPLES = [  # x and y of x1, x2, x3, x4; the mini-batch that is worked out is x1, x2
    ([0.5, -1.0, 0.8], [0.9, 0.2]),
    ([-0.6, 0.4, 1.0], [0.2, 0.7]),
    ([1.0, 0.7, -0.5], [0.7, 0.4]),
    ([0.1, -0.9, -0.4], [0.1, 0.8]),
]
ETA = 0.5  # the learning rate η
COST = "half_squared_error"
NETWORK = Network([Layer(w, b, "sigmoid") for w, b in zip(W, B)])
L = len(W)

# By layer and neuron, a number for each example of the mini-batch.
OfEach = dict[tuple[int, int], list[Named]]


def tell(story: Story) -> None:
    """Per sample, accumulate and update, what a mini-batch leaves out, an epoch."""
    story.heading("Ko, §5: backpropagation with SGD", 1)
    story.text(
        "The mini-batch is x1, x2, so m = 2. The 3-2-2-2 network of all these pages sees both with "
        "the same weights; then there is one update. x1 is the example of "
        "walkthroughs/ko/algorithm.py: its activations and errors are worked out there and given "
        "here, with the superscript that says whose they are."
    )
    step = story.step(Problem(NETWORK, EXAMPLES[:2], COST, ETA, note="ko"))
    c = story.calculation("ko")
    for kind in ("eta", "n"):
        c.taken(step, Quantity(kind))
    old = {
        place: c.taken(step, Quantity("b" if place.k is None else "w", *place))
        for place in NETWORK.places()
    }
    a, delta = (of_first(c, step, kind) for kind in ("a", "delta"))
    c.show_given()
    story.rounding()
    story.heading("Per sample: x2")
    x, y = map(_numbers, EXAMPLES[1])
    story.text(
        f"Given are the input `a^(x2,0)` = ({x}) and the targets `y^x2` = ({y}). (The note's "
        f"forward line for SGD has no superscript x, though its errors have one.)"
    )
    step.phase("forward", example=1)
    step.phase("cost", example=1)
    for l in range(L, 0, -1):
        story.heading(f"x2: errors of layer {l}", 3)
        step.phase("backward", example=1, layer=l)
    for kind, found in (("a", a), ("delta", delta)):
        for (l, j), quantities in found.items():
            quantities.append(c.taken(step, Quantity(kind, l, j, i=1)))
    averages(story, c, a[L - 1, 0], delta[L, 0])
    accumulated(story, c, old, a, delta)
    estimate(story)
    epoch(story)


def of_first(c: PrintedCalculation, step: Step, kind: str) -> OfEach:
    """Of x1 the activations of layers 0 to L − 1, or the errors of layers 1 to L."""
    words = "error of neuron {} of layer {}" if kind == "delta" else ""
    return {
        (l, j): [c.taken(step, Quantity(kind, l, j, i=0), words.format(j + 1, l))]
        for l in (range(L) if kind == "a" else range(1, L + 1))
        for j in range(NETWORK.widths[l])
    }


def averages(story: Story, c: PrintedCalculation, a: list[Named], delta: list[Named]) -> None:
    """∂C_batch by w_11^3 and b_1^3, and (1) of §2; with C in the place of C_x."""
    w, b, eta, m = map(c.named, ("w_11^3", "b_1^3", "η", "m"))
    story.heading("§4 and §2: the averages, and η times them subtracted")
    story.text(
        "§4 averages the products of BP4 and the errors of BP3 over the mini-batch, and (1) of §2 "
        "subtracts η times the average. For one weight and one bias:"
    )
    # The note has δ before a.
    dw = c.line("∂C_batch/∂w_11^3", mean_weight_gradient, delta, a, m, cite="BP4 batch")
    db = c.line("∂C_batch/∂b_1^3", mean, delta, m, cite="BP3 batch")
    c.line("w_11^3 ←", step_down, w, dw, eta, cite="§2 (1)")
    c.line("b_1^3 ←", step_down, b, db, eta, cite="§2 (1)")
    c.show()
    printed = mean([share(c.number(delta_i), len(delta)) for delta_i in delta], len(delta))
    difference = central_difference(NETWORK, EXAMPLES[:2], COST, 3, 0)
    story.text(
        "§4 defines the errors with C, which is an average (walkthroughs/ko/bp1.py). Taken so, "
        "each δ holds 1/m already, and the average of the mini-batch divides by m once more. Right "
        "is `C_x` in δ, as §5 has it under SGD."
    )
    story.comparison([Compared("∂C_batch/∂b_1^3", printed, c.number(db), difference)])


def accumulated(
    story: Story, c: PrintedCalculation, old: dict[Place, Named], a: OfEach, delta: OfEach
) -> None:
    """ΔW, Δb and the new values of every layer; and the update with the wrong sign."""
    eta, m = c.named("η"), c.named("m")
    story.heading("§5: accumulate and update")
    story.text("For every layer in the letters of §5, where η/m is in `ΔW` and `Δb`.")
    for l in range(L, 0, -1):
        story.heading(f"Layer {l}", 3)
        changes = {}
        for (_, j, k), parameter in ((at, p) for at, p in old.items() if at.l == l):
            name, errors = f"Δ{parameter.spelled}", delta[l, j]
            changes[parameter] = (
                c.line(name, bias_change, eta, m, errors, cite="§5 Δb")
                if k is None
                else c.line(name, weight_change, eta, m, errors, a[l - 1, k], cite="§5 ΔW")
            )
        c.show()
        for parameter, change in changes.items():
            c.line(f"{parameter.spelled} (new)", less, parameter, change, cite="§5 W")
        c.show()
    before, minus, plus = (
        mean_cost(descend(NETWORK, gradients_of(NETWORK, (0, 1)), eta), EXAMPLES[:2], COST)
        for eta in (0.0, ETA, -ETA)
    )
    story.text(
        f"Δ usually means a change that is added; here it is what is subtracted. The update takes "
        f"the mini-batch's cost from {story.number(before)} to {story.number(minus)}; with `ΔW` "
        f"and `Δb` added it would be {story.number(plus)}."
    )


def gradients_of(net: Network, places: Sequence[int]) -> Gradients:
    """The average gradients of these examples, counted from 0."""
    return average([backprop(net, *EXAMPLES[place], COST) for place in places])


def _numbers(values: Sequence[float]) -> str:
    return ", ".join(f"{value:g}" for value in values)


def estimate(story: Story) -> None:
    """∂C_batch/∂w of the mini-batch beside ∂C/∂w."""
    story.heading("What the mini-batch leaves out")
    story.table(
        [Column("example"), Column("x"), Column("y")],
        [[f"x{i}", *map(_numbers, example)] for i, example in enumerate(EXAMPLES, start=1)],
    )
    few, whole = (gradients_of(NETWORK, range(n)) for n in (2, len(EXAMPLES)))
    story.misprint(
        "ko §2 (1)",
        "`∂C/∂w`, in which C is the average over all n examples, is put equal to the average over "
        "the m of a mini-batch. The second is an estimate of the first; only a mini-batch of all "
        f"examples is sure to give the same number. As printed is that of x1, x2; n = "
        f"{len(EXAMPLES)}.",
        *(
            Compared(
                f"∂C/∂{name}",
                place.entry(few.dw, few.db),
                place.entry(whole.dw, whole.db),
                central_difference(NETWORK, EXAMPLES, COST, *place),
            )
            for name, place in (("w_11^3", Place(3, 0, 0)), ("b_1^3", Place(3, 0, None)))
        ),
    )


def epoch(story: Story) -> None:
    """One epoch in a random order."""
    story.heading("One epoch")
    story.text(
        "Every example goes forward once and backward once, in a random order, with an update "
        "after each mini-batch. An update lowers the cost of its own mini-batch if η is small "
        "enough; that of all examples may rise."
    )
    order = random.Random(1).sample(range(len(EXAMPLES)), len(EXAMPLES))
    net, rows = NETWORK, []
    for start in range(0, len(order), 2):
        places = order[start : start + 2]
        before, net = net, descend(net, gradients_of(net, places), ETA)
        own = [EXAMPLES[place] for place in places]
        costs = [mean_cost(n, e, COST) for e in (own, EXAMPLES) for n in (before, net)]
        rows.append([", ".join(f"x{i + 1}" for i in places), *map(story.number, costs)])
    heads = ["its cost before", "after", "cost of all before", "after"]
    story.table([Column("mini-batch"), *(Column(head, "number") for head in heads)], rows)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
