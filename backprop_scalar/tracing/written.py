"""Arithmetic that is written down instead of done.

`Written` operands turn an equation into its text: of the symbols `w_11^1·a_1^0 + b_1^1`, of the
digits `0.15·0.05 + 0.35`. A `Style` says how: Unicode, ASCII or LaTeX.

>>> z = UNICODE.number("-0.5")
>>> print(1 / (1 + z.apply("exp")))
1/(1 + e^(−0.5))
>>> print(UNICODE.number("0.4") * UNICODE.number("-0.038") + z)
0.4·(−0.038) + (−0.5)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Union

from .layout import pieces

SUM, PRODUCT, ATOM = range(3)

Operand = Union["Written", int, float]

_SYMBOL = re.compile(r"([^\W\d_]+)(_[\w,]+)?(\^(?:\([^)]*\)|\[[^]]*\]|[\w,*]+))?")

# A space that is there to be seen, as in "the wrong δ_1", not the one around an operator.
_BETWEEN_WORDS = re.compile(r"(?<=[a-z]{2}) (?=[\w∂])")


@dataclass(frozen=True)
class Style:
    """How arithmetic is spelled.

    times, minus: the operators; dots: what stands for left-out terms; fraction, power, functions:
    patterns with {} for their texts; letters: what to write for a letter of the Unicode spelling;
    space: that between words; subscript, superscript: patterns for indices; most_terms: 0 writes
    every sum in full.
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
    fraction: str = ""
    exponent: str = "e{:+03d}"
    most_terms: int = 0

    def number(self, digits: str) -> "Written":
        """A number from its digits as Python formats them."""
        mantissa, _, exponent = digits.partition("e")
        text = mantissa + (self.exponent.format(int(exponent)) if exponent else "")
        if text.startswith("-"):
            text = self.minus + text[1:]
            return Written([text], [ATOM], self, f"({text})")
        return Written([text], [ATOM], self)

    def symbol(self, spelled: str) -> "Written":
        """A quantity from its Unicode spelling; one named as a sum, 1 − σ(z), is treated as one."""
        level = SUM if len(pieces(spelled, 0, "")) > 1 else ATOM
        return Written([self.spell(spelled)], [level], self)

    def spell(self, spelled: str) -> str:
        """Unicode text such as `∂C/∂w_11^1` in this style."""
        spelled = _SYMBOL.sub(self._spell_symbol, spelled)
        return self.spell_letters(_BETWEEN_WORDS.sub(lambda _: self.space, spelled))

    def spell_letters(self, text: str) -> str:
        """Text with each sign beyond ASCII spelled in this style, indices left alone."""
        if self.letters:
            text = text.replace("§§", "§")
        spelled, before = "", ""
        for letter in text:
            # A LaTeX command has to end before the next letter.
            if before.startswith("\\") and before[-1].isalpha() and letter.isalpha():
                spelled += " "
            before = self.letters.get(letter, letter)
            spelled += before
        return spelled

    def _spell_symbol(self, match: re.Match[str]) -> str:
        letter, subscript, superscript = match.groups()
        letter = self.letters.get(letter, letter)
        if subscript:
            letter += self.subscript.format(subscript[1:])
        if superscript:
            letter += self.superscript.format(superscript[1:])
        return letter

    def eliding(self, most_terms: int) -> "Style":
        """The same style, showing of a sum of more terms only the first two and the last."""
        return replace(self, most_terms=most_terms)


