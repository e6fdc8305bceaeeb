"""The four formats say the same, and each is well formed."""

import functools
import html
import importlib
import re
import sys
from collections import Counter

import pytest
import tabulate
from html_tree import tree_of
from support import EVERY_KEY, NOTES, each_row, every_problem, one_of

from backprop_scalar import Layer, Network, Problem, read_problem
from backprop_scalar.cli import main
from backprop_scalar.notes.symbols import typed
from backprop_scalar.pages.layout import WIDTH, fitted
from backprop_scalar.pages.page import FORMATS, Column, Page, as_typed
from backprop_scalar.pages.steps import trace_page


@functools.cache
def traced(path, form="plain", note="", ascii_only=False, width=WIDTH, digits=6):
    page = Page(form, ascii_only=ascii_only, width=width)
    trace_page(page, read_problem(path), note, 1, digits)
    return str(page)


# In the letters of one of the notes, or of all five.
in_a_note = pytest.mark.seeds(1, len(NOTES))


def note_for(path, seed):
    return one_of(NOTES, path, seed)


@in_a_note
@every_problem
def test_nothing_is_wider_than_the_page(path, seed):
    """Also with more digits and in ASCII; shipped problems fit 80 columns, too."""
    others = [{"digits": 9}, {"ascii_only": True}, {"width": 80} if path != EVERY_KEY else {}]
    for options in ({}, one_of(others, path, seed)):
        text = traced(path, "plain", note_for(path, seed), **options)
        assert max(map(len, text.splitlines())) <= options.get("width", WIDTH)


