"""Ko, sections 4 and 5: SGD, from a mini-batch to new weights, and one epoch.

Change the numbers below and run it again: python walkthroughs/ko/mini_batch.py
"""

import random
import sys
from collections.abc import Sequence

from backprop_scalar import Layer, Network, Problem, average, backprop, descend, mean_cost
from backprop_scalar.backprop import Gradients
from backprop_scalar.equations import mean, share, step_down
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.network import Place
from backprop_scalar.notes.quantities import Named, Quantity
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.mini_batch import (
    bias_change,
    less,
    mini_batch_weight_gradient,
    weight_change,
)
from backprop_scalar.walkthrough import Compared, PrintedCalculation, Step, Story, walk

W = [  # W^1, W^2, W^3: row j holds the weights into neuron j
    [[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]],
    [[0.7, -0.5], [0.2, 0.9]],
    [[-0.8, 0.6], [0.5, -0.4]],
]
B = [[0.1, -0.1], [0.2, 0.0], [0.3, -0.2]]  # b^1, b^2, b^3
EXAMPLES = [  # x and y of x1, x2, x3, x4; the mini-batch that is worked out is x1, x2
    ([0.5, -1.0, 0.8], [0.9, 0.2]),
    ([-0.6, 0.4, 1.0], [0.2, 0.7]),
    ([1.0, 0.7, -0.5], [0.7, 0.4]),
    ([0.1, -0.9, -0.4], [0.1, 0.8]),
]
M = 2  # the size m of a mini-batch
ETA = 0.5  # the learning rate η
COST = "half_squared_error"
NETWORK = Network([Layer(w, b, "sigmoid") for w, b in zip(W, B)])
L = len(W)

# A number for each example of the mini-batch, by layer and neuron.
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
    eta, m = c.taken(step, Quantity("eta")), c.taken(step, Quantity("n"))
    old = {
        place: c.taken(step, Quantity("b" if place.k is None else "w", *place))
        for place in NETWORK.places()
    }
    a, delta = of_example(c, step, 0)
    c.show_given()
    story.rounding()
    story.heading("Per sample: x2")
    story.text(
        f"x2 has the input ({_numbers(EXAMPLES[1][0])}) and the targets "
        f"({_numbers(EXAMPLES[1][1])}). (The note's forward line for SGD has no superscript x, "
        "though its errors have one.)"
    )
    step.phase("forward", example=1)
    step.phase("cost", example=1)
    for l in range(L, 0, -1):
        story.heading(f"x2: errors of layer {l}", 3)
        step.phase("backward", example=1, layer=l)
    for both, second in zip((a, delta), of_example(c, step, 1)):
        for place, quantities in second.items():
            both[place] += quantities
    averages(story, c, (old[Place(L, 0, 0)], a[L - 1, 0]), (old[Place(L, 0, None)], delta[L, 0]))
    accumulated(story, c, old, a, delta)
    estimates(story)
    epoch(story)


def of_example(c: PrintedCalculation, step: Step, i: int) -> tuple[OfEach, OfEach]:
    """The activations a^0, …, a^(L−1) and the errors of an example that has been worked out."""
    a, delta = (
        {
            (l, j): [c.taken(step, Quantity(kind, l, j, i=i))]
            for l in layers
            for j in range(NETWORK.widths[l])
        }
        for kind, layers in (("a", range(L)), ("delta", range(1, L + 1)))
    )
    return a, delta


def averages(
    story: Story,
    c: PrintedCalculation,
    weight: tuple[Named, list[Named]],
    bias: tuple[Named, list[Named]],
) -> None:
    """∂C_batch by one weight and one bias, and (1) of §2; with C in the place of C_x."""
    (w, a), (b, delta), eta, m = weight, bias, c.named("η"), c.named("m")
    story.heading("§4 and §2: the averages, and η times them subtracted")
    story.text(
        "§4 averages the products of BP4 and the errors of BP3 over the mini-batch, and (1) of §2 "
        f"subtracts η times the average. For `{w.spelled}` and `{b.spelled}`:"
    )
    dw = c.line(f"∂C_batch/∂{w.spelled}", mini_batch_weight_gradient, delta, a, m, cite="BP4 batch")
    db = c.line(f"∂C_batch/∂{b.spelled}", mean, delta, m, cite="BP3 batch")
    c.line(f"{w.spelled} ←", step_down, w, dw, eta, cite="§2 (1)")
    c.line(f"{b.spelled} ←", step_down, b, db, eta, cite="§2 (1)")
    c.show()
    story.misprint(
        "ko BP3",
        "the errors are printed with C, which is an average. With `∂C/∂z` taken so, each δ holds "
        "1/m already, and the average of the mini-batch divides by m once more. Right is `C_x` in "
        "δ, as §5 has it under SGD.",
        Compared(
            db.spelled,
            mean([share(c.number(delta_i), M) for delta_i in delta], M),
            c.number(db),
            central_difference(NETWORK, EXAMPLES[:2], COST, L, 0),
        ),
    )


