"""The text of an answer to its number: arithmetic as it is typed or copied, and nothing else.

    value     -value, +value, atom, and operators with a value after each, ** before * and / before
              + and -
    atom      number, name, function(value, …), (value)

Nothing is run. A text is cut into numbers, names and signs, which are put together from left to
right.

>>> read_number("(0.4 − 0.9)² · 2")
0.5
>>> read_number("5*10^-1"), read_number("½"), read_number("≈ −0.44")
(0.5, 0.5, -0.44)
"""

import math
import operator
import re
import unicodedata
from collections.abc import Callable, Mapping

from ..wording import one_line

LONGEST = 400
DEEPEST = 40

HELP = (
    "Write numbers with * for a product, ** or ^ for a power, brackets, and exp(x), ln(x), "
    "sqrt(x) or tanh(x)."
)
_TOO_LARGE = "this is too large a number."

_SIGNS = str.maketrans("−–—‒‐‑×·⋅÷[]", "------***/()")
_QUOTES = " \"'`´“”„‘’‚«»"
_ABOUT = " ≈≃≅~="
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_BLANK = re.compile(r"[-.…?_ ]*|None")
_TOKEN = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[^\W\d]\w*|\*\*|\S")


class Unreadable(ValueError):
    """A text that gives no number; the message is what is wrong and what to write instead."""


# Functions by name, and how many numbers each takes at most.
_FUNCTIONS: dict[str, tuple[Callable[..., float], int]] = {
    "exp": (math.exp, 1),
    "log": (math.log, 1),
    "ln": (math.log, 1),
    "sqrt": (math.sqrt, 1),
    "tanh": (math.tanh, 1),
    "abs": (abs, 1),
    "min": (lambda *numbers: min(numbers), LONGEST),
    "max": (lambda *numbers: max(numbers), LONGEST),
    "round": (lambda number, decimals=0.0: round(number, int(decimals)), 2),
}
# Operators by their sign: the rank, higher ones are worked out first, and what is worked out.
_POWER = 2
_OPERATORS: dict[str, tuple[int, Callable[[float, float], float]]] = {
    "+": (0, operator.add),
    "-": (0, operator.sub),
    "*": (1, operator.mul),
    "/": (1, operator.truediv),
    "**": (_POWER, math.pow),
}
# A name of the reader's own cannot be one of these.
KNOWN_NAMES = frozenset({*_FUNCTIONS, "e"})


def read_number(text: str, names: Mapping[str, float | str] | None = None) -> float | None:
    """The number that a text gives; None where it `is_blank`.

    names: numbers that the reader has given a name, or what to say of a name that has none.
    Raises Unreadable for everything but arithmetic that gives a finite real number.
    """
    if len(text) > LONGEST:
        raise Unreadable("this is too long: work out a part of it, and write its number here.")
    if is_blank(text):
        return None
    return _Arithmetic(_TOKEN.findall(_plain(text)), names or {}).result()


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


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise Unreadable(_TOO_LARGE)
    return number


def _applied(pattern: str, function: Callable[..., float], *numbers: float) -> float:
    """function(*numbers). Raises Unreadable, the pattern with the numbers, if it is not finite."""
    try:
        number = function(*numbers)
    except OverflowError:
        raise Unreadable(_TOO_LARGE) from None
    except ZeroDivisionError:
        raise Unreadable("this divides by 0.") from None
    except ValueError:
        shown = pattern.format(*(f"{number:.6g}" for number in numbers))
        raise Unreadable(f"{shown} has no value.") from None
    return _finite(number)


def _is_number(token: str) -> bool:
    return token.strip(".")[:1] in tuple("0123456789")


def _shown(token: str) -> str:
    """A token for a message."""
    return f'"{one_line(token[:20])}"'


class _Arithmetic:
    """The tokens of one answer, worked out from left to right."""

    def __init__(self, tokens: list[str], names: Mapping[str, float | str]) -> None:
        self.rest = iter([*tokens, ""])
        self.names = names
        self.last = ""
        self.next = next(self.rest)
        self.depth = 0

    def result(self) -> float:
        """The number that all tokens together give."""
        number = self._value(0)
        if self.next:
            raise self._astray()
        return number

    def _take(self) -> str:
        self.last, self.next = self.next, next(self.rest)
        return self.last

    def _value(self, lowest: int) -> float:
        """The next number, with all that operators of this rank and higher ones make of it."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("there are too many brackets or signs one inside the other.")
        if self.next in ("+", "-"):
            sign, number = self._take(), self._value(_POWER)
            number = -number if sign == "-" else number
        else:
            number = self._atom()
        while self.next in _OPERATORS and _OPERATORS[self.next][0] >= lowest:
            sign = self._take()
            rank, operation = _OPERATORS[sign]
            # a - b - c is (a - b) - c, but a**b**c is a**(b**c).
            other = self._value(rank if rank == _POWER else rank + 1)
            number = _applied(f"({{}}){sign}({{}})", operation, number, other)
        self.depth -= 1
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
        function, most = _FUNCTIONS[name]
        numbers = self._in_brackets(most)
        pattern = f"{name}({', '.join(['{}'] * len(numbers))})"
        return _applied(pattern, function, *numbers)

    def _in_brackets(self, most: int) -> list[float]:
        """The numbers in brackets, at most so many, with commas between them."""
        self._take()
        numbers = [self._value(0)]
        while self.next == "," and len(numbers) < most:
            self._take()
            numbers.append(self._value(0))
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
        return Unreadable(f"{_shown(token)} cannot be read here. {HELP}")

    def _no_operand(self) -> Unreadable:
        """What is wrong where a number should stand."""
        token = self.next
        if token and token not in ("*", "/", "**", ")", ","):
            return Unreadable(f"{_shown(token)} cannot be read here. {HELP}")
        where = f"after {_shown(self.last)}" if self.last else f"before {_shown(token)}"
        return Unreadable(f"a number is missing {where}.")
