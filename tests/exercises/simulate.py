"""How well marking does, by simulated students: run by hand, as

    python tests/exercises/simulate.py --sheets 20 --seed 1000

--problems takes random problems with momentum, a penalty and all the rest in the exercises' place.
Each student solves a sheet of every exercise in some style of rounding, and then once more with
something wrong. Printed are the parts of

    honest lines that are right, in each style
    known slips that are named, and those that are accepted
    answers that are wrong in an unknown way and are called a slip, and those that are accepted
    other lines that are not accepted beside two slips, and beside a slip after which the student
    goes on from the right numbers
    lines below a slip that was put right, and still to be worked out again, of which this is said
"""

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

from solving import CALCULATED, STYLES, cut, in_full, is_named, rounded, sheet_of, twins

from backprop_scalar.exercises.marking import ACCEPTED, NEAR, Marker, Verdict, mark
from backprop_scalar.exercises.sheet import Expected, evaluated, is_same, sheet_of_problem
from backprop_scalar.exercises.slips import slipped
from backprop_scalar.tracing.lines import Line, operands_of

sys.path.append(str(Path(__file__).parents[1]))
from support import random_problem

NO_SLIP = ("This does not follow", "Arithmetic or", "This line has no value", "Perhaps a digit")
AGAIN = "work this out again with your new"
OR_A_DIGIT = "Or a digit was copied wrongly"
# Wrong answers that are closer to the right one are no test of what is let through.
CLEARLY = 0.005


class Rates:
    """How often something happened, of how often it could have."""

    def __init__(self):
        self.happened, self.tried = Counter(), Counter()
        self.examples = {}

    def count(self, what, happened, example=None):
        self.tried[what] += 1
        self.happened[what] += bool(happened)
        if happened and example is not None:
            self.examples.setdefault(what, []).append(example)

    def show(self, examples):
        for what, tried in self.tried.items():
            print(f"{what:48} {self.happened[what]:7} of {tried:7} = {self.part(what):8.3%}")
            for example in self.examples.get(what, [])[:examples]:
                print("   ", *example)

    def part(self, what):
        return self.happened[what] / self.tried[what]


def honest(sheet, seed, rates):
    for style, solved in STYLES.items():
        for marked in mark(sheet, solved(sheet, seed)):
            rates.count(f"honest, {style}", marked.verdict is Verdict.RIGHT)


def marker_above(sheet, quantity, answers):
    """A marker that has marked every line above a quantity."""
    marker = Marker(sheet)
    for q, step in sheet.lines.items():
        if q == quantity:
            return marker
        marker.mark(step, answers[q])
    raise KeyError(quantity)


def some_lines(sheet, generator, count):
    return generator.sample(list(sheet.lines.items()), min(count, len(sheet.lines)))


def known(sheet, seed, generator, rates):
    """Known slips, each once on a line where it shows."""
    for q, step in some_lines(sheet, generator, 4):
        answers = generator.choice(list(STYLES.values()))(sheet, seed)
        marker = marker_above(sheet, q, answers)
        own = marker.own.expected(step)
        for slip, value in slipped(step, sheet, marker.own, more=True):
            number = generator.choice([rounded, cut, in_full])(value.centre, sheet.digits)
            if own.accepts(number, NEAR) or not shows(value, own):
                rates.count("known slips that do not show", True)
                continue
            marked = marker_above(sheet, q, answers).mark(step, number)
            where = (sheet.keys[q], seed, slip.name, "->", marked.message)
            names = any(is_named(twin, marked) for twin in twins(step, marker, value.line))
            rates.count("known slips accepted", marked.verdict in ACCEPTED, where)
            rates.count("known slips named", names)
            rates.count("known slips not named", not names, where)


def shows(value: Expected, own: Expected) -> bool:
    """Whether a slip leads farther off than the numbers above it may."""
    return abs(value.centre - own.centre) > value.spread + own.spread


