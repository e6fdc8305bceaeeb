"""Andrej Karpathy, notes of the Stanford course CS231n (2015), "Linear Classification".

The figure that compares SVM and softmax: four pixels, three classes, the third one right. The
numbers are rounded to the last digit printed, but for one slip:

    0.016   from 0.058, 2.36 and 1.32; unrounded it is 0.015
"""

import math

import pytest
from rounding import rounded_like

from backprop_scalar import Layer, Network, example_cost, forward

X, Y = [-15, 22, -44, 56], [0, 0, 1]
W = [[0.01, -0.05, 0.1, 0.05], [0.7, 0.2, 0.05, 0.16], [0.0, -0.45, -0.2, 0.03]]
NETWORK = Network([Layer(W, [0.0, 0.2, -0.3], "softmax")])

SCORES = [-2.85, 0.86, 0.28]
POWERS = ["0.058", "2.36", "1.32"]
PROBABILITIES = ["0.016", "0.631", "0.353"]
LOSS = "1.04"


@pytest.fixture(scope="module")
def passed():
    return forward(NETWORK, X)


def test_the_scores_and_their_powers_of_e(passed):
    assert passed.z[1] == pytest.approx(SCORES, rel=1e-13)
    powers = [math.exp(z_j) for z_j in passed.z[1]]
    assert [rounded_like(*pair) for pair in zip(POWERS, powers)] == POWERS


def test_the_probabilities_and_the_slip_in_the_first(passed):
    found = [rounded_like(*pair) for pair in zip(PROBABILITIES, passed.a[1])]
    assert found == ["0.015", *PROBABILITIES[1:]]
    rounded = [float(power) for power in POWERS]
    early = [rounded_like("0.123", power / sum(rounded)) for power in rounded]
    assert early == PROBABILITIES


def test_the_loss():
    assert rounded_like(LOSS, example_cost(NETWORK, X, Y, "cross_entropy")) == LOSS
