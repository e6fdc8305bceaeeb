"""The lines of a step and the loops of `backprop.py` are the same arithmetic."""

from dataclasses import replace

import pytest
from support import NOTES, PAIRS, each_row, random_problem

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
    summed,
    trace,
    train,
)
from backprop_scalar.backprop import batch_cost, penalty, regularized
from backprop_scalar.descent import accumulated
from backprop_scalar.notes.quantities import Quantity as Q
from backprop_scalar.tracing.lines import operands_of
from backprop_scalar.tracing.training_step import given_values, training_step


def by_the_loops(problem, network, *, inside, velocities=None):
    """Every z, a, cost, δ, gradient and new parameter, from `backprop.py` and `descent.py`.

    inside: δ holds the 1/n of a mean; velocities: those before the step. The new ones come second.
    """
    n, mean = len(problem.examples), problem.batch == "mean"
    share = n if inside and mean else 1
    parts = [backprop(network, x, y, problem.cost, share) for x, y in problem.examples]
    found = {}
    for i, (example, part) in enumerate(zip(problem.examples, parts)):
        found |= of_example(network, example, problem.cost, part, i)
        if n > 1 and not inside:
            found |= of_parameters("dw_x", "db_x", part.dw, part.db, i)
    gradients = summed(parts) if inside or not mean else average(parts)
    found |= of_parameters("dw", "db", gradients.dw, gradients.db)
    if n > 1:
        found[Q("C")] = batch_cost(network, problem.examples, problem.cost, problem.batch)
    if problem.l2:
        gradients = regularized(network, gradients, problem.l2)
        found |= of_parameters("dw_R", "", gradients.dw, [])
        found[Q("R")] = penalty(network, problem.l2)
        found[Q("C_R")] = found[Q("C") if n > 1 else Q("C_x", i=0)] + found[Q("R")]
    if problem.momentum:
        gradients = velocities = accumulated(velocities, gradients, problem.momentum)
        found |= of_parameters("w_v", "b_v", velocities.dw, velocities.db)
    new = descend(network, gradients, problem.eta, train_biases=problem.train_biases)
    found |= of_parameters("w_new", "b_new", new.w, new.b)
    if not problem.train_biases:
        found = {q: value for q, value in found.items() if q.kind not in ("b_new", "b_v")}
    return found, velocities


def of_example(network, example, cost, part, i):
    """The z, a, δ and the cost of one example."""
    passed = forward(network, example.x)
    found = {Q("C_x", i=i): example_cost(network, *example, cost)}
    for kind, layers in (("z", passed.z), ("a", passed.a), ("delta", part.delta)):
        for l in range(1, len(layers)):
            found |= {Q(kind, l, j, i=i): value for j, value in enumerate(layers[l])}
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


def assert_same_arithmetic(problem: Problem, note: str, steps: int = 1) -> None:
    step, velocities = trace(problem, note=note), None
    inside = step.working.spelling.notation.inside and len(problem.examples) > 1
    for number in range(steps):
        step = step.next_step() if number else step
        quantities = [line.quantity for line in step.lines]
        lines = {q: step.working.values[q] for q in quantities if q.kind not in BETWEEN}
        options = {"inside": inside, "velocities": velocities}
        expected, velocities = by_the_loops(problem, step.network, **options)
        # A relative 1e-12: what floats leave of a sum that is 0 is 0 in a line, not in a loop.
        assert lines == pytest.approx(expected, rel=1e-12, abs=1e-15)
        assert lines.keys() == expected.keys()
        assert_moved(step, lines)


def assert_moved(step, lines):
    """The network after the step has the new parameters, and the biases that are held fixed."""
    w, b = step.moved_network.w, step.moved_network.b
    fixed = {} if step.problem.train_biases else of_parameters("", "b_new", [], step.network.b)
    expected = {q: v for q, v in lines.items() if q.kind in ("w_new", "b_new")} | fixed
    assert of_parameters("w_new", "b_new", w, b) == expected


@pytest.mark.parametrize("note", ["ko", "full_story"], ids=["outside", "inside"])
def test_shipped_problems(shipped, note):
    """With 1/n outside δ and inside."""
    assert_same_arithmetic(shipped, note)


@pytest.mark.seeds(len(PAIRS), 460)
def test_random_problems(seed):
    """Two steps, so that velocities are passed on; some with a penalty, some costs added."""
    problem = replace(random_problem(seed, extras=True), train_biases=seed % 3 > 0)
    assert_same_arithmetic(problem, NOTES[seed % len(NOTES)], steps=2)


def test_the_random_problems_have_what_a_problem_may_have():
    problems = [random_problem(seed, extras=True) for seed in range(12)]
    for kind in ("momentum", "l2", "batch"):
        assert len({getattr(problem, kind) for problem in problems}) == 2
    assert any(not all(problem.network.b[1:]) for problem in problems)
    several = [problem for problem in problems if len(problem.examples) > 1]
    assert {(problem.batch, problem.l2 > 0) for problem in several} == {
        *(("mean", True), ("mean", False), ("sum", True), ("sum", False))
    }


