"""One update, against the published one and against pencil and paper."""

import copy

import pytest

from backprop_scalar import Layer, Network, backprop, descend, mean_cost
from backprop_scalar.backprop import Gradients


def test_mazur_2015(mazur):
    """His eight new weights; biases are held fixed."""
    (example,) = mazur.examples
    gradients = backprop(mazur.network, *example, mazur.cost)
    new = descend(mazur.network, gradients, mazur.eta, train_biases=False)
    assert new.w[2][0] + new.w[2][1] == pytest.approx(
        [0.35891648, 0.408666186, 0.511301270, 0.561370121], abs=5e-10
    )
    assert new.w[1][0] + new.w[1][1] == pytest.approx(
        [0.149780716, 0.19956143, 0.24975114, 0.29950229], abs=5e-9
    )
    assert new.b == mazur.network.b
    # His page prints 0.291027924, the cost after a hidden error from weights already updated.
    assert mean_cost(new, mazur.examples, mazur.cost) == pytest.approx(0.291027774, abs=5e-10)


def test_mazur_with_biases_trained_too(mazur):
    (example,) = mazur.examples
    new = descend(mazur.network, backprop(mazur.network, *example, mazur.cost), mazur.eta)
    assert mean_cost(new, mazur.examples, mazur.cost) == pytest.approx(0.280471447, abs=5e-10)


def test_every_parameter_moves_by_its_own_gradient_and_the_old_network_stays():
    network = Network([Layer([[1, 2], [3, 4]], [5, 6], "relu"), Layer([[7, 8]], [9], "tanh")])
    before = copy.deepcopy(network)
    gradients = Gradients(
        [[], [[10, 20], [30, 40]], [[50, 60]]],
        [[], [70, 80], [90]],
    )
    new = descend(network, gradients, 0.1)
    assert new.w == [[], [[0, 0], [0, 0]], [[2, 2]]]
    assert new.b == [[], [-2, -2], [0]]
    assert [layer.activation.name for layer in new.layers] == ["relu", "tanh"]
    assert network == before
