"""The derivatives of one sigmoid neuron, worked out directly: no error signal is needed yet.

anomitroid §2 with one input and §3 with two. The cost is the mean of (a_i - y_i)² over n examples
i, and dz_i stands for the derivative of z_i by the parameter: its input for a weight, 1 for the
bias.

    neuron_output        a, from the inputs in one step
    mean_squared_error   C
    output_derivative    ∂a_i/∂w
    term_derivative      ∂(a_i - y_i)²/∂w, from ∂a_i/∂w
    term_in_full         the same, from a_i alone
    gradient             ∂C/∂w
    gradient_of_errors   the same, from a_i - y_i and a_i (1 - a_i)
"""

from collections.abc import Sequence

from ..activations import sigmoid, sigmoid_slope
from ..costs import half_squared_error_slope, squared_error, squared_error_slope
from ..equations import chain, share, total, weighted_input


def neuron_output(x: Sequence[float], w: Sequence[float], b: float) -> float:
    """a = σ(Σ_k x_k w_k + b), one number for each input. anomitroid §2.1.1, §3.1, §4.1.

    >>> neuron_output([3.0], [2.0], -6.0)
    0.5
    """
    return sigmoid(weighted_input(x, w, b))


def mean_squared_error(a: Sequence[float], y: Sequence[float], n: float) -> float:
    """C = (1/n) Σ_i (a_i - y_i)². anomitroid (11), (22)."""
    return share(squared_error(a, y), n)


def output_derivative(a_i: float, dz_i: float) -> float:
    """∂a_i/∂w = a_i (1 - a_i) dz_i. anomitroid (15), (19), (26), (30), (34)."""
    return chain(sigmoid_slope(a_i), dz_i)


def term_derivative(a_i: float, y_i: float, da_i: float) -> float:
    """∂(a_i - y_i)²/∂w = 2 (a_i - y_i) ∂a_i/∂w. anomitroid (13), (18), (24), (29), (33)."""
    return chain(squared_error_slope(a_i, y_i), da_i)


def term_in_full(a_i: float, y_i: float, dz_i: Sequence[float]) -> float:
    """∂(a_i - y_i)²/∂w = 2 (a_i - y_i) a_i (1 - a_i) dz_i. anomitroid (16).

    dz_i: [dz_i], or [] for a derivative of 1, which is not written.

    >>> term_in_full(0.5, 1.0, [3.0])
    -0.75
    """
    return chain(squared_error_slope(a_i, y_i), sigmoid_slope(a_i), *dz_i)


def gradient(a: Sequence[float], y: Sequence[float], dz: Sequence[list[float]], n: float) -> float:
    """∂C/∂w = (2/n) Σ_i (a_i - y_i) a_i (1 - a_i) dz_i. anomitroid (17), (20), (27), (31), (35).

    dz: for each example [dz_i], or [] for the bias, whose dz_i = 1 is not written.

    >>> gradient([0.5, 0.5], [0.0, 1.0], [[1.0], [3.0]], 2)
    -0.25
    """
    errors = [half_squared_error_slope(a_i, y_i) for a_i, y_i in zip(a, y)]
    return gradient_of_errors(errors, [sigmoid_slope(a_i) for a_i in a], dz, n)


def gradient_of_errors(
    errors: Sequence[float], slopes: Sequence[float], dz: Sequence[list[float]], n: float
) -> float:
    """`gradient` of a_i - y_i and a_i (1 - a_i), where these are known already."""
    terms = [chain(e_i, slope_i, *dz_i) for e_i, slope_i, dz_i in zip(errors, slopes, dz)]
    return chain(share(2, n), total(terms))
