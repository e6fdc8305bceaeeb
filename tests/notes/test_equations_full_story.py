"""The index of full_story: every label is answered, and its function is the formula."""

import importlib
import math

import pytest
from support import PROBLEM_FILES, each_row
from telling import SCRIPTS, blocks_of, told

from backprop_scalar import Layer, Network, read_problem, trace
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.pages.equations import find, labels

ENTRIES = {entry.label: entry for entry in notation_of("full_story").equations}

# A 1-1-1 network and its observation, and what Algorithm 1 comes to for it.
SMALL = [Layer([[2.0]], [-0.5], "relu"), Layer([[0.6]], [0.1], "sigmoid")]
Y_HAT = 1 / (1 + math.exp(-(0.6 * 0.5 + 0.1)))  # h = 2·0.5 - 0.5
DELTA_1 = Y_HAT * (1 - Y_HAT) * (Y_HAT - 0.3)


def backward_of_small(backprop):
    return backprop(Network(SMALL), [0.5], [0.3], "half_squared_error")


# label: the arguments, and the formula once more with their numbers.
FORMULAS = {
    "§1 ReLU": ([-0.4], 0),
    "§1 σ": ([0.3], 1 / (1 + math.exp(-0.3))),
    "§1 regions": ([3], 1 + 3 + 3 * 2 / 2),
    "§2 f_NN": (
        [[0.5, -0.4], [[0.4, 0.3], [-0.6, 0.2]], [0.5, 0.8], [0.1, 0.05], 0.2],
        1 / (1 + math.exp(-(0.5 * (0.4 * 0.5 + 0.3 * 0.8 + 0.1) + 0.2))),
    ),
    "§2 y": ([[0.6, -0.3], [0.5, 0.8], 0.1], 0.1 + 0.6 * 0.5 - 0.3 * 0.8),
    "§2 θ": ([[0.1, 0.6, -0.3], [1, 0.5, 0.8]], 0.1 * 1 + 0.6 * 0.5 - 0.3 * 0.8),
    "§2 f": ([[0.4, 0.3], [0.5, 0.8], 0.1], 0.4 * 0.5 + 0.3 * 0.8 + 0.1),
    "§2 h": ([-0.09], 0),
    "§2 ŷ": ([0.426], 1 / (1 + math.exp(-0.426))),
    "§2 W·h": ([[0.4, 0.3], [0.5, 0.8]], 0.4 * 0.5 + 0.3 * 0.8),
    "§3 1st l_i": ([[0.7], [0.3]], (0.7 - 0.3) ** 2),
    "§3 l_i": ([[0.7], [0.3]], (0.7 - 0.3) ** 2 / 2),
    "§3 L": ([[0.1, 0.2, 0.6], 3], (0.1 + 0.2 + 0.6) / 3),
    "§3 y": ([[0.6], [0.5], 0.1], 0.1 + 0.6 * 0.5),
    # X^T X = (3, 3; 3, 5), its determinant 6, X^T y = (1.5, 2.2).
    "§3 β": (
        [[0.0, 1.0, 2.0], [0.2, 0.4, 0.9]],
        ((5 * 1.5 - 3 * 2.2) / 6, (3 * 2.2 - 3 * 1.5) / 6),
    ),
    "§3 Y": ([0.7, 0.4, 0.9, 0.3], 0.7 * 0.4**0.3 * 0.9**0.7),
    "§4 ∂ŷ/∂f": ([0.6], 0.6 * (1 - 0.6)),
    "§4 ∂l/∂ŷ": ([0.7, 0.3], 0.7 - 0.3),
    "§4 chain": ([0.2, 0.7, 0.3], 0.2 * 0.7 * 0.3),
    "§4 chain^T": ([[0.2, -0.5], [0.7, 0.3]], 0.2 * 0.7 - 0.5 * 0.3),
    "§4 Bias": ([0.05, 0.001], 0.05 * 0.001),
    "§4 Weights": ([0.05, 0.54, 0.001], 0.05 * 0.54 * 0.001),
    "§4 ReLU'": ([-0.4], 0),
    "§4 ∂l/∂h": ([[0.6, -0.2], [0.04, -0.03]], 0.6 * 0.04 + 0.2 * 0.03),
    "Alg. 1.1": ([0.2, 0.7], 0.2 * 0.7),
    "Alg. 1.3": ([0.54, -0.05], -0.05 * 0.54),
    "Alg. 1.4": ([-0.05], -0.05),
    "Alg. 1.5": ([0.5, [0.6, -0.2], [0.04, -0.03]], 0.5 * (0.6 * 0.04 + 0.2 * 0.03)),
    "Alg. 1.7": ([0.8, 0.02], 0.02 * 0.8),
    "Alg. 1.7 b": ([-0.02], -0.02),
    "§4 ascent": ([[0.3, -0.4, 1.2]], (0.09 + 0.16 + 1.44) ** 0.5),
    "§5 θ": ([0.5, 0.2, 0.1], 0.5 - 0.1 * 0.2),
    "§6 WX + b": ([[0.4, 0.3], [0.2, 0.9], 0.1], 0.4 * 0.2 + 0.3 * 0.9 + 0.1),
    "§6 H": ([-0.15], 0),
    "§6 ŷ": ([0.281], 1 / (1 + math.exp(-0.281))),
    "§6 average": ([[0.05, -0.06, 0.08], 3], (0.05 - 0.06 + 0.08) / 3),
    "§6 ∂l/∂ŷ": ([0.6, 0.4, 3], (0.6 - 0.4) / 3),
    "§6 ∂l/∂W": ([[0.54, 0.45], [0.02, -0.03]], 0.02 * 0.54 - 0.03 * 0.45),
    "§6 ∂l/∂b": ([[0.02, -0.03, 0.05]], 0.02 - 0.03 + 0.05),
    "§6 ∂l/∂H": ([[-0.4], [0.02]], -0.4 * 0.02),
}
# label: what is taken of the function, where that gives more than a number, and what it should be.
PARTS = {
    "§1 x": (lambda make: make(SMALL).widths[0], 1),
    "§1 θ": (lambda make: len(list(make(SMALL).places())), 1 * 1 + 1 + 1 * 1 + 1),
    "§2 W": (lambda make: len(make([[0.4, 0.3]] * 3, [0.1] * 3, "relu").weights[0]), 2),
    "Algorithm 1": (
        lambda b: (backward_of_small(b).dw[1][0][0], backward_of_small(b).db[2][0]),
        (0.6 * DELTA_1 * 0.5, DELTA_1),
    ),
    "Alg. 1.2": (lambda b: backward_of_small(b).delta[2], [DELTA_1]),
    "Alg. 1.6": (lambda b: backward_of_small(b).delta[:2], [[], [0.6 * DELTA_1]]),
}
# Functions that are the same arithmetic of the same operands: a product, a sum of products, …
SAME = [
    {"equations.chain", "equations.error_signal", "equations.weight_gradient"},
    {"equations.passed_back", "equations.summed_weight_gradient", "equations.weighted_input"},
    {"equations.chain", "equations.bias_gradient"},  # of one factor
    {"functions.positive_part", "activations.relu_slope"},  # both are 0 for what is not above 0
]


