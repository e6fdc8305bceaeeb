"""The network of a training step as a drawing: numbers in the neurons and on the wires.

A wire runs from a neuron to one of the next layer, where it comes in beside the others: there its
weight stands on it, with the gradient and the new weight. The bias has a short wire of its own.
`plan.py` says where everything is.
"""

from collections.abc import Sequence
from itertools import pairwise, product

from ..notes.quantities import Quantity as Q
from ..notes.quantities import describe
from ..notes.spelling import Spelling
from ..tracing.working import Working
from . import svg
from .plan import FOOT, GAP, HEAD, MARGIN, NEURON, Plan, curve, dots
from .svg import room

# Larger networks are drawn without numbers; those of more weights are not drawn.
WIDEST, DEEPEST = 8, 5
MOST_WEIGHTS = 2000
# Lengths in pixels: from one neuron of such a network to the next, and a wire in the legend.
SMALLEST, LARGEST = 16.0, 40.0
SAMPLE = 30
# How much thinner the wires of a large network are.
THIN = 0.4

# What the phases add, in order; what is given is seen in all of them.
PHASES = ("forward", "backward", "gradients", "update")


def picture(working: Working, example: int = 0) -> str:
    """An <svg> of the network of a training step, with the values of one example, counted from 0.

    What a phase adds is in groups of the class forward, backward, gradients or update; each element
    that shows a quantity has its `identifier` in data-q, and its number is of the class value.
    Networks wider than 8 or deeper than 5 layers are drawn without numbers. The text is empty where
    there are more than `MOST_WEIGHTS` weights.
    """
    widths = working.spelling.widths
    if number_of_weights(widths) > MOST_WEIGHTS:
        return ""
    if max(widths) > WIDEST or len(widths) - 1 > DEEPEST:
        return outline(working)
    return _Picture(working, example).drawn()


def number_of_weights(widths: Sequence[int]) -> int:
    """Of a network whose layers are so wide, the inputs first."""
    return sum(m * n for m, n in pairwise(widths))


def thickness(weight: float) -> float:
    """Of a wire: 1 for a weight 0, 3 for 1 and -1, never above 5."""
    return 1 + 4 * abs(weight) / (1 + abs(weight))


def _wire(shape: str, where: str, about: Q, value: float, words: str = "") -> str:
    """A wire, or where it starts, with the sign and the size of its weight."""
    names = "wire negative" if value < 0 else "wire"
    attributes = f'stroke-width="{thickness(value):.2f}" {where}'
    return svg.element(shape, attributes, about=about, words=words, names=names)


def _about(spelling: Spelling) -> str:
    """The whole drawing in words."""
    widths = "-".join(map(str, spelling.widths))
    return f"The {widths} network, layers of {', '.join(spelling.activations)}"


def _signs(y: float) -> list[str]:
    """What the colours of wires mean, at this height."""
    parts, x = [], float(MARGIN)
    for names, content in (("wire", "positive"), ("wire negative", "negative")):
        line = f'stroke-width="3" d="M{dots(x, y - 4)} h{SAMPLE}"'
        parts += [svg.element("path", line, names=names)]
        parts += [svg.text(x + SAMPLE + GAP / 2, y, content)]
        x += SAMPLE + room(content) + 2 * GAP
    return parts


