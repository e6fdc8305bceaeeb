"""A note's way of writing, read from a file such as `ko.toml`, which says what is in it."""

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ..activations import ACTIVATIONS
from ..checks import (
    ProblemError,
    Table,
    at,
    check_keys,
    flag,
    one_of,
    parse_table,
    read_text,
    tables_of,
    whole,
)
from ..costs import COSTS
from ..problem import NOTES
from .quantities import CHOSEN, COMPOSED, INDICES

T = TypeVar("T")

# What may follow a kind of quantity: one of the layers, and these, in the order of the alphabet.
QUALIFIERS = {
    " ".join(sorted(filter(None, each)))
    for each in product(("input", "first", "output", ""), ("one", ""), ("batch", ""))
}
# The letters that can be printed in every format.
ALPHABET = "A-Za-zΓΔΘΛΞΠΣΦΨΩαβγδεζηθικλμνξπρστυφχψωŷℒℓ"
_SCRIPT = f"[{ALPHABET}0-9,]+"
_TEMPLATE = re.compile(
    rf"[{ALPHABET}]+(_{_SCRIPT})?(\^(\({_SCRIPT}\)|\[{_SCRIPT}\]|[{ALPHABET}0-9,*]+))?"
)
# What the place of an equation, or a remark, may be for.
FACTS = {*COSTS, *ACTIVATIONS, "elementwise", "product", "batch", "mean", "plain"}


class Place(NamedTuple):
    """Where a note has an equation: only for these facts, and whether it differs from the line."""

    at: str
    only: frozenset[str] = frozenset()
    differs: bool = False


class Remark(NamedTuple):
    """What there is to say of a note's equations where these facts hold."""

    says: str
    only: frozenset[str] = frozenset()


class Entry(NamedTuple):
    """An equation of a note: its label as the tables cite it, the formula, what it computes, the
    function that has it, the walkthrough that prints it with numbers; the section it stands in, and
    the note's own matrix form with its shapes, where it has these."""

    label: str
    formula: str
    computes: str
    function: str
    walkthrough: str
    section: str = ""
    matrix: str = ""
    shapes: str = ""


@dataclass(frozen=True)
class Notation:
    """How one note, or a section of it, writes.

    name: its key, or its file; cost, hidden, output: the cost and the activations that the note
    itself works with; cost_word: what it calls a cost; inside: whether 1/n is kept inside δ;
    slope: the pattern of an activation's slope. letters, places: by kind of quantity, with
    qualifiers. width, layers: of a section, which networks it is for; sections: those of a note.
    """

    name: str
    title: str
    author: str = ""
    cost: str = ""
    cost_word: str = "cost"
    hidden: str = "sigmoid"
    output: str = "sigmoid"
    inside: bool = False
    slope: str = COMPOSED["slope"]
    letters: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Sequence[Place]] = field(default_factory=dict)
    remarks: Sequence[Remark] = ()
    equations: Sequence[Entry] = ()
    sections: "Sequence[Notation]" = ()
    width: int = 0
    layers: int = 0

    @property
    def source(self) -> str:
        """Author and title, for a heading."""
        return f"{self.author}, {self.title}" if self.author else self.title

    def for_network(self, widths: Sequence[int]) -> "Notation":
        """The first section that treats networks of these widths, inputs first; else the note."""
        for section in self.sections:
            if {*widths} == {section.width} and section.layers in (0, len(widths) - 1):
                return section
        return self


def notation_of(note: str) -> Notation:
    """The notation of one of the five notes, or of the TOML file of that name.

    Raises ProblemError, with file and key, where the file cannot be read or used.
    """
    if note in NOTES:
        return _shipped(note)
    if note.endswith(".toml"):
        return _read(note, read_text(note))
    raise ProblemError(
        f"there is no note {note!r}; take one of {', '.join(NOTES)}, or a .toml file"
    )


@functools.cache
def _shipped(note: str) -> Notation:
    path = resources.files(__package__) / f"{note}.toml"
    return _read(note, path.read_text(encoding="utf-8"))


def _read(note: str, text: str) -> Notation:
    return at(note, _notation, Path(note).stem, parse_table(text, note))


def _notation(name: str, table: Table) -> Notation:
    """The notation that a table says. Raises ProblemError, with the key first."""
    check_keys(table, "a note", {"title", "letters"}, {*_READ, "remark", "equation", "section"})
    note, sections = _values(table), []
    for number, section in enumerate(tables_of(table, "section"), start=1):
        sections.append(at(f"section {number}", _section, name, note, section))
    return Notation(name, **note, sections=sections)


def _section(name: str, note: dict[str, Any], table: Table) -> Notation:
    """A section, which is written as the whole note where it does not say otherwise."""
    check_keys(table, "a section", {"width"}, {*_READ, "remark", "equation"})
    return Notation(name, **(note | _values(table)))


def _values(table: Table) -> dict[str, Any]:
    """What a note, or a section of it, says of the fields of `Notation`."""
    values = {key: read(table[key], key) for key, read in _READ.items() if key in table}
    values["remarks"] = [at("remark", _remark, one) for one in tables_of(table, "remark")]
    values["equations"] = [at("equation", _entry, one) for one in tables_of(table, "equation")]
    return values


