"""The derivative of the sigmoid, step by step in powers of e: anomitroid §2.1.2.

    as_power      σ(z) as a power of 1 + e^(-z)
    inner_slope   d(1 + e^(-z))/dz
    chain_rule    outer derivative times inner
    slope         σ'(z)
    complement    1 - σ(z)
    product       σ(z) (1 - σ(z)), the same as σ'(z)

`activations.sigmoid_slope` has it from the output alone.
"""

from ..activations import sigmoid
from ..equations import chain
from ..functions import exp


def as_power(z: float) -> float:
    """h(z) = (1 + e^(-z))^(-1), which is σ(z)."""
    return (1 + exp(-z)) ** -1


def inner_slope(z: float) -> float:
    """d(1 + e^(-z))/dz = -e^(-z)."""
    return -exp(-z)


def chain_rule(z: float, inner: float) -> float:
    """dh/dz = -1 (1 + e^(-z))^(-2) inner."""
    return -1 * (1 + exp(-z)) ** -2 * inner


def slope(z: float) -> float:
    """σ'(z) = e^(-z) / (1 + e^(-z))². anomitroid (9).

    >>> slope(0.0)
    0.25
    """
    return exp(-z) / (1 + exp(-z)) ** 2


def complement(z: float) -> float:
    """1 - σ(z) = e^(-z) / (1 + e^(-z))."""
    return exp(-z) / (1 + exp(-z))


def product(z: float) -> float:
    """σ(z) (1 - σ(z)) = 1 / (1 + e^(-z)) · e^(-z) / (1 + e^(-z))."""
    return chain(sigmoid(z), complement(z))
