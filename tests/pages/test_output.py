"""Printing a page: to streams of all kinds, broken ones too, and complaints in one line."""

import argparse
import errno
import io
import os
import sys

import pytest
from support import ROOT, each_row

from backprop_scalar.cli import main
from backprop_scalar.pages.output import (
    LONGEST_ERROR,
    NARROWEST,
    add_digits_option,
    add_page_options,
    complain,
    new_page,
    show,
    whole_number,
)
from backprop_scalar.pages.page import FORMATS, Page
from backprop_scalar.pages.progress import CLEARED

MAZUR = ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml"


TITLE = "Übung <math><msubsup><mi>δ</mi><mn>1</mn><mn>2</mn></msubsup></math> ж"


class Terminal(io.TextIOWrapper):
    def isatty(self):
        return True


@pytest.fixture
def stdout(monkeypatch):
    """Put a stream of that encoding in the place of stdout; calling it gives its bytes."""

    def put(encoding="utf-8", kind=io.TextIOWrapper):
        buffer = io.BytesIO()
        stream = kind(buffer, encoding=encoding, errors="strict", newline="")
        monkeypatch.setattr(sys, "stdout", stream)
        return buffer.getvalue

    return put


def page_of(form, text="Übung `δ_1^2` ж", *, ascii_only=False):
    page = Page(form, ascii_only=ascii_only)
    page.heading(text, 1)
    return page


# The form, the stream's encoding, whether other programs read it, and a part of the bytes.
SHOWN = [
    ("plain", "utf-8", False, "Übung δ_1^2 ж".encode()),
    ("plain", "cp1252", False, b"\xdcbung ?_1^2 ?"),
    ("plain", "ascii", False, b"?bung ?_1^2 ?"),
    ("plain", "utf-16", False, "Übung δ_1^2 ж".encode("utf-16-le")),
    ("plain", "cp1252", True, "Übung δ_1^2 ж".encode()),
    (
        "html",
        "ascii",
        False,
        b"&#220;bung <math><msubsup><mi>&#948;</mi><mn>1</mn><mn>2</mn></msubsup></math> &#1078;",
    ),
    (
        "html",
        "ascii",
        True,
        TITLE.encode(),
    ),
    (
        "html",
        "cp1252",
        True,
        TITLE.encode(),
    ),
    ("latex", "cp1252", True, "Übung $\\delta_{1}^{2}$ ?".encode()),
]


@pytest.mark.parametrize(("form", "encoding", "is_file", "expected"), SHOWN)
def test_a_page_in_the_encoding_of_the_stream_or_as_a_file(
    stdout, form, encoding, is_file, expected
):
    written = stdout(encoding)
    assert show(page_of(form), is_file=is_file) == 0
    assert expected in written()


def test_a_file_shown_on_a_terminal_is_in_its_encoding(stdout):
    written = stdout("cp1252", Terminal)
    assert show(page_of("html"), is_file=True) == 0
    assert b"\xdcbung" in written()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("form", FORMATS)
def test_ascii_where_it_is_asked_for(stdout, form, encoding):
    written = stdout(encoding)
    assert show(page_of(form, ascii_only=True), ascii_only=True, is_file=True) == 0
    assert written().isascii()
    assert (b"&#948;" if form == "html" else b"elta") in written()


def test_a_stream_in_memory_takes_every_sign(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert show(page_of("html"), is_file=True) == 0
    assert TITLE in stream.getvalue()


# How the commands choose: in a file for programs, else all of the signs or ASCII.
COMMANDS = [
    (["trace", str(MAZUR)], "cp1252", "ascii"),
    (["trace", str(MAZUR)], "ascii", "ascii"),
    (["trace", str(MAZUR)], "utf-8", "utf-8"),
    (["check", str(MAZUR)], "cp1252", "ascii"),
    (["notation"], "cp1252", "ascii"),
    (["trace", str(MAZUR), "--format", "latex"], "cp1252", "ascii"),
    (["worksheet", "chain"], "cp1252", "ascii"),
    (["worksheet", "chain", "--ascii"], "utf-8", "ascii"),
]


@pytest.mark.parametrize(("arguments", "encoding", "expected"), COMMANDS)
def test_what_a_narrow_stream_gets(stdout, arguments, encoding, expected):
    written = stdout(encoding)
    assert main(arguments) == 0
    text = written().decode(expected)
    assert text.isascii() is (expected == "ascii")
    assert "?" not in text or "worksheet" in arguments
    assert any(name in text for name in ("delta", "dC/d", "δ"))


def test_a_page_in_ascii_has_its_own_signs_and_loses_none(stdout):
    written = stdout("ascii")
    assert main(["trace", str(MAZUR)]) == 0
    assert b"dC/da_1^2*sigma'(z_1^2)" in written()
    assert b"This step took the cost from 0.298371 to 0.291028." in written()


def test_an_accented_title_is_utf_8_in_a_file_and_question_marks_in_ascii(stdout, tmp_path):
    path = tmp_path / "title.toml"
    text = MAZUR.read_text(encoding="utf-8").replace("Mazur's", "Übung ∂")
    path.write_text(text, encoding="utf-8")
    written = stdout("ascii")
    assert main(["trace", str(path)]) == 0
    assert b"?bung d 2-2-2 example" in written()
    for form in ("html", "latex"):
        written = stdout("cp1252")
        assert main(["trace", str(path), "--format", form]) == 0
        assert "Übung" in written().decode("utf-8")


class Broken(io.TextIOWrapper):
    """A stdout on which writing fails when it is flushed; its file is a temporary one."""

    def __init__(self, path, error):
        self.file = path.open("wb")
        super().__init__(io.BytesIO(), encoding="utf-8")
        self.error = error

    def flush(self):
        if self.error:
            raise self.error

    def fileno(self):
        return self.file.fileno()


BROKEN = [
    (BrokenPipeError(errno.EPIPE, "Broken pipe"), 0, ""),
    (
        OSError(errno.ENOSPC, "No space left on device"),
        2,
        "backprop_scalar: error: the output cannot be written: No space left on device\n",
    ),
]


@pytest.mark.parametrize(("error", "status", "message"), BROKEN)
def test_a_stream_that_breaks_is_given_up_without_a_traceback(
    monkeypatch, capsys, tmp_path, error, status, message
):
    stream = Broken(tmp_path / "out", error)
    monkeypatch.setattr(sys, "stdout", stream)
    try:
        assert show(page_of("plain")) == status
        # What Python flushes when it ends goes nowhere.
        assert os.path.samestat(os.fstat(stream.fileno()), os.stat(os.devnull))
    finally:
        stream.error = None
        stream.file.close()
    assert capsys.readouterr().err == message


def test_without_a_stdout_there_is_one_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["trace", str(MAZUR)]) == 2
    expected = "the output cannot be written: there is no standard output"
    assert capsys.readouterr().err == f"backprop_scalar: error: {expected}\n"