def _text(value: object, what: str) -> str:
    """A text on one line, in which a backquote means nothing."""
    if not isinstance(value, str):
        raise ProblemError(f"{what} is {value!r}, not a text in quotes")
    text = " ".join(value.replace("`", "'").split())
    if not text or not text.isprintable():
        raise ProblemError(f"{what} is {value!r}; write a text that can be printed")
    return text


def _activation(value: object, what: str) -> str:
    return at(what, one_of, value, "activation", ACTIVATIONS)


def _pattern(value: object, what: str) -> str:
    """A pattern such as ∂{a}/∂{z}."""
    text = _text(value, what)
    around = re.sub("{[az]}", "", text)
    if "{" in around or "}" in around:
        raise ProblemError(f"{what} is {text!r}; only {{a}} and {{z}} may stand in braces")
    if not re.fullmatch(rf"[{ALPHABET}0-9 '′∂·/()\[\].,+−-]*", around):
        raise ProblemError(f"{what} is {text!r}; write letters, ∂ · / ' and brackets around them")
    return text


def _by_kind(
    value: object, what: str, kinds: Mapping[str, object], read: Callable[[Any, str, str], T]
) -> dict[str, T]:
    """A table by kinds of quantities with qualifiers, these in the order of the alphabet; each
    entry as `read` makes it of the entry, where it stands and its kind."""
    if not isinstance(value, dict):
        raise ProblemError(f"{what} is not a table: write [{what}]")
    found: dict[str, T] = {}
    for name, entry in value.items():
        kind, *qualifiers = name.split() or [""]
        at(what, one_of, kind, "kind", kinds)
        in_order = " ".join(sorted(qualifiers))
        if in_order not in QUALIFIERS:
            raise ProblemError(
                f"{what}: {name!r}: a kind may be followed by batch, one, and one of first, input, "
                f"output"
            )
        key = f"{kind} {in_order}".strip()
        if key in found:
            raise ProblemError(f"{what}: {name!r} is there twice")
        found[key] = read(entry, f"{what}: {name}", kind)
    return found


def _letters(value: object, what: str) -> dict[str, str]:
    found = _by_kind(value, what, INDICES, _letter)
    missing = [kind for kind in INDICES if kind not in CHOSEN | found]
    if missing:
        raise ProblemError(f"letters: {missing[0]} is missing; give each kind of quantity a letter")
    return found


def _letter(value: object, what: str, kind: str) -> str:
    text = _text(value, what)
    if not _TEMPLATE.fullmatch(text):
        raise ProblemError(
            f"{what} is {text!r}; write a Latin or Greek letter, _ and a subscript, ^ and a "
            f"superscript"
        )
    wrong = {*re.sub(r"^[^\W\d_]+", "", text)} & {*"lpjki"} - {*INDICES[kind]}
    if wrong:
        raise ProblemError(f"{what} is {text!r}, but this quantity has no index {min(wrong)}")
    return text


def _places(value: object, what: str) -> dict[str, list[Place]]:
    return _by_kind(value, what, INDICES | COMPOSED, _places_of_one)


def _places_of_one(value: object, what: str, _: str) -> list[Place]:
    return [_place(one, what) for one in (value if isinstance(value, list) else [value])]


def _place(value: object, what: str) -> Place:
    table = {"at": value} if isinstance(value, str) else value
    if not isinstance(table, dict):
        raise ProblemError(f"{what} is {value!r}, neither a text nor a table")
    at(what, check_keys, table, "a place", {"at"}, {"only", "differs"})
    label = table["at"] if table["at"] == "" else _text(table["at"], f"{what}: at")
    if re.search("[{}]", label.replace("{l}", "")):
        raise ProblemError(f"{what}: at is {label!r}; only {{l}} may stand in braces")
    differs = flag(table.get("differs", False), f"{what}: differs")
    return Place(label, at(what, _facts, table), differs)


def _remark(table: Table) -> Remark:
    check_keys(table, "a remark", {"says"}, {"only"})
    return Remark(_text(table["says"], "says"), _facts(table))


def _entry(table: Table) -> Entry:
    optional = {*Entry._field_defaults}
    check_keys(table, "an equation", {*Entry._fields} - optional, optional)
    return Entry(**{name: _text(text, name) for name, text in table.items()})


def _facts(table: Table) -> frozenset[str]:
    only = table.get("only", [])
    if not isinstance(only, list):
        raise ProblemError(f"only is {only!r}, not a list")
    return frozenset(at("only", one_of, fact, "fact", sorted(FACTS)) for fact in only)


# The keys of a note's file that have one value, and what reads it.
_READ: dict[str, Callable[[Any, str], Any]] = {
    **dict.fromkeys(("title", "author", "cost_word"), _text),
    **dict.fromkeys(("hidden", "output"), _activation),
    "cost": functools.partial(one_of, known=COSTS),
    "inside": flag,
    "slope": _pattern,
    "letters": _letters,
    "places": _places,
    **dict.fromkeys(("width", "layers"), functools.partial(whole, lowest=1)),
}
