"""The frame that walkthroughs use: a story on a page, a step in parts, a printed calculation."""

import re
import sys

import pytest
from reading import cells_of

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.equations import chain
from backprop_scalar.pages.page import Column, Page
from backprop_scalar.walkthrough import Story, walk


@pytest.fixture
def story():
    return Story(Page(), 6)


def test_headings_text_and_tables(story):
    story.heading("A title", 1)
    story.heading("A part")
    story.text("Some text with `δ_1`.")
    story.table([Column("a", "math"), Column("b")], [["∂C/∂w", "words"]])
    story.rounding()
    title, part, text, table, rounding = story.page.blocks
    assert (title, part) == ("A title\n=======", "A part\n------")
    assert text == "Some text with δ_1."
    assert cells_of(table)[1] == ["∂C/∂w", "words"]
    assert "shown with 6 significant digits" in rounding


def test_math_cells_are_spelled_in_the_style_of_the_page_and_others_are_not():
    story = Story(Page("latex"), 6)
    story.table([Column("a", "math"), Column("v", "number")], [["∂C/∂w_1", "2"]])
    assert r"$\partial C/\partial w_{1}$ & $2$" in " ".join(story.page.blocks[0].split())


@pytest.fixture
def step(story):
    layers = [Layer([[0.1], [0.2]], [0, 0], "tanh"), Layer([[1, 2]], [0], "tanh")]
    examples = [([1], [0]), ([3], [1])]
    return story.step(Problem(Network(layers), examples, "half_squared_error", 0.1))


def test_a_step_is_printed_in_parts(step):
    step.given()
    step.phase("forward", 1, layer=2)
    step.phase("backward", layer=1, kinds=["delta"])
    given, forward_lines, deltas = map(cells_of, step.page.blocks)
    assert [row[0] for row in given[1:5]] == ["a_1^x1,0", "y_1^x1", "a_1^x2,0", "y_1^x2"]
    assert given[1][2] == "input 1 of example 1"
    assert [row[0] for row in forward_lines[1:]] == ["z_1^x2,2", "a_1^x2,2"]
    assert forward_lines[0] == ["quantity", "formula", "with numbers", "value", "ko"]
    assert [row[0] for row in deltas[1:]] == ["δ_1^x1,1", "δ_2^x1,1"]
    assert re.fullmatch(r"This step took the cost from 0\.\d+ to 0\.\d+\.", step.outcome())


@pytest.fixture
def calculation(story):
    """u = 3 w, C = u²."""
    c = story.calculation("ko")
    w = c.given("w", 2.0, "weight")
    u = c.line("u", lambda x: 3 * x, w, cite="(1)")
    c.line("C", lambda x: x**2, u, cite="(2)")
    return c


def test_a_calculation_shows_what_is_given_and_each_line_once(calculation):
    calculation.show_given()
    calculation.show()
    calculation.line("D", chain, calculation.named("C"), 2)
    calculation.show()
    given, lines, rest = map(cells_of, calculation.page.blocks)
    assert given[1:] == [["w", "2", "weight"]]
    assert lines[1:] == [
        ["u", "3·w", "3·2", "6.00000", "(1)"],
        ["C", "u^2", "6.00000^2"]
        + [
            "36.0000",
            "(2)",
        ],
    ]
    assert rest[1:] == [["D", "C·2", "36.0000·2", "72.0000", ""]]


@pytest.mark.parametrize(("factor", "error"), [(36.0, 0.0), (18.0, 0.5), (-36.0, 2.0)])
def test_check_tells_a_right_gradient_from_a_wrong_one(calculation, factor, error):
    """∂C/∂w = 18 w = 36."""
    gradient = calculation.line("∂C/∂w", lambda: factor)
    calculation.check(calculation.named("C"), (gradient, calculation.named("w")))
    (row,) = cells_of(calculation.page.blocks[0])[1:]
    assert row[0] == "∂C/∂w"
    assert [float(cell) for cell in row[1:3]] == pytest.approx([factor, 36], rel=1e-7)
    assert float(row[3]) == pytest.approx(error, abs=1e-8)


def test_a_story_checks_the_gradients_of_a_problem(story):
    layer = Layer([[0.5]], [0.1], "tanh")
    story.check(Problem(Network([layer]), [([1], [0])], "squared_error", 0.1))
    assert story.page.blocks[0].startswith("All 2 gradients agree with central differences")


def test_counts_are_whole_numbers(story):
    story.counts("full_story", [("regions", "1 + n_1", "1 + 3", 4, "§1 regions")])
    heads, row = cells_of(story.page.blocks[0])
    assert heads == ["quantity", "formula", "with numbers", "value", "full_story"]
    assert row == ["regions", "1 + n_1", "1 + 3", "4", "§1 regions"]


def test_dimensions_are_multiplied(story):
    story.dimensions("thill", [("W^(2)", ("d_2", 2), ("d_1", 3), "chainrule6")])
    assert cells_of(story.page.blocks[0])[1] == ["W^(2)", "d_2·d_1", "2·3", "6", "chainrule6"]


def told(story):
    story.heading("A title", 1)
    story.text(f"With {story.digits} digits and `δ`.")


OPTIONS = [
    ([], "With 6 digits and δ.\n"),
    (["--digits", "9", "--ascii"], "With 9 digits and delta.\n"),
    (["--format", "github"], "With 6 digits and $`\\delta`$.\n"),
    (["--format", "html"], "<p>With 6 digits and <math><mi>δ</mi></math>.</p>\n\n</main>\n"),
]


@pytest.mark.parametrize(("options", "end"), OPTIONS)
def test_a_walkthrough_takes_the_options_of_a_page(monkeypatch, capsys, options, end):
    monkeypatch.setattr(sys, "argv", ["script.py", *options])
    assert walk(told, "A title\n\nAnd more.") == 0
    out, err = capsys.readouterr()
    assert out.removesuffix("</body>\n</html>\n").endswith(end)
    assert err == ""


def test_help_has_the_title(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["script.py", "--help"])
    with pytest.raises(SystemExit) as stopped:
        walk(told, "A title\n\nAnd more.")
    assert stopped.value.code == 0
    assert "A title\n\noptions" in capsys.readouterr().out


BAD = [
    (ValueError("example 1: x_1 is nan"), "example 1: x_1 is nan"),
    (ZeroDivisionError("division by zero"), "the numbers at the top .*: division by zero"),
]


@pytest.mark.parametrize(("error", "message"), BAD)
def test_bad_numbers_at_the_top_give_one_line(monkeypatch, capsys, error, message):
    def tell(story):
        story.heading("A title")
        raise error

    monkeypatch.setattr(sys, "argv", ["script.py"])
    assert walk(tell, "A title") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(f"backprop_scalar: error: {message}\n", err)
