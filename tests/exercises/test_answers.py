"""Worksheets as they are handed in: filled in, half filled in, and broken in every way."""

import codecs
import os
import re
import subprocess
import sys

import pytest
from solving import from_written, rounded, sheet_of
from support import PATH, ROOT

from backprop_scalar.cli import main
from backprop_scalar.exercises.answers import is_worksheet, mark_file
from backprop_scalar.exercises.marking import Verdict
from backprop_scalar.problem import ProblemError

NAME = "two_inputs"
SHEET = sheet_of(NAME, 0)
BLANK = (ROOT / "tests" / "exercises" / f"worksheet_03_{NAME}.py").read_text(encoding="utf-8")
ANSWERS = {SHEET.keys[q]: v for q, v in from_written(SHEET, rounded).items() if q in SHEET.lines}
LINE = 1 + BLANK.splitlines().index(next(s for s in BLANK.splitlines() if '"z_1^(1)"' in s))
SEED_LINE = 1 + BLANK.splitlines().index("SEED = 0")


def solved():
    """The sheet with every answer."""
    text = BLANK
    for key, value in ANSWERS.items():
        text = text.replace(f'"{key}": ...,', f'"{key}": {value!r},')
    return text


@pytest.fixture
def marked(tmp_path):
    """Marks of a text by the names of the lines."""

    def call(text):
        path = tmp_path / "sheet.py"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        filled = mark_file(path)
        return {filled.assignment.sheet.name(mark.quantity): mark for mark in filled.marks}

    return call


def with_line(key, line):
    """The solved sheet with another line for one quantity."""
    text = solved()
    return re.sub(rf'(?m)^    "{re.escape(key)}": .*$', lambda _: line, text)


def test_the_solved_sheet_is_right_throughout(marked):
    marks = marked(solved())
    assert list(marks) == list(ANSWERS)
    assert {mark.verdict for mark in marks.values()} == {Verdict.RIGHT}


def test_a_blank_sheet_is_not_answered_throughout(marked):
    assert {mark.verdict for mark in marked(BLANK).values()} == {Verdict.NOT_ANSWERED}


# One line of the sheet, z_1^(1), and what is said of it; all other lines are right.
BROKEN = [
    ('    "z_1^(1)": "0.5",', Verdict.WRONG, "A text is no answer"),
    ('    "z_1^(1)": None,', Verdict.NOT_ANSWERED, "None is no answer"),
    ('    "z_1^(1)": float("nan"),', Verdict.WRONG, "nan is no answer"),
    ('    "z_1^(1)": 1j,', Verdict.WRONG, "A complex number is no answer"),
    ('    "z_1^(1)": [1, 2],', Verdict.WRONG, "A list is no answer"),
    ('    "z_1^(1)": 1/0,', Verdict.WRONG, f"Line {LINE} cannot be worked out: ZeroDivisionError"),
    (
        '    "z_1^(1)": a + 1,',
        Verdict.WRONG,
        "cannot be worked out: name 'a' is not defined. Write * for a product",
    ),
    ('    "z_1^(1)": 0.3(0.4),', Verdict.WRONG, "Write * for a product"),
    ('    "z_1^(1)": 0.5^2,', Verdict.WRONG, "** for a power"),
    ('    "z_1^(1)": exp(0,5),', Verdict.WRONG, "a point, not a comma"),
    ('    "z_1^(1)": exit(),', Verdict.WRONG, "cannot be worked out: "),
    ('    "z_1^(1)": 10.0**400,', Verdict.WRONG, "cannot be worked out: OverflowError"),
    (
        '    "z_1^(1)": 0.3 +,',
        Verdict.WRONG,
        f"Line {LINE} cannot be read as Python: invalid syntax",
    ),
    ('    "z_1^(1)": -0.2350', Verdict.WRONG, f"Line {LINE} cannot be read as Python: "),
    ('    "z_1^(1)": -0,2350,', Verdict.WRONG, "Write a decimal point, not a comma."),
    ('    "z_1^(1)": (0.3,', Verdict.WRONG, f"Line {LINE} cannot be read as Python: "),
    ('    "z_1^(1)": 0.3),', Verdict.WRONG, f"Line {LINE} cannot be read as Python: "),
    ('    "z_1^(1)": "0.3,', Verdict.WRONG, f"Line {LINE} cannot be read as Python: unterminated"),
    ('    "z_1^(1): 0.3,', Verdict.WRONG, f"Line {LINE} cannot be read as Python: unterminated"),
    ('    "z_1^(1)": ,', Verdict.NOT_ANSWERED, ""),
    ('    "z_1^(1)":   # nothing', Verdict.NOT_ANSWERED, ""),
    ('    z_1^(1)": 0.3,', Verdict.WRONG, f"Line {LINE} cannot be read as Python: "),
    (
        '    "z_1^(1)": (0.3 +\n        0.4 +),',
        Verdict.WRONG,
        f"Line {LINE} cannot be read as Python",
    ),
    ("", Verdict.NOT_ANSWERED, "This line is missing from ANSWERS."),
]


