"""The marking rule on lines small enough for pencil and paper."""

import pytest
from solving import P, Q, R, X, rounded, small_sheet, verdicts
from support import each_row

from backprop_scalar.activations import sigmoid
from backprop_scalar.equations import chain, share, total, weighted_input
from backprop_scalar.exercises.explanations import written_digits
from backprop_scalar.exercises.marking import (
    BLANK,
    NoNumber,
    Verdict,
    mark,
)
from backprop_scalar.functions import ln
from backprop_scalar.notes.quantities import Named
from backprop_scalar.tracing.lines import Line

RIGHT, CONSISTENT, WRONG, NOT_ANSWERED = Verdict

# p = x/3 = 0.66666..., q = 30 p = 20, r = q x = 40: p's last digit, 0.0001, is 0.003 of q.
THIRDS = small_sheet(Line(P, share, (X, 3)), Line(Q, chain, (P, 30)), Line(R, chain, (Q, X)))


@each_row(
    [
        (0.6667, RIGHT),
        (0.6666, RIGHT),
        (2 / 3, RIGHT),
        (0.66676, RIGHT),
        (0.66678, WRONG),
        (0.6668, WRONG),
        (0.6665, WRONG),
        (-0.6667, WRONG),
        (0.0, WRONG),
    ]
)
def test_one_unit_of_the_last_asked_digit_is_allowed(answer, verdict):
    assert verdicts(THIRDS, answer)[0] is verdict


def test_the_unit_is_that_of_the_digits_asked_for():
    six = small_sheet(Line(P, share, (X, 3)), digits=6)
    assert verdicts(six, 0.666667) == [RIGHT]
    assert verdicts(six, 0.6667) == [NOT_ANSWERED]
    assert verdicts(six, 0.666669) == [WRONG]


# 30·0.6667 = 20.001, a spread of 0.003 and a unit of 0.01.
@each_row([(20.0, RIGHT), (20.014, RIGHT), (19.988, RIGHT), (20.0141, WRONG), (19.9879, WRONG)])
def test_a_line_is_marked_from_the_number_written_above_it(answer, verdict):
    assert verdicts(THIRDS, 0.6667, answer)[1] is verdict


def test_given_numbers_are_exact():
    """x = 2 is not 2 give or take a digit: q = 30·2 has a unit of 0.01 and no more."""
    exact = small_sheet(Line(Q, chain, (X, 30)))
    assert verdicts(exact, 60.01) == [RIGHT]
    assert verdicts(exact, 60.011) == [WRONG]


def test_what_follows_from_a_wrong_number_is_consistent_and_says_from_which():
    marks = mark(THIRDS, {P: 0.7654, Q: 22.96, R: 45.92})
    assert [m.verdict for m in marks] == [WRONG, CONSISTENT, CONSISTENT]
    assert [m.message for m in marks[1:]] == [f"Follows from your `{P.spelled}`."] * 2


def test_going_on_from_the_right_number_after_a_wrong_one_is_right():
    assert verdicts(THIRDS, 0.7654, 20.0, 40.0) == [WRONG, RIGHT, RIGHT]


def test_a_second_slip_after_a_first_one_is_wrong_too():
    marks = mark(THIRDS, {P: 0.7654, Q: 29.96, R: 59.92})
    assert [m.verdict for m in marks] == [WRONG, WRONG, CONSISTENT]
    assert marks[2].message == f"Follows from your `{Q.spelled}`."


def test_a_blank_line_is_passed_over():
    assert verdicts(THIRDS, BLANK, 20.0, 40.0) == [NOT_ANSWERED, RIGHT, RIGHT]
    assert verdicts(THIRDS, 0.7654, BLANK, 45.92) == [WRONG, NOT_ANSWERED, CONSISTENT]


def test_a_blank_line_may_have_been_rounded_on_paper():
    """p is 0.66667 give or take 0.0001, so q is 20 give or take 0.003, and a unit of 0.01."""
    assert verdicts(THIRDS, BLANK, 20.0129) == [NOT_ANSWERED, RIGHT, NOT_ANSWERED]
    assert verdicts(THIRDS, BLANK, 20.0131) == [NOT_ANSWERED, WRONG, NOT_ANSWERED]


@pytest.mark.parametrize("wrong", [-123.4, 5000.0, -0.01])
def test_after_a_wild_number_what_follows_from_it_is_consistent_and_the_truth_is_right(wrong):
    follows = [wrong, rounded(30 * wrong, 4), rounded(60 * wrong, 4)]
    assert verdicts(THIRDS, *follows) == [WRONG, CONSISTENT, CONSISTENT]
    assert verdicts(THIRDS, wrong, 20.0, 40.0) == [WRONG, RIGHT, RIGHT]
    assert verdicts(THIRDS, wrong, 21.0, 42.0) == [WRONG, WRONG, CONSISTENT]


