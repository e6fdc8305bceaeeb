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
from typing import Any

from .. import costs
from ..activations import (
    ACTIVATIONS,
    Elementwise,
    bipolar_sigmoid,
    bipolar_sigmoid_slope,
    identity,
    leaky_relu,
    leaky_relu_slope,
    relu_slope,
    sigmoid,
    sigmoid_slope,
    softmax,
    softmax_slope_own,
    tanh_slope,
)
from ..equations import (
    bias_gradient,
    central_quotient,
    chain,
    error_signal,
    forward_quotient,
    l2_gradient,
    l2_penalty,
    mean,
    passed_back,
    penalized,
    step_down,
    summed_weight_gradient,
    total,
    velocity,
    weight_gradient,
    weighted_input,
)
from ..functions import exp, positive_part
from ..tracing.lines import Line
from ..tracing.training_step import Shared
from . import changes
from .changes import Change, Equation, at, instead, like, scaled
from .sheet import DUST, Expected, Run, Sheet, is_same, rounded


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
    *(f.value for f in ACTIVATIONS.values() if isinstance(f, Elementwise) and f.constant is None),
)
CROSS_ENTROPIES = (costs.binary_cross_entropy, costs.cross_entropy)
# Half the sum of the squares, the sum and the mean; and their slopes.
SQUARES = (costs.half_squared_error, costs.squared_error, costs.mean_squared_error)
SQUARED_SLOPES = (
    costs.half_squared_error_slope,
    costs.squared_error_slope,
    costs.mean_squared_error_slope,
)
CLOSED_ERRORS = (costs.binary_cross_entropy_error, costs.cross_entropy_error)
ERRORS = (*SQUARED_SLOPES, *CLOSED_ERRORS)
COSTS_AND_SLOPES = (*SQUARES, *CROSS_ENTROPIES, *ERRORS)
WEIGHT_GRADIENTS = (weight_gradient, summed_weight_gradient)
STEPS = (step_down, velocity)

SLIPS: tuple[Slip, ...] = (
    # The forward pass.
    Slip("bias_missing", (weighted_input,), instead(passed_back, 0, 1)),
    Slip("weights_transposed", (weighted_input,), changes.transposed),
    Slip("zero_input_added", (weighted_input,), changes.zero_input_added),
    Slip("exponent_sign", (sigmoid,), instead(lambda z_j: sigmoid(-z_j))),
    Slip("activation_skipped", ANY_ACTIVATION, instead(identity, 0)),
    # The cost.
    Slip("cost_half_missing", (costs.half_squared_error,), instead(costs.squared_error)),
    Slip("cost_half_too_much", SQUARES[1:], scaled(1 / 2)),
    Slip("cost_over_outputs", (*SQUARES[:2], *CROSS_ENTROPIES), changes.outputs),
    Slip("base_10_logarithm", CROSS_ENTROPIES, scaled(1 / math.log(10))),
    # The derivative of the cost, and the error signal of an output.
    Slip("target_minus_output", SQUARED_SLOPES, scaled(-1)),
    Slip("target_minus_output_error", CLOSED_ERRORS, scaled(-1)),
    Slip("factor_2_too_much", (costs.half_squared_error_slope,), scaled(2)),
    Slip("factor_2_missing", SQUARED_SLOPES[1:], scaled(1 / 2)),
    Slip("over_outputs", (*SQUARED_SLOPES[:2], *CLOSED_ERRORS), changes.outputs),
    Slip("share_missing", ERRORS, changes.not_shared),
    Slip("output_slope_missing", (error_signal,), changes.one_factor(0, hidden=False)),
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
    Slip(
        "slope_of_z",
        (sigmoid_slope, bipolar_sigmoid_slope, tanh_slope),
        changes.slope_of_weighted_input,
    ),
    Slip("squashed_twice", (sigmoid_slope,), instead(lambda a_j: sigmoid_slope(sigmoid(a_j)))),
    Slip("relu_for_its_slope", (relu_slope,), instead(positive_part)),
    Slip(
        "dead_unit_slope", (relu_slope,), instead(lambda z_j: 1.0 if z_j < 0 else relu_slope(z_j))
    ),
    Slip("slope_at_corner", (relu_slope,), changes.at_the_corner),
    # The error passed back to a hidden layer.
    Slip("new_weights", (passed_back,), changes.new_weights),
    Slip("weights_transposed_back", (passed_back,), changes.transposed),
    Slip("one_neuron_only", (passed_back,), changes.one_neuron_only),
    Slip("next_weights_missing", (passed_back,), instead(total, 1)),
    Slip("raw_error", (passed_back,), instead(total, like(1, kind="dC_da"))),
    Slip("next_slopes_missing", (passed_back,), instead(passed_back, 0, like(1, kind="dC_da"))),
    Slip("hidden_slope_missing", (error_signal,), changes.one_factor(0, hidden=True)),
    Slip("only_slope_left", (error_signal,), changes.one_factor(1, hidden=True)),
    # The gradients.
    Slip("wrong_layer", WEIGHT_GRADIENTS, at(0, like(1, kind="a"))),
    Slip("z_for_a", WEIGHT_GRADIENTS, at(0, like(0, kind="z"))),
    Slip("source_missing", (weight_gradient,), instead(identity, 1)),
    Slip("ends_exchanged", WEIGHT_GRADIENTS, changes.ends_exchanged),
    Slip("slope_too_many", (weight_gradient,), instead(chain, 0, 1, like(0, kind="slope"))),
    Slip("times_bias", (bias_gradient,), instead(weight_gradient, like(0, kind="b", i=None), 0)),
    Slip("biases_as_one", (bias_gradient,), changes.all_biases_as_one),
    # A batch.
    Slip("summed_not_averaged", (mean,), instead(total, 0)),
    Slip("shared_once_more", (mean, total, *WEIGHT_GRADIENTS), changes.shared_once_more),
    # The update.
    Slip("step_added", (step_down,), instead(lambda w, dC_dw, eta: w + eta * dC_dw)),
    Slip("rate_missing", (step_down,), instead(lambda w, dC_dw: w - dC_dw, 0, 1)),
    Slip("step_alone", (step_down,), instead(lambda _, dC_dw, eta: -eta * dC_dw)),
    Slip("not_updated", (step_down,), instead(identity, 0)),
    Slip("from_the_start", (step_down,), changes.from_the_start),
    Slip("neighbours_gradient", (step_down,), changes.gradient_of_a_neighbour),
    # Finite differences.
    Slip("over_h", (central_quotient,), instead(forward_quotient)),
    # Any line.
    Slip("decimal_point_misplaced", (), scaled(10, 1 / 10, 100, 1 / 100)),
    Slip("sign_lost", (), scaled(-1)),
)


