"""Reading a worksheet that was filled in.

A worksheet is Python and is run as Python: read only those that you would run. Each answer is
worked out by itself, so that a broken one does not keep the others from being marked.
"""

import ast
import difflib
import math
import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..notes.quantities import Named
from ..notes.symbols import Symbol
from ..problem import ProblemError, read_text
from ..tracing.styles import ASCII
from .assignment import LARGEST_SEED, OWN_PROBLEM, Assignment, of_exercise, of_problem
from .marking import Marked, NoNumber, Verdict, as_number, mark
from .sheet import Sheet, without_spaces

Names = dict[str, Any]

_ENTRY = re.compile(r"""\s*(["']|[^\s#]+["']\s*:)""")
_SIGNS = str.maketrans("−·“”„‘’", '-*"""\'\'')
_NOTHING = re.compile(r":\s*,?\s*(#.*)?$")
_DECIMAL_COMMA = re.compile(r"\d, ?\d")
# What Python says of places in a part of the sheet that the reader does not see.
_PLACES = re.compile(r" \(detected at line \d+\)| on line \d+|closing parenthesis '}' .*")
_HELP = (
    "Write * for a product, ** for a power, exp(x) for e^x, log(x) for ln(x), and a point, not a "
    "comma, in a decimal number."
)


class FilledIn(NamedTuple):
    """A worksheet as it was handed in: what it is about, and every line of it marked."""

    assignment: Assignment
    marks: list[Marked]


def mark_file(path: str | Path) -> FilledIn:
    """A worksheet marked; lines of ANSWERS that the sheet does not have come last.

    Raises ProblemError, the file's name first, where the file is no worksheet or its given numbers
    were changed.
    """
    text = read_text(path)
    try:
        return _marked(text)
    except ProblemError as error:
        raise ProblemError(f"{path}: {error}") from None


def is_worksheet(path: Path) -> bool:
    """Whether a file says that it is a worksheet."""
    try:
        return re.search(r"^WORKSHEET *=", read_text(path), re.MULTILINE) is not None
    except ProblemError:
        return False


def _marked(text: str) -> FilledIn:
    head, above, answers_text = text.partition("\nANSWERS")
    # Signs that a reader may copy from the formulas, and quotes of a word processor.
    tree, broken = _parsed(head + above + answers_text.translate(_SIGNS))
    names, entries = _run(tree)
    assignment = _assignment(names)
    sheet = assignment.sheet
    _check_numbers(sheet, "GIVEN", sheet.given, names)
    if sheet.worked:
        _check_numbers(sheet, "WORKED", sheet.worked.values, names)
    answers: dict[Any, Any] = {
        quantity: NoNumber("This line is missing from ANSWERS.", blank=True)
        for quantity in sheet.asked
    }
    seen, others = set(), []
    for key, answer in [*((key, _worked_out(entry, names)) for key, entry in entries), *broken]:
        quantity = sheet.by_key.get(without_spaces(key))
        if quantity not in answers:
            message = _no_such_line(key, sheet)
            others.append(Marked(Named(Symbol(key)), answer, Verdict.WRONG, message))
        elif quantity in seen:
            message = "This line stands in ANSWERS twice; the last one is marked."
            others.append(Marked(Named(Symbol(key)), answer, Verdict.WRONG, message))
        seen.add(quantity)
        answers[quantity] = answer
    answers = {quantity: answers[quantity] for quantity in sheet.asked}
    return FilledIn(assignment, [*mark(sheet, answers), *others])


def _no_such_line(key: str, sheet: Sheet) -> str:
    """The sheet has no such line, but perhaps one that is spelled much the same."""
    spelled = [sheet.keys[quantity] for quantity in sheet.asked]
    keys = {text.casefold(): key for key in spelled for text in (key, ASCII.spell(key))}
    close = difflib.get_close_matches(key.casefold(), keys, 1)
    meant = f" Is it `{keys[close[0]]}`?" if close else ""
    return f"The sheet does not ask for this.{meant}"


def _parsed(text: str) -> tuple[ast.Module, list[tuple[str, NoNumber]]]:
    """The sheet without those lines of ANSWERS that cannot be read, and what is wrong with them."""
    # The last brace is easily deleted.
    for whole in (text, text + "\n}"):
        tree = _parse(whole)
        if isinstance(tree, ast.Module):
            return tree, []
    lines, broken = text.splitlines(), []
    top = next((n for n, line in enumerate(lines) if line.startswith("ANSWERS")), len(lines))
    starts = [n for n in range(top + 1, len(lines)) if _ENTRY.match(lines[n])]
    for start in starts:
        end = _end_of_entry(lines, start)
        # What comes next tells whether there is a comma before it.
        after = "0: 0" if start != starts[-1] else ""
        error = _parse("\n".join(["{", *lines[start:end], after, "}"]))
        if isinstance(error, SyntaxError):
            broken.append((_key_of(lines[start].strip()), _unread(lines[start], start + 1, error)))
            lines[start:end] = [""] * (end - start)
    tree = _parse("\n".join(lines))
    if isinstance(tree, SyntaxError):
        raise ProblemError(f"line {tree.lineno} cannot be read as Python: {tree.msg}")
    return tree, broken


