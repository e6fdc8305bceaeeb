"""The mean squared error of the linear model a_i = x_i w, and its derivative: anomitroid §1.2.

n examples i, with the input x_i and the true output y_i; w is the only parameter.

    square           f_i
    cost             C
    square_slope     df_i/dw
    mean_of_slopes   dC/dw, the 2 in every term
    gradient         dC/dw, the 2 in front
"""

from collections.abc import Sequence

from ..costs import half_squared_error_slope, squared_error, squared_error_slope
from ..equations import chain, mean, share, total


def square(x_i: float, w: float, y_i: float) -> float:
    """f_i = (x_i w - y_i)². anomitroid §1.2.1."""
    return squared_error([x_i * w], [y_i])


def cost(x: Sequence[float], w: float, y: Sequence[float], n: float) -> float:
    """C = (1/n) Σ_i (x_i w - y_i)². anomitroid (2).

    >>> cost([1.0, 2.0], 3.0, [2.0, 7.0], 2)
    1.0
    """
    return mean([square(x_i, w, y_i) for x_i, y_i in zip(x, y)], n)


def square_slope(x_i: float, w: float, y_i: float, inner: float) -> float:
    """df_i/dw = 2 (x_i w - y_i) inner, and inner = d(x_i w - y_i)/dw = x_i. anomitroid (4)."""
    return chain(squared_error_slope(x_i * w, y_i), inner)


def mean_of_slopes(x: Sequence[float], w: float, y: Sequence[float], n: float) -> float:
    """dC/dw = (1/n) Σ_i 2 (x_i w - y_i) x_i. anomitroid (5).

    >>> mean_of_slopes([1.0, 2.0], 3.0, [2.0, 7.0], 2)
    -1.0
    """
    return mean([square_slope(x_i, w, y_i, x_i) for x_i, y_i in zip(x, y)], n)


def gradient(x: Sequence[float], w: float, y: Sequence[float], n: float) -> float:
    """dC/dw = (2/n) Σ_i (x_i w - y_i) x_i. anomitroid (6).

    >>> gradient([1.0, 2.0], 3.0, [2.0, 7.0], 2)
    -1.0
    """
    terms = [chain(half_squared_error_slope(x_i * w, y_i), x_i) for x_i, y_i in zip(x, y)]
    return chain(share(2, n), total(terms))
