"""anomitroid, section 6.5, last paragraph: the operations of a forward and a backward pass.

Change the numbers below and run it again: python walkthroughs/anomitroid/operation_counts.py
"""

import sys

from backprop_scalar import Network, backprop, forward
from backprop_scalar.equations import weight_gradient
from backprop_scalar.initialization import initial_layer
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.counting import Operations, operations_of
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

WIDTHS = [2, 4, 8, 16, 32, 64, 128]  # q, for networks with q inputs, q hidden and q output neurons
LAYERS = 2  # L, the number of layers that have weights

# q, the number of parameters, and the operations of the forward pass, of all δ, and of (60)
Counts = tuple[int, int, Operations, Operations, Operations]


def network_of(q: int) -> Network:
    """A network with q neurons in every layer; what the weights are does not matter here."""
    return Network([initial_layer(q, q, "sigmoid", "uniform", seed) for seed in range(LAYERS)])


def weight_gradients(network: Network, x: list[float], y: list[float]) -> list[float]:
    """(60) in every layer, x and y for any activations and any δ: all have q entries."""
    return [weight_gradient(a_j, delta_k) for _ in network.layers for delta_k in y for a_j in x]


def passes(q: int) -> tuple[Operations, Operations, Operations]:
    """The operations of the forward pass, of all δ, and of (60), for one example."""
    network, x, y = network_of(q), [0.5] * q, [0.5] * q
    ahead = operations_of(lambda n, x, y: forward(n, x), network, x, y)
    both = operations_of(lambda n, x, y: backprop(n, x, y, "squared_error"), network, x, y)
    gradients = operations_of(weight_gradients, network, x, y)
    return ahead, both - ahead - gradients, gradients


def sums(operations: Operations) -> int:
    """Additions and subtractions together."""
    return operations["additions"] + operations["subtractions"]


def tell(story: Story) -> None:
    """The counts, then the same divided by the number of parameters."""
    story.heading("anomitroid, §6.5: how many operations", 1)
    story.text(
        f"The note ends with the statement that a forward pass takes a number of operations of the "
        f"order of the number of weights, and so does a backward pass that computes all `δ`. Here "
        f"the equations of the package run on numbers that count what is done with them. Each "
        f"network has the width q everywhere and L = {LAYERS} layers of weights; one example "
        f"passes through it. The note counts only the `δ` in its backward pass; the gradients (60) "
        f"have a column of their own."
    )
    counts = [(q, parameters(q), *passes(q)) for q in WIDTHS]
    tell_counts(story, counts)
    tell_ratios(story, counts)


def tell_counts(story: Story, counts: list[Counts]) -> None:
    """Multiplications and additions of each pass."""
    headings = ["q", "weights", "parameters", "forward ·", "forward + −", "forward `e^z`, /"]
    story.table(
        [Column(heading, "number") for heading in [*headings, "`δ` ·", "`δ` + −", "(60) ·"]],
        [
            list(map(str, (q, LAYERS * q * q, total, f["multiplications"], sums(f))))
            + list(map(str, (f["functions"] + f["divisions"], d["multiplications"], sums(d))))
            + [str(g["multiplications"])]
            for q, total, f, d, g in counts
        ],
    )
    story.text(
        "Forward, every weight takes one multiplication and one addition, and every neuron the few "
        "operations of its sigmoid. Backward, (59) takes δ through every weight but those of the "
        "first layer, with one multiplication each and nearly as many additions: nothing has to "
        "be carried back to the inputs. (60) takes one more multiplication for each weight, and a "
        "bias gradient, (61), no operation at all."
    )


def tell_ratios(story: Story, counts: list[Counts]) -> None:
    """The operations divided by the number of parameters."""
    story.heading("For each parameter")
    headings = ["q", "forward", "all `δ`", "(60)", "together", "`δ` / forward"]
    story.table(
        [Column(heading, "number") for heading in headings],
        [
            [str(q)]
            + [significant(o.total() / total, 4) for o in (f, d, g, f + d + g)]
            + [significant(d.total() / f.total(), 4)]
            for q, total, f, d, g in counts
        ],
    )
    back = 2 * (LAYERS - 1) / LAYERS
    story.text(
        f"In the limit of wide layers only the weights count. For each of them the forward pass "
        f"takes 2 operations, all `δ` take 2 (L − 1)/L = {back:.4g}, and (60) takes 1, together "
        f"{3 + back:.4g}: the work is linear in the number of parameters. This is the work for one "
        f"example and one step. Training, of which the note says that it scales linearly, takes "
        f"that many operations times the number of examples times the number of epochs."
    )


def parameters(q: int) -> int:
    """The number of weights and biases."""
    return LAYERS * q * (q + 1)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
