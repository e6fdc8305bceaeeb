"""A line: a quantity, the equation it comes from, and the operands of that."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ..notes.quantities import AnyQuantity, Named, Quantity
from .magnitude import NOISE, Magnitude, size_of

# A quantity, a constant, or a list of these.
Operand = Any
Equation = Callable[..., Any]
Values = Mapping[AnyQuantity, float]

# Sums of terms up to a million leave rounding errors below this.
_MAY_BE_NOISE = 1e-3


class NoValue(ValueError):
    """A line cannot be worked out; the message says why, to follow the name of its quantity."""


class Line(NamedTuple):
    """One row of a table: `quantity` = `equation`(`operands`)."""

    quantity: AnyQuantity
    equation: Equation
    operands: tuple[Operand, ...]

    def read(self, reading: Callable[[AnyQuantity], Any]) -> Any:
        """The equation applied to what `reading` makes of each quantity: a value, a symbol."""
        return self.equation(*[_read(operand, reading) for operand in self.operands])


def _read(operand: Operand, reading: Callable[[AnyQuantity], Any]) -> Any:
    kind = type(operand)
    if kind is Quantity or kind is Named:
        return reading(operand)
    if kind is list:
        return [_read(entry, reading) for entry in operand]
    return operand


def operands_of(line: Line) -> list[AnyQuantity]:
    """The quantities that a line is worked out from, each once, in order."""
    found: dict[AnyQuantity, None] = {}
    for operand in line.operands:
        _read(operand, found.setdefault)
    return list(found)


def numbers_of(operands: Sequence[Operand], values: Values) -> list[Any]:
    """The values of operands, in new lists; a constant is its own.

    Raises NoValue for a quantity that has no value.
    """
    get = values.__getitem__
    try:
        return [get(o) if type(o) is Quantity else _read(o, get) for o in operands]
    except KeyError:
        raise NoValue("needs a value that is not there") from None


def result_of(equation: Equation, numbers: Sequence[Any]) -> float:
    """The equation of numbers and lists of numbers.

    Raises NoValue for a division by 0, a logarithm that does not exist, and a value that is too
    large for a float.
    """
    try:
        value = float(equation(*numbers))
    except ZeroDivisionError:
        raise NoValue("is a division by 0") from None
    except OverflowError:
        value = math.inf
    except ValueError as error:
        raise NoValue(f"does not exist: {error}") from None
    if not math.isfinite(value):
        raise NoValue("is too large for a float")
    return value


def value_of(line: Line, values: Values) -> float:
    """What a line comes to from the values of its quantities.

    A sum that is 0 for the numbers as they are written, but of which floats leave a rounding error,
    is 0. Raises NoValue where an operand has no value, and as `result_of` does.
    """
    value = result_of(line.equation, numbers_of(line.operands, values))
    if 0 < abs(value) < _MAY_BE_NOISE and abs(value) <= NOISE * magnitude_of(line, values):
        return 0.0
    return value


def magnitude_of(line: Line, values: Values) -> float:
    """How large the terms are that add up to a line's value; its own size where none cancel."""
    return size_of(line.read(lambda quantity: Magnitude(values[quantity])))
