"""What a notebook shows of a problem and of a network: every number, and no script."""

import re

from html_tree import tree_of

from backprop_scalar import Layer, Network, Problem


def table_of(shown):
    assert not re.search("<script|<html|@page", shown)
    return [[cell.text for cell in row.every("td")] for row in tree_of(shown).every("tr")][1:]


def test_a_problem_shows_its_title_and_all_that_is_given(mazur):
    shown = mazur._repr_html_()
    rows = table_of(shown)
    assert next(tree_of(shown).every("h2")).text == "Mazur's 2-2-2 example"
    assert rows[0] == ["a_1^0", "0.05", "input 1"]
    assert rows[-1] == ["η", "0.5", "learning rate"]
    assert len(rows) == 2 + 2 + 2 * 3 + 2 * 3 + 1
    assert "A 2-2-2 network (sigmoid, sigmoid), with the cost half_squared_error." in shown


def test_a_network_shows_its_weights_and_biases():
    network = Network([Layer([[0.5, -2.0]], [0.25], "relu"), Layer([[3.0]], [0.0], "identity")])
    assert table_of(network._repr_html_()) == [
        ["w_11^1", "0.5", "weight from input 1 into neuron 1 of layer 1"],
        ["w_12^1", "−2", "weight from input 2 into neuron 1 of layer 1"],
        ["b_1^1", "0.25", "bias of neuron 1 of layer 1"],
        ["w_11^2", "3", "weight from neuron 1 of layer 1 into neuron 1 of layer 2"],
        ["b_1^2", "0", "bias of neuron 1 of layer 2"],
    ]
    assert "A 2-1-1 network (relu, identity)." in network._repr_html_()


def pictures_in(shown):
    return [svg.attributes["aria-label"] for svg in tree_of(shown).every("svg")]


def test_both_show_the_network_drawn(mazur):
    (drawn,) = tree_of(mazur._repr_html_()).every("svg")
    assert "0.751365" in drawn.text  # an output, in its neuron
    assert pictures_in(mazur.network._repr_html_()) == [
        "The 2-2-2 network, layers of sigmoid, sigmoid, without numbers"
    ]


def test_a_network_too_large_to_draw_shows_its_numbers(monkeypatch):
    monkeypatch.setattr("backprop_scalar.pages.notebook.MOST_WEIGHTS", 3)
    large, small = (Network([Layer([[0.5] * n], [0.0], "identity")]) for n in (4, 3))
    assert pictures_in(large._repr_html_()) == []
    assert len(pictures_in(small._repr_html_())) == 1
    assert len(table_of(large._repr_html_())) == 5


def test_a_step_that_cannot_be_taken_shows_what_is_given():
    network = Network([Layer([[1e200]], [0.0], "identity")])
    problem = Problem(network, [([1e200], [0.0])], "squared_error", 0.1)
    assert pictures_in(problem._repr_html_()) == []
    assert ["w_11^1", "1e+200"] in [row[:2] for row in table_of(problem._repr_html_())]
