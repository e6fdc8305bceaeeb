"""A note's way of writing, read from a file such as `ko.toml`, which says what is in it."""

import functools
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from ..activations import ACTIVATIONS
from ..costs import COSTS
from ..problem import NOTES, ProblemError, Table, at, read_text, tables_of
from .quantities import CHOSEN, COMPOSED, INDICES

LAYERS = {"input", "first", "output"}
QUALIFIERS = {*LAYERS, "one", "batch"}
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
    try:
        return _notation(Path(note).stem, tomllib.loads(text))
    except RecursionError:
        raise ProblemError(f"{note}: brackets nested too deep") from None
    except ValueError as error:  # of the notation, or broken TOML
        raise ProblemError(f"{note}: {error}") from None


def _notation(name: str, table: Table) -> Notation:
    """The notation that a table says. Raises ProblemError, with the key first."""
    whole = {key: value for key, value in table.items() if key != "section"}
    note = _section(name, {}, whole)
    sections = []
    for number, section in enumerate(tables_of(table, "section"), start=1):
        sections.append(at(f"section {number}", _section, name, whole, section))
        if "width" not in section:
            raise ProblemError(
                f"section {number}: width is missing; say which networks the section is for"
            )
    return Notation(**{**vars(note), "sections": sections})


def _section(name: str, note: Table, section: Table) -> Notation:
    """A section, which is written as the whole note where it does not say otherwise."""
    inherited = {key: note[key] for key in note.keys() - {"equation", "remark"}}
    table = inherited | section
    if not isinstance(table.get("title"), str):
        raise ProblemError("title is missing; give the note's title in quotes")
    read: dict[str, Callable[[str, Any], Any]] = {
        **dict.fromkeys(("title", "author", "cost_word"), _text),
        **dict.fromkeys(("hidden", "output"), _one_of(ACTIVATIONS)),
        "cost": _one_of(COSTS),
        "inside": _flag,
        "slope": _pattern,
        "letters": _letters,
        "places": _places,
        **dict.fromkeys(("width", "layers"), _count),
    }
    lists = {"remark": ("remarks", _remark), "equation": ("equations", _entry)}
    for key in table:
        if key not in read and key not in lists:
            known = ", ".join([*read, *lists, *([] if note else ["section"])])
            raise ProblemError(f"unknown key {key!r}; there may be {known}")
    values = {key: read[key](key, value) for key, value in table.items() if key in read}
    for key, (field_name, make) in lists.items():
        values[field_name] = [make(key, entry) for entry in tables_of(table, key)]
    missing = [kind for kind in INDICES if kind not in CHOSEN | values.get("letters", {})]
    if missing:
        raise ProblemError(f"letters: {missing[0]} is missing; give each kind of quantity a letter")
    return Notation(name, **values)


def _text(key: str, value: object) -> str:
    """A text on one line, in which a backquote means nothing."""
    if not isinstance(value, str):
        raise ProblemError(f"{key} is {value!r}, not a text in quotes")
    text = " ".join(value.replace("`", "'").split())
    if not text or not text.isprintable():
        raise ProblemError(f"{key} is {value!r}; write a text that can be printed")
    return text


def _one_of(names: Mapping[str, object]) -> Callable[[str, object], str]:
    def read(key: str, value: object) -> str:
        if not isinstance(value, str) or value not in names:
            raise ProblemError(f"{key} is {value!r}; take one of {', '.join(names)}")
        return value

    return read


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ProblemError(f"{key} is {value!r}; write true or false")
    return value


