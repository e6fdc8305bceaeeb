"""The exercise with a slip to be found: the lines are worked out already, one of them wrong."""

import random
from dataclasses import replace
from typing import Any

from ..tracing.lines import Line
from .drawing import applicable, drawn
from .draws import no_update, problems
from .sheet import Sheet, Worked, evaluated, expected, rounded, sheet_of_problem


def slip_hunt(generator: random.Random) -> Sheet:
    """A step of a 2-2-1 network with a slip on one line, carried on in all that follow."""
    draw = problems("ko", "half_squared_error", [2, 2, 1], ["sigmoid"] * 2)
    sheet = drawn(lambda drawing: sheet_of_problem(draw(drawing), asked=no_update), generator)
    slips: dict[str, list[Line]] = {}
    for name, wrong in slipped_lines(sheet):
        slips.setdefault(name, []).append(wrong)
    name = generator.choice(list(slips))
    return replace(sheet, worked=worked_with(sheet, generator.choice(slips[name]), name))


def slipped_lines(sheet: Sheet) -> list[tuple[str, Line]]:
    """The name of every slip on every line that can show it, and the line with it."""
    found = []
    known: dict[Any, float] = dict(sheet.given)
    for quantity, step in sheet.lines.items():
        right = expected(step, known, sheet.units)
        if right is not None:
            slips = applicable(step, sheet, known, sheet.units, right)
            found += [(slip.name, wrong) for slip, wrong, _ in slips]
        known[quantity] = sheet.values[quantity]
    return found


def worked_with(sheet: Sheet, wrong: Line, slip: str) -> Worked:
    """Every line worked out from the lines above it and rounded, one of them as `wrong` has it."""
    values: dict[Any, float] = dict(sheet.given)
    for quantity, step in sheet.lines.items():
        value = evaluated(wrong if quantity == wrong.quantity else step, values)
        values[quantity] = rounded(value or 0.0, sheet.digits)
    return Worked({q: values[q] for q in sheet.lines}, wrong.quantity, slip)
