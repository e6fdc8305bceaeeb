"""Costs against numbers worked out by hand, and their derivatives."""

import math
from fractions import Fraction as F

import pytest
from support import each_row

from backprop_scalar import COSTS, Layer, Network, backprop, example_cost
from backprop_scalar.activations import ACTIVATIONS, layer_error
from backprop_scalar.costs import (
    binary_cross_entropy_error,
    binary_cross_entropy_slope,
    check_target,
    cross_entropy_error,
    cross_entropy_slope,
    find_cost,
)

VALUES = [
    # ½((1/2)² + (1/3)²) = 13/72
    ("half_squared_error", [F(1, 2), F(2, 3)], [0, 1], F(13, 72)),
    ("squared_error", [F(1, 2), F(2, 3)], [0, 1], F(13, 36)),
    ("binary_cross_entropy", [0.25, 0.25], [1, 0], math.log(4) + math.log(4 / 3)),
    ("binary_cross_entropy", [0.5], [0.3], math.log(2)),
    ("binary_cross_entropy", [1.0, 0.0], [1, 0], 0.0),
    ("binary_cross_entropy", [1.0], [0], math.inf),
    ("cross_entropy", [0.25, 0.5, 0.25], [0, 1, 0], math.log(2)),
    ("cross_entropy", [0.0, 1.0], [0, 1], 0.0),
]


@each_row(VALUES)
def test_value(name, a, y, value):
    assert COSTS[name].value(a, y) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("name", ["half_squared_error", "squared_error"])
def test_slope_is_the_derivative_of_the_value(name):
    """For a parabola the central quotient is exact, so Fractions must agree exactly."""
    a, y, h = F(3, 7), F(-2, 5), F(1, 10)
    cost = COSTS[name]
    assert cost.slope(a, y) == (cost.value([a + h], [y]) - cost.value([a - h], [y])) / (2 * h)


SLOPES = {
    "binary_cross_entropy": binary_cross_entropy_slope,
    "cross_entropy": cross_entropy_slope,
}


@pytest.mark.parametrize("name", SLOPES)
@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
def test_slope_is_the_limit_of_quotients(name, y):
    a, h = 0.37, 1e-6
    cost = COSTS[name]
    quotient = (cost.value([a + h], [y]) - cost.value([a - h], [y])) / (2 * h)
    assert SLOPES[name](a, y) == pytest.approx(quotient, abs=1e-8)


@each_row(COSTS)
def test_lists_of_different_lengths_are_refused(name):
    for a, y in ([[0.5, 0.5], [1.0]], [[0.5], [1.0, 0.0]]):
        with pytest.raises(ValueError, match="zip"):
            COSTS[name].value(a, y)


@pytest.mark.parametrize("name", ["binary_cross_entropy", "cross_entropy"])
def test_so_are_weighted_inputs_that_are_more_or_fewer_than_the_targets(name):
    for z, y in ([[0.5, 0.5], [1.0]], [[0.5], [1.0, 0.0]]):
        with pytest.raises(ValueError, match="zip"):
            COSTS[name].value_from_z(z, y)


def one_neuron(activation, z):
    """A network whose outputs have the weighted inputs z."""
    return Network([Layer([[z_j] for z_j in z], [0.0] * len(z), activation)])


SATURATED = [
    ("binary_cross_entropy", "sigmoid", [40.0], [0.0], 40.0, [1.0]),
    ("binary_cross_entropy", "sigmoid", [-40.0], [1.0], 40.0, [-1.0]),
    ("binary_cross_entropy", "sigmoid", [800.0], [0.0], 800.0, [1.0]),
    ("binary_cross_entropy", "sigmoid", [-800.0], [1.0], 800.0, [-1.0]),
    ("binary_cross_entropy", "sigmoid", [800.0], [1.0], 0.0, [0.0]),
    ("cross_entropy", "softmax", [800.0, -800.0], [0.0, 1.0], 1600.0, [1.0, -1.0]),
    ("cross_entropy", "softmax", [0.0, -50.0], [0.0, 1.0], 50.0, [1.0, -1.0]),
    ("half_squared_error", "sigmoid", [800.0], [0.0], 0.5, [0.0]),
    ("squared_error", "softmax", [800.0, -800.0], [0.0, 1.0], 2.0, [0.0, 0.0]),
]


@each_row(SATURATED)
def test_a_saturated_output(cost, activation, z, y, value, delta):
    network = one_neuron(activation, z)
    assert example_cost(network, [1.0], y, cost) == pytest.approx(value, abs=1e-12)
    assert backprop(network, [1.0], y, cost).delta[1] == pytest.approx(delta, abs=1e-12)


