"""Bastiaan Quast, "Backpropagation: the simplest form".

Two people, milk and meatballs: one linear neuron without a bias, two examples. He moves each weight
by the sum of the examples' errors, not by their average, and has neither an η nor a ½: η is 1, and
the cost half the squared error, added over the examples. All his numbers are whole. No slips.
"""

import pytest

from backprop_scalar import Layer, Network, Problem, forward, trace, train
from backprop_scalar.notes.quantities import Quantity as Q

EXAMPLES = [([1, 0], [1]), ([0, 1], [0])]
NETWORK = Network([Layer([[0, 1]], False, "identity")])
FIRST_PREDICTION, DELTA_1, W_2 = [0, 1], [-1, 1], [1, 0]


@pytest.fixture(scope="module")
def step():
    return trace(Problem(NETWORK, EXAMPLES, "half_squared_error", 1, batch="sum"))


def test_each_number_he_prints(step):
    values = step.working.values
    assert [values[Q("a", 1, 0, i=i)] for i in (0, 1)] == FIRST_PREDICTION
    assert [values[Q("delta", 1, 0, i=i)] for i in (0, 1)] == DELTA_1
    assert step.moved_network.w == [[], [W_2]]
    assert step.moved_network.b == [[], []]


def test_the_new_prediction_is_the_target(step):
    for x, y in EXAMPLES:
        assert forward(step.moved_network, x).a[1] == y


def test_the_average_would_go_half_the_way():
    settings = NETWORK, EXAMPLES, "half_squared_error", 1, 1
    for batch, w in (("sum", W_2), ("mean", [0.5, 0.5])):
        (_, epoch) = train(*settings, batch_size=2, batch=batch)
        assert epoch.network.w == [[], [w]]
