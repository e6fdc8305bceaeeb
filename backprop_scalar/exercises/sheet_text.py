"""The text of a worksheet cut into its pieces, line by line; nothing of it is run.

    WORKSHEET = "two_inputs"     a name of the sheet's own
    GIVEN = {                    a block of entries, until a line that ends in a brace
        "x_1": 0.6,  # input 1   an entry: a key, and what is written after it
    }
    z = 0.25*0.6 + 0.2           a name of the reader's own

Comments, texts between three quotes and imports from math are passed over. Every other line is
unread, and keeps no other line from being read.
"""

import re
from typing import NamedTuple

from ..checks import ProblemError

BLOCKS = ("GIVEN", "WORKED", "ANSWERS")
NAMES = ("WORKSHEET", "SEED", "NOTE", "PROBLEM", "NAME", "DIGITS", "DECIMALS")
# No sheet comes near these limits.
MOST_ENTRIES = 1000
LONGEST_VALUE = 1000

_LONG_TEXT = re.compile(
    r"^(?P<name>PROBLEM[ \t]*=[ \t]*)?(?P<text>(?P<quotes>\"\"\"|''')(?:\\.|[^\\])*?(?P=quotes))",
    re.MULTILINE | re.DOTALL,
)
_OWN = re.compile(rf"[ \t]*({'|'.join(BLOCKS + NAMES)})[ \t]*=(?!=)(.*)")
_IMPORT = re.compile(r"(?:from math import [\w, ]+|import math)$")
_READERS = re.compile(r"([^\W\d]\w*)[ \t]*=(?!=)(.*)")
_ENTRY = re.compile(r"([^:=]+)[:=](.*)")
# A line without the sign between the key and the value.
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')(.*)")
_NEXT_ENTRY = re.compile(r"(?<=,)(?=[ \t]*(?:\"[^\"]*\"|'[^']*')[ \t]*:)")
# Quotes of a word processor, and the prime of a copied formula.
_QUOTES = str.maketrans("“”„‘’‚′", "\"\"\"''''")
_OPERATORS = tuple("+-−–*·×⋅/÷^")


class Entry(NamedTuple):
    """A key and the text written after it; line: where the key stands, from 1."""

    key: str
    value: str
    line: int
    is_quoted: bool = False


class SheetText:
    """The pieces of a worksheet.

    names: what is written after the sheet's own names; blocks: the entries of its blocks; readers:
    names that the reader gave to numbers, in order; unread: the numbers of all other lines.
    Raises ProblemError where a name of its own stands twice, or there are far too many entries.
    """

    def __init__(self, text: str) -> None:
        self.names: dict[str, Entry] = {}
        self.blocks: dict[str, list[Entry]] = {}
        self.readers: list[Entry] = []
        self.unread: list[int] = []
        # Those of the block that is read, or the reader's names where it is none.
        self._entries = self.readers
        self._problem = ""
        for number, line in enumerate(_LONG_TEXT.sub(self._long_text, text).split("\n"), start=1):
            self._read(line.partition("#")[0].translate(_QUOTES).rstrip(), number)

    def written(self, name: str) -> str:
        """What is written after one of the sheet's own names, empty where it is missing."""
        return self.names[name].value.strip() if name in self.names else ""

    def _long_text(self, match: re.Match[str]) -> str:
        """Blank lines for a text between three quotes; that of PROBLEM is kept."""
        if match["name"]:
            self._problem = self._problem or match["text"]
        return (match["name"] or "") + "\n" * match[0].count("\n")

    def _read(self, line: str, number: int) -> None:
        """Take the next line, its comment left away."""
        own = _OWN.match(line)
        if own:
            self._begin(own[1], own[2].strip(), number)
        elif self._entries is self.readers:
            self._read_outside(line, number)
        else:
            for piece in _NEXT_ENTRY.split(line.removesuffix("}")):
                self._read_entry(piece.strip(), number)
            if line.endswith("}"):
                self._entries = self.readers

    def _begin(self, name: str, rest: str, number: int) -> None:
        """A name of the sheet's own, and what stands after it on its line."""
        earlier = self.names.get(name)
        if earlier:
            raise ProblemError(
                f"line {number}: {name} stands on line {earlier.line} already; keep one of them"
            )
        self._entries = self.readers
        text = self._problem if name == "PROBLEM" and self._problem else rest
        self.names[name] = Entry(name, text, number)
        if name in BLOCKS:
            if rest[:1] not in ("{", ""):
                raise ProblemError(f"line {number}: {name} is no list of lines in braces, {{…}}")
            self._entries = self.blocks[name] = []
            self._read(rest.removeprefix("{"), number)

    def _read_outside(self, line: str, number: int) -> None:
        """A line that is in no block: a number with a name, or nothing that counts."""
        readers = _READERS.match(line)
        if readers:
            self._add(readers[1], readers[2], number, is_quoted=False)
        elif line and not _IMPORT.match(line):
            self._go_on(line.strip(), number)

    def _read_entry(self, piece: str, number: int) -> None:
        """An entry of a block, or the part of one."""
        entry = _ENTRY.match(piece) or _QUOTED.match(piece)
        if entry:
            key = entry[1].strip()
            quote = '"' if '"' in key else "'"
            is_quoted = quote == '"' or key.startswith(quote)
            self._add(key.strip(quote).strip(), entry[2], number, is_quoted=is_quoted)
        elif piece:
            self._go_on(piece, number)

    def _add(self, key: str, value: str, number: int, *, is_quoted: bool) -> None:
        if len(self._entries) == MOST_ENTRIES:
            raise ProblemError(f"line {number}: there are more than {MOST_ENTRIES} entries")
        self._entries.append(Entry(key, value.partition("}")[0].strip(), number, is_quoted))

    def _go_on(self, piece: str, number: int) -> None:
        """A line that goes on with the entry above it, or else is unread."""
        last = self._entries[-1] if self._entries else None
        is_in_block = self._entries is not self.readers
        if last and _goes_on(last.value, piece, is_in_block=is_in_block):
            self._entries[-1] = last._replace(value=f"{last.value} {piece}".strip())
        else:
            self.unread.append(number)


def _goes_on(value: str, after: str, *, is_in_block: bool) -> bool:
    """Whether a value goes on with the text of the next line: by an open bracket or an operator."""
    if len(value) > LONGEST_VALUE:
        return False
    opened, closed = (sum(map(value.count, signs)) for signs in ("([", ")]"))
    if opened > closed or not is_in_block or value.endswith(","):
        return opened > closed
    return not value or value.endswith(_OPERATORS) or after.startswith((*_OPERATORS, ")"))
