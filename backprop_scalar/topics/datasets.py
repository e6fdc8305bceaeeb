"""Small data sets to train on: lists of examples, pairs (x, y) of lists."""

import random

DataSet = list[tuple[list[float], list[float]]]


def xor() -> DataSet:
    """y = 1 where exactly one of x_1 and x_2 is 1, else 0. No network without a hidden layer
    has all four right.

    >>> xor()[1]
    ([0.0, 1.0], [1.0])
    """
    return [([x_1, x_2], [float(x_1 != x_2)]) for x_1 in (0.0, 1.0) for x_2 in (0.0, 1.0)]


def output(A: float, K: float, L: float, alpha: float) -> float:
    """Y = A K^α L^(1-α), the Cobb-Douglas production function. full_story §3, footnote 1."""
    Y: float = A * K**alpha * L ** (1 - alpha)
    return Y


def production(n: int, alpha: float, a: float, b: float, seed: int) -> DataSet:
    """n examples x = (K, L) and y = A K^α L^(1-α), the Cobb-Douglas production function.

    Capital K and labour L are uniform on [0, 1], the productivity A is Beta(a, b), and all three
    are drawn anew for each example; the same seed gives the same data. full_story §3, footnote 1.
    Raises ValueError unless α is in [0, 1] and a and b are above 0.
    """
    if not 0 <= alpha <= 1:
        raise ValueError(f"alpha is {alpha:g}; it must lie from 0 to 1")
    if min(a, b) <= 0:
        raise ValueError(f"Beta({a:g}, {b:g}) does not exist; a and b must be above 0")
    generator = random.Random(seed)
    examples: DataSet = []
    for _ in range(n):
        K, L = generator.random(), generator.random()
        A = generator.betavariate(a, b)
        examples.append(([K, L], [output(A, K, L, alpha)]))
    return examples


def beta_mean(a: float, b: float) -> float:
    """The mean of a Beta(a, b) variable, a / (a + b)."""
    return a / (a + b)


def beta_variance(a: float, b: float) -> float:
    """The variance of a Beta(a, b) variable, a b / ((a + b)² (a + b + 1))."""
    return a * b / ((a + b) ** 2 * (a + b + 1))
