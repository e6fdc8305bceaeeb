"""The command unroll: its program, run, is the trace."""

import ast
import contextlib
import io
import math
import re
import sys
from dataclasses import replace
from fractions import Fraction

import pytest
from support import NOTES, PROBLEM_FILES, random_problem

from backprop_scalar import Layer, Network, Problem, ProblemError, read_problem, trace
from backprop_scalar.backprop import batch_cost
from backprop_scalar.notes.quantities import Quantity as Q
from backprop_scalar.pages.page import Page
from backprop_scalar.pages.unroll import Unrolled, unroll_page
from backprop_scalar.tracing.program import Names

# What the program writes over an old value.
NEW = ("_new", "_v")
CALLS = {"exp", "log", "tanh", "max", "print"}
NODES = (
    *(ast.Module, ast.ImportFrom, ast.alias, ast.Assign, ast.Expr, ast.Call, ast.Name, ast.Load),
    *(ast.Store, ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop),
    *(ast.IfExp, ast.Compare, ast.Gt),
)


def program_of(problem: Problem, note: str = "", steps: int = 1) -> str:
    page = Page()
    unroll_page(page, problem, note, steps)
    return str(page)


def run(program: str) -> tuple[dict[str, float], list[str]]:
    """The values that a program ends with, and the lines that it prints."""
    values, output = {}, io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(program, "program", "exec"), values)  # noqa: S102
    return values, output.getvalue().splitlines()


def is_close(found, value):
    return math.isclose(found, value, rel_tol=1e-13, abs_tol=1e-13)


def approx(value):
    return pytest.approx(value, rel=1e-13, abs=1e-13)


def check_against_trace(problem: Problem, note: str) -> None:
    """Every value of the program and every number that it prints is the trace's."""
    made, step = Unrolled(Page(), problem, note, 1), trace(problem, note=note)
    program, name, values = "\n".join(made.text()), made.name, step.working.values
    found, _ = run(program[: program.index("\ncost_before = ")])
    for quantity, value in values.items():
        if not quantity.kind.endswith(NEW):
            assert is_close(found[name(quantity)], value), quantity
    found, printed = run(program)
    for quantity, value in values.items():
        if quantity.kind.endswith(NEW):
            assert is_close(found[name(quantity)], value), quantity
            assert f"{name(quantity)} = {found[name(quantity)]}" in printed
    costs = [cost_of(problem, network) for network in (step.network, step.moved_network)]
    assert [float(line.rpartition(" ")[2]) for line in printed[:2]] == approx(costs)
    check_plain(program)


def cost_of(problem: Problem, network: Network) -> float:
    return batch_cost(network, problem.examples, problem.cost, problem.batch, problem.l2)


def names_of(problem: Problem, note: str = "") -> Names:
    return Unrolled(Page(), problem, note, 1).name


def check_plain(program: str) -> None:
    """No loop, no list, no function, no call but those of a calculator."""
    for node in ast.walk(ast.parse(program)):
        assert isinstance(node, NODES), ast.dump(node)
        if isinstance(node, ast.Call):
            assert node.func.id in CALLS
        if isinstance(node, ast.ImportFrom):
            assert node.module == "math"


@pytest.mark.parametrize("path", PROBLEM_FILES, ids=lambda path: path.stem)
def test_a_shipped_problem_in_its_own_letters(path):
    check_against_trace(read_problem(path), "")


@pytest.mark.seeds(8, 200)
def test_a_random_problem(seed):
    check_against_trace(random_problem(seed, extras=True), NOTES[seed % len(NOTES)])


@pytest.mark.parametrize("name", ["loop", "list", "call"])
def test_what_is_not_plain_is_found(name):
    source = {"loop": "for x in y: z = 1", "list": "z = [1]", "call": "z = sum(x)"}[name]
    with pytest.raises(AssertionError):
        check_plain(source)


@pytest.mark.parametrize("extras", [{}, {"momentum": 0.5, "l2": 0.1}], ids=["plain", "extras"])
def test_several_steps_go_on_from_each_other(mazur, extras):
    problem = replace(mazur, **extras)
    first, name = trace(problem), names_of(problem, "")
    third = first.next_step().next_step()
    _, printed = run(program_of(problem, steps=3))
    found = dict(re.split(" = |: ", line) for line in printed)
    costs = cost_of(problem, first.network), cost_of(problem, third.moved_network)
    new = {q: value for q, value in third.working.values.items() if q.kind.endswith(NEW)}
    assert float(found["cost before"]) == pytest.approx(costs[0], rel=1e-14)
    assert float(found["cost after"]) == pytest.approx(costs[1], rel=1e-14)
    assert {q: float(found[name(q)]) for q in new} == approx(new)
    assert len(found) == len(new) + 2


