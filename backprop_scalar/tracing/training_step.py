"""The lines of one training step: which equation, applied to which quantities.

`training_step` lists the phases of a step, each a list of lines. The formula, the numbers and the
value of a line are one equation, applied to the symbols, the digits and the values of its
quantities. `backprop.py` has the same loops as arithmetic alone; a test holds the two together.
Training runs these lines, compiled (compiled.py), or for a large network those loops.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from .. import equations
from ..activations import Softmax, softmax, softmax_slope_cross, softmax_slope_own
from ..backprop import Gradients
from ..costs import Cost, CrossEntropy, SquaredError
from ..network import Network, Place
from ..notes.quantities import AnyQuantity
from ..notes.quantities import Quantity as Q
from ..problem import Problem
from .lines import Line


class Phase(NamedTuple):
    """Lines that are printed as one table; example counts from 0, None for the whole batch."""

    name: str
    example: int | None
    lines: list[Line]


def given_values(
    problem: Problem, network: Network, velocities: Gradients | None = None
) -> dict[AnyQuantity, float]:
    """The quantities a step starts from: inputs, targets, weights, biases, η, n, α and λ.

    velocities: those of a step with momentum, 0 before the first one.
    """
    values: dict[AnyQuantity, float] = {}
    for i, (x, y) in enumerate(problem.examples):
        values |= {Q("a", 0, j, i=i): x_j for j, x_j in enumerate(x)}
        values |= {Q("y", None, j, i=i): y_j for j, y_j in enumerate(y)}
    values |= parameters_of(network)
    values[Q("eta")] = problem.eta
    if len(problem.examples) > 1 and problem.batch == "mean":
        values[Q("n")] = len(problem.examples)
    if problem.l2:
        values[Q("lambda")] = problem.l2
    if problem.momentum:
        values[Q("alpha")] = problem.momentum
        for place in trained(problem, network):
            v = place.entry(velocities.dw, velocities.db) if velocities else 0.0
            values[Q(f"{place.kind}_v_0", *place)] = v
    return values


def parameters_of(network: Network) -> dict[AnyQuantity, float]:
    """Every weight and bias."""
    places = network.places()
    return {Q(place.kind, *place): place.entry(network.w, network.b) for place in places}


def trained(problem: Problem, network: Network) -> Iterator[Place]:
    """The place of every weight, and of every bias that is not held fixed."""
    return (p for p in network.places() if p.k is not None or problem.train_biases)


def gradient_of(problem: Problem, place: Place) -> Q:
    """The gradient by a weight, with its penalty where there is one, or by a bias."""
    return Q("dw_R" if problem.l2 and place.kind == "w" else f"d{place.kind}", *place)


def training_step(
    problem: Problem,
    network: Network,
    *,
    inside: bool = False,
    factors: bool = False,
    changes: bool = False,
) -> list[Phase]:
    """The phases of one step: forward, cost and backward for each example, gradients, update.

    inside: the gradients of a batch are made from its error signals, which hold the 1/n of a mean;
    factors: the error signal of a cross-entropy from its factors; changes: Δw has a line.
    """
    n = len(problem.examples)
    summed = inside and n > 1
    divided = summed and problem.batch == "mean"
    phases = []
    for i in range(n):
        phases += [
            Phase("forward", i, list(forward_lines(network, i))),
            Phase("cost", i, list(cost_lines(problem, network, i))),
            Phase("backward", i, list(backward_lines(problem, network, i, divided, factors))),
        ]
        if not summed:
            phases.append(Phase("gradients", i, list(gradient_lines(network, i, n == 1))))
    if n > 1:
        of_batch = summed_gradient_lines if summed else combined_gradient_lines
        cost = _combined(problem, Q("C"), [Q("C_x", i=i) for i in range(n)])
        phases.append(Phase("batch", None, [cost, *of_batch(problem, network)]))
    if problem.l2:
        phases.append(Phase("penalty", None, list(penalty_lines(problem, network))))
    phases.append(Phase("update", None, list(update_lines(problem, network, changes))))
    return phases


def cost_of_step(made: Container[AnyQuantity]) -> Q:
    """What a step that makes these takes down: with its penalty, of its batch, where it has one."""
    return next(cost for cost in (Q("C_R"), Q("C"), Q("C_x", i=0)) if cost in made)


def _layer(kind: str, network: Network, l: int, i: int) -> list[Q]:
    """The quantities of one kind for all neurons of layer l, or for all targets."""
    return [Q(kind, None if kind == "y" else l, j, i=i) for j in range(network.widths[l])]


def forward_lines(network: Network, i: int) -> Iterator[Line]:
    """z_j = Σ_k w_jk a_k + b_j for all neurons of a layer, then a_j = σ(z_j), layer by layer."""
    for l, activation in network.activations.items():
        a_prev, z = _layer("a", network, l - 1, i), _layer("z", network, l, i)
        for j, z_j in enumerate(z):
            w_j = [Q("w", l, j, k) for k in range(len(a_prev))]
            b_j = [Q("b", l, j)] if network.b[l] else []
            yield Line(z_j, equations.weighted_input, (w_j, a_prev, *b_j))
        for z_j in z:
            a_j = z_j._replace(kind="a")
            if isinstance(activation, Softmax):
                yield Line(a_j, softmax, (z_j, z))
            else:
                yield Line(a_j, activation.value, activation.value_operands(z_j))


def cost_lines(problem: Problem, network: Network, i: int) -> Iterator[Line]:
    """C of one example, a cross-entropy by way of its logarithms."""
    L = len(network.activations)
    a, y, z = (_layer(kind, network, L, i) for kind in ("a", "y", "z"))
    C_x = Q("C_x", i=i)
    if isinstance(problem.cost, SquaredError):
        yield Line(C_x, problem.cost.value, (a, y))
        return
    for kind, log in problem.cost.logs.items():
        for z_j in z:
            yield Line(z_j._replace(kind=kind), log, problem.cost.log_operands(z_j, z))
    logs = [_layer(kind, network, L, i) for kind in problem.cost.logs]
    yield Line(C_x, problem.cost.value_of_logs, (*logs, y))


def backward_lines(
    problem: Problem, network: Network, i: int, divided: bool, factors: bool
) -> Iterator[Line]:
    """∂C/∂a_j, the slope and δ_j for every neuron, the output layer first.

    divided: ∂C/∂a_j of the output layer is divided by the number of examples n; factors: so also
    for a cross-entropy, whose δ_j is else one line.
    """
    L = len(network.activations)
    if isinstance(problem.cost, CrossEntropy) and not factors:
        a, y = _layer("a", network, L, i), _layer("y", network, L, i)
        for a_j, y_j in zip(a, y):
            delta_j = a_j._replace(kind="delta")
            operands = problem.cost.error_operands(a_j, y_j, y)
            yield _shared(delta_j, problem.cost.closed_error, operands, divided)
    else:
        dC_da = list(_output_slope_lines(problem.cost, network, i, divided))
        yield from _error_lines(network, L, i, dC_da)
    for l in range(L - 1, 0, -1):
        yield from _error_lines(network, l, i, list(_passed_back_lines(network, l, i)))


def _output_slope_lines(cost: Cost, network: Network, i: int, divided: bool) -> Iterator[Line]:
    """∂C/∂a_j of each output."""
    L = len(network.activations)
    a, y = _layer("a", network, L, i), _layer("y", network, L, i)
    for a_j, y_j in zip(a, y):
        operands = cost.slope_operands(a_j, y_j, len(y))
        yield _shared(a_j._replace(kind="dC_da"), cost.slope, operands, divided)


def _passed_back_lines(network: Network, l: int, i: int) -> Iterator[Line]:
    """∂C/∂a_j = Σ_k w_kj δ_k of each hidden neuron of layer l."""
    delta_next = _layer("delta", network, l + 1, i)
    for j, dC_da_j in enumerate(_layer("dC_da", network, l, i)):
        w_to_next = [Q("w", l + 1, k, j) for k in range(len(delta_next))]
        yield Line(dC_da_j, equations.passed_back, (w_to_next, delta_next))


@dataclass(frozen=True)
class Shared:
    """An equation whose value is divided by the last operand, the number of examples n."""

    equation: Callable[..., Any]

    def __call__(self, *operands: Any) -> Any:
        return equations.share(self.equation(*operands[:-1]), operands[-1])


def _shared(
    quantity: Q, equation: Callable[..., Any], operands: tuple[Any, ...], divided: bool
) -> Line:
    """The line, its value divided by n where 1/n is kept inside δ."""
    if divided:
        return Line(quantity, Shared(equation), (*operands, Q("n")))
    return Line(quantity, equation, operands)


def _error_lines(network: Network, l: int, i: int, dC_da: list[Line]) -> Iterator[Line]:
    """∂C/∂a_j, σ'(z_j) and their product δ_j for each neuron of a layer; for a softmax the sum."""
    activation = network.activations[l]
    if isinstance(activation, Softmax):
        yield from dC_da
        yield from _softmax_error_lines(network, l, i)
        return
    for dC_da_j, a_j in zip(dC_da, _layer("a", network, l, i)):
        slope_j = a_j._replace(kind="slope")
        yield dC_da_j
        z_j = a_j._replace(kind="z")
        yield Line(slope_j, activation.slope, activation.slope_operands(z_j, a_j))
        delta_j = a_j._replace(kind="delta")
        yield Line(delta_j, equations.error_signal, (dC_da_j.quantity, slope_j))


