"""Every exercise tests itself: honest work passes, and each slip is named, on its own line."""

from collections import Counter
from itertools import count

import pytest
from solving import (
    CALCULATED,
    STYLES,
    following,
    fork,
    from_written,
    is_named,
    rounded,
    sheet_of,
    slips_of,
    twins,
)

from backprop_scalar.checks import ProblemError
from backprop_scalar.exercises.catalogue import EXERCISES, find_exercise
from backprop_scalar.exercises.marking import ACCEPTED, BLANK, Marker, Verdict, is_short, mark
from backprop_scalar.exercises.sheet import RIGHT_NUMBER, WRONG_LINE, evaluated
from backprop_scalar.exercises.slips import SLIPS, plain
from backprop_scalar.functions import positive_part

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
@pytest.mark.seeds(1, 200)
def test_the_solution_passes_however_it_is_rounded(name, seed):
    sheet = sheet_of(name, seed)
    for style, solved in STYLES.items():
        for marked in mark(sheet, solved(sheet, seed)):
            assert marked.verdict is Verdict.RIGHT, (style, sheet.keys[marked.quantity], marked)


@every_exercise
@pytest.mark.seeds(1, 60)
def test_an_answer_off_by_2_percent_is_never_accepted(name, seed):
    """Each line is tried with too little for one seed and with too much for the next."""
    sheet = sheet_of(name, seed)
    styles = list(STYLES.values())
    answers, marker = styles[seed % len(styles)](sheet, seed), Marker(sheet)
    for place, (q, step) in enumerate(sheet.lines.items()):
        off = (0.98, 1.02)[(seed + place) % 2]
        if answers[q]:
            marked = marker.mark(step, answers[q] * off)
            assert marked.verdict not in ACCEPTED, (sheet.keys[q], off)
        marker.mark(step, answers[q])


@every_exercise
@pytest.mark.seeds(1, 20)
def test_a_lone_answer_is_marked_as_tightly(name, seed):
    """With no line above it answered, honest work is right and 2 % off, tried on half of the lines,
    is not."""
    sheet = sheet_of(name, seed)
    honest = [STYLES[style](sheet, seed) for style in ("each line rounded", "cut off", "mixed")]
    marker = Marker(sheet)
    for place, (q, step) in enumerate(sheet.lines.items()):
        for answers in honest:
            assert marker.mark(step, answers[q]).verdict is Verdict.RIGHT, q
        off = (0.98, None, 1.02, None)[(seed + place) % 4]
        if off and honest[0][q]:
            assert marker.mark(step, honest[0][q] * off).verdict not in ACCEPTED, q
        marker.mark(step, BLANK)


@every_exercise
@pytest.mark.seeds(1, 50)
def test_every_slip_is_named_at_its_own_line_and_blames_no_other(name, seed, pytestconfig):
    """In a plain run each slip on every fifth line where it shows, and the lines below after every
    sixth of them."""
    fifth, sixth = (1, 1) if pytestconfig.getoption("--seeds") == "all" else (5, 6)
    sheet = sheet_of(name, seed)
    honest, marker, lines = from_written(sheet, rounded), Marker(sheet), Counter()
    for q, step in sheet.lines.items():
        for number, (slip, wrong) in enumerate(slips_of(step, marker)):
            lines[plain(step), slip] += 1
            if lines[plain(step), slip] % fifth != 1 % fifth:
                continue
            other = fork(marker, honest)
            answer = rounded(evaluated(wrong, marker.own.values), sheet.digits)
            marked = other.mark(step, answer)
            where = (sheet.keys[q], slip.name, marked)
            if is_short(answer, marker.own.expected(step)):
                continue  # the slip comes to the right number with fewer digits
            assert marked.verdict is Verdict.WRONG, where
            assert any(is_named(twin, marked) for twin in twins(step, marker, wrong)), where
            below = following(name, seed)[q] if number % sixth == 0 else []
            for later in carried_on(other, below):
                assert later.verdict in ACCEPTED or not later.counts, (*where, later)
        marker.mark(step, honest[q])


