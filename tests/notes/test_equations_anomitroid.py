"""The index of anomitroid's equations: each entry's function is the equation, and is cited."""

import importlib
from itertools import pairwise
from math import exp

import pytest
from support import each_row
from telling import SCRIPTS, lines_of, told

from backprop_scalar import Layer, Network, trace
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.pages.equations import find, labels

ENTRIES = {entry.label: entry for entry in notation_of("anomitroid").equations}

# Label, what its function is applied to, and the formula once more in numbers: inputs X, targets Y,
# w = 0.8, b = -0.3, outputs A with the slopes 0.24 and 0.21.
X, Y, A = [0.5, 1.5], [0.2, 0.9], [0.6, 0.7]
TABLE = [
    ("(1)", (0.6, 0.5, 0.1), (0.6 - 0.5) / 0.1),
    ("(2)", (X, 0.8, Y, 2), ((0.5 * 0.8 - 0.2) ** 2 + (1.5 * 0.8 - 0.9) ** 2) / 2),
    ("§1.2.1", (1.5, 0.8, 0.9), (1.5 * 0.8 - 0.9) ** 2),
    ("(3)", ([0.2, 0.9], 2), (0.2 + 0.9) / 2),
    ("after (3)", ([0.2, 0.9],), 0.2 + 0.9),
    ("§1.2.2", (1.5, 0.8, 0.9, 0.7), 2 * (1.5 * 0.8 - 0.9) * 0.7),
    ("before (4)", (1.5,), 1.5),
    ("(4)", (1.5, 0.8, 0.9, 1.5), 2 * (1.5 * 0.8 - 0.9) * 1.5),
    (
        "(5)",
        (X, 0.8, Y, 2),
        (2 * (0.5 * 0.8 - 0.2) * 0.5 + 2 * (1.5 * 0.8 - 0.9) * 1.5) / 2,
    ),
    ("(6)", (X, 0.8, Y, 2), 2 / 2 * ((0.5 * 0.8 - 0.2) * 0.5 + (1.5 * 0.8 - 0.9) * 1.5)),
    ("(7)", ([0.5], [0.8], -0.3), 0.5 * 0.8 - 0.3),
    ("after (7)", ([0.5], [0.8], -0.3), 1 / (1 + exp(-(0.5 * 0.8 - 0.3)))),
    ("(8)", (0.7,), 1 / (1 + exp(-0.7))),
    ("§2.1.2 h", (0.7,), (1 + exp(-0.7)) ** -1),
    ("§2.1.2 dh/dz", (0.7, -0.4), -1 * (1 + exp(-0.7)) ** -2 * -0.4),
    ("before (9)", (0.7,), -exp(-0.7)),
    ("(9)", (0.7,), exp(-0.7) / (1 + exp(-0.7)) ** 2),
    ("after (9)", (0.7,), exp(-0.7) / (1 + exp(-0.7))),
    ("before (10)", (0.7,), 1 / (1 + exp(-0.7)) * exp(-0.7) / (1 + exp(-0.7))),
    ("(10)", (0.6,), 0.6 * (1 - 0.6)),
    ("(11)", (A, Y, 2), ((0.6 - 0.2) ** 2 + (0.7 - 0.9) ** 2) / 2),
    ("(12)", ([0.1, 0.4], 2), (0.1 + 0.4) / 2),
    ("after (12)", (2, 0.6 - 0.2, 0.3), 2 * (0.6 - 0.2) * 0.3),
    ("before (13)", (0.3,), 0.3),
    ("(13)", (0.6, 0.2, 0.3), 2 * (0.6 - 0.2) * 0.3),
    ("(14)", (0.24, 0.5), 0.24 * 0.5),
    ("(15)", (0.6, 0.5), 0.6 * (1 - 0.6) * 0.5),
    ("(16)", (0.6, 0.2, [0.5]), 2 * (0.6 - 0.2) * 0.6 * (1 - 0.6) * 0.5),
    ("(17)", (A, Y, [[0.5], [1.5]], 2), 2 / 2 * (0.4 * 0.24 * 0.5 - 0.2 * 0.21 * 1.5)),
    ("before (18)", ([0.1, 0.4], 2), (0.1 + 0.4) / 2),
    ("(18)", (0.6, 0.2, 0.24), 2 * (0.6 - 0.2) * 0.24),
    ("before (19)", (0.24,), 0.24),
    ("(19)", (0.6, 1), 0.6 * (1 - 0.6) * 1),
    ("before (20)", (0.6, 0.2, []), 2 * (0.6 - 0.2) * 0.6 * (1 - 0.6)),
    ("(20)", (A, Y, [[], []], 2), 2 / 2 * (0.4 * 0.24 - 0.2 * 0.21)),
    ("(21)", ([0.5, 1.2], [0.8, -0.4], -0.3), 0.5 * 0.8 + 1.2 * -0.4 - 0.3),
    ("after (21)", ([0.5, 1.2], [0.8, -0.4], -0.3), 1 / (1 + exp(-(0.4 - 0.48 - 0.3)))),
    ("(22)", (A, Y, 2), ((0.6 - 0.2) ** 2 + (0.7 - 0.9) ** 2) / 2),
    *((label, ([0.1, 0.4], 2), (0.1 + 0.4) / 2) for label in ("(23)", "(28)", "(32)")),
    *((label, (0.6, 0.2, 0.3), 2 * 0.4 * 0.3) for label in ("(24)", "(29)", "(33)")),
    ("(25)", (0.24, 0.5), 0.24 * 0.5),
    ("(26)", (0.6, 0.5), 0.6 * (1 - 0.6) * 0.5),
    ("before (27)", (0.6, 0.2, [0.5]), 2 * (0.6 - 0.2) * 0.6 * (1 - 0.6) * 0.5),
    ("(27)", (A, Y, [[0.5], [1.5]], 3), 2 / 3 * (0.4 * 0.24 * 0.5 - 0.2 * 0.21 * 1.5)),
    ("(30)", (0.6, 1.2), 0.6 * (1 - 0.6) * 1.2),
    ("before (31)", (0.6, 0.2, [1.2]), 2 * (0.6 - 0.2) * 0.6 * (1 - 0.6) * 1.2),
    ("(31)", (A, Y, [[1.2], [-0.5]], 3), 2 / 3 * (0.4 * 0.24 * 1.2 + 0.2 * 0.21 * 0.5)),
    ("(34)", (0.6, 1), 0.6 * (1 - 0.6) * 1),
    ("before (35)", (0.6, 0.2, []), 2 * (0.6 - 0.2) * 0.6 * (1 - 0.6)),
    ("(35)", (A, Y, [[], []], 3), 2 / 3 * (0.4 * 0.24 - 0.2 * 0.21)),
    ("(36)", ([0.5], [0.8], -0.3), 0.5 * 0.8 - 0.3),
    ("(37)", (0.1,), 1 / (1 + exp(-0.1))),
    ("(38)", ([0.6], [1.2], 0.1), 0.6 * 1.2 + 0.1),
    ("(39)", (0.7,), 1 / (1 + exp(-0.7))),
    ("§4.1", ([0.6], [1.2], 0.1), 1 / (1 + exp(-(0.6 * 1.2 + 0.1)))),
    ("(40)", (A, Y, 3), ((0.6 - 0.2) ** 2 + (0.7 - 0.9) ** 2) / 3),
    ("§4.5 step 1", (0.6, 0.2, 3), 2 / 3 * (0.6 - 0.2)),
    ("§4.5 step 2", (0.6,), 0.6 * (1 - 0.6)),
    ("(41)", (0.3, 0.24), 0.3 * 0.24),
    ("(42)", (0.6, 0.2, 3), (2 / 3 * (0.6 - 0.2)) * (0.6 * (1 - 0.6))),
    ("(43)", (0.6, 0.2, 3), 2 / 3 * (0.6 - 0.2) * 0.6 * (1 - 0.6)),
    ("after (43)", (2 * 0.25 / 3, 0.7), 0.25 * 2 / 3 * 0.7),
    ("§4.5 step 4", (0.6,), 0.6),
    ("(46)", ([0.1, -0.2], A), 0.1 * 0.6 - 0.2 * 0.7),
    ("(47)", ([0.1, -0.2],), 0.1 - 0.2),
    ("§4.5 step 5", (1.2,), 1.2),
    ("§4.5 step 6", (0.7,), 0.7 * (1 - 0.7)),
    ("§4.5 step 7", (0.3, 0.24, 1.2, 0.21), 0.3 * 0.24 * 1.2 * 0.21),
    *(
        (label, (0.6, 0.2, 3, 1.2, 0.7), 2 / 3 * 0.4 * 0.6 * (1 - 0.6) * 1.2 * 0.7 * (1 - 0.7))
        for label in ("(44)", "(45)")
    ),
    ("§4.5 step 8", (0.5,), 0.5),
    ("(48)", ([0.1, -0.2], X), 0.1 * 0.5 - 0.2 * 1.5),
    ("(49)", ([0.1, -0.2],), 0.1 - 0.2),
    ("§4.6", (0.4, 0.24, 2 / 3), 0.4 * 0.6 * (1 - 0.6) * 2 / 3),
    ("§5.2 input", (0.5,), 0.5),
    ("§5.2 z", ([0.8], [0.6], -0.3), 0.8 * 0.6 - 0.3),
    ("§5.2 a", (0.7,), 1 / (1 + exp(-0.7))),
    ("§5.2 L", ([0.6], [0.2]), (0.6 - 0.2) ** 2),
    ("(50)", ([(0.6 - 0.2) ** 2, (0.7 - 0.9) ** 2], 2), (0.4**2 + 0.2**2) / 2),
    ("after (50)", (0.6,), 0.6),
    ("§5.4 step 1", (0.6, 0.2), 2 * (0.6 - 0.2)),
    ("(51)", (0.6, 0.2), 2 * (0.6 - 0.2) * 0.6 * (1 - 0.6)),
    ("before (52)", (0.7,), 0.7),
    ("(52)", (0.7, -0.2), -0.2 * 0.7),
    ("(53)", (-0.2,), -0.2),
    ("§5.4 step 3", (-0.7,), -0.7),
    ("(54)", ([-0.7], [0.1], 0.24), (-0.7 * 0.1) * 0.6 * (1 - 0.6)),
    ("§5.5", (0.7,), 0.7),
    ("(55)", (0.7, -0.2), -0.2 * 0.7),
    ("(56)", (-0.2,), -0.2),
    ("§5.4 step 5", ([0.1, 0.4], 2), (0.1 + 0.4) / 2),
    ("§6.2 z", ([0.8, -0.4], [0.6, 0.7], -0.3), 0.8 * 0.6 - 0.4 * 0.7 - 0.3),
    ("§6.2 a", (0.7,), 1 / (1 + exp(-0.7))),
    ("(57)", ([0.4**2 + 0.2**2, 0.3**2], 2), (0.4**2 + 0.2**2 + 0.3**2) / 2),
    ("after (57)", (0.6,), 0.6),
    ("§6.3 m_L=1", (A, Y, 2), ((0.6 - 0.2) ** 2 + (0.7 - 0.9) ** 2) / 2),
    ("§6.4 L_i", (A, Y), (0.6 - 0.2) ** 2 + (0.7 - 0.9) ** 2),
    ("§6.4 step 1", (0.6, 0.2), 2 * (0.6 - 0.2)),
    ("(58)", (0.6, 0.2), 2 * (0.6 - 0.2) * 0.6 * (1 - 0.6)),
    ("§6.4 step 2", ([0.7, -0.4], [0.1, -0.2]), 0.7 * 0.1 + -0.4 * -0.2),
    ("(59)", ([0.7, -0.4], [0.1, -0.2], 0.24), (0.7 * 0.1 + 0.4 * 0.2) * 0.6 * (1 - 0.6)),
    ("(60)", (0.7, -0.2), -0.2 * 0.7),
    ("(61)", (-0.2,), -0.2),
    ("(62)", ([0.1 * 0.5, -0.2 * 1.5], 2), (0.1 * 0.5 - 0.2 * 1.5) / 2),
    ("(63)", ([0.1, -0.2], 2), (0.1 - 0.2) / 2),
    ("after (63)", ([0.1 * 0.5, -0.2 * 1.5], 2), (0.1 * 0.5 - 0.2 * 1.5) / 2),
    ("§6.4 C", ([-0.2], [1.5], 0.05), 0.05 + -0.2 * 1.5),
    ("§6.4 update", (0.8, 0.3, 0.5), 0.8 - 0.5 * 0.3),
    ("§6.5.1", ([0.1, -0.2], [0.7, -0.4], 0.24), 0.1 * 0.7 * 0.24 + -0.2 * -0.4 * 0.24),
    ("§6.5.2", (0.7, -0.2), -0.2 * 0.7),
    ("§6.5", ([4, 3], [2, 4]), 4 * 2 + 3 * 4),
]
DIMENSIONS_ONLY = {"§6.1"}
# Functions that give the same: a product of the same factors, and two forms of one formula.
SAME = [
    {"chain", "error_signal", "weight_gradient", "bias_gradient"},
    {"mean_of_slopes", "regression_gradient"},
    {"sigmoid", "as_power"},
]


