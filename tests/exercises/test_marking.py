"""The marking rule on lines small enough for pencil and paper."""

import math
from fractions import Fraction

import pytest
from solving import rounded, sheet_of

from backprop_scalar.equations import chain, share, weighted_input
from backprop_scalar.exercises.marking import (
    Marker,
    NoNumber,
    Verdict,
    mark,
    written_digits,
)
from backprop_scalar.exercises.sheet import WRONG_LINE, Sheet
from backprop_scalar.functions import ln
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.notes.quantities import Named
from backprop_scalar.notes.spelling import Spelling
from backprop_scalar.notes.symbols import typed
from backprop_scalar.tracing.lines import Line

RIGHT, CONSISTENT, WRONG, NOT_ANSWERED = Verdict
X, P, Q, R = (Named(typed(letter)) for letter in "xpqr")


def sheet(*steps, x=2.0, digits=4):
    """Lines of one given number x."""
    return Sheet({X: x}, {X: ""}, [("", list(steps))], Spelling(notation_of("ko")), digits)


# p = x/3 = 0.66666..., q = 30 p = 20, r = q x = 40: p's last digit, 0.0001, is 0.003 of q.
THIRDS = sheet(Line(P, share, (X, 3)), Line(Q, chain, (P, 30)), Line(R, chain, (Q, X)))


def verdicts(given_sheet, *answers):
    marks = mark(given_sheet, dict(zip(given_sheet.lines, answers)))
    return [marked.verdict for marked in marks]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (0.6667, RIGHT),
        (0.6666, RIGHT),
        (2 / 3, RIGHT),
        (Fraction(2, 3), RIGHT),
        (0.66676, RIGHT),
        (0.66678, WRONG),
        (0.6668, WRONG),
        (0.6665, WRONG),
        (-0.6667, WRONG),
        (0.0, WRONG),
    ],
)
def test_one_unit_of_the_last_asked_digit_is_allowed(answer, verdict):
    assert verdicts(THIRDS, answer)[0] is verdict


def test_the_unit_is_that_of_the_digits_asked_for():
    six = sheet(Line(P, share, (X, 3)), digits=6)
    assert verdicts(six, 0.666667) == [RIGHT]
    assert verdicts(six, 0.6667) == [NOT_ANSWERED]
    assert verdicts(six, 0.666669) == [WRONG]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    # 30·0.6667 = 20.001, a spread of 0.003 and a unit of 0.01.
    [(20.0, RIGHT), (20.014, RIGHT), (19.988, RIGHT), (20.0141, WRONG), (19.9879, WRONG)],
)
def test_a_line_is_marked_from_the_number_written_above_it(answer, verdict):
    assert verdicts(THIRDS, 0.6667, answer)[1] is verdict


def test_given_numbers_are_exact():
    """x = 2 is not 2 give or take a digit: q = 30·2 has a unit of 0.01 and no more."""
    exact = sheet(Line(Q, chain, (X, 30)))
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
    assert verdicts(THIRDS, ..., 20.0, 40.0) == [NOT_ANSWERED, RIGHT, RIGHT]
    assert verdicts(THIRDS, 0.7654, ..., 45.92) == [WRONG, NOT_ANSWERED, CONSISTENT]


def test_a_blank_line_may_have_been_rounded_on_paper():
    """p is 0.66667 give or take 0.0001, so q is 20 give or take 0.003, and a unit of 0.01."""
    assert verdicts(THIRDS, ..., 20.0129) == [NOT_ANSWERED, RIGHT, NOT_ANSWERED]
    assert verdicts(THIRDS, ..., 20.0131) == [NOT_ANSWERED, WRONG, NOT_ANSWERED]


