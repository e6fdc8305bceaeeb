"""Worksheets are marked where they are named, and left alone by a plain run of the tests."""

import io
import sys

import pytest

from backprop_scalar.cli import main
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


@pytest.fixture
def on_a_console(monkeypatch, tmp_path):
    """The exit status of a command in a folder of its own, and what it prints there, in bytes.

    encoding: that of the console; typed: what is typed there, or a stream to read it from.
    """
    monkeypatch.chdir(tmp_path)

    def call(*arguments, encoding, typed=""):
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(2))
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed) if isinstance(typed, str) else typed)
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        status = main([*map(str, arguments)])
        for stream in (out, err):
            stream.flush()
        assert err.buffer.getvalue().isascii()
        return status, out.buffer.getvalue(), err.buffer.getvalue()

    return call
