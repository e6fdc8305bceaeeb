"""Tables no wider than the page, broken where a reader would break them."""

import random
import re

import pytest
from support import each_row

from backprop_scalar.pages.layout import GAP, WIDTH, fitted, pieces

PIECES = [
    ("a·b + c·d − e", 0, "", ["a·b", " + c·d", " − e"]),
    ("a·(1 − a) + b", 0, "", ["a·(1 − a)", " + b"]),
    ("a·(1 − a) + b", 1, "", ["a·(1", " − a)", " + b"]),
    ("((a − b)^2 + c)/2", 1, "", ["((a − b)^2", " + c)/2"]),
    ("a·b·c", 0, "·*", ["a", "·b", "·c"]),
    ("(y_1^*)*a", 0, "·*", ["(y_1^*)", "*a"]),
    ("−a + (−b)", 0, "", ["−a", " + (−b)"]),
    ("", 0, "", [""]),
    ("I[f_1^[0] > 0]", 99, "·*/", ["I[f_1^[0] > 0]"]),
    ("w_11^1 ←", 99, "·*/", ["w_11^1 ←"]),
    ("a + b + … + c", 0, "", ["a", " + b", " + …", " + c"]),
]


@each_row(PIECES)
def test_pieces(text, depth, signs, parts):
    assert pieces(text, depth, signs) == parts


def width_of(rows, headings, kinds):
    widths = []
    for heading, column, kind in zip(headings, zip(*rows), kinds):
        if kind == "number":
            parts = [cell.partition(".") for cell in column]
            width = max(len(p[0]) for p in parts) + max(len(p[1] + p[2]) for p in parts)
        else:
            width = max(len(line) for cell in column for line in cell.split("\n"))
        widths.append(max(width, len(heading)))
    return sum(widths) + GAP * (len(widths) - 1)


def test_a_narrow_table_stays_as_it_is():
    rows = [["a", "b + c", "1.5"]]
    assert fitted(["x", "y", "z"], rows, ["math", "math", "number"]) == rows


def random_table(generator):
    headings = ["quantity", "formula", "numbers", "value", "place"]
    kinds = ["math", "math", "math", "number", "place"]
    rows = []
    for _ in range(generator.randint(1, 6)):
        terms = generator.randint(1, 6)
        long = " + ".join(f"w_1{k}^(1)·a_{k}^(0)" for k in range(terms))
        if generator.random() < 0.3:
            long = f"1/(1 + e^(−({long})))"
        value = f"{generator.uniform(-9, 9) * 10 ** generator.randint(-3, 3):.6g}"
        rows.append(["z", long, long.replace("w", "0.25"), value, "§6.1, §6.2"])
    return headings, rows, kinds


@pytest.mark.parametrize("width", [80, WIDTH])
@pytest.mark.seeds(6, 500)
def test_a_wide_table_fits_and_keeps_its_text(seed, width):
    headings, rows, kinds = random_table(random.Random(seed))
    broken = fitted(headings, rows, kinds, width)
    assert width_of(broken, headings, kinds) <= width
    for row, before in zip(broken, rows):
        assert [re.sub(r"\n(?=[+−])", " ", cell).replace("\n", "") for cell in row] == before
    assert [row[3:] for row in broken] == [row[3:] for row in rows]


def test_it_is_broken_no_more_than_it_has_to_be():
    rows = [["a + b + c", "d"]]
    kinds = ["math", "math"]
    assert fitted(["x", "y"], rows, kinds, 12) == rows
    assert fitted(["x", "y"], rows, kinds, 11) == [["a + b\n+ c", "d"]]
    assert fitted(["x", "y"], rows, kinds, 6) == [["a\n+ b\n+ c", "d"]]
    assert fitted(["x", "y"], [["a·(b + c)", "d"]], kinds, 11) == [["a\n·(b + c)", "d"]]
    assert fitted(["x", "y"], [["a·(b + c)", "d"]], kinds, 9) == [["a·(b\n+ c)", "d"]]
    assert fitted(["x", "y"], [["a/bbbb", "d"]], kinds, 4) == [["a\n/bbbb", "d"]]


KEPT = [
    ("number", "123456.789", "123456.789"),
    ("place", "§6.1, §6.2, §6.3", "§6.1, §6.2, §6.3"),
    ("text", "one two three", "one\ntwo\nthree"),
    ("text", "unbreakable", "unbreakable"),
]


@each_row(KEPT)
def test_what_is_broken_and_what_is_not(kind, cell, broken):
    assert fitted(["x", "y"], [[cell, "z"]], [kind, "math"], 5) == [[broken, "z"]]


def test_lines_begin_with_the_operator():
    long = "first_term_of_a_sum·second_factor_of_it + second_term_of_a_sum·second_factor_of_it"
    ((cell, _),) = fitted(["a", "b"], [[long, long]], ["math", "math"])
    assert cell.split("\n")[1].startswith("+ ")
