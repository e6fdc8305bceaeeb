"""What a layer and a network accept, and what they say of the rest."""

import math

import pytest

from backprop_scalar import Layer, Network

NAN, INF = math.nan, math.inf

BAD_LAYERS = [
    ([], [], "sigmoid", "no rows: a layer needs at least one neuron"),
    ([[]], [0], "sigmoid", "neuron 1: weights row 1 is empty"),
    ([[1, 2], [3]], [0, 0], "sigmoid", "neuron 2: weights row 2 has 1 entry, but row 1 has 2"),
    ([[1], [2]], [0], "sigmoid", "biases has 1 entry, but weights has 2 rows"),
    ([[1], [NAN]], [0, 0], "sigmoid", "neuron 2: weight w_2,1 is nan; it must be a finite number"),
    ([[1, INF]], [0], "sigmoid", "neuron 1: weight w_1,2 is inf"),
    ([[1]], [-INF], "sigmoid", "bias b_1 is -inf"),
    ([[1, "2"]], [0], "sigmoid", "neuron 1: weight w_1,2 is '2', not a number"),
    ([[1, True]], [0], "sigmoid", "weight w_1,2 is True, not a number"),
    ([[10**400]], [0], "sigmoid", "weight w_1,1 is inf"),
    ([1, 2], [0, 0], "sigmoid", "neuron 1: weights row 1 is 1, not a list of numbers"),
    ("abc", [0], "sigmoid", "weights is 'abc', not a list of rows"),
    ([[1]], 0, "sigmoid", "biases is 0, not a list of numbers"),
    ([[1]], [0], "sigmiod", "no activation 'sigmiod'"),
    ([[1]], [0], ["relu"], "no activation \\['relu'\\]"),
]


@pytest.mark.parametrize(("weights", "biases", "activation", "message"), BAD_LAYERS)
def test_a_bad_layer(weights, biases, activation, message):
    with pytest.raises(ValueError, match=message):
        Layer(weights, biases, activation)


def test_layers_that_do_not_fit():
    layers = [Layer([[1, 2], [3, 4]], [0, 0], "relu"), Layer([[1, 2, 3]], [0], "relu")]
    with pytest.raises(
        ValueError, match="layer 2: neuron 1: .* 3 entries, but layer 1 has 2 neurons: w_1k"
    ):
        Network(layers)


def test_a_network_without_layers():
    for layers in ([], [1], None, Layer([[1]], [0], "relu")):
        with pytest.raises(ValueError, match="at least one Layer"):
            Network(layers)


def test_a_bias_of_0_stays_0_and_integers_become_floats():
    layer = Layer([[1]], [0], "relu")
    assert layer.biases == [0.0]
    assert type(layer.weights[0][0]) is float


def test_indices_are_the_notes():
    """w[l][j][k] leads into neuron j of layer l; layer 0 has no weights and no biases."""
    network = Network(
        [Layer([[1, 2], [3, 4], [5, 6]], [7, 8, 9], "relu"), Layer([[10, 11, 12]], [13], "tanh")]
    )
    assert network.w[0] == network.b[0] == []
    assert network.w[1][2][0] == 5
    assert network.w[2][0][1] == 11
    assert (network.b[1][1], network.b[2][0]) == (8, 13)
    assert network.widths == [2, 3, 1]


def test_a_network_does_not_change_with_the_lists_it_was_made_of():
    weights = [[1.0, 2.0]]
    layer = Layer(weights, [0.0], "relu")
    weights[0][0] = 99.0
    assert layer.weights == [[1.0, 2.0]]
