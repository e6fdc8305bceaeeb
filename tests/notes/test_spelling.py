"""The spellings of the five notes and the places of their equations, case by case."""

import pytest
from support import NOTES, ROOT, each_row, random_problem

from backprop_scalar import Layer, Network, Problem, read_problem, trace
from backprop_scalar.notes.notation import Notation, notation_of
from backprop_scalar.notes.quantities import Named
from backprop_scalar.notes.quantities import Quantity as Q
from backprop_scalar.notes.spelling import Spelling
from backprop_scalar.notes.symbols import Symbol


def spelled_by(note, widths=(2, 2, 2), examples=1, *, cost="", activations=()) -> Spelling:
    """How a note writes a network, its own cost and activations where none are given."""
    notation = notation_of(note).for_network(widths)
    hidden = (notation.hidden,) * (len(widths) - 2)
    return Spelling(
        notation,
        widths,
        activations or (*hidden, notation.output),
        cost or notation.cost,
        examples,
    )


# One weight from input 2 into neuron 1, and what happens at neuron 1, in a 2-2-2 network.
SYMBOLS = [
    (Q("a", 0, 1, i=0), "x_2", "a_2^(0)", "a_2^0", "a_2^(0)", "X^(1,2)"),
    (Q("w", 1, 0, 1), "w_12^[1]", "w_1,2^(1)", "w_12^1", "w_1,2^(1)", "W_1^(2,1)"),
    (Q("b", 1, 0), "b_1^[1]", "b_1^(1)", "b_1^1", "b_1^(1)", "b_1^(1,1)"),
    (Q("z", 1, 0, i=0), "f_1^[0]", "z_1^(1)", "z_1^1", "z_1^(1)", "Z_1^(1,1)"),
    (Q("a", 1, 0, i=0), "h_1^[1]", "a_1^(1)", "a_1^1", "a_1^(1)", "A_1^(1,1)"),
    (Q("a", 2, 1, i=0), "ŷ_2", "a_2^(2)", "a_2^2", "a_2^(2)", "A_2^(1,2)"),
    (Q("y", None, 1, i=0), "y_2", "y_2", "y_2", "y_2^*", "y^(1,2)"),
    (Q("delta", 1, 0, i=0), "δ_1^[0]", "δ_1^(1)", "δ_1^1", "δ_1^(1)", "δ_1^(1,1)"),
    (Q("delta", 2, 1, i=0), "δ_2^[1]", "δ_2^(2)", "δ_2^2", "δ_2^(2)", "δ_2^(1,2)"),
    (Q("C_x", i=0), "l", "L", "C", "ℒ", "ℒ"),
    (Q("eta"), "η", "η", "η", "η", "η"),
    (
        Q("dw", 2, 0, 1),
        "∂l/∂w_12^[2]",
        "∂L/∂w_1,2^(2)",
        "∂C/∂w_12^2",
        "∂ℒ/∂w_1,2^(2)",
        "∂ℒ/∂W_2^(2,1)",
    ),
    (Q("w_new", 1, 0, 1), "w_12^[1] ←", "w_1,2^(1) ←", "w_12^1 ←", "w_1,2^(1) ←", "W_1^(2,1) ←"),
    (
        Q("slope", 1, 0, i=0),
        "∂h_1^[1]/∂f_1^[0]",
        "σ'(z_1^(1))",
        "σ'(z_1^1)",
        "σ'(z_1^(1))",
        "∂A_1^(1,1)/∂Z_1^(1,1)",
    ),
    (
        Q("da_dz", 2, 0, 1, 0),
        "∂ŷ_2/∂f_1^[1]",
        "∂a_2^(2)/∂z_1^(2)",
        "∂a_2^2/∂z_1^2",
        "∂a_2^(2)/∂z_1^(2)",
        "∂A_2^(1,2)/∂Z_2^(1,1)",
    ),
]

