"""Why a training ended badly, from evidence: what can be shown, and nothing where nothing can.

A training ended badly where an output still misses its target by much, or the cost has risen.
"""

import math
from collections.abc import Iterator, Sequence

from ..activations import Elementwise
from ..backprop import example_cost, forward
from ..descent import DivergedError, Epoch
from ..network import Network
from ..problem import Problem
from ..tracing.compiled import train
from ..tracing.digits import significant
from ..wording import number_of

# An output misses its target if it is off by more than this part of the targets' range.
MISSED = 0.1
# The cost stands still if it falls by less than this part of itself in the last tenth of epochs.
STILL = 1e-3
FEWEST_EPOCHS = 100
# An output is saturated if its slope is below this part of the largest slope there is.
SATURATED = 0.05
MOST_HALVINGS = 20
# Of very many examples or neurons, and of saturated outputs, only the first are named.
MOST_NAMED = 10
MOST_SATURATED = 3
DIGITS = 4


def outputs_of(problem: Problem, network: Network) -> list[list[float]]:
    """The outputs of every example."""
    return [forward(network, x).a[-1] for x, _ in problem.examples]


def diagnosis(problem: Problem, epochs: Sequence[Epoch], batch_size: int) -> list[str]:
    """A sentence for each reason that is found, none for a training that ended well.

    problem: as it was before; epochs: its training, the start first, every epoch or at least those
    of the last tenth.
    """
    start, end = epochs[0], epochs[-1]
    missed = _missed(problem, end.network)
    if not missed and end.cost <= start.cost:
        return []
    found = [
        _stands_still(problem, epochs) if missed else "",
        *_dead(problem, end.network),
        *_wrong_side(problem, end.network),
        *_equal(start.network, end.network),
        too_large(problem, (start if end.cost > start.cost else end).network, batch_size),
    ]
    return [sentence for sentence in found if sentence]


def _missed(problem: Problem, network: Network) -> bool:
    """Whether an output is far from its target."""
    targets = [y_j for _, y in problem.examples for y_j in y]
    most = MISSED * ((max(targets) - min(targets)) or 1.0)
    outputs = (a_j for a in outputs_of(problem, network) for a_j in a)
    return any(abs(a_j - y_j) > most for a_j, y_j in zip(outputs, targets))


def _stands_still(problem: Problem, epochs: Sequence[Epoch]) -> str:
    """That the cost hardly falls any more, and the examples that it is made of."""
    end = epochs[-1]
    before = next(epoch for epoch in epochs if epoch.number >= end.number * 0.9)
    fell = (before.cost - end.cost) / before.cost if before.cost else 0.0
    if end.number < FEWEST_EPOCHS or not 0 <= fell < STILL:
        return ""
    costs = [example_cost(end.network, x, y, problem.cost) for x, y in problem.examples]
    largest = [i for i, C in enumerate(costs, start=1) if C > max(costs) / 10]
    further = "a smaller l2, other initial weights" if problem.l2 else "other initial weights"
    return (
        f"The cost stands still above 0: since epoch {before.number} it has fallen by less than "
        f"{STILL:.1%}. It is mostly that of {_named('example', largest)}. {further.capitalize()}, "
        f"or more hidden neurons, may lead further."
    )


def _dead(problem: Problem, network: Network) -> Iterator[str]:
    """ReLUs whose weighted input is above 0 for no example."""
    z = [forward(network, x).z for x, _ in problem.examples]
    for l, activation in network.activations.items():
        if not isinstance(activation, Elementwise) or activation.name != "relu":
            continue
        dead = [j for j, z_j in enumerate(zip(*(z_x[l] for z_x in z)), start=1) if max(z_j) <= 0]
        if dead:
            yield (
                f"Dead in layer {l}: {_named('neuron', dead)}. The weighted input of such a neuron "
                f"is above 0 for no example, so its output and its slope are 0 and its weights get "
                f"no gradient."
            )
        if len(dead) == network.widths[l] and l > 1:
            yield f"As all of layer {l} is dead, no gradient reaches the layers before it."


