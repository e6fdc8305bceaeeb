"""Numbers for an exercise that are easy to work with and in which every slip shows.

Numbers are drawn until `flaws` finds nothing: nothing that would be accepted although it is wrong,
no two slips that look the same, no line that hangs on the last digits of the numbers above it.
"""

import random
from collections.abc import Callable, Collection, Iterator
from itertools import combinations
from typing import Any, TypeVar

from ..equations import step_down, weighted_input
from ..functions import positive_part
from ..notes.quantities import Quantity as Q
from ..tracing.lines import Line
from .marking import NEAR
from .sheet import DUST, Expected, Numbers, Run, Sheet, is_same, unit
from .slips import Slip, slipped

# The part of a value by which rounded numbers above it may move it.
LOOSEST = 0.008
# The same where none of those is answered, and each may have been rounded on paper.
LOOSEST_ALONE = 0.015
# An update of a parameter changes at least its last two shown digits.
LEAST_MOVE = 10
MOST_DRAWS = 2000

T = TypeVar("T")


def applicable(line: Line, sheet: Sheet, run: Run) -> list[tuple[Slip, Expected]]:
    """Every slip that a line can show, and what the line comes to with it.

    A slip that gives the right number, or that of a slip before it in the list, does not show.
    """
    shown: list[tuple[Slip, Expected]] = []
    for slip, found in slipped(line, sheet, run):
        if not any(is_same(found.centre, other.centre) for _, other in shown):
            shown.append((slip, found))
    return shown


def first_flaw(sheet: Sheet) -> str:
    """The flaw that is found soonest, empty where there is none. Raises ProblemError as `flaws`."""
    return next((f"{sheet.keys[q]}{text}" for q, text in flaws(sheet, sheet.lines)), "")


def flaws(sheet: Sheet, among: Collection[Any]) -> Iterator[tuple[Any, str]]:
    """A quantity among these, and what makes its line's numbers unfit for an exercise.

    What is found soonest is first. Raises ProblemError, naming the line, where one has no value.
    """
    for quantity in among:
        line = sheet.lines[quantity]
        yield from ((quantity, text) for text in _loose_ends(line, sheet))
    # How far each number may be from the true one if every line above it was rounded.
    run = Run(_nudged(sheet.given), dict.fromkeys(sheet.given, 0.0), sheet.digits)
    runs = {}
    for quantity, line in sheet.lines.items():
        runs[quantity] = run
        right = run.expected(line)
        if right:
            off = right.spread + sheet.solution.units[quantity]
            if off > LOOSEST_ALONE * abs(sheet.values[quantity]) and quantity in among:
                yield quantity, " is too uncertain if no line above it is answered"
            # A unit that stands exactly at its corner is to stay there.
            run = run.with_number(quantity, right.centre if sheet.values[quantity] else 0.0, off)
    # Slips look alike in the updates most of all, which come last.
    for quantity in reversed(sheet.lines):
        if quantity in among:
            texts = _hidden_slips(sheet.lines[quantity], sheet, runs[quantity])
            yield from ((quantity, text) for text in texts)


def _nudged(given: Numbers) -> dict[Any, float]:
    """The given numbers, each moved by another millionth: what is the same then, is so always.

    An input or a target that is 0 or 1 is no chance: the input is off, or it is a class.
    """
    nudged = {}
    for place, (quantity, value) in enumerate(given.items(), start=1):
        meant = value in (0, 1) and isinstance(quantity, Q) and quantity.kind in ("a", "y")
        by = 1e-6 * (0.618 * place % 1)
        nudged[quantity] = value if meant else value * (1 + by) if value else by
    return nudged


def _loose_ends(line: Line, sheet: Sheet) -> Iterator[str]:
    """Whether a line is too uncertain, says nothing, or is an update too small to be seen."""
    last = sheet.solution.units[line.quantity]
    right = sheet.truth[line.quantity]
    if right.centre and right.spread + last > LOOSEST * abs(right.centre):
        yield " hangs on the last digits of the numbers above it"
    if (
        line.equation == weighted_input
        and abs(right.centre) < DUST
        and not any(
            other.equation == positive_part and line.quantity in other.operands
            for other in sheet.lines.values()
        )
    ):
        yield " is 0 by chance"
    if line.equation == step_down:
        w, gradient, _ = (sheet.values[operand] for operand in line.operands)
        if gradient and abs(sheet.values[line.quantity] - w) < LEAST_MOVE * last:
            yield " moves by less than two shown digits"


def _hidden_slips(line: Line, sheet: Sheet, run: Run) -> Iterator[str]:
    """Slips on a line that look like the right number, or like one another."""
    right = run.expected(line)
    found = [(slip.name, value) for slip, value in applicable(line, sheet, run)]
    for name, value in found:
        if right and _is_close(value, right, NEAR + 1):
            yield f": '{name}' is too close to the right number"
    for (first, value), (second, later) in combinations(found, 2):
        if _is_close(later, value, 2):
            yield f": '{second}' is too close to '{first}'"


def _is_close(x: Expected, y: Expected, units: int) -> bool:
    """Whether x may be the same as y but for so many units of its last digit."""
    off = abs(x.centre - y.centre)
    # Spreads are up to a tenth each, and not worked out where they cannot matter.
    if off * 10 > abs(x.centre) + abs(y.centre):
        return False
    return off <= units * unit(x.centre, x.run.digits) + x.spread + y.spread


def drawn(
    draw: Callable[[random.Random], T], generator: random.Random, sheet_of: Callable[[T], Sheet]
) -> T:
    """The first draw whose sheet has no flaw."""
    for _ in range(MOST_DRAWS):
        found = draw(generator)
        sheet = sheet_of(found)
        # A worked one was drawn without a flaw before its slip was put in.
        if sheet.worked or not first_flaw(sheet):
            return found
    raise RuntimeError(f"no fit numbers in {MOST_DRAWS} draws")