# The same for example 3 of several.
IN_A_BATCH = [
    (Q("a", 0, 1, i=2), "X_23", "a_3,2^(0)", "a_2^x3,0", "A_2,3^(0)", "X^(3,2)"),
    (Q("z", 1, 0, i=2), "f_13^[0]", "z_3,1^(1)", "z_1^x3,1", "Z_1,3^(1)", "Z_1^(3,1)"),
    (Q("delta", 1, 0, i=2), "δ_13^[0]", "δ_3,1^(1)", "δ_1^x3,1", "Δ_1,3^(1)", "δ_1^(3,1)"),
    (Q("y", None, 1, i=2), "y_23", "y_3,2", "y_2^x3", "Y_2,3^*", "y^(3,2)"),
    (Q("C_x", i=2), "l_3", "L_3", "C_x3", "ℒ_3", "ℒ_3"),
    (Q("C"), "l", "C", "C", "J", "ℒ"),
    (Q("n"), "B", "N", "m", "N", "m"),
    (Q("w", 1, 0, 1), "w_12^[1]", "w_1,2^(1)", "w_12^1", "w_1,2^(1)", "W_1^(2,1)"),
    # Where 1/n is inside δ, it is the batch's cost that is differentiated.
    (
        Q("dC_da", 2, 0, i=2),
        "∂l/∂ŷ_13",
        "∂L_3/∂a_3,1^(2)",
        "∂C_x3/∂a_1^x3,2",
        "∂ℒ_3/∂A_1,3^(2)",
        "∂ℒ/∂A_2^(3,1)",
    ),
    (
        Q("dw", 2, 0, 1),
        "∂l/∂w_12^[2]",
        "∂C/∂w_1,2^(2)",
        "∂C/∂w_12^2",
        "∂J/∂w_1,2^(2)",
        "∂ℒ/∂W_2^(2,1)",
    ),
]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(("examples", "table"), [(1, SYMBOLS), (3, IN_A_BATCH)])
def test_symbols(note, examples, table):
    spelling = spelled_by(note, examples=examples)
    for quantity, *expected in table:
        assert str(spelling.symbol(quantity)) == expected[NOTES.index(note)]


BATCH_OF_ONE_OUTPUT = [
    ("full_story", (2, 3, 1), Q("z", 2, 0, i=2), "f_3^[1]"),
    ("full_story", (2, 3, 1), Q("a", 2, 0, i=2), "ŷ_3"),
    ("full_story", (2, 3, 1), Q("y", None, 0, i=2), "y_3"),
    ("full_story", (2, 3, 1), Q("delta", 2, 0, i=2), "δ_3^[1]"),
    ("full_story", (2, 3, 1), Q("delta", 1, 1, i=2), "δ_23^[0]"),
    ("anomitroid", (1, 1, 1), Q("z", 2, 0, i=2), "z_3^(2)"),
    ("anomitroid", (1, 1, 1), Q("a", 0, 0, i=2), "x_3"),
    ("anomitroid", (1, 1, 1), Q("delta", 1, 0, i=2), "δ_3^(1)"),
    ("anomitroid", (1, 1, 1), Q("C_x", i=2), "C_3"),
    ("anomitroid", (1, 1, 1), Q("n"), "n"),
    ("anomitroid", (1, 1, 1), Q("dC_da", 2, 0, i=2), "∂C/∂a_3^(2)"),
    ("anomitroid", (1, 1, 1, 1), Q("y", None, 0, i=2), "y_3"),
    ("anomitroid", (1, 1, 1, 1), Q("C_x", i=2), "L_3"),
    ("anomitroid", (1, 1, 1, 1), Q("n"), "N"),
    ("anomitroid", (1, 1, 1, 1), Q("dC_da", 3, 0, i=2), "∂L_3/∂a_3^(3)"),
]


@each_row(BATCH_OF_ONE_OUTPUT)
def test_symbols_of_single_neurons_in_a_batch(note, widths, quantity, symbol):
    assert str(spelled_by(note, widths, 3).symbol(quantity)) == symbol


def test_logarithms():
    spelling = spelled_by("ko")
    assert str(spelling.symbol(Q("ln_a", 2, 0, i=0))) == "ln(a_1^2)"
    assert str(spelling.symbol(Q("ln_not_a", 2, 0, i=0))) == "ln(1 − a_1^2)"