@pytest.mark.parametrize("wrong", [0.0, -123.4, 5000.0, -0.01])
def test_after_a_wild_number_what_follows_from_it_is_consistent_and_the_truth_is_right(wrong):
    follows = [wrong, rounded(30 * wrong, 4), rounded(60 * wrong, 4)]
    assert verdicts(THIRDS, *follows) == [WRONG, CONSISTENT, CONSISTENT]
    assert verdicts(THIRDS, wrong, 20.0, 40.0) == [WRONG, RIGHT, RIGHT]
    assert verdicts(THIRDS, wrong, 21.0, 42.0) == [WRONG, WRONG, CONSISTENT]


def test_fewer_digits_have_their_own_message():
    marks = mark(THIRDS, {P: 0.67, Q: 20.1, R: 40.2})
    assert [m.verdict for m in marks] == [NOT_ANSWERED, CONSISTENT, CONSISTENT]
    assert marks[0].message.startswith("Right as far as it goes, but with 2 significant digits; 4")
    assert verdicts(THIRDS, 0.67, 20.0, 40.0) == [NOT_ANSWERED, RIGHT, RIGHT]
    # 0.66 is 2/3 cut off, 0.65 and 0.71 are not.
    assert verdicts(THIRDS, 0.66)[0] is NOT_ANSWERED
    assert verdicts(THIRDS, 0.65)[0] is WRONG
    assert verdicts(THIRDS, 0.71)[0] is WRONG


@pytest.mark.parametrize(
    ("right", "answer", "verdict"),
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
    ],
)
def test_short_answers_are_measured_by_the_right_number(right, answer, verdict):
    assert verdicts(sheet(Line(P, chain, (X, right / 2))), answer) == [verdict]


def test_four_decimals_are_not_four_digits():
    """2/300000 = 0.0000066 on a display of four decimals is 0; 2/3000 = 0.00066 is 0.0007."""
    tiny = sheet(Line(P, share, (X, 300000)), Line(Q, chain, (P, 1e6)))
    marks = mark(tiny, {P: 0.0, Q: 0.0})
    assert [m.verdict for m in marks] == [NOT_ANSWERED, CONSISTENT]
    assert "with 0 significant digits; 4 are asked for" in marks[0].message
    assert verdicts(sheet(Line(P, share, (X, 3000))), 0.0007) == [NOT_ANSWERED]
    assert verdicts(sheet(Line(P, share, (X, 3000))), 0.0) == [WRONG]


def test_close_by_is_arithmetic_or_rounding():
    (marked, *_) = mark(THIRDS, {P: 0.6673})
    assert marked.verdict is WRONG
    assert marked.message.startswith("Arithmetic or rounding")
    (marked, *_) = mark(THIRDS, {P: 0.6683})
    assert marked.message.startswith("This does not follow")


def test_a_slip_is_named_with_its_hint_and_no_number():
    (marked, *_) = mark(THIRDS, {P: -0.6667})
    assert marked.message == (
        "A sign is lost. Follow the sign of each number that goes into this line."
    )


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("0.6667", "A text is no answer"),
        (math.nan, "nan is no answer: put a finite number"),
        (-math.inf, "-inf is no answer"),
        (10**400, "inf is no answer"),
        (1 + 2j, "A complex number is no answer"),
        ([0.6667], "A list is no answer"),
        (True, "True is no answer"),
        ({}, "An answer of the type dict is no answer"),
        (NoNumber("Line 3 cannot be read."), "Line 3 cannot be read."),
    ],
)
def test_what_is_no_number_is_wrong_and_the_rest_is_marked(answer, message):
    marks = mark(THIRDS, {P: answer, Q: 20.0})
    assert [m.verdict for m in marks] == [WRONG, RIGHT, NOT_ANSWERED]
    assert marks[0].message.startswith(message)


def test_none_is_not_answered():
    marked, *_ = mark(THIRDS, {P: None})
    assert marked.verdict is NOT_ANSWERED
    assert "None is no answer" in marked.message


