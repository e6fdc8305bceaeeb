"""Draws of numbers for the exercises. What is drawn here need not be fit: see `drawing.flaws`.

The small ones, of a neuron or two, are calculations with names of their own; the others are
training steps of drawn networks. `slip_hunt` is worked out already, with a slip to be found.
"""

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

from ..activations import Activation, sigmoid, sigmoid_slope
from ..backprop import batch_cost, batch_gradients, forward
from ..costs import half_squared_error, half_squared_error_slope
from ..descent import descend
from ..equations import (
    bias_gradient,
    central_quotient,
    error_signal,
    step_down,
    weight_gradient,
    weighted_input,
)
from ..network import Layer, Network
from ..problem import Example, Problem
from ..tracing.calculation import Calculation
from ..tracing.lines import Line
from .drawing import applicable, drawn
from .sheet import (
    DIGITS,
    Sheet,
    Worked,
    evaluated,
    rounded,
    sheet_of_calculation,
    sheet_of_problem,
)

# Weights and biases of one network all differ in magnitude, so that none stands in for another.
MAGNITUDES = [round(0.05 * k, 2) for k in range(3, 20)]
# For networks with more parameters than these.
FINE_MAGNITUDES = [round(0.01 * k, 2) for k in range(15, 100)]
INPUTS = [0.3, 0.4, 0.6, 0.7, 0.8, 0.9, 1.2, 1.3, 1.4, 1.5]
# A forgotten η would look like another slip if η were ½, 1, 2 or the quotient of two inputs.
RATES = [0.65, 1.35, 1.45, 1.55]
# For linear neurons, whose steps grow with the error.
SMALL_RATES = [0.35, 0.45]
PROBABILITIES = [0.05, 0.1, 0.9, 0.95]
# A difference of nearly equal costs loses digits.
FINE_DIGITS = 6

T = TypeVar("T")


def sample_of(generator: random.Random, values: Sequence[T], count: int) -> list[T]:
    """So many of the values, all different if there are enough of them."""
    if count <= len(values):
        return generator.sample(values, count)
    return generator.choices(values, k=count)


def drawn_parameters(generator: random.Random, count: int) -> list[float]:
    """Numbers of both signs that differ in magnitude."""
    magnitudes = MAGNITUDES if count <= len(MAGNITUDES) else FINE_MAGNITUDES
    return [generator.choice([-1, 1]) * m for m in sample_of(generator, magnitudes, count)]


def drawn_network(
    generator: random.Random,
    widths: Sequence[int],
    activations: Sequence[str | Activation],
    without_biases: Collection[int] = (),
) -> Network:
    """A network of these widths, the inputs first; without_biases: the layers that have none."""
    sizes = list(enumerate(pairwise(widths), start=1))
    count = sum(width * (fan_in + (l not in without_biases)) for l, (fan_in, width) in sizes)
    numbers = iter(drawn_parameters(generator, count))
    layers = []
    for l, (fan_in, width) in sizes:
        weights = [[next(numbers) for _ in range(fan_in)] for _ in range(width)]
        biases = l not in without_biases and [next(numbers) for _ in range(width)]
        layers.append(Layer(weights, biases, activations[l - 1]))
    return Network(layers)


def problems(
    note: str,
    cost: str,
    widths: Sequence[int],
    activations: Sequence[str],
    targets: Sequence[float] = PROBABILITIES,
    examples: int = 1,
) -> Callable[[random.Random], Problem]:
    """Problems with drawn networks, inputs and learning rates; targets: what those are from.

    The step of each lowers the cost.
    """

    def draw(generator: random.Random) -> Problem:
        while True:
            pairs = [
                (generator.sample(INPUTS, widths[0]), generator.sample(targets, widths[-1]))
                for _ in range(examples)
            ]
            network = drawn_network(generator, widths, activations)
            problem = Problem(network, pairs, cost, generator.choice(RATES), note=note)
            if lowers_the_cost(problem):
                return problem

    return draw


