"""Each slip against its formula in slips.tsv, which says it once more in plain arithmetic."""

import csv
from math import exp, log, log10
from pathlib import Path

import pytest
from solving import sheet_of

from backprop_scalar.exercises.sheet import evaluated
from backprop_scalar.exercises.slips import MORE_SLIPS, ROUNDED_INSIDE, SLIPS, plain, slipped_lines

with Path(__file__).with_name("slips.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))


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


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['line']}: {row['slip']}")
def test_a_slip_gives_what_its_formula_gives(row):
    for seed in (0, 1, 2):
        sheet = sheet_of(row["exercise"], seed)
        (step,) = [step for q, step in sheet.lines.items() if sheet.keys[q] == row["line"]]
        found = [evaluated(wrong, sheet.values) for wrong in wrong_lines(step, sheet, row["slip"])]
        said = [by_hand(formula, sheet) for formula in row["formulas"].split(" ; ")]
        assert [value for value in found if value is not None] == pytest.approx(said, rel=1e-12)


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
    at_corner = [found for q, found, sheet in slopes if sheet.values[q._replace(kind="z")] == 0]
    assert at_corner == [[1.0, 0.5]]
    assert len(slopes) == 3


def test_hints_say_no_number_and_a_name_stands_for_one_slip_of_a_line():
    for slip in (*SLIPS, *MORE_SLIPS, *ROUNDED_INSIDE):
        assert slip.hint.endswith("?") or slip.hint.endswith(".")
        assert not any(digit in slip.hint for digit in "3456789")
    # The slips of one name happen on lines of different kinds.
    places = [(slip.name, place) for slip in (*SLIPS, *MORE_SLIPS) for place in slip.on or [None]]
    assert len(places) == len(set(places))
