"""Ko, section 5: the algorithm, SGD over mini-batches, and what backpropagation costs.

Change the numbers below and run it again: python walkthroughs/ko/algorithm.py
"""

import random
import sys
from collections.abc import Callable

from backprop_scalar import Layer, Network, Problem, average, backprop, descend, forward, mean_cost
from backprop_scalar.backprop import Backward
from backprop_scalar.equations import (
    forward_quotient,
    mean,
    step_down,
    summed_weight_gradient,
    total,
    weight_gradient,
)
from backprop_scalar.gradient_check import central_difference, nudged
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.counting import operations_of
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

W = [  # W^1, W^2, W^3 of a 3-2-2-1 network: row j holds the weights into neuron j
    [[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]],
    [[0.7, -0.5], [0.2, 0.9]],
    [[-0.8, 0.6]],
]
B = [[0.1, -0.1], [0.2, 0.0], [0.3]]  # b^1, b^2, b^3
EXAMPLES = [  # x and y; the four steps are shown for the first one
    ([0.5, -1.0, 0.8], [0.9]),
    ([-0.6, 0.4, 1.0], [0.2]),
    ([1.0, 0.7, -0.5], [0.7]),
    ([0.1, -0.9, -0.4], [0.1]),
    ([-1.0, 0.3, 0.6], [0.6]),
]
ETA = 0.5  # the learning rate η
M = 2  # the size m of a mini-batch
EPSILONS = [0.1, 0.01, 0.001]  # ε of the difference quotients
WIDTHS = [2, 4, 8, 16, 32]  # networks q-q-q-q with these q, to count multiplications in
COST = "half_squared_error"

Calculated = Callable[[Network, list[float], list[float]], object]


def network() -> Network:
    """The network with the numbers at the top, all neurons sigmoid."""
    return Network([Layer(w, b, "sigmoid") for w, b in zip(W, B)])


def tell(story: Story) -> None:
    """The four steps, SGD, and the comparison with finite differences."""
    story.heading("Ko, §5: the backpropagation algorithm", 1)
    four_steps(story)
    mini_batch(story)
    estimates(story)
    epoch(story)
    quotients(story)
    price(story)


def four_steps(story: Story) -> None:
    """Steps 1 to 4 for the first example."""
    problem = Problem(network(), EXAMPLES[:1], COST, ETA, note="ko")
    L = len(W)
    step = story.step(problem)
    step.given()
    story.rounding()
    story.heading("1. Feedforward")
    story.text("Layer by layer, from `a^0`, the input. Keep every z and a, they are needed again.")
    step.phase("forward")
    step.phase("cost")
    story.heading("2. Output error")
    story.text("BP1, at the output layer alone:")
    step.phase("backward", layer=L)
    story.heading("3. Backpropagate the error")
    story.text(
        "BP2, from the last hidden layer to the first: the errors of the next layer come back "
        "along the weights, and the slope lets them through."
    )
    for l in range(L - 1, 0, -1):
        step.phase("backward", layer=l)
    story.heading("4. Output: the gradients")
    story.text("BP3 and BP4, for every bias and every weight; no sum is left to be done.")
    step.phase("gradients")
    story.check(problem)


def batch_gradients(net: Network, places: list[int]) -> list[Backward]:
    """The gradients of each of these examples."""
    return [backprop(net, *EXAMPLES[place], COST) for place in places]


def mini_batches(order: list[int]) -> list[list[int]]:
    """The examples in that order, M at a time."""
    return [order[start : start + M] for start in range(0, len(order), M)]


def mini_batch(story: Story) -> None:
    """ΔW and Δb of one weight and one bias, by §5 and by (1) of §2."""
    net, L = network(), len(W)
    places = mini_batches(list(range(len(EXAMPLES))))[0]
    story.heading("SGD: one mini-batch")
    story.text(
        f"The first mini-batch is {_names(places)}. Steps 1 to 4 are done for each of its examples "
        f"with the same weights; then there is one update. For the weight `w_11^{L}` and the bias "
        f"`b_1^{L}` it needs one activation and one error of each example:"
    )
    c = story.calculation("ko")
    a, delta = [], []
    for place, gradients in zip(places, batch_gradients(net, places)):
        name = f"x{place + 1}"
        a_1 = forward(net, EXAMPLES[place][0]).a[L - 1][0]
        a.append(c.given(f"a_1^{name},{L - 1}", a_1, f"activation 1 of layer {L - 1} for {name}"))
        delta.append(c.given(f"δ_1^{name},{L}", gradients.delta[L][0], f"output error for {name}"))
    w = c.given(f"w_11^{L}", W[-1][0][0], "weight")
    b = c.given(f"b_1^{L}", B[-1][0], "bias")
    eta = c.given("η", ETA, "learning rate")
    m = c.given("m", len(places), "examples in the mini-batch")
    c.show_given()
    story.text(
        "First as in §2: the gradients are averaged, and η times the average is subtracted. §4, in "
        "its mini-batch version, calls the average `∂C_batch/∂W`. Then as in §5, where η/m is in "
        "`ΔW` and `Δb`. The signs are easily lost here: Δ usually means a change that is added, "
        "but these two are subtracted."
    )
    updates(story, c, places, a, delta, (w, b, eta, m))
    both_ways(story, net, places)


