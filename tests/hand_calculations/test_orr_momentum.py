"""Genevieve Orr, lectures of the course CS-449 "Neural Networks" (Willamette), "Momentum".

E = w² from w = 10 with the learning rate 0.8: a linear neuron without a bias, whose input is 1 and
target 0. Three steps, plain and with 0.1 of the last change on top: Δw = -0.8 ∂E/∂w + 0.1 Δw. All
numbers are exact. The numbers are right; the labels of the steps are not: t goes 0, 2, 3, and each
change is called Δw(1).
"""

import pytest

from backprop_scalar import Layer, Network, Problem, trace, train
from backprop_scalar.notes.quantities import Quantity as Q

NETWORK, EXAMPLES = Network([Layer([[10.0]], False, "identity")]), [([1.0], [0.0])]
# The momentum, its changes Δw and the weights after them.
PRINTED = [
    (0.0, [-16, 9.6, -5.76], [-6, 3.6, -2.16]),
    (0.1, [-16, 8, -2.4], [-6, 2, -0.4]),
]


@pytest.mark.parametrize(("momentum", "changes", "weights"), PRINTED)
def test_each_number_she_prints(momentum, changes, weights):
    problem = Problem(NETWORK, EXAMPLES, "squared_error", 0.8, momentum=momentum)
    step = trace(problem, changes=True)
    for change, weight in zip(changes, weights):
        assert step.working.values[Q("w_change", 1, 0, 0)] == pytest.approx(change, rel=1e-12)
        assert step.moved_network.w[1][0] == pytest.approx([weight], rel=1e-12)
        step = step.next_step()


@pytest.mark.parametrize(("momentum", "_", "weights"), PRINTED)
def test_training_takes_the_same_steps(momentum, _, weights):
    _, *epochs = train(NETWORK, EXAMPLES, "squared_error", 0.8, 3, momentum=momentum)
    reached = [epoch.network.w[1][0][0] for epoch in epochs]
    assert reached == pytest.approx(weights, rel=1e-12)
