"""HTML pages: valid, whole in themselves, and each row says what it is about."""

import re
import tomllib
from dataclasses import replace
from importlib import resources

import pytest
from html_tree import tree_of
from support import NOTES, ROOT

from backprop_scalar import read_problem, trace
from backprop_scalar.cli import main
from backprop_scalar.notes.quantities import identifier
from backprop_scalar.pages import web
from backprop_scalar.pages.page import Column, Page
from backprop_scalar.tracing.lines import operands_of

MAZUR = ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml"
SMALL = ROOT / "walkthroughs" / "problems" / "full_story_2_3_1.toml"
SHEET = ROOT / "tests" / "exercises" / "worksheet_03_two_inputs.py"

COMMANDS = [
    ("trace", MAZUR),
    ("trace", MAZUR, "--steps", 2),
    ("check", MAZUR),
    ("train", MAZUR, "--epochs", 2),
    ("notation",),
    ("equation", "ko", "BP1", MAZUR),
    ("equations", "anomitroid"),
    ("worksheet",),
    ("worksheet", "slip_hunt"),
    ("worksheet", "softmax", "--key"),
    ("mark", SHEET),
]


def page_of(capsys, *arguments):
    main([*map(str, arguments), "--format", "html"])
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", COMMANDS, ids=lambda arguments: " ".join(map(str, arguments[:2]))
)
def test_every_page_is_valid_and_asks_nothing_of_any_host(capsys, arguments):
    text = page_of(capsys, *arguments)
    tree = tree_of(text)
    (html,) = tree.nodes
    assert [node.tag for node in html.nodes] == ["head", "body"]
    assert (html.attributes["lang"], len([*tree.every("h1")])) == ("en", 1)
    assert not re.search(r"https?:|src=|@import|url\(", text)
    for math in tree.every("math"):
        assert {node.tag for node in math.every()} <= {
            *("mi", "mn", "mo", "mrow", "msub", "msup", "msubsup", "mfrac", "mover", "mspace")
        }
        for node in math.every():
            wanted = {"msub": 2, "msup": 2, "msubsup": 3, "mfrac": 2, "mover": 2}.get(node.tag)
            assert wanted in (None, len(node.nodes)), node.text
    for table in tree.every("table"):
        assert len({len(row.nodes) for row in table.every("tr")}) == 1


def test_a_page_of_a_small_network_is_small():
    for note in NOTES:
        assert len(trace(read_problem(SMALL), note=note).html().encode()) < 100_000


def test_rows_say_what_they_are_about_and_what_it_is_made_of():
    step = trace(read_problem(MAZUR))
    rows = {
        row.attributes["data-q"]: row for row in tree_of(step.html()).every("tr", data_part="0")
    }
    lines = [line for phase in step.plan for line in phase.lines]
    assert [*rows] == [*map(identifier, [*step.working.givens, *(one.quantity for one in lines)])]
    for line in lines:
        row = rows[identifier(line.quantity)]
        operands = [*map(identifier, operands_of(line))]
        assert row.attributes.get("data-of", "").split() == operands
        _, formula, numbers, *_ = row.nodes
        for cell in (formula, numbers):
            assert {
                one.attributes["data-q"] for one in cell.every() if "data-q" in one.attributes
            } == {*operands}


def test_two_steps_are_two_parts(capsys):
    tree = tree_of(page_of(capsys, "trace", MAZUR, "--steps", 2))
    parts = [row.attributes["data-part"] for row in tree.every("tr") if "data-q" in row.attributes]
    assert parts == sorted(parts)
    assert {*parts} == {"0", "1"}


def test_numbers_stand_with_their_points_under_each_other():
    page = Page("html")
    page.table([Column("v", "number")], [["-12.5"], ["0.25"], ["7"], ["1e-07"], [""]])
    table = next(tree_of(page.blocks[0]).every("table"))
    assert table.attributes["style"] == "--whole:3ch"
    assert [one.text for one in table.every("span")] == ["−12", "0", "7", "1", ""]
    assert [one.text for one in table.every("td")] == ["−12.5", "0.25", "7", "1e-07", ""]


def test_html_in_ascii_is_the_same_page(capsys):
    text = page_of(capsys, "trace", MAZUR, "--ascii")
    assert text.isascii()
    assert tree_of(text).text == tree_of(page_of(capsys, "trace", MAZUR)).text


def test_links_in_a_fragment_lead_to_its_own_pictures():
    """Of two that a notebook shows, none has a name of the other's."""
    problem = read_problem(ROOT / "walkthroughs" / "problems" / "full_story_batch.toml")
    shown = [tree_of(trace(one)._repr_html_()) for one in (problem, replace(problem, eta=3))]
    first, second = (
        {one.attributes["id"] for one in tree.every() if "id" in one.attributes} for tree in shown
    )
    assert len(first) == len(second) == 3
    assert not first & second
    for tree, own in zip(shown, (first, second)):
        assert {link.attributes["href"][1:] for link in tree.every("a")} < own


def test_a_fragment_is_the_page_without_its_script_and_paper():
    step = trace(read_problem(MAZUR))
    whole, part = step.html(), step._repr_html_()
    assert next(tree_of(whole).every("main")).text == next(tree_of(part).every("form")).text
    assert "<script" in whole
    assert not re.search("<script|@page|<html|color-scheme", part)


def test_the_files_of_a_page_go_with_the_package_and_are_ascii():
    """References are nothing in a stylesheet or a script."""
    shipped = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = shipped["tool"]["setuptools"]["package-data"]["backprop_scalar"]
    for name in ("page.css", "page.js", "live.js"):
        assert f"pages/*{name[name.index('.') :]}" in names
        assert (resources.files(web.__package__) / name).read_text(encoding="utf-8").isascii()


def test_every_rule_of_the_stylesheet_is_for_our_own_part_of_a_page():
    css = web.file_text("page.css")
    for selector in re.findall(r"(?m)^ *([^@{}\n]+) \{", css):
        assert all(".backprop" in one for one in selector.split(",")), selector
