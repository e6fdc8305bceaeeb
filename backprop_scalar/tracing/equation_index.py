"""Every numbered or labelled equation of the notes: what it computes, and where it is here.

The entries are in `index/NOTE.tsv`, one line an equation: its label as the tables cite it, the
formula, what it computes, the function that has it, and the walkthrough that prints it with
numbers.
"""

import csv
import re
from importlib import resources
from typing import NamedTuple

from ..problem import NOTES, ProblemError
from .pages import Column, Page
from .written import ASCII


class Entry(NamedTuple):
    """One equation of a note; walkthrough: the path of a script, from the repository's root."""

    note: str
    label: str
    formula: str
    computes: str
    function: str
    walkthrough: str


def entries(note: str) -> list[Entry]:
    """The equations of a note in its own order."""
    path = resources.files("backprop_scalar") / "index" / f"{note}.tsv"
    with path.open(encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Entry(note, *row) for row in rows if row]


def labels(cite: str) -> set[str]:
    """The labels in a place that a table cites, ranges written out.

    >>> sorted(labels("cf. (41)-(43), BP2"))
    ['(41)', '(42)', '(43)', 'BP2']
    """
    found = set()
    for part in cite.removeprefix("cf. ").split(", "):
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
    found = [entry for entry in entries(note) if wanted in _names(entry.label)]
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
        page.heading(f"{entry.note} {entry.label}", 1)
        page.text(f"`{entry.formula}`")
        page.text(f"What it computes: {entry.computes}.")
        page.table(
            [Column("here as"), Column("with numbers")],
            [[entry.function, f"python {entry.walkthrough}"]],
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
                    entry.walkthrough.removeprefix("walkthroughs/"),
                ]
                for entry in entries(name)
            ],
        )
        page.text("The scripts are in the folder walkthroughs.")