def lowers_the_cost(problem: Problem) -> bool:
    """Whether one step of the problem does."""
    network = problem.network
    moved = descend(network, batch_gradients(network, *problem.objective), problem.eta)
    before, after = (batch_cost(each, *problem.objective) for each in (network, moved))
    return after < before


def with_a_zero_input(generator: random.Random) -> Problem:
    """3-2-2-1, one of the inputs 0."""
    draw = problems("thill", "half_squared_error", [3, 2, 2, 1], ["sigmoid"] * 3)
    problem = draw(generator)
    ((x, y),) = problem.examples
    off = generator.randrange(3)
    x = tuple(0.0 if k == off else x_k for k, x_k in enumerate(x))
    return replace(problem, examples=(Example(x, y),))


def one_dead_unit(generator: random.Random) -> Problem:
    """2-3-1 of ReLUs and a sigmoid: two hidden units work, one is dead."""
    draw = problems("full_story", "half_squared_error", [2, 3, 1], ["relu", "sigmoid"])
    while True:
        problem = draw(generator)
        z = forward(problem.network, problem.examples[0].x).z[1]
        # Rounded, for a unit exactly at its corner is dead, whatever floats make of 0.
        if sum(round(z_j, 9) > 0 for z_j in z) == 2:
            return problem


def relu_units(generator: random.Random) -> Problem:
    """1-3-1 with a unit at work, a dead one and one exactly at its corner, in any order."""
    x = generator.choice([0.5, 2.0])  # w·x is then exact, and the corner exactly 0
    w = drawn_parameters(generator, 3)
    z = generator.sample([0.3, 0.4, 0.6, 0.7, 0.8, 0.9], 2)
    aims = [z[0], -z[1], 0.0]
    generator.shuffle(aims)
    biases = [round(z_j - w_j * x, 3) for z_j, w_j in zip(aims, w)]
    hidden = Layer([[w_j] for w_j in w], biases, "relu")
    *weights, bias = drawn_parameters(generator, 4)
    network = Network([hidden, Layer([weights], [bias], "identity")])
    pair, eta = ([x], [generator.choice(INPUTS)]), generator.choice(SMALL_RATES)
    return Problem(network, [pair], "half_squared_error", eta, note="full_story")


def sigmoids(generator: random.Random) -> Sheet:
    """σ(z) and σ'(z) for three z."""
    calculation = Calculation("anomitroid", DIGITS)
    magnitudes = generator.sample([round(0.1 * k, 1) for k in range(3, 25)], 3)
    for j, magnitude in enumerate(magnitudes, start=1):
        sign = generator.choice([-1, 1])
        z_j = calculation.given(f"z_{j}", sign * magnitude, f"weighted input {j}")
        a_j = calculation.line(f"a_{j}", sigmoid, z_j, cite="(8)")
        calculation.line(f"σ'(z_{j})", sigmoid_slope, a_j, cite="(10)")
    return sheet_of_calculation(calculation, {0: "Activations and slopes"})


def difference(generator: random.Random) -> Sheet:
    """∂C/∂w of one sigmoid neuron by a central difference, and by backpropagation."""
    calculation = Calculation("ko", FINE_DIGITS)
    weight, bias = drawn_parameters(generator, 2)
    x = calculation.given("x", generator.choice(INPUTS), "input")
    y = calculation.given("y", generator.choice(PROBABILITIES), "target")
    w = calculation.given("w", weight, "weight")
    b = calculation.given("b", bias, "bias")
    by = calculation.given("h", 0.01, "how far the weight is moved, both ways")
    above = calculation.given("w + h", round(weight + 0.01, 2), "the weight moved up")
    below = calculation.given("w − h", round(weight - 0.01, 2), "the weight moved down")
    headings, costs = {}, []
    for moved in (above, below):
        headings[len(calculation.lines)] = f"The cost at {moved.spelled}"
        z = calculation.line(f"z({moved.spelled})", weighted_input, [moved], [x], b, cite="§2")
        a = calculation.line(f"a({moved.spelled})", sigmoid, z, cite="§2")
        cost = calculation.line(f"C({moved.spelled})", half_squared_error, [a], [y], cite="A2")
        costs.append(cost)
    headings[len(calculation.lines)] = "The central difference"
    calculation.line("ΔC/Δw", central_quotient, *costs, by, cite="cf. §5")
    headings[len(calculation.lines)] = "The same by backpropagation"
    z = calculation.line("z", weighted_input, [w], [x], b, cite="§2")
    a = calculation.line("a", sigmoid, z, cite="§2")
    dC_da = calculation.line("∂C/∂a", half_squared_error_slope, a, y, cite="§3")
    slope = calculation.line("σ'(z)", sigmoid_slope, a, cite="BP1")
    delta = calculation.line("δ", error_signal, dC_da, slope, cite="BP1")
    calculation.line("∂C/∂w", weight_gradient, x, delta, cite="BP4")
    return sheet_of_calculation(calculation, headings)


