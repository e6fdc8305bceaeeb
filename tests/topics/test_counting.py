"""The operation counts, against counts made by hand from the formulas."""

import math
from itertools import chain, pairwise

import pytest
from support import each_row, random_problem

from backprop_scalar import Layer, Network, backprop, example_cost, forward
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.topics.counting import Counted, Operations, operations_of, operations_on
from backprop_scalar.tracing.training_step import training_step


def network_of(widths, activation):
    return Network(
        [
            Layer([[0.1] * fan_in for _ in range(width)], [0.2] * width, activation)
            for fan_in, width in pairwise(widths)
        ]
    )


def count(calculation, widths, activation="identity"):
    x, y = [0.3] * widths[0], [0.4] * widths[-1]
    return dict(operations_of(calculation, network_of(widths, activation), x, y))


def run_forward(network, x, y):
    return forward(network, x)


def run_backprop(network, x, y):
    return backprop(network, x, y, "squared_error")


def test_forward_pass_takes_a_product_and_a_sum_for_each_weight():
    assert count(run_forward, [2, 3, 2]) == {"multiplications": 12, "additions": 12}


def test_a_sigmoid_takes_an_exponential_a_sum_and_a_quotient():
    # 12 for the weights, and 1 + e^(-z) and 1/(…) for each of 5 neurons.
    expected = {"multiplications": 12, "additions": 12 + 5, "divisions": 5, "functions": 5}
    assert count(run_forward, [2, 3, 2], "sigmoid") == expected


@each_row([[1, 1], [2, 3, 2], [4, 4, 4, 4], [5, 1, 3]])
def test_backprop_by_the_sums_of_bp1_to_bp4(widths):
    weights = sum(m * n for m, n in pairwise(widths))
    passed_through = weights - widths[0] * widths[1]
    neurons, hidden = sum(widths[1:]), sum(widths[1:-1])
    expected = {
        # Forward; 2 (a - y); W^T δ; σ' = a (1 - a) and the product with it; δ a^T.
        "multiplications": weights + widths[-1] + passed_through + 2 * neurons + weights,
        # Forward and 1 + e^(-z); the m_(l+1) terms of W^T δ have one plus sign less.
        "additions": weights + neurons + passed_through - hidden,
        "subtractions": widths[-1] + neurons,
        "divisions": neurons,
        "functions": neurons,
    }
    found = count(run_backprop, widths, "sigmoid")
    assert found == {kind: number for kind, number in expected.items() if number or kind in found}


def test_the_cost_of_one_example():
    # (a - y)² for each of 2 outputs, and one sum, beyond the forward pass.
    found = count(lambda n, x, y: example_cost(n, x, y, "squared_error"), [2, 2])
    assert found == {"multiplications": 4 + 2, "additions": 4 + 1, "subtractions": 2}


def test_a_finite_difference_takes_two_forward_passes_and_two_costs():
    found = count(lambda n, x, y: central_difference(n, [(x, y)], "squared_error", 1, 0), [2, 2])
    # The nudges of b_1^1 are two more sums, the quotient a difference and a division.
    assert found == {
        "multiplications": 2 * 6,
        "additions": 2 * 5 + 2,
        "subtractions": 2 * 2 + 1,
        "divisions": 1,
    }


def test_constants_that_change_nothing_are_not_counted():
    operations = Operations()
    a = Counted(3.0, operations)
    assert [(0 + a).value, (a + 0).value, (a - 0).value, (a / 1).value, (-a).value] == [
        3.0,
        3.0,
        3.0,
        3.0,
        -3.0,
    ]
    assert operations.total() == 0


def test_operations_that_change_something_are():
    operations = Operations()
    a, zero = Counted(3.0, operations), Counted(0.0, operations)
    values = [a + zero, a - zero, 0 - a, a * 1, 6 / a, a**3, a.apply("ln")]
    assert [value.value for value in values] == [3.0, 3.0, -3.0, 3.0, 2.0, 27.0, math.log(3.0)]
    assert operations == {
        "additions": 1,
        "subtractions": 2,
        "multiplications": 3,
        "divisions": 1,
        "functions": 1,
    }


@each_row(range(24))
def test_counting_does_not_change_the_values(seed):
    problem = random_problem(seed)
    x, y = problem.examples[0]
    kept = []

    def calculation(network, x, y):
        kept.append(backprop(network, x, y, problem.cost))

    operations_of(calculation, problem.network, x, y)
    plain = backprop(problem.network, x, y, problem.cost)
    for counted, number in zip(chain(*kept[0].db), chain(*plain.db)):
        assert counted.value == pytest.approx(number, rel=1e-12, abs=1e-15)


@each_row(range(23))
def test_the_lines_of_a_step_have_the_operations_of_the_loops(seed):
    problem = random_problem(seed, examples=1)
    network, ((x, y),), cost = problem.network, problem.examples, problem.cost
    phases = {name: lines for name, _, lines in training_step(problem, network)}
    by_loops = operations_of(lambda n, x, y: backprop(n, x, y, cost), network, x, y)
    lines = [*phases["forward"], *phases["backward"], *phases["gradients"]]
    assert operations_on(lines) == by_loops
    parameters = len([*network.places()])
    assert operations_on(phases["update"]) == {
        "multiplications": parameters,
        "subtractions": parameters,
    }
