"""The tables that pages have in common: lines worked out, and what is given."""

from collections.abc import Sequence

from ..tracing.lines import Line
from ..tracing.working import Working
from .page import Column, Page, as_typed


def line_table(page: Page, working: Working, lines: Sequence[Line]) -> None:
    """A row for each line: quantity, formula, with numbers, value, and the place in the note."""
    spelling, style = working.spelling, page.style
    page.table(
        [
            Column("quantity", "math"),
            Column("formula", "math"),
            Column("with numbers", "math"),
            Column("value", "number"),
            Column(as_typed(spelling.notation.name), "place"),
        ],
        [
            [
                style.spell(spelling.symbol(line.quantity)),
                working.formula(line, style),
                working.numbers(line, style),
                page.number(working.shown(line.quantity)),
                spelling.place(line.quantity),
            ]
            for line in lines
        ],
    )


def given_table(page: Page, working: Working) -> None:
    """Every given quantity, its value and what it is in words."""
    page.table(
        [Column("quantity", "math"), Column("value", "number"), Column("what it is")],
        [
            [
                page.style.spell(working.spelling.symbol(quantity)),
                page.number(working.shown(quantity)),
                working.words[quantity],
            ]
            for quantity in working.givens
        ],
    )


def rounding(digits: int) -> str:
    """The sentence on digits that goes under the first table."""
    return (
        f"Values are computed unrounded and shown with {digits} significant digits, operands "
        f"with more where a difference would lose them; given numbers of up to 12 digits are shown "
        f"in full."
    )
