"""Breaking the cells of a table so that it is no wider than a page.

Formulas are broken in front of a plus or minus; inside brackets, or in front of a product sign,
only where there is no other way.
"""

from collections.abc import Sequence

WIDTH = 100
GAP = 2

# Where a cell may be broken, the best first: bracket depth up to which a break is allowed, and
# in front of which other signs than plus and minus.
_LEVELS = ((0, ""), (1, ""), (2, ""), (99, ""), (0, "·*"), (99, "·*"), (99, "·*/"))


def fitted(
    headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]
) -> list[list[str]]:
    """The cells of a table, broken into lines so that it is at most WIDTH wide if it can be.

    numbers: which columns hold numbers; these are aligned at their points and never broken.
    """
    columns = list(zip(*rows))
    natural = [
        max(len(heading), _aligned_width(column) if is_number else max(map(len, column)))
        for heading, column, is_number in zip(headings, columns, numbers)
    ]
    room = WIDTH - GAP * (len(headings) - 1)
    if sum(natural) <= room:
        return [list(row) for row in rows]
    narrowest = natural
    for level in _LEVELS:
        narrowest = [
            width
            if is_number
            else max(len(heading), *(_longest(pieces(cell, *level)) for cell in column))
            for heading, column, is_number, width in zip(headings, columns, numbers, natural)
        ]
        if sum(narrowest) <= room:
            break
    widths = _shared_out(natural, narrowest, room)
    return [[_broken(cell, width) for cell, width in zip(row, widths)] for row in rows]


def pieces(text: str, depth: int, signs: str) -> list[str]:
    """The text cut wherever it may be broken; joined, the pieces are the text again.

    >>> pieces("a + b·(1 − b)", 0, "")
    ['a', ' + b·(1 − b)']
    >>> pieces("a + b·(1 − b)", 0, "·*")
    ['a', ' + b', '·(1 − b)']
    """
    found, opened, before = [""], 0, ""
    for sign in text:
        opened += {"(": 1, ")": -1}.get(sign, 0)
        at_space = sign == " " and before not in "+-−"
        at_sign = sign in signs and before != "^"
        if (at_space or at_sign) and opened <= depth:
            found.append("")
        found[-1] += sign
        before = sign
    return found


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


def _broken(text: str, width: int) -> str:
    """The text in lines of that width, broken at the best places that allow it."""
    for level in _LEVELS:
        parts = pieces(text, *level)
        if _longest(parts) <= width:
            break
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1] + part) > width:
            lines.append(part.lstrip())
        else:
            lines[-1] += part
    return "\n".join(lines)