def _softmax_error_lines(network: Network, l: int, i: int) -> Iterator[Line]:
    """∂a_k/∂z_j for all k, and δ_j = Σ_k ∂C/∂a_k ∂a_k/∂z_j, for each neuron j of the layer."""
    a, dC_da = _layer("a", network, l, i), _layer("dC_da", network, l, i)
    for j, a_j in enumerate(a):
        da_dz_j = [Q("da_dz", l, j, k, i) for k in range(len(a))]
        for k, a_k in enumerate(a):
            if k == j:
                yield Line(da_dz_j[k], softmax_slope_own, (a_j,))
            else:
                yield Line(da_dz_j[k], softmax_slope_cross, (a_k, a_j))
        delta_j = a_j._replace(kind="delta")
        yield Line(delta_j, equations.error_signal_of_layer, (dC_da, da_dz_j))


def gradient_lines(network: Network, i: int, only_one: bool) -> Iterator[Line]:
    """∂C/∂w_jk = a_k δ_j and ∂C/∂b_j = δ_j for one example, the only one or one of a batch."""
    dw, db, example = ("dw", "db", None) if only_one else ("dw_x", "db_x", i)
    for l, j, k in network.places():
        delta_j = Q("delta", l, j, i=i)
        if k is None:
            yield Line(Q(db, l, j, i=example), equations.bias_gradient, (delta_j,))
        else:
            a_k = Q("a", l - 1, k, i=i)
            yield Line(Q(dw, l, j, k, example), equations.weight_gradient, (a_k, delta_j))


