"""The slips people make by hand: each a change of a line's equation or operands, with a hint.

The order is that of a training step. What can happen on any line comes last: a lost sign is blamed
only where nothing more telling gives it. A hint says what to look at and no number. The numbers of
the exercises are drawn so that each of `SLIPS` shows; those of `MORE_SLIPS` need not show.
"""

import functools
import math
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from .. import costs, equations
from ..activations import (
    ACTIVATIONS,
    Elementwise,
    identity,
    relu_slope,
    sigmoid,
    sigmoid_slope,
    softmax,
    softmax_slope_own,
)
from ..functions import exp, positive_part
from ..tracing.lines import Line
from ..tracing.training_step import Shared
from . import changes
from .changes import Change, Equation, Scaled, instead, scaled
from .sheet import Expected, Numbers, Sheet, expected, is_same, rounded


@dataclass(frozen=True)
class Slip:
    """A slip: its key in slips.toml, the equations of the lines it happens on (none: of any line),
    and `changed`, the line as it is worked out with the slip, in each of the ways there are."""

    key: str
    on: tuple[Equation, ...]
    changed: Change

    @property
    def name(self) -> str:
        """What the slip is called."""
        return _words()[self.key]["name"]

    @property
    def hint(self) -> str:
        """What to look at."""
        return _words()[self.key]["hint"]


@functools.cache
def _words() -> dict[str, dict[str, str]]:
    path = resources.files(__package__) / "slips.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


ANY_ACTIVATION: tuple[Equation, ...] = (
    softmax,
    *(f.value for f in ACTIVATIONS.values() if isinstance(f, Elementwise)),
)
CROSS_ENTROPIES = (costs.binary_cross_entropy, costs.cross_entropy)
SQUARED_SLOPES = (costs.half_squared_error_slope, costs.squared_error_slope)
CLOSED_ERRORS = (costs.binary_cross_entropy_error, costs.cross_entropy_error)
ERRORS = (*SQUARED_SLOPES, *CLOSED_ERRORS)
SQUARES = (costs.half_squared_error, costs.squared_error)
WEIGHT_GRADIENTS = (equations.weight_gradient, equations.summed_weight_gradient)