def test_a_line_that_the_readers_numbers_give_no_value_for():
    """ln(p) of a negative p: the right ln is right, all else is wrong, and nothing breaks."""
    logs = sheet(Line(P, share, (X, 3)), Line(Q, ln, (P,)), Line(R, chain, (Q, 2)))
    assert verdicts(logs, -0.6667, -0.4055, -0.8109) == [WRONG, RIGHT, RIGHT]
    marks = mark(logs, {P: -0.6667, Q: 0.4055, R: -0.8109})
    assert [m.verdict for m in marks] == [WRONG, WRONG, RIGHT]
    assert "no value with your numbers above it" in marks[1].message
    assert verdicts(logs, -0.6667) == [WRONG, NOT_ANSWERED, NOT_ANSWERED]


def test_where_one_side_has_no_value_the_other_counts():
    """ln(1 - p) at p = 0.9999: ln 0.0001 = -9.2103, and ln 0.0002 = -8.5172 one unit below."""
    edge = sheet(
        Line(P, chain, (X, 0.49995)), Line(Q, lambda p: ln(1 - p), (P,)), Line(R, chain, (Q, 1))
    )
    marker = Marker(edge)
    marker.mark(edge.lines[P], 0.9999)
    assert marker.mark(edge.lines[Q], -8.52).verdict is RIGHT
    assert marker.mark(edge.lines[Q], -8.515).verdict is WRONG
    assert marker.mark(edge.lines[Q], -9.915).verdict is WRONG


def test_numbers_beyond_all_bounds_break_nothing():
    for wild in (1e308, -1e308, 5e-324, 1e-300):
        marks = mark(THIRDS, {P: wild, Q: wild, R: wild})
        assert RIGHT not in {m.verdict for m in marks}


def test_tiny_numbers_are_marked_like_any_other():
    """A saturated unit passes back numbers below what floats leave of a sum of ones."""
    tiny = sheet(Line(P, chain, (X, 1e-17)), Line(Q, chain, (P, X)), x=3.0)
    assert verdicts(tiny, 3e-17, 9e-17) == [RIGHT, RIGHT]
    assert verdicts(tiny, 3.1e-17, 9.3e-17) == [WRONG, CONSISTENT]
    assert verdicts(tiny, 1.5e-16) == [WRONG, NOT_ANSWERED]


def test_a_dead_unit_is_0_and_nothing_else():
    zero = sheet(Line(P, weighted_input, ([X], [X], -4)), Line(Q, chain, (P, X)))
    assert verdicts(zero, 0, 0) == [RIGHT, RIGHT]
    assert verdicts(zero, 0.2 * 10 - 2, 0.0) == [RIGHT, RIGHT]
    assert verdicts(zero, 0.001, 0.002) == [WRONG, CONSISTENT]


@pytest.mark.parametrize(
    ("number", "digits"), [(0.5, 1), (120.0, 3), (1e-7, 1), (-0.0305, 3), (0.0, 0), (1 / 3, 12)]
)
def test_written_digits(number, digits):
    assert written_digits(number) == digits


def test_the_name_of_the_wrong_line():
    hunt = sheet_of("slip_hunt", 0)
    name = hunt.keys[hunt.worked.wrong]
    other = next(key for q, key in hunt.keys.items() if q in hunt.lines and key != name)

    def said(answer):
        marked, _ = mark(hunt, {WRONG_LINE: answer})
        return marked.verdict, marked.message

    assert said(name) == (RIGHT, f"{hunt.worked.slip}.")
    assert said(f"  {name} ".replace("_", "_")) == (RIGHT, f"{hunt.worked.slip}.")
    assert said(...) == (NOT_ANSWERED, "")
    assert said(other)[0] is WRONG
    assert "follows from the numbers above it" in said(other)[1]
    assert "no line of WORKED" in said("a_9^9")[1]
    assert "no line of WORKED" in said(next(iter(hunt.keys.values())))[1]
    assert "no line of WORKED" in said(3.0)[1]
    assert "no line of WORKED" in said([name])[1]
    assert said(None)[0] is NOT_ANSWERED