def _wrong_side(problem: Problem, network: Network) -> Iterator[str]:
    """Outputs that are far from their target where their activation is nearly flat."""
    L = len(network.activations)
    activation = network.activations[L]
    if problem.cost.partner or not isinstance(activation, Elementwise):
        return
    steepest = activation.slope(*activation.slope_operands(0.0, activation.of_layer([0.0])[0]))
    found = []
    for i, (x, y) in enumerate(problem.examples, start=1):
        passed = forward(network, x)
        for j, (z_j, a_j, y_j) in enumerate(zip(passed.z[L], passed.a[L], y), start=1):
            slope = activation.slope(*activation.slope_operands(z_j, a_j))
            if slope < SATURATED * steepest and abs(a_j - y_j) > 0.5:
                found.append(
                    f"Output {j} is saturated on the wrong side for example {i}: it is "
                    f"{significant(a_j, DIGITS)} where {y_j:g} is asked for, and the slope there, "
                    f"{significant(slope, DIGITS)}, makes its gradient small."
                )
    yield from found[:MOST_SATURATED]
    more = len(found) - MOST_SATURATED
    if more > 0:
        yield f"The same holds for {number_of(more, 'more target')}."


def _equal(start: Network, end: Network) -> Iterator[str]:
    """Hidden neurons that had the same weights in and out at the start, and have them still."""
    for l in range(1, len(start.activations)):
        alike: dict[object, list[int]] = {}
        for j in range(start.widths[l]):
            weights = tuple(_in_and_out(network, l, j) for network in (start, end))
            alike.setdefault(weights, []).append(j + 1)
        for neurons in alike.values():
            if len(neurons) > 1:
                yield (
                    f"{_named('Neuron', neurons)} of layer {l} started with equal weights and get "
                    f"equal gradients: they stay one neuron. Draw their weights by a seed."
                )


def _in_and_out(network: Network, l: int, j: int) -> tuple[float, ...]:
    """The weights into neuron j of layer l, its bias, if any, and the weights that leave it."""
    w, b = network.w, network.b
    return (*w[l][j], *b[l][j : j + 1], *(w_k[j] for w_k in w[l + 1]))


def _named(noun: str, numbers: Sequence[int]) -> str:
    """The noun with the numbers, of very many the first.

    >>> _named("example", [4]), _named("example", [1, 3]), _named("example", range(1, 15))
    ('example 4', 'examples 1, 3', 'examples 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 4 more')
    """
    first = ", ".join(map(str, numbers[:MOST_NAMED]))
    rest = len(numbers) - MOST_NAMED
    return f"{noun}{'s' * (len(numbers) > 1)} {first}{f' and {rest} more' * (rest > 0)}"


def too_large(problem: Problem, network: Network, batch_size: int) -> str:
    """That one epoch from here raises the cost, which falls with half the learning rate, or half of
    that, …; empty where it is not so."""
    eta = problem.eta
    before, after = _one_epoch(problem, network, eta, batch_size)
    if after <= before:
        return ""
    for _ in range(MOST_HALVINGS):
        eta /= 2
        _, smaller = _one_epoch(problem, network, eta, batch_size)
        if smaller < before:
            fell, least = (significant(cost, DIGITS) for cost in (before, smaller))
            rose = significant(after, DIGITS) if after < math.inf else "what no float can hold"
            return (
                f"The step size eta = {problem.eta:g} is too large: an epoch with it takes the "
                f"cost from {fell} to {rose}, one with {eta:g} to {least}."
            )
    return ""


def _one_epoch(
    problem: Problem, network: Network, eta: float, batch_size: int
) -> tuple[float, float]:
    """The cost before and after one epoch, infinity where it is not finite."""
    settings, costs = (network, problem.examples, problem.cost, eta, 1), []
    try:
        for epoch in train(*settings, batch_size=batch_size, **problem.stepping):
            costs.append(epoch.cost)
    except DivergedError:
        costs.append(math.inf)
    return costs[0], costs[-1]
