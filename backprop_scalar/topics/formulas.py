"""What one note writes in a single formula, where a training step has several lines.

anomitroid §1.2 is of the linear model a_i = x_i w, whose only parameter is w; §§2-3 of one sigmoid
neuron, dz_i being the derivative of z_i by the parameter: its input for a weight, 1 for the bias;
§2.1.2 takes the derivative of the sigmoid in powers of e; §§4-6 put all factors into the error
signals of sigmoid neurons with the squared error. ko §§3, 5 are of a mini-batch; full_story §§2, 4
of the 2-3-1 network, §3 of the line with the least squared error. n or m is the number of
examples i.
"""

from collections.abc import Callable, Sequence

from ..activations import sigmoid, sigmoid_slope
from ..costs import half_squared_error_slope, squared_error, squared_error_slope
from ..equations import (
    chain,
    error_signal,
    mean,
    passed_back,
    share,
    summed_weight_gradient,
    total,
    weight_gradient,
    weighted_input,
)
from ..functions import exp, positive_part

# Those that have the derivative further back first; both factors are operands, or lists of them.
_LEFT_TO_RIGHT = (weight_gradient, error_signal, summed_weight_gradient)


def square(x_i: float, w: float, y_i: float) -> float:
    """f_i = (x_i w - y_i)². anomitroid §1.2.1."""
    return squared_error([x_i * w], [y_i])


def regression_cost(x: Sequence[float], w: float, y: Sequence[float], n: float) -> float:
    """C = (1/n) Σ_i (x_i w - y_i)². anomitroid (2)."""
    return mean([square(x_i, w, y_i) for x_i, y_i in zip(x, y)], n)


def square_slope(x_i: float, w: float, y_i: float, inner: float) -> float:
    """df_i/dw = 2 (x_i w - y_i) inner, and inner = d(x_i w - y_i)/dw = x_i. anomitroid (4)."""
    return chain(squared_error_slope(x_i * w, y_i), inner)


def mean_of_slopes(x: Sequence[float], w: float, y: Sequence[float], n: float) -> float:
    """dC/dw = (1/n) Σ_i 2 (x_i w - y_i) x_i. anomitroid (5)."""
    return mean([square_slope(x_i, w, y_i, x_i) for x_i, y_i in zip(x, y)], n)


def regression_gradient(x: Sequence[float], w: float, y: Sequence[float], n: float) -> float:
    """dC/dw = (2/n) Σ_i (x_i w - y_i) x_i. anomitroid (6)."""
    terms = [chain(half_squared_error_slope(x_i * w, y_i), x_i) for x_i, y_i in zip(x, y)]
    return chain(share(2, n), total(terms))


def neuron_output(x: Sequence[float], w: Sequence[float], b: float) -> float:
    """a = σ(Σ_k x_k w_k + b), one number for each input. anomitroid §2.1.1, §3.1, §4.1."""
    return sigmoid(weighted_input(x, w, b))


def mean_squared_error(a: Sequence[float], y: Sequence[float], n: float) -> float:
    """C = (1/n) Σ_i (a_i - y_i)². anomitroid (11), (22)."""
    return share(squared_error(a, y), n)


def output_derivative(a_i: float, dz_i: float) -> float:
    """∂a_i/∂w = a_i (1 - a_i) dz_i. anomitroid (15), (19), (26), (30), (34)."""
    return chain(sigmoid_slope(a_i), dz_i)


def term_derivative(a_i: float, y_i: float, da_i: float) -> float:
    """∂(a_i - y_i)²/∂w = 2 (a_i - y_i) ∂a_i/∂w. anomitroid (13), (18), (24), (29), (33)."""
    return chain(squared_error_slope(a_i, y_i), da_i)


def term_in_full(a_i: float, y_i: float, dz_i: Sequence[float]) -> float:
    """∂(a_i - y_i)²/∂w = 2 (a_i - y_i) a_i (1 - a_i) dz_i. anomitroid (16).

    dz_i: [dz_i], or [] for a derivative of 1, which is not written.
    """
    return chain(squared_error_slope(a_i, y_i), sigmoid_slope(a_i), *dz_i)


