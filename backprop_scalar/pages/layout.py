"""Breaking the cells of a table so that it is no wider than a page.

Formulas are broken in front of a plus or minus, or else of a product sign; inside brackets only
where there is no other way. Text is broken at spaces; numbers and places are not broken.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

WIDTH = 100
GAP = 2

# Where a formula may be broken, the best first: bracket depth up to which a break is allowed, and
# in front of which other signs than plus and minus.
_LEVELS = ((0, ""), (0, "·*"), (1, ""), (1, "·*"), (99, ""), (99, "·*"), (99, "·*/"))
_BRACKETS = {"(": 1, "[": 1, ")": -1, "]": -1}
_SIGN = re.compile(r"[][()+−·*/-]")


def fitted(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    kinds: Sequence[str],
    width: int = WIDTH,
) -> list[list[str]]:
    """The cells of a table, broken into lines so that it is at most `width` wide if it can be.

    kinds: math, text, place or number, what each column holds; numbers are aligned at their points.
    """
    columns = list(zip(*rows))
    natural = [
        max(len(heading), _aligned_width(column) if kind == "number" else max(map(len, column)))
        for heading, column, kind in zip(headings, columns, kinds)
    ]
    room = width - GAP * (len(headings) - 1)
    if sum(natural) <= room:
        return [list(row) for row in rows]
    narrowest = natural
    for level in _LEVELS:
        narrowest = [
            full
            if kind in ("number", "place")
            else max(len(heading), *(_longest(_parts(cell, kind, level)) for cell in column))
            for heading, column, kind, full in zip(headings, columns, kinds, natural)
        ]
        if sum(narrowest) <= room:
            break
    widths = _shared_out(natural, narrowest, room)
    return [
        [_broken(cell, kind, room) for cell, kind, room in zip(row, kinds, widths)] for row in rows
    ]


def _parts(text: str, kind: str, level: tuple[int, str]) -> list[str]:
    """The text cut wherever it may be broken at a level; joined, the parts are the text again."""
    if kind == "math":
        return pieces(text, *level)
    words = text.split(" ")
    return [words[0], *(f" {word}" for word in words[1:])]


def pieces(text: str, depth: int, signs: str) -> list[str]:
    """A formula cut wherever it may be broken; joined, the pieces are the formula again.

    >>> pieces("a + b·(1 − b)", 0, "")
    ['a', ' + b·(1 − b)']
    >>> pieces("a + b·(1 − b)", 0, "·*")
    ['a', ' + b', '·(1 − b)']
    """
    starts, opened = [0], 0
    for match in _SIGN.finditer(text):
        sign, at = match[0], match.start()
        before = text[at - 1 : at]
        if sign in _BRACKETS:
            opened += _BRACKETS[sign]
        elif opened <= depth:
            # In y_1^* the star is an index.
            if sign in signs and before != "^":
                starts.append(at)
            elif sign in "+-−" and before == " ":
                starts.append(at - 1)
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _longest(parts: list[str]) -> int:
    return max(len(part.strip()) for part in parts)


def _aligned_width(column: Sequence[str]) -> int:
    """The width of a column of numbers aligned at their points."""
    wholes, points, decimals = zip(*(cell.partition(".") for cell in column))
    return max(map(len, wholes)) + max(map(len, points)) + max(map(len, decimals))


def _shared_out(natural: list[int], narrowest: list[int], room: int) -> list[int]:
    """Widths that add up to the room, taken from the widest columns first."""
    widths = list(natural)
    while sum(widths) > room and widths != narrowest:
        wide = [c for c, width in enumerate(widths) if width > narrowest[c]]
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _broken(text: str, kind: str, width: int) -> str:
    """The text in lines of that width, broken at the best places that allow it."""
    for level in _LEVELS:
        parts = _parts(text, kind, level)
        if _longest(parts) <= width:
            break
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1] + part) > width:
            lines.append(part.lstrip())
        else:
            lines[-1] += part
    return "\n".join(lines)
