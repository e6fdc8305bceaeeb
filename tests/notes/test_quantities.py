"""The quantities in words."""

from support import each_row

from backprop_scalar.notes.quantities import COMPOSED, INDICES, Named, describe
from backprop_scalar.notes.quantities import Quantity as Q
from backprop_scalar.notes.symbols import Symbol

DESCRIBED = [
    (Q("a", 0, 1, i=2), 1, "input 2"),
    (Q("a", 0, 1, i=2), 3, "input 2 of example 3"),
    (Q("a", 2, 1, i=2), 3, "activation of neuron 2 of layer 2 of example 3"),
    (Q("y", None, 0, i=0), 2, "target 1 of example 1"),
    (Q("w", 1, 0, 1), 1, "weight from input 2 into neuron 1 of layer 1"),
    (Q("w", 2, 0, 1), 1, "weight from neuron 2 of layer 1 into neuron 1 of layer 2"),
    (Q("b", 2, 1), 1, "bias of neuron 2 of layer 2"),
    (Q("z", 1, 2, i=0), 1, "weighted input of neuron 3 of layer 1"),
    (Q("delta", 1, 0, i=1), 2, "error signal of neuron 1 of layer 1 of example 2"),
    (Q("dw", 1, 0, 1), 1, "gradient of neuron 1 of layer 1"),
    (Q("ln_not_a", 2, 0, i=0), 1, "logarithm of 1 minus the output of neuron 1 of layer 2"),
    (Q("w_new", 2, 1, 0), 1, "new weight of neuron 2 of layer 2"),
    (Q("C_x", i=1), 2, "cost of example 2"),
    (Q("C_x", i=0), 1, "cost"),
    (Q("C"), 2, "cost of the batch"),
    (Q("eta"), 1, "learning rate"),
    (Q("n"), 2, "number of examples"),
    (Named(Symbol("w", "1"), "(7)"), 1, "w_1"),
]


@each_row(DESCRIBED)
def test_words(quantity, examples, words):
    assert describe(quantity, examples) == words


OF_A_CHAIN = [
    (Q("a", 0, 0, i=1), 2, "input of example 2"),
    (Q("y", None, 0, i=0), 1, "target"),
    (Q("w", 2, 0, 0), 1, "weight of layer 2"),
    (Q("b", 1, 0), 1, "bias of layer 1"),
    (Q("z", 1, 0, i=1), 2, "weighted input of layer 1 of example 2"),
]


@each_row(OF_A_CHAIN)
def test_words_for_a_chain_count_no_neurons(quantity, examples, words):
    assert describe(quantity, examples, chain=True) == words


def test_only_gradients_are_called_so():
    named = {kind for kind in COMPOSED if "gradient" in describe(Q(kind, 1, 0, 0))}
    assert named == {"dw", "db", "dw_x", "db_x", "dw_R"}


def test_no_kind_is_both_a_letter_and_composed():
    assert not INDICES.keys() & COMPOSED.keys()
