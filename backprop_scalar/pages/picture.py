"""The page of the command picture: the drawing of a network as a file of its own."""

from ..checks import ProblemError
from ..problem import Problem
from .network_picture import MOST_WEIGHTS, number_of_weights, picture
from .page import Page
from .svg import alone
from .trace import trace


def picture_page(page: Page, problem: Problem, note: str, example: int, digits: int) -> None:
    """The drawing of a problem's first training step as a file of its own.

    example: counted from 1. Raises ProblemError where there is no such example, where the network
    is too large, and as `trace` does.
    """
    n, weights = len(problem.examples), number_of_weights(problem.network.widths)
    if example > n:
        raise ProblemError(f"there is no example {example}; take --example 1 to {n}")
    if weights > MOST_WEIGHTS:
        raise ProblemError(f"the network has {weights} weights; at most {MOST_WEIGHTS} are drawn")
    working = trace(problem, note=note, digits=digits).working
    page.blocks.append(alone(picture(working, example - 1)))
