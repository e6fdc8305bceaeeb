"""The command line: python -m backprop_scalar trace | check | notation."""

import argparse
from collections.abc import Sequence

from .problem import NOTES, Problem, ProblemError, read_problem
from .tracing.check import check_page
from .tracing.concordance import concordance
from .tracing.notation import Spelling
from .tracing.output import (
    Parser,
    add_digits_option,
    add_page_options,
    complain,
    new_page,
    show,
    whole_number,
)
from .tracing.pages import Page
from .tracing.quantities import Quantity
from .tracing.tables import StepTables, rounding


def trace_page(problem: Problem, page: Page, note: str, steps: int, digits: int) -> None:
    """`steps` training steps of a problem in the letters of a note, each from where the last ended.

    Raises ProblemError where a value is too large for a float.
    """
    page.heading(problem.title or "A training step", 1)
    page.text(_about(problem, Spelling.of(problem, note)))
    page.text(rounding(digits))
    network = problem.network
    for number in range(1, steps + 1):
        if steps > 1:
            page.heading(f"Step {number}", 2)
        try:
            step = StepTables(page, problem, digits, note=note, network=network)
        except ProblemError as error:
            raise ProblemError(f"step {number}: {error}" if steps > 1 else str(error)) from None
        step.everything(level=2 if steps == 1 else 3)
        network = step.trace.moved_network


def _about(problem: Problem, spelling: Spelling) -> str:
    """The network, the cost and the notation in words."""
    notation, cost = spelling.notation, problem.cost
    widths = "-".join(map(str, problem.network.widths))
    activations = ", ".join(layer.activation.name for layer in problem.network.layers)
    sentences = [
        f"A {widths} network ({activations}) with the cost {cost.name}.",
        f"It is written in the letters of {notation.source}.",
    ]
    if cost.name != notation.cost:
        sentences.append(f"The note itself uses {notation.cost}.")
    if cost.partner:
        sentences.append(
            f"With {cost.partner} outputs the product of this cost's derivative and the slope of "
            f"the activation is worked out beforehand; the error signal takes one line."
        )
    if len(problem.examples) > 1:
        n = spelling.symbol(Quantity("n"))
        sentences.append(
            f"The error signals hold the `1/{n}` of the batch, so its gradients are plain sums."
            if notation.inside
            else "Each example has its own gradients; the batch takes their average."
        )
    sentences += _deviations(spelling)
    return " ".join(sentences)


def _deviations(spelling: Spelling) -> list[str]:
    """What `cf.` means, and where the note as printed gives another number than the tables."""
    sentences = []
    if spelling.deviates:
        sentences.append("Its equations are marked cf. where they give something else than the line.")
    if spelling.cost == spelling.notation.cost:
        sentences.append(spelling.notation.remark)
    if spelling.examples > 1:
        sentences.append(spelling.notation.batch_remark)
    return [sentence for sentence in sentences if sentence]


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = Parser(prog="backprop_scalar", description="Backpropagation, every number shown.")
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
        return complain(error)
    return show(page, ascii_only=options.ascii) or status


def _run_on_file(options: argparse.Namespace, problem: Problem, page: Page) -> int:
    try:
        if options.command == "trace":
            trace_page(problem, page, options.note, options.steps, options.digits)
            return 0
        return 0 if check_page(problem, page, Spelling.of(problem, options.note)) else 1
    except ProblemError as error:
        raise ProblemError(f"{options.file}: {error}") from None
