"""Sheets with slips of the pen, with lines added and lost, from other programs and systems."""

import codecs
import re

import pytest
from sheets import ANSWERS, BLANK, above, below, solved, verdicts, with_line
from support import each_row

from backprop_scalar.exercises.marking import Verdict
from backprop_scalar.exercises.sheet_text import SheetText


@pytest.mark.parametrize(
    "line",
    [
        '    "z_1^(1)": -0.235',
        '    "z_1^(1)" -0.235,',
        '    "z_1^(1)" = -0.235,',
        '    "z_1^(1): -0.235,',
        '    z_1^(1)": -0.235,',
        "    z_1^(1): -0.235,",
        "    'z_1^(1)': -0.235,",
        '"z_1^(1)":-0.235,',
        '    "z_1^(1)": "-0.235",',
        '    "z_1^(1)": "-0.235,',
        '    "z_1^(1)": ≈ −0.235,',
        '    "z_1^(1)": = -0.235,  # as on paper',
        '    "z_1^(1)": -0.235},',
        '    "z_1^(1)":\n        -0.235,',
        '    "z_1^(1)": (0.25*0.6\n        # the second input\n        - 0.65*0.9 + 0.2),',
        '    "z_1^(1)": 0.25*0.6\n        - 0.65*0.9 + 0.2,',
        '    "z_1^(1)": 0.25*0.6 -\n        0.65*0.9 + 0.2,',
        '    "z_1^(1)": (\n        0.25*0.6 - 0.65*0.9 + 0.2\n    ),',
    ],
)
def test_a_slip_of_the_pen_costs_nothing(marked, line):
    marks = marked(with_line(line))
    assert list(marks) == list(ANSWERS)
    assert verdicts(marks) == {Verdict.RIGHT}


# What a reader may add or lose: every answer is read, and these lines are named as not read.
CHANGED = [
    (solved().rstrip().removesuffix("}"), 0),
    (solved().replace("ANSWERS = {", "ANSWERS ="), 0),
    (solved().replace("ANSWERS = {", "ANSWERS={"), 0),
    (solved().replace("}\n\nANSWERS", "\nANSWERS"), 0),
    ("Anna Meier, group 3\n" + solved(), 1),
    ("# Anna Meier, group 3\n\n" + solved(), 0),
    (above("from math import exp, log, tanh  # log is the natural logarithm"), 0),
    (above("import math"), 0),
    (above('"""\nI worked on paper.\n"""'), 0),
    (above('group = "3b"'), 0),
    (above("Here I start."), 1),
    (solved().replace("    # Cost\n", "    Here I looked at the notes\n    # Cost\n"), 1),
    (solved().replace("    # Cost\n", "    Note: see page 3\n    # Cost\n"), 1),
    (below("I am done.\nThank you!"), 2),
    (below("L = 0.5"), 0),
    (solved().replace('"""', "", 1), len(re.findall(r"(?m)^.+", BLANK.split('"""')[1])) + 1),
    (solved().replace('"L"', '  "L"'), 0),
    (re.sub(r",\n(    [\"#])", r"\n\1", solved()), 0),
    (re.sub(r"(?m)  # .*$", "", solved()), 0),
    (re.sub(r",(?:  # .*)?\n(?:    # .*\n)?    (?=\")", ", ", solved()), 0),
]


@each_row(CHANGED)
def test_what_is_added_or_lost_costs_nothing_else(text, unread, filled_in):
    filled = filled_in(text)
    assert [mark.verdict for mark in filled.marks] == [Verdict.RIGHT] * len(ANSWERS)
    assert len(filled.unread) == unread


def test_quotes_of_a_word_processor_are_read(marked):
    text = solved().replace('"a_1^(1)"', "“a_1^(1)”").replace('"L"', "‘L’")
    text = text.replace("σ'(z", "σ’(z").replace("-0.235", "“−0.235”")
    assert verdicts(marked(text)) == {Verdict.RIGHT}


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
    ],
    ids=[
        "utf-8 with a mark",
        "utf-16 of a Windows shell",
        "Windows line ends",
        "old Mac line ends",
    ],
)
def test_files_of_other_systems(marked, encode):
    assert verdicts(marked(encode(solved()))) == {Verdict.RIGHT}


# Each in quotes: a file with a line that begins like that of a sheet is one for pytest.
PIECES = [
    '"""A sheet',
    'ANSWERS = {"no": 1}',
    '"""',
    'WORKSHEET = "problem"  # its name',
    'PROBLEM = """\\',
    "[[layer]]",
    "GIVEN = 3",
    '"""',
    "GIVEN = {\"x\": 1, 'y': 2,",
    '    "σ\'(z)": 3}',
    "z = 2*(0.5",
    "    + 1)  # mine",
    "a note",
    "ANSWERS = {",
    "    # Forward",
    '    "a": (1 +  # one',
    '        2), "b": ...',
    "}",
    "the end",
]


def test_a_sheet_is_cut_into_its_pieces():
    found = SheetText("\n".join(PIECES))
    assert {name: entry.line for name, entry in found.names.items()} == {
        "WORKSHEET": 4,
        "PROBLEM": 5,
        "GIVEN": 9,
        "ANSWERS": 14,
    }
    assert found.names["PROBLEM"].value == '"""\\\n[[layer]]\nGIVEN = 3\n"""'
    assert found.blocks == {
        "GIVEN": [("x", "1,", 9, True), ("y", "2,", 9, True), ("σ'(z)", "3", 10, True)],
        "ANSWERS": [("a", "(1 + 2),", 16, True), ("b", "...", 17, True)],
    }
    assert found.readers == [("z", "2*(0.5 + 1)", 11, False)]
    assert found.unread == [13, 19]
