"""Backpropagation against finite differences, parameter by parameter.

The difference of two costs has their rounding errors, divided by 2h, and leaves out terms in h²:
each comparison says how far that may lead.
"""

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import repeat

from .backprop import backprop, batch_cost, batch_gradients, example_cost, forward, penalty
from .checks import ProblemError
from .costs import Cost, SquaredError, find_cost
from .equations import central_quotient, mean, total, weighted_input
from .network import Examples, Network

STEP = 1e-5
# The part of a gradient by which backpropagation and a difference may differ.
GOOD_AGREEMENT = 1e-7
# Rounding errors come to at most about one epsilon of the sizes they are estimated from.
ROUNDINGS = 2


@dataclass(frozen=True)
class Comparison:
    """One parameter's gradient both ways; k is None for the bias of neuron j of layer l.

    tolerance: how far the difference may be off by itself, by default that of a cost around 1;
    at_corner: whether a weighted input is at the corner of a ReLU for a parameter within h.
    """

    l: int
    j: int
    k: int | None
    backprop: float
    difference: float
    tolerance: float = 1e-10
    at_corner: bool = False

    @property
    def error(self) -> float:
        """|backprop - difference| relative to the larger of the two, or to what makes the
        tolerance an error of GOOD_AGREEMENT where that is larger still."""
        scale = max(abs(self.backprop), abs(self.difference), self.tolerance / GOOD_AGREEMENT)
        return abs(self.backprop - self.difference) / scale if scale else 0.0

    @property
    def agrees(self) -> bool:
        return self.error <= GOOD_AGREEMENT


def nudged(network: Network, l: int, j: int, k: int | None, by: float) -> Network:
    """A copy of the network with `by` added to w_jk^l, or to b_j^l where k is None."""
    w, b = list(network.w), list(network.b)
    if k is None:
        b[l] = list(b[l])
        b[l][j] += by
    else:
        w[l] = list(w[l])
        w[l][j] = list(w[l][j])
        w[l][j][k] += by
    return network.moved_to(w, b)


def central_difference(
    network: Network,
    examples: Examples,
    cost: str | Cost,
    l: int,
    j: int,
    k: int | None = None,
    h: float = STEP,
    batch: str = "mean",
    l2: float = 0.0,
) -> float:
    """∂C/∂θ ≈ (C(θ + h) - C(θ - h)) / (2h) for θ = w_jk^l, or b_j^l where k is None.

    C is the mean cost of the examples, or what `batch_cost` makes of batch and l2. The error falls
    with h² until rounding takes over; that of the forward difference, anomitroid (1) and ko §5,
    with h.
    """
    above = batch_cost(nudged(network, l, j, k, h), examples, cost, batch, l2)
    below = batch_cost(nudged(network, l, j, k, -h), examples, cost, batch, l2)
    return central_quotient(above, below, h)


def gradient_check(
    network: Network, examples: Examples, cost: str | Cost, batch: str = "mean", l2: float = 0.0
) -> Iterator[Comparison]:
    """Both gradients of `batch_cost` for every weight and bias, in the order of their places.

    Each comparison comes as soon as it is made; `all(c.agrees for c in gradient_check(…))` is the
    outcome. At the corner of a ReLU the two differ: backprop takes the slope 0 there, the central
    difference sees 1/2. Raises ProblemError where the cost or a gradient is too large for a float.
    """
    objective = examples, cost, batch, l2
    gradients = batch_gradients(network, *objective)
    rounding = rounding_error(network, *objective)
    found = [place.entry(gradients.dw, gradients.db) for place in network.places()]
    _check_finite(rounding, *found)
    passes = [forward(network, x).a for x, _ in examples]
    for place, gradient in zip(network.places(), found):
        l, j, k = place
        # The same nudge of a weight moves z more if its source is large: h is made smaller there.
        source = 1.0 if k is None else max(1.0, *(abs(a[l - 1][k]) for a in passes))
        h = STEP / source
        difference = central_difference(network, examples, cost, l, j, k, h, batch, l2)
        # θ ± h is rounded too: the difference is taken over another width than 2h.
        width = sys.float_info.epsilon * abs(place.entry(network.w, network.b) * gradient)
        comparison = Comparison(l, j, k, gradient, difference, (rounding + width) / h)
        if not comparison.agrees:
            comparison = _looked_at_again(comparison, network, h, *objective)
        _check_finite(comparison.difference, comparison.tolerance)
        yield comparison


def rounding_error(
    network: Network, examples: Examples, cost: str | Cost, batch: str = "mean", l2: float = 0.0
) -> float:
    """How far rounding may move the cost of `batch_cost`.

    Each z_j by about epsilon times the size of its terms, Σ_k |w_jk a_k| + |b_j|, and so C by δ_j
    times that; an output a_j, and C itself, by epsilon times their size.
    """
    cost = find_cost(cost)
    sizes = []
    for x, y in examples:
        a, delta = forward(network, x).a, backprop(network, x, y, cost).delta
        size = example_cost(network, x, y, cost)
        for l in network.activations:
            a_prev = [*map(abs, a[l - 1])]
            for w_j, b_j, delta_j in zip(network.w[l], network.b[l] or repeat(0), delta[l]):
                size += abs(delta_j) * weighted_input([*map(abs, w_j)], a_prev, abs(b_j))
        if isinstance(cost, SquaredError):
            size += sum(
                abs(cost.slope(*cost.slope_operands(a_j, y_j, len(y))) * a_j)
                for a_j, y_j in zip(a[-1], y)
            )
        sizes.append(size)
    size = total(sizes) if batch == "sum" else mean(sizes, len(sizes))
    size += penalty(network, l2) if l2 else 0.0
    return ROUNDINGS * sys.float_info.epsilon * size


def _looked_at_again(
    comparison: Comparison,
    network: Network,
    h: float,
    examples: Examples,
    cost: str | Cost,
    batch: str,
    l2: float,
) -> Comparison:
    """A comparison that does not agree, with what is known only from θ + h, θ - h and h/2."""
    place = comparison.l, comparison.j, comparison.k
    ends = [nudged(network, *place, by) for by in (h, -h)]
    if len({_bent(end, examples) for end in (network, *ends)}) > 1:
        return replace(comparison, at_corner=True)
    rounding = max(rounding_error(end, examples, cost, batch, l2) for end in ends) / h
    # Half of h leaves out a quarter of the terms in h²: they are 4/3 of the change, and higher ones
    # come on top.
    halved = central_difference(network, examples, cost, *place, h / 2, batch, l2)
    left_out = 2 * abs(comparison.difference - halved)
    return replace(comparison, tolerance=max(comparison.tolerance, rounding) + left_out)


def _bent(network: Network, examples: Examples) -> tuple[bool, ...]:
    """For each neuron whose slope jumps at z = 0, and each example, whether z is above 0."""
    passes = [forward(network, x).z for x, _ in examples]
    return tuple(
        z_j > 0
        for l, activation in network.activations.items()
        if activation.has_corner
        for z in passes
        for z_j in z[l]
    )


def _check_finite(*values: float) -> None:
    if not all(map(math.isfinite, values)):
        raise ProblemError(
            "the cost or a gradient is too large for a float; take smaller inputs, targets or "
            "weights"
        )
