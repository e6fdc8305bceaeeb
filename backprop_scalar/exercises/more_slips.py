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


_INSIDE = "Keep two more digits inside a line than you write down."

# Named where an answer is close to the right one; all others where it is not.
ROUNDED_INSIDE = (
    Slip("Rounded inside the line", _INSIDE, (sigmoid,), changes.rounded_inside(_sigmoid)),
    Slip(
        "Rounded inside the line",
        _INSIDE,
        (equations.weighted_input,),
        changes.rounded_inside(_weighted_input),
    ),
    Slip(
        "Rounded inside the line",
        _INSIDE,
        (equations.passed_back,),
        changes.rounded_inside(_passed_back),
    ),
)

MORE_SLIPS: tuple[Slip, ...] = (
    # Sums.
    Slip(
        "The sign of one product is lost",
        "Which of your products are negative before you add?",
        _SUMS,
        changes.one_sign_lost,
    ),
    Slip(
        "The bias has the wrong sign",
        "Which sign does the bias have where it is given?",
        (equations.weighted_input,),
        changes.instead(lambda w_j, a, b_j: equations.weighted_input(w_j, a, -b_j)),
    ),
    Slip(
        "One product is forgotten",
        "How many arrows end in this neuron? Count your products.",
        (equations.weighted_input,),
        changes.one_product_forgotten(1),
    ),
    Slip(
        "One product is forgotten",
        "How many arrows leave this neuron? Count your products.",
        (equations.passed_back,),
        changes.one_product_forgotten(3),
    ),
    Slip(
        "The weights or the bias of a neighbour",
        "Whose row are these weights in, and whose bias is this?",
        (equations.weighted_input,),
        changes.row_of_a_neighbour,
    ),
    # Activations.
    Slip(
        "The brackets of the sigmoid are lost",
        "Is your number between 0 and 1? Nothing but 1 stands above the line.",
        (sigmoid,),
        changes.instead(lambda z_j: 1 + exp(-z_j)),
    ),
    Slip(
        "Only the power of e is left",
        "Is your number between 0 and 1 for any weighted input?",
        (sigmoid,),
        changes.instead(lambda z_j: exp(-z_j)),
    ),
    Slip(
        "The base 10 for e",
        "Which key is e^x?",
        (sigmoid,),
        changes.instead(lambda z_j: 1 / (1 + 10**-z_j)),
    ),
    Slip(
        "A minus in the denominator of the sigmoid",
        "Is your number between 0 and 1?",
        (sigmoid,),
        changes.instead(lambda z_j: 1 / (1 - exp(-z_j))),
    ),
    Slip(
        "The weighted inputs are divided, not their powers of e",
        "Can one of your outputs be negative?",
        (softmax,),
        changes.instead(lambda z_j, z: z_j / sum(z)),
    ),
    Slip(
        "The power of e is not divided by the sum",
        "Do your outputs add up to 1?",
        (softmax,),
        changes.instead(lambda z_j, z: exp(z_j)),
    ),
    Slip(
        "The neuron's own power of e is missing in the sum",
        "Do your outputs add up to 1?",
        (softmax,),
        changes.instead(lambda z_j, z: 1 / (1 / softmax(z_j, z) - 1)),
    ),
    # The cost and its derivative.
    Slip(
        "The difference is not squared",
        "Can this cost be negative?",
        (costs.half_squared_error,),
        changes.instead(lambda a, y: (sum(a) - sum(y)) / 2),
    ),
    Slip(
        "The difference is not squared",
        "Can this cost be negative?",
        (costs.squared_error,),
        changes.instead(lambda a, y: sum(a) - sum(y)),
    ),
    Slip(
        "The target is missing",
        "What does the cost become when output and target agree?",
        (costs.half_squared_error,),
        changes.instead(lambda a, y: costs.half_squared_error(a, [0.0] * len(a))),
    ),
    Slip(
        "The target is missing",
        "What does the cost become when output and target agree?",
        (costs.squared_error,),
        changes.instead(lambda a, y: costs.squared_error(a, [0.0] * len(a))),
    ),
    Slip(
        "The target is missing",
        "What does this become when output and target agree?",
        (costs.half_squared_error_slope, *CLOSED_ERRORS),
        changes.instead(lambda a_j, *_: a_j),
    ),
    Slip(
        "The target is missing",
        "What does this become when output and target agree?",
        (costs.squared_error_slope,),
        changes.instead(lambda a_j, y_j: 2 * a_j),
    ),
    Slip(
        "The weighted input stands where the output belongs",
        "Which number does the network give out: z or a?",
        (*_SQUARES, *CROSS_ENTROPIES, *SQUARED_SLOPES, *CLOSED_ERRORS),
        changes.kind_of(0, "z"),
    ),
    Slip(
        "1 minus the target stands where the target belongs",
        "What does the cost become when output and target agree?",
        (*_SQUARES, *CROSS_ENTROPIES, *SQUARED_SLOPES, *CLOSED_ERRORS),
        changes.target_turned,
    ),
    Slip(
        "The target of another output",
        "Which output is this the target of?",
        (*SQUARED_SLOPES, *CLOSED_ERRORS),
        changes.others_at(1),
    ),
    Slip(
        "The target of another output",
        "Which output is each of these the target of?",
        _SQUARES,
        changes.targets_exchanged,
    ),
    # The slope of a sigmoid.
    Slip(
        "The slope of another function",
        "For a = ½ the slope of a sigmoid is ¼: what does yours give?",
        (sigmoid_slope,),
        changes.instead(lambda *operands: 1 - operands[-1] ** 2),
    ),
    Slip(
        "A factor of the slope is missing",
        "For a = ½ the slope of a sigmoid is ¼: what does yours give?",
        (sigmoid_slope,),
        changes.instead(lambda *operands: 1 - operands[-1]),
    ),
    Slip(
        "The activation is squared",
        "For a = ½ the slope of a sigmoid is ¼: what does yours give for a near 1?",
        (sigmoid_slope,),
        changes.instead(lambda *operands: operands[-1] ** 2),
    ),
    Slip(
        "The slope of the layer before",
        "Which neuron's activation goes into this slope?",
        (sigmoid_slope,),
        changes.slope_of_layer_before,
    ),
    # Gradients.
    Slip(
        "The activation of a neighbour",
        "Which two neurons does this weight join?",
        WEIGHT_GRADIENTS,
        changes.others_at(0),
    ),
    Slip(
        "The error signal of a neighbour",
        "Which two neurons does this weight join?",
        WEIGHT_GRADIENTS,
        changes.others_at(1),
    ),
    Slip(
        "The error signal of a neighbour",
        "Which neuron does this bias belong to?",
        (equations.bias_gradient,),
        changes.others_at(0),
    ),
    Slip(
        "The slope of the neuron is left out",
        "Which quantity of this neuron belongs to its weighted input?",
        WEIGHT_GRADIENTS,
        changes.kind_of(1, "dC_da"),
    ),
    Slip(
        "The slope of the neuron is left out",
        "Which quantity of this neuron belongs to its weighted input?",
        (equations.bias_gradient,),
        changes.kind_of(0, "dC_da"),
    ),
    Slip(
        "The weight stands where the activation belongs",
        "By what was this weight multiplied in the forward pass?",
        (equations.weight_gradient,),
        changes.weight_for_activation,
    ),
    Slip(
        "The learning rate is inside the gradient already",
        "How does the cost change with this parameter, whatever step is taken then?",
        (equations.weight_gradient, equations.bias_gradient),
        changes.rate_inside,
    ),
    # The update.
    Slip(
        "This is the step, with its sign lost",
        "Put η = 0 into your formula: does the parameter stay?",
        (equations.step_down,),
        changes.instead(lambda _, dC_dw, eta: eta * dC_dw),
    ),
    Slip(
        "The learning rate is multiplied twice",
        "Where is the learning rate inside already?",
        (equations.step_down,),
        changes.instead(lambda w, dC_dw, eta: w - eta**2 * dC_dw),
    ),
    Slip(
        "The gradient is added, without the learning rate",
        "Put η = 0 into your formula: does the parameter stay?",
        (equations.step_down,),
        changes.instead(lambda w, dC_dw, _: w + dC_dw),
    ),
    Slip(
        "The learning rate multiplies the parameter as well",
        "Put η = 0 into your formula: does the parameter stay?",
        (equations.step_down,),
        changes.instead(lambda w, dC_dw, eta: eta * (w - dC_dw)),
    ),
)
