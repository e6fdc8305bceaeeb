"""Initial weights of a layer, drawn from a seeded generator; biases start at 0.

    he_normal   a normal distribution with standard deviation √(2/fan_in), made for ReLU
    uniform     from -1/√fan_in to 1/√fan_in

fan_in is the number of neurons k in the previous layer. Weights that are all equal would keep the
neurons of a layer equal for ever, so every weight is drawn by itself.
"""

import math
import random
from collections.abc import Callable

from .activations import Activation
from .checks import one_of
from .network import Layer
from .wording import shown


def he_normal(fan_in: int, generator: random.Random) -> float:
    """One weight w_jk from N(0, 2/fan_in): He et al. 2015. full_story §1."""
    return generator.gauss(0.0, math.sqrt(2 / fan_in))


def uniform(fan_in: int, generator: random.Random) -> float:
    """One weight w_jk, equally likely anywhere between -1/√fan_in and 1/√fan_in."""
    limit = 1 / math.sqrt(fan_in)
    return generator.uniform(-limit, limit)


INITIALIZATIONS: dict[str, Callable[[int, random.Random], float]] = {
    "he_normal": he_normal,
    "uniform": uniform,
}


def initial_layer(
    fan_in: int, width: int, activation: str | Activation, initialization: str, seed: int
) -> Layer:
    """A layer of `width` neurons with fan_in weights each; the same seed gives the same weights.

    Raises ValueError for an unknown initialization or a width below 1.

    >>> initial_layer(2, 3, "relu", "he_normal", seed=1).biases
    [0.0, 0.0, 0.0]
    """
    if fan_in < 1 or width < 1:
        raise ValueError(
            f"a layer needs at least 1 neuron and 1 input, not {shown(width)} and {fan_in}"
        )
    draw = INITIALIZATIONS[one_of(initialization, "initialization", INITIALIZATIONS)]
    generator = random.Random(seed)
    weights = [[draw(fan_in, generator) for _ in range(fan_in)] for _ in range(width)]
    return Layer(weights, [0.0] * width, activation)
