"""Tables no wider than the page, broken where a reader would break them."""

import random

import pytest

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


@pytest.mark.parametrize(("text", "depth", "signs", "parts"), PIECES)
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


@pytest.mark.parametrize("seed", range(50))
def test_a_wide_table_fits_and_keeps_its_text(seed):
    generator = random.Random(seed)
    headings = ["quantity", "formula", "numbers", "value"]
    rows = []
    for _ in range(5):
        terms = generator.randint(1, 6)
        long = " + ".join(f"w_1{k}^(1)·a_{k}^(0)" for k in range(terms))
        rows.append(["z", long, long.replace("w", "0.25"), f"{generator.uniform(-9, 9):.6g}"])
    broken = fitted(headings, rows, ["math", "math", "math", "number"])
    assert width_of(broken, headings, ["math", "math", "math", "number"]) <= WIDTH
    for row, before in zip(broken, rows):
        assert [cell.replace("\n", " ") for cell in row] == before


def test_lines_begin_with_the_operator():
    long = "first_term_of_a_sum·second_factor_of_it + second_term_of_a_sum·second_factor_of_it"
    ((cell, _),) = fitted(["a", "b"], [[long, long]], ["math", "math"])
    assert cell.split("\n")[1].startswith("+ ")
