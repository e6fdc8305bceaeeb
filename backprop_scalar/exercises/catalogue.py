"""The exercises, in rising order: what each goes with, asks for, and draws its numbers from."""

import random
from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Exercise:
    """An exercise: its name and title, the notes and sections it goes with, what there is to do,
    and a draw of numbers for it, which need not be fit."""

    name: str
    title: str
    place: str
    task: str
    draw: Callable[[random.Random], Sheet]

    def sheet(self, seed: int) -> Sheet:
        """The exercise with the numbers of a seed; the same seed gives the same ones."""
        return drawn(self.draw, random.Random(f"{self.name} {seed}"))


def _step_of(
    draw: Callable[[random.Random], Problem],
    asked: Callable[[Q], bool] = lambda quantity: True,
    handed: Callable[[Q], bool] = lambda quantity: False,
) -> Callable[[random.Random], Sheet]:
    """Sheets of a training step of drawn problems."""
    return lambda generator: sheet_of_problem(draw(generator), asked=asked, handed=handed)


def _of_first_two_examples(quantity: Q) -> bool:
    return quantity.i in (0, 1)


HALF, FULL = "half_squared_error", "squared_error"

EXERCISES = (
    Exercise(
        "sigmoid",
        "The sigmoid and its slope",
        "anomitroid §2, (8) and (10); step_by_step, Hidden Layer",
        "Work out the activation and the slope of the sigmoid for three weighted inputs.",
        sigmoids,
    ),
    Exercise(
        "one_neuron",
        "One neuron, one step",
        "anomitroid §2, written with the error signal and in the letters of its §5",
        "Take one step of gradient descent with a sigmoid neuron and the squared error.",
        _step_of(problems("anomitroid", FULL, [1, 1], ["sigmoid"])),
    ),
    Exercise(
        "two_inputs",
        "Two inputs",
        "anomitroid §3, written with the error signal and in the letters of its §6",
        "Take one step of gradient descent with a sigmoid neuron that has two inputs.",
        _step_of(problems("anomitroid", FULL, [2, 1], ["sigmoid"])),
    ),
    Exercise(
        "chain_of_two",
        "A chain of two neurons",
        "anomitroid §4, (36)-(49)",
        "Take one step with two sigmoid neurons in a row: the second passes its error back.",
        _step_of(problems("anomitroid", FULL, [1, 1, 1], ["sigmoid"] * 2)),
    ),
    Exercise(
        "chain",
        "A chain of four neurons",
        "anomitroid §5, (50)-(56)",
        "Pass the error back through four sigmoid neurons and see what is left of it.",
        _step_of(problems("anomitroid", FULL, [1] * 5, ["sigmoid"] * 4), asked=no_update),
    ),
    Exercise(
        "relu",
        "A dead ReLU, and one at its corner",
        "full_story §1 and §4, with a linear output",
        "Take one step through three ReLUs: one works, one is dead, one stands at z = 0 exactly, "
        "where these notes take the slope 0.",
        _step_of(relu_units),
    ),
    Exercise(
        "full_story",
        "A 2-3-1 network",
        "full_story §§2-5 and Algorithm 1",
        "Take one training step of the network of The Full Story: ReLUs, one of them dead, then a "
        "sigmoid.",
        _step_of(one_dead_unit),
    ),
    Exercise(
        "mini_batch",
        "A mini-batch of three",
        "step_by_step, the whole page",
        "Work out the third example of a mini-batch and take the step of all three; of the first "
        "two the results are given. The 1/m of the loss stands inside the error signals.",
        _step_of(
            problems("step_by_step", HALF, [2, 3, 1], ["sigmoid", "identity"], examples=3),
            handed=_of_first_two_examples,
        ),
    ),
    Exercise(
        "four_equations",
        "BP1 to BP4 on a 2-2-2 network",
        "ko §4, BP1-BP4, and §2 (1)",
        "Take one training step of a 2-2-2 sigmoid network with half the squared error.",
        _step_of(problems("ko", HALF, [2, 2, 2], ["sigmoid"] * 2)),
    ),
    Exercise(
        "deep",
        "BP2 twice",
        "thill, Recursion and Gradients",
        "Pass the error of a 3-2-2-1 network back through two hidden layers. One input is 0.",
        _step_of(with_a_zero_input, asked=no_update),
    ),
    Exercise(
        "cross_entropy",
        "A sigmoid with cross-entropy",
        "thill, Output-layer Error Signal",
        "Take one step with the binary cross-entropy -(y ln a + (1 - y) ln(1 - a)), ln to the "
        "base e.",
        _step_of(problems("thill", "binary_cross_entropy", [2, 2, 1], ["sigmoid"] * 2, (0, 1))),
    ),
    Exercise(
        "softmax",
        "A softmax with cross-entropy",
        "thill, Output-layer Error Signal",
        "Take one step with three classes and the cross-entropy -Σ y ln a, ln to the base e. The "
        "targets add up to 1, so the error signal is the output minus the target.",
        _step_of(problems("thill", "cross_entropy", [2, 3], ["softmax"], (0, 0, 1))),
    ),
    Exercise(
        "finite_difference",
        "A gradient checked by hand",
        "thill, practice: gradient checking; ko §5 and anomitroid (1) move the weight one way only",
        "Move a weight up and down by h, and compare the quotient with backpropagation. The two "
        "costs are nearly equal, so their difference has two or three digits less than they have.",
        difference,
    ),
    Exercise(
        "two_steps",
        "Two steps of descent",
        "ko §2 (1) and §5",
        "Take two steps of gradient descent with the linear neuron z = w x + b and C = ½ (z - y)². "
        "The index counts the steps taken.",
        two_steps,
    ),
    Exercise(
        "slip_hunt",
        "Find the slip",
        "ko §§2-4, BP1-BP4",
        "Someone has worked out a 2-2-1 sigmoid network from the inputs to the gradients, with one "
        "slip. All that follows from it is consistent with it. Name the first line that is wrong.",
        slip_hunt,
    ),
)


def find_exercise(name: str) -> Exercise:
    """The exercise of that name. Raises ProblemError, with the names there are."""
    for exercise in EXERCISES:
        if exercise.name == name:
            return exercise
    names = ", ".join(exercise.name for exercise in EXERCISES)
    raise ProblemError(f"there is no exercise {name!r}; take one of {names}, or a .toml file")
