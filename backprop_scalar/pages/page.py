"""Pages of headings, text and tables in plain text, GitHub Markdown, HTML or LaTeX.

Text has its mathematics between backquotes, as in "the error `δ_1^2`"; the cells of a table are
text, mathematics or numbers.
"""

import contextlib
import html
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import tabulate

from ..tracing.styles import ASCII, LATEX, UNICODE
from ..tracing.written import Written
from .layout import WIDTH, fitted

FORMATS = ("plain", "github", "html", "latex")
# Of these, documents that other programs read.
FILES = ("html", "latex")
# No pages, but the tables of other programs.
DATA = ("csv", "json")

_TABLE_FORMATS = {"plain": "simple", "github": "github", "html": "html", "latex": "latex_raw"}

_UNDERLINES = {1: "=", 2: "-", 3: "~"}

_LATEX_ESCAPES = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
    }
)

# What Markdown would read as more than text; an underscore inside a word it leaves alone.
_MARKDOWN_SIGN = re.compile(r"[\\*<&|$\[~]|(?<!\w)_|_(?!\w)")

_HTML_START = """<!DOCTYPE html>
<meta charset="utf-8">
<style>
body { font-family: sans-serif; margin: 2em; max-width: 75em }
table { border-collapse: collapse }
th, td { border-bottom: 1px solid #ccc; padding: 3px 12px; text-align: left }
td, code { font-family: monospace }
td { white-space: pre-wrap }
h1, h2, h3 { break-after: avoid }
tr { break-inside: avoid }
.leaf { break-after: page }
@page { size: A4; margin: 12mm }
@media print {
  body { margin: 0; max-width: none; font-size: 9pt }
  th, td { padding: 1px 5px; font-size: 8pt }
}
</style>
"""

# A leaf for each reader, with room to work and to write.
_HTML_PAPER = """<style>
@media print { body { font-size: 10pt } th, td { font-size: 10pt } }
table { width: 100% }
td, th { border: 1px solid #999 }
td { height: 1.9em; white-space: normal }
td:nth-child(3):not(:last-child) { width: 32% }
</style>
"""

_LATEX_START = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[a4paper,landscape,margin=8mm]{geometry}
\usepackage{amsmath,amssymb,longtable}
\setlength{\parindent}{0pt}
\setlength{\tabcolsep}{3pt}
\renewcommand{\arraystretch}{1.4}
\begin{document}
\footnotesize
"""


# What pdflatex has with its T1 fonts: Unicode up to here but for some letters, and some signs.
_END_OF_LATIN = 0x180
_NOT_IN_T1 = "ĦħĸĿŀŉŦŧſ"
_ALSO_IN_T1 = "–—‘’“”„"


class Column(NamedTuple):
    """A column's heading and what its cells are: text, math, number, or a place in a note."""

    heading: str
    kind: str = "text"


