"""anomitroid, section 6.5, last paragraph: the operations of a forward and a backward pass.

Change the numbers below and run it again: python walkthroughs/anomitroid/operation_counts.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Network, backprop, forward
from backprop_scalar.equations import passed_back, weight_gradient
from backprop_scalar.initialization import initial_layer
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.counting import Operations, operations_of
from backprop_scalar.tracing.digits import significant

WIDTHS = [2, 4, 8, 16, 32, 64]  # q, for networks with q inputs, q hidden and q output neurons
LAYERS = 2  # L, the number of layers that have weights
BATCH = 3  # the examples of the batch at the end


def weight_gradients(network: Network, a: list[float], delta: list[float]) -> list[float]:
    """(60) in every layer, for any activations and any δ: there are q of both."""
    return [weight_gradient(a_j, delta_k) for _ in network.layers for delta_k in delta for a_j in a]


# A width, the number of parameters, and the operations of `passes`.
Counted = tuple[int, int, Operations, Operations, Operations]


def passes(q: int) -> tuple[Operations, Operations, Operations]:
    """The operations of the forward pass, of all δ, and of (60), for one example."""
    network = Network([initial_layer(q, q, "sigmoid", "uniform", seed) for seed in range(LAYERS)])
    example = network, [0.5] * q, [0.5] * q
    ahead = operations_of(lambda n, x, y: forward(n, x), *example)
    both = operations_of(lambda n, x, y: backprop(n, x, y, "squared_error"), *example)
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


def sums(operations: Operations) -> int:
    """Additions and subtractions together."""
    return operations["additions"] + operations["subtractions"]


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
