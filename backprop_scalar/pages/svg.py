"""Elements of SVG drawings, and how much room their texts need.

A text is made of pieces: plain text, symbols, which get real sub- and superscripts, and numbers.
"""

import functools
import html
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import zip_longest
from typing import Self, TypedDict, Unpack

from ..notes.quantities import Quantity, identifier
from ..notes.symbols import Symbol

FONT = 12
# The width of a sign, that of a digit in the widest of the usual fonts, and how small scripts are.
SIGN = 0.64 * FONT
SMALL = 0.7
_DOWN, _UP = 0.25 * FONT, -0.4 * FONT
_SCRIPT = 0.56 * FONT * SMALL  # a digit in most fonts

# The style sheets of a drawing that stands alone, and of drawings in a page.
ALONE, IN_A_PAGE = ("picture.css",), ("picture.css", "figure.css")


@functools.cache
def file_text(name: str) -> str:
    """What a style sheet or a script of this folder says."""
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def style(names: Sequence[str]) -> str:
    """What these style sheets say."""
    return "\n".join(file_text(name).strip() for name in names)


class Number(str):
    """The digits of a number, with the minus sign of mathematics."""

    def __new__(cls, digits: str) -> Self:
        return super().__new__(cls, re.sub("^-", "−", digits))


Piece = str | Symbol


def room(*pieces: Piece) -> float:
    """About how wide a text is, rather more than less."""
    return sum(_room_of_symbol(p) if isinstance(p, Symbol) else SIGN * len(p) for p in pieces)


def _room_of_symbol(symbol: Symbol) -> float:
    around = symbol.letter.replace("{}", "")
    scripts = SMALL * max(len(symbol.sub), len(symbol.sup))
    return SIGN * (len(around) + scripts) + sum(map(_room_of_symbol, symbol.parts))


class Marks(TypedDict, total=False):
    """What an element may be marked with."""

    about: Quantity  # that it shows
    words: str  # that a pointer over it is told
    names: str  # of its classes
    anchor: str  # what the x of a text is: its middle or its end


def text(x: float, y: float, *pieces: Piece, **marks: Unpack[Marks]) -> str:
    """A text with its baseline at y, from x on if no anchor is given."""
    return element("text", f'x="{x:.0f}" y="{y:.0f}"', _spans(pieces), **marks)


def element(name: str, attributes: str, content: str = "", **marks: Unpack[Marks]) -> str:
    """An element; content is SVG already."""
    if words := marks.get("words"):
        content = f"<title>{html.escape(words)}</title>{content}"
    opening = [name]
    opening += [f'class="{names}"'] if (names := marks.get("names")) else []
    opening += [f'data-q="{identifier(about)}"'] if (about := marks.get("about")) else []
    opening += [attributes] if attributes else []
    opening += [f'text-anchor="{anchor}"'] if (anchor := marks.get("anchor")) else []
    end = f">{content}</{name}>" if content else "/>"
    return f"<{' '.join(opening)}{end}"


def group(names: str, parts: Sequence[str], attributes: str = "") -> str:
    """Parts that belong together, a line each."""
    return element("g", attributes, "\n".join(["", *parts, ""]), names=names)


def canvas(width: float, height: float, words: str, parts: Sequence[str]) -> str:
    """An <svg> with a description in words; `alone` makes it a file of its own.

    Its size is in --natural too, for a stylesheet that lets it shrink so far and no further.
    """
    w, h = f"{width:.0f}", f"{height:.0f}"
    opening = (
        f'<svg class="picture" role="group" '
        f'aria-label="{html.escape(words)}" width="{w}" height="{h}" viewBox="0 0 {w} {h}" '
        f'font-size="{FONT}" style="--natural:{w}px">'
    )
    return "\n".join([opening, *parts, "</svg>"])


def alone(svg: str) -> str:
    """A drawing as a file of its own: with its style, on paper of its own colour."""
    opening, rest = svg.split("\n", 1)
    named = 'xmlns="http://www.w3.org/2000/svg" class="picture alone"'
    opening = opening.replace('class="picture"', named).replace(
        "--natural", "color-scheme:light dark;--natural"
    )
    paper = '<rect class="paper" width="100%" height="100%"/>'
    return f"{opening}\n<style>\n{style(ALONE)}\n</style>\n{paper}\n{rest}"


def framed(svg: str, title: str = "") -> str:
    """A drawing as HTML; under a title it is to be opened."""
    if title:
        svg = f"<details><summary>{html.escape(title)}</summary>\n{svg}\n</details>"
    return f'<figure class="drawn">\n{svg}\n</figure>'


def _spans(pieces: Sequence[Piece]) -> str:
    """The pieces in a row: a superscript above its subscript, what follows on the baseline."""
    written, level, owed, sub = "", 0.0, 0.0, ""
    for content, name, height in _flat(pieces):
        dx, owed = owed, 0.0
        if height == _UP:
            dx -= _SCRIPT * len(sub)
            owed = _SCRIPT * max(0, len(sub) - len(content))
        place = f' dx="{dx:.1f}"' if dx else ""
        place += f' dy="{height - level:.1f}"' if height != level else ""
        named = f' class="{name}"' if name else ""
        shown = html.escape(content)
        written += f"<tspan{named}{place}>{shown}</tspan>" if named or place else shown
        level, sub = height, content if height == _DOWN else ""
    return written


def _flat(pieces: Sequence[Piece]) -> Iterator[tuple[str, str, float]]:
    """What is written, its class, and how far below the baseline."""
    for piece in pieces:
        if not isinstance(piece, Symbol):
            yield piece, "value" if isinstance(piece, Number) else "", 0.0
        elif piece.parts:
            for around, part in zip_longest(piece.letter.split("{}"), piece.parts):
                yield from _flat([text for text in (around, part) if text])
        else:
            yield piece.letter, "letter", 0.0
            yield from [(piece.sub, "script", _DOWN)] if piece.sub else []
            yield from [(piece.sup, "script", _UP)] if piece.sup else []
