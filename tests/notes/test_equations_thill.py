"""Every entry of Thill's list of equations: its function, applied to numbers, gives the formula."""

import importlib
from collections.abc import Callable
from math import cos, exp
from typing import Any, NamedTuple

import pytest
from support import each_row

from backprop_scalar import Layer, Network
from backprop_scalar.backprop import Gradients
from backprop_scalar.notes.notation import notation_of

ENTRIES = notation_of("thill").equations
COST = "half_squared_error"


def s(z: float) -> float:
    """The sigmoid."""
    return 1 / (1 + exp(-z))


# Two inputs, three neurons, two outputs, two examples; layer 2 alone takes A_1 as its inputs.
W_1, B_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]], [0.1, -0.2, 0.3]
W_2, B_2 = [[0.5, -0.4, 0.6], [0.8, -0.3, -0.2]], [0.1, 0.2]
ONE, TWO = Layer(W_1, B_1, "sigmoid"), Layer(W_2, B_2, "sigmoid")
NET = Network([ONE, TWO])
X_1, X_2, Y = [0.5, 0.8], [-0.3, 0.6], [0.2, 0.9]
EXAMPLES = [(X_1, Y), (X_2, [0.7, 0.4])]
# One linear neuron: its output and its error signals can be written down.
LINEAR = Network([Layer([[2.0]], [0.5], "identity")])
# One sigmoid neuron with z = 0 for both examples, so a = 1/2 and σ' = 1/4.
FLAT = Network([Layer([[0.0, 0.0]], [0.0], "sigmoid")])
FLAT_EXAMPLES = [([1.0, 0.0], [0.1]), ([0.0, 1.0], [0.8])]


def by_nudging(h: float = 1e-4) -> float:
    """∂ℒ/∂z of the sigmoid neuron at z = 0 with the target 0.1, from the loss alone."""
    return (0.5 * (0.1 - s(h)) ** 2 - 0.5 * (0.1 - s(-h)) ** 2) / (2 * h)


def parameters(dw: float, db: float) -> Gradients:
    return Gradients([[], [[dw, 2 * dw]]], [[], [db]])


class Row(NamedTuple):
    """A label, which of the entries with that label, the function applied, and the formula."""

    label: str
    which: int
    applied: Callable[[Any], Any]
    formula: Any


