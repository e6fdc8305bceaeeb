"""A sheet for each student: as files, as one document, with the keys beside them."""

import re
import shutil

import pytest
from html_tree import tree_of
from sheets import BLANK, solved
from solving import from_written, rounded
from support import ROOT

from backprop_scalar.cli import main
from backprop_scalar.exercises.answers import has_answers, mark_file
from backprop_scalar.exercises.assignment import of_exercise
from backprop_scalar.exercises.marking import Verdict

MAZUR = str(ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml")


def worksheet(*arguments):
    return main(["worksheet", *map(str, arguments)])


@pytest.mark.parametrize("name", ["two_inputs", MAZUR], ids=["exercise", "problem"])
def test_a_file_for_each_seed_and_its_key_beside_it(name, tmp_path, capsys):
    folder = tmp_path / "week 3" / "sheets"
    assert worksheet(name, "--seeds", "9-10", "--into", folder, "--key") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert str(folder) in " ".join(out.split())
    stem = "two_inputs" if name == "two_inputs" else "mazur_2_2_2"
    numbers = ["09", "10"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [f"{stem}_{n}.py" for n in numbers] + [f"{stem}_{n}_key.txt" for n in numbers]
    )
    given = set()
    for number in numbers:
        path = folder / f"{stem}_{number}.py"
        filled = mark_file(path, name if name == MAZUR else "")
        assert filled.assignment.header["SEED"] == int(number)
        assert {mark.verdict for mark in filled.marks} == {Verdict.NOT_ANSWERED}
        given.add(tuple(filled.assignment.sheet.given.values()))
        sheet, text = filled.assignment.sheet, path.read_text(encoding="utf-8")
        for q, value in from_written(sheet, rounded).items():
            text = text.replace(f'"{sheet.keys[q]}": ...,', f'"{sheet.keys[q]}": {value!r},')
        path.write_text(text, encoding="utf-8")
        assert {mark.verdict for mark in mark_file(path).marks} == {Verdict.RIGHT}
        key = (folder / f"{stem}_{number}_key.txt").read_text(encoding="utf-8")
        last = [*sheet.lines][-1]
        assert re.search(rf"{re.escape(sheet.keys[last])} .* {sheet.working.shown(last)} ", key)
    assert len(given) == 2


@pytest.mark.parametrize("form", ["html", "latex", "github"])
def test_one_document_with_a_leaf_and_a_line_for_the_name_for_each(form, capsys):
    assert worksheet("two_inputs", "--seeds", "1-5", "--format", form) == 0
    out = capsys.readouterr().out
    leaf = {"html": 'class="leaf"', "latex": r"\newpage", "github": "\n---\n"}[form]
    name = {"html": "Name: ____", "latex": r"Name: \_\_\_\_", "github": r"Name: \_"}[form]
    assert (out.count(leaf), out.count(name)) == (4, 5)
    underscore = r"\_" if form == "latex" else "_"
    seeds = re.findall(rf"Sheet: two{re.escape(underscore)}inputs, seed (\d)", out)
    assert seeds == list("12345")
    assert "landscape" not in out
    assert worksheet("two_inputs", "--seeds", "1-5", "--format", form, "--key") == 0
    key = capsys.readouterr().out
    assert (key.count(leaf), key.count(name)) == (4, 0)
    sheet = of_exercise("two_inputs", 5).sheet
    if form == "html":
        key = tree_of(key).text.replace("−", "-")
    assert all(sheet.working.shown(quantity) in key for quantity in sheet.lines) or form == "latex"


def test_a_document_and_its_key_in_a_folder(tmp_path):
    options = "--format", "html", "--into", tmp_path
    assert worksheet("sigmoid", "--seeds", "0-3", *options, "--key") == 0
    assert worksheet("sigmoid", *options) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["sigmoid_0-3.html", "sigmoid_0-3_key.html", "sigmoid_0.html"]


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        (solved(), True),
        (BLANK.replace("...,", "0.5,", 1), True),
        (BLANK.replace("ANSWERS", "z = 0.4*0.5\nANSWERS"), True),
        (BLANK.replace("...,", "0.5 +* 3,", 1), True),
        (BLANK + "SEED = 1\n", True),
        (BLANK, False),
        (BLANK.replace("...,", "…", 1).replace("...,", "?,"), False),
        ("", False),
    ],
)
def test_answers_are_not_written_over(text, answered, tmp_path, capsys):
    path = tmp_path / "two_inputs_1.py"
    path.write_text(text, encoding="utf-8")
    assert has_answers(path) == answered
    for options in (("-o", path, "--seed", 1), ("--into", tmp_path, "--seeds", "1")):
        path.write_text(text, encoding="utf-8")
        assert worksheet("two_inputs", *options) == (2 if answered else 0)
        out, err = capsys.readouterr()
        assert (path.read_text(encoding="utf-8") == text) == answered
        assert out == "" or not answered
        assert ("has answers in it already" in err) == answered


