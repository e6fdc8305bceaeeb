"""Worksheets as they are handed in: filled in, half filled in, broken in every way, and hostile."""

import ast

import pytest
from sheets import (
    ANSWER,
    ANSWERS,
    BLANK,
    HOSTILE,
    KEY,
    LINE,
    REFUSED,
    UNREAD,
    above,
    below,
    solved,
    verdicts,
    with_answer,
    with_line,
)
from solving import sheet_of
from support import ROOT, each_row

from backprop_scalar.checks import ProblemError
from backprop_scalar.cli import main
from backprop_scalar.exercises.answers import is_worksheet, mark_file
from backprop_scalar.exercises.marking import Verdict

OTHERS = [key for key in ANSWERS if key != KEY]


def test_the_solved_sheet_is_right_throughout(marked):
    marks = marked(solved())
    assert list(marks) == list(ANSWERS)
    assert verdicts(marks) == {Verdict.RIGHT}


def test_a_blank_sheet_is_not_answered_throughout(marked):
    assert verdicts(marked(BLANK)) == {Verdict.NOT_ANSWERED}


# One answer, and what is said of it; all other lines are right.
BROKEN = [
    ('float("nan")', '"float" is not known here. Write numbers with'),
    ("1j", 'a sign is missing between "1" and "j"'),
    ("[1, 2]", "write a decimal point, not a comma"),
    ("1/0", "this divides by 0."),
    ("a + 1", '"a" is not known here. Write numbers with * for a product'),
    ("0.3(0.4)", 'a sign is missing between "0.3" and "(". Write numbers with * for a product'),
    ("exp(0,5)", "write a decimal point, not a comma"),
    ("10.0**400", "this is too large a number."),
    ("0.3 +", 'a number is missing after "+".'),
    ("-0,2350", "write a decimal point, not a comma"),
    ("(0.3", "a bracket ( is not closed."),
    ("0.3)", "a bracket ) is closed that was not opened."),
    ("(0.3 +\n        0.4 +)", 'a number is missing after "+".'),
    ("0.25*0.6 = 0.15", "not both with = between them"),
    ("True", '"True" is not known here'),
    ("see my notes", '"see" is not known here'),
]


@each_row(BROKEN)
def test_a_broken_answer_has_its_message_and_the_others_are_marked(answer, message, marked):
    marks = marked(with_answer(answer))
    assert list(marks) == list(ANSWERS)
    assert marks[KEY].verdict is Verdict.WRONG
    assert marks[KEY].message.startswith(f"Line {LINE}: ")
    assert message in marks[KEY].message
    assert {marks[key].verdict for key in OTHERS} == {Verdict.RIGHT}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('    "z_1^(1)": ,', ""),
        ('    "z_1^(1)":   # nothing', ""),
        ('    "z_1^(1)": …,', ""),
        ('    "z_1^(1)": ?,', ""),
        ('    "z_1^(1)": –,', ""),
        ('    "z_1^(1)": "...",', ""),
        ('    "z_1^(1)": None,', ""),
        ("", "This line is missing from ANSWERS."),
        ('    # "z_1^(1)": 0.3,', "This line is missing from ANSWERS."),
    ],
)
def test_what_is_blank_is_not_answered(marked, line, message):
    marks = marked(with_line(line))
    assert marks[KEY].verdict is Verdict.NOT_ANSWERED
    assert marks[KEY].message == message
    assert {marks[key].verdict for key in OTHERS} == {Verdict.RIGHT}


def test_all_lines_autocorrected_are_not_answered(marked):
    assert verdicts(marked(BLANK.replace("...,", "…,"))) == {Verdict.NOT_ANSWERED}


def test_lines_that_are_not_read_are_named_on_the_page(tmp_path, capsys):
    path = tmp_path / "sheet.py"
    path.write_text("Anna\n" + below("done\ndone\n\nand done"), encoding="utf-8")
    last = len(path.read_text(encoding="utf-8").splitlines())
    assert main(["mark", str(path)]) == 0
    assert (
        f"Not read: lines 1, {last - 3}, {last - 2}, {last}. A sheet is not run"
        in capsys.readouterr().out
    )


@pytest.mark.parametrize("name", ["Anna Meier", '"Anna Meier"', "“Anna Meier”  # group 3"])
def test_the_readers_name_is_shown(filled_in, name):
    text = solved().replace('NAME = ""', f"NAME = {name}")
    assert filled_in(text).name == "Anna Meier"
    assert filled_in(solved()).name == ""


def test_several_broken_lines_each_have_their_message(marked):
    text = with_answer("(0.3")
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


