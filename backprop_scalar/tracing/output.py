"""What the commands and the walkthroughs share: their options, and printing a page.

Everything is worked out before anything is printed, so bad input gives one line on stderr, exit
status 2 and no half of a table.
"""

import argparse
import os
import sys
from typing import NoReturn

from ..problem import ProblemError
from .pages import FORMATS, Page
from .tables import DIGITS
from .written import can_show_unicode


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: error: {message}; see {self.prog} --help\n")


def whole_number(lowest: int, highest: int, text: str) -> int:
    """The whole number that a text says. Raises ArgumentTypeError where it is out of range."""
    try:
        number = int(text)
    except ValueError:
        number = lowest - 1
    if not lowest <= number <= highest:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {lowest} to {highest}")
    return number


def add_page_options(parser: argparse.ArgumentParser) -> None:
    """--format and --ascii, for all that prints a page."""
    parser.add_argument("--format", choices=FORMATS, default="plain", help="default: plain")
    parser.add_argument("--ascii", action="store_true", help="no signs beyond ASCII")


def add_digits_option(parser: argparse.ArgumentParser) -> None:
    """--digits, the significant digits shown."""
    parser.add_argument(
        "--digits",
        type=lambda text: whole_number(2, 15, text),
        default=DIGITS,
        metavar="D",
        help=f"significant digits shown, 2 to 15 (default: {DIGITS})",
    )


def new_page(options: argparse.Namespace) -> Page:
    """An empty page, in ASCII where asked for or where stdout cannot show more."""
    ascii_only = options.ascii or not can_show_unicode(_encoding())
    return Page(options.format, ascii_only=ascii_only)


def _encoding() -> str:
    """That of stdout; a stream in memory has none and takes every sign."""
    return sys.stdout.encoding or "utf-8"


def show(page: Page, *, ascii_only: bool = False) -> int:
    """Print a page; the exit status. A sign that stdout cannot show becomes a question mark."""
    encoding = "ascii" if ascii_only else _encoding()
    instead = "xmlcharrefreplace" if page.form == "html" else "replace"
    try:
        sys.stdout.write(str(page).encode(encoding, instead).decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return complain(ProblemError(f"the output cannot be written: {error.strerror}"))
    return 0


def complain(error: Exception, status: int = 2) -> int:
    """Say on stderr, in one line, what is wrong; the exit status for it."""
    print(f"backprop_scalar: error: {error}", file=sys.stderr)
    return status
