"""The spellings of the five notes, case by case."""

import pytest
from support import NOTES, ROOT, random_problem

from backprop_scalar import Layer, Network, Problem, read_problem
from backprop_scalar.tracing.notation import Spelling, describe
from backprop_scalar.tracing.notes import NOTATIONS
from backprop_scalar.tracing.quantities import Quantity as Q
from backprop_scalar.tracing.steps import trace

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
    spelling = Spelling(NOTATIONS[note], (2, 2, 2), examples)
    for quantity, *expected in table:
        assert spelling.symbol(quantity) == expected[NOTES.index(note)]


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


@pytest.mark.parametrize(("quantity", "symbol"), ONE_OUTPUT)
def test_full_story_gives_a_single_output_no_index(quantity, symbol):
    assert Spelling(NOTATIONS["full_story"], (2, 3, 1)).symbol(quantity) == symbol


CHAINS = [
    ((1, 1, 1), Q("w", 2, 0, 0), "w^(2)", "C"),
    ((1, 1, 1, 1), Q("z", 3, 0, i=0), "z^(3)", "L"),
    ((1, 1, 1), Q("a", 0, 0, i=0), "x", "C"),
    ((2, 1), Q("w", 1, 0, 1), "w_1,2^(1)", "L"),
]


@pytest.mark.parametrize(("widths", "quantity", "symbol", "cost"), CHAINS)
def test_anomitroid_gives_a_chain_no_neuron_index(widths, quantity, symbol, cost):
    layers = [Layer([[0.5] * n], [0.1], "sigmoid") for n in widths[:-1]]
    problem = Problem(Network(layers), [([0.5] * widths[0], [0.5])], "squared_error", 0.1)
    spelling = Spelling.of(problem, "anomitroid")
    assert spelling.symbol(quantity) == symbol
    assert spelling.symbol(Q("C_x", i=0)) == cost


COMMAS = [
    ("ko", Q("w", 1, 0, 1), "w_1,2^1"),
    ("ko", Q("w", 1, 11, 1), "w_12,2^1"),
    ("full_story", Q("w", 1, 0, 1), "w_1,2^[1]"),
    ("thill", Q("w", 1, 0, 1), "w_1,2^(1)"),
]


@pytest.mark.parametrize(("note", "quantity", "symbol"), COMMAS)
def test_indices_of_two_digits_put_commas_everywhere(note, quantity, symbol):
    assert Spelling(NOTATIONS[note], (2, 12, 2)).symbol(quantity) == symbol


def test_many_examples_put_commas_too():
    assert (
        Spelling(NOTATIONS["full_story"], (2, 3, 2), 10).symbol(Q("z", 1, 0, i=9)) == "f_1,10^[0]"
    )


# Where each note has the equation; δ of an output and of a hidden neuron, gradients, update.
PLACES = [
    (Q("delta", 2, 0, i=0), "§4, Alg. 1.1", "(58)", "BP1", "chainrule5", "Output error"),
    (Q("delta", 1, 0, i=0), "§4, Alg. 1.5", "(59)", "BP2", "chainrule8", "Hidden error"),
    (Q("dw", 2, 0, 0), "§4, Alg. 1.3", "(60)", "BP4", "finalbackprop", "Output grad."),
    (Q("dw", 1, 0, 0), "§4, Alg. 1.7", "(60)", "BP4", "finalbackprop", "Hidden grad."),
    (Q("db", 2, 0), "§4, Alg. 1.4", "(61)", "BP3", "finalbackprop_b", "Output grad."),
    (Q("db", 1, 0), "§4, Alg. 1.7", "(61)", "BP3", "finalbackprop_b", "Hidden grad."),
    (Q("w_new", 1, 0, 0), "§5", "§6.4", "(1)", "gd-update_1", ""),
    (Q("b_new", 1, 0), "§5", "§6.4", "(1)", "gd-update", ""),
]


