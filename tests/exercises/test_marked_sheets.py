"""Whole sheets marked: sequences that readers typed, zeros, saturated units, corrected lines."""

import math

import pytest
from solving import CALCULATED, from_written, marks_of, rounded, sheet_of

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.exercises.answers import FilledIn
from backprop_scalar.exercises.assignment import of_exercise
from backprop_scalar.exercises.mark_page import score
from backprop_scalar.exercises.marking import BLANK, Verdict, mark
from backprop_scalar.exercises.sheet import WRONG_LINE, evaluated, sheet_of_problem

RIGHT, CONSISTENT, WRONG, NOT_ANSWERED = Verdict

SEQUENCES = [
    (
        "two_steps",
        2,
        # w_1 has a wrong digit; z_1 is what the right w_1 gives.
        {
            "z_0": (-0.9950, RIGHT, ""),
            "δ_0": (-2.395, RIGHT, ""),
            "∂C/∂w_0": (-1.677, RIGHT, ""),
            "∂C/∂b_0": (-2.395, RIGHT, ""),
            "w_1": (0.3270, WRONG, "Perhaps a digit is wrong"),
            "b_1": (0.08825, RIGHT, ""),
            "z_1": (0.2542, RIGHT, ""),
        },
    ),
    (
        "deep",
        38,
        {
            "δ_1^(2)": (0.0107, NOT_ANSWERED, "Right as far as it goes, but with 3"),
            "δ_2^(2)": (0.0064, NOT_ANSWERED, "Right as far as it goes, but with 2"),
            "∂ℒ/∂a_1^(1)": (-0.0096, CONSISTENT, "Follows from your `δ_1^(2)`, `δ_2^(2)`."),
        },
    ),
    ("chain", 6, {"δ^(1)": (-0.0001, NOT_ANSWERED, "Right as far as it goes, but with 1")}),
    (
        "cross_entropy",
        0,
        {
            "a_1^(2)": (2.459, WRONG, "The brackets of the sigmoid are lost"),
            "ℒ": (-0.8998, CONSISTENT, "Follows from your `a_1^(2)`."),
        },
    ),
    ("softmax", 0, {"∂ℒ/∂b_1^(1)": (0.0, WRONG, "This does not follow")}),
]


@pytest.mark.parametrize(("name", "seed", "lines"), SEQUENCES, ids=[s[0] for s in SEQUENCES])
def test_sequences_that_readers_typed(name, seed, lines):
    given_sheet = sheet_of(name, seed)
    by_key = {given_sheet.keys[q]: q for q in given_sheet.lines}
    marks = marks_of(given_sheet, {by_key[key]: answer for key, (answer, _, _) in lines.items()})
    for key, (_, verdict, message) in lines.items():
        marked = marks[by_key[key]]
        assert marked.verdict is verdict, (key, marked)
        assert marked.message.startswith(message), (key, marked)


@pytest.mark.parametrize("name", [exercise.name for exercise in CALCULATED])
def test_of_a_sheet_of_zeros_nothing_counts_but_a_0_that_stands_by_itself(name):
    zeros = sheet_of(name, 0)
    marks = mark(zeros, dict.fromkeys(zeros.lines, 0.0))
    accepted = [m.quantity for m in marks if m.verdict in (RIGHT, CONSISTENT)]
    assert accepted == [q for q in accepted if zeros.values[q] == 0]
    assert len(accepted) == (3 if name == "relu" else 0)  # z, a and slope at the corner


def test_the_score_leaves_out_what_does_not_count():
    """Of 43 lines 12 are worked out from given numbers, or from what cannot be 0."""
    assignment = of_exercise("deep", 0)
    marks = mark(assignment.sheet, dict.fromkeys(assignment.sheet.lines, 0.0))
    assert score(FilledIn(assignment, marks)) == "Score: 0 of 12 lines (12 wrong, 31 not counted)."


def test_a_cross_entropy_needs_no_logarithm_of_weight_0():
    """With y = 0 the cost is -ln(1 - a), and an a below 0 has one."""
    given_sheet = sheet_of("cross_entropy", 0)
    (y,) = [q for q in given_sheet.given if q.kind == "y"]
    a, cost = (next(q for q in given_sheet.lines if q.kind == kind) for kind in ("a", "C_x"))
    a = a._replace(l=2, j=0)
    wrong = -1.5 if given_sheet.given[y] == 0 else 2.5
    marks = marks_of(given_sheet, {a: wrong, cost: rounded(-math.log(2.5), 4)})
    assert marks[cost].verdict is CONSISTENT


