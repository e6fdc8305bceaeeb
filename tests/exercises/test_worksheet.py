"""Worksheets as they are printed: as Python, on paper, and with the solution."""

import ast
import functools
import re

import pytest
from reading import Reading, tables_of
from solving import STYLES, flaws_of, from_written, rounded, sheet_of
from support import NOTES, ROOT, every_problem, one_of

from backprop_scalar.cli import main
from backprop_scalar.exercises.answers import mark_file
from backprop_scalar.exercises.assignment import of_exercise, of_problem
from backprop_scalar.exercises.catalogue import EXERCISES, find_exercise
from backprop_scalar.exercises.marking import Verdict, mark
from backprop_scalar.exercises.worksheet import key_page, worksheet_page
from backprop_scalar.pages.page import Page

NAMES = [exercise.name for exercise in EXERCISES]
every_exercise = pytest.mark.parametrize("name", NAMES)
FOLDER = ROOT / "tests" / "exercises"


@functools.cache
def first_sheet(name, form="plain", ascii_only=False):
    """The sheet of seed 0, as it is printed."""
    return printed(of_exercise(name, 0), form, ascii_only=ascii_only)


def printed(assignment, form="plain", *, ascii_only=False, tell=worksheet_page):
    page = Page(form, ascii_only=ascii_only)
    tell(page, assignment)
    return str(page)


def blanked(text):
    """A worksheet without the answers that a reader may have typed in."""
    head, _, answers = text.partition("\nANSWERS = {\n")
    return head + re.sub(r'(?m)^(    "[^"]+": ).*?,?((?:  # .*)?)$', r"\1...,\2", answers)


@every_exercise
def test_the_blank_sheets_are_those_of_seed_0(name):
    number = NAMES.index(name) + 1
    path = FOLDER / f"worksheet_{number:02}_{name}.py"
    text = first_sheet(name)
    assert blanked(path.read_text(encoding="utf-8")) == blanked(text)
    assert text.count("...,") == len(mark_file(path).marks)


def test_there_are_no_other_sheets():
    assert len(list(FOLDER.glob("worksheet_*.py"))) == len(EXERCISES)


@every_exercise
@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_sheet_is_python_and_fits_the_page(name, ascii_only, tmp_path):
    text = first_sheet(name, ascii_only=ascii_only)
    assert max(map(len, text.splitlines())) <= 100
    assert text.isascii() or not ascii_only
    docstring, *assignments = ast.parse(text).body
    names = {one.targets[0].id: ast.literal_eval(one.value) for one in assignments}
    assert set(names["ANSWERS"].values()) == {...}
    assert all(isinstance(number, (int, float)) for number in names["GIVEN"].values())
    assert ast.literal_eval(docstring.value)
    path = tmp_path / "sheet.py"
    path.write_text(text, encoding="utf-8")
    assert {marked.verdict for marked in mark_file(path).marks} == {Verdict.NOT_ANSWERED}


@every_exercise
def test_a_sheet_says_what_it_goes_with_and_how_many_digits(name):
    exercise = EXERCISES[NAMES.index(name)]
    text = " ".join(first_sheet(name).split())
    assert f'"""{exercise.title} Goes with {exercise.place}. ' in text
    assert exercise.task in text
    if name != "slip_hunt":
        digits = 6 if name == "finite_difference" else 4
        assert f"at least {digits} significant digits" in text


def test_seeds_give_numbers_of_their_own():
    sheets = [sheet_of("two_inputs", seed) for seed in range(15)]
    assert len({tuple(sheet.given.values()) for sheet in sheets}) == len(sheets)


@pytest.mark.parametrize("name", ["two_inputs", "slip_hunt"])
def test_a_seed_gives_the_same_numbers_again(name):
    exercise = find_exercise(name)
    first, again = exercise.sheet(3), exercise.sheet(3)
    assert (again.given, again.worked) == (first.given, first.worked)


BOXES = {"github": "[____________]", "html": "<td class=box></td>", "latex": r"\framebox"}


@every_exercise
def test_on_paper_there_is_a_box_for_each_answer_and_no_answer(name):
    assignment = of_exercise(name, 0)
    sheet, texts = assignment.sheet, {form: first_sheet(name, form) for form in BOXES}
    for form, text in texts.items():
        rooms = len(sheet.lines) if form == "html" and name != "slip_hunt" else 0
        assert text.count(BOXES[form]) == len(sheet.asked) + rooms, form
        if sheet.worked is None:
            values = {sheet.values[q] for q in sheet.lines} - {0, 1}
            assert not {value for value in values if f" {value:#.4g} " in text}, form
    assert texts["latex"].isascii()
    assert texts["latex"].count("{") == texts["latex"].count("}")


@every_exercise
def test_every_line_of_the_key_means_its_value(name):
    """The numbers beside a formula, worked out again from their text, give its value."""
    sheet = of_exercise(name, 0).sheet
    page = Page(width=10_000)
    key_page(page, of_exercise(name, 0))
    lines = [row for _, *rows in tables_of(page) for row in rows if len(row) == 5]
    assert [row[0] for row in lines] == [sheet.keys[q] for q in sheet.lines]
    for _, _, numbers, value, _ in lines:
        assert Reading(numbers, sheet.digits).agrees_with(value), f"{numbers} = {value}"


