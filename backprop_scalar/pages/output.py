"""What the commands and the walkthroughs share: their options, and printing a page.

Everything is worked out before anything is printed, so bad input gives one line on stderr, exit
status 2 and no half of a table.
"""

import argparse
import contextlib
import functools
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from ..checks import ProblemError
from ..tracing.digits import DIGITS
from ..tracing.styles import ASCII, can_show_unicode
from .layout import WIDTH
from .page import FILES, FORMATS, Page
from .progress import CLEARED, on_a_terminal

NARROWEST = 40
# An error that quotes what it found is cut off after so many characters.
LONGEST_ERROR = 600
# How signs that an encoding lacks are written, a question mark where it is not said.
_REPLACED = {"html": "xmlcharrefreplace", "svg": "xmlcharrefreplace"}


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(complain(f"{message}; see {self.prog} --help"))


def whole_number(lowest: int, highest: int, text: str) -> int:
    """The whole number that a text says. Raises ArgumentTypeError where it is out of range."""
    try:
        number = int(text)
    except ValueError:
        number = lowest - 1
    if not lowest <= number <= highest:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a whole number from {lowest} to {highest}"
        )
    return number


def add_page_options(parser: argparse.ArgumentParser, formats: Sequence[str] = FORMATS) -> None:
    """--format, --ascii and --width, for all that prints a page in one of these formats."""
    usual = formats[0]
    parser.add_argument("--format", choices=formats, default=usual, help=f"default: {usual}")
    parser.add_argument("--ascii", action="store_true", help="no signs beyond ASCII")
    words = f"of tables in plain text (default: the terminal's, at most {WIDTH})"
    add_number(parser, "--width", "COLUMNS", NARROWEST, 1000, words)


def add_digits_option(parser: argparse.ArgumentParser) -> None:
    """--digits, the significant digits shown."""
    words = f"significant digits shown, 2 to 15 (default: {DIGITS})"
    add_number(parser, "--digits", "D", 2, 15, words, default=DIGITS)


def add_number(
    command: argparse._ActionsContainer,
    name: str,
    letter: str,
    lowest: int,
    highest: int,
    words: str,
    **settings: Any,
) -> None:
    """An option that takes a whole number; settings: more of those of `add_argument`."""
    kind = functools.partial(whole_number, lowest, highest)
    command.add_argument(name, type=kind, metavar=letter, help=words, **settings)


def new_page(options: argparse.Namespace, *, is_file: bool = False) -> Page:
    """An empty page, in ASCII where asked for or where stdout, unless it is a file that is printed,
    cannot show more."""
    shows_all = is_file or options.format in FILES or can_show_unicode(_encoding())
    ascii_only = options.ascii or not shows_all
    width = options.width or (WIDTH if is_file else _width())
    return Page(options.format, ascii_only=ascii_only, width=width)


def _encoding() -> str:
    """That of stdout; a stream in memory has none and takes every sign."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _width() -> int:
    """The terminal's, if stdout is one, between what a table needs and what a page has."""
    if sys.stdout is None or not sys.stdout.isatty():
        return WIDTH
    return max(NARROWEST, min(WIDTH, shutil.get_terminal_size().columns))


def show(page: Page, *, ascii_only: bool = False, is_file: bool = False) -> int:
    """Print a page; the exit status.

    is_file: other programs read it, so it is UTF-8 whatever stdout is, unless that is a terminal. A
    sign that stdout cannot show becomes a question mark.
    """
    if sys.stdout is None:
        return complain("the output cannot be written: there is no standard output")
    as_bytes = is_file and hasattr(sys.stdout, "buffer") and not sys.stdout.isatty()
    encoding = "ascii" if ascii_only else "utf-8" if as_bytes else _encoding()
    written = str(page).encode(encoding, _REPLACED.get(page.form, "replace"))
    try:
        if as_bytes:
            sys.stdout.buffer.write(written)
        else:
            sys.stdout.write(written.decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        fall_silent()
    except OSError as error:
        fall_silent()
        return complain(f"the output cannot be written: {error.strerror}")
    return 0


def fall_silent() -> None:
    """Write to nobody from now on, for nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def save(page: Page, path: Path, *, ascii_only: bool = False) -> None:
    """Write a page into a file, in UTF-8. Raises ProblemError where that cannot be written."""
    encoding = "ascii" if ascii_only else "utf-8"
    write(path, str(page).encode(encoding, _REPLACED.get(page.form, "replace")))


def write(path: Path, written: bytes) -> None:
    """Write into a file, in a folder that is made for it. Raises ProblemError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    except OSError as error:
        raise ProblemError(f"{path}: cannot be written: {error.strerror}") from None


def complain(error: object, status: int = 2, kind: str = "error") -> int:
    """Say on stderr, in one line, what is wrong; the exit status for it."""
    if sys.stderr is not None:
        start = CLEARED if on_a_terminal() else ""
        text = " ".join(str(error)[: 10 * LONGEST_ERROR].split())
        if len(text) > LONGEST_ERROR:
            text = text[:LONGEST_ERROR] + " …"
        if not can_show_unicode(sys.stderr.encoding or "utf-8"):
            text = ASCII.spell_letters(text)
        with contextlib.suppress(OSError):
            print(f"{start}backprop_scalar: {kind}: {text}", file=sys.stderr, flush=True)
    return status
