"""The forward pass, backpropagation by BP1 to BP4, and the average over a batch.

forward        every z and a of one example
backprop       every delta, dw and db of one example; changes nothing
average        the gradients of a batch from those of its examples
summed         the same where 1/n is already inside delta, or where the costs are added
regularized    the gradients of the cost with an L2 penalty
example_cost, mean_cost   the cost of one example, of a batch
batch_cost, batch_gradients   what a step takes down: mean or sum, with a penalty; its gradients

The lines of a trace, tracing/training_step.py, are these loops written a second time, as lines to
print; tests/tracing holds the two together. What is traced does not pass through here, nor does the
training of a small network, for which tracing/compiled.py compiles the lines.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

from . import equations
from .activations import layer_error
from .costs import Cost, CrossEntropy, check_partner, find_cost
from .equations import bias_gradient, passed_back, share, weight_gradient, weighted_input
from .network import Biases, Examples, Network, Weights, map_parameters
from .wording import Layered, number_of


@dataclass(repr=False)
class Activations(Layered):
    """What a forward pass keeps: z[l][j] and a[l][j], a[0] the input, z[0] empty."""

    z: list[list[float]]
    a: list[list[float]]


@dataclass(repr=False)
class Gradients(Layered):
    """dw[l][j][k] = ∂C/∂w_jk^l and db[l][j] = ∂C/∂b_j^l; dw[0] and db[0] are empty."""

    dw: Weights
    db: Biases


@dataclass(repr=False)
class Backward(Gradients):
    """The gradients of one example, and delta[l][j] = ∂C/∂z_j^l they come from; delta[0] empty."""

    delta: list[list[float]]


def forward(network: Network, x: Sequence[float]) -> Activations:
    """z_j^l = Σ_k w_jk^l a_k^(l-1) + b_j^l and a_j^l = σ(z_j^l), for l = 1..L, with a^0 = x.

    x: one number for each input. ko §5 step 1; anomitroid §6.2; thill eq:activation.
    Raises ValueError where x has not as many numbers as the network has inputs.
    """
    w, b = network.w, network.b
    _check_length(x, "x", len(w[1][0]), "input")
    a = [list(x)]
    z: list[list[float]] = [[]]
    for l, activation in network.activations.items():
        neurons = zip(w[l], b[l] or repeat(0))  # a layer without biases adds nothing
        z.append([weighted_input(w_j, a[l - 1], b_j) for w_j, b_j in neurons])
        a.append(activation.of_layer(z[l]))
    return Activations(z, a)


def backprop(
    network: Network, x: Sequence[float], y: Sequence[float], cost: str | Cost, n: int = 1
) -> Backward:
    """Every ∂C/∂w_jk^l and ∂C/∂b_j^l of one example, from one forward and one backward pass.

        BP1  δ_j^L = Σ_k ∂C/∂a_k^L ∂a_k^L/∂z_j^L, elementwise ∂C/∂a_j^L σ'(z_j^L)
        BP2  δ_j^l = (Σ_k w_kj^(l+1) δ_k^(l+1)) σ'(z_j^l), for l = L-1..1
        BP3  ∂C/∂b_j^l = δ_j^l
        BP4  ∂C/∂w_jk^l = a_k^(l-1) δ_j^l

    x, y: one number for each input and output. n divides ∂C/∂a, and with it all that follows: the
    number of examples, for the notes that keep 1/n inside δ; use `summed` then, not `average`.
    ko §5; thill Summary: Backpropagation; full_story Algorithm 1; anomitroid §6.4.
    Raises ValueError for a wrong length or a cost that does not go with the output activation.
    """
    cost = find_cost(cost)
    _check_output(network, y, cost)
    passed = forward(network, x)
    z, a, w, b, activations = passed.z, passed.a, network.w, network.b, network.activations
    L = len(activations)

    delta: list[list[float]] = [[] for _ in range(L + 1)]
    if isinstance(cost, CrossEntropy):  # BP1, in one step where the two factors cancel
        delta[L] = [
            share(cost.closed_error(*cost.error_operands(a_j, y_j, y)), n)
            for a_j, y_j in zip(a[L], y)
        ]
    else:  # BP1
        dC_da = [
            share(cost.slope(*cost.slope_operands(a_j, y_j, len(y))), n)
            for a_j, y_j in zip(a[L], y)
        ]
        delta[L] = layer_error(activations[L], dC_da, z[L], a[L])
    for l in range(L - 1, 0, -1):  # BP2
        # zip(*w) gives the columns: column j holds the weights that leave neuron j.
        dC_da = [passed_back(w_to_next, delta[l + 1]) for w_to_next in zip(*w[l + 1])]
        delta[l] = layer_error(activations[l], dC_da, z[l], a[l])

    db: Biases = [[]]
    dw: Weights = [[]]
    for l in range(1, L + 1):  # BP3, where a layer has biases, and BP4
        db.append([bias_gradient(delta_j) for delta_j in delta[l]] if b[l] else [])
        dw.append([[weight_gradient(a_k, delta_j) for a_k in a[l - 1]] for delta_j in delta[l]])
    return Backward(dw, db, delta)


def average(gradients: Iterable[Gradients]) -> Gradients:
    """∂C/∂w_jk^l = (1/n) Σ_x ∂C_x/∂w_jk^l, and the same for the biases.

    gradients: those of the n examples. ko §3; anomitroid (62), (63); thill eq:J_W_ell,
    eq:J_b_ell. Raises ValueError for no examples, and for networks of different shapes.
    """
    return _combined(gradients, lambda *terms: equations.mean(terms, len(terms)))


def summed(gradients: Iterable[Gradients]) -> Gradients:
    """Σ_x of the examples' gradients, where each of them was made with 1/n inside its δ.

    Without 1/n it is the gradient of the sum of the costs. anomitroid (46)-(49); full_story §6;
    step_by_step. Raises ValueError as `average` does.
    """
    return _combined(gradients, lambda *terms: equations.total(terms))


def _combined(gradients: Iterable[Gradients], equation: Callable[..., float]) -> Gradients:
    """The equation of the examples' gradients at each place."""
    examples = [(gradient.dw, gradient.db) for gradient in gradients]
    if not examples:
        raise ValueError("there are no gradients to combine: give those of at least one example")
    return Gradients(*map_parameters(equation, *examples))