class _Picture:
    """A network with numbers, drawn for one example."""

    def __init__(self, working: Working, example: int) -> None:
        self.working = working
        self.example = example
        self.words = _about(working.spelling)
        self.plan = Plan(working, example)
        self.parts: dict[str, list[str]] = {name: [] for name in ("wires", "given", *PHASES)}

    def drawn(self) -> str:
        """The whole of it."""
        plan, L = self.plan, self.plan.L
        self._headings()
        for l in range(1, L + 1):
            for j in range(plan.widths[l]):
                for k in plan.sources(l, j):
                    self._parameter(l, j, k)
        for l, width in enumerate(plan.widths):
            for j in range(width):
                self._neuron(l, j)
        self._cost()
        self._legend()
        parts = [svg.group(name, part) for name, part in self.parts.items() if part]
        return svg.canvas(plan.width, plan.height, self.words, parts)

    def _headings(self) -> None:
        plan, spelling = self.plan, self.working.spelling
        batch = f"example {self.example + 1}" if spelling.examples > 1 else "input"
        layers = [f"layer {l} · {name}" for l, name in enumerate(spelling.activations, start=1)]
        after = ["target", spelling.notation.cost_word]
        for x, heading in zip([*plan.x, plan.x_target, plan.x_cost], [batch, *layers, *after]):
            self.parts["given"].append(
                svg.text(x, MARGIN + svg.FONT, heading, names="soft", anchor="middle")
            )

    def _parameter(self, l: int, j: int, k: int | None) -> None:
        """A wire, and what stands on it: a weight or bias, its gradient, its new value."""
        plan, values = self.plan, self.working.values
        w, dC_dw, new = plan.parameter(l, j, k)
        words = self._words(w)
        path = f'd="{plan.wire(l, j, k)}"'
        self.parts["wires"].append(_wire("path", path, w, values[w], words))
        if k is None:
            start = f'cx="{plan.start[l] - 3:.0f}" cy="{plan.level(l, j, k):.0f}" r="3"'
            self.parts["wires"].append(_wire("circle", start, w, values[w], words))
        described = {w: words, dC_dw: f"gradient: {words}", new: f"new {words}"}
        for slot in plan.slots(l, j, k):
            said = described[slot.about]
            self.parts[slot.phase].append(
                svg.text(slot.x, slot.y, *slot.pieces, about=slot.about, words=said)
            )

    def _neuron(self, l: int, j: int) -> None:
        """Input or activation inside, z above and δ below; behind an output its target."""
        i, (x, y) = self.example, self.plan.at(l, j)
        self._pill(x, y, Q("a", l, j, i=i), "forward" if l else "given", "neuron")
        if l:
            self._beside(x, y - NEURON / 2 - 6, Q("z", l, j, i=i), "forward")
            self._beside(x, y + NEURON / 2 + 15, Q("delta", l, j, i=i), "backward")
        if l == self.plan.L:
            x_target = self.plan.x_target
            self._compared(x, y, x_target, y)
            self._compared(x_target, y, self.plan.x_cost, self.plan.middle)
            self._pill(x_target, y, Q("y", None, j, i=i), "given", "neuron target")

    def _cost(self) -> None:
        C_x = Q("C_x", i=self.example)
        self._pill(self.plan.x_cost, self.plan.middle, C_x, "forward", "neuron cost")

    def _pill(self, x: float, y: float, about: Q, phase: str, names: str) -> None:
        """A neuron: its symbol, and its number once that is there."""
        half, words = self.plan.half, self._words(about)
        shape = (
            f'x="{x - half:.0f}" y="{y - NEURON / 2:.0f}" width="{2 * half:.0f}" '
            f'height="{NEURON}" rx="{NEURON / 2:.0f}"'
        )
        symbol = svg.text(x, y - 6, self.working.spelling.symbol(about), anchor="middle")
        content = svg.element("rect", shape) + symbol
        self.parts["given"].append(
            svg.element("g", "", content, about=about, words=words, names=names)
        )
        number = self.plan.number(about)
        self.parts[phase].append(svg.text(x, y + 13, number, about=about, anchor="middle"))

    def _beside(self, x: float, y: float, about: Q, phase: str) -> None:
        """A quantity with its number, above or below a neuron."""
        written = self.plan.named(about)
        self.parts[phase].append(
            svg.text(x, y, *written, about=about, words=self._words(about), anchor="middle")
        )

    def _compared(self, x: float, y: float, x_to: float, y_to: float) -> None:
        path = f'd="M{dots(x, y)} {curve(x, y, x_to, y_to)}"'
        self.parts["wires"].append(svg.element("path", path, names="wire compared"))

    def _legend(self) -> None:
        """What lines and colours mean, at the foot."""
        y = self.plan.height - MARGIN
        dC_dw = self.plan.parameter(1, 0, 0)[1]
        whose = " of the batch" if self.working.spelling.examples > 1 else ""
        gradient = f"gradient{whose if dC_dw.i is None else ' for this example'}"
        words = [
            "on a line: weight or bias",
            svg.element("tspan", "", " · under a neuron: error signal", names="backward"),
            svg.element("tspan", "", f" · {gradient}", names="gradients"),
            svg.element("tspan", "", " → new value", names="update"),
        ]
        whole = svg.element("text", f'x="{MARGIN}" y="{y:.0f}"', "".join(words))
        self.parts["given"] += [*_signs(y - 2 * GAP), whole]

    def _words(self, about: Q) -> str:
        spelling = self.working.spelling
        chain = set(spelling.widths) == {1}
        return f"{describe(about, spelling.examples, chain=chain)}, {spelling.symbol(about)}"


def outline(working: Working) -> str:
    """A large network: neurons and wires without numbers, for all examples alike."""
    spelling = working.spelling
    widths = spelling.widths
    apart = max(SMALLEST, min(LARGEST, 600 / max(widths)))
    tall = apart * (max(widths) - 1)
    across = min(max(200.0, 0.6 * tall), 320.0)
    middle = MARGIN + HEAD + tall / 2 + SMALLEST

    def at(l: int, j: float) -> tuple[float, float]:
        return MARGIN + 60 + l * across, middle + (j - (widths[l] - 1) / 2) * apart

    wires = []
    for l, (sources, width) in enumerate(pairwise(widths), start=1):
        for j, k in product(range(width), range(sources)):
            # In larger units, for the group makes everything thinner.
            ends = (x / THIN for x in (*at(l - 1, k), *at(l, j)))
            q = Q("w", l, j, k)
            wires.append(_wire("path", f'd="M{dots(*ends)}"', q, working.values[q]))
    neurons, texts = [], []
    for l, width in enumerate(widths):
        for j in range(width):
            about, (x, y) = Q("a", l, j, i=0), at(l, j)
            circle = f'cx="{x:.0f}" cy="{y:.0f}" r="{SMALLEST / 2 - 2:.0f}"'
            neurons.append(svg.element("circle", circle, about=about, words=describe(about)))
        x, y = at(l, (width - 1) / 2)
        heading = f"layer {l} · {spelling.activations[l - 1]}" if l else "input"
        heights = MARGIN + svg.FONT, y + tall / 2 + 2 * SMALLEST
        for height, content in zip(heights, (heading, str(width))):
            texts.append(svg.text(x, height, content, names="soft", anchor="middle"))
    height = middle + tall / 2 + 2 * FOOT + MARGIN
    many = svg.group("many", wires, f'transform="scale({THIN})"')
    return svg.canvas(
        2 * (MARGIN + 60) + (len(widths) - 1) * across,
        height,
        f"{_about(spelling)}, without numbers",
        [many, *neurons, *texts, *_signs(height - MARGIN)],
    )
