"""The frame of a walkthrough: a traced step told in sections, between tables.

A walkthrough is a script with the numbers of a problem at its top, a function that makes the
problem of them, and a function that tells the story:

    if __name__ == "__main__":
        sys.exit(walk(problem, tell, __doc__))
"""

from collections.abc import Callable

from ..problem import Problem
from .check import check_summary
from .notation import Spelling
from .output import Parser, add_digits_option, add_page_options, complain, new_page, show
from .pages import Page
from .steps import trace
from .tables import DIGITS, StepTables


class Story(StepTables):
    """A step's tables with headings and text between them, in the letters of the problem's note."""

    def __init__(self, page: Page, problem: Problem, digits: int = DIGITS) -> None:
        spelling = Spelling.of(problem)
        step = trace(problem, problem.network, inside=spelling.notation.inside)
        super().__init__(page, step, spelling, digits)

    def heading(self, text: str, level: int = 2) -> None:
        """The heading of a section."""
        self.page.heading(text, level)

    def text(self, text: str) -> None:
        """A paragraph; mathematics stands in `backquotes`."""
        self.page.text(text)

    def check(self) -> None:
        """A sentence on how well finite differences agree with the gradients printed."""
        self.page.text(check_summary(self.trace.problem, self.spelling))


def walk(
    problem: Callable[[], Problem], tell: Callable[[Story], None], description: str | None
) -> int:
    """Run a walkthrough with the options --digits, --format and --ascii; the exit status.

    description: the script's docstring, its first line the title in --help.
    """
    parser = Parser(description=(description or "").partition("\n")[0])
    add_digits_option(parser)
    add_page_options(parser)
    options = parser.parse_args()
    page = new_page(options)
    try:
        tell(Story(page, problem(), options.digits))
    except ValueError as error:
        return complain(error)
    show(page, ascii_only=options.ascii)
    return 0
