"""How many operations a calculation takes, counted while the package's own equations do it.

>>> from ..backprop import backprop
>>> from ..network import Layer, Network
>>> network = Network([Layer([[2.0, 3.0]], [1.0], "identity")])
>>> operations_of(lambda n, x, y: backprop(n, x, y, "squared_error"), network, [1.0, 5.0], [7.0])
Counter({'multiplications': 6, 'additions': 2, 'subtractions': 1})

Six: two in z, the 2 in 2 (a - y), the product with the slope 1, and one for each weight.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, Union

from .. import functions
from ..network import Network, map_parameters

Operations = Counter[str]
Operand = Union["Counted", float]


class Counted:
    """A number that writes each operation done with it into `operations`.

    These are additions, subtractions, multiplications, divisions, and functions (the exponential
    and the others of `functions.py`). A power counts as the multiplications it stands for. Nothing
    is counted where nothing is done: the 0 that a sum starts from, a division by the number of
    examples where that is 1, a change of sign.
    """

    def __init__(self, value: float, operations: Operations) -> None:
        self.value = value
        self.operations = operations

    def _done(self, value: float, operation: str, times: int = 1) -> "Counted":
        self.operations[operation] += times
        return Counted(value, self.operations)

    def __add__(self, other: Operand) -> "Counted":
        if _is(0, other):
            return self
        return self._done(self.value + _value(other), "additions")

    __radd__ = __add__

    def __sub__(self, other: Operand) -> "Counted":
        if _is(0, other):
            return self
        return self._done(self.value - _value(other), "subtractions")

    def __rsub__(self, other: Operand) -> "Counted":
        return self._done(_value(other) - self.value, "subtractions")

    def __mul__(self, other: Operand) -> "Counted":
        return self._done(self.value * _value(other), "multiplications")

    __rmul__ = __mul__

    def __truediv__(self, other: Operand) -> "Counted":
        if _is(1, other):
            return self
        return self._done(self.value / _value(other), "divisions")

    def __rtruediv__(self, other: Operand) -> "Counted":
        return self._done(_value(other) / self.value, "divisions")

    def __pow__(self, exponent: int) -> "Counted":
        return self._done(self.value**exponent, "multiplications", exponent - 1)

    def __neg__(self) -> "Counted":
        return Counted(-self.value, self.operations)

    def apply(self, function: str, *others: "Counted") -> Any:
        """A function of `functions.py` by its name; where the notes have another, that one."""
        if function in functions.IN_THE_NOTES:
            return functions.IN_THE_NOTES[function](self, *others)
        return self._done(getattr(functions, function)(self.value), "functions")


def _value(operand: Operand) -> float:
    return operand.value if isinstance(operand, Counted) else operand


def _is(constant: int, operand: Operand) -> bool:
    """Whether the operand is that whole number, written in an equation and not computed."""
    return isinstance(operand, int) and operand == constant


def operations_of(
    calculation: Callable[[Network, list[float], list[float]], object],
    network: Network,
    x: Sequence[float],
    y: Sequence[float],
) -> Operations:
    """The operations of a calculation with a network and one example, by kind.

    calculation: called with the network, x and y, all their numbers `Counted`; any function of
    the package that only calculates with them will do. `.total()` of the result is their sum.
    """
    operations = Operations()

    def number(value: float) -> Any:
        return Counted(value, operations)

    w, b = map_parameters(number, (network.w, network.b))
    calculation(network.moved_to(w, b), [*map(number, x)], [*map(number, y)])
    return operations


class Readable(Protocol):
    """A line of a trace: its equation applied to what `reading` makes of each quantity."""

    def read(self, reading: Callable[[Any], Any]) -> object:
        """The equation of what `reading` makes."""


def operations_on(lines: Iterable[Readable]) -> Operations:
    """The operations of lines of a trace, by kind; their values do not matter for that."""
    operations = Operations()
    for line in lines:
        line.read(lambda quantity: Counted(0.5, operations))
    return operations
