"""What somebody typed, read and checked: numbers, names, tables of TOML; and the one exception.

Each check returns what it was given in the form in which it is worked with, or raises ProblemError,
which names it.

    finite_number, finite_numbers, from_0, whole, flag, one_of    a value
    check_keys, tables_of                                         a table of TOML
    read_text, parse_table                                        a file
    at                                                            where it is wrong
"""

import codecs
import math
import tomllib
from collections.abc import Callable, Collection
from fractions import Fraction
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from .wording import name_here, one_line, shortened, shown

Table = dict[str, Any]  # of TOML; what it holds is checked by what is made of it
P = ParamSpec("P")
T = TypeVar("T")


class ProblemError(ValueError):
    """Something that cannot be worked with; one line says where and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


def at(where: str, make: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """make(*arguments, **options); an error of it is a ProblemError with `where` first."""
    try:
        return make(*arguments, **options)
    except ValueError as error:
        raise ProblemError(f"{where}: {error}") from None


def finite_number(value: object, what: str) -> float:
    """A finite number as a float, a Fraction as it is."""
    if isinstance(value, Fraction):
        return value  # type: ignore[return-value]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ProblemError(f"{what} is {shown(value)}, not a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ProblemError(f"{what} is {number}; it must be a finite number")
    return number


def finite_numbers(values: object, name: str, entry: str) -> list[float]:
    """A list of finite numbers; `entry` and its place name one of them."""
    if not isinstance(values, (list, tuple)):
        raise ProblemError(f"{name} is {shown(values)}, not a list of numbers")
    return [finite_number(value, f"{entry}{k}") for k, value in enumerate(values, start=1)]


def from_0(value: object, what: str, below: float = math.inf) -> float:
    """A number from 0 to below the limit."""
    number = finite_number(value, what)
    if not 0 <= number < below:
        limit = f" and below {below:g}" * (below < math.inf)
        raise ProblemError(f"{what} is {float(number):g}; it must be at least 0{limit}")
    return number


def whole(value: object, what: str, lowest: float = -math.inf, highest: float = math.inf) -> int:
    """A whole number within these limits."""
    if type(value) is not int or not lowest <= value <= highest:
        limits = f" from {lowest}" * (lowest > -math.inf) + f" to {highest}" * (highest < math.inf)
        raise ProblemError(f"{what} is {shown(value)}, not a whole number{limits}")
    return value


def flag(value: object, what: str) -> bool:
    """True or False."""
    if not isinstance(value, bool):
        raise ProblemError(f"{what} is {shown(value)}; write true or false")
    return value


def one_of(name: object, what: str, known: Collection[str]) -> str:
    """One of the names that are known; another spelling of it is answered with the one it has here.

    >>> one_of("mse", "cost", ["squared_error", "mean_squared_error"])
    Traceback (most recent call last):
    backprop_scalar.checks.ProblemError: there is no cost 'mse'; its name here is mean_squared_error
    """
    if isinstance(name, str) and name in known:
        return name
    spelled = name_here(name) if isinstance(name, str) else ""
    instead = f"its name here is {spelled}" if spelled in known else ""
    raise ProblemError(
        f"there is no {what} {shown(name)}; {instead or 'take one of ' + ', '.join(known)}"
    )


def check_keys(
    table: Table, of_what: str, needed: set[str], optional: Collection[str] = ()
) -> None:
    """Raise ProblemError for a key of a table that nobody knows, and for one that is missing."""
    known, required = sorted({*needed, *optional}), sorted(needed)
    for key in table:
        if key not in known:
            spelled = name_here(key)
            if spelled in known:
                raise ProblemError(f"unknown key {shown(key)}; its name here is {spelled}")
            raise ProblemError(f"unknown key {shown(key)}; {of_what} may have {', '.join(known)}")
    for key in required:
        if key not in table:
            raise ProblemError(f"{key} is missing; {of_what} needs {', '.join(required)}")


def tables_of(table: Table, key: str) -> list[Table]:
    """The tables under [[key]], none where it is missing."""
    tables = table.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(entry, dict) for entry in tables):
        raise ProblemError(f"{key} is not a list of tables: write [[{key}]], with two brackets")
    return tables


def read_text(path: str | Path, largest: int | None = None) -> str:
    """The text of a file, in UTF-8 or the UTF-16 of a Windows shell's `>`; largest: in bytes."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(-1 if largest is None else largest + 1)
        if largest is not None and len(data) > largest:
            raise ProblemError(f"{path}: is larger than {largest // 1000} kB")
        utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if utf_16 else "utf-8-sig")
        return text.replace("\r\n", "\n")
    except OSError as error:
        raise ProblemError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ProblemError(f"{path}: is not a text in UTF-8; save it as UTF-8") from None


def parse_table(text: str, where: str) -> Table:
    """What a TOML text says; `where` it stands."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ProblemError(f"{where}: is not valid TOML: brackets nested too deep") from None
    except ValueError as error:  # broken TOML, or a number of thousands of digits
        reason = shortened(str(error), 200)
        raise ProblemError(f"{where}: is not valid TOML: {reason}") from None
