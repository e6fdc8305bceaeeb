"""A worksheet to be filled in: as Python to be marked, on paper, and as its answer key."""

import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from ..pages.layout import WIDTH
from ..pages.page import Column, Page
from ..pages.tables import given_table, line_table, numbers
from ..tracing.digits import places, significant
from ..tracing.lines import Line
from ..tracing.styles import UNICODE
from ..tracing.written import Written
from .assignment import Assignment, of_exercise
from .catalogue import EXERCISES
from .sheet import Sheet

# What there is to know of a sign, where it is on the sheet.
_LETTERS = {
    "δ": "The error signal δ is the derivative of the cost with respect to a weighted input.",
    "I[": "I[x > 0] is 1 where x > 0, and 0 otherwise.",
    "←": "An arrow after a parameter means its value after the step.",
}
_MARKING = "Then mark it, my_sheet.py being the name of this file:"
# A box for an answer, and room to work, in each format; in HTML the cells are boxes.
BOXES = {"github": "[____________]", "latex": r"\framebox[24mm]{\rule{0pt}{6mm}}"}
ROOM = {"latex": r"\hspace*{45mm}"}
NAME_LINE = f"Name: {'_' * 40}"


def worksheet_page(page: Page, assignment: Assignment) -> None:
    """The sheet to be filled in: Python on a plain page, else tables with empty boxes."""
    if page.form == "plain":
        page.blocks.append("\n".join(_python(page, assignment)))
    else:
        _paper(page, assignment)


def key_page(page: Page, assignment: Assignment) -> None:
    """The whole trace: every line with its formula, its numbers and its value."""
    sheet = assignment.sheet
    page.heading(f"{assignment.title}: the solution", 1)
    page.text(_which(assignment))
    page.text(f"Values are computed unrounded and shown with {places(sheet.digits)}.")
    if sheet.worked:
        wrong = sheet.worked.wrong
        page.text(
            f"The wrong line is `{sheet.spelled(wrong)}`, with {_worked(sheet, wrong)}. "
            f"{sheet.worked.slip}. These are the right numbers."
        )
    if any(sheet.spelling.place(quantity).startswith("cf.") for quantity in sheet.lines):
        page.text(
            "An equation of the notes is marked cf. where it gives something else than the line: "
            "for another cost or activation, or misprinted."
        )
    page.heading("Given")
    given_table(page, sheet.working)
    for heading, lines in sheet.parts:
        page.heading(heading)
        line_table(page, sheet.working, lines)


def catalogue_page(page: Page) -> None:
    """The exercises there are, with their first sheets' numbers of lines."""
    page.heading("Exercises", 1)
    rows = []
    for number, exercise in enumerate(EXERCISES, start=1):
        sheet = of_exercise(exercise.name, 0).sheet
        words = [str(number), exercise.name, exercise.title, exercise.place]
        rows.append([*words, str(len(sheet.lines)), str(sheet.digits)])
    texts = map(Column, ("name", "title", "goes with"))
    page.table([*numbers(""), *texts, *numbers("lines", "digits")], rows)
    page.text(
        "``worksheet NAME --seed N > my_sheet.py`` gives a sheet with numbers of its own for each "
        "N, ``mark my_sheet.py`` marks it."
    )


def _instructions(sheet: Sheet) -> str:
    if sheet.worked:
        return (
            "Put the name of the first wrong line, in quotes and as it stands in WORKED, in the "
            "place of the first three dots, and the number that it should have in that of the last."
        )
    return (
        f"Put a number in the place of each ... below, or arithmetic such as 0.4*0.7 - 0.3**2 or "
        f"1/(1 + exp(-0.2)); ln(x) and log(x) are the natural logarithm, sqrt(x) and tanh(x) are "
        f"known too. Write at least {places(sheet.digits)}; whether you round, "
        f"cut or carry more of them from line to line does not matter. What you have not worked "
        f"out stays as it is. {_letters(sheet)}"
    )


def _letters(sheet: Sheet) -> str:
    """What there is to know of the signs on the sheet."""
    signs = " ".join(
        sheet.keys[line.quantity] + sheet.working.formula(line, UNICODE)
        for line in sheet.lines.values()
    )
    return " ".join(words for sign, words in _LETTERS.items() if sign in signs)


