"""Andrej Karpathy, notes of the Stanford course CS231n (2015), "Backpropagation, Intuitions".

The sigmoid neuron f = σ(w0 x0 + w1 x1 + w2), w2 being the bias, and the gradient of its OUTPUT by
each number that goes in: ∂C/∂a = 1. The numbers of the circuit figure, rounded to two digits. No
slips: 0.39 and -0.59 come from the unrounded 0.1966, for 0.20 would give 0.40 and -0.60.
"""

import pytest
from rounding import rounded_like

from backprop_scalar import Layer, Network, backprop, forward
from backprop_scalar.equations import passed_back

X, W, BIAS = [-1.0, -2.0], [2.0, -3.0], -3.0
NEURON = Layer([W], [BIAS], "sigmoid")
EXACT = {"sum": "1.00"}
ROUNDED = {
    "output": "0.73",
    "w0": "-0.20",
    "x0": "0.39",
    "w1": "-0.39",
    "x1": "-0.59",
    "w2": "0.20",
}


def unit_gradient(network):
    """Backpropagation with ∂C/∂a = 1: half the squared error has it where the target is a - 1."""
    (a,) = forward(network, X).a[-1]
    return backprop(network, X, [a - 1], "half_squared_error")


@pytest.fixture(scope="module")
def numbers():
    """The program's value of every number in the figure; a letter stands for its gradient."""
    network = Network([NEURON])
    passed, gradients = forward(network, X), unit_gradient(network)
    ((delta,),) = gradients.delta[1:]
    weights, inputs = gradients.dw[1][0], [passed_back([w_k], [delta]) for w_k in W]
    return {
        "sum": passed.z[1][0],
        "output": passed.a[1][0],
        "w0": weights[0],
        "w1": weights[1],
        "w2": gradients.db[1][0],
        "x0": inputs[0],
        "x1": inputs[1],
    }


@pytest.mark.parametrize("name", ROUNDED)
def test_each_number_to_the_last_printed_digit(name, numbers):
    assert rounded_like(ROUNDED[name], numbers[name]) == ROUNDED[name]


@pytest.mark.parametrize("name", EXACT)
def test_a_number_that_needs_no_rounding(name, numbers):
    assert numbers[name] == pytest.approx(float(EXACT[name]), rel=1e-14)


def test_the_gradient_by_the_inputs_is_the_error_of_a_layer_that_copies_them():
    """Backpropagation itself, one layer further back: δ = ∂C/∂a where a = z."""
    copy = Layer([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], "identity")
    delta = unit_gradient(Network([copy, NEURON])).delta[1]
    printed = [ROUNDED["x0"], ROUNDED["x1"]]
    assert [rounded_like(*pair) for pair in zip(printed, delta)] == printed


def test_nothing_in_the_figure_was_rounded_too_early():
    """From the rounded w2 = δ = 0.20 the inputs would have other digits."""
    delta = float(ROUNDED["w2"])
    early = [passed_back([w_k], [delta]) for w_k in W]
    printed = [ROUNDED["x0"], ROUNDED["x1"]]
    assert [rounded_like(*pair) for pair in zip(printed, early)] == ["0.40", "-0.60"]
