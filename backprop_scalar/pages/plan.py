"""Where everything is in the drawing of a network: columns of neurons, wires, texts on them.

From one column to the next: the wires fan out, run side by side into the next neuron with the
numbers on them, and come together in it.
"""

from itertools import product

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


def dots(*numbers: float) -> str:
    """Coordinates as a path has them."""
    return " ".join(f"{number:.0f}" for number in numbers)


def curve(x: float, y: float, x_to: float, y_to: float, turn: float = 0.5) -> str:
    """On from a point to another one, level at both; turn: after what part of the way it turns."""
    bend = x + turn * (x_to - x)
    return f"C{dots(bend, y, bend, y_to, x_to, y_to)}"


class Plan:
    """The places of a network's neurons and texts.

    width, height: of the whole; half: half the width of a neuron; middle: how far down the middle
    of all columns is; spacing: from neuron to neuron; x: of the middle of each column, those of the
    targets and of the cost the last; start, end: of the level part of the wires into each layer;
    texts: where the weights, the gradients and the new weights begin there.
    """

    def __init__(self, working: Working) -> None:
        self.working = working
        self.widths = working.spelling.widths
        self.L = len(self.widths) - 1
        self.half = max(NEURON / 2, self._widest("a", "y", "C_x") / 2 + GAP)
        self._set_down()
        self._set_across()

    def sources(self, l: int) -> list[int | None]:
        """Of the wires into a neuron of layer l, in order; None for its bias, where it has one."""
        has_biases = Q("b", l, 0) in self.working.values
        return [*range(self.widths[l - 1]), *([None] if has_biases else [])]

    def has_few(self, l: int) -> bool:
        """Whether the wires into layer l have symbols, and their numbers stand in two rows."""
        return self.widths[l - 1] <= FEW

    def number(self, about: Q) -> Number:
        """The digits of a quantity."""
        return Number(self.working.shown(about))

    def named(self, about: Q) -> tuple[Piece, ...]:
        """A quantity's symbol and its number."""
        return self.working.spelling.symbol(about), " = ", self.number(about)

    def down(self, l: int, j: int) -> float:
        """How far down the middle of a neuron is."""
        return self.middle + (j - (self.widths[l] - 1) / 2) * self.spacing

    def level(self, l: int, j: int, k: int | None) -> float:
        """How far down the level part of a wire is."""
        sources = self.sources(l)
        return self.down(l, j) + (sources.index(k) - (len(sources) - 1) / 2) * self._pitch(l)

    def wire(self, l: int, j: int, k: int | None) -> str:
        """The path of the wire from neuron k, or from nowhere for a bias, into neuron j."""
        start, end, level = self.start[l], self.end[l], self.level(l, j, k)
        into = curve(end, level, self.x[l] - self.half, self.down(l, j), 0.3)
        if k is None:
            return f"M{dots(start, level)} H{dots(end)} {into}"
        x, y = self.x[l - 1] + self.half, self.down(l - 1, k)
        return f"M{dots(x, y)} {curve(x, y, start, level)} H{dots(end)} {into}"

    def beside(self, l: int, j: int, k: int | None) -> list[tuple[float, float]]:
        """Where a weight, its gradient and its new value begin: above the wire, the last two below
        it where there are two rows."""
        y = self.level(l, j, k)
        few = self.has_few(l)
        first, second = (y - 7, y + 14) if few else (y - 5, y - 5)  # the symbols have indices
        return [*zip(self.texts[l], (first, second, second))]

    def _pitch(self, l: int) -> float:
        """From a wire into layer l to the next one."""
        return TWO_ROWS if self.has_few(l) else ONE_ROW

    def _widest(self, *kinds: str, l: int | None = None, named: bool = False) -> float:
        """The width of the widest number of these kinds, of layer l only and with its symbol, where
        each has room for all digits, a point and a minus."""
        digits = self.working.digits + 2
        return max(
            room(*(self.named(q)[:2] if named else ()), self.number(q).ljust(digits))
            for q in self.working.values
            if isinstance(q, Q) and q.kind in kinds and l in (None, q.l)
        )

    def _set_down(self) -> None:
        blocks = [0.0] + [len(self.sources(l)) * self._pitch(l) for l in range(1, self.L + 1)]
        apart = [block + GAP for block, width in zip(blocks, self.widths) if width > 1]
        self.spacing = max([TALL, *apart])
        tall = max(
            (width - 1) * self.spacing + max(TALL, block)
            for block, width in zip(blocks, self.widths)
        )
        self.middle = MARGIN + HEAD + tall / 2
        self.height = MARGIN + HEAD + tall + FOOT + MARGIN

    def _set_across(self) -> None:
        self.x, self.start, self.end = [MARGIN + self.half], [0.0], [0.0]
        self.texts = [(0.0, 0.0, 0.0)]
        beside = 0.0  # how far the texts above and below a neuron stand out
        for l in range(1, self.L + 1):
            start = self.x[-1] + self.half + max(self._fan(l), beside + GAP)
            weight = start + 2
            after = weight + self._widest("w", "b", l=l, named=self.has_few(l)) + GAP
            gradient = weight if self.has_few(l) else after
            new = gradient + self._widest("dw", "db", "dw_x", "db_x", l=l) + GAP
            end = new + room("→ ") + self._widest("w_new", "b_new", l=l) + GAP
            self.start.append(start)
            self.texts.append((weight, gradient, new))
            self.end.append(max(after, end) - 2)
            beside = max(0.0, self._widest("z", "delta", l=l, named=True) / 2 - self.half)
            self.x.append(self.end[l] + INLET + beside + self.half)
        target = self.x[-1] + 2 * self.half + max(APART, beside + GAP)
        self.x += [target, target + 2 * self.half + APART]
        self.width = self.x[-1] + self.half + MARGIN

    def _fan(self, l: int) -> float:
        """How far across the wires into layer l fan out: far enough not to be steep."""
        steepest = max(
            abs(self.down(l - 1, k) - self.level(l, j, k))
            for j, k in product(range(self.widths[l]), range(self.widths[l - 1]))
        )
        return min(max(NARROW, 0.45 * steepest), WIDE)