SLIPS: tuple[Slip, ...] = (
    # The forward pass.
    Slip("bias_missing", (equations.weighted_input,), instead(equations.passed_back, 0, 1)),
    Slip("weights_transposed", (equations.weighted_input,), changes.transposed),
    Slip("zero_input_added", (equations.weighted_input,), changes.zero_input_added),
    Slip("exponent_sign", (sigmoid,), instead(lambda z_j: sigmoid(-z_j))),
    Slip("activation_skipped", ANY_ACTIVATION, instead(identity, 0)),
    # The cost.
    Slip("cost_half_missing", (costs.half_squared_error,), instead(costs.squared_error)),
    Slip("cost_half_too_much", (costs.squared_error,), instead(costs.half_squared_error)),
    Slip("cost_over_outputs", (*SQUARES, *CROSS_ENTROPIES), changes.outputs),
    Slip("base_10_logarithm", CROSS_ENTROPIES, scaled(1 / math.log(10))),
    # The derivative of the cost, and the error signal of an output.
    Slip("target_minus_output", SQUARED_SLOPES, scaled(-1)),
    Slip("target_minus_output_error", CLOSED_ERRORS, scaled(-1)),
    Slip("factor_2_too_much", (costs.half_squared_error_slope,), scaled(2)),
    Slip("factor_2_missing", (costs.squared_error_slope,), scaled(1 / 2)),
    Slip("over_outputs", ERRORS, changes.outputs),
    Slip("share_missing", ERRORS, changes.not_shared),
    Slip("output_slope_missing", (equations.error_signal,), changes.one_factor(0, hidden=False)),
    Slip(
        "closed_slope_too_many",
        CLOSED_ERRORS,
        instead(lambda a_j, y_j, *_: (a_j - y_j) * sigmoid_slope(a_j)),
    ),
    Slip(
        "derivative_by_output",
        (costs.binary_cross_entropy_error,),
        instead(costs.binary_cross_entropy_slope),
    ),
    Slip(
        "only_one_output_followed",
        (costs.cross_entropy_error,),
        instead(lambda a_j, y_j, _: costs.cross_entropy_slope(a_j, y_j) * softmax_slope_own(a_j)),
    ),
    # The slope of an activation.
    Slip("slope_of_z", (sigmoid_slope,), changes.slope_of_weighted_input),
    Slip("squashed_twice", (sigmoid_slope,), instead(lambda a_j: sigmoid_slope(sigmoid(a_j)))),
    Slip("relu_for_its_slope", (relu_slope,), instead(positive_part)),
    Slip(
        "dead_unit_slope", (relu_slope,), instead(lambda z_j: 1.0 if z_j < 0 else relu_slope(z_j))
    ),
    Slip("slope_at_corner", (relu_slope,), changes.at_the_corner),
    # The error passed back to a hidden layer.
    Slip("new_weights", (equations.passed_back,), changes.new_weights),
    Slip("weights_transposed_back", (equations.passed_back,), changes.transposed),
    Slip("one_neuron_only", (equations.passed_back,), changes.one_neuron_only),
    Slip("next_weights_missing", (equations.passed_back,), instead(equations.total, 1)),
    Slip("raw_error", (equations.passed_back,), changes.without_slopes(equations.total, 1)),
    Slip(
        "next_slopes_missing",
        (equations.passed_back,),
        changes.without_slopes(equations.passed_back, 0, 1),
    ),
    Slip("hidden_slope_missing", (equations.error_signal,), changes.one_factor(0, hidden=True)),
    Slip("only_slope_left", (equations.error_signal,), changes.one_factor(1, hidden=True)),
    # The gradients.
    Slip("wrong_layer", WEIGHT_GRADIENTS, changes.own_activation),
    Slip("z_for_a", WEIGHT_GRADIENTS, changes.kind_of(0, "z")),
    Slip("source_missing", (equations.weight_gradient,), instead(identity, 1)),
    Slip("ends_exchanged", WEIGHT_GRADIENTS, changes.ends_exchanged),
    Slip("slope_too_many", (equations.weight_gradient,), changes.one_slope_more),
    Slip("times_bias", (equations.bias_gradient,), changes.times_bias),
    Slip("biases_as_one", (equations.bias_gradient,), changes.all_biases_as_one),
    # A batch.
    Slip("summed_not_averaged", (equations.mean,), instead(equations.total, 0)),
    Slip(
        "shared_once_more",
        (equations.mean, equations.total, *WEIGHT_GRADIENTS),
        changes.shared_once_more,
    ),
    # The update.
    Slip("step_added", (equations.step_down,), instead(lambda w, dC_dw, eta: w + eta * dC_dw)),
    Slip("rate_missing", (equations.step_down,), instead(lambda w, dC_dw: w - dC_dw, 0, 1)),
    Slip("step_alone", (equations.step_down,), instead(lambda _, dC_dw, eta: -eta * dC_dw)),
    Slip("not_updated", (equations.step_down,), instead(identity, 0)),
    Slip("from_the_start", (equations.step_down,), changes.from_the_start),
    Slip("neighbours_gradient", (equations.step_down,), changes.gradient_of_a_neighbour),
    # Finite differences.
    Slip("over_h", (equations.central_quotient,), instead(equations.forward_quotient)),
    # Any line.
    Slip("decimal_point_misplaced", (), scaled(10, 1 / 10, 100, 1 / 100)),
    Slip("sign_lost", (), scaled(-1)),
)


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
    Slip("one_sign_lost", (equations.weighted_input, equations.passed_back), changes.one_sign_lost),
    Slip(
        "bias_wrong_sign",
        (equations.weighted_input,),
        instead(lambda w_j, a, b_j: equations.weighted_input(w_j, a, -b_j)),
    ),
    Slip("one_product_forgotten", (equations.weighted_input,), changes.one_product_forgotten(1)),
    Slip("one_product_forgotten_back", (equations.passed_back,), changes.one_product_forgotten(3)),
    Slip("neighbours_row", (equations.weighted_input,), changes.row_of_a_neighbour),
    # Activations.
    Slip("sigmoid_brackets_lost", (sigmoid,), instead(lambda z_j: 1 + exp(-z_j))),
    Slip("only_the_power", (sigmoid,), instead(lambda z_j: exp(-z_j))),
    Slip("base_10_power", (sigmoid,), instead(lambda z_j: 1 / (1 + 10**-z_j))),
    Slip("sigmoid_minus", (sigmoid,), instead(lambda z_j: 1 / (1 - exp(-z_j)))),
    Slip("softmax_without_powers", (softmax,), instead(lambda z_j, z: z_j / sum(z))),
    Slip("softmax_not_divided", (softmax,), instead(lambda z_j, z: exp(z_j))),
    Slip("softmax_own_missing", (softmax,), instead(lambda z_j, z: 1 / (1 / softmax(z_j, z) - 1))),
    # The cost and its derivative.
    Slip(
        "difference_squared",
        (costs.half_squared_error,),
        instead(lambda a, y: (sum(a) - sum(y)) / 2),
    ),
    Slip("difference_squared", (costs.squared_error,), instead(lambda a, y: sum(a) - sum(y))),
    Slip("target_missing", SQUARES, changes.target_0),
    Slip(
        "target_missing_2",
        (costs.half_squared_error_slope, *CLOSED_ERRORS),
        instead(lambda a_j, *_: a_j),
    ),
    Slip("target_missing_2", (costs.squared_error_slope,), instead(lambda a_j, y_j: 2 * a_j)),
    Slip("slope_of_z_tanh", (*SQUARES, *CROSS_ENTROPIES, *ERRORS), changes.kind_of(0, "z")),
    Slip("one_minus_target", (*SQUARES, *CROSS_ENTROPIES, *ERRORS), changes.target_turned),
    Slip("target_another_output", ERRORS, changes.others_at(1)),
    Slip("target_another_output_2", SQUARES, changes.targets_exchanged),
    # The slope of a sigmoid.
    Slip(
        "slope_another_function", (sigmoid_slope,), instead(lambda *operands: 1 - operands[-1] ** 2)
    ),
    Slip("factor_slope_missing", (sigmoid_slope,), instead(lambda *operands: 1 - operands[-1])),
    Slip("activation_squared", (sigmoid_slope,), instead(lambda *operands: operands[-1] ** 2)),
    Slip("slope_layer_before", (sigmoid_slope,), changes.slope_of_layer_before),
    # Gradients.
    Slip("activation_neighbour", WEIGHT_GRADIENTS, changes.others_at(0)),
    Slip("error_signal_neighbour", WEIGHT_GRADIENTS, changes.others_at(1)),
    Slip("error_signal_neighbour_2", (equations.bias_gradient,), changes.others_at(0)),
    Slip("slope_neuron_left_out", WEIGHT_GRADIENTS, changes.kind_of(1, "dC_da")),
    Slip("slope_neuron_left_out", (equations.bias_gradient,), changes.kind_of(0, "dC_da")),
    Slip("weight_for_activation", (equations.weight_gradient,), changes.weight_for_activation),
    Slip(
        "rate_inside_gradient",
        (equations.weight_gradient, equations.bias_gradient),
        changes.rate_inside,
    ),
    # The update.
    Slip("step_with_sign_lost", (equations.step_down,), instead(lambda _, dC_dw, eta: eta * dC_dw)),
    Slip("rate_twice", (equations.step_down,), instead(lambda w, dC_dw, eta: w - eta**2 * dC_dw)),
    Slip("gradient_added", (equations.step_down,), instead(lambda w, dC_dw, _: w + dC_dw)),
    Slip(
        "rate_times_parameter",
        (equations.step_down,),
        instead(lambda w, dC_dw, eta: eta * (w - dC_dw)),
    ),
)


