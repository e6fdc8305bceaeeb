"""Backpropagation against finite differences, as a page."""

import math
from collections.abc import Sequence

from ..gradient_check import STEP, Comparison, gradient_check
from ..notes.quantities import Quantity
from ..notes.spelling import Spelling
from ..notes.symbols import Symbol
from ..problem import Problem, ProblemError
from ..tracing.digits import significant
from .page import Column, Page, as_typed

GOOD_AGREEMENT = 1e-7
DIGITS = 9


def comparisons_of(problem: Problem) -> list[Comparison]:
    """Both gradients of every parameter.

    Raises ProblemError where a cost or a gradient is too large for a float.
    """
    comparisons = gradient_check(problem.network, problem.examples, problem.cost)
    if not all(math.isfinite(comparison.error) for comparison in comparisons):
        raise ProblemError(
            "the cost or a gradient is too large for a float; take smaller inputs, targets or "
            "weights"
        )
    return comparisons


def check_page(page: Page, problem: Problem, spelling: Spelling) -> bool:
    """Both gradients of every parameter in a table; whether they agree."""
    comparisons = comparisons_of(problem)
    page.heading(f"{as_typed(problem.title) or 'A problem'}: gradient check", 1)
    page.text(
        f"Each gradient of the cost by backpropagation and by the central difference "
        f"(C(w + h) - C(w - h)) / 2h with h = {STEP:.5f}, smaller for a weight behind an input or "
        f"activation above 1 in size. The error is relative to the larger of the two, or to "
        f"{comparisons[0].scale:.2g} where both are smaller: with costs of this "
        f"size a difference resolves no more."
    )
    rows = [(spelling.symbol(gradient_of(found)), found) for found in comparisons]
    comparison_table(page, rows, "backprop")
    page.text(_summary(comparisons, problem, spelling))
    return _worst(comparisons).error < GOOD_AGREEMENT


def comparison_table(page: Page, rows: Sequence[tuple[Symbol, Comparison]], heading: str) -> None:
    """Gradients beside finite differences; heading: that of the column of gradients."""
    page.table(
        [
            Column("gradient", "math"),
            Column(heading, "number"),
            Column("finite difference", "number"),
            Column("relative error", "number"),
        ],
        [
            [
                page.style.spell(symbol),
                page.number(significant(found.backprop, DIGITS)),
                page.number(significant(found.difference, DIGITS)),
                page.number(f"{found.error:.1e}"),
            ]
            for symbol, found in rows
        ],
    )


def check_summary(problem: Problem, spelling: Spelling) -> str:
    """A sentence on whether finite differences agree, the same whatever the last bits are."""
    comparisons = comparisons_of(problem)
    if _worst(comparisons).error < GOOD_AGREEMENT:
        return (
            f"All {len(comparisons)} gradients agree with central differences: the relative errors "
            f"are below {GOOD_AGREEMENT:g}."
        )
    return _summary(comparisons, problem, spelling)


def gradient_of(comparison: Comparison) -> Quantity:
    """The gradient that a comparison is about."""
    kind = "db" if comparison.k is None else "dw"
    return Quantity(kind, comparison.l, comparison.j, comparison.k)


def _worst(comparisons: list[Comparison]) -> Comparison:
    return max(comparisons, key=lambda comparison: comparison.error)


def _summary(comparisons: list[Comparison], problem: Problem, spelling: Spelling) -> str:
    if not any(comparison.backprop or comparison.difference for comparison in comparisons):
        return "Every gradient is 0, both ways: nothing here moves the cost."
    worst = _worst(comparisons)
    symbol = spelling.symbol(gradient_of(worst))
    found = f"The largest relative error is {worst.error:.1e}, of `{symbol}`: "
    if worst.error < GOOD_AGREEMENT:
        return f"{found}backpropagation and the finite differences agree."
    corner = (
        " Is the weighted input of a ReLU at the corner, 0? There backpropagation takes the slope "
        "0 and the difference sees 1/2."
    )
    has_relu = any(layer.activation.name == "relu" for layer in problem.network.layers)
    return f"{found}the two do not agree.{corner if has_relu else ''}"
