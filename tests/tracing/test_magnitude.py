"""Floats that know how large the terms were that cancelled, against exact fractions."""

import random
from fractions import Fraction

import pytest
from support import each_row

from backprop_scalar.equations import weighted_input
from backprop_scalar.functions import exp, is_positive, ln, positive_part
from backprop_scalar.tracing.magnitude import NOISE, Magnitude, size_of

a, b, c = Magnitude(3.0), Magnitude(-2.0), Magnitude(1.0, 8.0)

# An operation, its value, and the size of the terms it was added up from.
OPERATIONS = [
    ("a", a, 3, 3),
    ("a + b", a + b, 1, 5),
    ("a - b", a - b, 5, 5),
    ("a + 1", a + 1, 4, 4),
    ("1 + a", 1 + a, 4, 4),
    ("1 - a", 1 - a, -2, 4),
    ("a - 1", a - 1, 2, 4),
    ("-a", -a, -3, 3),
    ("-c", -c, -1, 8),
    ("a + c", a + c, 4, 11),
    ("a b", a * b, -6, 6),
    ("a c", a * c, 3, 24),
    ("c a", c * a, 3, 24),
    ("2 c", 2 * c, 2, 16),
    ("c c", c * c, 1, 8),
    ("(a + b) c", (a + b) * c, 1, 8),
    ("(a + b) a", (a + b) * a, 3, 15),
    ("c / 2", c / 2, 0.5, 4),
    ("b / a", b / a, -2 / 3, 2 / 3),
    ("6 / a", 6 / a, 2, 2),
    ("1 / c", 1 / c, 1, 8),
    ("c / b", c / b, -0.5, 4),
    ("c^2", c**2, 1, 8),
    ("(a + b)^2", (a + b) ** 2, 1, 5),
    ("a^-1", a**-1, 1 / 3, 1 / 3),
    ("sum", sum([a, b, c]), 2, 13),
]


@each_row([row[1:] for row in OPERATIONS])
def test_operations(number, value, size):
    assert isinstance(number, Magnitude)
    assert float(number) == pytest.approx(value, rel=1e-15)
    assert number.size == pytest.approx(size, rel=1e-15)


def test_a_functions_value_is_a_new_term():
    for number in (exp(c), ln(c), is_positive(c)):
        assert size_of(number) == abs(number)
    assert size_of(positive_part(c)) == 8
    assert size_of(-0.25) == 0.25


def decimal(generator, places):
    return Fraction(generator.randint(-(10**places) * 3, 10**places * 3), 10**places)


def as_sum(terms):
    """The sum of products of decimals, exactly and in floats that know the terms' size."""
    exact = sum(w * x for w, x in terms)
    w, x = zip(*[(Magnitude(float(w)), Magnitude(float(x))) for w, x in terms])
    return exact, weighted_input(w[:-1], x[:-1], w[-1] * x[-1])


def is_noise(number):
    return abs(number) <= NOISE * number.size


@pytest.mark.seeds(12, 500)
def test_a_sum_that_is_0_is_noise(seed):
    generator = random.Random(seed)
    for _ in range(25):
        places, scale = generator.randint(1, 4), Fraction(10) ** generator.randint(-6, 6)
        terms = [(decimal(generator, places), decimal(generator, places) * scale) for _ in range(3)]
        rest = -sum(w * x for w, x in terms)
        exact, number = as_sum([*terms, (rest, Fraction(1))])
        assert exact == 0
        assert is_noise(number)


def test_so_is_what_eighty_equal_terms_leave():
    """Each of them is rounded the same way: 80·0.1 is less than 8 by 3.5 roundings of the size."""
    number = sum([Magnitude(0.1)] * 80) - 8
    assert number != 0
    assert is_noise(number)


@pytest.mark.seeds(12, 500)
def test_a_small_sum_is_not(seed):
    """1e-9 of its terms is as small as the difference of two numbers on a sheet can be."""
    generator = random.Random(seed)
    for _ in range(25):
        scale = Fraction(10) ** generator.randint(-6, 6)
        terms = [(decimal(generator, 3), decimal(generator, 3) * scale) for _ in range(3)]
        size = sum(abs(w * x) for w, x in terms)
        left = size * Fraction(generator.randint(1000, 9999), 10 ** generator.randint(4, 12))
        rest = left - sum(w * x for w, x in terms)
        exact, number = as_sum([*terms, (rest, Fraction(1))])
        assert abs(exact) >= Fraction(1, 10**9) * (size + abs(rest)) / 4 or not size
        assert not is_noise(number) or not size
        assert float(number) == pytest.approx(float(exact), abs=4 * NOISE * number.size)
        assert number.size == pytest.approx(float(size + abs(rest)), rel=1e-12)


@pytest.mark.seeds(8, 500)
def test_the_size_of_a_product_is_its_own_unless_a_factor_was_a_sum(seed):
    generator = random.Random(seed)
    factors = [Magnitude(generator.uniform(-9, 9)) for _ in range(4)]
    product = factors[0] * factors[1] / factors[2] * factors[3] ** 2
    assert product.size == pytest.approx(abs(product), rel=1e-14)
    lost = generator.uniform(2, 1000)
    inexact = Magnitude(1.5, 1.5 * lost)
    for number in (inexact * product, product * inexact, product / inexact, inexact / product):
        assert number.size == pytest.approx(abs(number) * lost, rel=1e-14)