def two_steps(generator: random.Random) -> Sheet:
    """A linear neuron after two steps of gradient descent."""
    calculation = Calculation("ko", DIGITS)
    x = calculation.given("x", generator.choice(INPUTS[:5]), "input")
    y = calculation.given("y", generator.choice(INPUTS), "target")
    w, b = (
        calculation.given(f"{name}_0", value, f"{word} at the start")
        for name, word, value in zip("wb", ("weight", "bias"), drawn_parameters(generator, 2))
    )
    eta = calculation.given("η", generator.choice(SMALL_RATES), "learning rate")
    headings = {}
    for t, heading in enumerate(("The first step", "The second step", "After two steps")):
        headings[len(calculation.lines)] = heading
        z = calculation.line(f"z_{t}", weighted_input, [w], [x], b, cite="§2")
        calculation.line(f"C_{t}", half_squared_error, [z], [y], cite="A2")
        if t == 2:
            break
        delta = calculation.line(f"δ_{t}", half_squared_error_slope, z, y, cite="BP1")
        dC_dw = calculation.line(f"∂C/∂w_{t}", weight_gradient, x, delta, cite="BP4")
        dC_db = calculation.line(f"∂C/∂b_{t}", bias_gradient, delta, cite="BP3")
        w = calculation.line(f"w_{t + 1}", step_down, w, dC_dw, eta, cite="§2 (1)")
        b = calculation.line(f"b_{t + 1}", step_down, b, dC_db, eta, cite="§2 (1)")
    return sheet_of_calculation(calculation, headings)


def slip_hunt(generator: random.Random) -> Sheet:
    """A step of a 2-2-1 network with a slip on one line, carried on in all that follow."""
    draw = problems("ko", "half_squared_error", [2, 2, 1], ["sigmoid"] * 2)

    def before_the_update(problem: Problem) -> Sheet:
        return sheet_of_problem(problem, left_out=("w_new", "b_new"))

    sheet = before_the_update(drawn(draw, generator, before_the_update))
    slips: dict[str, list[Line]] = {}
    for name, wrong in slips_that_show(sheet):
        slips.setdefault(name, []).append(wrong)
    name = generator.choice(list(slips))
    return replace(sheet, worked=worked_with(sheet, generator.choice(slips[name]), name))


def slips_that_show(sheet: Sheet) -> list[tuple[str, Line]]:
    """The name of every slip on every line that can show it, and the line with it."""
    found = []
    solution, known = sheet.solution, dict(sheet.given)
    for quantity, line in sheet.lines.items():
        # What a slip needs of the lines below is not known yet.
        run = replace(solution, values=dict(known))
        found += [(slip.name, value.line) for slip, value in applicable(line, sheet, run)]
        known[quantity] = sheet.values[quantity]
    return found


def worked_with(sheet: Sheet, wrong: Line, slip: str) -> Worked:
    """Every line worked out from the lines above it and rounded, one of them as `wrong` has it."""
    values: dict[Any, float] = dict(sheet.given)
    for quantity, line in sheet.lines.items():
        value = evaluated(wrong if quantity == wrong.quantity else line, values)
        values[quantity] = rounded(value or 0.0, sheet.digits)
    return Worked({q: values[q] for q in sheet.lines}, wrong.quantity, slip)
