"""Lines as a JavaScript program, for pages in which numbers can be changed.

Each value is made by calls, for JavaScript has no operators for what `live.js` works with: numbers
that know how large the terms are that add up to them, as `Magnitude` has it. `live.js` has the
functions that are called and what `lines.py` and `working.py` make of the two: 0 for what is noise,
more digits where some are lost. There is no formula here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Union

from ..notes.quantities import AnyQuantity, identifier
from .lines import Line

Operand = Union["Called", int, float]


@dataclass(frozen=True)
class Called:
    """An operand that writes arithmetic down as calls.

    >>> print(1 - Called("x") ** 2 / Called("n"))
    sub(1,div(pow(x,2),n))
    """

    source: str

    def __str__(self) -> str:
        return self.source

    def __add__(self, other: Operand) -> "Called":
        return _call("add", self, other)

    def __radd__(self, other: Operand) -> "Called":
        return self if other == 0 else _call("add", other, self)

    def __sub__(self, other: Operand) -> "Called":
        return _call("sub", self, other)

    def __rsub__(self, other: Operand) -> "Called":
        return _call("sub", other, self)

    def __mul__(self, other: Operand) -> "Called":
        return _call("mul", self, other)

    def __rmul__(self, other: Operand) -> "Called":
        return _call("mul", other, self)

    def __truediv__(self, other: Operand) -> "Called":
        return _call("div", self, other)

    def __rtruediv__(self, other: Operand) -> "Called":
        return _call("div", other, self)

    def __pow__(self, other: Operand) -> "Called":
        return _call("pow", self, other)

    def __neg__(self) -> "Called":
        return _call("sub", 0, self)

    def apply(self, function: str, *others: "Called") -> Any:
        """A function of `functions.py` by its name: what it gives is a term of its own."""
        return _call("term", Called(f'"{function}"'), self, *others)


def _call(name: str, *operands: Operand) -> Called:
    return Called(f"{name}({','.join(map(str, operands))})")


def name_of(quantity: AnyQuantity) -> str:
    """A quantity's name in the program."""
    return identifier(quantity).replace("-", "_")


def program(lines: Iterable[Line]) -> str:
    """The function of an object m, in which each quantity is, and of settle(name, made), which is
    called for each line and puts what is made of its quantities into m."""
    statements = [
        f'settle("{name_of(line.quantity)}", {line.read(lambda q: Called(f"m.{name_of(q)}"))});'
        for line in lines
    ]
    return "\n".join(["(m, settle) => {", *statements, "}"])
