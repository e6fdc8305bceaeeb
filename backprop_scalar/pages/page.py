"""Pages of headings, text and tables in plain text, GitHub Markdown, HTML or LaTeX.

Text has its mathematics between backquotes, as in "the error `δ_1^2`", and code between two; the
cells of a table are text, mathematics or numbers.
"""

import contextlib
import html
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import tabulate

from ..notes.symbols import Symbol
from ..tracing.mathml import MATHML
from ..tracing.styles import ASCII, LATEX, UNICODE
from ..tracing.working import Working
from ..tracing.written import Style, Written
from . import web
from .layout import WIDTH, fitted
from .web import About

FORMATS = ("plain", "github", "html", "latex")
# Of these, documents that other programs read.
FILES = ("html", "latex")
# No pages, but the tables of other programs.
DATA = ("csv", "json")

_TABLE_FORMATS = {"plain": "simple", "github": "github", "latex": "latex_raw"}
# That of the mathematics, where it is not that of the text.
_STYLES: dict[str, Style] = {"github": LATEX, "html": MATHML, "latex": LATEX}

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


Cell = str | Symbol | Written


class Column(NamedTuple):
    """A column's heading and what its cells are: text, math, number, a place in a note, or boxes
    to be filled in.
    """

    heading: str
    kind: str = "text"


class Page:
    """Headings, paragraphs and tables in one of `FORMATS`; `str(page)` is the whole text."""

    def __init__(
        self, form: str = "plain", *, ascii_only: bool = False, width: int = WIDTH
    ) -> None:
        self.form = form
        self.width = width
        self.ascii_only = ascii_only
        # HTML has references for the signs that ASCII has not.
        self.letters = ASCII if ascii_only and form != "html" else UNICODE
        self.style = _STYLES.get(form, self.letters)
        self.blocks: list[str] = []
        self.title = ""
        self.is_portrait = False
        self.program = ""
        self._parts: list[Working] = []

    def __str__(self) -> str:
        body = "\n\n".join(self.blocks)
        if self.form == "html":
            whole = web.document(self.title, body, self.program, is_portrait=self.is_portrait)
            return web.in_ascii(whole) if self.ascii_only else whole
        if self.form == "latex":
            start = _LATEX_START
            if self.is_portrait:
                start = start.replace("landscape,margin=8mm", "margin=12mm")
            return f"{start}\n{body}\n\n\\end{{document}}\n"
        return f"{body}\n"

    def fragment(self) -> str:
        """The page's HTML without scripts, to stand within another page."""
        return web.fragment("\n\n".join(self.blocks))

    def heading(self, text: str, level: int = 2) -> None:
        """A heading; the first one names the page. Mathematics and code as in `text`."""
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
        """A paragraph; its line breaks do not matter, mathematics stands in `backquotes`, code in
        ``two``."""
        text = self._inline(" ".join(text.split()))
        if self.form == "html":
            text = f"<p>{text}</p>"
        elif self.form != "github":  # there a line that begins with a minus would be a list
            width = min(88, self.width) if self.form == "plain" else 98
            text = textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
        self.blocks.append(text)

    def only_html(self, ready: str) -> None:
        """HTML as it is, such as a drawing; other pages go without."""
        if self.form == "html":
            self.blocks.append(ready)

    def _inline(self, text: str) -> str:
        """Text with the mathematics and code between its backquotes in the page's style."""
        found = ""
        for part in re.split(r"(``.+?``|`[^`]*`)", text):
            if part.startswith("``"):
                found += self._code(part[2:-2])
            elif part.startswith("`"):
                found += self._math(self.style.spell(part.strip("`")))
            else:
                found += self._prose(part)
        return found

    def _code(self, text: str) -> str:
        if self.form == "github":
            return f"`{text}`"
        patterns = {"html": "<code>{}</code>", "latex": r"\texttt{{{}}}"}
        return patterns.get(self.form, "{}").format(self._prose(text))

    def _prose(self, text: str) -> str:
        """Text outside mathematics, escaped, and spelled in letters that the page has."""
        if self.form == "latex":
            return "".join(map(self._latex_sign, text.translate(_LATEX_ESCAPES)))
        text = self.letters.spell_letters(text)
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
        if self.form == "github":  # a bar would end the cell of a table
            text = text.replace("|", r"\vert ")
        return {
            "plain": text,
            "github": f"$`{text}`$" if text else "",
            "html": f"<math>{text}</math>",
            "latex": f"${text}$" if text else "",
        }[self.form]

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        about: Sequence[About] = (),
    ) -> None:
        """A table; the cells of a math column are symbols, or in the page's style already, those of
        a number column digits as Python formats them.

        about: what each row is about, for a page that can be pointed into.
        """
        cells = [
            [self._cell(column.kind, cell) for column, cell in zip(columns, row)] for row in rows
        ]
        headings = [self._inline(column.heading) for column in columns]
        kinds = [column.kind for column in columns]
        if self.form == "html":
            self.blocks.append(web.table(headings, cells, kinds, about))
            return
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

    def _cell(self, kind: str, cell: Cell) -> str:
        text = self.style.spell(cell) if isinstance(cell, Symbol) else str(cell)
        if kind == "number" and self.form == "latex" and text:
            text = self._math(str(self.style.number(text)))
        elif kind in ("text", "place"):
            text = self._inline(text)
        elif kind == "math":
            text = self._math(text)
        return text

    def part_of(self, working: Working) -> int:
        """Which part of the page a working is: in each, the names of quantities are its own."""
        if not any(working is known for known in self._parts):
            self._parts.append(working)
        return next(at for at, known in enumerate(self._parts) if known is working)


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
