"""Arithmetic as MathML: each formula reads as it does in Unicode, and is set as in the notes."""

import pytest
from html_tree import tree_of
from support import NOTES, each_row, random_problem

from backprop_scalar import trace
from backprop_scalar.notes.quantities import Named, Quantity
from backprop_scalar.notes.symbols import Symbol, typed
from backprop_scalar.tracing.mathml import MATHML
from backprop_scalar.tracing.styles import UNICODE

# What somebody may type, and how it reads if not as it was typed.
TYPED = [
    ("w_12^(1)", ""),
    ("∂C/∂w_1,12^(2)", ""),
    ("σ'(z_1^1)", ""),
    ("y_1^*", ""),
    ("a_1^x2,1", ""),
    ("ŷ_i", ""),
    ("I[f > 0]", ""),
    ("W_1^(2,1) ←", "W_1^(2,1) ← "),
    ("the wrong δ_1", ""),
    ("ΔC/ε", ""),
    ("x² + ½·x", ""),
    ("A_1 (1 − A_1)", ""),
    ("([W^(ℓ)]^T·Δ^(ℓ)) ⊙ σ'(Z^(ℓ−1))", "([W^(ℓ)]^T·Δ^(ℓ))⊙σ'(Z^(ℓ−1))"),
    ("(W^(ℓ))_k,j", "(W^(ℓ))_k, j"),
    ("∇_(a^L) C", "∇_a^L C"),
    ("g'^[k](f^[k-1])", "g'^[k](f^[k−1])"),
    ("e^(−z)", ""),
    ("1 + e^(2·t)", ""),
    ("max(0, w_1·x)", ""),
    ("normalized x_1,1", ""),
    ("a < b & c > d", "a<b&c > d"),
    ("Σ_k y_k^* = 1", ""),
]


def read(markup):
    return tree_of(f"<math>{markup}</math>").text


@each_row(TYPED)
def test_what_was_typed_reads_as_it_was_typed(text, reads):
    assert read(MATHML.spell(text)) == (reads or text).strip()


SET = [
    ("z_1", "<msub><mi>z</mi><mn>1</mn></msub>"),
    ("a^(2)", "<msup><mi>a</mi><mn>(2)</mn></msup>"),
    ("w_jk", "<msub><mi>w</mi><mrow><mi>j</mi><mi>k</mi></mrow></msub>"),
    ("net_1", "<msub><mi>net</mi><mn>1</mn></msub>"),
    ("σ'", "<msup><mi>σ</mi><mo>′</mo></msup>"),
    ("ŷ", "<mover accent=true><mi>y</mi><mo>^</mo></mover>"),
    ("ΔC_x", "<mi>Δ</mi><msub><mi>C</mi><mi>x</mi></msub>"),
    ("e^(−z)", "<msup><mi>e</mi><mrow><mo form=prefix>−</mo><mi>z</mi></mrow></msup>"),
    ("<b>", "<mo>&lt;</mo><mi>b</mi><mo>&gt;</mo>"),
    ("a + b", "<mi>a</mi></math><wbr><math><mo form=infix>+</mo><mi>b</mi>"),
]


@each_row(SET)
def test_how_it_is_set(text, markup):
    assert MATHML.spell(text) == markup


def test_a_symbol_is_one_element_which_can_be_named():
    """Whatever its letters; a derivative is a fraction then."""
    for text in ("z_1^2", "∂C/∂w_12", "σ'(z_1)", "ln(1 − a_1)", "ΔC", "x", "first δ_1", "w_1 ←"):
        written = MATHML.named(MATHML.written(typed(text)), Quantity("a", 1))
        (symbol,) = (tree := tree_of(str(written))).nodes
        assert (symbol.attributes["data-q"], tree.text) == ("a-1---", text)
        assert (symbol.tag == "mfrac") is text.startswith("∂")


def test_numbers_have_names_and_their_own_brackets():
    """So that another number can be put in their place."""
    x, y = (
        MATHML.named(MATHML.number(digits), Named(Symbol(name)))
        for digits, name in (("-0.5", "x"), ("2", "y"))
    )
    assert str(x) == "<mn data-q=x>−0.5</mn>"
    assert str(x * x).endswith("<mn data-q=x data-g>(−0.5)</mn>")
    whole = tree_of(f"<math>{y**2 + x}</math>")
    assert [one.text for one in whole.every("mn")] == ["2", "2", "(−0.5)"]
    assert [*tree_of(str(x**2)).every("mn", data_q="x", data_g=None)]
    assert UNICODE.named(UNICODE.number("2"), Quantity("y")).terms == ["2"]


def test_a_sum_may_be_broken_and_a_fraction_may_not():
    a, b, c = (MATHML.written(Symbol(letter)) for letter in "abc")
    assert str(a + b + c).count("<wbr>") == 2
    assert str((a + b) * c).count("<wbr>") == 1
    for whole in ((a + b) / c, c ** (a + b), (a + b) ** 2, (a + b).apply("exp")):
        assert "<wbr>" not in str(whole)


def test_a_fraction_of_many_terms_has_a_slash_so_that_it_can_be_broken():
    n, *terms = (MATHML.written(Symbol("x", str(k))) for k in range(6))
    few, many = sum(terms[:4]) / n, sum(terms) / n
    assert str(few).startswith("<mfrac>")
    assert "<mfrac>" not in str(many)
    assert read(many) == "(x_1 + x_2 + x_3 + x_4 + x_5)/x_0"
    assert read(n / sum(terms)) == "x_0/(x_1 + x_2 + x_3 + x_4 + x_5)"
    assert str(many).count("<wbr>") == 4


@pytest.mark.seeds(4, 300)
def test_every_line_reads_in_mathml_as_in_unicode(seed):
    """Every third seed, so that few of them have a cross-entropy, too."""
    working = (step := trace(random_problem(3 * seed + 1), note=NOTES[seed % 5])).working
    for phase in step.plan:
        for line in phase.lines:
            assert read(working.formula(line, MATHML)) == working.formula(line)
            assert read(working.numbers(line, MATHML)) == working.numbers(line)
            assert read(working.symbol(line.quantity, MATHML)) == str(working.symbol(line.quantity))
