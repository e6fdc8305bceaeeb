"""pytest marks the worksheets named on its command line, by file or folder, a test a quantity.

This is a plugin; the installation of the project makes it known to pytest. A right or consistent
answer passes, a wrong one fails with its hint and nothing else, an open one is skipped.
"""

import sys
import textwrap
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..checks import ProblemError
from ..pages.layout import WIDTH
from ..tracing.styles import ASCII, UNICODE, can_show_unicode
from .answers import FilledIn, is_worksheet, mark_file
from .mark_page import score, unread
from .marking import Marked, Verdict

MARKED = pytest.StashKey[list["Worksheet"]]()
NAMED = pytest.StashKey[set[Path]]()


def _plain(text: str) -> str:
    """A text in signs that the terminal has; pytest has captured sys.stdout."""
    stream = sys.__stdout__
    shown = stream is None or can_show_unicode(stream.encoding)
    return (UNICODE if shown else ASCII).spell(text.replace("`", ""))


@pytest.hookimpl(hookwrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Generator[None, Any, None]:
    """A worksheet that was named is marked, not imported; all other files are left alone."""
    outcome = yield
    if file_path.suffix == ".py" and _is_named(file_path, parent) and is_worksheet(file_path):
        outcome.force_result([Worksheet.from_parent(parent, path=file_path)])


def _is_named(path: Path, parent: pytest.Collector) -> bool:
    """Whether the file, or a folder that it is in, stands on the command line."""
    if NAMED not in parent.config.stash:
        call = parent.config.invocation_params
        named = {(call.dir / str(argument)).resolve() for argument in call.args}
        parent.config.stash[NAMED] = named
    return parent.session.isinitpath(path) or not parent.config.stash[NAMED].isdisjoint(
        path.resolve().parents
    )


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Consistent answers are counted apart from right ones."""
    if report.when == "call" and ("verdict", Verdict.CONSISTENT.value) in report.user_properties:
        return "consistent", "c", "CONSISTENT"
    return None


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The score of each worksheet, and which lines follow from a wrong one."""
    for worksheet in config.stash.get(MARKED, []):
        terminalreporter.section(worksheet.path.name)
        for line in worksheet.summary():
            terminalreporter.line(line)


class Worksheet(pytest.File):
    """A worksheet; its quantities are tests."""

    filled: FilledIn

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each line, or one that says why the file cannot be marked."""
        try:
            self.filled = mark_file(self.path)
        except ProblemError as error:
            broken = Marked(None, None, Verdict.WRONG, str(error))
            yield Answer.from_parent(self, name="worksheet", marked=broken)
            return
        self.config.stash.setdefault(MARKED, []).append(self)
        for marked in self.filled.marks:
            name = _plain(self.filled.assignment.sheet.name(marked.quantity))
            yield Answer.from_parent(self, name=name, marked=marked)

    def summary(self) -> list[str]:
        """The score, and what there is to say of lines that do not fail, by what is said."""
        following: dict[str, list[str]] = {}
        for marked in self.filled.marks:
            if marked.verdict in (Verdict.CONSISTENT, Verdict.NOT_ANSWERED) and marked.message:
                key = self.filled.assignment.sheet.name(marked.quantity)
                following.setdefault(marked.message, []).append(key)
        texts = [f"{', '.join(keys)}: {message}" for message, keys in following.items()]
        if self.filled.unread:
            texts.append(unread(self.filled))
        wrapped = [line for text in texts for line in textwrap.wrap(_plain(text), WIDTH)]
        return [*wrapped, score(self.filled)]


class Answer(pytest.Item):
    """The test of one answer."""

    def __init__(self, *, marked: Marked, **settings: Any) -> None:
        super().__init__(**settings)
        self.marked = marked
        self.user_properties.append(("verdict", marked.verdict.value))

    def runtest(self) -> None:
        """Fail with the hint, or skip what is not answered."""
        if self.marked.verdict is Verdict.WRONG:
            wrong = f"wrong: {_plain(self.marked.message)}"
            pytest.fail(textwrap.fill(wrong, WIDTH), pytrace=False)
        if self.marked.verdict is Verdict.NOT_ANSWERED:
            pytest.skip(_plain(self.marked.message or "not answered"))

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where the answer stands."""
        return self.path, None, self.name
