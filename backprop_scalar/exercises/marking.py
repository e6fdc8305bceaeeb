"""Marking answers that were worked out by hand.

An answer is right if it can be obtained from numbers that round to the ones written above it. So
every line is marked from the reader's own earlier answers v_i:

    centre      c = f(v_1, v_2, …)                            f the line's equation
    spread      Σ_i |f(v_i + h_i) - f(v_i - h_i)| / 2         h_i one unit in the last asked digit
                                                              of v_i, 0 for given numbers
    accepted    |answer - c| ≤ spread + h                     h one such unit of the answer

Rounding every line, carrying all digits and cutting digits off all pass. What follows from an
earlier slip is no second one; nor is what is right in spite of it, marked by the same rule from the
true values. What is not accepted is compared with the slips of `slips.py`.
"""

import enum
import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from ..tracing.digits import Decimals, places
from ..tracing.lines import Line
from .sheet import (
    RIGHT_NUMBER,
    WRONG_LINE,
    Expected,
    Sheet,
    Worked,
    expected,
    operands_of,
    unit,
    without_spaces,
)
from .slips import Slip, slipped

# Up to so many units from the centre, a wrong answer is put down to the calculator.
NEAR = 10
# What a calculator that shows four decimals rounds to 0.
SMALLEST_SHOWN = 0.00005

_NAME_FIRST = "This is marked as soon as the wrong line is found."
_NAME_IT = "This is no line of WORKED: write the name of a line as it stands there, in quotes."


class Verdict(enum.Enum):
    """What a teacher says of one line."""

    RIGHT = "right"
    CONSISTENT = "consistent"
    WRONG = "wrong"
    NOT_ANSWERED = "not answered"


class Marked(NamedTuple):
    """One line marked: the answer as given, the verdict, and what there is to say of it.

    slips: the names of the slips that it looks like.
    """

    quantity: Any
    answer: Any
    verdict: Verdict
    message: str = ""
    slips: tuple[str, ...] = ()


class NoNumber(NamedTuple):
    """In the place of an answer that is no number: what is wrong, and whether it is just blank."""

    message: str
    blank: bool = False


class Marker:
    """Marks the lines of a sheet one after the other.

    values, units: what the lines below are marked from, the reader's own answers where they can
    be; blame: for every quantity the wrong answers it follows from.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.values = dict(sheet.given)
        self.units = dict.fromkeys(sheet.given, 0.0)
        self.blame: dict[Any, list[Any]] = {}

    def mark(self, step: Line, answer: Any) -> Marked:
        """The mark of the answer to one line; `...` is no answer."""
        behind = list(
            dict.fromkeys(q for operand in operands_of(step) for q in self.blame.get(operand, ()))
        )
        own = expected(step, self.values, self.units)
        number = as_number(answer)
        if isinstance(number, NoNumber):
            self._stand_in(step, own, behind)
            verdict = Verdict.NOT_ANSWERED if number.blank else Verdict.WRONG
            return Marked(step.quantity, answer, verdict, number.message)
        true = self.sheet.truth[step.quantity] if behind or not own else own
        if true.accepts(number, self.sheet.digits):
            self._carry(step, number, [])
            return Marked(step.quantity, answer, Verdict.RIGHT)
        if own and own.accepts(number, self.sheet.digits):
            self._carry(step, number, behind)
            follows = f"Follows from your {self._list(behind)}."
            return Marked(step.quantity, answer, Verdict.CONSISTENT, follows)
        return self._not_accepted(step, answer, number, own)

    def _not_accepted(self, step: Line, answer: Any, number: float, own: Expected | None) -> Marked:
        """The mark of a number that is not accepted, and what it looks like."""
        digits = self.sheet.digits
        verdict = Verdict.WRONG
        near = own is not None and own.accepts(number, digits, NEAR)
        slip = None if own is None or near else self.slip_of(step, number, own)
        if own is None:
            message = "This line has no value with your numbers above it."
        elif slip:
            message = f"{slip.name}. {slip.hint}"
        elif is_short(number, own, digits):
            verdict = Verdict.NOT_ANSWERED
            written = places(digits, written_digits(number, digits))
            message = f"Right as far as it goes, but with {written}; {digits} are asked for."
        elif near:
            message = (
                "Arithmetic or rounding: close, but further off than rounding explains. Keep two "
                "more digits than you will report."
            )
        else:
            message = (
                "This does not follow from the numbers above it, and it is none of the usual slips."
            )
        self._carry(step, number, [step.quantity])
        slips = (slip.name,) if slip else ()
        return Marked(step.quantity, answer, verdict, message, slips)

    def slip_of(self, step: Line, number: float, own: Expected) -> Slip | None:
        """The first slip that gives this number from the reader's own earlier ones."""
        for slip, _, found in slipped(step, self.sheet, self.values, self.units, own):
            if found.accepts(number, self.sheet.digits):
                return slip
        return None

    def _carry(self, step: Line, number: float, blame: list[Any]) -> None:
        """Mark what comes after from the reader's number."""
        self.values[step.quantity] = number
        self.units[step.quantity] = unit(number, self.sheet.digits)
        self.blame[step.quantity] = blame

    def _stand_in(self, step: Line, own: Expected | None, blame: list[Any]) -> None:
        """Mark what comes after from what the reader's earlier numbers give, or else the truth."""
        found = own or self.sheet.truth[step.quantity]
        self.values[step.quantity] = found.centre
        self.units[step.quantity] = found.spread + unit(found.centre, self.sheet.digits)
        self.blame[step.quantity] = blame if own else []

    def _list(self, quantities: list[Any]) -> str:
        return ", ".join(f"`{self.sheet.keys[quantity]}`" for quantity in quantities)