def _sigmoid(z_j: float, digits: int) -> float:
    return 1 / rounded(1 + exp(-z_j), digits)


def _weighted_input(w_j: Sequence[float], a: Sequence[float], *others: Any) -> float:
    *b_j, digits = others
    return sum(b_j, start=_passed_back(w_j, a, digits))


def _passed_back(w: Sequence[float], delta: Sequence[float], digits: int) -> float:
    return sum(rounded(w_kj * delta_k, digits) for w_kj, delta_k in zip(w, delta))


# Named where an answer is close to the right one; all others where it is not.
ROUNDED_INSIDE = (
    Slip("rounded_inside_line", (sigmoid,), changes.rounded_inside(_sigmoid)),
    Slip("rounded_inside_line", (weighted_input,), changes.rounded_inside(_weighted_input)),
    Slip("rounded_inside_line", (passed_back,), changes.rounded_inside(_passed_back)),
)

MORE_SLIPS: tuple[Slip, ...] = (
    # Sums.
    Slip("one_sign_lost", (weighted_input, passed_back), changes.one_sign_lost),
    Slip(
        "bias_wrong_sign",
        (weighted_input,),
        instead(lambda w_j, a, b_j=0: weighted_input(w_j, a, -b_j)),
    ),
    Slip("one_product_forgotten", (weighted_input,), changes.one_product_forgotten(1)),
    Slip("one_product_forgotten_back", (passed_back,), changes.one_product_forgotten(2)),
    Slip("neighbours_row", (weighted_input,), changes.others_at(0, 2)),
    # Activations.
    Slip("sigmoid_brackets_lost", (sigmoid,), instead(lambda z_j: 1 + exp(-z_j))),
    Slip("only_the_power", (sigmoid,), instead(lambda z_j: exp(-z_j))),
    Slip("base_10_power", (sigmoid,), instead(lambda z_j: 1 / (1 + 10**-z_j))),
    Slip("sigmoid_minus", (sigmoid,), instead(lambda z_j: 1 / (1 - exp(-z_j)))),
    Slip("softmax_without_powers", (softmax,), instead(lambda z_j, z: z_j / sum(z))),
    Slip("softmax_not_divided", (softmax,), instead(lambda z_j, z: exp(z_j))),
    Slip("softmax_own_missing", (softmax,), instead(lambda z_j, z: 1 / (1 / softmax(z_j, z) - 1))),
    Slip("other_sigmoid", (bipolar_sigmoid,), instead(sigmoid)),
    Slip("leak_missing", (leaky_relu,), instead(positive_part, 0)),
    Slip("leak_1", (leaky_relu,), instead(identity, 0)),
    Slip("leak_above", (leaky_relu,), instead(lambda z_j, s: s * z_j)),
    # The cost and its derivative.
    Slip("outputs_missing", (costs.mean_squared_error,), instead(costs.squared_error)),
    Slip(
        "outputs_missing",
        (costs.mean_squared_error_slope,),
        instead(costs.squared_error_slope, 0, 1),
    ),
    Slip(
        "difference_squared",
        (costs.half_squared_error,),
        instead(lambda a, y: (sum(a) - sum(y)) / 2),
    ),
    Slip("difference_squared", (costs.squared_error,), instead(lambda a, y: sum(a) - sum(y))),
    Slip(
        "difference_squared",
        (costs.mean_squared_error,),
        instead(lambda a, y: (sum(a) - sum(y)) / len(y)),
    ),
    Slip("target_missing", (*SQUARES, *ERRORS), changes.other_target(lambda y_j: 0.0)),
    Slip("slope_of_z_tanh", COSTS_AND_SLOPES, at(0, like(0, kind="z"))),
    Slip("one_minus_target", COSTS_AND_SLOPES, changes.other_target(lambda y_j: 1 - y_j)),
    Slip("target_another_output", ERRORS, changes.others_at(1)),
    Slip("target_another_output", SQUARES, changes.targets_exchanged),
    # The slope of an activation.
    Slip("slope_another_function", (sigmoid_slope,), instead(lambda a_j: 1 - a_j**2)),
    Slip("factor_slope_missing", (sigmoid_slope,), instead(lambda a_j: 1 - a_j)),
    Slip("activation_squared", (sigmoid_slope,), instead(lambda a_j: a_j**2)),
    Slip("slope_layer_before", (sigmoid_slope,), changes.slope_of_layer_before),
    Slip("other_sigmoid", (bipolar_sigmoid_slope,), instead(sigmoid_slope)),
    Slip("slope_half_missing", (bipolar_sigmoid_slope,), scaled(2)),
    Slip("leak_missing", (leaky_relu_slope,), instead(relu_slope, 0)),
    Slip("leak_1", (leaky_relu_slope,), instead(lambda *_: 1.0)),
    Slip("leak_above", (leaky_relu_slope,), instead(identity, 1)),
    # Gradients.
    Slip("activation_neighbour", WEIGHT_GRADIENTS, changes.others_at(0)),
    Slip("error_signal_neighbour", WEIGHT_GRADIENTS, changes.others_at(1)),
    Slip("error_signal_neighbour_2", (bias_gradient,), changes.others_at(0)),
    Slip("slope_neuron_left_out", WEIGHT_GRADIENTS, at(1, like(1, kind="dC_da"))),
    Slip("slope_neuron_left_out", (bias_gradient,), at(0, like(0, kind="dC_da"))),
    Slip("weight_for_activation", (weight_gradient,), at(0, changes.own_weight)),
    Slip("rate_inside_gradient", (weight_gradient, bias_gradient), changes.rate_inside),
    # A batch, and a penalty.
    Slip("averaged_not_summed", (total, summed_weight_gradient, *ERRORS), changes.averaged),
    Slip("penalty_half_missing", (l2_penalty,), scaled(2)),
    Slip("penalty_missing", (penalized, l2_gradient), instead(identity, 0)),
    Slip("penalty_subtracted", (penalized,), instead(lambda C, R: C - R)),
    Slip("penalty_subtracted", (l2_gradient,), instead(lambda dw, w, lam: dw - lam * w)),
    Slip("penalty_squared", (l2_gradient,), instead(lambda dw, w, lam: dw + lam * w**2)),
    Slip("penalty_factor_2", (l2_gradient,), instead(lambda dw, w, lam: dw + 2 * lam * w)),
    Slip("bias_penalized", (bias_gradient, mean, total, *STEPS), changes.bias_penalized),
    # The update, and a velocity.
    Slip("cost_alone", STEPS, changes.gradient_of_the_cost),
    Slip("velocity_left_out", (velocity,), instead(identity, 1)),
    Slip("momentum_times_both", (velocity,), instead(lambda v, dw, alpha: alpha * (v + dw))),
    Slip("gradient_subtracted", (velocity,), instead(lambda v, dw, alpha: alpha * v - dw)),
    Slip("one_minus_momentum", (velocity,), instead(lambda v, dw, alpha: (1 - alpha) * v + dw)),
    Slip(
        "mean_of_gradients", (velocity,), instead(lambda v, dw, alpha: alpha * v + (1 - alpha) * dw)
    ),
    Slip("rate_inside_velocity", (velocity,), changes.rate_inside),
    Slip("step_with_sign_lost", (step_down,), instead(lambda _, dC_dw, eta: eta * dC_dw)),
    Slip("rate_twice", (step_down,), instead(lambda w, dC_dw, eta: w - eta**2 * dC_dw)),
    Slip("gradient_added", (step_down,), instead(lambda w, dC_dw, _: w + dC_dw)),
    Slip("rate_times_parameter", (step_down,), instead(lambda w, dC_dw, eta: eta * (w - dC_dw))),
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


def slipped_lines(line: Line, sheet: Sheet, *, more: bool) -> Iterator[tuple[Slip, Line]]:
    """A line as each slip takes it; some may need quantities that the sheet does not have."""
    for slip in slips_on(plain(line), more):
        for wrong in slip.changed(line, sheet):
            yield slip, wrong


def slipped(
    line: Line, sheet: Sheet, run: Run, *, more: bool = False
) -> Iterator[tuple[Slip, Expected]]:
    """What a line comes to from the numbers of a run, as each slip takes it.

    Slips that give the right number, 0 by cancelling or one too large for a float are left out.
    """
    right = run.expected(line)
    if right is None:
        return
    for slip, wrong in slipped_lines(line, sheet, more=more):
        found = run.expected(wrong)
        if (
            found
            and not is_same(found.centre, right.centre)
            and (abs(found.centre) > DUST or not found.spread)  # no noise of floats
        ):
            yield slip, found