class Page:
    """Headings, paragraphs and tables in one of `FORMATS`; `str(page)` is the whole text."""

    def __init__(
        self, form: str = "plain", *, ascii_only: bool = False, width: int = WIDTH
    ) -> None:
        self.form = form
        self.width = width
        self.style = LATEX if form == "latex" else ASCII if ascii_only else UNICODE
        self.blocks: list[str] = []
        self.title = ""
        self.is_portrait = False

    def __str__(self) -> str:
        body = "\n\n".join(self.blocks)
        if self.form == "html":
            title = html.escape(self.style.spell_letters(self.title))
            start = _HTML_START + (_HTML_PAPER if self.is_portrait else "")
            return f"{start}<title>{title}</title>\n\n{body}\n"
        if self.form == "latex":
            start = _LATEX_START
            if self.is_portrait:
                start = start.replace("landscape,margin=8mm", "margin=12mm")
            return f"{start}\n{body}\n\n\\end{{document}}\n"
        return f"{body}\n"

    def heading(self, text: str, level: int = 2) -> None:
        """A heading; the first one names the page. Its mathematics stands in `backquotes`."""
        self.title = self.title or text.replace("`", "")
        text = self._inline(text)
        lines = textwrap.wrap(text, self.width)
        underline = _UNDERLINES[level] * max(map(len, lines), default=0)
        self.blocks.append(
            {
                "plain": "\n".join([*lines, underline]),
                "github": f"{'#' * level} {text}",
                "html": f"<h{level}>{text}</h{level}>",
                "latex": f"\\{'sub' * (level - 1)}section*{{{text}}}",
            }[self.form]
        )

    def new_leaf(self) -> None:
        """Go on at the top of a new leaf of paper."""
        breaks = {"html": '<div class="leaf"></div>', "latex": r"\newpage", "github": "---"}
        self.blocks.append(breaks.get(self.form, ""))

    def text(self, text: str) -> None:
        """A paragraph; its line breaks do not matter, mathematics stands in `backquotes`."""
        text = self._inline(" ".join(text.split()))
        if self.form == "html":
            text = f"<p>{text}</p>"
        if self.form != "github":  # there a line that begins with a minus would be a list
            width = min(88, self.width) if self.form == "plain" else 98
            text = textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
        self.blocks.append(text)

    def _inline(self, text: str) -> str:
        """Text with the mathematics between its backquotes in the page's style."""
        parts = text.split("`")
        parts[::2] = [self._prose(part) for part in parts[::2]]
        parts[1::2] = [self._math(self.style.spell(part)) for part in parts[1::2]]
        return "".join(parts)

    def _prose(self, text: str) -> str:
        """Text outside mathematics, escaped, and spelled in letters that the page has."""
        if self.form == "latex":
            return "".join(map(self._latex_sign, text.translate(_LATEX_ESCAPES)))
        text = self.style.spell_letters(text)
        if self.form == "github":
            return _MARKDOWN_SIGN.sub(r"\\\g<0>", text)
        return html.escape(text) if self.form == "html" else text

    def _latex_sign(self, sign: str) -> str:
        """A sign of a text; what pdflatex has no letter for becomes a question mark."""
        if sign in self.style.letters:
            return f"${self.style.letters[sign]}$"
        known = sign in _ALSO_IN_T1 or (ord(sign) < _END_OF_LATIN and sign not in _NOT_IN_T1)
        return sign if known else "?"

    def _math(self, text: str) -> str:
        return {
            "plain": text,
            "github": f"`{text}`" if text else "",
            "html": f"<code>{html.escape(text)}</code>",
            "latex": f"${text}$" if text else "",
        }[self.form]

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str | Written]]) -> None:
        """A table; cells of a math or number column are in the page's style already."""
        cells = [
            [self._cell(column, str(cell)) for column, cell in zip(columns, row)] for row in rows
        ]
        headings = [self._cell(Column(""), column.heading) for column in columns]
        kinds = [column.kind for column in columns]
        if self.form == "plain":
            cells = fitted(headings, cells, kinds, self.width)
        with _own_widths():
            rendered = tabulate.tabulate(
                cells,
                headings,
                tablefmt=_TABLE_FORMATS[self.form],
                disable_numparse=True,
                colalign=["decimal" if kind == "number" else "left" for kind in kinds],
            )
        rendered = "\n".join(line.rstrip() for line in rendered.splitlines())
        if self.form == "latex":  # a long table goes on over the page, its head repeated
            top, head, rows = rendered.replace("{tabular}", "{longtable}").split("\\hline\n", 2)
            rendered = f"{top}\\hline\n{head}\\hline\n\\endhead\n{rows}"
        self.blocks.append(rendered)

    def _cell(self, column: Column, text: str) -> str:
        is_prose = column.kind in ("text", "place")
        if self.form == "html":  # tabulate escapes the cells itself
            return self.style.spell(text.replace("`", "")) if is_prose else text
        if is_prose:
            return self._inline(text)
        return text if column.kind == "number" and self.form != "latex" else self._math(text)

    def number(self, text: str) -> str:
        """Digits as Python formats them, for a number column: only LaTeX writes them otherwise."""
        return str(self.style.number(text)) if self.form == "latex" else text


def as_typed(text: str) -> str:
    """A text that somebody typed, a title or a file name, in which a backquote means nothing."""
    return text.replace("`", "'")


@contextlib.contextmanager
def _own_widths() -> Iterator[None]:
    """Tabulate's widths as they are needed here, and then as they were."""
    before = tabulate.WIDE_CHARS_MODE, tabulate.MIN_PADDING
    # Every sign is one wide, with or without wcwidth; a column may be as narrow as its heading.
    tabulate.WIDE_CHARS_MODE, tabulate.MIN_PADDING = False, 0
    try:
        yield
    finally:
        tabulate.WIDE_CHARS_MODE, tabulate.MIN_PADDING = before
