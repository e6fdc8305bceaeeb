"""Worksheets of a problem of one's own, and of the lecturer's."""

import re

import pytest
from support import NOTES, PROBLEM_FILES, ROOT

from backprop_scalar.checks import ProblemError
from backprop_scalar.cli import main
from backprop_scalar.exercises import assignment
from backprop_scalar.exercises.answers import mark_file
from backprop_scalar.exercises.assignment import MOST_LINES, difference, of_exercise, of_problem
from backprop_scalar.exercises.marking import Verdict
from backprop_scalar.exercises.worksheet import worksheet_page
from backprop_scalar.pages.page import Page
from backprop_scalar.problem import read_problem

MAZUR = ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml"
TEXT = MAZUR.read_text(encoding="utf-8")


def printed(text):
    page = Page()
    worksheet_page(page, of_problem(text, "mine.toml"))
    return str(page)


def layer(width, inputs):
    """A layer that has just so many weights."""
    rows = ",\n".join([str([1] * inputs)] * width)
    return f'[[layer]]\nactivation = "sigmoid"\nweights = [{rows}]\nbiases = {[1] * width}\n'


@pytest.fixture
def handed_in(tmp_path):
    """A sheet, and the problem that the lecturer holds it to."""

    def call(sheet, problem=TEXT):
        paths = tmp_path / "sheet.py", tmp_path / "week_3.toml"
        for path, text in zip(paths, (sheet, problem)):
            path.write_text(text, encoding="utf-8")
        return paths

    return call


def test_an_own_problem_is_marked_from_the_sheet_alone(on_a_console, tmp_path):
    """From FILE.toml to a marked sheet, with streams that show ASCII only."""
    status, text, _ = on_a_console("worksheet", MAZUR, encoding="ascii")
    assert status == 0
    assert b"delta_1^2" in text
    text = text.replace(b'"z_1^1": ...', b'"z_1^1": 0.3775')
    text = text.replace(b'"a_1^1": ...', b'"a_1^1": 0.5933')
    (tmp_path / "sheet.py").write_bytes(text.replace(b'"z_1^2": ...', b'"z_1^2": 0.5059'))
    status, out, err = on_a_console("mark", "sheet.py", encoding="ascii")
    assert (status, err) == (1, b"")
    assert re.search(rb"a_1\^1 +0\.5933 +right", out)
    assert re.search(rb"z_1\^2 +0\.5059 +wrong +The bias is missing", out)


def test_a_sheet_of_ones_own_problem_shows_the_numbers_it_was_marked_by(handed_in, capsys):
    sheet, problem = handed_in(printed(TEXT))
    assert main(["mark", str(sheet)]) == 3
    out = " ".join(capsys.readouterr().out.split())
    assert "Marked by the numbers that the sheet itself gives" in out
    assert "a_1^0 = 0.05, a_2^0 = 0.1, y_1 = 0.01, y_2 = 0.99, w_11^1 = 0.15" in out
    assert main(["mark", str(sheet), "--problem", str(problem)]) == 3
    out = capsys.readouterr().out
    assert "week_3.toml" in out
    assert "w_11^1 = 0.15" not in out


@pytest.mark.parametrize(
    ("mine", "yours", "what"),
    [
        ("eta = 0.5", "eta = 0.6", "eta"),
        ('cost = "half_squared_error"', 'cost = "squared_error"', "cost"),
        ('note = "ko"', 'note = "thill"', "note"),
        ("train_biases = false", "train_biases = true", "train_biases"),
        ("x = [0.05, 0.10]", "x = [0.06, 0.10]", "examples"),
        ("y = [0.01, 0.99]", "y = [0.01, 0.98]", "examples"),
        ("[0.40, 0.45]", "[0.40, 0.46]", "network"),
        ("biases = [0.35, 0.35]", "biases = [0.35, 0.36]", "network"),
        ('activation = "sigmoid"', 'activation = "tanh"', "network"),
        (
            "[[layer]]",
            "[[example]]\nx = [1, 1]\ny = [0, 1]\n\n[[layer]]",
            "examples",
        ),
        (
            "[[layer]]",
            f"{layer(2, 2)}[[layer]]",
            "network",
        ),
    ],
)
def test_a_sheet_is_held_to_the_lecturers_problem(handed_in, mine, yours, what):
    assert mine in TEXT
    paths = handed_in(printed(TEXT.replace(mine, yours, 1)))
    with pytest.raises(ProblemError) as error:
        mark_file(*paths)
    assert str(error.value) == (
        f"{paths[0]}: PROBLEM has not the {what} of {paths[1]}; print the sheet again"
    )


