"""Two axes: where points are, and the round numbers beside them."""

import itertools
import random

import pytest
from support import each_row

from backprop_scalar.notes.symbols import Symbol
from backprop_scalar.pages.axes import Axes, Range, round_numbers
from backprop_scalar.pages.svg import canvas

from .drawings import outside, overlapping, read, text_boxes, text_of

AXES = Axes(64, 26, 300, 200, Range(-1, 3), Range(-2, 2, in_powers=True))
SMALL = AXES._replace(left=78, top=28, x=Range(-1e-7, 3e-7), y=Range(-123456, 123456))
PLACES = [
    ((-1, 0.01), (64, 226)),
    ((3, 100), (364, 26)),
    ((1, 1), (214, 126)),
    ((0, 0.1), (139, 176)),
]


@each_row(PLACES)
def test_where_a_point_is(point, place):
    assert AXES.at(*point) == pytest.approx(place)


@each_row(range(40))
def test_round_numbers_are_few_and_the_same_way_apart(seed):
    generator = random.Random(seed)
    low = generator.uniform(-1, 1) * 10 ** generator.randint(-9, 9)
    high = low + abs(low) * generator.uniform(0.01, 20)
    numbers = round_numbers(low, high)
    apart = {round((b - a) / (numbers[1] - numbers[0]), 6) for a, b in itertools.pairwise(numbers)}
    assert 2 <= len(numbers) <= 7
    assert apart == {1}
    assert low <= numbers[0] < numbers[-1] <= high
    digits = f"{numbers[1] - numbers[0]:.3g}".replace(".", "").strip("0").partition("e")[0]
    assert digits.strip("0") in ("1", "2", "5")


def test_powers_of_long_ranges_are_few():
    for low in range(-300, 1, 7):
        numbers = Range(low, 1, in_powers=True).numbers()
        assert 2 <= len(numbers) <= 7
        assert {*numbers} <= {10.0**exponent for exponent in range(low, 2)}


def test_texts_of_the_axes_are_apart():
    for axes in (AXES, SMALL):
        root = read(canvas(410, 280, "", axes.drawn(Symbol("x", "1"), Symbol("y", "2", "(1)"))))
        boxes = text_boxes(root)
        assert (overlapping(boxes), outside(root, boxes)) == ([], [])
    assert "1e-07" in text_of(root)
