"""How a quantity looks, apart from what it is printed in: letters with their scripts.

A style (`tracing/styles.py`) makes Unicode, ASCII or LaTeX of a symbol.
"""

import functools
import re
from typing import NamedTuple

# A letter or a word with its scripts; a bracket, a digit or a nabla only where it has some.
_LETTER = re.compile(
    r"((?!I\[)[^\W\d_]+'?|[)\]](?=[_^])|\d(?=\^)|∇(?=_))(?:_(\([^)]*\)|[\w,]+))?"
    r"(?:\^(\([^)]*\)|\[[^]]*\]|[\w,*]+))?"
)


class Symbol(NamedTuple):
    """A letter with a subscript and a superscript, or a pattern of other symbols.

    letter: a letter or a word; where there are parts, the text around them, {} for each.

    >>> print(Symbol("w", "12", "(1)"))
    w_12^(1)
    >>> print(Symbol("∂{}/∂{}", parts=(Symbol("C"), Symbol("w", "12", "(1)"))))
    ∂C/∂w_12^(1)
    """

    letter: str
    sub: str = ""
    sup: str = ""
    parts: tuple["Symbol", ...] = ()

    def __str__(self) -> str:
        """The symbol in Unicode, as a sheet and Python code name it."""
        if self.parts:
            return self.letter.format(*self.parts)
        return self.letter + f"_{self.sub}" * bool(self.sub) + f"^{self.sup}" * bool(self.sup)


@functools.lru_cache(maxsize=10_000)
def typed(text: str) -> Symbol:
    """The symbol that somebody typed, such as `∂C/∂w_12^(1)`; `str` of it is the text again.

    >>> typed("w_12^(1)")
    Symbol(letter='w', sub='12', sup='(1)', parts=())
    >>> typed("∂C/∂w_12^(1)").parts[0]
    Symbol(letter='C', sub='', sup='', parts=())
    """
    alone = _LETTER.fullmatch(text)
    if alone:
        return _letter(alone)
    parts = tuple(_letter(match) for match in _LETTER.finditer(text))
    pattern = _LETTER.sub("\0", text).replace("{", "{{").replace("}", "}}").replace("\0", "{}")
    return Symbol(pattern, parts=parts) if parts else Symbol(text)


def _letter(match: re.Match[str]) -> Symbol:
    return Symbol(match[1], match[2] or "", match[3] or "")
