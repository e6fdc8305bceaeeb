"""The pages of the commands equation and equations: where an equation of the notes is here."""

import functools
import re

from ..checks import ProblemError
from ..notes.notation import Entry, notation_of
from ..problem import NOTES, Problem
from ..tracing.lines import Line
from ..tracing.styles import ASCII
from .page import Column, Page
from .tables import line_table, rounding
from .trace import trace

# A letter with a script, in words about shapes: n_(k-1), a_i^(L).
_SCRIPTED = re.compile(r"\w+(?:[_^](?:\([^)]*\)|\w+))+")


def labels(place: str) -> set[str]:
    """The labels in a place that a table cites, ranges written out.

    >>> sorted(labels("cf. (41)-(43), BP2"))
    ['(41)', '(42)', '(43)', 'BP2']
    """
    found = set()
    for part in place.removeprefix("cf. ").split(", "):
        span = re.fullmatch(r"\((\d{1,3})\)[-–]\((\d{1,3})\)", part)
        if span:
            found |= {f"({number})" for number in range(int(span[1]), int(span[2]) + 1)}
        elif part:
            found.add(part)
    return found


def find(note: str, number: str) -> list[Entry]:
    """The equations that a reader may mean by a number, a label or a section, or by a list or a
    range of these, as tables cite them; several where a note uses a number twice. Raises
    ProblemError where there is none.
    """
    parts = [_meant(note, number)]
    if not parts[0]:
        parts = [_meant(note, label) for label in labels(number)]
    if not parts or not all(parts):
        raise ProblemError(
            f"{note} has no equation or section {number!r}; see backprop_scalar equations {note}"
        )
    if len(parts) == 1:
        return parts[0]
    return [e for e in notation_of(note).equations if any(e in part for part in parts)]


def _meant(note: str, number: str) -> list[Entry]:
    """The equations of one number, label or section: the one with just that label, else those that
    are spelled with the same capitals, else with others. A section has those of its parts, too."""
    entries = notation_of(note).equations
    found = [e for e in entries if e.label == number != e.section]
    if found:
        return found
    for spelled in (_plain, lambda label: _plain(label).casefold()):
        wanted = spelled(number)
        found = [e for e in entries if wanted in map(spelled, _names(e.label))]
        sections = {e.section for e in entries if wanted in map(spelled, _names(e.section))}
        sections |= {e.section for e in entries if spelled(e.section).startswith(f"{wanted}.")}
        found += [e for e in entries if e.section in sections and e not in found]
        if found:
            return found
    return []


def _names(label: str) -> set[str]:
    """What a reader may call a label or a section: the whole, its last word, the line of Algorithm
    1, the section's number."""
    start, _, last = label.rpartition(" ")
    if start in ("before", "after") or start.endswith("step"):
        last = ""
    names = (label, last, last.removeprefix("1."), label.removeprefix("§"))
    return {name for name in names if name}


@functools.lru_cache(maxsize=10_000)
def _plain(label: str) -> str:
    """A label without what a reader may leave out, its signs spelled in ASCII."""
    label = re.sub(r"^(cf\. )?((?:before |after )?)(eq:)?", r"\2", label)
    return re.sub(r"[()\s]", "", ASCII.spell_letters(label))


def equation_page(page: Page, note: str, number: str, problem: Problem | None = None) -> None:
    """What an equation computes, which function has it, which walkthrough prints it.

    problem: its lines in one training step of that, too. Raises ProblemError where there are none.
    """
    found = find(note, number)
    step = trace(problem, note=note) if problem else None
    own: dict[str, list[Line]] = {entry.label: [] for entry in found}
    if step:
        for line in step.lines:
            for label in labels(step.working.spelling.place(line.quantity)) & own.keys():
                own[label].append(line)
        if not any(own.values()):
            raise ProblemError(f"a training step of this problem has no line of {note} {number}")
    for entry in found:
        page.heading(f"{note} {entry.label}", 1)
        page.text(f"`{entry.formula}`")
        if entry.matrix:
            shapes = _SCRIPTED.sub(r"`\g<0>`", f", {entry.shapes}" if entry.shapes else "")
            page.text(f"In the note: `{entry.matrix}`{shapes}.")
        page.text(f"What it computes: {entry.computes}.")
        page.table(
            [Column("function"), Column("script")],
            [[entry.function, f"python walkthroughs/{entry.walkthrough}"]],
        )
        if step and own[entry.label]:
            line_table(page, step.working, own[entry.label])
    if step:
        page.text(rounding(step.working.digits))


def equations_page(page: Page, note: str = "") -> None:
    """The equations of a note, or of all five."""
    function, walkthrough = Column("function", "place"), Column("walkthrough", "place")
    columns = [Column("equation", "place"), Column("computes"), function, walkthrough]
    for name in [note] if note else NOTES:
        page.heading(f"The equations of {name}", 1)
        page.table(
            columns,
            [[e.label, e.computes, e.function, e.walkthrough] for e in notation_of(name).equations],
        )
        page.text("The scripts are in the folder walkthroughs.")
