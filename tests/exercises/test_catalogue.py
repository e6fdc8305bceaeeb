"""Every exercise tests itself: honest work passes, and each slip is named, on its own line."""

from collections import Counter

import pytest
from solving import (
    CALCULATED,
    STYLES,
    following,
    fork,
    from_written,
    rounded,
    sheet_of,
    slips_of,
)

from backprop_scalar.exercises.catalogue import EXERCISES, find_exercise
from backprop_scalar.exercises.marking import Marker, Verdict, mark
from backprop_scalar.exercises.sheet import RIGHT_NUMBER, WRONG_LINE, evaluated
from backprop_scalar.exercises.slips import SLIPS
from backprop_scalar.problem import ProblemError

SEEDS = range(200)
SEEDS_WITH_SLIPS = range(50)
SEEDS_OFF = range(60)
SEEDS_ALONE = range(20)
ACCEPTED = (Verdict.RIGHT, Verdict.CONSISTENT)
every_exercise = pytest.mark.parametrize("name", [exercise.name for exercise in CALCULATED])


def test_the_catalogue():
    names = [exercise.name for exercise in EXERCISES]
    assert len(names) == len(set(names)) >= 14
    with pytest.raises(ProblemError, match="there is no exercise 'nothing'; take one of sigmoid"):
        find_exercise("nothing")


@every_exercise
def test_a_blank_sheet_is_not_answered_throughout(name):
    sheet = sheet_of(name, 0)
    marks = mark(sheet, {})
    assert [marked.quantity for marked in marks] == list(sheet.lines)
    assert {marked.verdict for marked in marks} == {Verdict.NOT_ANSWERED}


@every_exercise
def test_the_solution_passes_however_it_is_rounded(name):
    for seed in SEEDS:
        sheet = sheet_of(name, seed)
        for style, solved in STYLES.items():
            for marked in mark(sheet, solved(sheet, seed)):
                where = (style, seed, sheet.keys[marked.quantity], marked)
                assert marked.verdict is Verdict.RIGHT, where


@every_exercise
def test_an_answer_off_by_2_percent_is_never_accepted(name):
    styles = list(STYLES.values())
    for seed in SEEDS_OFF:
        sheet = sheet_of(name, seed)
        answers, marker = styles[seed % len(styles)](sheet, seed), Marker(sheet)
        for q, step in sheet.lines.items():
            for off in (0.98, 1.02):
                if answers[q]:
                    marked = marker.mark(step, answers[q] * off)
                    assert marked.verdict not in ACCEPTED, (seed, sheet.keys[q], off)
            marker.mark(step, answers[q])


@every_exercise
def test_a_lone_answer_is_marked_as_tightly(name):
    """With no line above it answered, honest work is right and 2 % off is not."""
    for seed in SEEDS_ALONE:
        sheet = sheet_of(name, seed)
        honest = [STYLES[style](sheet, seed) for style in ("each line rounded", "cut off", "mixed")]
        marker = Marker(sheet)
        for q, step in sheet.lines.items():
            for answers in honest:
                assert marker.mark(step, answers[q]).verdict is Verdict.RIGHT, (seed, q)
            for off in (0.98, 1.02):
                if answers[q]:
                    verdict = marker.mark(step, honest[0][q] * off).verdict
                    assert verdict not in ACCEPTED, (seed, q)
            marker.mark(step, ...)


@every_exercise
def test_every_slip_is_named_at_its_own_line_and_blames_no_other(name):
    for seed in SEEDS_WITH_SLIPS:
        sheet = sheet_of(name, seed)
        honest, marker = from_written(sheet, rounded), Marker(sheet)
        for q, step in sheet.lines.items():
            for slip, wrong in slips_of(step, marker):
                other = fork(marker, honest)
                answer = rounded(evaluated(wrong, marker.values), sheet.digits)
                marked = other.mark(step, answer)
                where = (seed, sheet.keys[q], slip.name, marked)
                assert marked.verdict is Verdict.WRONG, where
                assert marked.message == f"{slip.name}. {slip.hint}", where
                assert {*carried_on(other, following(name, seed)[q])} <= {*ACCEPTED}, where
            marker.mark(step, honest[q])


def carried_on(marker, lines):
    """The verdicts on lines that are worked out from what was written above them."""
    for q in lines:
        step = marker.sheet.lines[q]
        value = evaluated(step, marker.values)
        # ln of a negative activation cannot be worked out; the line stays blank.
        if value is None:
            marker.mark(step, ...)
        else:
            yield marker.mark(step, rounded(value, marker.sheet.digits)).verdict


