"""Every walkthrough runs on its own, fits the page and can be printed in ASCII."""

import importlib.util
import sys

import pytest
from reading import Reading
from support import ROOT

from backprop_scalar import ProblemError
from backprop_scalar.tracing.pages import Page
from backprop_scalar.tracing.walkthrough import Story, walk

SCRIPTS = sorted((ROOT / "walkthroughs").glob("*/*.py"))


@pytest.fixture(params=SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def script(request):
    spec = importlib.util.spec_from_file_location("walkthrough_script", request.param)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(script, monkeypatch, capsys, *options):
    monkeypatch.setattr(sys, "argv", ["script.py", *options])
    status = walk(script.problem, script.tell, script.__doc__)
    return status, *capsys.readouterr()


def test_there_are_walkthroughs():
    assert SCRIPTS


@pytest.mark.parametrize("digits", ["4", "6", "9"])
def test_it_fits_the_page(script, monkeypatch, capsys, digits):
    status, out, err = run(script, monkeypatch, capsys, "--digits", digits)
    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 100


def test_it_can_be_printed_in_ascii_and_in_every_format(script, monkeypatch, capsys):
    for form in ("plain", "github", "html", "latex"):
        status, out, _ = run(script, monkeypatch, capsys, "--ascii", "--format", form)
        assert status == 0
        assert out.isascii()


def test_every_line_means_its_value(script):
    class Checked(Story):
        lines_read = 0

        def lines(self, steps):
            for step in steps:
                text = self.numbers(step, self.page.style)
                assert Reading(text, self.digits).agrees_with(self.value(step.quantity)), text
                Checked.lines_read += 1

    script.tell(Checked(Page(), script.problem()))
    assert Checked.lines_read > 10


def test_bad_numbers_at_the_top_give_one_line(monkeypatch, capsys):
    def problem():
        raise ProblemError("example 1: x_1 is nan")

    monkeypatch.setattr(sys, "argv", ["script.py"])
    assert walk(problem, lambda story: None, "A title") == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", "backprop_scalar: error: example 1: x_1 is nan\n")
