"""The sheets of a class, marked in one command."""

import csv
import io
import json
import os

import pytest
from sheets import ANSWERS, HOSTILE, REFUSED, solved, with_answer
from solving import from_written, rounded, sheet_of
from support import ROOT

from backprop_scalar.cli import main

# δ_1^(1) with the sign of the slip on the line above it.
SLIP = {"∂L/∂a_1^(1)": -ANSWERS["∂L/∂a_1^(1)"]}


def filled(name="", **changed):
    """The sheet two_inputs of somebody, worked out with some answers changed."""
    text = solved()
    for key, value in changed.items():
        text = text.replace(f'"{key}": {ANSWERS[key]!r},', f'"{key}": {value},')
    return text.replace('NAME = ""', f'NAME = "{name}"') if name else text


@pytest.fixture
def folder(tmp_path):
    """A folder with these files in it."""

    def call(**texts):
        for name, text in texts.items():
            path = tmp_path / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return str(tmp_path)

    return call


def rows(capsys, *arguments):
    """What the gradebook says, the same in both formats, and the exit status."""
    status = main(["mark", *arguments, "--format", "json"])
    objects = json.loads(capsys.readouterr().out)
    assert main(["mark", *arguments, "--format", "csv"]) == status
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [{key: "" if v is None else str(v) for key, v in one.items()} for one in objects] == [
        {key: value.removeprefix("'") for key, value in one.items()} for one in table
    ]
    return objects, status


def test_a_row_for_each_sheet(folder, capsys):
    path = folder(
        anna__sheet_dot_py=filled("Anna Ü."),
        ben__sheet_dot_py=filled("=1+1", **SLIP, L="..."),
        eve_dot_py="import os\n",
        blank_dot_txt=(ROOT / "tests/exercises/worksheet_01_sigmoid.py").read_text("utf-8"),
        key_dot_txt="The solution\n",
        _dot_hidden_dot_py="",
    )
    found, status = rows(capsys, path)
    assert status == 2
    counts = [
        (r["file"].replace(os.sep, "/"), r["name"], r["exercise"], r["seed"], r["right"])
        + (r["consistent"], r["wrong"], r["not answered"])
        for r in found
    ]
    assert counts == [
        ("blank.txt", "", "sigmoid", 0, 0, 0, 0, 6),
        ("eve.py", None, None, None, None, None, None, None),
        ("anna/sheet.py", "Anna Ü.", "two_inputs", 0, 12, 0, 0, 0),
        ("ben/sheet.py", "=1+1", "two_inputs", 0, 10, 0, 1, 1),
    ]
    assert found[1]["remark"] == "is not a worksheet: there is no ANSWERS = {…} in it"


def test_no_cell_is_a_formula_to_a_spreadsheet(folder, capsys):
    path = folder(**{"=cmd_dot_py": filled("-SUM(A1)")})
    main(["mark", path, "--format", "csv"])
    _, row = csv.reader(io.StringIO(capsys.readouterr().out))
    assert row[:2] == ["'=cmd.py", "'-SUM(A1)"]


STATUSES = [
    ({}, 0),
    ({"L": "0.3"}, 1),
    ({"L": "..."}, 3),
    ({"L": "...", "∂L/∂a_1^(1)": "5"}, 1),
    # What follows from a slip that is mended by nothing: one wrong line, the rest consistent.
    (SLIP, 1),
]


@pytest.mark.parametrize(("changed", "status"), STATUSES, ids=str)
def test_the_exit_status_of_one_and_of_several(folder, changed, status, capsys):
    path = folder(a_dot_py=filled(), b_dot_py=filled(**changed))
    assert main(["mark", f"{path}/b.py"]) == status
    assert main(["mark", f"{path}/a.py", f"{path}/b.py"]) == status
    assert main(["mark", path]) == status
    assert main(["mark", f"{path}/b.py", f"{path}/no.py"]) == 2
    assert "cannot be read: No such file" in capsys.readouterr().out
    assert main(["mark", f"{path}/no.py"]) == 2


def test_a_row_names_its_file_as_far_as_the_files_differ(folder, capsys):
    path = folder(x__a_dot_py=filled(), x__b_dot_py=filled(), y__a_dot_py=filled())
    for named, files in (
        ([f"{path}/x/a.py", f"{path}/x/b.py"], ["a.py", "b.py"]),
        ([f"{path}/x/a.py", f"{path}/y"], ["x/a.py", "y/a.py"]),
        ([f"{path}/x/a.py"], ["a.py"]),
    ):
        found, _ = rows(capsys, *named)
        assert [row["file"].replace(os.sep, "/") for row in found] == files


