"""How long one SGD step takes: python tests/benchmark.py

Times forward, backward and update of sigmoid networks for one example, in one run:

    loops      backprop and descend of the package
    inlined    the same step with every formula inlined by hand, keeping the same lists
    compiled   training steps compiled from the lines of a trace
    NumPy, PyTorch   the same step where these happen to be installed; no part of the project

and how long compiling takes. No part of the tests.
"""

import importlib.util
import math
import random
import sys
import time
import timeit
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from backprop_scalar import Network, backprop, descend, initial_layer
from backprop_scalar.tracing.compiled import Compiled

ETA = 0.5
COST = "half_squared_error"
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
    return descend(network, backprop(network, x, y, COST), eta)


def numpy_step(network: Network, x: list[float], y: list[float]) -> Callable[[], Any]:
    """A step in matrices, which changes the weights in place and returns those of layer 1."""
    import numpy as np

    w = [np.array(w_l) for w_l in network.w[1:]]
    b = [np.array(b_l) for b_l in network.b[1:]]
    inputs, targets = np.array(x), np.array(y)

    def step() -> Any:
        a = [inputs]
        for w_l, b_l in zip(w, b):
            a.append(1 / (1 + np.exp(-(w_l @ a[-1] + b_l))))
        delta = (a[-1] - targets) * a[-1] * (1 - a[-1])
        for l in reversed(range(len(w))):
            passed = w[l].T @ delta if l else None
            w[l] -= ETA * np.outer(delta, a[l])
            b[l] -= ETA * delta
            if l:
                delta = passed * a[l] * (1 - a[l])
        return w[0]

    return step


def torch_step(network: Network, x: list[float], y: list[float]) -> Callable[[], Any]:
    """The same by torch.nn, autograd and torch.optim, in double precision on one thread."""
    import torch

    torch.set_num_threads(1)
    modules = []
    for w_l, b_l in zip(network.w[1:], network.b[1:]):
        linear = torch.nn.Linear(len(w_l[0]), len(w_l), dtype=torch.float64)
        linear.weight.data = torch.tensor(w_l, dtype=torch.float64)
        linear.bias.data = torch.tensor(b_l, dtype=torch.float64)
        modules += [linear, torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*modules)
    optimizer = torch.optim.SGD(model.parameters(), lr=ETA)
    inputs, targets = (torch.tensor(numbers, dtype=torch.float64) for numbers in (x, y))

    def step() -> Any:
        optimizer.zero_grad()
        loss = ((model(inputs) - targets) ** 2).sum() / 2
        loss.backward()
        optimizer.step()
        return model[0].weight.data

    return step


def microseconds(steps: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The shortest of several timings of each, taken in turn, in processor time."""
    timers = {name: timeit.Timer(step, timer=time.process_time) for name, step in steps.items()}
    calls = {name: max(1, timer.autorange()[0] // 4) for name, timer in timers.items()}
    rounds = [
        {name: timers[name].timeit(calls[name]) / calls[name] for name in steps} for _ in range(9)
    ]
    return {name: min(each[name] for each in rounds) * 1e6 for name in steps}


def drawn(widths: list[int]) -> tuple[Network, list[float], list[float]]:
    """A sigmoid network and an example."""
    layers = [
        initial_layer(fan_in, width, "sigmoid", "uniform", seed)
        for seed, (fan_in, width) in enumerate(pairwise(widths))
    ]
    generator = random.Random(1)
    x, y = ([generator.random() for _ in range(width)] for width in (widths[0], widths[-1]))
    return Network(layers), x, y


def timings(widths: list[int]) -> dict[str, float]:
    """Microseconds of a step for each way of making it, and milliseconds of compiling it.

    Each way must give the same new weights.
    """
    network, x, y = drawn(widths)
    w, b = network.w, network.b
    steps: dict[str, Callable[[], object]] = {
        "loops": lambda: package_step(network, x, y, ETA),
        "inlined": lambda: inlined_step(w, b, x, y, ETA),
    }
    expected = package_step(network, x, y, ETA).w[1][0][0]
    found = [inlined_step(w, b, x, y, ETA)[0][1][0][0]]
    compiled = Compiled(COST, ETA)
    seconds = timeit.timeit(
        lambda: compiled.step(network, [(x, y)]), timer=time.process_time, number=1
    )
    if any(compiled.programs.values()):
        steps["compiled"] = lambda: compiled.step(network, [(x, y)])
        found.append(compiled.step(network, [(x, y)]).w[1][0][0])
    for name, module, make in (("NumPy", "numpy", numpy_step), ("PyTorch", "torch", torch_step)):
        if importlib.util.find_spec(module):
            steps[name] = make(network, x, y)
            found.append(float(steps[name]()[0][0]))
    assert all(math.isclose(value, expected, rel_tol=1e-12) for value in found), found
    return microseconds(steps) | ({"compile ms": 1000 * seconds} if "compiled" in steps else {})


NETWORKS = ([2, 3, 1], [2, 16, 16, 1], [784, 30, 10])
COLUMNS = ("loops", "inlined", "compiled", "NumPy", "PyTorch", "compile ms")
# The first takes at most so many times as long as the second; None is for all networks.
CLAIMS = [
    (None, "loops", "inlined", 2.5),
    (NETWORKS[0], "compiled", "inlined", 1 / 2.5),
    (NETWORKS[0], "compiled", "NumPy", 1 / 5),
    (NETWORKS[1], "compiled", "inlined", 1.0),
]


def main() -> int:
    """Print the times and what they come to; 1 where a claim does not hold."""
    print(f"One SGD step, Python {sys.version.split()[0]}, microseconds")
    print("network    " + "".join(f"{column:>11}" for column in COLUMNS))
    broken = 0
    for widths in NETWORKS:
        found = timings(widths)
        name = "-".join(map(str, widths))
        cells = (f"{found[column]:.1f}" if column in found else "-" for column in COLUMNS)
        print(f"{name:11}" + "".join(f"{cell:>11}" for cell in cells))
        for only, one, other, most in CLAIMS:
            if only in (None, widths) and one in found and other in found:
                ratio = found[one] / found[other]
                broken += ratio > most
                print(f"    {one} / {other} = {ratio:.3f}, at most {most:.3g}")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