@pytest.mark.parametrize("note", NOTES)
def test_places(note):
    spelling = Spelling(NOTATIONS[note], (2, 2, 2))
    for quantity, *expected in PLACES:
        assert spelling.cite(quantity) == expected[NOTES.index(note)]


def test_the_two_neurons_of_anomitroid_have_its_numbered_equations():
    problem = read_problem(ROOT / "walkthroughs" / "problems" / "anomitroid_two_neurons.toml")
    spelling = Spelling.of(problem, "anomitroid")
    step = trace(problem, problem.network, inside=spelling.notation.inside)
    cited = {spelling.cite(line.quantity) for phase in step.phases for line in phase.steps}
    assert cited >= {f"({n})" for n in (36, 37, 38, 39, 40, 46, 47, 48, 49)}
    assert cited >= {"(41)-(43)", "(44), (45)"}


def test_an_equation_for_another_cost_is_marked():
    for cost, output, marked in [
        ("half_squared_error", Q("C_x", i=0), "A2"),
        ("squared_error", Q("C_x", i=0), "cf. A2"),
        ("squared_error", Q("dC_da", 2, 0, i=0), "cf. §3"),
        ("squared_error", Q("dC_da", 1, 0, i=0), "BP2"),
        ("binary_cross_entropy", Q("delta", 2, 0, i=0), "cf. BP1"),
        ("binary_cross_entropy", Q("delta", 1, 0, i=0), "BP2"),
    ]:
        assert Spelling(NOTATIONS["ko"], (2, 2, 2), cost=cost).cite(output) == marked
    thill = Spelling(NOTATIONS["thill"], (2, 2, 2), cost="cross_entropy")
    assert thill.cite(Q("delta", 2, 0, i=0)) == "before chainrule5"


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("seed", range(20))
def test_symbols_of_different_quantities_are_different(note, seed):
    """Except for a gradient that the note reads as another name of one it has already."""
    problem = random_problem(seed)
    spelling = Spelling.of(problem, note)
    step = trace(problem, problem.network, inside=spelling.notation.inside)
    quantities = [q for q in step.values if q.kind != "C"]
    assert len({spelling.symbol(q) for q in quantities}) == len(quantities)


@pytest.mark.parametrize("seed", range(40))
def test_a_notation_changes_no_value(seed):
    """One example: every value is the same. Several: δ may hold 1/n, the gradients are the same."""
    problem = random_problem(seed)
    ko = trace(problem, problem.network)
    for note in NOTES:
        inside = Spelling.of(problem, note).notation.inside
        other = trace(problem, problem.network, inside=inside)
        if len(problem.examples) == 1:
            assert other.values == ko.values
        for quantity in ("z", "a", "C_x", "C", "dw", "db", "w_new", "b_new"):
            for q, value in ko.values.items():
                if q.kind == quantity:
                    assert other.values[q] == pytest.approx(value, rel=1e-12, abs=1e-14)


def test_where_each_note_keeps_1_over_n():
    root = {note: NOTATIONS[note].inside for note in NOTES}
    assert root == {
        "full_story": True,
        "anomitroid": False,
        "ko": False,
        "thill": False,
        "step_by_step": True,
    }


DESCRIBED = [
    (Q("a", 0, 1, i=2), 1, "input 2"),
    (Q("a", 0, 1, i=2), 3, "input 2 of example 3"),
    (Q("y", None, 0, i=0), 2, "target 1 of example 1"),
    (Q("w", 1, 0, 1), 1, "weight from input 2 into neuron 1 of layer 1"),
    (Q("w", 2, 0, 1), 1, "weight from neuron 2 of layer 1 into neuron 1 of layer 2"),
    (Q("b", 2, 1), 1, "bias of neuron 2 of layer 2"),
    (Q("eta"), 1, "learning rate"),
    (Q("n"), 2, "number of examples"),
]


@pytest.mark.parametrize(("quantity", "examples", "words"), DESCRIBED)
def test_words(quantity, examples, words):
    assert describe(quantity, examples) == words
