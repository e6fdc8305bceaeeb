"""Backpropagation in plain floats and lists, one component formula at a time.

Start reading in `equations.py`; `backprop.py` puts the equations to work; `trace` writes a training
step out, line by line.

    equations  functions  activations  costs            the formulas
    network  backprop  descent  gradient_check          the arithmetic that uses them
    initialization  problem  checks                     drawn weights, files read and checked
    cli  walkthrough  wording                           commands, stories, counts put into words
    notes/      how the five notes spell a quantity, and where they have its equation
    tracing/    a training step as lines, and arithmetic written as text
    pages/      what is printed: `trace` and the other commands, in four formats
    exercises/  worksheets, and their marking
    topics/     what single sections of the notes need
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .activations import ACTIVATIONS
from .backprop import Gradients, average, backprop, example_cost, forward, mean_cost, summed
from .checks import ProblemError
from .costs import COSTS
from .descent import descend
from .gradient_check import gradient_check, nudged
from .initialization import initial_layer
from .network import Layer, Network
from .problem import Problem, read_problem

if TYPE_CHECKING:
    from .pages.trace import trace
    from .tracing.compiled import train

__all__ = [
    "ACTIVATIONS",
    "COSTS",
    "Gradients",
    "Layer",
    "Network",
    "Problem",
    "ProblemError",
    "average",
    "backprop",
    "descend",
    "example_cost",
    "forward",
    "gradient_check",
    "initial_layer",
    "mean_cost",
    "nudged",
    "read_problem",
    "summed",
    "trace",
    "train",
]


def _in_a_notebook(shown: Any) -> str:
    """What a notebook shows of a network or a problem; the arithmetic knows nothing of pages."""
    from .pages.notebook import of_network, of_problem

    return of_problem(shown) if isinstance(shown, Problem) else of_network(shown)


Network._repr_html_ = Problem._repr_html_ = _in_a_notebook  # type: ignore[attr-defined]


def __getattr__(name: str) -> Any:
    """`trace` and `train`, imported when they are asked for: the arithmetic works without them."""
    modules = {"trace": "pages.trace", "train": "tracing.compiled"}
    if name not in modules:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{modules[name]}"), name)
