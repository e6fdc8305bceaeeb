"""The tables that pages have in common: lines worked out, and what is given."""

from collections.abc import Sequence

from ..notes.quantities import identifier
from ..tracing.lines import Line, operands_of
from ..tracing.working import Working
from .page import Column, Page, as_typed
from .web import About


def line_table(page: Page, working: Working, lines: Sequence[Line]) -> None:
    """A row for each line: quantity, formula, with numbers, value, and the place in the note."""
    spelling, style, part = working.spelling, page.style, page.part_of(working)
    written = [Column(heading, "math") for heading in ("quantity", "formula", "with numbers")]
    place = Column(as_typed(spelling.notation.name), "place")
    page.table(
        [*written, *numbers("value"), place],
        [
            [
                working.symbol(line.quantity, style),
                working.formula(line, style),
                working.numbers(line, style),
                working.shown(line.quantity),
                spelling.place(line.quantity),
            ]
            for line in lines
        ],
        [
            About(part, identifier(line.quantity), tuple(map(identifier, operands_of(line))))
            for line in lines
        ],
    )


def given_table(page: Page, working: Working) -> None:
    """Every given quantity, its value and what it is in words."""
    part = page.part_of(working)
    page.table(
        [Column("quantity", "math"), *numbers("value"), Column("what it is")],
        [
            [
                working.symbol(quantity, page.style),
                working.shown(quantity),
                working.words[quantity],
            ]
            for quantity in working.givens
        ],
        [About(part, identifier(quantity)) for quantity in working.givens],
    )


def numbers(*headings: str) -> list[Column]:
    """Columns of numbers."""
    return [Column(heading, "number") for heading in headings]


def rounding(digits: int) -> str:
    """The sentence on digits that goes under the first table."""
    return (
        f"Values are computed unrounded and shown with {digits} significant digits, operands "
        f"with more where a difference would lose them; given numbers of up to 12 digits are shown "
        f"in full."
    )