def updates(
    story: Story,
    c: Calculation,
    places: list[int],
    a: list[Named],
    delta: list[Named],
    known: tuple[Named, Named, Named, Named],
) -> None:
    """The new weight and bias both ways."""
    (w, b, eta, m), L = known, len(W)
    dC = [
        c.line(f"∂C_x{i + 1}/∂w_11^{L}", weight_gradient, a_i, delta_i, cite="BP4")
        for i, a_i, delta_i in zip(places, a, delta)
    ]
    dC_dw = c.line(f"∂C_batch/∂w_11^{L}", mean, dC, m, cite="§4, §2 (1)")
    dC_db = c.line(f"∂C_batch/∂b_1^{L}", mean, delta, m, cite="§4, §2 (1)")
    c.line(f"w_11^{L} ←", step_down, w, dC_dw, eta, cite="§2 (1)")
    c.line(f"b_1^{L} ←", step_down, b, dC_db, eta, cite="§2 (1)")
    c.show()
    change = c.line(
        f"Δw_11^{L}",
        lambda a, delta, eta, m: eta / m * summed_weight_gradient(a, delta),
        *(a, delta, eta, m),
        cite="§5",
    )
    shift = c.line(f"Δb_1^{L}", lambda d, eta, m: eta / m * total(d), delta, eta, m, cite="§5")
    c.line(f"w_11^{L} (new)", lambda w, change: w - change, w, change, cite="§5")
    c.line(f"b_1^{L} (new)", lambda b, shift: b - shift, b, shift, cite="§5")
    c.show()


def both_ways(story: Story, net: Network, places: list[int]) -> None:
    """The mini-batch's cost after subtracting, and after adding, ΔW and Δb."""
    gradients = average(batch_gradients(net, places))
    examples = [EXAMPLES[place] for place in places]
    before, minus, plus = (
        significant(mean_cost(descend(net, gradients, eta), examples, COST), story.digits)
        for eta in (0.0, ETA, -ETA)
    )
    story.text(
        f"The mini-batch's cost was {before}. With all `ΔW` and `Δb` subtracted it is {minus}, "
        f"with them added {plus}."
    )


def estimates(story: Story) -> None:
    """∂C_batch/∂w of each mini-batch beside ∂C/∂w."""
    story.heading("What the mini-batch leaves out")
    story.text(
        "(1) of §2 writes an equals sign between `∂C/∂w`, in which C is the average over all n "
        "examples, and the average over the m of a mini-batch, `∂C_batch/∂w`. The second is an "
        "estimate of the first; only a mini-batch with all examples in it, as in the last line, "
        "is sure to give the same number."
    )
    everything = list(range(len(EXAMPLES)))
    groups = [(_names(places), places) for places in mini_batches(everything)]
    groups.append(("all", everything))
    rows = []
    for words, places in groups:
        gradients = average(batch_gradients(network(), places))
        values = [gradients.dw[1][0][0], gradients.dw[len(W)][0][0], gradients.db[len(W)][0]]
        numbers = [story.page.number(significant(value, story.digits)) for value in values]
        rows.append([words, *numbers])
    heads = [f"`∂C_batch/∂{name}`" for name in ("w_11^1", f"w_11^{len(W)}", f"b_1^{len(W)}")]
    story.table([Column("examples"), *(Column(head, "number") for head in heads)], rows)


def _names(places: list[int]) -> str:
    return ", ".join(f"x{place + 1}" for place in places)


