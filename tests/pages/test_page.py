"""The four formats say the same, and each is well formed."""

import functools
import html.parser
import re

import pytest
from support import NOTES, PROBLEM_FILES

from backprop_scalar import read_problem
from backprop_scalar.pages.layout import WIDTH
from backprop_scalar.pages.page import FORMATS, Column, Page
from backprop_scalar.pages.trace import trace_page


@functools.cache
def traced(path, form="plain", note="", digits=6, steps=1, ascii_only=False, width=WIDTH):
    page = Page(form, ascii_only=ascii_only, width=width)
    trace_page(page, read_problem(path), note, steps, digits)
    return str(page)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("path", PROBLEM_FILES, ids=lambda path: path.stem)
def test_nothing_is_wider_than_the_page(path, note):
    for ascii_only in (False, True):
        text = traced(path, "plain", note, 9, 2, ascii_only)
        assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("path", PROBLEM_FILES, ids=lambda path: path.stem)
def test_ascii_is_ascii(path, note):
    for form in FORMATS:
        assert traced(path, form, note, ascii_only=True).isascii()
    assert traced(path, "latex", note).isascii()


NUMBER = re.compile(r"(?<![\w.^])\d+\.\d+(?:e[-+]\d\d)?")


@pytest.mark.parametrize("path", PROBLEM_FILES, ids=lambda path: path.stem)
def test_no_format_loses_a_digit(path):
    plain = NUMBER.findall(traced(path))
    assert len(plain) > 20
    for form in ("github", "html"):
        assert NUMBER.findall(re.sub(r"h = [\d.]+", "", traced(path, form))) != []
        assert sorted(NUMBER.findall(traced(path, form))) == sorted(plain)
    latex = traced(path, "latex").partition(r"\begin{document}")[2]
    assert sorted(NUMBER.findall(latex)) == sorted(n.partition("e")[0] for n in plain)


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.opened, self.found = [], []

    def handle_starttag(self, tag, attrs):
        self.found.append(tag)
        if tag != "meta":
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag


def test_html_is_well_formed(mazur):
    tags = Tags()
    page = Page("html")
    page.heading("A < B & `δ_1^2`", 1)
    page.text("if `z > 0` then x < y")
    page.table([Column("a", "math"), Column("b")], [["I[z > 0]", "<b>"]])
    tags.feed(str(page))
    assert not tags.opened
    assert tags.found.count("td") == 2
    assert "b" not in tags.found


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("path", PROBLEM_FILES, ids=lambda path: path.stem)
def test_latex_is_balanced_and_has_no_double_scripts(path, note):
    text = traced(path, "latex", note)
    assert text.count("{") == text.count("}")
    assert text.count("$") % 2 == 0
    assert text.count(r"\begin{") == text.count(r"\end{")
    formulas = re.findall(r"\$([^$]*)\$", text)
    assert len(formulas) > 50
    for formula in formulas:
        assert not re.search(r"\^\{[^{}]*\}\^|_\{[^{}]*\}_", formula), formula


def test_latex_escapes_a_title():
    page = Page("latex")
    page.heading(r"50% of_this & #that ~ {x} \y ^z", 1)
    assert r"50\% of\_this \& \#that" in str(page)
    assert r"\textbackslash{}y \textasciicircum{}z" in str(page)


def test_github_cells_are_code_so_that_stars_stay_stars():
    page = Page("github", ascii_only=True)
    page.table([Column("f", "math"), Column("v", "number")], [["a*b*c", "1.50"]])
    assert "`a*b*c`" in str(page)
    assert "1.50" in str(page)
    assert page.blocks[0].count("|") == 3 * 3
