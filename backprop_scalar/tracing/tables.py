"""A traced step as the tables of a page."""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..backprop import mean_cost
from ..network import Network
from ..problem import Problem
from .notation import Spelling, describe
from .pages import Column, Page
from .steps import Phase, Step, trace
from .written import Style, Written

DIGITS = 6

# Sums of more terms are shown by their first two and their last; the numbers longer than the
# symbols, for a calculator needs them all.
MOST_SYMBOLS = 5
MOST_NUMBERS = 12


def significant(x: float, digits: int) -> str:
    """x with that many significant digits, zeros at the end included.

    >>> significant(0.593, 4), significant(123456.7, 6), significant(-0.0, 3)
    ('0.5930', '123457', '0.00')
    """
    return format(x + 0.0, f"#.{digits}g").removesuffix(".")


def as_given(x: float, digits: int) -> str:
    """x in full if 12 digits are enough for that, as for typed numbers; else rounded.

    >>> as_given(0.10, 6), as_given(3.0, 6), as_given(1 / 3, 6)
    ('0.1', '3', '0.333333')
    """
    typed = format(x + 0.0, ".12g")
    return typed if float(typed) == x else significant(x, digits)


class LineTables:
    """Tables of lines, put on a page.

    given, values: the quantities a calculation starts from, and all of them; note: the heading of
    the last column; digits: the significant digits shown. Each line has three readings, its
    symbols, its digits and its value, all of the one equation of its `Step`.
    """

    def __init__(
        self,
        page: Page,
        given: Mapping[Any, float],
        values: Mapping[Any, float],
        note: str,
        digits: int,
    ) -> None:
        self.page = page
        self.given_values = given
        self.values = values
        self.note = note
        self.digits = digits

    def spelled(self, quantity: Any) -> str:
        """The quantity in Unicode."""
        raise NotImplementedError

    def cite(self, quantity: Any) -> str:
        """The place of its equation in the note."""
        raise NotImplementedError

    def symbol(self, quantity: Any, style: Style) -> Written:
        """The quantity in a style."""
        return style.symbol(self.spelled(quantity))

    def value(self, quantity: Any) -> str:
        """Its digits: given data as typed, computed values to the digits asked for."""
        if quantity in self.given_values:
            return as_given(self.given_values[quantity], self.digits)
        return significant(self.values[quantity], self.digits)

    def formula(self, step: Step, style: Style) -> str:
        """The step's equation of the symbols of its operands."""
        return _text(step.read(lambda quantity: self.symbol(quantity, style)))

    def numbers(self, step: Step, style: Style) -> str:
        """The step's equation of the digits of its operands."""
        return _text(step.read(lambda quantity: style.number(self.value(quantity))))

    def lines(self, steps: Sequence[Step]) -> None:
        """One line a step: quantity, formula, with numbers, value, and the note's equation."""
        style = self.page.style
        symbols, digits = style.eliding(MOST_SYMBOLS), style.eliding(MOST_NUMBERS)
        self.page.table(
            [
                Column("quantity", "math"),
                Column("formula", "math"),
                Column("with numbers", "math"),
                Column("value", "number"),
                Column(self.note, "place"),
            ],
            [
                [
                    self.symbol(step.quantity, style),
                    self.formula(step, symbols),
                    self.numbers(step, digits),
                    self.page.number(self.value(step.quantity)),
                    self.cite(step.quantity),
                ]
                for step in steps
            ],
        )

    def given_table(self, words: Mapping[Any, str]) -> None:
        """Every given quantity, its value and what it is in words."""
        self.page.table(
            [Column("quantity", "math"), Column("value", "number"), Column("what it is")],
            [
                [
                    self.symbol(quantity, self.page.style),
                    self.page.number(self.value(quantity)),
                    words[quantity],
                ]
                for quantity in self.given_values
            ],
        )