def _count(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ProblemError(f"{key} is {value!r}; write a whole number from 1")
    return value


def _pattern(key: str, value: object) -> str:
    """A pattern such as ∂{a}/∂{z}."""
    text = _text(key, value)
    around = re.sub("{[az]}", "", text)
    if "{" in around or "}" in around:
        raise ProblemError(f"{key} is {text!r}; only {{a}} and {{z}} may stand in braces")
    if not re.fullmatch(rf"[{ALPHABET}0-9 '′∂·/()\[\].,+−-]*", around):
        raise ProblemError(f"{key} is {text!r}; write letters, ∂ · / ' and brackets around them")
    return text


def _keys(key: str, value: object, kinds: Mapping[str, object]) -> Iterator[tuple[str, str, Any]]:
    """(where, key, value) of a table by kinds of quantities with qualifiers, in a checked form."""
    if not isinstance(value, dict):
        raise ProblemError(f"{key} is not a table: write [{key}]")
    names = set()
    for name, entry in value.items():
        kind, *qualifiers = name.split() or [""]
        if kind not in kinds:
            raise ProblemError(f"{key}: there is no kind {kind!r}; take one of {', '.join(kinds)}")
        if not QUALIFIERS.issuperset(qualifiers):
            known = ", ".join(sorted(QUALIFIERS))
            raise ProblemError(f"{key}: {name!r}: a kind may be followed by {known}")
        if len(qualifiers) > len({*qualifiers}) or len(LAYERS & {*qualifiers}) > 1:
            raise ProblemError(f"{key}: {name!r}: take one of {', '.join(sorted(LAYERS))}, once")
        in_order = " ".join([kind, *sorted(qualifiers)])
        if in_order in names:
            raise ProblemError(f"{key}: {name!r} is there twice")
        names.add(in_order)
        yield f"{key}: {name}", in_order, entry


def _letters(key: str, value: object) -> dict[str, str]:
    found = {}
    for where, name, template in _keys(key, value, INDICES):
        text = _text(where, template)
        if not _TEMPLATE.fullmatch(text):
            raise ProblemError(
                f"{where} is {text!r}; write a Latin or Greek letter, _ and a subscript, ^ and a "
                f"superscript"
            )
        wrong = {*re.sub(r"^[^\W\d_]+", "", text)} & {*"lpjki"} - {*INDICES[name.split()[0]]}
        if wrong:
            raise ProblemError(f"{where} is {text!r}, but this quantity has no index {min(wrong)}")
        found[name] = text
    return found


def _places(key: str, value: object) -> dict[str, list[Place]]:
    return {
        name: [_place(where, one) for one in (entry if isinstance(entry, list) else [entry])]
        for where, name, entry in _keys(key, value, INDICES | COMPOSED)
    }


def _place(where: str, value: object) -> Place:
    if isinstance(value, str):
        value = {"at": value}
    table = _checked(where, value, needed={"at"}, optional={"only", "differs"})
    at = table["at"] if table["at"] == "" else _text(f"{where}: at", table["at"])
    if re.search("[{}]", at.replace("{l}", "")):
        raise ProblemError(f"{where}: at is {at!r}; only {{l}} may stand in braces")
    return Place(at, _facts(where, table), _flag(f"{where}: differs", table.get("differs", False)))


def _remark(where: str, value: object) -> Remark:
    table = _checked(where, value, needed={"says"}, optional={"only"})
    return Remark(_text(f"{where}: says", table["says"]), _facts(where, table))


def _entry(where: str, value: object) -> Entry:
    optional = {*Entry._field_defaults}
    table = _checked(where, value, needed={*Entry._fields} - optional, optional=optional)
    return Entry(**{name: _text(f"{where}: {name}", text) for name, text in table.items()})


def _facts(where: str, table: Table) -> frozenset[str]:
    only = table.get("only", [])
    for fact in only if isinstance(only, list) else [only]:
        if not isinstance(fact, str) or fact not in FACTS:
            raise ProblemError(f"{where}: only: there is no {fact!r}; it may have {sorted(FACTS)}")
    if not isinstance(only, list):
        raise ProblemError(f"{where}: only is {only!r}, not a list")
    return frozenset(only)


def _checked(where: str, value: object, *, needed: set[str], optional: set[str]) -> Table:
    if not isinstance(value, dict):
        raise ProblemError(f"{where} is {value!r}, neither a text nor a table")
    for key in value:
        if key not in needed | optional:
            known = ", ".join(sorted(needed | optional))
            raise ProblemError(f"{where}: unknown key {key!r}; there may be {known}")
    for key in sorted(needed):
        if key not in value:
            raise ProblemError(f"{where}: {key} is missing")
    return value
