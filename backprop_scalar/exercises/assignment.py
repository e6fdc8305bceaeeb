"""What a worksheet is about: an exercise with the numbers of a seed, or a problem of your own."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..notes.spelling import Spelling
from ..problem import ProblemError, parse_problem
from .catalogue import find_exercise
from .drawing import flaws
from .sheet import Sheet, sheet_of_problem

OWN_PROBLEM = "problem"
LARGEST_SEED = 10**9


@dataclass(frozen=True)
class Assignment:
    """A sheet with the words that go with it.

    place: the notes and sections it goes with, if any are named; task: what there is to do;
    header: what a worksheet says to be recognised by; solution: the arguments of the command that
    prints its key.
    """

    title: str
    place: str
    task: str
    sheet: Sheet
    header: Mapping[str, str | int]
    solution: str


def of_exercise(name: str, seed: int) -> Assignment:
    """An exercise of the catalogue. Raises ProblemError for an unknown name."""
    exercise = find_exercise(name)
    return Assignment(
        exercise.title,
        exercise.place,
        exercise.task,
        exercise.sheet(seed),
        {"WORKSHEET": name, "SEED": seed},
        f"worksheet {name} --seed {seed} --key",
    )


def of_problem(text: str, where: str) -> Assignment:
    """One training step of the problem in a TOML text. Raises ProblemError, `where` first."""
    problem = parse_problem(text, where)
    sheet = sheet_of_problem(problem)
    try:
        _ = sheet.values
    except ProblemError as error:
        raise ProblemError(f"{where}: {error}") from None
    widths = "-".join(map(str, problem.network.widths))
    activations = ", ".join(layer.activation.name for layer in problem.network.layers)
    return Assignment(
        problem.title or "A training step",
        "",
        f"Work out one training step of a {widths} network ({activations}) with the cost "
        f"{problem.cost.name}, in the letters of {Spelling.of(problem).notation.source}.",
        sheet,
        {"WORKSHEET": OWN_PROBLEM, "PROBLEM": text},
        "worksheet FILE.toml --key",
    )


def hidden_slips(assignment: Assignment) -> list[str]:
    """Lines on which some slip, with these numbers, cannot be told from the right answer."""
    return [flaw for flaw in flaws(assignment.sheet) if "too close to '" not in flaw]
