"""Random networks, and the shipped problems, for all tests."""

import functools
import inspect
import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from backprop_scalar import COSTS, Layer, Network, Problem, forward
from backprop_scalar.activations import Activation
from backprop_scalar.network import with_slope

ROOT = Path(__file__).parents[1]
PROBLEM_FILES = sorted((ROOT / "walkthroughs" / "problems").glob("*.toml"))
EVERY_KEY = ROOT / "tests" / "every_key.toml"
# Each shipped problem, and one with every key.
PATHS = [*PROBLEM_FILES, EVERY_KEY]
every_problem = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
NOTES = ("full_story", "anomitroid", "ko", "thill", "step_by_step")
HIDDEN = ("sigmoid", "relu", "identity", "tanh", "softmax", "leaky_relu", "bipolar_sigmoid")
SQUARED = ("half_squared_error", "squared_error", "mean_squared_error")
# Every output activation that goes with a cost.
PAIRS = [(activation, cost) for activation in HIDDEN for cost in SQUARED] + [
    ("sigmoid", "binary_cross_entropy"),
    ("softmax", "cross_entropy"),
]
KINK = 1e-3


def each_row(rows: Iterable):
    """A test of every row of a table in one go, which names those that fail.

    Its first arguments are the columns, all others are fixtures, the same ones for every row.
    """

    def of(test):
        arguments = [*inspect.signature(test).parameters.values()]
        columns = [row if type(row) is tuple and len(arguments) > 1 else (row,) for row in rows]

        @functools.wraps(test)
        def tried(**fixtures):
            failed = []
            for row in columns:
                try:
                    test(*row, **fixtures)
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001
                    error.add_note(f"in the row {row!r:.300}")
                    failed.append(error)
            if failed:
                raise BaseExceptionGroup("rows of the table", failed)

        tried.__signature__ = inspect.Signature(arguments[len(columns[0]) :])
        return tried

    return of


def one_of(choices, path: Path, seed: int):
    """Each in its turn: of the problems with one seed, and of one problem with the seeds."""
    return choices[(PATHS.index(path) + seed) % len(choices)]


def random_problem(seed: int, *, examples: int | None = None, extras: bool = False) -> Problem:
    """A problem of 1 to 4 layers; its seed picks the pair of output activation and cost.

    extras: some with momentum, a penalty, costs that are added. No ReLU is within KINK of its
    corner, where a finite difference sees another slope.
    """
    generator = random.Random(seed)
    output, cost = PAIRS[seed % len(PAIRS)]
    while True:
        widths = [generator.randint(1, 4) for _ in range(generator.randint(2, 5))]
        activations = [generator.choice(HIDDEN) for _ in widths[1:-1]] + [output]
        network = Network(
            [
                Layer(
                    [[generator.uniform(-1.5, 1.5) for _ in range(fan_in)] for _ in range(width)],
                    generator.randrange(5) > 0 and [generator.uniform(-1, 1) for _ in range(width)],
                    with_a_slope(activation, generator),
                )
                for fan_in, width, activation in zip(widths, widths[1:], activations)
            ]
        )
        n = examples or generator.choice([1, 1, 2, 3])
        pairs = [(random_x(generator, widths), random_y(generator, widths, cost)) for _ in range(n)]
        if not any(near_a_corner(network, x) for x, _ in pairs):
            settings = extras_of(generator) if extras else {}
            return Problem(network, pairs, cost, eta=0.1, **settings)


def with_a_slope(name: str, generator: random.Random) -> str | Activation:
    return with_slope(name, generator.choice([0.01, 0.2])) if name == "leaky_relu" else name


def extras_of(generator: random.Random) -> dict[str, float | str]:
    return {
        "momentum": generator.choice([0.0, 0.9]),
        "l2": generator.choice([0.0, 0.3]),
        "batch": generator.choice(["mean", "sum"]),
    }


def random_x(generator: random.Random, widths: list[int]) -> list[float]:
    return [generator.uniform(-2, 2) for _ in range(widths[0])]


def random_y(generator: random.Random, widths: list[int], cost: str) -> list[float]:
    """Targets that the cost can have."""
    if COSTS[cost].partner is None:
        return [generator.uniform(-1, 1) for _ in range(widths[-1])]
    y = [generator.uniform(0.1, 0.9) for _ in range(widths[-1])]
    return [y_j / sum(y) for y_j in y] if cost == "cross_entropy" else y


def near_a_corner(network: Network, x: list[float]) -> bool:
    z = forward(network, x).z
    return any(
        layer.activation.name in ("relu", "leaky_relu") and any(abs(z_j) < KINK for z_j in z[l])
        for l, layer in enumerate(network.layers, start=1)
    )
