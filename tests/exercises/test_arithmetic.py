"""Answers as they are typed, copied and corrected by word processors, and what is no arithmetic."""

import math
import random

import pytest
from support import each_row

from backprop_scalar.exercises.arithmetic import (
    DEEPEST,
    LONGEST,
    Unreadable,
    is_blank,
    read_number,
)

# Texts, and the number that each means.
PLAIN = [
    ("0.54", 0.54),
    ("-0.5400", -0.54),
    ("120", 120),
    ("120.", 120),
    (".5", 0.5),
    ("+3", 3),
    ("- 0.235", -0.235),
    ("1.50e-3", 0.0015),
    ("2E3", 2000),
    ("4415*10^-4", 0.4415),
    ("4.415·10⁻⁴", 0.0004415),
    ("4.415 × 10**(-4)", 0.0004415),
    ("−0.5", -0.5),
    ("–0.5", -0.5),
    ("—0.5", -0.5),
    ("≈0.44", 0.44),
    ("≈ −0.44", -0.44),
    ("= 0.44", 0.44),
    ("\u00a00.5\u2009", 0.5),
    ("\u200b0.5\ufeff", 0.5),
    ('"0.5"', 0.5),
    ("“0.5”", 0.5),
    ("0", 0),
]


@each_row(PLAIN)
def test_a_plain_number(text, value):
    assert read_number(text) == pytest.approx(value, rel=1e-15)


ARITHMETIC = [
    ("2²", 4),
    ("2³ − 1", 7),
    ("-2²", -4),
    ("½", 0.5),
    ("2½", 2.5),
    ("½·0.3²", 0.045),
    ("2^-1", 0.5),
    ("2^3^2", 512),
    ("(-2)**2", 4),
    ("8 − 4 − 2", 2),
    ("8/4/2", 1),
    ("6 ÷ 2 × 3", 9),
    ("2 + 3·4", 14),
    ("(2 + 3)⋅4", 20),
    ("[2 + 3]*4", 20),
    ("2--3", 5),
    ("2*-3", -6),
    ("exp(1)", math.e),
    ("e", math.e),
    ("1/(1 + e^(−0.5))", 1 / (1 + math.exp(-0.5))),
    ("ln(2)", math.log(2)),
    ("log(2)", math.log(2)),
    ("sqrt(2)", math.sqrt(2)),
    ("tanh(0.3)", math.tanh(0.3)),
    ("abs(-3)", 3),
    ("max(0, -0.3)", 0),
    ("min(3, 1, 2)", 1),
    ("round(2.34567, 2)", 2.35),
    ("round(2.6)", 3),
    ("round(0.5, 10^9)", 0.5),
    ("max(3)", 3),
    ("z + 1", 3.5),
    ("δ_1 * 2", -0.5),
]


@each_row(ARITHMETIC)
def test_arithmetic_means_what_it_looks_like(text, value):
    number = read_number(text, {"z": 2.5, "δ_1": -0.25})
    assert number == pytest.approx(value, rel=1e-12)


@each_row(["", " ", "...", "....", "…", "?", "-", "–", "—", "___", "None", '""', '"..."', "\u00a0"])
def test_blanks(text):
    assert is_blank(text)
    assert read_number(text) is None


@each_row(["0", "-0", "n", "x", "+", "None of it"])
def test_what_is_no_blank(text):
    assert not is_blank(text)


