"""Each equation of step_by_step: its function, applied to numbers, gives the formula's value."""

import importlib

import pytest
from support import each_row

from backprop_scalar import trace
from backprop_scalar.equations import summed_weight_gradient, weighted_input
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.pages.equations import find, labels

NOTE = "step_by_step"
E = 2.718281828459045

# The label, what its function is applied to, and the formula once more in plain arithmetic.
ROWS = {
    "Z_1": (([0.5, -1.0], [0.3, -0.2], 0.1), 0.5 * 0.3 + (-1.0) * (-0.2) + 0.1),
    "A_1": ((0.7,), 1 / (1 + E**-0.7)),
    "Z_2": (([0.6, 0.4, 0.5], [0.7, -0.5, 0.2], 0.05), 0.6 * 0.7 - 0.4 * 0.5 + 0.5 * 0.2 + 0.05),
    "A_2": ((-0.3,), -0.3),
    "Loss": (([0.4, 0.3, 0.9], [0.7, -0.2, 0.1], 3), (0.3**2 + 0.5**2 + 0.8**2) / (2 * 3)),
    "δ_2": ((0.4, 0.7, 3), (0.4 - 0.7) / 3),
    "∇W_2": (([0.6, 0.5], [-0.1, 0.2]), 0.6 * -0.1 + 0.5 * 0.2),
    "∇b_2": (([-0.1, 0.2, 0.4],), -0.1 + 0.2 + 0.4),
    "∂A_1/∂Z_1": ((0.6,), 0.6 * (1 - 0.6)),
    "δ_1": (([-0.1], [0.7], 0.6 * (1 - 0.6)), (-0.1 * 0.7) * (0.6 * (1 - 0.6))),
    "∇W_1": (([0.5, 1.0], [-0.02, 0.03]), 0.5 * -0.02 + 1.0 * 0.03),
    "∇b_1": (([-0.02, 0.03],), -0.02 + 0.03),
}
ENTRIES = {entry.label: entry for entry in notation_of(NOTE).equations}


def function_of(label):
    module, _, name = ENTRIES[label].function.rpartition(".")
    return getattr(importlib.import_module(f"backprop_scalar.{module}"), name)


def test_every_equation_has_its_row():
    assert [*ROWS] == [*ENTRIES]


@each_row(ROWS)
def test_the_function_is_the_formula(label):
    operands, value = ROWS[label]
    assert function_of(label)(*operands) == pytest.approx(value, rel=1e-12, abs=1e-15)


@each_row(ROWS)
def test_another_function_is_not(label):
    operands, value = ROWS[label]
    right = function_of(label)
    # A weighted input without a bias is the same sum of products as a gradient's.
    same = {right, weighted_input} if right is summed_weight_gradient else {right}
    for other in {function_of(each) for each in ROWS} - same:
        try:
            found = other(*operands)
        except (TypeError, ValueError):
            continue
        assert found != pytest.approx(value, rel=1e-9), (label, other)


def test_places_of_every_shipped_problem_are_answered(shipped):
    for row in trace(shipped, note=NOTE).rows():
        for label in labels(row["place"]):
            assert label in ENTRIES, row


def test_a_section_lists_its_equations():
    assert [entry.label for entry in find(NOTE, "Output Layer")] == ["δ_2", "∇W_2", "∇b_2"]
