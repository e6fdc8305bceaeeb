"""Numbers for a problem of your own: new ones drawn for it, and which of its own hide a slip."""

import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from ..checks import ProblemError
from ..problem import Example, Problem
from ..tracing.lines import operands_of
from .drawing import first_flaw, flaws
from .draws import (
    INPUTS,
    PROBABILITIES,
    RATES,
    SMALL_RATES,
    drawn_network,
    lowers_the_cost,
    sample_of,
)
from .sheet import Sheet, sheet_of_problem

MOST_DRAWS = 300
# What is tried in the place of a given number, by its kind, on how many sheets altogether.
INSTEAD = {"eta": RATES, "y": PROBABILITIES} | {kind: [0.35, 1.45, -0.8] for kind in "awb"}
MOST_TRIES = 60
# So many of the given numbers that a line hangs on are tried.
NEAREST = 4


def redrawn(problem: Problem, seed: int) -> Problem:
    """The problem with other inputs, targets, parameters and learning rate, so that slips show.

    Inputs that are 0 stay so, targets that are 0, 1 or -1 change places. Raises ProblemError where
    no such numbers are found.
    """
    generator = random.Random(f"{problem.network.widths} {seed}")
    flaw = "a step does not lower the cost"
    for _ in range(MOST_DRAWS):
        other = _drawn(problem, generator)
        if lowers_the_cost(other):
            flaw = first_flaw(sheet_of_problem(other))
            if not flaw:
                return other
    raise ProblemError(
        f"no numbers were found in which every slip shows ({flaw}); take another network, or its "
        f"own numbers, without a seed"
    )


def _drawn(problem: Problem, generator: random.Random) -> Problem:
    """The problem with drawn numbers, which need not be fit."""
    layers = problem.network.layers
    activations = [layer.activation for layer in layers]
    without_biases = [l for l, layer in enumerate(layers, start=1) if not layer.biases]
    network = drawn_network(generator, problem.network.widths, activations, without_biases)
    is_linear = activations[-1].name in ("identity", "relu", "leaky_relu")
    examples = []
    for x, y in problem.examples:
        drawn = sample_of(generator, INPUTS, len(x))
        inputs = [x_k and drawn_k for x_k, drawn_k in zip(x, drawn)]
        if set(y) <= {-1, 0, 1} or problem.cost.partner == "softmax":
            targets = generator.sample(y, len(y))
        else:
            targets = sample_of(generator, INPUTS if is_linear else PROBABILITIES, len(y))
        examples.append(Example(tuple(inputs), tuple(targets)))
    eta = generator.choice(SMALL_RATES if is_linear else RATES)
    return replace(problem, network=network, examples=tuple(examples), eta=eta)


def hidden_slips(sheet: Sheet) -> list[str]:
    """For each line on which a slip may pass, why, and which given number to change."""
    found = _hidden(sheet, sheet.lines)
    tried: dict[tuple[Any, float], Mapping[Any, str]] = {}
    sentences = []
    for quantity, flaw in found.items():
        advice = ""
        for given, value in _others(quantity, sheet):
            if (given, value) not in tried and len(tried) < MOST_TRIES:
                other = replace(sheet, given={**sheet.given, given: value})
                tried[given, value] = _hidden(other, found)
            if quantity not in tried.get((given, value), found):
                advice = f"; with {value:g} for {sheet.keys[given]} it would show"
                break
        sentences.append(f"{sheet.keys[quantity]}{flaw}{advice}")
    return sentences


def _hidden(sheet: Sheet, lines: Collection[Any]) -> dict[Any, str]:
    """The first flaw of each of these lines by which a slip may pass for a right answer."""
    first: dict[Any, str] = {}
    try:
        for quantity, text in flaws(sheet, lines):
            if "too close to '" not in text:
                first.setdefault(quantity, text)
    except ProblemError:
        return dict.fromkeys(lines, "")
    return {quantity: first[quantity] for quantity in lines if quantity in first}


def _others(quantity: Any, sheet: Sheet) -> Iterator[tuple[Any, float]]:
    """Given numbers that a line hangs on, the nearest ones first, and what they may be instead."""
    hangs_on = [quantity]
    for q in hangs_on:  # which grows meanwhile
        above = operands_of(sheet.lines[q]) if q in sheet.lines else []
        hangs_on += [p for p in above if p not in hangs_on]
    # Classes are no numbers to be chosen.
    kinds = INSTEAD.keys() - ({"y"} if sheet.spelling.cost == "cross_entropy" else set())
    given = [p for p in hangs_on if p in sheet.given and p.kind in kinds]
    for p in given[:NEAREST]:
        yield from product([p], INSTEAD[p.kind])
