"""Error signals of sigmoid neurons with the squared error, written out: anomitroid §§4-6.

Training has them as `equations.error_signal` of two factors; here the factors are put in.

    output_slope     ∂C/∂a_i, 2/n inside
    shared_error     δ of an output, 2/n inside
    hidden_in_full   δ of a hidden neuron in front of it, all four factors
    output_error     δ of an output, for the loss of one example
    hidden_error     δ of a hidden neuron, for any number of neurons after it
    sum_over_paths   the same, path by path
"""

from collections.abc import Sequence

from ..activations import sigmoid_slope
from ..costs import half_squared_error_slope, squared_error_slope
from ..equations import chain, passed_back, share, total


def output_slope(a_i: float, y_i: float, n: float) -> float:
    """∂C/∂a_i = (2/n) (a_i - y_i). anomitroid §4.5 step 1."""
    return chain(share(2, n), half_squared_error_slope(a_i, y_i))


def shared_error(a_i: float, y_i: float, n: float) -> float:
    """δ_i^(2) = (2/n) (a_i - y_i) a_i (1 - a_i). anomitroid (42), (43)."""
    return chain(output_slope(a_i, y_i, n), sigmoid_slope(a_i))


def hidden_in_full(a2_i: float, y_i: float, n: float, w2: float, a1_i: float) -> float:
    """δ_i^(1) = (2/n) (a2_i - y_i) a2_i (1 - a2_i) w2 a1_i (1 - a1_i). anomitroid (44), (45)."""
    return chain(shared_error(a2_i, y_i, n), w2, sigmoid_slope(a1_i))


def output_error(a_j: float, y_j: float) -> float:
    """δ_j = 2 (a_j - y_j) a_j (1 - a_j). anomitroid (51), and (58) with its 2.

    >>> output_error(0.5, 1.0)
    -0.25
    """
    return chain(squared_error_slope(a_j, y_j), sigmoid_slope(a_j))


def hidden_error(w_to_next: Sequence[float], delta_next: Sequence[float], a_j: float) -> float:
    """δ_j = (Σ_k w_kj δ_k) a_j (1 - a_j), over the neurons k of the next layer. anomitroid (54),
    (59).

    >>> hidden_error([2.0, 3.0], [10.0, 100.0], 0.5)
    80.0
    """
    return chain(passed_back(w_to_next, delta_next), sigmoid_slope(a_j))


def sum_over_paths(delta_next: Sequence[float], w_to_next: Sequence[float], slope: float) -> float:
    """δ_j = Σ_k δ_k w_kj σ'(z_j), a term for each path out of neuron j. anomitroid §6.5.1."""
    return total([chain(delta_k, w_kj, slope) for delta_k, w_kj in zip(delta_next, w_to_next)])
