"""Arithmetic written down: brackets where they are needed and nowhere else."""

import math
import random
from fractions import Fraction

import pytest
from reading import Reading
from support import each_row

from backprop_scalar import equations
from backprop_scalar.notes.symbols import typed
from backprop_scalar.tracing.styles import ASCII, LATEX, UNICODE
from backprop_scalar.tracing.written import Style, eliding


def numbers(style: Style, *texts: str):
    return [style.number(text) for text in texts]


a, b, c = numbers(UNICODE, "0.5", "-0.25", "3")

TEXTS = [
    (a + c, "0.5 + 3"),
    (a + b, "0.5 + (−0.25)"),
    (b + a, "−0.25 + 0.5"),
    (a - b, "0.5 − (−0.25)"),
    (a - (b - c), "0.5 − (−0.25 − 3)"),
    (a - (c + b), "0.5 − (3 + (−0.25))"),
    (a + (c + b), "0.5 + 3 + (−0.25)"),
    (a + (b + c), "0.5 + (−0.25) + 3"),
    (a * b, "0.5·(−0.25)"),
    (b * a, "−0.25·0.5"),
    (c + b * a, "3 + (−0.25)·0.5"),
    (c - b * a, "3 − (−0.25)·0.5"),
    (b * b, "−0.25·(−0.25)"),
    ((a + c) * (c - a), "(0.5 + 3)·(3 − 0.5)"),
    (a * (1 - a), "0.5·(1 − 0.5)"),
    ((a - c) ** 2, "(0.5 − 3)^2"),
    (a**c, "0.5^3"),
    (a ** (1 - c), "0.5^(1 − 3)"),
    (a ** (a * c), "0.5^(0.5·3)"),
    (1 - b**2, "1 − (−0.25)^2"),
    (1 - a**2, "1 − 0.5^2"),
    ((a + c) / 2, "(0.5 + 3)/2"),
    (a / (c * b), "0.5/(3·(−0.25))"),
    (a / b, "0.5/(−0.25)"),
    (c + b / a, "3 + (−0.25)/0.5"),
    (-a, "−0.5"),
    (-b, "−(−0.25)"),
    (-(a + c), "−(0.5 + 3)"),
    (-a * c, "−0.5·3"),
    (c + (-a), "3 + (−0.5)"),
    (2 * (a - c), "2·(0.5 − 3)"),
    (1 / (1 + (-b).apply("exp")), "1/(1 + e^(−(−0.25)))"),
    (b.apply("positive_part"), "max(0, −0.25)"),
    (b.apply("is_positive"), "I[−0.25 > 0]"),
    (a - 0, "0.5"),
    (sum([a, c]), "0.5 + 3"),
    (a**-2, "0.5^(−2)"),
    (UNICODE.written(typed("1 − σ(z)")) * a, "(1 − σ(z))·0.5"),
    (UNICODE.written(typed("ln(1 − a_1^(2))")) * a, "ln(1 − a_1^(2))·0.5"),
    (UNICODE.written(typed("t")) ** 2, "t^2"),
    (UNICODE.written(typed("w_1")) ** 2, "(w_1)^2"),
    (UNICODE.written(typed("σ(z − 1)")) * a, "σ(z − 1)·0.5"),
    (UNICODE.number("-1.5e-07") * a, "−1.5e-07·0.5"),
]


@each_row(TEXTS)
def test_text(written, text):
    assert str(written) == text


def test_no_two_signs_ever_meet():
    for written, _ in TEXTS:
        assert "+ −" not in str(written)
        assert "− −" not in str(written)
        assert "·−" not in str(written)


def random_expression(generator, style, depth):
    """The same random arithmetic on a Fraction and on a Written."""
    if depth == 0:
        number = Fraction(generator.randint(-30, 30), 10)
        return number, style.number(f"{float(number):g}")
    left, right = (random_expression(generator, style, depth - 1) for _ in range(2))
    name = generator.choice(["+", "-", "*", "/", "negative", "square"])
    if name == "negative":
        return -left[0], -left[1]
    if name == "square":
        return left[0] ** 2, left[1] ** 2
    if name == "/" and right[0] == 0:
        name = "*"
    operate = {
        "+": lambda x, y: x + y,
        "-": lambda x, y: x - y,
        "*": lambda x, y: x * y,
        "/": lambda x, y: x / y,
    }[name]
    return operate(left[0], right[0]), operate(left[1], right[1])


@pytest.mark.parametrize("style", [UNICODE, ASCII])
def test_a_text_means_what_was_done(style):
    generator = random.Random(11)
    for _ in range(300):
        value, written = random_expression(generator, style, generator.randint(1, 4))
        found = Reading(str(written), 6).value
        assert math.isclose(found, value, rel_tol=1e-9, abs_tol=1e-9), str(written)


def test_a_sum_of_many_terms_shows_its_ends():
    style = eliding(UNICODE, 4)
    w = [style.written(typed(f"w_1{k}")) for k in range(1, 9)]
    x = [style.written(typed(f"x_{k}")) for k in range(1, 9)]
    written = equations.weighted_input(w, x, style.written(typed("b_1")))
    assert str(written) == "w_11·x_1 + w_12·x_2 + … + w_18·x_8 + b_1"
    assert str(equations.total(x)) == "x_1 + x_2 + … + x_8"
    assert str(equations.mean(x, style.written(typed("n")))) == "(x_1 + x_2 + … + x_8)/n"
    assert str(equations.total(x[:4])) == "x_1 + x_2 + x_3 + x_4"


def test_a_negative_first_term_of_a_sum_is_guarded_when_elided():
    style = eliding(UNICODE, 4)
    many = sum(numbers(style, "-1", "2", "3", "4", "5", "6"))
    assert str(many) == "−1 + 2 + … + 6"
    assert str(style.number("7") * many) == "7·(−1 + 2 + … + 6)"


def test_a_target_with_a_star_does_not_run_into_the_product_sign():
    assert str(ASCII.written(typed("y_1^*")) * ASCII.written(typed("a"))) == "(y_1^*)*a"
    assert str(UNICODE.written(typed("y_1^*")) * UNICODE.written(typed("a"))) == "y_1^*·a"


def test_latex():
    x, y = numbers(LATEX, "-1.5e-07", "2")
    assert str(x) == r"-1.5 \cdot 10^{-7}"
    assert str((x + y) / y) == r"\frac{-1.5 \cdot 10^{-7} + 2}{2}"
    assert str(1 / (1 + (-y).apply("exp"))) == r"\frac{1}{1 + e^{-2}}"


def test_latex_powers_of_ten_are_no_products_when_a_sum_is_elided():
    style = eliding(LATEX, 4)
    w, a = (
        [style.number(text) for text in texts.split()] for texts in ("1 2 3 4 5", "6 7 8 9 1e-07")
    )
    written = equations.weighted_input(w, a, style.number("1e-07"))
    power = r"1 \cdot 10^{-7}"
    assert str(written) == rf"1 \cdot 6 + 2 \cdot 7 + \dots + 5 \cdot {power} + {power}"
    assert str(equations.total(a)) == rf"6 + 7 + \dots + {power}"
