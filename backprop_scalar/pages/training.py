"""The page of the command train: the cost as it falls over the epochs."""

from collections.abc import Sequence

from ..descent import DivergedError, Epoch, train
from ..problem import Problem, ProblemError
from ..tracing.digits import significant
from ..wording import number_of
from .page import Column, Page, as_typed
from .progress import with_progress
from .trace import checked_batch_size

BAR = 40


def chosen_epochs(epochs: int) -> list[int]:
    """0, the last one, and 1, 2, 5, 10, 20, 50, … between.

    >>> chosen_epochs(30)
    [0, 1, 2, 5, 10, 20, 30]
    """
    powers = [10**k for k in range(len(str(epochs)))]
    between = [digit * power for power in powers for digit in (1, 2, 5)]
    return [0, *(epoch for epoch in between if epoch < epochs), epochs]


def falling_cost(page: Page, epochs: Sequence[Epoch], digits: int) -> None:
    """A table of the cost after these epochs, drawn as bars; the largest cost has the longest."""
    largest = max(epoch.cost for epoch in epochs) or 1.0
    page.table(
        [Column("epoch", "number"), Column("cost", "number"), Column("")],
        [
            [
                page.number(str(epoch.number)),
                page.number(significant(epoch.cost, digits)),
                "#" * round(BAR * (epoch.cost / largest)),
            ]
            for epoch in epochs
        ],
    )


def train_page(
    page: Page, problem: Problem, epochs: int, batch_size: int, seed: int | None, digits: int
) -> None:
    """Training of a problem; chosen epochs in a table, all of them on a terminal as they end.

    Raises ProblemError where the cost is no longer finite, or a batch larger than all examples.
    """
    checked_batch_size(problem, batch_size)
    wanted = set(chosen_epochs(epochs))
    training = train(
        problem.network,
        problem.examples,
        problem.cost,
        problem.eta,
        epochs,
        batch_size=batch_size,
        seed=seed,
        train_biases=problem.train_biases,
        momentum=problem.momentum,
        batch=problem.batch,
        l2=problem.l2,
    )
    told = with_progress(
        training, lambda epoch: f"epoch {epoch.number} of {epochs}: {epoch.cost:.6g}"
    )
    try:
        shown = [epoch for epoch in told if epoch.number in wanted]
    except DivergedError as error:
        raise ProblemError(str(error)) from None
    page.heading(f"{as_typed(problem.title) or 'A problem'}: training", 1)
    page.text(_about(problem, epochs, batch_size, seed))
    falling_cost(page, shown, digits)
    if shown[-1].cost > shown[0].cost:
        page.text("The cost is higher than at the start: the step size eta is probably too large.")


def _about(problem: Problem, epochs: int, batch_size: int, seed: int | None) -> str:
    """The settings of the training in words."""
    n = len(problem.examples)
    order = "in the order of the file" if seed is None else f"shuffled by the seed {seed}"
    return (
        f"{number_of(epochs, 'epoch')} over {number_of(n, 'example')}, {order}, "
        f"{batch_size} to a step, with the learning rate {problem.eta:g}. The cost is the "
        f"mean {problem.cost.name.replace('_', ' ')} of all examples when the epoch ends; the bars "
        f"show it."
    )
