"""An exercise worked out at a prompt, by somebody who types into a pipe."""

import io
import re
import sys

import pytest
from solving import from_written, rounded, sheet_of
from support import ROOT

from backprop_scalar.cli import main
from backprop_scalar.exercises.answers import mark_file
from backprop_scalar.exercises.assignment import of_exercise
from backprop_scalar.exercises.marking import Verdict
from backprop_scalar.exercises.worksheet import worksheet_page
from backprop_scalar.pages.page import Page

SHEET = sheet_of("two_inputs", 1)
SOLVED = [f"{value!r}" for q, value in from_written(SHEET, rounded).items() if q in SHEET.lines]
MAZUR = str(ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml")


@pytest.fixture
def practice(tmp_path, monkeypatch, capsys):
    """What is printed, the exit status, and the sheet, when these lines are typed."""
    monkeypatch.chdir(tmp_path)

    def call(*typed, name="two_inputs", seed=1, options=()):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        status = main(["practice", name, "--seed", str(seed), *options])
        out, err = capsys.readouterr()
        assert err == ""
        (path,) = tmp_path.glob("*.py")
        return out, status, mark_file(path)

    return call


def verdicts(filled):
    return [mark.verdict for mark in filled.marks]


def test_whoever_types_the_solution_is_done(practice):
    out, status, filled = practice(*SOLVED)
    assert status == 0
    assert "Score: 12 of 12 lines (12 right)." in out
    assert out.count(" = ") == 12
    assert set(verdicts(filled)) == {Verdict.RIGHT}


def test_the_lines_are_asked_for_in_the_order_of_the_step(practice):
    out, status, filled = practice(*[""] * 12)
    asked = re.findall(r"(?m)^(.*) = ", out)
    assert asked == [SHEET.keys[quantity] for quantity in SHEET.lines]
    assert (status, set(verdicts(filled))) == (3, {Verdict.NOT_ANSWERED})


def test_a_wrong_answer_gets_its_hint_and_is_asked_for_again(practice):
    out, status, filled = practice(*SOLVED[:3], "1.475", SOLVED[3], "stop")
    key = "∂L/∂a_1^(1)"
    assert f"{key} = 1.475\n    wrong. Target minus output. If an output is" in out
    assert f"{key} (try 2) = {SOLVED[3]}\n    right." in out
    assert f"Tried more than once: {key} 2 times." in " ".join(out.split())
    assert SOLVED[3] not in out.partition("(try 2)")[0]
    assert (status, verdicts(filled)[:5]) == (3, [Verdict.RIGHT] * 4 + [Verdict.NOT_ANSWERED])


def test_after_a_slip_that_is_left_what_follows_is_consistent(practice):
    slip = str(-float(SOLVED[3]))
    out, status, filled = practice(*SOLVED[:3], slip, "skip", SOLVED[4], "0.2007")
    assert "consistent. Follows from your ∂L/∂a_1^(1)." in out
    assert (status, verdicts(filled)[3:6]) == (
        1,
        [Verdict.WRONG, Verdict.RIGHT, Verdict.CONSISTENT],
    )


def test_what_is_no_number_is_said_and_written_nowhere(practice):
    out, _, filled = practice("0,5", "open('x')", "0.3 # about", '"a"', "}", "1e999", "(" * 500)
    assert out.count("z_1^(1) = ") == 7 + 1
    assert "write a decimal point, not a comma" in out
    assert set(verdicts(filled)) == {Verdict.NOT_ANSWERED}
    assert not filled.unread


def test_a_formula_is_shown_on_request_and_counts_as_no_try(practice):
    out, _, _ = practice("?", SOLVED[0], "?")
    assert "    w_1,1^(1)·a_1^(0) + w_1,2^(1)·a_2^(0) + b_1^(1)\nz_1^(1) = " in out
    assert "(try" not in out


def test_one_goes_on_where_one_stopped(practice, tmp_path):
    practice(*SOLVED[:4], "stop")
    path = tmp_path / "two_inputs_1.py"
    text = path.read_text(encoding="utf-8").replace('NAME = ""', 'NAME = "Ann"')
    path.write_text(text + "# mine\n", encoding="utf-8")
    out, status, filled = practice(*SOLVED[4:])
    assert re.findall(r"(?m)^(.*) = ", out)[0] == [*SHEET.keys.values()][len(SHEET.given) + 4]
    assert (status, filled.name) == (0, "Ann")
    assert path.read_text(encoding="utf-8").endswith("# mine\n")


def test_a_sheet_of_something_else_is_left_alone(practice, tmp_path, capsys):
    practice(SOLVED[0], "stop")
    before = (tmp_path / "two_inputs_1.py").read_bytes()
    for call in (["two_inputs", "--seed", "2"], ["sigmoid"]):
        assert main(["practice", *call, "--sheet", "two_inputs_1.py"]) == 2
        assert "is the sheet of something else" in capsys.readouterr().err
    assert (tmp_path / "two_inputs_1.py").read_bytes() == before


def test_a_sheet_that_asks_for_decimals_is_gone_on_with(practice, tmp_path):
    assert main(["worksheet", "two_inputs", "--seed", "1", "--decimals", "2", "-o", "mine.py"]) == 0
    out, _, filled = practice("-1.64", "0.16", "stop", options=["--sheet", "mine.py"])
    assert "Give 2 decimals." in out
    assert verdicts(filled)[:2] == [Verdict.RIGHT] * 2


def test_a_sheet_that_cannot_be_written_is_one_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n"))
    assert main(["practice", "two_inputs", "--sheet", f"{MAZUR}/x.py"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


def test_in_ascii(practice):
    out, _, filled = practice(*SOLVED[:3], "1.475", options=["--ascii"])
    assert out.isascii()
    assert "dL/da_1^(1) (try 2) = " in out
    assert verdicts(filled)[3] is Verdict.WRONG


def test_a_problem_of_ones_own(practice):
    _, status, filled = practice("0.3775", "stop", name=MAZUR, seed=2)
    assert filled.assignment.header["SEED"] == 2
    assert (status, len(filled.marks)) == (1, 41)


def test_the_slip_of_a_slip_hunt_is_named_when_it_is_found(practice):
    sheet = sheet_of("slip_hunt", 1)
    worked = sheet.worked
    first = next(iter(worked.values))
    assert first != worked.wrong
    right = f"{rounded(sheet.values[worked.wrong], 4)!r}"
    typed = [sheet.keys[first], "nothing", sheet.keys[worked.wrong], "12345", right]
    out, status, _ = practice(*typed, name="slip_hunt")
    before, found = out.split(f"wrong line (try 3) = {sheet.keys[worked.wrong]}\n")
    assert worked.slip not in before
    assert f"right. {worked.slip}." in found
    assert f"its right number (try 2) = {right}\n    right." in found
    assert status == 0


class Interrupted(io.StringIO):
    """A console at which somebody presses Ctrl+C when the next line is asked for."""

    def readline(self, *_):
        if line := super().readline():
            return line
        raise KeyboardInterrupt


def test_the_end_of_the_input_and_an_interruption_end_it_cleanly(on_a_console):
    """With a console that shows ASCII only."""
    command = ["practice", "two_inputs", "--seed", 1]
    typed = Interrupted(f"{SOLVED[0]}\n")
    status, out, err = on_a_console(*command, encoding="ascii", typed=typed)
    assert (status, err) == (130, b"")
    assert b"\na_1^(1) = " in out
    assert b"Score: 1 of 12 lines" in out
    status, out, err = on_a_console(*command, encoding="utf-8")
    assert (status, err) == (3, b"")
    assert b"Score: 1 of 12 lines" in out


def test_only_the_first_line_that_needs_work(practice, capsys):
    practice(*SOLVED[:2], "1", "", "1", "stop")
    for key in ("L", "∂L/∂a_1^(1)"):
        status = main(["mark", "--next", "two_inputs_1.py"])
        _, _, *rows = capsys.readouterr().out.splitlines()
        assert (status, rows[0].split()[0]) == (1, key)
        assert all(row.startswith(" ") for row in rows[1:])
        practice(SOLVED[2], "stop")
    practice(*SOLVED[3:])
    assert main(["mark", "--next", "two_inputs_1.py"]) == 0
    assert capsys.readouterr().out == "Score: 12 of 12 lines (12 right).\n"


def test_an_answer_goes_into_its_place_whatever_stands_beside_it(practice, tmp_path):
    """In a dictionary on one line, and behind a key that ends like the one that is asked for."""
    path = tmp_path / "two_inputs_1.py"
    page = Page()
    worksheet_page(page, of_exercise("two_inputs", 1))
    head = str(page).partition("ANSWERS = {")[0]
    keys = [SHEET.keys[quantity] for quantity in SHEET.asked]
    entries = ", ".join(f'"{key}": ...' for key in sorted(keys, reverse=True))
    path.write_text(f"{head}# ANSWERS = {{\nANSWERS={{{entries}}}\n", encoding="utf-8")
    practice(*SOLVED)
    assert {marked.verdict for marked in mark_file(path).own_marks} == {Verdict.RIGHT}


def test_a_sheet_is_left_alone_where_nothing_can_be_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdout", None)
    assert main(["practice", "two_inputs"]) == 2
    assert not list(tmp_path.iterdir())
