"""What a number that is not accepted may come from, if not from a slip of `slips.py`.

A digit was copied wrongly; or the line still fits what a line above it said before that was
corrected. Only the answers that are there now are known, so that is said where a known slip gives
the number before, or where two lines agree on it.
"""

import functools
import math
from collections.abc import Container
from typing import Any

from ..tracing.digits import Decimals
from ..tracing.lines import Line, operands_of
from .sheet import Expected, Run, Sheet, evaluated, unit
from .slips import slipped


def written_digits(number: float, asked: int = 0) -> int:
    """How many significant digits a number is written with, or `Decimals` if those are asked for.

    >>> written_digits(0.0375), written_digits(-12.5), written_digits(-12.5, Decimals(4))
    (3, 3, 1)
    """
    if isinstance(asked, Decimals):
        return Decimals(len(f"{number:.12f}".rstrip("0").partition(".")[2]))
    return len(f"{number:.12g}".lstrip("-").partition("e")[0].replace(".", "").lstrip("0"))


@functools.lru_cache
def miscopied(number: float, digits: int) -> list[float]:
    """The number with one of so many digits wrong, or with two neighbours exchanged.

    >>> miscopied(0.12, 2)[:3], 0.21 in miscopied(0.12, 2)
    ([0.1, 0.11, 0.13], True)
    """
    shown = min(written_digits(number), digits)
    if not shown:
        return []
    mantissa, _, exponent = f"{abs(number):.{shown - 1}e}".partition("e")
    figures = mantissa.replace(".", "")
    found = {
        figures[:k] + digit + figures[k + 1 :] for k in range(shown) for digit in "0123456789"
    } | {figures[:k] + figures[k + 1] + figures[k] + figures[k + 2 :] for k in range(shown - 1)}
    sign = "-" if number < 0 else ""
    copies = sorted(other for other in found - {figures} if other[0] != "0")
    values = [float(f"{sign}{copy[0]}.{copy[1:]}e{exponent}") for copy in copies]
    return [value for value in values if math.isfinite(value)]


def is_miscopied(number: float, own: Expected) -> bool:
    """Whether the number is accepted once a digit of it is put right."""
    return any(own.accepts(other) for other in miscopied(number, own.run.digits))


def gives(line: Line, number: float, run: Run) -> bool:
    """Whether the number is what the line comes to, rounded to the digits asked for."""
    value = evaluated(line, run.values)
    return value is not None and abs(value - number) <= unit(number, run.digits) / 2 * (1 + 1e-9)


def comes_from_a_copy(line: Line, number: float, run: Run) -> bool:
    """Whether the line gives the number when a digit of one of its operands is wrong."""
    return any(
        gives(line, number, run.with_number(quantity, other))
        for quantity in operands_of(line)
        for other in miscopied(run.values[quantity], run.digits)
    )


def fits_a_slip_above(line: Line, number: float, quantity: Any, sheet: Sheet, run: Run) -> bool:
    """Whether the line gives the number where that of a quantity above it was a known slip."""
    for slip, before in slipped(sheet.lines[quantity], sheet, run):
        # Too many numbers would be explained by a misplaced point.
        if slip.key != "decimal_point_misplaced":
            found = run.standing_in(quantity, before).expected(line)
            if found and found.accepts(number):
                return True
    return False


def fits_another_number(first: Line, second: Line, among: Container[Any], run: Run) -> Any | None:
    """The quantity among these of which one other number gives the numbers of both lines."""
    above = operands_of(second)
    for q in operands_of(first):
        before = _solved(first, q, run) if q in above and q in among else None
        if before is not None:
            moved = run.with_number(q, before)
            both = [(moved.expected(line), run.values[line.quantity]) for line in (first, second)]
            if all(found and found.accepts(number) for found, number in both):
                return q
    return None


def _solved(line: Line, q: Any, run: Run) -> float | None:
    """The number of q that gives a line its number, if the line grows with q in proportion."""
    now = run.values[q]
    moved = now + (abs(now) or 1.0)
    here, there = (evaluated(line, {**run.values, q: value}) for value in (now, moved))
    if here is None or there is None or here == there:
        return None
    before = now + (run.values[line.quantity] - here) * (moved - now) / (there - here)
    return before if math.isfinite(before) else None
