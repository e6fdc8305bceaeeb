"""The exercises, in rising order, and what each draws its numbers from."""

import random
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from ..checks import ProblemError
from ..problem import Problem
from .drawing import drawn
from .draws import (
    difference,
    one_dead_unit,
    problems,
    relu_units,
    sigmoids,
    slip_hunt,
    two_steps,
    with_a_zero_input,
)
from .sheet import Sheet, sheet_of_problem


@dataclass(frozen=True)
class Exercise:
    """An exercise: its key in catalogue.toml, and what that has of it; draw: numbers for it, which
    need not be fit, as a problem or as a sheet that has letters of its own."""

    name: str
    draw: Callable[[random.Random], Problem | Sheet]
    title: str
    place: str
    task: str
    left_out: Sequence[str] = ()
    handed: Sequence[int] = ()

    def sheet(self, seed: int, note: str = "") -> Sheet:
        """The exercise with the numbers of a seed; the same seed gives the same ones.

        note: whose letters, its own ones' where none is named. Raises ProblemError where they
        belong to the exercise.
        """
        found = drawn(self.draw, random.Random(f"{self.name} {seed}"), self._sheet_of)
        if note and isinstance(found, Sheet):
            raise ProblemError(f"{self.name} has letters of its own; leave --note out")
        return self._sheet_of(found, note)

    def _sheet_of(self, found: Problem | Sheet, note: str = "") -> Sheet:
        if isinstance(found, Sheet):
            return found
        return sheet_of_problem(found, note, left_out=self.left_out, handed=self.handed)


# All other exercises are a step of a problem whose network has drawn numbers.
_DRAWS: dict[str, Callable[[random.Random], Problem | Sheet]] = {
    "sigmoid": sigmoids,
    "relu": relu_units,
    "full_story": one_dead_unit,
    "deep": with_a_zero_input,
    "finite_difference": difference,
    "two_steps": two_steps,
    "slip_hunt": slip_hunt,
}


def _exercise(name: str, table: dict[str, Any]) -> Exercise:
    step = table.pop("step", None)
    return Exercise(name, problems(**step) if step else _DRAWS[name], **table)


_TABLES = tomllib.loads(
    (resources.files(__package__) / "catalogue.toml").read_text(encoding="utf-8")
)
EXERCISES = [_exercise(*entry) for entry in _TABLES.items()]


def find_exercise(name: str) -> Exercise:
    """The exercise of that name. Raises ProblemError, with the names there are."""
    for exercise in EXERCISES:
        if exercise.name == name:
            return exercise
    raise ProblemError(
        f"there is no exercise {name!r}; take one of {', '.join(_TABLES)}, or a .toml file"
    )
