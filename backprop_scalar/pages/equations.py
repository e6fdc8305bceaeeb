"""The pages of the commands equation and equations: where an equation of the notes is here."""

import re

from ..notes.notation import Entry, notation_of
from ..problem import NOTES, ProblemError
from ..tracing.styles import ASCII
from .page import Column, Page


def labels(place: str) -> set[str]:
    """The labels in a place that a table cites, ranges written out.

    >>> sorted(labels("cf. (41)-(43), BP2"))
    ['(41)', '(42)', '(43)', 'BP2']
    """
    found = set()
    for part in place.removeprefix("cf. ").split(", "):
        span = re.fullmatch(r"\((\d+)\)-\((\d+)\)", part)
        if span:
            found |= {f"({number})" for number in range(int(span[1]), int(span[2]) + 1)}
        elif part:
            found.add(part)
    return found


def find(note: str, number: str) -> list[Entry]:
    """The equations that a reader may mean by a number or label; more than one where a note uses
    the number twice. Raises ProblemError where there is none.
    """
    wanted = _plain(number)
    found = [entry for entry in notation_of(note).equations if wanted in _names(entry.label)]
    if not found:
        raise ProblemError(
            f"{note} has no numbered or labelled equation {number!r}; "
            f"see python -m backprop_scalar equations {note}"
        )
    return found


def _names(label: str) -> set[str]:
    """What a reader may call a label: the whole, its last word, the line of Algorithm 1."""
    last = label.rpartition(" ")[2]
    return {_plain(name) for name in (label, last, last.removeprefix("1."))}


def _plain(label: str) -> str:
    """A label without what a reader may leave out, its signs spelled in ASCII."""
    label = re.sub(r"^(cf\. )?(before |after )?(eq:)?", "", label)
    return re.sub(r"[()\s]", "", ASCII.spell_letters(label)).casefold()


def equation_page(page: Page, note: str, number: str) -> None:
    """What one equation computes, which function has it, which walkthrough prints it."""
    for entry in find(note, number):
        page.heading(f"{note} {entry.label}", 1)
        page.text(f"`{entry.formula}`")
        page.text(f"What it computes: {entry.computes}.")
        page.table(
            [Column("here as"), Column("with numbers")],
            [[entry.function, f"python walkthroughs/{entry.walkthrough}"]],
        )


def equations_page(page: Page, note: str = "") -> None:
    """The equations of a note, or of all five."""
    for name in [note] if note else NOTES:
        page.heading(f"The equations of {name}", 1)
        page.table(
            [
                Column("equation", "place"),
                Column("computes"),
                Column("function", "place"),
                Column("walkthrough", "place"),
            ],
            [
                [
                    entry.label,
                    entry.computes,
                    entry.function,
                    entry.walkthrough,
                ]
                for entry in notation_of(name).equations
            ],
        )
        page.text("The scripts are in the folder walkthroughs.")