ONE_OUTPUT = [
    (Q("w", 2, 0, 2), "w_3^[2]"),
    (Q("w", 1, 2, 0), "w_31^[1]"),
    (Q("b", 2, 0), "b^[2]"),
    (Q("z", 2, 0, i=0), "f^[1]"),
    (Q("a", 2, 0, i=0), "ŷ"),
    (Q("y", None, 0, i=0), "y"),
    (Q("delta", 2, 0, i=0), "δ^[1]"),
    (Q("db", 2, 0), "∂l/∂b^[2]"),
    (Q("slope", 2, 0, i=0), "∂ŷ/∂f^[1]"),
]


@each_row(ONE_OUTPUT)
def test_full_story_gives_a_single_output_no_index(quantity, symbol):
    assert str(spelled_by("full_story", (2, 3, 1)).symbol(quantity)) == symbol


CHAINS = [
    ((1, 1, 1), Q("w", 2, 0, 0), "w^(2)", "C"),
    ((1, 1, 1, 1), Q("z", 3, 0, i=0), "z^(3)", "L"),
    ((1, 1, 1), Q("a", 0, 0, i=0), "x", "C"),
    ((2, 1), Q("w", 1, 0, 1), "w_1,2^(1)", "L"),
]


@each_row(CHAINS)
def test_anomitroid_gives_a_chain_no_neuron_index(widths, quantity, symbol, cost):
    layers = [Layer([[0.5] * n], [0.1], "sigmoid") for n in widths[:-1]]
    problem = Problem(Network(layers), [([0.5] * widths[0], [0.5])], "squared_error", 0.1)
    spelling = Spelling.of(problem, "anomitroid")
    assert str(spelling.symbol(quantity)) == symbol
    assert str(spelling.symbol(Q("C_x", i=0))) == cost


COMMAS = [
    ("ko", Q("w", 1, 0, 1), "w_1,2^1"),
    ("ko", Q("w", 1, 11, 1), "w_12,2^1"),
    ("full_story", Q("w", 1, 0, 1), "w_1,2^[1]"),
    ("thill", Q("w", 1, 0, 1), "w_1,2^(1)"),
]


@each_row(COMMAS)
def test_indices_of_two_digits_put_commas_everywhere(note, quantity, symbol):
    assert str(spelled_by(note, (2, 12, 2)).symbol(quantity)) == symbol


def test_nine_need_no_commas():
    assert str(spelled_by("ko", (2, 9, 2)).symbol(Q("w", 1, 8, 1))) == "w_92^1"
    assert str(spelled_by("full_story", examples=9).symbol(Q("z", 1, 0, i=8))) == "f_19^[0]"


def test_many_examples_put_commas_too():
    spelling = spelled_by("full_story", (2, 3, 2), 10)
    assert str(spelling.symbol(Q("z", 1, 0, i=9))) == "f_1,10^[0]"


# Where each note has the equation, in the order of PLACED; with the note's own cost.
PLACED = ["z hidden", "z", "a hidden", "a", "C_x", "dC_da", "slope", "delta"]
PLACED += ["dC_da hidden", "slope hidden", "delta hidden", "dw", "db", "dw first", "db first"]
PLACED += ["w_new", "b_new"]
IN_BATCHES = [*PLACED, "C", "dw_x", "db_x"]

PLACES = {
    "full_story": "§2 f; §2 f; §2 h; §2 ŷ; §3 l_i; §4 ∂l/∂ŷ; §4 ∂ŷ/∂f; Alg. 1.1; §4 ∂l/∂h; §4 "
    "ReLU'; Alg. 1.5; Alg. 1.3; Alg. 1.4; Alg. 1.7; Alg. 1.7 b; §5 θ; §5 θ",
    "two neurons": "(36); (38); (37); (39); (40); §4.5 step 1; §4.5 step 2; (41)-(43); (45); §4.5 "
    "step 6; (44), (45); (46); (47); (48); (49); §6.4 update; §6.4 update",
    "chain": "§5.2 z; §5.2 z; §5.2 a; §5.2 a; §5.2 L; §5.4 step 1; (10); (51); (54); (10); "
    "(54); (52); (53); (55); (56); §6.4 update; §6.4 update",
    "anomitroid": "§6.2 z; §6.2 z; §6.2 a; §6.2 a; §6.4 L_i; §6.4 step 1; (10); cf. (58); §6.4 step"
    " 2; (10); (59); (60); (61); (60); (61); §6.4 update; §6.4 update",
    "ko": "§2 z; §2 z; §2 a; §2 a; A2; §3 a−y; ; BP1; BP2; ; BP2; BP4; BP3; BP4; BP3;"
    " §2 (1); §2 (1)",
    "thill": "activation; activation; activation; activation; before mse; chainrule5; "
    "; chainrule5; chainrule4; ; chainrule4; finalbackprop; "
    "finalbackprop_b; finalbackprop; finalbackprop_b; gd-update_1; gd-update",
    "step_by_step": "Z_1; Z_2; A_1; A_2; Loss; δ_2; δ_2; δ_2; δ_1; ∂A_1/∂Z_1; cf. δ_1; "
    "∇W_2; cf. ∇b_2; ∇W_1; cf. ∇b_1; ; ",
}

