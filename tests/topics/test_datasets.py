"""The data sets, against what probability theory says of them."""

import math
import statistics

import pytest

from backprop_scalar import Network, initial_layer, train
from backprop_scalar.topics.datasets import beta_mean, beta_variance, production, xor


def test_xor_is_the_truth_table():
    assert {tuple(x): y[0] for x, y in xor()} == {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 0}


def productivities(examples, alpha):
    """A of every example, from y / (K^α L^(1-α))."""
    return [
        y[0] / math.exp(alpha * math.log(x[0]) + (1 - alpha) * math.log(x[1])) for x, y in examples
    ]


def test_capital_and_labour_fill_the_unit_square_evenly():
    examples = production(5000, 0.3, 5, 2, seed=7)
    for column in zip(*(x for x, _ in examples)):
        assert 0 <= min(column) and max(column) <= 1
        # Mean and variance of a uniform variable; 5 standard errors of 5000 draws.
        assert statistics.fmean(column) == pytest.approx(1 / 2, abs=5 * math.sqrt(1 / 12 / 5000))
        assert statistics.pvariance(column) == pytest.approx(1 / 12, rel=0.05)


@pytest.mark.parametrize("a, b, mean, variance", [(5, 2, 5 / 7, 10 / 392), (2, 2, 1 / 2, 1 / 20)])
def test_productivity_has_the_mean_and_variance_of_a_beta_variable(a, b, mean, variance):
    A = productivities(production(5000, 0.3, a, b, seed=3), 0.3)
    assert min(A) > 0 and max(A) < 1
    assert statistics.fmean(A) == pytest.approx(mean, abs=5 * math.sqrt(variance / 5000))
    assert statistics.pvariance(A) == pytest.approx(variance, rel=0.08)


@pytest.mark.parametrize("a, b", [(1, 1), (2, 3), (5, 2), (4, 4)])
def test_mean_and_variance_of_beta_are_those_of_its_density(a, b):
    """Midpoint sums over the density x^(a-1) (1-x)^(b-1), whatever its constant."""
    points = [(i + 0.5) / 4000 for i in range(4000)]
    weights = [x ** (a - 1) * (1 - x) ** (b - 1) for x in points]
    mean = sum(w * x for w, x in zip(weights, points)) / sum(weights)
    variance = sum(w * (x - mean) ** 2 for w, x in zip(weights, points)) / sum(weights)
    assert beta_mean(a, b) == pytest.approx(mean, rel=1e-5)
    assert beta_variance(a, b) == pytest.approx(variance, rel=1e-5)


def test_alpha_is_the_exponent_of_capital():
    """Same seed, same K, L and A: the outputs of alpha 1 and 0 are A K and A L."""
    of_capital, of_labour = production(50, 1, 5, 2, seed=1), production(50, 0, 5, 2, seed=1)
    for (x, y), (same_x, other_y) in zip(of_capital, of_labour):
        assert x == same_x
        assert y[0] / x[0] == pytest.approx(other_y[0] / x[1])


def test_the_seed_decides():
    assert production(5, 0.3, 5, 2, seed=1) == production(5, 0.3, 5, 2, seed=1)
    assert production(5, 0.3, 5, 2, seed=1) != production(5, 0.3, 5, 2, seed=2)


@pytest.mark.parametrize("alpha, a, b", [(-0.1, 5, 2), (1.1, 5, 2), (0.3, 0, 2), (0.3, 5, -1)])
def test_what_does_not_exist_is_refused(alpha, a, b):
    with pytest.raises(ValueError, match="must"):
        production(5, alpha, a, b, seed=1)


def test_training_on_production_brings_the_risk_near_what_its_noise_leaves():
    """At least 8-fold down; the noise of A leaves ½ Var(A) (K^α L^(1-α))², here by hand."""
    examples = production(100, 0.3, 5, 2, seed=1)
    network = Network(
        [
            initial_layer(2, 3, "relu", "he_normal", 3),
            initial_layer(3, 1, "sigmoid", "he_normal", 4),
        ]
    )
    risks = [
        epoch.cost for epoch in train(network, examples, "half_squared_error", 0.3, 40, seed=3)
    ]
    assert risks[-1] < risks[0] / 8
    left = sum(10 / 392 / 2 * (K**0.3 * L**0.7) ** 2 for (K, L), _ in examples) / 100
    assert 0.5 * left < risks[-1] < 1.5 * left
