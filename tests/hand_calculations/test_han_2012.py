"""J. Han, M. Kamber, J. Pei, "Data Mining: Concepts and Techniques", 3rd ed. (2012).

Chapter 9, example 9.1, tables 9.1 to 9.4: one step of a 3-2-1 sigmoid network, learning rate 0.9,
units 4 and 5 hidden, 6 the output. Err is target minus output times the slope: -δ of half the
squared error. The numbers are rounded to the last digit printed. Two slips:

    Err6 0.1311                 from the output rounded to 0.474; unrounded it is 0.1312
    O5 = 1/(1 + e^0.1) = 0.525  a minus sign lost in print; the number is that of e^(-0.1)
"""

import math

import pytest
from rounding import rounded_like

from backprop_scalar import Layer, Network, backprop, descend, forward
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.equations import error_signal

X, TARGET, RATE = [1.0, 0.0, 1.0], [1.0], 0.9
HIDDEN = Layer([[0.2, 0.4, -0.5], [-0.3, 0.1, 0.2]], [-0.4, 0.2], "sigmoid")
NETWORK = Network([HIDDEN, Layer([[-0.3, -0.2]], [0.1], "sigmoid")])

# Sums of the given numbers; the weights from input 2, which is 0, do not move.
EXACT = {"I4": "-0.7", "I5": "0.1", "w24": "0.4", "w25": "0.1"}
ROUNDED = {
    # Table 9.2
    "I6": "-0.105",
    "O4": "0.332",
    "O5": "0.525",
    "O6": "0.474",
    # Table 9.3
    "Err5": "-0.0065",
    "Err4": "-0.0087",
    # Table 9.4
    "w46": "-0.261",
    "w56": "-0.138",
    "w14": "0.192",
    "w15": "-0.306",
    "w34": "-0.508",
    "w35": "0.194",
    "theta6": "0.218",
    "theta5": "0.194",
    "theta4": "-0.408",
}
ERR6 = "0.1311"


@pytest.fixture(scope="module")
def numbers():
    """The program's value of every number in the tables, by the book's name for it."""
    passed = forward(NETWORK, X)
    gradients = backprop(NETWORK, X, TARGET, "half_squared_error")
    new = descend(NETWORK, gradients, RATE)
    (w4, w5), (w6,) = new.w[1:]
    weights = [(w4, "w14 w24 w34"), (w5, "w15 w25 w35"), (w6, "w46 w56")]
    units = [
        ("I", passed.z[1:], 1),
        ("O", passed.a[1:], 1),
        ("Err", gradients.delta[1:], -1),
        ("theta", new.b[1:], 1),
    ]
    found = {name: w for row, names in weights for name, w in zip(names.split(), row, strict=True)}
    for letter, layers, sign in units:
        values = [sign * value for layer in layers for value in layer]
        found |= {f"{letter}{unit}": value for unit, value in zip((4, 5, 6), values, strict=True)}
    return found


@pytest.mark.parametrize("name", ROUNDED)
def test_each_number_to_the_last_printed_digit(name, numbers):
    assert rounded_like(ROUNDED[name], numbers[name]) == ROUNDED[name]


@pytest.mark.parametrize("name", EXACT)
def test_a_number_that_needs_no_rounding(name, numbers):
    assert numbers[name] == pytest.approx(float(EXACT[name]), rel=1e-14)


def err6_of_the_rounded_output():
    """Err6 = O6 (1 - O6)(T - O6), with O6 already rounded to three digits."""
    o6 = float(ROUNDED["O6"])
    return error_signal(TARGET[0] - o6, sigmoid_slope(o6))


def test_err6_from_an_output_rounded_too_early(numbers):
    assert rounded_like(ERR6, err6_of_the_rounded_output()) == ERR6
    assert rounded_like(ERR6, numbers["Err6"]) == "0.1312"


def sigmoid_with_the_sign_lost(z):
    """1/(1 + e^z), as the book prints it for unit 5."""
    return 1 / (1 + math.exp(z))


def test_a_minus_sign_lost_in_print_and_not_in_the_number(numbers):
    assert rounded_like(ROUNDED["O5"], sigmoid_with_the_sign_lost(0.1)) == "0.475"
    assert rounded_like(ROUNDED["O5"], sigmoid(0.1)) == ROUNDED["O5"]
    assert numbers["O5"] == pytest.approx(sigmoid(0.1), rel=1e-14)
