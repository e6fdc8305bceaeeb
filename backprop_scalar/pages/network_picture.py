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
from .svg import Marks, room

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


def _layers(spelling: Spelling) -> list[str]:
    """The headings of the layers but for the inputs."""
    return [f"layer {l} · {name}" for l, name in enumerate(spelling.activations, start=1)]


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
        self.working, self.spelling = working, working.spelling
        self.example = example
        self.plan = Plan(working)
        self.parts: dict[str, list[str]] = {name: [] for name in ("wires", "given", *PHASES)}

    def drawn(self) -> str:
        """The whole of it."""
        plan = self.plan
        self._headings()
        for l in range(1, plan.L + 1):
            for j, k in product(range(plan.widths[l]), plan.sources(l)):
                self._parameter(l, j, k)
        for l, width in enumerate(plan.widths):
            for j in range(width):
                self._neuron(l, j)
        self._pill(plan.x[-1], plan.middle, Q("C_x", i=self.example), "forward", "neuron cost")
        self._legend()
        parts = [svg.group(name, part) for name, part in self.parts.items() if part]
        return svg.canvas(plan.width, plan.height, _about(self.spelling), parts)

    def _headings(self) -> None:
        first = f"example {self.example + 1}" if self.spelling.examples > 1 else "input"
        headings = [first, *_layers(self.spelling), "target", self.spelling.notation.cost_word]
        for x, heading in zip(self.plan.x, headings):
            text = svg.text(x, MARGIN + svg.FONT, heading, names="soft", anchor="middle")
            self.parts["given"].append(text)

    def _parameter(self, l: int, j: int, k: int | None) -> None:
        """A wire, and what stands on it: a weight or bias, its gradient, its new value."""
        plan, values = self.plan, self.working.values
        w = Q("b", l, j) if k is None else Q("w", l, j, k)
        dC_dw, new = self._gradient(w), w._replace(kind=f"{w.kind}_new")
        words = self._words(w)
        wires = [_wire("path", f'd="{plan.wire(l, j, k)}"', w, values[w], words)]
        if k is None:
            start = f'cx="{plan.start[l] - 3:.0f}" cy="{plan.level(l, j, k):.0f}" r="3"'
            wires.append(_wire("circle", start, w, values[w], words))
        self.parts["wires"] += wires
        weight = plan.named(w) if plan.has_few(l) else (plan.number(w),)
        texts = [("given", w, weight, words)]
        texts += [("gradients", dC_dw, (plan.number(dC_dw),), f"gradient: {words}")]
        if new in values:
            texts += [("update", new, ("→ ", plan.number(new)), f"new {words}")]
        for (x, y), (phase, about, pieces, said) in zip(plan.beside(l, j, k), texts):
            self.parts[phase].append(svg.text(x, y, *pieces, about=about, words=said))

    def _gradient(self, w: Q) -> Q:
        """That of a weight or bias, for the example where that is in the step, else the batch's."""
        own = w._replace(kind=f"d{w.kind}_x", i=self.example)
        return own if own in self.working.values else w._replace(kind=f"d{w.kind}")

    def _neuron(self, l: int, j: int) -> None:
        """Input or activation inside, z above and δ below; after an output its target."""
        i, plan = self.example, self.plan
        x, y = plan.x[l], plan.down(l, j)
        self._pill(x, y, Q("a", l, j, i=i), "forward" if l else "given", "neuron")
        if l:
            above, below = y - NEURON / 2 - 6, y + NEURON / 2 + 15
            for phase, level, kind in (("forward", above, "z"), ("backward", below, "delta")):
                about = Q(kind, l, j, i=i)
                marks = Marks(about=about, words=self._words(about), anchor="middle")
                self.parts[phase].append(svg.text(x, level, *plan.named(about), **marks))
        if l == plan.L:
            target, cost = plan.x[-2:]
            self._compared(x, y, target, y)
            self._compared(target, y, cost, plan.middle)
            self._pill(target, y, Q("y", None, j, i=i), "given", "neuron target")

    def _pill(self, x: float, y: float, about: Q, phase: str, names: str) -> None:
        """A neuron: its symbol, and its number once that is there."""
        half = self.plan.half
        shape = (
            f'x="{x - half:.0f}" y="{y - NEURON / 2:.0f}" width="{2 * half:.0f}" '
            f'height="{NEURON}" rx="{NEURON / 2:.0f}"'
        )
        symbol = svg.text(x, y - 6, self.spelling.symbol(about), anchor="middle")
        content, words = svg.element("rect", shape) + symbol, self._words(about)
        pill = svg.element("g", "", content, about=about, words=words, names=names)
        self.parts["given"].append(pill)
        number = svg.text(x, y + 13, self.plan.number(about), about=about, anchor="middle")
        self.parts[phase].append(number)

    def _compared(self, x: float, y: float, x_to: float, y_to: float) -> None:
        path = f'd="M{dots(x, y)} {curve(x, y, x_to, y_to)}"'
        self.parts["wires"].append(svg.element("path", path, names="wire compared"))

    def _legend(self) -> None:
        """What lines and colours mean, at the foot."""
        y = self.plan.height - MARGIN
        is_own = self._gradient(Q("w", 1, 0, 0)).i is not None
        whose = " of the batch" if self.spelling.examples > 1 else ""
        gradient = f"gradient{' for this example' if is_own else whose}"
        words = [
            "on a line: weight or bias",
            svg.element("tspan", "", " · under a neuron: error signal", names="backward"),
            svg.element("tspan", "", f" · {gradient}", names="gradients"),
            svg.element("tspan", "", " → new value", names="update"),
        ]
        whole = svg.element("text", f'x="{MARGIN}" y="{y:.0f}"', "".join(words))
        self.parts["given"] += [*_signs(y - 2 * GAP), whole]

    def _words(self, about: Q) -> str:
        return f"{self.spelling.words(about)}, {self.spelling.symbol(about)}"


