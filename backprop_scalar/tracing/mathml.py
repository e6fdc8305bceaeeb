"""The style of HTML pages: arithmetic as MathML, which browsers set as in a book.

>>> print(MATHML.spell("z_1"))
<msub><mi>z</mi><mn>1</mn></msub>
>>> print(MATHML.number("0.5") + MATHML.number("-2"))
<mn>0.5</mn></math><wbr><math><mo form=infix>+</mo> <mn data-g>(−2)</mn>
"""

import html
import re
from itertools import zip_longest
from string import Formatter

from ..notes.symbols import Symbol, typed
from .written import Style

# A number, a word, a letter with or without a prime, a sign; before the last a space or none.
_TOKEN = re.compile(
    r"(\d+(?:[.,]\d+)*|[½²])|([A-Za-z]{3,}|ln)|(I(?=\[)|[^\W\d_]|[∂∇∞])('?)|( ?)([^\w ]|_)"
)
# An index that is written as it stands.
_PLAIN_SCRIPT = re.compile(r"[\d,()\[\]−-]+")
_OPEN = "<mo form=prefix stretchy=false>{}</mo>"
_CLOSE = "<mo form=postfix stretchy=false>{}</mo>"
_BRACKETS = f"{_OPEN.format('(')}{{}}{_CLOSE.format(')')}"
_SLASH = "<mo lspace=0 rspace=0>/</mo>"
_HAT = "<mover accent=true><mi>{}</mi><mo>^</mo></mover>"
_ELEMENTS = {
    "Σ": "<mi mathvariant=normal>Σ</mi>",
    "ŷ": _HAT.format("y"),
    "Ŷ": _HAT.format("Y"),
    "\xa0": "<mspace width=0.3em></mspace>",
    "|": "<mo stretchy=false>|</mo>",
    "(": _OPEN.format("("),
    "[": _OPEN.format("["),
    ")": _CLOSE.format(")"),
    "]": _CLOSE.format("]"),
    "/": _SLASH,
    "√": "<mo form=prefix>√</mo>",
}
_DERIVATIVE = "∂{}/∂{}"
_FRACTION = "<mfrac><mrow><mi>∂</mi>{}</mrow><mrow><mi>∂</mi>{}</mrow></mfrac>"
# A space that is there to be seen: between words and between factors.
_SPACE = re.compile(r"(?<=[\w)\]'*}]) (?=[^\W_]|[∂∇([{])")
# Where a line may be broken: a formula is a row of pieces.
_JOINT = "</math><wbr><math>"


class _MathML(Style):
    """A style whose symbols are elements."""

    def spell(self, symbol: Symbol | str) -> str:
        """A symbol as one element; what somebody typed as a row of elements."""
        if isinstance(symbol, str):
            return self._row(typed(symbol))
        row = self._row(symbol, _FRACTION).replace(self.joint, "")
        is_one = len(symbol.letter) == 1 or symbol.letter == _DERIVATIVE
        return row if is_one else f"<mrow>{row}</mrow>"

    def _row(self, symbol: Symbol, derivative: str = "") -> str:
        """The elements of a symbol one after the other; derivative: a pattern for ∂C/∂w."""
        if not symbol.parts:
            return self._with_scripts(symbol)
        parts = [self._row(part) for part in symbol.parts]
        if symbol.letter == _DERIVATIVE and derivative:
            return derivative.format(*parts)
        pattern = _SPACE.sub("\xa0", symbol.letter)
        texts = [self._tokens(text) for text, *_ in Formatter().parse(pattern)]
        return "".join(map("".join, zip_longest(texts, parts, fillvalue="")))

    def _with_scripts(self, symbol: Symbol) -> str:
        """A letter with its indices; of several letters the last one has them."""
        letter, sub, sup = symbol.letter, symbol.sub, symbol.sup
        # Brackets that keep a typed subscript together.
        sub = self._script(sub[1:-1] if sub.startswith("(") else sub)
        if letter == "e" and sup.startswith("("):  # a power, and no index in brackets
            sup = sup[1:-1]
        sup = self._script(sup)
        *others, base = self._tokens(letter, "\n").split("\n")
        start = "".join(others)
        if sub and sup:
            return f"{start}<msubsup>{base}{sub}{sup}</msubsup>"
        if sub or sup:
            tag = "msub" if sub else "msup"
            return f"{start}<{tag}>{base}{sub or sup}</{tag}>"
        return start + base

    def _script(self, text: str) -> str:
        """An index as one element."""
        if not text or _PLAIN_SCRIPT.fullmatch(text):
            return f"<mn>{text}</mn>" if text else ""
        spelled = self.spell(text).replace(self.joint, "")
        return spelled if len(text) == 1 else f"<mrow>{spelled}</mrow>"

    def _tokens(self, text: str, between: str = "") -> str:
        """Letters without scripts, numbers and signs, an element each."""
        return between.join(self._element(token) for token in _TOKEN.finditer(text))

    def _element(self, token: re.Match[str]) -> str:
        number, word, letter, prime, space, sign = token.groups()
        if number or word:
            return f"<mn>{number}</mn>" if number else f"<mi>{word}</mi>"
        if letter:
            if letter == "I" and token.string[token.end() :].startswith("["):
                return "<mi>𝕀</mi>"
            one = _ELEMENTS.get(letter, f"<mi>{letter}</mi>")
            return f"<msup>{one}<mo>′</mo></msup>" if prime else one
        if sign in "+−-=":
            sign = sign.replace("-", "−")
            # Without a space before it, it belongs to what follows, as in a power or an index.
            tight = self.prefix.format(sign)
            return self.joint + self.infix.format(sign) if space else tight
        return _ELEMENTS.get(sign, f"<mo>{html.escape(sign)}</mo>")


MATHML = _MathML(
    times="<mo>·</mo>",
    minus="−",
    dots="<mo>…</mo>",
    power="<msup><mrow>{}</mrow><mrow>{}</mrow></msup>",
    functions={
        "exp": "<msup><mi>e</mi><mrow>{}</mrow></msup>",
        "ln": f"<mi>ln</mi>{_BRACKETS}",
        "tanh": f"<mi>tanh</mi>{_BRACKETS}",
        "positive_part": "<mi>max</mi>" + _BRACKETS.format("<mn>0</mn><mo>,</mo>{}"),
        "is_positive": f"<mi>𝕀</mi>{_OPEN}{{}}<mo>&gt;</mo><mn>0</mn>{_CLOSE}".format(
            "[", "{}", "]"
        ),
    },
    letters={},
    slash=_SLASH,
    fraction="<mfrac><mrow>{}</mrow><mrow>{}</mrow></mfrac>",
    infix="<mo form=infix>{}</mo>",
    prefix="<mo form=prefix>{}</mo>",
    digits="<mn>{}</mn>",
    guarded="<mn data-g>{}</mn>",
    brackets=_BRACKETS,
    joint=_JOINT,
    widest=4,
    mark=" data-q={}",
)
