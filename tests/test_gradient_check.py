"""The check must see a wrong gradient, and know where finite differences themselves fail."""

import math
import random
import sys
from itertools import pairwise

import pytest
from support import HIDDEN, each_row, random_problem

from backprop_scalar import Layer, Network, gradient_check
from backprop_scalar.backprop import Gradients, batch_gradients
from backprop_scalar.gradient_check import (
    STEP,
    Comparison,
    central_difference,
    nudged,
    rounding_error,
)
from backprop_scalar.network import map_parameters

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


@each_row(
    [
        (2.0, 1.0, 1e-10, 0.5),
        (1.0, -1.0, 1e-10, 2.0),
        (-1.0, -2.0, 1e-10, 0.5),
        (-2.0, 1.0, 1e-10, 1.5),
        (1.0, -2.0, 1e-10, 1.5),
        (0.0, 0.0, 0.0, 0.0),
        (1e-6, 0.0, 1e-10, 1e-3),  # 1e-10 is 1e-7 of 1e-3
        (1e-6, 0.0, 1e-6, 1e-7),
        (0.5, 0.5, 1e-10, 0.0),
    ]
)
def test_the_relative_error(backprop, difference, tolerance, error):
    found = Comparison(1, 0, 0, backprop, difference, tolerance).error
    assert found == pytest.approx(error, rel=1e-12)


def test_by_default_rounding_is_that_of_a_cost_around_1():
    assert Comparison(1, 0, 0, 1e-6, 0.0).error == pytest.approx(1e-3)


@each_row(
    [(1.0, 1 + 0.9e-7, True), (1.0, 1 + 1.1e-7, False), (0.0, 4e-9, True), (0.0, -6e-9, False)]
)
def test_what_agrees_is_within_a_ten_millionth_or_the_tolerance(backprop, difference, agrees):
    assert Comparison(1, 0, 0, backprop, difference, tolerance=5e-9).agrees is agrees


@each_row([(0.0, 1), (0.5, 1), (-0.5, 1), (1.0, 1), (64.0, 64), (-64.0, 64)])
def test_h_is_smaller_only_where_a_source_is_above_1_in_size(x, width):
    network, examples = Network([Layer([[0.01]], [0.2], "tanh")]), [([x], [0.3])]
    weight, bias = gradient_check(network, examples, "squared_error")
    place = network, examples, "squared_error", 1, 0
    assert weight.difference == central_difference(*place, 0, h=STEP / width)
    assert bias.difference == central_difference(*place, h=STEP)


def test_h_is_that_of_the_largest_source_of_all_examples():
    network = Network([Layer([[0.01]], [0.2], "tanh")])
    examples = [([2.0], [0.3]), ([-64.0], [0.3]), ([4.0], [0.3])]
    weight, _ = gradient_check(network, examples, "squared_error")
    exact = central_difference(network, examples, "squared_error", 1, 0, 0, h=STEP / 64)
    assert weight.difference == exact


def one(weights, activation, x, y, bias=0.0):
    """A network of neurons in a row, and its example."""
    layers = [Layer([[w]], [bias], activation) for w in weights]
    return Network(layers), [([x], [y])]


EPSILON = sys.float_info.epsilon


def test_the_rounding_error_adds_up_the_sizes_of_what_is_rounded():
    """z^1 = (-3)(-2) - 1 = 5, z^2 = -2·5 + 4 = -6, y = -8: C = 2, δ^2 = 2, δ^1 = -4.

    2 for C; 4·(6 + 1) for z^1; 2·(10 + 4) for z^2; 2·6 for a^2.
    """
    layers = [Layer([[-3.0]], [-1.0], "identity"), Layer([[-2.0]], [4.0], "identity")]
    found = rounding_error(Network(layers), [([-2.0], [-8.0])], "half_squared_error")
    assert found == pytest.approx(2 * EPSILON * (2 + 28 + 28 + 12), rel=1e-9, abs=0)


def test_the_rounding_error_of_a_cross_entropy_and_of_a_batch():
    """z = 2 - 2 = 0 and δ = -1/2; C is ln 2. The second example has z = -2, made of -2 alone."""
    network = Network([Layer([[1.0]], [-2.0], "sigmoid")])
    one, other = ([2.0], [1.0]), ([0.0], [1.0])
    first, second = math.log(2) + 4 / 2, math.log(1 + math.e**2) + 2 / (1 + math.e**-2)
    for examples, size in (([one], first), ([one, other], (first + second) / 2)):
        found = rounding_error(network, examples, "binary_cross_entropy")
        assert found == pytest.approx(2 * EPSILON * size, rel=1e-9, abs=0)