class Written:
    """A text that grows as arithmetic is done on it, with brackets where they are needed.

    terms: the terms of a sum, each but the first with its sign; else the one text. levels: how
    tightly each term holds together, PRODUCT or ATOM. guarded: the first term as it stands behind
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
        """SUM, PRODUCT or ATOM: how tightly the whole holds together."""
        return self.levels[0] if len(self.levels) == 1 else SUM

    def __str__(self) -> str:
        return self._joined(self.terms[0])

    def _joined(self, first: str) -> str:
        """The text, beginning with `first`, sums of many terms shortened."""
        terms = [first, *self.terms[1:]]
        if 0 < self.style.most_terms < len(terms):
            # A bias that follows the products of a weighted input is not the last of them.
            last = -2 if self.levels[-2:] == [PRODUCT, ATOM] else -1
            if len(terms) > 3 - last:
                terms = [*terms[:2], f"+ {self.style.dots}", *terms[last:]]
        return " ".join(terms)

    def _lift(self, other: Operand) -> "Written":
        return other if isinstance(other, Written) else self.style.number(f"{other:g}")

    def _behind(self) -> str:
        """As an operand behind a product or quotient sign, or behind a minus."""
        return f"({self})" if self.level == SUM else self._joined(self.guarded)

    def _factor(self) -> tuple[str, str]:
        """As the first factor of a product: as it is, and guarded."""
        # A target y_1^* would run into an ASCII * behind it.
        if self.level == SUM or str(self).endswith(self.style.times):
            return f"({self})", f"({self})"
        return str(self), self.guarded

    def __add__(self, other: Operand) -> "Written":
        if isinstance(other, int) and other == 0:
            return self
        other = self._lift(other)
        terms = [*self.terms, f"+ {other.guarded}", *other.terms[1:]]
        levels = self.levels + other.levels
        return Written(terms, levels, self.style, self.guarded)

    def __radd__(self, other: Operand) -> "Written":
        return self + 0 if isinstance(other, int) and other == 0 else self._lift(other) + self

    def __sub__(self, other: Operand) -> "Written":
        if isinstance(other, int) and other == 0:
            return self
        other = self._lift(other)
        terms = [*self.terms, f"{self.style.minus} {other._behind()}"]
        levels = [*self.levels, max(other.level, PRODUCT)]
        return Written(terms, levels, self.style, self.guarded)

    def __rsub__(self, other: Operand) -> "Written":
        return self._lift(other) - self

    def __mul__(self, other: Operand) -> "Written":
        text, guarded = self._factor()
        right = f"{self.style.times}{self._lift(other)._behind()}"
        return Written([text + right], [PRODUCT], self.style, guarded + right)

    def __rmul__(self, other: Operand) -> "Written":
        return self._lift(other) * self

    def __truediv__(self, other: Operand) -> "Written":
        other = self._lift(other)
        if self.style.fraction:
            return Written([self.style.fraction.format(self, other)], [PRODUCT], self.style)
        text, guarded = self._factor()
        below = f"({other})" if other.level < ATOM else other.guarded
        return Written([f"{text}/{below}"], [PRODUCT], self.style, f"{guarded}/{below}")

    def __rtruediv__(self, other: Operand) -> "Written":
        return self._lift(other) / self

    def __pow__(self, exponent: int) -> "Written":
        text = str(self)
        # Behind an index, as in w_1^2, a power would be read as one.
        if not re.fullmatch(r"[\d.]+|[^\W\d_]", text):
            text = f"({text})"
        power = str(self.style.number(str(exponent))._behind())
        return Written([self.style.power.format(text, power)], [ATOM], self.style)

    def __neg__(self) -> "Written":
        text = self.style.minus + self._behind()
        return Written([text], [PRODUCT], self.style, f"({text})")

    def apply(self, function: str) -> "Written":
        """A function of `functions.py` by its name: e^(…), ln(…), max(0, …)."""
        return Written([self.style.functions[function].format(self)], [ATOM], self.style)


# The letters beyond ASCII in the notes' symbols, in ASCII and in LaTeX.
LETTERS: dict[str, tuple[str, str]] = {
    "∂": ("d", r"\partial "),
    "δ": ("delta", r"\delta"),
    "Δ": ("Delta", r"\Delta"),
    "σ": ("sigma", r"\sigma"),
    "η": ("eta", r"\eta"),
    "ŷ": ("yhat", r"\hat{y}"),
    "ℒ": ("L", r"\mathcal{L}"),
    "Σ": ("Sum", r"\sum"),
    "←": ("<-", r"\leftarrow"),
    "−": ("-", "-"),
    "·": ("*", r"\cdot "),
    "…": ("...", r"\dots"),
    "½": ("1/2", r"\tfrac12 "),
    "ℓ": ("l", r"\ell"),
    "≤": ("<=", r"\le "),
    "²": ("^2", "^2"),
    "§": ("sec. ", r"\S{}"),
    "∇": ("grad ", r"\nabla "),
    "⊙": ("(.)", r"\odot "),
    "√": ("sqrt", r"\surd "),
    "≥": (">=", r"\ge "),
    "≈": ("~", r"\approx "),
    "≠": ("!=", r"\ne "),
    "×": ("x", r"\times "),
    "→": ("->", r"\to "),
    "∞": ("infinity", r"\infty "),
    "α": ("alpha", r"\alpha"),
    "β": ("beta", r"\beta"),
    "γ": ("gamma", r"\gamma"),
    "ε": ("eps", r"\epsilon"),
    "θ": ("theta", r"\theta"),
    "λ": ("lambda", r"\lambda"),
    "μ": ("mu", r"\mu"),
    "π": ("pi", r"\pi"),
}

_PLAIN_FUNCTIONS = {
    "exp": "e^({})",
    "ln": "ln({})",
    "tanh": "tanh({})",
    "positive_part": "max(0, {})",
    "is_positive": "I[{} > 0]",
}

UNICODE = Style("·", "−", "…", "{}^{}", _PLAIN_FUNCTIONS, {})
ASCII = Style(
    "*",
    "-",
    "...",
    "{}^{}",
    _PLAIN_FUNCTIONS,
    {sign: plain for sign, (plain, _) in LETTERS.items()},
)
LATEX = Style(
    times=r" \cdot ",
    minus="-",
    dots=r"\dots",
    power="{}^{{{}}}",
    functions={
        "exp": "e^{{{}}}",
        "ln": r"\ln({})",
        "tanh": r"\tanh({})",
        "positive_part": r"\max(0, {})",
        "is_positive": r"\mathbb{{I}}[{} > 0]",
    },
    letters={sign: latex for sign, (_, latex) in LETTERS.items()} | {"ln": r"\ln"},
    space=r"\ ",
    subscript="_{{{}}}",
    superscript="^{{{}}}",
    fraction=r"\frac{{{}}}{{{}}}",
    exponent=r" \cdot 10^{{{}}}",
)


def can_show_unicode(encoding: str) -> bool:
    """Whether a stream of this encoding can show every sign of the Unicode style."""
    try:
        "".join(LETTERS).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
