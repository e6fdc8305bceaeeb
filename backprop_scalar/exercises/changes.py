"""A line as it is worked out with a slip: another equation, or other operands.

Each function here makes a `Change` or is one: from a line and its sheet, the line in each of the
ways the slip may take it, none where it cannot happen. A change may name quantities that the sheet
does not have; the line has no value then.
"""

from collections.abc import Callable, Iterable
from math import nan
from typing import Any

from ..activations import identity
from ..equations import l2_gradient, passed_back, step_down, total, weight_gradient
from ..notes.quantities import Quantity as Q
from ..tracing.lines import Line
from ..tracing.training_step import Shared
from .sheet import Sheet

# What is beside a quantity that has a name instead of indices; no sheet has it.
UNKNOWN = Q("unknown")

Equation = Callable[..., Any]
Change = Callable[[Line, Sheet], Iterable[Line]]
Operand = Callable[[Line], Any]


def _with(line: Line, equation: Equation, *operands: Any) -> Line:
    """The line with another equation, on other operands."""
    return Line(line.quantity, equation, operands)


def _replaced(line: Line, place: int, operand: Any) -> Line:
    """The line with another operand at this place."""
    operands = [*line.operands[:place], operand, *line.operands[place + 1 :]]
    return _with(line, line.equation, *operands)


def scaled(*factors: float) -> Change:
    """The line's value times each of the factors."""
    return lambda line, _: [
        _with(line, lambda *v, factor=factor: factor * line.equation(*v), *line.operands)
        for factor in factors
    ]


def instead(equation: Equation, *chosen: int | Operand) -> Change:
    """Another equation, of the operands at these places, or like these, or of all; a 1/n inside it
    stays."""

    def changed(line: Line, sheet: Sheet) -> Iterable[Line]:
        own, n = line.operands, ()
        if isinstance(line.equation, Shared):
            own, n = own[:-1], own[-1:]
        operands = [own[o] if isinstance(o, int) else o(line) for o in chosen] if chosen else own
        yield _with(line, Shared(equation) if n else equation, *operands, *n)

    return changed


def at(place: int, operand: Operand) -> Change:
    """Another operand at this place."""
    return lambda line, _: [_replaced(line, place, operand(line))]


def like(place: int, **change: Any) -> Operand:
    """The quantity like the operand at this place, or a list of them, but of another kind."""
    return lambda line: _moved(line.operands[place], **change)


def _moved(operand: Any, **change: Any) -> Any:
    """An operand, a quantity or a list of them, with other indices or of another kind."""
    if isinstance(operand, list):
        return [_moved(entry, **change) for entry in operand]
    return operand._replace(**change) if isinstance(operand, Q) else UNKNOWN


def _layer(quantity: Any, sheet: Sheet) -> list[Any]:
    """The same quantity of every neuron in its layer."""
    layer: list[Any] = []
    while isinstance(quantity, Q) and quantity._replace(j=len(layer)) in sheet.values:
        layer.append(quantity._replace(j=len(layer)))
    return layer


