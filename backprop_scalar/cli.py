"""The command line: backprop_scalar COMMAND …, with --help for each command."""

import argparse
import functools
import math
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from .checks import ProblemError, at
from .notes.notation import notation_of
from .pages.output import (
    Parser,
    add_digits_option,
    add_number,
    add_page_options,
    complain,
    new_page,
    save,
    show,
    whole_number,
    write,
)
from .pages.page import DATA, FILES, FORMATS, Page, as_typed
from .problem import LARGEST_SEED, NOTES, PLACES, read_problem, toml_of
from .tracing.digits import Decimals

MOST_SHEETS = 1000

T = TypeVar("T")
Options = argparse.Namespace
Command = Callable[[Options, Page], int | None]

# Each command imports what it prints, so that none waits for what another one needs.


def _trace(options: Options, page: Page) -> None:
    from .pages.steps import trace_page

    names = ("note", "steps", "digits", "batch_size", "factors", "changes")
    _of_problem(options, page, trace_page, *names)


def _check(options: Options, page: Page) -> int:
    from .pages.check import check_page

    return 0 if _of_problem(options, page, check_page, "note") else 1


def _train(options: Options, page: Page) -> None:
    from .pages.training import train_page

    if options.save and Path(options.save).exists():
        raise ProblemError(f"--save {options.save}: is there already; take another name")
    names = ("epochs", "batch_size", "seed", "digits", "note", "stop_below")
    trained = _of_problem(options, page, train_page, *names)
    if options.save:
        write(Path(options.save), toml_of(trained).encode())
        anew = " From there the momentum starts at 0 again." * bool(trained.momentum)
        page.text(f"Written: {as_typed(options.save)}.{anew}")


def _pytorch(options: Options, page: Page) -> None:
    from .pages.pytorch import pytorch_page

    _of_problem(options, page, pytorch_page, "note")


def _unroll(options: Options, page: Page) -> None:
    from .pages.unroll import unroll_page

    _of_problem(options, page, unroll_page, "note", "steps")


def _picture(options: Options, page: Page) -> None:
    from .pages.picture import picture_page

    _of_problem(options, page, picture_page, "note", "example", "digits")


def _of_problem(options: Options, page: Page, make: Callable[..., T], *names: str) -> T:
    """make(page, the problem in the file, …) with the options of these names; an error of it has
    the file's name first, but for that of a bad note."""
    if options.note:
        notation_of(options.note)
    settings = {name: getattr(options, name) for name in names}
    return at(options.file, make, page, read_problem(options.file), **settings)


def _notation(options: Options, page: Page) -> None:
    from .pages.notation import notation_page

    notation_page(page)


def _equation(options: Options, page: Page) -> None:
    from .pages.equations import equation_page

    asked = (page, options.note, options.number)
    if options.file:
        at(options.file, equation_page, *asked, read_problem(options.file))
    else:
        equation_page(*asked)


def _equations(options: Options, page: Page) -> None:
    from .pages.equations import equations_page

    equations_page(page, options.note)


def _worksheet(options: Options, page: Page) -> None:
    from .exercises.assignment import Assignment, assigned
    from .exercises.handing_out import check_free, hand_out, printed
    from .exercises.worksheet import catalogue_page

    if not options.name:
        for option in ("output", "into", "key", "seed", "seeds", "note", "digits", "decimals"):
            if getattr(options, option) not in (None, "", False):
                raise ProblemError("name an exercise, or a problem in a .toml file")
        catalogue_page(page)
        return
    seeds = options.seeds or [options.seed]
    digits = options.digits if options.decimals is None else Decimals(options.decimals)

    def assign(seed: int | None) -> Assignment:
        found = assigned(options.name, seed, options.note).asking_for(digits)
        return replace(found, formulas=options.formulas)

    if options.into:
        hand_out(page, Path(options.into), options.name, assign, seeds, with_keys=options.key)
        return
    if page.form == "plain" and seeds[1:]:
        raise ProblemError(
            "--seeds is for several sheets: name a folder for them, --into FOLDER, or print them "
            "as one document with --format latex or html"
        )
    hidden = printed(page, assign, seeds, as_key=options.key)
    if options.output:
        check_free(Path(options.output), options.name, page)
    if hidden:
        hidden.insert(
            0, "a slip may pass for a right answer with these numbers (--seed N takes others):"
        )
    for line in hidden:
        complain(line, kind="note")


