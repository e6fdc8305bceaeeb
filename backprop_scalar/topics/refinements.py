"""Three refinements of plain gradient descent: L2 regularization, momentum, normalized inputs.

The component formulas come first; like those of `equations.py` they can be printed, too. `descend`
makes a step with the gradients or velocities that come out. Of the notes, only thill names these
three, in its list of things to do, and gives no formulas.
"""

from collections.abc import Sequence

from ..backprop import Gradients
from ..equations import mean
from ..network import Network, map_parameters


def l2_penalty(w: Sequence[float], lam: float) -> float:
    """(λ/2) Σ w², added to the cost J; w: all weights, but no biases."""
    return lam / 2 * sum([w_i**2 for w_i in w])


def l2_gradient(dJ_dw: float, w: float, lam: float) -> float:
    """∂/∂w of J + (λ/2) Σ w²: ∂J/∂w + λ w."""
    return dJ_dw + lam * w


def velocity(v: float, dJ_dw: float, alpha: float) -> float:
    """v ← α v + ∂J/∂w, the gradients of all steps so far, each counted α times less a step later.

    The step itself is `step_down` with v in the place of the gradient: w ← w - η v.
    """
    return alpha * v + dJ_dw


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


def regularized(network: Network, gradients: Gradients, lam: float) -> Gradients:
    """The gradients of J + (λ/2) Σ w² from those of J; the biases' stay as they are."""
    dw, _ = map_parameters(
        lambda dJ_dw, w: l2_gradient(dJ_dw, w, lam),
        (gradients.dw, gradients.db),
        (network.w, network.b),
    )
    return Gradients(dw, gradients.db)


def accumulated(velocities: Gradients | None, gradients: Gradients, alpha: float) -> Gradients:
    """v ← α v + gradient for every weight and bias; velocities: None before the first step."""
    if velocities is None:
        return gradients
    dw, db = map_parameters(
        lambda v, dJ_dw: velocity(v, dJ_dw, alpha),
        (velocities.dw, velocities.db),
        (gradients.dw, gradients.db),
    )
    return Gradients(dw, db)


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
