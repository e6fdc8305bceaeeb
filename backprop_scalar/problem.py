"""A problem: a network, examples, a cost, a learning rate and the note to print it in.

Written in Python as `Problem(...)` or read from a TOML file by `read_problem`:

    title = "Two inputs, one hidden layer"
    note = "ko"                     # full_story, anomitroid, ko, thill or step_by_step
    cost = "half_squared_error"     # or squared_error, binary_cross_entropy, cross_entropy
    eta = 0.5
    train_biases = true             # false: the biases are held fixed
    digits = 4                      # significant ones that a worksheet asks for; or decimals = 4

    [[example]]                     # one or more
    x = [0.05, 0.10]
    y = [0.01]

    [[layer]]                       # one or more, the output layer last
    activation = "sigmoid"          # or relu, identity, tanh, softmax
    weights = [[0.15, 0.20], [0.25, 0.30]]    # row j: the weights into neuron j
    biases = [0.35, 0.35]

    [[layer]]                       # or drawn, with biases 0:
    activation = "sigmoid"
    width = 1
    initialization = "uniform"      # or he_normal
    seed = 1
"""

import codecs
import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

from .costs import Cost, check_partner, check_target, find_cost
from .initialization import initial_layer
from .network import Layer, Network, finite_number, finite_numbers
from .wording import number_of, one_line, shortened, shown

# A drawn layer is printed weight by weight; wider ones would take for ever.
WIDEST = 1000
NO_EXAMPLES = "there are no examples: give at least one [[example]] with x and y"
# How many significant digits, or decimals, a worksheet may ask for.
PLACES = {"digits": (2, 12), "decimals": (1, 12)}
LARGEST_SEED = 10**9
OPTIONAL = ("title", "note", "train_biases", *PLACES)
NOTES = ("full_story", "anomitroid", "ko", "thill", "step_by_step")

Table = dict[str, Any]  # of TOML; what it holds is checked by what is made of it
P = ParamSpec("P")
T = TypeVar("T")


