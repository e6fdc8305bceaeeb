"""Where everything is in the drawing of a network: columns of neurons, wires, texts on them.

From one column to the next: the wires fan out, run side by side into the next neuron with the
numbers on them, and come together in it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ..notes.quantities import Quantity as Q
from ..tracing.working import Working
from .svg import Number, Piece, room

# Lengths in pixels.
MARGIN = 18
HEAD, FOOT = 30, 56  # for the headings, and for the legend
NEURON = 52  # the height of a neuron
TALL = 112  # with its weighted input above and its error signal below
GAP = 12  # between texts
INLET = 44  # in which wires come together
NARROW, WIDE = 70, 240  # in which they fan out
APART = 44  # outputs, targets and the cost

# Neurons with no more sources have symbols at their wires, and two rows of numbers.
FEW = 4
TWO_ROWS, ONE_ROW = 40, 18  # from a wire to the next


class Slot(NamedTuple):
    """A text at a wire: the quantity that it shows, the phase that gives that, where it begins."""

    about: Q
    phase: str
    pieces: tuple[Piece, ...]
    x: float = 0.0
    y: float = 0.0


def dots(*numbers: float) -> str:
    """Coordinates as a path has them."""
    return " ".join(f"{number:.0f}" for number in numbers)


def curve(x: float, y: float, x_to: float, y_to: float, turn: float = 0.5) -> str:
    """On from a point to another one, level at both; turn: after what part of the way it turns."""
    bend = x + turn * (x_to - x)
    return f"C{dots(bend, y, bend, y_to, x_to, y_to)}"


class Plan:
    """The places of a network's neurons and texts, for the numbers of one example.

    width, height: of the whole; half: half the width of a neuron; middle: how far down the middle
    of all columns is; spacing: from neuron to neuron; x: of the middle of each column; start, end:
    of the level part of the wires into each; x_target, x_cost: of the columns after the last.
    """

    def __init__(self, working: Working, example: int) -> None:
        self.working, self.example = working, example
        self.widths = working.spelling.widths
        self.L = len(self.widths) - 1
        self.half = max(NEURON / 2, self._longest("a", "y", "C_x") / 2 + GAP)
        self._set_down()
        self._set_across()

    def sources(self, l: int, j: int) -> list[int | None]:
        """Of the wires into a neuron, in order; None for its bias, where there is one."""
        has_bias = Q("b", l, j) in self.working.values
        return [*range(self.widths[l - 1]), *([None] if has_bias else [])]

    def parameter(self, l: int, j: int, k: int | None) -> tuple[Q, Q, Q]:
        """A weight or bias, its gradient for the example, else for the batch, and the new one."""
        w = Q("b", l, j) if k is None else Q("w", l, j, k)
        own = w._replace(kind=f"d{w.kind}_x", i=self.example)
        dC_dw = own if own in self.working.values else w._replace(kind=f"d{w.kind}")
        return w, dC_dw, w._replace(kind=f"{w.kind}_new")

    def named(self, about: Q) -> tuple[Piece, ...]:
        """A quantity's symbol and its number."""
        return self.working.spelling.symbol(about), " = ", self.number(about)

    def number(self, about: Q) -> Number:
        """The digits of a quantity."""
        return Number(self.working.shown(about))

    def at(self, l: int, j: int) -> tuple[float, float]:
        """The middle of a neuron."""
        return self.x[l], self._down(l, j)

    def wire(self, l: int, j: int, k: int | None) -> str:
        """The path of the wire from neuron k, or from nowhere for a bias, into neuron j."""
        start, end, level = self.start[l], self.end[l], self.level(l, j, k)
        x, y = self.at(l, j)
        rest = f"H{dots(end)} {curve(end, level, x - self.half, y, 0.3)}"
        if k is None:
            return f"M{dots(start, level)} {rest}"
        x, y = self.at(l - 1, k)
        x += self.half
        return f"M{dots(x, y)} {curve(x, y, start, level)} {rest}"

    def slots(self, l: int, j: int, k: int | None) -> Iterator[Slot]:
        """The texts at a wire: above it, and below where there are two rows."""
        y = self.level(l, j, k)
        above = -7 if self._in_two_rows(l) else -5  # there are indices
        for row, widths, lower in zip(self._rows(l, j, k), self._row_widths[l], (above, 14)):
            x = self.start[l] + 2
            for slot, width in zip(row, widths):
                yield slot._replace(x=x, y=y + lower)
                x += width + GAP

    def _rows(self, l: int, j: int, k: int | None) -> list[list[Slot]]:
        """The texts at a wire, row by row, without their places."""
        w, dC_dw, new = self.parameter(l, j, k)
        in_two = self._in_two_rows(l)
        weight = [Slot(w, "given", self.named(w) if in_two else (self.number(w),))]
        after = [Slot(dC_dw, "gradients", (self.number(dC_dw),))]
        if new in self.working.values:
            after.append(Slot(new, "update", ("→ ", self.number(new))))
        return [weight, after] if in_two else [weight + after]

    def _in_two_rows(self, l: int) -> bool:
        return self.widths[l - 1] <= FEW

    def _needs(self, pieces: tuple[Piece, ...]) -> float:
        """The width of a text, if its number gets all its digits, a point and a minus."""
        digits = self.working.digits + 2
        return room(*(p.ljust(digits) if isinstance(p, Number) else p for p in pieces))

    def _longest(self, *kinds: str, l: int | None = None) -> float:
        """The width of the widest number of these kinds, in layer l with their symbols."""
        found = [
            self._needs((self.number(q),) if l is None else self.named(q))
            for q in self.working.values
            if isinstance(q, Q) and q.kind in kinds and (l is None or q.l == l)
        ]
        return max(found, default=0.0)

    def _pitch(self, l: int) -> float:
        """From a wire into layer l to the next one."""
        return TWO_ROWS if self._in_two_rows(l) else ONE_ROW

    def _set_down(self) -> None:
        blocks = [0.0] + [len(self.sources(l, 0)) * self._pitch(l) for l in range(1, self.L + 1)]
        apart = [block + GAP for block, width in zip(blocks, self.widths) if width > 1]
        self.spacing = max([TALL, *apart])
        tall = max(
            (width - 1) * self.spacing + max(TALL, block)
            for block, width in zip(blocks, self.widths)
        )
        self.middle = MARGIN + HEAD + tall / 2
        self.height = MARGIN + HEAD + tall + FOOT + MARGIN

    def _down(self, l: int, j: int) -> float:
        return self.middle + (j - (self.widths[l] - 1) / 2) * self.spacing

    def level(self, l: int, j: int, k: int | None) -> float:
        """How far down the level part of a wire is."""
        sources = self.sources(l, j)
        return self._down(l, j) + (sources.index(k) - (len(sources) - 1) / 2) * self._pitch(l)

    def _set_across(self) -> None:
        self.x, self.start, self.end = [MARGIN + self.half], [0.0], [0.0]
        self._row_widths: list[list[list[float]]] = [[]]
        beside = 0.0  # how far the texts above and below a neuron stand out
        for l in range(1, self.L + 1):
            self._row_widths.append(self._widths_of_rows(l))
            start = self.x[-1] + self.half + max(self._fan(l), beside + GAP)
            self.start.append(start)
            self.end.append(start + max(sum(row) + GAP * len(row) for row in self._row_widths[l]))
            beside = max(0.0, self._longest("z", "delta", l=l) / 2 - self.half)
            self.x.append(self.end[l] + INLET + beside + self.half)
        self.x_target = self.x[-1] + 2 * self.half + max(APART, beside + GAP)
        self.x_cost = self.x_target + 2 * self.half + APART
        self.width = self.x_cost + self.half + MARGIN

    def _widths_of_rows(self, l: int) -> list[list[float]]:
        """Of each row of texts at the wires into layer l, what each text in it needs."""
        rows = [self._rows(l, j, k) for j in range(self.widths[l]) for k in self.sources(l, j)]
        return [
            [
                max(self._needs(row[at].pieces) for row in same if at < len(row))
                for at in range(max(map(len, same)))
            ]
            for same in zip(*rows)
        ]

    def _fan(self, l: int) -> float:
        """How far across the wires into layer l fan out: far enough not to be steep."""
        steepest = max(
            abs(self._down(l - 1, k) - self.level(l, j, k))
            for j in range(self.widths[l])
            for k in range(self.widths[l - 1])
        )
        return min(max(NARROW, 0.45 * steepest), WIDE)