def neuron_gradient(
    a: Sequence[float], y: Sequence[float], dz: Sequence[list[float]], n: float
) -> float:
    """∂C/∂w = (2/n) Σ_i (a_i - y_i) a_i (1 - a_i) dz_i. anomitroid (17), (20), (27), (31), (35).

    dz: for each example [dz_i], or [] for the bias, whose dz_i = 1 is not written.
    """
    errors = [half_squared_error_slope(a_i, y_i) for a_i, y_i in zip(a, y)]
    return gradient_of_errors(errors, [sigmoid_slope(a_i) for a_i in a], dz, n)


def gradient_of_errors(
    errors: Sequence[float], slopes: Sequence[float], dz: Sequence[list[float]], n: float
) -> float:
    """`neuron_gradient` of a_i - y_i and a_i (1 - a_i), where these are known already."""
    terms = [chain(e_i, slope_i, *dz_i) for e_i, slope_i, dz_i in zip(errors, slopes, dz)]
    return chain(share(2, n), total(terms))


def as_power(z: float) -> float:
    """h(z) = (1 + e^(-z))^(-1), which is σ(z). anomitroid §2.1.2."""
    return (1 + exp(-z)) ** -1


def inner_slope(z: float) -> float:
    """d(1 + e^(-z))/dz = -e^(-z). anomitroid §2.1.2."""
    return -exp(-z)


def chain_rule(z: float, inner: float) -> float:
    """dh/dz = -1 (1 + e^(-z))^(-2) inner. anomitroid §2.1.2."""
    return -1 * (1 + exp(-z)) ** -2 * inner


def sigmoid_slope_of_z(z: float) -> float:
    """σ'(z) = e^(-z) / (1 + e^(-z))². anomitroid (9)."""
    return exp(-z) / (1 + exp(-z)) ** 2


def complement(z: float) -> float:
    """1 - σ(z) = e^(-z) / (1 + e^(-z)). anomitroid §2.1.2."""
    return exp(-z) / (1 + exp(-z))


def product(z: float) -> float:
    """σ(z) (1 - σ(z)) = 1 / (1 + e^(-z)) · e^(-z) / (1 + e^(-z)). anomitroid §2.1.2."""
    return chain(sigmoid(z), complement(z))


def output_slope(a_i: float, y_i: float, n: float) -> float:
    """∂C/∂a_i = (2/n) (a_i - y_i). anomitroid §4.5 step 1."""
    return chain(share(2, n), half_squared_error_slope(a_i, y_i))


def shared_error(a_i: float, y_i: float, n: float) -> float:
    """δ_i^(2) = (2/n) (a_i - y_i) a_i (1 - a_i). anomitroid (42), (43)."""
    return chain(output_slope(a_i, y_i, n), sigmoid_slope(a_i))


def hidden_in_full(a2_i: float, y_i: float, n: float, w2: float, a1_i: float) -> float:
    """δ_i^(1) = (2/n) (a2_i - y_i) a2_i (1 - a2_i) w2 a1_i (1 - a1_i). anomitroid (44), (45)."""
    return chain(shared_error(a2_i, y_i, n), w2, sigmoid_slope(a1_i))


def output_error(a_j: float, y_j: float) -> float:
    """δ_j = 2 (a_j - y_j) a_j (1 - a_j), for the loss of one example. anomitroid (51), (58)."""
    return chain(squared_error_slope(a_j, y_j), sigmoid_slope(a_j))


def sum_over_paths(delta_next: Sequence[float], w_to_next: Sequence[float], slope: float) -> float:
    """δ_j = Σ_k δ_k w_kj σ'(z_j), a term for each path out of neuron j. anomitroid §6.5.1."""
    return total([chain(delta_k, w_kj, slope) for delta_k, w_kj in zip(delta_next, w_to_next)])


def quadratic_cost(a: Sequence[float], y: Sequence[float], m: float) -> float:
    """C = (1/(2m)) Σ (a - y)², over all outputs of all m examples. ko §3; step_by_step Loss."""
    return squared_error(a, y) / (2 * m)


