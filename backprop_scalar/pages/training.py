"""The page of the command train: the cost as it falls over the epochs."""

from collections.abc import Sequence
from dataclasses import replace

from ..checks import ProblemError
from ..descent import DivergedError, Epoch
from ..network import Network
from ..notes.quantities import Quantity
from ..notes.spelling import Spelling
from ..problem import Problem
from ..tracing.compiled import train
from ..tracing.digits import as_given, significant
from ..wording import number_of
from .diagnosis import diagnosis, outputs_of, too_large
from .page import Cell, Column, Page, as_typed
from .plots import drawn_costs, drawn_surfaces
from .progress import with_progress
from .tables import numbers
from .trace import check_batch_size

BAR = 40
MOST_EXAMPLES = 20
MOST_PARAMETERS = 200


def chosen_epochs(epochs: int) -> list[int]:
    """0, the last one, and 1, 2, 5, 10, 20, 50, … between.

    >>> chosen_epochs(30)
    [0, 1, 2, 5, 10, 20, 30]
    """
    powers = [10**k for k in range(len(str(epochs)))]
    between = [digit * power for power in powers for digit in (1, 2, 5)]
    return [0, *(epoch for epoch in between if epoch < epochs), epochs]


def falling_cost(page: Page, epochs: Sequence[Epoch], digits: int) -> None:
    """A table of the cost after these epochs, with bars where a page has no curve of it."""
    largest = max(epoch.cost for epoch in epochs) or 1.0
    columns = numbers("epoch", "cost")
    rows = [[str(epoch.number), significant(epoch.cost, digits)] for epoch in epochs]
    if page.form != "html":
        columns.append(Column(""))
        for row, epoch in zip(rows, epochs):
            row.append("#" * round(BAR * (epoch.cost / largest)))
    page.table(columns, rows)


def train_page(
    page: Page,
    problem: Problem,
    epochs: int,
    batch_size: int,
    seed: int | None,
    digits: int,
    note: str = "",
    stop_below: float = 0.0,
) -> Problem:
    """Training of a problem: the cost as it falls, the parameters and the outputs at the end, and
    why it ended badly where it did; the trained problem.

    stop_below: training ends with the first epoch whose cost is below. All epochs are shown as they
    end on a terminal. Raises ProblemError where the cost is no longer finite, and for a batch
    larger than all examples.
    """
    check_batch_size(problem, batch_size)
    spelling = Spelling.of(problem, note)
    kept, costs = _trained(problem, epochs, batch_size, seed, stop_below)
    start, end = kept[0], kept[-1]
    wanted = {*chosen_epochs(epochs), end.number}
    page.heading(f"{as_typed(problem.title) or 'A problem'}: training", 1)
    bars = "" if page.form == "html" else "; the bars show it"
    page.text(f"{_about(problem, epochs, batch_size, seed)}{bars}.")
    falling_cost(page, [epoch for epoch in kept if epoch.number in wanted], digits)
    if page.form == "html":
        page.blocks.append(drawn_costs(costs))
    if end.number < epochs:
        page.text(f"Training stopped after epoch {end.number}: the cost is below {stop_below:g}.")
    for sentence in diagnosis(problem, kept, batch_size):
        page.text(sentence)
    trained = replace(problem, network=end.network)
    _outputs(page, trained, spelling, digits)
    if page.form == "html":
        page.blocks.append(drawn_surfaces(problem, start, end, spelling))
    _parameters(page, start.network, end.network, spelling, digits)
    return trained


def _trained(
    problem: Problem, epochs: int, batch_size: int, seed: int | None, stop_below: float
) -> tuple[list[Epoch], list[float]]:
    """The epochs to be shown, the one that begins the last tenth, and the last; all costs."""
    kept: list[Epoch] = []
    costs: list[float] = []
    wanted = {*chosen_epochs(epochs), round(0.9 * epochs)}
    settings = problem.network, problem.examples, problem.cost, problem.eta, epochs
    training = train(*settings, batch_size=batch_size, seed=seed, **problem.stepping)
    told = with_progress(training, lambda e: f"epoch {e.number} of {epochs}: {e.cost:.6g}")
    try:
        for epoch in told:
            ends = epoch.cost < stop_below
            costs.append(epoch.cost)
            if epoch.number in wanted or ends:
                kept.append(epoch)
            if ends:
                break
    except DivergedError as error:
        why = too_large(problem, problem.network, batch_size)
        raise ProblemError(f"{error}. {why}".removesuffix(". ")) from None
    return kept, costs


def _outputs(page: Page, trained: Problem, spelling: Spelling, digits: int) -> None:
    """The outputs of the first examples beside their targets."""
    L = len(trained.network.activations)
    page.heading("Outputs at the end", 2)
    rows: list[list[Cell]] = []
    for i, (example, a) in enumerate(zip(trained.examples, outputs_of(trained, trained.network))):
        for j, (a_j, y_j) in enumerate(zip(a, example.y)):
            symbol = spelling.symbol(Quantity("a", L, j, i=i))
            cells = as_given(y_j, digits), significant(a_j, digits)
            rows.append([str(i + 1), symbol, *cells])
    columns = [*numbers("example"), Column("output", "math"), *numbers("target", "value")]
    page.table(columns, rows[: MOST_EXAMPLES * trained.network.widths[L]])
    if len(trained.examples) > MOST_EXAMPLES:
        page.text(f"These are the first {MOST_EXAMPLES} of {len(trained.examples)} examples.")


def _parameters(page: Page, start: Network, end: Network, spelling: Spelling, digits: int) -> None:
    """Every parameter before and after, unless there are very many."""
    places = list(start.places())
    page.heading("Parameters", 2)
    if len(places) > MOST_PARAMETERS:
        page.text(
            f"The network has {len(places):,} parameters, too many for a table; --save FILE.toml "
            f"writes them into a file."
        )
        return
    rows: list[list[Cell]] = []
    for place in places:
        before, after = (place.entry(network.w, network.b) for network in (start, end))
        # One that did not move is shown as it was given.
        moved = as_given(after, digits) if after == before else significant(after, digits)
        symbol = spelling.symbol(Quantity(place.kind, *place))
        rows.append([symbol, as_given(before, digits), moved])
    page.table([Column("parameter", "math"), *numbers("start", "trained")], rows)


def _about(problem: Problem, epochs: int, batch_size: int, seed: int | None) -> str:
    """The settings of the training in words."""
    n = len(problem.examples)
    order = "in the order of the file" if seed is None else f"shuffled by the seed {seed}"
    momentum = f" and the momentum {problem.momentum:g}" if problem.momentum else ""
    penalty = ", with the penalty," if problem.l2 else ""
    return (
        f"{number_of(epochs, 'epoch')} over {number_of(n, 'example')}, {order}, {batch_size} to a "
        f"step, with the learning rate {problem.eta:g}{momentum}. The cost is the {problem.batch} "
        f"of the {problem.cost.name.replace('_', ' ')} over all examples{penalty} when the epoch "
        f"ends"
    )
