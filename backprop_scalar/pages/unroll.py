"""The page of the command unroll: training steps as a Python program, no loops and no lists."""

import math
from collections.abc import Sequence

from ..checks import ProblemError
from ..notes.quantities import AnyQuantity, describe
from ..notes.spelling import Spelling
from ..problem import Problem
from ..tracing.lines import Line, operands_of, value_of
from ..tracing.program import BEFORE, Names, assignment, comment, imports, needed, source_of
from ..tracing.training_step import cost_of_step, given_values, training_step
from .page import Page
from .trace import phase_title


def unroll_page(page: Page, problem: Problem, note: str, steps: int) -> None:
    """`steps` training steps of a problem as a program that prints the costs and new parameters.

    Raises ProblemError as `notation_of` does, and where a float cannot hold a number of the
    program, such as the e^800 in the sigmoid of -800, which a trace gets around.
    """
    page.blocks.append("\n".join(Unrolled(page, problem, note, steps).text()))


class Unrolled:
    """The program for that page, which grows statement by statement, each run as it is added.

    Raises ProblemError as `unroll_page` does.
    """

    def __init__(self, page: Page, problem: Problem, note: str, steps: int) -> None:
        self.problem, self.page = problem, page
        self.spelling = Spelling.of(problem, note)
        self.name = Names(self.spelling)
        inside = self.spelling.notation.inside
        self.plan = training_step(problem, problem.network, inside=inside)
        self.lines = [line for phase in self.plan for line in phase.lines]
        self.cost = cost_of_step([line.quantity for line in self.lines])
        self.body: list[str] = []
        self.values: dict[str, float] = vars(math).copy()
        self._given()
        for number in range(1, steps + 1):
            if steps > 1:
                self._heading(f"Step {number}")
            self._step(is_first=number == 1)
        self._end()

    def text(self) -> list[str]:
        """The lines of the program's file."""
        about = [f"In the letters of {self.spelling.notation.source}.", self.problem.title]
        # Python looks for the name of an encoding in the first two comments: none is typed there.
        return [
            "# Training steps without loops and lists, every number under a name of its own.",
            "# Run it, or go through it line by line in a debugger.",
            *(comment(self.page.style.spell_letters(text)) for text in about if text),
            *imports(self.body),
            *self.body,
        ]

    def _heading(self, title: str) -> None:
        """A comment after an empty line."""
        self.body += ["", comment(title)]

    def _given(self) -> None:
        """What the step starts from."""
        self._heading("Given")
        for quantity, value in given_values(self.problem, self.problem.network).items():
            number = value if isinstance(value, int) else float(value)
            self._add(quantity, assignment(self.name(quantity), repr(number)))

    def _step(self, *, is_first: bool) -> None:
        """The phases of a step; the first keeps the cost that it begins with."""
        for phase in self.plan:
            if phase.name == "update" and is_first:
                self.body += ["", assignment(BEFORE, self.name(self.cost))]
            self._lines(phase_title(phase, self.spelling), phase.lines)

    def _end(self) -> None:
        """The cost after the last step, and what the program prints."""
        word, cost = self.spelling.notation.cost_word, self.name(self.cost)
        self._lines(f"The {word} after the step", needed(self.lines, [self.cost]))
        self._heading("Results")
        self.body += [f'print("{word} before:", {BEFORE})', f'print("{word} after:", {cost})']
        for new in dict.fromkeys(self.name(line.quantity) for line in self.plan[-1].lines):
            self.body.append(f'print("{new} =", {new})')

    def _lines(self, title: str, lines: Sequence[Line]) -> None:
        """The lines under a title; where floats leave the noise of a 0, that is put right."""
        self._heading(title)
        for line in lines:
            name, source = self.name(line.quantity), source_of(line, self.name)
            place = self.page.style.spell_letters(self.spelling.place(line.quantity))
            self._add(line.quantity, assignment(name, source, place))
            known = {quantity: self.values[self.name(quantity)] for quantity in operands_of(line)}
            if self.values[name] and not value_of(line, known):
                noise = f"{self.values[name]:.1g} is rounding; the numbers as written give 0"
                self._add(line.quantity, assignment(name, "0.0", noise))

    def _add(self, quantity: AnyQuantity, statement: str) -> None:
        """A statement, which is run to see that it can be."""
        self.body.append(statement)
        what = describe(quantity, self.spelling.examples)
        try:
            exec(statement, self.values)  # noqa: S102 - it is made of names and digits
        except RecursionError:
            raise ProblemError(f"the {what} is a sum of too many terms for Python") from None
        except (ArithmeticError, ValueError):
            self.values[self.name(quantity)] = math.nan
        if not math.isfinite(self.values[self.name(quantity)]):
            raise ProblemError(
                f"the {what}, or a power of e in its formula, is too large or too small for a "
                f"float; take smaller inputs, targets, weights or learning rate eta"
            )