@pytest.mark.parametrize(("line", "verdict", "message"), BROKEN)
def test_a_broken_answer_has_its_message_and_the_others_are_marked(marked, line, verdict, message):
    marks = marked(with_line("z_1^(1)", line))
    assert marks["z_1^(1)"].verdict is verdict
    assert message in marks["z_1^(1)"].message
    assert list(marks) == list(ANSWERS)
    assert {marks[key].verdict for key in list(ANSWERS)[1:]} == {Verdict.RIGHT}
    # Places in a part of the sheet that the reader does not see, and doubled stops.
    assert not re.search(r"on line|detected at|\?\.|\.\.|'\}'", marks["z_1^(1)"].message)


@pytest.mark.parametrize(
    "line",
    [
        '    "z_1^(1)" -0.235,',
        '    "z_1^(1)" = -0.235,',
        '    "z_1^(1): -0.235,',
        '    z_1^(1)": -0.235,',
        '    "z_1^(1)": 10**5000,',
    ],
)
def test_a_slip_of_the_pen_costs_one_line(marked, line):
    marks = marked(with_line("z_1^(1)", line))
    assert list(marks) == list(ANSWERS)
    assert [key for key in marks if marks[key].verdict is Verdict.WRONG] == ["z_1^(1)"]


def test_quotes_of_a_word_processor_and_a_lost_brace_are_read(marked):
    text = solved().replace('"a_1^(1)"', "“a_1^(1)”").replace('"L"', "‘L’")
    assert {mark.verdict for mark in marked(text).values()} == {Verdict.RIGHT}
    assert {mark.verdict for mark in marked(solved().rstrip().rstrip("}")).values()} == {
        Verdict.RIGHT
    }


def test_several_broken_lines_each_have_their_message(marked):
    text = with_line("z_1^(1)", '    "z_1^(1)": (0.3,')
    text = text.replace('"L": 0.2102', '"L": 0,2102').replace('"δ_1^(1)": ', '"δ_1^(1)": )')
    marks = marked(text)
    wrong = [key for key, mark in marks.items() if mark.verdict is not Verdict.RIGHT]
    assert wrong == ["z_1^(1)", "L", "δ_1^(1)"]


@pytest.mark.parametrize(
    ("key", "meant"),
    [("z_1^1", "z_1^(1)"), ("Z_1^(1)", "z_1^(1)"), ("sigma(z_1^(1))", "σ'(z_1^(1))")],
)
def test_a_misspelt_key_is_told_with_what_it_may_mean(marked, key, meant):
    marks = marked(solved().replace(f'"{meant}": ', f'"{key}": '))
    assert marks[meant].message == "This line is missing from ANSWERS."
    assert marks[key].verdict is Verdict.WRONG
    assert marks[key].message == f"The sheet does not ask for this. Is it `{meant}`?"
    others = [marks[other].verdict for other in ANSWERS if other != meant]
    assert set(others) == {Verdict.RIGHT}


