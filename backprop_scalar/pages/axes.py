"""The frame of a drawing with two axes: where a point is, round numbers beside the axes."""

import math
from typing import NamedTuple

from . import svg
from .svg import Number, Piece

TICK = 5
LEFT, RIGHT, ABOVE, BELOW = 78, 24, 28, 44  # what stands around a frame needs


class Range(NamedTuple):
    """From where to where an axis goes; in_powers: these are exponents of 10, as on a logarithmic
    scale."""

    low: float
    high: float
    in_powers: bool = False

    def part(self, value: float) -> float:
        """How far a value is along the axis, 0 at its start and 1 at its end."""
        at = math.log10(value) if self.in_powers else value
        return (at - self.low) / (self.high - self.low)

    def numbers(self) -> list[float]:
        """Those that stand beside the axis."""
        numbers = round_numbers(self.low, self.high)
        return [10.0**at for at in numbers if at == int(at)] if self.in_powers else numbers


def round_numbers(low: float, high: float, most: int = 6) -> list[float]:
    """At most so many multiples of 1, 2 or 5 times a power of ten, from low to high.

    >>> round_numbers(0, 0.3), round_numbers(-1.2, 1.1), round_numbers(0, 1000)
    ([0.0, 0.1, 0.2, 0.3], [-1.0, -0.5, 0.0, 0.5, 1.0], [0.0, 200.0, 400.0, 600.0, 800.0, 1000.0])
    """
    power = math.floor(math.log10((high - low) / most))
    steps = (digit * 10.0**exponent for exponent in (power, power + 1) for digit in (1, 2, 5))
    for step in steps:
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            break
    return [float(f"{at * step:.12g}") for at in range(first, last + 1)]


class Axes(NamedTuple):
    """A frame on a drawing: where it is, how large, and the two ranges."""

    left: float
    top: float
    width: float
    height: float
    x: Range
    y: Range

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point, in pixels."""
        up = self.height * (1 - self.y.part(y))
        return self.left + self.width * self.x.part(x), self.top + up

    def drawn(self, x_name: Piece, y_name: Piece) -> list[str]:
        """The frame, the numbers beside it, and the names of its axes."""
        bottom = self.top + self.height
        box = f'x="{self.left:.0f}" y="{self.top:.0f}" width="{self.width:.0f}" '
        parts = [svg.element("rect", f'{box}height="{self.height:.0f}"', names="frame")]
        for value in self.x.numbers():
            x = self.left + self.width * self.x.part(value)
            parts.append(_tick(f"M{x:.0f} {bottom:.0f} l0 {TICK}"))
            parts.append(_label(x, bottom + TICK + svg.FONT, value, "middle"))
        for value in self.y.numbers():
            y = self.top + self.height * (1 - self.y.part(value))
            parts.append(_tick(f"M{self.left:.0f} {y:.0f} l-{TICK} 0"))
            parts.append(_label(self.left - TICK - 3, y + 4, value, "end"))
        middle = self.left + self.width / 2
        parts.append(svg.text(middle, bottom + BELOW - 8, x_name, anchor="middle"))
        parts.append(svg.text(self.left, self.top - 12, y_name, anchor="end"))
        return parts


def _tick(path: str) -> str:
    return svg.element("path", f'd="{path}"', names="frame")


def _label(x: float, y: float, value: float, anchor: str) -> str:
    return svg.text(x, y, Number(f"{value:g}"), names="soft", anchor=anchor)
