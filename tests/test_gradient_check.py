"""The check must see a wrong gradient, and know where finite differences themselves fail."""

import pytest

from backprop_scalar import Layer, Network, gradient_check
from backprop_scalar.gradient_check import Comparison, central_difference, nudged

NETWORK = Network([Layer([[0.4, -0.3]], [0.2], "tanh"), Layer([[0.7]], [-0.1], "identity")])
EXAMPLES = [([0.5, 1.0], [0.3]), ([-1.0, 0.25], [0.9])]


def test_it_goes_through_every_parameter_once():
    places = [(c.l, c.j, c.k) for c in gradient_check(NETWORK, EXAMPLES, "squared_error")]
    assert places == [(1, 0, 0), (1, 0, 1), (1, 0, None), (2, 0, 0), (2, 0, None)]


def test_the_difference_of_a_parabola_is_exact():
    """C = (3w)² has the derivative 18 w."""
    network = Network([Layer([[0.5]], [0.0], "identity")])
    slope = central_difference(network, [([3.0], [0.0])], "squared_error", 1, 0, 0, h=0.25)
    assert slope == 9.0


def test_the_error_falls_with_the_square_of_h():
    exact = central_difference(NETWORK, EXAMPLES, "squared_error", 1, 0, 0, h=1e-4)
    errors = [
        abs(central_difference(NETWORK, EXAMPLES, "squared_error", 1, 0, 0, h=h) - exact)
        for h in (0.1, 0.01)
    ]
    assert errors[0] / errors[1] == pytest.approx(100, rel=0.05)


def test_a_nudge_moves_one_parameter_of_a_copy():
    new = nudged(NETWORK, 1, 0, 1, 0.5)
    assert new.w == [[], [[0.4, 0.2]], [[0.7]]]
    assert nudged(NETWORK, 2, 0, None, 0.5).b == [[], [0.2], [0.4]]
    assert NETWORK.w[1] == [[0.4, -0.3]]


@pytest.mark.parametrize(
    ("backprop", "difference", "error"),
    [(2.0, 1.0, 0.5), (1.0, -1.0, 2.0), (0.0, 0.0, 0.0), (1e-6, 0.0, 1e-3), (0.5, 0.5, 0.0)],
)
def test_the_relative_error(backprop, difference, error):
    assert Comparison(1, 0, 0, backprop, difference).error == pytest.approx(error)


@pytest.mark.parametrize(("target", "scale"), [(1.0, 1e-3), (9.0, 1e-3 * 64)])
def test_small_gradients_are_compared_at_the_scale_of_the_cost(target, scale):
    """C = (target - 1)² is 0 or 64."""
    network = Network([Layer([[1.0]], [0.0], "identity")])
    for comparison in gradient_check(network, [([1.0], [target])], "squared_error"):
        assert comparison.scale == scale


def test_inputs_that_are_not_scaled_raise_no_alarm():
    network = Network([Layer([[0.001]], [0.1], "sigmoid")])
    for size in (100.0, 1000.0):
        comparisons = gradient_check(network, [([size], [0.3])], "half_squared_error")
        assert max(comparison.error for comparison in comparisons) < 1e-7


def test_at_the_corner_of_a_relu_the_difference_sees_half_the_slope():
    network = Network([Layer([[1.0]], [-1.0], "relu"), Layer([[1.0]], [1.0], "identity")])
    weight = gradient_check(network, [([1.0], [0.0])], "half_squared_error")[0]
    assert weight.backprop == 0.0
    assert weight.difference == pytest.approx(0.5, rel=1e-4)
