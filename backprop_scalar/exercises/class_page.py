"""The worksheets of a class, marked: a row for each, what was most often wrong, the gradebook."""

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..pages.page import Column, Page, as_typed
from ..pages.progress import with_progress
from ..problem import ProblemError, read_problem
from ..tracing.styles import ASCII
from ..wording import number_of, one_line, shortened
from .answers import FilledIn, is_worksheet, mark_file
from .mark_page import exit_status, verdicts_of
from .marking import Verdict

# How many of the lines and slips that were most frequent are listed, and of files passed over.
MOST_FREQUENT = 5
# So long may a cell be.
LONGEST = 100
HEADINGS = ("file", "name", "exercise", "seed", *(verdict.value for verdict in Verdict), "remark")

Cell = str | int | None


class HandedIn(NamedTuple):
    """A file of a class: its sheet marked, or what keeps it from being marked."""

    file: str
    filled: FilledIn | None
    remark: str

    @property
    def exercise(self) -> str:
        """The name of the exercise, or the title of a problem of one's own."""
        if not self.filled:
            return ""
        header = self.filled.assignment.header
        return self.filled.assignment.title if "PROBLEM" in header else str(header["WORKSHEET"])

    @property
    def row(self) -> list[Cell]:
        """What stands under `HEADINGS`; None where it is not known."""
        if not self.filled:
            return [self.file, *[None] * (len(HEADINGS) - 2), self.remark]
        found = verdicts_of(self.filled)
        seed = self.filled.assignment.header.get("SEED")
        counts = [found[verdict] for verdict in Verdict]
        return [self.file, self.filled.name, self.exercise, seed, *counts, self.remark]


@dataclass(frozen=True)
class Class:
    """All that was handed in; others: the files in its folders that are no sheets."""

    handed_in: Sequence[HandedIn]
    others: Sequence[str]

    @property
    def status(self) -> int:
        """2 where a file is no sheet, else 1 where an answer is wrong, 3 where one is missing."""
        if any(handed.filled is None for handed in self.handed_in):
            return 2
        sheets = (handed.filled.marks for handed in self.handed_in if handed.filled)
        return exit_status(marked for marks in sheets for marked in marks)


def mark_class(paths: Sequence[str], problem: str = "") -> Class:
    """The worksheets among these files, and in these folders and the folders in them, marked.

    A folder's worksheets are its files in Python and all that say they are one. problem: the file
    of the problem that the sheets have to be about. Raises ProblemError where that is none, or a
    folder has no worksheet.
    """
    if problem:
        read_problem(problem)
    root = _common_folder(paths)
    sheets: list[tuple[str, Path]] = []
    others: list[str] = []
    for path in paths:
        is_folder = Path(path).is_dir()
        found = list(_files_in(path)) if is_folder else [Path(path)]
        here = [p for p in found if not is_folder or p.suffix == ".py" or is_worksheet(p)]
        if not here:
            raise ProblemError(f"{path}: there is no worksheet in this folder")
        sheets += [(os.path.relpath(p, root) if root else str(p), p) for p in here]
        others += [path.name for path in found if path not in here]
    marked = with_progress(sheets, lambda sheet: f"marking {sheet[0]}")
    return Class([_handed_in(name, path, problem) for name, path in marked], others)


def _common_folder(paths: Sequence[str]) -> str:
    """The folder that all of them are in, which need not be named in each row; empty for none."""
    try:
        return os.path.commonpath(
            [path if Path(path).is_dir() else str(Path(path).parent) for path in paths]
        )
    except ValueError:  # on two drives, or one path from here and one from the root
        return ""


def _files_in(folder: str) -> Iterator[Path]:
    """The files in a folder and the folders in it, in order; none that is hidden."""
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] not in "._")
        paths = (Path(at, name) for name in sorted(files) if not name.startswith("."))
        yield from (path for path in paths if path.is_file())


def _handed_in(name: str, path: Path, problem: str) -> HandedIn:
    name = one_line(name)
    try:
        filled = mark_file(path, problem)
    except ProblemError as error:
        return HandedIn(name, None, str(error).removeprefix(one_line(f"{path}: ")))
    more = len(filled.marks) - len(filled.own_marks)
    remark = f"{number_of(more, 'line')} that the sheet does not have" if more else ""
    return HandedIn(name, filled, remark)


def gradebook(page: Page, marked: Class) -> None:
    """A row for each sheet, as CSV or as a list of objects in JSON."""
    rows = [handed.row for handed in marked.handed_in]
    if page.form == "json":
        objects = [dict(zip(HEADINGS, row)) for row in rows]
        text = json.dumps(objects, ensure_ascii=page.style is ASCII, indent=1)
    else:
        stream = io.StringIO()
        written = csv.writer(stream, lineterminator="\n")
        written.writerow(HEADINGS)
        written.writerows([_harmless(cell) for cell in row] for row in rows)
        text = stream.getvalue().rstrip("\n")
    page.blocks.append(text)


def _harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell


def class_page(page: Page, marked: Class) -> None:
    """A table with a row for each sheet; then the lines and the slips that were most frequent."""
    page.heading("The sheets, marked", 1)
    kinds = ["text"] * 3 + ["number"] * 5 + ["text"]
    page.table(
        [Column(heading, kind) for heading, kind in zip(HEADINGS, kinds)],
        [[_shown(cell) for cell in handed.row] for handed in marked.handed_in],
    )
    if marked.others:
        names = ", ".join(as_typed(one_line(name)) for name in marked.others[:MOST_FREQUENT])
        more = ", …" if marked.others[MOST_FREQUENT:] else ""
        page.text(f"Passed over: {number_of(len(marked.others), 'other file')} ({names}{more}).")
    filled = [(handed.exercise, handed.filled) for handed in marked.handed_in if handed.filled]
    _wrong_lines(page, filled)
    _slips(page, filled)


def _shown(cell: Cell) -> str:
    return "" if cell is None else as_typed(shortened(str(cell), LONGEST))


def _wrong_lines(page: Page, filled: Sequence[tuple[str, FilledIn]]) -> None:
    """The lines that were most often wrong, and out of how many answers."""
    answered: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for exercise, sheet in filled:
        for marked in sheet.own_marks:
            line = exercise, sheet.assignment.sheet.name(marked.quantity)
            answered[line] += marked.verdict is not Verdict.NOT_ANSWERED
            wrong[line] += marked.verdict is Verdict.WRONG
    frequent = [(line, count) for line, count in wrong.most_common(MOST_FREQUENT) if count]
    if frequent:
        page.heading("Lines that were most often wrong")
        page.table(
            [
                Column("exercise"),
                Column("quantity", "math"),
                Column("wrong", "number"),
                Column("answers", "number"),
            ],
            [
                [as_typed(line[0]), page.style.spell(line[1]), str(count), str(answered[line])]
                for line, count in frequent
            ],
        )


def _slips(page: Page, filled: Sequence[tuple[str, FilledIn]]) -> None:
    """The slips that were most frequent, and the lines they were made on."""
    times: Counter[str] = Counter()
    lines: dict[str, Counter[str]] = {}
    for _, sheet in filled:
        for marked in sheet.own_marks:
            for slip in marked.slips:
                times[slip] += 1
                where = lines.setdefault(slip, Counter())
                where[sheet.assignment.sheet.name(marked.quantity)] += 1
    if times:
        page.heading("Slips that were most frequent")
        page.table(
            [Column("slip"), Column("times", "number"), Column("most often in", "math")],
            [
                [slip, str(count), page.style.spell(lines[slip].most_common(1)[0][0])]
                for slip, count in times.most_common(MOST_FREQUENT)
            ],
        )
