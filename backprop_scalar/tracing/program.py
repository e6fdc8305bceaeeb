"""Lines as a program: one Python assignment a line, in a note's letters, `w_11_1` for w_11^1.

An equation applied to names instead of numbers is source text, so a program is what `Line.read`
gives in the style PYTHON. There is no formula here.
"""

import builtins
import keyword
import re
import textwrap
from collections.abc import Callable, Collection, Iterable, Sequence

from ..notes.quantities import AnyQuantity, Quantity
from ..notes.spelling import Spelling
from ..notes.symbols import Symbol
from .lines import Line, operands_of
from .styles import ASCII, PYTHON
from .written import Style

WIDTH = 100
# The functions of the style PYTHON that have to be imported from math.
FUNCTIONS = ("exp", "log", "tanh")
BEFORE = "cost_before"
# What a name can be no more than a word of: the signs of symbols in ASCII.
_WORDS = {"'": " prime ", "*": " star ", " - ": " minus "}

Naming = Callable[[AnyQuantity], str]


class Names:
    """The names of quantities in a program: the note's letters, no two alike.

    A new parameter or velocity has the name of the one whose place it takes.

    >>> from ..notes.notation import notation_of
    >>> names = Names(Spelling(notation_of("ko"), widths=(2, 1), activations=("sigmoid",)))
    >>> names(Quantity("dw", 1, 0, 0)), names(Quantity("w", 1, 0, 1)), names(Quantity("eta"))
    ('dC_dw_11_1', 'w_12_1', 'eta')
    """

    def __init__(self, spelling: Spelling) -> None:
        self.spelling = spelling
        self._names: dict[AnyQuantity, str] = {}
        self._taken = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *FUNCTIONS, BEFORE}

    def __call__(self, quantity: AnyQuantity) -> str:
        quantity = replaced(quantity)
        if quantity not in self._names:
            name = identifier(self.spelling.symbol(quantity))
            while name in self._taken:
                name += "_"
            self._names[quantity] = name
            self._taken.add(name)
        return self._names[quantity]


def replaced(quantity: AnyQuantity) -> AnyQuantity:
    """The quantity in whose place a program writes this one: w for a new w, v for an old v."""
    if isinstance(quantity, Quantity):
        for suffix, instead in (("_new", ""), ("_v_0", "_v")):
            if quantity.kind.endswith(suffix):
                return quantity._replace(kind=quantity.kind.removesuffix(suffix) + instead)
    return quantity


def identifier(symbol: Symbol) -> str:
    """A symbol in letters, digits and underscores.

    >>> from ..notes.symbols import typed
    >>> identifier(typed("∂C/∂w_12^(1)")), identifier(typed("σ'(z_1)")), identifier(typed("y_1^*"))
    ('dC_dw_12_1', 'sigma_prime_z_1', 'y_1_star')
    """
    text = ASCII.spell(symbol)
    for sign, word in _WORDS.items():
        text = text.replace(sign, word)
    return re.sub(r"\W+", "_", text, flags=re.ASCII).strip("_")


def source_of(line: Line, name: Naming, style: Style = PYTHON) -> str:
    """The line's equation of the names of its operands."""
    return str(line.read(lambda quantity: style.name(name(quantity))))


def needed(lines: Sequence[Line], wanted: Collection[AnyQuantity]) -> list[Line]:
    """The lines that the wanted quantities are worked out by, in order."""
    missing, kept = {*wanted}, []
    for line in reversed(lines):
        if line.quantity in missing:
            kept.append(line)
            missing.update(operands_of(line))
    return kept[::-1]


def comment(text: str) -> str:
    """A text as comment lines."""
    return textwrap.fill(text, WIDTH, initial_indent="# ", subsequent_indent="# ")


def assignment(name: str, source: str, remark: str = "") -> str:
    """`name = source  # remark`, broken where it is long: the remark above, the sum in brackets."""
    whole = f"{name} = {source}"
    remark = f"# {remark}" if remark else ""
    if len(f"{whole}  {remark}") <= WIDTH:
        return f"{whole}  {remark}".rstrip()
    if len(whole) > WIDTH:
        parts = textwrap.wrap(source, WIDTH - 4, break_long_words=False, break_on_hyphens=False)
        whole = "\n    ".join([f"{name} = (", *parts]) + "\n)"
    return f"{remark}\n{whole}".lstrip()


def imports(body: Iterable[str]) -> list[str]:
    """The import of those functions that a program calls."""
    called = [name for name in FUNCTIONS if any(f"{name}(" in statement for statement in body)]
    return [f"from math import {', '.join(called)}"] if called else []