def test_the_rounding_error_of_a_sum_and_of_a_penalty():
    """z = 3: C = 4.5 and δ = 3, so 4.5 + 3·3 + 3·3 for each example; the penalty is ½·½·9."""
    network, example = Network([Layer([[3.0]], False, "identity")]), ([1.0], [0.0])
    for batch, l2, size in (("mean", 0.0, 22.5), ("sum", 0.0, 45), ("mean", 0.5, 22.5 + 2.25)):
        found = rounding_error(network, [example] * 2, "half_squared_error", batch, l2)
        assert found == pytest.approx(2 * EPSILON * size, rel=1e-9, abs=0)


@pytest.mark.parametrize("y", [-1e9, 1e9])
def test_the_tolerance_is_what_rounding_does_to_the_costs_and_to_the_parameter(y):
    network, examples = one([-1e6], "identity", 64.0, y)
    weight, bias = gradient_check(network, examples, "squared_error")
    of_cost = rounding_error(network, examples, "squared_error")
    of_weight = EPSILON * 1e6 * abs(weight.backprop)
    assert weight.tolerance == pytest.approx((of_cost + of_weight) * 64 / STEP)
    assert bias.tolerance == pytest.approx(of_cost / STEP)
    assert weight.agrees and bias.agrees


@pytest.mark.parametrize("y", [0.0, 0.3, 0.8, 1.0])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_terms_in_h_squared_are_estimated_where_they_matter(activation, y):
    """A second weight of 3000 makes much of the first neuron's z, which is 0: no corner."""
    network = Network([Layer([[0.5]], [-0.5], activation), Layer([[3000.0]], [0.5], activation)])
    network.b[2][0] -= 1500.0 if activation == "sigmoid" else 0.0
    comparisons = list(gradient_check(network, [([1.0], [y])], "half_squared_error"))
    for comparison in comparisons[:2]:
        off = abs(comparison.backprop - comparison.difference)
        assert off > 2e-7 * abs(comparison.backprop)
        assert comparison.tolerance == pytest.approx(1.5 * off, rel=0.05)
    assert all(comparison.agrees for comparison in comparisons)
    assert not any(comparison.at_corner for comparison in comparisons)


def test_weights_too_large_for_a_penalty_are_checked_without_one():
    """∂C/∂b = 2 (1e155·1e-155 - 0.5) = 1; the square of the weight is more than a float holds."""
    network = Network([Layer([[1e155]], [0.0], "identity")])
    weight, bias = gradient_check(network, [([1e-155], [0.5])], "squared_error")
    assert weight.agrees
    assert bias.agrees
    assert bias.backprop == 1.0


@pytest.mark.seeds(6, 400)
def test_outputs_that_are_large_and_right_raise_no_alarm(seed):
    """Near a minimum the costs beside it are larger, and with them their rounding errors."""
    draw = random.Random(seed).uniform
    w, x, off = draw(1, 2) * 1e5, draw(1, 2) * 1e3, draw(-1e-7, 1e-7)
    network, examples = one([w], "identity", x, w * x + off)
    assert all(c.agrees for c in gradient_check(network, examples, "half_squared_error"))


UNSCALED = {
    "a large target": one([0.3], "identity", 150.0, 300_000.0, bias=0.1),
    "large weights": one([800.0, 800.0], "identity", 1.0, 0.0),
    "a large weight alone": one([1e6], "identity", 1.0, 0.0),
    "an output that is large and right": one([2e6], "identity", 1e3, 2e9 + 1e-3),
    "a saturated output that is right": one([25.0], "sigmoid", 1.0, 1.0),
    "a steep sigmoid": one([0.01, 3000.0], "sigmoid", 1.0, 0.3),
    "100 layers": one([1.5] * 100, "tanh", 0.1, 0.3),
    "a large input": one([0.001], "sigmoid", 1000.0, 0.3, bias=0.1),
    "a ReLU far from its corner": one([2958.0], "relu", 1000.0, 0.0),
    "sigmoids and a large target": (
        Network(
            [Layer([[0.3], [-0.2]], [0.1, 0.2], "sigmoid"), Layer([[0.3, 0.4]], [0], "identity")]
        ),
        [([100.0], [10_000.0])],
    ),
}


@pytest.mark.parametrize("name", UNSCALED)
def test_numbers_that_are_not_scaled_raise_no_alarm(name):
    network, examples = UNSCALED[name]
    comparisons = list(gradient_check(network, examples, "half_squared_error"))
    assert all(comparison.agrees for comparison in comparisons)
    assert not any(comparison.at_corner for comparison in comparisons)


