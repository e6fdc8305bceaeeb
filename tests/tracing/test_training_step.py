"""The lines of a step and the loops of `backprop.py` are the same arithmetic."""

import pytest
from support import NOTES, random_problem

from backprop_scalar import (
    Layer,
    Network,
    Problem,
    ProblemError,
    average,
    backprop,
    descend,
    example_cost,
    forward,
    mean_cost,
    summed,
    trace,
)
from backprop_scalar.notes.quantities import Quantity as Q
from backprop_scalar.tracing.lines import operands_of
from backprop_scalar.tracing.training_step import given_values, training_step


def by_the_loops(problem: Problem, network: Network, *, inside: bool) -> dict[Q, float]:
    """Every z, a, cost, δ, gradient and new parameter, from `backprop.py` and `descent.py`."""
    n, found = len(problem.examples), {}
    parts = [backprop(network, x, y, problem.cost, n if inside else 1) for x, y in problem.examples]
    for i, ((x, y), part) in enumerate(zip(problem.examples, parts)):
        passed = forward(network, x)
        found[Q("C_x", i=i)] = example_cost(network, x, y, problem.cost)
        for l, width in enumerate(network.widths[1:], start=1):
            for j in range(width):
                found[Q("z", l, j, i=i)] = passed.z[l][j]
                found[Q("a", l, j, i=i)] = passed.a[l][j]
                found[Q("delta", l, j, i=i)] = part.delta[l][j]
        if n > 1 and not inside:
            found |= of_parameters("dw_x", "db_x", part.dw, part.db, i)
    gradients = summed(parts) if inside else average(parts)
    new = descend(network, gradients, problem.eta, train_biases=problem.train_biases)
    found |= of_parameters("dw", "db", gradients.dw, gradients.db)
    found |= of_parameters("w_new", "b_new", new.w, new.b)
    if not problem.train_biases:
        found = {q: value for q, value in found.items() if q.kind != "b_new"}
    if n > 1:
        found[Q("C")] = mean_cost(network, problem.examples, problem.cost)
    return found


def of_parameters(weight, bias, w, b, i=None):
    weights = {
        Q(weight, l, j, k, i): value
        for l, rows in enumerate(w)
        for j, row in enumerate(rows)
        for k, value in enumerate(row)
    }
    biases = {Q(bias, l, j, i=i): value for l, row in enumerate(b) for j, value in enumerate(row)}
    return weights | biases


# What only the lines have, on the way to the rest.
BETWEEN = {"dC_da", "slope", "da_dz", "ln_a", "ln_not_a"}


def assert_same_arithmetic(problem: Problem, note: str) -> None:
    step = trace(problem, note=note)
    inside = step.working.spelling.notation.inside and len(problem.examples) > 1
    lines = {line.quantity: line.value for phase in step.phases for line in phase.lines}
    lines = {q: value for q, value in lines.items() if q.kind not in BETWEEN}
    # A relative 1e-12: what floats leave of a sum that is 0 is 0 in a line, and not in a loop.
    expected = by_the_loops(problem, problem.network, inside=inside)
    assert lines == pytest.approx(expected, rel=1e-12, abs=1e-15)
    assert lines.keys() == expected.keys()
    assert step.moved_network.w == [
        [[expected[Q("w_new", l, j, k)] for k in range(len(row))] for j, row in enumerate(rows)]
        for l, rows in enumerate(problem.network.w)
    ]


@pytest.mark.parametrize("note", NOTES)
def test_shipped_problems(shipped, note):
    assert_same_arithmetic(shipped, note)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.seeds(12, 240)
def test_random_problems(note, seed):
    assert_same_arithmetic(random_problem(seed), note)


def test_it_sees_a_difference_in_one_line(mazur):
    """The comparison above fails for another slope."""
    wrong = Problem(mazur.network, mazur.examples, "squared_error", mazur.eta)
    step = trace(mazur)
    values = by_the_loops(wrong, wrong.network, inside=False)
    assert step.working.values[Q("delta", 2, 0, i=0)] * 2 == values[Q("delta", 2, 0, i=0)]