@pytest.mark.parametrize("key", ["1", "None", "z_1", '"η"', "**{}", "f'z'", "(1, 2)"])
def test_any_other_key_is_told(marked, key):
    line = f"    {key}: 1," if not key.startswith("**") else f"    {key},"
    marks = marked(solved().replace("ANSWERS = {", "ANSWERS = {\n" + line))
    assert len(marks) == len(ANSWERS) + 1
    assert next(reversed(marks.values())).verdict is Verdict.WRONG


def test_keys_in_ascii_and_with_other_spaces_are_known(marked):
    text = solved().replace('"δ_1^(1)"', '"delta_1^(1)"').replace('"L"', '" L "')
    text = text.replace('"w_1,1^(1) ←"', '"w_1,1^(1)<-"')
    assert {mark.verdict for mark in marked(text).values()} == {Verdict.RIGHT}


def test_a_line_that_stands_twice_is_told_and_the_last_one_marked(marked):
    text = solved().replace('    "L": ', '    "L": 0.5,\n    "L": ')
    assert marked(text)["L"].message == "This line stands in ANSWERS twice; the last one is marked."


def test_signs_copied_from_the_formulas_are_read(marked):
    text = solved().replace('"z_1^(1)": -0.235', '"z_1^(1)": 0.25·0.6 − 0.65·0.9 + 0.2')
    assert {mark.verdict for mark in marked(text).values()} == {Verdict.RIGHT}


def test_arithmetic_with_names_of_ones_own(marked):
    text = solved().replace("ANSWERS =", "z = 0.25*0.6 - 0.65*0.9 + 0.2\n\nANSWERS =")
    text = text.replace('"z_1^(1)": -0.235', '"z_1^(1)": z')
    text = text.replace('"a_1^(1)": 0.4415', '"a_1^(1)": 1/(1 + exp(-z))')
    assert {mark.verdict for mark in marked(text).values()} == {Verdict.RIGHT}


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8 with a mark", "utf-16 of a Windows shell", "Windows line ends"],
)
def test_files_of_other_systems(marked, encode):
    assert {mark.verdict for mark in marked(encode(solved())).values()} == {Verdict.RIGHT}


NO_WORKSHEET = [
    ("", "there is no ANSWERS"),
    ("x = 1\n", "there is no ANSWERS"),
    ("ANSWERS = {}\n", "WORKSHEET, the name of an exercise in quotes"),
    ('WORKSHEET = "two_inputs"\nANSWERS = {}\n', "WORKSHEET, the name of an exercise"),
    ('WORKSHEET = "nothing"\nSEED = 0\nANSWERS = {}\n', "there is no exercise 'nothing'"),
    ('WORKSHEET = "two_inputs"\nSEED = "0"\nANSWERS = {}\n', "and SEED, a whole number"),
    ('WORKSHEET = "two_inputs"\nSEED = True\nANSWERS = {}\n', "and SEED, a whole number"),
    ('WORKSHEET = "two_inputs"\nSEED = 10**5000\nANSWERS = {}\n', "from 0 to 1000000000"),
    ('WORKSHEET = "problem"\nSEED = 0\nANSWERS = {}\n', "WORKSHEET, the name"),
    (BLANK.replace(": 0.6,", ": 10**400,"), "GIVEN: a_1^(0) is no number"),
    ('WORKSHEET = ["two_inputs"]\nSEED = 0\nANSWERS = {}\n', "WORKSHEET, the name"),
    (
        'WORKSHEET = "two_inputs"\nSEED = 0\nANSWERS = {}\n',
        "GIVEN: a_1^(0) is no number, but it is 0.6",
    ),
    ('WORKSHEET = "problem"\nPROBLEM = "x"\nANSWERS = {}\n', "PROBLEM: is not valid TOML"),
    (BLANK.replace("0.6,", "0.7,"), "GIVEN: a_1^(0) is 0.7, but it is 0.6 in this exercise"),
    (BLANK.replace("SEED = 0", "SEED = 1"), "GIVEN: "),
    (BLANK.replace("GIVEN = {", "GIVEN = ["), "cannot be read as Python"),
    (BLANK.replace("SEED = 0", "SEED = 1/0"), f"line {SEED_LINE} cannot be run: ZeroDivisionError"),
    (BLANK.replace("SEED = 0", "SEED = 0\nexit()"), "cannot be run: SystemExit"),
    (BLANK.replace("ANSWERS = {", "ANSWERS = [").replace("\n}\n", "\n]\n"), "read as Python"),
    (BLANK.partition("ANSWERS")[0] + "ANSWERS = 3", "ANSWERS is no list of lines in braces"),
    (BLANK + 'ANSWERS["L"] = 1\n', "stands below ANSWERS, where nothing is read"),
    ("x = 1\0", "cannot be read as Python"),
    ("x = " + "(" * 5000, "cannot be read as Python"),
]


