"""What a layer and a network accept, and what they say of the rest."""

import math
from fractions import Fraction as F

import pytest
from support import each_row

from backprop_scalar import Layer, Network
from backprop_scalar.network import map_parameters

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


@each_row(BAD_LAYERS)
def test_a_bad_layer(weights, biases, activation, message):
    with pytest.raises(ValueError, match=message):
        Layer(weights, biases, activation)


SLOPES = [
    ("sigmoid", 0.1, "slope: sigmoid has no slope to be chosen; leave it out"),
    ("softmax", 0.1, "slope: softmax has no slope to be chosen"),
    ("leaky_relu", 1, "slope is 1; it must be at least 0 and below 1"),
    ("leaky_relu", -0.5, "slope is -0.5; it must be at least 0"),
    ("leaky_relu", NAN, "slope is nan; it must be a finite number"),
    ("leaky_relu", "0.1", "slope is '0.1', not a number"),
]


@each_row(SLOPES)
def test_a_slope_that_no_leaky_relu_has(activation, slope, message):
    with pytest.raises(ValueError, match=message):
        Layer([[1]], [0], activation, slope)


@each_row([(None, -0.04), (0, 0), (0.25, -1), (F(1, 2), -2)])
def test_the_slope_of_a_leaky_relu_below_0(slope, a):
    layer = Layer([[1]], False, "leaky_relu", slope)
    assert layer.activation.of_layer([-4, 3]) == [a, 3]
    assert eval(repr(layer), {"Layer": Layer, "Fraction": F}) == layer
    assert ("slope" in repr(layer)) == (slope is not None)


def test_layers_that_do_not_fit():
    layers = [Layer([[1, 2], [3, 4]], [0, 0], "relu"), Layer([[1, 2, 3]], [0], "relu")]
    with pytest.raises(
        ValueError, match="layer 2: neuron 1: .* 3 entries, but layer 1 has 2 neurons: w_1k"
    ):
        Network(layers)


def test_a_network_without_layers():
    layer = Layer([[1]], [0], "relu")
    for layers in ([], [1], [layer, 1], None, layer):
        with pytest.raises(ValueError, match="at least one Layer"):
            Network(layers)


def test_a_long_value_is_not_repeated_in_full():
    for wrong in ("x" * 1000, [["x" * 1000]], [[0.5] * 1000, "y" * 1000]):
        with pytest.raises(ValueError, match="not a") as raised:
            Layer(wrong, [0.0], "relu")
        assert len(str(raised.value)) < 160


def test_a_bias_of_0_stays_0_and_integers_become_floats():
    layer = Layer([[1]], [0], "relu")
    assert layer.biases == [0.0]
    assert type(layer.weights[0][0]) is float


def test_fractions_are_kept():
    layer = Layer([[F(1, 3), 2]], [F(-1, 7)], "relu")
    assert (layer.weights, layer.biases) == ([[F(1, 3), 2.0]], [F(-1, 7)])
    assert [type(w) for w in layer.weights[0]] == [F, float]
    assert Network([layer]).w == [[], [[F(1, 3), 2.0]]]


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


def network_of(weight=2.0, bias=0.5, activation="relu"):
    return Network([Layer([[1.0, weight]], [bias], activation), Layer([[3.0]], [0.0], "identity")])


def test_networks_that_differ_are_not_equal():
    assert network_of() == network_of()
    for change in ({"weight": 2.5}, {"bias": 0.25}, {"activation": "tanh"}):
        assert network_of() != network_of(**change)
    first, _ = network_of().layers
    assert Network([first]) != network_of()
    assert network_of() != "a network"
    assert network_of() != network_of().layers


def test_layers_that_differ_are_not_equal():
    layer = Layer([[1.0, 2.0]], [0.5], "relu")
    assert layer == Layer([[1, 2]], [0.5], "relu")
    for other in (
        Layer([[1.0, 2.5]], [0.5], "relu"),
        Layer([[1.0, 2.0]], [0.25], "relu"),
        Layer([[1.0, 2.0]], [0.5], "tanh"),
        "a layer",
    ):
        assert layer != other


def test_the_layers_are_those_it_was_made_of():
    layers = [Layer([[1, 2]], [3], "relu"), Layer([[4]], [5], "tanh")]
    network = Network(layers)
    assert network.layers == layers
    layers.append(Layer([[6]], [7], "tanh"))
    assert len(network.layers) == 2
    assert {l: activation.name for l, activation in network.activations.items()} == {
        1: "relu",
        2: "tanh",
    }


def test_the_places_go_layer_by_layer_each_neuron_with_its_bias_last():
    network = Network([Layer([[1, 2], [3, 4]], [5, 6], "relu"), Layer([[7, 8]], [9], "tanh")])
    places = list(network.places())
    assert places[:4] == [(1, 0, 0), (1, 0, 1), (1, 0, None), (1, 1, 0)]
    assert [place.entry(network.w, network.b) for place in places] == [1, 2, 5, 3, 4, 6, 7, 8, 9]


def test_map_parameters_takes_the_entries_of_one_place_together():
    w, b = [[], [[1, 2], [3, 4]], [[5, 6]]], [[], [7, 8], [9]]
    ten_w, ten_b = map_parameters(lambda v: 10 * v, (w, b))
    assert (ten_w, ten_b) == ([[], [[10, 20], [30, 40]], [[50, 60]]], [[], [70, 80], [90]])
    assert map_parameters(lambda v, ten: ten - v, (w, b), (ten_w, ten_b)) == (
        [[], [[9, 18], [27, 36]], [[45, 54]]],
        [[], [63, 72], [81]],
    )


SHAPES = [
    ([[], [[1, 2, 3], [3, 4, 5]], [[5, 6]]], [[], [7, 8], [9]]),  # another input
    ([[], [[1, 2]], [[5]]], [[], [7], [9]]),  # a neuron less
    ([[], [[1, 2], [3, 4]], [[5, 6], [5, 6]]], [[], [7, 8], [9, 9]]),  # an output more
    ([[], [[1, 2], [3, 4]]], [[], [7, 8]]),  # a layer less
]


@each_row(SHAPES)
def test_parameters_of_networks_of_other_shapes_are_refused(other):
    one = ([[], [[1, 2], [3, 4]], [[5, 6]]], [[], [7, 8], [9]])
    for pairs in ((one, other), (other, one), (one, one, other)):
        with pytest.raises(ValueError, match="different shapes"):
            map_parameters(max, *pairs)


def test_a_network_is_printed_a_layer_to_a_line():
    printed = repr(network_of())
    assert printed.splitlines() == [
        "Network([",
        "    Layer([[1.0, 2.0]], [0.5], 'relu'),",
        "    Layer([[3.0]], [0.0], 'identity'),",
        "])",
    ]
    assert eval(printed, {"Network": Network, "Layer": Layer}) == network_of()
    wide = Network([Layer([[0.1] * 1000] * 3, [0.0] * 3, "tanh")])
    assert max(map(len, repr(wide).splitlines())) <= 310


def test_parameters_with_and_without_biases_have_no_common_shape():
    with_bias, without = (([[], [[1.0]]], [[], b]) for b in ([2.0], []))
    with pytest.raises(ValueError, match="biases in both or in neither"):
        map_parameters(max, with_bias, without)