def test_words_and_spaces_of_a_problem_do_not_matter(handed_in):
    other = "# mine\n" + TEXT.replace("Mazur's", "My").replace("0.5\n", "5e-1\n")
    assert difference(TEXT, other) == ""
    filled = mark_file(*handed_in(printed(other)))
    assert {mark.verdict for mark in filled.marks} == {Verdict.NOT_ANSWERED}


def test_a_sheet_without_its_problem_is_marked_by_the_lecturers(handed_in):
    sheet = printed(TEXT)
    problem = sheet[sheet.index("PROBLEM") : sheet.index("GIVEN")]
    paths = handed_in(sheet.replace(problem, "").replace('"z_1^1": ...', '"z_1^1": 0.3775'))
    assert mark_file(*paths).marks[0].verdict is Verdict.RIGHT
    with pytest.raises(ProblemError, match="PROBLEM is missing.*--problem FILE"):
        mark_file(paths[0])


def test_a_sheet_of_an_exercise_is_not_of_the_lecturers_problem(tmp_path, capsys):
    blank = ROOT / "tests" / "exercises" / "worksheet_03_two_inputs.py"
    assert main(["mark", str(blank), "--problem", str(MAZUR)]) == 2
    assert "is a sheet of the exercise two_inputs, not of" in capsys.readouterr().err
    for problem in (tmp_path / "nothing.toml", blank):
        assert main(["mark", str(blank), "--problem", str(problem)]) == 2
        assert f"error: {problem}: " in capsys.readouterr().err


# What is on the sheet in the letters of each note.
LETTERS = {
    "full_story": ("f_1^[0]", "w_11^[1]"),
    "anomitroid": ("z_1^(1)", "w_1,1^(1)"),
    "ko": ("z_1^1", "w_11^1"),
    "thill": ("z_1^(1)", "w_1,1^(1)"),
    "step_by_step": ("Z_1^(1,1)", "W_1^(1,1)"),
}


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.seeds(1, 2)
def test_an_exercise_in_the_letters_of_any_note(note, seed, filled_in):
    name = ("four_equations", "full_story")[(NOTES.index(note) + seed) % 2]
    page = Page()
    given = of_exercise(name, 0)
    spelled = of_exercise(name, 0, note)
    worksheet_page(page, spelled)
    sheet = spelled.sheet
    assert set(LETTERS[note]) <= set(sheet.by_key)
    assert sheet.spelling.notation.name == note
    assert list(sheet.given.values()) == list(given.sheet.given.values())
    right = list(given.sheet.values.values())
    assert list(sheet.values.values()) == pytest.approx(right, rel=1e-12)
    text = str(page)
    for quantity in sheet.asked:
        entry = f'"{sheet.keys[quantity]}": '
        text = text.replace(f"{entry}...", f"{entry}{sheet.values[quantity]:.9f}")
    filled = filled_in(text)
    assert {marked.verdict for marked in filled.marks} == {Verdict.RIGHT}
    assert f"--note {note}" in filled.assignment.command


