"""The text of an answer to its number: arithmetic as it is typed or copied, and nothing else.

    sum       product + product - …          power    atom ** factor
    product   factor * factor / …            atom     number, name, function(sum, …), (sum)
    factor    -factor, +factor, power

Nothing is run. A text is cut into numbers, names and signs, which these five rules put together.

>>> read_number("(0.4 − 0.9)² · 2")
0.5
>>> read_number("4415*10^-4"), read_number("½"), read_number("≈ 0.44").last_place
(0.4415, 0.5, 0.01)
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Self

LONGEST = 400
MOST_TOKENS = 200
DEEPEST = 40
MOST_DECIMALS = 15

HELP = (
    "Write numbers with * for a product, ** or ^ for a power, brackets, and exp(x), ln(x), "
    "sqrt(x) or tanh(x)."
)
_TOO_LONG = "this is too long: work out a part of it, and write its number here."
_TOO_LARGE = "this is too large a number."

_SIGNS = str.maketrans("−–—‒‐‑×·⋅÷[]", "------***/()")
_QUOTES = " \"'`´“”„‘’‚«»"
_ABOUT = " ≈≃≅~="
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_BLANK = re.compile(r"[-.…?_ ]*|None")
_TOKEN = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[^\W\d]\w*|\*\*|\S")
_LITERAL = re.compile(
    r"(?P<sign>[-+]?) *(?P<digits>[0-9]+|(?=\.[0-9]))(?:\.(?P<decimals>[0-9]*))?"
    r"(?:[eE](?P<exponent>[-+]?[0-9]+)|"
    r" *\* *10 *\*\* *(?:(?P<power>[-+]?[0-9]+)|\( *(?P<bracketed>[-+]?[0-9]+) *\)))? *"
)


class Unreadable(ValueError):
    """A text that gives no number; the message is what is wrong and what to write instead."""


class Typed(float):
    """The number that an answer gives.

    last_place: one unit of the last place it was written to, 0.01 for 0.54, 1 for 120 and 1e-05
    for 1.50e-3; None where the number is the result of arithmetic.
    """

    last_place: float | None

    def __new__(cls, number: float, last_place: float | None = None) -> Self:
        typed = super().__new__(cls, number)
        typed.last_place = last_place
        return typed


def _round(number: float, decimals: float = 0.0) -> float:
    if decimals != int(decimals) or abs(decimals) > MOST_DECIMALS:
        raise ValueError(decimals)
    return round(number, int(decimals))


# Functions by name, and how many numbers each takes, at least and at most.
_FUNCTIONS: dict[str, tuple[Callable[..., float], int, int]] = {
    "exp": (math.exp, 1, 1),
    "log": (math.log, 1, 1),
    "ln": (math.log, 1, 1),
    "sqrt": (math.sqrt, 1, 1),
    "tanh": (math.tanh, 1, 1),
    "abs": (abs, 1, 1),
    "min": (min, 2, LONGEST),
    "max": (max, 2, LONGEST),
    "round": (_round, 1, 2),
}
# A name of the reader's own cannot be one of these.
KNOWN_NAMES = frozenset({*_FUNCTIONS, "e"})


def read_number(text: str, names: Mapping[str, float | str] | None = None) -> Typed | None:
    """The number that a text gives; None where it `is_blank`.

    names: numbers that the reader has given a name, or what to say of a name that has none.
    Raises Unreadable for everything but arithmetic that gives a finite real number.
    """
    if len(text) > LONGEST:
        raise Unreadable(_TOO_LONG)
    if is_blank(text):
        return None
    text = _plain(text)
    if literal := _LITERAL.fullmatch(text):
        return _written(literal)
    return Typed(_Arithmetic(_TOKEN.findall(text), names or {}).result())


def is_blank(text: str) -> bool:
    """Whether a text says that there is no answer: `...`, `…`, `?`, `-`, None, nothing."""
    return len(text) <= LONGEST and _BLANK.fullmatch(_plain(text)) is not None


def unquoted(text: str) -> str:
    """The text without the spaces and quotes around it."""
    return text.strip(_QUOTES)


def _plain(text: str) -> str:
    """The text with each sign as it is typed in ASCII: − · ÷ ^ ² ½, odd spaces, a leading ≈."""
    text = "".join(
        " " if sign.isspace() else sign for sign in text if unicodedata.category(sign) != "Cf"
    )
    text = unquoted(text).lstrip(_ABOUT).translate(_SIGNS).replace("^", "**")
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+", lambda raised: f"**{raised[0].translate(_RAISED)}", text)
    # 2½ is two and a half.
    return re.sub("([0-9]*)½", r"(\1+1/2)", text)


def _written(literal: re.Match[str]) -> Typed:
    """The number of a literal such as -0.54, 1.50e-3 or 1.50*10**-3, with its last place."""
    sign, digits, decimals = literal["sign"], literal["digits"], literal["decimals"] or ""
    exponent = int(literal["exponent"] or literal["power"] or literal["bracketed"] or 0)
    number = _finite(float(f"{sign}{digits}.{decimals}e{exponent}"))
    return Typed(number, float(f"1e{exponent - len(decimals)}") or None)


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise Unreadable(_TOO_LARGE)
    return number


def _applied(pattern: str, function: Callable[..., float], *numbers: float) -> float:
    """function(*numbers). Raises Unreadable, the pattern with the numbers, if it is not finite."""
    try:
        return _finite(function(*numbers))
    except OverflowError:
        raise Unreadable(_TOO_LARGE) from None
    except ValueError:
        shown = pattern.format(*(f"{number:.6g}" for number in numbers))
        raise Unreadable(f"{shown} has no value.") from None


def _is_number(token: str) -> bool:
    return token.strip(".")[:1] in tuple("0123456789")


def _shown(token: str) -> str:
    """A token for a message."""
    return f'"{token[:20]}"' if token.isprintable() else "a sign that does not print"


class _Arithmetic:
    """The tokens of one answer, worked out from left to right by one method for each rule."""

    def __init__(self, tokens: list[str], names: Mapping[str, float | str]) -> None:
        if len(tokens) > MOST_TOKENS:
            raise Unreadable(_TOO_LONG)
        self.rest = iter([*tokens, ""])
        self.names = names
        self.last = ""
        self.next = next(self.rest)
        self.depth = 0

    def result(self) -> float:
        """The number that all tokens together give."""
        number = self._sum()
        if self.next:
            raise self._astray()
        return number

    def _take(self) -> str:
        self.last, self.next = self.next, next(self.rest)
        return self.last

    def _sum(self) -> float:
        number = self._product()
        while self.next in ("+", "-"):
            sign, other = self._take(), self._product()
            number = _finite(number + other if sign == "+" else number - other)
        return number

    def _product(self) -> float:
        number = self._factor()
        while self.next in ("*", "/"):
            sign, other = self._take(), self._factor()
            if sign == "/" and other == 0:
                raise Unreadable("this divides by 0.")
            number = _finite(number * other if sign == "*" else number / other)
        return number

    def _factor(self) -> float:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("there are too many brackets or signs one inside the other.")
        if self.next in ("+", "-"):
            sign, number = self._take(), self._factor()
            number = -number if sign == "-" else number
        else:
            number = self._power()
        self.depth -= 1
        return number

    def _power(self) -> float:
        number = self._atom()
        if self.next == "**":
            self._take()
            number = _applied("({})**({})", math.pow, number, self._factor())
        return number

    def _atom(self) -> float:
        token = self.next
        if token == "(":
            return self._in_brackets(1)[0]
        if _is_number(token):
            return _finite(float(self._take()))
        if token.isidentifier():
            return self._named(self._take())
        raise self._no_operand()

    def _named(self, name: str) -> float:
        """The number of a name, or of a function with what stands in its brackets."""
        number = self.names.get(name, math.e if name == "e" else None)
        if isinstance(number, str):
            raise Unreadable(number)
        if number is not None:
            return number
        if name not in _FUNCTIONS:
            raise Unreadable(f"{_shown(name)} is not known here. {HELP}")
        if self.next != "(":
            raise Unreadable(f"brackets are missing after {name}: write {name}(0.5).")
        function, least, most = _FUNCTIONS[name]
        numbers = self._in_brackets(most)
        if len(numbers) < least:
            raise Unreadable(f"{name} takes {least} numbers, with a comma between.")
        pattern = f"{name}({', '.join(['{}'] * len(numbers))})"
        return _applied(pattern, function, *numbers)

    def _in_brackets(self, most: int) -> list[float]:
        """The numbers in brackets, at most so many, with commas between them."""
        self._take()
        numbers = [self._sum()]
        while self.next == "," and len(numbers) < most:
            self._take()
            numbers.append(self._sum())
        if self.next != ")":
            raise self._astray() if self.next else Unreadable("a bracket ( is not closed.")
        self._take()
        return numbers

    def _astray(self) -> Unreadable:
        """What is wrong with a token that cannot follow a number."""
        token = self.next
        if token == ",":
            return Unreadable(
                "write a decimal point, not a comma, in a decimal number: 0.5, not 0,5."
            )
        if token == ")":
            return Unreadable("a bracket ) is closed that was not opened.")
        if token in ("=", "≈"):
            return Unreadable("write the arithmetic or its result, not both with = between them.")
        if token == "(" or _is_number(token) or token.isidentifier():
            between = f"between {_shown(self.last)} and {_shown(token)}"
            return Unreadable(f"a sign is missing {between}. {HELP}")
        return self._unknown_sign()

    def _no_operand(self) -> Unreadable:
        """What is wrong where a number should stand."""
        token = self.next
        if token and token not in ("*", "/", "**", ")", ","):
            return self._unknown_sign()
        where = f"after {_shown(self.last)}" if self.last else f"before {_shown(token)}"
        return Unreadable(f"a number is missing {where}.")

    def _unknown_sign(self) -> Unreadable:
        return Unreadable(f"{_shown(self.next)} cannot be read here. {HELP}")
