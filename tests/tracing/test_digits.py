"""Numbers as text."""

from support import each_row

from backprop_scalar.tracing.digits import as_given, significant

SIGNIFICANT = [
    (0.593, 4, "0.5930"),
    (0.2983711087600027, 9, "0.298371109"),
    (0.0, 6, "0"),
    (-0.0, 6, "0"),
    (1.0, 6, "1"),
    (-1.0, 6, "-1.00000"),
    (2.0, 3, "2.00"),
    (0.9999999, 6, "1.00000"),
    (123456.7, 6, "123457"),
    (1234567.0, 6, "1.23457e+06"),
    (-1.23456789e-5, 6, "-1.23457e-05"),
    (0.0001234567, 6, "0.000123457"),
]


@each_row(SIGNIFICANT)
def test_significant_digits(x, digits, text):
    assert significant(x, digits) == text


AS_GIVEN = [
    (0.10, "0.1"),
    (3.0, "3"),
    (-1.0, "-1"),
    (0.0, "0"),
    (-0.0, "0"),
    (0.123456789, "0.123456789"),
    (0.123456789012, "0.123456789012"),
    (0.1234567890123, "0.123457"),
    (1e-7, "1e-07"),
    (1 / 3, "0.333333"),
    (0.35891647971788465, "0.358916"),
]


@each_row(AS_GIVEN)
def test_given_numbers_are_shown_as_typed(x, text):
    assert as_given(x, 6) == text
