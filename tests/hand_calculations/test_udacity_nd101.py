"""Udacity, Deep Learning Nanodegree (nd101), the exercise "Backpropagation".

A 3-2-1 sigmoid network without biases, one example, half the squared error, η 0.5. The error terms
are those of the target minus the output, -δ; the changes Δw stand as NumPy prints them, a row for
each input. The numbers are rounded to the last digit printed. No slips.
"""

from decimal import Decimal

import pytest
from rounding import rounded_like

from backprop_scalar import Layer, Network, Problem, trace
from backprop_scalar.notes.quantities import Quantity as Q

HIDDEN = Layer([[0.5, 0.1, 0.1], [-0.6, -0.2, 0.7]], False, "sigmoid")
NETWORK = Network([HIDDEN, Layer([[0.1, -0.3]], False, "sigmoid")])
PROBLEM = Problem(NETWORK, [([0.5, 0.1, -0.2], [0.6])], "half_squared_error", 0.5)

OUTPUT_ERROR_TERM = 0.028730669543515018
HIDDEN_ERROR_TERMS = ["0.00070802", "-0.00204471"]
TO_OUTPUT = ["0.00804047", "0.00555918"]
TO_HIDDEN = [
    ["1.77005547e-04", "-5.11178506e-04"],
    ["3.54011093e-05", "-1.02235701e-04"],
    ["-7.08022187e-05", "2.04471402e-04"],
]


@pytest.fixture(scope="module")
def values():
    return trace(PROBLEM, changes=True).working.values


def printed_like(printed, values):
    return [Decimal(rounded_like(*pair)) for pair in zip(printed, values)] == [
        *map(Decimal, printed)
    ]


def test_the_error_terms(values):
    (output,), hidden = ([-values[Q("delta", l, j, i=0)] for j in range(3 - l)] for l in (2, 1))
    assert output == pytest.approx(OUTPUT_ERROR_TERM, rel=1e-15)
    assert printed_like(HIDDEN_ERROR_TERMS, hidden)


def test_the_changes_of_the_weights(values):
    assert printed_like(TO_OUTPUT, [values[Q("w_change", 2, 0, k)] for k in range(2)])
    for k, row in enumerate(TO_HIDDEN):
        assert printed_like(row, [values[Q("w_change", 1, j, k)] for j in range(2)])


def test_a_change_is_what_the_step_adds_to_a_weight(values):
    for l, j, k in NETWORK.places():
        new = NETWORK.w[l][j][k] + values[Q("w_change", l, j, k)]
        assert values[Q("w_new", l, j, k)] == pytest.approx(new, rel=1e-15)