def test_mazur_by_the_numbers_that_he_prints(mazur):
    _, printed = run(program_of(mazur))
    assert printed[0].startswith("cost before: 0.29837110")
    assert printed[1].startswith("cost after: 0.29102777")
    assert "w_11_1 = 0.1497807161327" in "\n".join(printed)


def test_a_0_of_typed_decimals_is_0():
    """0.1 + 0.2 − 0.3, which floats make 5.6e-17, at the corner of a ReLU."""
    layers = [Layer([[0.1, 0.2]], [-0.3], "relu"), Layer([[0.5]], [0.2], "identity")]
    problem = Problem(Network(layers), [([1.0, 1.0], [1.0])], "squared_error", 0.1)
    check_against_trace(problem, "")
    assert "z_1_1 = 0.0  # 6e-17 is rounding; the numbers as written give 0" in program_of(problem)


def test_letters_of_a_reader_s_own(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        'title = "coding: nonsense"\n[letters]\na = "λ_j^l"\ny = "λ_j"\nw = "if_jk^l"\n'
        'b = "sum_j^l"\nz = "exp_j^l"\ndelta = "exp_j,l"\nC_x = "max"\nC = "max"\neta = "print"\n'
        'n = "e"\n',
        encoding="utf-8",
    )
    for seed in (1, 6):
        check_against_trace(random_problem(seed), str(path))


def test_the_title_is_a_comment_and_no_more(mazur):
    title = '"""\\ coding: latin-1 \' ' + "long " * 60
    settings = mazur.network, mazur.examples, mazur.cost, mazur.eta
    program = program_of(Problem(*settings, title=title))
    assert "coding" not in "".join(program.splitlines()[:2])
    assert max(map(len, program.splitlines())) <= 100
    run(program)


def test_numbers_have_all_their_digits():
    network = Network([Layer([[1 / 3, 1e-7]], [-2.5e22], "identity")])
    values, _ = run(
        program_of(Problem(network, [([0.1 + 0.2, -1.0], [2.0])], "squared_error", 1e-9))
    )
    name = names_of(Problem(network, [([0.3, 1.0], [2.0])], "squared_error", 1e-9), "")
    assert values[name(Q("a", 0, 0, i=0))] == 0.1 + 0.2
    program = program_of(Problem(network, [([0.3, 1.0], [2.0])], "squared_error", 1e-9))
    assert f"= {1 / 3!r}\n" in program
    assert "= -2.5e+22\n" in program


SATURATED = [
    (
        "sigmoid",
        "half_squared_error",
        "the activation of neuron 1 of layer 1, or a power of e in its",
    ),
    ("identity", "squared_error", "the cost, or a power of e in its formula, is too large"),
]


@pytest.mark.parametrize(("activation", "cost", "message"), SATURATED)
def test_what_a_plain_program_cannot_hold_is_said(activation, cost, message):
    network = Network([Layer([[1.0]], [0.0], activation)])
    x = -800.0 if activation == "sigmoid" else 1e200
    with pytest.raises(ProblemError, match=message):
        program_of(Problem(network, [([x], [0.0])], cost, 0.1))


def test_a_sum_that_is_too_long_for_python(mazur, monkeypatch):
    def too_deep(statement, values):
        if "+" in statement:
            raise RecursionError
        exec(statement, values)  # noqa: S102

    monkeypatch.setattr(sys.modules[unroll_page.__module__], "exec", too_deep, raising=False)
    with pytest.raises(ProblemError, match="weighted input .* is a sum of too many terms"):
        program_of(mazur)


def test_exact_numbers_are_written_as_floats():
    layer = Layer([[Fraction(1, 3)]], [Fraction(1, 8)], "identity")
    problem = Problem(Network([layer]), [([2.0], [1.0])], "squared_error", 0.5)
    check_against_trace(problem, "ko")
    assert "\nb_1_1 = 0.125\n" in program_of(problem)
