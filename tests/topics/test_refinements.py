"""Refinements against closed forms, the statistics module and finite differences."""

import statistics

import pytest
from support import random_problem

from backprop_scalar import Layer, Network, average, backprop, descend, mean_cost
from backprop_scalar.backprop import Gradients
from backprop_scalar.equations import central_quotient
from backprop_scalar.gradient_check import nudged
from backprop_scalar.topics.refinements import (
    accumulated,
    input_scales,
    l2_penalty,
    regularized,
    scaled,
    velocity,
)


@pytest.mark.parametrize("seed", range(6))
def test_regularized_gradients_are_those_of_the_penalized_cost(seed):
    problem = random_problem(seed)
    network, lam, h = problem.network, 0.3, 1e-5

    def penalized(net):
        weights = [w for w_l in net.w for w_j in w_l for w in w_j]
        return mean_cost(net, problem.examples, problem.cost) + l2_penalty(weights, lam)

    plain = average([backprop(network, x, y, problem.cost) for x, y in problem.examples])
    gradients = regularized(network, plain, lam)
    for place in network.places():
        above, below = (penalized(nudged(network, *place, by)) for by in (h, -h))
        gradient = place.entry(gradients.dw, gradients.db)
        assert gradient == pytest.approx(central_quotient(above, below, h), abs=1e-8)


def test_the_penalty_leaves_biases_alone_and_lambda_0_changes_nothing():
    network = Network([Layer([[2.0, -3.0]], [5.0], "identity")])
    plain = Gradients([[], [[0.1, 0.2]]], [[], [0.3]])
    assert regularized(network, plain, 0.0) == plain
    assert regularized(network, plain, 1.0) == Gradients([[], [[2.1, -2.8]]], [[], [0.3]])


def test_a_constant_gradient_accumulates_to_a_geometric_sum():
    v, alpha, gradient = 0.0, 0.9, 0.2
    for _ in range(50):
        v = velocity(v, gradient, alpha)
    assert v == pytest.approx(gradient * (1 - alpha**50) / (1 - alpha))


def test_every_weight_and_bias_has_its_own_velocity():
    first = Gradients([[], [[1, 2], [3, 4]]], [[], [5, 6]])
    second = Gradients([[], [[10, 20], [30, 40]]], [[], [50, 60]])
    start = accumulated(None, first, 0.5)
    assert start == first
    assert accumulated(start, second, 0.5) == Gradients(
        [[], [[10.5, 21], [31.5, 42]]], [[], [52.5, 63]]
    )
    assert accumulated(start, second, 0.0) == second


def test_momentum_on_a_parabola_follows_its_recurrence():
    """J = ½w² by a linear neuron with x = 1, y = 0: w_(t+1) = (1 + α - η) w_t - α w_(t-1)."""
    network, eta, alpha = Network([Layer([[1.0]], [0.0], "identity")]), 0.1, 0.8
    velocities, path = None, [1.0]
    for _ in range(20):
        gradients = backprop(network, [1.0], [0.0], "half_squared_error")
        velocities = accumulated(velocities, gradients, alpha)
        network = descend(network, velocities, eta, train_biases=False)
        path.append(network.w[1][0][0])
    assert path[1] == pytest.approx(1 - eta)
    for before, here, after in zip(path, path[1:], path[2:]):
        assert after == pytest.approx((1 + alpha - eta) * here - alpha * before, abs=1e-12)


def test_normalized_inputs_against_the_statistics_module():
    inputs = [[1.5, -200.0], [2.5, 100.0], [-4.0, 50.0], [0.25, 75.0]]
    scales = input_scales(inputs)
    for x_k, scale in zip(zip(*inputs), scales):
        assert scale == pytest.approx((statistics.fmean(x_k), statistics.pstdev(x_k)))
    columns = list(zip(*(scaled(x, scales) for x in inputs)))
    for column in columns:
        assert statistics.fmean(column) == pytest.approx(0, abs=1e-12)
        assert statistics.pstdev(column) == pytest.approx(1)


def test_inputs_that_cannot_be_normalized():
    with pytest.raises(ValueError, match="no inputs"):
        input_scales([])
    with pytest.raises(ValueError, match="input 2 is 7 in every example"):
        input_scales([[1.0, 7.0], [2.0, 7.0]])
