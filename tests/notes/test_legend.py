"""The legend names the indices in the places where a symbol has them."""

import re

import pytest
from support import NOTES, each_row

from backprop_scalar.notes.legend import legend
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.notes.quantities import Quantity
from backprop_scalar.notes.spelling import Spelling

SAID = [
    (
        "ko",
        1,
        "`w_12^1`: below, the neuron and the one that the weight comes from; above, the layer.",
    ),
    ("ko", 2, "`δ_1^x1,1`: below, the neuron; above, the example and the layer."),
    ("full_story", 1, "`δ_1^[0]`: below, the neuron; above, the layer before its own."),
    ("anomitroid", 2, "`δ_1,1^(1)`: below, the example and the neuron; above, the layer."),
    (
        "step_by_step",
        1,
        "`W_1^(2,1)`: below, the layer; above, the one that the weight comes from and",
    ),
]


def spelled(note, examples=1, widths=(2, 3, 2)):
    return Spelling(notation_of(note).for_network(widths), widths, examples=examples)


@each_row(SAID)
def test_what_it_says(note, examples, sentence):
    assert sentence in legend(spelled(note, examples))


def test_a_chain_has_nothing_but_layers():
    assert legend(spelled("anomitroid", widths=(1, 1, 1))).startswith("`w^(1)`: above, the layer.")


@pytest.mark.parametrize("examples", [1, 3])
@pytest.mark.parametrize("note", NOTES)
def test_what_it_says_of_an_index_is_what_changes_with_it(note, examples):
    """The symbol of another neuron, layer, example differs where the legend has these words."""
    spelling = spelled(note, examples)
    base = {"l": 1, "j": 0, "i": 0}
    said = re.search(r"`[δΔ][^`]*`: (.*?)\.", legend(spelling))[1]
    words = {"l": "the layer", "j": "the neuron", "i": "the example"}
    places = {"sub": "below", "sup": "above"}
    for index in ["l", "j"] + ["i"] * (examples > 1):
        one, other = (
            spelling.symbol(Quantity("delta", **base | {index: at}))
            for at in (base[index], 1 + base[index])
        )
        changed = {name for name in places if getattr(one, name) != getattr(other, name)}
        if index == "l" and spelling.template(Quantity("delta", 2, 0, i=0)) != spelling.template(
            Quantity("delta", 1, 0, i=0)
        ):
            continue
        for name, where in places.items():
            part = "".join(part for part in said.split("; ") if part.startswith(where))
            assert (words[index] in part) is (name in changed), (index, said)
