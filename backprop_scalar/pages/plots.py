"""Training as it is drawn in an HTML page: the cost that falls, the surface that was learnt, and
the regions of a ReLU network.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ..backprop import forward
from ..descent import Epoch
from ..network import Examples, Network
from ..notes.quantities import Quantity
from ..notes.spelling import Spelling
from ..notes.symbols import Symbol
from ..problem import Problem
from . import svg
from .axes import ABOVE, BELOW, LEFT, RIGHT, Axes, Range
from .svg import Number, framed

# Of the curve of a cost, in pixels, and how many of its points are drawn.
WIDE, HIGH, MOST_POINTS = 640, 260, 500
# Of a plane, in pixels; how many points of it are worked out along each axis.
SIDE, FINE = 258, 86
# Of many examples, the first are drawn.
MOST_DOTS = 200
# The colours of a surface, from its lowest to its highest output; a reader who sees no red or green
# can tell them apart.
COLOURS = (
    *("#2166ac", "#4393c3", "#92c5de", "#d1e5f0", "#f7f7f7"),
    *("#fee0b6", "#fdb863", "#e08214", "#b35806"),
)

Point = Sequence[float]


def drawn_costs(costs: Sequence[float]) -> str:
    """The cost after each epoch as HTML; where all are above 0, on a logarithmic scale too."""
    if not min(costs) > 0:
        return framed(cost_curve(costs))
    powers = framed(cost_curve(costs, in_powers=True), "On a logarithmic scale")
    return f"{framed(cost_curve(costs))}\n{powers}"


def drawn_surfaces(problem: Problem, start: Epoch, end: Epoch, spelling: Spelling) -> str:
    """What a network of two inputs and one output computed before its training and after it, as
    HTML; empty for other networks."""
    widths = problem.network.widths
    if (widths[0], widths[-1]) != (2, 1):
        return ""
    several = [("before training", start.network), (f"after epoch {end.number}", end.network)]
    places = (0, 0), (0, 1), (len(widths) - 1, 0)
    of_none = replace(spelling, examples=1)  # of any input, of no example
    names = [of_none.symbol(Quantity("a", l, j, i=0)) for l, j in places]
    return framed(surfaces(several, problem.examples[:MOST_DOTS], names))


def cost_curve(costs: Sequence[float], *, in_powers: bool = False) -> str:
    """An <svg> of the cost after each epoch, counted from 0.

    in_powers: of ten, on a logarithmic scale; all costs have to be above 0. Of long training not
    every epoch is drawn.
    """
    last = len(costs) - 1
    step = math.ceil(len(costs) / MOST_POINTS)
    drawn = [*range(0, last, step), last]
    axes = Axes(LEFT, ABOVE, WIDE, HIGH, Range(0, max(last, 1)), _height(costs, in_powers))
    points = " ".join("{:.1f},{:.1f}".format(*axes.at(at, costs[at])) for at in drawn)
    curve = svg.element("polyline", f'points="{points}"', names="curve")
    words = f"The cost after each of {last} epochs, from {costs[0]:.3g} to {costs[-1]:.3g}"
    size = LEFT + WIDE + RIGHT, ABOVE + HIGH + BELOW
    return svg.canvas(*size, words, [*axes.drawn("epoch", "cost"), curve])


def _height(costs: Sequence[float], in_powers: bool) -> Range:
    """The range of the costs, from 0 or else from a power of ten to another one."""
    largest = max(costs) or 1.0
    if not in_powers:
        return Range(0, 1.05 * largest)
    low, high = math.floor(math.log10(min(costs))), math.ceil(math.log10(largest))
    return Range(low, max(high, low + 1), in_powers=True)


def surfaces(
    networks: Sequence[tuple[str, Network]],
    examples: Examples,
    names: Sequence[Symbol],
) -> str:
    """An <svg> of the output of networks with two inputs and one output, as a coloured map.

    networks: what to call each, and the network; the maps stand side by side and have one scale.
    examples: drawn as dots in the colours of their targets. names: of the two inputs and the
    output.
    """
    x, y = (_around([example[0][k] for example in examples]) for k in (0, 1))
    grids = [_outputs(network, x, y) for _, network in networks]
    heights = [a for grid in grids for row in grid for a in row] + [y[0] for _, y in examples]
    low, high = min(heights), max(heights)
    bands = Range(low, high if high > low else low + 1)
    parts = []
    for at, ((title, _), grid) in enumerate(zip(networks, grids)):
        axes = Axes(LEFT + at * (SIDE + LEFT + RIGHT), 2 * ABOVE, SIDE, SIDE, x, y)
        parts.append(svg.text(axes.left + SIDE / 2, ABOVE, title, anchor="middle"))
        parts += _map(axes, grid, bands)
        parts += axes.drawn(*names[:2])
        for point, (target,) in examples:
            parts += _dot(axes, point, bands, target)
    left = len(networks) * (SIDE + LEFT + RIGHT) + RIGHT
    parts += _scale(left, bands, names[2])
    words = f"The output over the plane of the inputs: {', '.join(name for name, _ in networks)}"
    return svg.canvas(left + 2 * LEFT, 2 * ABOVE + SIDE + BELOW, words, parts)


def _around(values: Sequence[float]) -> Range:
    """A range with all values in it, and room at both ends."""
    low, high = min(values), max(values)
    room = 0.25 * (high - low) or 1.0
    return Range(low - room, high + room)


def _outputs(network: Network, x: Range, y: Range) -> list[list[float]]:
    """The output in the middle of each cell of a grid, the highest row first."""
    across, up = (
        [axis.low + (at + 0.5) / FINE * (axis.high - axis.low) for at in range(FINE)]
        for axis in (x, y)
    )
    return [[forward(network, [x_1, x_2]).a[-1][0] for x_1 in across] for x_2 in reversed(up)]


def _band(bands: Range, value: float) -> int:
    """Which of the colours a value has."""
    return min(int(bands.part(value) * len(COLOURS)), len(COLOURS) - 1)


def _map(axes: Axes, grid: Sequence[Sequence[float]], bands: Range) -> list[str]:
    """A path of each colour, made of the runs of cells that have it."""
    cell = SIDE // FINE
    runs: dict[int, str] = {}
    for row, values in enumerate(grid):
        x, top = axes.left, axes.top + row * cell
        for band, same in groupby(values, lambda value: _band(bands, value)):
            width = cell * len([*same])
            run = f"M{x:.0f} {top:.0f}h{width:.0f}v{cell}h-{width:.0f}z"
            runs[band] = runs.get(band, "") + run
            x += width
    return [
        svg.element("path", f'fill="{COLOURS[band]}" d="{path}"', names="land")
        for band, path in sorted(runs.items())
    ]


def _dot(axes: Axes, point: Point, bands: Range, target: float) -> list[str]:
    """An example in the colour of its target, on a ring that is seen on every colour."""
    x, y = axes.at(*point)
    place = f'cx="{x:.1f}" cy="{y:.1f}"'
    inner = f'{place} r="5" fill="{COLOURS[_band(bands, target)]}"'
    return [
        svg.element("circle", f'{place} r="7"'),
        svg.element("circle", inner, names="dot", words=f"target {target:g}"),
    ]


def _scale(left: float, bands: Range, name: Symbol) -> list[str]:
    """The colours with their numbers, the highest above."""
    height = SIDE / len(COLOURS)
    parts = [svg.text(left, 2 * ABOVE - 9, name)]
    for at, colour in enumerate(COLOURS):
        top = 2 * ABOVE + SIDE - (at + 1) * height
        where = f'x="{left:.0f}" y="{top:.1f}" width="16" height="{height:.1f}" fill="{colour}"'
        parts.append(svg.element("rect", where, names="land"))
    for part in (0, 0.5, 1):
        value = bands.low + part * (bands.high - bands.low)
        y = 2 * ABOVE + SIDE * (1 - part) + 4
        parts.append(svg.text(left + 22, y, Number(f"{value:.3g}"), names="soft"))
    return parts


def regions(
    polygons: Sequence[tuple[str, Sequence[Point]]], half_width: float, names: Sequence[Symbol]
) -> str:
    """An <svg> of convex polygons in the plane, each with its label in it.

    half_width: how far the plane is drawn from 0; names: of its axes.
    """
    axis = Range(-half_width, half_width)
    axes = Axes(LEFT, 2 * ABOVE, 1.5 * SIDE, 1.5 * SIDE, axis, axis)
    shapes, labels = [], []
    for at, (label, polygon) in enumerate(polygons):
        corners = [axes.at(*point) for point in polygon]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
        colour = COLOURS[at * len(COLOURS) // len(polygons)]
        shapes.append(svg.element("polygon", f'points="{points}" fill="{colour}"', names="region"))
        x, y = (sum(axis) / len(corners) for axis in zip(*corners))
        labels.append(svg.text(x, y + 4, label, names="above", anchor="middle"))
    words = f"The plane cut into {len(polygons)} regions"
    size = LEFT + 1.5 * SIDE + RIGHT, 2 * ABOVE + 1.5 * SIDE + BELOW
    return svg.canvas(*size, words, [*shapes, *axes.drawn(*names), *labels])
