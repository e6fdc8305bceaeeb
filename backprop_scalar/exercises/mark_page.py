"""The page of the command mark: every line of a worksheet with its verdict, and the score."""

from collections import Counter
from typing import Any

from ..network import counted
from ..tracing.pages import Column, Page
from ..tracing.tables import as_given
from .answers import FilledIn
from .marking import NoNumber, Verdict, as_number


def mark_page(page: Page, filled: FilledIn) -> bool:
    """A table of every line, and the score; whether nothing is wrong."""
    sheet = filled.assignment.sheet
    page.heading(f"{filled.assignment.title}: marked", 1)
    page.table(
        [
            Column("quantity", "math"),
            Column("your answer", "number"),
            Column("verdict"),
            Column("what to look at"),
        ],
        [
            [
                page.style.spell(sheet.name(marked.quantity)),
                _shown(page, marked.answer, sheet.digits),
                marked.verdict.value,
                marked.message,
            ]
            for marked in filled.marks
        ],
    )
    page.text(score(filled))
    page.text(f"The solution: python -m backprop_scalar {filled.assignment.solution}")
    return all(marked.verdict is not Verdict.WRONG for marked in filled.marks)


def score(filled: FilledIn) -> str:
    """How many lines of the sheet count, and how many of each verdict there are."""
    marks = filled.marks[: len(filled.assignment.sheet.asked)]
    found = Counter(marked.verdict for marked in marks if marked.counts)
    counting = found[Verdict.RIGHT] + found[Verdict.CONSISTENT]
    parts = [f"{found[verdict]} {verdict.value}" for verdict in Verdict if found[verdict]]
    if left_out := len(marks) - found.total():
        parts.append(f"{left_out} not counted")
    return f"Score: {counting} of {counted(found.total(), 'line')} ({', '.join(parts)})."


def _shown(page: Page, answer: Any, digits: int) -> str:
    """The answer, if it is a number; the message speaks of any other."""
    number = as_number(answer)
    return "" if isinstance(number, NoNumber) else page.number(as_given(number, digits))
