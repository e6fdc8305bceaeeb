"""A trace must be what `backprop` computes, and each line what its text says."""

import pytest
from backprop_scalar.tracing.pages import Page
from backprop_scalar.tracing.quantities import Quantity as Q
from backprop_scalar.tracing.steps import trace, training_step
from backprop_scalar.tracing.tables import StepTables
from reading import Reading
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
)

RANDOM = range(120)


def assert_same_as_backprop(problem: Problem, *, inside: bool) -> None:
    """Every value of the trace, bit for bit."""
    step = trace(problem, problem.network, inside=inside)
    network, n = problem.network, len(problem.examples)
    found = dict(step.values)
    parts = [backprop(network, x, y, problem.cost, n if inside else 1) for x, y in problem.examples]
    for i, ((x, y), part) in enumerate(zip(problem.examples, parts)):
        passed = forward(network, x)
        assert found.pop(Q("C_x", i=i)) == example_cost(network, x, y, problem.cost)
        for l in range(1, len(network.layers) + 1):
            for j in range(network.widths[l]):
                assert found.pop(Q("z", l, j, i=i)) == passed.z[l][j]
                assert found.pop(Q("a", l, j, i=i)) == passed.a[l][j]
                assert found.pop(Q("delta", l, j, i=i)) == part.delta[l][j]
                if n > 1 and not inside:
                    assert found.pop(Q("db_x", l, j, i=i)) == part.db[l][j]
                    for k in range(network.widths[l - 1]):
                        assert found.pop(Q("dw_x", l, j, k, i)) == part.dw[l][j][k]
    gradients = summed(parts) if inside else average(parts)
    new = descend(network, gradients, problem.eta, train_biases=problem.train_biases)
    for l in range(1, len(network.layers) + 1):
        for j in range(network.widths[l]):
            assert found.pop(Q("db", l, j)) == gradients.db[l][j]
            assert found.pop(Q("b_new", l, j), network.b[l][j]) == new.b[l][j]
            for k in range(network.widths[l - 1]):
                assert found.pop(Q("dw", l, j, k)) == gradients.dw[l][j][k]
                assert found.pop(Q("w_new", l, j, k)) == new.w[l][j][k]
    if n > 1:
        assert found.pop(Q("C")) == mean_cost(network, problem.examples, problem.cost)
    assert step.moved_network == new
    left = {quantity.kind for quantity in found if quantity not in step.given}
    assert left <= {"dC_da", "slope", "da_dz", "ln_a", "ln_not_a"}


@pytest.mark.parametrize("inside", [False, True])
def test_shipped_problems_bit_for_bit(shipped, inside):
    assert_same_as_backprop(shipped, inside=inside)


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("seed", RANDOM)
def test_random_problems_bit_for_bit(seed, inside):
    assert_same_as_backprop(random_problem(seed), inside=inside)


def assert_lines_mean_their_values(problem: Problem, note: str, digits: int, ascii_only: bool):
    page = Page(ascii_only=ascii_only)
    tables = StepTables(page, problem, digits, note=note)
    for phase in tables.trace.phases:
        for line in phase.steps:
            text = tables.numbers(line, page.style)
            shown = tables.value(line.quantity)
            assert Reading(text, digits).agrees_with(shown), f"{line.quantity}: {text} = {shown}"


@pytest.mark.parametrize("digits", [3, 6, 12])
@pytest.mark.parametrize("note", NOTES)
def test_numbers_of_shipped_problems_give_their_values(shipped, note, digits):
    assert_lines_mean_their_values(shipped, note, digits, ascii_only=note in ("ko", "thill"))


@pytest.mark.parametrize("seed", RANDOM)
def test_numbers_of_random_problems_give_their_values(seed):
    assert_lines_mean_their_values(random_problem(seed), NOTES[seed % 5], 6, bool(seed % 2))


def test_every_intermediate_has_its_own_line(mazur):
    """∂C/∂a_j, σ'(z_j) and their product δ_j, for each neuron, in this order."""
    (backward,) = [p for p in trace(mazur, mazur.network).phases if p.name == "backward"]
    assert [(s.quantity.kind, s.quantity.l, s.quantity.j) for s in backward.steps] == [
        (kind, l, j) for l in (2, 1) for j in (0, 1) for kind in ("dC_da", "slope", "delta")
    ]


def test_the_same_problem_has_the_same_steps(shipped):
    for inside in (False, True):
        phases = [training_step(shipped, shipped.network, inside=inside) for _ in range(2)]
        assert phases[0] == phases[1]


def test_a_hidden_error_uses_the_weights_that_leave_the_neuron_before_the_update(mazur):
    steps = {s.quantity: s for p in trace(mazur, mazur.network).phases for s in p.steps}
    weights, deltas = steps[Q("dC_da", 1, 1, i=0)].operands
    assert weights == [Q("w", 2, 0, 1), Q("w", 2, 1, 1)]
    assert deltas == [Q("delta", 2, 0, i=0), Q("delta", 2, 1, i=0)]


def test_every_line_uses_only_what_is_known(shipped):
    for inside in (False, True):
        step = trace(shipped, shipped.network, inside=inside)
        known = set(step.given)
        for phase in step.phases:
            for line in phase.steps:
                used = set()
                line.read(lambda q, used=used, values=step.values: used.add(q) or values[q])
                assert used <= known
                known.add(line.quantity)


def test_the_number_of_examples_is_given_where_there_are_several(shipped):
    given = trace(shipped, shipped.network).given
    assert given.get(Q("n")) == (len(shipped.examples) if len(shipped.examples) > 1 else None)


def test_fixed_biases_have_gradients_but_no_update(mazur):
    kinds = {q.kind for q in trace(mazur, mazur.network).values}
    assert "db" in kinds
    assert "b_new" not in kinds


@pytest.mark.parametrize("z", [800.0, -800.0])
@pytest.mark.parametrize(
    ("activation", "cost", "y"),
    [("sigmoid", "binary_cross_entropy", 0.0), ("sigmoid", "half_squared_error", 1.0)],
)
def test_a_saturated_step_is_finite(z, activation, cost, y):
    network = Network([Layer([[z]], [0.0], activation)])
    step = trace(Problem(network, [([1.0], [y])], cost, 0.1), network)
    assert all(abs(value) <= 801 for value in step.values.values())


TOO_LARGE = [
    (
        Layer([[1e200]], [0.0], "identity"),
        1e200,
        0.1,
        "the weighted input of layer 1, neuron 1 in example 1 is too",
    ),
    (Layer([[1e200]], [0.0], "identity"), 1.0, 0.1, "the cost in example 1 is too large"),
    (
        Layer([[1e100]], [0.0], "identity"),
        1e40,
        1e300,
        "a new weight of layer 1, neuron 1 is too large",
    ),
]


@pytest.mark.parametrize(("layer", "x", "eta", "message"), TOO_LARGE)
def test_a_value_that_no_float_holds_is_named(layer, x, eta, message):
    problem = Problem(Network([layer]), [([x], [0.0])], "squared_error", eta)
    with pytest.raises(ProblemError, match=message):
        trace(problem, problem.network)
