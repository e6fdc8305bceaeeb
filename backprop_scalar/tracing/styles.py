"""The styles that arithmetic is written in: Unicode, ASCII, LaTeX, Python.

>>> z = UNICODE.number("-0.5")
>>> print(1 / (1 + z.apply("exp")))
1/(1 + e^(−0.5))
>>> print(UNICODE.number("0.4") * UNICODE.number("-0.038") + z)
0.4·(−0.038) + (−0.5)
"""

from dataclasses import replace

from .written import Style

# The letters beyond ASCII in the notes' symbols, in ASCII and in LaTeX.
LETTERS: dict[str, tuple[str, str]] = {
    "∂": ("d", r"\partial "),
    "δ": ("delta", r"\delta"),
    "Δ": ("Delta", r"\Delta"),
    "σ": ("sigma", r"\sigma"),
    "ŷ": ("yhat", r"\hat{y}"),
    "Ŷ": ("Yhat", r"\hat{Y}"),
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
    "ε": ("eps", r"\epsilon"),
}
_GREEK = """
    α alpha β beta γ gamma ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho
    τ tau υ upsilon φ phi χ chi ψ psi ω omega
    Γ Gamma Θ Theta Λ Lambda Ξ Xi Π Pi Φ Phi Ψ Psi Ω Omega
"""
_NAMES = _GREEK.split()
LETTERS |= {sign: (name, f"\\{name}") for sign, name in zip(_NAMES[::2], _NAMES[1::2])}

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
# `exp`, `log` and `tanh` are those of the module math.
PYTHON = Style(
    times="*",
    minus="-",
    dots="",
    power="{}**{}",
    functions={
        "exp": "exp({})",
        "ln": "log({})",
        "tanh": "tanh({})",
        "positive_part": "max(0.0, {})",
        "is_positive": "(1.0 if {} > 0 else 0.0)",
    },
    letters={},
    in_order=True,
)
# As floats are worked out by `functions.py`, whose softplus it calls; not a number is not hidden.
FLOATS = replace(
    PYTHON,
    functions=dict(PYTHON.functions)
    | {
        "positive_part": "(0.0 if {0} <= 0 else {0})",
        "softplus": "softplus({})",
        "largest": "max(({},))",
    },
)


def can_show_unicode(encoding: str) -> bool:
    """Whether a stream of this encoding can show every sign of the Unicode style."""
    try:
        "".join(LETTERS).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
