"""Drawings read back: the elements of an SVG, and the boxes that its texts take."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import NamedTuple

# Of a sign, in font sizes: rather wide, and as high as capitals with what hangs below the line.
WIDTH, ABOVE, BELOW = 0.62, 0.75, 0.2


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


def read(svg: str) -> ET.Element:
    """The root, the names of its elements without their namespace."""
    root = ET.fromstring(svg)
    for one in root.iter():
        one.tag = one.tag.rpartition("}")[2]
    return root


def classes(one: ET.Element) -> list[str]:
    return one.get("class", "").split()


def text_of(one: ET.Element) -> str:
    """What is seen of an element: all but its title."""
    parts = [one.text or ""]
    for child in one:
        parts += [*([] if child.tag == "title" else [text_of(child)]), child.tail or ""]
    return "".join(parts)


def number_of(one: ET.Element) -> str:
    """The number that an element shows."""
    (value,) = [part for part in one.iter("tspan") if "value" in classes(part)]
    return value.text.replace("−", "-")


def naming(root: ET.Element) -> dict[str, list[ET.Element]]:
    """For each identifier the elements with it."""
    found = {}
    for one in root.iter():
        if one.get("data-q"):
            found.setdefault(one.get("data-q"), []).append(one)
    return found


def shown(root: ET.Element) -> dict[str, str]:
    """The number of each quantity as it is drawn."""
    return {
        q: number_of(one)
        for q, elements in naming(root).items()
        for one in elements
        if one.tag == "text"
    }


def box(one: ET.Element, size: float) -> Box:
    """About what a text takes, its scripts included."""
    width, level, lowest, highest = 0.0, 0.0, BELOW * size, -ABOVE * size
    for part in [one, *one.iter("tspan")]:
        small = 0.7 if "script" in classes(part) else 1.0
        level += float(part.get("dy", 0))
        width += float(part.get("dx", 0)) + WIDTH * size * small * len(part.text or "")
        width += WIDTH * size * len(part.tail or "") if part is not one else 0.0
        lowest = max(lowest, level + BELOW * size * small)
        highest = min(highest, level - ABOVE * size * small)
    x, y = float(one.get("x")), float(one.get("y"))
    left = x - {"start": 0, "middle": 0.5, "end": 1}[one.get("text-anchor", "start")] * width
    return Box(left, y + highest, left + width, y + lowest, text_of(one))


def text_boxes(root: ET.Element, texts: Iterable[ET.Element] | None = None) -> list[Box]:
    """The boxes of these texts, or of all."""
    size = float(root.get("font-size"))
    return [box(one, size) for one in (root.iter("text") if texts is None else texts)]


def overlapping(boxes: list[Box]) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other."""
    ordered, found = sorted(boxes), []
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.left >= one.right:
                break
            if one.top < other.bottom and other.top < one.bottom:
                found.append((one.text, other.text))
    return found


def outside(root: ET.Element, boxes: list[Box]) -> list[str]:
    """Texts that the drawing cuts off."""
    width, height = float(root.get("width")), float(root.get("height"))
    return [
        one.text
        for one in boxes
        if one.left < 0 or one.top < 0 or one.right > width or one.bottom > height
    ]


def ends(path: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where a path of absolute coordinates begins and ends."""
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]
    return (numbers[0], numbers[1]), (numbers[-2], numbers[-1])
