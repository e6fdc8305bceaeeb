"""The lines of one training step: which equation, applied to which quantities.

`training_step` lists the phases of a step, each a list of `Step`s; `trace` works them out.
Everything printed derives from these: the formula, the numbers and the value of a line are one
equation applied to the quantities' symbols, digits and values.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from .. import equations
from ..activations import Softmax, softmax, softmax_slope_cross, softmax_slope_own
from ..costs import CrossEntropy, SquaredError
from ..network import Network
from ..problem import Problem, ProblemError
from .quantities import Named
from .quantities import Quantity as Q


class Step(NamedTuple):
    """One line: `quantity` is `equation` of `operands`.

    quantity: a `Quantity` or `Named`; an operand is one of these, a constant, or a list of them.
    """

    quantity: Any
    equation: Callable[..., Any]
    operands: tuple[Any, ...]

    def read(self, reading: Callable[[Any], Any]) -> Any:
        """The equation applied to what `reading` makes of each quantity: a value, a symbol."""
        return self.equation(*[_read(operand, reading) for operand in self.operands])


def _read(operand: Any, reading: Callable[[Any], Any]) -> Any:
    kind = type(operand)
    if kind is Q or kind is Named:
        return reading(operand)
    if kind is list:
        return [_read(entry, reading) for entry in operand]
    return operand


class Phase(NamedTuple):
    """Lines that are printed as one table; example counts from 0, None for the whole batch."""

    name: str
    example: int | None
    steps: list[Step]


@dataclass(frozen=True)
class Trace:
    """One training step worked out, from the parameters of `network`.

    inside: whether 1/n is kept inside δ; given, values: what it starts from, and every value.
    """

    problem: Problem
    network: Network
    inside: bool
    given: dict[Q, float]
    phases: list[Phase]
    values: dict[Any, float]

    @property
    def moved_network(self) -> Network:
        """The network after the update."""
        w = [
            [
                [self.values[Q("w_new", l, j, k)] for k in range(len(w_j))]
                for j, w_j in enumerate(w_l)
            ]
            for l, w_l in enumerate(self.network.w)
        ]
        b = [
            [self.values.get(Q("b_new", l, j), b_j) for j, b_j in enumerate(b_l)]
            for l, b_l in enumerate(self.network.b)
        ]
        return self.network.moved_to(w, b)


def trace(problem: Problem, network: Network, *, inside: bool = False) -> Trace:
    """One training step of `problem` from the parameters of `network`, with every value.

    inside: keep 1/n inside δ, as some notes do, instead of averaging the gradients. Raises
    ProblemError, naming the quantity, where a value is not finite.
    """
    given = given_values(problem, network)
    phases = training_step(problem, network, inside=inside)
    values: dict[Any, float] = dict(given)
    for phase in phases:
        for step in phase.steps:
            try:
                value = step.read(values.__getitem__)
            except OverflowError:
                value = math.inf
            if not math.isfinite(value):
                raise ProblemError(_not_finite(step.quantity))
            values[step.quantity] = value
    return Trace(problem, network, inside, given, phases, values)


_WORDS = {
    "z": "the weighted input",
    "a": "the activation",
    "C_x": "the cost",
    "C": "the cost",
    "dC_da": "the derivative of the cost by the activation",
    "delta": "the error signal",
    "w_new": "a new weight",
    "b_new": "the new bias",
}


def _not_finite(quantity: Any) -> str:
    what = _WORDS.get(quantity.kind, "a gradient")
    if quantity.l:
        what += f" of layer {quantity.l}, neuron {quantity.j + 1}"
    if quantity.i is not None:
        what += f" in example {quantity.i + 1}"
    return (
        f"{what} is too large for a float; "
        f"take smaller inputs, targets, weights or learning rate eta"
    )


def given_values(problem: Problem, network: Network) -> dict[Q, float]:
    """The quantities a step starts from: inputs, targets, weights, biases, η and n."""
    values: dict[Q, float] = {}
    for i, (x, y) in enumerate(problem.examples):
        values |= {Q("a", 0, j, i=i): x_j for j, x_j in enumerate(x)}
        values |= {Q("y", None, j, i=i): y_j for j, y_j in enumerate(y)}
    for l, layer in enumerate(network.layers, start=1):
        for j, (w_j, b_j) in enumerate(zip(layer.weights, layer.biases)):
            values |= {Q("w", l, j, k): w_jk for k, w_jk in enumerate(w_j)}
            values[Q("b", l, j)] = b_j
    values[Q("eta")] = problem.eta
    if len(problem.examples) > 1:
        values[Q("n")] = len(problem.examples)
    return values


def training_step(problem: Problem, network: Network, *, inside: bool = False) -> list[Phase]:
    """The phases of one step: forward, cost and backward for each example, gradients, update."""
    n = len(problem.examples)
    divided = inside and n > 1
    phases = []
    for i in range(n):
        phases += [
            Phase("forward", i, list(forward_steps(network, i))),
            Phase("cost", i, list(cost_steps(problem, network, i))),
            Phase("backward", i, list(backward_steps(problem, network, i, divided))),
        ]
        if not divided:
            phases.append(Phase("gradients", i, list(gradient_steps(network, i, n == 1))))
    if n > 1:
        summed = summed_gradient_steps if divided else mean_gradient_steps
        phases.append(Phase("batch", None, [_mean_cost(n), *summed(network, n)]))
    phases.append(Phase("update", None, list(update_steps(problem, network))))
    return phases


def _neurons(network: Network) -> Iterator[tuple[int, int]]:
    """(l, j) for every neuron, layer by layer."""
    for l, width in enumerate(network.widths[1:], start=1):
        for j in range(width):
            yield l, j


def _layer(kind: str, network: Network, l: int, i: int) -> list[Q]:
    """The quantities of one kind for all neurons of layer l, or for all targets."""
    return [Q(kind, None if kind == "y" else l, j, i=i) for j in range(network.widths[l])]


def forward_steps(network: Network, i: int) -> Iterator[Step]:
    """z_j = Σ_k w_jk a_k + b_j for all neurons of a layer, then a_j = σ(z_j), layer by layer."""
    for l, layer in enumerate(network.layers, start=1):
        a_prev, z = _layer("a", network, l - 1, i), _layer("z", network, l, i)
        for j, z_j in enumerate(z):
            w_j = [Q("w", l, j, k) for k in range(len(a_prev))]
            yield Step(z_j, equations.weighted_input, (w_j, a_prev, Q("b", l, j)))
        for z_j in z:
            a_j = z_j._replace(kind="a")
            if isinstance(layer.activation, Softmax):
                yield Step(a_j, softmax, (z_j, z))
            else:
                yield Step(a_j, layer.activation.value, (z_j,))


def cost_steps(problem: Problem, network: Network, i: int) -> Iterator[Step]:
    """C of one example, a cross-entropy by way of its logarithms."""
    L = len(network.layers)
    a, y, z = (_layer(kind, network, L, i) for kind in ("a", "y", "z"))
    C_x = Q("C_x", i=i)
    if isinstance(problem.cost, SquaredError):
        yield Step(C_x, problem.cost.value, (a, y))
        return
    for kind, log in problem.cost.logs.items():
        for z_j in z:
            yield Step(z_j._replace(kind=kind), log, problem.cost.log_operands(z_j, z))
    logs = [_layer(kind, network, L, i) for kind in problem.cost.logs]
    yield Step(C_x, problem.cost.value_of_logs, (*logs, y))


def backward_steps(problem: Problem, network: Network, i: int, divided: bool) -> Iterator[Step]:
    """∂C/∂a_j, the slope and δ_j for every neuron, the output layer first.

    divided: ∂C/∂a_j of the output layer is divided by the number of examples n.
    """
    L = len(network.layers)
    if isinstance(problem.cost, CrossEntropy):
        a, y = _layer("a", network, L, i), _layer("y", network, L, i)
        for a_j, y_j in zip(a, y):
            delta_j = a_j._replace(kind="delta")
            operands = problem.cost.error_operands(a_j, y_j, y)
            yield _shared(delta_j, problem.cost.closed_error, operands, divided)
    else:
        dC_da = list(_output_slope_steps(problem.cost, network, i, divided))
        yield from _error_steps(network, L, i, dC_da)
    for l in range(L - 1, 0, -1):
        yield from _error_steps(network, l, i, list(_passed_back_steps(network, l, i)))


def _output_slope_steps(
    cost: SquaredError, network: Network, i: int, divided: bool
) -> Iterator[Step]:
    """∂C/∂a_j of each output."""
    L = len(network.layers)
    for a_j, y_j in zip(_layer("a", network, L, i), _layer("y", network, L, i)):
        yield _shared(a_j._replace(kind="dC_da"), cost.slope, (a_j, y_j), divided)


def _passed_back_steps(network: Network, l: int, i: int) -> Iterator[Step]:
    """∂C/∂a_j = Σ_k w_kj δ_k of each hidden neuron of layer l."""
    delta_next = _layer("delta", network, l + 1, i)
    for j, dC_da_j in enumerate(_layer("dC_da", network, l, i)):
        w_to_next = [Q("w", l + 1, k, j) for k in range(len(delta_next))]
        yield Step(dC_da_j, equations.passed_back, (w_to_next, delta_next))


@dataclass(frozen=True)
class Shared:
    """An equation whose value is divided by the last operand, the number of examples n."""

    equation: Callable[..., Any]

    def __call__(self, *operands: Any) -> Any:
        return equations.share(self.equation(*operands[:-1]), operands[-1])


def _shared(
    quantity: Q, equation: Callable[..., Any], operands: tuple[Any, ...], divided: bool
) -> Step:
    """The step, its value divided by n where 1/n is kept inside δ."""
    if divided:
        return Step(quantity, Shared(equation), (*operands, Q("n")))
    return Step(quantity, equation, operands)


def _error_steps(network: Network, l: int, i: int, dC_da: list[Step]) -> Iterator[Step]:
    """∂C/∂a_j, σ'(z_j) and their product δ_j for each neuron of a layer; for a softmax the sum."""
    activation = network.layers[l - 1].activation
    if isinstance(activation, Softmax):
        yield from dC_da
        yield from _softmax_error_steps(network, l, i)
        return
    for step, a_j in zip(dC_da, _layer("a", network, l, i)):
        slope_j = a_j._replace(kind="slope")
        yield step
        z_j = a_j._replace(kind="z")
        yield Step(slope_j, activation.slope, activation.slope_operands(z_j, a_j))
        delta_j = a_j._replace(kind="delta")
        yield Step(delta_j, equations.error_signal, (step.quantity, slope_j))


