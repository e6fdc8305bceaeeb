"""Sheets that ask for other digits than four, or for decimals, as calculators show."""

import json
import re

import pytest
from solving import STYLES

from backprop_scalar import ProblemError
from backprop_scalar.cli import main
from backprop_scalar.exercises.answers import mark_file
from backprop_scalar.exercises.assignment import of_exercise, of_problem
from backprop_scalar.exercises.catalogue import EXERCISES
from backprop_scalar.exercises.marking import Verdict, mark
from backprop_scalar.exercises.sheet import evaluated
from backprop_scalar.tracing.digits import Decimals

NAMES = [exercise.name for exercise in EXERCISES if exercise.name != "slip_hunt"]
# An assignment "to 4 decimal places", of a network without biases.
TEXT = """
cost = "half_squared_error"
eta = 0.5
decimals = 4
[[example]]
x = [0.05, 0.10]
y = [0.01]
[[layer]]
activation = "sigmoid"
weights = [[0.15, 0.20], [0.25, 0.30]]
biases = false
[[layer]]
activation = "sigmoid"
weights = [[0.40, 0.45]]
biases = false
"""
# Of that, the first layer alone, with one neuron.
SMALL = TEXT.rpartition("[[layer]]")[0].replace(", [0.25, 0.30]", "")


def in_decimals(sheet, decimals):
    """Every line worked out from the lines above it as they were rounded to so many decimals."""
    values = dict(sheet.given)
    for q, step in sheet.lines.items():
        values[q] = round(evaluated(step, values), decimals)
    return values


def verdicts(sheet, answers):
    return {sheet.keys[one.quantity]: one.verdict for one in mark(sheet, answers)}


def test_an_assignment_to_four_decimals():
    """Its published numbers, which have one to three significant digits, among them."""
    sheet = of_problem(TEXT, "c13").sheet
    values = in_decimals(sheet, 4)
    found = {sheet.keys[q]: value for q, value in values.items()}
    assert [found[key] for key in ("δ_1^1", "∂C/∂w_11^1", "∂C/∂w_12^1")] == [0.0143, 0.0007, 0.0014]
    assert {*verdicts(sheet, values).values()} == {Verdict.RIGHT}
    four_digits = of_problem(TEXT.replace("decimals", "digits"), "c13").sheet
    assert verdicts(four_digits, values)["∂C/∂w_11^1"] is Verdict.NOT_ANSWERED


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.seeds(1, 20)
def test_work_in_decimals_is_right_throughout(name, seed):
    """In few and in many decimals in turn."""
    decimals = (3, 4, 6)[(NAMES.index(name) + seed) % 3]
    sheet = of_exercise(name, seed).asking_for(Decimals(decimals)).sheet
    for answers in (in_decimals(sheet, decimals), sheet.values):
        assert {*verdicts(sheet, answers).values()} == {Verdict.RIGHT}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.seeds(1, 20)
def test_honest_work_in_other_digits_is_right_throughout(name, seed):
    digits = (2, 3, 6)[(NAMES.index(name) + seed) % 3]
    sheet = of_exercise(name, seed).asking_for(digits).sheet
    for style, solve in STYLES.items():
        assert {*verdicts(sheet, solve(sheet, seed)).values()} == {Verdict.RIGHT}, style


def test_what_is_two_units_off_is_wrong_and_what_has_fewer_decimals_is_too_few():
    sheet = of_exercise("two_inputs", 0).asking_for(Decimals(4)).sheet
    z = next(iter(sheet.lines))
    assert sheet.values[z] == pytest.approx(-0.235)
    for answer, verdict in (
        (-0.2351, Verdict.RIGHT),
        (-0.2352, Verdict.WRONG),
        (-0.24, Verdict.NOT_ANSWERED),
        (0.235, Verdict.WRONG),
    ):
        marked = mark(sheet, {z: answer})[0]
        assert marked.verdict is verdict, answer
    message = mark(sheet, {z: -0.24})[0].message
    assert message == "Right as far as it goes, but with 2 decimals; 4 are asked for."


@pytest.mark.parametrize(
    ("option", "words", "line"),
    [
        (["--decimals", "3"], "Write at least 3 decimals", "DECIMALS = 3"),
        (["--digits", "2"], "Write at least 2 significant digits", "DIGITS = 2"),
    ],
)
@pytest.mark.parametrize("name", ["two_inputs", "own.toml"])
def test_a_sheet_says_what_it_asks_for_and_is_marked_by_that(
    name, option, words, line, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "sheet.py"
    (tmp_path / "own.toml").write_text(SMALL, encoding="utf-8")
    assert main(["worksheet", name, *option, "-o", str(path)]) == 0
    text = path.read_text(encoding="utf-8")
    assert words in " ".join(text.split())
    assert f"\n{line}\n" in text
    path.write_text(re.sub(r'("z_1\^\(?1\)?": )\.\.\.', r"\1-0.24", text), encoding="utf-8")
    filled = mark_file(path)
    assert filled.assignment.sheet.digits == int(option[1])
    assert isinstance(filled.assignment.sheet.digits, Decimals) == (option[0] == "--decimals")
    assert " ".join(option) in filled.assignment.command
    capsys.readouterr()
    main(["mark", str(path), "--format", "json"])
    assert "asks for" in json.loads(capsys.readouterr().out)[0]["remark"]


@pytest.mark.parametrize("written", ["1", "13", "x", "", "99999999999", "4.0", "-4"])
def test_a_sheet_that_asks_for_impossible_digits_is_refused(written, tmp_path, capsys):
    path = tmp_path / "sheet.py"
    assert main(["worksheet", "sigmoid", "--digits", "3", "-o", str(path)]) == 0
    text = path.read_text(encoding="utf-8").replace("DIGITS = 3", f"DIGITS = {written}")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemError, match="DIGITS has to be a whole number, 2 to 12"):
        mark_file(path)


def test_the_digits_of_a_slip_hunt_are_those_it_is_worked_out_with(capsys):
    assert main(["worksheet", "slip_hunt", "--digits", "3"]) == 2
    assert "is worked out with 4 significant digits already" in capsys.readouterr().err


def test_a_key_in_decimals_shows_them(tmp_path, capsys):
    path = tmp_path / "c13.toml"
    path.write_text(TEXT, encoding="utf-8")
    assert main(["worksheet", str(path), "--key"]) == 0
    out = capsys.readouterr().out
    assert "4 decimals" in out
    assert re.search(r"∂C/∂w_11\^1 +a_1\^0·δ_1\^1 +0\.05·0\.0142 +0\.0007 ", out)
