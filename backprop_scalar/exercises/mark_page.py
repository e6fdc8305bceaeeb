"""The page of one worksheet that was marked: every line with its verdict, and the score."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ..pages.page import Column, Page
from ..tracing.digits import as_given
from ..wording import number_of
from .answers import FilledIn
from .marking import Marked, NoNumber, Verdict, as_number

# So many runs of lines that are not read are named.
MOST_RUNS = 5


def mark_page(page: Page, filled: FilledIn, *, only_next: bool = False) -> None:
    """A table of every line and the score; or only the first line that needs work."""
    first = to_do(filled)
    if only_next:
        if first:
            _verdicts(page, filled, [first])
        else:
            page.text(score(filled))
        return
    page.heading(f"{filled.assignment.title}: marked", 1)
    if filled.name:
        page.text(f"Name: {filled.name}.")
    if "PROBLEM" in filled.assignment.header:
        page.text(_held_to(filled))
    _verdicts(page, filled, filled.marks)
    page.text(score(filled))
    if filled.unread:
        page.text(unread(filled))
    page.text(f"The solution: python -m backprop_scalar {filled.assignment.command}")


def _verdicts(page: Page, filled: FilledIn, marks: Sequence[Marked]) -> None:
    sheet = filled.assignment.sheet
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
            for marked in marks
        ],
    )


def to_do(filled: FilledIn) -> Marked | None:
    """The first line that needs work: a wrong one, or else one that is not answered."""
    done = (Verdict.RIGHT, Verdict.CONSISTENT)
    return next((marked for marked in filled.marks if marked.verdict not in done), None)


def exit_status(marks: Iterable[Marked]) -> int:
    """1 where an answer is wrong, else 3 where one is missing, else 0."""
    verdicts = {marked.verdict for marked in marks}
    return 1 if Verdict.WRONG in verdicts else 3 if Verdict.NOT_ANSWERED in verdicts else 0


def verdicts_of(filled: FilledIn) -> Counter[Verdict]:
    """How many lines of the sheet have each verdict, those that do not count left out."""
    return Counter(marked.verdict for marked in filled.own_marks if marked.counts)


def score(filled: FilledIn) -> str:
    """How many lines of the sheet count, and how many of each verdict there are."""
    found = verdicts_of(filled)
    counting, lines = found[Verdict.RIGHT] + found[Verdict.CONSISTENT], found.total()
    parts = [f"{found[verdict]} {verdict.value}" for verdict in Verdict if found[verdict]]
    if left_out := len(filled.own_marks) - lines:
        parts.append(f"{left_out} not counted")
    return f"Score: {counting} of {number_of(lines, 'line')} ({', '.join(parts)})."


def unread(filled: FilledIn) -> str:
    """Which lines of the file are no part of a sheet."""
    first, *more = runs(filled.unread)
    lines = ", ".join([first, *more][:MOST_RUNS]) + (" and more" if more[MOST_RUNS - 1 :] else "")
    return (
        f"Not read: {'lines' if filled.unread[1:] else 'line'} {lines}. A sheet is not run: "
        f"beside its own lines it may have comments, and names for numbers, such as z = 0.3*0.4, "
        f"above ANSWERS."
    )


def runs(numbers: Sequence[int]) -> list[str]:
    """Whole numbers in rising order, those that follow each other as one.

    >>> runs([3, 5, 6, 7])
    ['3', '5-7']
    """
    ends: list[list[int]] = []
    for number in numbers:
        if ends and number == ends[-1][1] + 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in ends]


def _held_to(filled: FilledIn) -> str:
    """Whose numbers a sheet of one's own problem was marked by."""
    if filled.problem:
        return f"Marked by the problem in {filled.problem}."
    sheet = filled.assignment.sheet
    numbers = ", ".join(
        f"`{sheet.keys[quantity]}` = {as_given(value, sheet.digits)}"
        for quantity, value in sheet.given.items()
    )
    return (
        f"Marked by the numbers that the sheet itself gives (mark --problem FILE compares them "
        f"with a file of yours): {numbers}."
    )


def _shown(page: Page, answer: Any, digits: int) -> str:
    """The answer, if it is a number; the message speaks of any other."""
    number = as_number(answer)
    return "" if isinstance(number, NoNumber) else page.number(as_given(number, digits))
