"""Lines of named quantities: their values, their differences, and what is refused."""

import pytest
from backprop_scalar.tracing.pages import Page

from backprop_scalar import ProblemError
from backprop_scalar.equations import chain, share
from backprop_scalar.tracing.calculation import Calculation


@pytest.fixture
def calculation():
    """u = 3 w, C = u²."""
    c = Calculation(Page("github"), "ko", 6)
    w = c.given("w", 2.0, "weight")
    u = c.line("u", lambda x: 3 * x, w, cite="(1)")
    c.line("C", lambda x: x**2, u, cite="(2)")
    return c


def test_values(calculation):
    assert calculation.number(calculation.named("u")) == 6.0
    assert calculation.number(calculation.named("C")) == 36.0
    calculation.show_given()
    calculation.show()
    assert "| `u`" in calculation.page.blocks[1]
    assert "`3·2`" in calculation.page.blocks[1]
    assert "(2)" in calculation.page.blocks[1]


def test_show_prints_only_what_is_new(calculation):
    calculation.show()
    calculation.line("D", chain, calculation.named("C"), 2)
    calculation.show()
    assert "`C`" in calculation.page.blocks[0]
    assert "| `D`" in calculation.page.blocks[1]
    assert "| `u`" not in calculation.page.blocks[1]


def test_a_difference_does_all_lines_again(calculation):
    """∂C/∂w = 18 w = 36, ∂C/∂u = 2 u = 12; for parabolas the quotient is exact."""
    C, u, w = (calculation.named(name) for name in ("C", "u", "w"))
    assert calculation.difference(C, w, h=0.25) == 36.0
    assert calculation.difference(C, u, h=0.25) == 12.0
    assert calculation.difference(u, w, h=0.25) == 3.0
    assert calculation.difference(w, u, h=0.25) == 0.0
    assert calculation.number(C) == 36.0


@pytest.mark.parametrize(("factor", "error"), [(36.0, 0.0), (18.0, 0.5), (-36.0, 2.0)])
def test_check_tells_a_right_gradient_from_a_wrong_one(calculation, factor, error):
    gradient = calculation.line("∂C/∂w", lambda: factor)
    calculation.check(calculation.named("C"), (gradient, calculation.named("w")))
    row = calculation.page.blocks[0].splitlines()[-1]
    assert float(row.split("|")[-2]) == pytest.approx(error, abs=1e-8)


def test_what_is_refused(calculation):
    w = calculation.named("w")
    with pytest.raises(ProblemError, match="u has a value already; give it another name"):
        calculation.line("u", chain, w)
    with pytest.raises(ProblemError, match="w has a value already"):
        calculation.given("w", 1.0)
    with pytest.raises(ProblemError, match="q is a division by 0"):
        calculation.line("q", share, w, 0)
    with pytest.raises(ProblemError, match="huge is too large for a float"):
        calculation.line("huge", lambda x: (1e200 * x) ** 2, w)
    with pytest.raises(KeyError):
        calculation.named("v")
