"""A training step worked out: `trace`, and the page that the command of that name prints."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from ..backprop import mean_cost
from ..network import Network
from ..notes.quantities import Quantity, describe
from ..notes.spelling import Spelling
from ..problem import Problem, ProblemError
from ..tracing.digits import DIGITS, significant
from ..tracing.lines import Line, NoValue
from ..tracing.training_step import Phase, given_values, training_step
from ..tracing.working import TracedLine, Working
from .page import Page, as_typed
from .progress import with_progress
from .tables import given_table, line_table, rounding

Row = dict[str, str | int | float | None]


@dataclass(frozen=True)
class TracedPhase:
    """The lines of one phase: forward, cost, backward, gradients, batch or update.

    example: whose, counted from 0; None for the whole batch.
    """

    name: str
    example: int | None
    lines: list[TracedLine]


@dataclass(frozen=True)
class Trace:
    """One training step worked out, from the parameters of `network`.

    plan: its phases and their lines, before they are worked out; working: the given quantities, and
    the value of every one. `str` is the step in plain text.
    """

    problem: Problem
    network: Network
    plan: list[Phase]
    working: Working

    @property
    def phases(self) -> list[TracedPhase]:
        """The phases in order, each of their lines with all that a table shows of it."""
        return [
            TracedPhase(name, example, [TracedLine(line, self.working) for line in lines])
            for name, example, lines in self.plan
        ]

    @property
    def moved_network(self) -> Network:
        """The network after the update."""
        values = self.working.values
        w = [
            [
                [values[Quantity("w_new", l, j, k)] for k in range(len(w_j))]
                for j, w_j in enumerate(w_l)
            ]
            for l, w_l in enumerate(self.network.w)
        ]
        b = [
            [values.get(Quantity("b_new", l, j), b_j) for j, b_j in enumerate(b_l)]
            for l, b_l in enumerate(self.network.b)
        ]
        return self.network.moved_to(w, b)

    def rows(self) -> list[Row]:
        """A dict for each line: phase, example, quantity, formula, numbers, value and place.

        example counts from 1 as in print; value is a float, the others are texts.
        """
        return [
            {
                "phase": phase.name,
                "example": None if phase.example is None else phase.example + 1,
                "quantity": line.symbol,
                "formula": line.formula,
                "numbers": line.numbers,
                "value": line.value,
                "place": line.place,
            }
            for phase in self.phases
            for line in phase.lines
        ]

    def __str__(self) -> str:
        return self._page("plain")

    def __repr__(self) -> str:
        lines = sum(len(phase.lines) for phase in self.plan)
        widths = "-".join(map(str, self.network.widths))
        return f"<Trace of a {widths} network: {lines} lines>"

    def markdown(self) -> str:
        """The step in GitHub Markdown."""
        return self._page("github")

    def html(self) -> str:
        """The step as an HTML page."""
        return self._page("html")

    def latex(self) -> str:
        """The step as a LaTeX document."""
        return self._page("latex")

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return self.html()

    def _page(self, form: str) -> str:
        page = Page(form)
        introduction(page, self)
        step_tables(page, self)
        return str(page)


def trace(
    problem: Problem, *, note: str = "", digits: int = DIGITS, network: Network | None = None
) -> Trace:
    """One training step of a problem, every quantity of it worked out.

    note: in whose letters, and with that note's place for 1/n: one of the five, or the TOML file of
    a notation of your own; the problem's note where it is empty. digits: the significant digits
    shown. network: where the step starts, the problem's own where it is None. Raises ProblemError,
    naming the quantity, where a value is not finite, and for a note that cannot be read.
    """
    spelling = Spelling.of(problem, note)
    start = network or problem.network
    givens = given_values(problem, start)
    chain = set(spelling.widths) == {1}
    words = {q: describe(q, spelling.examples, chain=chain) for q in givens}
    working = Working(spelling, digits, givens, words)
    phases = training_step(problem, start, inside=spelling.notation.inside)
    lines = [line for phase in phases for line in phase.lines]
    numbered = enumerate(lines, start=1)
    for _, line in with_progress(numbered, lambda at: f"line {at[0]} of {len(lines)} worked out"):
        try:
            working.work_out(line)
        except NoValue as error:
            what = describe(line.quantity, spelling.examples)
            raise ProblemError(
                f"the {what} {error}; take smaller inputs, targets, weights or learning rate eta"
            ) from None
    return Trace(problem, start, phases, working)


def trace_page(page: Page, problem: Problem, note: str, steps: int, digits: int) -> None:
    """`steps` training steps of a problem in the letters of a note, each from where the last ended.

    Raises ProblemError as `trace` does, with the number of the step where there are several.
    """
    step = trace(problem, note=note, digits=digits)
    introduction(page, step)
    for number in range(1, steps + 1):
        if number > 1:
            try:
                step = trace(problem, note=note, digits=digits, network=step.moved_network)
            except ProblemError as error:
                raise ProblemError(f"step {number}: {error}") from None
        if steps > 1:
            page.heading(f"Step {number}", 2)
        step_tables(page, step, level=2 if steps == 1 else 3)


def step_tables(page: Page, step: Trace, level: int = 2) -> None:
    """Given, then a table for each phase, under headings of that level, and the outcome."""
    page.heading("Given", level)
    given_table(page, step.working)
    titled = [(phase_title(phase, step.working.spelling), phase.lines) for phase in step.plan]
    for title, lines in with_progress(titled, lambda each: f"written out: {each[0]}"):
        if lines:
            page.heading(title, level)
            line_table(page, step.working, lines)
    page.text(outcome(step))


def lines_of(
    step: Trace, name: str, example: int = 0, layer: int | None = None, kinds: Collection[str] = ()
) -> list[Line]:
    """The lines of one phase: forward, cost, backward, gradients, batch or update.

    example: whose, counted from 0, where there are several; layer, kinds: only the lines of that
    layer, of these kinds of quantities. Raises ValueError where there are none.
    """
    lines = [
        line
        for phase in step.plan
        if phase.name == name and phase.example in (example, None)
        for line in phase.lines
        if isinstance(line.quantity, Quantity)
        and layer in (None, line.quantity.l)
        and (not kinds or line.quantity.kind in kinds)
    ]
    if not lines:
        there = ", ".join(dict.fromkeys(phase.name for phase in step.plan))
        raise ValueError(
            f"no lines of phase {name!r}, example {example}, layer {layer} and kinds {kinds}; "
            f"the phases here are {there}, examples count from 0, layers from 1"
        )
    return lines


def outcome(step: Trace) -> str:
    """A sentence with the cost before and after the step."""
    problem, digits = step.problem, step.working.digits
    word = step.working.spelling.notation.cost_word
    before, after = (
        mean_cost(network, problem.examples, problem.cost)
        for network in (step.network, step.moved_network)
    )
    held = "" if problem.train_biases else "The biases were held fixed. "
    if not math.isfinite(after):
        return f"{held}After this step the {word} is too large for a float: take a smaller eta."
    return (
        f"{held}This step took the {word} from {significant(before, digits)} "
        f"to {significant(after, digits)}."
    )


def phase_title(phase: Phase, spelling: Spelling) -> str:
    """Forward pass, Cost, …, with the example where there are several."""
    title = {
        "forward": "Forward pass",
        "cost": spelling.notation.cost_word.capitalize(),
        "backward": "Backward pass",
        "gradients": "Gradients",
        "batch": f"The batch: {spelling.notation.cost_word} and gradients",
        "update": "Update",
    }[phase.name]
    if phase.example is None or spelling.examples == 1:
        return title
    return f"Example {phase.example + 1}: {title.lower()}"


def introduction(page: Page, step: Trace) -> None:
    """The title, what is traced in whose letters, and how numbers are rounded."""
    page.heading(as_typed(step.problem.title) or "A training step", 1)
    page.text(" ".join(_about(step)))
    page.text(rounding(step.working.digits))


def _about(step: Trace) -> list[str]:
    """The network, the cost, the notation and its deviations, a sentence each."""
    problem, spelling = step.problem, step.working.spelling
    cost, notation = problem.cost, spelling.notation
    widths, activations = "-".join(map(str, spelling.widths)), ", ".join(spelling.activations)
    sentences = [
        f"A {widths} network ({activations}) with the cost {cost.name}.",
        f"It is written in the letters of {as_typed(notation.source)}.",
    ]
    if notation.cost not in ("", cost.name):
        sentences.append(f"The note itself uses {notation.cost}.")
    if cost.partner:
        sentences.append(
            f"With {cost.partner} outputs the product of this cost's derivative and the slope of "
            f"the activation is worked out beforehand; the error signal takes one line."
        )
    if cost.partner == "softmax":
        sentences.append("As the targets add up to 1, that line is the output minus the target.")
    if spelling.examples > 1:
        n = spelling.symbol(Quantity("n"))
        sentences.append(
            f"The error signals hold the `1/{n}` of the batch, so its gradients are plain sums."
            if notation.inside
            else "Each example has its own gradients; the batch takes their average."
        )
    places = (spelling.place(line.quantity) for phase in step.plan for line in phase.lines)
    if any(place.startswith("cf.") for place in places):
        sentences.append(
            "Its equations are marked cf. where they give something else than the line."
        )
    return [*sentences, *map(as_typed, spelling.remarks)]
