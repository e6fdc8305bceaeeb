"""Worksheets filled in as people do: rounding, cutting, carrying digits, and with a slip."""

import functools
import random

from backprop_scalar.exercises.assignment import of_exercise
from backprop_scalar.exercises.catalogue import EXERCISES
from backprop_scalar.exercises.drawing import applicable, flaws
from backprop_scalar.exercises.marking import Marker, mark
from backprop_scalar.exercises.sheet import Run, Sheet, evaluated, is_same
from backprop_scalar.exercises.slips import slipped_lines
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.notes.quantities import Named
from backprop_scalar.notes.spelling import Spelling
from backprop_scalar.notes.symbols import typed
from backprop_scalar.tracing.lines import operands_of

CALCULATED = [exercise for exercise in EXERCISES if exercise.name != "slip_hunt"]


X, P, Q, R = (Named(typed(letter)) for letter in "xpqr")


def small_sheet(*steps, x=2.0, digits=4, more=None):
    """Lines of one given number x, and more if need be."""
    given = {X: x} | (more or {})
    return Sheet(
        given, dict.fromkeys(given, ""), [("", list(steps))], Spelling(notation_of("ko")), digits
    )


def verdicts(sheet, *answers):
    marks = mark(sheet, dict(zip(sheet.lines, answers)))
    assert [marked.quantity for marked in marks] == list(sheet.lines)
    return [marked.verdict for marked in marks]


def flaws_of(sheet):
    """The flaws of the numbers of a sheet, each after the name of its line, in their order."""
    found = list(flaws(sheet, sheet.lines))
    return [f"{sheet.spelled(q)}{text}" for q in sheet.lines for p, text in found if p == q]


def sheet_of(name, seed):
    return of_exercise(name, seed).sheet


def rounded(x, digits):
    return float(f"{x:.{digits - 1}e}")


def cut(x, digits):
    """x with the digits that are not asked for left away."""
    mantissa, exponent = f"{x:.16e}".split("e")
    length = digits + (2 if x < 0 else 1) if digits > 1 else 1
    return float(f"{mantissa[:length]}e{exponent}")


def in_full(x, digits):
    return x


def from_written(sheet, write):
    """Every line from the numbers written above it."""
    values = dict(sheet.given)
    for q, step in sheet.lines.items():
        values[q] = write(evaluated(step, values), sheet.digits)
    return values


def carried(sheet):
    """Every line in full precision on the calculator, rounded when it is written down."""
    return {q: rounded(value, sheet.digits) for q, value in sheet.values.items()}


def mixed(sheet, generator):
    """Each number taken as written or as kept; what is written is rounded, cut or in full."""
    written, kept = dict(sheet.given), dict(sheet.given)
    for q, step in sheet.lines.items():
        seen = {p: generator.choice([written, kept])[p] for p in operands_of(step)}
        kept[q] = evaluated(step, seen)
        written[q] = generator.choice([rounded, cut, in_full])(kept[q], sheet.digits)
    return written


STYLES = {
    "each line rounded": lambda sheet, seed: from_written(sheet, rounded),
    "full precision": lambda sheet, seed: carried(sheet),
    "cut off": lambda sheet, seed: from_written(sheet, cut),
    "mixed": lambda sheet, seed: mixed(sheet, random.Random(seed)),
}


def marks_of(sheet, typed):
    """The marks of a sheet, all lines that are not typed worked out from what is above them."""
    answers = dict(sheet.given)
    for q, step in sheet.lines.items():
        answers[q] = typed.get(q, rounded(evaluated(step, answers) or 0.0, sheet.digits))
    return {marked.quantity: marked for marked in mark(sheet, answers)}


def slips_of(step, marker):
    """The slips that a line can show to a reader who is there, and the line with each."""
    found = applicable(step, marker.sheet, marker.own)
    return [(slip, value.line) for slip, value in found]


def fork(marker, honest):
    """A marker that goes on from where another one is; all that is not marked yet, as `honest`."""
    other, units = Marker(marker.sheet), marker.sheet.solution.units
    other.own, other.right = (
        Run({**honest, **before.values}, {**units, **before.units}, before.digits)
        for before in (marker.own, marker.right)
    )
    other.blame, other.marks = dict(marker.blame), dict(marker.marks)
    return other


@functools.cache
def following(name, seed):
    """For every line the lines that depend on it, directly or not, in order."""
    sheet = sheet_of(name, seed)
    found = {q: [] for q in sheet.lines}
    behind = {}
    for q, step in sheet.lines.items():
        direct = [p for p in operands_of(step) if p in sheet.lines]
        behind[q] = set(direct).union(*(behind[p] for p in direct))
        for p in behind[q]:
            found[p].append(q)
    return found


def is_named(slip, marked):
    """Whether a mark names a slip, alone or beside others that give the same number."""
    return slip.name.lower() in marked.message.lower()


def twins(step, marker, wrong):
    """The slips that give the same number on a line."""
    values = marker.own.values
    number = evaluated(wrong, values)
    for slip, other in slipped_lines(step, marker.sheet, more=True):
        found = evaluated(other, values)
        if found is not None and is_same(found, number):
            yield slip
