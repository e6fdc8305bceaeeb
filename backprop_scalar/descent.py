"""Gradient descent: one step, and training over many epochs.

descend       one step against given gradients
accumulated   the velocities of a step with momentum, which take the gradients' place
Stepper       whole steps, from a network and examples to the next network
train         SGD, mini-batch or full-batch training, a record of each epoch
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .backprop import Gradients, backprop, batch_cost, batch_gradients, example_cost
from .costs import Cost, find_cost
from .equations import step_down, velocity
from .network import Examples, Network, map_parameters

Numbers = Sequence[float]


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


def accumulated(velocities: Gradients | None, gradients: Gradients, momentum: float) -> Gradients:
    """v ← α v + ∂C/∂θ for every weight and bias; velocities: None before the first step.

    momentum: α. `descend` takes the velocities in the place of the gradients.
    """
    if velocities is None:
        return gradients
    dw, db = map_parameters(
        lambda v, dC_dw: velocity(v, dC_dw, momentum),
        (velocities.dw, velocities.db),
        (gradients.dw, gradients.db),
    )
    return Gradients(dw, db)


class Stepper:
    """The steps of a training, by the loops of `backprop.py`; keeps the velocities between them.

    eta: the learning rate; momentum: α of `accumulated`; batch, l2: those of `batch_gradients`.
    """

    def __init__(
        self,
        cost: str | Cost,
        eta: float,
        *,
        train_biases: bool = True,
        momentum: float = 0.0,
        batch: str = "mean",
        l2: float = 0.0,
    ) -> None:
        self.objective = find_cost(cost), batch, l2
        self.eta = eta
        self.train_biases = train_biases
        self.momentum = momentum
        self.velocities: Gradients | None = None

    def step(self, network: Network, examples: Examples) -> Network:
        """From a network and the examples of a step to the next network."""
        gradients = batch_gradients(network, examples, *self.objective, self.backprop)
        if self.momentum:
            gradients = self.velocities = accumulated(self.velocities, gradients, self.momentum)
        return descend(network, gradients, self.eta, train_biases=self.train_biases)

    def cost(self, network: Network, examples: Examples) -> float:
        """What the steps take down: the cost of all the examples together."""
        return batch_cost(network, examples, *self.objective, self.example_cost)

    def backprop(self, network: Network, x: Numbers, y: Numbers, cost: Cost) -> Gradients:
        """`backprop.backprop`."""
        return backprop(network, x, y, cost)

    def example_cost(self, network: Network, x: Numbers, y: Numbers, cost: Cost) -> float:
        """`backprop.example_cost`."""
        return example_cost(network, x, y, cost)


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
    momentum: float = 0.0,
    batch: str = "mean",
    l2: float = 0.0,
    stepper: type[Stepper] = Stepper,
) -> Iterator[Epoch]:
    """Epoch 0, the start, and then each epoch as it ends.

    In an epoch every example is used once. Each `batch_size` of them make one step, from the
    average of their gradients (with batch "sum", from their sum): 1 is SGD, all of them full-batch
    descent; the last mini-batch of an epoch may be smaller. seed: shuffles the examples before each
    epoch; None keeps their order. stepper: what makes the steps; the other options are its own. ko
    §5, Backpropagation with SGD; full_story §5. Raises ValueError for a batch size below 1 and
    DivergedError where the cost is no longer finite.
    """
    if batch_size < 1:
        raise ValueError(f"the batch size is {batch_size}; a step needs at least 1 example")
    order = list(examples)
    shuffler = None if seed is None else random.Random(seed)
    steps = stepper(cost, eta, train_biases=train_biases, momentum=momentum, batch=batch, l2=l2)
    for epoch in range(epochs + 1):
        if epoch:
            if shuffler:
                shuffler.shuffle(order)
            for start in range(0, len(order), batch_size):
                network = steps.step(network, order[start : start + batch_size])
        yield Epoch(epoch, _finite(steps.cost(network, order), epoch), network)


def _finite(cost: float, epoch: int) -> float:
    """The cost. Raises DivergedError where it is not finite."""
    if math.isfinite(cost):
        return cost
    if epoch == 0:
        raise DivergedError(
            "the cost at the start is too large for a float; "
            "take smaller inputs, targets or weights"
        )
    raise DivergedError(
        f"epoch {epoch}: the cost is no longer finite, most likely because the step size eta is "
        f"too large; take a smaller one"
    )
