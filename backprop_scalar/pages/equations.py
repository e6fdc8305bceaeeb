"""The pages of the commands equation and equations: where an equation of the notes is here."""

import re

from ..notes.notation import Entry, notation_of
from ..problem import NOTES, Problem, ProblemError
from ..tracing.lines import Line
from ..tracing.styles import ASCII
from .page import Column, Page
from .tables import line_table, rounding
from .trace import Trace, trace


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
    """The equations that a reader may mean by a number, a label or a section; several where a note
    uses a number twice. Raises ProblemError where there is none.
    """
    entries, wanted = notation_of(note).equations, _plain(number)
    found = [entry for entry in entries if wanted in _names(entry.label)]
    found += [entry for entry in entries if wanted in _names(entry.section) and entry not in found]
    if not found:
        raise ProblemError(
            f"{note} has no equation or section {number!r}; see backprop_scalar equations {note}"
        )
    return found


def _names(label: str) -> set[str]:
    """What a reader may call a label or a section: the whole, its last word, the line of Algorithm
    1, the section's number."""
    start, _, last = label.rpartition(" ")
    if start in ("before", "after") or start.endswith("step"):
        last = ""
    names = (label, last, last.removeprefix("1."), label.removeprefix("§"))
    return {_plain(name) for name in names if name}


def _plain(label: str) -> str:
    """A label without what a reader may leave out, its signs spelled in ASCII."""
    label = re.sub(r"^(cf\. )?((?:before |after )?)(eq:)?", r"\2", label)
    return re.sub(r"[()\s]", "", ASCII.spell_letters(label)).casefold()


def equation_page(page: Page, note: str, number: str, problem: Problem | None = None) -> None:
    """What an equation computes, which function has it, which walkthrough prints it.

    problem: its lines in one training step of that, too. Raises ProblemError where there are none.
    """
    found = find(note, number)
    step = trace(problem, note=note) if problem else None
    lines = {entry.label: _lines_of(entry, step) if step else [] for entry in found}
    if step and not any(lines.values()):
        raise ProblemError(f"a training step of this problem has no line of {note} {number}")
    for entry in found:
        page.heading(f"{note} {entry.label}", 1)
        page.text(f"`{entry.formula}`")
        if entry.matrix:
            shapes = f", {entry.shapes}" if entry.shapes else ""
            page.text(f"In the note: `{entry.matrix}`{shapes}.")
        page.text(f"What it computes: {entry.computes}.")
        page.table(
            [Column("function"), Column("script")],
            [[entry.function, f"python walkthroughs/{entry.walkthrough}"]],
        )
        if step and lines[entry.label]:
            line_table(page, step.working, lines[entry.label])
    if step:
        page.text(rounding(step.working.digits))


def _lines_of(entry: Entry, step: Trace) -> list[Line]:
    """The lines of a training step that this is the equation of."""
    place = step.working.spelling.place
    return [
        line
        for phase in step.plan
        for line in phase.lines
        if entry.label in labels(place(line.quantity))
    ]


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