def plain(line: Line) -> Equation:
    """the line's equation without the 1/n that may be kept inside it."""
    return line.equation.equation if isinstance(line.equation, Shared) else line.equation


@functools.cache
def slips_on(equation: Equation, more: bool) -> list[Slip]:
    """The slips that happen on lines of an equation; more: those that need not show, too."""
    slips = [*SLIPS, *MORE_SLIPS] if more else list(SLIPS)
    slips.sort(key=lambda slip: not slip.on)  # those of any line last
    return [slip for slip in slips if not slip.on or equation in slip.on]


def slipped_lines(line: Line, sheet: Sheet, *, more: bool = False) -> Iterator[tuple[Slip, Line]]:
    """A line as each slip takes it; some may need quantities that the sheet does not have."""
    for slip in slips_on(plain(line), more):
        for wrong in slip.changed(line, sheet):
            yield slip, wrong


def slipped(
    line: Line,
    sheet: Sheet,
    values: Numbers,
    units: Numbers,
    right: Expected,
    *,
    more: bool = False,
) -> Iterator[tuple[Slip, Line, Expected]]:
    """A line as each slip takes it and what it comes to then.

    Slips that give the right number, 0 by cancelling or one too large for a float are left out.
    """
    for slip, wrong in slipped_lines(line, sheet, more=more):
        equation = wrong.equation
        if isinstance(equation, Scaled) and equation.equation == line.equation:
            found: Expected | None = right.times(equation.factor)
        else:
            found = expected(wrong, values, units)
        if (
            found
            and math.isfinite(found.centre)
            and not is_same(found.centre, right.centre)
            and not found.is_noise
        ):
            yield slip, wrong, found
