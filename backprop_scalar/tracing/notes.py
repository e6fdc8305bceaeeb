"""The five notes' spellings of the same quantities, as data; `note.py` explains the form."""

from .note import Notation
from .notes_anomitroid import ANOMITROID, ANOMITROID_CHAIN, ANOMITROID_TWO_NEURONS

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
        "dw output": "§6",
        "db output": "§6",
    },
    delta_has_cost=False,
    batch_misprinted=("db output",),
    batch_remark=(
        "§6 writes l for the mean that §3 calls L, and divides the output bias gradient by B once "
        "more, though its error signals hold that 1/B already; the plain sum is right."
    ),
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