def unscaled_problem(seed):
    """Networks of 1 to 5 layers, inputs to 1000, targets to 10000, weights to 5."""
    generator = random.Random(seed)
    widths = [generator.randint(1, 5) for _ in range(generator.randint(2, 6))]
    of_weights, of_x, of_y = (
        generator.choice(sizes)
        for sizes in ([0.5, 1, 2, 5], [0.1, 1, 100, 1000], [0.1, 1, 100, 1e4])
    )

    def draw(size, count):
        return [generator.uniform(-size, size) for _ in range(count)]

    layers = [
        Layer(
            [draw(of_weights, fan_in) for _ in range(width)],
            draw(of_weights, width),
            generator.choice(HIDDEN),
        )
        for fan_in, width in pairwise(widths)
    ]
    examples = [(draw(of_x, widths[0]), draw(of_y, widths[-1])) for _ in range(2)]
    return Network(layers), examples


@pytest.mark.seeds(12, 400)
def test_no_network_raises_a_false_alarm(seed):
    network, examples = unscaled_problem(seed)
    wrong = [c for c in gradient_check(network, examples, "squared_error") if not c.agrees]
    assert all(comparison.at_corner for comparison in wrong)


# What a program may do wrong with a gradient, and by how much that changes it.
WRONG = {"a factor 2": 2.0, "the sign": -1.0, "a factor dropped": 0.25, "a part in 10000": 1.0001}


@pytest.mark.parametrize("slip", WRONG)
@pytest.mark.seeds(3, 220)
def test_a_wrong_gradient_is_found_wherever_it_can_be_seen(seed, slip, monkeypatch):
    """Not where the gradient is so small that the slip is less than what rounding may do."""
    problem = random_problem(seed)

    def wrong(*arguments):
        right = batch_gradients(*arguments)
        return Gradients(*map_parameters(lambda g: WRONG[slip] * g, (right.dw, right.db)))

    monkeypatch.setattr(sys.modules[Comparison.__module__], "batch_gradients", wrong)
    for comparison in gradient_check(problem.network, problem.examples, problem.cost):
        right = comparison.backprop / WRONG[slip]
        if abs(comparison.backprop - right) > 3e-9:
            assert not comparison.agrees


RELUS = [Layer([[1.0]], [-1.0], "relu"), Layer([[1.0]], [1.0], "identity")]


@each_row([(1.0, True), (1 + 4e-6, True), (1 - 4e-6, True), (1.1, False)])
def test_the_corner_of_a_relu_is_named_where_h_reaches_it(x, at_corner):
    """z = x - 1. The weight's gradient at the corner is 0 by backpropagation; the difference sees
    half of that above it, 1."""
    weight = next(gradient_check(Network(RELUS), [([x], [0.0])], "half_squared_error"))
    assert weight.at_corner is at_corner
    assert weight.agrees is not at_corner
    if x == 1:
        assert weight.backprop == 0.0
        assert weight.difference == pytest.approx(0.5, rel=1e-4)


def test_a_corner_that_the_parameter_does_not_move_is_not_named():
    """z^1 = (0, 3); the weight into the second neuron has no part in the first."""
    network = Network(
        [Layer([[1.0], [3.0]], [-1.0, 0.0], "relu"), Layer([[1, 1]], [0], "identity")]
    )
    found = {
        (c.l, c.j, c.k): c.at_corner
        for c in gradient_check(network, [([1.0], [0.0])], "half_squared_error")
    }
    assert [place for place, at_corner in found.items() if at_corner] == [(1, 0, 0), (1, 0, None)]


@pytest.mark.parametrize(
    ("network", "example"),
    [
        (Network([Layer([[1.0]], [0.0], "identity")]), ([1.0], [1e200])),
        (Network([Layer([[1e200]] * 2, [0.0] * 2, "identity")]), ([1e200], [0.0, 0.0])),
    ],
)
def test_a_cost_too_large_for_a_float_stops_before_the_first_difference(
    network, example, monkeypatch
):
    module = sys.modules[Comparison.__module__]
    monkeypatch.setattr(module, "central_difference", lambda *_: pytest.fail("too late"))
    with pytest.raises(ValueError, match="the cost or a gradient is too large for a float"):
        next(gradient_check(network, [example], "squared_error"))


def test_a_difference_too_large_for_a_float_stops():
    """C is 0 here and (1e160 h)² beside it."""
    network, examples = one([0.0, 1e160], "identity", 1.0, 0.0)
    with pytest.raises(ValueError, match="too large for a float"):
        list(gradient_check(network, examples, "squared_error"))


def test_comparisons_come_one_by_one(monkeypatch):
    module, made = sys.modules[Comparison.__module__], []

    def noted(*arguments):
        made.append(arguments)
        return central_difference(*arguments)

    monkeypatch.setattr(module, "central_difference", noted)
    comparisons = gradient_check(NETWORK, EXAMPLES, "squared_error")
    next(comparisons)
    next(comparisons)
    assert len(made) == 2
