"""The frame of a walkthrough: sections of the notes told with numbers, between tables.

A walkthrough is a script with its numbers at the top and a function that tells the story:

    if __name__ == "__main__":
        sys.exit(walk(tell, __doc__))
"""

from collections.abc import Callable, Sequence

from ..problem import Problem
from .calculation import Calculation
from .check import check_summary
from .notation import Spelling
from .output import Parser, add_digits_option, add_page_options, complain, new_page, show
from .pages import Column, Page
from .tables import StepTables, rounding
from .written import Written


class Story:
    """What a walkthrough tells: headings, text and tables on a page."""

    def __init__(self, page: Page, digits: int) -> None:
        self.page = page
        self.digits = digits

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
                    self.page.style.spell(str(cell)) if column.kind == "math" else cell
                    for column, cell in zip(columns, row)
                ]
                for row in rows
            ],
        )

    def step(self, problem: Problem) -> StepTables:
        """The tables of one training step of a problem, in the letters of its note."""
        return StepTables(self.page, problem, self.digits)

    def calculation(self, note: str) -> Calculation:
        """Lines of named quantities, their equations cited from the note."""
        return Calculation(self.page, note, self.digits)

    def rounding(self) -> None:
        """The sentence on digits that goes under the first table."""
        self.text(rounding(self.digits))

    def check(self, problem: Problem) -> None:
        """A sentence on how well finite differences agree with a problem's gradients."""
        self.text(check_summary(problem, Spelling.of(problem)))


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
        return complain(ValueError(f"the numbers at the top cannot be worked with: {error}"))
    return show(page, ascii_only=options.ascii)
