"""Activations against calculator values, and their slopes against differences."""

import pytest
from support import each_row

from backprop_scalar import ACTIVATIONS
from backprop_scalar.activations import find_activation, layer_error

VALUES = [
    # 1/(1 + e^-1.1059) as printed by Mazur (2015)
    ("sigmoid", 1.105905967, 0.75136507),
    ("sigmoid", 0.0, 0.5),
    ("sigmoid", 800.0, 1.0),
    ("sigmoid", -800.0, 0.0),
    ("relu", 1.5, 1.5),
    ("relu", -1.5, 0.0),
    ("identity", -1.5, -1.5),
    # (e - 1/e)/(e + 1/e)
    ("tanh", 1.0, 0.761594156),
    # (1 - e^-1)/(1 + e^-1)
    ("bipolar_sigmoid", 1.0, 0.462117157),
    ("bipolar_sigmoid", -800.0, -1.0),
    ("leaky_relu", 1.5, 1.5),
    ("leaky_relu", -1.5, -0.015),
]
ELEMENTWISE = [name for name in ACTIVATIONS if name != "softmax"]


@each_row(VALUES)
def test_value(name, z, a):
    assert ACTIVATIONS[name].of_layer([z]) == [pytest.approx(a, abs=5e-9)]


@pytest.mark.parametrize("z", [-3.0, -0.4, 0.7, 2.5])
@pytest.mark.parametrize("name", ELEMENTWISE)
def test_slope_is_the_limit_of_quotients(name, z):
    activation = ACTIVATIONS[name]
    h = 1e-6
    (above,), (a,), (below,) = (activation.of_layer([at]) for at in (z + h, z, z - h))
    quotient = (above - below) / (2 * h)
    operands = activation.slope_operands(z, a)
    assert activation.slope(*operands) == pytest.approx(quotient, abs=1e-9)


def test_a_slope_takes_what_its_formula_has():
    taken = {
        name: activation.slope_operands("z", "a")
        for name, activation in ACTIVATIONS.items()
        if name != "softmax"
    }
    assert taken == {
        "sigmoid": ("a",),
        "bipolar_sigmoid": ("a",),
        "relu": ("z",),
        "leaky_relu": ("z", 0.01),
        "identity": (),
        "tanh": ("a",),
    }


def test_relu_has_slope_0_at_its_corner():
    assert ACTIVATIONS["relu"].slope(0.0) == 0.0


@each_row(ELEMENTWISE)
def test_has_corner_says_whether_the_slope_jumps_at_0(name):
    activation = ACTIVATIONS[name]
    above, below = (
        activation.slope(*activation.slope_operands(z, *activation.of_layer([z])))
        for z in (1e-9, -1e-9)
    )
    assert activation.has_corner == (abs(above - below) > 0.01)


def test_softmax_of_logarithms_is_their_share():
    """e^(ln 1), e^(ln 2), e^(ln 5) are 1, 2, 5 of 8."""
    a = ACTIVATIONS["softmax"].of_layer([0.0, 0.6931471805599453, 1.6094379124341003])
    assert a == pytest.approx([1 / 8, 2 / 8, 5 / 8], rel=1e-15)


def test_softmax_does_not_overflow():
    assert ACTIVATIONS["softmax"].of_layer([800.0, -800.0, 800.0]) == [0.5, 0.0, 0.5]


def test_softmax_error_takes_every_output_into_account():
    """With a = 1/8, 2/8, 5/8: δ_1 = 4·(1/8·7/8) - 2·(2/8·1/8) + 1·(5/8·1/8)·(-1)."""
    a = [1 / 8, 2 / 8, 5 / 8]
    delta = layer_error(ACTIVATIONS["softmax"], [4.0, 2.0, 1.0], [0.0, 0.0, 0.0], a)
    assert delta == pytest.approx([19 / 64, 6 / 64, -25 / 64], rel=1e-15)


@each_row(
    [
        ("sigmoid", [-800.0, 0.0, 800.0], [0, 1 / 2, 1], [0, 3 / 4, 0]),
        ("tanh", [-800.0, 0.0, 800.0], [-1, 0, 1], [0, 3, 0]),
        ("relu", [-800.0, 0.0, 800.0], [0, 0, 800], [0, 0, 5]),
        ("identity", [-800.0, 0.0, 800.0], [-800, 0, 800], [2, 3, 5]),
        ("softmax", [-800.0, 0.0, 800.0], [0, 0, 1], [0, 0, 0]),
    ]
)
def test_a_saturated_layer(name, z, a, delta):
    activation = ACTIVATIONS[name]
    assert activation.of_layer(z) == a
    assert layer_error(activation, [2.0, 3.0, 5.0], z, a) == delta


def test_an_activation_may_be_given_by_name_or_as_it_is():
    for name, activation in ACTIVATIONS.items():
        assert activation.name == name
        assert find_activation(name) is find_activation(activation) is activation


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(
        ValueError, match="no activation 'sigmiod'; take one of sigmoid, bipolar_sigmoid"
    ):
        find_activation("sigmiod")