def epoch(story: Story) -> None:
    """One epoch in a random order."""
    story.heading("SGD: one epoch")
    story.text(
        "Every example goes forward once and backward once, in a random order, with an update "
        "after each mini-batch. A last mini-batch that is smaller is averaged over the examples "
        "it has. An update lowers the cost of its own mini-batch if η is small enough; that of "
        "all examples may rise."
    )
    order = list(range(len(EXAMPLES)))
    random.Random(1).shuffle(order)
    net, rows = network(), []
    for places in mini_batches(order):
        own = [EXAMPLES[place] for place in places]
        before = net
        net = descend(net, average(batch_gradients(net, places)), ETA)
        costs = [mean_cost(n, e, COST) for e in (own, EXAMPLES) for n in (before, net)]
        numbers = [story.page.number(significant(C, story.digits)) for C in costs]
        rows.append([_names(places), *numbers])
    heads = ["its cost before", "after", "cost of all before", "after"]
    story.table([Column("mini-batch"), *(Column(head, "number") for head in heads)], rows)


def quotients(story: Story) -> None:
    """The difference quotients of one weight, for the first example."""
    story.heading("Backpropagation against finite differences")
    net, examples = network(), EXAMPLES[:1]
    cost, gradient = mean_cost(net, examples, COST), backprop(net, *EXAMPLES[0], COST).dw[1][0][0]
    story.text(
        "§5 adds `ε` to one parameter, here to `w_11^1`, and divides what that adds to the cost by "
        f"`ε`. For x1 the cost without `ε` is {significant(cost, story.digits)}, and step 4 has "
        f"the gradient {significant(gradient, story.digits)}. What the quotient is off by falls "
        "with `ε`; that of the central difference, with `ε` also subtracted, falls with `ε^2`."
    )
    rows = []
    for epsilon in EPSILONS:
        above = mean_cost(nudged(net, 1, 0, 0, epsilon), examples, COST)
        central = central_difference(net, examples, COST, 1, 0, 0, epsilon)
        values = (above, forward_quotient(above, cost, epsilon), central)
        numbers = [story.page.number(significant(v, story.digits)) for v in values]
        rows.append([f"{epsilon:g}", *numbers])
    heads = ["`ε`", "cost with `ε` added", "quotient of §5", "central difference"]
    story.table([Column(head, "number") for head in heads], rows)


def multiplications(calculation: Calculated, q: int) -> int:
    """Of a calculation with a network q-q-q-q, all sigmoid, and one example of any values."""
    net = Network([Layer([[0.1] * q] * q, [0.1] * q, "sigmoid")] * 3)
    return operations_of(calculation, net, [0.5] * q, [0.5] * q)["multiplications"]


def counted(q: int) -> list[str]:
    """A row of the table: what everything takes in forward passes, and what backprop saves."""
    P, weights = 3 * q * (q + 1), 3 * q * q
    forwards = multiplications(lambda n, x, y: forward(n, x), q)
    cost = multiplications(lambda n, x, y: mean_cost(n, [(x, y)], COST), q)
    central = multiplications(lambda n, x, y: central_difference(n, [(x, y)], COST, 1, 0, 0), q)
    everything = multiplications(lambda n, x, y: backprop(n, x, y, COST), q)
    errors = everything - weights  # BP4 has one product for each weight
    ratio = (P + 1) * cost / everything
    return [
        str(q),
        str(P),
        f"{errors / forwards:.2f}",
        f"{everything / forwards:.2f}",
        f"{(P + 1) * cost / forwards:.1f}",
        f"{P * central / forwards:.1f}",
        f"{ratio:.1f}",
        f"{ratio / P:.3f}",
    ]


def price(story: Story) -> None:
    """Multiplications of backprop and of finite differences, for growing networks."""
    story.text(
        "For each of the P parameters, the difference quotient of §5 needs the cost with `ε` added "
        "to that parameter, and all share the cost without it: P + 1 costs. A central difference, "
        "as in the check of step 4, needs two costs for each parameter, so 2 P. Backpropagation "
        "gives all P derivatives in one forward and one backward pass. Below, the multiplications "
        "of the running equations are counted, for networks q-q-q-q, and given in forward passes; "
        "1 is the forward pass."
    )
    headings = ["q", "P", "forward + `δ`", "with BP4", "§5", "central", "§5/with BP4", "the same/P"]
    story.table([Column(heading, "number") for heading in headings], [*map(counted, WIDTHS)])
    story.text(
        "The note counts about two forward passes for backpropagation. That is the forward pass "
        "and the errors; the products of BP4 are a third one, so it is about three. And §2 calls "
        "backpropagation exponentially cheaper than differences. The last two columns show the "
        "quotient of the two costs growing in proportion to P: divided by P it nears 3/8 as q "
        "grows, for these networks of three layers. So the saving is linear in P, not exponential."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
