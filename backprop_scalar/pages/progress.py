"""What is said on stderr while a reader waits, if that is a terminal."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

# Short work says nothing, and long work not more often than can be read, in seconds.
PATIENCE = 1.0
PAUSE = 0.1

# Back to the start of the terminal's line, which is then empty.
CLEARED = "\r\x1b[2K"


def on_a_terminal() -> bool:
    """Whether there is a stderr, and somebody who reads it."""
    return sys.stderr is not None and sys.stderr.isatty()


def with_progress(items: Iterable[T], words: Callable[[T], str]) -> Iterator[T]:
    """The items as they come; long work says of each in these words how far it is."""
    if not on_a_terminal():
        yield from items
        return
    due = time.monotonic() + PATIENCE
    try:
        for item in items:
            if time.monotonic() > due:
                print(CLEARED + words(item), end="", file=sys.stderr, flush=True)
                due = time.monotonic() + PAUSE
            yield item
    finally:
        print(CLEARED, end="", file=sys.stderr, flush=True)
