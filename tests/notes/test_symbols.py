"""Symbols, and those that somebody typed."""

from support import each_row

from backprop_scalar.notes.symbols import Symbol, typed

ALONE = [
    ("w", Symbol("w")),
    ("w_12^(1)", Symbol("w", "12", "(1)")),
    ("y_1^*", Symbol("y", "1", "*")),
    ("a_1^x2,1", Symbol("a", "1", "x2,1")),
    ("f^[0]", Symbol("f", sup="[0]")),
    ("w_1,12", Symbol("w", "1,12")),
    ("net_3", Symbol("net", "3")),
    ("δ", Symbol("δ")),
    ("ŷ_1", Symbol("ŷ", "1")),
]


@each_row(ALONE)
def test_a_letter_with_its_scripts(text, symbol):
    assert typed(text) == symbol
    assert str(symbol) == text


PARTS = [
    ("∂C/∂w_12^(1)", [Symbol("C"), Symbol("w", "12", "(1)")]),
    ("ln(1 − a_1^2)", [Symbol("ln"), Symbol("a", "1", "2")]),
    ("w_11^1 ←", [Symbol("w", "11", "1")]),
    ("the wrong δ_1", [Symbol("the"), Symbol("wrong"), Symbol("δ", "1")]),
    ("{x} + {}", [Symbol("x")]),
]


@each_row(PARTS)
def test_a_pattern_of_letters(text, parts):
    assert list(typed(text).parts) == parts


TYPED = [text for text, _ in ALONE + PARTS]
TYPED += ["", "12", "1/2", "{", "}{", "a_", "_a", "^", "a^(", "σ'(z)", "a__b", "½ ≤ ²"]


@each_row(TYPED)
def test_the_text_of_what_was_typed_is_what_was_typed(text):
    assert str(typed(text)) == text
