"""Numbers for an exercise that are easy to work with and in which every slip shows.

Numbers are drawn until `flaws` finds nothing: nothing that would be accepted although it is wrong,
no two slips that look the same, no line that hangs on the last digits of the numbers above it.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..equations import step_down, weighted_input
from ..functions import positive_part
from ..notes.quantities import Quantity as Q
from ..tracing.lines import Line
from .marking import NEAR
from .sheet import DUST, Expected, Sheet, expected, is_same, unit
from .slips import Slip, slipped

# The part of a value by which rounded numbers above it may move it.
LOOSEST = 0.008
# The same where none of those is answered, and each may have been rounded on paper.
LOOSEST_ALONE = 0.015
# An update of a parameter changes at least its last two shown digits.
LEAST_MOVE = 10
MOST_DRAWS = 2000


def applicable(
    step: Line,
    sheet: Sheet,
    known: Mapping[Any, float],
    units: Mapping[Any, float],
    right: Expected,
) -> Iterator[tuple[Slip, Line, Expected]]:
    """Every slip that a line can show, the line with it, and what that comes to.

    A slip that gives the right number, or that of a slip before it in the list, does not show.
    """
    seen: list[float] = []
    for slip, wrong, found in slipped(step, sheet, known, units, right):
        if not any(is_same(found.centre, value) for value in seen):
            seen.append(found.centre)
            yield slip, wrong, found


def flaws(sheet: Sheet) -> Iterator[str]:
    """What makes a sheet's numbers unfit for an exercise.

    Raises ProblemError, naming the line, where one has no value.
    """
    for step in sheet.lines.values():
        yield from _loose_ends(step, sheet)
    known = _nudged(sheet.given)
    # How far each number may be from the true one if every line above it was rounded.
    units = dict.fromkeys(sheet.given, 0.0)
    for quantity, step in sheet.lines.items():
        right = expected(step, known, units)
        if right:
            if right.spread + sheet.units[quantity] > LOOSEST_ALONE * abs(sheet.values[quantity]):
                yield f"{sheet.spelled(quantity)} is too uncertain if no line above it is answered"
            yield from _hidden_slips(step, sheet, known, units, right)
            # A unit that stands exactly at its corner is to stay there.
            known[quantity] = right.centre if sheet.values[quantity] else 0.0
            units[quantity] = right.spread + sheet.units[quantity]


def _nudged(given: Mapping[Any, float]) -> dict[Any, float]:
    """The given numbers, each moved by another millionth: what is the same then, is so always.

    An input or a target that is 0 or 1 is no chance: the input is off, or it is a class.
    """
    nudged = {}
    for place, (quantity, value) in enumerate(given.items(), start=1):
        meant = value in (0, 1) and isinstance(quantity, Q) and quantity.kind in ("a", "y")
        by = 1e-6 * (0.618 * place % 1)
        nudged[quantity] = value if meant else value * (1 + by) if value else by
    return nudged


def _loose_ends(step: Line, sheet: Sheet) -> Iterator[str]:
    """Whether a line is too uncertain, says nothing, or is an update too small to be seen."""
    last = sheet.units[step.quantity]
    right = sheet.truth[step.quantity]
    if right.centre and right.spread + last > LOOSEST * abs(right.centre):
        yield f"{sheet.spelled(step.quantity)} hangs on the last digits of the numbers above it"
    if (
        step.equation == weighted_input
        and abs(right.centre) < DUST
        and not any(
            line.equation == positive_part and step.quantity in line.operands
            for line in sheet.lines.values()
        )
    ):
        yield f"{sheet.spelled(step.quantity)} is 0 by chance"
    if step.equation == step_down:
        w, gradient, _ = (sheet.values[operand] for operand in step.operands)
        if gradient and abs(sheet.values[step.quantity] - w) < LEAST_MOVE * last:
            yield f"{sheet.spelled(step.quantity)} moves by less than two shown digits"


def _hidden_slips(
    step: Line,
    sheet: Sheet,
    known: Mapping[Any, float],
    units: Mapping[Any, float],
    right: Expected,
) -> Iterator[str]:
    """Slips on a line that look like the right number, or like one another."""
    others: list[tuple[str, Expected]] = []
    for slip, _, found in applicable(step, sheet, known, units, right):
        last = unit(found.centre, sheet.digits)
        if (
            not _is_far(found.centre, right.centre)
            and abs(found.centre - right.centre) <= (NEAR + 1) * last + found.spread + right.spread
        ):
            yield f"{sheet.spelled(step.quantity)}: '{slip.name}' is too close to the right number"
        for other, value in others:
            if _is_far(found.centre, value.centre):
                continue
            if abs(found.centre - value.centre) <= 2 * last + found.spread + value.spread:
                yield f"{sheet.spelled(step.quantity)}: '{slip.name}' is too close to '{other}'"
        others.append((slip.name, found))


def _is_far(x: float, y: float) -> bool:
    """Whether two numbers are so far apart that spreads, below a hundredth, cannot matter."""
    return abs(x - y) * 4 > abs(x) + abs(y)


def drawn(draw: Callable[[random.Random], Sheet], seed: str) -> Sheet:
    """The first sheet without a flaw; the same seed gives the same one."""
    generator = random.Random(seed)
    for _ in range(MOST_DRAWS):
        sheet = draw(generator)
        if next(flaws(sheet), None) is None:
            return sheet
    raise RuntimeError(f"no fit numbers in {MOST_DRAWS} draws for the seed {seed}")