class StepTables(LineTables):
    """The tables of one training step of a problem.

    note: whose letters, and whose place for 1/n; the problem's own where it is empty. network:
    where the step starts, the problem's network where it is None. Raises ProblemError where a value
    is not finite.
    """

    def __init__(
        self,
        page: Page,
        problem: Problem,
        digits: int = DIGITS,
        *,
        note: str = "",
        network: Network | None = None,
    ) -> None:
        self.spelling = Spelling.of(problem, note)
        inside = self.spelling.notation.inside
        self.trace = trace(problem, network or problem.network, inside=inside)
        note = self.spelling.notation.note
        super().__init__(page, self.trace.given, self.trace.values, note, digits)

    def spelled(self, quantity: Any) -> str:
        """The quantity as the note spells it."""
        return self.spelling.symbol(quantity)

    def cite(self, quantity: Any) -> str:
        """Where the note has its equation."""
        return self.spelling.cite(quantity)

    def everything(self, level: int = 2) -> None:
        """Given, then a table for each phase, under headings of that level, and the outcome."""
        self.page.heading("Given", level)
        self.given()
        for phase in self.trace.phases:
            if phase.steps:
                self.page.heading(phase_title(phase, self.spelling), level)
                self.lines(phase.steps)
        self.page.text(self.outcome())

    def given(self) -> None:
        """What the step starts from: every given quantity, its value and what it is."""
        chain = set(self.spelling.widths) == {1}
        words = {q: describe(q, self.spelling.examples, chain=chain) for q in self.trace.given}
        self.given_table(words)

    def phase(
        self, name: str, example: int = 0, layer: int | None = None, kinds: Collection[str] = ()
    ) -> None:
        """The table of one phase: forward, cost, backward, gradients, batch or update.

        example: whose, counted from 0, where there are several; layer, kinds: only the lines of
        that layer, of these kinds of quantities. Raises ValueError where there are none.
        """
        steps = [
            step
            for phase in self.trace.phases
            if phase.name == name and phase.example in (example, None)
            for step in phase.steps
            if layer in (None, step.quantity.l) and (not kinds or step.quantity.kind in kinds)
        ]
        if not steps:
            there = ", ".join(dict.fromkeys(phase.name for phase in self.trace.phases))
            raise ValueError(
                f"no lines of phase {name!r}, example {example}, layer {layer} and kinds {kinds}; "
                f"the phases here are {there}, examples count from 0, layers from 1"
            )
        self.lines(steps)

    def outcome(self) -> str:
        """A sentence with the cost before and after the step."""
        problem = self.trace.problem
        word = self.spelling.notation.cost_word
        before, after = (
            mean_cost(network, problem.examples, problem.cost)
            for network in (self.trace.network, self.trace.moved_network)
        )
        held = "" if problem.train_biases else "The biases were held fixed. "
        if not math.isfinite(after):
            return f"{held}After this step the {word} is too large for a float: take a smaller eta."
        return (
            f"{held}This step took the {word} from {significant(before, self.digits)} "
            f"to {significant(after, self.digits)}."
        )


def rounding(digits: int) -> str:
    """The sentence on digits that goes under the first table."""
    return (
        f"Values are computed unrounded and shown with {digits} significant digits; given numbers "
        f"are shown in full if they have at most 12."
    )


def _text(written: object) -> str:
    # An equation that uses none of its operands, the slope of the identity, is a plain number.
    return str(written) if isinstance(written, Written) else f"{written:g}"


def phase_title(phase: Phase, spelling: Spelling) -> str:
    """Forward pass, Cost, …, with the example where there are several."""
    title = {
        "forward": "Forward pass",
        "cost": spelling.notation.cost_word.capitalize(),
        "backward": "Backward pass",
        "gradients": "Gradients",
        "batch": f"The batch: {spelling.notation.cost_word} and gradients",
        "update": "Update",
    }[phase.name]
    if phase.example is None or spelling.examples == 1:
        return title
    return f"Example {phase.example + 1}: {title.lower()}"