@pytest.mark.parametrize("z", [35.0, 40.0])
def test_a_saturated_cross_entropy_is_that_of_the_trace(z):
    """σ(35) is 1 to 15 digits, σ(40) to all: from a alone the cost would be 34.9 or infinite."""
    network = Network([Layer([[z / 5]], [0.0], "sigmoid")])
    saturated = sheet_of_problem(Problem(network, [([5.0], [0.0])], "binary_cross_entropy", 0.5))
    cost = next(q for q in saturated.lines if q.kind == "C_x")
    assert saturated.values[cost] == pytest.approx(z, rel=1e-12)
    assert marks_of(saturated, {})[cost].verdict is RIGHT
    assert {m.verdict for m in mark(saturated, saturated.values)} == {RIGHT}


def test_below_a_corrected_line_work_is_to_be_done_again():
    """z without its bias, and all that follows; then z is put right."""
    neuron = sheet_of("one_neuron", 0)
    z, a = (next(q for q in neuron.lines if q.kind == kind) for kind in "za")
    w, x, _ = neuron.lines[z].operands
    old = rounded(neuron.values[w[0]] * neuron.values[x[0]], 4)
    before = {q: m.answer for q, m in marks_of(neuron, {z: old}).items()}
    marks = {m.quantity: m for m in mark(neuron, before | {z: rounded(neuron.values[z], 4)})}
    assert marks[a].verdict is NOT_ANSWERED
    assert marks[a].message == (
        f"This fits another `{neuron.keys[z]}` than yours: work this out again with your new "
        f"`{neuron.keys[z]}`."
    )
    assert {m.verdict for q, m in marks.items() if q != a} <= {RIGHT, CONSISTENT}
    # A misplaced point above would explain too many numbers.
    tenfold = rounded(1 / (1 + math.exp(-10 * neuron.values[z])), 4)
    assert marks_of(neuron, {a: tenfold})[a].verdict is WRONG


def test_a_relu_wrongly_thought_dead_costs_one_line():
    for seed in range(3):
        relu = sheet_of("relu", seed)
        honest = from_written(relu, rounded)
        h = next(q for q in relu.lines if q.kind == "a" and q.l == 1 and honest[q])
        dead, slope = dict(relu.given), h._replace(kind="slope")
        for q, step in relu.lines.items():
            dead[q] = 0.0 if q in (h, slope) else rounded(evaluated(step, dead), 4)
        marks = mark(relu, dead)
        assert [m.quantity for m in marks if m.verdict is WRONG] == [h]
        assert next(m.quantity for m in marks if not m.counts) == slope
        assert all(dead[m.quantity] == 0 for m in marks if not m.counts)


def test_what_can_happen_on_any_line_is_left_out_where_a_slip_of_the_line_is_the_same():
    neuron = sheet_of("one_neuron", 0)
    slope = next(q for q in neuron.lines if q.kind == "dC_da")
    marked = marks_of(neuron, {slope: -rounded(neuron.values[slope], 4)})[slope]
    assert marked.message == (
        "Target minus output. If an output is too large, does the cost rise or fall when that "
        "output grows?"
    )


def test_of_two_slips_that_give_the_same_number_both_are_named():
    """Half of 2 (a - y) is a - y; so is its mean over two outputs."""
    network = Network([Layer([[0.5], [0.3]], [0.2, 0.1], "sigmoid")])
    two = sheet_of_problem(Problem(network, [([0.8], [0.1, 0.9])], "squared_error", 0.65))
    slope = next(q for q in two.lines if q.kind == "dC_da")
    marked = marks_of(two, {slope: rounded(two.values[slope] / 2, 4)})[slope]
    assert marked.message == (
        "The factor 2 is missing, or divided by the number of outputs. Write the cost down and "
        "differentiate exactly that expression. Is the cost a sum over the outputs, or their mean?"
    )


def test_the_name_of_the_wrong_line():
    hunt = sheet_of("slip_hunt", 0)
    name = hunt.keys[hunt.worked.wrong]
    other = next(key for q, key in hunt.keys.items() if q in hunt.lines and key != name)

    def said(answer):
        marked, number = mark(hunt, {WRONG_LINE: answer})
        assert (marked.quantity, marked.answer) == (WRONG_LINE, answer)
        assert (number.verdict, number.message) == (NOT_ANSWERED, "")
        return marked.verdict, marked.message

    assert said(name) == (RIGHT, f"{hunt.worked.slip}.")
    assert said(f"  {name} ") == (RIGHT, f"{hunt.worked.slip}.")
    assert said(BLANK) == (NOT_ANSWERED, "")
    assert said(other)[0] is WRONG
    assert "follows from the numbers above it" in said(other)[1]
    assert "no line of WORKED" in said("a_9^9")[1]
    assert "no line of WORKED" in said(next(iter(hunt.keys.values())))[1]
    assert "no line of WORKED" in said("3.0")[1]
