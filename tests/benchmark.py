"""How long one SGD step takes: python tests/benchmark.py

Times forward, backward and update of sigmoid networks in the package beside the same step with
every formula inlined by hand, both keeping z, a, delta, dw and db, in one run. No part of the
tests.
"""

import math
import random
import sys
import timeit
from collections.abc import Callable
from itertools import pairwise

from backprop_scalar import Network, backprop, descend, initial_layer

ETA = 0.5
LARGEST_RATIO = 2.5
Weights = list[list[list[float]]]
Biases = list[list[float]]


def inlined_step(
    w: Weights, b: Biases, x: list[float], y: list[float], eta: float
) -> tuple[Weights, Biases]:
    """The same step with the same lists z, a, delta, dw and db, but no call per formula."""
    L = len(w) - 1
    z: list[list[float]] = [[]]
    a = [x]
    for l in range(1, L + 1):
        z_l = []
        for w_j, b_j in zip(w[l], b[l]):
            total = 0.0
            for w_jk, a_k in zip(w_j, a[l - 1]):
                total += w_jk * a_k
            z_l.append(total + b_j)
        z.append(z_l)
        a.append([1 / (1 + math.exp(-z_j)) for z_j in z_l])

    delta: list[list[float]] = [[] for _ in range(L + 1)]
    delta[L] = [(a_j - y_j) * (a_j * (1 - a_j)) for a_j, y_j in zip(a[L], y)]
    for l in range(L - 1, 0, -1):
        error = [0.0] * len(a[l])
        for w_k, delta_k in zip(w[l + 1], delta[l + 1]):
            for j, w_kj in enumerate(w_k):
                error[j] += w_kj * delta_k
        delta[l] = [error_j * (a_j * (1 - a_j)) for error_j, a_j in zip(error, a[l])]

    dw: Weights = [[]]
    for l in range(1, L + 1):
        dw.append([[a_k * delta_j for a_k in a[l - 1]] for delta_j in delta[l]])
    db = [list(delta_l) for delta_l in delta]

    new_w: Weights = [[]]
    new_b: Biases = [[]]
    for l in range(1, L + 1):
        new_w.append(
            [
                [w_jk - eta * dw_jk for w_jk, dw_jk in zip(w_j, dw_j)]
                for w_j, dw_j in zip(w[l], dw[l])
            ]
        )
        new_b.append([b_j - eta * db_j for b_j, db_j in zip(b[l], db[l])])
    return new_w, new_b


def package_step(network: Network, x: list[float], y: list[float], eta: float) -> Network:
    """The same step by the package."""
    return descend(network, backprop(network, x, y, "half_squared_error"), eta)


def microseconds(step: Callable[[], object]) -> float:
    """The shortest of several timings of a call."""
    timer = timeit.Timer(step)
    repeats, _ = timer.autorange()
    return min(timer.repeat(7, max(1, repeats // 4))) / max(1, repeats // 4) * 1e6


def main() -> int:
    """Print both times and their ratio for three networks; 1 where a ratio is too large."""
    print(f"One SGD step, Python {sys.version.split()[0]}, microseconds")
    print("network     package    inlined   ratio")
    worst = 0.0
    for widths in ([2, 3, 1], [2, 16, 16, 1], [784, 30, 10]):
        layers = [
            initial_layer(fan_in, width, "sigmoid", "uniform", seed)
            for seed, (fan_in, width) in enumerate(pairwise(widths))
        ]
        network = Network(layers)
        generator = random.Random(1)
        x = [generator.random() for _ in range(widths[0])]
        y = [generator.random() for _ in range(widths[-1])]
        w, b = network.w, network.b
        moved = package_step(network, x, y, ETA)
        inlined_w, _ = inlined_step(w, b, x, y, ETA)
        assert math.isclose(moved.w[1][0][0], inlined_w[1][0][0], rel_tol=1e-12)
        package = microseconds(lambda: package_step(network, x, y, ETA))  # noqa: B023
        inlined = microseconds(lambda: inlined_step(w, b, x, y, ETA))  # noqa: B023
        worst = max(worst, package / inlined)
        name = "-".join(map(str, widths))
        print(f"{name:10}{package:9.1f}{inlined:11.1f}{package / inlined:8.2f}")
    return int(worst > LARGEST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
