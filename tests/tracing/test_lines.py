"""What a line comes to: 0 where it is 0 as written, small where it is small, or nothing."""

import itertools
import math
import re

import pytest
from html_tree import tree_of
from support import each_row

from backprop_scalar import Layer, Network, Problem, trace
from backprop_scalar.equations import chain, mean, share, step_down, total, weighted_input
from backprop_scalar.functions import exp, ln
from backprop_scalar.notes.quantities import Named
from backprop_scalar.notes.quantities import Quantity as Q
from backprop_scalar.notes.symbols import Symbol
from backprop_scalar.pages.page import FORMATS
from backprop_scalar.tracing.lines import Line, NoValue, magnitude_of, operands_of, value_of

x, y, z, u = (Named(Symbol(letter)) for letter in "xyzu")


def worked_out(equation, *operands, **values):
    """The value of u, a line of the quantities x, y and z."""
    known = {Named(Symbol(letter)): value for letter, value in values.items()}
    return value_of(Line(u, equation, operands), known)


NOISE = [
    ("0.3·1 − 0.2·2 + 0.1", weighted_input, ([0.3, -0.2], [1.0, 2.0], 0.1)),
    ("0.1·3 − 0.3", weighted_input, ([0.1], [3.0], -0.3)),
    ("0.1 + 0.2 − 0.3", total, ([0.1, 0.2, -0.3],)),
    ("(0.1 + 0.2 − 0.3)/3", mean, ([0.1, 0.2, -0.3], 3)),
    ("0.3 − 0.1·3", step_down, (0.3, 0.1, 3.0)),
    ("1.1·1.1 − 1.21", weighted_input, ([1.1], [1.1], -1.21)),
    ("1.1·700 − 770", weighted_input, ([1.1], [700.0], -770.0)),
    ("2.3·7e5 − 1.61e6", weighted_input, ([2.3], [7e5], -1.61e6)),
    ("2·(0.1 + 0.2 − 0.3)", lambda p, q, r: 2 * (p + q - r), (0.1, 0.2, 0.3)),
    ("(0.1 + 0.2 − 0.3)²", lambda p, q, r: (p + q - r) ** 2, (0.1, 0.2, 0.3)),
]


@each_row([row[1:] for row in NOISE])
def test_a_sum_that_is_0_as_written_is_0(equation, operands):
    quantities = {}

    def named(operand):
        if isinstance(operand, list):
            return [named(entry) for entry in operand]
        quantity = Named(Symbol("q", str(len(quantities))))
        quantities[quantity] = float(operand)
        return quantity

    line = Line(u, equation, tuple(named(operand) for operand in operands))
    assert value_of(line, quantities) == 0
    assert line.read(quantities.__getitem__) != 0


SMALL = [
    ("(1e-8)²", lambda p: p**2, {"x": 1e-8}, 1e-16),
    ("1e-8·1e-9", chain, {"x": 1e-8, "y": 1e-9}, 1e-17),
    ("1e-300", chain, {"x": 1e-300}, 1e-300),
    ("a saturated sigmoid's slope", lambda a: a * (1 - a), {"x": 1 - 2**-40}, 2.0**-40),
    ("1 − a², saturated", lambda a: 1 - a**2, {"x": 1 - 2**-40}, 2.0**-39),
    ("a sigmoid at −40", lambda v: 1 / (1 + exp(-v)), {"x": -40.0}, math.exp(-40)),
    ("e^(−700)", exp, {"x": -700.0}, math.exp(-700)),
    ("ln(1 + 1e-9)", ln, {"x": 1 + 1e-9}, 1e-9),
    ("1e6 − 999999.999", lambda p, q: p - q, {"x": 1e6, "y": 999999.999}, 1e-3),
    ("0.3 − 0.299999999", lambda p, q: p - q, {"x": 0.3, "y": 0.299999999}, 1e-9),
    ("1e-9 − 0.9e-9", lambda p, q: p - q, {"x": 1e-9, "y": 9e-10}, 1e-10),
    ("1 − (1 − 1e-12)", lambda p: 1 - p, {"x": 1 - 1e-12}, 1e-12),
]


@each_row([row[1:] for row in SMALL])
def test_a_small_number_stays(equation, values, value):
    operands = [Named(Symbol(letter)) for letter in values]
    assert worked_out(equation, *operands, **values) == pytest.approx(value, rel=1e-3, abs=0)


NOTHING = [
    (share, (x, 0), "is a division by 0"),
    (ln, (y,), "does not exist: there is no logarithm of -2"),
    (lambda v: math.sqrt(v), (y,), "does not exist: "),
    (lambda v: (1e200 * v) ** 2, (x,), "is too large for a float"),
    (lambda v: 1e308 * 10 * v, (x,), "is too large for a float"),
    (lambda v: 1e308 * 10 * v - 1e308 * 10 * v, (x,), "is too large for a float"),
    (lambda v: -exp(800 * v), (x,), "is too large for a float"),
    (chain, (x, z), "needs a value that is not there"),
    (total, ([x, z],), "needs a value that is not there"),
]


