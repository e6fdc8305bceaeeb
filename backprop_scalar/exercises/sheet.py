"""A worksheet as data: what is given, and the lines that are asked for.

The lines are the `Line`s of the trace, so what is marked is what is traced. `sheet_of_problem`
makes a sheet of a training step, `sheet_of_calculation` of any other calculation.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from .. import equations
from ..checks import ProblemError
from ..costs import CrossEntropy
from ..notes.quantities import AnyQuantity, Named
from ..notes.quantities import Quantity as Q
from ..notes.spelling import Spelling
from ..notes.symbols import typed
from ..pages.trace import phase_title
from ..problem import Problem
from ..tracing.calculation import Calculation
from ..tracing.digits import Decimals, as_given, significant
from ..tracing.lines import (
    Line,
    NoValue,
    numbers_of,
    operands_of,
    result_of,
    value_of,
)
from ..tracing.styles import ASCII
from ..tracing.training_step import Phase, given_values, training_step
from ..tracing.working import Working

DIGITS = 4
# What is asked for where a solution with a slip is given.
WRONG_LINE, RIGHT_NUMBER = Named(typed("wrong line")), Named(typed("its right number"))
# What floats may leave of a sum that is 0.
DUST = 1e-14

Part = tuple[str, list[Line]]
Numbers = Mapping[Any, float]


@dataclass(frozen=True)
class Worked:
    """A solution with a slip in it: the value of every line, the line that is wrong, and how."""

    values: Numbers
    wrong: Any
    slip: str


@dataclass(frozen=True)
class Sheet:
    """Given numbers, and lines to be worked out from them one after the other.

    given: the number of each given quantity; words: what it is; parts: the lines under their
    headings; spelling: whose letters these are, and where that note has the equations; digits: how
    many significant ones are asked for, or how many `Decimals`; worked: where the lines are worked
    out already, and the wrong one is asked for.
    """

    given: Numbers
    words: Mapping[Any, str]
    parts: Sequence[Part]
    spelling: Spelling
    digits: int = DIGITS
    worked: Worked | None = None

    @cached_property
    def lines(self) -> dict[Any, Line]:
        """The line of every quantity that is asked for, in order."""
        return {line.quantity: line for _, lines in self.parts for line in lines}

    @property
    def asked(self) -> list[Any]:
        """What is to be answered: every line, or the name of the wrong one and its number."""
        return [WRONG_LINE, RIGHT_NUMBER] if self.worked else list(self.lines)

    def spelled(self, quantity: AnyQuantity) -> str:
        """The quantity in the note's letters."""
        return str(self.spelling.symbol(quantity))

    @cached_property
    def keys(self) -> dict[Any, str]:
        """Every quantity as it stands on the sheet, in Unicode."""
        spelled = {quantity: self.spelled(quantity) for quantity in [*self.given, *self.lines]}
        return spelled | {asked: asked.spelled for asked in (WRONG_LINE, RIGHT_NUMBER)}

    def name(self, quantity: Any) -> str:
        """The quantity as it stands on the sheet, or as it is named where it does not."""
        return self.keys.get(quantity) or str(quantity.spelled)

    @cached_property
    def by_key(self) -> dict[str, Any]:
        """Every quantity by its spellings, in Unicode and in ASCII, spaces left out."""
        found: dict[str, Any] = {}
        for quantity, key in self.keys.items():
            found |= {without_spaces(text): quantity for text in (key, ASCII.spell(key))}
        return found

    @cached_property
    def working(self) -> Working:
        """Every line worked out. Raises ProblemError, naming the line, for one without a value."""
        working = Working(self.spelling, self.digits, dict(self.given), self.words)
        for line in self.lines.values():
            try:
                working.work_out(line)
            except NoValue as error:
                raise ProblemError(
                    f"{self.spelled(line.quantity)} {error}; take smaller inputs, targets, weights "
                    f"or learning rate eta"
                ) from None
        return working

    @property
    def values(self) -> Mapping[AnyQuantity, float]:
        """Every value, unrounded. Raises ProblemError as `working` does."""
        return self.working.values

    @cached_property
    def updates(self) -> list[Line]:
        """The lines of the updates, in order."""
        return [line for line in self.lines.values() if line.equation == equations.step_down]

    @cached_property
    def solution(self) -> "Run":
        """The right values, each as uncertain as one unit of its last asked digit; given numbers
        are certain."""
        units = {quantity: unit(self.values[quantity], self.digits) for quantity in self.lines}
        return Run(self.values, dict.fromkeys(self.given, 0.0) | units, self.digits)

    @cached_property
    def truth(self) -> dict[Any, "Expected"]:
        """What every line comes to from the right values of the lines above it."""
        found = {quantity: self.solution.expected(line) for quantity, line in self.lines.items()}
        return {quantity: value for quantity, value in found.items() if value}


