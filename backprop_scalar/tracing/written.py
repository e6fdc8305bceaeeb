"""Arithmetic that is written down instead of done.

`Written` operands turn an equation into its text: of the symbols `w_11^1·a_1^0 + b_1^1`, of the
digits `0.15·0.05 + 0.35`. A `Style` says how; those there are stand in `styles.py`.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Union

from ..functions import IN_THE_NOTES
from ..notes.quantities import AnyQuantity, identifier
from ..notes.symbols import Symbol, typed

# How tightly a text holds together; SCRIPTED is a symbol with scripts or a function of something.
SUM, PRODUCT, SCRIPTED, ATOM = range(4)

Operand = Union["Written", int, float]

# A space that is there to be seen, as in "the wrong δ_1", not the one around an operator.
_WORD = re.compile("[a-z]{2,}")
_BETWEEN_WORDS = re.compile(r"(?<=[a-z]{2}) (?=[\w∂])")


@dataclass(frozen=True, eq=False)
class Style:
    """How arithmetic is spelled.

    times, minus, slash: the operators; dots: what stands for left-out terms; fraction, power,
    functions: patterns with {} for their texts; letters: what to write for a letter of the Unicode
    spelling; space: that between words; subscript, superscript: patterns for indices; infix,
    prefix: for plus and minus; digits, guarded: for a number, and for one after an operator;
    brackets: for what is in brackets; joint: what stands between the terms of a sum; mark: what
    goes into the first tag of a text to say which quantity it is of; widest: how many terms a
    fraction has above or below its bar, 0 any number, before a slash is taken, so that it can be
    broken; most_terms: 0 writes every sum in full; in_order: for a program, brackets keep the order
    in which floats are added and multiplied, as in a + (b + c).
    """

    times: str
    minus: str
    dots: str
    power: str
    functions: Mapping[str, str]
    letters: Mapping[str, str]
    space: str = " "
    subscript: str = "_{}"
    superscript: str = "^{}"
    slash: str = "/"
    fraction: str = ""
    exponent: str = "e{:+03d}"
    infix: str = "{}"
    prefix: str = "{}"
    digits: str = "{}"
    guarded: str = "{}"
    brackets: str = "({})"
    joint: str = " "
    mark: str = ""
    widest: int = 0
    most_terms: int = 0
    in_order: bool = False

    def number(self, digits: str) -> "Written":
        """A number from its digits as Python formats them."""
        mantissa, _, exponent = digits.removeprefix("-").partition("e")
        text = guarded = mantissa + (self.exponent.format(int(exponent)) if exponent else "")
        if digits.startswith("-"):
            text = self.minus + text
            guarded = f"({text})"
        level = SCRIPTED if exponent else ATOM
        return Written([self.digits.format(text)], [level], self, self.guarded.format(guarded))

    def written(self, symbol: Symbol) -> "Written":
        """A symbol as an operand; one that is a sum, such as 1 − σ(z), is treated as one."""
        return _written(self, symbol)

    def named(self, operand: "Written", quantity: AnyQuantity) -> "Written":
        """The same operand, with the name of its quantity where the style has a place for it."""
        if not self.mark:
            return operand
        mark = self.mark.format(identifier(quantity))
        text, guarded = (
            re.sub(r"^<\w+", lambda tag: tag[0] + mark, text)
            for text in (str(operand), operand.guarded)
        )
        return Written([text], operand.levels, self, guarded)

    def name(self, identifier: str) -> "Written":
        """A name of a programming language as an operand."""
        return Written([identifier], [ATOM], self)

    def spell(self, symbol: Symbol | str) -> str:
        """A symbol in this style, or what somebody typed, such as `∂C/∂w_11^1`."""
        whole = self._scripted(typed(symbol) if isinstance(symbol, str) else symbol)
        return self.spell_letters(_BETWEEN_WORDS.sub(lambda _: self.space, whole))

    def spell_letters(self, text: str) -> str:
        """Text with each sign beyond ASCII spelled in this style, indices left alone."""
        if not self.letters or text.isascii():
            return text
        text = text.replace("§§", "§")
        spelled, before = "", ""
        for letter in text:
            # A LaTeX command has to end before the next letter.
            if before.startswith("\\") and before[-1].isalpha() and letter.isalpha():
                spelled += " "
            before = self.letters.get(letter, letter)
            spelled += before
        return spelled

    def _scripted(self, symbol: Symbol) -> str:
        """The symbol with its scripts in this style, most letters still in Unicode."""
        if symbol.parts:
            around = _WORD.sub(lambda word: self.letters.get(word[0], word[0]), symbol.letter)
            return around.format(*map(self._scripted, symbol.parts))
        letter = self.letters.get(symbol.letter, symbol.letter)
        sub = self.subscript.format(symbol.sub) if symbol.sub else ""
        return letter + sub + (self.superscript.format(symbol.sup) if symbol.sup else "")


@functools.lru_cache(maxsize=10_000)
def _written(style: Style, symbol: Symbol) -> "Written":
    """The same symbols stand in many lines."""
    level = ATOM if len(symbol.letter) == 1 and not symbol.sub + symbol.sup else SCRIPTED
    return Written([style.spell(symbol)], [SUM if _is_sum(symbol) else level], style)


@functools.cache
def eliding(style: Style, most_terms: int) -> Style:
    """The same style, showing of a sum of more terms only the first two and the last."""
    return replace(style, most_terms=most_terms)


def _is_sum(symbol: Symbol) -> bool:
    """Whether a symbol has a plus or minus outside all brackets."""
    text = symbol.letter
    while "(" in text and text != (text := re.sub(r"\([^()]*\)", "", text)):
        pass
    return re.search(" [+−] ", text) is not None


class Written:
    """A text that grows as arithmetic is done on it, with brackets where they are needed.

    terms: the terms of a sum, each but the first with its sign; else the one text. levels: how
    tightly each term holds together. guarded: the first term as it stands after
    an operator, in brackets if it begins with a minus.
    """

    def __init__(
        self, terms: list[str], levels: list[int], style: Style, guarded: str | None = None
    ) -> None:
        self.terms = terms
        self.levels = levels
        self.style = style
        self.guarded = terms[0] if guarded is None else guarded

    @property
    def level(self) -> int:
        """How tightly the whole holds together."""
        return self.levels[0] if len(self.levels) == 1 else SUM

    def __str__(self) -> str:
        return self.terms[0] if len(self.terms) == 1 else self._joined(self.terms[0])

    def _joined(self, first: str) -> str:
        """The text, beginning with `first`, sums of many terms shortened."""
        terms = [first, *self.terms[1:]]
        if 0 < self.style.most_terms < len(terms):
            # A bias that follows the products of a weighted input is not the last of them.
            follows = self.levels[-2] == PRODUCT < self.levels[-1]
            last = -2 if follows else -1
            if len(terms) > 3 - last:
                plus = self.style.infix.format("+")
                terms = [*terms[:2], f"{plus} {self.style.dots}", *terms[last:]]
        return self.style.joint.join(terms)

    @property
    def inside(self) -> str:
        """The text as a part of something that cannot be broken: a fraction, an exponent."""
        return str(self).replace(self.style.joint, " ")

    @property
    def is_long(self) -> bool:
        """Whether it has more terms than may stand above or below the bar of a fraction."""
        shown = str(self).split(self.style.joint)
        return 0 < self.style.widest < len(shown)

    @property
    def bracketed(self) -> str:
        """The text in brackets."""
        return self.style.brackets.format(self)

    def _lift(self, other: Operand) -> "Written":
        if isinstance(other, Written):
            return other
        text = f"{other:g}"
        return self.style.number(text if float(text) == other else repr(float(other)))

    def _operand(self) -> str:
        """As an operand after a product or quotient sign, or after a minus."""
        return self.bracketed if self.level == SUM else self._joined(self.guarded)

    def _tight_operand(self) -> str:
        """As an operand that a product has to be bracketed for too."""
        return self.bracketed if self.level < SCRIPTED else self.guarded

    def _factor(self) -> tuple[str, str]:
        """As the first factor of a product: as it is, and guarded."""
        # A target y_1^* would run into an ASCII * after it.
        if self.level == SUM or str(self).endswith(self.style.times):
            return self.bracketed, self.bracketed
        return str(self), self.guarded

    def __add__(self, other: Operand) -> "Written":
        if isinstance(other, int) and other == 0:
            return self
        other = self._lift(other)
        if self.style.in_order and other.level == SUM:
            other = Written([other.bracketed], [ATOM], self.style)
        plus = self.style.infix.format("+")
        terms = [*self.terms, f"{plus} {other.guarded}", *other.terms[1:]]
        levels = self.levels + other.levels
        return Written(terms, levels, self.style, self.guarded)

    def __radd__(self, other: Operand) -> "Written":
        return self + 0 if isinstance(other, int) and other == 0 else self._lift(other) + self

    def __sub__(self, other: Operand) -> "Written":
        if isinstance(other, int) and other == 0:
            return self
        other = self._lift(other)
        minus = self.style.infix.format(self.style.minus)
        terms = [*self.terms, f"{minus} {other._operand()}"]
        levels = [*self.levels, max(other.level, PRODUCT)]
        return Written(terms, levels, self.style, self.guarded)

    def __rsub__(self, other: Operand) -> "Written":
        return self._lift(other) - self

    def __mul__(self, other: Operand) -> "Written":
        text, guarded = self._factor()
        other = self._lift(other)
        right = other._tight_operand() if self.style.in_order else other._operand()
        right = self.style.times + right
        return Written([text + right], [PRODUCT], self.style, guarded + right)

    def __rmul__(self, other: Operand) -> "Written":
        return self._lift(other) * self

    def __truediv__(self, other: Operand) -> "Written":
        other = self._lift(other)
        if self.style.fraction and not (self.is_long or other.is_long):
            fraction = self.style.fraction.format(self.inside, other.inside)
            return Written([fraction], [PRODUCT], self.style)
        text, guarded = self._factor()
        below = other._tight_operand()
        right = self.style.slash + below
        return Written([text + right], [PRODUCT], self.style, guarded + right)

    def __rtruediv__(self, other: Operand) -> "Written":
        return self._lift(other) / self

    def __pow__(self, exponent: Operand) -> "Written":
        # After an index, as in w_1^2, a power would be read as one.
        text = self.guarded if self.level == ATOM else self.bracketed
        other = exponent if isinstance(exponent, Written) else self.style.number(str(exponent))
        power = other._tight_operand()
        texts = (part.replace(self.style.joint, " ") for part in (text, power))
        return Written([self.style.power.format(*texts)], [SCRIPTED], self.style)

    def __neg__(self) -> "Written":
        text = self.style.prefix.format(self.style.minus) + self._operand()
        return Written([text], [PRODUCT], self.style, self.style.brackets.format(text))

    def apply(self, function: str, *others: "Written") -> Any:
        """A function of `functions.py` by its name: e^(…), ln(…), max(0, …)."""
        if function not in self.style.functions:
            return IN_THE_NOTES[function](self, *others)
        operands = ", ".join(each.inside for each in (self, *others))
        return Written([self.style.functions[function].format(operands)], [SCRIPTED], self.style)
