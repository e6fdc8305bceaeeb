"""What full_story writes in one formula and a training step splits, and its order of factors.

prediction      f_NN, the whole 2-3-1 network
hidden_error    δ_j of a hidden neuron, line 5 of Algorithm 1
batch_slope     ∂l/∂ŷ of an observation in a batch
length          |∇l|
right_to_left   an equation with its two factors in the note's order
"""

from collections.abc import Callable, Sequence

from ..activations import sigmoid
from ..costs import half_squared_error_slope
from ..equations import (
    error_signal,
    passed_back,
    share,
    summed_weight_gradient,
    total,
    weight_gradient,
    weighted_input,
)
from ..functions import positive_part

# Those that have the derivative further back first; both factors are operands, or lists of them.
_LEFT_TO_RIGHT = (weight_gradient, error_signal, summed_weight_gradient)


def hidden_term(w_i: float, into_i: Sequence[float], x: Sequence[float], b_i: float) -> float:
    """w_i ReLU(Σ_j w_ij x_j + b_i), what hidden neuron i adds to f^[1]. full_story §2."""
    return w_i * positive_part(weighted_input(into_i, x, b_i))


def prediction(
    w_2: Sequence[float],
    w_1: Sequence[Sequence[float]],
    x: Sequence[float],
    b_1: Sequence[float],
    b_2: float,
) -> float:
    """f_NN = σ(Σ_i w_i ReLU(Σ_j w_ij x_j + b_i) + b), row i of w_1 into hidden neuron i.

    full_story §2, in scalar form.

    >>> prediction([0.5, 3.0], [[2.0], [-1.0]], [1.0], [0.0, 0.5], -1.0)
    0.5
    """
    terms = [hidden_term(w_i, into_i, x, b_i) for w_i, into_i, b_i in zip(w_2, w_1, b_1)]
    return sigmoid(total(terms) + b_2)


def hidden_error(slope_j: float, w_to_next: Sequence[float], delta_next: Sequence[float]) -> float:
    """δ_j = g'(f_j) (Σ_i w_ij δ_i), the sum over the neurons i of the next layer.

    full_story Algorithm 1 line 5.

    >>> hidden_error(0.5, [2.0, 3.0], [10.0, 100.0])
    160.0
    """
    return slope_j * passed_back(w_to_next, delta_next)


def batch_slope(y_hat: float, y: float, B: float) -> float:
    """∂l/∂ŷ_b = (ŷ_b - y_b)/B of one of B observations, l their average loss. full_story §6.

    >>> batch_slope(0.75, 0.25, 2)
    0.25
    """
    return share(half_squared_error_slope(y_hat, y), B)


def length(gradient: Sequence[float]) -> float:
    """√(Σ g²), the slope in the direction of steepest ascent. full_story §4, after Algorithm 1.

    >>> length([3.0, -4.0])
    5.0
    """
    root: float = sum([g**2 for g in gradient]) ** 0.5
    return root


def right_to_left(equation: Callable[..., float]) -> Callable[..., float]:
    """The equation with its two factors as full_story §4 has them: δ·a, and slope times ∂l/∂a.

    Equations that are no such product are returned as they are.
    """
    if equation not in _LEFT_TO_RIGHT:
        return equation
    return lambda further, nearer: equation(nearer, further)