def _python(page: Page, assignment: Assignment) -> Iterator[str]:
    """The lines of the sheet as a Python file."""
    sheet = assignment.sheet
    yield f'"""{_escaped(_prose(page, assignment.title))}'
    for text in (_about(assignment), _instructions(sheet), _MARKING):
        yield ""
        for row in textwrap.wrap(_prose(page, text), WIDTH - 1, break_on_hyphens=False):
            yield _escaped(row)
    yield "    python -m backprop_scalar mark my_sheet.py"
    yield "    python -m pytest my_sheet.py"
    yield from ('"""', "", 'NAME = ""')
    for name, value in assignment.header.items():
        yield f"{name} = {_literal(value)}"
    yield from ("", "GIVEN = {")
    for quantity in sheet.given:
        yield _line(page, sheet, quantity, sheet.working.shown(quantity), sheet.words[quantity])
    yield from ("}", "")
    yield "ANSWERS = {" if sheet.worked is None else "WORKED = {"
    for heading, lines in sheet.parts:
        yield f"    # {_prose(page, heading)}"
        for line in lines:
            formula = sheet.working.formula(line, page.style) if assignment.formulas else ""
            yield _line(page, sheet, line.quantity, _worked(sheet, line.quantity), formula)
    if sheet.worked:
        yield from ("}", "", "ANSWERS = {")
        yield from (_line(page, sheet, asked, "...", "") for asked in sheet.asked)
    yield "}"


def _worked(sheet: Sheet, quantity: Any) -> str:
    """The value of a line that is worked out on the sheet, dots for one that is asked for."""
    return significant(sheet.worked.values[quantity], sheet.digits) if sheet.worked else "..."


def _line(page: Page, sheet: Sheet, quantity: Any, value: str, words: str) -> str:
    """A line of a dictionary, with what it is behind it; above it where there is no room."""
    entry = f'    "{page.style.spell(sheet.keys[quantity])}": {value},'
    comment = f"  # {words}" if words else ""
    if len(entry + comment) <= WIDTH:
        return entry + comment
    wrapped = textwrap.wrap(words, WIDTH - 6, break_long_words=False)
    return "\n".join([*(f"    # {line}" for line in wrapped), entry])


def _literal(value: str | int) -> str:
    """A value as Python source, a text of several lines as such."""
    if isinstance(value, str) and "\n" in value:
        lines = _escaped(value).removesuffix("\n")
        return f'"""\\\n{lines}\n"""'
    return f'"{value}"' if isinstance(value, str) else str(value)


def _escaped(text: str) -> str:
    """A text as it stands between three quotes."""
    return text.replace("\\", r"\\").replace('"""', r"\"\"\"")


def _about(assignment: Assignment) -> str:
    """What the sheet goes with, and what there is to do."""
    goes_with = f"Goes with {assignment.place}. " if assignment.place else ""
    return f"{goes_with}{assignment.task}"


def _prose(page: Page, text: str) -> str:
    return page.letters.spell_letters(text.replace("`", ""))


def _which(assignment: Assignment) -> str:
    """Which sheet this is, so that it can be told from those of other seeds."""
    seed = assignment.header.get("SEED")
    return "" if seed is None else f"Sheet: {assignment.header['WORKSHEET']}, seed {seed}."


def opening(page: Page, assignment: Assignment) -> None:
    """What there is to do, what is given and, in a slip hunt, what was worked out."""
    sheet = assignment.sheet
    page.heading(assignment.title, 1)
    if page.is_portrait:
        page.text(NAME_LINE)
    page.text(_about(assignment))
    if sheet.worked is None:
        page.text(f"Give {places(sheet.digits)}. {_letters(sheet)}")
    page.text(_which(assignment))
    page.heading("Given")
    given_table(page, sheet.working)
    if sheet.worked:
        _tables(page, assignment, numbers("value"), lambda line: [_worked(sheet, line.quantity)])


def _tables(
    page: Page, assignment: Assignment, more: list[Column], cells: Callable[[Line], list[str]]
) -> None:
    """The lines with their formulas, unless these are left out, and more columns."""
    working, style = assignment.sheet.working, page.style
    columns = [Column("quantity", "math"), Column("formula", "math")][: 1 + assignment.formulas]
    for heading, lines in assignment.sheet.parts:
        page.heading(heading)
        rows: list[list[str | Written]] = []
        for line in lines:
            formula = [working.formula(line, style)] if assignment.formulas else []
            rows.append([working.symbol(line.quantity, style), *formula, *cells(line)])
        page.table([*columns, *more], rows)


def _paper(page: Page, assignment: Assignment) -> None:
    """The sheet as tables with empty boxes, to be handed out."""
    asked = assignment.sheet.asked
    boxes = [ROOM.get(page.form, ""), BOXES.get(page.form, "")]
    page.is_portrait = True
    opening(page, assignment)
    if assignment.sheet.worked:
        page.table([Column(each.spelled, "box") for each in asked], [boxes[1:] * len(asked)])
    else:
        headings = [Column("with your numbers", "box"), Column("value", "box")]
        _tables(page, assignment, headings, lambda line: boxes)
