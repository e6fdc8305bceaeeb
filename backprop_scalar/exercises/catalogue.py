"""The exercises, in rising order, and what each draws its numbers from."""

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources

from ..notes.quantities import Quantity as Q
from ..problem import Problem, ProblemError
from .drawing import drawn
from .draws import (
    difference,
    no_update,
    one_dead_unit,
    problems,
    relu_units,
    sigmoids,
    slip_hunt,
    two_steps,
    with_a_zero_input,
)
from .sheet import Sheet, sheet_of_problem

Draw = Callable[[random.Random], Sheet]


@dataclass(frozen=True)
class StepOf:
    """Sheets of a training step of drawn problems; asked, handed: as in `sheet_of_problem`."""

    problem: Callable[[random.Random], Problem]
    asked: Callable[[Q], bool] = lambda quantity: True
    handed: Callable[[Q], bool] = lambda quantity: False

    def sheet(self, problem: Problem, note: str = "") -> Sheet:
        """One of its problems in the letters of a note, of its own where none is named."""
        return sheet_of_problem(problem, note, asked=self.asked, handed=self.handed)


@dataclass(frozen=True)
class Exercise:
    """An exercise: its key in catalogue.toml, which has its words; draw: numbers for it, which need
    not be fit."""

    name: str
    draw: StepOf | Draw
    title: str
    place: str
    task: str

    def sheet(self, seed: int, note: str = "") -> Sheet:
        """The exercise with the numbers of a seed; the same seed gives the same ones.

        note: whose letters, its own ones' where none is named. Raises ProblemError where they
        belong to the exercise.
        """
        generator, step = random.Random(f"{self.name} {seed}"), self.draw
        if not isinstance(step, StepOf):
            if note:
                raise ProblemError(f"{self.name} has letters of its own; leave --note out")
            return drawn(step, generator)
        problems: list[Problem] = []

        def draw(generator: random.Random) -> Sheet:
            problems.append(step.problem(generator))
            return step.sheet(problems[-1])

        sheet = drawn(draw, generator)
        return step.sheet(problems[-1], note) if note else sheet


def _of_first_two_examples(quantity: Q) -> bool:
    return quantity.i in (0, 1)


HALF, FULL = "half_squared_error", "squared_error"
CHAIN = problems("anomitroid", FULL, [1] * 5, ["sigmoid"] * 4)
BATCH = problems("step_by_step", HALF, [2, 3, 1], ["sigmoid", "identity"], examples=3)
BINARY = problems("thill", "binary_cross_entropy", [2, 2, 1], ["sigmoid"] * 2, (0, 1))

_DRAWS: dict[str, StepOf | Draw] = {
    "sigmoid": sigmoids,
    "one_neuron": StepOf(problems("anomitroid", FULL, [1, 1], ["sigmoid"])),
    "two_inputs": StepOf(problems("anomitroid", FULL, [2, 1], ["sigmoid"])),
    "chain_of_two": StepOf(problems("anomitroid", FULL, [1, 1, 1], ["sigmoid"] * 2)),
    "chain": StepOf(CHAIN, asked=no_update),
    "relu": StepOf(relu_units),
    "full_story": StepOf(one_dead_unit),
    "mini_batch": StepOf(BATCH, handed=_of_first_two_examples),
    "four_equations": StepOf(problems("ko", HALF, [2, 2, 2], ["sigmoid"] * 2)),
    "deep": StepOf(with_a_zero_input, asked=no_update),
    "cross_entropy": StepOf(BINARY),
    "softmax": StepOf(problems("thill", "cross_entropy", [2, 3], ["softmax"], (0, 0, 1))),
    "finite_difference": difference,
    "two_steps": two_steps,
    "slip_hunt": slip_hunt,
    "short_ko": StepOf(problems("ko", HALF, [1, 1, 1], ["sigmoid"] * 2)),
    "short_step_by_step": StepOf(
        problems("step_by_step", HALF, [1, 1, 1], ["sigmoid", "identity"])
    ),
}
_WORDS = tomllib.loads(
    (resources.files(__package__) / "catalogue.toml").read_text(encoding="utf-8")
)
EXERCISES = [Exercise(name, draw, **_WORDS[name]) for name, draw in _DRAWS.items()]


def find_exercise(name: str) -> Exercise:
    """The exercise of that name. Raises ProblemError, with the names there are."""
    for exercise in EXERCISES:
        if exercise.name == name:
            return exercise
    raise ProblemError(
        f"there is no exercise {name!r}; take one of {', '.join(_DRAWS)}, or a .toml file"
    )