def function_named(name):
    module, _, function = name.rpartition(".")
    return getattr(importlib.import_module(f"backprop_scalar.{module}"), function)


def test_the_tables_have_every_label_and_no_other():
    assert set(ENTRIES) == set(FORMULAS) | set(PARTS)
    assert len(ENTRIES) == len(notation_of("full_story").equations)


@each_row(FORMULAS)
def test_the_function_is_the_formula(label):
    arguments, expected = FORMULAS[label]
    function = function_named(ENTRIES[label].function)
    assert function(*arguments) == pytest.approx(expected, rel=1e-12, abs=1e-15)


@each_row(FORMULAS)
def test_no_other_function_of_the_note_is_the_formula(label):
    arguments, expected = FORMULAS[label]
    own = ENTRIES[label].function
    same = {own}.union(*(names for names in SAME if own in names))
    for other in {entry.function for entry in ENTRIES.values()} - same:
        try:
            value = function_named(other)(*arguments)
        except (TypeError, ValueError, AttributeError):
            continue
        assert value != pytest.approx(expected, rel=1e-6), f"{label}: {other} is the same"


@each_row(PARTS)
def test_a_function_of_more_than_one_number(label):
    part, expected = PARTS[label]
    found = part(function_named(ENTRIES[label].function))
    assert str(found) == str(expected) or found == pytest.approx(expected)


def test_the_relu_lets_through_what_is_above_0_and_its_slope_is_1_there():
    for label, value in [("§1 ReLU", 0.3), ("§2 h", 0.3), ("§6 H", 0.3), ("§4 ReLU'", 1)]:
        assert function_named(ENTRIES[label].function)(0.3) == value


def cited_in(name):
    """The places that the tables of a walkthrough cite."""
    tables = [rows for _, rows in blocks_of(name) if rows and "full_story" in rows[0]]
    places = [row[-1] for rows in tables for row in rows[1:]]
    assert places
    return set().union(*map(labels, places))


@pytest.mark.parametrize("name", [name for name in SCRIPTS if name.startswith("full_story/")])
def test_every_label_that_a_walkthrough_cites_is_in_the_index_and_leads_to_its_script(name):
    _, story = told(name, width=10_000)
    cited = cited_in(name)
    assert cited <= set(ENTRIES)
    led_here = {e.label for e in ENTRIES.values() if e.walkthrough == f"{name}.py"}
    assert led_here <= cited
    for misprint in story.misprints:
        note, _, place = misprint.place.partition(" ")
        assert note == "full_story"
        assert find("full_story", place)


@pytest.mark.parametrize("path", PROBLEM_FILES, ids=lambda path: path.stem)
def test_every_label_that_a_trace_cites_is_in_the_index(path):
    rows = trace(read_problem(path), note="full_story").rows()
    assert set().union(*(labels(row["place"]) for row in rows)) <= set(ENTRIES)


ANSWERED = [
    ("cf. §6 ∂l/∂b", ["§6 ∂l/∂b"]),
    ("1.5", ["Alg. 1.5"]),
    ("Alg. 1.7 b", ["Alg. 1.7 b"]),
    ("f_NN", ["§2 f_NN"]),
    ("Algorithm 1", ["Algorithm 1"]),
]


@each_row(ANSWERED)
def test_what_a_reader_may_ask_for(asked, found):
    assert [entry.label for entry in find("full_story", asked)] == found


@each_row(["§1", "§2", "§3", "§4", "§5", "§6"])
def test_a_section_finds_its_equations(section):
    assert {entry.section for entry in find("full_story", section)} == {section}
    assert all(entry.section.startswith("§") for entry in ENTRIES.values())


def test_the_gradient_of_the_small_network_is_a_finite_difference():
    """The numbers that PARTS is held to, by another way."""

    def loss(w):
        return (1 / (1 + math.exp(-(0.6 * (w * 0.5 - 0.5) + 0.1))) - 0.3) ** 2 / 2

    assert (loss(2 + 1e-5) - loss(2 - 1e-5)) / 2e-5 == pytest.approx(0.6 * DELTA_1 * 0.5, rel=1e-8)
