"""The marking rule where numbers are saturated, 0, tiny or huge."""

from solving import P, Q, R, X, small_sheet, verdicts

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.costs import binary_cross_entropy
from backprop_scalar.equations import chain, share, weighted_input
from backprop_scalar.exercises.marking import BLANK, Verdict, mark
from backprop_scalar.exercises.sheet import sheet_of_problem
from backprop_scalar.functions import ln
from backprop_scalar.notes.quantities import Quantity
from backprop_scalar.tracing.lines import Line

RIGHT, CONSISTENT, WRONG, NOT_ANSWERED = Verdict


def test_how_far_a_line_may_go_up_and_down_are_two_things():
    """ln(1 - p) at p = 0.9998: ln 0.0002 = -8.5172, ln 0.0003 = -8.1117, ln 0.0001 = -9.2103."""
    edge = small_sheet(Line(P, chain, (X, 0.4999)), Line(Q, lambda p: ln(1 - p), (P,)))
    for answer, verdict in ((-8.112, RIGHT), (-8.105, WRONG), (-9.211, RIGHT), (-9.215, WRONG)):
        assert verdicts(edge, 0.9998, answer)[1] is verdict


def test_beside_a_pole_a_line_may_go_beyond_all_bounds():
    """ln(1 - p) at p = 0.9999 may be the logarithm of anything up to 0.0002, -8.5172."""
    for answer, verdict in ((-8.52, RIGHT), (-8.515, WRONG), (-9.915, RIGHT), (-16.4, RIGHT)):
        assert verdicts(beside_a_pole(1), 0.9999, answer)[1] is verdict
        assert verdicts(beside_a_pole(-1), -0.9999, answer)[1] is verdict


def beside_a_pole(sign):
    """q = ln(1 - p) and r = 2 q, where p is 0.9999; or ln(1 + p), where it is -0.9999."""
    logarithm = Line(Q, lambda p: ln(1 - sign * p), (P,))
    return small_sheet(Line(P, chain, (X, sign * 0.49995)), logarithm, Line(R, chain, (Q, 2)))


def test_beside_a_pole_a_blank_is_as_uncertain_as_the_other_side_says():
    """q is -9.2103 give or take 9.2103 - 8.5172 and 0.001, so r -18.4207 give or take 1.3983."""
    for answer, verdict in ((-17.024, RIGHT), (-17.02, WRONG)):
        assert verdicts(beside_a_pole(1), 0.9999, BLANK, answer)[2] is verdict


def test_beside_a_pole_a_line_may_go_up_as_well_and_no_slip_is_named_for_that():
    """-ln(1 - p) at p = 0.9999 is 9.2103, and 4.0000 to the base 10."""
    edge = small_sheet(Line(P, chain, (X, 0.49995)), Line(Q, binary_cross_entropy, ([P], [0.0])))
    for answer, verdict in ((8.52, RIGHT), (8.515, WRONG), (9.915, RIGHT), (16.4, RIGHT)):
        assert verdicts(edge, 0.9999, answer)[1] is verdict
    assert "base 10" not in mark(edge, {P: 0.9999, Q: 6.123})[1].message


def test_a_lost_sign_turns_up_and_down_round():
    """8.5172 may be 8.1117 to 9.2103."""
    edge = small_sheet(Line(P, chain, (X, 0.4999)), Line(Q, lambda p: ln(1 - p), (P,)))
    for answer, is_named in ((9.21, True), (8.112, True), (9.22, False), (8.105, False)):
        marked = mark(edge, {P: 0.9998, Q: answer})[1]
        assert marked.message.startswith("A sign is lost") is is_named


def test_where_the_readers_right_numbers_give_no_value_the_true_ones_do():
    """p = 0.999954 is 1.000, and ln(1 - p) = -9.9869, or -8.8317 one unit below."""
    edge = small_sheet(Line(P, chain, (X, 0.499977)), Line(Q, lambda p: ln(1 - p), (P,)))
    for answer, verdict in ((-9.987, RIGHT), (-8.835, RIGHT), (-8.825, WRONG)):
        assert verdicts(edge, 1.0, answer) == [RIGHT, verdict]


def test_what_floats_leave_of_a_sum_that_is_0_is_0():
    """0.3·1 - 0.2·2 + 0.1, worked out by the sheet and in the answer."""
    noise = small_sheet(Line(P, weighted_input, ([X, 2.0], [0.3, -0.2], 0.1)), x=1.0)
    assert noise.values[P] == 0
    assert 0.3 - 0.4 + 0.1 != 0
    assert verdicts(noise, 0.0) == [RIGHT]
    assert verdicts(noise, 0.3 - 0.4 + 0.1) == [RIGHT]


def test_numbers_beyond_all_bounds_break_nothing():
    thirds = small_sheet(Line(P, share, (X, 3)), Line(Q, chain, (P, 30)), Line(R, chain, (Q, X)))
    for wild in (1e308, -1e308, 5e-324, 1e-300):
        marks = mark(thirds, {P: wild, Q: wild, R: wild})
        assert RIGHT not in {m.verdict for m in marks}


def test_tiny_numbers_are_marked_like_any_other():
    """A saturated unit passes back numbers below what floats leave of a sum of ones."""
    tiny = small_sheet(Line(P, chain, (X, 1e-17)), Line(Q, chain, (P, X)), x=3.0)
    assert verdicts(tiny, 3e-17, 9e-17) == [RIGHT, RIGHT]
    assert verdicts(tiny, 3.1e-17, 9.3e-17) == [WRONG, CONSISTENT]
    assert verdicts(tiny, 1.5e-16) == [WRONG, NOT_ANSWERED]


def test_a_dead_unit_is_0_and_nothing_else():
    zero = small_sheet(Line(P, weighted_input, ([X], [X], -4)), Line(Q, chain, (P, X)))
    assert verdicts(zero, 0, 0) == [RIGHT, RIGHT]
    assert verdicts(zero, 0.2 * 10 - 2, 0.0) == [RIGHT, RIGHT]
    assert verdicts(zero, 0.001, 0.002) == [WRONG, CONSISTENT]


def test_an_exact_0_that_is_handed_to_the_reader_is_0():
    """The output after a dead unit is its bias 0.5, so the cost of this example is 0.25."""
    network = Network([Layer([[-1.0]], [0.0], "relu"), Layer([[2.0]], [0.5], "identity")])
    examples = [([0.5], [1.0]), ([-0.5], [1.0])]
    sheet = sheet_of_problem(Problem(network, examples, "squared_error", 0.1), handed=(0,))
    assert sheet.given[Quantity("C_x", i=0)] == 0.25
