"""Costs of one example, each with its derivative beside it.

    half_squared_error     C = ½ Σ_j (a_j - y_j)²     any output activation
    squared_error          C = Σ_j (a_j - y_j)²       any output activation
    mean_squared_error     C = (1/m) Σ_j (a_j - y_j)² over the m outputs, any output activation
    binary_cross_entropy   C = -Σ_j (y_j ln a_j + (1 - y_j) ln(1 - a_j))     sigmoid outputs
    cross_entropy          C = -Σ_j y_j ln a_j        softmax outputs

`COSTS` finds them by name: a new one is a function, its derivative and a row there.

Where a sigmoid or softmax is saturated, a has been rounded to 0 or 1 and its logarithm is lost; the
two cross-entropies are therefore computed from z.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .activations import Activation
from .checks import one_of
from .functions import exp, largest, ln, softplus

T = TypeVar("T")

# How far the targets of a softmax may add up to something else than 1: typed decimals do.
SUM_TOLERANCE = 1e-9


def half_squared_error(a: Sequence[float], y: Sequence[float]) -> float:
    """C = ½ Σ_j (a_j - y_j)². full_story §3; ko A2; thill eq:mse; step_by_step Loss.

    >>> half_squared_error([1.0, 3.0], [0.0, 1.0])
    2.5
    """
    return sum((a_j - y_j) ** 2 for a_j, y_j in zip(a, y, strict=True)) / 2


def half_squared_error_slope(a_j: float, y_j: float) -> float:
    """∂C/∂a_j = a_j - y_j. ko §3."""
    return a_j - y_j


def squared_error(a: Sequence[float], y: Sequence[float]) -> float:
    """C = Σ_j (a_j - y_j)². anomitroid (57); full_story §3, its first form."""
    return sum((a_j - y_j) ** 2 for a_j, y_j in zip(a, y, strict=True))


def squared_error_slope(a_j: float, y_j: float) -> float:
    """∂C/∂a_j = 2 (a_j - y_j). anomitroid (51)."""
    return 2 * (a_j - y_j)


def mean_squared_error(a: Sequence[float], y: Sequence[float]) -> float:
    """C = (1/m) Σ_j (a_j - y_j)², the mean over the m outputs; in none of the notes.

    >>> mean_squared_error([1.0, 3.0], [0.0, 1.0])
    2.5
    """
    return squared_error(a, y) / len(y)


def mean_squared_error_slope(a_j: float, y_j: float, m: float) -> float:
    """∂C/∂a_j = 2 (a_j - y_j) / m for m outputs."""
    return 2 * (a_j - y_j) / m


def ln_sigmoid(z_j: float) -> float:
    """ln a_j = -ln(1 + e^(-z_j)) for a_j = σ(z_j)."""
    return -softplus(-z_j)


def ln_one_minus_sigmoid(z_j: float) -> float:
    """ln(1 - a_j) = -ln(1 + e^(z_j)) for a_j = σ(z_j)."""
    return -softplus(z_j)


def ln_softmax(z_j: float, z: Sequence[float]) -> float:
    """ln a_j = z_j - ln Σ_k e^(z_k) for a = softmax(z), shifted as in `softmax`."""
    shift = largest(z)
    return z_j - shift - ln(sum(exp(z_k - shift) for z_k in z))


def _weighted(y: float, ln_a: float) -> float:
    """y ln a, which is 0 for y = 0 however far ln a goes down."""
    return y * ln_a if y else 0.0


def _term(y: float, a: float) -> float:
    """y ln a, which is 0 for y = 0 whatever a is."""
    return y * ln(a) if y else 0.0


def binary_cross_entropy_of_logs(
    ln_a: Sequence[float], ln_not_a: Sequence[float], y: Sequence[float]
) -> float:
    """C = -Σ_j (y_j ln a_j + (1 - y_j) ln(1 - a_j)), from the logarithms of a_j and of 1 - a_j."""
    return -sum(
        _weighted(y_j, p_j) + _weighted(1 - y_j, q_j)
        for p_j, q_j, y_j in zip(ln_a, ln_not_a, y, strict=True)
    )


def cross_entropy_of_logs(ln_a: Sequence[float], y: Sequence[float]) -> float:
    """C = -Σ_j y_j ln a_j, from the logarithms of a_j."""
    return -sum(_weighted(y_j, p_j) for p_j, y_j in zip(ln_a, y, strict=True))


def binary_cross_entropy(a: Sequence[float], y: Sequence[float]) -> float:
    """C = -Σ_j (y_j ln a_j + (1 - y_j) ln(1 - a_j)), from a alone; y in [0, 1].

    Infinite where a has been rounded to the wrong one of 0 and 1: `backprop.example_cost` works
    from z and does not suffer from that. Raises ValueError where the logarithm of a negative number
    has a weight other than 0. thill, Output-layer Error Signal.

    >>> round(binary_cross_entropy([0.5], [1.0]), 6)
    0.693147
    """
    return -sum(_term(y_j, a_j) + _term(1 - y_j, 1 - a_j) for a_j, y_j in zip(a, y, strict=True))


def binary_cross_entropy_slope(a_j: float, y_j: float) -> float:
    """∂C/∂a_j = (a_j - y_j) / (a_j (1 - a_j)); it does not exist where a_j is 0 or 1."""
    return (a_j - y_j) / (a_j * (1 - a_j))


def binary_cross_entropy_error(a_j: float, y_j: float) -> float:
    """δ_j = a_j - y_j for sigmoid outputs: what ∂C/∂a_j σ'(z_j) comes to.

    Taken in one step, for the factors are infinite and 0 at a saturated output. thill,
    Output-layer Error Signal.
    """
    return a_j - y_j


def cross_entropy(a: Sequence[float], y: Sequence[float]) -> float:
    """C = -Σ_j y_j ln a_j, from a alone; y the probabilities of the classes.

    Infinite where a has been rounded to 0 and y has not: see `backprop.example_cost`. Raises
    ValueError where the logarithm of a negative number has a weight other than 0.
    """
    return -sum(_term(y_j, a_j) for a_j, y_j in zip(a, y, strict=True))


def cross_entropy_slope(a_j: float, y_j: float) -> float:
    """∂C/∂a_j = -y_j / a_j; it does not exist where a_j is 0."""
    return -y_j / a_j


def cross_entropy_error(a_j: float, y_j: float, y: Sequence[float]) -> float:
    """δ_j = a_j Σ_k y_k - y_j for softmax outputs.

    What Σ_k ∂C/∂a_k ∂a_k/∂z_j comes to, in one step, for any y; the a_j - y_j of thill,
    Output-layer Error Signal, where the y_k add up to 1.

    >>> cross_entropy_error(0.25, 1.0, [1.0, 0.0, 1.0])
    -0.5
    """
    return a_j * sum(y) - y_j


@dataclass(frozen=True)
class SquaredError:
    """A cost that goes with every output activation.

    value: the lists a and y to C; slope: a_j and y_j to ∂C/∂a_j. over_outputs: whether the slope
    takes the number of outputs, too.
    """

    name: str
    value: Callable[[Sequence[float], Sequence[float]], float]
    slope: Callable[..., float]
    over_outputs: bool = False
    partner: None = None

    def slope_operands(self, a_j: T, y_j: T, outputs: int) -> tuple[T | int, ...]:
        """What ∂C/∂a_j is computed from."""
        return (a_j, y_j, outputs) if self.over_outputs else (a_j, y_j)


@dataclass(frozen=True)
class CrossEntropy:
    """A cost that goes with one output activation, its partner, and is computed from z.

    value: the lists a and y to C; slope: a_j and y_j to ∂C/∂a_j, where it exists; logs: for each
    kind of logarithm in the cost, its name in a trace and z_j (and z) to its value; value_of_logs:
    the lists of these and y to C; closed_error: a_j and y_j (and y) to δ_j. joint: whether these
    take all z, y.
    """

    name: str
    partner: str
    value: Callable[[Sequence[float], Sequence[float]], float]
    slope: Callable[[float, float], float]
    logs: dict[str, Callable[..., float]]
    value_of_logs: Callable[..., float]
    closed_error: Callable[..., float]
    joint: bool

    def slope_operands(self, a_j: T, y_j: T, outputs: int) -> tuple[T, ...]:
        """What ∂C/∂a_j is computed from."""
        return (a_j, y_j)

    def log_operands(self, z_j: T, z: Sequence[T]) -> tuple[T | Sequence[T], ...]:
        """What the logarithms of output j are computed from."""
        return (z_j, z) if self.joint else (z_j,)

    def error_operands(self, a_j: T, y_j: T, y: Sequence[T]) -> tuple[T | Sequence[T], ...]:
        """What the error signal of output j is computed from."""
        return (a_j, y_j, y) if self.joint else (a_j, y_j)

    def value_from_z(self, z: Sequence[float], y: Sequence[float]) -> float:
        """C of one example from the output layer's z and the targets y."""
        logs = ([log(*self.log_operands(z_j, z)) for z_j in z] for log in self.logs.values())
        return self.value_of_logs(*logs, y)


