"""A line as it comes out with each slip that can happen on it."""

import functools
import math
from collections.abc import Iterator, Mapping
from typing import Any

from ..tracing.lines import Line
from ..tracing.training_step import Shared
from .changes import Equation, Scaled
from .more_slips import MORE_SLIPS
from .sheet import Expected, Sheet, expected, is_same
from .slips import SLIPS, Slip


def plain(step: Line) -> Equation:
    """The step's equation without the 1/n that may be kept inside it."""
    return step.equation.equation if isinstance(step.equation, Shared) else step.equation


@functools.cache
def slips_on(equation: Equation, more: bool) -> list[Slip]:
    """The slips that happen on lines of an equation; more: those that need not show, too."""
    slips = [*SLIPS, *MORE_SLIPS] if more else list(SLIPS)
    slips.sort(key=lambda slip: not slip.on)  # those of any line last
    return [slip for slip in slips if not slip.on or equation in slip.on]


def slipped_steps(step: Line, sheet: Sheet, *, more: bool = False) -> Iterator[tuple[Slip, Line]]:
    """A line as each slip takes it; some may need quantities that the sheet does not have."""
    for slip in slips_on(plain(step), more):
        for wrong in slip.changed(step, sheet):
            yield slip, wrong


def slipped(
    step: Line,
    sheet: Sheet,
    values: Mapping[Any, float],
    units: Mapping[Any, float],
    right: Expected,
    *,
    more: bool = False,
) -> Iterator[tuple[Slip, Line, Expected]]:
    """A line as each slip takes it and what it comes to then.

    Slips that give the right number, 0 by cancelling or one too large for a float are left out.
    """
    for slip, wrong in slipped_steps(step, sheet, more=more):
        equation = wrong.equation
        if isinstance(equation, Scaled) and equation.equation == step.equation:
            found: Expected | None = right.times(equation.factor)
        else:
            found = expected(wrong, values, units)
        if (
            found
            and math.isfinite(found.centre)
            and not is_same(found.centre, right.centre)
            and not found.is_noise
        ):
            yield slip, wrong, found
