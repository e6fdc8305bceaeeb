"""Each reason for a bad end, from a network that has it, and silence from one that has not."""

import math

import pytest
from support import each_row

from backprop_scalar import Layer, Network, Problem, train
from backprop_scalar.descent import Epoch
from backprop_scalar.pages.diagnosis import diagnosis

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]


def found(problem, epochs, batch_size=1):
    settings = problem.network, problem.examples, problem.cost, problem.eta, epochs
    kept = list(train(*settings, batch_size=batch_size, **problem.stepping))
    return " ".join(diagnosis(problem, kept, batch_size))


def problem_of(layers, examples, eta=0.5, cost="half_squared_error", **options):
    return Problem(Network(layers), examples, cost, eta, **options)


def one_neuron(w, b, activation="sigmoid"):
    return [Layer([[w]], [b], activation)]


SILENT = {
    "a line that is learnt": problem_of(
        one_neuron(0.0, 0.0, "identity"), [([0.0], [1.0]), ([1.0], [3.0])], 0.3
    ),
    "a sigmoid that learns its targets": problem_of(
        one_neuron(0.0, 0.0), [([1.0], [0.75]), ([-1.0], [0.25])]
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_silence_where_it_ends_well(name):
    assert found(SILENT[name], 300) == ""


def test_few_epochs_are_no_standstill():
    """Far from the target, but on the way."""
    assert found(problem_of(one_neuron(0.0, 0.0), [([1.0], [1.0])], 0.01), 20) == ""


def test_the_examples_of_which_a_standing_cost_is_made():
    """One neuron cannot learn XOR but for the mean: 0.5 for all; without the last one it can."""
    said = found(problem_of([Layer([[0.1, -0.2]], [0.0], "sigmoid")], XOR, 0.1), 2000)
    assert "stands still above 0" in said
    assert "of examples 1, 2, 3, 4." in said
    twice = [([1.0], [0.0]), ([1.0], [1.0]), ([-1.0], [0.9])]
    said = found(problem_of(one_neuron(0.1, 0.0), twice, 1.0), 3000, batch_size=3)
    assert "of examples 1, 2." in said


@pytest.mark.parametrize(("l2", "advice"), [(0.0, ""), (1.0, "A smaller l2, other initial weig")])
def test_a_penalty_may_be_what_holds_the_cost_up(l2, advice):
    """C = ½(w - 2)² + ½ λ w² is least at w = 2/(1 + λ), so λ = 1 leaves half of the error."""
    layers = [Layer([[0.5]], False, "identity")]
    said = found(problem_of(layers, [([1.0], [2.0])], l2=l2), 200)
    assert advice in said
    assert bool(said) is bool(advice)


@pytest.mark.parametrize(("b", "dead"), [(-5.0, True), (-2.0, True), (-0.5, False)])
def test_a_unit_that_is_dead_for_every_example(b, dead):
    """z = x + b with x up to 2; the other unit is alive."""
    hidden = Layer([[1.0], [1.0]], [b, 0.5], "relu")
    layers = [hidden, Layer([[0.1, 0.2]], [0.0], "identity")]
    said = found(problem_of(layers, [([1.0], [9.0]), ([2.0], [9.5])], 1e-4), 10)
    assert ("Dead in layer 1: neuron 1. " in said) is dead
    assert "neuron 2" not in said
    assert "no gradient reaches" not in said


def test_a_dead_layer_stops_all_before_it():
    layers = [*one_neuron(1.0, 0.0), Layer([[1.0]], [-3.0], "relu")]
    said = found(problem_of(layers, [([1.0], [1.0])]), 10)
    assert "Dead in layer 2: neuron 1. " in said
    assert "no gradient reaches the layers before it" in said


@each_row(
    [
        ("sigmoid", 9.0, 0.0, True),
        ("sigmoid", 9.0, 1.0, False),
        ("sigmoid", 0.5, 0.0, False),
        ("tanh", -4.0, 1.0, True),
        ("bipolar_sigmoid", -9.0, 1.0, True),
        ("identity", 9.0, 0.0, False),
        ("relu", -9.0, 1.0, False),
        ("leaky_relu", -9.0, 1.0, False),
    ]
)
def test_an_output_that_is_saturated_on_the_wrong_side(activation, w, y, wrong):
    said = found(problem_of(one_neuron(w, 0.0, activation), [([1.0], [y])], 1e-3), 5)
    assert ("Output 1 is saturated on the wrong side for example 1" in said) is wrong
    if wrong:
        curves = {"sigmoid": lambda z: 1 / (1 + math.exp(-z)), "tanh": math.tanh}
        a = curves.get(activation, lambda z: math.tanh(z / 2))(w)
        assert f"it is {a:.4g} where {y:g} is asked for" in said


def test_a_cross_entropy_is_not_held_up_by_saturation():
    problem = problem_of(one_neuron(9.0, 0.0), [([1.0], [0.0])], 1e-3, "binary_cross_entropy")
    assert "saturated" not in found(problem, 5)


@pytest.mark.parametrize(("out", "equal"), [(0.5, True), (0.7, False)])
def test_neurons_that_started_equal(out, equal):
    hidden = Layer([[0.3, 0.3], [0.3, 0.3]], [0.1, 0.1], "tanh")
    layers = [hidden, Layer([[0.5, out]], [0.0], "sigmoid")]
    said = found(problem_of(layers, XOR, 0.1), 50)
    assert ("Neurons 1, 2 of layer 1 started with equal weights" in said) is equal


@pytest.mark.parametrize(
    ("biases", "out", "equal"),
    [([-1, -1], [1, 1], True), ([-1, -2], [1, 1], False), ([-1, -1], [1, 2], False)],
)
def test_neurons_that_differ_in_one_number_are_not_equal(biases, out, equal):
    """Both are dead, so they stay as they are."""
    layers = [Layer([[0.0], [0.0]], biases, "relu"), Layer([out], [0.0], "identity")]
    said = found(problem_of(layers, [([1.0], [1.0])]), 1)
    assert ("Neurons 1, 2 of layer 1 started with equal weights" in said) is equal


def test_neurons_that_have_come_apart_are_not_equal():
    start, end = (
        Network([Layer([[0.5], [w]], [0.0, 0.0], "tanh"), Layer([[1.0, 1.0]], [0.0], "identity")])
        for w in (0.5, 0.6)
    )
    problem = Problem(start, [([1.0], [9.0])], "squared_error", 1e-3)
    said = " ".join(diagnosis(problem, [Epoch(0, 1.0, start), Epoch(1, 1.0, end)], 1))
    assert "equal" not in said


def test_a_cost_that_rises_near_its_target_is_not_passed_over():
    """C = (3w)² with w = 0.01: each epoch takes w times -1.16, and 3w stays below 0.1."""
    problem = problem_of(
        [Layer([[0.01]], False, "identity")], [([3.0], [0.0])], 0.12, "squared_error"
    )
    assert "eta = 0.12 is too large" in found(problem, 3)


@pytest.mark.parametrize(("eta", "instead"), [(0.12, 0.06), (0.5, 0.0625)])
def test_a_step_that_is_too_large(eta, instead):
    """C = (3w)², w ← (1 - 18η) w: it falls for η below 1/9, so 0.0625 is the first half of a half
    of 0.5 that does."""
    layers = [Layer([[1.0]], False, "identity")]
    said = found(problem_of(layers, [([3.0], [0.0])], eta, "squared_error"), 3)
    assert f"eta = {eta:g} is too large" in said
    assert f"from 9.000 to {9 * (1 - 18 * eta) ** 2:.4g}" in said
    assert f"one with {instead:g} to {9 * (1 - 18 * instead) ** 2:.4g}"[:20] in said


def test_much_of_the_same_is_said_once():
    """Twelve dead neurons with the same weights and sixty outputs that are saturated: a sentence a
    reason, three for outputs, the others counted."""
    hidden = Layer([[0.0]] * 12, [-1.0] * 12, "relu")
    layers = [hidden, Layer([[0.5] * 12], [9.0], "sigmoid")]
    problem = problem_of(layers, [([1.0], [0.0])] * 60, 1e-3)
    kept = list(train(problem.network, problem.examples, problem.cost, problem.eta, 100))
    said = diagnosis(problem, kept, 1)
    twelve = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more"
    assert f"of examples {twelve.replace('2 more', '50 more')}." in said[0]
    assert said[1].startswith(f"Dead in layer 1: neurons {twelve}. ")
    assert [sentence[:9] for sentence in said[2:5]] == ["Output 1 "] * 3
    assert said[5] == "The same holds for 57 more targets."
    assert said[6].startswith(f"Neurons {twelve} of layer 1 started with equal weights")
    assert len(said) == 7


@pytest.mark.parametrize(("examples", "end"), [(3, None), (4, "The same holds for 1 more target.")])
def test_of_saturated_outputs_three_are_named(examples, end):
    layers = [Layer([[0.0]], [9.0], "sigmoid")]
    said = found(problem_of(layers, [([1.0], [0.0])] * examples, 1e-3), 3)
    assert said.count("is saturated on the wrong side") == 3
    assert ("The same holds" in said, (end or "") in said) == (end is not None, True)
