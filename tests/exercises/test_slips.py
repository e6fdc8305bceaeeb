"""Each slip against its formula in slips.tsv, which says it once more in plain arithmetic."""

import csv
import functools
import random
from dataclasses import replace
from math import exp, log, log10
from pathlib import Path

import pytest
from solving import fork, marks_of, rounded, sheet_of
from support import each_row

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.activations import ACTIVATIONS
from backprop_scalar.exercises.marking import Marker
from backprop_scalar.exercises.sheet import evaluated, sheet_of_problem
from backprop_scalar.exercises.slips import MORE_SLIPS, ROUNDED_INSIDE, SLIPS, plain, slipped_lines

with Path(__file__).with_name("slips.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))


def two_by_two(hidden, output, *, biases=True):
    """Layers of two neurons; what their numbers are, `own_sheet` says."""
    zeros = [[0.0] * 2] * 2
    return Network([Layer(zeros, biases and [0.0] * 2, hidden), Layer(zeros, [0.0] * 2, output)])


LEAKY = replace(ACTIVATIONS["leaky_relu"], constant=0.2)
PAIR = ([0.0] * 2, [0.0] * 2)
REFINED = Problem(
    two_by_two(LEAKY, "bipolar_sigmoid"), [PAIR], "mean_squared_error", 1, momentum=0.5, l2=1
)
NETWORK = two_by_two("tanh", "identity", biases=False)
ADDED = Problem(NETWORK, [PAIR] * 2, "half_squared_error", 1, l2=1, batch="sum")
SINGLE = Network([Layer([[0.0]], False, "identity")])
FORK = Network([Layer([[0.0]], False, "tanh"), Layer([[0.0]] * 3, False, "identity")])
OWN = {
    "three outputs": Problem(FORK, [([0.0], [0.0] * 3)], "half_squared_error", 1),
    "single": Problem(SINGLE, [([0.0], [0.0])], "half_squared_error", 1),
    "refined": REFINED,
    "added": ADDED,
    "added in layers": replace(ADDED, note="step_by_step"),
    "averaged": replace(ADDED, batch="mean"),
    "averaged in layers": replace(
        ADDED, batch="mean", l2=0, cost="mean_squared_error", note="step_by_step"
    ),
}


@functools.cache
def own_sheet(name, seed):
    """A sheet of the catalogue, or of one of `OWN` with any numbers, velocities among them."""
    if name not in OWN:
        return sheet_of(name, seed)
    sheet, generator = sheet_of_problem(OWN[name]), random.Random(seed)
    given = {q: generator.choice([-1, 1]) * generator.uniform(0.4, 1.4) for q in sheet.given}
    return replace(sheet, given=given)


def by_hand(formula, sheet):
    """A formula worked out from the sheet's own quantities, the longest names read first."""
    numbers = {}
    for key, q in sorted(((key, q) for q, key in sheet.keys.items()), key=lambda p: -len(p[0])):
        if key in formula and q in sheet.values:
            numbers[f"v{len(numbers)}"] = sheet.values[q]
            formula = formula.replace(key, f" v{len(numbers) - 1} ")
    functions = {
        "sigma": lambda z: 1 / (1 + exp(-z)),
        "four_digits": lambda x: float(f"{x:.3e}"),
        "exp": exp,
        "log": log,
        "log10": log10,
    }
    return eval(formula.strip(), functions, numbers)


def wrong_lines(step, sheet, name):
    """A line in each way a slip of that name takes it."""
    found = [wrong for slip, wrong in slipped_lines(step, sheet, more=True) if slip.name == name]
    for slip in ROUNDED_INSIDE:
        if slip.name == name and plain(step) in slip.on:
            found += slip.changed(step, sheet)
    return found


@each_row(ROWS)
def test_a_slip_gives_what_its_formula_gives(row, pytestconfig):
    is_drawn = row["exercise"] not in OWN and pytestconfig.getoption("--seeds") == "few"
    for seed in range(1 if is_drawn else 3):
        sheet = own_sheet(row["exercise"], seed)
        (step,) = [step for q, step in sheet.lines.items() if sheet.keys[q] == row["line"]]
        found = [evaluated(wrong, sheet.values) for wrong in wrong_lines(step, sheet, row["slip"])]
        said = [by_hand(formula, sheet) for formula in row["formulas"].split(" ; ")]
        assert [value for value in found if value is not None] == pytest.approx(said, rel=1e-12)


@each_row([row for row in ROWS if row["exercise"] in OWN and row["slip"] != ROUNDED_INSIDE[0].name])
def test_the_number_of_a_formula_is_given_the_name_of_its_slip(row, pytestconfig):
    """Where it is not the right one by chance, as a slip below 0 is above it."""
    named, enough = 0, 8 if pytestconfig.getoption("--seeds") == "all" else 2
    for seed in range(8):
        if named == enough:
            break
        sheet = own_sheet(row["exercise"], seed)
        q = sheet.by_key["".join(row["line"].split())]
        number = rounded(by_hand(row["formulas"].split(" ; ")[0], sheet), sheet.digits)
        if abs(number - sheet.values[q]) > 0.02 * abs(sheet.values[q]):
            marked = fork(Marker(sheet), sheet.values).mark(sheet.lines[q], number)
            assert row["slip"] in marked.slips, seed
            named += 1
    assert named


NEVER = [
    ("one_neuron", "∂L/∂a^(1)", "Averaged over the examples, not summed"),
    ("mini_batch", "∂ℒ/∂W_1^(2,3)", "Averaged over the examples, not summed"),
    ("averaged", "∂C_x1/∂a_1^x1,2", "Averaged over the examples, not summed"),
    ("added", "∂C_x1/∂a_1^x1,1", "Weights that are updated already"),
    ("single", "z_1^1", "One product is forgotten"),
    ("four_equations", "∂C/∂a_1^1", "One product is forgotten"),
    ("four_equations", "∂C/∂b_1^2", "The bias is penalized, too"),
    ("four_equations", "σ'(z_1^1)", "The slope of the layer before"),
    *(("refined", f"a_{j}^1", "The activation function is skipped") for j in "12"),
    ("refined", "C", "The cost is divided by the number of outputs"),
    ("refined", "∂C/∂a_2^2", "Divided by the number of outputs"),
]


@each_row(NEVER)
def test_where_a_slip_cannot_happen(exercise, line, slip):
    for seed in range(3 if exercise in OWN else 1):
        sheet = own_sheet(exercise, seed)
        q = sheet.by_key["".join(line.split())]
        wrong = wrong_lines(sheet.lines[q], sheet, slip)
        assert {evaluated(step, sheet.values) for step in wrong} <= {None, sheet.values[q]}


def test_a_published_softmax_without_exponentials():
    """The output layer of 14prakash's 3-3-3-3 network: z = 1.8658, 2.2292, 2.8204, each divided by
    their sum."""
    layer = Layer([[0.1, 0.3, 0.5], [0.4, 0.7, 0.2], [0.8, 0.2, 0.9]], [1, 1, 1], "softmax")
    pair = ([0.938, 0.94, 0.98], [1, 0, 0])
    sheet = sheet_of_problem(Problem(Network([layer]), [pair], "cross_entropy", 0.01))
    outputs = [q for q in sheet.lines if q.kind == "a"]
    marks = marks_of(sheet, dict(zip(outputs, [0.2698, 0.3223, 0.4078])))
    for q in outputs:
        assert "The weighted inputs are divided, not their powers of e" in marks[q].slips


def test_of_a_layer_without_biases_no_slip_speaks_of_one():
    sheet = own_sheet("added", 0)
    for q, step in sheet.lines.items():
        if q.kind == "z" and q.l == 1:
            number = sheet.values[q]
            shown = {
                s.name
                for s, wrong in slipped_lines(step, sheet, more=True)
                if evaluated(wrong, sheet.values) not in (None, number)
            }
            assert "One product is forgotten" in shown
            assert not [name for name in shown if "bias" in name and "neighbour" not in name]


def test_every_slip_has_a_formula():
    known = {slip.name for slip in (*SLIPS, *MORE_SLIPS, *ROUNDED_INSIDE)}
    assert {row["slip"] for row in ROWS} <= known
    assert known - {row["slip"] for row in ROWS} == {
        "A weight is added although its input is 0",  # below, for its weight depends on the draw
        "The slope at the corner",
    }


def lines_with(name, seed, slip_name):
    """(line, the values that a slip gives there) wherever it can happen."""
    sheet = sheet_of(name, seed)
    for q, step in sheet.lines.items():
        wrong = wrong_lines(step, sheet, slip_name)
        if wrong:
            yield q, [evaluated(step, sheet.values) for step in wrong], sheet


def test_a_weight_is_added_although_its_input_is_0():
    for q, (found,), sheet in lines_with("deep", 0, "A weight is added although its input is 0"):
        if q.l == 1:
            off = [k for k in range(3) if sheet.given[q._replace(kind="a", l=0, j=k)] == 0]
            weights = [sheet.given[q._replace(kind="w", k=k, i=None)] for k in off]
            assert len(weights) == 1
            assert found == pytest.approx(sheet.values[q] + weights[0])
        else:
            assert found == sheet.values[q]


def test_the_corner_of_a_relu_is_taken_as_1_or_a_half_and_only_there():
    slopes = list(lines_with("relu", 0, "The slope at the corner"))
    assert len(slopes) == 3
    for q, found, sheet in slopes:
        is_corner = sheet.values[q._replace(kind="z")] == 0
        assert found == ([1.0, 0.5] if is_corner else [None, None])


def test_hints_say_no_number_and_a_name_stands_for_one_slip_of_a_line():
    for slip in (*SLIPS, *MORE_SLIPS, *ROUNDED_INSIDE):
        assert slip.hint.endswith("?") or slip.hint.endswith(".")
        assert not any(digit in slip.hint for digit in "3456789")
    # The slips of one name happen on lines of different kinds.
    places = [(slip.name, place) for slip in (*SLIPS, *MORE_SLIPS) for place in slip.on or [None]]
    assert len(places) == len(set(places))