BATCH_PLACES = {
    "full_story": "§6 WX + b; §6 WX + b; §6 H; §6 ŷ; §3 l_i; §6 ∂l/∂ŷ; §4 ∂ŷ/∂f; Alg. 1.1; §6 "
    "∂l/∂H; §4 ReLU'; Alg. 1.5; §6 ∂l/∂W; cf. §6 ∂l/∂b; §6 ∂l/∂W; cf. §6 ∂l/∂b; §5 θ;"
    " §5 θ; §3 L; ; ",
    "two neurons": "(36); (38); (37); (39); ; §4.5 step 1; §4.5 step 2; (41)-(43); (45); §4.5 step "
    "6; (44), (45); (46); (47); (48); (49); §6.4 update; §6.4 update; (40); ; ",
    "chain": "§5.2 z; §5.2 z; §5.2 a; §5.2 a; §5.2 L; §5.4 step 1; (10); (51); (54); (10); "
    "(54); §5.4 step 5; §5.4 step 5; §5.4 step 5; §5.4 step 5; §6.4 update; §6.4 "
    "update; (50); (52); (53)",
    "anomitroid": "§6.2 z; §6.2 z; §6.2 a; §6.2 a; §6.4 L_i; §6.4 step 1; (10); cf. (58); §6.4 step"
    " 2; (10); (59); (62); (63); (62); (63); §6.4 update; §6.4 update; (57); (60); "
    "(61)",
    "ko": "§2 z; §2 z; §2 a; §2 a; A2; §3 a−y; ; BP1; BP2; ; BP2; A1; A1; A1; A1; §2 "
    "(1); §2 (1); A1; BP4; BP3",
    "thill": "input-matrix1; input-matrix1; input-matrix1; input-matrix1; before mse; after "
    "chainrule5; ; after chainrule5; matrixBackprop; ; "
    "matrixBackprop; J_W_ell; J_b_ell; J_W_ell; J_b_ell; gd-update_1; gd-update; mse;"
    " finalbackprop; finalbackprop_b",
    "step_by_step": "Z_1; Z_2; A_1; A_2; cf. Loss; δ_2; δ_2; δ_2; δ_1; ∂A_1/∂Z_1; cf. δ_1; "
    "∇W_2; cf. ∇b_2; ∇W_1; cf. ∇b_1; ; ; Loss; ; ",
}


def placed(key, widths):
    """The quantity of a key of PLACED: of the output layer, a hidden one, or layer 1."""
    kind, _, place = key.partition(" ")
    L = len(widths) - 1
    l = {"": L, "hidden": L - 1, "first": 1}[place]
    if kind in ("C_x", "C"):
        return Q(kind, i=0 if kind == "C_x" else None)
    k = 0 if kind in ("dw", "dw_x", "w_new") else None
    i = 0 if kind in ("z", "a", "dC_da", "slope", "delta", "dw_x", "db_x") else None
    return Q(kind, l, 0, k, i)


# Sections of a note that have letters and places of their own.
SECTIONS = {"two neurons": (1, 1, 1), "chain": (1, 1, 1, 1)}


def section(name, examples=1):
    note = "anomitroid" if name in SECTIONS else name
    return spelled_by(note, SECTIONS.get(name, (2, 2, 2)), examples)


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize(
    ("examples", "table", "keys"), [(1, PLACES, PLACED), (3, BATCH_PLACES, IN_BATCHES)]
)
def test_places(name, examples, table, keys):
    spelling = section(name, examples)
    found = [spelling.place(placed(key, spelling.widths)) for key in keys]
    assert found == [place.strip() for place in table[name].split(";")]