class ProblemError(ValueError):
    """A problem that cannot be worked out; one line says where and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


class Example(NamedTuple):
    """One training example: a number for each input, a target for each output."""

    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True, init=False, repr=False)
class Problem:
    """All that one training step needs. Checked when it is made, and not changed after that.

    network; examples: pairs (x, y); cost: a name or one of `COSTS`; eta: the learning rate, above
    0; note: a name from `NOTES`; train_biases: False holds the biases fixed; digits or decimals:
    what a worksheet asks for, significant digits if it is neither.
    Raises ProblemError where these do not fit together.
    """

    network: Network
    examples: tuple[Example, ...]
    cost: Cost
    eta: float
    note: str
    title: str
    train_biases: bool
    digits: int | None
    decimals: int | None

    def __init__(
        self,
        network: Network,
        examples: Sequence[tuple[Sequence[float], Sequence[float]]],
        cost: str | Cost,
        eta: float,
        *,
        note: str = "ko",
        title: str = "",
        train_biases: bool = True,
        digits: int | None = None,
        decimals: int | None = None,
    ) -> None:
        cost = at("cost", find_cost, cost)
        eta = _learning_rate(eta)
        if note not in NOTES:
            notes = ", ".join(NOTES)
            raise ProblemError(
                f"note: there is no note {shown(note)}; take one of {notes}, or --note FILE.toml"
            )
        if not isinstance(title, str) or not title.isprintable():
            raise ProblemError(f"title is {shown(title)}, not a text in quotes on one line")
        if not isinstance(train_biases, bool):
            raise ProblemError(f"train_biases is {shown(train_biases)}; write true or false")
        _check_places(digits, decimals)
        L = len(network.activations)
        at(f"layer {L}", check_partner, cost, network.activations[L])
        if not isinstance(examples, (list, tuple)) or not examples:
            raise ProblemError(NO_EXAMPLES)
        pairs = tuple(
            at(f"example {i}", _example, example, network.widths, cost)
            for i, example in enumerate(examples, start=1)
        )
        # A frozen class is filled by its dictionary.
        vars(self).update(
            network=network,
            examples=pairs,
            cost=cost,
            eta=eta,
            note=note,
            title=title,
            train_biases=train_biases,
            digits=digits,
            decimals=decimals,
        )

    def __repr__(self) -> str:
        examples = [tuple(map(list, example)) for example in self.examples]
        entries = [
            repr(self.network).replace("\n", "\n    "),
            shortened(repr(examples), 300),
            repr(self.cost.name),
            repr(self.eta),
            f"note={self.note!r}",
            f"title={self.title!r}",
            f"train_biases={self.train_biases}",
            *(f"{name}={getattr(self, name)}" for name in PLACES if getattr(self, name)),
        ]
        return "Problem(\n" + "".join(f"    {entry},\n" for entry in entries) + ")"


def _check_places(digits: object, decimals: object) -> None:
    """Raise ProblemError where these are not what a worksheet can ask for, or both are there."""
    if digits is not None and decimals is not None:
        raise ProblemError("digits and decimals are both there; keep one of them")
    for (name, (lowest, highest)), value in zip(PLACES.items(), (digits, decimals)):
        if value is not None and (type(value) is not int or not lowest <= value <= highest):
            raise ProblemError(
                f"{name} is {shown(value)}, not a whole number from {lowest} to {highest}"
            )


def _learning_rate(eta: object) -> float:
    """The learning rate as a float. Raises ProblemError where it is no number above 0."""
    rate = at("eta", finite_number, eta, "the learning rate")
    if rate <= 0:
        raise ProblemError(
            f"eta: the learning rate is {float(rate):g}; it must be above 0, for each step goes "
            f"against the gradient"
        )
    return rate


def at(where: str, make: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """make(*arguments, **options); an error of it is a ProblemError with `where` first."""
    try:
        return make(*arguments, **options)
    except ValueError as error:
        raise ProblemError(f"{where}: {error}") from None


def _example(example: object, widths: list[int], cost: Cost) -> Example:
    if not isinstance(example, (list, tuple)) or len(example) != 2:
        raise ValueError(f"an example is a pair (x, y), not {shown(example)}")
    x, y = (finite_numbers(numbers, name, f"{name}_") for name, numbers in zip("xy", example))
    L = len(widths) - 1
    for name, numbers, width, neurons, where in (
        ("x", x, widths[0], "input", "each row of weights in layer 1 has as many entries"),
        ("y", y, widths[L], "output", f"layer {L} has as many neurons"),
    ):
        if len(numbers) != width:
            raise ValueError(
                f"{name} has {number_of(len(numbers), 'number')}, but the network has "
                f"{number_of(width, neurons)} ({where}): give one number for each"
            )
    check_target(cost, y)
    return Example(tuple(x), tuple(y))


def read_problem(path: str | Path) -> Problem:
    """The problem in a TOML file.

    Raises ProblemError, the file's name first, where it cannot be read or worked out.
    """
    return parse_problem(read_text(path), str(path))


def read_text(path: str | Path, largest: int | None = None) -> str:
    """The text of a file, in UTF-8 or the UTF-16 of a Windows shell's `>`; largest: in bytes.

    Raises ProblemError, with the file's name first, where there is none.
    """
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


def parse_problem(text: str, where: str) -> Problem:
    """The problem in a TOML text. Raises ProblemError as `read_problem` does, `where` first."""
    return problem_of(parse_table(text, where), where)


def problem_of(table: Table, where: str) -> Problem:
    """The problem in a table of TOML. Raises ProblemError as `read_problem` does."""
    return at(where, _problem, table)


def toml_of(problem: Problem) -> str:
    """A problem as a text in TOML; `parse_problem` makes the same problem of it."""
    # A printable text is in TOML what it is in JSON.
    entries = [f"title = {json.dumps(problem.title, ensure_ascii=False)}"] * bool(problem.title)
    entries += [
        f'note = "{problem.note}"',
        f'cost = "{problem.cost.name}"',
        f"eta = {float(problem.eta)}",
    ]
    entries += ["train_biases = false"] * (not problem.train_biases)
    entries += [f"{name} = {getattr(problem, name)}" for name in PLACES if getattr(problem, name)]
    for x, y in problem.examples:
        entries += ["", "[[example]]", f"x = {_floats(x)}", f"y = {_floats(y)}"]
    for layer in problem.network.layers:
        entries += ["", "[[layer]]", f'activation = "{layer.activation.name}"', "weights = ["]
        entries += [f"    {_floats(row)}," for row in layer.weights]
        entries += ["]", f"biases = {_floats(layer.biases)}"]
    return "\n".join(entries) + "\n"


def _floats(numbers: Sequence[float]) -> list[float]:
    """The numbers as TOML has them, which knows no Fraction."""
    return list(map(float, numbers))


def parse_table(text: str, where: str) -> Table:
    """What a TOML text says. Raises ProblemError, `where` first, where it is no TOML."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ProblemError(f"{where}: is not valid TOML: brackets nested too deep") from None
    except ValueError as error:  # broken TOML, or a number of thousands of digits
        reason = shortened(str(error), 200)
        raise ProblemError(f"{where}: is not valid TOML: {reason}") from None