@each_row([(math.inf, 1.0, 0.0), (math.inf, 0.0, math.inf), (-math.inf, 0.0, 0.0)])
def test_a_logarithm_beyond_all_bounds_counts_only_where_its_target_asks_for_it(z, y, value):
    """z itself has overflowed: a is 1 or 0, and a term of weight 0 is 0."""
    assert COSTS["binary_cross_entropy"].value_from_z([z], [y]) == value


@each_row([[0.0, 1.0, 0.0], [0.2, 0.3, 0.5], [1.0, 0.0, 1.0], [0.1, 0.1, 0.1]])
def test_softmax_error_in_one_line_is_the_sum_of_BP1(y):
    """Σ_k ∂C/∂a_k ∂a_k/∂z_j with ∂C/∂a_k = -y_k/a_k, for targets of any sum."""
    z = [0.3, -0.8, 1.1]
    softmax = ACTIVATIONS["softmax"]
    a = softmax.of_layer(z)
    by_sum = layer_error(softmax, [cross_entropy_slope(*pair) for pair in zip(a, y)], z, a)
    in_one = [cross_entropy_error(a_j, y_j, y) for a_j, y_j in zip(a, y)]
    assert in_one == pytest.approx(by_sum, abs=1e-15)


@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
def test_sigmoid_error_in_one_line_is_the_product_of_BP1(y):
    z = [0.7]
    sigmoid = ACTIVATIONS["sigmoid"]
    a = sigmoid.of_layer(z)
    by_product = layer_error(sigmoid, [binary_cross_entropy_slope(a[0], y)], z, a)
    assert [binary_cross_entropy_error(a[0], y)] == pytest.approx(by_product, abs=1e-15)


@each_row(COSTS)
def test_the_share_of_an_example_divides_its_error(name):
    network = one_neuron(COSTS[name].partner or "tanh", [0.4, -0.2])
    whole, part = (backprop(network, [1.0], [0.25, 0.75], name, n).delta[1] for n in (1, 4))
    assert part == [delta / 4 for delta in whole]
    assert 0 not in part


def test_the_costs_from_z_and_from_a_agree_where_nothing_is_saturated():
    for name, activation in [("binary_cross_entropy", "sigmoid"), ("cross_entropy", "softmax")]:
        z, y = [0.5, -1.5, 2.0], [0.2, 0.5, 0.3]
        a = ACTIVATIONS[activation].of_layer(z)
        from_z = example_cost(one_neuron(activation, z), [1.0], y, name)
        assert from_z == pytest.approx(COSTS[name].value(a, y), rel=1e-14)


BAD_TARGETS = [
    ("binary_cross_entropy", [0.5, 1.5], "y_2 = 1.5, but the targets .* lie from 0 to 1"),
    ("binary_cross_entropy", [-0.1], "y_1 = -0.1"),
    ("cross_entropy", [0.0, 2.0], "y_2 = 2"),
    ("cross_entropy", [1.0, 1.0], "must add up to 1, not to 2"),
    ("cross_entropy", [0.5, 0.49], "must add up to 1, not to 0.99"),
    ("cross_entropy", [0.5, 0.5 + 3e-9], "must add up to 1"),
    ("cross_entropy", [F(1, 3), F(1, 2)], "must add up to 1, not to 0.833333"),
]


@each_row(BAD_TARGETS)
def test_a_target_out_of_range(name, y, message):
    with pytest.raises(ValueError, match=message):
        check_target(COSTS[name], y)


@each_row([[1.0, 0.0], [0.1] * 10, [0.5, 0.5 + 5e-10], [0.5, 0.5 - 5e-10]])
def test_targets_at_the_ends_and_rounded_ones_will_do(y):
    check_target(COSTS["cross_entropy"], y)
    check_target(COSTS["binary_cross_entropy"], [0.0, 1.0])


def test_a_squared_error_takes_any_target():
    check_target(COSTS["squared_error"], [-7.0, 12.0])


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="no cost 'mse'; its name here is mean_squared_error"):
        find_cost("mse")
    with pytest.raises(ValueError, match="no cost \\['squared_error'\\]"):
        find_cost(["squared_error"])


@pytest.mark.parametrize(
    ("cost", "activation"), [("binary_cross_entropy", "softmax"), ("cross_entropy", "sigmoid")]
)
def test_a_cross_entropy_wants_its_own_activation(cost, activation):
    with pytest.raises(ValueError, match=f"not with {activation}"):
        backprop(one_neuron(activation, [0.1]), [1.0], [1.0], cost)
