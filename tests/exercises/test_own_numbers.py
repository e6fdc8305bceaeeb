"""New numbers for a problem of one's own, and which given number hides a slip."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from solving import flaws_of
from support import PROBLEM_FILES

from backprop_scalar import Layer, Network, Problem, ProblemError, read_problem
from backprop_scalar.exercises import own_numbers
from backprop_scalar.exercises.draws import MAGNITUDES
from backprop_scalar.exercises.own_numbers import hidden_slips, redrawn
from backprop_scalar.exercises.sheet import sheet_of_problem

# A chain with updates and a batch of three: the first layers move too little, or gradients cancel.
HOPELESS = {path for path in PROBLEM_FILES if path.stem in ("anomitroid_chain", "full_story_batch")}


def one_neuron(*, y=0.1, w=0.4, b=0.25, eta=0.65):
    network = Network([Layer([[w]], [b], "sigmoid")])
    return sheet_of_problem(Problem(network, [([0.8], [y])], "half_squared_error", eta))


@pytest.mark.parametrize("path", sorted({*PROBLEM_FILES} - HOPELESS), ids=lambda path: path.stem)
@pytest.mark.seeds(1, 20)
def test_a_problem_gets_numbers_in_which_slips_show(path, seed):
    problem = read_problem(path)
    other = redrawn(problem, seed)
    assert flaws_of(sheet_of_problem(other)) == []
    for kept in ("cost", "note", "title", "train_biases"):
        assert getattr(other, kept) == getattr(problem, kept)
    assert other.network.widths == problem.network.widths
    assert other.network.activations == problem.network.activations
    assert other.network != problem.network
    for (x, y), (new_x, new_y) in zip(problem.examples, other.examples):
        assert [x_k == 0 for x_k in x] == [x_k == 0 for x_k in new_x]
        if problem.cost.name == "cross_entropy":
            assert sorted(y) == sorted(new_y)


@pytest.mark.parametrize("path", sorted(HOPELESS), ids=lambda path: path.stem)
def test_a_problem_that_can_have_no_such_numbers_says_so(path, monkeypatch):
    monkeypatch.setattr(own_numbers, "MOST_DRAWS", 5)
    named = r"^no numbers were found in which every slip shows \([bw∂].* "
    with pytest.raises(ProblemError, match=named):
        redrawn(read_problem(path), 0)


def test_a_seed_gives_the_same_numbers_again(mazur):
    assert redrawn(mazur, 1) == redrawn(mazur, 1) != redrawn(mazur, 2)


def problem_of(*widths):
    layers = [
        Layer([[0.1] * fan_in] * width, [0.0] * width, "sigmoid")
        for fan_in, width in pairwise(widths)
    ]
    return Problem(Network(layers), [([1.0] * widths[0], [0] * widths[-1])], "squared_error", 0.1)


def test_more_parameters_than_there_are_magnitudes():
    """Finer ones are taken, so that still no two are the same."""
    layers = redrawn(problem_of(4, 3, 1), 0).network.layers
    numbers = [abs(w) for layer in layers for row in [*layer.weights, layer.biases] for w in row]
    assert len({*numbers}) == len(numbers) > len(MAGNITUDES)


def test_more_parameters_than_there_are_numbers(monkeypatch):
    monkeypatch.setattr(own_numbers, "MOST_DRAWS", 2)
    with pytest.raises(ProblemError, match="^no numbers were found"):
        redrawn(problem_of(45, 2), 0)


def test_numbers_that_hide_nothing():
    assert hidden_slips(one_neuron()) == []


@pytest.mark.parametrize(
    ("numbers", "line", "given"),
    [
        ({"b": 0.0005}, "z_1^1", "b_1^1"),
        ({"eta": 0.999}, "w_11^1 ←", "η"),
        ({"eta": 0.001}, "b_1^1 ←", "η"),
        ({"y": 0.6385}, "∂C/∂a_1^1", "y_1"),
    ],
)
def test_the_given_number_that_hides_a_slip_is_named(numbers, line, given):
    """With the number that is proposed, the line's flaws are gone."""
    sheet = one_neuron(**numbers)
    said = [text for text in hidden_slips(sheet) if re.match(rf"{re.escape(line)}[ :]", text)]
    assert len(said) == 1
    value, name = re.search(r"; with (\S+) for (\S+) it would show$", said[0]).groups()
    assert name == given or sheet.by_key[name].kind in ("eta", "w", "b")
    changed = replace(sheet, given={**sheet.given, sheet.by_key[name]: float(value)})
    assert not [f for f in flaws_of(changed) if f.startswith(f"{line}: ") and "' is too" not in f]


def test_the_class_of_an_example_is_not_to_be_changed():
    """An output next to 1 makes δ = a - 1 hang on its last digits; its target stays a class."""
    network = Network([Layer([[6.0], [-3.0]], [0.0, 0.0], "softmax")])
    sheet = sheet_of_problem(Problem(network, [([1.0], [1, 0])], "cross_entropy", 0.65))
    said = [text for text in hidden_slips(sheet) if text.startswith("δ_1^1 hangs on the last")]
    assert len(said) == 1
    assert re.search("; with .* it would show$", said[0])
    assert "for y" not in said[0]


def test_every_line_that_hides_a_slip_is_listed_once():
    sheet = one_neuron(eta=0.001)
    lines = [text.partition(" ←")[0] for text in hidden_slips(sheet)]
    assert lines == ["w_11^1", "b_1^1"]