def _mark(options: Options, page: Page) -> int:
    from .exercises.answers import mark_file
    from .exercises.class_page import class_page, gradebook, mark_class
    from .exercises.mark_page import exit_status, mark_page

    if options.next and options.format in DATA:
        raise ProblemError("--next prints a page; leave it or --format out")
    is_one = not options.paths[1:] and not os.path.isdir(options.paths[0])
    if is_one and options.format not in DATA:
        filled = mark_file(options.paths[0], options.problem)
        mark_page(page, filled, only_next=options.next)
        return exit_status(filled.marks)
    if options.next:
        raise ProblemError("--next is for one worksheet; leave it out, or name a file")
    marked = mark_class(options.paths, options.problem)
    (gradebook if options.format in DATA else class_page)(page, marked)
    return marked.status


def _practice(options: Options, page: Page) -> int:
    from .exercises.practice import practice

    return practice(page, options.name, options.seed, options.sheet)


@functools.cache
def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = Parser(prog="backprop_scalar", description="Backpropagation, every number shown.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: Command, words: str) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name, help=words, description=f"{words[0].upper()}{words[1:]}."
        )
        command.set_defaults(run=run)
        return command

    _add_steps(add)
    add("notation", _notation, "print the same quantities in the five notes")
    finding = add("equation", _equation, "show where an equation of the notes is in the project")
    finding.add_argument("note", choices=NOTES, metavar="NOTE", help=", ".join(NOTES))
    finding.add_argument("number", metavar="NUMBER", help="its number or label, or a section")
    words = "a problem in TOML: its lines with this equation"
    finding.add_argument("file", nargs="?", metavar="FILE", help=words)
    listing = add("equations", _equations, "list the equations of the notes")
    listing.add_argument("note", nargs="?", choices=["", *NOTES], default="", metavar="NOTE")
    _add_exercises(add)
    for name, command in commands.choices.items():
        plain = dict.fromkeys(("practice", "pytorch", "unroll"), FORMATS[:1])
        formats = {"mark": FORMATS + DATA, "picture": ("svg",)} | plain
        add_page_options(command, formats.get(name, FORMATS))
    return parser


def _add_steps(add: Callable[..., argparse.ArgumentParser]) -> None:
    tracing = add("trace", _trace, "print a training step with every number")
    checking = add("check", _check, "compare every gradient with finite differences")
    training = add("train", _train, "train over many epochs and print how the cost falls")
    comparing = add("pytorch", _pytorch, "print the same step as a script for PyTorch")
    unrolling = add("unroll", _unroll, "print a training step as a program without loops or lists")
    drawing = add("picture", _picture, "draw the network of a training step, as SVG")
    words = f"whose letters: {', '.join(NOTES)}, or a .toml file (default: the problem's own)"
    for command in (tracing, checking, training, comparing, unrolling, drawing):
        command.add_argument("file", metavar="FILE", help="a problem in TOML")
        command.add_argument("--note", default="", metavar="NAME", help=words)
    words = "steps, each from where the last one ended (default: 1)"
    for command in (tracing, unrolling):
        add_number(command, "--steps", "N", 1, 1000, words, default=1)
    words = "examples to a step, in the order of the file (default: all of them)"
    add_number(tracing, "--batch-size", "M", 1, 1_000_000, words)
    words = "a line for each change of a parameter"
    tracing.add_argument("--changes", action="store_true", help=words)
    words = "the error signals of a cross-entropy by all their factors"
    tracing.add_argument("--factors", action="store_true", help=words)
    add_digits_option(tracing)
    words = "the one of several examples to be drawn (default: 1)"
    add_number(drawing, "--example", "N", 1, 1_000_000, words, default=1)
    add_digits_option(drawing)
    add_number(training, "--epochs", "N", 1, 1_000_000, "epochs", required=True)
    words = "examples to a step (default: 1)"
    add_number(training, "--batch-size", "M", 1, 1_000_000, words, default=1)
    words = "shuffle the examples by this seed (default: do not)"
    add_number(training, "--seed", "S", 0, LARGEST_SEED, words)
    words = "stop after the first epoch with a cost below this"
    training.add_argument("--stop-below", type=_cost, metavar="COST", default=0.0, help=words)
    words = "write the trained problem into a file"
    training.add_argument("--save", default="", metavar="FILE.toml", help=words)
    add_digits_option(training)


