"""Lines that still fit what a line above them said before it was corrected.

Only the answers that are there now are known. That a line fits another number of a line above it is
worth saying where a known slip gives that number, or where two lines agree on it.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..tracing.lines import Line, operands_of
from .sheet import Sheet, evaluated, expected, unit
from .slipped import slipped

Numbers = Mapping[Any, float]


def corrected_slip(
    step: Line, number: float, sheet: Sheet, values: Numbers, units: Numbers, above: Sequence[Any]
) -> Any | None:
    """The first of the accepted quantities above whose line gives this number by a known slip."""
    for q in above:
        own = expected(sheet.lines[q], values, units)
        slips = slipped(sheet.lines[q], sheet, values, units, own) if own else ()
        for slip, _, before in slips:
            if not slip.on:
                break
            moved = {**units, q: before.spread + unit(before.centre, sheet.digits)}
            found = expected(step, {**values, q: before.centre}, moved)
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
            for step, number in (first, second)
            for found in [expected(step, {**values, q: before}, h)]
        ):
            return q
    return None


def _solved(line: tuple[Line, float], q: Any, values: Numbers) -> float | None:
    """The number of q with which a line gives its number, if it depends on q in proportion."""
    step, number = line
    now, moved = values[q], values[q] + (abs(values[q]) or 1.0)
    here, there = evaluated(step, values), evaluated(step, {**values, q: moved})
    if here is None or there is None or here == there:
        return None
    before = now + (number - here) * (moved - now) / (there - here)
    return before if math.isfinite(before) else None
