"""The functions a pocket calculator has beyond + - * /: e^x, ln x, tanh x, max(0, x), I[x > 0].

Given a number they compute. Given an operand that is no number, such as a `Written` one, they
leave the work to it, so that a formula built from them can be printed as well as evaluated.

    exp, ln, tanh            as on the calculator
    positive_part, is_positive   max(0, x) and I[x > 0], the ReLU and its slope
    softplus                 ln(1 + e^x), for the logarithm of a sigmoid
    largest                  the shift that keeps a softmax from overflowing
"""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

NUMBERS = (float, int, Fraction)


def _applied(function: str, x: Any, *others: Any) -> float:
    """What operands that are no numbers make of a function: a `Written` writes it down."""
    result: float = x.apply(function, *others)
    return result


def exp(x: float) -> float:
    """e^x; infinity where a float cannot hold it, so that 1/(1 + e^800) is 0 and not an error."""
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf
    except TypeError:
        return _applied("exp", x)


def ln(x: float) -> float:
    """The natural logarithm, -infinity at 0. Raises ValueError for x below 0.

    >>> ln(1.0)
    0.0
    """
    if isinstance(x, NUMBERS):
        if x < 0:
            raise ValueError(f"there is no logarithm of {x:g}")
        return math.log(x) if x else -math.inf
    return _applied("ln", x)


def tanh(x: float) -> float:
    """The hyperbolic tangent, between -1 and 1."""
    return math.tanh(x) if isinstance(x, NUMBERS) else _applied("tanh", x)


def positive_part(x: float) -> float:
    """max(0, x), of the same type as x so that Fractions stay exact."""
    if isinstance(x, NUMBERS):
        return type(x)(0) if x <= 0 else x  # not a number stays what it is
    return _applied("positive_part", x)


def is_positive(x: float) -> float:
    """I[x > 0]: 1 where x > 0, else 0; 0 at the corner, as in full_story §4.

    Of the same type as x so that Fractions stay exact.
    """
    if isinstance(x, NUMBERS):
        return type(x)(1) if x > 0 else type(x)(0) if x <= 0 else x
    return _applied("is_positive", x)


def softplus(x: float) -> float:
    """ln(1 + e^x), without overflow for a large x and without losing the digits of a small one.

    >>> softplus(800.0), softplus(-40.0)
    (800.0, 4.248354255291589e-18)
    """
    if isinstance(x, NUMBERS):
        return max(x, 0.0) + math.log1p(exp(-abs(x)))
    return _applied("softplus", x)


def largest(z: Sequence[float]) -> float:
    """The largest of z."""
    return max(z) if isinstance(z[0], NUMBERS) else _applied("largest", *z)


# What the notes have in the place of the two that are there to keep floats accurate.
IN_THE_NOTES: dict[str, Callable[..., float]] = {
    "softplus": lambda x: ln(1 + exp(x)),
    "largest": lambda *z: 0,  # no shift
}
