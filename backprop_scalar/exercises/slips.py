"""The slips people make by hand: each a change of a line's equation or operands, with a hint.

The order is that of a training step. What can happen on any line comes last: a lost sign is blamed
only where nothing more telling gives it. A hint says what to look at and no number. The numbers of
the exercises are drawn so that each of these shows; `more_slips.py` has others.
"""

import functools
import math
import tomllib
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
from ..functions import positive_part
from . import changes
from .changes import Change, Equation


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
WEIGHT_GRADIENTS = (equations.weight_gradient, equations.summed_weight_gradient)

SLIPS: tuple[Slip, ...] = (
    # The forward pass.
    Slip("bias_missing", (equations.weighted_input,), changes.instead(equations.passed_back, 0, 1)),
    Slip("two_indices_weights_exchanged", (equations.weighted_input,), changes.transposed),
    Slip("weight_added_although_input", (equations.weighted_input,), changes.zero_input_added),
    Slip("sign_exponent_wrong", (sigmoid,), changes.instead(lambda z_j: sigmoid(-z_j))),
    Slip("activation_function_skipped", ANY_ACTIVATION, changes.instead(identity, 0)),
    # The cost.
    Slip("half_cost_missing", (costs.half_squared_error,), changes.instead(costs.squared_error)),
    Slip("half_cost_have", (costs.squared_error,), changes.instead(costs.half_squared_error)),
    Slip(
        "cost_divided_number_outputs",
        (costs.half_squared_error, costs.squared_error, *CROSS_ENTROPIES),
        changes.outputs,
    ),
    Slip("logarithm_to_base_10", CROSS_ENTROPIES, changes.scaled(1 / math.log(10))),
    # The derivative of the cost, and the error signal of an output.
    Slip("target_minus_output", SQUARED_SLOPES, changes.scaled(-1)),
    Slip("target_minus_output_2", CLOSED_ERRORS, changes.scaled(-1)),
    Slip("factor_2_belongs_to", (costs.half_squared_error_slope,), changes.scaled(2)),
    Slip("factor_2_missing", (costs.squared_error_slope,), changes.scaled(1 / 2)),
    Slip("divided_number_outputs", (*SQUARED_SLOPES, *CLOSED_ERRORS), changes.outputs),
    Slip("batch_s_1_n", (*SQUARED_SLOPES, *CLOSED_ERRORS), changes.not_shared),
    Slip(
        "slope_output_s_activation", (equations.error_signal,), changes.slope_dropped(hidden=False)
    ),
    Slip(
        "slope_too_many_cross",
        CLOSED_ERRORS,
        changes.instead(lambda a_j, y_j, *_: (a_j - y_j) * sigmoid_slope(a_j)),
    ),
    Slip(
        "derivative_output_weighted_input",
        (costs.binary_cross_entropy_error,),
        changes.instead(costs.binary_cross_entropy_slope),
    ),
    Slip(
        "only_one_output_followed",
        (costs.cross_entropy_error,),
        changes.instead(
            lambda a_j, y_j, _: costs.cross_entropy_slope(a_j, y_j) * softmax_slope_own(a_j)
        ),
    ),
    # The slope of an activation.
    Slip("weighted_input_stands_where", (sigmoid_slope,), changes.slope_of_weighted_input),
    Slip(
        "activation_squashed_once_more",
        (sigmoid_slope,),
        changes.instead(lambda a_j: sigmoid_slope(sigmoid(a_j))),
    ),
    Slip("slope_relu_taken_as", (relu_slope,), changes.instead(positive_part)),
    Slip(
        "dead_unit_given_slope",
        (relu_slope,),
        changes.instead(lambda z_j: 1.0 if z_j < 0 else relu_slope(z_j)),
    ),
    Slip("slope_at_corner", (relu_slope,), changes.at_the_corner),
    # The error passed back to a hidden layer.
    Slip("weights_updated_already", (equations.passed_back,), changes.new_weights),
    Slip("two_indices_weights_exchanged_2", (equations.passed_back,), changes.transposed),
    Slip("only_one_next_neurons", (equations.passed_back,), changes.one_neuron_only),
    Slip("weights_to_next_layer", (equations.passed_back,), changes.instead(equations.total, 1)),
    Slip(
        "raw_error_next_layer", (equations.passed_back,), changes.without_slopes(equations.total, 1)
    ),
    Slip(
        "next_layer_s_slopes",
        (equations.passed_back,),
        changes.without_slopes(equations.passed_back, 0, 1),
    ),
    Slip(
        "slope_hidden_activation_missing",
        (equations.error_signal,),
        changes.slope_dropped(hidden=True),
    ),
    Slip("only_slope_left", (equations.error_signal,), changes.only_the_slope),
    # The gradients.
    Slip("activation_wrong_layer", WEIGHT_GRADIENTS, changes.own_activation),
    Slip("weighted_input_neuron_before", WEIGHT_GRADIENTS, changes.with_source(kind="z")),
    Slip("what_comes_along_weight", (equations.weight_gradient,), changes.instead(identity, 1)),
    Slip("two_ends_weight_exchanged", WEIGHT_GRADIENTS, changes.ends_exchanged),
    Slip("slope_too_many", (equations.weight_gradient,), changes.one_slope_more),
    Slip("error_signal_multiplied_bias", (equations.bias_gradient,), changes.times_bias),
    Slip("all_biases_layer_treated", (equations.bias_gradient,), changes.all_biases_as_one),
    # A batch.
    Slip("summed_over_examples_averaged", (equations.mean,), changes.instead(equations.total, 0)),
    Slip(
        "divided_number_examples_once",
        (equations.mean, equations.total, *WEIGHT_GRADIENTS),
        changes.shared_once_more,
    ),
    # The update.
    Slip(
        "step_added", (equations.step_down,), changes.instead(lambda w, dC_dw, eta: w + eta * dC_dw)
    ),
    Slip(
        "learning_rate_missing",
        (equations.step_down,),
        changes.instead(lambda w, dC_dw: w - dC_dw, 0, 1),
    ),
    Slip(
        "step_where_leads",
        (equations.step_down,),
        changes.instead(lambda _, dC_dw, eta: -eta * dC_dw),
    ),
    Slip("parameter_updated", (equations.step_down,), changes.instead(identity, 0)),
    Slip("step_start_where_last", (equations.step_down,), changes.from_the_start),
    Slip("gradient_line_above_or", (equations.step_down,), changes.gradient_of_a_neighbour),
    # Finite differences.
    Slip(
        "divided_h_2h", (equations.central_quotient,), changes.instead(equations.forward_quotient)
    ),
    # Any line.
    Slip("decimal_point_misplaced", (), changes.scaled(10, 1 / 10, 100, 1 / 100)),
    Slip("sign_lost", (), changes.scaled(-1)),
)
