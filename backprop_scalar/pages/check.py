"""Backpropagation against finite differences, as a page."""

from collections.abc import Sequence

from ..gradient_check import GOOD_AGREEMENT, STEP, Comparison, gradient_check
from ..network import Place
from ..notes.spelling import Spelling
from ..notes.symbols import Symbol
from ..problem import Problem
from ..tracing.digits import significant
from ..tracing.training_step import gradient_of
from .page import Column, Page, as_typed
from .tables import numbers

DIGITS = 9


def comparisons_of(problem: Problem) -> list[Comparison]:
    """Both gradients of every parameter. Raises ProblemError as `gradient_check` does."""
    return list(gradient_check(problem.network, *problem.objective))


def check_page(page: Page, problem: Problem, note: str) -> bool:
    """Both gradients of every parameter in a table; whether they agree."""
    spelling, comparisons = Spelling.of(problem, note), comparisons_of(problem)
    page.heading(f"{as_typed(problem.title) or 'A problem'}: gradient check", 1)
    page.text(
        f"Each gradient of the cost by backpropagation and by the central difference "
        f"(C(w + h) - C(w - h)) / 2h with h = {STEP:.5f}, smaller for a weight after an input or "
        f"activation above 1 in size. The error is relative to the larger of the two, or to "
        f"{1 / GOOD_AGREEMENT:,.0f} times what rounding may do to the difference, where that is "
        f"more."
    )
    rows = [(_symbol(found, problem, spelling), found) for found in comparisons]
    comparison_table(page, rows, "backprop")
    page.text(_summary(comparisons, problem, spelling))
    return _worst(comparisons).agrees


def comparison_table(page: Page, rows: Sequence[tuple[Symbol, Comparison]], heading: str) -> None:
    """Gradients beside finite differences; heading: that of the column of gradients."""
    columns = numbers(heading, "finite difference", "relative error")
    page.table(
        [Column("gradient", "math"), *columns],
        [
            [
                symbol,
                significant(found.backprop, DIGITS),
                significant(found.difference, DIGITS),
                f"{found.error:.1e}",
            ]
            for symbol, found in rows
        ],
    )


def check_summary(problem: Problem) -> str:
    """A sentence on whether finite differences agree, the same whatever the last bits are."""
    comparisons = comparisons_of(problem)
    if _worst(comparisons).agrees:
        return (
            f"All {len(comparisons)} gradients agree with central differences: the relative errors "
            f"are below {GOOD_AGREEMENT:g}."
        )
    return _summary(comparisons, problem, Spelling.of(problem))


def _symbol(found: Comparison, problem: Problem, spelling: Spelling) -> Symbol:
    """The gradient that a comparison is about."""
    return spelling.symbol(gradient_of(problem, Place(found.l, found.j, found.k)))


def _worst(comparisons: list[Comparison]) -> Comparison:
    return max(comparisons, key=lambda comparison: comparison.error)


def _summary(comparisons: list[Comparison], problem: Problem, spelling: Spelling) -> str:
    if not any(comparison.backprop or comparison.difference for comparison in comparisons):
        return "Every gradient is 0, both ways: nothing here moves the cost."
    worst = _worst(comparisons)
    symbol = _symbol(worst, problem, spelling)
    found = f"The largest relative error is {worst.error:.1e}, of `{symbol}`: "
    if worst.agrees:
        return f"{found}backpropagation and the finite differences agree."
    corner = (
        " The weighted input of a ReLU is at the corner, 0, or within h of it: there the slope "
        "jumps, backpropagation takes one side's and the difference sees both."
    )
    return f"{found}the two do not agree.{corner if worst.at_corner else ''}"
