"""The five notes' spellings of the same quantities, as data.

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
    of σ'. misprinted: kinds whose equation gives a wrong number as printed, with the note's own
    cost, batch_misprinted: in a batch; remark, batch_remark: what to say of them. cost_word: what
    the note calls its cost.
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
    slope: str = "σ'({z})"

    @property
    def source(self) -> str:
        """Author and title, for a heading."""
        return f"{self.author}, {self.title}" if self.author else self.title


FULL_STORY = Notation(
    note="full_story",
    author="",
    title="The Full Story: neural_network(X), loss.backward(), optimizer.step()",
    cost="half_squared_error",
    cost_word="loss",
    slope="∂{a}/∂{z}",
    inside=True,
    spelled={
        "a input": "x_j",
        "a": "h_j^[l]",
        "a output": "ŷ_j",
        "a output one": "ŷ",
        "y": "y_j",
        "y one": "y",
        "w": "w_jk^[l]",
        "w output one": "w_k^[l]",
        "b": "b_j^[l]",
        "b output one": "b^[l]",
        "z": "f_j^[p]",
        "z output one": "f^[p]",
        "delta": "δ_j^[p]",
        "delta output one": "δ^[p]",
        "C_x": "l",
        "C": "l",
        "eta": "η",
        "n": "B",
    },
    batch_spelled={
        "a input": "X_ji",
        "a": "H_ji^[l]",
        "a output": "ŷ_ji",
        "a output one": "ŷ_i",
        "y": "y_ji",
        "y one": "y_i",
        "z": "f_ji^[p]",
        "z output one": "f_i^[p]",
        "delta": "δ_ji^[p]",
        "delta output one": "δ_i^[p]",
        "C_x": "l_i",
    },
    cites={
        "z": "§2",
        "a": "§2",
        "C_x": "§3",
        "dC_da output": "Alg. 1.1",
        "dC_da": "Alg. 1.5",
        "slope output": "Alg. 1.1",
        "slope": "Alg. 1.5",
        "delta output": "Alg. 1.1",
        "delta": "Alg. 1.5",
        "dw": "Alg. 1.3",
        "dw first": "Alg. 1.7",
        "db": "Alg. 1.4",
        "db first": "Alg. 1.7",
        "w_new": "§5",
        "b_new": "§5",
    },
    batch_cites={
        "z": "§6",
        "a": "§6",
        "C": "§3",
        "dC_da output": "§6",
        "dw": "§6",
        "dw first": "§6",
        "db": "§6",
        "db first": "§6",
    },
    delta_has_cost=False,
    batch_misprinted=("db",),
    batch_remark=(
        "§6 writes l for the mean that §3 calls L, and divides the bias gradient by B once more, "
        "though its error signals hold that 1/B already; the plain sum is right."
    ),
)

# §4: one input, two layers of one neuron each; δ is the derivative of the batch cost.
ANOMITROID_TWO_NEURONS = Notation(
    note="anomitroid",
    author="anomitroid",
    title="Neural-Network Backpropagation Notes",
    cost="squared_error",
    inside=True,
    spelled={
        "a input": "x",
        "a": "a^(l)",
        "y": "y",
        "w": "w^(l)",
        "b": "b^(l)",
        "z": "z^(l)",
        "delta": "δ^(l)",
        "C_x": "C",
        "C": "C",
        "eta": "η",
        "n": "n",
    },
    batch_spelled={
        "a input": "x_i",
        "a": "a_i^(l)",
        "y": "y_i",
        "z": "z_i^(l)",
        "delta": "δ_i^(l)",
        "C_x": "C_i",
    },
    cites={
        "z": "(38)",
        "z first": "(36)",
        "a": "(37)",
        "a output": "(39)",
        "C_x": "(40)",
        "C": "(40)",
        "dC_da output": "§4.5 step 1",
        "slope output": "§4.5 step 2",
        "delta output": "(41)-(43)",
        "dC_da": "§4.5 step 5",
        "slope": "§4.5 step 6",
        "delta": "(44), (45)",
        "dw": "(46)",
        "db": "(47)",
        "dw first": "(48)",
        "db first": "(49)",
        "w_new": "§6.4",
        "b_new": "§6.4",
    },
)

# §5: one input, n layers of one neuron each.
ANOMITROID_CHAIN = Notation(
    note="anomitroid",
    author="anomitroid",
    title="Neural-Network Backpropagation Notes",
    cost="squared_error",
    spelled={**ANOMITROID_TWO_NEURONS.spelled, "C_x": "L", "n": "N"},
    batch_spelled={**ANOMITROID_TWO_NEURONS.batch_spelled, "C_x": "L_i"},
    cites={
        "z": "§5.2",
        "a": "§5.2",
        "C_x": "§5.2",
        "C": "(50)",
        "dC_da output": "§5.4 step 1",
        "slope output": "§5.4 step 1",
        "delta output": "(51)",
        "dC_da": "§5.4 step 3",
        "slope": "§5.4 step 3",
        "delta": "(54)",
        "dw": "(55)",
        "dw output": "(52)",
        "db": "(56)",
        "db output": "(53)",
        "w_new": "§6.4",
        "b_new": "§6.4",
    },
    batch_cites={
        "dw_x": "(55)",
        "dw_x output": "(52)",
        "db_x": "(56)",
        "db_x output": "(53)",
        "dw": "§5.4 step 5",
        "db": "§5.4 step 5",
        "dw output": "§5.4 step 5",
        "db output": "§5.4 step 5",
    },
)

ANOMITROID = Notation(
    note="anomitroid",
    author="anomitroid",
    title="Neural-Network Backpropagation Notes",
    cost="squared_error",
    spelled={
        "a": "a_j^(l)",
        "y": "y_j",
        "w": "w_j,k^(l)",
        "b": "b_j^(l)",
        "z": "z_j^(l)",
        "delta": "δ_j^(l)",
        "C_x": "L",
        "C": "C",
        "eta": "η",
        "n": "N",
    },
    batch_spelled={
        "a": "a_i,j^(l)",
        "y": "y_i,j",
        "z": "z_i,j^(l)",
        "delta": "δ_i,j^(l)",
        "C_x": "L_i",
    },
    cites={
        "z": "§6.1, §6.2",
        "a": "§6.1, §6.2",
        "C_x": "§6.4",
        "C": "(57)",
        "dC_da output": "§6.4 step 1",
        "slope": "§6.4 step 2",
        "slope output": "§6.4 step 1",
        "delta output": "(58)",
        "dC_da": "§6.4 step 2",
        "delta": "(59)",
        "dw": "(60)",
        "db": "(61)",
        "w_new": "§6.4",
        "b_new": "§6.4",
    },
    batch_cites={"dw_x": "(60)", "db_x": "(61)", "dw": "(62)", "db": "(63)"},
    delta_has_cost=False,
    misprinted=("delta output",),
    remark="(58) as printed has lost the factor 2 of the step before it; here it is kept.",
)

KO = Notation(
    note="ko",
    author="Donghyun Ko",
    title="Backpropagation: Math, Intuition, and the Full Algorithm",
    cost="half_squared_error",
    spelled={
        "a": "a_j^l",
        "y": "y_j",
        "w": "w_jk^l",
        "b": "b_j^l",
        "z": "z_j^l",
        "delta": "δ_j^l",
        "C_x": "C",
        "C": "C",
        "eta": "η",
        "n": "m",
    },
    batch_spelled={
        "a": "a_j^xi,l",
        "y": "y_j^xi",
        "z": "z_j^xi,l",
        "delta": "δ_j^xi,l",
        "C_x": "C_xi",
    },
    cites={
        "z": "§2",
        "a": "§2",
        "C_x": "A2",
        "C": "A1",
        "dC_da output": "§3",
        "dC_da": "BP2",
        "slope output": "BP1",
        "slope": "BP2",
        "da_dz": "BP1",
        "delta joint": "BP1",
        "delta output": "BP1",
        "delta": "BP2",
        "dw": "BP4",
        "db": "BP3",
        "w_new": "§2 (1)",
        "b_new": "§2 (1)",
    },
    batch_cites={
        "dw_x": "BP4",
        "db_x": "BP3",
        "dw": "A1",
        "db": "A1",
    },
    delta_has_cost=False,
)

THILL = Notation(
    note="thill",
    author="Markus Thill",
    title="Yet another Neural Networks Introduction",
    cost="half_squared_error",
    spelled={
        "a": "a_j^(l)",
        "y": "y_j^*",
        "w": "w_j,k^(l)",
        "b": "b_j^(l)",
        "z": "z_j^(l)",
        "delta": "δ_j^(l)",
        "C_x": "ℒ",
        "C": "ℒ",
        "eta": "η",
        "n": "N",
    },
    batch_spelled={
        "a": "A_j,i^(l)",
        "y": "Y_j,i^*",
        "z": "Z_j,i^(l)",
        "delta": "Δ_j,i^(l)",
        "C_x": "ℒ_i",
        "C": "J",
    },
    cites={
        "z": "activation",
        "a": "activation",
        "C_x": "before mse",
        "dC_da output": "chainrule5",
        "slope output": "chainrule5",
        "delta output": "chainrule5",
        "delta closed": "before chainrule5",
        "dC_da": "chainrule4",
        "slope": "chainrule4",
        "delta": "chainrule4",
        "dw": "finalbackprop",
        "db": "finalbackprop_b",
        "w_new": "gd-update_1",
        "b_new": "gd-update",
    },
    batch_cites={
        "z": "input-matrix1",
        "a": "input-matrix1",
        "C": "mse",
        "delta": "matrixBackprop",
        "dC_da": "matrixBackprop",
        "slope": "matrixBackprop",
        "dw_x": "finalbackprop",
        "db_x": "finalbackprop_b",
        "dw": "J_W_ell",
        "db": "J_b_ell",
    },
)

STEP_BY_STEP = Notation(
    note="step_by_step",
    author="",
    title="Backpropagation Step-by-Step",
    cost="half_squared_error",
    cost_word="loss",
    slope="∂{a}/∂{z}",
    inside=True,
    spelled={
        "a input": "X^(i,j)",
        "a": "A_l^(i,j)",
        "y": "y^(i,j)",
        "w": "W_l^(k,j)",
        "b": "b_l^(1,j)",
        "z": "Z_l^(i,j)",
        "delta": "δ_l^(i,j)",
        "C_x": "ℒ",
        "C": "ℒ",
        "eta": "η",
        "n": "m",
    },
    batch_spelled={"C_x": "ℒ_i"},
    cites={
        "z": "Z_l",
        "a": "A_l",
        "C_x": "Loss",
        "C": "Loss",
        "dC_da output": "δ_l",
        "slope output": "δ_l",
        "delta output": "δ_l",
        "dC_da": "δ_l",
        "slope": "δ_l",
        "delta": "δ_l",
        "dw": "∇W_l",
        "db": "∇b_l",
    },
    remark="It gives no update; the one here is plain gradient descent.",
    batch_remark=(
        "Its rowsum, which would give one number for each example, has to be read as the sum over "
        "the rows, one for each neuron."
    ),
)

NOTATIONS = {
    notation.note: notation for notation in (FULL_STORY, ANOMITROID, KO, THILL, STEP_BY_STEP)
}


def notation_for(note: str, widths: list[int]) -> Notation:
    """The notation of a note, or of the section of it that treats networks of these widths."""
    if note == "anomitroid" and set(widths) == {1}:
        return ANOMITROID_TWO_NEURONS if len(widths) == 3 else ANOMITROID_CHAIN
    return NOTATIONS[note]