ROWS = [
    Row("activation", 0, lambda f: f(NET, X_1).a[1][1], s(-0.6 * 0.5 + 0.2 * 0.8 - 0.2)),
    Row(
        "activation3",
        0,
        lambda f: f(Network([ONE]), X_1).a[1],
        [
            s(0.4 * 0.5 + 0.3 * 0.8 + 0.1),
            s(-0.6 * 0.5 + 0.2 * 0.8 - 0.2),
            s(0.7 * 0.5 - 0.1 * 0.8 + 0.3),
        ],
    ),
    Row("activation4", 0, lambda f: shape(f(W_1, B_1, "sigmoid")), (3, 2, 3)),
    Row(
        "input-matrix",
        0,
        lambda f: list(zip(*(f(NET, x).a[0] for x, _ in EXAMPLES))),
        [(0.5, -0.3), (0.8, 0.6)],
    ),
    Row(
        "input-matrix1",
        0,
        lambda f: [f(NET, x).a[1][0] for x, _ in EXAMPLES],
        [s(0.1 * 1 + 0.4 * 0.5 + 0.3 * 0.8), s(0.1 * 1 + 0.4 * -0.3 + 0.3 * 0.6)],
    ),
    Row("after input-matrix1", 0, lambda f: f(W_1[2], X_2, 0), 0.7 * -0.3 - 0.1 * 0.6),
    Row("after input-matrix1", 1, lambda f: f([-0.27, 0.3]), -0.27 + 0.3),
    Row(
        "input-matrix2",
        0,
        lambda f: [f(NET, x).a[1][2] for x, _ in EXAMPLES],
        [s(0.3 * 1 + 0.7 * 0.5 - 0.1 * 0.8), s(0.3 * 1 + 0.7 * -0.3 - 0.1 * 0.6)],
    ),
    Row("after input-matrix2", 0, lambda f: augmented(f(W_1, B_1, "sigmoid")), [3, 3, 3]),
    Row("before mse", 0, lambda f: f([0.7, 0.1], Y), 0.5 * ((0.2 - 0.7) ** 2 + (0.9 - 0.1) ** 2)),
    Row(
        "mse",
        0,
        lambda f: f(LINEAR, [([1.0], [2.0]), ([3.0], [6.0])], COST),
        1 / 2 * (0.5 * (2.0 - (2 * 1 + 0.5)) ** 2 + 0.5 * (6.0 - (2 * 3 + 0.5)) ** 2),
    ),
    Row("before partial1", 0, lambda f: f([0.3, -0.7, 1.6], 3), 1 / 3 * (0.3 - 0.7 + 1.6)),
    Row("partial1", 0, lambda f: f(-0.07, 0.65), -0.07 * 0.65),
    Row("partial2", 0, lambda f: f(0.65), (0.65 * 0.51 - 0.65 * 0.49) / 0.02),
    Row("after partial2", 0, lambda f: f(1), (0.51 - 0.49) / 0.02),
    Row("before partial3", 0, lambda f: f(-0.07, 1), -0.07 * 1),
    Row("partial3", 0, lambda f: f(0.65, -0.07), -0.07 * 0.65),
    Row("partial3_b", 0, lambda f: f(-0.07), -0.07),
    Row("chainrule1", 0, lambda f: f([1.5, -0.4], [0.3, 2.0]), 1.5 * 0.3 - 0.4 * 2.0),
    Row(
        "after chainrule1",
        0,
        lambda f: f(
            [2 * exp(0.3) * cos(exp(0.6) + 0.3**4), 2 * 0.3**2 * cos(exp(0.6) + 0.3**4)],
            [exp(0.3), 2 * 0.3],
        ),
        2 * cos(exp(0.3) ** 2 + 0.09**2) * (exp(0.3) * exp(0.3) + 2 * 0.09 * 0.3),
    ),
    Row(
        "before chainrule2",
        0,
        lambda f: f(cos(exp(0.6) + 0.3**4), 2 * exp(0.6) + 4 * 0.3**3),
        2 * cos(exp(2 * 0.3) + 0.3**4) * (exp(2 * 0.3) + 2 * 0.3**3),
    ),
    Row("chainrule2", 0, lambda f: f([1, 2, 3], [0.1, 0.2, -0.5]), 0.1 + 2 * 0.2 - 3 * 0.5),
    Row("chainrule3", 0, lambda f: f([0.05, -0.07], [0.1, 0.3]), 0.05 * 0.1 - 0.07 * 0.3),
    Row("before backprop-recursion", 0, lambda f: f(0.5, 0.22), 0.5 * 0.22),
    Row(
        "backprop-recursion",
        0,
        lambda f: f([0.5, 0.8], [0.02, -0.03], 0.23),
        0.23 * (0.5 * 0.02 + 0.8 * -0.03),
    ),
    Row("before chainrule4", 0, lambda f: f(FLAT, [0, 0], [0.1], COST).delta[1][0], by_nudging()),
    Row(
        "chainrule4",
        0,
        lambda f: f([0.6, -0.2], [0.02, -0.03], 0.25),
        0.25 * (0.6 * 0.02 - 0.2 * -0.03),
    ),
    Row("before chainrule6", 0, lambda f: [len(d) for d in f(NET, X_1, Y, COST).delta], [0, 3, 2]),
    Row("chainrule6", 0, lambda f: shape(f(W_2, B_2, "sigmoid"))[:2], (2, 3)),
    Row("chainrule7", 0, lambda f: [f(w, [1, 0]) for w in zip(*W_2)], W_2[0]),
    Row("before chainrule8", 0, lambda f: f([-0.4, -0.3], [0.02, 0.5]), -0.4 * 0.02 - 0.3 * 0.5),
    Row(
        "chainrule8",
        0,
        lambda f: [f(w, [2.0, 10.0], slope) for w, slope in zip(zip(*W_2), [0.1, 0.2, 0.25])],
        [(1.0 + 8.0) * 0.1, (-0.8 - 3.0) * 0.2, (1.2 - 2.0) * 0.25],
    ),
    Row("finalbackprop", 0, lambda f: f(0.65, 0.02), 0.02 * 0.65),
    Row("finalbackprop_b", 0, lambda f: f(0.02), 0.02),
    Row(
        "finalbackprop2",
        0,
        lambda f: [[f(a, d) for a in (0.5, 2.0, 4.0)] for d in (0.02, -0.03)],
        [[0.01, 0.04, 0.08], [-0.015, -0.06, -0.12]],
    ),
    Row("after finalbackprop2", 0, lambda f: sizes(f(NET, X_1, Y, COST).dw[2]), (2, 3)),
    Row("finalbackprop2_b", 0, lambda f: [f(d) for d in (0.02, -0.03)], [0.02, -0.03]),
    Row(
        "matrixBackprop",
        0,
        lambda f: [f([0.5, 0.8], delta, slope) for delta, slope in [([1, 2], 0.1), ([3, 4], 0.2)]],
        [(0.5 * 1 + 0.8 * 2) * 0.1, (0.5 * 3 + 0.8 * 4) * 0.2],
    ),
    Row(
        "after matrixBackprop",
        0,
        lambda f: [len(f(NET, x, y, COST).delta[1]) for x, y in EXAMPLES],
        [3, 3],
    ),
    Row("J_W_ell", 0, lambda f: f([0.6, 0.5], [0.02, 0.04], 2), 1 / 2 * (0.02 * 0.6 + 0.04 * 0.5)),
    Row("J_b_ell", 0, lambda f: f([0.02, 0.04, -0.1], 3), 1 / 3 * (0.02 + 0.04 - 0.1)),
    Row(
        "after J_b_ell",
        0,
        lambda f: [sizes(f([parameters(1.0, 2.0)] * 2).dw[1]), len(f([parameters(1, 2)]).db[1])],
        [(1, 2), 1],
    ),
    Row("after J_b_ell", 1, lambda f: f([0.6, 0.5], [0.02, 0.04]), 0.02 * 0.6 + 0.04 * 0.5),
    Row("after J_b_ell", 2, lambda f: f([0.02, 0.04, -0.1]), 0.02 + 0.04 - 0.1),
    Row("gd-update_1", 0, lambda f: f(0.5, 0.008, 2.0), 0.5 - 2.0 * 0.008),
    Row("gd-update", 0, lambda f: f(0.1, -0.013, 2.0), 0.1 + 2.0 * 0.013),
    Row(
        "before gd-update-batch",
        0,
        lambda f: [*f(FLAT, FLAT_EXAMPLES, COST, 2.0, 1, batch_size=2)][-1].network.w[1][0],
        [-2.0 * 1 / 2 * (0.5 - 0.1) * 0.25 * 1.0, -2.0 * 1 / 2 * (0.5 - 0.8) * 0.25 * 1.0],
    ),
    Row(
        "gd-update-batch",
        0,
        lambda f: [*f(FLAT, FLAT_EXAMPLES, COST, 2.0, 1, batch_size=2)][-1].network.b[1][0],
        0.0 - 2.0 * 1 / 2 * ((0.5 - 0.1) * 0.25 + (0.5 - 0.8) * 0.25),
    ),
    Row("before chainrule5", 0, lambda f: f([0.6], [0.2]), 0.5 * (0.2 - 0.6) ** 2),
    Row("before chainrule5", 1, lambda f: f(-(0.2 - 0.6), 0.24), -(0.2 - 0.6) * 0.6 * (1 - 0.6)),
    Row("before chainrule5", 2, lambda f: f(0.6, 0.2), 0.6 - 0.2),
    Row(
        "chainrule5",
        0,
        lambda f: [f(a - y, a * (1 - a)) for a, y in [(0.6, 0.2), (0.3, 0.9)]],
        [0.4 * 0.24, -0.6 * 0.21],
    ),
    Row(
        "after chainrule5",
        0,
        lambda f: [[f(0.4, 0.24), f(-0.6, 0.21)], [f(0.1, 0.25), f(0.2, 0.16)]],
        [[0.096, -0.126], [0.025, 0.032]],
    ),
]


