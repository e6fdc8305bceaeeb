"""Lines of named quantities: their values, their differences, and what is refused."""

import pytest

from backprop_scalar import ProblemError
from backprop_scalar.equations import chain, share
from backprop_scalar.notes.quantities import Named
from backprop_scalar.tracing.calculation import Calculation


@pytest.fixture
def calculation():
    """u = 3 w, C = u²."""
    c = Calculation("ko", 6)
    w = c.given("w", 2.0, "weight")
    u = c.line("u", lambda x: 3 * x, w, cite="(1)")
    c.line("C", lambda x: x**2, u, cite="(2)")
    return c


def test_values_and_texts(calculation):
    u, C = (calculation.named(name) for name in "uC")
    assert (calculation.number(u), calculation.number(C)) == (6.0, 36.0)
    working, (first, second) = calculation.working, calculation.lines
    assert (working.formula(first), working.numbers(first), u.place) == ("3·w", "3·2", "(1)")
    assert (working.formula(second), working.numbers(second)) == ("u^2", "6.00000^2")
    assert {q: calculation.words[q] for q in working.givens} == {calculation.named("w"): "weight"}


def test_a_difference_does_all_lines_again(calculation):
    """∂C/∂w = 18 w = 36, ∂C/∂u = 2 u = 12; for parabolas the quotient is exact."""
    C, u, w = (calculation.named(name) for name in ("C", "u", "w"))
    assert calculation.difference(C, w, h=0.25) == 36.0
    assert calculation.difference(C, u, h=0.25) == 12.0
    assert calculation.difference(u, w, h=0.25) == 3.0
    assert calculation.difference(w, u, h=0.25) == 0.0
    assert calculation.difference(C, w) == pytest.approx(36, rel=1e-9)
    assert (calculation.number(C), calculation.number(w)) == (36.0, 2.0)


REFUSED = [
    ("u", chain, "w", "u has a value already; give it another name"),
    ("w", chain, "w", "w has a value already; give it another name"),
    ("q", lambda w: share(w, 0), "w", "q is a division by 0"),
    ("huge", lambda w: (1e200 * w) ** 2, "w", "huge is too large for a float"),
    ("late", chain, "later", "late needs a value that is not there"),
]


@pytest.mark.parametrize(("spelled", "equation", "operand", "message"), REFUSED)
def test_what_is_refused(calculation, spelled, equation, operand, message):
    known = {q.spelled: q for q in calculation.working.values}
    before = dict(calculation.working.values), [*calculation.lines]
    with pytest.raises(ProblemError, match=f"^{message}$"):
        calculation.line(spelled, equation, known.get(operand, Named(operand)))
    assert (calculation.working.values, calculation.lines) == before


def test_a_given_name_is_taken_once_and_an_unknown_one_is_a_key_error(calculation):
    with pytest.raises(ProblemError, match="w has a value already"):
        calculation.given("w", 1.0)
    with pytest.raises(KeyError):
        calculation.named("v")
