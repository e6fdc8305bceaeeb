"""Numbers as text, to so many significant digits or decimals."""

from ..wording import number_of

DIGITS = 6


class Decimals(int):
    """So many decimals, in a place where another int is a number of significant digits."""


def places(digits: int, number: int | None = None) -> str:
    """What digits are counted, in words; number: of these there are so many.

    >>> places(4), places(Decimals(4)), places(Decimals(4), 1)
    ('4 significant digits', '4 decimals', '1 decimal')
    """
    noun = "decimal" if isinstance(digits, Decimals) else "significant digit"
    return number_of(digits if number is None else number, noun)


def significant(x: float, digits: int) -> str:
    """x with that many significant digits, zeros at the end included; an exact 0 or 1 as such.

    >>> significant(0.593, 4), significant(123456.7, 6), significant(-0.0, 3), significant(1.0, 3)
    ('0.5930', '123457', '0', '1')
    >>> significant(0.00714, Decimals(4)), significant(-0.00001, Decimals(4))
    ('0.0071', '0.0000')
    """
    if x in (0, 1):
        return str(int(x))
    if isinstance(digits, Decimals):
        return format(x, f"z.{digits}f")
    return format(x, f"#.{digits}g").removesuffix(".")


def as_given(x: float, digits: int) -> str:
    """x in full if 12 digits are enough for that, as for typed numbers; else rounded.

    >>> as_given(0.10, 6), as_given(3.0, 6), as_given(1 / 3, 6)
    ('0.1', '3', '0.333333')
    """
    typed = format(x + 0.0, ".12g")
    return typed if float(typed) == x else significant(x, digits)
