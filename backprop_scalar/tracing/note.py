"""What there is to say of a note's way of writing; `notes.py` says it of the five.

A template such as `w_jk^l` is a letter with a subscript and a superscript; in those, j, k, l and i
stand for the neuron, the source neuron, the layer and the example, and p for layer l - 1. A kind
of quantity (`quantities.py`) may be followed by `input` (layer 0), `first` (layer 1), `output`
(layer L) and `one` (a layer of one neuron) where a note writes differently there. `cites` says in
the same way where a note has the equation. `notation.py` reads all this.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Notation:
    """How one note, or a section of one, writes.

    spelled, cites: templates and places in the note by kind, for a single example; batch_spelled,
    batch_cites: what is different with several; inside: whether 1/n is kept inside δ; cost: the
    note's own cost; delta_has_cost: whether its output δ spells that cost out; slope: the pattern
    of σ'. misprinted: kinds, as in `cites`, whose equation gives a wrong number as printed, with
    the note's own cost, batch_misprinted: in a batch; remark, batch_remark: what to say of them.
    cost_word: what the note calls its cost. hidden, output: the note's own activations;
    with_activation: kinds whose equation is for these only.
    """

    note: str
    author: str
    title: str
    cost: str
    spelled: Mapping[str, str]
    cites: Mapping[str, str]
    batch_spelled: Mapping[str, str] = field(default_factory=dict)
    batch_cites: Mapping[str, str] = field(default_factory=dict)
    inside: bool = False
    delta_has_cost: bool = True
    misprinted: tuple[str, ...] = ()
    batch_misprinted: tuple[str, ...] = ()
    remark: str = ""
    batch_remark: str = ""
    cost_word: str = "cost"
    hidden: str = ""
    output: str = ""
    with_activation: tuple[str, ...] = ()
    slope: str = "σ'({z})"

    @property
    def source(self) -> str:
        """Author and title, for a heading."""
        return f"{self.author}, {self.title}" if self.author else self.title
