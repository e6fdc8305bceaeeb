"""How the same symbols and functions look in Unicode, ASCII and LaTeX."""

import math

from reading import Reading
from support import each_row

from backprop_scalar.notes.notation import notation_of
from backprop_scalar.notes.quantities import Quantity
from backprop_scalar.notes.spelling import Spelling
from backprop_scalar.tracing.styles import ASCII, LATEX, UNICODE, can_show_unicode

SPELLED = [
    ("w_12^1", "w_12^1", "w_{12}^{1}"),
    ("∂C/∂w_1,12^(2)", "dC/dw_1,12^(2)", r"\partial C/\partial w_{1,12}^{(2)}"),
    ("δ_1^[0]", "delta_1^[0]", r"\delta_{1}^{[0]}"),
    ("ŷ", "yhat", r"\hat{y}"),
    ("σ'(z_1^1)", "sigma'(z_1^1)", r"\sigma'(z_{1}^{1})"),
    ("W_1^(2,1) ←", "W_1^(2,1) <-", r"W_{1}^{(2,1)} \leftarrow"),
    ("y_1^*", "y_1^*", "y_{1}^{*}"),
    ("a_1^x2,1", "a_1^x2,1", "a_{1}^{x2,1}"),
    ("normalized x_1,1", "normalized x_1,1", r"normalized\ x_{1,1}"),
    ("z_1 − w", "z_1 - w", "z_{1} - w"),
    ("ΔC/ε", "DeltaC/eps", r"\Delta C/\epsilon"),
    ("δx", "deltax", r"\delta x"),
    ("ln(1 − a_1^1)", "ln(1 - a_1^1)", r"\ln(1 - a_{1}^{1})"),
]


@each_row(SPELLED)
def test_spellings(spelled, plain, latex):
    assert UNICODE.spell(spelled) == spelled
    assert ASCII.spell(spelled) == plain
    assert LATEX.spell(spelled) == latex
    assert plain.isascii()


def test_a_function_in_a_quantity_of_the_notes_is_upright():
    symbol = Spelling(notation_of("thill"), (1, 1)).symbol(Quantity("ln_not_a", 1, 0))
    assert LATEX.spell(symbol) == r"\ln(1 - a_{1}^{(1)})"
    assert UNICODE.spell(symbol) == "ln(1 − a_1^(1))"


FUNCTIONS = [
    ("exp", "e^(2)", "e^{2}"),
    ("ln", "ln(2)", r"\ln(2)"),
    ("tanh", "tanh(2)", r"\tanh(2)"),
    ("positive_part", "max(0, 2)", r"\max(0, 2)"),
    ("is_positive", "I[2 > 0]", r"\mathbb{I}[2 > 0]"),
]


@each_row(FUNCTIONS)
def test_functions(name, plain, latex):
    assert str(UNICODE.number("2").apply(name)) == str(ASCII.number("2").apply(name)) == plain
    assert str(LATEX.number("2").apply(name)) == latex


@each_row(
    [("utf-8", True), ("utf-16", True), ("cp1252", False), ("cp437", False), ("ascii", False)]
    + [("no-such-encoding", False)]
)
def test_unicode_is_used_all_or_not_at_all(encoding, all_of_them):
    assert can_show_unicode(encoding) is all_of_them


def test_reading_a_text_is_strict():
    """The reader used by these tests tells a right line from a wrong one."""
    assert Reading("0.5·(−0.25) + e^(0)", 2).value == 0.875
    assert Reading("I[−0.1 > 0]", 6).value == 0
    assert Reading("1/(1 + e^(−0.377500))", 6).agrees_with("0.593270")
    assert not Reading("1/(1 + e^(−0.377500))", 6).agrees_with("0.593271")
    assert not Reading("0.741365·0.186816", 6).agrees_with("-0.138499")
    assert Reading("ln(2.0) + tanh(0)", 2).value == math.log(2)