def _softmax_error_steps(network: Network, l: int, i: int) -> Iterator[Step]:
    """∂a_k/∂z_j for all k, and δ_j = Σ_k ∂C/∂a_k ∂a_k/∂z_j, for each neuron j of the layer."""
    a, dC_da = _layer("a", network, l, i), _layer("dC_da", network, l, i)
    for j, a_j in enumerate(a):
        da_dz_j = [Q("da_dz", l, j, k, i) for k in range(len(a))]
        for k, a_k in enumerate(a):
            if k == j:
                yield Step(da_dz_j[k], softmax_slope_own, (a_j,))
            else:
                yield Step(da_dz_j[k], softmax_slope_cross, (a_k, a_j))
        delta_j = a_j._replace(kind="delta")
        yield Step(delta_j, equations.error_signal_of_layer, (dC_da, da_dz_j))


def gradient_steps(network: Network, i: int, only_one: bool) -> Iterator[Step]:
    """∂C/∂w_jk = a_k δ_j and ∂C/∂b_j = δ_j for one example, the only one or one of a batch."""
    dw, db = ("dw", "db") if only_one else ("dw_x", "db_x")
    example = None if only_one else i
    for l, j in _neurons(network):
        delta_j = Q("delta", l, j, i=i)
        for k, a_k in enumerate(_layer("a", network, l - 1, i)):
            yield Step(Q(dw, l, j, k, example), equations.weight_gradient, (a_k, delta_j))
        yield Step(Q(db, l, j, i=example), equations.bias_gradient, (delta_j,))


