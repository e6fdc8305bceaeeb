"""Lines as text: what is shown of the operands, so that they give the value that is shown."""

import re

import pytest
from reading import Reading, half_unit
from support import NOTES, each_row, random_problem

from backprop_scalar import COSTS, Layer, Network, Problem, forward, trace
from backprop_scalar.equations import chain, total, weighted_input
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.notes.quantities import Named
from backprop_scalar.notes.quantities import Quantity as Q
from backprop_scalar.notes.spelling import Spelling
from backprop_scalar.notes.symbols import Symbol
from backprop_scalar.tracing.lines import Line, NoValue
from backprop_scalar.tracing.styles import ASCII, LATEX
from backprop_scalar.tracing.working import MOST_DIGITS, Working

x, y, z, u = (Named(Symbol(letter)) for letter in "xyzu")


def working(digits=4, **givens):
    known = {Named(Symbol(letter)): value for letter, value in givens.items()}
    return Working(Spelling(notation_of("ko")), digits, known)


def test_given_data_are_as_typed_and_values_rounded():
    w = working(x=0.1, y=1 / 3)
    for line in (Line(z, chain, (x, y)), Line(u, chain, (z, z))):
        w.work_out(line)
    assert w.values == {x: 0.1, y: 1 / 3, z: 0.1 * (1 / 3), u: (0.1 * (1 / 3)) ** 2}
    assert [w.shown(quantity) for quantity in (x, y, z, u)] == [
        "0.1",
        "0.3333",
        "0.03333",
        *(["0.001111"]),
    ]
    assert w.givens == {x: 0.1, y: 1 / 3}


# More digits, for a given number, a computed one, and one that has no more.
MORE = [
    (x, 0, "0.3333"),
    (x, 2, "0.333333"),
    (x, 99, "0.3333333333333333"),
    (y, 2, "0.25"),
    (z, 0, "0.08333"),
    (z, 2, "0.0833333"),
    (z, 99, "0.08333333333333333"),
    (u, 0, "0.06250"),
    (u, 5, "0.06250"),
]


def test_terms_that_are_together_too_large_for_a_float_are_written_all_the_same():
    w, line = working(x=1.5e308, y=-1e308), Line(z, total, ([x, y],))
    w.work_out(line)
    assert w.numbers(line) == "1.5e+308 + (−1e+308)"


@each_row(MORE)
def test_more_digits(quantity, more, text):
    w = working(x=1 / 3, y=0.25)
    w.work_out(Line(z, chain, (x, y)))
    w.work_out(Line(u, chain, (y, y)))
    assert w.shown(quantity, more) == text


def test_a_line_without_a_value_leaves_no_trace():
    w = working(x=1.0)
    with pytest.raises(NoValue):
        w.work_out(Line(u, chain, (x, z)))
    assert w.values == {x: 1.0}


def difference(p, q):
    return p - q


# x and y are results of their own here, so that they are rounded.
CANCELLING = [
    (2 / 3, 1 / 3, "0.6667 − 0.3333"),
    (2 / 3, 0.65, "0.66667 − 0.6500"),
    (2 / 3, 0.66666, "0.666666667 − 0.666660000"),
    (2 / 3, -0.65, "0.6667 − (−0.6500)"),
    (2 / 3, 2 / 3, "0.6667 − 0.6667"),
    (2 / 3, 2 / 3 + 1e-13, "0.6666666666666666 − 0.6666666666667667"),
    (1234.5678, 1234.5, "1234.5678 − 1234.5000"),
    (1e-7 / 3, 1e-7 / 3.03, "3.33333e-08 − 3.30033e-08"),
]


@each_row(CANCELLING)
def test_operands_that_cancel_show_the_digits_that_are_lost(p, q, text):
    w = working()
    w.values |= {x: p, y: q}
    line = Line(u, difference, (x, y))
    w.work_out(line)
    assert w.numbers(line) == text
    assert w.formula(line) == "x − y"


def test_a_sum_shows_five_symbols_and_twelve_numbers():
    """The formula is cut short; a calculator needs the numbers."""

    def texts(terms):
        quantities = [Named(Symbol("x", str(k))) for k in range(1, terms + 1)]
        w = working()
        w.values |= {quantity: float(k) for k, quantity in enumerate(quantities, start=2)}
        line = Line(u, total, (quantities,))
        w.work_out(line)
        return w.formula(line), w.numbers(line)

    assert texts(5) == ("x_1 + x_2 + x_3 + x_4 + x_5", "2.000 + 3.000 + 4.000 + 5.000 + 6.000")
    assert texts(6)[0] == "x_1 + x_2 + … + x_6"
    assert texts(12)[1].count(" + ") == 11
    assert texts(13)[1] == "2.000 + 3.000 + … + 14.00"


