"""A computed number, written with as many digits as a source prints."""

from decimal import ROUND_HALF_UP, Decimal


def rounded_like(printed: str, value: float | Decimal) -> str:
    """The value rounded to the decimal places of `printed`, halves away from zero as by hand.

    Equal to `printed` where the two differ by less than half a unit of its last digit.

    >>> rounded_like("0.82", 0.8175), rounded_like("-0.40", -0.395)
    ('0.82', '-0.40')
    """
    return f"{Decimal(value).quantize(Decimal(printed), ROUND_HALF_UP):f}"