REFUSED = [
    ("0,5", "write a decimal point, not a comma"),
    ("exp(0,5)", "write a decimal point, not a comma"),
    ("0.3(0.4)", 'a sign is missing between "0.3" and "("'),
    ("2 exp(1)", 'a sign is missing between "2" and "exp"'),
    ("1 000", 'a sign is missing between "1" and "000"'),
    ("0.3 x 0.4", 'a sign is missing between "0.3" and "x"'),
    ("0x10", 'a sign is missing between "0" and "x10"'),
    ("0.5 + .", '"." cannot be read here'),
    ("0.5.", '"." cannot be read here'),
    ("(1)(2)", 'a sign is missing between ")" and "("'),
    ("0.3 +", 'a number is missing after "+"'),
    ("* 3", 'a number is missing before "*"'),
    ("3 */ 4", 'a number is missing after "*"'),
    ("()", 'a number is missing after "("'),
    ("(0.3", "a bracket ( is not closed"),
    ("exp(0.3", "a bracket ( is not closed"),
    ("0.3)", "a bracket ) is closed that was not opened"),
    ("0.1 + 0.2 = 0.3", "write the arithmetic or its result"),
    ("a", '"a" is not known here. Write numbers with * for a product'),
    ("math.exp(1)", '"math" is not known here'),
    ("nan", '"nan" is not known here'),
    ("inf", '"inf" is not known here'),
    ("pow(2, 3)", '"pow" is not known here'),
    ("exp", "brackets are missing after exp"),
    ("ln 2", "brackets are missing after ln"),
    ("z(3)", 'a sign is missing between "z" and "("'),
    ("y", "ask your neighbour."),
    ("٣", '"٣" cannot be read here'),
    ("0.5 $", '"$" cannot be read here'),
    ("\x1b[2J", r'"\x1b" cannot be read here'),
    ("1/0", "this divides by 0"),
    ("0/0.0", "this divides by 0"),
    ("sqrt(-1)", "sqrt(-1) has no value"),
    ("ln(0)", "ln(0) has no value"),
    ("(-8)^(1/3)", "(-8)**(0.333333) has no value"),
    ("0^-1", "(0)**(-1) has no value"),
    ("1e400", "this is too large a number"),
    ("exp(1000)", "this is too large a number"),
    ("10**10**9", "this is too large a number"),
    ("1e308*10", "this is too large a number"),
    ("1e308 + 1e308", "this is too large a number"),
    ("1/1e-320", "this is too large a number"),
    ("1/(1e308*10)", "this is too large a number"),
    ("9" * LONGEST, "this is too large a number"),
]


@each_row(REFUSED)
def test_what_is_no_arithmetic_says_what_to_write(text, message):
    with pytest.raises(Unreadable) as error:
        read_number(text, {"z": 2.5, "y": "ask your neighbour."})
    assert str(error.value).startswith(message)
    assert str(error.value).endswith(".")


@each_row(
    [
        ("1" + " " * (LONGEST - 1), "1" + " " * LONGEST, "too long"),
        ("1" + "+1" * (LONGEST // 2 - 1), "1" + "+1" * (LONGEST // 2), "too long"),
        ("(" * (DEEPEST - 1) + "1" + ")" * (DEEPEST - 1), "(" * DEEPEST + "1", "one inside"),
        ("-" * (DEEPEST - 1) + "1", "-" * DEEPEST + "1", "one inside"),
        ("1**" * (DEEPEST - 1) + "1", "1**" * DEEPEST + "1", "one inside"),
    ]
)
def test_limits(allowed, refused, message):
    assert read_number(allowed) is not None
    with pytest.raises(Unreadable, match=message):
        read_number(refused)


def expression(generator, depth):
    """Arithmetic as Python has it too."""
    if depth == 0 or generator.random() < 0.2:
        return generator.choice(["0.25", "3", "1.5e-1", "2.", ".75", "x"])
    a, b = (expression(generator, depth - 1) for _ in range(2))
    return generator.choice(
        [f"{a} + {b}", f"{a}-{b}", f"{a}*{b}", f"({a})/({b})", f"({a} - {b})", f"-{a}", f"abs({a})"]
        + [f"({a})**2", f"({a})**-1", f"tanh({a})", f"max({a}, {b})", f"-({a})**2"]
    )


@pytest.mark.seeds(8, 500)
def test_arithmetic_is_that_of_python(seed):
    text = expression(random.Random(seed), 3)
    names = {"abs": abs, "tanh": math.tanh, "max": max, "x": -0.4}
    try:
        value = float(eval(text, {}, names))
    except (ZeroDivisionError, OverflowError):
        with pytest.raises(Unreadable):
            read_number(text, {"x": -0.4})
        return
    assert read_number(text, {"x": -0.4}) == pytest.approx(value, rel=1e-12)