def test_a_problem_of_ones_own_in_other_letters(tmp_path, capsys):
    path = tmp_path / "sheet.py"
    own = str(MAZUR.with_name("anomitroid_two_neurons.toml"))
    w = read_problem(own).network.w[1][0][0]
    assert main(["worksheet", own, "--note", "thill", "-o", str(path)]) == 0
    assert f'"w_1,1^(1)": {w},' in path.read_text(encoding="utf-8")
    assert main(["mark", str(path), "--problem", own]) == 3
    assert "w_1,1^(1) ←" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["sigmoid", "finite_difference", "two_steps", "slip_hunt"])
def test_an_exercise_with_letters_of_its_own_keeps_them(name, filled_in):
    with pytest.raises(ProblemError, match=f"^{name} has letters of its own"):
        of_exercise(name, 0, "ko")


def test_a_note_that_there_is_not(filled_in):
    with pytest.raises(ProblemError, match="NOTE has to be one of full_story, anomitroid"):
        filled_in('WORKSHEET = "short_ko"\nSEED = 0\nNOTE = "none"\nANSWERS = {\n}\n')


@pytest.mark.parametrize("form", ["plain", "html", "latex", "github"])
def test_without_formulas(form, capsys):
    pages = []
    for more in ([], ["--no-formulas"]):
        assert main(["worksheet", "short_ko", "--format", form, *more]) == 0
        pages.append(capsys.readouterr().out)
    with_formulas, without = pages
    assert len(without) < len(with_formulas)
    assert "formula" not in without
    lost = set(re.findall(r"\bcdot|·", with_formulas)) or {"·"}
    assert not any(sign in without for sign in lost)


def problem(*layers, inputs=1, examples=1):
    example = f"[[example]]\nx = {[1] * inputs}\ny = [0.5]\n"
    return 'cost = "squared_error"\neta = 1\n' + example * examples + "".join(layers)


DRAWN = '[[layer]]\nactivation = "sigmoid"\nwidth = 1000\ninitialization = "uniform"\nseed = 1\n'
SOFTMAX = layer(30, 1).replace("sigmoid", "softmax")


# Texts of problems, and whether they are refused before a step is made.
TOO_LONG = [
    (problem(layer(30, 1), layer(1, 30), examples=20), True),
    (problem(layer(1, 300), inputs=300), True),
    (problem(layer(20, 1), layer(20, 20), layer(1, 20)), True),
    (problem(*[DRAWN] * 100), True),
    (problem(SOFTMAX, layer(1, 30)), False),
    (problem(*[layer(1, 1)] * 50), False),
]
KINDS = ["examples", "inputs", "weights", "drawn", "softmax", "deep"]


@pytest.mark.parametrize(("text", "at_once"), TOO_LONG, ids=KINDS)
def test_a_problem_with_too_many_lines_is_refused(tmp_path, capsys, monkeypatch, text, at_once):
    path = tmp_path / "mine.toml"
    if at_once:
        monkeypatch.delattr(assignment, "sheet_of_problem")
    path.write_text(text, encoding="utf-8")
    assert main(["worksheet", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.search(
        rf"mine\.toml: a step has \d+ lines or more, a sheet at most {MOST_LINES}", err
    )
    assert err.count("\n") == 1


def test_what_a_step_is_said_to_have_at_least_is_never_more_than_it_has():
    """So no problem is refused that has few lines enough."""
    for path in PROBLEM_FILES:
        text = path.read_text(encoding="utf-8")
        lines = len(of_problem(text, path.name).sheet.lines)
        assert lines <= MOST_LINES
    widest = problem(layer(20, 3), layer(1, 20), inputs=3)
    lines = len(of_problem(widest, "widest").sheet.lines)
    assert MOST_LINES - 140 <= lines <= MOST_LINES


def test_a_problem_that_is_too_long_a_text_is_refused(tmp_path, capsys):
    path = tmp_path / "mine.toml"
    for text in (TEXT + "#" * 1001, TEXT + "#\n" * 10_000):
        path.write_text(text, encoding="utf-8")
        assert main(["worksheet", str(path)]) == 2
        assert "is too long for a sheet: it may have 20 kB" in capsys.readouterr().err
