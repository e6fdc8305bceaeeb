"""Each equation of ko: its function, applied to numbers, gives the value of the formula."""

import importlib

import pytest
from support import each_row

from backprop_scalar import trace
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.pages.equations import find, labels

NOTE = "ko"
E = 2.718281828459045

# The label, what its function is applied to, and the formula once more in plain arithmetic.
ROWS = {
    "§2 (1)": ((0.5, (0.3 + 0.8) / 2, 0.2), 0.5 - 0.2 * (0.3 + 0.8) / 2),
    "§2 z": (([0.4, -0.2], [0.5, 3.0], 0.1), 0.4 * 0.5 + (-0.2) * 3.0 + 0.1),
    "§2 a": ((0.7,), 1 / (1 + E**-0.7)),
    "§2 σ(v)": ((-0.4,), 1 / (1 + E**0.4)),
    "§2 Wa": (([0.4, -0.2], [0.5, 3.0], 0), 0.4 * 0.5 - 0.2 * 3.0),
    "§2 ⊙": ((3.0, -0.7), 3.0 * -0.7),
    "§3 C": (([0.6, 0.1, 0.9], [1.0, 0.3, 0.2], 3), (0.4**2 + 0.2**2 + 0.7**2) / (2 * 3)),
    "A1": (([0.3, 0.8, 0.1], 3), (0.3 + 0.8 + 0.1) / 3),
    "§3 a−y": ((0.6, 0.9), 0.6 - 0.9),
    "A2": (([0.6, 0.1], [1.0, 0.3]), 0.5 * ((1.0 - 0.6) ** 2 + (0.3 - 0.1) ** 2)),
    "A2 Σ_j": (([0.3, -0.4], [0.2, 0.7]), 0.3 * 0.2 + (-0.4) * 0.7),
    "BP1": ((-0.4, 0.24), -0.4 * 0.24),
    "BP1 Σ_k": (([0.3, -0.4], [0.25, 0.0]), 0.3 * 0.25),
    "BP1 J": ((0.24, 2, 2), 0.24),
    "BP2": (([0.5, -0.3], [0.2, 0.6], 0.21), (0.5 * 0.2 - 0.3 * 0.6) * 0.21),
    "BP2 (1)": (([0.2, 0.6], [0.1, -0.7]), 0.2 * 0.1 + 0.6 * -0.7),
    "BP2 (2)": (([0.4, -0.2], [0.6, 0.9], 0.1), 0.4 * 0.6 - 0.2 * 0.9 + 0.1),
    "BP2 (3)": (([0.5, -0.3], [0.21, 0.0]), 0.5 * 0.21),
    "BP2 ∂z/∂a": ((-0.3,), -0.3),
    "BP2 (4)": ((0.21, 1, 2), 0),
    "BP2 (5)": ((0.5, 0.21), 0.5 * 0.21),
    "BP2 (6)": (([0.5, -0.3], [0.2, 0.6], 0.21), 0.2 * 0.5 * 0.21 + 0.6 * -0.3 * 0.21),
    "BP3": ((-0.15,), -0.15),
    "BP3 (1a)": ((1, 2, 2), 1),
    "BP3 (2a)": (([0.2, 0.6], [0, 1]), 0.6),
    "BP3 (1b)": ((1, 2, 1), 0),
    "BP3 (2b)": (([0, 1], [0.2, 0.6]), 0.6),
    "BP4": ((0.8, -0.15), 0.8 * -0.15),
    "BP4 Σ_i": (([0.2, 0.6], [0.8, 0]), 0.2 * 0.8),
    "BP4 ∂z/∂w": ((0.8, 2, 2), 0.8),
    "BP4 batch": (([0.2, 0.6], [0.8, -0.5], 4), (0.2 * 0.8 + 0.6 * -0.5) / 4),
    "BP3 batch": (([0.2, 0.6], 4), (0.2 + 0.6) / 4),
    "§5 ε": ((0.33, 0.31, 0.05), (0.33 - 0.31) / 0.05),
    "§5 ΔW": ((0.5, 4, [0.2, 0.6], [0.8, -0.5]), 0.5 / 4 * (0.2 * 0.8 + 0.6 * -0.5)),
    "§5 Δb": ((0.5, 4, [0.2, 0.6]), 0.5 / 4 * (0.2 + 0.6)),
    "§5 W": ((0.7, -0.02), 0.7 - -0.02),
}
# The same arithmetic under different names: a product, a sum of products, what is unchanged.
SAME = [
    {"chain", "error_signal", "weight_gradient"},
    {"error_signal_of_layer", "passed_back", "weighted_input"},  # without a bias
    {"chain", "bias_gradient"},
    {"half_squared_error_slope", "less"},
]
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
    for other in {function_of(each) for each in ROWS} - {right}:
        if any({right.__name__, other.__name__} <= same for same in SAME):
            continue
        try:
            found = other(*operands)
        except (TypeError, ValueError, ZeroDivisionError):
            continue
        assert found != pytest.approx(value, rel=1e-9), (label, other)


def test_places_of_every_shipped_problem_are_answered(shipped):
    for row in trace(shipped, note=NOTE).rows():
        for label in labels(row["place"]):
            assert label in ENTRIES, row


def test_a_section_lists_its_equations():
    assert [entry.label for entry in find(NOTE, "§3")] == ["§3 C", "A1", "§3 a−y", "A2", "A2 Σ_j"]
