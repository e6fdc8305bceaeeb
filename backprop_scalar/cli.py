"""The command line: python -m backprop_scalar trace | check | notation.

Everything is worked out before anything is printed, so bad input gives one line on stderr, exit
status 2 and no half of a table.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from .gradient_check import Comparison, gradient_check
from .problem import NOTES, Problem, ProblemError, read_problem
from .tracing.concordance import concordance
from .tracing.notation import Spelling
from .tracing.pages import FORMATS, Column, Page
from .tracing.quantities import Quantity
from .tracing.steps import trace
from .tracing.tables import DIGITS, StepTables, finite_cost, significant
from .tracing.written import UNICODE

GOOD_AGREEMENT = 1e-6


class _Parser(argparse.ArgumentParser):
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
    ascii_only = options.ascii or not UNICODE.encodes(sys.stdout.encoding)
    return Page(options.format, ascii_only=ascii_only)


def show(page: Page, *, ascii_only: bool = False) -> None:
    """Print a page; a sign in a title that stdout cannot show becomes a question mark."""
    encoding = "ascii" if ascii_only else sys.stdout.encoding or "utf-8"
    instead = "xmlcharrefreplace" if page.form == "html" else "replace"
    try:
        sys.stdout.write(str(page).encode(encoding, instead).decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def trace_page(problem: Problem, page: Page, note: str, steps: int, digits: int) -> None:
    """`steps` training steps of a problem in the letters of a note."""
    spelling = Spelling.of(problem, note)
    page.heading(problem.title or "A training step", 1)
    page.text(_about(problem, spelling))
    network = problem.network
    for number in range(1, steps + 1):
        if steps > 1:
            page.heading(f"Step {number}", 2)
        try:
            step = trace(problem, network, inside=spelling.notation.inside)
        except ProblemError as error:
            raise ProblemError(f"step {number}: {error}") from None
        StepTables(page, step, spelling, digits).everything(level=2 if steps == 1 else 3)
        network = step.moved_network


def _about(problem: Problem, spelling: Spelling) -> str:
    """The network, the cost and the notation in words."""
    widths = "-".join(map(str, problem.network.widths))
    activations = ", ".join(layer.activation.name for layer in problem.network.layers)
    source = spelling.notation.source
    sentences = [
        f"A {widths} network ({activations}) with the cost {problem.cost.name}.",
        f"It is written in the letters of {source}.",
    ]
    if problem.cost.name != spelling.notation.cost:
        sentences.append(
            f"The note itself uses {spelling.notation.cost}: cf. marks its equations where that "
            f"makes a difference."
        )
    if problem.cost.partner:
        sentences.append(
            f"With {problem.cost.partner} outputs this cost has its error signal in one line: it "
            f"is what BP1's sum of the products `∂C/∂a·∂a/∂z` comes to."
        )
    if len(problem.examples) > 1:
        sentences.append(
            "The error signals hold the `1/{n}` of the batch, so its gradients are plain sums."
            if spelling.notation.inside
            else "Each example has its own gradients; the batch takes their average."
        )
    return " ".join(sentences).format(n=spelling.symbol(Quantity("n")))


def check_page(problem: Problem, page: Page, note: str) -> bool:
    """Backprop against finite differences for every parameter; whether they agree."""
    if finite_cost(problem.network, problem) is None:
        raise ProblemError("the cost is too large for a float; take smaller inputs or weights")
    spelling = Spelling.of(problem, note)
    comparisons = gradient_check(problem.network, problem.examples, problem.cost)
    page.heading(f"{problem.title or 'A problem'}: gradient check", 1)
    page.text(
        "Each parameter's gradient by backpropagation and by the central difference "
        "(C(w + h) − C(w − h))/2h with h = 0.00001. The error is relative to the larger of the "
        "two, or to 0.001 where both are smaller: a difference quotient resolves no more."
    )
    page.table(
        [
            Column("gradient", "math"),
            Column("backprop", "number"),
            Column("finite difference", "number"),
            Column("relative error", "number"),
        ],
        [
            [
                page.style.spell(spelling.symbol(gradient_of(comparison))),
                page.number(significant(comparison.backprop, 9)),
                page.number(significant(comparison.difference, 9)),
                page.number(f"{comparison.error:.1e}"),
            ]
            for comparison in comparisons
        ],
    )
    worst = max(comparisons, key=lambda comparison: comparison.error)
    agree = worst.error < GOOD_AGREEMENT
    page.text(
        f"The largest relative error is {worst.error:.1e}, of "
        f"`{spelling.symbol(gradient_of(worst))}`: "
        + (
            "the two agree."
            if agree
            else "the two do not agree. Is a ReLU at its corner z = 0, where backprop takes the "
            "slope 0 and the difference sees 1/2?"
        )
    )
    return agree


def gradient_of(comparison: Comparison) -> Quantity:
    """The gradient that a comparison is about."""
    kind = "db" if comparison.k is None else "dw"
    return Quantity(kind, comparison.l, comparison.j, comparison.k)


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = _Parser(prog="backprop_scalar", description="Backpropagation, every number shown.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="trace|check|notation")
    note_help = "whose letters to use (default: the problem's own)"

    tracing = commands.add_parser("trace", help="print a training step with every number")
    tracing.add_argument("file", metavar="FILE", help="a problem in TOML")
    tracing.add_argument("--note", choices=NOTES, default="", metavar="NAME", help=note_help)
    tracing.add_argument(
        "--steps",
        type=lambda text: whole_number(1, 1000, text),
        default=1,
        metavar="N",
        help="how many steps, each from where the last one ended (default: 1)",
    )
    add_digits_option(tracing)
    add_page_options(tracing)

    checking = commands.add_parser("check", help="compare backprop with finite differences")
    checking.add_argument("file", metavar="FILE", help="a problem in TOML")
    checking.add_argument("--note", choices=NOTES, default="", metavar="NAME", help=note_help)
    add_page_options(checking)

    notation = commands.add_parser("notation", help="the same quantities in the five notes")
    add_page_options(notation)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status: 0, 1 where a check does not agree, 2 for bad input."""
    options = build_parser().parse_args(arguments)
    page = new_page(options)
    status = 0
    try:
        if options.command == "notation":
            concordance(page)
        else:
            status = _run_on_file(options, read_problem(options.file), page)
    except ProblemError as error:
        print(f"backprop_scalar: error: {error}", file=sys.stderr)
        return 2
    show(page, ascii_only=options.ascii)
    return status


def _run_on_file(options: argparse.Namespace, problem: Problem, page: Page) -> int:
    try:
        if options.command == "trace":
            trace_page(problem, page, options.note, options.steps, options.digits)
            return 0
        return 0 if check_page(problem, page, options.note) else 1
    except ProblemError as error:
        raise ProblemError(f"{options.file}: {error}") from None
