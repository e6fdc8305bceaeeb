"""The program of a page: each statement makes the value of its line, and the size of its terms."""

import math
import operator
import re
from types import SimpleNamespace

import pytest
from support import NOTES, each_row, random_problem

from backprop_scalar import functions, trace
from backprop_scalar.notes.quantities import Quantity
from backprop_scalar.tracing.javascript import Called, name_of, program
from backprop_scalar.tracing.lines import magnitude_of, value_of
from backprop_scalar.tracing.magnitude import Magnitude, size_of

STATEMENT = re.compile(r'settle\("(\w+)", (.*)\);')


def term(name, *operands):
    """A function as live.js has it."""
    function = getattr(functions, name)
    return function(operands) if name == "largest" else function(*operands)


CALLS = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "pow": operator.pow,
    "term": term,
}


@pytest.mark.seeds(8, 300)
def test_a_statement_is_its_line(seed):
    step = trace(random_problem(seed), note=NOTES[seed % 5])
    lines = [line for phase in step.plan for line in phase.lines]
    first, *statements, last = program(lines).splitlines()
    assert (first, last) == ("(m, settle) => {", "}")
    values = step.working.values
    m = SimpleNamespace(**{name_of(q): Magnitude(value) for q, value in values.items()})
    for line, statement in zip(lines, statements, strict=True):
        name, source = STATEMENT.fullmatch(statement).groups()
        assert name == name_of(line.quantity)
        made, wanted = eval(source, {"__builtins__": {}}, {"m": m, **CALLS}), value_of(line, values)
        size = magnitude_of(line, values)
        assert math.isclose(made, wanted, rel_tol=1e-12, abs_tol=1e-15), name
        assert math.isclose(size_of(made), size, rel_tol=1e-12, abs_tol=1e-300), name


def test_no_two_quantities_have_the_same_name():
    given = [Quantity("w", 1, 11, 1), Quantity("w", 1, 1, 11), Quantity("w", 11, 1, 1)]
    given += [Quantity("b", 1, 1), Quantity("C"), Quantity("C_x", i=1), Quantity("C_x", i=11)]
    names = [*map(name_of, given)]
    assert len({*names}) == len(names)
    assert all(name.isidentifier() for name in names)


FUNCTIONS = ["exp", "ln", "tanh", "positive_part", "is_positive", "softplus", "largest"]


@each_row(FUNCTIONS[:-1])
def test_functions(function):
    assert str(getattr(functions, function)(Called("x"))) == f'term("{function}",x)'


def test_every_function_and_sign_is_in_the_script():
    """Those that a program may call stand in live.js."""
    from backprop_scalar.pages.svg import file_text

    script = file_text("live.js")
    for name in ("add", "sub", "mul", "div", "pow"):
        assert f"{name}: both(" in script
    assert "term: (" in script
    for function in FUNCTIONS:
        assert re.search(rf"\n    {function}: \(", script), function
