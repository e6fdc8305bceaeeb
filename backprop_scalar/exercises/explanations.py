"""What a number that is not accepted may come from, if not from a slip of `slips.py`.

A digit was copied wrongly; or the line still fits what a line above it said before that was
corrected. Only the answers that are there now are known: that is worth saying where a known slip
gives the other number, or where two lines agree on it.
"""

import functools
import math
from collections.abc import Sequence
from typing import Any

from ..tracing.digits import Decimals
from ..tracing.lines import Line, operands_of
from .sheet import Expected, Numbers, Sheet, evaluated, expected, unit
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


def is_miscopied(number: float, own: Expected, digits: int) -> bool:
    """Whether the number is accepted once a digit of it is put right."""
    return any(own.accepts(other, digits) for other in miscopied(number, digits))


def gives(line: Line, number: float, values: Numbers, digits: int) -> bool:
    """Whether the number is what the line comes to, rounded to so many digits."""
    value = evaluated(line, values)
    return value is not None and abs(value - number) <= unit(number, digits) / 2 * (1 + 1e-9)


def comes_from_a_copy(line: Line, number: float, values: Numbers, digits: int) -> bool:
    """Whether the line gives the number when a digit of one of its operands is wrong."""
    above = {quantity: values[quantity] for quantity in operands_of(line)}
    return any(
        gives(line, number, {**above, quantity: other}, digits)
        for quantity, value in above.items()
        for other in miscopied(value, digits)
    )


def corrected_slip(
    line: Line, number: float, sheet: Sheet, values: Numbers, units: Numbers, above: Sequence[Any]
) -> Any | None:
    """The first of the accepted quantities above whose line gives this number by a known slip."""
    for q in above:
        own = expected(sheet.lines[q], values, units)
        slips = slipped(sheet.lines[q], sheet, values, units, own) if own else ()
        for slip, _, before in slips:
            if not slip.on:
                break
            moved = {**units, q: before.spread + unit(before.centre, sheet.digits)}
            found = expected(line, {**values, q: before.centre}, moved)
            if found and found.accepts(number, sheet.digits):
                return q
    return None


def corrected_number(
    first: tuple[Line, float],
    second: tuple[Line, float],
    sheet: Sheet,
    values: Numbers,
    accepted: set[Any],
) -> Any | None:
    """The accepted line above of which both lines, with these numbers, fit one other number."""
    above = operands_of(first[0])
    shared = [q for q in operands_of(second[0]) if q in above and q in accepted]
    for q in shared:
        before = _solved(first, q, values)
        if before is None:
            continue
        h = {p: unit(values[p], sheet.digits) if p in sheet.lines else 0.0 for p in values}
        h[q] = unit(before, sheet.digits)
        if all(
            found and found.accepts(number, sheet.digits)
            for line, number in (first, second)
            for found in [expected(line, {**values, q: before}, h)]
        ):
            return q
    return None


def _solved(answered: tuple[Line, float], q: Any, values: Numbers) -> float | None:
    """The number of q with which a line gives its number, if it depends on q in proportion."""
    line, number = answered
    now, moved = values[q], values[q] + (abs(values[q]) or 1.0)
    here, there = evaluated(line, values), evaluated(line, {**values, q: moved})
    if here is None or there is None or here == there:
        return None
    before = now + (number - here) * (moved - now) / (there - here)
    return before if math.isfinite(before) else None
