"""The functions a pocket calculator has beyond + - * /: e^x, ln x, tanh x, max(0, x), I[x > 0].

Given a number they compute. Given an operand that is no number, such as a `Written` one, they
leave the work to it, so that a formula built from them can be printed as well as evaluated.

    exp, ln, tanh            as on the calculator
    positive_part, is_positive   max(0, x) and I[x > 0], the ReLU and its slope
    softplus                 ln(1 + e^x), for the logarithm of a sigmoid
    largest                  the shift that keeps a softmax from overflowing
"""

import functools
import math
from collections.abc import Callable, Sequence
from fractions import Fraction

NUMBERS = (float, int, Fraction)


def _written_too(of_number: Callable[[float], float]) -> Callable[[float], float]:
    """`of_number`, but an operand that is no number is asked to `apply` the function itself."""

    @functools.wraps(of_number)
    def function(x: float) -> float:
        if isinstance(x, NUMBERS):
            return of_number(x)
        written: float = x.apply(of_number.__name__)
        return written

    return function


@_written_too
def exp(x: float) -> float:
    """e^x; infinity where a float cannot hold it, so that 1/(1 + e^800) is 0 and not an error."""
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


@_written_too
def ln(x: float) -> float:
    """The natural logarithm, -infinity at 0.

    >>> ln(1.0)
    0.0
    """
    return math.log(x) if x else -math.inf


@_written_too
def tanh(x: float) -> float:
    """The hyperbolic tangent, between -1 and 1."""
    return math.tanh(x)


@_written_too
def positive_part(x: float) -> float:
    """max(0, x), of the same type as x so that Fractions stay exact."""
    return x if x > 0 else type(x)(0)


@_written_too
def is_positive(x: float) -> float:
    """I[x > 0]: 1 where x > 0, else 0; 0 at the corner, as in full_story §4."""
    return 1.0 if x > 0 else 0.0


def softplus(x: float) -> float:
    """ln(1 + e^x), without overflow for a large x and without losing the digits of a small one.

    >>> softplus(800.0), softplus(-40.0)
    (800.0, 4.248354255291589e-18)
    """
    if not isinstance(x, NUMBERS):
        return ln(1 + exp(x))
    return max(x, 0.0) + math.log1p(exp(-abs(x)))


def largest(z: Sequence[float]) -> float:
    """The largest of z, or 0 (no shift) where z holds operands that cannot be compared."""
    return max(z) if all(isinstance(z_k, NUMBERS) for z_k in z) else 0
