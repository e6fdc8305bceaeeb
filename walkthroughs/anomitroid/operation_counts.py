"""anomitroid, section 6.5, last paragraph: the operations of a forward and a backward pass.

Change the numbers below and run it again: python walkthroughs/anomitroid/operation_counts.py
"""

import statistics
import sys
import time
from collections.abc import Callable

try:
    from backprop_scalar.walkthrough import Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Network, Problem, backprop, descend, forward
from backprop_scalar.equations import passed_back, weight_gradient
from backprop_scalar.initialization import initial_layer
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.counting import Operations, operations_of, operations_on
from backprop_scalar.tracing.digits import significant
from backprop_scalar.tracing.training_step import training_step

WIDTHS = [2, 4, 8, 16, 32, 64]  # q, for networks with q inputs, q hidden and q output neurons
LAYERS = 2  # L, the number of layers that have weights
BATCH = 3  # the examples of the batch at the end
TIMED = [8, 16, 24, 32, 40, 48]  # q of the networks whose steps are timed
RUNS = 7  # of which the shortest is taken
COST, ETA = "squared_error", 0.1


def weight_gradients(network: Network, a: list[float], delta: list[float]) -> list[float]:
    """(60) in every layer, for any activations and any δ: there are q of both."""
    return [weight_gradient(a_j, delta_k) for _ in network.layers for delta_k in delta for a_j in a]


def drawn(q: int) -> Network:
    """The network with q neurons in every layer."""
    return Network([initial_layer(q, q, "sigmoid", "uniform", seed) for seed in range(LAYERS)])


# A width, the number of parameters, and the operations of `passes`.
Counted = tuple[int, int, Operations, Operations, Operations]


def passes(q: int) -> tuple[Operations, Operations, Operations]:
    """The operations of the forward pass, of all δ, and of (60), for one example."""
    example = drawn(q), [0.5] * q, [0.5] * q
    ahead = operations_of(lambda n, x, y: forward(n, x), *example)
    both = operations_of(lambda n, x, y: backprop(n, x, y, COST), *example)
    gradients = operations_of(weight_gradients, *example)
    return ahead, both - ahead - gradients, gradients


def tell(story: Story) -> None:
    """The statement, the counts, and what they come to."""
    story.heading("anomitroid, §6.5: how many operations", 1)
    story.text(
        "The note ends with the statement that a forward pass takes a number of operations of the "
        "order of `Σ m_ℓ·m_p` with p for `ℓ − 1`, the number of weights, and so does a backward "
        "pass for all `δ`. Here the equations of the package run on numbers that count what is "
        f"done with them. Each network has q inputs and L = {LAYERS} layers of q neurons; one "
        "example passes through it. The note counts only the `δ` in its backward pass; the "
        "gradients (60) stand by themselves. The number of weights where every "
        f"`m_ℓ` is {WIDTHS[-1]}:"
    )
    counts = [(q, LAYERS * q * (q + 1), *passes(q)) for q in WIDTHS]
    c = story.calculation("anomitroid")
    m = [c.given(f"m_{l}", WIDTHS[-1]) for l in range(LAYERS + 1)]
    c.line("weights", passed_back, m[1:], m[:-1], cite="§6.5")
    c.show()
    story.heading("Products, and sums with differences")
    kinds = ["forward: products", "sums", "`e^z` and /", "`δ`: products", "sums", "(60): products"]
    story.table(
        [Column(heading, "number") for heading in ["q", "weights", *kinds]],
        [
            [str(q), str(LAYERS * q * q)]
            + [str(f["multiplications"]), str(sums(f)), str(f["functions"] + f["divisions"])]
            + [str(d["multiplications"]), str(sums(d)), str(g["multiplications"])]
            for q, _, f, d, g in counts
        ],
    )
    story.text(
        "Forward, every weight takes one product and one sum, and every neuron the few operations "
        "of its sigmoid. Backward, (59) takes `δ` through every weight but those of the first "
        "layer, with one product each and nearly as many sums: nothing has to be carried back to "
        "the inputs. (60) takes one more product for each weight, and a bias gradient, (61), no "
        "operation at all."
    )
    for_each_parameter(story, counts)
    q, P, *each = counts[-1]
    training(story, q, sum(operations.total() for operations in each) / P)
    measured(story)