def test_a_traced_line_has_all_that_a_table_shows():
    w = Working(Spelling(notation_of("ko"), (1, 1), ("sigmoid",), "squared_error"), 6)
    w.givens |= {Q("w", 1, 0, 0): 0.5, Q("a", 0, 0, i=0): 3.0, Q("b", 1, 0): -0.25}
    w.values |= w.givens
    operands = ([Q("w", 1, 0, 0)], [Q("a", 0, 0, i=0)], Q("b", 1, 0))
    made = Line(Q("z", 1, 0, i=0), weighted_input, operands)
    w.work_out(made)
    line = w.traced(made)
    assert line.quantity == Q("z", 1, 0, i=0)
    assert (line.symbol, line.formula) == ("z_1^1", "w_11^1·a_1^0 + b_1^1")
    assert (line.numbers, line.value, line.digits) == ("0.5·3 + (−0.25)", 1.25, "1.25000")
    assert line.place == "§2 z"
    assert w.formula(made, ASCII) == "w_11^1*a_1^0 + b_1^1"
    assert w.numbers(made, LATEX) == r"0.5 \cdot 3 + (-0.25)"


def test_an_equation_without_operands_is_a_number():
    w = working()
    line = Line(u, lambda: 1.0, ())
    w.work_out(line)
    assert (w.formula(line), w.numbers(line), w.shown(u)) == ("1", "1", "1")


# Each operand is rounded by at most half a unit, of a number that may begin with 1 where the value
# begins with 9; a product has two of them, and up to a digit may be lost before more are shown.
FEW_UNITS = 30


def units_off(text, shown, digits):
    """How many units of its last digit a shown value is from what its text gives."""
    return abs(Reading(text, digits).value - float(shown)) / (2 * half_unit(shown))


def nearly_trained(seed) -> Problem:
    """A random problem whose targets are the outputs, rounded: outputs minus targets cancel."""
    problem = random_problem(seed)
    network = Network(
        [
            Layer(
                [[round(w, 2) for w in row] for row in layer.weights],
                [round(b, 2) for b in layer.biases] or False,
                layer.activation,
            )
            for layer in problem.network.layers
        ]
    )
    examples = [([round(x_j, 1) for x_j in x], y) for x, y in problem.examples]
    if COSTS[problem.cost.name].partner != "softmax":
        places = 1 + seed % 5
        rounded = [[round(a, places) for a in forward(network, x).a[-1]] for x, _ in examples]
        examples = [(x, y) for (x, _), y in zip(examples, rounded)]
    return Problem(network, examples, problem.cost, 0.1)


def worst_of(step, digits):
    """The line of a step whose text is furthest from its value."""
    w = step.working
    lines = [(w.numbers(line), w.shown(line.quantity)) for line in step.lines]
    lines = [(text, shown) for text, shown in lines if float(shown)]
    return max((units_off(*line, digits), *line) for line in lines if "…" not in line[0])


@pytest.mark.seeds(16, 400)
def test_the_numbers_give_the_value_within_a_few_units(seed):
    digits = (3, 4, 6, 9)[seed % 4]
    step = trace(nearly_trained(seed), note=NOTES[seed % 5], digits=digits)
    off, text, shown = worst_of(step, digits)
    assert off <= FEW_UNITS, f"{text} = {shown}"


@pytest.mark.parametrize("digits", [6, 9])
def test_the_numbers_of_shipped_problems_give_their_values(shipped, digits):
    step = trace(shipped, digits=digits)
    off, text, shown = worst_of(step, digits)
    assert off <= FEW_UNITS, f"{text} = {shown}"


@pytest.mark.seeds(8, 400)
def test_ascii_numbers_mean_their_values_too(seed):
    step = trace(random_problem(seed), note=NOTES[seed % 5])
    for phase in step.plan:
        for line in phase.lines:
            text, shown = step.working.numbers(line, ASCII), step.working.shown(line.quantity)
            if "..." not in text:
                assert text.isascii()
                assert Reading(text, 6).agrees_with(shown), f"{text} = {shown}"


def test_a_working_without_more_digits_fails_that(monkeypatch):
    """Many of these problems have a line that it shows too short."""
    monkeypatch.setattr(Working, "_lost_digits", lambda *_: 0)
    off = [worst_of(trace(nearly_trained(seed), digits=6), 6)[0] for seed in range(6)]
    assert sum(units > FEW_UNITS for units in off) > 1


def test_no_number_has_more_digits_than_a_float():
    problem = Problem(
        Network([Layer([[1 / 3, -1 / 3]], [0.0], "identity")]),
        [([1 / 7, 1 / 7 + 1e-12], [0.5])],
        "half_squared_error",
        0.1,
    )
    step = trace(problem, digits=15)
    texts = [row["numbers"] for row in step.rows()]
    digits = [
        re.sub(r"e.*|\D", "", number).lstrip("0")
        for number in re.findall(r"[\d.]+(?:e-\d+)?", " ".join(texts))
    ]
    assert max(map(len, digits)) == MOST_DIGITS