def test_the_key_of_a_slip_hunt_names_the_line():
    sheet = sheet_of("slip_hunt", 0)
    text = printed(of_exercise("slip_hunt", 0), tell=key_page)
    assert f"The wrong line is {sheet.keys[sheet.worked.wrong]}" in text


def with_note(path, note):
    text = re.sub(r"(?m)^note = .*\n", "", path.read_text(encoding="utf-8"))
    return f'note = "{note}"\n{text}'


@every_problem
@pytest.mark.seeds(1, len(NOTES))
def test_every_problem_makes_a_sheet_whose_solution_passes(path, seed, tmp_path):
    """In the letters of one note after the other."""
    assignment = of_problem(with_note(path, one_of(NOTES, path, seed)), path.name)
    sheet = assignment.sheet
    assert len(set(sheet.keys.values())) == len(sheet.keys)
    for style, solved in STYLES.items():
        marks = mark(sheet, solved(sheet, 1))
        wrong = [sheet.keys[m.quantity] for m in marks if m.verdict is not Verdict.RIGHT]
        assert wrong == [], style
    text = printed(assignment)
    assert max(map(len, text.splitlines())) <= 100
    for q, value in from_written(sheet, rounded).items():
        text = text.replace(f'"{sheet.keys[q]}": ...,', f'"{sheet.keys[q]}": {value!r},')
    filled = tmp_path / "sheet.py"
    filled.write_text(text, encoding="utf-8")
    assert {marked.verdict for marked in mark_file(filled).marks} == {Verdict.RIGHT}


# An output, its cost and a target for it.
BATCHES = [
    ("sigmoid", "binary_cross_entropy", "[0.9, 0.1]"),
    ("softmax", "cross_entropy", "[1, 0]"),
    ("tanh", "squared_error", "[0.9, 0.1]"),
]


@pytest.mark.parametrize(("activation", "cost", "y"), BATCHES)
@pytest.mark.seeds(1, len(NOTES))
def test_every_cost_in_a_batch_in_every_note_is_marked(activation, cost, y, seed):
    """Also with 1/n inside δ: each wrong answer gets a verdict, and flaws are found."""
    note = NOTES[(2 * BATCHES.index((activation, cost, y)) + seed) % len(NOTES)]
    text = f'note = "{note}"\ncost = "{cost}"\neta = 0.65\n'
    text += "".join(f"[[example]]\nx = [{x}]\ny = {y}\n" for x in (0.4, 0.7, 1.3))
    text += f'[[layer]]\nactivation = "{activation}"\nweights = [[0.4], [-0.3]]\n'
    sheet = of_problem(text + "biases = [0.2, 0.15]\n", "batch").sheet
    assert all(isinstance(flaw, str) for flaw in flaws_of(sheet))
    wrong = {q: value * 1.3 + 0.01 for q, value in sheet.values.items()}
    assert Verdict.RIGHT not in {m.verdict for m in mark(sheet, {q: wrong[q] for q in sheet.lines})}


def test_a_problem_may_have_quotes_and_backslashes(tmp_path):
    text = (ROOT / "walkthroughs/problems/mazur_2_2_2.toml").read_text(encoding="utf-8")
    text += '# a "quoted" word, """three""", a \\ and no new line after "this"'
    text = text.replace('"Mazur\'s 2-2-2 example"', '\'"""A \\title"""\'')
    path = tmp_path / "sheet.py"
    path.write_text(printed(of_problem(text, "mine.toml")), encoding="utf-8")
    assert {marked.verdict for marked in mark_file(path).marks} == {Verdict.NOT_ANSWERED}


def test_a_problem_in_which_slips_do_not_show_is_told(tmp_path, capsys):
    path = tmp_path / "hidden.toml"
    path.write_text(
        'cost = "half_squared_error"\neta = 0.65\n[[example]]\nx = [0.8]\ny = [0.9]\n'
        '[[layer]]\nactivation = "sigmoid"\nweights = [[0.4]]\nbiases = [1e-5]\n'
    )
    assert main(["worksheet", str(path)]) == 0
    out, err = capsys.readouterr()
    assert "ANSWERS" in out
    assert "'The bias is missing' is too close to the right number; with 0.35 for b_1^1" in err
    assert all(line.startswith("backprop_scalar: note: ") for line in err.splitlines())


def test_bad_names_and_files_are_one_line(tmp_path, capsys):
    huge = tmp_path / "huge.toml"
    huge.write_text(
        'cost = "half_squared_error"\neta = 0.5\n[[example]]\nx = [1e200]\ny = [0]\n'
        '[[layer]]\nactivation = "identity"\nweights = [[1]]\nbiases = [1]\n'
    )
    for name, message in (
        ("nothing", "there is no exercise 'nothing'; take one of sigmoid, one_neuron"),
        (str(tmp_path / "no.toml"), "no.toml: cannot be read"),
        (str(huge), "huge.toml: C is too large for a float"),
    ):
        assert main(["worksheet", name]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert message in err
        assert err.count("\n") == 1


def test_without_a_name_the_exercises_are_listed(capsys):
    assert main(["worksheet"]) == 0
    out = capsys.readouterr().out
    assert all(re.search(rf"^ ?\d+ +{name} ", out, re.MULTILINE) for name in NAMES)
    assert max(map(len, out.splitlines())) <= 100