@each_row(
    [
        # 0 because of a wrong 0: neither wrong nor counted.
        ((0.0, 0.0, 0.0), [(WRONG, True), (NOT_ANSWERED, False), (NOT_ANSWERED, False)]),
        # Work of its own counts, from the wrong 0 or from the right number.
        ((0.0, 20.0, 40.0), [(WRONG, True), (RIGHT, True), (RIGHT, True)]),
        ((0.0, 0.0, 40.0), [(WRONG, True), (NOT_ANSWERED, False), (RIGHT, True)]),
        ((0.6667, 0.0, 0.0), [(RIGHT, True), (WRONG, True), (NOT_ANSWERED, False)]),
        ((BLANK, 0.0, 0.0), [(NOT_ANSWERED, True), (WRONG, True), (NOT_ANSWERED, False)]),
    ]
)
def test_zeros(answers, expected):
    marks = mark(THIRDS, dict(zip(THIRDS.lines, answers)))
    assert [(m.verdict, m.counts) for m in marks] == expected
    for marked in marks:
        assert marked.counts or marked.message.startswith("This is 0 because your `")


def test_a_0_that_is_right_counts_only_where_no_wrong_0_is_above_it():
    """An input of 0 makes its gradient 0, whatever the error signal is."""
    gradient = small_sheet(Line(P, share, (X, 3)), Line(Q, chain, (P, 0.0)))
    assert verdicts(gradient, 0.7654, 0.0) == [WRONG, RIGHT]
    assert verdicts(gradient, 0.0, 0.0) == [WRONG, NOT_ANSWERED]


def test_fewer_digits_have_their_own_message():
    marks = mark(THIRDS, {P: 0.67, Q: 20.1, R: 40.2})
    assert [m.verdict for m in marks] == [NOT_ANSWERED, CONSISTENT, CONSISTENT]
    assert marks[0].message.startswith("Right as far as it goes, but with 2 significant digits; 4")
    assert verdicts(THIRDS, 0.67, 20.0, 40.0) == [NOT_ANSWERED, RIGHT, RIGHT]
    # 0.66 is 2/3 cut off, 0.65 and 0.71 are not.
    assert verdicts(THIRDS, 0.66)[0] is NOT_ANSWERED
    assert verdicts(THIRDS, 0.65)[0] is WRONG
    assert verdicts(THIRDS, 0.71)[0] is WRONG
    # 30·0.7654 is 22.96.
    assert verdicts(THIRDS, 0.7654, 23.0)[:2] == [WRONG, NOT_ANSWERED]


@each_row(
    [
        (0.501, 1.0, WRONG),
        (0.199, 0.1, NOT_ANSWERED),
        (0.199, 0.3, WRONG),
        (0.0996, 0.1, NOT_ANSWERED),
        (-0.5, -1.0, WRONG),
        (-0.4996, -0.5, NOT_ANSWERED),
        (1.234, 1.3, WRONG),
        (-1.0, -0.9, WRONG),
        (0.0, 0.1, WRONG),
        # Cut off is nearer to 0, with either sign.
        (-0.199, -0.1, NOT_ANSWERED),
        (0.12, 0.2, WRONG),
        (-0.12, -0.2, WRONG),
    ]
)
def test_short_answers_are_measured_by_the_right_number(right, answer, verdict):
    assert verdicts(small_sheet(Line(P, chain, (X, right / 2))), answer) == [verdict]


@pytest.mark.parametrize(
    ("factor", "verdict"), [(30.2219, NOT_ANSWERED), (30.2174, WRONG)], ids=["within", "beyond"]
)
def test_a_short_answer_may_be_off_by_the_spread_and_half_a_unit(factor, verdict):
    """q is 20.1489 or 20.1459, give or take 0.003: 20.2 is off by 0.051 or 0.054."""
    spread = small_sheet(Line(P, share, (X, 3)), Line(Q, chain, (P, factor)))
    assert verdicts(spread, 0.6667, 20.2) == [RIGHT, verdict]


@each_row([(4.9e-5, NOT_ANSWERED), (-4.9e-5, NOT_ANSWERED), (5e-5, WRONG), (-5.1e-5, WRONG)])
def test_a_display_of_four_decimals_shows_0_below_half_of_the_last(right, verdict):
    assert verdicts(small_sheet(Line(P, chain, (X, right / 2))), 0.0) == [verdict]


