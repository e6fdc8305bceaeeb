"""Reading a worksheet that was filled in, and marking it.

Nothing of a sheet is run: `sheet_text` cuts it into lines, `arithmetic` works out each answer by
itself. So a broken line does not keep the others from being marked, and the sheet of a stranger
can do no harm.
"""

import ast
import difflib
import os
import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..checks import ProblemError, at, read_text
from ..notes.quantities import Named
from ..notes.symbols import Symbol
from ..problem import LARGEST_SEED, NOTES, PLACES, read_problem
from ..tracing.digits import Decimals
from ..tracing.styles import ASCII
from .arithmetic import KNOWN_NAMES, Unreadable, is_blank, read_number, unquoted
from .assignment import (
    OWN_PROBLEM,
    Assignment,
    difference,
    of_exercise,
    of_problem,
    with_new_numbers,
)
from .marking import BLANK, Marked, NoNumber, Verdict, mark
from .sheet import WRONG_LINE, Sheet, is_same, without_spaces
from .sheet_text import Entry, SheetText

LARGEST_FILE = 200_000
# How many lines that the sheet does not ask for may be slips of the pen.
MOST_OTHERS = 100
LONGEST_NAME = 60

_NO_WORKSHEET = (
    f"is not a worksheet: WORKSHEET, the name of an exercise in quotes, and SEED, a whole number "
    f"from 0 to {LARGEST_SEED}, have to stand above ANSWERS"
)
_DASHES = str.maketrans("-–—", "−−−")
# Signs that would mean something to LaTeX, or to a terminal.
_NOT_SHOWN = re.compile(r"[^\w ()\[\],.:'+*/^=<>|∂←−·-]")


class FilledIn(NamedTuple):
    """A worksheet as it was handed in, every line of it marked; name: the reader's; unread: the
    numbers of lines that are no part of a sheet; problem: the file that it was compared with."""

    assignment: Assignment
    marks: list[Marked]
    name: str = ""
    unread: Sequence[int] = ()
    problem: str = ""

    @property
    def own_marks(self) -> list[Marked]:
        """The marks of the lines that the sheet asks for."""
        return self.marks[: len(self.assignment.sheet.asked)]


def mark_file(path: str | Path, problem: str | Path = "") -> FilledIn:
    """A worksheet marked; lines of ANSWERS that the sheet does not have come last.

    problem: the file of the problem that the sheet has to be about. Raises ProblemError, the file's
    name first, where the file is not a worksheet or its given numbers were changed.
    """
    if problem:
        read_problem(problem)
    text = read_text(path, LARGEST_FILE).replace("\r", "\n")
    return at(str(path), _marked, text, str(problem))