@pytest.mark.parametrize("key", ["1", "None", "z_1", '"η"', '"my note"', "f'z'", "(1, 2)"])
def test_any_other_key_is_told(marked, key):
    marks = marked(solved().replace("ANSWERS = {", f"ANSWERS = {{\n    {key}: 1,"))
    assert len(marks) == len(ANSWERS) + 1
    assert next(reversed(marks.values())).verdict is Verdict.WRONG


def test_a_blank_line_that_the_sheet_does_not_have_is_told_too(marked):
    marks = marked(solved().replace("ANSWERS = {", "ANSWERS = {\n    z_2: ...,"))
    assert marks["z_2"].message.startswith("The sheet does not ask for this.")


def test_keys_in_ascii_and_with_other_spaces_are_known(marked):
    text = solved().replace('"δ_1^(1)"', '"delta_1^(1)"').replace('"L"', '" L "')
    text = text.replace('"w_1,1^(1) ←"', '"w_1,1^(1)<-"')
    assert verdicts(marked(text)) == {Verdict.RIGHT}


def test_a_line_that_stands_twice_is_told_and_the_last_one_marked(marked):
    text = solved().replace('    "L": ', '    "L": 0.5,\n    "L": ')
    assert marked(text)["L"].message == "This line stands in ANSWERS twice; the last one is marked."


def test_signs_copied_from_the_formulas_are_read(marked):
    text = solved().replace('"z_1^(1)": -0.235', '"z_1^(1)": 0.25·0.6 − 0.65·0.9 + 0.2')
    assert verdicts(marked(text)) == {Verdict.RIGHT}


def test_arithmetic_with_names_of_ones_own(marked):
    text = solved().replace("ANSWERS =", "z = 0.25*0.6 - 0.65*0.9 + 0.2\n\nANSWERS =")
    text = text.replace('"z_1^(1)": -0.235', '"z_1^(1)": z')
    text = text.replace('"a_1^(1)": 0.4415', '"a_1^(1)": 1/(1 + exp(-z))')
    assert verdicts(marked(text)) == {Verdict.RIGHT}


def test_arithmetic_with_a_name_that_has_no_number_says_where(marked):
    text = above("z = 0.25*0.6 -\ny = z + 1\nx = ?")
    for name, message in (
        ("z", 'on line {} a number is missing after "-".'),
        ("y", 'on line {} a number is missing after "-".'),
        ("x", "on line {} x has no number."),
    ):
        broken = text.replace('"z_1^(1)": -0.235', f'"z_1^(1)": 2*{name}')
        line = 1 + broken.split("\n").index("z = 0.25*0.6 -" if name != "x" else "x = ?")
        assert marked(broken)[KEY].message == f"Line {LINE + 3}: {message.format(line)}"


def test_a_name_may_not_take_the_place_of_a_function(marked):
    text = above("e = 0.3").replace('"z_1^(1)": -0.235', '"z_1^(1)": e**2')
    assert "e gets another meaning; take another name there" in marked(text)[KEY].message


def test_a_slip_hunt_takes_the_name_with_and_without_quotes(tmp_path):
    sheet = sheet_of("slip_hunt", 0)
    blank = (ROOT / "tests" / "exercises" / "worksheet_15_slip_hunt.py").read_text(encoding="utf-8")
    path = tmp_path / "sheet.py"
    for text, verdict in (
        ("...", Verdict.NOT_ANSWERED),
        (f'"{sheet.keys[sheet.worked.wrong]}"', Verdict.RIGHT),
        (f"{sheet.keys[sheet.worked.wrong]}", Verdict.RIGHT),
        ('"C"', Verdict.WRONG),
        ("0.5", Verdict.WRONG),
    ):
        path.write_text(blank.replace('line": ...', f'line": {text}'), encoding="utf-8")
        mark, _ = mark_file(path).marks
        assert mark.verdict is verdict
    path.write_text(blank.replace("-0.9400", "-0.9401"), encoding="utf-8")
    with pytest.raises(ProblemError, match="WORKED: z_1\\^1 is -0.9401, but it is -0.94"):
        mark_file(path)


