"""The program of a page: each statement has the value of its line, and the size of its terms."""

import math
import operator
import re
from types import SimpleNamespace

import pytest
from support import NOTES, random_problem

from backprop_scalar import functions, trace
from backprop_scalar.notes.quantities import Quantity
from backprop_scalar.tracing.javascript import JAVASCRIPT, Called, name_of, program
from backprop_scalar.tracing.lines import magnitude_of, value_of
from backprop_scalar.tracing.magnitude import Magnitude, size_of

STATEMENT = re.compile(r'settle\("(\w+)", (.*), \(m\) => (.*)\);')
MATH = SimpleNamespace(exp=functions.exp, log=math.log, tanh=math.tanh, max=lambda *xs: max(xs))


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


def as_python(source):
    """JavaScript as it is written here, its conditions in Python's order."""
    return re.sub(r"\(([^()?]+) \? ([^():]+) : ([^():]+)\)", r"(\2 if \1 else \3)", source)


@pytest.mark.seeds(15, 300)
def test_a_statement_is_its_line(seed):
    step = trace(random_problem(seed), note=NOTES[seed % 5])
    lines = [line for phase in step.plan for line in phase.lines]
    first, *statements, last = program(lines).splitlines()
    assert (first, last) == ("(v, settle) => {", "}")
    values = step.working.values
    v = SimpleNamespace(**{name_of(q): value for q, value in values.items()})
    m = SimpleNamespace(**{name: Magnitude(value) for name, value in vars(v).items()})
    for line, statement in zip(lines, statements, strict=True):
        name, value, size = STATEMENT.fullmatch(statement).groups()
        assert name == name_of(line.quantity)
        scope = {"v": v, "Math": MATH, "softplus": functions.softplus}
        found = eval(as_python(value), {"__builtins__": {}}, scope)
        assert found == pytest.approx(value_of(line, values), rel=1e-12, abs=1e-15)
        terms = eval(size, {"__builtins__": {}}, {"m": m, **CALLS})
        assert size_of(terms) == pytest.approx(magnitude_of(line, values), rel=1e-12, abs=1e-300)


def test_no_two_quantities_have_the_same_name():
    given = [Quantity("w", 1, 11, 1), Quantity("w", 1, 1, 11), Quantity("w", 11, 1, 1)]
    given += [Quantity("b", 1, 1), Quantity("C"), Quantity("C_x", i=1), Quantity("C_x", i=11)]
    names = [*map(name_of, given)]
    assert len({*names}) == len(names)
    assert all(name.isidentifier() for name in names)


WRITTEN = [
    ("exp", "Math.exp(x)", 'term("exp",x)'),
    ("ln", "Math.log(x)", 'term("ln",x)'),
    ("tanh", "Math.tanh(x)", 'term("tanh",x)'),
    ("positive_part", "(x <= 0 ? 0 : x)", 'term("positive_part",x)'),
    ("is_positive", "(x > 0 ? 1 : 0)", 'term("is_positive",x)'),
    ("softplus", "softplus(x)", 'term("softplus",x)'),
]


@pytest.mark.parametrize(("function", "infix", "called"), WRITTEN)
def test_functions(function, infix, called):
    assert str(getattr(functions, function)(JAVASCRIPT.name("x"))) == infix
    assert str(getattr(functions, function)(Called("x"))) == called


def test_every_function_and_sign_is_in_the_script():
    """Those that a program may call stand in live.js."""
    from backprop_scalar.pages.svg import file_text

    script = file_text("live.js")
    for name in ("add", "sub", "mul", "div", "pow"):
        assert f"{name}: both(" in script
    assert "term: (" in script
    for function, *_ in [*WRITTEN, ("largest",)]:
        assert re.search(rf"\n    {function}: \(", script), function