COMMANDS = [["trace", "--changes"], ["check"], ["train", "--epochs=3"]]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("note", NOTES)
@pytest.mark.seeds(1, 2)
def test_every_key_fits_a_page_in_every_note(note, command, seed, capsys):
    """In ASCII and in Unicode in turn."""
    ascii_only = (NOTES.index(note) + COMMANDS.index(command) + seed) % 2 == 0
    options = ["--note", note, *["--ascii"] * ascii_only]
    assert main([command[0], str(EVERY_KEY), *command[1:], *options]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= WIDTH
    assert out.isascii() or not ascii_only


def narrowest(headings, rows, kinds):
    """How narrow a table can be: numbers, places and headings are not broken."""
    least = []
    for heading, column, kind in zip(headings, zip(*rows), kinds):
        pieces = {
            "math": lambda cell: re.split(r" (?=[+−-] )|(?=(?<!\^)[·*/])", cell),
            "text": str.split,
        }.get(kind, lambda cell: [cell])
        if kind == "number":  # aligned at the points
            ends = [len(cell) - (cell.find(".") % (len(cell) + 1)) for cell in column]
            starts = [len(cell) - end for cell, end in zip(column, ends)]
            least.append(max(len(heading), max(starts) + max(ends)))
        else:
            least.append(max(len(heading), *(len(p) for cell in column for p in pieces(cell))))
    return sum(least) + 2 * (len(least) - 1)


@in_a_note
@every_problem
def test_a_narrow_page_is_no_wider_than_it_has_to_be(monkeypatch, path, seed):
    """At 60 columns some tables do not fit, for their numbers and places are not broken."""
    tables = []

    def remembered(headings, rows, kinds, room):
        tables.append((headings, rows, kinds))
        return fitted(headings, rows, kinds, room)

    monkeypatch.setattr("backprop_scalar.pages.page.fitted", remembered)
    page = Page(ascii_only=one_of((False, True), path, seed), width=60)
    trace_page(page, read_problem(path), note_for(path, seed), 1, 6)
    blocks = [block for block in page.blocks if "\n--" in block and "  -" in block]
    assert len(blocks) == len(tables)
    for block, table in zip(blocks, tables):
        assert max(map(len, block.splitlines())) <= max(60, narrowest(*table)), block


@in_a_note
@every_problem
def test_ascii_is_ascii(path, seed):
    note = note_for(path, seed)
    assert traced(path, one_of(FORMATS, path, seed), note, True).isascii()
    assert traced(path, "latex", note).isascii()


NUMBER = re.compile(r"(?<![\w.^])\d+\.\d+(?:e[-+]\d\d)?")


@every_problem
def test_no_format_loses_a_digit(path):
    note = note_for(path, 0)
    plain = NUMBER.findall(traced(path, "plain", note))
    assert len(plain) > 20
    whole = tree_of(traced(path, "html", note))
    in_html, drawn = (
        Counter(NUMBER.findall(" ".join(one.text for one in whole.every(tag))))
        for tag in ("main", "figure")
    )
    assert in_html - drawn == Counter(plain)
    assert len([*whole.every("table")]) > 4
    mantissas = sorted(number.partition("e")[0] for number in plain)
    latex = traced(path, "latex", note).partition(r"\begin{document}")[2]
    for text in (latex, traced(path, "github", note)):
        assert sorted(n.partition("e")[0] for n in NUMBER.findall(text)) == mantissas


def test_html_is_well_formed(mazur):
    page = Page("html")
    page.heading("A < B & `δ_1^2`", 1)
    page.text("if `z > 0` then x < y")
    page.table([Column("a", "math"), Column("b")], [[page.style.spell("I[z > 0]"), "<b>"]])
    tree = tree_of(str(page))
    assert [cell.text for cell in tree.every("td")] == ["I[z > 0]", "<b>"]
    assert next(tree.every("h1")).text == next(tree.every("title")).text == "A < B & δ_1^2"
    assert [one.text for one in tree.every("p")] == ["if z > 0 then x < y"]
    assert not [*tree.every("b")]


@in_a_note
@every_problem
def test_latex_is_balanced_and_has_no_double_scripts(path, seed):
    text = traced(path, "latex", note_for(path, seed))
    assert text.count("{") == text.count("}")
    assert text.count("$") % 2 == 0
    assert text.count(r"\begin{") == text.count(r"\end{")
    formulas = re.findall(r"\$([^$]*)\$", text)
    assert len(formulas) > 50
    for formula in formulas:
        assert not re.search(r"\^\{[^{}]*\}\^|_\{[^{}]*\}_", formula), formula


# What somebody may type into a title, and how LaTeX and Markdown have to write it.
TYPED = [
    (
        r"50% of_this & #that ~ {x} \y ^z",
        r"50\% of\_this \& \#that \textasciitilde{} \{x\} \textbackslash{}y \textasciicircum{}z",
        r"50% of_this \& #that \~ {x} \\y ^z",
    ),
    (r"`\input{x}`", r"'\textbackslash{}input\{x\}'", r"'\\input{x}'"),
    ("`a_1` ` b", r"'a\_1' ' b", "'a_1' ' b"),
    ("$x$ & y", r"\$x\$ \& y", r"\$x\$ \& y"),
    (
        "<script>alert(1)</script>",
        r"\textless{}script\textgreater{}alert(1)\textless{}/script\textgreater{}",
        r"\<script>alert(1)\</script>",
    ),
    ("*a* _b_ [c](d) e|f", r"*a* \_b\_ [c](d) e|f", r"\*a\* \_b\_ \[c](d) e\|f"),
    ("Größe, ł đ", "Größe, ł đ", "Größe, ł đ"),
    ("δ ≤ ж", r"$\delta$ $\le $ ?", "δ ≤ ж"),
]


@each_row(TYPED)
def test_what_was_typed_is_text_in_every_format(text, latex, markdown):
    """In a heading, in a paragraph, as the heading of a column, and in its cells."""
    typed = as_typed(text)
    shown = {"plain": typed, "github": markdown, "html": html.escape(typed), "latex": latex}
    for form, expected in shown.items():
        page = Page(form, width=1000)
        page.heading(typed, 1)
        page.text(f"Of {typed}.")
        page.table([Column(typed), Column("v", "number")], [[typed, "1"]])
        page.table([Column("b"), Column(typed, "place")], [["b", typed]])
        assert [block.count(expected) for block in page.blocks] == [1, 1, 2, 2], form
    assert f"<title>{html.escape(typed)}</title>" in str(page_in("html", typed))


def page_in(form, title):
    page = Page(form)
    page.heading(title, 1)
    return page


@pytest.mark.parametrize("form", FORMATS)
def test_a_title_and_a_note_that_were_typed_with_signs_are_text(form, tmp_path):
    """By way of the command: a problem's title, a notation's title and its file's name."""
    note = tmp_path / "a`b&<i>$c%.toml"
    letters = 'a = "a_j^l"\ny = "y_j"\nw = "w_jk^l"\nb = "b_j^l"\nz = "z_j^l"\nC_x = "C"\nC = "C"'
    note.write_text(
        f"title = '`x` <b>& 1% $'\n[letters]\n{letters}\ndelta = 'd_j^l'\neta = 'e'\nn = 'n'\n"
    )
    network = Network([Layer([[0.5]], [0.1], "sigmoid")])
    title = "`\\input{x}` <script> & 1% $"
    problem = Problem(network, [([1], [0])], "squared_error", 0.1, title=title)
    page = Page(form)
    trace_page(page, problem, str(note), 1, 6)
    text = re.sub(r"(?<=\S)\n(?=\S)", " ", str(page)).replace(" ===", "\n===")
    expected = {
        "plain": ["'\\input{x}' <script> & 1% $\n", "'x' <b>& 1% $.", "  a'b&<i>$c%"],
        "github": [
            "# '\\\\input{x}' \\<script> \\& 1% \\$\n",
            "'x' \\<b>\\& 1% \\$.",
            "| a'b\\&\\<i>\\$c%",
        ],
        "html": [
            "<h1>&#x27;\\input{x}&#x27; &lt;script&gt; &amp; 1% $</h1>",
            "&#x27;x&#x27; &lt;b&gt;&amp; 1% $.",
            ">a&#x27;b&amp;&lt;i&gt;$c%",
        ],
        "latex": [
            r"\section*{'\textbackslash{}input\{x\}' \textless{}script\textgreater{} \& 1\% \$}",
            r"'x' \textless{}b\textgreater{}\& 1\% \$.",
            r"& a'b\&\textless{}i\textgreater{}\$c\%",
        ],
    }[form]
    for part in expected:
        assert part in text


def test_github_cells_are_formulas_so_that_stars_stay_stars():
    page = Page("github", ascii_only=True)
    page.table([Column("f", "math"), Column("v", "number")], [["a*b*c", "1.50"]])
    assert "$`a*b*c`$" in str(page)
    assert "1.50" in str(page)
    assert page.blocks[0].count("|") == 3 * 3


@pytest.mark.parametrize(
    ("form", "cell"), [("latex", r"$-1.5 \cdot 10^{-5}$"), ("plain", "-1.5e-05")]
)
def test_a_table_spells_numbers_and_symbols_as_its_format_does(form, cell):
    page = Page(form)
    page.table([Column("f", "math"), Column("v", "number")], [[typed("δ_1"), "-1.5e-05"]])
    assert cell in page.blocks[0]
    assert (r"$\delta_{1}$" if form == "latex" else "δ_1") in page.blocks[0]


def test_a_bar_in_a_github_formula_does_not_end_its_cell():
    page = Page("github")
    page.table([Column("f", "math"), Column("`|x|`")], [[page.style.spell("|z_1|"), "`e^(−|z|)`"]])
    assert [line.count("|") for line in page.blocks[0].splitlines()] == [3, 3, 3]
    assert r"$`\vert z_{1}\vert `$" in page.blocks[0]


def test_a_paragraph_of_markdown_stays_one_line():
    """A line that began with a minus or a number would be a list."""
    page = Page("github")
    page.text("word " * 19 + "- 1. # and so on")
    assert page.blocks == ["word " * 19 + "- 1. # and so on"]


@pytest.fixture
def globals_of_tabulate():
    names = ("WIDE_CHARS_MODE", "MIN_PADDING", "PRESERVE_WHITESPACE")
    before = {name: getattr(tabulate, name) for name in names}
    tabulate.WIDE_CHARS_MODE, tabulate.MIN_PADDING = "mine", 7
    try:
        yield lambda: (tabulate.WIDE_CHARS_MODE, tabulate.MIN_PADDING)
    finally:
        for name, value in before.items():
            setattr(tabulate, name, value)


def test_the_globals_of_tabulate_are_left_as_they_were(globals_of_tabulate, monkeypatch):
    # Where pytest ran in this process before, an old one has taken modules away again.
    monkeypatch.setitem(sys.modules, "tabulate", tabulate)
    importlib.reload(importlib.import_module("backprop_scalar.pages.page"))
    assert globals_of_tabulate() == ("mine", 7)
    Page().table([Column("a")], [["b"]])
    assert globals_of_tabulate() == ("mine", 7)

    def failing(*_, **__):
        assert globals_of_tabulate() == (False, 0)
        raise ValueError("no table")

    monkeypatch.setattr(tabulate, "tabulate", failing)
    with pytest.raises(ValueError, match="no table"):
        Page().table([Column("a")], [["b"]])
    assert globals_of_tabulate() == ("mine", 7)


def test_a_column_is_as_narrow_as_its_heading_and_every_sign_is_one_wide():
    page = Page()
    page.table([Column("v"), Column("x", "math")], [["漢", "y"], ["ab", "z"]])
    assert page.blocks == ["v   x\n--  -\n漢   y\nab  z"]


def test_headings_are_underlined_as_wide_as_they_are_and_broken_at_the_width():
    page = Page(width=40)
    page.heading("A title " * 8, 1)
    page.heading("Part", 2)
    page.heading("Smaller", 3)
    first, second, third = page.blocks
    lines = first.splitlines()
    assert max(map(len, lines[:-1])) == len(lines[-1]) == 39
    assert (lines[-1], second, third) == ("=" * 39, "Part\n----", "Smaller\n~~~~~~~")
    assert page_in("github", "`a` b").blocks == ["# $`a`$ b"]
    assert page_in("latex", "`δ` b").blocks == [r"\section*{$\delta$ b}"]
    page = Page("latex")
    page.heading("b", 3)
    assert page.blocks == [r"\subsubsection*{b}"]


@each_row(FORMATS)
def test_only_html_has_drawings_and_their_style(form):
    page = Page(form)
    page.text("before")
    without = str(page)
    page.only_html("<svg></svg>")
    if form == "html":
        assert str(page).count("<svg></svg>") == 1
        assert ".picture .wire" in str(page)
        assert ".picture .wire" not in without
    else:
        assert str(page) == without