def _mean_cost(n: int) -> Step:
    return Step(Q("C"), equations.mean, ([Q("C_x", i=i) for i in range(n)], Q("n")))


def mean_gradient_steps(network: Network, n: int) -> Iterator[Step]:
    """The batch's gradients as the averages of its examples'."""
    for l, j in _neurons(network):
        for k in range(network.widths[l - 1]):
            terms = [Q("dw_x", l, j, k, i) for i in range(n)]
            yield Step(Q("dw", l, j, k), equations.mean, (terms, Q("n")))
        terms = [Q("db_x", l, j, i=i) for i in range(n)]
        yield Step(Q("db", l, j), equations.mean, (terms, Q("n")))


def summed_gradient_steps(network: Network, n: int) -> Iterator[Step]:
    """The batch's gradients as plain sums over the examples, for 1/n is inside each δ."""
    for l, j in _neurons(network):
        delta_j = [Q("delta", l, j, i=i) for i in range(n)]
        for k in range(network.widths[l - 1]):
            a_k = [Q("a", l - 1, k, i=i) for i in range(n)]
            yield Step(Q("dw", l, j, k), equations.summed_weight_gradient, (a_k, delta_j))
        yield Step(Q("db", l, j), equations.total, (delta_j,))


def update_steps(problem: Problem, network: Network) -> Iterator[Step]:
    """w ← w - η ∂C/∂w for every weight, and for every bias that is not held fixed."""
    for l, j in _neurons(network):
        for k in range(network.widths[l - 1]):
            w_jk, dw_jk = Q("w", l, j, k), Q("dw", l, j, k)
            yield Step(Q("w_new", l, j, k), equations.step_down, (w_jk, dw_jk, Q("eta")))
        if problem.train_biases:
            b_j, db_j = Q("b", l, j), Q("db", l, j)
            yield Step(Q("b_new", l, j), equations.step_down, (b_j, db_j, Q("eta")))