def quadratic_slope(a_i: float, y_i: float, m: float) -> float:
    """∂C/∂a_i = (a_i - y_i) / m, for an output of one example. step_by_step Output error;
    full_story §6."""
    return share(half_squared_error_slope(a_i, y_i), m)


def weight_change(eta: float, m: float, delta: Sequence[float], a: Sequence[float]) -> float:
    """Δw_jk = (η/m) Σ_i δ_j a_k, to be subtracted. ko §5."""
    return eta / m * total([chain(delta_j, a_k) for delta_j, a_k in zip(delta, a)])


def bias_change(eta: float, m: float, delta: Sequence[float]) -> float:
    """Δb_j = (η/m) Σ_i δ_j, to be subtracted. ko §5."""
    return eta / m * total(delta)


def less(w: float, change: float) -> float:
    """w ← w - Δw, for a weight or a bias. ko §5."""
    return w - change


def hidden_term(w_i: float, into_i: Sequence[float], x: Sequence[float], b_i: float) -> float:
    """w_i ReLU(Σ_j w_ij x_j + b_i), what hidden neuron i adds to f^[1]. full_story §2."""
    return w_i * positive_part(weighted_input(into_i, x, b_i))


def prediction(
    w_2: Sequence[float],
    w_1: Sequence[Sequence[float]],
    x: Sequence[float],
    b_1: Sequence[float],
    b_2: float,
) -> float:
    """f_NN = σ(Σ_i w_i ReLU(Σ_j w_ij x_j + b_i) + b), row i of w_1 into hidden neuron i.

    full_story §2, in scalar form.
    """
    terms = [hidden_term(w_i, into_i, x, b_i) for w_i, into_i, b_i in zip(w_2, w_1, b_1)]
    return sigmoid(total(terms) + b_2)


def hidden_error(slope_j: float, w_to_next: Sequence[float], delta_next: Sequence[float]) -> float:
    """δ_j = g'(f_j) (Σ_i w_ij δ_i), over the neurons i after it. full_story Algorithm 1 line 5."""
    return slope_j * passed_back(w_to_next, delta_next)


def length(gradient: Sequence[float]) -> float:
    """√(Σ g²), the slope in the direction of steepest ascent. full_story §4, after Algorithm 1."""
    root: float = sum([g**2 for g in gradient]) ** 0.5
    return root


def right_to_left(equation: Callable[..., float]) -> Callable[..., float]:
    """The equation with its two factors as full_story §4 has them: δ·a, and slope times ∂l/∂a.

    Equations that are no such product are returned as they are.
    """
    if equation not in _LEFT_TO_RIGHT:
        return equation
    return lambda further, nearer: equation(nearer, further)


def determinant(rows: Sequence[Sequence[float]]) -> float:
    """The determinant of a square matrix, along its first column.

    >>> determinant([[1.0, 2.0], [3.0, 4.0]])
    -2.0
    """
    if len(rows) == 1:
        return rows[0][0]
    value = rows[0][0] * determinant([row[1:] for row in rows[1:]])
    for j in range(1, len(rows)):
        part = rows[j][0] * determinant([row[1:] for i, row in enumerate(rows) if i != j])
        value = value - part if j % 2 else value + part
    return value


def best_line(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """(β_0, β_1) = (X^T X)^(-1) X^T y for y = β_0 + β_1 x, row i of X being 1, x_i.

    full_story §3. Raises ValueError where all x are equal, for then X^T X has no inverse.

    >>> best_line([0.0, 1.0, 2.0], [0.25, 0.25, 1.0])
    (0.125, 0.375)
    """
    s_x, s_xx, n = total(x), summed_weight_gradient(x, x), len(x)
    D = determinant([[n, s_x], [s_x, s_xx]])
    if not D:
        raise ValueError("all x of the linear model are equal: its best line is not unique")
    s_y, s_xy = total(y), summed_weight_gradient(x, y)
    beta_0 = passed_back([s_xx / D, -s_x / D], [s_y, s_xy])
    return beta_0, passed_back([-s_x / D, n / D], [s_y, s_xy])
