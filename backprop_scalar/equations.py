"""The notes' component formulas, each written once. Start reading here.

Every function is arithmetic and nothing else, so what it gives depends on what it is given: the
value for floats, the exact value for `fractions.Fraction`, the text of the formula for `Written`
operands. Training is made of these functions, and the printed tables are these functions.

The letters, with the numbers of the first hidden neuron in problems/mazur_2_2_2.toml:

    a_k      activation of neuron k of the previous layer, an input in layer 0      0.05
    w_jk     weight into neuron j from neuron k of the previous layer               0.15
    b_j      bias of neuron j                                                       0.35
    z_j      weighted input (pre-activation) of neuron j                            0.3775
    C        cost of one example                                                    0.298371
    delta_j  error signal of neuron j, ∂C/∂z_j                                      0.00877135
    eta      learning rate                                                          0.5

In this order:

    forward     weighted_input
    backward    passed_back, error_signal, hidden_error_signal, error_signal_of_layer
    gradients   slope_by_weight, weight_gradient, bias_gradient
    a batch     share, total, mean, summed_weight_gradient, mean_weight_gradient
    a penalty   l2_penalty, penalized, l2_gradient
    descent     step_down; change, changed; velocity
    derivatives chain, diagonal_entry, forward_quotient, central_quotient

The activations and the costs have theirs in `activations.py` and `costs.py`.
"""

import functools
import operator
from collections.abc import Sequence


def weighted_input(w_j: Sequence[float], a_prev: Sequence[float], b_j: float = 0) -> float:
    """z_j = Σ_k w_jk a_k + b_j; without a bias the sum alone.

    w_j: the weights into neuron j, one for each neuron k of the previous layer; a_prev: the
    activations a_k of that layer. full_story §2; anomitroid (36), §6.1; ko §2; thill
    eq:activation; step_by_step Forward pass.

    >>> weighted_input([0.15, 0.20], [0.05, 0.10], 0.35)
    0.3775
    """
    return sum([w_jk * a_k for w_jk, a_k in zip(w_j, a_prev)]) + b_j


def passed_back(w_to_next: Sequence[float], delta_next: Sequence[float]) -> float:
    """∂C/∂a_j = Σ_k w_kj δ_k, the sum over the neurons k of the next layer.

    w_to_next: the weights w_kj that LEAVE neuron j, column j of the next layer's weights;
    delta_next: the error signals δ_k there. The sum in full_story Algorithm 1 line 5;
    anomitroid (59); ko BP2; thill eq:chainrule8; step_by_step Hidden error.

    >>> passed_back([2.0, 3.0], [10.0, 100.0])
    320.0
    """
    return sum([w_kj * delta_k for w_kj, delta_k in zip(w_to_next, delta_next)])


def error_signal(dC_da_j: float, slope_j: float) -> float:
    """δ_j = ∂C/∂a_j σ'(z_j), for an activation that works on each neuron by itself.

    ko BP1 and the last step of BP2; full_story Algorithm 1 lines 1 and 5; anomitroid (41), (54);
    thill eq:chainrule5, eq:chainrule8; step_by_step Hidden error.
    """
    return dC_da_j * slope_j


def hidden_error_signal(
    w_to_next: Sequence[float], delta_next: Sequence[float], slope_j: float
) -> float:
    """δ_j = (Σ_k w_kj δ_k) σ'(z_j): `passed_back` and `error_signal` in one line.

    ko BP2; thill eq:chainrule4, eq:chainrule8, eq:matrixBackprop; full_story Algorithm 1 line 5;
    anomitroid (59).

    >>> hidden_error_signal([2.0, 3.0], [10.0, 100.0], 0.25)
    80.0
    """
    return error_signal(passed_back(w_to_next, delta_next), slope_j)


def error_signal_of_layer(dC_da: Sequence[float], da_dz_j: Sequence[float]) -> float:
    """δ_j = Σ_k ∂C/∂a_k ∂a_k/∂z_j, where z_j moves every activation a_k of its layer.

    dC_da: one number for each neuron k of the layer; da_dz_j: ∂a_k/∂z_j for the same k.
    ko, proof of BP1, before the sum collapses to its term k = j. With other derivatives it is the
    chain rule along several paths: thill eq:chainrule1, eq:chainrule2, eq:chainrule3.
    """
    return sum(dC_da_k * da_k_dz_j for dC_da_k, da_k_dz_j in zip(dC_da, da_dz_j))


def slope_by_weight(a_k: float) -> float:
    """∂z_j/∂w_jk = a_k: the activation that the weight multiplies, 1 for the bias.

    ko, proof of BP4; thill eq:partial2; anomitroid §5.4.
    """
    return a_k


def weight_gradient(a_k: float, delta_j: float) -> float:
    """∂C/∂w_jk = a_k δ_j: each weight multiplies a_k on its way into z_j.

    ko BP4; thill eq:finalbackprop; anomitroid (55), (60); full_story Algorithm 1 lines 3 and 7.
    """
    return a_k * delta_j


