"""The worksheets of a class, marked: a row for each, what was most often wrong, the gradebook."""

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..checks import ProblemError
from ..pages.page import Column, Page, as_typed
from ..pages.progress import with_progress
from ..problem import read_problem
from ..tracing.digits import places
from ..wording import number_of, one_line, shortened
from .answers import FilledIn, is_worksheet, mark_file
from .mark_page import exit_status, verdicts_of
from .marking import Verdict

# How many of the lines and slips that were most frequent are listed, and of files passed over.
MOST_FREQUENT = 5
LONGEST_CELL = 100
HEADINGS = ("file", "name", "exercise", "seed", *(verdict.value for verdict in Verdict), "remark")

Row = dict[str, str | int | None]


@dataclass(frozen=True)
class Class:
    """Each file with its sheet, or what keeps it from being marked; others: files passed over."""

    sheets: Sequence[tuple[str, FilledIn | str]]
    others: Sequence[str]

    @property
    def filled(self) -> list[FilledIn]:
        """The sheets that could be marked."""
        return [filled for _, filled in self.sheets if isinstance(filled, FilledIn)]

    @property
    def status(self) -> int:
        """2 where a file is no sheet, else 1 where an answer is wrong, 3 where one is missing."""
        every = (marked for filled in self.filled for marked in filled.marks)
        return 2 if len(self.filled) < len(self.sheets) else exit_status(every)

    @property
    def rows(self) -> list[Row]:
        """What stands under `HEADINGS` for each file; None where it is not known."""
        return [_row(file, filled) for file, filled in self.sheets]


def mark_class(paths: Sequence[str], problem: str = "") -> Class:
    """The worksheets among these files, and in these folders and the folders in them, marked.

    A folder's worksheets are its files in Python and all that say they are one. problem: the file
    of the problem that the sheets have to be about. Raises ProblemError where that is none, or a
    folder has no worksheet.
    """
    if problem:
        read_problem(problem)
    files: list[Path] = []
    others: list[str] = []
    folders: list[Path] = []
    for path in map(Path, paths):
        is_folder = os.path.isdir(path)
        folders.append(path if is_folder else path.parent)
        found = list(_files_in(path)) if is_folder else [path]
        here = [p for p in found if not is_folder or p.suffix == ".py" or is_worksheet(p)]
        if not here:
            raise ProblemError(f"{path}: there is no worksheet in this folder")
        files += here
        others += [path.name for path in found if path not in here]
    files = list({os.path.realpath(path): path for path in files}.values())
    try:
        # The folder that all of them are in need not be named in each row.
        root = os.path.commonpath(folders)
        names = {path: one_line(os.path.relpath(path, root)) for path in files}
    except ValueError:  # on two drives, or one path from here and one from the root
        names = {path: one_line(str(path)) for path in files}
    marked = with_progress(files, lambda path: f"marking {names[path]}")
    return Class([(names[path], _marked(path, problem)) for path in marked], others)


def _files_in(folder: Path) -> Iterator[Path]:
    """The files in a folder and the folders in it, in order; none that is hidden."""
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] not in "._")
        paths = (Path(at, name) for name in sorted(files) if not name.startswith("."))
        yield from (path for path in paths if path.is_file())


def _marked(path: Path, problem: str) -> FilledIn | str:
    try:
        return mark_file(path, problem)
    except ProblemError as error:
        return str(error).removeprefix(one_line(f"{path}: "))


def _row(file: str, filled: FilledIn | str) -> Row:
    if isinstance(filled, str):
        return dict.fromkeys(HEADINGS, None) | {"file": file, "remark": filled}
    found, more = verdicts_of(filled), len(filled.marks) - len(filled.own_marks)
    values = [file, filled.name, _exercise(filled), filled.assignment.header.get("SEED")]
    counts = [found[verdict] for verdict in Verdict]
    remark = f"{number_of(more, 'line')} that the sheet does not have" if more else ""
    if {"DIGITS", "DECIMALS"} & filled.assignment.header.keys():
        remark = f"asks for {places(filled.assignment.sheet.digits)}; {remark}".removesuffix("; ")
    return dict(zip(HEADINGS, [*values, *counts, remark]))


def _exercise(filled: FilledIn) -> str:
    """The name of the exercise, or the title of a problem of one's own."""
    header = filled.assignment.header
    return filled.assignment.title if "PROBLEM" in header else str(header["WORKSHEET"])


def gradebook(page: Page, marked: Class) -> None:
    """A row for each sheet, as CSV or as a list of objects in JSON."""
    if page.form == "json":
        page.blocks.append(json.dumps(marked.rows, ensure_ascii=page.ascii_only, indent=1))
        return
    stream = io.StringIO()
    written = csv.writer(stream, lineterminator="\n")
    written.writerow(HEADINGS)
    # A quote keeps a spreadsheet from taking a text for a formula.
    written.writerows(
        [f"'{cell}" if str(cell)[:1] in ("=", "+", "-", "@") else cell for cell in row.values()]
        for row in marked.rows
    )
    page.blocks.append(stream.getvalue().rstrip("\n"))


def class_page(page: Page, marked: Class) -> None:
    """A table with a row for each sheet; then the lines and the slips that were most frequent."""
    page.heading("The sheets, marked", 1)
    kinds = ["text"] * 3 + ["number"] * 5 + ["text"]
    rows = [
        ["" if v is None else as_typed(shortened(str(v), LONGEST_CELL)) for v in row.values()]
        for row in marked.rows
    ]
    page.table([Column(*column) for column in zip(HEADINGS, kinds)], rows)
    if marked.others:
        names = ", ".join(as_typed(one_line(name)) for name in marked.others[:MOST_FREQUENT])
        more = ", …" if marked.others[MOST_FREQUENT:] else ""
        page.text(f"Passed over: {number_of(len(marked.others), 'other file')} ({names}{more}).")
    lines = []
    for filled in marked.filled:
        exercise, sheet = as_typed(_exercise(filled)), filled.assignment.sheet
        for one in filled.own_marks:
            lines.append(((exercise, page.style.spell(sheet.name(one.quantity))), one))
    answers = Counter(line for line, one in lines if one.verdict is not Verdict.NOT_ANSWERED)
    wrong = Counter(line for line, one in lines if one.verdict is Verdict.WRONG)
    if wrong:
        page.heading("Lines that were most often wrong")
        counts = [Column("wrong", "number"), Column("answers", "number")]
        page.table(
            [Column("exercise"), Column("quantity", "math"), *counts],
            [[*line, str(n), str(answers[line])] for line, n in wrong.most_common(MOST_FREQUENT)],
        )
    slips = Counter(slip for _, one in lines for slip in one.slips)
    if slips:
        page.heading("Slips that were most frequent")
        rows = []
        for slip, n in slips.most_common(MOST_FREQUENT):
            where = Counter(line for line, one in lines if slip in one.slips)
            rows.append([slip, str(n), where.most_common(1)[0][0][1]])
        columns = [Column("slip"), Column("times", "number"), Column("most often in", "math")]
        page.table(columns, rows)
