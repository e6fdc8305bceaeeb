"""The same quantities, and the places of the same equations, in the five notes."""

from ..notes.notation import notation_of
from ..notes.quantities import Quantity as Q
from ..notes.spelling import Spelling
from ..problem import NOTES
from .page import Column, Page

# Neuron 1 of layer 1 of a 2-2-2 network, with a weight from input 2; layer 2 is the output.
_QUANTITIES = [
    ("input", Q("a", 0, 1, i=0)),
    ("weight, 2 to 1", Q("w", 1, 0, 1)),
    ("bias", Q("b", 1, 0)),
    ("weighted input", Q("z", 1, 0, i=0)),
    ("activation", Q("a", 1, 0, i=0)),
    ("output", Q("a", 2, 0, i=0)),
    ("target", Q("y", None, 0, i=0)),
    ("example's cost", Q("C_x", i=0)),
    ("slope", Q("slope", 1, 0, i=0)),
    ("∂cost/∂activation", Q("dC_da", 1, 0, i=0)),
    ("softmax slope", Q("da_dz", 2, 0, 1, 0)),
    ("logarithm", Q("ln_a", 2, 0, i=0)),
    ("error signal", Q("delta", 1, 0, i=0)),
    ("weight gradient", Q("dw", 1, 0, 1)),
    ("bias gradient", Q("db", 1, 0)),
    ("learning rate", Q("eta")),
    ("updated weight", Q("w_new", 1, 0, 1)),
]
_OF_A_BATCH = [
    ("number of examples", Q("n")),
    ("input", Q("a", 0, 1, i=2)),
    ("weighted input", Q("z", 1, 0, i=2)),
    ("activation", Q("a", 1, 0, i=2)),
    ("output", Q("a", 2, 0, i=2)),
    ("target", Q("y", None, 0, i=2)),
    ("error signal", Q("delta", 1, 0, i=2)),
    ("cost of the example", Q("C_x", i=2)),
    ("its weight gradient", Q("dw_x", 1, 0, 1, 2)),
    ("cost of the batch", Q("C")),
]
_EQUATIONS = [
    ("weighted input", Q("z", 1, 0, i=0)),
    ("activation", Q("a", 1, 0, i=0)),
    ("cost of one example", Q("C_x", i=0)),
    ("error signal of an output", Q("delta", 2, 0, i=0)),
    ("error signal of a hidden neuron", Q("delta", 1, 0, i=0)),
    ("gradient for an output weight", Q("dw", 2, 0, 1)),
    ("gradient for a weight of layer 1", Q("dw", 1, 0, 1)),
    ("gradient for an output bias", Q("db", 2, 0)),
    ("update", Q("w_new", 2, 0, 1)),
]


def notation_page(page: Page) -> None:
    """Three tables: symbols for one example, symbols in a batch, places of the equations."""
    one, batch = ([_own_network(note, examples) for note in NOTES] for examples in (1, 3))
    page.heading("The same quantities in the five notes", 1)
    page.text(
        "In a network with 2 inputs, 2 hidden neurons (layer 1) and 2 outputs (layer 2), for "
        "neuron 1 of its layer. Where a note counts or orders its indices in its own way, so "
        "does its column: full_story gives a weighted input the number of the layer before, and "
        "step_by_step names the neuron a weight comes from first."
    )
    _symbols(page, one, _QUANTITIES)
    page.heading("With several examples, for example 3", 2)
    _symbols(page, batch, _OF_A_BATCH)
    page.text(
        "full_story, step_by_step and §4 of anomitroid keep the 1/n of the batch inside the error "
        "signal; ko, thill and the rest of anomitroid average the gradients afterwards."
    )
    page.heading("Where the equations are", 2)
    page.table(
        [Column("quantity"), *map(Column, NOTES)],
        [[name, *(spelling.place(q) for spelling in one)] for name, q in _EQUATIONS],
    )


def _own_network(note: str, examples: int) -> Spelling:
    """How a note writes a 2-2-2 network with its own cost and activations."""
    notation = notation_of(note)
    activations = (notation.hidden, notation.output)
    return Spelling(notation, (2, 2, 2), activations, notation.cost, examples)


def _symbols(page: Page, spellings: list[Spelling], rows: list[tuple[str, Q]]) -> None:
    page.table(
        [Column("quantity"), *(Column(s.notation.name, "math") for s in spellings)],
        [[name, *(s.symbol(q) for s in spellings)] for name, q in rows],
    )