def unknown(sheet, seed, generator, rates):
    """Answers that are wrong in a way of their own."""
    for q, step in some_lines(sheet, generator, 8):
        answers = generator.choice(list(STYLES.values()))(sheet, seed)
        marker = marker_above(sheet, q, answers)
        own = marker.own.expected(step)
        for what, wrong in WAYS.items():
            value = wrong(step, marker, generator)
            if value is None or abs(value - own.centre) <= CLEARLY * abs(own.centre):
                continue
            if any(is_same(value, slip) for slip in slip_values(step, marker)):
                continue  # a known slip after all
            number = rounded(value, sheet.digits)
            marked = marker_above(sheet, q, answers).mark(step, number)
            is_slip = (
                marked.verdict is Verdict.WRONG
                and not marked.message.startswith(NO_SLIP)
                and OR_A_DIGIT not in marked.message
            )
            where = (sheet.keys[q], seed, own.centre, number, "->", marked.message)
            rates.count(f"unknown, {what}: named", is_slip, where)
            rates.count("unknown, all: named", is_slip)
            rates.count("unknown, all: named beside a digit", OR_A_DIGIT in marked.message)
            rates.count("unknown, all: to be worked out again", AGAIN in marked.message, where)
            rates.count("unknown, all: accepted", marked.verdict in ACCEPTED, where)


def slip_values(step, marker):
    """What a line comes to with each known slip."""
    return [value.centre for _, value in slipped(step, marker.sheet, marker.own, more=True)]


def digit_off(x, generator, digits):
    """x as written, one digit wrong."""
    mantissa, exponent = f"{x:.{digits - 1}e}".split("e")
    place = generator.choice([k for k, sign in enumerate(mantissa) if sign.isdigit()])
    digit = generator.choice([d for d in "0123456789" if d != mantissa[place]])
    return float(f"{mantissa[:place]}{digit}{mantissa[place + 1 :]}e{exponent}")


def digits_exchanged(x, generator, digits):
    """x as written, two neighbouring digits exchanged."""
    mantissa, exponent = f"{x:.{digits - 1}e}".split("e")
    sign, figures = mantissa[: mantissa[0] == "-"], mantissa.lstrip("-").replace(".", "")
    k = generator.randrange(len(figures) - 1)
    figures = figures[:k] + figures[k + 1] + figures[k] + figures[k + 2 :]
    return float(f"{sign}{figures[0]}.{figures[1:]}e{exponent}")


def in_answer(change):
    def wrong(step, marker, generator):
        value = evaluated(step, marker.own.values)
        return change(value, generator, marker.sheet.digits) if value else None

    return wrong


def in_operand(change):
    def wrong(step, marker, generator):
        values, operands = dict(marker.own.values), operands_of(step)
        q = generator.choice(operands) if operands else None
        if not values.get(q):
            return None
        values[q] = change(values[q], generator, marker.sheet.digits)
        return evaluated(step, values)

    return wrong


def factor(step, marker, generator):
    value = evaluated(step, marker.own.values)
    return value * generator.uniform(0.3, 3) if value else None


def other_operand(step, marker, generator):
    """Another number of the sheet in the place of one of the line's."""
    known, operands = marker.own.values, operands_of(step)
    if not operands:
        return None
    q = generator.choice(operands)
    return evaluated(step, known | {q: generator.choice(list(known.values()))})


def other_operation(step, marker, generator):
    """The line's numbers put together at random."""
    numbers = [marker.own.values[q] for q in operands_of(step)]
    generator.shuffle(numbers)
    if not numbers:
        return None
    value = numbers[0]
    for number in numbers[1:]:
        operation = generator.choice("+-*/")
        if operation == "/" and not number:
            return None
        value = {
            "+": value + number,
            "-": value - number,
            "*": value * number,
            "/": value / (number or 1),
        }[operation]
    return value or None


