"""The derivatives of one sigmoid neuron, worked out directly: no error signal is needed yet.

anomitroid §2 with one input and §3 with two. The cost is the mean of (a_i - y_i)² over n examples
i, and dz_i stands for the derivative of z_i by the parameter: its input for a weight, 1 for the
bias.

    mean_squared_error   C
    output_derivative    ∂a_i/∂w
    term_derivative      ∂(a_i - y_i)²/∂w
    gradient             ∂C/∂w
"""

from collections.abc import Sequence

from ..activations import sigmoid_slope
from ..costs import half_squared_error_slope, squared_error, squared_error_slope
from ..equations import chain, share, total


def mean_squared_error(a: Sequence[float], y: Sequence[float], n: float) -> float:
    """C = (1/n) Σ_i (a_i - y_i)². anomitroid (11), (22)."""
    return share(squared_error(a, y), n)


def output_derivative(a_i: float, dz_i: float) -> float:
    """∂a_i/∂w = a_i (1 - a_i) dz_i. anomitroid (15), (19), (26), (30), (34)."""
    return chain(sigmoid_slope(a_i), dz_i)


def term_derivative(a_i: float, y_i: float, da_i: float) -> float:
    """∂(a_i - y_i)²/∂w = 2 (a_i - y_i) ∂a_i/∂w. anomitroid (13), (18), (24), (29), (33)."""
    return chain(squared_error_slope(a_i, y_i), da_i)


def gradient(a: Sequence[float], y: Sequence[float], dz: Sequence[list[float]], n: float) -> float:
    """∂C/∂w = (2/n) Σ_i (a_i - y_i) a_i (1 - a_i) dz_i. anomitroid (17), (20), (27), (31), (35).

    dz: for each example [dz_i], or [] for the bias, whose dz_i = 1 is not written.

    >>> gradient([0.5, 0.5], [0.0, 1.0], [[1.0], [3.0]], 2)
    -0.25
    """
    terms = [
        chain(half_squared_error_slope(a_i, y_i), sigmoid_slope(a_i), *dz_i)
        for a_i, y_i, dz_i in zip(a, y, dz)
    ]
    return chain(share(2, n), total(terms))