def regularized(network: Network, gradients: Gradients, l2: float) -> Gradients:
    """∂C/∂w_jk^l + λ w_jk^l for every weight, λ being l2; the biases' gradients as they are."""
    dw, _ = map_parameters(
        lambda dC_dw, w: equations.l2_gradient(dC_dw, w, l2),
        (gradients.dw, gradients.db),
        (network.w, network.b),
    )
    return Gradients(dw, gradients.db)


def example_cost(
    network: Network, x: Sequence[float], y: Sequence[float], cost: str | Cost
) -> float:
    """C of one example; a cross-entropy is computed from z, finite however saturated the output.

    Infinity where a squared error is too large for a float.

    ko A2; anomitroid (57); thill eq:mse. Raises ValueError as `backprop` does.
    """
    cost = find_cost(cost)
    _check_output(network, y, cost)
    passed = forward(network, x)
    if isinstance(cost, CrossEntropy):
        return cost.value_from_z(passed.z[-1], y)
    try:
        return cost.value(passed.a[-1], y)
    except OverflowError:
        return math.inf


def mean_cost(network: Network, examples: Examples, cost: str | Cost) -> float:
    """C = (1/n) Σ_x C_x over the examples. ko A1; thill eq:mse; anomitroid (57).

    Raises ValueError for no examples, and as `example_cost` does.
    """
    return batch_cost(network, examples, cost)


def batch_cost(
    network: Network,
    examples: Examples,
    cost: str | Cost,
    batch: str = "mean",
    l2: float = 0.0,
    of_example: Callable[..., float] = example_cost,
) -> float:
    """The mean or the sum of the examples' costs, and with l2 the penalty (l2/2) Σ w² on top.

    batch: mean or sum; of_example: what works out the cost of each. Raises ValueError as
    `mean_cost` does.
    """
    costs = [of_example(network, x, y, cost) for x, y in examples]
    if not costs:
        raise ValueError("there is no mean cost of no examples: give at least one pair (x, y)")
    C = equations.total(costs) if batch == "sum" else equations.mean(costs, len(costs))
    return equations.penalized(C, penalty(network, l2)) if l2 else C


def penalty(network: Network, l2: float) -> float:
    """(l2/2) Σ w² over all weights; infinity where that is too large for a float."""
    try:
        return equations.l2_penalty([w for w_l in network.w for w_j in w_l for w in w_j], l2)
    except OverflowError:
        return math.inf


def batch_gradients(
    network: Network,
    examples: Examples,
    cost: str | Cost,
    batch: str,
    l2: float,
    of_example: Callable[..., Gradients] = backprop,
) -> Gradients:
    """The gradients of `batch_cost`; of_example: what works out those of each example.

    Raises ValueError as `average` and `backprop` do.
    """
    combined = summed if batch == "sum" else average
    gradients = combined(of_example(network, x, y, cost) for x, y in examples)
    return regularized(network, gradients, l2) if l2 else gradients


def _check_output(network: Network, y: Sequence[float], cost: Cost) -> None:
    check_partner(cost, network.activations[len(network.activations)])
    _check_length(y, "y", len(network.w[-1]), "output")


def _check_length(values: Sequence[float], what: str, length: int, neurons: str) -> None:
    if len(values) != length:
        raise ValueError(
            f"{what} has {number_of(len(values), 'number')}, but the network has "
            f"{number_of(length, neurons)}"
        )