def _problem(table: Table) -> Problem:
    _check_keys(table, {"cost", "eta", "example", "layer"}, {*OPTIONAL}, "the file")
    examples, layers = (tables_of(table, key) for key in ("example", "layer"))
    for i, example in enumerate(examples, start=1):
        at(f"example {i}", _check_keys, example, {"x", "y"}, set(), "an example")
    if not examples:
        raise ProblemError(NO_EXAMPLES)
    if not layers:
        raise ProblemError("there are no layers: give at least one [[layer]]")
    options = {key: table[key] for key in OPTIONAL if key in table}
    return Problem(
        _network(layers, examples[0]["x"]),
        [(example["x"], example["y"]) for example in examples],
        table["cost"],
        table["eta"],
        **options,
    )


def tables_of(table: Table, key: str) -> list[Table]:
    """The tables under [[key]], none where it is missing. Raises ProblemError for anything else."""
    tables = table.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(entry, dict) for entry in tables):
        raise ProblemError(f"{key} is not a list of tables: write [[{key}]], with two brackets")
    return tables


def _check_keys(table: Table, needed: set[str], optional: set[str], of_what: str) -> None:
    known, required = sorted(needed | optional), sorted(needed)
    for key in table:
        if key not in known:
            raise ProblemError(f"unknown key {shown(key)}; {of_what} may have {', '.join(known)}")
    for key in required:
        if key not in table:
            raise ProblemError(f"{key} is missing; {of_what} needs {', '.join(required)}")


def _network(tables: list[Table], first_x: object) -> Network:
    """The layers in order, each drawn one as wide as what comes before it asks for."""
    fan_in = len(at("example 1", finite_numbers, first_x, "x", "x_"))
    layers: list[Layer] = []
    for l, table in enumerate(tables, start=1):
        layers.append(at(f"layer {l}", _layer, table, fan_in))
        fan_in = len(layers[-1].biases)
    return Network(layers)


def _layer(table: Table, fan_in: int) -> Layer:
    if not table.keys() & {"width", "initialization", "seed"}:
        _check_keys(table, {"activation", "weights", "biases"}, set(), "a layer")
        return Layer(table["weights"], table["biases"], table["activation"])
    drawn = ("activation", "width", "initialization", "seed")
    _check_keys(table, {*drawn}, set(), "a layer that is drawn")
    for key in ("width", "seed"):
        if isinstance(table[key], bool) or not isinstance(table[key], int):
            raise ProblemError(f"{key} is {shown(table[key])}, not a whole number")
    activation, width, initialization, seed = (table[key] for key in drawn)
    if width > WIDEST:
        raise ProblemError(f"width is {shown(width)}; a layer has at most {WIDEST} neurons here")
    return initial_layer(fan_in, width, activation, initialization, seed)
