"""Normalized inputs, which thill names in its list of things to do, without a formula."""

from collections.abc import Sequence

from ..equations import mean


def variance(x: Sequence[float], x_mean: float, n: float) -> float:
    """(1/n) Σ (x - m)² of n numbers with mean m."""
    return mean([(x_i - x_mean) ** 2 for x_i in x], n)


def deviation(x_variance: float) -> float:
    """The standard deviation, the square root of the variance."""
    root: float = x_variance**0.5
    return root


def normalized(x: float, x_mean: float, x_deviation: float) -> float:
    """(x - m)/s, which has mean 0 and standard deviation 1."""
    return (x - x_mean) / x_deviation


def input_scales(inputs: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """(mean, standard deviation) of each input over the training examples.

    inputs: the x of each example. Raises ValueError for no examples, and for an input that is the
    same in all of them.

    >>> input_scales([[1.0, 10.0], [3.0, 30.0]])
    [(2.0, 1.0), (20.0, 10.0)]
    """
    if not inputs:
        raise ValueError("there are no inputs to normalize: give at least one example")
    scales = []
    for k, x_k in enumerate(zip(*inputs), start=1):
        x_mean = mean(x_k, len(x_k))
        x_deviation = deviation(variance(x_k, x_mean, len(x_k)))
        if not x_deviation:
            raise ValueError(f"input {k} is {x_k[0]:g} in every example and cannot be normalized")
        scales.append((x_mean, x_deviation))
    return scales


def scaled(x: Sequence[float], scales: Sequence[tuple[float, float]]) -> list[float]:
    """One example's inputs, normalized by the scales of the training examples."""
    return [normalized(x_k, x_mean, x_deviation) for x_k, (x_mean, x_deviation) in zip(x, scales)]
