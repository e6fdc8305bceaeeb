"""What the indices mean in a note's letters, in words."""

from .quantities import Quantity
from .spelling import Spelling
from .symbols import typed

DELTA = Quantity("delta", 1, 0, i=0)
_INDICES = {
    "l": "the layer",
    "p": "the layer before its own",
    "j": "the neuron",
    "k": "the one that the weight comes from",
    "i": "the example",
}


def legend(spelling: Spelling) -> str:
    """Which index of a weight and of an error signal stands for what, with an example of each.

    >>> from .notation import notation_of
    >>> legend(Spelling(notation_of("thill"), (2, 1))).partition(". ")[0]
    '`w_1,2^(1)`: below, the neuron and the one that the weight comes from; above, the layer'
    """
    k = min(1, spelling.widths[0] - 1)
    sentences = [_places(spelling, Quantity("w", 1, 0, k)), _places(spelling, DELTA)]
    return " ".join([*filter(None, sentences), "The input is layer 0."])


def _places(spelling: Spelling, quantity: Quantity) -> str:
    """Where each index of a quantity stands."""
    _, sub, sup, _ = typed(spelling.template(quantity))
    said = []
    for where, scripts in (("below", sub), ("above", sup)):
        words = [_INDICES[letter] for letter in scripts if letter in _INDICES]
        if words:
            said.append(f"{where}, {' and '.join(words)}")
    return f"`{spelling.symbol(quantity)}`: {'; '.join(said)}." if said else ""
