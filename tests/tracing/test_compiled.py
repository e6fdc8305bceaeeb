"""Compiled steps do what the loops do, and leave to these what a plain formula cannot."""

import itertools
import math
import random
from fractions import Fraction

import pytest
from support import PAIRS, random_problem

from backprop_scalar import COSTS, Layer, Network, backprop, descent, example_cost, initial_layer
from backprop_scalar.tracing import compiled
from backprop_scalar.tracing.compiled import MOST_PARAMETERS, Compiled


@pytest.fixture
def only_compiled(monkeypatch):
    """The loops are not there to help."""
    for name in ("backprop", "example_cost"):
        monkeypatch.setattr(descent, name, None)


def epochs_of(train, problem, size, seed):
    """Costs and parameters after each of three epochs."""
    settings = {"train_biases": seed % 3 > 0, "batch": problem.batch}
    settings |= {"momentum": problem.momentum, "l2": problem.l2}
    problem_of = problem.network, problem.examples, problem.cost, problem.eta
    training = train(*problem_of, 3, batch_size=size, seed=seed, **settings)
    return [(epoch.cost, epoch.network.w, epoch.network.b) for epoch in training]


@pytest.mark.seeds(len(PAIRS), 200)
def test_training_is_that_of_the_loops(seed, request):
    problem = random_problem(seed, examples=3, extras=True)
    size = 1 + seed % 3
    by_loops = epochs_of(descent.train, problem, size, seed)
    request.getfixturevalue("only_compiled")
    close_to(epochs_of(compiled.train, problem, size, seed), by_loops)


def test_a_step_of_one_example_is_one_program(only_compiled, monkeypatch):
    monkeypatch.setattr(descent, "descend", None)
    examples = [([0.1, 0.2], [0.5]), ([0.3, 0.4], [0.6])]
    assert len([*compiled.train(sigmoid_network(2, 1), examples, "squared_error", 0.1, 1)]) == 2


def close_to(found, expected):
    """The same to the last bits, which Python's own sum may have better from 3.12 on."""
    if isinstance(expected, (list, tuple)):
        assert len(found) == len(expected)
        for one, other in zip(found, expected):
            close_to(one, other)
    else:
        assert math.isclose(found, expected, rel_tol=1e-12, abs_tol=1e-13)


@pytest.mark.seeds(len(PAIRS), 200)
def test_gradients_and_cost_are_those_of_the_loops(seed, request):
    problem = random_problem(seed)
    network, cost, (example, *_) = problem.network, problem.cost, problem.examples
    gradients = backprop(network, *example, cost)
    value = example_cost(network, *example, cost)
    request.getfixturevalue("only_compiled")
    steps = Compiled(cost, 0.1)
    found = steps.backprop(network, *example, cost)
    close_to([found.dw, found.db], [gradients.dw, gradients.db])
    close_to(steps.example_cost(network, *example, cost), value)


SATURATED = [
    ("sigmoid", "half_squared_error", 500.0),
    ("sigmoid", "binary_cross_entropy", 500.0),
    ("sigmoid", "binary_cross_entropy", -20.0),
    ("softmax", "cross_entropy", 500.0),
    ("softmax", "squared_error", -500.0),
    ("relu", "half_squared_error", 1e200),
]


@pytest.mark.parametrize(("activation", "cost", "size"), SATURATED)
def test_what_no_float_can_hold_is_for_the_loops(activation, cost, size):
    network = Network([Layer([[1.0], [-2.0], [-1.5]], [0.0, 0.1, 0.2], activation)])
    examples = [([size], [0.0, 1.0, 0.0]), ([-size], [0.0, 0.0, 1.0]), ([0.1], [1.0, 0.0, 0.0])]
    epochs = []
    for train in (descent.train, compiled.train):
        try:
            training = [*train(network, examples, cost, 0.1, 5)]
            epochs.append([(epoch.cost, epoch.network.w, epoch.network.b) for epoch in training])
        except descent.DivergedError as error:
            epochs.append([str(error)])
    assert len(epochs[0]) == len(epochs[1])
    if activation == "relu":
        assert epochs[0] == epochs[1]
    else:
        close_to(epochs[1], epochs[0])
        assert all(math.isfinite(cost) for cost, *_ in epochs[1])


