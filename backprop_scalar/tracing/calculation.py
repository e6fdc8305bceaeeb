"""A calculation of your own, line by line, in the words of a section of the notes.

For what a training step does not contain: the steps of a proof, a derivative before it is put
together, another order of doing things. Each line is an equation of named quantities:

>>> from ..activations import sigmoid
>>> from ..equations import weighted_input
>>> calculation = Calculation("anomitroid")
>>> x = calculation.given("x", 0.5, "input")
>>> w = calculation.given("w", 0.8, "weight")
>>> b = calculation.given("b", -0.4, "bias")
>>> z = calculation.line("z", weighted_input, [w], [x], b, cite="(7)")
>>> a = calculation.line("a", sigmoid, z, cite="(8)")
>>> calculation.number(a)
0.5
"""

from ..checks import ProblemError
from ..equations import central_quotient
from ..gradient_check import STEP
from ..notes.notation import notation_of
from ..notes.quantities import AnyQuantity, Named
from ..notes.spelling import Spelling
from ..notes.symbols import typed
from .digits import DIGITS
from .lines import Equation, Line, NoValue, Operand, value_of
from .working import Working


class Calculation:
    """Given numbers and lines that follow from them, in the order in which they were added.

    note: whose letters these are; digits: the significant digits shown.
    """

    def __init__(self, note: str, digits: int = DIGITS) -> None:
        self.words: dict[AnyQuantity, str] = {}
        self.working = Working(Spelling(notation_of(note)), digits, words=self.words)
        self.lines: list[Line] = []

    def given(self, spelled: str, value: float, words: str = "") -> Named:
        """A quantity to start from. Raises ProblemError where its name is taken."""
        quantity = self._new(Named(typed(spelled)))
        self.working.givens[quantity] = self.working.values[quantity] = float(value)
        self.words[quantity] = words
        return quantity

    def line(self, spelled: str, equation: Equation, *operands: Operand, cite: str = "") -> Named:
        """A new quantity, the equation of the operands: quantities, constants, lists of them.

        Raises ProblemError where its name is taken or it has no value.
        """
        quantity = self._new(Named(typed(spelled), cite))
        line = Line(quantity, equation, operands)
        try:
            self.working.work_out(line)
        except NoValue as error:
            raise ProblemError(f"{spelled} {error}") from None
        self.lines.append(line)
        return quantity

    def named(self, spelled: str) -> Named:
        """The quantity of that name. Raises KeyError where there is none."""
        found = {q.symbol: q for q in self.working.values if isinstance(q, Named)}
        return found[typed(spelled)]

    def number(self, quantity: Named) -> float:
        """Its value."""
        return self.working.values[quantity]

    def difference(self, of: Named, by: Named, h: float = STEP) -> float:
        """∂of/∂by as (of(by + h) - of(by - h)) / 2h, all lines done again with the nudged `by`."""
        return central_quotient(self._nudged(of, by, h), self._nudged(of, by, -h), h)

    def _new(self, quantity: Named) -> Named:
        if any(isinstance(q, Named) and q.symbol == quantity.symbol for q in self.working.values):
            raise ProblemError(f"{quantity.spelled} has a value already; give it another name")
        return quantity

    def _nudged(self, of: Named, by: Named, h: float) -> float:
        values = dict(self.working.values)
        values[by] += h
        for line in self.lines:
            # A nudged line keeps its nudge; only what comes after it is done again.
            if line.quantity != by:
                values[line.quantity] = value_of(line, values)
        return values[of]
