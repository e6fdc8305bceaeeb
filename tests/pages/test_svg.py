"""Texts of drawings: symbols with their scripts, numbers, and the room they need."""

import xml.etree.ElementTree as ET

from support import each_row

from backprop_scalar.notes.quantities import Quantity
from backprop_scalar.notes.symbols import Symbol, typed
from backprop_scalar.pages.svg import Number, alone, canvas, element, group, room, text

from .drawings import classes, number_of, read, text_of


def levels(one):
    """The parts of a text, with how far each is below the baseline."""
    level, found = 0.0, [(one.text, 0.0)] if one.text else []
    for part in one:
        level += float(part.get("dy", 0))
        found.append((part.text, level))
    return found


@each_row(["w_12^(1)", "C", "y_1^*", "b^[2]", "∂C/∂w_1,2^(1)"])
def test_a_symbol_has_its_scripts_and_then_the_baseline_again(symbol):
    one = read(text(0, 0, typed(symbol), " = ", Number("-1.5e-07")))
    scripts = [part for part in one.iter("tspan") if "script" in classes(part)]
    assert text_of(one) == symbol.replace("_", "").replace("^", "") + " = −1.5e-07"
    assert len(scripts) == symbol.count("_") + symbol.count("^")
    assert number_of(one) == "-1.5e-07"
    for content, level in levels(one):
        is_sub, is_sup = f"_{content}" in symbol, f"^{content}" in symbol
        assert (level > 0, level < 0) == (is_sub, is_sup), content


def test_a_superscript_stands_above_its_subscript():
    *_, sup = read(text(0, 0, Symbol("w", "12", "1")))
    assert float(sup.get("dx")) < 0


def test_room_grows_with_the_text_and_its_scripts():
    symbols = [Symbol("w"), Symbol("w", "1"), Symbol("w", "12"), Symbol("w", "12", "(1000)")]
    needed = [room(symbol) for symbol in symbols]
    assert needed == sorted({*needed})
    assert room("ab", Symbol("w")) == room("abw")
    assert room(Symbol("∂{}", parts=(Symbol("w", "12"),))) == room("∂", Symbol("w", "12"))


def test_what_is_written_is_escaped():
    about = Quantity("a", 0, 1, None, 2)
    one = read(element("g", "", text(1, 2, "<&>"), about=about, words='a "<b>"'))
    assert text_of(one) == "<&>"
    assert (one.find("title").text, one.get("data-q")) == ('a "<b>"', "a-0-1--2")


def test_a_drawing_alone_has_its_style_and_paper():
    inside = canvas(30, 20, "a & b", [group("x", [text(0, 0, "t")])])
    assert "style" not in [one.tag for one in read(inside)]
    assert "http" not in inside
    assert ET.fromstring(alone(inside)).tag == "{http://www.w3.org/2000/svg}svg"
    root = read(alone(inside))
    assert [one.tag for one in root] == ["style", "rect", "g"]
    assert classes(root) == ["picture", "alone"]
    assert root.get("aria-label") == "a & b"
    assert root.get("viewBox") == "0 0 30 20"
