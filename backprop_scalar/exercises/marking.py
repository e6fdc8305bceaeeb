"""Marking answers that were worked out by hand.

An answer is right if it can be obtained from numbers that round to the ones written above it. So
every line is marked from the reader's own earlier answers v_i:

    centre     c = f(v_1, v_2, …)                         f the line's equation
    up         Σ_i (the larger of f(v_i ± h_i)) - c       h_i one unit in the last digit of v_i
    down       Σ_i c - (the smaller of f(v_i ± h_i))      asked for, or written if these are fewer;
                                                          0 for given numbers
    accepted   c - down - h ≤ answer ≤ c + up + h         h one unit in the last asked digit of it

Rounding every line, carrying all digits and cutting digits off all pass. What follows from an
earlier slip is no second one; nor is what is right in spite of it, marked by the same rule from the
right numbers: the reader's where they are right, else what the right ones above them give. A 0 that
comes from a wrong 0 is neither wrong nor counted.

What is not accepted may have fewer digits, be close, be one of the slips of `slips.py`, or have one
of the `explanations.py`.
"""

import enum
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ..activations import relu_slope
from ..functions import positive_part
from ..tracing.digits import places
from ..tracing.lines import Line, operands_of
from .explanations import (
    comes_from_a_copy,
    fits_a_slip_above,
    fits_another_number,
    gives,
    is_miscopied,
    written_digits,
)
from .sheet import (
    RIGHT_NUMBER,
    WRONG_LINE,
    Expected,
    Run,
    Sheet,
    Worked,
    is_same,
    unit,
    without_spaces,
)
from .slips import ROUNDED_INSIDE, Slip, plain, slipped

# Up to so many units from the centre, a wrong answer is put down to the calculator.
NEAR = 10
# Half a unit of the last place on a calculator that shows four decimals.
HALF_OF_SHOWN = 0.00005

_NO_SLIP = "This does not follow from the numbers above it, and it is none of the usual slips."
_A_DIGIT = "Perhaps a digit is wrong, or two are exchanged: compare this with your calculator."
_OR_A_DIGIT = "Or a digit was copied wrongly, here or from above."
_CLOSE = (
    "Arithmetic or rounding: close, but further off than rounding explains. Keep two more digits "
    "than you will report."
)
_NAME_FIRST = "This is marked as soon as the wrong line is found."
_FOLLOWS = "This line follows from the numbers above it: put them into its formula once more."
_NAME_IT = "This is no line of WORKED: write the name of a line as it stands there, in quotes."


class Verdict(enum.Enum):
    """What a teacher says of one line."""

    RIGHT = "right"
    CONSISTENT = "consistent"
    WRONG = "wrong"
    NOT_ANSWERED = "not answered"


ACCEPTED = (Verdict.RIGHT, Verdict.CONSISTENT)


class Marked(NamedTuple):
    """One line marked: the answer as given, the verdict, and what there is to say of it.

    counts: whether it belongs to the score; a 0 that comes from a wrong 0 does not; slips: the
    names of the slips that it looks like.
    """

    quantity: Any
    answer: Any
    verdict: Verdict
    message: str = ""
    counts: bool = True
    slips: tuple[str, ...] = ()


class NoNumber(NamedTuple):
    """In the place of an answer that is no number: what there is to say of it."""

    message: str
    verdict: Verdict = Verdict.WRONG


BLANK = NoNumber("", Verdict.NOT_ANSWERED)


