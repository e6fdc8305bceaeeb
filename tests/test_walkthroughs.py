"""Every walkthrough runs on its own, fits the page, and each of its lines means its value."""

import importlib.util
import re
import sys

import pytest
from reading import Reading
from support import ROOT

from backprop_scalar import gradient_check
from backprop_scalar.tracing.walkthrough import Story, walk

SCRIPTS = sorted((ROOT / "walkthroughs").glob("*/*.py"))


@pytest.fixture(params=SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def script(request):
    spec = importlib.util.spec_from_file_location("walkthrough_script", request.param)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run(script, monkeypatch, capsys):
    def call(*options):
        monkeypatch.setattr(sys, "argv", ["script.py", *options])
        status = walk(script.tell, script.__doc__)
        return status, *capsys.readouterr()

    return call


def test_there_are_walkthroughs():
    assert SCRIPTS


@pytest.mark.parametrize("digits", ["4", "6", "9"])
def test_it_fits_the_page(run, digits):
    status, out, err = run("--digits", digits)
    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize("form", ["plain", "github", "html", "latex"])
def test_it_can_be_printed_in_ascii_in_every_format(run, form):
    status, out, _ = run("--ascii", "--format", form)
    assert status == 0
    assert out.isascii()
    # A sign that has no spelling in ASCII would be shown as a question mark.
    assert out.count("?") == run("--format", form)[1].count("?")


def lines_of(markdown):
    """(with numbers, value, place) of every line of every table in a page of GitHub Markdown."""
    for block in markdown.split("\n\n"):
        rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in block.splitlines()]
        if rows and "with numbers" in rows[0]:
            for row in rows[2:]:
                yield row[2].strip("`"), row[3], row[4]


def test_every_line_means_its_value(run):
    _, out, _ = run("--format", "github")
    for numbers, value, _ in lines_of(out):
        if "…" not in numbers:
            assert Reading(numbers, 6).agrees_with(value), f"{numbers} = {value}"


def test_gradients_of_its_problems_agree_with_finite_differences(run, monkeypatch):
    problems = []
    step = Story.step

    def remembered(story, problem, *rest, **options):
        problems.append(problem)
        return step(story, problem, *rest, **options)

    monkeypatch.setattr(Story, "step", remembered)
    assert run()[0] == 0
    for problem in problems:
        comparisons = gradient_check(problem.network, problem.examples, problem.cost)
        assert max(comparison.error for comparison in comparisons) < 1e-7


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ValueError("example 1: x_1 is nan"), "example 1: x_1 is nan"),
        (ZeroDivisionError("division by zero"), "the numbers at the top .*: division by zero"),
    ],
)
def test_bad_numbers_at_the_top_give_one_line(monkeypatch, capsys, error, message):
    def tell(story):
        story.heading("A title")
        raise error

    monkeypatch.setattr(sys, "argv", ["script.py"])
    assert walk(tell, "A title") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(f"backprop_scalar: error: {message}\n", err)