@pytest.mark.parametrize("x", [709.5, -740.0])
def test_a_softmax_whose_powers_a_float_can_hardly_hold(x, request):
    """e^709.5 fits into a float, three of them do not; e^(-740) has lost its digits."""
    network = Network([Layer([[1.0]] * 3, [0.0, 0.1, -0.1], "softmax")])
    example = [x], [0.0, 1.0, 0.0]
    expected = backprop(network, *example, "cross_entropy")
    assert expected.db[1] == pytest.approx([0.332, -0.633, 0.301], abs=1e-3)
    request.getfixturevalue("only_compiled")
    found = Compiled("cross_entropy", 0.1).backprop(network, *example, COSTS["cross_entropy"])
    assert found.db[1] == pytest.approx(expected.db[1], rel=1e-14)


def test_the_cost_of_an_output_that_is_nearly_right_keeps_its_digits(only_compiled):
    network = Network([Layer([[1.0]], [0.0], "sigmoid")])
    cost = COSTS["binary_cross_entropy"]
    found = Compiled(cost, 0.1).example_cost(network, [40.0], [1.0], cost)
    assert found == pytest.approx(math.exp(-40), rel=1e-14, abs=0)


@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
def test_not_a_number_is_not_hidden(activation, only_compiled):
    network = Network([Layer([[1.0, 1.0]], [0.0], activation)])
    beyond = network.moved_to([[], [[math.inf, -math.inf]]], network.b)
    steps, cost = Compiled("squared_error", 0.1), COSTS["squared_error"]
    assert math.isnan(steps.example_cost(beyond, [1.0, 1.0], [0.0], cost))
    assert math.isnan(steps.backprop(beyond, [1.0, 1.0], [0.0], cost).db[1][0])


def sigmoid_network(*widths):
    layers = [initial_layer(m, n, "sigmoid", "uniform", 1) for m, n in itertools.pairwise(widths)]
    return Network(layers)


def is_compiled(network, x, y):
    steps = Compiled("half_squared_error", 0.1)
    steps.step(network, [(x, y)])
    return any(steps.programs.values())


def test_a_network_with_too_many_parameters_is_not_compiled():
    inputs = (MOST_PARAMETERS - 2) // 2
    assert is_compiled(sigmoid_network(10, 1), [0.1] * 10, [0.5])
    largest, larger = sigmoid_network(inputs, 2), sigmoid_network(inputs + 1, 2)
    assert len([*largest.places()]) == MOST_PARAMETERS
    assert is_compiled(largest, [0.1] * inputs, [0.5, 0.5])
    assert not is_compiled(larger, [0.1] * (inputs + 1), [0.5, 0.5])


def test_exact_numbers_stay_exact():
    third = Fraction(1, 3)
    network = Network([Layer([[third]], [third], "identity")])
    assert not is_compiled(network, [third], [third])
    *_, end = compiled.train(network, [([third], [third])], "squared_error", third, 2)
    assert isinstance(end.network.w[1][0][0], Fraction)


def test_errors_are_those_of_the_loops():
    network = sigmoid_network(2, 1)
    right, short = ([0.1, 0.2], [0.5]), ([0.1], [0.5])
    for examples in ([short], [right, short]):
        messages = []
        for train in (descent.train, compiled.train):
            with pytest.raises(ValueError, match="x has 1 number, but") as raised:
                list(train(network, examples, "squared_error", 0.1, 1))
            messages.append(str(raised.value))
        assert messages[0] == messages[1]


def test_a_network_that_is_trained_is_not_changed():
    network = sigmoid_network(2, 3, 1)
    before = repr(network)
    generator = random.Random(1)
    examples = [([generator.random(), 0.5], [generator.random()]) for _ in range(4)]
    assert len([*compiled.train(network, examples, "half_squared_error", 0.5, 3)]) == 4
    assert repr(network) == before


def test_the_loops_can_be_asked_for(monkeypatch):
    monkeypatch.setattr(compiled, "program_of", None)
    arguments = sigmoid_network(2, 1), [([0.1, 0.2], [0.5])], "squared_error", 0.1, 2
    assert len([*compiled.train(*arguments, stepper=descent.Stepper)]) == 3
    with pytest.raises(TypeError):
        list(compiled.train(*arguments))
    assert compiled.train.__doc__ == descent.train.__doc__