def test_without_a_stderr_there_is_the_status(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stderr", None)
    assert complain("wrong") == 2
    assert main(["trace", "no/such.toml"]) == 2
    with pytest.raises(SystemExit) as stopped:
        main(["trace"])
    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""


LONG = "x" * 50_000_000
COMPLAINTS = [
    ("wrong", "wrong"),
    ("one\ntwo\r\n\n  three", "one two three"),
    ("a\x0bb\u2028c\x85d", "a b c d"),
    ("", ""),
    ("x" * LONGEST_ERROR, "x" * LONGEST_ERROR),
    ("x" * (LONGEST_ERROR + 1), "x" * LONGEST_ERROR + " …"),
    (LONG, "x" * LONGEST_ERROR + " …"),
    (f"mine.toml: unknown key {LONG}", "mine.toml: unknown key " + "x" * 577 + " …"),
    ("a\n" * 1_000_000, "a " * 299 + "a" + "  …"),
    (ValueError("of an error"), "of an error"),
]


@pytest.mark.parametrize(("error", "line"), COMPLAINTS, ids=range(len(COMPLAINTS)))
def test_a_complaint_is_one_line(capsys, error, line):
    assert complain(error) == 2
    assert capsys.readouterr().err == f"backprop_scalar: error: {line}\n"


def test_a_complaint_of_another_kind_and_status(capsys):
    assert complain("a slip may pass", status=130, kind="note") == 130
    assert capsys.readouterr().err == "backprop_scalar: note: a slip may pass\n"


def test_a_complaint_is_spelled_for_the_stream_and_clears_a_line_of_progress(monkeypatch):
    for encoding, line in [("ascii", "no delta_1"), ("utf-8", "no δ_1")]:
        buffer = io.BytesIO()
        monkeypatch.setattr(sys, "stderr", Terminal(buffer, encoding=encoding, newline=""))
        complain("no δ_1")
        sys.stderr.flush()
        assert buffer.getvalue().decode() == f"{CLEARED}backprop_scalar: error: {line}\n"


def test_a_command_that_is_stopped_says_so(monkeypatch, capsys):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("backprop_scalar.pages.steps.trace_page", stop)
    assert main(["trace", str(MAZUR)]) == 130
    assert capsys.readouterr() == ("", "backprop_scalar: error: stopped\n")


WIDTHS = [
    (30, NARROWEST),
    (NARROWEST, NARROWEST),
    (80, 80),
    (100, 100),
    (300, 100),
]


@pytest.mark.parametrize(("columns", "width"), WIDTHS)
def test_a_page_is_as_wide_as_the_terminal(monkeypatch, stdout, columns, width):
    monkeypatch.setenv("COLUMNS", str(columns))
    options = options_of()
    stdout(kind=Terminal)
    assert new_page(options).width == width
    stdout()
    assert new_page(options).width == 100
    monkeypatch.setattr(sys, "stdout", None)
    assert new_page(options).width == 100


def options_of(*arguments):
    parser = argparse.ArgumentParser()
    add_page_options(parser)
    add_digits_option(parser)
    return parser.parse_args(arguments)


def test_options_of_a_page(stdout):
    stdout()
    page = new_page(options_of("--width", "60", "--format", "html", "--ascii"))
    assert (page.width, page.form, page.ascii_only) == (60, "html", True)
    page = new_page(options_of())
    assert (page.width, page.form, page.style.times) == (100, "plain", "·")
    assert (options_of().digits, options_of("--digits", "9").digits) == (6, 9)
    stdout("cp437")
    assert new_page(options_of()).style.times == "*"


NUMBERS = [("1", 1), ("10", 10), (" 7 ", 7), ("0", None), ("11", None), ("1.5", None), ("", None)]


@each_row(NUMBERS)
def test_whole_numbers(text, number):
    if number is not None:
        assert whole_number(1, 10, text) == number
        return
    with pytest.raises(argparse.ArgumentTypeError, match="is not a whole number from 1 to 10"):
        whole_number(1, 10, text)