def test_four_decimals_are_not_four_digits():
    """2/300000 = 0.0000066 on a display of four decimals is 0; 2/3000 = 0.00066 is 0.0007."""
    tiny = small_sheet(Line(P, share, (X, 300000)), Line(Q, chain, (P, 1e6)))
    marks = mark(tiny, {P: 0.0, Q: 0.0})
    assert [m.verdict for m in marks] == [NOT_ANSWERED, NOT_ANSWERED]
    assert "with 0 significant digits; 4 are asked for" in marks[0].message
    # Give or take 0.0001, times a million.
    assert verdicts(tiny, 0.0, 99.0) == [NOT_ANSWERED, CONSISTENT]
    assert verdicts(tiny, 0.0, 101.0) == [NOT_ANSWERED, WRONG]
    assert verdicts(small_sheet(Line(P, share, (X, 3000))), 0.0007) == [NOT_ANSWERED]
    assert verdicts(small_sheet(Line(P, share, (X, 28000))), 0.0001) == [NOT_ANSWERED]  # 0.000071
    assert verdicts(small_sheet(Line(P, share, (X, 28000))), 0.0002) == [WRONG]
    assert verdicts(small_sheet(Line(P, share, (X, 3000))), 0.0) == [WRONG]


def test_the_unit_of_a_short_answer_is_that_of_its_last_place():
    """0.67 for 2/3 is 0.66 to 0.68, and 30 times that 19.8 to 20.4."""
    for answer, verdict in ((20.3, CONSISTENT), (19.79, CONSISTENT), (20.42, WRONG)):
        assert verdicts(THIRDS, 0.67, answer)[:2] == [NOT_ANSWERED, verdict]


def test_fewer_digits_come_before_slips_unless_a_number_was_copied():
    """The bias is 0.0001 less than half of the last shown place: 1.0 is 1.04 in two digits."""
    step = Line(Q, weighted_input, ([X], [0.5], 0.04))
    (marked,) = mark(small_sheet(step), {Q: 1.0})
    assert marked.message.startswith("The bias is missing")
    brief = small_sheet(Line(P, share, (X, 3)), step)
    assert verdicts(brief, 0.67, 1.0) == [NOT_ANSWERED, NOT_ANSWERED]
    assert verdicts(brief, 0.6667, 1.0) == [RIGHT, WRONG]


def test_close_by_is_arithmetic_or_rounding():
    (marked, *_) = mark(THIRDS, {P: 0.6673})
    assert marked.verdict is WRONG
    assert marked.message.startswith("Arithmetic or rounding")
    (marked, *_) = mark(THIRDS, {P: 0.6683})
    assert marked.message.startswith("This does not follow")


@pytest.mark.parametrize(
    ("answer", "message"), [(60.1, "Arithmetic or rounding"), (60.101, "Perhaps a digit is wrong")]
)
def test_close_by_is_up_to_ten_units(answer, message):
    (marked,) = mark(small_sheet(Line(Q, chain, (X, 30))), {Q: answer})
    assert marked.message.startswith(message)


@pytest.mark.parametrize(
    ("bias", "message"), [(0.009, "Arithmetic or rounding"), (0.011, "The bias is missing")]
)
def test_close_by_comes_before_a_slip(bias, message):
    """2·0.5 = 1 without a bias of 9 or of 11 units of the last digit."""
    (marked,) = mark(small_sheet(Line(Q, weighted_input, ([X], [0.5], bias))), {Q: 1.0001})
    assert marked.message.startswith(message)


def test_a_slip_is_named_with_its_hint_and_no_number():
    (marked, *_) = mark(THIRDS, {P: -0.6667})
    assert marked.message == (
        "A sign is lost. Follow the sign of each number that goes into this line."
    )


def test_rounding_inside_a_line_is_named_where_it_gives_the_number():
    """1/(1 + e^-2) = 0.88080; 1 + e^-2 = 1.13534 as 1.14 gives 0.87719."""
    line = small_sheet(Line(Q, sigmoid, (X,)), digits=3)
    for answer, message in ((0.877, "Rounded inside the line. Keep two"), (0.878, "Arithmetic or")):
        (marked,) = mark(line, {Q: answer})
        assert marked.message.startswith(message)


def test_what_is_rounded_inside_is_not_said_to_be_copied_too():
    """1 + e^-1.9485 = 1.14249 as 1.14 gives 0.877, one digit away from the right 0.875."""
    (marked,) = mark(small_sheet(Line(Q, sigmoid, (X,)), x=1.9485, digits=3), {Q: 0.877})
    assert marked.message.startswith("Rounded inside the line.")
    assert "copied" not in marked.message


