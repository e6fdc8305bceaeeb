"""An exercise at a prompt: a line at a time, marked at once; the answers are a sheet in a file."""

import os
import re
import sys
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any

from ..checks import ProblemError, read_text
from ..pages.output import fall_silent, save, write
from ..pages.page import Page
from .answers import LARGEST_FILE, FilledIn, mark_file, quantity_of
from .arithmetic import Unreadable, read_number
from .assignment import Assignment, assigned
from .mark_page import exit_status, score
from .marking import ACCEPTED, Marked, Verdict
from .sheet import WRONG_LINE, Sheet
from .sheet_text import SheetText
from .worksheet import opening, worksheet_page

_HELP = (
    "Type a number, or arithmetic such as 0.4*0.7 - 0.3**2. ? shows the formula, Enter skips the "
    "line, stop ends. What you type last stays in {}, which is an ordinary worksheet."
)
_NO_FORMULA = "Each line has to follow from the numbers above it: put them into its formula."


def practice(page: Page, name: str, seed: int | None, file: str) -> int:
    """Ask for every line that is not right yet, in the order of the step; the exit status.

    page: for what is printed at the end; file: the sheet, `NAME_SEED.py` if it is empty.
    Raises ProblemError.
    """
    if sys.stdout is None:
        raise ProblemError("the output cannot be written: there is no standard output")
    path = Path(file or f"{Path(name).stem}_{seed or 0}.py")
    filled = _begun(page, assigned(name, seed), path)
    assignment = filled.assignment
    start = Page(ascii_only=page.ascii_only, width=page.width)
    opening(start, assignment)
    start.text(_HELP.format(path))
    tries: Counter[Any] = Counter()
    status = 0
    try:
        print(start)
        for quantity in assignment.sheet.asked:
            filled = _ask(page, path, quantity, filled, tries)
    except (EOFError, KeyboardInterrupt) as end:
        print()
        status = 130 if isinstance(end, KeyboardInterrupt) else 0
    except BrokenPipeError:
        fall_silent()
    except OSError as error:
        fall_silent()
        raise ProblemError(f"the output cannot be written: {error.strerror}") from None
    filled = mark_file(path)
    keys = assignment.sheet.keys
    again = [f"`{keys[quantity]}` {n} times" for quantity, n in tries.items() if n > 1]
    page.text(score(filled) + (f" Tried more than once: {', '.join(again)}." if again else ""))
    if exit_status(filled.marks):
        page.text(
            f"The same command goes on from here; python -m backprop_scalar mark {path} "
            f"shows the whole sheet."
        )
    return status or exit_status(filled.marks)


def _begun(page: Page, assignment: Assignment, path: Path) -> FilledIn:
    """The sheet in the file, as it was left; a blank one is written where there is none."""
    if not os.path.exists(path):
        sheet = Page(ascii_only=page.ascii_only)
        worksheet_page(sheet, assignment)
        save(sheet, path)
    filled = mark_file(path)
    if not assignment.header.items() <= filled.assignment.header.items():
        raise ProblemError(f"{path}: is the sheet of something else; name another, --sheet FILE")
    return filled


def _ask(page: Page, path: Path, quantity: Any, filled: FilledIn, tries: Counter[Any]) -> FilledIn:
    """Ask for one line until it counts or is skipped. Raises EOFError where the reader stops."""
    sheet = filled.assignment.sheet
    while _mark_of(quantity, filled).verdict not in ACCEPTED:
        count = f" (try {tries[quantity] + 1})" if tries[quantity] else ""
        text = _typed(f"{page.style.spell(sheet.keys[quantity])}{count} = ")
        if text == "?":
            line = sheet.lines.get(quantity)
            _say(page, sheet.working.formula(line, page.style) if line else _NO_FORMULA)
            continue
        try:
            answer = _answer(text, quantity)
        except Unreadable as error:
            _say(page, str(error))
            continue
        if not answer:
            break
        tries[quantity] += 1
        _write(path, sheet, quantity, answer)
        filled = mark_file(path)
        marked = _mark_of(quantity, filled)
        verdict = "" if marked.verdict is Verdict.NOT_ANSWERED else f"{marked.verdict.value}. "
        _say(page, f"{verdict}{marked.message}")
    return filled


def _mark_of(quantity: Any, filled: FilledIn) -> Marked:
    return next(marked for marked in filled.own_marks if marked.quantity == quantity)


def _typed(prompt: str) -> str:
    """What the reader types. Raises EOFError at the end of the input, and for stop."""
    if sys.stdin is None:
        raise EOFError
    try:
        text = input(prompt).strip()
    except UnicodeDecodeError:
        raise ProblemError("what was typed is not a text in the terminal's encoding") from None
    if not sys.stdin.isatty():
        print(text)
    if text.lower() in ("stop", "quit", "exit", "q"):
        raise EOFError
    return {"skip": "", "help": "?"}.get(text.lower(), text)


def _answer(text: str, quantity: Any) -> str:
    """An answer as it is written on a sheet, empty for none. Raises Unreadable."""
    if quantity == WRONG_LINE:
        named = "".join(character for character in text if character not in '"#\\{}')
        return f'"{named.strip()}"' if named.strip() else ""
    return "" if read_number(text) is None else text


def _say(page: Page, text: str) -> None:
    text = page.letters.spell_letters(text.replace("`", ""))
    print(textwrap.indent(textwrap.fill(text, page.width - 4), "    "))


def _write(path: Path, sheet: Sheet, quantity: Any, answer: str) -> None:
    """Put an answer in the place of the one that the file has."""
    text = read_text(path, LARGEST_FILE).replace("\r", "\n")
    lines = text.split("\n")
    for entry in reversed(SheetText(text).blocks["ANSWERS"]):
        if quantity_of(entry.key, sheet) != quantity:
            continue
        line = lines[entry.line - 1]
        key = re.search(rf"(?<![^\s\"',{{]){re.escape(entry.key)}\s*[\"']?\s*[:=]\s*", line)
        value = entry.value.removesuffix(",")
        if key and line[key.end() :].startswith(value):
            rest = line[key.end() + len(value) :].removeprefix(",")
            lines[entry.line - 1] = f"{line[: key.end()]}{answer},{rest}"
            write(path, "\n".join(lines).encode())
            return
        raise ProblemError(f"{path}: line {entry.line} cannot be written; put ... for its answer")
    raise ProblemError(
        f"{path}: its line {sheet.keys[quantity]} is missing; put it back, or take a new sheet"
    )