WAYS = {
    "a digit off": in_answer(digit_off),
    "digits exchanged": in_answer(digits_exchanged),
    "an operand's digit off": in_operand(digit_off),
    "an operand's digits exchanged": in_operand(digits_exchanged),
    "a factor": factor,
    "another operand": other_operand,
    "numbers put together": other_operation,
}


def solved_with(sheet, wrong: dict, restart=None):
    """Every line from the ones written above it, some by a wrong step; from `restart` on all go on
    from the right numbers."""
    values, right = dict(sheet.given), dict(sheet.given)
    answers = {}
    for place, (q, step) in enumerate(sheet.lines.items()):
        right[q] = rounded(evaluated(step, right), sheet.digits)
        above = right if restart is not None and place >= restart else values
        value = evaluated(wrong.get(q, step), above)
        if value is None:
            return None
        answers[q] = values[q] = rounded(value, sheet.digits)
    return answers


def slips_on_a_sheet(sheet, seed, generator, rates):
    """Two slips, and one after which the reader goes on from the right numbers."""
    for restarts in (False, True):
        wrong: dict[object, Line] = {}
        for q, step in some_lines(sheet, generator, 1 if restarts else 2):
            found = list(slipped(step, sheet, sheet.solution))
            if found:
                wrong[q] = generator.choice(found)[1].line
        places = [list(sheet.lines).index(q) for q in wrong]
        last = len(sheet.lines) - 1
        restart = generator.randint(places[0] + 1, last + 1) if restarts and wrong else None
        answers = solved_with(sheet, wrong, restart)
        if answers is None:
            continue
        for marked in mark(sheet, answers):
            if marked.quantity not in wrong:
                what = "a slip and a restart" if restarts else "two slips"
                accepted = marked.verdict in ACCEPTED or not marked.counts
                where = (sheet.keys[marked.quantity], seed, marked)
                rates.count(f"{what}: other lines not accepted", not accepted, where)


def corrected(sheet, seed, generator, rates):
    """A slip that was put right, the lines below it not yet."""
    q, step = generator.choice(list(sheet.lines.items()))
    found = list(slipped(step, sheet, sheet.solution))
    if not found:
        return
    slip, value = generator.choice(found)
    answers, right = solved_with(sheet, {q: value.line}), solved_with(sheet, {})
    if answers is None:
        return
    for marked in mark(sheet, answers | {q: right[q]}):
        p = marked.quantity
        if p != q and q in operands_of(sheet.lines[p]) and marked.verdict not in ACCEPTED:
            where = (sheet.keys[p], seed, slip.name, "->", marked.message)
            kind = "of any line" if not slip.on else "of a line"
            rates.count(f"below a corrected slip {kind}: so said", AGAIN in marked.message)
            rates.count(f"below a corrected slip {kind}: not", AGAIN not in marked.message, where)


def sheets_of(seed, problems):
    """The sheets of a seed: of every exercise, or of one random problem."""
    if problems:
        return [sheet_of_problem(random_problem(seed, extras=True))]
    return [sheet_of(exercise.name, seed) for exercise in CALCULATED]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sheets", type=int, default=10, help="sheets of each exercise")
    parser.add_argument("--seed", type=int, default=1000, help="the first seed")
    parser.add_argument("--problems", action="store_true", help="random problems instead")
    parser.add_argument("--examples", type=int, default=0, help="failures shown of each kind")
    arguments = parser.parse_args()
    rates, generator = Rates(), random.Random(arguments.seed)
    for seed in range(arguments.seed, arguments.seed + arguments.sheets):
        for sheet in sheets_of(seed, arguments.problems):
            honest(sheet, seed, rates)
            known(sheet, seed, generator, rates)
            unknown(sheet, seed, generator, rates)
            slips_on_a_sheet(sheet, seed, generator, rates)
            corrected(sheet, seed, generator, rates)
    rates.show(arguments.examples)


if __name__ == "__main__":
    main()