def test_a_slip_that_may_be_a_digit_copied_wrongly_says_so():
    """2·0.35 = 0.7 without the bias 0.2; 2·0.25 + 0.2 = 0.7 with a 2 read for a 3."""
    (marked,) = mark(
        small_sheet(Line(Q, weighted_input, ([X], [P], 0.2)), more={P: 0.35}), {Q: 0.7001}
    )
    assert marked.message.startswith("The bias is missing.")
    assert marked.message.endswith("Or a digit was copied wrongly, here or from above.")
    (marked,) = mark(small_sheet(Line(Q, chain, (X, 30.65))), {Q: 63.1})
    assert marked.message.startswith("Perhaps a digit is wrong, or two are exchanged")


def test_a_slip_is_as_uncertain_as_the_right_number():
    """-20.001 give or take 0.003 and a unit of 0.01."""
    for answer, name in ((-20.0135, "A sign is lost"), (-20.0145, "This does not follow")):
        marked = mark(THIRDS, {P: 0.6667, Q: answer})[1]
        assert marked.message.startswith(name)


def test_what_is_no_number_is_wrong_and_the_rest_is_marked():
    marks = mark(THIRDS, {P: NoNumber("Line 3 cannot be read."), Q: 20.0})
    assert [m.verdict for m in marks] == [WRONG, RIGHT, NOT_ANSWERED]
    assert [m.message for m in marks] == ["Line 3 cannot be read.", "", ""]


def test_a_line_that_the_readers_numbers_give_no_value_for():
    """ln(p) of a negative p: the right ln is right, all else is wrong, and nothing breaks."""
    logs = small_sheet(Line(P, share, (X, 3)), Line(Q, ln, (P,)), Line(R, chain, (Q, 2)))
    assert verdicts(logs, -0.6667, -0.4055, -0.8109) == [WRONG, RIGHT, RIGHT]
    marks = mark(logs, {P: -0.6667, Q: 0.4055, R: -0.8109})
    assert [m.verdict for m in marks] == [WRONG, WRONG, RIGHT]
    assert "no value with your numbers above it" in marks[1].message
    assert verdicts(logs, -0.6667) == [WRONG, NOT_ANSWERED, NOT_ANSWERED]


def test_a_right_number_is_as_certain_as_it_is_written_after_a_slip_elsewhere():
    """q = 20.00 and 30.00 for a wrong r, each give or take 0.01, make s 50.00."""
    S = Named("s")
    both = small_sheet(
        Line(P, share, (X, 3)),
        Line(Q, chain, (P, 30)),
        Line(R, chain, (X, 15)),
        Line(S, total, ([Q, R],)),
    )
    for answer, verdict in ((50.0295, RIGHT), (50.0315, WRONG)):
        assert verdicts(both, 0.6667, 20.0, 31.0, answer) == [RIGHT, RIGHT, WRONG, verdict]


@each_row([(0.5, 1), (120.0, 3), (1e-7, 1), (-0.0305, 3), (0.0, 0), (1 / 3, 12)])
def test_written_digits(number, digits):
    assert written_digits(number) == digits


def test_what_fits_a_slip_above_that_was_put_right_is_to_be_worked_out_again():
    """1 - p with p = -0.6667 where 0.6667 stands now; a misplaced point may be behind any number,
    and what is wrong itself is not to be taken for right."""
    both = small_sheet(Line(P, share, (X, 3)), Line(Q, lambda p: 1 - p, (P,)))
    marks = mark(both, {P: 0.6667, Q: 1.667})
    assert [m.verdict for m in marks] == [RIGHT, NOT_ANSWERED]
    assert marks[1].message == (
        f"This fits another `{P.spelled}` than yours: work this out again with your new "
        f"`{P.spelled}`."
    )
    assert verdicts(both, 0.6667, -5.667) == [RIGHT, WRONG]
    assert verdicts(both, 0.7654, 1.765) == [WRONG, WRONG]


def test_two_lines_that_fit_one_other_number_are_to_be_worked_out_again():
    """q = 30 p and r = 50 p with p = 0.7654 where 0.6667 stands; one of them alone is wrong."""
    two = small_sheet(Line(P, share, (X, 3)), Line(Q, chain, (P, 30)), Line(R, chain, (P, 50)))
    marks = mark(two, {P: 0.6667, Q: 22.96, R: 38.27})
    assert [m.verdict for m in marks] == [RIGHT, NOT_ANSWERED, NOT_ANSWERED]
    assert "work this out again with your new" in marks[1].message
    assert verdicts(two, 0.6667, 22.96, 38.57) == [RIGHT, WRONG, WRONG]
    assert verdicts(two, 0.7654, 22.46, 37.43) == [WRONG, WRONG, WRONG]
