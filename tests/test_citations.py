"""Where a docstring names an equation of the notes, the notes have it."""

import re

from support import ROOT, each_row

from backprop_scalar.notes.notation import notation_of

PACKAGE = ROOT / "backprop_scalar"
SOURCES = sorted([*PACKAGE.glob("*.py"), *(PACKAGE / "topics").glob("*.py")])
THILL = {entry.label for entry in notation_of("thill").equations}
SECTIONS = {"full_story": 6, "anomitroid": 6, "ko": 6}


@each_row(SOURCES)
def test_cited_equations_exist(path):
    text = path.read_text(encoding="utf-8")
    for label in re.findall(r"eq:([\w-]+)", text):
        assert label in THILL, label
    for numbers in re.findall(r"anomitroid ((?:\(\d+\)(?:-\(\d+\))?(?:, )?)+)", text):
        assert all(1 <= int(number) <= 63 for number in re.findall(r"\d+", numbers))
    for number in re.findall(r"\bBP(\d)", text):
        assert number in "1234"
    for note, section in re.findall(r"(full_story|anomitroid|ko) §(\d)", text):
        assert 1 <= int(section) <= SECTIONS[note]
    for line in re.findall(r"Algorithm 1 lines? (\d)", text):
        assert 1 <= int(line) <= 7


def test_every_equation_says_where_it_comes_from():
    """equations.py: each formula names a note, or says that none has it."""
    text = (ROOT / "backprop_scalar" / "equations.py").read_text(encoding="utf-8")
    for block in re.split(r"\ndef ", text)[1:]:
        docstring = block.split('"""')[1]
        notes = "full_story|anomitroid|ko|thill|step_by_step|in none of the notes"
        assert re.search(notes, docstring), block[:40]
