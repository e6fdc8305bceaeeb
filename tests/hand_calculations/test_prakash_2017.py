"""Prakash Jay, "Back-Propagation is very simple. Who made it Complicated?" (2017).

A 3-3-3-3 network, ReLU, sigmoid and softmax, every bias 1: its forward pass. His backward pass
takes another cost, the binary cross-entropy of each output, and is left out here. Two places are
off, and an edit on the page mends the first:

    0.2698 0.3223 0.4078        z/Σz, a softmax without exponentials, and cut, not rounded
    0.19858 0.28559 0.51583     from the sigmoid outputs cut to 0.938, 0.94, 0.98
"""

import pytest
from rounding import rounded_like

from backprop_scalar import Layer, Network, forward
from backprop_scalar.activations import softmax
from backprop_scalar.equations import weighted_input

X, BIASES = [0.1, 0.2, 0.7], [1.0, 1.0, 1.0]


def layer(from_each, activation):
    """He writes a row for each neuron that the weights come from."""
    return Layer([list(w_j) for w_j in zip(*from_each)], BIASES, activation)


FIRST = layer([[0.1, 0.2, 0.3], [0.3, 0.2, 0.7], [0.4, 0.3, 0.9]], "relu")
SECOND = layer([[0.2, 0.3, 0.5], [0.3, 0.5, 0.7], [0.6, 0.4, 0.8]], "sigmoid")
THIRD = layer([[0.1, 0.4, 0.8], [0.3, 0.7, 0.2], [0.5, 0.2, 0.9]], "softmax")

RELU = [1.35, 1.27, 1.8]
SIGMOID = ["0.938", "0.94", "0.98"]
WITHOUT_EXPONENTIALS = ["0.2698", "0.3223", "0.4078"]
EDITED = ["0.19858", "0.28559", "0.51583"]


@pytest.fixture(scope="module")
def a():
    return forward(Network([FIRST, SECOND, THIRD]), X).a


def z_of_his_digits():
    his_a = [float(a_k) for a_k in SIGMOID]
    return [weighted_input(w_j, his_a, b_j) for w_j, b_j in zip(THIRD.weights, BIASES)]


def cut(printed, value):
    """Whether the digits printed are the first ones of the value."""
    return f"{value:.9f}".startswith(printed)


def test_the_hidden_layers(a):
    assert a[1] == pytest.approx(RELU, rel=1e-14)
    assert all(map(cut, SIGMOID, a[2]))


def test_the_outputs_of_the_edit_come_from_the_digits_he_had_cut(a):
    z = z_of_his_digits()
    his = [softmax(z_j, z) for z_j in z]
    assert [rounded_like(*pair) for pair in zip(EDITED, his)] == EDITED
    unrounded = ["0.19845", "0.28536", "0.51620"]
    assert [rounded_like(*pair) for pair in zip(EDITED, a[3])] == unrounded


def test_the_first_outputs_are_a_softmax_without_exponentials():
    z = z_of_his_digits()
    assert all(map(cut, WITHOUT_EXPONENTIALS, [z_j / sum(z) for z_j in z]))
