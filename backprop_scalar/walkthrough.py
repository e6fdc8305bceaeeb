"""The frame of a walkthrough: sections of the notes told with numbers, between tables.

A walkthrough is a script with its numbers at the top and a function that tells the story:

    if __name__ == "__main__":
        sys.exit(walk(tell, __doc__))
"""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from .gradient_check import Comparison
from .notes.quantities import Named, Quantity, describe
from .notes.symbols import typed
from .pages.check import check_summary, comparison_table
from .pages.output import Parser, add_digits_option, add_page_options, complain, new_page, show
from .pages.page import FILES, Column, Page
from .pages.svg import framed
from .pages.tables import given_table, line_table, rounding
from .pages.trace import lines_of, outcome, trace
from .problem import Problem
from .tracing.calculation import Calculation
from .tracing.digits import significant
from .tracing.written import Written

Size = tuple[str, int]  # how a note writes a dimension, and its number


class Compared(NamedTuple):
    """A quantity as a note prints its formula, as it is right, and by a finite difference."""

    symbol: str
    printed: float
    right: float
    difference: float | None = None


class Misprint(NamedTuple):
    """Where a note is wrong or says too much, what is, and what that does to the numbers."""

    place: str
    says: str
    compared: Sequence[Compared]
    is_claim: bool


class Story:
    """What a walkthrough shows: headings, text and tables on a page.

    misprints: those that have been worked out so far, for the list of all of them.
    """

    def __init__(self, page: Page, digits: int) -> None:
        self.page = page
        self.digits = digits
        self.misprints: list[Misprint] = []

    def heading(self, text: str, level: int = 2) -> None:
        """The heading of a section; level 1 is the title."""
        self.page.heading(text, level)

    def text(self, text: str) -> None:
        """A paragraph; mathematics stands in `backquotes`."""
        self.page.text(text)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str | Written]]) -> None:
        """A table of any kind; cells of math columns are spelled in Unicode."""
        self.page.table(
            columns,
            [
                [
                    typed(str(cell)) if column.kind == "math" else cell
                    for column, cell in zip(columns, row)
                ]
                for row in rows
            ],
        )

    def picture(self, svg: str) -> None:
        """A drawing, which only an HTML page shows: the text around has to do without."""
        self.page.only_html(framed(svg))

    def number(self, x: float) -> str:
        """A number for the cell of a number column."""
        return significant(x, self.digits)

    def misprint(self, place: str, says: str, *compared: Compared, is_claim: bool = False) -> None:
        """A misprint where it stands in the note, or a claim: what is wrong, and the numbers.

        place: note and label, as in "ko BP2 (5)"; says: a sentence on what is wrong and what is
        right.
        """
        self.misprints.append(Misprint(place, says, compared, is_claim))
        self.text(f"{place}: {says}")
        self.comparison(compared)

    def comparison(self, compared: Sequence[Compared]) -> None:
        """Quantities as printed, as they are right, and by finite differences if there are any."""
        headings = ["as printed", "right", "finite difference"]
        if all(one.difference is None for one in compared):
            headings.pop()
        rows = []
        for symbol, *numbers in compared:
            cells = ["" if x is None else self.number(x) for x in numbers[: len(headings)]]
            rows.append([symbol, *cells])
        if rows:
            columns = (Column(heading, "number") for heading in headings)
            self.table([Column("quantity", "math"), *columns], rows)

    def step(self, problem: Problem) -> "Step":
        """One training step of a problem, in the letters of its note, to be printed in parts."""
        return Step(self.page, problem, self.digits)

    def calculation(self, note: str) -> "PrintedCalculation":
        """Lines of named quantities, their equations cited from the note."""
        return PrintedCalculation(self.page, note, self.digits)

    def rounding(self) -> None:
        """The sentence on digits that goes under the first table."""
        self.text(rounding(self.digits))

    def check(self, problem: Problem) -> None:
        """A sentence on how well finite differences agree with a problem's gradients."""
        self.text(check_summary(problem))

    def counts(
        self,
        note: str,
        rows: Sequence[tuple[str, str, str, int, str]],
        heads: Sequence[str] = ("quantity", "formula", "with numbers", "value"),
    ) -> None:
        """A table of whole numbers: quantity, formula, with numbers, value, place in the note."""
        kinds = ("math", "math", "math", "number", "place")
        table = [[*words, str(n), place] for *words, n, place in rows]
        self.table([*map(Column, (*heads, note), kinds)], table)

    def dimensions(self, note: str, arrays: Sequence[tuple[str, Size, Size, str]]) -> None:
        """A table of arrays (name, rows, columns, place in the note) and how many entries each has.

        note: the heading of the places.
        """
        rows = [
            (name, f"{rows}·{columns}", f"{m}·{n}", m * n, place)
            for name, (rows, m), (columns, n), place in arrays
        ]
        self.counts(note, rows, ("array", "rows·columns", "with numbers", "entries"))


