"""Floats that know how large the terms were that cancelled in them.

>>> z = Magnitude(0.3) * 1 + Magnitude(-0.2) * 2 + Magnitude(0.1)
>>> z, round(z.size, 9)
(-2.7755575615628914e-17, 0.8)
"""

import sys
from typing import Self

# The part of its terms' size that rounding may leave of a sum that is 0: 0.3 - 0.2·2 + 0.1 in
# floats is not 0, for the decimals have been rounded and so are the sums.
NOISE = 4 * sys.float_info.epsilon


class Magnitude(float):
    """A float, and the size of the terms that it was added up from.

    size: that of a sum is the sum of its terms' sizes; a product or quotient is as uncertain as the
    worse of the two. A function's value is a new term.
    """

    size: float

    def __new__(cls, value: float, size: float | None = None) -> Self:
        """The value as one term, or with the size of its terms."""
        number = super().__new__(cls, value)
        number.size = abs(float(value)) if size is None else size
        return number

    def __add__(self, other: float) -> "Magnitude":
        return Magnitude(float(self) + float(other), self.size + size_of(other))

    __radd__ = __add__

    def __neg__(self) -> "Magnitude":
        return Magnitude(-float(self), self.size)

    def __sub__(self, other: float) -> "Magnitude":
        return Magnitude(float(self) - float(other), self.size + size_of(other))

    def __rsub__(self, other: float) -> "Magnitude":
        return -self + other

    def __mul__(self, other: float) -> "Magnitude":
        size = max(self.size * abs(float(other)), abs(float(self)) * size_of(other))
        return Magnitude(float(self) * float(other), size)

    __rmul__ = __mul__

    def __truediv__(self, other: float) -> "Magnitude":
        below = float(other)
        return self * Magnitude(1 / below, size_of(other) / abs(below) / abs(below))

    def __rtruediv__(self, other: float) -> "Magnitude":
        return Magnitude(other) / self

    def __pow__(self, exponent: float, modulus: None = None) -> "Magnitude":
        value = float(self) ** float(exponent)
        return Magnitude(value, abs(float(self)) ** (float(exponent) - 1) * self.size)


def size_of(number: float) -> float:
    """How large the terms of a number are; its own size where it is not known to be a sum."""
    return number.size if isinstance(number, Magnitude) else abs(number)