def bias_gradient(delta_j: float) -> float:
    """∂C/∂b_j = δ_j: the bias is a weight whose input is 1.

    ko BP3; thill eq:finalbackprop_b; anomitroid (56), (61); full_story Algorithm 1 lines 4 and 7.
    """
    return delta_j


def share(value: float, n: float) -> float:
    """value / n: an example's part of a batch cost whose 1/n is kept inside δ.

    anomitroid (43); full_story §6, ∂l/∂ŷ; step_by_step Output error.
    """
    return value / n


def total(terms: Sequence[float]) -> float:
    """Σ_i term_i over the examples i of a batch. full_story §6; anomitroid (47), (49)."""
    return sum(terms)


def mean(terms: Sequence[float], n: float) -> float:
    """(1/n) Σ_i term_i over the n examples of a batch.

    ko A1 and the mini-batch version of BP4; thill eq:J_W_ell, eq:J_b_ell; anomitroid (62), (63).
    """
    return sum(terms) / n


def summed_weight_gradient(a: Sequence[float], delta: Sequence[float]) -> float:
    """∂C/∂w_jk = Σ_i a_k δ_j, one a_k and one δ_j (holding its 1/n) for each example i.

    anomitroid (46), (48); full_story §6; step_by_step Output and Hidden gradient.
    """
    return sum(weight_gradient(a_k, delta_j) for a_k, delta_j in zip(a, delta))


def mean_weight_gradient(a: Sequence[float], delta: Sequence[float], n: float) -> float:
    """∂C/∂w_jk = (1/n) Σ_i a_k δ_j, one a_k and one δ_j for each of the n examples i.

    thill eq:J_W_ell; the mini-batch version of ko BP4; anomitroid (62).

    >>> mean_weight_gradient([1.0, 2.0], [10.0, 100.0], 2)
    105.0
    """
    return mean([weight_gradient(a_k, delta_j) for a_k, delta_j in zip(a, delta)], n)


def l2_penalty(w: Sequence[float], lam: float) -> float:
    """R = (λ/2) Σ w², added to the cost; w: all weights, but no biases.

    thill names it (regularization) and gives no formula, the other notes neither.

    >>> l2_penalty([3.0, 4.0], 0.1)
    1.25
    """
    return lam / 2 * sum([w_i**2 for w_i in w])


def penalized(C: float, R: float) -> float:
    """C + R, the cost with its penalty; in none of the notes."""
    return C + R


def l2_gradient(dC_dw: float, w: float, lam: float) -> float:
    """∂(C + R)/∂w = ∂C/∂w + λ w; that of a bias stays ∂C/∂b; in none of the notes."""
    return dC_dw + lam * w


def step_down(w: float, dC_dw: float, eta: float) -> float:
    """w ← w - η ∂C/∂w, for a weight or a bias.

    ko (1); thill eq:gd-update_1, eq:gd-update; full_story §5; anomitroid §6.4, pseudocode.

    >>> step_down(1.0, 2.0, 0.25)
    0.5
    """
    return w - eta * dC_dw


def change(dC_dw: float, eta: float) -> float:
    """Δw = -η ∂C/∂w, what `step_down` adds to w; ko (1) and full_story §5 have it inside."""
    return -eta * dC_dw


def changed(w: float, delta_w: float) -> float:
    """w ← w + Δw, in the notes one formula with Δw: ko (1), full_story §5."""
    return w + delta_w


def velocity(v: float, dC_dw: float, alpha: float) -> float:
    """v ← α v + ∂C/∂w: the gradients of all steps so far, each counted α times less a step later.

    The step is `step_down` with v in the place of the gradient, w ← w - η v. thill names momentum
    and gives no formula.
    """
    return alpha * v + dC_dw


def chain(*factors: float) -> float:
    """The chain rule along one path: the product of the derivatives met on it.

    anomitroid (13), (41), (44); thill eq:partial1; ko BP1 and BP2.
    """
    return functools.reduce(operator.mul, factors)


def diagonal_entry(d_j: float, r: int, j: int) -> float:
    """d_j where r = j, else 0: row r and column j of a matrix that is diagonal.

    ∂a_r/∂z_j is σ'(z_j) or 0, ∂z_r/∂b_j is 1 or 0. ko BP1, BP2 (4), BP3 (1a) and (1b).

    >>> diagonal_entry(0.25, 1, 1), diagonal_entry(0.25, 2, 1)
    (0.25, 0)
    """
    return d_j if r == j else 0


def forward_quotient(C_above: float, C: float, epsilon: float) -> float:
    """(C(w + ε) - C(w)) / ε, the derivative in the limit. anomitroid (1); ko §5."""
    return (C_above - C) / epsilon


def central_quotient(C_above: float, C_below: float, h: float) -> float:
    """(C(w + h) - C(w - h)) / 2h, with an error that falls with h²; in none of the notes."""
    return (C_above - C_below) / (2 * h)