def is_worksheet(path: Path) -> bool:
    """Whether a file says that it is a worksheet, though it may be one that cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE)
    except OSError:
        return False
    # In UTF-16 every second byte is 0.
    text = data.replace(b"\0", b"").replace(b"\r", b"\n")
    return re.search(rb"^[\xef\xbb\xbf\xff\xfe]*WORKSHEET\b", text, re.MULTILINE) is not None


def has_answers(path: Path) -> bool:
    """Whether a file is there that somebody has written answers into."""
    try:
        found = SheetText(read_text(path, LARGEST_FILE) if os.path.exists(path) else "")
    except ProblemError:
        return is_worksheet(path)
    answers = found.blocks.get("ANSWERS", [])
    return bool(found.readers) or any(not is_blank(e.value.removesuffix(",")) for e in answers)


def _marked(text: str, problem: str) -> FilledIn:
    if "\0" in text:
        raise ProblemError("is not a text in UTF-8; save it as UTF-8")
    found = SheetText(text)
    if "ANSWERS" not in found.blocks:
        raise ProblemError("is not a worksheet: there is no ANSWERS = {…} in it")
    assignment = _assignment(found, problem).asking_for(_digits(found))
    sheet = assignment.sheet
    _check_numbers(sheet, "GIVEN", sheet.given, found)
    if sheet.worked:
        _check_numbers(sheet, "WORKED", sheet.worked.values, found)
    answers, others = _answers(found, sheet)
    written = unquoted(found.written("NAME"))
    # A name is text, where an & can be printed; in a quantity it cannot.
    name = _NOT_SHOWN.sub(lambda sign: "&" * (sign[0] == "&"), written)[:LONGEST_NAME]
    unread = sorted(set(found.unread))
    return FilledIn(assignment, [*mark(sheet, answers), *others], name, unread, problem)


def _answers(found: SheetText, sheet: Sheet) -> tuple[dict[Any, Any], list[Marked]]:
    """The answer to every line of the sheet, and marks of the lines that it does not have."""
    entries = found.blocks["ANSWERS"]
    names = _readers_names(found)
    given: dict[Any, Any] = {}
    unknown, others = [], []
    for entry in entries:
        quantity, answer = quantity_of(entry.key, sheet), _read(entry, names, sheet)
        if quantity in sheet.asked:
            if quantity in given:
                message = "This line stands in ANSWERS twice; the last one is marked."
                others.append(Marked(quantity, given[quantity], Verdict.WRONG, message))
            given[quantity] = answer
        elif isinstance(answer, NoNumber) and answer.message and not entry.is_quoted:
            found.unread.append(entry.line)
        else:
            unknown.append((entry.key, answer))
    if len(unknown) + len(others) > MOST_OTHERS:
        raise ProblemError(
            f"ANSWERS has {len(entries)} lines, but the sheet asks for {len(sheet.asked)}; "
            f"print the sheet again"
        )
    missing = BLANK._replace(message="This line is missing from ANSWERS.")
    keys = [sheet.keys[quantity] for quantity in sheet.asked if quantity not in given]
    spelled = {text.casefold(): key for key in keys for text in (key, ASCII.spell(key))}
    others += [_no_such_line(key, answer, spelled) for key, answer in unknown]
    return {quantity: given.get(quantity, missing) for quantity in sheet.asked}, others


def quantity_of(key: str, sheet: Sheet) -> Any:
    """The quantity that a key names, if there is one."""
    key = without_spaces(key)
    return sheet.by_key.get(key) or sheet.by_key.get(key.translate(_DASHES))


def _read(entry: Entry, names: Mapping[str, float | str], sheet: Sheet) -> Any:
    """An answer: its number, in a slip hunt its text, or what is wrong with it."""
    text = entry.value.removesuffix(",")
    if is_blank(text):
        return BLANK
    if quantity_of(entry.key, sheet) == WRONG_LINE:
        return unquoted(text)
    try:
        return read_number(text, names)
    except Unreadable as error:
        return NoNumber(f"Line {entry.line}: {error}")


def _readers_names(found: SheetText) -> dict[str, float | str]:
    """The numbers that the reader has given names, or why a name has none."""
    names: dict[str, float | str] = {}
    for name, value, line, _ in found.readers:
        try:
            if name in KNOWN_NAMES:
                raise Unreadable(f"{name} gets another meaning; take another name there.")
            number = read_number(value, names)
            names[name] = f"on line {line} {name} has no number." if number is None else number
        except Unreadable as error:
            # A name that is used in another one is not to blame for what is wrong with that.
            said = str(error)
            names[name] = said if said.startswith("on line ") else f"on line {line} {said}"
            if value[:1] not in ("'", '"'):
                found.unread.append(line)
    return names


def _no_such_line(key: str, answer: Any, spelled: Mapping[str, str]) -> Marked:
    """The mark of a line that the sheet does not have; spelled: missing keys by their spellings."""
    key = _NOT_SHOWN.sub("?", key)[:LONGEST_NAME]
    close = difflib.get_close_matches(key.casefold(), spelled, 1)
    meant = f" Is it `{spelled[close[0]]}`?" if close else ""
    message = f"The sheet does not ask for this.{meant}"
    return Marked(Named(Symbol(key)), answer, Verdict.WRONG, message)


def _assignment(found: SheetText, problem: str) -> Assignment:
    """What the sheet is about, by the names at its top, compared with the lecturer's problem."""
    name = re.fullmatch(r"(['\"])(\w+)\1", found.written("WORKSHEET"))
    seed = re.fullmatch("[0-9]{1,10}", found.written("SEED"))
    number = int(seed[0]) if seed else None
    is_own = name is not None and name[2] == OWN_PROBLEM
    needs_seed = not is_own or "SEED" in found.names
    if not name or (needs_seed and number is None) or (number or 0) > LARGEST_SEED:
        raise ProblemError(_NO_WORKSHEET)
    if is_own:
        return _of_own_problem(found, problem, number)
    if problem:
        raise ProblemError(f"is a sheet of the exercise {name[2]}, not of {problem}")
    return of_exercise(name[2], number or 0, _note(found))