def without_spaces(text: str) -> str:
    """The text as keys are compared by."""
    return "".join(text.split())


def unit(x: float, digits: int) -> float:
    """One unit of the last of so many significant digits of x, 0 for x = 0; or of its decimals.

    >>> unit(0.5933, 4), unit(-12.0, 3), unit(0.0, 4), unit(0.0, Decimals(4))
    (0.0001, 0.1, 0.0, 0.0001)
    """
    if isinstance(digits, Decimals):
        return 10.0**-digits
    return 10.0 ** (math.floor(math.log10(abs(x))) - digits + 1) if x else 0.0


def rounded(x: float, digits: int) -> float:
    """x rounded to so many significant digits, or decimals."""
    return float(significant(x, digits))


def evaluated(line: Line, values: Numbers) -> float | None:
    """The line's value from those of its operands; None where it has none."""
    try:
        return value_of(line, values)
    except NoValue:
        return None


def _end(line: Line, values: Numbers) -> float | None:
    """The same of moved values, what floats leave of a sum that is 0 included."""
    try:
        return result_of(line.equation, numbers_of(line.operands, values))
    except NoValue:
        return None


@dataclass(frozen=True)
class Run:
    """A number for every quantity so far, how uncertain each is, and the digits asked for."""

    values: Numbers
    units: Numbers
    digits: int

    def expected(self, line: Line) -> "Expected | None":
        """What a line comes to from these numbers; None where it has no value."""
        centre = evaluated(line, self.values)
        return None if centre is None else Expected(line, centre, self)

    def with_number(self, quantity: Any, number: float, h: float | None = None) -> "Run":
        """The same with this number, h or one unit of its last asked digit uncertain."""
        h = unit(number, self.digits) if h is None else h
        values, units = {**self.values, quantity: number}, {**self.units, quantity: h}
        return Run(values, units, self.digits)

    def standing_in(self, quantity: Any, found: "Expected") -> "Run":
        """The same with what a line comes to, as it may have been rounded on paper."""
        h = found.spread + unit(found.centre, self.digits)
        return self.with_number(quantity, found.centre, h)


class Moves(NamedTuple):
    """How far a line's uncertain operands may move it together.

    spread: up and down on average; down, up: either way, infinite where it may grow beyond bounds.
    """

    spread: float
    down: float
    up: float