def _combined(problem: Problem, quantity: Q, terms: list[Q]) -> Line:
    """The mean of the examples' terms, or their sum where the problem adds them."""
    if problem.batch == "sum":
        return Line(quantity, equations.total, (terms,))
    return Line(quantity, equations.mean, (terms, Q("n")))


def combined_gradient_lines(problem: Problem, network: Network) -> Iterator[Line]:
    """The batch's gradients as the averages, or sums, of its examples'."""
    for place in network.places():
        dC = Q(f"d{place.kind}", *place)
        terms = [dC._replace(kind=f"{dC.kind}_x", i=i) for i in range(len(problem.examples))]
        yield _combined(problem, dC, terms)


def summed_gradient_lines(problem: Problem, network: Network) -> Iterator[Line]:
    """The batch's gradients as plain sums over the examples: a 1/n is inside each δ."""
    n = len(problem.examples)
    for l, j, k in network.places():
        delta = [Q("delta", l, j, i=i) for i in range(n)]
        if k is None:
            yield Line(Q("db", l, j), equations.total, (delta,))
        else:
            a = [Q("a", l - 1, k, i=i) for i in range(n)]
            yield Line(Q("dw", l, j, k), equations.summed_weight_gradient, (a, delta))


def penalty_lines(problem: Problem, network: Network) -> Iterator[Line]:
    """R, the cost with it, and the gradient of that for every weight."""
    weights = [Q("w", *place) for place in network.places() if place.k is not None]
    cost = Q("C_x", i=0) if len(problem.examples) == 1 else Q("C")
    yield Line(Q("R"), equations.l2_penalty, (weights, Q("lambda")))
    yield Line(Q("C_R"), equations.penalized, (cost, Q("R")))
    for w in weights:
        operands = (w._replace(kind="dw"), w, Q("lambda"))
        yield Line(w._replace(kind="dw_R"), equations.l2_gradient, operands)


def update_lines(problem: Problem, network: Network, changes: bool = False) -> Iterator[Line]:
    """w ← w - η ∂C/∂w for every weight, and for every bias that is not held fixed.

    With momentum the velocity, its line before, takes the gradient's place. changes: Δw first.
    """
    for place in trained(problem, network):
        kind, gradient = place.kind, gradient_of(problem, place)
        theta = Q(kind, *place)
        if problem.momentum:
            v_0, v = (theta._replace(kind=f"{kind}_{velocity}") for velocity in ("v_0", "v"))
            yield Line(v, equations.velocity, (v_0, gradient, Q("alpha")))
            gradient = v
        new = theta._replace(kind=f"{kind}_new")
        if changes:
            delta_theta = theta._replace(kind=f"{kind}_change")
            yield Line(delta_theta, equations.change, (gradient, Q("eta")))
            yield Line(new, equations.changed, (theta, delta_theta))
        else:
            yield Line(new, equations.step_down, (theta, gradient, Q("eta")))
