"""Backpropagation against finite differences, parameter by parameter."""

from collections.abc import Iterator
from dataclasses import dataclass

from .backprop import average, backprop, forward, mean_cost
from .costs import Cost
from .equations import central_quotient
from .network import Examples, Network

STEP = 1e-5
# A difference of two costs around C, divided by 2 STEP, has rounding errors of about C·1e-11, so
# gradients that are smaller than C·1e-3 (1e-3 where C < 1) are compared as if they were as large.
SMALLEST_SCALE = 1e-3


@dataclass(frozen=True)
class Comparison:
    """One parameter's gradient both ways; k is None for the bias of neuron j of layer l.

    scale: what the error is at least taken relative to.
    """

    l: int
    j: int
    k: int | None
    backprop: float
    difference: float
    scale: float = SMALLEST_SCALE

    @property
    def error(self) -> float:
        """|backprop - difference| relative to the larger of the two, or to `scale`."""
        largest = max(abs(self.backprop), abs(self.difference), self.scale)
        return abs(self.backprop - self.difference) / largest


def nudged(network: Network, l: int, j: int, k: int | None, by: float) -> Network:
    """A copy of the network with `by` added to w_jk^l, or to b_j^l where k is None."""
    layers = list(network.layers)
    weights = [list(row) for row in layers[l - 1].weights]
    biases = list(layers[l - 1].biases)
    if k is None:
        biases[j] += by
    else:
        weights[j][k] += by
    layers[l - 1] = layers[l - 1].moved_to(weights, biases)
    return network.moved_to(layers)


def central_difference(
    network: Network,
    examples: Examples,
    cost: str | Cost,
    l: int,
    j: int,
    k: int | None = None,
    h: float = STEP,
) -> float:
    """∂C/∂θ ≈ (C(θ + h) - C(θ - h)) / (2h) for θ = w_jk^l, or b_j^l where k is None.

    C is the mean cost of the examples, pairs (x, y). The error falls with h² until rounding takes
    over; the forward difference of anomitroid (1) and ko §5 has one that falls with h.
    """
    above = mean_cost(nudged(network, l, j, k, h), examples, cost)
    below = mean_cost(nudged(network, l, j, k, -h), examples, cost)
    return central_quotient(above, below, h)


def gradient_check(network: Network, examples: Examples, cost: str | Cost) -> list[Comparison]:
    """Both gradients of the mean cost for every weight and bias, layer by layer, neuron by neuron.

    `max(…, key=lambda c: c.error)` is the parameter that agrees least. At the corner of a ReLU the
    two differ: backprop takes the slope 0 there, the central difference sees 1/2.
    """
    return list(_comparisons(network, examples, cost))


def _comparisons(network: Network, examples: Examples, cost: str | Cost) -> Iterator[Comparison]:
    gradients = average([backprop(network, x, y, cost) for x, y in examples])
    scale = SMALLEST_SCALE * max(1.0, mean_cost(network, examples, cost))
    passes = [forward(network, x).a for x, _ in examples]
    for l in range(1, len(network.layers) + 1):
        # The same nudge of a weight moves z more if its source is large: h is made smaller there.
        sources = [max(1.0, *map(abs, a_k)) for a_k in zip(*(a[l - 1] for a in passes))]
        for j, dw_j in enumerate(gradients.dw[l]):
            for k, dw_jk in enumerate(dw_j):
                difference = central_difference(
                    network, examples, cost, l, j, k, h=STEP / sources[k]
                )
                yield Comparison(l, j, k, dw_jk, difference, scale)
            difference = central_difference(network, examples, cost, l, j)
            yield Comparison(l, j, None, gradients.db[l][j], difference, scale)
