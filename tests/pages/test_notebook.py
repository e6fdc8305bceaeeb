"""What a notebook shows of a problem and of a network: every number, and no script."""

import re

from html_tree import tree_of

from backprop_scalar import Layer, Network


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
