"""The page of the command trace: one or more training steps."""

from dataclasses import replace

from ..checks import ProblemError
from ..problem import Problem
from ..wording import number_of
from .live import make_live
from .page import Page
from .trace import check_batch_size, from_to, introduction, step_tables, trace


def trace_page(
    page: Page,
    problem: Problem,
    note: str,
    steps: int,
    digits: int,
    batch_size: int | None = None,
    *,
    factors: bool = False,
    changes: bool = False,
) -> None:
    """`steps` training steps of a problem, each from where the last ended.

    batch_size: so many examples to a step, in the order of the file, as in training; None takes all
    of them; the other options are those of `trace`. Raises ProblemError as `trace` does, with the
    number of the step where there are several, and for a batch larger than all examples.
    """
    n = len(problem.examples)
    size = batch_size or n
    check_batch_size(problem, size)
    batches = [problem.examples[start : start + size] for start in range(0, n, size)]
    problems = [replace(problem, examples=batch) for batch in batches]
    step = trace(problems[0], note=note, digits=digits, factors=factors, changes=changes)
    introduction(page, step)
    if 1 < size < n:
        page.text("In each step the examples are counted from 1; its heading says which they are.")
    start, titled = step.network, steps > 1 or size < n
    for number in range(1, steps + 1):
        at = (number - 1) % len(batches)
        if number > 1:
            try:
                step = step.next_step(problems[at])
            except ProblemError as error:
                raise ProblemError(f"step {number}: {error}") from None
        if titled:
            first, last = at * size + 1, at * size + len(batches[at])
            which = f"example {first}" if first == last else f"examples {first} to {last}"
            page.heading(f"Step {number}{f': {which}' * (size < n)}", 2)
        step_tables(page, step, level=3 if titled else 2)
    if size < n:
        took = from_to(problem, start, step.moved_network, step)
        page.text(f"Over all {n} examples, the {number_of(steps, 'step')} took {took}.")
    if page.form == "html" and steps == 1 and size == n:
        make_live(page, step.plan, step.working)
