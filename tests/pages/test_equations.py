"""The list of equations against the notes' own labels and against the package."""

import importlib
import re

import pytest
from support import NOTES, ROOT, each_row

from backprop_scalar import ProblemError
from backprop_scalar.cli import main
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.pages.equations import equation_page, find, labels
from backprop_scalar.pages.page import Page

# Every numbered or labelled equation of the notes, in their order.
THILL = (
    "activation activation3 activation4 input-matrix input-matrix1 input-matrix2 mse partial1 "
    "partial2 partial3 partial3_b chainrule1 chainrule2 chainrule3 backprop-recursion chainrule4 "
    "chainrule6 chainrule7 chainrule8 finalbackprop finalbackprop_b finalbackprop2 "
    "finalbackprop2_b matrixBackprop J_W_ell J_b_ell gd-update_1 gd-update gd-update-batch "
    "chainrule5"
)
LABELS = {
    "full_story": [f"Alg. 1.{line}" for line in range(1, 8)],
    "anomitroid": [f"({number})" for number in range(1, 64)],
    "ko": ["§2 (1)", "A1", "A2", "BP1", "BP2", *(f"BP2 ({line})" for line in range(1, 7))]
    + ["BP3", "BP3 (1a)", "BP3 (2a)", "BP3 (1b)", "BP3 (2b)", "BP4"],
    "thill": THILL.split(),
    "step_by_step": [
        "Z_1",
        "A_1",
        "Z_2",
        "A_2",
        "Loss",
        "δ_2",
        "δ_1",
        "∇W_2",
        "∇b_2",
        "∇W_1",
        "∇b_1",
    ],
}


@each_row(NOTES)
def test_every_label_of_the_note_is_there(note):
    assert {*LABELS[note]} <= {entry.label for entry in notation_of(note).equations}


@each_row(NOTES)
def test_every_entry_leads_to_a_function_and_a_script(note):
    for entry in notation_of(note).equations:
        module, _, function = entry.function.rpartition(".")
        assert callable(getattr(importlib.import_module(f"backprop_scalar.{module}"), function))
        assert (ROOT / "walkthroughs" / entry.walkthrough).is_file(), entry.walkthrough
        assert entry.formula
        assert len(entry.computes) <= 60


CITES = [
    ("(41)-(43)", {"(41)", "(42)", "(43)"}),
    ("cf. (58)", {"(58)"}),
    ("BP4, A1", {"BP4", "A1"}),
    ("", set()),
]


@each_row(CITES)
def test_labels(cite, found):
    assert labels(cite) == found


FOUND = [
    ("anomitroid", "58", ["(58)"]),
    ("anomitroid", "(58)", ["(58)"]),
    ("ko", "bp2", ["BP2"]),
    ("ko", "1", ["§2 (1)", "BP2 (1)"]),
    ("ko", "BP2(1)", ["BP2 (1)"]),
    ("ko", "2a", ["§2 a", "BP3 (2a)"]),
    ("thill", "eq:chainrule8", ["chainrule8"]),
    ("full_story", "Alg. 1.5", ["Alg. 1.5"]),
    ("full_story", "1.5", ["Alg. 1.5"]),
    ("full_story", "5", ["Alg. 1.5", "§5 θ"]),
    ("step_by_step", "Z_1", ["Z_1"]),
    ("step_by_step", "delta_1", ["δ_1"]),
    ("step_by_step", "grad W_2", ["∇W_2"]),
    ("ko", "sec. 2 (1)", ["§2 (1)"]),
    ("anomitroid", "cf. (58)", ["(58)"]),
    ("thill", "before mse", ["before mse"]),
    ("anomitroid", "(7), (8)", ["(7)", "(8)"]),
    ("anomitroid", "cf. (41)-(43)", ["(41)", "(42)", "(43)"]),
    ("anomitroid", "(60), (41)-(42), after (43)", ["(41)", "(42)", "after (43)", "(60)"]),
    ("anomitroid", "§6.1, §6.5.2", ["§6.1", "§6.5.2"]),
    ("anomitroid", "§6.5", ["§6.5", "§6.5.1", "§6.5.2"]),
    ("anomitroid", "7", ["(7)"]),
    ("full_story", "§3 y", ["§3 y"]),
    ("full_story", "§3 Y", ["§3 Y"]),
    ("full_story", "alg. 1.5", ["Alg. 1.5"]),
]


@each_row(FOUND)
def test_find(note, number, found):
    assert [entry.label for entry in find(note, number)] == found


def test_a_section_has_the_equations_of_the_sections_within_it():
    assert {entry.section for entry in find("anomitroid", "§4")} == {
        *("§4.1", "§4.2", "§4.3", "§4.4.1", "§4.4.2", "§4.5", "§4.6"),
    }


@each_row(["99", "", "(1), 99", "(43)-(41)", "(1)-(99999999999)"])
def test_an_unknown_number_is_answered_with_the_known_ones(number):
    known = f"ko has no equation or section '{re.escape(number)}'; see .* equations ko"
    with pytest.raises(ProblemError, match=known):
        find("ko", number)


@pytest.mark.parametrize("note", NOTES)
def test_shapes_have_real_subscripts_in_html(note):
    entries = [entry for entry in notation_of(note).equations if entry.matrix]
    for label in dict.fromkeys(entry.label for entry in entries):
        page = Page("html")
        equation_page(page, note, label)
        shown = re.findall("<p>In the note: .*</p>", str(page))
        assert shown
        assert "_" not in re.sub("<math>.*?</math>", "", "".join(shown))


def test_the_commands(capsys):
    assert main(["equation", "anomitroid", "58"]) == 0
    out = capsys.readouterr().out
    assert "(58)" in out
    assert "walkthroughs/anomitroid/any_network.py" in out
    for note in NOTES:
        assert main(["equations", note]) == 0
        out = capsys.readouterr().out
        assert max(map(len, out.splitlines())) <= 100
        assert all(label in out for label in LABELS[note])
    assert main(["equations"]) == 0
    assert main(["equation", "ko", "99"]) == 2