def mark(sheet: Sheet, answers: Mapping[Any, Any]) -> list[Marked]:
    """Every line of a sheet marked; answers by quantity, `...` or missing where there is none."""
    if sheet.worked:
        named = _mark_name(sheet, sheet.worked, answers.get(WRONG_LINE, ...))
        number = _mark_corrected(sheet, sheet.worked, answers.get(RIGHT_NUMBER, ...))
        if named.verdict is not Verdict.RIGHT and number.verdict is not Verdict.NOT_ANSWERED:
            number = Marked(RIGHT_NUMBER, number.answer, Verdict.NOT_ANSWERED, _NAME_FIRST)
        return [named, number]
    marker = Marker(sheet)
    return [marker.mark(step, answers.get(q, ...)) for q, step in sheet.lines.items()]


def _mark_name(sheet: Sheet, worked: Worked, answer: Any) -> Marked:
    """The mark of the name of the wrong line."""
    if answer is ... or answer is None:
        return Marked(WRONG_LINE, answer, Verdict.NOT_ANSWERED)
    if isinstance(answer, NoNumber):
        verdict = Verdict.NOT_ANSWERED if answer.blank else Verdict.WRONG
        return Marked(WRONG_LINE, answer, verdict, answer.message)
    if not isinstance(answer, str):
        return Marked(WRONG_LINE, answer, Verdict.WRONG, _NAME_IT)
    named = sheet.by_key.get(without_spaces(answer))
    if named == worked.wrong:
        return Marked(WRONG_LINE, answer, Verdict.RIGHT, f"{worked.slip}.")
    message = (
        "This line follows from the numbers above it: put them into its formula once more."
        if named in worked.values
        else _NAME_IT
    )
    return Marked(WRONG_LINE, answer, Verdict.WRONG, message)


def _mark_corrected(sheet: Sheet, worked: Worked, answer: Any) -> Marked:
    """The mark of the number that the wrong line should have."""
    marker = Marker(sheet)
    for q in sheet.lines:
        if q == worked.wrong:
            break
        marker.mark(sheet.lines[q], ...)  # rounded as it stands there, or carried in full
    return marker.mark(sheet.lines[worked.wrong], answer)._replace(quantity=RIGHT_NUMBER)


def as_number(answer: Any) -> float | NoNumber:
    """The answer as a finite float, or what is wrong with it."""
    if isinstance(answer, NoNumber):
        return answer
    if answer is ...:
        return NoNumber("", blank=True)
    if answer is None:
        return NoNumber("None is no answer: put a number in its place.", blank=True)
    if isinstance(answer, bool) or not isinstance(answer, (int, float, Fraction)):
        return NoNumber(f"{_kind(answer)} is no answer: put a number in its place.")
    try:
        number = float(answer)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        return NoNumber(f"{number} is no answer: put a finite number in its place.")
    return number


def _kind(answer: Any) -> str:
    if isinstance(answer, bool):
        return str(answer)
    kinds = {str: "A text", complex: "A complex number", list: "A list"}
    return kinds.get(type(answer), f"An answer of the type {type(answer).__name__}")


def written_digits(number: float, asked: int = 0) -> int:
    """How many significant digits a number is written with, or decimals if those are asked for.

    >>> written_digits(0.0375), written_digits(-12.5), written_digits(-12.5, Decimals(4))
    (3, 3, 1)
    """
    if isinstance(asked, Decimals):
        return len(f"{number:.12f}".rstrip("0").partition(".")[2])
    digits = f"{number:.12g}".lstrip("-").partition("e")[0].replace(".", "").lstrip("0")
    return len(digits)


def is_short(number: float, own: Expected, digits: int) -> bool:
    """Whether the number is the right one, rounded or cut to fewer digits than are asked for.

    So is the 0 of a calculator that shows four decimals, for a number that is smaller.
    """
    if not number:
        return 0 < abs(own.centre) < SMALLEST_SHOWN
    written = type(digits)(written_digits(number, digits))
    last = min(unit(number, written), unit(own.centre, written))
    off = abs(number - own.centre) - own.spread
    is_rounded = off <= last / 2
    is_cut = abs(number) < abs(own.centre) and off < last * (1 - 1e-9)
    return written < digits and (is_rounded or is_cut)
