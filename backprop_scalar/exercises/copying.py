"""Numbers copied with a digit wrong, which may look like the slips of `slips.py`."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from ..tracing.digits import Decimals
from ..tracing.lines import Line, operands_of
from .sheet import Expected, evaluated, unit


def written_digits(number: float, asked: int = 0) -> int:
    """How many significant digits a number is written with, or decimals if those are asked for.

    >>> written_digits(0.0375), written_digits(-12.5), written_digits(-12.5, Decimals(4))
    (3, 3, 1)
    """
    if isinstance(asked, Decimals):
        return len(f"{number:.12f}".rstrip("0").partition(".")[2])
    digits = f"{number:.12g}".lstrip("-").partition("e")[0].replace(".", "").lstrip("0")
    return len(digits)


def miscopied(number: float, digits: int) -> Iterator[float]:
    """The number with one of so many digits wrong, or with two neighbours exchanged.

    >>> sorted(miscopied(0.12, 2))[:3], 0.21 in miscopied(0.12, 2)
    ([0.1, 0.11, 0.13], True)
    """
    shown = min(written_digits(number), digits)
    if not shown:
        return
    mantissa, _, exponent = f"{abs(number):.{shown - 1}e}".partition("e")
    figures = mantissa.replace(".", "")
    found = {
        figures[:k] + digit + figures[k + 1 :] for k in range(shown) for digit in "0123456789"
    } | {figures[:k] + figures[k + 1] + figures[k] + figures[k + 2 :] for k in range(shown - 1)}
    sign = "-" if number < 0 else ""
    for other in sorted(found - {figures}):
        value = float(f"{sign}{other[0]}.{other[1:]}e{exponent}")
        if other[0] != "0" and math.isfinite(value):
            yield value


def is_miscopied(number: float, own: Expected, digits: int) -> bool:
    """Whether the number is accepted once a digit of it is put right."""
    return any(own.accepts(other, digits) for other in miscopied(number, digits))


def comes_from_a_copy(step: Line, number: float, values: Mapping[Any, float], digits: int) -> bool:
    """Whether the line gives the number when a digit of one of its operands is wrong."""
    allowed = unit(number, digits) / 2 * (1 + 1e-9)
    for quantity in operands_of(step):
        for other in miscopied(values[quantity], digits):
            value = evaluated(step, {**values, quantity: other})
            if value is not None and abs(value - number) <= allowed:
                return True
    return False
