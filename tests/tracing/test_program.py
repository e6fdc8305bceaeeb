"""Lines as a program: the names of its quantities, its statements, and which lines it needs."""

import ast
import builtins
import keyword
import math
import random

import pytest
from support import NOTES, each_row, random_problem

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.equations import weight_gradient, weighted_input
from backprop_scalar.functions import positive_part
from backprop_scalar.notes.quantities import Named
from backprop_scalar.notes.quantities import Quantity as Q
from backprop_scalar.notes.spelling import Spelling
from backprop_scalar.notes.symbols import typed
from backprop_scalar.tracing.lines import Line
from backprop_scalar.tracing.program import (
    Names,
    assignment,
    comment,
    identifier,
    imports,
    needed,
    source_of,
)
from backprop_scalar.tracing.styles import PYTHON
from backprop_scalar.tracing.training_step import given_values, training_step

IDENTIFIERS = [
    ("w_12^1", "w_12_1"),
    ("w_1,12^(2)", "w_1_12_2"),
    ("δ_1^[0]", "delta_1_0"),
    ("∂C/∂w_12^1", "dC_dw_12_1"),
    ("∂a_2^(2)/∂z_1^(2)", "da_2_2_dz_1_2"),
    ("σ'(z_1^2)", "sigma_prime_z_1_2"),
    ("ln(1 − a_1^2)", "ln_1_minus_a_1_2"),
    ("ŷ", "yhat"),
    ("y_1^*", "y_1_star"),
    ("ℒ_1", "L_1"),
]


@each_row(IDENTIFIERS)
def test_a_symbol_as_an_identifier(symbol, name):
    assert identifier(typed(symbol)) == name


def wide_problem(examples: int) -> Problem:
    """Twelve inputs and three neurons: indices that could run into each other."""
    layers = [Layer([[0.1] * 12] * 3, [0.1] * 3, "tanh"), Layer([[0.1] * 3], [0.1], "sigmoid")]
    pairs = [([0.1] * 12, [0.5])] * examples
    return Problem(Network(layers), pairs, "binary_cross_entropy", 0.1)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("examples", [1, 11])
def test_no_two_quantities_share_a_name(note, examples):
    for problem in (random_problem(4, examples=min(examples, 2)), wide_problem(examples)):
        spelling = Spelling.of(problem, note)
        step = training_step(problem, problem.network, inside=spelling.notation.inside)
        lines = [line.quantity for phase in step[:-1] for line in phase.lines]
        name = Names(spelling)
        names = [*map(name, [*given_values(problem, problem.network), *lines])]
        assert len({*names}) == len(names)
        assert all(text.isidentifier() and text.isascii() for text in names)
        assert not {*names} & {*keyword.kwlist, *dir(builtins), "exp", "log", "tanh"}


def test_names_that_clash_or_are_taken_are_told_apart():
    name = Names(Spelling.of(random_problem(0)))
    spelled = ["w_1^2", "w_12", "w_1,2", "λ", "sum", "exp", "cost_before", "w_1^(2)"]
    assert [name(Named(typed(text))) for text in spelled] == [
        *("w_1_2", "w_12", "w_1_2_", "lambda_", "sum_", "exp_", "cost_before_", "w_1_2__"),
    ]
    assert name(Named(typed("w_1^2"))) == "w_1_2"


def test_a_new_parameter_takes_the_name_of_the_old():
    name = Names(Spelling.of(random_problem(0)))
    assert name(Q("w_new", 1, 0, 0)) == name(Q("w", 1, 0, 0))
    assert name(Q("b_v", 1, 0)) == name(Q("b_v_0", 1, 0)) == "v_b_1_1"
    assert name(Q("dw", 1, 0, 0)) != name(Q("w", 1, 0, 0))


def named(quantity: Named) -> str:
    return quantity.spelled


