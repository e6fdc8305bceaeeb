"""Activation functions, each with its derivative beside it.

    sigmoid, bipolar_sigmoid, relu, leaky_relu, identity, tanh
                work on each neuron by itself: a_j = σ(z_j)
    softmax     needs the whole layer: every a_k depends on every z_j

`ACTIVATIONS` finds them by name: a new one is a function, its derivative and a row there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from .checks import one_of
from .equations import error_signal, error_signal_of_layer
from .functions import exp, is_positive, largest, positive_part, tanh

T = TypeVar("T")

# The slope of a leaky ReLU below 0 where none is given.
LEAK = 0.01


def sigmoid(z_j: float) -> float:
    """σ(z) = 1 / (1 + e^(-z)), between 0 and 1. anomitroid (8); full_story §1.

    >>> sigmoid(0.0), sigmoid(-800.0), sigmoid(800.0)
    (0.5, 0.0, 1.0)
    """
    return 1 / (1 + exp(-z_j))


def sigmoid_slope(a_j: float) -> float:
    """σ'(z) = a (1 - a) with a = σ(z), at most 1/4. anomitroid (10); step_by_step Hidden Layer."""
    return a_j * (1 - a_j)


def bipolar_sigmoid(z_j: float) -> float:
    """2 / (1 + e^(-z)) - 1, between -1 and 1; in none of the notes."""
    return 2 / (1 + exp(-z_j)) - 1


def bipolar_sigmoid_slope(a_j: float) -> float:
    """½ (1 + a)(1 - a) with a = bipolar_sigmoid(z), at most 1/2."""
    return (1 + a_j) * (1 - a_j) / 2


def relu_slope(z_j: float) -> float:
    """ReLU'(z) = I[z > 0], 0 at the corner z = 0. full_story §4. The ReLU is max(0, z), its §1."""
    return is_positive(z_j)


def leaky_relu(z_j: float, s: float) -> float:
    """max(0, z) - s max(0, -z): z above 0 and s z below it; in none of the notes.

    >>> leaky_relu(3.0, 0.01), leaky_relu(-3.0, 0.01)
    (3.0, -0.03)
    """
    return positive_part(z_j) - s * positive_part(-z_j)


def leaky_relu_slope(z_j: float, s: float) -> float:
    """I[z > 0] + s (1 - I[z > 0]): 1 above 0, else s."""
    return is_positive(z_j) + s * (1 - is_positive(z_j))


def identity(z_j: float) -> float:
    """a = z, the linear output. step_by_step Forward pass."""
    return z_j


def identity_slope() -> float:
    """1, at every z."""
    return 1


def tanh_slope(a_j: float) -> float:
    """tanh'(z) = 1 - a² with a = tanh(z)."""
    return 1 - a_j**2


def softmax(z_j: float, z: Sequence[float]) -> float:
    """a_j = e^(z_j) / Σ_k e^(z_k), over all neurons k of the layer.

    Subtracting the same number from every z changes nothing; the largest is taken, for then no
    power overflows.

    >>> softmax(800.0, [800.0, 800.0])
    0.5
    """
    shift = largest(z)
    return exp(z_j - shift) / sum(exp(z_k - shift) for z_k in z)


def softmax_slope_own(a_j: float) -> float:
    """∂a_j/∂z_j = a_j (1 - a_j)."""
    return a_j * (1 - a_j)


def softmax_slope_cross(a_k: float, a_j: float) -> float:
    """∂a_k/∂z_j = -a_k a_j for k ≠ j: raising one score lowers all other outputs."""
    return -a_k * a_j


def softmax_slopes(a: Sequence[float], j: int) -> list[float]:
    """∂a_k/∂z_j for every neuron k of the layer."""
    return [
        softmax_slope_own(a_k) if k == j else softmax_slope_cross(a_k, a[j])
        for k, a_k in enumerate(a)
    ]


@dataclass(frozen=True)
class Elementwise:
    """An activation that works on each neuron by itself.

    value: z_j to a_j; slope: to σ'(z_j), from z_j, from a_j or from nothing, as `slope_of` says.
    has_corner: whether the slope jumps at z = 0; constant: the number that a leaky ReLU has in
    both, behind their operands.
    """

    name: str
    value: Callable[..., float]
    slope: Callable[..., float]
    slope_of: Literal["z", "a", ""]
    has_corner: bool = False
    constant: float | None = None

    def of_layer(self, z: Sequence[float]) -> list[float]:
        """a_j = σ(z_j) for every neuron j of the layer."""
        return [self.value(*self.value_operands(z_j)) for z_j in z]

    def value_operands(self, z_j: T) -> tuple[T | float, ...]:
        """What the activation is computed from: (z_j,), or (z_j, its constant)."""
        return (z_j,) if self.constant is None else (z_j, self.constant)

    def slope_operands(self, z_j: T, a_j: T) -> tuple[T | float, ...]:
        """What the slope is computed from: (z_j,), (a_j,) or (); and the constant, if any.

        >>> ACTIVATIONS["sigmoid"].slope_operands("z", "a")
        ('a',)
        """
        operands = (z_j,) if self.slope_of == "z" else (a_j,) if self.slope_of == "a" else ()
        return operands if self.constant is None else (*operands, self.constant)


@dataclass(frozen=True)
class Softmax:
    """The activation whose outputs are positive and add up to 1."""

    name: str = "softmax"
    has_corner: bool = False
    constant: float | None = None

    def of_layer(self, z: Sequence[float]) -> list[float]:
        """a_j = e^(z_j) / Σ_k e^(z_k) for every neuron j of the layer."""
        return [softmax(z_j, z) for z_j in z]


Activation = Elementwise | Softmax

ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Elementwise("sigmoid", sigmoid, sigmoid_slope, slope_of="a"),
        Elementwise("bipolar_sigmoid", bipolar_sigmoid, bipolar_sigmoid_slope, slope_of="a"),
        Elementwise("relu", positive_part, relu_slope, slope_of="z", has_corner=True),
        Elementwise(
            "leaky_relu", leaky_relu, leaky_relu_slope, "z", has_corner=True, constant=LEAK
        ),
        Elementwise("identity", identity, identity_slope, slope_of=""),
        Elementwise("tanh", tanh, tanh_slope, slope_of="a"),
        Softmax(),
    )
}


def layer_error(
    activation: Activation, dC_da: Sequence[float], z: Sequence[float], a: Sequence[float]
) -> list[float]:
    """δ_j of every neuron j of a layer from ∂C/∂a of all of them.

    δ_j = ∂C/∂a_j σ'(z_j)            for an activation that works on each neuron by itself
    δ_j = Σ_k ∂C/∂a_k ∂a_k/∂z_j      for a softmax
    """
    if isinstance(activation, Softmax):
        return [error_signal_of_layer(dC_da, softmax_slopes(a, j)) for j in range(len(a))]
    return [
        error_signal(dC_da_j, activation.slope(*activation.slope_operands(z_j, a_j)))
        for dC_da_j, z_j, a_j in zip(dC_da, z, a)
    ]


def find_activation(activation: str | Activation) -> Activation:
    """The activation of that name; an activation is returned as it is.

    Raises ValueError, with the names there are, for an unknown name.
    """
    if isinstance(activation, (Elementwise, Softmax)):
        return activation
    return ACTIVATIONS[one_of(activation, "activation", ACTIVATIONS)]
