"""The slips people make by hand: each a change of a line's equation or operands, with a hint.

The order is that of a training step. What can happen on any line comes last: a lost sign is blamed
only where nothing more telling gives it. A hint says what to look at and no number. The numbers of
the exercises are drawn so that each of these shows; `more_slips.py` has others.
"""

import math
from dataclasses import dataclass

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
    """A slip: its name, a hint, the equations of the lines it happens on (none: of any line), and
    `changed`, the line as it is worked out with the slip, in each of the ways there are."""

    name: str
    hint: str
    on: tuple[Equation, ...]
    changed: Change


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
    Slip(
        "The bias is missing",
        "The products are there; which term of a weighted input does not depend on any input?",
        (equations.weighted_input,),
        changes.instead(equations.passed_back, 0, 1),
    ),
    Slip(
        "The two indices of the weights are exchanged",
        "Which neuron does the arrow of each of these weights end in?",
        (equations.weighted_input,),
        changes.transposed,
    ),
    Slip(
        "A weight is added although its input is 0",
        "Put the value of every input next to its weight before you add.",
        (equations.weighted_input,),
        changes.zero_input_added,
    ),
    Slip(
        "The sign in the exponent is wrong",
        "For a positive weighted input, is a sigmoid above or below one half?",
        (sigmoid,),
        changes.instead(lambda z_j: sigmoid(-z_j)),
    ),
    Slip(
        "The activation function is skipped",
        "Is the number you pass on inside the range of the activation function?",
        ANY_ACTIVATION,
        changes.instead(identity, 0),
    ),
    # The cost.
    Slip(
        "The ½ of this cost is missing",
        "Write the cost of this exercise down: which constant stands before the squares?",
        (costs.half_squared_error,),
        changes.instead(costs.squared_error),
    ),
    Slip(
        "A ½ that this cost does not have",
        "Write the cost of this exercise down: which constant stands before the squares?",
        (costs.squared_error,),
        changes.instead(costs.half_squared_error),
    ),
    Slip(
        "The cost is divided by the number of outputs",
        "Is the cost a sum over the outputs, or their mean?",
        (costs.half_squared_error, costs.squared_error, *CROSS_ENTROPIES),
        changes.outputs,
    ),
    Slip(
        "A logarithm to the base 10",
        "Which logarithm of x has the derivative 1/x?",
        CROSS_ENTROPIES,
        changes.scaled(1 / math.log(10)),
    ),
    # The derivative of the cost, and the error signal of an output.
    Slip(
        "Target minus output",
        "If an output is too large, does the cost rise or fall when that output grows?",
        SQUARED_SLOPES,
        changes.scaled(-1),
    ),
    Slip(
        "Target minus output",
        "If an output is too large, does the cost rise or fall when its weighted input grows?",
        CLOSED_ERRORS,
        changes.scaled(-1),
    ),
    Slip(
        "A factor 2 that belongs to another cost",
        "Write the cost down and differentiate exactly that expression.",
        (costs.half_squared_error_slope,),
        changes.scaled(2),
    ),
    Slip(
        "The factor 2 is missing",
        "Write the cost down and differentiate exactly that expression.",
        (costs.squared_error_slope,),
        changes.scaled(1 / 2),
    ),
    Slip(
        "Divided by the number of outputs",
        "Is the cost a sum over the outputs, or their mean?",
        (*SQUARED_SLOPES, *CLOSED_ERRORS),
        changes.outputs,
    ),
    Slip(
        "The batch's 1/n is missing",
        "How many examples share this one step?",
        (*SQUARED_SLOPES, *CLOSED_ERRORS),
        changes.not_shared,
    ),
    Slip(
        "The slope of the output's activation is missing",
        "You have how the cost changes with the output; what leads on to its weighted input?",
        (equations.error_signal,),
        changes.slope_dropped(hidden=False),
    ),
    Slip(
        "A slope too many for a cross-entropy",
        "Which cost does this exercise use, and has its derivative already cancelled something?",
        CLOSED_ERRORS,
        changes.instead(lambda a_j, y_j, *_: (a_j - y_j) * sigmoid_slope(a_j)),
    ),
    Slip(
        "This is the derivative by the output, not by its weighted input",
        "The error signal belongs to the weighted input: what lies between that and the output?",
        (costs.binary_cross_entropy_error,),
        changes.instead(costs.binary_cross_entropy_slope),
    ),
    Slip(
        "Only this one output is followed through the softmax",
        "If you raise the score of one class, do the probabilities of the others stay put?",
        (costs.cross_entropy_error,),
        changes.instead(
            lambda a_j, y_j, _: costs.cross_entropy_slope(a_j, y_j) * softmax_slope_own(a_j)
        ),
    ),
    # The slope of an activation.
    Slip(
        "The weighted input stands where the activation belongs",
        "Can the slope of a sigmoid be negative or larger than a quarter? Which quantity goes into "
        "the short formula?",
        (sigmoid_slope,),
        changes.slope_of_weighted_input,
    ),
    Slip(
        "The activation is squashed once more",
        "The weighted input was squashed once; does the short formula need another squashing?",
        (sigmoid_slope,),
        changes.instead(lambda a_j: sigmoid_slope(sigmoid(a_j))),
    ),
    Slip(
        "The slope of a ReLU is taken as the ReLU itself",
        "A ReLU is a straight line to the right of 0: what is the slope of that line?",
        (relu_slope,),
        changes.instead(positive_part),
    ),
    Slip(
        "A dead unit is given a slope",
        "This unit gives 0; if its weighted input moved a little, would its output move?",
        (relu_slope,),
        changes.instead(lambda z_j: 1.0 if z_j < 0 else relu_slope(z_j)),
    ),
    Slip(
        "The slope at the corner",
        "Which slope do these notes take at 0 exactly?",
        (relu_slope,),
        changes.at_the_corner,
    ),
    # The error passed back to a hidden layer.
    Slip(
        "Weights that are updated already",
        "At which moment do all weights change: before or after every gradient is known?",
        (equations.passed_back,),
        changes.new_weights,
    ),
    Slip(
        "The two indices of the weights are exchanged",
        "Follow the arrows that LEAVE this neuron.",
        (equations.passed_back,),
        changes.transposed,
    ),
    Slip(
        "Only one of the next neurons is counted",
        "How many neurons of the next layer does this one influence?",
        (equations.passed_back,),
        changes.one_neuron_only,
    ),
    Slip(
        "The weights to the next layer are missing",
        "Can a strong and a weak connection pass on the same blame?",
        (equations.passed_back,),
        changes.instead(equations.total, 1),
    ),
    Slip(
        "The raw error of the next layer, without its weights and slopes",
        "Where in your formula does the connection between the two layers appear?",
        (equations.passed_back,),
        changes.without_slopes(equations.total, 1),
    ),
    Slip(
        "The next layer's slopes are left out",
        "This belongs to the activations of the next layer; what belongs to its weighted inputs?",
        (equations.passed_back,),
        changes.without_slopes(equations.passed_back, 0, 1),
    ),
    Slip(
        "The slope of the hidden activation is missing",
        "You have how the cost changes with the activation; what leads on to the weighted input?",
        (equations.error_signal,),
        changes.slope_dropped(hidden=True),
    ),
    Slip(
        "Only the slope is left",
        "If the target changed, would your error signal change?",
        (equations.error_signal,),
        changes.only_the_slope,
    ),
    # The gradients.
    Slip(
        "The activation of the wrong layer",
        "Which number was multiplied by this weight in the forward pass?",
        WEIGHT_GRADIENTS,
        changes.own_activation,
    ),
    Slip(
        "The weighted input of the neuron before, not its activation",
        "What did the neuron before send on: its weighted input, or its activation?",
        WEIGHT_GRADIENTS,
        changes.with_source(kind="z"),
    ),
    Slip(
        "What comes in along the weight is missing",
        "Which number was multiplied by this weight in the forward pass?",
        (equations.weight_gradient,),
        changes.instead(identity, 1),
    ),
    Slip(
        "The two ends of the weight are exchanged",
        "Name the two ends of this weight before you multiply.",
        WEIGHT_GRADIENTS,
        changes.ends_exchanged,
    ),
    Slip(
        "A slope too many",
        "Count the activations between this weight and the cost.",
        (equations.weight_gradient,),
        changes.one_slope_more,
    ),
    Slip(
        "The error signal is multiplied by the bias",
        "The bias behaves like a weight: what is its input?",
        (equations.bias_gradient,),
        changes.times_bias,
    ),
    Slip(
        "All biases of the layer are treated as one",
        "Draw one bias for each neuron: which error signal does this one meet?",
        (equations.bias_gradient,),
        changes.all_biases_as_one,
    ),
    # A batch.
    Slip(
        "Summed over the examples, not averaged",
        "How many examples share this one step?",
        (equations.mean,),
        changes.instead(equations.total, 0),
    ),
    Slip(
        "Divided by the number of examples once too often",
        "Where does the division by the number of examples stand already?",
        (equations.mean, equations.total, *WEIGHT_GRADIENTS),
        changes.shared_once_more,
    ),
    # The update.
    Slip(
        "The step is added",
        "Does the cost go down if you go that way?",
        (equations.step_down,),
        changes.instead(lambda w, dC_dw, eta: w + eta * dC_dw),
    ),
    Slip(
        "The learning rate is missing",
        "How long is one step supposed to be?",
        (equations.step_down,),
        changes.instead(lambda w, dC_dw: w - dC_dw, 0, 1),
    ),
    Slip(
        "This is the step, not where it leads",
        "Where does the parameter stand after the step?",
        (equations.step_down,),
        changes.instead(lambda _, dC_dw, eta: -eta * dC_dw),
    ),
    Slip(
        "The parameter is not updated",
        "Does the exercise say that this one stays as it is?",
        (equations.step_down,),
        changes.instead(identity, 0),
    ),
    Slip(
        "The step does not start where the last one ended",
        "Where does the second step start?",
        (equations.step_down,),
        changes.from_the_start,
    ),
    Slip(
        "The gradient of the line above or below",
        "Read the line aloud: is this the gradient of the weight on the left?",
        (equations.step_down,),
        changes.gradient_of_a_neighbour,
    ),
    # Finite differences.
    Slip(
        "Divided by h, not by 2h",
        "How far apart are the two points?",
        (equations.central_quotient,),
        changes.instead(equations.forward_quotient),
    ),
    # Any line.
    Slip(
        "A decimal point is misplaced",
        "Estimate the size before you trust the digits.",
        (),
        changes.scaled(10, 1 / 10, 100, 1 / 100),
    ),
    Slip(
        "A sign is lost",
        "Follow the sign of each number that goes into this line.",
        (),
        changes.scaled(-1),
    ),
)