def function_of(label):
    module, _, name = ENTRIES[label].function.rpartition(".")
    return getattr(importlib.import_module(f"backprop_scalar.{module}"), name)


def gives(function, arguments, expected):
    try:
        return function(*arguments) == pytest.approx(expected, rel=1e-12)
    except (TypeError, ValueError):
        return False


@each_row(TABLE)
def test_the_function_is_the_equation(label, arguments, expected):
    assert function_of(label)(*arguments) == pytest.approx(expected, rel=1e-12)


def test_no_equation_is_left_out():
    assert sorted({*ENTRIES} - DIMENSIONS_ONLY) == sorted(label for label, _, _ in TABLE)


@each_row([pair[::step] for pair in pairwise(TABLE) for step in (1, -1)])
def test_the_function_of_a_neighbour_would_be_noticed(row, other):
    label, arguments, expected = row
    own, foreign = function_of(label), function_of(other[0])
    if foreign is not own and not any({own.__name__, foreign.__name__} <= same for same in SAME):
        assert not gives(foreign, arguments, expected)


def test_the_dimensions_are_those_of_a_network():
    weights = [[[0.1] * 3] * 2, [[0.1] * 2]]
    network = function_of("§6.1")([Layer(W, [0.0] * len(W), "sigmoid") for W in weights])
    assert isinstance(network, Network)
    assert network.widths == [3, 2, 1]


def is_answered(place):
    return all(
        any(entry.label == label for entry in find("anomitroid", label)) for label in labels(place)
    )


def test_every_place_of_a_trace_is_answered(shipped):
    places = {row["place"] for row in trace(shipped, note="anomitroid").rows()} - {""}
    assert [place for place in places if not is_answered(place)] == []


@pytest.mark.parametrize("name", [name for name in SCRIPTS if name.startswith("anomitroid/")])
def test_every_place_of_a_walkthrough_is_answered(name):
    _, story = told(name, width=10_000)
    cited = {place for _, _, place in lines_of(name)} - {""}
    assert [place for place in cited if not is_answered(place)] == []
    here = [label for label, entry in ENTRIES.items() if entry.walkthrough == f"{name}.py"]
    assert {*here} <= set().union(*map(labels, cited))
    for misprint in story.misprints:
        note, _, place = misprint.place.partition(" ")
        assert note == "anomitroid"
        assert find("anomitroid", place)