def _unread(line: str, number: int, error: SyntaxError) -> NoNumber:
    """What is wrong with a line of ANSWERS that is no Python."""
    if _NOTHING.search(line):
        return NoNumber("", blank=True)
    said = _PLACES.sub("", error.msg).rstrip(" ?.") or "a bracket is not closed"
    return NoNumber(f"Line {number} cannot be read as Python: {said}.{_comma_help(line)}")


def _comma_help(text: str) -> str:
    return " Write a decimal point, not a comma." if _DECIMAL_COMMA.search(text) else ""


def _end_of_entry(lines: list[str], start: int) -> int:
    """Where the next entry of ANSWERS, a heading or the end of it begins."""
    end = start + 1
    while end < len(lines) and not re.match(r"\s*[#}]|" + _ENTRY.pattern, lines[end]):
        end += 1
    return end


def _key_of(line: str) -> str:
    """The key of a line of ANSWERS, as far as it can be read."""
    quote = line[0] if line[0] in "\"'" else '"'
    inside = line.lstrip(quote)
    return inside.partition(quote if quote in inside else ":")[0].strip()


def _parse(text: str) -> ast.Module | SyntaxError:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError) as error:
        raise ProblemError(f"cannot be read as Python: {error}") from None


def _run(tree: ast.Module) -> tuple[Names, list[tuple[str, ast.expr]]]:
    """The names that the sheet defines above ANSWERS, and the entries of that."""
    names: Names = {}
    for place, statement in enumerate(tree.body, start=1):
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "ANSWERS":
            if tree.body[place:]:
                raise ProblemError(
                    f"line {tree.body[place].lineno} stands below ANSWERS, where nothing is read; "
                    f"put it above"
                )
            return names, _entries(statement.value)
        try:
            code = compile(ast.Module([statement], []), "worksheet", "exec")
            exec(code, names)  # noqa: S102  a worksheet is run
        except (Exception, SystemExit) as error:  # noqa: BLE001  whatever the reader wrote
            raise ProblemError(f"line {statement.lineno} cannot be run: {_said(error)}") from None
    raise ProblemError("is no worksheet: there is no ANSWERS = {…} in it")


def _entries(value: ast.expr) -> list[tuple[str, ast.expr]]:
    if not isinstance(value, ast.Dict):
        raise ProblemError(f"line {value.lineno}: ANSWERS is no list of lines in braces, {{…}}")
    return [
        (str(key.value) if isinstance(key, ast.Constant) else ast.unparse(key or value), entry)
        for key, entry in zip(value.keys, value.values)
    ]


def _worked_out(answer: ast.expr, names: Names) -> Any:
    """What an answer comes to as Python."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return eval(compile(ast.Expression(answer), "worksheet", "eval"), dict(names))
    except (NameError, TypeError, AttributeError) as error:
        return NoNumber(f"Line {answer.lineno} cannot be worked out: {error}. {_HELP}")
    except (Exception, SystemExit) as error:  # noqa: BLE001  whatever the reader wrote
        return NoNumber(f"Line {answer.lineno} cannot be worked out: {_said(error)}.")


def _said(error: BaseException) -> str:
    """An error of the sheet's own code, in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def _assignment(names: Names) -> Assignment:
    """What the sheet is about, by the names at its top."""
    name, seed, problem = (names.get(key) for key in ("WORKSHEET", "SEED", "PROBLEM"))
    if name == OWN_PROBLEM and isinstance(problem, str):
        return of_problem(problem, "PROBLEM")
    if (
        not isinstance(name, str)
        or name == OWN_PROBLEM
        or not isinstance(seed, int)
        or isinstance(seed, bool)
        or not 0 <= seed <= LARGEST_SEED
    ):
        raise ProblemError(
            f"is no worksheet: WORKSHEET, the name of an exercise in quotes, and SEED, a whole "
            f"number from 0 to {LARGEST_SEED}, have to stand above ANSWERS"
        )
    return of_exercise(name, seed)


def _check_numbers(sheet: Sheet, what: str, numbers: Mapping[Any, float], names: Names) -> None:
    """Raise ProblemError where the sheet's numbers are not those it is marked by."""
    said = names.get(what)
    said = said if isinstance(said, dict) else {}
    found = {sheet.by_key.get(without_spaces(str(key))): value for key, value in said.items()}
    for quantity, number in numbers.items():
        value = as_number(found.get(quantity))
        if isinstance(value, NoNumber) or not math.isclose(value, number, rel_tol=1e-9):
            said = "no number" if isinstance(value, NoNumber) else f"{value:.12g}"
            raise ProblemError(
                f"{what}: {sheet.keys[quantity]} is {said}, but it is {number:.12g} in this "
                f"exercise; put that back, or print the sheet anew"
            )
