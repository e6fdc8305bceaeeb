"""What makes numbers unfit for an exercise, each flaw in a sheet made to have it."""

import random

import pytest
from solving import flaws_of

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.exercises.drawing import drawn
from backprop_scalar.exercises.marking import Verdict, mark
from backprop_scalar.exercises.sheet import rounded, sheet_of_problem


def sheet(*, x=0.8, y=0.1, w=0.4, b=0.25, eta=0.65, activation="sigmoid"):
    """One neuron."""
    network = Network([Layer([[w]], [b], activation)])
    return sheet_of_problem(Problem(network, [([x], [y])], "half_squared_error", eta))


def test_numbers_without_a_flaw():
    assert flaws_of(sheet()) == []


@pytest.mark.parametrize(
    ("numbers", "flaw"),
    [
        ({"b": 0.0005}, "z_1^1: 'The bias is missing' is too close to the right number"),
        ({"eta": 0.999}, "w_11^1 ←: 'The learning rate is missing' is too close to the right"),
        ({"eta": 0.001}, "w_11^1 ← moves by less than two shown digits"),
        ({"y": 0.6385}, "∂C/∂a_1^1 hangs on the last digits of the numbers above it"),
        ({"b": -0.32}, "z_1^1 is 0 by chance"),
        # -z is what z would be without its bias; η = x makes η δ the gradient of w.
        ({"b": -0.64}, "z_1^1: 'A sign is lost' is too close to 'The bias is missing'"),
        ({"eta": 0.8}, "w_11^1 ←: 'The gradient of the line above or below' is too close to 'The"),
    ],
)
def test_a_flaw(numbers, flaw):
    found = flaws_of(sheet(**numbers))
    assert any(text.startswith(flaw) for text in found), found


def test_a_slip_that_gives_the_right_number_always_is_no_flaw():
    """A linear neuron has the slope 1: to forget it changes nothing, with any numbers."""
    found = flaws_of(sheet(activation="identity", b=0.35))
    assert not any("slope" in text for text in found)


def test_numbers_are_drawn_until_they_have_no_flaw():
    etas = iter([0.999, 0.001, 0.65, 0.7])
    found = drawn(lambda generator: sheet(eta=next(etas)), random.Random(0), lambda drawn: drawn)
    assert found.given[next(q for q in found.given if q.kind == "eta")] == 0.65
    assert next(etas) == 0.7


def test_a_drawn_weight_is_given_with_the_digits_asked_for():
    given = sheet(w=1 / 3).given
    assert sorted(given.values()) == [0.1, 0.25, 0.3333, 0.65, 0.8]
    assert rounded(1 / 3, 4) == 0.3333


@pytest.mark.parametrize("numbers", [{"y": 1e154, "eta": 0.5}, {"y": 1, "eta": 1e308}])
def test_huge_numbers_have_flaws_like_any_other(numbers):
    """A hundred times a number may be more than a float holds; no slip gives that."""
    huge = sheet(x=1, w=0.5, b=0, activation="identity", **numbers)
    assert flaws_of(huge)[0] == "z_1^1: 'The bias is missing' is too close to the right number"
    assert {marked.verdict for marked in mark(huge, huge.values)} == {Verdict.RIGHT}