def test_every_intermediate_has_its_own_line(mazur):
    """∂C/∂a_j, σ'(z_j) and their product δ_j, for each neuron, in this order."""
    (backward,) = [p for p in training_step(mazur, mazur.network) if p.name == "backward"]
    assert [(s.quantity.kind, s.quantity.l, s.quantity.j) for s in backward.lines] == [
        (kind, l, j) for l in (2, 1) for j in (0, 1) for kind in ("dC_da", "slope", "delta")
    ]


ONE = ["forward", "cost", "backward", "gradients"]
PHASES = [
    (1, False, [(name, 0) for name in ONE] + [("update", None)]),
    (1, True, [(name, 0) for name in ONE] + [("update", None)]),
    (2, False, [(n, i) for i in (0, 1) for n in ONE] + [("batch", None), ("update", None)]),
    (2, True, [(n, i) for i in (0, 1) for n in ONE[:3]] + [("batch", None), ("update", None)]),
]


@pytest.mark.parametrize(("examples", "inside", "phases"), PHASES)
def test_phases(examples, inside, phases):
    problem = random_problem(3, examples=examples)
    step = training_step(problem, problem.network, inside=inside)
    assert [(phase.name, phase.example) for phase in step] == phases


def test_a_hidden_error_uses_the_weights_that_leave_the_neuron_before_the_update(mazur):
    step = training_step(mazur, mazur.network)
    lines = {line.quantity: line for phase in step for line in phase.lines}
    weights, deltas = lines[Q("dC_da", 1, 1, i=0)].operands
    assert weights == [Q("w", 2, 0, 1), Q("w", 2, 1, 1)]
    assert deltas == [Q("delta", 2, 0, i=0), Q("delta", 2, 1, i=0)]


@pytest.mark.parametrize("inside", [False, True])
def test_every_line_uses_only_what_is_known(shipped, inside):
    known = set(given_values(shipped, shipped.network))
    for phase in training_step(shipped, shipped.network, inside=inside):
        for line in phase.lines:
            assert {*operands_of(line)} <= known
            assert line.quantity not in known
            known.add(line.quantity)


def test_what_is_given_is_what_the_problem_says(shipped):
    given = given_values(shipped, shipped.network)
    for i, (x, y) in enumerate(shipped.examples):
        assert [given.pop(Q("a", 0, j, i=i)) for j in range(len(x))] == list(x)
        assert [given.pop(Q("y", None, j, i=i)) for j in range(len(y))] == list(y)
    assert given.pop(Q("eta")) == shipped.eta
    if len(shipped.examples) > 1:
        assert given.pop(Q("n")) == len(shipped.examples)
    assert given == of_parameters("w", "b", shipped.network.w, shipped.network.b)


def test_fixed_biases_have_gradients_but_no_update(mazur):
    lines = [line for phase in training_step(mazur, mazur.network) for line in phase.lines]
    kinds = {line.quantity.kind for line in lines}
    assert not mazur.train_biases
    assert "db" in kinds
    assert "b_new" not in kinds


@pytest.mark.parametrize("z", [800.0, -800.0])
@pytest.mark.parametrize(
    ("activation", "cost", "y"),
    [("sigmoid", "binary_cross_entropy", 0.0), ("sigmoid", "half_squared_error", 1.0)],
)
def test_a_saturated_step_is_finite(z, activation, cost, y):
    network = Network([Layer([[z]], [0.0], activation)])
    step = trace(Problem(network, [([1.0], [y])], cost, 0.1))
    assert all(abs(value) <= 801 for value in step.working.values.values())


TOO_LARGE = [
    (1e200, 1e200, 0.1, "the weighted input of neuron 1 of layer 1 is too large"),
    (1e200, 1.0, 0.1, "the cost is too large"),
    (1e100, 1e40, 1e300, "the new weight of neuron 1 of layer 1 is too large"),
]


@pytest.mark.parametrize(("weight", "x", "eta", "message"), TOO_LARGE)
def test_a_value_that_no_float_holds_is_named(weight, x, eta, message):
    network = Network([Layer([[weight]], [0.0], "identity")])
    problem = Problem(network, [([x], [0.0])], "squared_error", eta)
    with pytest.raises(ProblemError, match=f"{message} for a float; take smaller inputs"):
        trace(problem)