Cost = SquaredError | CrossEntropy

COSTS: dict[str, Cost] = {
    cost.name: cost
    for cost in (
        SquaredError("half_squared_error", half_squared_error, half_squared_error_slope),
        SquaredError("squared_error", squared_error, squared_error_slope),
        SquaredError("mean_squared_error", mean_squared_error, mean_squared_error_slope, True),
        CrossEntropy(
            "binary_cross_entropy",
            "sigmoid",
            binary_cross_entropy,
            binary_cross_entropy_slope,
            {"ln_a": ln_sigmoid, "ln_not_a": ln_one_minus_sigmoid},
            binary_cross_entropy_of_logs,
            binary_cross_entropy_error,
            joint=False,
        ),
        CrossEntropy(
            "cross_entropy",
            "softmax",
            cross_entropy,
            cross_entropy_slope,
            {"ln_a": ln_softmax},
            cross_entropy_of_logs,
            cross_entropy_error,
            joint=True,
        ),
    )
}


def find_cost(cost: str | Cost) -> Cost:
    """The cost of that name; a cost is returned as it is.

    Raises ValueError, with the names there are, for an unknown name.
    """
    if isinstance(cost, (SquaredError, CrossEntropy)):
        return cost
    return COSTS[one_of(cost, "cost", COSTS)]


def check_partner(cost: Cost, activation: Activation) -> None:
    """Raise ValueError where the cost does not go with the output activation."""
    if cost.partner not in (None, activation.name):
        raise ValueError(
            f"cost {cost.name} goes with {cost.partner} outputs, not with {activation.name}; "
            f"give the last layer the activation {cost.partner} or take another cost"
        )


def check_target(cost: Cost, y: Sequence[float]) -> None:
    """Raise ValueError where a cross-entropy cannot have the targets y."""
    if cost.partner is None:
        return
    for j, y_j in enumerate(y, start=1):
        if not 0 <= y_j <= 1:
            raise ValueError(
                f"y_{j} = {float(y_j):g}, but the targets of {cost.name} lie from 0 to 1"
            )
    if cost.partner == "softmax" and abs(sum(y) - 1) > SUM_TOLERANCE:
        raise ValueError(
            f"the targets of {cost.name} are probabilities and must add up to 1, not to "
            f"{float(sum(y)):g}"
        )