def _note(found: SheetText) -> str:
    """The note in whose letters the sheet is, empty for those of the exercise or problem."""
    note = unquoted(found.written("NOTE"))
    if note and note not in NOTES:
        raise ProblemError(f"NOTE has to be one of {', '.join(NOTES)}, in quotes")
    return note


def _digits(found: SheetText) -> int | None:
    """The digits or decimals that the sheet says it asks for."""
    for name, (lowest, highest) in PLACES.items():
        if name.upper() in found.names:
            written = found.written(name.upper())
            number = int(written) if re.fullmatch("[0-9]{1,2}", written) else -1
            if lowest <= number <= highest:
                return Decimals(number) if name == "decimals" else number
            raise ProblemError(f"{name.upper()} has to be a whole number, {lowest} to {highest}")
    return None


def _of_own_problem(found: SheetText, problem: str, seed: int | None) -> Assignment:
    """The problem that the sheet holds, or that of the lecturer's file where it holds none."""
    lecturers = read_text(problem) if problem else ""
    if lecturers and seed is not None:
        lecturers = with_new_numbers(lecturers, problem, seed)
    if "PROBLEM" in found.names:
        text = _problem_text(found.names["PROBLEM"])
        differing = difference(text, lecturers) if lecturers else ""
        if differing:
            raise ProblemError(
                f"PROBLEM has not the {differing} of {problem}; print the sheet again"
            )
        return of_problem(text, "PROBLEM", seed, _note(found))
    if lecturers:
        return of_problem(lecturers, problem, seed, _note(found))
    raise ProblemError(
        "PROBLEM is missing: print the sheet again, or name the problem's file, --problem FILE"
    )


def _problem_text(written: Entry) -> str:
    """The text of PROBLEM, which stands between quotes."""
    quoted = re.fullmatch(r"(\"\"\"|'''|\"|')(?:\\.|[^\\])*?\1", written.value, re.DOTALL)
    try:
        with warnings.catch_warnings(action="ignore"):
            return str(ast.literal_eval(written.value if quoted else ""))
    except (SyntaxError, ValueError):
        raise ProblemError(
            f'line {written.line}: PROBLEM has to be a text between """ and """; print '
            f"the sheet again"
        ) from None


def _check_numbers(sheet: Sheet, what: str, numbers: Mapping[Any, float], found: SheetText) -> None:
    """Raise ProblemError where the sheet's numbers are not those it is marked by."""
    said: dict[Any, list[float | None]] = {}
    for entry in found.blocks.get(what, []):
        try:
            typed = read_number(entry.value.removesuffix(","))
        except Unreadable:
            typed = None
        said.setdefault(quantity_of(entry.key, sheet), []).append(typed)
    for quantity, number in numbers.items():
        for value in said.get(quantity, [None]):
            if value is None or not is_same(value, number):
                shown = "no number" if value is None else f"{value:.12g}"
                raise ProblemError(
                    f"{what}: {sheet.keys[quantity]} is {shown}, but it is {number:.12g} in this "
                    f"exercise; put that back, or print the sheet again"
                )
