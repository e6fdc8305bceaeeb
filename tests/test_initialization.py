"""Drawn weights: their spread, and that the seed alone decides them."""

import math
import random
import statistics

import pytest

from backprop_scalar import initial_layer
from backprop_scalar.initialization import he_normal, uniform

FAN_IN = 8


def test_uniform_is_drawn_from_below_to_above():
    """The fraction of the way from -1/√8 to 1/√8 is what the generator's random() gives."""
    limit = 1 / math.sqrt(FAN_IN)
    share = random.Random(3).random()
    assert uniform(FAN_IN, random.Random(3)) == pytest.approx(-limit + share * 2 * limit)


def draws(draw, number=20_000):
    generator = random.Random(5)
    return [draw(FAN_IN, generator) for _ in range(number)]


def test_he_normal_has_standard_deviation_root_2_over_fan_in():
    weights = draws(he_normal)
    assert statistics.fmean(weights) == pytest.approx(0, abs=0.015)
    assert statistics.stdev(weights) == pytest.approx(math.sqrt(2 / FAN_IN), rel=0.02)


def test_uniform_fills_plus_minus_1_over_root_fan_in():
    weights = draws(uniform)
    limit = 1 / math.sqrt(FAN_IN)
    assert max(map(abs, weights)) <= limit
    assert min(weights) == pytest.approx(-limit, rel=0.01)
    assert max(weights) == pytest.approx(limit, rel=0.01)
    assert statistics.fmean(weights) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("initialization", ["he_normal", "uniform"])
def test_the_seed_decides(initialization):
    first, again, other = (initial_layer(3, 4, "relu", initialization, seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert len({w for row in first.weights for w in row}) == 12
    assert [len(row) for row in first.weights] == [3, 3, 3, 3]
    assert first.biases == [0.0] * 4


def test_the_smallest_layer():
    layer = initial_layer(1, 1, "relu", "uniform", 1)
    assert [len(row) for row in layer.weights] == [1]


@pytest.mark.parametrize(
    ("fan_in", "width", "name", "message"),
    [
        (2, 0, "uniform", "at least 1 neuron and 1 input, not 0 and 2"),
        (0, 2, "uniform", "not 2 and 0"),
        (2, 2, "xavier", "no initialization 'xavier'; take one of he_normal, uniform"),
    ],
)
def test_what_cannot_be_drawn(fan_in, width, name, message):
    with pytest.raises(ValueError, match=message):
        initial_layer(fan_in, width, "relu", name, 1)