def outline(working: Working) -> str:
    """A large network: neurons and wires without numbers, for all examples alike."""
    spelling = working.spelling
    widths = spelling.widths
    apart = max(SMALLEST, min(LARGEST, 600 / max(widths)))
    tall = apart * (max(widths) - 1)
    across = min(max(200.0, 0.6 * tall), 320.0)
    middle = MARGIN + HEAD + tall / 2 + SMALLEST
    bottom = middle + tall / 2
    x = [MARGIN + 60 + l * across for l in range(len(widths))]
    y = [[middle + (j - (width - 1) / 2) * apart for j in range(width)] for width in widths]

    wires, neurons, texts = [], [], []
    for l, width in enumerate(widths):
        for j, k in product(range(width), range(widths[l - 1]) if l else ()):
            # In larger units, for the group makes everything thinner.
            ends = (at / THIN for at in (x[l - 1], y[l - 1][k], x[l], y[l][j]))
            w = Q("w", l, j, k)
            wires.append(_wire("path", f'd="M{dots(*ends)}"', w, working.values[w]))
        for j in range(width):
            about = Q("a", l, j, i=0)
            circle = f'cx="{x[l]:.0f}" cy="{y[l][j]:.0f}" r="{SMALLEST / 2 - 2:.0f}"'
            neurons.append(svg.element("circle", circle, about=about, words=describe(about)))
        heading = ["input", *_layers(spelling)][l]
        for down, content in ((MARGIN + svg.FONT, heading), (bottom + 2 * SMALLEST, str(width))):
            texts.append(svg.text(x[l], down, content, names="soft", anchor="middle"))
    height = bottom + 2 * FOOT + MARGIN
    return svg.canvas(
        x[-1] + 60 + MARGIN,
        height,
        f"{_about(spelling)}, without numbers",
        [
            svg.group("many", wires, f'transform="scale({THIN})"'),
            *neurons,
            *texts,
            *_signs(height - MARGIN),
        ],
    )