def shape(layer: Layer) -> tuple[int, int, int]:
    """Rows and columns of W, rows of b."""
    return (*sizes(layer.weights), len(layer.biases))


def sizes(matrix: list[list[float]]) -> tuple[int, int]:
    return len(matrix), len(matrix[0])


def augmented(layer: Layer) -> list[int]:
    """How many entries the rows of (b W) have."""
    return [len([b, *w]) for w, b in zip(layer.weights, layer.biases)]


def with_the_label(label: str) -> list[Any]:
    return [entry for entry in ENTRIES if entry.label == label]


def function_of(path: str) -> Callable[..., Any]:
    module, _, name = path.rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(f"backprop_scalar.{module}"), name)
    return found


PATHS = sorted({entry.function for entry in ENTRIES})
# Functions that are the same arithmetic here and differ in what their operands mean; a chain of one
# factor is that factor.
SAME = [
    {"equations.chain", "equations.error_signal", "equations.weight_gradient"},
    {
        "equations.passed_back",
        "equations.error_signal_of_layer",
        "equations.summed_weight_gradient",
        "equations.weighted_input",  # without a bias
    },
    {"equations.bias_gradient", "equations.slope_by_weight", "equations.chain"},
]


def test_every_entry_has_a_row():
    entries = [(entry.label, with_the_label(entry.label).index(entry)) for entry in ENTRIES]
    assert sorted((row.label, row.which) for row in ROWS) == sorted(entries)


def test_every_place_that_a_trace_cites_is_an_entry():
    places = [place.at for places in notation_of("thill").places.values() for place in places]
    assert {*places} <= {entry.label for entry in ENTRIES}


def gives(row: Row, path: str) -> bool:
    """Whether the function of that path, applied as the row says, gives the formula's value."""
    try:
        value = row.applied(function_of(path))
        return bool(value == approx(row.formula))
    except (TypeError, ValueError, AttributeError, ArithmeticError, IndexError):
        return False


def approx(formula: Any) -> Any:
    """Of numbers and lists of them, tuples of whole numbers as they are."""
    if isinstance(formula, list) and any(isinstance(entry, (list, tuple)) for entry in formula):
        return [approx(entry) for entry in formula]
    return pytest.approx(formula, rel=1e-8, abs=1e-12)


@each_row(ROWS)
def test_its_function_gives_the_formula(row):
    entry = with_the_label(row.label)[row.which]
    assert row.applied(function_of(entry.function)) == approx(row.formula)


@each_row(ROWS)
def test_no_other_function_of_the_list_does(row):
    right = with_the_label(row.label)[row.which].function
    same = next((group for group in SAME if right in group), {right})
    assert [path for path in PATHS if path not in same and gives(row, path)] == []
