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
    Slip("weights_transposed", (equations.weighted_input,), changes.transposed),
    Slip("zero_input_added", (equations.weighted_input,), changes.zero_input_added),
    Slip("exponent_sign", (sigmoid,), changes.instead(lambda z_j: sigmoid(-z_j))),
    Slip("activation_skipped", ANY_ACTIVATION, changes.instead(identity, 0)),
    # The cost.
    Slip("cost_half_missing", (costs.half_squared_error,), changes.instead(costs.squared_error)),
    Slip("cost_half_too_much", (costs.squared_error,), changes.instead(costs.half_squared_error)),
    Slip(
        "cost_over_outputs",
        (costs.half_squared_error, costs.squared_error, *CROSS_ENTROPIES),
        changes.outputs,
    ),
    Slip("base_10_logarithm", CROSS_ENTROPIES, changes.scaled(1 / math.log(10))),
    # The derivative of the cost, and the error signal of an output.
    Slip("target_minus_output", SQUARED_SLOPES, changes.scaled(-1)),
    Slip("target_minus_output_error", CLOSED_ERRORS, changes.scaled(-1)),
    Slip("factor_2_too_much", (costs.half_squared_error_slope,), changes.scaled(2)),
    Slip("factor_2_missing", (costs.squared_error_slope,), changes.scaled(1 / 2)),
    Slip("over_outputs", (*SQUARED_SLOPES, *CLOSED_ERRORS), changes.outputs),
    Slip("share_missing", (*SQUARED_SLOPES, *CLOSED_ERRORS), changes.not_shared),
    Slip("output_slope_missing", (equations.error_signal,), changes.slope_dropped(hidden=False)),
    Slip(
        "closed_slope_too_many",
        CLOSED_ERRORS,
        changes.instead(lambda a_j, y_j, *_: (a_j - y_j) * sigmoid_slope(a_j)),
    ),
    Slip(
        "derivative_by_output",
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
    Slip("slope_of_z", (sigmoid_slope,), changes.slope_of_weighted_input),
    Slip(
        "squashed_twice",
        (sigmoid_slope,),
        changes.instead(lambda a_j: sigmoid_slope(sigmoid(a_j))),
    ),
    Slip("relu_for_its_slope", (relu_slope,), changes.instead(positive_part)),
    Slip(
        "dead_unit_slope",
        (relu_slope,),
        changes.instead(lambda z_j: 1.0 if z_j < 0 else relu_slope(z_j)),
    ),
    Slip("slope_at_corner", (relu_slope,), changes.at_the_corner),
    # The error passed back to a hidden layer.
    Slip("new_weights", (equations.passed_back,), changes.new_weights),
    Slip("weights_transposed_back", (equations.passed_back,), changes.transposed),
    Slip("one_neuron_only", (equations.passed_back,), changes.one_neuron_only),
    Slip("next_weights_missing", (equations.passed_back,), changes.instead(equations.total, 1)),
    Slip("raw_error", (equations.passed_back,), changes.without_slopes(equations.total, 1)),
    Slip(
        "next_slopes_missing",
        (equations.passed_back,),
        changes.without_slopes(equations.passed_back, 0, 1),
    ),
    Slip(
        "hidden_slope_missing",
        (equations.error_signal,),
        changes.slope_dropped(hidden=True),
    ),
    Slip("only_slope_left", (equations.error_signal,), changes.only_the_slope),
    # The gradients.
    Slip("wrong_layer", WEIGHT_GRADIENTS, changes.own_activation),
    Slip("z_for_a", WEIGHT_GRADIENTS, changes.with_source(kind="z")),
    Slip("source_missing", (equations.weight_gradient,), changes.instead(identity, 1)),
    Slip("ends_exchanged", WEIGHT_GRADIENTS, changes.ends_exchanged),
    Slip("slope_too_many", (equations.weight_gradient,), changes.one_slope_more),
    Slip("times_bias", (equations.bias_gradient,), changes.times_bias),
    Slip("biases_as_one", (equations.bias_gradient,), changes.all_biases_as_one),
    # A batch.
    Slip("summed_not_averaged", (equations.mean,), changes.instead(equations.total, 0)),
    Slip(
        "shared_once_more",
        (equations.mean, equations.total, *WEIGHT_GRADIENTS),
        changes.shared_once_more,
    ),
    # The update.
    Slip(
        "step_added", (equations.step_down,), changes.instead(lambda w, dC_dw, eta: w + eta * dC_dw)
    ),
    Slip(
        "rate_missing",
        (equations.step_down,),
        changes.instead(lambda w, dC_dw: w - dC_dw, 0, 1),
    ),
    Slip(
        "step_alone",
        (equations.step_down,),
        changes.instead(lambda _, dC_dw, eta: -eta * dC_dw),
    ),
    Slip("not_updated", (equations.step_down,), changes.instead(identity, 0)),
    Slip("from_the_start", (equations.step_down,), changes.from_the_start),
    Slip("neighbours_gradient", (equations.step_down,), changes.gradient_of_a_neighbour),
    # Finite differences.
    Slip("over_h", (equations.central_quotient,), changes.instead(equations.forward_quotient)),
    # Any line.
    Slip("decimal_point_misplaced", (), changes.scaled(10, 1 / 10, 100, 1 / 100)),
    Slip("sign_lost", (), changes.scaled(-1)),
)
