"""A calculation of a walkthrough, line by line, in the words of a section of the notes.

For what a training step does not contain: the steps of a proof, a derivative before it is put
together, another order of doing things. Each line is an equation of named quantities:

    calculation = story.calculation("anomitroid")
    x = calculation.given("x", 0.5, "input")
    w = calculation.given("w", 0.8, "weight")
    b = calculation.given("b", -0.3, "bias")
    z = calculation.line("z", weighted_input, [w], [x], b, cite="(7)")
    a = calculation.line("a", sigmoid, z, cite="(8)")
    calculation.show()
"""

import math
from collections.abc import Callable
from typing import Any

from ..equations import central_quotient
from ..gradient_check import STEP, Comparison
from ..problem import ProblemError
from .pages import Column, Page
from .quantities import Named
from .steps import Step
from .tables import LineTables, significant
from .written import Written


class Calculation(LineTables):
    """Given numbers and lines that follow from them; `show` prints the lines not yet printed."""

    def __init__(self, page: Page, note: str, digits: int) -> None:
        self.known: dict[Named, float] = {}
        self.words: dict[Named, str] = {}
        self.steps: list[Step] = []
        self.shown = 0
        super().__init__(page, {}, self.known, note, digits)

    def spelled(self, quantity: Any) -> str:
        """The quantity as it was named."""
        return str(quantity.spelled)

    def cite(self, quantity: Any) -> str:
        """The place that was named with it."""
        return str(quantity.cite)

    def given(self, spelled: str, value: float, words: str = "") -> Named:
        """A quantity to start from. Raises ProblemError where its name is taken."""
        quantity = self._new(Named(spelled))
        self.known[quantity] = float(value)
        self.words[quantity] = words
        self.given_values = {q: self.known[q] for q in self.words}
        return quantity

    def line(
        self, spelled: str, equation: Callable[..., Any], *operands: Any, cite: str = ""
    ) -> Named:
        """A new quantity, the equation of the operands: quantities, constants, lists of them.

        Raises ProblemError where its name is taken or its value is not finite.
        """
        quantity = self._new(Named(spelled, cite))
        step = Step(quantity, equation, operands)
        self.known[quantity] = self._evaluated(step, self.known)
        self.steps.append(step)
        return quantity

    def named(self, spelled: str) -> Named:
        """The quantity of that name. Raises KeyError where there is none."""
        return {quantity.spelled: quantity for quantity in self.known}[spelled]

    def number(self, quantity: Named) -> float:
        """Its value."""
        return self.known[quantity]

    def show_given(self) -> None:
        """A table of the given quantities."""
        self.given_table(self.words)

    def show(self) -> None:
        """A table of the lines since the last one."""
        self.lines(self.steps[self.shown :])
        self.shown = len(self.steps)

    def difference(self, of: Named, by: Named, h: float = STEP) -> float:
        """∂of/∂by as (of(by + h) - of(by - h)) / 2h, all lines done again with the nudged `by`."""
        return central_quotient(self._nudged(of, by, h), self._nudged(of, by, -h), h)

    def check(self, of: Named, *gradients: tuple[Named, Named]) -> None:
        """A table of gradients of `of`, pairs (gradient, by what), beside finite differences."""
        rows: list[list[str | Written]] = []
        for gradient, by in gradients:
            comparison = Comparison(0, 0, 0, self.known[gradient], self.difference(of, by))
            rows.append(
                [
                    self.symbol(gradient, self.page.style),
                    self.page.number(significant(comparison.backprop, 9)),
                    self.page.number(significant(comparison.difference, 9)),
                    self.page.number(f"{comparison.error:.1e}"),
                ]
            )
        self.page.table(
            [
                Column("gradient", "math"),
                Column("by its formula", "number"),
                Column("finite difference", "number"),
                Column("relative error", "number"),
            ],
            rows,
        )

    def _new(self, quantity: Named) -> Named:
        if any(known.spelled == quantity.spelled for known in self.known):
            raise ProblemError(f"{quantity.spelled} has a value already; give it another name")
        return quantity

    def _evaluated(self, step: Step, values: dict[Named, float]) -> float:
        try:
            value = float(step.read(values.__getitem__))
        except OverflowError:
            value = math.inf
        except ZeroDivisionError:
            raise ProblemError(f"{self.spelled(step.quantity)} is a division by 0") from None
        if not math.isfinite(value):
            raise ProblemError(f"{self.spelled(step.quantity)} is too large for a float")
        return value

    def _nudged(self, of: Named, by: Named, h: float) -> float:
        values = dict(self.known)
        values[by] += h
        for step in self.steps:
            # A nudged line keeps its nudge; only what comes after it is done again.
            if step.quantity == by:
                continue
            values[step.quantity] = self._evaluated(step, values)
        return values[of]
