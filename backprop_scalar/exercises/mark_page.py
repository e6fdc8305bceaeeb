"""The page of one worksheet that was marked: every line with its verdict, and the score."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..pages.page import Column, Page
from ..tracing.digits import as_given
from ..wording import number_of
from .answers import FilledIn
from .marking import ACCEPTED, Marked, Verdict

# So many of the lines that are not read are named.
MOST_UNREAD = 5


def mark_page(page: Page, filled: FilledIn, *, only_next: bool = False) -> None:
    """A table of every line and the score; or only the first line that needs work."""
    if only_next:
        to_do = [marked for marked in filled.marks if marked.verdict not in ACCEPTED]
        if to_do:
            _verdicts(page, filled, to_do[:1])
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
    command = filled.assignment.command.replace("FILE.toml", filled.problem or "FILE.toml")
    page.text(f"The solution: python -m backprop_scalar {command}")


def _verdicts(page: Page, filled: FilledIn, marks: Sequence[Marked]) -> None:
    sheet = filled.assignment.sheet
    columns = [Column("quantity", "math"), Column("your answer", "number")]
    rows = []
    for marked in marks:
        # Of an answer that is no number the message speaks.
        is_number = isinstance(marked.answer, float)
        shown = as_given(marked.answer, sheet.digits) if is_number else ""
        name = page.style.spell(sheet.name(marked.quantity))
        rows.append([name, shown, marked.verdict.value, marked.message])
    page.table([*columns, Column("verdict"), Column("what to look at")], rows)


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
    counting, lines = sum(found[verdict] for verdict in ACCEPTED), found.total()
    parts = [f"{found[verdict]} {verdict.value}" for verdict in Verdict if found[verdict]]
    if left_out := len(filled.own_marks) - lines:
        parts.append(f"{left_out} not counted")
    said = f"Score: {counting} of {number_of(lines, 'line')} ({', '.join(parts)})."
    more = len(filled.marks) - len(filled.own_marks)
    return f"{said} Not of the sheet: {number_of(more, 'line')}." if more else said


def unread(filled: FilledIn) -> str:
    """Which lines of the file are no part of a sheet."""
    lines = ", ".join(map(str, filled.unread[:MOST_UNREAD]))
    lines += " and more" if filled.unread[MOST_UNREAD:] else ""
    return (
        f"Not read: {'lines' if filled.unread[1:] else 'line'} {lines}. A sheet is not run: "
        f"beside its own lines it may have comments, and names for numbers, such as z = 0.3*0.4, "
        f"above ANSWERS."
    )


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