def test_a_file_that_is_no_blank_sheet_is_left_as_it_is(tmp_path, capsys):
    for name, form in (("essay.py", "plain"), ("two_inputs_1.html", "html")):
        path = tmp_path / name
        path.write_text("my work", encoding="utf-8")
        arguments = ["two_inputs", "--seed", 1, "--format", form]
        assert worksheet(*arguments, "-o", path) == 2
        assert "is there already" in capsys.readouterr().err
        assert path.read_text(encoding="utf-8") == "my work"
        path.unlink()
        for _ in range(2):  # the same again is nothing lost
            assert worksheet(*arguments, "-o", path) == 0
            assert f"Written: {path}." in " ".join(capsys.readouterr().out.split())


def test_nothing_is_written_where_one_file_has_answers(tmp_path, capsys):
    (tmp_path / "two_inputs_3.py").write_text(solved(), encoding="utf-8")
    assert worksheet("two_inputs", "--seeds", "1-4", "--into", tmp_path) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["two_inputs_3.py"]


def test_a_sheet_is_not_written_over_its_problem(tmp_path, capsys):
    path = tmp_path / "mine.toml"
    shutil.copyfile(ROOT / "walkthroughs" / "problems" / "anomitroid_two_neurons.toml", path)
    assert worksheet(path, "-o", path) == 2
    assert "is the problem itself" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["two_inputs", "--seeds", "1-3"], "name a folder for them, --into FOLDER"),
        (["two_inputs", "--seeds", "3-1"], "'1' is not a whole number from 3 to 1002"),
        (["two_inputs", "--seeds", "1-2000"], "'2000' is not a whole number from 1 to 1000"),
        (["two_inputs", "--seeds", "-3"], "--seeds"),
        (["two_inputs", "--seed", "1", "--seeds", "1-3"], "not allowed with argument"),
        (["two_inputs", "--digits", "3", "--decimals", "3"], "not allowed with argument"),
        (["two_inputs", "-o", "x", "--into", "y"], "not allowed with argument"),
        (["two_inputs", "--digits", "13"], "'13' is not a whole number from 2 to 12"),
        (["two_inputs", "-o", f"{MAZUR}/x"], "cannot be written"),
        (["nothing", "--into", f"{MAZUR}/x"], "there is no exercise 'nothing'"),
        (["-o", "my_sheet.py"], "name an exercise, or a problem"),
        (["--note", "ko"], "name an exercise, or a problem"),
        (["two_inputs", "-o", 300 * "a"], "cannot be written"),
        (["two_inputs", "--into", 300 * "a"], "cannot be written"),
    ],
)
def test_bad_calls_are_one_line(arguments, message, capsys):
    try:
        status = worksheet(*arguments)
    except SystemExit as stopped:
        status = stopped.code
    out, err = capsys.readouterr()
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err


def test_a_sheet_with_new_numbers_is_held_to_the_lecturers_problem(tmp_path, capsys):
    """By its seed; not where that, or a number in it, was changed."""
    path = tmp_path / "sheet.py"
    assert worksheet(MAZUR, "--seed", 7, "-o", path) == 0
    assert main(["mark", str(path), "--problem", MAZUR]) == 3
    text = path.read_text(encoding="utf-8")
    for old, new in (("SEED = 7", "SEED = 8"), ("SEED = 7\n", "")):
        path.write_text(text.replace(old, new), encoding="utf-8")
        assert main(["mark", str(path)]) == 3
        assert main(["mark", str(path), "--problem", MAZUR]) == 2
    path.write_text(re.sub(r'(?s)PROBLEM = """.*?"""\n', "", text), encoding="utf-8")
    assert main(["mark", str(path), "--problem", MAZUR]) == 3
    path.write_text(text.replace("SEED = 7", "SEED = x"), encoding="utf-8")
    assert main(["mark", str(path)]) == 2
