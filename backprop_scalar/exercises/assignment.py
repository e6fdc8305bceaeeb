"""What a worksheet is about: an exercise with the numbers of a seed, or a problem of your own."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from ..checks import ProblemError, Table, at, parse_table, read_text, tables_of
from ..pages.trace import extras
from ..problem import Problem, parse_problem, problem_of, toml_of
from ..tracing.digits import Decimals, places
from .catalogue import find_exercise
from .own_numbers import redrawn
from .sheet import Sheet, sheet_of_problem

OWN_PROBLEM = "problem"
# What a header may say beside the name.
OPTIONS = ("SEED", "NOTE", "DIGITS", "DECIMALS")
# What a problem may have that a sheet is made of.
MOST_LINES = 400
LONGEST_PROBLEM = 20_000
LONGEST_LINE = 1000


@dataclass(frozen=True)
class Assignment:
    """A sheet with its words; place: of the notes, if any is named; task: what there is to do;
    header: what a worksheet says to be recognised by; formulas: whether they are on the sheet."""

    title: str
    place: str
    task: str
    sheet: Sheet
    header: Mapping[str, str | int]
    formulas: bool = True

    @property
    def command(self) -> str:
        """The command that prints the solution."""
        options = [f"--{n.lower()} {self.header[n]}" for n in OPTIONS if n in self.header]
        name = "FILE.toml" if "PROBLEM" in self.header else self.header["WORKSHEET"]
        return " ".join(["worksheet", str(name), *options, "--key"])

    def asking_for(self, digits: int | None) -> "Assignment":
        """The same with other digits asked for, significant ones or `Decimals`; None: the same."""
        if digits is None:
            return self
        if self.sheet.worked:
            raise ProblemError(
                f"{self.header['WORKSHEET']} is worked out with {places(self.sheet.digits)} "
                f"already; the digits of other exercises may be chosen"
            )
        name = "DECIMALS" if isinstance(digits, Decimals) else "DIGITS"
        sheet, header = replace(self.sheet, digits=digits), {**self.header, name: int(digits)}
        return replace(self, sheet=sheet, header=header)


# A class, and whoever has a sheet marked again, works on the same numbers.
@functools.lru_cache(maxsize=400)
def of_exercise(name: str, seed: int, note: str = "") -> Assignment:
    """An exercise of the catalogue, in the letters of a note, of its own where none is named.

    Raises ProblemError for an unknown name, and where its letters are fixed.
    """
    exercise = find_exercise(name)
    sheet = exercise.sheet(seed, note)
    header = _header(WORKSHEET=name, SEED=seed, NOTE=note)
    return Assignment(exercise.title, exercise.place, exercise.task, sheet, header)


def assigned(name: str, seed: int | None, note: str = "") -> Assignment:
    """The exercise of that name, or the problem in that .toml file, with the numbers of a seed.

    None: an exercise's first numbers, the problem's own; note: whose letters, its own ones' where
    none is named. Raises ProblemError.
    """
    if not name.lower().endswith(".toml"):
        return of_exercise(name, seed or 0, note)
    text = read_text(name)
    text = text if seed is None else with_new_numbers(text, name, seed)
    return of_problem(text, name, seed, note)


def _header(**values: str | int | None) -> dict[str, str | int]:
    """What a worksheet says of itself, as far as there is anything to say."""
    return {name: value for name, value in values.items() if value is not None and value != ""}


@functools.lru_cache
def with_new_numbers(text: str, where: str, seed: int) -> str:
    """The problem in a TOML text with the numbers of a seed. Raises ProblemError, `where` first."""
    return toml_of(at(where, redrawn, _short_problem(text, where), seed))


def of_problem(text: str, where: str, seed: int | None = None, note: str = "") -> Assignment:
    """One training step of the problem in a TOML text; seed: that its numbers were drawn with;
    note: whose letters, the problem's own where none is named.

    Raises ProblemError, `where` first, also where it is too long for a sheet.
    """
    problem = _short_problem(text, where)
    sheet = sheet_of_problem(problem, note)
    _check_length(len(sheet.lines), where)
    at(where, lambda: sheet.values)
    widths = "-".join(map(str, problem.network.widths))
    activations = ", ".join(layer.activation.name for layer in problem.network.layers)
    task = (
        f"Work out one training step of a {widths} network ({activations}) with the cost "
        f"{problem.cost.name}, in the letters of {sheet.spelling.notation.source}."
    )
    task = " ".join([task, *extras(problem, sheet.spelling)])
    header = _header(WORKSHEET=OWN_PROBLEM, SEED=seed, NOTE=note, PROBLEM=text)
    return Assignment(problem.title or "A training step", "", task, sheet, header)


def _short_problem(text: str, where: str) -> Problem:
    """The problem in a TOML text, refused before the work begins where its step is far too long."""
    if len(text) > LONGEST_PROBLEM or any(len(line) > LONGEST_LINE for line in text.split("\n")):
        raise ProblemError(
            f"{where}: is too long for a sheet: it may have {LONGEST_PROBLEM // 1000} kB, and "
            f"{LONGEST_LINE} signs in a line"
        )
    table = parse_table(text, where)
    _check_length(at(where, _fewest_lines, table), where)
    return problem_of(table, where)


def _fewest_lines(table: Table) -> int:
    """So many lines a step has at least; nothing of the table is checked, or drawn, yet."""
    examples, layers = (tables_of(table, key) for key in ("example", "layer"))
    inputs = [_length(example.get("x")) for example in examples]
    widths = [_length(layer.get("width", layer.get("weights"))) for layer in layers]
    # Each weight has a gradient and an update, each neuron z, a and δ for every example.
    weights = sum(before * width for before, width in pairwise([*inputs[:1], *widths]))
    return 2 * weights + 3 * len(examples) * sum(widths)


def _length(value: object) -> int:
    """How long a list is, or what a width says."""
    if isinstance(value, list):
        return len(value)
    return value if isinstance(value, int) and value > 0 else 0


def _check_length(lines: int, where: str) -> None:
    """Raise ProblemError where a step has at least so many lines, and that is too many."""
    if lines > MOST_LINES:
        raise ProblemError(
            f"{where}: a step has {lines} lines or more, a sheet at most {MOST_LINES}; take "
            f"fewer inputs, neurons or examples"
        )


def difference(text: str, other: str) -> str:
    """What is not the same in two problems, in TOML; empty where only their titles differ."""
    mine, yours = (vars(parse_problem(each, "")) for each in (text, other))
    return next((what for what in mine if what != "title" and mine[what] != yours[what]), "")
