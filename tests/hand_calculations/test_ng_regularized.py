"""Andrew Ng, "Machine Learning" (Coursera), programming exercise 3, the test of lrCostFunction.

Regularized logistic regression: one sigmoid neuron, five examples, the binary cross-entropy, λ 3.
He divides the penalty by the number of examples, (λ/2m) Σ θ², so l2 is λ/m = 3/5 here; θ_0, the
bias, has none. The numbers are rounded to the last digit printed. No slips.
"""

import pytest
from rounding import rounded_like

from backprop_scalar import Layer, Network, Problem, trace
from backprop_scalar.notes.quantities import Quantity as Q

THETA, LAMBDA = [-2, -1, 1, 2], 3
X = [[i / 10, (i + 5) / 10, (i + 10) / 10] for i in range(1, 6)]
Y = [1, 0, 1, 0, 1]
COST, GRADIENT = "2.534819", ["0.146561", "-0.548558", "0.724722", "1.398003"]


@pytest.fixture(scope="module")
def values():
    network = Network([Layer([THETA[1:]], THETA[:1], "sigmoid")])
    examples = [(x, [y]) for x, y in zip(X, Y)]
    problem = Problem(network, examples, "binary_cross_entropy", 1, l2=LAMBDA / len(X))
    return trace(problem).working.values


def test_the_cost_has_the_penalty_and_its_weights_gradients_have_it_too(values):
    assert rounded_like(COST, values[Q("C_R")]) == COST
    found = [values[Q("db", 1, 0)], *(values[Q("dw_R", 1, 0, k)] for k in range(3))]
    assert [rounded_like(*pair) for pair in zip(GRADIENT, found)] == GRADIENT


def test_the_step_goes_against_these_gradients(values):
    places = [Q("b_new", 1, 0), *(Q("w_new", 1, 0, k) for k in range(3))]
    steps = [theta - values[place] for theta, place in zip(THETA, places)]
    assert [rounded_like(*pair) for pair in zip(GRADIENT, steps)] == GRADIENT


def test_the_penalty_is_that_of_the_weights_alone(values):
    """(3/10)(1 + 1 + 4); with the bias it would be (3/10)(4 + 1 + 1 + 4)."""
    assert values[Q("R")] == pytest.approx(1.8, rel=1e-14)
    assert values[Q("C_R")] - values[Q("C")] == pytest.approx(1.8, rel=1e-12)