def _add_exercises(add: Callable[..., argparse.ArgumentParser]) -> None:
    asking = add("worksheet", _worksheet, "print an exercise to be worked out by hand")
    words = "an exercise, or a problem in a .toml file (default: list the exercises)"
    asking.add_argument("name", nargs="?", default="", metavar="NAME", help=words)
    own_numbers = "numbers of its own for each seed (default: 0)"
    one = asking.add_mutually_exclusive_group()
    add_number(one, "--seed", "N", 0, LARGEST_SEED, own_numbers)
    words = "a sheet for each of these seeds"
    one.add_argument("--seeds", type=_seeds, metavar="FIRST-LAST", help=words)
    either = asking.add_mutually_exclusive_group()
    for name, (lowest, highest) in PLACES.items():
        words = f"how many {'significant digits' if name == 'digits' else name} are asked for"
        add_number(either, f"--{name}", "D", lowest, highest, words)
    words = f"whose letters: {', '.join(NOTES)} (default: the exercise's own)"
    asking.add_argument("--note", choices=NOTES, default="", metavar="NAME", help=words)
    words = "leave the formulas to the student"
    asking.add_argument("--no-formulas", dest="formulas", action="store_false", help=words)
    words = "print the solution; with --into, write it beside the sheet"
    asking.add_argument("--key", action="store_true", help=words)
    where = asking.add_mutually_exclusive_group()
    where.add_argument("--into", default="", metavar="FOLDER", help="write files into a folder")
    words = "write into a file, unless it has answers in it"
    where.add_argument("-o", dest="output", default="", metavar="FILE", help=words)
    trying = add("practice", _practice, "work out an exercise at a prompt, a line at a time")
    trying.add_argument("name", metavar="NAME", help="an exercise, or a problem in a .toml file")
    add_number(trying, "--seed", "N", 0, LARGEST_SEED, own_numbers)
    words = "the sheet that the answers are written into (default: NAME_N.py)"
    trying.add_argument("--sheet", default="", metavar="FILE", help=words)
    marking = add("mark", _mark, "mark worksheets that were filled in")
    words = "a worksheet, or a folder of them; of several, a row for each is printed"
    marking.add_argument("paths", nargs="+", metavar="PATH", help=words)
    words = "show the first line that needs work, and only that"
    marking.add_argument("--next", action="store_true", help=words)
    words = "the problem in TOML that the sheet has to be about (default: the one that it holds)"
    marking.add_argument("--problem", default="", metavar="FILE", help=words)


def _seeds(text: str) -> list[int]:
    """The seeds from the first to the last, as in 1-30."""
    first, _, last = text.partition("-")
    lowest = whole_number(0, LARGEST_SEED, first)
    return [*range(lowest, whole_number(lowest, lowest + MOST_SHEETS - 1, last or first) + 1)]


def _cost(text: str) -> float:
    """A number above 0."""
    try:
        cost = float(text)
    except ValueError:
        cost = math.nan
    if not 0 < cost < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return cost


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status: 0, 1 where something does not agree, 2 for bad input."""
    options = build_parser().parse_args(arguments)
    output = Path(options.output) if getattr(options, "output", "") else None
    page = new_page(options, is_file=output is not None or bool(getattr(options, "into", "")))
    try:
        status: int = options.run(options, page) or 0
        if output:
            save(page, output, ascii_only=options.ascii)
            page = new_page(options)
            page.form = "plain"
            page.text(f"Written: {output}.")
    except ProblemError as error:
        return complain(error)
    except KeyboardInterrupt:
        return complain("stopped", status=130)
    is_code = options.command in ("worksheet", "pytorch", "unroll", "picture")
    is_file = options.format in FILES + DATA or is_code
    return show(page, ascii_only=options.ascii, is_file=is_file) or status
