"""The page of the command mark: every line of a worksheet with its verdict, and the score."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..network import counted
from ..tracing.pages import Column, Page
from ..tracing.tables import as_given
from .answers import FilledIn
from .marking import Marked, NoNumber, Verdict

LONGEST_ANSWER = 20


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
    page.text(score(filled.marks))
    page.text(f"The solution: python -m backprop_scalar {filled.assignment.solution}")
    return all(marked.verdict is not Verdict.WRONG for marked in filled.marks)


def score(marks: Sequence[Marked]) -> str:
    """How many answers count, and how many of each verdict there are."""
    found = Counter(marked.verdict for marked in marks)
    counting = found[Verdict.RIGHT] + found[Verdict.CONSISTENT]
    parts = [f"{found[verdict]} {verdict.value}" for verdict in Verdict if found[verdict]]
    return f"Score: {counting} of {counted(len(marks), 'line')} ({', '.join(parts)})."


def _shown(page: Page, answer: Any, digits: int) -> str:
    """The answer as far as it fits into a cell."""
    if answer is ... or isinstance(answer, NoNumber):
        return ""
    if isinstance(answer, float):
        return page.number(as_given(answer, digits))
    return str(answer)[:LONGEST_ANSWER]
