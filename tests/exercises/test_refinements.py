"""Sheets of problems with momentum, a penalty, added costs, layers without biases, leaky ReLUs."""

import re

import pytest
from solving import STYLES, from_written, rounded
from support import NOTES, random_problem

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.cli import main
from backprop_scalar.exercises.answers import mark_file
from backprop_scalar.exercises.assignment import of_problem
from backprop_scalar.exercises.draws import INPUTS, SMALL_RATES, lowers_the_cost
from backprop_scalar.exercises.marking import Verdict, mark
from backprop_scalar.exercises.own_numbers import hidden_slips, redrawn
from backprop_scalar.exercises.sheet import sheet_of_problem
from backprop_scalar.problem import parse_problem

ALL = """\
cost = "mean_squared_error"
eta = 0.65
momentum = 0.9
l2 = 0.3
batch = "sum"
[[example]]
x = [0.8]
y = [1, -1]
[[example]]
x = [-1.3]
y = [-1, 1]
[[layer]]
activation = "leaky_relu"
slope = 0.2
weights = [[0.35], [0.55]]
biases = false
[[layer]]
activation = "bipolar_sigmoid"
weights = [[0.4, -0.65], [0.75, 0.3]]
biases = [0.25, -0.5]
"""


@pytest.mark.seeds(4, 400)
def test_honest_work_is_right_whatever_a_problem_has(seed):
    sheet = sheet_of_problem(random_problem(seed, extras=True), NOTES[seed % len(NOTES)])
    assert len({*sheet.keys.values()}) == len(sheet.keys)
    for style, solved in STYLES.items():
        marks = mark(sheet, solved(sheet, seed))
        assert [sheet.keys[m.quantity] for m in marks if m.verdict is not Verdict.RIGHT] == [], (
            style
        )


@pytest.mark.parametrize("option", [[], ["--seed", "1"], ["--note", "thill", "--ascii"]])
def test_a_sheet_is_marked_by_what_stands_on_it(option, tmp_path):
    """Printed, read again and held to the lecturer's file; solved, every line of it is right."""
    problem, path = tmp_path / "all.toml", tmp_path / "sheet.py"
    problem.write_text(ALL, encoding="utf-8")
    assert main(["worksheet", str(problem), *option, "-o", str(path)]) == 0
    text = path.read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 100
    for part in (text.partition("GIVEN")[2], text.partition("ANSWERS")[2]):
        assert "b_1^1" not in part and "b_1^(1)" not in part
    blank = mark_file(path, problem)
    assert {marked.verdict for marked in blank.marks} == {Verdict.NOT_ANSWERED}
    values = from_written(blank.assignment.sheet, rounded)
    answers = (values[q] for q in blank.assignment.sheet.lines)
    text = re.sub(r": \.\.\.,", lambda _: f": {next(answers)!r},", text)
    path.write_text(text, encoding="utf-8")
    assert {m.verdict for m in mark_file(path, problem).marks} == {Verdict.RIGHT}


def test_without_its_formulas_a_sheet_still_says_what_they_are_made_of():
    task = of_problem(ALL, "all.toml").task
    for words in (
        "Below 0 the leaky_relu of layer 1 has the slope 0.2.",
        "half of `λ` times the sum of the squared weights, biases left out.",
        "`α` times the last velocity plus the gradient.",
        "The costs of the examples are added",
    ):
        assert words in task


def test_new_numbers_keep_the_kind_of_problem():
    problem = parse_problem(ALL, "")
    other = redrawn(problem, 0)
    assert other != problem
    for kept in ("momentum", "l2", "batch", "cost", "train_biases", "digits"):
        assert getattr(other, kept) == getattr(problem, kept)
    assert [len(layer.biases) for layer in other.network.layers] == [0, 2]
    assert other.network.activations == problem.network.activations
    assert [sorted(y) for _, y in other.examples] == [[-1, 1]] * 2


def test_a_leaky_output_is_drawn_as_other_linear_ones_are():
    """Its steps grow with the error, and its targets are no probabilities."""
    network = Network([Layer([[0.5]], False, "leaky_relu")])
    for seed in range(4):
        other = redrawn(Problem(network, [([0.5], [0.5])], "squared_error", 0.1), seed)
        assert other.eta in SMALL_RATES
        assert other.examples[0].y[0] in INPUTS


def test_what_a_problem_does_not_choose_is_not_to_be_changed():
    """The velocities of a first step are 0."""
    said = " ".join(hidden_slips(of_problem(ALL, "").sheet))
    assert "it would show" in said
    assert "for v_0" not in said


@pytest.mark.parametrize(
    ("extras", "does"), [({}, True), ({"batch": "sum"}, False), ({"l2": 1}, False)]
)
def test_whether_a_step_lowers_the_cost_with_its_penalty_and_its_batch(extras, does):
    """A linear neuron with x = 1, y = 0: C = ½ w², and a step of 1.5 leads from w to -w/2. With
    twice the slope it leads to -2 w."""
    network = Network([Layer([[1.0]], False, "identity")])
    problem = Problem(network, [([1.0], [0.0])] * 2, "half_squared_error", 1.5, **extras)
    assert lowers_the_cost(problem) is does