@dataclass(frozen=True)
class Expected:
    """What a line comes to from the numbers v_i of a run, each uncertain by its unit h_i."""

    line: Line
    centre: float
    run: Run

    @cached_property
    def moves(self) -> Moves:
        """Σ_i |f(v_i + h_i) - f(v_i - h_i)| / 2, and the sums of what leads up and what leads down.

        Where there is no value on one side, as for ln(1 - a) beside a = 1, the line goes beyond all
        bounds on that side; for the spread the other one counts.
        """
        spread = down = up = 0.0
        values = {q: self.run.values[q] for q in operands_of(self.line)}
        for q, value in values.items():
            h = self.run.units[q]
            above, below = (
                self.centre if moved == value else _end(self.line, {**values, q: moved})
                for moved in (value + h, value - h)
            )
            found = [0.0, *(end - self.centre for end in (above, below) if end is not None)]
            low, high = -min(found), max(found)
            if above is None or below is None:
                spread += low + high
                low, high = (math.inf if high > low else low), (math.inf if low > high else high)
            else:
                spread += abs(above - below) / 2
            down, up = down + low, up + high
        return Moves(spread, down, up)

    @property
    def spread(self) -> float:
        """How far the line's uncertain operands move it, up and down on average."""
        return self.moves.spread

    def accepts(self, answer: float, units: float = 1) -> bool:
        """Whether the answer is in reach, give or take so many units of its last asked digit."""
        off = answer - self.centre
        allowed = units * unit(answer, self.run.digits)
        if not (answer and self.centre):
            allowed += DUST
        allowed += self.moves.up if off > 0 else self.moves.down
        return abs(off) <= allowed * (1 + 1e-9)


def is_same(x: float, y: float) -> bool:
    """Whether two numbers differ by rounding errors of floats at most."""
    return math.isclose(x, y, rel_tol=1e-9)


def sheet_of_problem(
    problem: Problem,
    note: str = "",
    *,
    left_out: Collection[str] = (),
    handed: Collection[int] = (),
) -> Sheet:
    """One training step of a problem, in the letters of `note`, or else of its own.

    left_out: kinds of lines that are not on the sheet; handed: examples whose lines are given,
    rounded to the digits asked for, instead of asked. Given numbers that no line uses are left out.
    """
    spelling = Spelling.of(problem, note)
    digits = Decimals(problem.decimals) if problem.decimals else problem.digits or DIGITS
    values: dict[Any, float] = {
        quantity: float(as_given(value, digits))
        for quantity, value in given_values(problem, problem.network).items()
    }
    given, parts = dict(values), []
    for phase in training_step(problem, problem.network, inside=spelling.notation.inside):
        lines = []
        for line in _without_logarithms(phase, problem, values):
            quantity: Any = line.quantity
            if quantity.kind in left_out:
                continue
            values[quantity] = evaluated(line, values) or 0.0
            if quantity.i in handed:
                given[quantity] = values[quantity] = rounded(values[quantity], digits)
            else:
                lines.append(line)
        if lines:
            parts.append((phase_title(phase, spelling), lines))
    used = {q for _, lines in parts for line in lines for q in operands_of(line)}
    given = {quantity: value for quantity, value in given.items() if quantity in used}
    return Sheet(given, {q: spelling.words(q) for q in given}, parts, spelling, digits)


def _without_logarithms(phase: Phase, problem: Problem, values: Numbers) -> list[Line]:
    """The lines of a phase, a cross-entropy taken from the activations as one does by hand.

    Where they are saturated and their logarithms lost, it is taken from the weighted inputs, as in
    a trace.
    """
    if phase.name != "cost" or not isinstance(problem.cost, CrossEntropy):
        return phase.lines
    L, outputs = len(problem.network.layers), range(problem.network.widths[-1])
    z, a = ([Q(kind, L, j, i=phase.example) for j in outputs] for kind in "za")
    y = [Q("y", None, j, i=phase.example) for j in outputs]
    by_hand = Line(phase.lines[-1].quantity, problem.cost.value, (a, y))
    value = evaluated(by_hand, values)
    traced = problem.cost.value_from_z(*numbers_of((z, y), values))
    is_kept = value is not None and math.isclose(value, traced, rel_tol=1e-6)
    return [by_hand] if is_kept else phase.lines


def sheet_of_calculation(calculation: Calculation, headings: Mapping[int, str]) -> Sheet:
    """The lines of a calculation; headings: by the number of lines before each."""
    lines, working = calculation.lines, calculation.working
    ends = pairwise([*headings, len(lines)])
    parts = [(headings[start], lines[start:end]) for start, end in ends]
    return Sheet(working.givens, calculation.words, parts, working.spelling, working.digits)