def outputs(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The line divided by the number of outputs as well."""
    y = line.operands[1]
    count = len(y) if isinstance(y, list) else len(_layer(y, sheet))
    return scaled(1 / count)(line, sheet) if count > 1 else []


def transposed(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The weights w_kj where w_jk belong, or the other way round."""
    across = [_moved(w, j=w.k, k=w.j) if isinstance(w, Q) else UNKNOWN for w in line.operands[0]]
    yield _replaced(line, 0, across)


def zero_input_added(line: Line, sheet: Sheet) -> Iterable[Line]:
    """0·w added as w."""
    seen = [1.0 if sheet.given.get(a_k) == 0 else a_k for a_k in line.operands[1]]
    yield _replaced(line, 1, seen)


def _is_hidden(line: Line, sheet: Sheet) -> bool:
    """Whether an error signal is that of a hidden neuron: its ∂C/∂a was passed back."""
    return sheet.lines[line.operands[0]].equation == passed_back


def one_factor(place: int, *, hidden: bool) -> Change:
    """One of the factors of δ alone, of a hidden neuron or of an output."""
    return lambda line, sheet: (
        [_with(line, identity, line.operands[place])] if _is_hidden(line, sheet) is hidden else []
    )


def _passed_back_by_new_weights(
    w_to_next: list[float], delta_next: list[float], a_j: float, lam: float, eta: float
) -> float:
    updated = [
        step_down(w_kj, l2_gradient(weight_gradient(a_j, delta_k), w_kj, lam), eta)
        for w_kj, delta_k in zip(w_to_next, delta_next)
    ]
    return passed_back(updated, delta_next)


def new_weights(line: Line, sheet: Sheet) -> Iterable[Line]:
    """∂C/∂a passed back through weights that have taken their step already."""
    # In a batch the new weights need the gradients of all examples.
    if sheet.spelling.examples == 1:
        lam = Q("lambda") if Q("lambda") in sheet.given else 0.0
        a_j = _moved(line.quantity, kind="a")
        yield _with(line, _passed_back_by_new_weights, *line.operands, a_j, lam, Q("eta"))


def one_neuron_only(line: Line, sheet: Sheet) -> Iterable[Line]:
    """One term of the sum over the next layer, each in turn."""
    for w_kj, delta_k in zip(*line.operands):
        yield _with(line, passed_back, [w_kj], [delta_k])


def ends_exchanged(line: Line, sheet: Sheet) -> Iterable[Line]:
    """a of the neuron with the index j, δ of the one with the index k."""
    (a, delta), q = line.operands, line.quantity
    if isinstance(q, Q):
        yield _with(line, line.equation, _moved(a, j=q.j), _moved(delta, j=q.k))


def all_biases_as_one(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The sum of δ over the layer."""
    deltas = _layer(line.operands[0], sheet)
    if len(deltas) > 1:
        yield _with(line, total, deltas)


def gradient_of_a_neighbour(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The step of the line above, or of the one below."""
    place = sheet.updates.index(line)
    for neighbour in sheet.updates[max(place - 1, 0) : place] + sheet.updates[place + 1 :][:1]:
        yield _replaced(line, 1, neighbour.operands[1])


def from_the_start(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The second step taken from the parameter before the first."""
    w = line.operands[0]
    if w in sheet.lines:
        yield _replaced(line, 0, sheet.lines[w].operands[0])


def not_shared(line: Line, sheet: Sheet) -> Iterable[Line]:
    """Without the 1/n that the notes keep inside δ."""
    if isinstance(line.equation, Shared):
        yield _with(line, line.equation.equation, *line.operands[:-1])


def shared_once_more(line: Line, sheet: Sheet) -> Iterable[Line]:
    """A sum or mean over the examples, divided by n."""
    if isinstance(line.quantity, Q) and line.quantity.i is None:
        yield _with(line, Shared(line.equation), *line.operands, Q("n"))


def averaged(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The line divided by the number of examples, where their costs are added."""
    return [] if Q("n") in sheet.values else scaled(1 / sheet.spelling.examples)(line, sheet)


def slope_of_weighted_input(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The slope with z_j where its formula has a_j."""
    (a_j,) = line.operands
    z_j = sheet.lines[a_j].operands[0] if a_j in sheet.lines else _moved(a_j, kind="z")
    yield _with(line, line.equation, z_j)


def at_the_corner(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The slope of a ReLU at 0 taken as 1, or as ½."""
    for slope in (1.0, 0.5):
        yield _with(line, lambda z_j, slope=slope: slope if z_j == 0 else nan, line.operands[0])


def others_at(*places: int) -> Change:
    """The quantity of another neuron of the layer at one of these places, as far as there are so
    many; of all examples in a batch, of all weights in a row."""

    def changed(line: Line, sheet: Sheet) -> Iterable[Line]:
        for place, operand in enumerate(line.operands):
            first = operand[0] if isinstance(operand, list) else operand
            for other in _layer(first, sheet) if place in places else []:
                if other != first:
                    yield _replaced(line, place, _moved(operand, j=other.j))

    return changed


def one_sign_lost(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The sign of one product lost, each in turn, where it is not the whole line's."""
    w, *others = line.operands
    if others[1:] or w[1:]:
        for place in range(len(w)):

            def flipped(w: list[float], *others: Any, place: int = place) -> Any:
                signed = [-w_k if k == place else w_k for k, w_k in enumerate(w)]
                return line.equation(signed, *others)

            yield _with(line, flipped, *line.operands)


def one_product_forgotten(most: int) -> Change:
    """One term less, each product in turn, where there are more than so many terms."""

    def changed(line: Line, sheet: Sheet) -> Iterable[Line]:
        w, v, *others = line.operands
        for k in range(len(w) if len(w) + len(others) > most else 0):
            yield _with(line, line.equation, w[:k] + w[k + 1 :], v[:k] + v[k + 1 :], *others)

    return changed


def slope_of_layer_before(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The slope of a neuron in the layer before, the inputs left out."""
    a_j = line.operands[-1]
    if isinstance(a_j, Q) and a_j.l is not None and a_j.l > 1:
        for before in _layer(a_j._replace(l=a_j.l - 1, j=0), sheet):
            yield _with(line, line.equation, *(_moved(q, l=before.l, j=before.j) for q in line[2]))


def other_target(other: Callable[[float], float]) -> Change:
    """other(y) for y."""

    def changed(line: Line, sheet: Sheet) -> Iterable[Line]:
        def equation(a: Any, y: Any, *others: Any) -> Any:
            return line.equation(a, [*map(other, y)] if isinstance(y, list) else other(y), *others)

        yield _with(line, equation, *line.operands)

    return changed


def targets_exchanged(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The targets of two outputs exchanged."""
    _, y = line.operands
    if len(y) == 2:
        yield _replaced(line, 1, y[::-1])


def own_weight(line: Line) -> Any:
    """The weight that the line is the gradient of."""
    return _moved(line.quantity, kind="w", i=None)


def rate_inside(line: Line, sheet: Sheet) -> Iterable[Line]:
    """The learning rate as a further factor."""

    def with_rate(*operands: Any) -> Any:
        return operands[-1] * line.equation(*operands[:-1])

    for update in sheet.updates[:1]:
        yield _with(line, with_rate, *line.operands, update.operands[2])


def bias_penalized(line: Line, sheet: Sheet) -> Iterable[Line]:
    """λ b added to the gradient of a bias, in its own line or in the one that takes it."""
    db = _moved(line.quantity, kind="db")

    def penalized(*operands: Any) -> Any:
        *own, b, lam = operands
        if line.quantity == db:
            return l2_gradient(line.equation(*own), b, lam)
        theta, gradient, factor = own
        return line.equation(theta, l2_gradient(gradient, b, lam), factor)

    yield _with(line, penalized, *line.operands, _moved(db, kind="b"), Q("lambda"))


def gradient_of_the_cost(line: Line, sheet: Sheet) -> Iterable[Line]:
    """∂C/∂w alone, where a step has a penalty or a velocity, or a velocity a penalty."""
    theta = line.operands[0]
    if isinstance(theta, Q):
        yield _replaced(line, 1, theta._replace(kind=f"d{theta.kind[0]}"))


def rounded_inside(equation: Callable[..., Any]) -> Change:
    """An equation that takes the digits asked for after the operands, and rounds inside to them."""
    return lambda line, sheet: [_with(line, equation, *line.operands, sheet.digits)]