class Step:
    """A training step whose tables are printed one by one, with text between them."""

    def __init__(self, page: Page, problem: Problem, digits: int) -> None:
        self.page = page
        self.trace = trace(problem, digits=digits)

    def given(self) -> None:
        """What the step starts from: every given quantity, its value and what it is."""
        given_table(self.page, self.trace.working)

    def phase(
        self, name: str, example: int = 0, layer: int | None = None, kinds: Collection[str] = ()
    ) -> None:
        """The table of one phase, or of some of its lines; see `pages.trace.lines_of`."""
        lines = lines_of(self.trace, name, example, layer, kinds)
        line_table(self.page, self.trace.working, lines)

    def outcome(self) -> str:
        """A sentence with the cost before and after the step."""
        return outcome(self.trace)


class PrintedCalculation(Calculation):
    """A calculation whose lines are printed where `show` is called."""

    def __init__(self, page: Page, note: str, digits: int) -> None:
        super().__init__(note, digits)
        self.page = page
        self.shown = 0

    def givens(self, spelled: str, values: Sequence[float], words: str = "") -> list[Named]:
        """Given quantities that differ in one index, which stands for each {} and counts from 1."""
        return [
            self.given(spelled.format(k), value, words.format(k))
            for k, value in enumerate(values, start=1)
        ]

    def matrix(
        self, spelled: str, rows: Sequence[Sequence[float]], words: str = ""
    ) -> list[list[Named]]:
        """Given quantities of a matrix, {0} the number of the row and {1} that of the column."""
        return [
            [
                self.given(spelled.format(j, k), value, words.format(j, k))
                for k, value in enumerate(row, start=1)
            ]
            for j, row in enumerate(rows, start=1)
        ]

    def taken(self, step: Step, quantity: Quantity, words: str = "") -> Named:
        """A quantity of a training step that is printed already, to go on from."""
        working = step.trace.working
        spelled = str(working.spelling.symbol(quantity))
        return self.given(spelled, working.values[quantity], words or describe(quantity))

    def show_given(self) -> None:
        """A table of the given quantities."""
        given_table(self.page, self.working)

    def show(self) -> None:
        """A table of the lines since the last one."""
        line_table(self.page, self.working, self.lines[self.shown :])
        self.shown = len(self.lines)

    def check(self, of: Named, *gradients: tuple[Named, Named]) -> None:
        """A table of gradients of `of`, pairs (gradient, by what), beside finite differences."""
        rows = [
            (gradient.symbol, Comparison(0, 0, 0, self.number(gradient), self.difference(of, by)))
            for gradient, by in gradients
        ]
        comparison_table(self.page, rows, "by its formula")


def walk(tell: Callable[[Story], None], description: str | None) -> int:
    """Run a walkthrough with the options --digits, --format and --ascii; the exit status.

    description: the script's docstring, its first line the title in --help.
    """
    parser = Parser(description=(description or "").partition("\n")[0])
    add_digits_option(parser)
    add_page_options(parser)
    options = parser.parse_args()
    page = new_page(options)
    try:
        tell(Story(page, options.digits))
    except ValueError as error:
        return complain(error)
    except ArithmeticError as error:
        return complain(f"the numbers at the top cannot be worked with: {error}")
    return show(page, ascii_only=options.ascii, is_file=options.format in FILES)