@every_exercise
def test_one_early_slip_fails_alone_and_the_rest_follows_from_it(name):
    sheet = sheet_of(name, 1)
    honest = from_written(sheet, rounded)
    wrong = max(list(sheet.lines)[:5], key=lambda q: len(moved(sheet, honest, q)))
    values = with_wrong(sheet, wrong)
    marks = {marked.quantity: marked for marked in mark(sheet, values)}
    assert [q for q in marks if marks[q].verdict is Verdict.WRONG] == [wrong]
    for q in moved(sheet, honest, wrong):
        assert marks[q].verdict is Verdict.CONSISTENT
        assert marks[q].message == f"Follows from your `{sheet.keys[wrong]}`."
    others = [q for q in marks if values[q] == honest[q]]
    assert {marks[q].verdict for q in others} <= {Verdict.RIGHT}
    assert len(moved(sheet, honest, wrong)) >= 1


def with_wrong(sheet, wrong):
    """Every line from the one above it, 0.1 added to one of them."""
    values = dict(sheet.given)
    for q, step in sheet.lines.items():
        off = 0.1 if q == wrong else 0.0
        values[q] = rounded(evaluated(step, values) + off, sheet.digits)
    return values


def moved(sheet, honest, wrong):
    """The lines after the wrong one that come out clearly different."""
    values = with_wrong(sheet, wrong)
    return [
        q for q in sheet.lines if q != wrong and abs(values[q] - honest[q]) > 0.02 * abs(honest[q])
    ]


def test_every_slip_on_the_list_shows_in_the_catalogue():
    shown = Counter()
    for exercise in CALCULATED:
        marker = Marker(sheet_of(exercise.name, 0))
        for step in marker.sheet.lines.values():
            shown.update(slip.name for slip, _ in slips_of(step, marker))
            marker.mark(step, ...)
    assert {slip.name for slip in SLIPS} == set(shown)
    assert len(shown) >= 30


# Whether a ReLU is dead, an input 0 or a class the right one decides what can go wrong there.
DEPENDS_ON_THE_DRAW = ("relu", "full_story", "deep", "softmax")


def test_of_the_full_story_one_unit_is_dead_and_two_work():
    for seed in SEEDS:
        sheet = sheet_of("full_story", seed)
        z = [sheet.values[q] for q in sheet.lines if q.kind == "z" and q.l == 1]
        assert sum(z_j > 0 for z_j in z) == 2


@every_exercise
def test_no_draw_hides_a_slip_that_another_shows(name):
    """A slip that gives the right number by chance would be missing on its line."""
    if name in DEPENDS_ON_THE_DRAW:
        return
    shown = []
    for seed in SEEDS_WITH_SLIPS:
        marker, found = Marker(sheet_of(name, seed)), Counter()
        for q, step in marker.sheet.lines.items():
            found.update((q, slip.name) for slip, _ in slips_of(step, marker))
            marker.mark(step, ...)
        shown.append(found)
    assert all(found == shown[0] for found in shown)


def test_the_slip_is_found_by_its_line_and_by_no_other():
    for seed in SEEDS:
        sheet = sheet_of("slip_hunt", seed)
        assert [m.verdict for m in mark(sheet, {})] == [Verdict.NOT_ANSWERED] * 2
        for q in sheet.lines:
            marked, _ = mark(sheet, {WRONG_LINE: sheet.keys[q]})
            right = q == sheet.worked.wrong
            assert (marked.verdict is Verdict.RIGHT) is right, (seed, q)


def test_the_right_number_of_the_wrong_line_counts_as_soon_as_the_line_is_found():
    """Worked out from the numbers above it or carried in full; not the one that stands there."""
    for seed in SEEDS:
        sheet = sheet_of("slip_hunt", seed)
        worked = sheet.worked
        key, number = (
            sheet.keys[worked.wrong],
            evaluated(sheet.lines[worked.wrong], {**sheet.given, **worked.values}),
        )
        for name, answer, verdict in (
            (key, rounded(number, 4), Verdict.RIGHT),
            (key, sheet.values[worked.wrong], Verdict.RIGHT),
            (key, worked.values[worked.wrong], Verdict.WRONG),
            ("nothing", rounded(number, 4), Verdict.NOT_ANSWERED),
            (key, ..., Verdict.NOT_ANSWERED),
        ):
            found = mark(sheet, {WRONG_LINE: name, RIGHT_NUMBER: answer})
            assert found[1].verdict is verdict, (seed, answer)
        assert worked.slip in mark(sheet, {WRONG_LINE: key})[0].message


def test_a_worked_solution_has_one_wrong_line_and_the_rest_follows_from_it():
    """Marked like a reader's own, the lines printed in WORKED have one slip."""
    for seed in SEEDS:
        sheet = sheet_of("slip_hunt", seed)
        marker = Marker(sheet)
        wrong = [
            q
            for q, step in sheet.lines.items()
            if marker.mark(step, sheet.worked.values[q]).verdict not in ACCEPTED
        ]
        assert wrong == [sheet.worked.wrong], seed
