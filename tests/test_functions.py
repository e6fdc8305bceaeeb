"""The calculator's functions, at ordinary and at extreme arguments."""

import math
from fractions import Fraction

import pytest
from support import each_row

from backprop_scalar import functions
from backprop_scalar.notes.symbols import typed
from backprop_scalar.tracing.styles import FLOATS, UNICODE

CASES = [
    ("exp", 1.0, math.e),
    ("exp", 800.0, math.inf),
    ("exp", -800.0, 0.0),
    ("ln", math.e, 1.0),
    ("ln", 0.0, -math.inf),
    ("tanh", 0.5, (math.exp(1) - 1) / (math.exp(1) + 1)),
    ("positive_part", 2.5, 2.5),
    ("positive_part", -2.5, 0.0),
    ("positive_part", Fraction(-1, 2), Fraction(0)),
    ("positive_part", Fraction(1, 2), Fraction(1, 2)),
    ("is_positive", 0.1, 1.0),
    ("is_positive", 0.0, 0.0),
    ("is_positive", -0.1, 0.0),
    ("softplus", 0.0, math.log(2)),
    ("softplus", 1.5, math.log(1 + math.exp(1.5))),
    ("softplus", -1.5, math.log(1 + math.exp(-1.5))),
    ("softplus", 800.0, 800.0),
    # ln(1 + x) is x where x is tiny
    ("softplus", -40.0, math.exp(-40.0)),
]


@each_row(CASES)
def test_value(name, x, value):
    assert getattr(functions, name)(x) == pytest.approx(value, rel=1e-15)


@each_row(["positive_part", "is_positive", "exp", "tanh", "softplus"])
def test_not_a_number_is_not_hidden(name):
    assert math.isnan(getattr(functions, name)(math.nan))


def test_a_logarithm_of_a_negative_number_is_refused():
    with pytest.raises(ValueError, match="no logarithm of -0.5"):
        functions.ln(-0.5)


def test_what_keeps_floats_accurate_is_written_as_in_the_notes():
    assert functions.largest([1.0, 3.0, -5.0]) == 3.0
    z = [UNICODE.written(typed(f"z_{k}")) for k in (1, 2)]
    assert functions.largest(z) == 0
    assert str(functions.softplus(-z[0])) == "ln(1 + e^(−z_1))"
    assert str(functions.largest([FLOATS.name(name) for name in "xy"])) == "max((x, y,))"
    assert str(functions.softplus(FLOATS.name("x"))) == "softplus(x)"
