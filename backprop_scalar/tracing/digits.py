"""Numbers as text, to so many significant digits."""

DIGITS = 6


def significant(x: float, digits: int) -> str:
    """x with that many significant digits, zeros at the end included; an exact 0 or 1 as such.

    >>> significant(0.593, 4), significant(123456.7, 6), significant(-0.0, 3), significant(1.0, 3)
    ('0.5930', '123457', '0', '1')
    """
    if x in (0, 1):
        return str(int(x))
    return format(x, f"#.{digits}g").removesuffix(".")


def as_given(x: float, digits: int) -> str:
    """x in full if 12 digits are enough for that, as for typed numbers; else rounded.

    >>> as_given(0.10, 6), as_given(3.0, 6), as_given(1 / 3, 6)
    ('0.1', '3', '0.333333')
    """
    typed = format(x + 0.0, ".12g")
    return typed if float(typed) == x else significant(x, digits)
