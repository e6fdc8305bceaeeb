"""A network as lists of floats, checked when it is made.

Indices are the notes': w[l][j][k], b[l][j], z[l][j], a[l][j], delta[l][j] with l = 1..L; a[0] is
the input, and w[0], b[0], z[0], delta[0] are empty, for layer 0 has none. j is the neuron a weight
ends in, k the neuron it comes from. j and k count from 0 here and from 1 in print.

    Layer, Network    made of lists, with checks
    map_parameters    a function of every weight and bias, of one network or of several lists
    Network.places    (l, j, k) of every weight and bias
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, NamedTuple

from .activations import LEAK, Activation, find_activation
from .checks import finite_numbers, from_0
from .wording import number_of, shortened, shown

Weights = list[list[list[float]]]  # [l][j][k], empty at l = 0
Biases = list[list[float]]  # [l][j], empty at l = 0

# Pairs (x, y), one number for each input and one for each output.
Examples = Sequence[tuple[Sequence[float], Sequence[float]]]


class Place(NamedTuple):
    """Where a parameter is: w_jk^l, or b_j^l where k is None. l counts from 1, j and k from 0."""

    l: int
    j: int
    k: int | None

    @property
    def kind(self) -> str:
        """w or b."""
        return "b" if self.k is None else "w"

    def entry(self, w: Weights, b: Biases) -> float:
        """What w, or b, holds there; also of dw and db."""
        return b[self.l][self.j] if self.k is None else w[self.l][self.j][self.k]


def map_parameters(
    function: Callable[..., float], *parameters: tuple[Weights, Biases]
) -> tuple[Weights, Biases]:
    """The function of the entries at each place, for all weights and all biases.

    parameters: pairs (w, b), or (dw, db), of one network; the function takes an entry of each.
    Raises ValueError where their shapes differ.

    >>> map_parameters(max, ([[], [[1.0, 5.0]]], [[], [3.0]]), ([[], [[2.0, 4.0]]], [[], [0.0]]))
    ([[], [[2.0, 5.0]]], [[], [3.0]])
    """
    shapes = [(len(w[1][0]), [*map(len, w)], [*map(len, b)]) for w, b in parameters]
    for shape, (w, _) in zip(shapes, parameters):
        if shape != shapes[0]:
            raise ValueError(
                "the gradients are of networks of different shapes: their layers are "
                f"{widths_of(parameters[0][0])} and {widths_of(w)} wide; "
                "a layer needs biases in both or in neither"
            )
    all_w, all_b = zip(*parameters)
    w = [[list(map(function, *rows)) for rows in zip(*layers)] for layers in zip(*all_w)]
    b = [list(map(function, *rows)) for rows in zip(*all_b)]
    return w, b


def widths_of(w: Weights) -> list[int]:
    """The number of neurons in each layer of a network with such weights, the inputs first."""
    return [len(w[1][0]), *map(len, w[1:])]


def with_slope(activation: str | Activation, slope: object) -> Activation:
    """A leaky ReLU with that slope below 0.

    Raises ValueError for another activation, and for a slope that is not from 0 to below 1.
    """
    found = find_activation(activation)
    if found.constant is None:
        raise ValueError(f"slope: {found.name} has no slope to be chosen; leave it out")
    return replace(found, constant=from_0(slope, "slope", below=1))


@dataclass(init=False, repr=False)
class Layer:
    """One layer of neurons.

    weights[j][k] is the weight into neuron j from neuron k of the previous layer, so row j holds
    all weights into neuron j; biases[j] its bias, or `False` for a layer without biases, whose
    `biases` are then empty; activation a name or one of `ACTIVATIONS`; slope that of a leaky ReLU
    below 0. Numbers become floats, but Fractions stay exact. Raises ValueError for an empty or
    ragged layer, and for anything but finite numbers.

    >>> Layer([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35], "sigmoid")
    Layer([[0.15, 0.2], [0.25, 0.3]], [0.35, 0.35], 'sigmoid')
    """

    weights: list[list[float]]
    biases: list[float]
    activation: Activation

    def __init__(
        self,
        weights: Sequence[Sequence[float]],
        biases: Sequence[float] | Literal[False],
        activation: str | Activation,
        slope: float | None = None,
    ) -> None:
        if not isinstance(weights, (list, tuple)):
            raise ValueError(
                f"weights is {shown(weights)}, not a list of rows, one for each neuron"
            )
        if not weights:
            raise ValueError("weights has no rows: a layer needs at least one neuron")
        self.weights = [
            finite_numbers(row, f"neuron {j}: weights row {j}", f"neuron {j}: weight w_{j},")
            for j, row in enumerate(weights, start=1)
        ]
        self.biases = [] if biases is False else finite_numbers(biases, "biases", "bias b_")
        self.activation = (
            find_activation(activation) if slope is None else with_slope(activation, slope)
        )
        fan_in = len(self.weights[0])
        if not fan_in:
            raise ValueError("neuron 1: weights row 1 is empty: each neuron needs an input")
        for j, row in enumerate(self.weights, start=1):
            if len(row) != fan_in:
                raise ValueError(
                    f"neuron {j}: weights row {j} has {number_of(len(row), 'entry', 'entries')}, "
                    f"but row 1 has {fan_in}; "
                    f"all rows need one weight for each neuron of the previous layer"
                )
        if biases is not False and len(self.biases) != len(self.weights):
            raise ValueError(
                f"biases has {number_of(len(self.biases), 'entry', 'entries')}, "
                f"but weights has {number_of(len(self.weights), 'row')}; "
                f"give each neuron one bias and one row of weights, or write biases = false"
            )

    def __repr__(self) -> str:
        slope = self.activation.constant
        given = "" if slope in (None, LEAK) else f", slope={slope!r}"
        return f"Layer({self.weights}, {self.biases or False}, {self.activation.name!r}{given})"


@dataclass(init=False, repr=False)
class Network:
    """Layers 1..L, each taking the activations of the one before. Not changed once it is made.

    w[l][j][k], b[l][j]: its weights and biases, b[l] empty where a layer has none; activations[l]
    for l = 1..L. Raises ValueError, naming layer and neuron, where a layer does not fit the one
    before it.

    >>> network = Network([Layer([[2.0]], [0.5], "relu"), Layer([[3.0]], [0.0], "identity")])
    >>> network.widths, network.w[2][0][0], network.activations[1].name
    ([1, 1, 1], 3.0, 'relu')
    """

    w: Weights
    b: Biases
    activations: dict[int, Activation]

    def __init__(self, layers: Sequence[Layer]) -> None:
        if (
            not isinstance(layers, (list, tuple))
            or not layers
            or not all(isinstance(layer, Layer) for layer in layers)
        ):
            raise ValueError("a network needs a list of at least one Layer")
        for l, (before, layer) in enumerate(pairwise(layers), start=2):
            if len(layer.weights[0]) != len(before.weights):
                raise ValueError(
                    f"layer {l}: neuron 1: weights row 1 has "
                    f"{number_of(len(layer.weights[0]), 'entry', 'entries')}, but layer {l - 1} "
                    f"has {number_of(len(before.weights), 'neuron')}: w_1k^{l} needs "
                    f"k = 1..{len(before.weights)}"
                )
        self.w = [[], *(layer.weights for layer in layers)]
        self.b = [[], *(layer.biases for layer in layers)]
        self.activations = {l: layer.activation for l, layer in enumerate(layers, start=1)}

    def __repr__(self) -> str:
        layers = "".join(f"    {shortened(repr(layer), 300)},\n" for layer in self.layers)
        return f"Network([\n{layers}])"

    @property
    def layers(self) -> list[Layer]:
        """The layers 1..L, the first at index 0."""
        layers = []
        for l, activation in self.activations.items():
            layer = Layer.__new__(Layer)
            layer.weights, layer.biases, layer.activation = self.w[l], self.b[l], activation
            layers.append(layer)
        return layers

    @property
    def widths(self) -> list[int]:
        """The number of neurons in each layer, the inputs first."""
        return widths_of(self.w)

    def places(self) -> Iterator[Place]:
        """Every parameter's place: layer by layer, neuron by neuron, its weights, then its bias."""
        for l, w_l in enumerate(self.w):
            for j, w_j in enumerate(w_l):
                for k in range(len(w_j)):
                    yield Place(l, j, k)
                if self.b[l]:
                    yield Place(l, j, None)

    def moved_to(self, w: Weights, b: Biases) -> "Network":
        """The same network with other parameters of the same shapes, which are not checked."""
        network = Network.__new__(Network)
        network.w, network.b, network.activations = w, b, self.activations
        return network
