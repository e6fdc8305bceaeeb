"""What a reader who waits sees on a terminal, and nobody else."""

import io
import sys

import pytest

from backprop_scalar.cli import main
from backprop_scalar.pages import progress
from backprop_scalar.pages.progress import CLEARED, on_a_terminal, with_progress


class Stream(io.StringIO):
    """A stderr that is a terminal, or is not."""

    def __init__(self, *, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


@pytest.fixture
def stderr(monkeypatch):
    def put(*, terminal, patience=-1.0, pause=-1.0):
        monkeypatch.setattr(progress, "PATIENCE", patience)
        monkeypatch.setattr(progress, "PAUSE", pause)
        stream = Stream(terminal=terminal)
        monkeypatch.setattr(sys, "stderr", stream)
        return stream

    return put


def told(items=(1, 2, 3)):
    return with_progress(items, lambda item: f"at {item}")


def test_long_work_says_how_far_it_is_on_one_line_that_it_clears(stderr):
    stream = stderr(terminal=True)
    assert [*told()] == [1, 2, 3]
    assert stream.getvalue() == f"{CLEARED}at 1{CLEARED}at 2{CLEARED}at 3{CLEARED}"


QUIET = [
    {"terminal": False},
    {"terminal": True, "patience": 1e9},
]


@pytest.mark.parametrize("options", QUIET)
def test_others_see_nothing(stderr, options):
    stream = stderr(**options)
    assert [*told()] == [1, 2, 3]
    assert stream.getvalue().replace(CLEARED, "") == ""
    assert options["terminal"] or not stream.getvalue()


def test_it_speaks_again_after_a_pause_only(stderr):
    stream = stderr(terminal=True, pause=1e9)
    assert [*told()] == [1, 2, 3]
    assert stream.getvalue() == f"{CLEARED}at 1{CLEARED}"


def test_the_line_is_cleared_where_work_stops_early(stderr):
    stream = stderr(terminal=True)
    items = told()
    assert next(items) == 1
    items.close()
    assert stream.getvalue() == f"{CLEARED}at 1{CLEARED}"

    def failing():
        yield 1
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        [*told(failing())]
    assert stream.getvalue().endswith(CLEARED)


def test_there_may_be_no_stderr(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    assert on_a_terminal() is False
    assert [*told()] == [1, 2, 3]


PROBLEM = """
cost = "squared_error"
eta = 0.01
[[example]]
x = [3]
y = [0]
[[layer]]
activation = "identity"
weights = [[1]]
biases = [0]
"""


def test_train_says_which_epoch_has_ended_and_clears_that_before_an_error(stderr, tmp_path, capsys):
    path = tmp_path / "mine.toml"
    path.write_text(PROBLEM, encoding="utf-8")
    stream = stderr(terminal=True)
    assert main(["train", str(path), "--epochs", "2"]) == 0
    first, second, third, rest = stream.getvalue().split(CLEARED)[1:]
    assert [first, second, third] == [f"epoch {n} of 2: {9 * 0.8 ** (2 * n):.6g}" for n in range(3)]
    assert rest == ""
    path.write_text(PROBLEM.replace("0.01", "50"), encoding="utf-8")
    assert main(["train", str(path), "--epochs", "1000"]) == 2
    assert stream.getvalue().rpartition(CLEARED)[2].startswith("backprop_scalar: error: ")


def test_train_works_without_a_stderr(monkeypatch, tmp_path, capsys):
    path = tmp_path / "mine.toml"
    path.write_text(PROBLEM, encoding="utf-8")
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["train", str(path), "--epochs", "2"]) == 0
    assert "2 epochs over 1 example" in capsys.readouterr().out
