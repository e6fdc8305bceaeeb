"""Digits copied wrongly, in an answer and in a number above it."""

import pytest
from solving import sheet_of
from support import each_row

from backprop_scalar.exercises.explanations import comes_from_a_copy, miscopied
from backprop_scalar.exercises.sheet import unit


@each_row(
    [
        (0.12, [0.21, 0.17, 0.92], [0.12, 0.02, 0.01, 1.2, 0.121]),
        (-3.05, [-3.5, -3.06, -8.05], [3.05, -0.35, -30.5]),
        (0.123456, [0.1234, 0.1325, 0.2135], [0.123457, 0.1235]),
        (0.0, [], [1.0]),
    ]
)
def test_a_digit_is_wrong_or_two_neighbours_are_exchanged(number, found, not_found):
    copies = list(miscopied(number, 4))
    assert all(any(copy == pytest.approx(other) for copy in copies) for other in found)
    assert not any(copy == pytest.approx(other) for copy in copies for other in not_found)


def test_a_line_worked_out_from_a_copy():
    """z = w x + b with one digit of w, x or b wrong, and rounded as it should be."""
    sheet = sheet_of("one_neuron", 0)
    step = next(step for q, step in sheet.lines.items() if q.kind == "z")
    (w,), (x,), b = step.operands
    for q, factor in ((w, sheet.given[x]), (x, sheet.given[w]), (b, 1)):
        copy = next(c for c in miscopied(sheet.given[q], 4) if c != sheet.given[q])
        value = sheet.values[step.quantity] + factor * (copy - sheet.given[q])
        assert comes_from_a_copy(step, value, sheet.solution)
    assert comes_from_a_copy(step, float(f"{value:.3e}"), sheet.solution)
    for off in (0.8, 7):
        assert not comes_from_a_copy(step, value + off * unit(value, 4), sheet.solution)