x, y, z = (Named(typed(letter)) for letter in "xyz")
SOURCES = [
    (Line(z, lambda x, y: x * y + 1, (x, y)), "x*y + 1"),
    (Line(z, lambda x, y: x + (y + 1), (x, y)), "x + (y + 1)"),
    (Line(z, lambda x, y: x * (y * 3), (x, y)), "x*(y*3)"),
    (Line(z, lambda x, y: x * (y / 3), (x, y)), "x*(y/3)"),
    (Line(z, lambda x, y: x - (y - x), (x, y)), "x - (y - x)"),
    (Line(z, lambda x, y: (x - y) ** 2 / 2, (x, y)), "(x - y)**2/2"),
    (Line(z, lambda x: (-x) ** 2, (x,)), "(-x)**2"),
    (Line(z, lambda x: -(x**2), (x,)), "-x**2"),
    (Line(z, lambda x, y: x**-y, (x, y)), "x**(-y)"),
    (Line(z, lambda x, y: -x * y, (x, y)), "-x*y"),
    (Line(z, lambda x: x * -0.1234567890123, (x,)), "x*(-0.1234567890123)"),
    (Line(z, lambda: 1, ()), "1"),
    (Line(z, positive_part, (x,)), "max(0.0, x)"),
    (Line(z, weighted_input, ([x, y], [y, x], z)), "x*y + y*x + z"),
]


@each_row(SOURCES)
def test_a_line_as_source(line, source):
    assert source_of(line, named) == source


def random_arithmetic(generator, depth):
    """The same random arithmetic on a float and on a name of it."""
    if depth == 0:
        number = generator.uniform(-3, 3)
        return number, PYTHON.number(repr(number))
    left, right = (random_arithmetic(generator, depth - 1) for _ in range(2))
    operate = generator.choice(
        [
            lambda a, b: a + b,
            lambda a, b: a - b,
            lambda a, b: a * b,
            lambda a, b: a / b,
            lambda a, b: -a,
            lambda a, b: a**2,
            lambda a, b: 0.1 * a - 1 / b,
            lambda a, b: sum([a, b, a]),
        ]
    )
    return operate(left[0], right[0]), operate(left[1], right[1])


@pytest.mark.parametrize("seed", range(10))
def test_source_is_the_same_arithmetic_to_the_last_bit(seed):
    generator = random.Random(seed)
    for _ in range(50):
        value, written = random_arithmetic(generator, generator.randint(1, 5))
        assert math.isclose(eval(str(written)), value, rel_tol=1e-15, abs_tol=1e-12), str(written)


def test_lines_that_nothing_wanted_comes_from_are_left_out():
    a, b, c, d = (Named(typed(letter)) for letter in "abcd")
    lines = [
        Line(a, weight_gradient, (x, y)),
        Line(b, weight_gradient, (a, x)),
        Line(c, weighted_input, ([a], [b], x)),
        Line(d, weight_gradient, (b, b)),
    ]
    assert needed(lines, [d]) == [lines[0], lines[1], lines[3]]
    assert needed(lines, [c, a]) == lines[:3]
    assert needed(lines, [x]) == []


def test_a_statement_keeps_to_the_width():
    assert assignment("z", "x + y", "(7)") == "z = x + y  # (7)"
    source = " + ".join(["w_1*x_1"] * 40)
    statement = assignment("z", source, "(7)")
    assert statement.startswith("# (7)\nz = (\n    w_1*x_1 + ")
    assert max(map(len, statement.splitlines())) <= 100
    values = {"w_1": 2.0, "x_1": 3.0}
    exec(statement, values)  # noqa: S102
    assert values["z"] == 240.0
    assert assignment("z", "x" * 90, "a place") == f"# a place\nz = {'x' * 90}"
    assert [len(line) <= 100 and line[:2] for line in comment("word " * 50).split("\n")] == [
        "# "
    ] * 3


def test_only_what_is_called_is_imported():
    assert imports(["a = exp(x)", "b = tanh(x)"]) == ["from math import exp, tanh"]
    assert imports(["a = max(0.0, x)"]) == []
    assert ast.parse(imports(["log(exp(x))"])[0])
    assert all(hasattr(math, name) for name in ("exp", "log", "tanh"))
