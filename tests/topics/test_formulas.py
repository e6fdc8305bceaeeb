"""One neuron's direct derivatives against backpropagation and by hand."""

import random
from fractions import Fraction as F

import pytest

from backprop_scalar import Layer, Network, average, backprop, forward, mean_cost
from backprop_scalar.topics import formulas

generator = random.Random(8)
EXAMPLES = [
    ([generator.uniform(-2, 2), generator.uniform(-2, 2)], [generator.random()]) for _ in range(5)
]
NETWORK = Network([Layer([[0.7, -1.2]], [0.3], "sigmoid")])


@pytest.mark.parametrize("inputs", [1, 2])
def test_gradients_are_those_of_backpropagation(inputs):
    network = Network([Layer([NETWORK.w[1][0][:inputs]], [0.3], "sigmoid")])
    examples = [(x[:inputs], y) for x, y in EXAMPLES]
    passed = [forward(network, x) for x, _ in examples]
    a = [p.a[1][0] for p in passed]
    y = [y_i for _, (y_i,) in examples]
    by_backprop = average(backprop(network, *pair, "squared_error") for pair in examples)
    for k in range(inputs):
        direct = formulas.neuron_gradient(a, y, [[x[k]] for x, _ in examples], 5)
        assert direct == pytest.approx(by_backprop.dw[1][0][k], rel=1e-12)
    direct = formulas.neuron_gradient(a, y, [[]] * 5, 5)
    assert direct == pytest.approx(by_backprop.db[1][0], rel=1e-12)
    cost = mean_cost(network, examples, "squared_error")
    assert formulas.mean_squared_error(a, y, 5) == pytest.approx(cost, rel=1e-12)


def test_the_factors_in_exact_fractions():
    """a = 1/4: ∂a/∂w = 1/4·3/4·2 = 3/8; with y = 1: 2·(-3/4)·3/8 = -9/16."""
    assert formulas.output_derivative(F(1, 4), F(2)) == F(3, 8)
    assert formulas.term_derivative(F(1, 4), F(1), F(3, 8)) == F(-9, 16)