def test_what_was_wrong_most_often(folder, capsys):
    """Two with one slip, one with another; what follows from a slip is no second one."""
    other = {"b_1^(1) ←": "0.7"}
    path = folder(
        a_dot_py=filled(**SLIP), b_dot_py=filled(**SLIP), c_dot_py=filled(**other, L="...")
    )
    main(["mark", path])
    lines, slips = capsys.readouterr().out.split("Slips that were most frequent")
    lines = lines.partition("most often wrong")[2].split("\n\n")[1].splitlines()
    assert [line.split() for line in lines[2:]] == [
        ["two_inputs", "∂L/∂a_1^(1)", "2", "3"],
        ["two_inputs", "b_1^(1)", "←", "1", "3"],
    ]
    assert "Target minus output      2  ∂L/∂a_1^(1)" in slips


def test_the_page_fits_and_says_what_was_passed_over(folder, capsys):
    name = "A long name of a student " * 4
    path = folder(a_dot_py=filled(name), b_dot_pdf="%PDF", c_dot_toml="")
    assert main(["mark", path]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 100
    assert "Passed over: 2 other files (b.pdf, c.toml)." in out
    assert main(["mark", path, "--ascii"]) == 0
    assert capsys.readouterr().out.isascii()


def test_a_folder_without_a_sheet_and_a_bad_problem_are_one_line(folder, capsys):
    path = folder(a_dot_txt="nothing")
    assert main(["mark", path]) == 2
    assert "there is no worksheet in this folder" in capsys.readouterr().err
    folder(b_dot_py=filled())
    assert main(["mark", path, "--problem", f"{path}/no.toml"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


def test_a_line_too_many_is_said(folder, capsys):
    path = folder(a_dot_py=filled().replace('    "L":', '    "M": 0.1,\n    "L":'))
    ((row,), status) = rows(capsys, path)
    assert (row["right"], row["wrong"], status) == (12, 0, 1)
    assert row["remark"] == "1 line that the sheet does not have"


def test_the_gradebook_is_utf_8_whatever_the_console_is(folder, on_a_console):
    path = folder(a_dot_py=filled("Übung"))
    status, out, _ = on_a_console("mark", path, "--format", "csv", encoding="cp1252")
    assert status == 0
    assert "a.py,Übung,two_inputs,0,12" in out.decode("utf-8")


def test_a_class_of_strangers_is_marked(tmp_path, capsys):
    """Every hostile sheet has its row; each says why it is refused, if it is."""
    canary = tmp_path / "canary"
    for number, (text, _, _) in enumerate(HOSTILE.values()):
        if isinstance(text, str):
            text = text.replace("CANARY", repr(str(canary))).encode()
        (tmp_path / f"{number:03}.py").write_bytes(text)
    assert main(["mark", str(tmp_path), "--format", "json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert not canary.exists()
    assert len(found) == len(HOSTILE)
    for row, (_, outcome, words) in zip(found, HOSTILE.values()):
        assert (row["right"] is None) == (outcome is REFUSED), row
        assert words in row["remark"] or outcome is not REFUSED


def test_twelve_sheets_each_with_numbers_of_its_own(tmp_path, capsys):
    for seed in range(12):
        assert main(["worksheet", "two_inputs", "--seed", str(seed)]) == 0
        text, sheet = capsys.readouterr().out, sheet_of("two_inputs", seed)
        for q, value in from_written(sheet, rounded).items():
            text = text.replace(f'"{sheet.keys[q]}": ...,', f'"{sheet.keys[q]}": {value!r},')
        (tmp_path / f"{seed:02}.py").write_text(text, encoding="utf-8")
    (tmp_path / "99.py").write_text(with_answer("5"), encoding="utf-8")
    found, status = rows(capsys, str(tmp_path))
    assert [row["seed"] for row in found] == [*range(12), 0]
    assert [row["right"] for row in found[:12]] == [12] * 12
    assert (found[12]["wrong"], status) == (1, 1)


def test_a_sheet_that_is_named_twice_is_one(folder, capsys):
    path = folder(a_dot_py=solved())
    found, _ = rows(capsys, path, f"{path}/a.py", f"{path}/./a.py")
    assert [row["file"].endswith("a.py") for row in found] == [True]


def test_an_empty_problem_compares_nothing_and_is_refused(folder, tmp_path, capsys):
    path = folder(a_dot_py=solved())
    empty = tmp_path / "empty.toml"
    empty.write_text("", encoding="utf-8")
    for marked in (f"{path}/a.py", path):
        assert main(["mark", marked, "--problem", str(empty)]) == 2
        assert "empty.toml: cost is missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("form", "spelled"),
    [
        ("plain", "Ann & Bob"),
        ("html", "Ann &amp; Bob"),
        ("latex", r"Ann \& Bob"),
        ("csv", "Ann & Bob"),
    ],
)
def test_two_who_hand_in_one_sheet(folder, capsys, form, spelled):
    path = folder(a_dot_py=filled("Ann & Bob"), b_dot_py=filled())
    main(["mark", str(path), "--format", form])
    assert spelled in capsys.readouterr().out
