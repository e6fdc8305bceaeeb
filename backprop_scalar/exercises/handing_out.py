"""Worksheets handed out: printed on a page, or written into files, one for each seed."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from ..checks import ProblemError
from ..pages.output import save
from ..pages.page import Page
from ..pages.progress import with_progress
from .answers import has_answers, is_worksheet
from .assignment import Assignment
from .own_numbers import hidden_slips
from .worksheet import key_page, worksheet_page

Seeds = Sequence[int | None]
Assign = Callable[[int | None], Assignment]

_SUFFIXES = {"plain": ".py", "github": ".md", "html": ".html", "latex": ".tex"}


def printed(page: Page, assign: Assign, seeds: Seeds, *, as_key: bool) -> list[str]:
    """Print the sheets of these seeds, or their keys, each on a leaf of its own.

    assign: what is assigned for a seed. Returns where slips may pass, of the numbers in a problem's
    file. Raises ProblemError.
    """
    hidden: list[str] = []
    for seed in with_progress(seeds, lambda seed: f"seed {seed}"):
        assignment = assign(seed)
        if page.blocks:
            page.new_leaf()
        (key_page if as_key else worksheet_page)(page, assignment)
        if "PROBLEM" in assignment.header and seed is None and not as_key:
            hidden = hidden_slips(assignment.sheet)
    return hidden


def hand_out(
    page: Page, folder: Path, name: str, assign: Assign, seeds: Seeds, *, with_keys: bool
) -> None:
    """Write sheets into a folder, in the format of the page, and say so on it.

    name: of an exercise or of a problem's file, assign: as in `printed`.

    A plain sheet is a file of its own; in the other formats all are one document. with_keys: their
    keys beside them. Raises ProblemError before anything is written, as `check_free` does.
    """
    stem, numbers = Path(name).stem, [0 if seed is None else seed for seed in seeds]
    if page.form == "plain":
        width = len(str(numbers[-1]))
        parts = {f"{stem}_{n:0{width}}": [seed] for n, seed in zip(numbers, seeds)}
    else:
        ends = sorted({numbers[0], numbers[-1]})
        parts = {f"{stem}_{'-'.join(map(str, ends))}": list(seeds)}
    written = {}
    for part, own in with_progress(parts.items(), lambda part: part[0]):
        for is_key in [False, True] if with_keys else [False]:
            suffix = ".txt" if is_key and page.form == "plain" else _SUFFIXES[page.form]
            path = folder / f"{part}{'_key' * is_key}{suffix}"
            written[path] = Page(page.form, ascii_only=page.ascii_only, width=page.width)
            printed(written[path], assign, own, as_key=is_key)
            check_free(path, name, written[path])
    for path, sheet in written.items():
        save(sheet, path, ascii_only=page.ascii_only)
    page.form = "plain"
    names = [path.name for path in written]
    page.text(f"In {folder}: {', '.join(names if len(names) < 5 else [names[0], '…', names[-1]])}.")


def check_free(path: Path, name: str, page: Page) -> None:
    """Raise ProblemError where a file is there already that is no blank sheet, nor the page."""
    if os.path.exists(path) and os.path.exists(name) and os.path.samefile(path, name):
        raise ProblemError(f"{path}: is the problem itself; take another name for the sheet")
    if has_answers(path):
        raise ProblemError(f"{path}: has answers in it already; take another name, or delete it")
    if not os.path.isfile(path) or is_worksheet(path):
        return
    try:
        is_same = path.read_bytes() in (b"", str(page).encode())
    except OSError:
        is_same = False
    if not is_same:
        raise ProblemError(f"{path}: is there already; take another name, or delete it")