class Marker:
    """Marks the lines of a sheet one after the other.

    own: the reader's own answers, wild ones too; right: these where they are right, else what the
    right numbers above them give. blame: for every quantity the wrong answers it follows from;
    marks: every mark so far; is_brief: whether an answer had too few digits.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.own = self.right = Run(sheet.given, dict.fromkeys(sheet.given, 0.0), sheet.digits)
        self.blame: dict[Any, list[Any]] = {}
        self.marks: dict[Any, Marked] = {}
        self.is_brief = False

    def mark(self, line: Line, answer: Any) -> Marked:
        """The mark of the answer to one line, a number or `NoNumber`."""
        q = line.quantity
        blame = _once(p for o in operands_of(line) for p in self.blame.get(o, ()))
        own = self.own.expected(line)
        right = (self.right.expected(line) if blame else own) or self.sheet.truth[q]
        self.right = self.right.standing_in(q, right)
        self.blame[q] = blame
        if isinstance(answer, NoNumber):
            self.own = self.own.standing_in(q, own or right)
            marked = Marked(q, answer, answer.verdict, answer.message)
        else:
            self.own = self.own.with_number(q, answer)
            marked = self._mark(line, answer, own, right)
        self.marks[q] = marked
        return marked

    def _mark(self, line: Line, number: float, own: Expected | None, right: Expected) -> Marked:
        """The mark of a number."""
        q, blame = line.quantity, self.blame[line.quantity]
        if zeros := [] if number else self._wrong_zeros(line, own):
            self.blame[q] = _once([*blame, *zeros])
            why = f"This is 0 because your {self._list(zeros)} is: work it out again after that."
            return Marked(q, number, Verdict.NOT_ANSWERED, why, counts=False)
        follows = own is not None and own.accepts(number)
        if right.accepts(number):
            # From a wrong number as well, it may be off by a little.
            if not (blame and follows):
                self.right = self.right.with_number(q, number)
                self.blame[q] = []
            return Marked(q, number, Verdict.RIGHT)
        if follows:
            return Marked(q, number, Verdict.CONSISTENT, f"Follows from your {self._list(blame)}.")
        self.blame[q] = [q]
        return self._not_accepted(line, number, own, right)

    def _wrong_zeros(self, line: Line, own: Expected | None) -> list[Any]:
        """The wrong zeros that make a line 0, which is then no work of its own.

        A slope of a ReLU is 0, too, where its activation is thought to be.
        """
        above = operands_of(line) if own and own.accepts(0.0) else []
        if line.equation == relu_slope:
            z_j = line.operands[0]
            others = self.sheet.lines.items()
            above += [q for q, other in others if other[1:] == (positive_part, (z_j,))]
        answered = [self.marks[q] for q in above if q in self.marks]
        return [m.quantity for m in answered if m.answer == 0 and m.verdict not in ACCEPTED]

    def _not_accepted(
        self, line: Line, number: float, own: Expected | None, right: Expected
    ) -> Marked:
        """The mark of a number that is not accepted, and what it looks like."""
        q = line.quantity
        slips = self.slips_of(line, number)
        is_near = own is not None and own.accepts(number, NEAR)
        short = is_short(number, right) or (own and is_short(number, own))
        # Who writes all digits elsewhere may have copied a short number.
        if short and (self.is_brief or is_near or not any(exact for _, exact in slips)):
            self.is_brief = True
            return self._short(q, number)
        if own is None:
            message = "This line has no value with your numbers above it."
            return Marked(q, number, Verdict.WRONG, message)
        if is_near:
            slips = [(slip, True) for slip in ROUNDED_INSIDE[:1] if self._rounds(line, number)]
        if slips:
            found = [slip for slip, _ in slips]
            message = _names(found)
            if not is_near and self._is_copied(line, number, own):
                message += f" {_OR_A_DIGIT}"
            names = tuple(slip.name for slip in found)
            return Marked(q, number, Verdict.WRONG, message, slips=names)
        if is_near:
            return Marked(q, number, Verdict.WRONG, _CLOSE)
        return self._unexplained(line, number, own)

    def _unexplained(self, line: Line, number: float, own: Expected) -> Marked:
        """The mark of a number that no slip of the line gives."""
        for p in operands_of(line) if number else ():
            if p in self.accepted and fits_a_slip_above(line, number, p, self.sheet, self.own):
                return self._again(line.quantity, number, p)
        message = _A_DIGIT if is_miscopied(number, own) else _NO_SLIP
        return Marked(line.quantity, number, Verdict.WRONG, message)

    @property
    def accepted(self) -> set[Any]:
        """What is right or consistent."""
        return {q for q, marked in self.marks.items() if marked.verdict in ACCEPTED}

    def _again(self, q: Any, number: float, above: Any) -> Marked:
        """The mark of a line that fits another number of a line above it."""
        name = self._list([above])
        words = f"This fits another {name} than yours: work this out again with your new {name}."
        return Marked(q, number, Verdict.NOT_ANSWERED, words)

    def look_again(self) -> None:
        """Put down as unfinished what no slip explains, but another number above it, in pairs."""
        accepted = self.accepted
        unexplained = [q for q, m in self.marks.items() if m.message in (_NO_SLIP, _A_DIGIT)]
        for pair in itertools.permutations(unexplained, 2):
            first, second = (self.sheet.lines[q] for q in pair)
            above = fits_another_number(first, second, accepted, self.own)
            if above is not None:
                self.marks |= {q: self._again(q, self.own.values[q], above) for q in pair}

    def _short(self, q: Any, number: float) -> Marked:
        """The mark of a number with too few digits."""
        asked = self.sheet.digits
        written = written_digits(number, asked)
        h = unit(number, written) or 2 * HALF_OF_SHOWN
        self.own = self.own.with_number(q, number, h)
        message = f"Right as far as it goes, but with {places(written)}; {asked} are asked for."
        return Marked(q, number, Verdict.NOT_ANSWERED, message)

    def slips_of(self, line: Line, number: float) -> list[tuple[Slip, bool]]:
        """The slips that give this number from the reader's own earlier ones, and if exactly.

        A slip of any line is left out where another comes to the same thing.
        """
        found: dict[str, tuple[Slip, float]] = {}
        for slip, value in slipped(line, self.sheet, self.own, more=True):
            if (
                value.accepts(number)
                and (number or not value.spread)  # about 0 is no evidence
                and math.isfinite(value.moves.down + value.moves.up)
                and (slip.on or not any(is_same(value.centre, c) for _, c in found.values()))
            ):
                found.setdefault(slip.name, (slip, value.centre))
        return [(slip, is_same(centre, number)) for slip, centre in found.values()]

    def _is_copied(self, line: Line, number: float, own: Expected) -> bool:
        """Whether a digit that was copied wrongly gives the number, here or from above."""
        return is_miscopied(number, own) or comes_from_a_copy(line, number, self.own)

    def _rounds(self, line: Line, number: float) -> bool:
        """Whether the number is what the line comes to when it is rounded inside as well."""
        return any(
            gives(wrong, number, self.own)
            for slip in ROUNDED_INSIDE
            if plain(line) in slip.on
            for wrong in slip.changed(line, self.sheet)
        )

    def _list(self, quantities: Sequence[Any]) -> str:
        return ", ".join(f"`{self.sheet.keys[quantity]}`" for quantity in quantities)


def _once(quantities: Iterable[Any]) -> list[Any]:
    """The quantities, each once, in order."""
    return list(dict.fromkeys(quantities))


def mark(sheet: Sheet, answers: Mapping[Any, Any]) -> list[Marked]:
    """Every line of a sheet marked; answers: a number for each quantity, a text for the name of the
    wrong line, `NoNumber` for anything else, and nothing where there is none."""
    if sheet.worked:
        named = _mark_name(sheet, sheet.worked, answers.get(WRONG_LINE, BLANK))
        number = _mark_corrected(sheet, sheet.worked, answers.get(RIGHT_NUMBER, BLANK))
        if named.verdict is not Verdict.RIGHT and number.verdict is not Verdict.NOT_ANSWERED:
            number = Marked(RIGHT_NUMBER, number.answer, Verdict.NOT_ANSWERED, _NAME_FIRST)
        return [named, number]
    marker = Marker(sheet)
    for q, line in sheet.lines.items():
        marker.mark(line, answers.get(q, BLANK))
    marker.look_again()
    return list(marker.marks.values())


def _names(slips: Sequence[Slip]) -> str:
    """The names of slips that give the same number, and their hints."""
    first, *others = (slip.name for slip in slips)
    names = ", or ".join([first, *(name[0].lower() + name[1:] for name in others)])
    return " ".join([f"{names}.", *dict.fromkeys(slip.hint for slip in slips)])


def _mark_name(sheet: Sheet, worked: Worked, answer: Any) -> Marked:
    """The mark of the name of the wrong line."""
    if isinstance(answer, NoNumber):
        return Marked(WRONG_LINE, answer, answer.verdict, answer.message)
    named = sheet.by_key.get(without_spaces(answer))
    if named == worked.wrong:
        return Marked(WRONG_LINE, answer, Verdict.RIGHT, f"{worked.slip}.")
    message = _FOLLOWS if named in worked.values else _NAME_IT
    return Marked(WRONG_LINE, answer, Verdict.WRONG, message)


def _mark_corrected(sheet: Sheet, worked: Worked, answer: Any) -> Marked:
    """The mark of the number that the wrong line should have."""
    marker, lines = Marker(sheet), sheet.lines.values()
    for line in itertools.takewhile(lambda line: line.quantity != worked.wrong, lines):
        marker.mark(line, BLANK)  # rounded as it stands there, or carried in full
    return marker.mark(sheet.lines[worked.wrong], answer)._replace(quantity=RIGHT_NUMBER)


def is_short(number: float, own: Expected) -> bool:
    """Whether the number is the right one, rounded or cut to fewer digits than are asked for.

    So is what a calculator that shows four decimals makes of a number, 0 included.
    """
    written = written_digits(number, own.run.digits)
    if written >= own.run.digits:
        return False
    off = abs(number - own.centre) - own.spread
    if round(number, 4) == number and off < HALF_OF_SHOWN:
        return True
    if not number:
        return False
    last = min(unit(number, written), unit(own.centre, written))
    is_cut = abs(number) < abs(own.centre) and off < last * (1 - 1e-9)
    return off <= last / 2 or is_cut
