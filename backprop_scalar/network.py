"""A network as lists of floats, checked when it is made.

Indices are the notes': w[l][j][k], b[l][j], z[l][j], a[l][j], delta[l][j] with l = 1..L; a[0] is
the input, and w[0], b[0], z[0], delta[0] are empty, for layer 0 has none. j is the neuron a weight
ends in, k the neuron it comes from. j and k count from 0 here and from 1 in print.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from .activations import Activation, find_activation

# Pairs (x, y), one number for each input and one for each output.
Examples = Sequence[tuple[Sequence[float], Sequence[float]]]


def finite_float(value: object, what: str) -> float:
    """`value` as a float. Raises ValueError, naming `what`, for all but finite numbers."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"{what} is {value!r}, not a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{what} is {number}; it must be a finite number")
    return number


def finite_floats(values: object, name: str, entry: str) -> list[float]:
    """A list of finite numbers as floats.

    Raises ValueError, with `name` for the list and `entry` and its place for a number in it.
    """
    if not isinstance(values, (list, tuple)):
        raise ValueError(f"{name} is {values!r}, not a list of numbers")
    return [finite_float(value, f"{entry}{k}") for k, value in enumerate(values, start=1)]


def counted(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun.

    >>> counted(1, "neuron"), counted(2, "neuron"), counted(3, "entry", "entries")
    ('1 neuron', '2 neurons', '3 entries')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


class Layer:
    """One layer of neurons.

    weights[j][k] is the weight into neuron j from neuron k of the previous layer, so row j holds
    all weights into neuron j; biases[j] its bias; activation a name or one of `ACTIVATIONS`.
    Raises ValueError for an empty or ragged layer, and for anything but finite numbers.

    >>> Layer([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35], "sigmoid")
    Layer([[0.15, 0.2], [0.25, 0.3]], [0.35, 0.35], 'sigmoid')
    """

    def __init__(
        self,
        weights: Sequence[Sequence[float]],
        biases: Sequence[float],
        activation: str | Activation,
    ) -> None:
        if not isinstance(weights, (list, tuple)):
            raise ValueError(f"weights is {weights!r}, not a list of rows, one for each neuron")
        if not weights:
            raise ValueError("weights has no rows: a layer needs at least one neuron")
        self.weights = [
            finite_floats(row, f"neuron {j}: weights row {j}", f"neuron {j}: weight w_{j},")
            for j, row in enumerate(weights, start=1)
        ]
        self.biases = finite_floats(biases, "biases", "bias b_")
        self.activation = find_activation(activation)
        fan_in = len(self.weights[0])
        if not fan_in:
            raise ValueError("neuron 1: weights row 1 is empty: each neuron needs an input")
        for j, row in enumerate(self.weights, start=1):
            if len(row) != fan_in:
                raise ValueError(
                    f"neuron {j}: weights row {j} has {counted(len(row), 'entry', 'entries')}, "
                    f"but row 1 has {fan_in}; "
                    f"all rows need one weight for each neuron of the previous layer"
                )
        if len(self.biases) != len(self.weights):
            raise ValueError(
                f"biases has {counted(len(self.biases), 'entry', 'entries')}, "
                f"but weights has {counted(len(self.weights), 'row')}; "
                f"give each neuron one bias and one row of weights"
            )

    def __repr__(self) -> str:
        return f"Layer({self.weights}, {self.biases}, {self.activation.name!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Layer) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def moved_to(self, weights: list[list[float]], biases: list[float]) -> "Layer":
        """The same layer with other parameters of the same shape, which are not checked again."""
        layer = Layer.__new__(Layer)
        layer.weights, layer.biases, layer.activation = weights, biases, self.activation
        return layer


class Network:
    """Layers 1..L, each taking the activations of the one before.

    Raises ValueError, naming layer and neuron, where a layer does not fit the one before it.

    >>> network = Network([Layer([[2.0]], [0.5], "relu"), Layer([[3.0]], [0.0], "identity")])
    >>> network.widths, network.w[2][0][0]
    ([1, 1, 1], 3.0)
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        if (
            not isinstance(layers, (list, tuple))
            or not layers
            or not all(isinstance(layer, Layer) for layer in layers)
        ):
            raise ValueError("a network needs a list of at least one Layer")
        for l, (before, layer) in enumerate(pairwise(layers), start=2):
            if len(layer.weights[0]) != len(before.biases):
                raise ValueError(
                    f"layer {l}: neuron 1: weights row 1 has "
                    f"{counted(len(layer.weights[0]), 'entry', 'entries')}, but layer {l - 1} has "
                    f"{counted(len(before.biases), 'neuron')}: w_1k^{l} needs "
                    f"k = 1..{len(before.biases)}"
                )
        self.layers = list(layers)

    def __repr__(self) -> str:
        return f"Network({self.layers})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Network) and self.layers == other.layers

    __hash__ = None  # type: ignore[assignment]

    @property
    def w(self) -> list[list[list[float]]]:
        """w[l][j][k]; w[0] is empty."""
        return [[], *(layer.weights for layer in self.layers)]

    @property
    def b(self) -> list[list[float]]:
        """b[l][j]; b[0] is empty."""
        return [[], *(layer.biases for layer in self.layers)]

    @property
    def widths(self) -> list[int]:
        """The number of neurons in each layer, the inputs first."""
        return [len(self.layers[0].weights[0]), *(len(layer.biases) for layer in self.layers)]

    def moved_to(self, layers: list[Layer]) -> "Network":
        """A network of layers of the same shapes as these, which are not checked again."""
        network = Network.__new__(Network)
        network.layers = layers
        return network