@pytest.mark.parametrize(("text", "message"), NO_WORKSHEET)
def test_what_is_no_worksheet_is_one_line(tmp_path, capsys, text, message):
    path = tmp_path / "sheet.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemError) as error:
        mark_file(path)
    assert str(error.value).startswith(f"{path}: ")
    assert message in str(error.value)
    assert main(["mark", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


def test_no_file_and_a_folder(tmp_path, capsys):
    for path in (tmp_path / "nothing.py", tmp_path):
        assert main(["mark", str(path)]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_what_is_a_worksheet(tmp_path):
    path = tmp_path / "sheet.py"
    path.write_text(BLANK, encoding="utf-8")
    assert is_worksheet(path)
    path.write_text("print('no')\n", encoding="utf-8")
    assert not is_worksheet(path)
    assert not is_worksheet(tmp_path / "nothing.py")


def test_the_page_of_marks(tmp_path, capsys):
    path = tmp_path / "sheet.py"
    path.write_text(solved().replace("-0.235,", "0.235,"), encoding="utf-8")
    assert main(["mark", str(path)]) == 1
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 100
    assert "A sign is lost." in out
    assert "Score: 11 of 12 lines (11 right, 1 wrong)." in out
    assert "worksheet two_inputs --seed 0 --key" in out
    # The reader's numbers are in it, the expected one of the wrong line is not.
    assert "-0.235" not in out
    path.write_text(solved(), encoding="utf-8")
    assert main(["mark", str(path)]) == 0
    assert "Score: 12 of 12 lines (12 right)." in capsys.readouterr().out


def test_an_own_problem_is_marked_from_the_sheet_alone(tmp_path):
    """From FILE.toml to a marked sheet, with streams that show ASCII only."""

    def run(*arguments, expected=0):
        done = subprocess.run(
            [sys.executable, "-m", "backprop_scalar", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": PATH, "PYTHONIOENCODING": "ascii"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == expected, done.stderr
        assert "Traceback" not in done.stderr.decode()
        return done.stdout

    mazur = ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml"
    text = run("worksheet", str(mazur))
    assert b"delta_1^2" in text
    text = text.replace(b'"z_1^1": ...', b'"z_1^1": 0.3775')
    text = text.replace(b'"a_1^1": ...', b'"a_1^1": 0.5933')
    (tmp_path / "sheet.py").write_bytes(text.replace(b'"z_1^2": ...', b'"z_1^2": 0.5059'))
    out = run("mark", "sheet.py", expected=1).decode()
    assert re.search(r"a_1\^1 +0\.5933 +right", out)
    assert re.search(r"z_1\^2 +0\.5059 +wrong +The bias is missing", out)