def test_step_by_step_has_one_equation_for_all_layers_after_the_first():
    assert spelled_by("step_by_step", (2, 2, 2, 2)).place(Q("dw", 3, 0, 0)) == "∇W_2"


def test_the_two_neurons_of_anomitroid_have_its_numbered_equations():
    problem = read_problem(ROOT / "walkthroughs" / "problems" / "anomitroid_two_neurons.toml")
    cited = {row["place"] for row in trace(problem, note="anomitroid").rows()}
    assert cited >= {f"({n})" for n in (36, 37, 38, 39, 40, 46, 47, 48, 49)}
    assert cited >= {"(41)-(43)", "(44), (45)"}


# δ of the output is spelled with the cost in some notes, with ∂C/∂a in others.
MARKED = [
    ("ko", "half_squared_error", Q("C_x", i=0), "A2"),
    ("ko", "squared_error", Q("C_x", i=0), "cf. A2"),
    ("ko", "squared_error", Q("dC_da", 2, 0, i=0), "cf. §3 a−y"),
    ("ko", "squared_error", Q("dC_da", 1, 0, i=0), "BP2"),
    ("ko", "squared_error", Q("delta", 2, 0, i=0), "BP1"),
    ("ko", "squared_error", Q("dw", 2, 0, 0), "BP4"),
    ("ko", "binary_cross_entropy", Q("delta", 2, 0, i=0), "cf. BP1"),
    ("ko", "binary_cross_entropy", Q("delta", 1, 0, i=0), "BP2"),
    ("thill", "squared_error", Q("delta", 2, 0, i=0), "cf. chainrule5"),
    ("thill", "squared_error", Q("delta", 1, 0, i=0), "chainrule4"),
    ("thill", "binary_cross_entropy", Q("delta", 2, 0, i=0), "before chainrule5"),
    ("anomitroid", "half_squared_error", Q("delta", 2, 0, i=0), "(58)"),
    ("anomitroid", "squared_error", Q("delta", 2, 0, i=0), "cf. (58)"),
    ("anomitroid", "squared_error", Q("delta", 1, 0, i=0), "(59)"),
]


@each_row(MARKED)
def test_an_equation_that_gives_something_else_is_marked(note, cost, quantity, place):
    sigmoids = ("sigmoid", "sigmoid")
    assert spelled_by(note, cost=cost, activations=sigmoids).place(quantity) == place


OTHER_ACTIVATIONS = [
    ("anomitroid", ("relu", "sigmoid"), Q("a", 1, 0, i=0), "cf. §6.2 a"),
    ("anomitroid", ("relu", "sigmoid"), Q("slope", 1, 0, i=0), "cf. (10)"),
    ("anomitroid", ("relu", "sigmoid"), Q("delta", 1, 0, i=0), "cf. (59)"),
    ("anomitroid", ("relu", "sigmoid"), Q("a", 2, 0, i=0), "§6.2 a"),
    ("anomitroid", ("relu", "sigmoid"), Q("z", 1, 0, i=0), "§6.2 z"),
    ("anomitroid", ("relu", "sigmoid"), Q("dw", 1, 0, 0), "(60)"),
    ("step_by_step", ("sigmoid", "sigmoid"), Q("a", 2, 0, i=0), "cf. A_2"),
    ("step_by_step", ("sigmoid", "identity"), Q("a", 2, 0, i=0), "A_2"),
    ("full_story", ("tanh", "sigmoid"), Q("a", 1, 0, i=0), "cf. §2 h"),
    ("full_story", ("tanh", "sigmoid"), Q("slope", 1, 0, i=0), "cf. §4 ReLU'"),
    ("ko", ("tanh", "relu"), Q("a", 1, 0, i=0), "§2 a"),
    ("thill", ("tanh", "softmax"), Q("delta", 1, 0, i=0), "chainrule4"),
    ("thill", ("tanh", "softmax"), Q("a", 2, 0, i=0), "cf. activation"),
]


@each_row(OTHER_ACTIVATIONS)
def test_an_equation_for_other_activations_is_marked(note, activations, quantity, place):
    assert spelled_by(note, activations=activations).place(quantity) == place