@each_row(NOTHING)
def test_a_line_without_a_value_says_why(equation, operands, why):
    with pytest.raises(NoValue, match=f"^{why}"):
        worked_out(equation, *operands, x=1.0, y=-2.0)


def test_operands_are_found_in_lists_each_once_and_constants_are_left():
    line = Line(u, weighted_input, ([x, Q("w", 1, 0, 0), x], [y, 2.0], [[z]], 3.0, y))
    assert operands_of(line) == [x, Q("w", 1, 0, 0), y, z]


def test_reading_replaces_the_quantities_and_nothing_else():
    line = Line(u, lambda *operands: operands, ([x, 2.0], (1, 2), y, [[x]]))
    assert line.read(lambda quantity: quantity.spelled) == (
        ["x", 2.0],
        (1, 2),
        "y",
        [["x"]],
    )


def test_the_magnitude_of_a_line():
    values = {x: 3.0, y: -3.0, z: 0.5}
    assert magnitude_of(Line(u, total, ([x, y, z],)), values) == 6.5
    assert magnitude_of(Line(u, chain, (x, y)), values) == 9.0
    assert magnitude_of(Line(u, lambda: 1.0, ()), values) == 1.0


def one_neuron(w, x, b, activation="relu", y=None, cost="half_squared_error"):
    network = Network([Layer([w], [b], activation)])
    return Problem(network, [(x, [1.0 if y is None else y])], cost, 0.5)


# A neuron whose weighted input is 0 as typed, and is not in floats.
ZEROS = [([0.3, -0.2], [1.0, 2.0], 0.1), ([0.1], [3.0], -0.3)]


@pytest.mark.parametrize(("w", "x", "b"), ZEROS)
def test_a_weighted_input_that_cancels_is_0_and_the_slope_that_of_0(w, x, b):
    step = trace(one_neuron(w, x, b))
    values = {line.quantity.kind: line.value for p in step.phases for line in p.lines}
    assert [values[kind] for kind in ("z", "a", "slope", "delta", "dw")] == [0, 0, 0, 0, 0]
    # The loss is that of the output 0.
    assert values["C_x"] == 0.5
    rows = [row for row in step.rows() if row["phase"] in ("forward", "backward")]
    shown = {row["quantity"]: row["value"] for row in rows}
    assert shown["z_1^1"] == shown["σ'(z_1^1)"] == 0


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("w", "x", "b"), ZEROS)
def test_it_prints_as_0_in_every_format(form, w, x, b):
    step = trace(one_neuron(w, x, b), note="ko")
    page = {"plain": str(step), "github": step.markdown(), "html": step.html()}.get(
        form, step.latex()
    )
    if form == "html":
        page = tree_of(page).text
    assert "e-1" not in page
    assert r"10^{-1" not in page
    is_zero = {
        "plain": r"\n(?:σ'\()?z_1\^1\)? .* 0(?: +§2 z)?\n",
        "github": r"\| \$`z_\{1\}\^\{1\}`\$ .* \| +0 \| §2",
        "html": r"z_1\^1 [^§]* 0 §2 z",
        "latex": r"\$z_\{1\}\^\{1\}\$ .* & +\$0\$ & \$?",
    }[form]
    assert re.search(is_zero, page)


def test_tiny_gradients_of_a_deep_network_stay():
    """A chain of 12 sigmoids: δ shrinks by less than 1/4 a layer, to about 1e-9."""
    layers = [Layer([[0.5]], [0.1], "sigmoid") for _ in range(12)]
    step = trace(Problem(Network(layers), [([1.0], [0.2])], "half_squared_error", 0.1))
    deltas = [line.value for p in step.phases for line in p.lines if line.quantity.kind == "delta"]
    ratios = [after / before for before, after in itertools.pairwise(deltas)]
    assert len(deltas) == 12
    assert all(0.05 < ratio < 0.125 for ratio in ratios)
    assert 0 < abs(deltas[-1]) < 1e-9


def test_a_saturated_neuron_keeps_its_slope():
    step = trace(one_neuron([1.0], [30.0], 0.0, "sigmoid", 0.0))
    values = {line.quantity.kind: line.value for p in step.phases for line in p.lines}
    assert values["slope"] == pytest.approx(math.exp(-30), rel=1e-2)
    assert values["delta"] == pytest.approx(math.exp(-30), rel=1e-2)


def test_unscaled_inputs_keep_what_is_left_of_them():
    step = trace(one_neuron([1e-3, -1e-3], [1e6, 999999.0], 0.0, "identity", 0.0))
    values = {line.quantity.kind: line.value for p in step.phases for line in p.lines}
    assert values["z"] == pytest.approx(1e-3, rel=1e-9)
    assert values["delta"] == values["z"]
