"""All walkthroughs, problems and exercises as a small site of HTML files, with an index by note.

It goes beside the notes, to be read with nothing installed: python walkthroughs/book.py FOLDER
"""

import html
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

try:
    from backprop_scalar.walkthrough import Story
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import ProblemError, read_problem
from backprop_scalar.exercises.assignment import of_exercise
from backprop_scalar.exercises.catalogue import EXERCISES, Exercise
from backprop_scalar.exercises.worksheet import key_page, worksheet_page
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.pages.output import Parser, complain, save
from backprop_scalar.pages.page import Page
from backprop_scalar.pages.progress import with_progress
from backprop_scalar.pages.steps import trace_page
from backprop_scalar.problem import NOTES
from backprop_scalar.tracing.digits import DIGITS

HERE = Path(__file__).parent
TITLE = "Backpropagation, every number shown"
ACROSS = "comparison"  # the folder of scripts that are about all notes


class Leaf(NamedTuple):
    """A page of the site: its place in the folder, the note that it goes with, and what it is."""

    place: str
    note: str
    kind: str
    page: Page


def of_walkthrough(path: Path) -> Iterator[Leaf]:
    """What a script tells."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader, path
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    note, page = path.parent.name, blank()
    script.tell(Story(page, DIGITS))
    yield Leaf(f"{note}/{path.stem}.html", note, "walkthroughs", page)


def of_problem(path: Path) -> Iterator[Leaf]:
    """A training step of the problem in a file, in the letters of its own note."""
    problem, page = read_problem(path), blank()
    trace_page(page, problem, problem.note, 1, DIGITS)
    yield Leaf(f"problems/{path.stem}.html", problem.note, "problems", page)


def of_one_exercise(exercise: Exercise) -> Iterator[Leaf]:
    """The sheet of seed 0, and its solution."""
    assignment = of_exercise(exercise.name, 0)
    note = next((name for name in NOTES if exercise.place.startswith(name)), ACROSS)
    for kind, make in (("exercises", worksheet_page), ("solutions", key_page)):
        page = blank()
        make(page, assignment)
        yield Leaf(f"{kind}/{exercise.name}.html", note, kind, page)


def blank() -> Page:
    """A page with the way back to the index, and nothing more."""
    page = Page("html")
    page.only_html('<p><a href="../index.html">Contents</a></p>')
    return page


def index_page(leaves: Sequence[Leaf]) -> Page:
    """The contents, note by note: the walkthroughs by section, problems, exercises."""
    page = Page("html")
    page.heading(TITLE, 1)
    for note in (*NOTES, ACROSS):
        own = [leaf for leaf in leaves if leaf.note == note]
        page.heading("Across the notes" if note == ACROSS else notation_of(note).source)
        page.only_html(by_section(note, [leaf for leaf in own if leaf.kind == "walkthroughs"]))
        for kind in ("problems", "exercises"):
            links = [f"<li>{link(leaf)}</li>" for leaf in own if leaf.kind == kind]
            if links:
                page.heading(kind.capitalize(), 3)
                page.only_html("\n".join(["<ul>", *links, "</ul>"]))
    return page


def link(leaf: Leaf) -> str:
    """To a page, and to the solution of an exercise."""
    text = f'<a href="{leaf.place}">{html.escape(leaf.page.title)}</a>'
    solution = leaf.place.replace("exercises/", "solutions/")
    return f'{text} (<a href="{solution}">solution</a>)' * (solution != leaf.place) or text


def by_section(note: str, leaves: Sequence[Leaf]) -> str:
    """A table of the sections of a note, each with the walkthroughs that print its equations."""
    rows: dict[str, list[str]] = {}
    for section, scripts in scripts_of(note).items():
        links = "<br>".join(link(leaf) for leaf in leaves if leaf.place in scripts)
        rows.setdefault(links, []).append(section)
    found = set().union(*scripts_of(note).values())
    others = "<br>".join(link(leaf) for leaf in leaves if leaf.place not in found)
    lines = [
        f"<tr><td>{html.escape(', '.join(sections))}</td><td>{links}</td></tr>"
        for links, sections in (rows | {others: [""]}).items()
        if links
    ]
    return "\n".join(["<table>", *lines, "</table>"])


def scripts_of(note: str) -> dict[str, set[str]]:
    """The pages of the walkthroughs that print the equations of each section, as they follow."""
    found: dict[str, set[str]] = {}
    for entry in notation_of(note).equations if note != ACROSS else ():
        found.setdefault(entry.section, set()).add(entry.walkthrough.replace(".py", ".html"))
    return dict(sorted(found.items(), key=lambda item: numbers_in(item[0])))


def numbers_in(section: str) -> list[int]:
    """What sections are sorted by; those with names have none, and stay as they are."""
    return [int(number) for number in section.strip("§").split(".") if number.isdecimal()]


def book(
    scripts: Sequence[Path], problems: Sequence[Path], exercises: Sequence[Exercise]
) -> dict[str, Page]:
    """The pages of the site by their places in the folder, worked out. Raises ValueError."""
    parts = [
        *((path.stem, of_walkthrough(path)) for path in scripts),
        *((path.stem, of_problem(path)) for path in problems),
        *((exercise.name, of_one_exercise(exercise)) for exercise in exercises),
    ]
    told = with_progress(parts, lambda part: part[0])
    leaves = [leaf for _, pages in told for leaf in pages]
    return {"index.html": index_page(leaves)} | {leaf.place: leaf.page for leaf in leaves}


def check_free(folder: Path) -> None:
    """Raise ProblemError where a folder has something in it that is no such site."""
    index = folder / "index.html"
    if index.is_file() and TITLE in index.read_text(encoding="utf-8", errors="replace"):
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProblemError(f"{folder}: is there already; take another folder, or empty it")


def main() -> int:
    """Write the site; the exit status."""
    parser = Parser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the files go")
    folder = parser.parse_args().folder
    try:
        check_free(folder)
        scripts, problems = (sorted(HERE.glob(each)) for each in ("*/*.py", "problems/*.toml"))
        for place, page in book(scripts, problems, EXERCISES).items():
            save(page, folder / place)
    except ValueError as error:
        return complain(error)
    print(f"Written: {folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