def for_each_parameter(story: Story, counts: list[Counted]) -> None:
    """The same operations divided by the number of parameters."""
    story.heading("All operations for each parameter")
    headings = ["q", "parameters", "forward", "all `δ`", "(60)", "together", "`δ`/forward"]
    story.table(
        [Column(heading, "number") for heading in headings],
        [
            [str(q), str(P), *(significant(o.total() / P, 4) for o in (f, d, g, f + d + g))]
            + [significant(d.total() / f.total(), 4)]
            for q, P, f, d, g in counts
        ],
    )
    back = 2 * (LAYERS - 1) / LAYERS
    story.text(
        f"For wide layers only the weights count. For each of them the forward pass takes 2 "
        f"operations, all `δ` take `2·(L − 1)/L`, here {back:g}, and (60) takes 1, together "
        f"{3 + back:g}: the work is linear in the number of parameters."
    )


def training(story: Story, q: int, of_example: float) -> None:
    """What the note says of training; of_example: operations for each parameter."""
    story.text(
        "The note says so of training. A step of it takes the passes and the gradients (60) of "
        f"each example of the batch: those of {BATCH} examples are, with q = {q}, "
        f"{significant(BATCH * of_example, 4)} operations for each parameter, and the mean and the "
        "update come on top."
    )


def measured(story: Story) -> None:
    """The products of a whole step beside the time it takes, the line through them, a drawing."""
    story.heading("Products and time")
    story.text(
        "Counted here are the products in all lines of a training step, those of the cost and of "
        "the update among them; measured is what the loops of the package take for such a step, "
        "on this computer and just now, the shortest of several runs. A dot is a fortieth of the "
        "longest time, o the measured one, | the line of least squares."
    )
    steps = [problem_of(q) for q in TIMED]
    products = [products_of(problem) for problem in steps]
    times = [microseconds(step, problem) for problem in steps]
    slope, start = statistics.linear_regression(products, times)
    line = [start + slope * count for count in products]
    headings = ["q", "products", "microseconds", "on the line"]
    story.table(
        [*(Column(heading, "number") for heading in headings), Column("")],
        [
            [*map(str, (q, count, round(spent), round(at))), drawing(spent, at, max(*times, *line))]
            for q, count, spent, at in zip(TIMED, products, times, line)
        ],
    )
    story.text(
        f"The line rises by {1000 * slope:.0f} nanoseconds for each product; the correlation is "
        f"{statistics.correlation(products, times):.4f}. Most of that time goes into the objects "
        "that Python makes and finds: counts say how the time grows, not how long it is."
    )
    compared(story, steps[-1])


def compared(story: Story, problem: Problem) -> None:
    """Backpropagation against its forward pass: products and time."""
    network, ((x, y),), cost = problem.network, problem.examples, problem.cost
    calculations = (lambda n, x, y: forward(n, x)), (lambda n, x, y: backprop(n, x, y, cost))
    passes, everything = (
        (operations_of(each, network, x, y)["multiplications"], microseconds(each, network, x, y))
        for each in calculations
    )
    story.text(
        f"ko §5 compares backpropagation, its forward pass included, with two forward passes. For "
        f"q = {TIMED[-1]} it has {everything[0] / passes[0]:.2f} times the products of the forward "
        f"pass and took {everything[1] / passes[1]:.2f} times as long."
    )


def problem_of(q: int) -> Problem:
    """A step with the network of that width and one example."""
    return Problem(drawn(q), [([0.5] * q, [0.5] * q)], COST, ETA)


def products_of(problem: Problem) -> int:
    """The multiplications on the lines of a step."""
    lines = [line for phase in training_step(problem, problem.network) for line in phase.lines]
    return operations_on(lines)["multiplications"]


def step(problem: Problem) -> None:
    """One step by the loops."""
    ((x, y),) = problem.examples
    descend(problem.network, backprop(problem.network, x, y, problem.cost), problem.eta)


def microseconds(calculation: Callable[..., object], *operands: object) -> float:
    """The shortest of several runs."""
    runs = []
    for _ in range(RUNS):
        start = time.perf_counter()
        calculation(*operands)
        runs.append(time.perf_counter() - start)
    return 1e6 * min(runs)


def drawing(spent: float, line: float, longest: float) -> str:
    """Two times on an axis of dots: o the measured one, | that on the line."""
    at, on_line = (round(40 * max(value, 0.0) / longest) for value in (spent, line))
    axis = ["."] * (max(at, on_line) + 1)
    axis[on_line] = "|"
    axis[at] = "o"
    return "".join(axis)


def sums(operations: Operations) -> int:
    """Additions and subtractions together."""
    return operations["additions"] + operations["subtractions"]


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
