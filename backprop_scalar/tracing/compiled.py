"""Training by compiled steps: the lines of a step as one Python function without loops or lists.

The same arithmetic as the loops of `backprop.py` and `descent.py`, many times faster. The loops
remain for networks that would take too long to compile, and for a step whose plain formulas have a
power of e that no float can hold.
"""

import functools
import math
from collections.abc import Callable, Iterator
from typing import Any

from .. import descent
from ..backprop import Gradients
from ..checks import ProblemError
from ..costs import Cost
from ..descent import Epoch, Numbers, Stepper
from ..functions import softplus
from ..network import Examples, Network, map_parameters
from ..notes.quantities import AnyQuantity, Quantity
from ..problem import Problem
from .program import needed, replaced, source_of
from .styles import FLOATS
from .training_step import given_values, training_step

# More parameters would take most of a second to compile.
MOST_PARAMETERS = 1000
# What the style FLOATS calls.
_SCOPE = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "softplus": softplus}

Program = Callable[..., list[Any]]
Nested = list[Any]  # quantities in lists of lists


@functools.wraps(descent.train)
def train(*arguments: Any, **settings: Any) -> Iterator[Epoch]:
    return descent.train(*arguments, **{"stepper": Compiled, **settings})


class Compiled(Stepper):
    """The steps of a training, compiled for a network that is small enough."""

    @functools.cached_property
    def programs(self) -> dict[str, Program | None]:
        """The programs so far, by what they give; None for what the loops have to do."""
        return {}

    def step(self, network: Network, examples: Examples) -> Network:
        """As that of `Stepper`; with one example it is one program."""
        if not self.velocities:
            at_rest = map_parameters(lambda theta: 0, (network.w, network.b))
            self.velocities = Gradients(*at_rest)
        done = self._run("step", network, *examples[0]) if len(examples) == 1 else None
        if not done:
            return super().step(network, examples)
        w, b, *velocities = done
        if velocities:
            self.velocities = Gradients(*velocities)
        return network.moved_to(w, b)

    def backprop(self, network: Network, x: Numbers, y: Numbers, cost: Cost) -> Gradients:
        """The gradients of one example."""
        done = self._run("gradients", network, x, y)
        return Gradients(*done) if done else super().backprop(network, x, y, cost)

    def example_cost(self, network: Network, x: Numbers, y: Numbers, cost: Cost) -> float:
        """The cost of one example."""
        done = self._run("cost", network, x, y)
        return done[0] if done else super().example_cost(network, x, y, cost)

    def _run(self, what: str, network: Network, x: Numbers, y: Numbers) -> list[Any] | None:
        """What one of the programs gives; None where it is for the loops to do."""
        if what not in self.programs:
            self.programs[what] = self._compiled(what, network, x, y)
        program = self.programs[what]
        try:
            return program(network.w, network.b, x, y, self.velocities) if program else None
        except (ArithmeticError, ValueError):  # or an example that does not fit
            return None

    def _compiled(self, what: str, network: Network, x: Numbers, y: Numbers) -> Program | None:
        """A program for a network; None where it is large, or exact."""
        parameters = [place.entry(network.w, network.b) for place in network.places()]
        if len(parameters) > MOST_PARAMETERS or {*map(type, parameters)} != {float}:
            return None
        cost, _, l2 = self.objective  # a mean of one example is its sum
        options: dict[str, Any] = {"train_biases": self.train_biases, "momentum": self.momentum}
        try:
            return program_of(Problem(network, [(x, y)], cost, self.eta, l2=l2, **options), what)
        except ProblemError:
            return None


def program_of(problem: Problem, what: str) -> Program:
    """A function of w, b, x, y and the velocities v, lists as in `Network`, `Example` and
    `Gradients`: the lines of a step with one example that are needed.

    what: step, for the new w and b, and with momentum the new v; gradients, for those of w and b;
    or cost.
    """
    network = problem.network
    v = _listed(network, "{}_v") if problem.momentum and what == "step" else []
    wanted = {
        "step": [*_listed(network, "{}_new"), *v],
        "gradients": _listed(network, "d{}"),
        "cost": [Quantity("C_x", i=0)],
    }[what]
    values = given_values(problem, network).items()
    givens = {q: float(value) for q, value in values if isinstance(q, Quantity)}
    x, y = ([q for q in givens if q.kind == kind] for kind in "ay")
    inputs = zip(("w", "b", "x", "y", "v.dw", "v.db"), (*_listed(network, "{}"), x, y, *v))
    lines = [line for phase in training_step(problem, network) for line in phase.lines]
    source = [
        "def program(w, b, x, y, v):",
        *(f"{_text(names)} = {argument}" for argument, names in inputs),
        *(f"{_text(q)} = {value!r}" for q, value in givens.items() if q == Quantity(q.kind)),
        *(
            f"{_text(line.quantity)} = {source_of(line, _text, FLOATS)}"
            for line in needed(lines, [*_flat(wanted)])
        ),
        f"return {_text(wanted)}",
    ]
    scope: dict[str, Any] = dict(_SCOPE)
    exec("\n    ".join(source), scope)  # noqa: S102 - it is made of names and digits
    program: Program = scope["program"]
    return program


def _listed(network: Network, pattern: str) -> Nested:
    """The quantities of two kinds, as w and b of the network are nested."""
    of_w, of_b = (pattern.format(letter) for letter in "wb")
    w = [
        [[Quantity(of_w, l, j, k) for k in range(len(w_j))] for j, w_j in enumerate(w_l)]
        for l, w_l in enumerate(network.w)
    ]
    b = [[Quantity(of_b, l, j) for j in range(len(b_l))] for l, b_l in enumerate(network.b)]
    return [w, b]


def _flat(nested: Nested) -> Iterator[AnyQuantity]:
    """The quantities in nested lists."""
    for entry in nested:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def _text(nested: Nested | AnyQuantity) -> str:
    """A quantity's name in a program, or lists of names, to take apart as well as to put together.

    A new parameter has the name of the old one, so one that is held fixed is handed on as it is.
    """
    if isinstance(nested, list):
        return f"[{', '.join(map(_text, nested))}]"
    return "_".join(map(str, replaced(nested)))
