"""Worksheets are marked where they are named, and left alone by a plain run of the tests."""

import pytest

from backprop_scalar.exercises.answers import mark_file

collect_ignore_glob = ["worksheet_*.py"]


@pytest.fixture
def filled_in(tmp_path):
    """What is read from a text."""

    def call(text, problem=""):
        path = tmp_path / "sheet.py"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return mark_file(path, problem)

    return call


@pytest.fixture
def marked(filled_in):
    """Marks of a text by the names of the lines."""

    def call(text):
        filled = filled_in(text)
        return {filled.assignment.sheet.name(mark.quantity): mark for mark in filled.marks}

    return call