def carried_on(marker, lines):
    """The marks of lines that are worked out from what was written above them."""
    for q in lines:
        step = marker.sheet.lines[q]
        value = evaluated(step, marker.own.values)
        # ln of a negative activation cannot be worked out; the line stays blank.
        if value is None:
            marker.mark(step, BLANK)
        else:
            yield marker.mark(step, rounded(value, marker.sheet.digits))


@every_exercise
def test_one_early_slip_fails_alone_and_the_rest_follows_from_it(name):
    sheet = sheet_of(name, 0)
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
    found = {slip for exercise in CALCULATED for _, slip in shown(sheet_of(exercise.name, 0))}
    assert found == {slip.name for slip in SLIPS}
    assert len(found) >= 30


@pytest.mark.seeds(3, 200)
def test_of_the_full_story_one_unit_is_dead_and_two_work(seed):
    sheet = sheet_of("full_story", seed)
    z = [sheet.values[q] for q in sheet.lines if q.kind == "z" and q.l == 1]
    assert sum(z_j > 0 for z_j in z) == 2


@every_exercise
@pytest.mark.seeds(1, 50)
def test_no_draw_hides_a_slip_that_another_shows(name, seed):
    """A slip that gives the right number by chance would be missing on its line."""
    sheet = sheet_of(name, seed)
    others = (sheet_of(name, other) for other in count(seed + 1))
    like = next(other for other in others if circumstances(other) == circumstances(sheet))
    assert shown(sheet) == shown(like)


def circumstances(sheet):
    """What decides which slips there are: inputs and targets 0 or 1, and dead ReLUs."""
    given = {q: value for q, value in sheet.given.items() if value in (0, 1)}
    relus = [step.operands[0] for step in sheet.lines.values() if step.equation == positive_part]
    return given, [(q, (sheet.values[q] > 0) - (sheet.values[q] < 0)) for q in relus]


def shown(sheet):
    """Which slips show on which lines, and how often."""
    marker, found = Marker(sheet), Counter()
    for q, step in sheet.lines.items():
        found.update((q, slip.name) for slip, _ in slips_of(step, marker))
        marker.mark(step, BLANK)
    return found


def test_a_0_by_cancelling_is_no_slip():
    """The error signals of a softmax add up to 0, so their sum says nothing."""
    for seed in range(3):
        names = {name for _, name in shown(sheet_of("softmax", seed))}
        assert "All biases of the layer are treated as one" not in names
        assert "The error signal is multiplied by the bias" in names


@pytest.mark.seeds(3, 200)
def test_the_slip_is_found_by_its_line_and_by_no_other(seed):
    sheet = sheet_of("slip_hunt", seed)
    assert [m.verdict for m in mark(sheet, {})] == [Verdict.NOT_ANSWERED] * 2
    for q in sheet.lines:
        marked, _ = mark(sheet, {WRONG_LINE: sheet.keys[q]})
        right = q == sheet.worked.wrong
        assert (marked.verdict is Verdict.RIGHT) is right, q


@pytest.mark.seeds(3, 200)
def test_the_right_number_of_the_wrong_line_counts_as_soon_as_the_line_is_found(seed):
    """Worked out from the numbers above it or carried in full; not the one that stands there."""
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
        (key, BLANK, Verdict.NOT_ANSWERED),
    ):
        found = mark(sheet, {WRONG_LINE: name, RIGHT_NUMBER: answer})
        assert found[1].verdict is verdict, answer
    assert worked.slip in mark(sheet, {WRONG_LINE: key})[0].message


@pytest.mark.seeds(3, 200)
def test_a_worked_solution_has_one_wrong_line_and_the_rest_follows_from_it(seed):
    """Marked like a reader's own, the lines printed in WORKED have one slip."""
    sheet = sheet_of("slip_hunt", seed)
    marker = Marker(sheet)
    marks = [marker.mark(step, sheet.worked.values[q]) for q, step in sheet.lines.items()]
    wrong = [marked for marked in marks if marked.verdict not in ACCEPTED]
    assert [marked.quantity for marked in wrong] == [sheet.worked.wrong]
