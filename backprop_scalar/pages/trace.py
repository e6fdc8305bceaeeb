"""A training step worked out: `trace`, and its tables; `steps.py` has the page of the command."""

import copy
import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ..backprop import Gradients, batch_cost
from ..checks import ProblemError
from ..network import Biases, Network, Weights
from ..notes.legend import legend
from ..notes.quantities import CHOSEN, Quantity, describe
from ..notes.spelling import Spelling
from ..problem import Problem
from ..tracing.digits import DIGITS, significant
from ..tracing.lines import Line, NoValue
from ..tracing.training_step import Phase, given_values, training_step
from ..tracing.working import TracedLine, Working
from ..wording import number_of
from .figure import figure
from .live import make_live
from .page import Cell, Column, Page, as_typed
from .progress import with_progress
from .tables import given_table, line_table, numbers, rounding

Row = dict[str, str | int | float | None]


class TracedPhase(NamedTuple):
    """The lines of one phase: forward, cost, backward, gradients, batch, penalty or update.

    example: whose, counted from 0; None for the whole batch.
    """

    name: str
    example: int | None
    lines: list[TracedLine]


@dataclass(frozen=True)
class Trace:
    """One training step worked out, from the parameters of `network`.

    plan: its phases and their lines, before they are worked out; working: the given quantities, and
    the value of every one; settings: what else `trace` was told. `str` is the step in plain text.
    """

    problem: Problem
    network: Network
    plan: list[Phase]
    working: Working
    settings: dict[str, Any]

    @property
    def lines(self) -> list[Line]:
        """The lines of all phases."""
        return [line for phase in self.plan for line in phase.lines]

    @property
    def phases(self) -> list[TracedPhase]:
        """The phases in order, each of their lines with all that a table shows of it."""
        return [
            TracedPhase(name, example, [self.working.traced(line) for line in lines])
            for name, example, lines in self.plan
        ]

    @property
    def moved_network(self) -> Network:
        """The network after the update."""
        w, b = self._parameters("new")
        return self.network.moved_to(w, b)

    def next_step(self, problem: Problem | None = None) -> "Trace":
        """The step after this one, from its new parameters and velocities.

        problem: other examples for it, of the same network. Raises ProblemError as `trace` does.
        """
        return trace(
            problem or self.problem,
            network=self.moved_network,
            velocities=Gradients(*self._parameters("v")) if self.problem.momentum else None,
            **self.settings,
        )

    def _parameters(self, what: str) -> tuple[Weights, Biases]:
        """The values of one kind for every weight and bias; a bias that is held fixed, as it is."""
        values = self.working.values
        w, b = copy.deepcopy((self.network.w, self.network.b))
        for l, j, k in self.network.places():
            if k is None:
                b[l][j] = values.get(Quantity(f"b_{what}", l, j), b[l][j])
            else:
                w[l][j][k] = values[Quantity(f"w_{what}", l, j, k)]
        return w, b

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
        return str(self._page("plain"))

    def __repr__(self) -> str:
        widths = "-".join(map(str, self.network.widths))
        return f"<Trace of a {widths} network: {len(self.lines)} lines>"

    def markdown(self) -> str:
        """The step in GitHub Markdown."""
        return str(self._page("github"))

    def html(self) -> str:
        """The step as an HTML page, whose given numbers can be changed."""
        page = self._page("html")
        make_live(page, self.plan, self.working)
        return str(page)

    def latex(self) -> str:
        """The step as a LaTeX document."""
        return str(self._page("latex"))

    def _repr_html_(self) -> str:
        """What a notebook shows: the page without its script."""
        return self._page("html").fragment()

    def _page(self, form: str) -> Page:
        page = Page(form)
        introduction(page, self)
        step_tables(page, self)
        return page


def trace(
    problem: Problem,
    *,
    note: str = "",
    digits: int = DIGITS,
    network: Network | None = None,
    velocities: Gradients | None = None,
    factors: bool = False,
    changes: bool = False,
) -> Trace:
    """One training step of a problem, every quantity of it worked out.

    note: in whose letters, and with that note's place for 1/n: one of the five, or the TOML file of
    a notation of your own; the problem's note where it is empty. digits: the significant digits
    shown. network, velocities: where the step starts, with the problem's own network and no
    momentum where they are None. factors: a cross-entropy's error signal the long way, as the
    product of ∂C/∂a and the slopes; changes: a line Δw before each new parameter. Raises
    ProblemError, naming the quantity, where a value is not finite, and for a note that cannot be
    read.
    """
    spelling = Spelling.of(problem, note)
    if factors:
        spelling = replace(spelling, holds=spelling.holds | {"factors"})
    start = network or problem.network
    givens = given_values(problem, start, velocities)
    words = {q: spelling.words(q) for q in givens}
    working = Working(spelling, digits, givens, words)
    inside = spelling.notation.inside
    phases = training_step(problem, start, inside=inside, factors=factors, changes=changes)
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
    settings = {"note": note, "digits": digits, "factors": factors, "changes": changes}
    return Trace(problem, start, phases, working, settings)


def check_batch_size(problem: Problem, size: int) -> None:
    """Raise ProblemError where a problem has not as many examples."""
    n = len(problem.examples)
    if size > n:
        there = number_of(n, "example")
        raise ProblemError(
            f"a batch of {size} is more than the {there} of the file; take a --batch-size up to "
            f"that"
        )