TOP = 'WORKSHEET = "two_inputs"\n'
NO_WORKSHEET = [
    ("", "there is no ANSWERS"),
    ("x = 1\n", "there is no ANSWERS"),
    ("ANSWERS = {}\n", "WORKSHEET, the name of an exercise in quotes"),
    (f"{TOP}ANSWERS = {{}}\n", "WORKSHEET, the name of an exercise"),
    ('WORKSHEET = "nothing"\nSEED = 0\nANSWERS = {}\n', "there is no exercise 'nothing'"),
    (f'{TOP}SEED = "0"\nANSWERS = {{}}\n', "and SEED, a whole number"),
    (f"{TOP}SEED = True\nANSWERS = {{}}\n", "and SEED, a whole number"),
    (f"{TOP}SEED = 1000000001\nANSWERS = {{}}\n", "from 0 to 1000000000"),
    ('WORKSHEET = "problem"\nSEED = 0\nANSWERS = {}\n', "PROBLEM is missing"),
    ('WORKSHEET = ["two_inputs"]\nSEED = 0\nANSWERS = {}\n', "WORKSHEET, the name"),
    (f"{TOP}SEED = 0\nANSWERS = {{}}\n", "GIVEN: a_1^(0) is no number, but it is 0.6"),
    ('WORKSHEET = "problem"\nPROBLEM = "x"\nANSWERS = {}\n', "PROBLEM: is not valid TOML"),
    ('WORKSHEET = "problem"\nPROBLEM = "\\x"\nANSWERS = {}\n', "line 2: PROBLEM has to be a text"),
    ('WORKSHEET = "problem"\nPROBLEM = """\nANSWERS = {}\n', "line 2: PROBLEM has to be a text"),
    (BLANK.replace(": 0.6,", ": 10**400,"), "GIVEN: a_1^(0) is no number"),
    (BLANK.replace("0.6,", "0.7,"), "GIVEN: a_1^(0) is 0.7, but it is 0.6 in this exercise"),
    (BLANK.replace("0.6,", '0.6, "a_1^(0)": 1,'), "GIVEN: a_1^(0) is 1, but it is 0.6"),
    (BLANK.replace("0.6,", '1, "a_1^(0)": 0.6,'), "GIVEN: a_1^(0) is 1, but it is 0.6"),
    (BLANK.replace("SEED = 0", "SEED = 1"), "GIVEN: "),
    (BLANK.replace("GIVEN = {", "GIVEN = ["), "GIVEN is no list of lines in braces"),
    (BLANK.partition("ANSWERS")[0] + "ANSWERS = 3", "ANSWERS is no list of lines in braces"),
]


@each_row(NO_WORKSHEET)
def test_what_is_no_worksheet_is_one_line(text, message, tmp_path, capsys):
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


@each_row(HOSTILE)
def test_a_hostile_sheet_is_harmless(name, tmp_path, capsys, filled_in):
    text, outcome, message = HOSTILE[name]
    canary = tmp_path / "canary"
    if isinstance(text, str):
        text = text.replace("CANARY", repr(str(canary))).encode()
    if outcome == REFUSED:
        with pytest.raises(ProblemError) as error:
            filled_in(text)
        assert message in str(error.value)
        assert len(str(error.value)) < 300
    else:
        filled = filled_in(text)
        others = [mark for mark in filled.marks if filled.assignment.sheet.name(mark[0]) != KEY]
        assert [mark.verdict for mark in others] == [Verdict.RIGHT] * len(OTHERS)
        (mark,) = [mark for mark in filled.marks if mark not in others]
        assert message in mark.message
        assert (mark.verdict is Verdict.RIGHT) == (outcome == UNREAD)
        assert filled.unread or outcome == ANSWER
    assert is_worksheet(tmp_path / "sheet.py")  # so pytest does not import it
    status = main(["mark", str(tmp_path / "sheet.py")])
    assert status == {REFUSED: 2, ANSWER: 1, UNREAD: 0}[outcome]
    out, err = capsys.readouterr()
    assert err.count("\n") == (outcome == REFUSED)
    assert not (set(out + err) - {"\n"}) & {chr(code) for code in range(32)}
    assert not canary.exists()


def test_nothing_in_the_exercises_runs_a_text():
    """Neither by a name of Python's own for it, nor by an import that is worked out."""
    forbidden = {"exec", "eval", "compile", "__import__", "import_module", "runpy", "globals"}
    for path in (ROOT / "backprop_scalar" / "exercises").glob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        names |= {
            alias.name
            for node in nodes
            if hasattr(node, "names")
            for alias in node.names
            if isinstance(alias, ast.alias)
        }
        assert not names & forbidden, path.name


def test_a_key_that_would_act_on_a_terminal_or_in_latex_is_cleaned(marked):
    text = solved().replace("ANSWERS = {", 'ANSWERS = {\n    "\x1b[2J$\\input{x}": 1,')
    *_, key = marked(text)
    assert key == "?[2J??input?x?"


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
