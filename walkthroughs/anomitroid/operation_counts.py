"""anomitroid, section 6.5, last paragraph: the operations of a forward and a backward pass.

Change the numbers below and run it again: python walkthroughs/anomitroid/operation_counts.py
"""

import sys

from backprop_scalar import Network, backprop, forward
from backprop_scalar.counting import Operations, operations_of
from backprop_scalar.initialization import initial_layer
from backprop_scalar.tracing.pages import Column
from backprop_scalar.tracing.tables import significant
from backprop_scalar.tracing.walkthrough import Story, walk

WIDTHS = [2, 4, 8, 16, 32, 64, 128]  # q, for networks with q inputs, q hidden and q output neurons
LAYERS = 2  # L, the number of layers that have weights


def network_of(q: int) -> Network:
    """A network with q neurons in every layer; what the weights are does not matter here."""
    return Network([initial_layer(q, q, "sigmoid", "uniform", seed) for seed in range(LAYERS)])


def passes(q: int) -> tuple[Operations, Operations]:
    """The operations of the forward and of the backward pass for one example."""
    network, x, y = network_of(q), [0.5] * q, [0.5] * q
    ahead = operations_of(lambda n, x, y: forward(n, x), network, x, y)
    both = operations_of(lambda n, x, y: backprop(n, x, y, "squared_error"), network, x, y)
    return ahead, both - ahead


def sums(operations: Operations) -> int:
    """Additions and subtractions together."""
    return operations["additions"] + operations["subtractions"]


def tell(story: Story) -> None:
    """The counts, then the same divided by the number of parameters."""
    story.heading("anomitroid, §6.5: how many operations", 1)
    story.text(
        f"The note ends with the statement that a forward pass takes a number of operations "
        f"proportional to the sum over all layers of their width times the width of the layer "
        f"before, which is the number of weights, and so does a backward pass. Nothing is "
        f"estimated here: the equations of the package run on "
        f"numbers that count what is done with them. Each network has the width q in all layers "
        f"and {LAYERS} layers of weights; one example passes through it."
    )
    counts = [(q, parameters(q), *passes(q)) for q in WIDTHS]
    story.table(
        [
            Column("q", "number"),
            Column("weights", "number"),
            Column("parameters", "number"),
            Column("forward ·", "number"),
            Column("forward + −", "number"),
            Column("backward ·", "number"),
            Column("backward + −", "number"),
            Column("forward `e^z`, /", "number"),
        ],
        [
            list(map(str, (q, LAYERS * q * q, total, f["multiplications"], sums(f))))
            + list(map(str, (b["multiplications"], sums(b), f["functions"] + f["divisions"])))
            for q, total, f, b in counts
        ],
    )
    story.text(
        "Forward, every weight takes one multiplication and one addition, and every neuron the few "
        "operations of its sigmoid. Backward, every weight takes one multiplication for its own "
        "gradient, (60); every weight beyond the first layer one more, and nearly as many "
        "additions, to carry δ back, (59). Nothing has to be carried back to the inputs. A bias "
        "gradient, (61), takes no operation at all."
    )
    story.heading("For each parameter")
    story.table(
        [
            Column("q", "number"),
            Column("forward, all", "number"),
            Column("backward, all", "number"),
            Column("both, all", "number"),
            Column("both, multiplications", "number"),
            Column("backward / forward", "number"),
        ],
        [
            [str(q)]
            + [
                significant(ratio, 4)
                for ratio in (
                    f.total() / total,
                    b.total() / total,
                    (f + b).total() / total,
                    (f + b)["multiplications"] / total,
                    b.total() / f.total(),
                )
            ]
            for q, total, f, b in counts
        ],
    )
    limit = (LAYERS * 3 + (LAYERS - 1) * 2) / LAYERS
    story.text(
        f"The numbers settle as q grows: the work is linear in the number of parameters. In the "
        f"limit of wide layers only the weights count, and both passes take 2 + 1 + 2 (L − 1)/L = "
        f"{limit:.4g} operations for each of them. This is the work for one example and one step. "
        f"Training, of which the note says that it scales linearly, takes that many operations "
        f"times the number of examples times the number of epochs."
    )


def parameters(q: int) -> int:
    """The number of weights and biases."""
    return LAYERS * q * (q + 1)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
