"""Lines worked out, and read as text: in whose letters, to how many digits."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..notes.quantities import AnyQuantity
from ..notes.spelling import Spelling
from .digits import as_given, significant
from .lines import Line, magnitude_of, value_of
from .styles import UNICODE
from .written import Style, Written, eliding

# Sums of more terms are shown by their first two and their last; the numbers longer than the
# symbols, for a calculator needs them all.
MOST_SYMBOLS = 5
MOST_NUMBERS = 12
# A float has no more digits to show.
MOST_DIGITS = 16


class TracedLine(NamedTuple):
    """All that a table shows of a line: the quantity in the note's letters, the equation of the
    symbols and of the digits, the value unrounded and as it is shown, the place in the note."""

    quantity: AnyQuantity
    symbol: str
    formula: str
    numbers: str
    value: float
    digits: str
    place: str


@dataclass
class Working:
    """What a calculation starts from, and the value of every quantity so far.

    spelling: whose letters, and where that note has the equations; digits: the significant digits
    shown; givens: the quantities that are given; words: what each of them is; values: all of them.
    """

    spelling: Spelling
    digits: int
    givens: dict[AnyQuantity, float] = field(default_factory=dict)
    words: Mapping[AnyQuantity, str] = field(default_factory=dict)
    values: dict[AnyQuantity, float] = field(init=False)

    def __post_init__(self) -> None:
        self.values = dict(self.givens)

    def work_out(self, line: Line) -> None:
        """Add the value of the line's quantity. Raises NoValue as `value_of` does."""
        self.values[line.quantity] = value_of(line, self.values)

    def shown(self, quantity: AnyQuantity, more: int = 0) -> str:
        """A quantity's digits: given data as typed, computed values rounded; more: digits more."""
        value = self.values[quantity]
        digits = type(self.digits)(min(self.digits + more, MOST_DIGITS))
        if quantity in self.givens:
            return as_given(value, digits)
        text = significant(value, self.digits)
        return text if float(text) == value else significant(value, digits)

    def formula(self, line: Line, style: Style = UNICODE) -> str:
        """The line's equation of the symbols of its operands."""
        style = eliding(style, MOST_SYMBOLS)
        return _text(line.read(lambda quantity: self.symbol(quantity, style)), style)

    def numbers(self, line: Line, style: Style = UNICODE) -> str:
        """The line's equation of the digits of its operands.

        Where nearly equal numbers cancel, they have as many more digits as are lost.
        """
        style, more = eliding(style, MOST_NUMBERS), self._lost_digits(line)

        def digits(quantity: AnyQuantity) -> Written:
            return style.named(style.number(self.shown(quantity, more)), quantity)

        return _text(line.read(digits), style)

    def symbol(self, quantity: AnyQuantity, style: Style = UNICODE) -> Written:
        """The quantity in the note's letters."""
        return style.named(style.written(self.spelling.symbol(quantity)), quantity)

    def traced(self, line: Line) -> TracedLine:
        """A line that is worked out, read."""
        quantity, spelling = line.quantity, self.spelling
        return TracedLine(
            quantity,
            str(spelling.symbol(quantity)),
            self.formula(line),
            self.numbers(line),
            self.values[quantity],
            self.shown(quantity),
            spelling.place(quantity),
        )

    def _lost_digits(self, line: Line) -> int:
        value = abs(self.values[line.quantity])
        size = magnitude_of(line, self.values) if value else 0.0
        return max(0, int(math.log10(size / value))) if 0 < size < math.inf else 0


def _text(written: object, style: Style) -> str:
    # An equation without operands, the slope of the identity, is a plain number.
    return str(written if isinstance(written, Written) else style.number(f"{written:g}"))