SOFTMAX_OUTPUTS = [
    # Only ko has the sum over k, in the proof of BP1.
    ("ko", "", "BP1"),
    ("thill", "", "cf. chainrule5"),
    ("full_story", "", "cf. Alg. 1.1"),
    # More general than the remark of thill on the cross-entropy of a sigmoid.
    ("thill", "cross_entropy", "cf. before chainrule5"),
]


@each_row(SOFTMAX_OUTPUTS)
def test_the_error_of_a_softmax_output(note, cost, place):
    spelling = spelled_by(note, cost=cost, activations=("relu", "softmax"))
    assert spelling.place(Q("delta", 2, 0, i=0)) == place


REMARKS = [
    ("anomitroid", "squared_error", "(58) as printed has lost the factor 2"),
    ("anomitroid", "half_squared_error", ""),
    ("step_by_step", "half_squared_error", "Its δ_1 lacks a sign"),
    ("ko", "half_squared_error", ""),
]


@each_row(REMARKS)
def test_remarks_on_what_is_misprinted(note, cost, says):
    remarks = spelled_by(note, cost=cost).remarks
    assert [remark[: len(says)] for remark in remarks] == [says] * bool(says)


def test_a_quantity_with_a_name_of_its_own_keeps_it():
    named = Named(Symbol("u", "1"), "(7)")
    spelling = Spelling(notation_of("ko"))
    assert (spelling.symbol(named), spelling.place(named)) == (named.symbol, "(7)")


# The most special letter there is: what each table of letters gives the output of a 2-1 network.
MOST_SPECIAL = [
    ({"a": "a_j"}, 1, "a_1"),
    ({"a": "a_j", "a batch": "A_ji"}, 1, "a_1"),
    ({"a": "a_j", "a batch": "A_ji"}, 3, "A_13"),
    ({"a": "a_j", "a one": "u", "a batch": "A_ji"}, 3, "u_3"),
    ({"a": "a_j", "a one": "u", "a batch one": "u_i"}, 3, "u_3"),
    ({"a": "a_j", "a batch one": "u_i", "a output": "q"}, 3, "q_3"),
    ({"a output": "q", "a batch output": "q_i", "a one output": "r"}, 3, "r_3"),
    ({"a output": "q", "a batch one output": "r_i", "a one output": "r"}, 3, "r_3"),
    ({"a output": "q", "a first": "f"}, 1, "q"),
    ({"a": "a_j", "a first": "f"}, 1, "f"),
    ({"a": "a_j", "a input": "x"}, 1, "a_1"),
    ({}, 1, "a"),
]


@each_row(MOST_SPECIAL)
def test_the_most_special_letter_is_taken(letters, examples, symbol):
    notation = Notation("mine", "Mine", letters=letters)
    spelling = Spelling(notation, (2, 1), ("sigmoid",), "squared_error", examples)
    assert str(spelling.symbol(Q("a", 1, 0, i=examples - 1))) == symbol


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.seeds(2, 40)
def test_symbols_of_different_quantities_are_different(note, seed):
    """Except for the cost, which a note may write as that of one example."""
    step = trace(random_problem(seed), note=note)
    symbols = [step.working.spelling.symbol(q) for q in step.working.values if q.kind != "C"]
    assert len({*symbols}) == len(symbols)


@pytest.mark.seeds(4, 120)
def test_a_notation_changes_no_value(seed):
    """One example: every value is the same. Several: δ may hold 1/n, the gradients are the same."""
    problem = random_problem(seed)
    ko = trace(problem, note="ko").working.values
    same = {"z", "a", "C_x", "C", "dw", "db", "w_new", "b_new"}
    if len(problem.examples) == 1:
        same |= {"delta", "dC_da", "slope", "da_dz", "ln_a", "ln_not_a"}
    for note in NOTES:
        other = trace(problem, note=note).working.values
        for quantity, value in ko.items():
            if quantity.kind in same:
                assert other[quantity] == pytest.approx(value, rel=1e-12, abs=1e-14)


INSIDE = ["full_story", "two neurons", "step_by_step"]


@each_row(PLACES)
def test_where_each_note_keeps_1_over_n(name):
    assert section(name).notation.inside is (name in INSIDE)
