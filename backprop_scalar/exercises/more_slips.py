"""Further slips, which not every draw of numbers shows.

They are named like those of `slips.py`; where two give the same number, both are.
"""

from collections.abc import Sequence

from .. import costs, equations
from ..activations import sigmoid, sigmoid_slope, softmax
from ..functions import exp
from . import changes
from .sheet import rounded
from .slips import CLOSED_ERRORS, CROSS_ENTROPIES, SQUARED_SLOPES, WEIGHT_GRADIENTS, Slip

_SQUARES = (costs.half_squared_error, costs.squared_error)
_SUMS = (equations.weighted_input, equations.passed_back)


def _sigmoid(z_j: float, digits: int) -> float:
    return 1 / rounded(1 + exp(-z_j), digits)


def _weighted_input(w_j: Sequence[float], a: Sequence[float], b_j: float, digits: int) -> float:
    return _passed_back(w_j, a, digits) + b_j


def _passed_back(w: Sequence[float], delta: Sequence[float], digits: int) -> float:
    return sum(rounded(w_kj * delta_k, digits) for w_kj, delta_k in zip(w, delta))


# Named where an answer is close to the right one; all others where it is not.
ROUNDED_INSIDE = (
    Slip("rounded_inside_line", (sigmoid,), changes.rounded_inside(_sigmoid)),
    Slip(
        "rounded_inside_line", (equations.weighted_input,), changes.rounded_inside(_weighted_input)
    ),
    Slip("rounded_inside_line", (equations.passed_back,), changes.rounded_inside(_passed_back)),
)

MORE_SLIPS: tuple[Slip, ...] = (
    # Sums.
    Slip("one_sign_lost", _SUMS, changes.one_sign_lost),
    Slip(
        "bias_wrong_sign",
        (equations.weighted_input,),
        changes.instead(lambda w_j, a, b_j: equations.weighted_input(w_j, a, -b_j)),
    ),
    Slip("one_product_forgotten", (equations.weighted_input,), changes.one_product_forgotten(1)),
    Slip("one_product_forgotten_back", (equations.passed_back,), changes.one_product_forgotten(3)),
    Slip("neighbours_row", (equations.weighted_input,), changes.row_of_a_neighbour),
    # Activations.
    Slip("sigmoid_brackets_lost", (sigmoid,), changes.instead(lambda z_j: 1 + exp(-z_j))),
    Slip("only_the_power", (sigmoid,), changes.instead(lambda z_j: exp(-z_j))),
    Slip("base_10_power", (sigmoid,), changes.instead(lambda z_j: 1 / (1 + 10**-z_j))),
    Slip("sigmoid_minus", (sigmoid,), changes.instead(lambda z_j: 1 / (1 - exp(-z_j)))),
    Slip("softmax_without_powers", (softmax,), changes.instead(lambda z_j, z: z_j / sum(z))),
    Slip("softmax_not_divided", (softmax,), changes.instead(lambda z_j, z: exp(z_j))),
    Slip(
        "softmax_own_missing",
        (softmax,),
        changes.instead(lambda z_j, z: 1 / (1 / softmax(z_j, z) - 1)),
    ),
    # The cost and its derivative.
    Slip(
        "difference_squared",
        (costs.half_squared_error,),
        changes.instead(lambda a, y: (sum(a) - sum(y)) / 2),
    ),
    Slip(
        "difference_squared", (costs.squared_error,), changes.instead(lambda a, y: sum(a) - sum(y))
    ),
    Slip(
        "target_missing",
        (costs.half_squared_error,),
        changes.instead(lambda a, y: costs.half_squared_error(a, [0.0] * len(a))),
    ),
    Slip(
        "target_missing",
        (costs.squared_error,),
        changes.instead(lambda a, y: costs.squared_error(a, [0.0] * len(a))),
    ),
    Slip(
        "target_missing_2",
        (costs.half_squared_error_slope, *CLOSED_ERRORS),
        changes.instead(lambda a_j, *_: a_j),
    ),
    Slip(
        "target_missing_2", (costs.squared_error_slope,), changes.instead(lambda a_j, y_j: 2 * a_j)
    ),
    Slip(
        "slope_of_z_tanh",
        (*_SQUARES, *CROSS_ENTROPIES, *SQUARED_SLOPES, *CLOSED_ERRORS),
        changes.kind_of(0, "z"),
    ),
    Slip(
        "one_minus_target",
        (*_SQUARES, *CROSS_ENTROPIES, *SQUARED_SLOPES, *CLOSED_ERRORS),
        changes.target_turned,
    ),
    Slip("target_another_output", (*SQUARED_SLOPES, *CLOSED_ERRORS), changes.others_at(1)),
    Slip("target_another_output_2", _SQUARES, changes.targets_exchanged),
    # The slope of a sigmoid.
    Slip(
        "slope_another_function",
        (sigmoid_slope,),
        changes.instead(lambda *operands: 1 - operands[-1] ** 2),
    ),
    Slip(
        "factor_slope_missing",
        (sigmoid_slope,),
        changes.instead(lambda *operands: 1 - operands[-1]),
    ),
    Slip(
        "activation_squared", (sigmoid_slope,), changes.instead(lambda *operands: operands[-1] ** 2)
    ),
    Slip("slope_layer_before", (sigmoid_slope,), changes.slope_of_layer_before),
    # Gradients.
    Slip("activation_neighbour", WEIGHT_GRADIENTS, changes.others_at(0)),
    Slip("error_signal_neighbour", WEIGHT_GRADIENTS, changes.others_at(1)),
    Slip("error_signal_neighbour_2", (equations.bias_gradient,), changes.others_at(0)),
    Slip("slope_neuron_left_out", WEIGHT_GRADIENTS, changes.kind_of(1, "dC_da")),
    Slip("slope_neuron_left_out", (equations.bias_gradient,), changes.kind_of(0, "dC_da")),
    Slip(
        "weight_for_activation",
        (equations.weight_gradient,),
        changes.weight_for_activation,
    ),
    Slip(
        "rate_inside_gradient",
        (equations.weight_gradient, equations.bias_gradient),
        changes.rate_inside,
    ),
    # The update.
    Slip(
        "step_with_sign_lost",
        (equations.step_down,),
        changes.instead(lambda _, dC_dw, eta: eta * dC_dw),
    ),
    Slip(
        "rate_twice",
        (equations.step_down,),
        changes.instead(lambda w, dC_dw, eta: w - eta**2 * dC_dw),
    ),
    Slip(
        "gradient_added",
        (equations.step_down,),
        changes.instead(lambda w, dC_dw, _: w + dC_dw),
    ),
    Slip(
        "rate_times_parameter",
        (equations.step_down,),
        changes.instead(lambda w, dC_dw, eta: eta * (w - dC_dw)),
    ),
)