def accumulated(
    story: Story, c: PrintedCalculation, old: dict[Place, Named], a: OfEach, delta: OfEach
) -> None:
    """ΔW, Δb and the new values of every layer; and the update with the wrong sign."""
    eta, m = c.named("η"), c.named("m")
    story.heading("§5: accumulate and update")
    story.text("For every layer in the letters of §5, where η/m is in `ΔW` and `Δb`.")
    for l in range(L, 0, -1):
        story.heading(f"Layer {l}", 3)
        changes = []
        for place, parameter in old.items():
            if place.l == l:
                rest = [delta[l, place.j]]
                equation, cite = bias_change, "§5 Δb"
                if place.k is not None:
                    rest.append(a[l - 1, place.k])
                    equation, cite = weight_change, "§5 ΔW"
                change = c.line(f"Δ{parameter.spelled}", equation, eta, m, *rest, cite=cite)
                changes.append((parameter, change))
        c.show()
        for parameter, change in changes:
            c.line(f"{parameter.spelled} (new)", less, parameter, change, cite="§5 W")
        c.show()
    gradients = batch_gradients(NETWORK, [0, 1])
    before, minus, plus = (
        mean_cost(descend(NETWORK, gradients, eta), EXAMPLES[:2], COST) for eta in (0.0, ETA, -ETA)
    )
    story.misprint(
        "ko §5",
        "`ΔW` and `Δb` are subtracted, though Δ usually means a change that is added: they are the "
        f"changes with the sign reversed. The mini-batch's cost was {story.number(before)}. As "
        "printed is the cost if they are taken for the changes and added.",
        Compared("C_batch after the update", plus, minus),
    )


def batch_gradients(net: Network, places: Sequence[int]) -> Gradients:
    """The average gradients of these examples, counted from 0."""
    return average([backprop(net, *EXAMPLES[place], COST) for place in places])


def _names(places: Sequence[int]) -> str:
    return ", ".join(f"x{place + 1}" for place in places)


def _numbers(values: Sequence[float]) -> str:
    return ", ".join(f"{value:g}" for value in values)


def estimates(story: Story) -> None:
    """∂C_batch/∂w of each mini-batch beside ∂C/∂w."""
    story.heading("What the mini-batch leaves out")
    story.table(
        [Column("example"), Column("x"), Column("y")],
        [[_names([i]), *map(_numbers, example)] for i, example in enumerate(EXAMPLES)],
    )
    everything = range(len(EXAMPLES))
    groups = [everything[start : start + M] for start in everything[::M]]
    rows = []
    for places in [*groups, everything]:
        gradients = batch_gradients(NETWORK, places)
        found = gradients.dw[1][0][0], gradients.dw[L][0][0], gradients.db[L][0]
        rows.append([_names(places), *map(story.number, found)])
    heads = [f"`∂C_batch/∂{name}`" for name in ("w_11^1", f"w_11^{L}", f"b_1^{L}")]
    story.table([Column("mini-batch"), *(Column(head, "number") for head in heads)], rows)
    story.misprint(
        "ko §2 (1)",
        "`∂C/∂w`, in which C is the average over all n examples, is put equal to the average over "
        "the m of a mini-batch. The second is an estimate of the first; only a mini-batch of all "
        "examples is sure to give the same number. As printed is that of x1, x2.",
        *(
            Compared(
                f"∂C/∂{name}",
                place.entry(few.dw, few.db),
                place.entry(whole.dw, whole.db),
                central_difference(NETWORK, EXAMPLES, COST, *place),
            )
            for few, whole in [
                (batch_gradients(NETWORK, [0, 1]), batch_gradients(NETWORK, everything))
            ]
            for name, place in ((f"w_11^{L}", Place(L, 0, 0)), (f"b_1^{L}", Place(L, 0, None)))
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
    order = list(range(len(EXAMPLES)))
    random.Random(1).shuffle(order)
    net, rows = NETWORK, []
    for start in range(0, len(order), M):
        places = order[start : start + M]
        before, net = net, descend(net, batch_gradients(net, places), ETA)
        own = [EXAMPLES[place] for place in places]
        costs = [mean_cost(n, e, COST) for e in (own, EXAMPLES) for n in (before, net)]
        rows.append([_names(places), *map(story.number, costs)])
    heads = ["its cost before", "after", "cost of all before", "after"]
    story.table([Column("mini-batch"), *(Column(head, "number") for head in heads)], rows)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