@pytest.mark.seeds(12, 240)
def test_a_step_told_at_length_comes_to_the_same(seed):
    """With a line for each change of a parameter, and with every factor of an output's error."""
    problem = random_problem(seed, extras=True)
    note = NOTES[seed % len(NOTES)]
    plain, longer = trace(problem, note=note), trace(problem, note=note, factors=True, changes=True)
    short, long = plain.working.values, longer.working.values
    assert short.keys() < long.keys()
    # A product of factors is rounded at each of them: relative to these, not to what it comes to.
    assert {q: long[q] for q in short} == pytest.approx(short, rel=1e-9, abs=1e-12)
    for place in problem.network.places():
        theta = Q("b" if place.k is None else "w", *place)
        new, change = (long[theta._replace(kind=f"{theta.kind}_{x}")] for x in ("new", "change"))
        assert new == pytest.approx(long[theta] + change, rel=1e-12, abs=1e-15)
    second, after = plain.next_step(), longer.next_step()
    assert second.working.values.keys() < after.working.values.keys()


@pytest.mark.seeds(12, 120)
def test_the_factors_of_a_cross_entropy_come_to_its_closed_error(seed):
    """-y/a and the slopes: their product, or sum of products, is a Σy - y, or a - y."""
    activation, cost = (("sigmoid", "binary_"), ("softmax", ""))[seed % 2]
    problem = random_problem(PAIRS.index((activation, f"{cost}cross_entropy")) + seed * len(PAIRS))
    values = trace(problem, factors=True).working.values
    L = len(problem.network.activations)
    for i, (_, y) in enumerate(problem.examples):
        for j, y_j in enumerate(y):
            a_j = values[Q("a", L, j, i=i)]
            dC_da = -y_j / a_j if activation == "softmax" else (a_j - y_j) / (a_j * (1 - a_j))
            assert values[Q("dC_da", L, j, i=i)] == pytest.approx(dC_da, rel=1e-12)
            delta = values[Q("delta", L, j, i=i)]
            assert delta == pytest.approx(a_j - y_j, rel=1e-12, abs=1e-14)


@pytest.mark.seeds(4, 80)
@pytest.mark.parametrize("size", [1, 2])
def test_steps_of_some_examples_are_an_epoch(size, seed):
    """The examples in turn, as `trace --batch-size` takes them, velocities passed on."""
    problem = random_problem(seed, examples=3, extras=True)
    batches = [problem.examples[start : start + size] for start in range(0, 3, size)]
    first, *others = [replace(problem, examples=batch) for batch in batches]
    step = trace(first)
    for other in others:
        step = step.next_step(other)
    settings = problem.network, problem.examples, problem.cost, problem.eta, 1
    *_, epoch = train(*settings, batch_size=size, **problem.stepping)
    moved, trained = step.moved_network, epoch.network
    expected = of_parameters("w", "b", trained.w, trained.b)
    assert of_parameters("w", "b", moved.w, moved.b) == pytest.approx(expected, rel=1e-12)


def test_it_sees_a_difference_in_one_line(mazur):
    """The comparison above fails for another slope."""
    wrong = Problem(mazur.network, mazur.examples, "squared_error", mazur.eta)
    step = trace(mazur)
    values, _ = by_the_loops(wrong, wrong.network, inside=False)
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


@each_row(PHASES)
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


def test_factors_stand_in_the_order_of_ko(mazur):
    """z as in §2, BP1 to BP4, and (1) of its §2."""
    wanted = {
        "z": "w_11^1·a_1^0 + w_12^1·a_2^0 + b_1^1",
        "dC_da": "w_11^2·δ_1^2 + w_21^2·δ_2^2",
        "slope": "a_1^1·(1 − a_1^1)",
        "delta": "∂C/∂a_1^1·σ'(z_1^1)",
        "dw": "a_1^0·δ_1^1",
        "w_new": "w_11^1 − η·∂C/∂w_11^1",
    }
    lines = [line for phase in trace(mazur, note="ko").phases for line in phase.lines]
    of_one = [line for line in lines if line.quantity[1:4] in ((1, 0, None), (1, 0, 0))]
    found = {line.quantity.kind: line.formula for line in of_one}
    assert {kind: found[kind] for kind in wanted} == wanted


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


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.seeds(8, 100)
def test_every_given_quantity_is_used(seed, inside):
    """So no n is given where costs are added, no λ or α where there is none."""
    problem = random_problem(seed, extras=True)
    phases = training_step(problem, problem.network, inside=inside)
    used = {q for phase in phases for line in phase.lines for q in operands_of(line)}
    assert given_values(problem, problem.network).keys() <= used