def step_tables(page: Page, step: Trace, level: int = 2) -> None:
    """Given, then a table for each phase, under headings of that level, and the outcome."""
    if page.form == "html":
        page.blocks.append(figure(step.working, page.part_of(step.working)))
    page.heading("Given", level)
    given_table(page, step.working)
    titled = [(phase_title(phase, step.working.spelling), phase.lines) for phase in step.plan]
    for title, lines in with_progress(titled, lambda each: f"written out: {each[0]}"):
        if lines:
            page.heading(title, level)
            line_table(page, step.working, lines)
    if step.settings["factors"] and step.problem.cost.partner:
        page.heading("The error signals of the outputs both ways", level)
        _agreement(page, step)
    page.text(outcome(step))


def _agreement(page: Page, step: Trace) -> None:
    """The error signals made of their factors beside those of the one line that comes of these."""
    long = step.working
    short = trace(step.problem, network=step.network, **{**step.settings, "factors": False})
    L = len(step.network.activations)
    rows: list[list[Cell]] = []
    for line in short.lines:
        q = line.quantity
        if isinstance(q, Quantity) and (q.kind, q.l) == ("delta", L):
            apart = abs(long.values[q] - short.working.values[q])
            values = (long.shown(q), short.working.shown(q), f"{apart:.1e}" if apart else "0")
            formula = short.working.formula(line, page.style)
            rows.append([long.spelling.symbol(q), formula, *values])
    columns = [Column("error signal", "math"), Column("in one line", "math")]
    page.table([*columns, *numbers("by the factors", "value", "difference")], rows)


def lines_of(
    step: Trace, name: str, example: int = 0, layer: int | None = None, kinds: Collection[str] = ()
) -> list[Line]:
    """The lines of one phase: forward, cost, backward, gradients, batch, penalty or update.

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
    held = "" if step.problem.train_biases else "The biases were held fixed. "
    took = from_to(step.problem, step.network, step.moved_network, step)
    return f"{held}This step took {took}."


def from_to(problem: Problem, start: Network, end: Network, step: Trace) -> str:
    """The cost of a problem's examples with one network and with another, in words."""
    word = step.working.spelling.notation.cost_word
    penalty = " with its penalty" if problem.l2 else ""
    before, after = (batch_cost(network, *problem.objective) for network in (start, end))
    if not math.isfinite(after):
        return f"the {word} beyond what a float can hold: take a smaller eta"
    digits = step.working.digits
    return f"the {word}{penalty} from {significant(before, digits)} to {significant(after, digits)}"


def phase_title(phase: Phase, spelling: Spelling) -> str:
    """Forward pass, Cost, …, with the example where there are several."""
    title = {
        "forward": "Forward pass",
        "cost": spelling.notation.cost_word.capitalize(),
        "backward": "Backward pass",
        "gradients": "Gradients",
        "batch": f"The batch: {spelling.notation.cost_word} and gradients",
        "penalty": "Penalty",
        "update": "Update",
    }[phase.name]
    if phase.example is None or spelling.examples == 1:
        return title
    return f"Example {phase.example + 1}: {title.lower()}"


def introduction(page: Page, step: Trace) -> None:
    """The title, what is traced in whose letters, and how numbers are rounded."""
    page.heading(as_typed(step.problem.title) or "A training step", 1)
    page.text(" ".join(_about(step)))
    page.text(legend(step.working.spelling))
    page.text(rounding(step.working.digits))


def extras(problem: Problem, spelling: Spelling) -> list[str]:
    """A sentence each for a leaky ReLU, the penalty, momentum, with the letters chosen here, and
    costs that are added."""
    symbols, sentences = {kind: spelling.symbol(Quantity(kind)) for kind in CHOSEN}, []
    for layer, activation in problem.network.activations.items():
        if activation.constant is not None:
            sentences.append(
                f"Below 0 the {activation.name} of layer {layer} has the slope "
                f"{activation.constant:g}."
            )
    if problem.l2:
        sentences.append(
            f"The penalty `{symbols['R']}` is half of `{symbols['lambda']}` times the sum of the "
            f"squared weights, biases left out."
        )
    if problem.momentum:
        sentences.append(
            f"With momentum a step goes against the velocity `v` of a parameter, which is "
            f"`{symbols['alpha']}` times the last velocity plus the gradient."
        )
    kinds = [kind for kind in CHOSEN if Quantity(kind) in given_values(problem, problem.network)]
    if kinds and not {*kinds} & {*spelling.notation.letters}:
        sentences.append("The note has no letters for this; they are chosen here.")
    if spelling.examples > 1 and problem.batch == "sum":
        sentences.append("The costs of the examples are added, and so are their gradients.")
    return sentences


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
    sentences += extras(problem, spelling)
    if cost.partner and not step.settings["factors"]:
        sentences.append(
            f"With {cost.partner} outputs the product of this cost's derivative and the slope of "
            f"the activation is worked out beforehand; the error signal takes one line."
        )
    if cost.partner == "softmax" and not step.settings["factors"]:
        sentences.append("As the targets add up to 1, that line is the output minus the target.")
    if spelling.examples > 1 and problem.batch == "mean":
        n = spelling.symbol(Quantity("n"))
        sentences.append(
            f"The error signals hold the `1/{n}` of the batch, so its gradients are plain sums."
            if notation.inside
            else "Each example has its own gradients; the batch takes their average."
        )
    if any(spelling.place(line.quantity).startswith("cf.") for line in step.lines):
        sentences.append(
            "Its equations are marked cf. where they give something else than the line."
        )
    return [*sentences, *map(as_typed, spelling.remarks)]
