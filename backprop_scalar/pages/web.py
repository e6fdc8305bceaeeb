"""What an HTML page is made of beside its text: the document, tables, the stylesheet, the script.

A page asks nothing of any host: `page.css` and `page.js` stand in it. Without the script it can be
read and printed as it is; with it, a quantity that is pointed at is marked wherever it stands.
"""

import html
import re
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from .svg import IN_A_PAGE, file_text, style

_HELP = (
    "Point at a quantity, or reach a row with Tab and the arrow keys: it is marked wherever it "
    "stands, with the rows that it is worked out from and those that use it. A click holds the "
    "marks, Escape lets go."
)


class About(NamedTuple):
    """What a row of a table is about: a quantity, and those that it is worked out from.

    part: of which working of the page; the others are names as `identifier` gives them.
    """

    part: int
    quantity: str
    operands: tuple[str, ...] = ()

    def __str__(self) -> str:
        of = f' data-of="{" ".join(self.operands)}"' if self.operands else ""
        return f" data-part={self.part} data-q={self.quantity}{of}"


def _style(body: str) -> str:
    """The style of a page, and that of its drawings where there are any."""
    return file_text("page.css") + (f"{style(IN_A_PAGE)}\n" if "<svg" in body else "")


def document(title: str, body: str, program: str, *, is_portrait: bool) -> str:
    """A whole page; title: in plain letters; program: what `live.js` runs, if anything."""
    bar = script = ""
    if " data-q=" in body:
        bar = f'<p class="pointed" role="status" data-help="{_HELP}" hidden></p>\n\n'
        script = f"<script>\n{file_text('page.js')}</script>\n"
    if program:
        script += f"<script>\n{program}\n{file_text('live.js')}</script>\n"
    paper = "portrait" if is_portrait else "landscape"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)}</title>
<style>
:root {{ color-scheme: light dark; scroll-padding-bottom: 7rem }}
@page {{ size: A4 {paper}; margin: 12mm }}
{_style(body)}</style>
</head>
<body>
<main class="backprop {paper}">

{body}

{bar}</main>
{script}</body>
</html>
"""


def fragment(body: str) -> str:
    """A part of somebody else's page, without scripts; the buttons in it are a form of their own,
    apart from those of another fragment, and so are the names that its links lead to."""
    own = rf"\1-{zlib.crc32(body.encode()):08x}"
    body = re.sub(r'((?:id="|name="|href="#)picture)', own, body)
    return f'<style>\n{_style(body)}</style>\n<form class="backprop">\n\n{body}\n\n</form>\n'


def in_ascii(page: str) -> str:
    """A page with references for the signs beyond ASCII; its script and its style have none."""
    return page.encode("ascii", "xmlcharrefreplace").decode()


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    kinds: Sequence[str],
    about: Sequence[About] = (),
) -> str:
    """A table of cells that are HTML already but for those in columns of numbers."""
    classes = ["" if kind == "text" else f" class={kind}" for kind in kinds]
    wholes = [_cut(cell)[0] for row in rows for cell, kind in zip(row, kinds) if kind == "number"]
    room = max(map(len, wholes), default=0)
    found = [f"<div class=wide><table style=--whole:{room}ch>", "<thead><tr>"]
    found += [f"<th scope=col{name}>{cell}</th>" for name, cell in zip(classes, headings)]
    found.append("</tr></thead><tbody>")
    for at, row in enumerate(rows):
        cells = [_number(cell) if kind == "number" else cell for cell, kind in zip(row, kinds)]
        found.append(f"<tr{about[at] if about else ''}>")
        found += [f"<td{name}>{cell}</td>" for name, cell in zip(classes, cells)]
        found.append("</tr>")
    return "\n".join([*found, "</tbody></table></div>"])


def _cut(number: str) -> tuple[str, str]:
    """What stands before the point of a number, and the rest."""
    at = re.search(r"\.|e|$", number)
    end = at.start() if at else 0
    return number[:end], number[end:]


def _number(number: str) -> str:
    """A number that stands with its point under those of its column."""
    whole, rest = map(html.escape, _cut(re.sub("^-", "−", number)))
    return f"<span>{whole}</span>{rest}"
