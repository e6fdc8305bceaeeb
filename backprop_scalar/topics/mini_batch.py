"""What a note writes for a whole mini-batch in one formula, where a training step has a line for
each example.

    quadratic_cost, …_slope     the cost of m examples and its derivative by an output
    mini_batch_weight_gradient  the average of the examples' δ_j a_k
    weight_change, bias_change  Δw and Δb, which hold η
    less                        w ← w - Δw
"""

from collections.abc import Sequence

from ..costs import half_squared_error_slope, squared_error
from ..equations import chain, mean, share, total


def quadratic_cost(a: Sequence[float], y: Sequence[float], m: float) -> float:
    """C = (1/(2m)) Σ (a - y)², over all outputs of all m examples. ko §3; step_by_step Loss.

    >>> quadratic_cost([1.0, 3.0], [0.0, 1.0], 2)
    1.25
    """
    return squared_error(a, y) / (2 * m)


def quadratic_cost_slope(a_i: float, y_i: float, m: float) -> float:
    """∂C/∂a_i = (a_i - y_i) / m, for one output of one example. step_by_step Output error."""
    return share(half_squared_error_slope(a_i, y_i), m)


def mini_batch_weight_gradient(delta: Sequence[float], a: Sequence[float], m: float) -> float:
    """∂C/∂w_jk = (1/m) Σ_i δ_j a_k, one δ_j and one a_k for each example i. ko BP4, mini-batch.

    >>> mini_batch_weight_gradient([1.0, 2.0], [3.0, 5.0], 2)
    6.5
    """
    return mean([chain(delta_j, a_k) for delta_j, a_k in zip(delta, a)], m)


def weight_change(eta: float, m: float, delta: Sequence[float], a: Sequence[float]) -> float:
    """Δw_jk = (η/m) Σ_i δ_j a_k, to be subtracted. ko §5."""
    return eta / m * total([chain(delta_j, a_k) for delta_j, a_k in zip(delta, a)])


def bias_change(eta: float, m: float, delta: Sequence[float]) -> float:
    """Δb_j = (η/m) Σ_i δ_j, to be subtracted. ko §5."""
    return eta / m * total(delta)


def less(w: float, change: float) -> float:
    """w ← w - Δw, for a weight or a bias. ko §5."""
    return w - change
