"""Gradient descent: one step, and training over many epochs.

descend   one step against given gradients
train     SGD, mini-batch or full-batch training, a record of each epoch
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from .backprop import Gradients, average, backprop, mean_cost
from .costs import Cost
from .equations import step_down
from .network import Examples, Network, map_parameters


class DivergedError(ValueError):
    """The cost is no longer finite; the message names the epoch and the likely cause."""


@dataclass(frozen=True)
class Epoch:
    """What training has reached when an epoch ends: its number, the mean cost, the network."""

    number: int
    cost: float
    network: Network


def descend(
    network: Network, gradients: Gradients, eta: float, *, train_biases: bool = True
) -> Network:
    """A new network with w ← w - η ∂C/∂w for every weight, and b ← b - η ∂C/∂b unless held fixed.

    The given network is not changed, so all gradients are taken at the same weights. eta: the
    learning rate. ko (1); thill eq:gd-update_1, eq:gd-update; full_story §5. Raises ValueError for
    gradients of another shape.
    """
    w, b = map_parameters(
        lambda theta, gradient: step_down(theta, gradient, eta),
        (network.w, network.b),
        (gradients.dw, gradients.db),
    )
    if not train_biases:
        b = [list(b_l) for b_l in network.b]
    return network.moved_to(w, b)


def train(
    network: Network,
    examples: Examples,
    cost: str | Cost,
    eta: float,
    epochs: int,
    *,
    batch_size: int = 1,
    seed: int | None = None,
    train_biases: bool = True,
) -> Iterator[Epoch]:
    """Epoch 0, the start, and then each epoch as it ends.

    In an epoch every example is used once. Each `batch_size` of them make one step, from the
    average of their gradients: 1 is SGD, all of them full-batch descent; the last mini-batch of an
    epoch may be smaller. seed: shuffles the examples before each epoch; None keeps their order.
    ko §5, Backpropagation with SGD; full_story §5. Raises ValueError for a batch size below 1 and
    DivergedError where the cost is no longer finite.
    """
    if batch_size < 1:
        raise ValueError(f"the batch size is {batch_size}; a step needs at least 1 example")
    order = list(examples)
    shuffler = None if seed is None else random.Random(seed)
    yield Epoch(0, _finite_cost(network, order, cost, 0), network)
    for epoch in range(1, epochs + 1):
        if shuffler:
            shuffler.shuffle(order)
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            gradients = average(backprop(network, x, y, cost) for x, y in batch)
            network = descend(network, gradients, eta, train_biases=train_biases)
        yield Epoch(epoch, _finite_cost(network, order, cost, epoch), network)


def _finite_cost(network: Network, examples: Examples, cost: str | Cost, epoch: int) -> float:
    value = mean_cost(network, examples, cost)
    if math.isfinite(value):
        return value
    if epoch == 0:
        raise DivergedError(
            "the cost at the start is too large for a float; "
            "take smaller inputs, targets or weights"
        )
    raise DivergedError(
        f"epoch {epoch}: the cost is no longer finite, most likely because the step size eta is "
        f"too large; take a smaller one"
    )
