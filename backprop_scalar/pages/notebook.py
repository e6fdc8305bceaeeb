"""What a notebook shows of a problem and of a network: their numbers, in the notes' letters."""

import contextlib
from collections.abc import Mapping

from ..checks import ProblemError
from ..network import Network
from ..notes.notation import notation_of
from ..notes.quantities import AnyQuantity
from ..notes.spelling import Spelling
from ..problem import Problem
from ..tracing.digits import DIGITS
from ..tracing.training_step import given_values, parameters_of
from ..tracing.working import Working
from .figure import figure
from .network_picture import MOST_WEIGHTS, number_of_weights, outline
from .page import Page, as_typed
from .svg import framed
from .tables import given_table
from .trace import trace

# Whose letters a network is written in, which belongs to no note.
NOTE = "ko"


def of_problem(problem: Problem) -> str:
    """Its title, its network in a first step where that can be taken, and all that is given."""
    page = Page("html")
    page.heading(as_typed(problem.title) or "A problem")
    page.text(f"{_about(problem.network)}, with the cost {problem.cost.name}.")
    with contextlib.suppress(ProblemError):
        page.only_html(figure(trace(problem).working))
    given = given_values(problem, problem.network)
    given_table(page, _working(Spelling.of(problem), given))
    return page.fragment()


def of_network(network: Network) -> str:
    """A drawing without numbers, and its weights and biases."""
    page = Page("html")
    page.text(f"{_about(network)}.")
    given = parameters_of(network)
    widths = tuple(network.widths)
    activations = tuple(activation.name for activation in network.activations.values())
    spelling = Spelling(notation_of(NOTE).for_network(widths), widths, activations)
    working = _working(spelling, given)
    if number_of_weights(widths) <= MOST_WEIGHTS:
        page.only_html(framed(outline(working)))
    given_table(page, working)
    return page.fragment()


def _about(network: Network) -> str:
    names = ", ".join(activation.name for activation in network.activations.values())
    return f"A {'-'.join(map(str, network.widths))} network ({names})"


def _working(spelling: Spelling, given: Mapping[AnyQuantity, float]) -> Working:
    return Working(spelling, DIGITS, dict(given), {q: spelling.words(q) for q in given})
