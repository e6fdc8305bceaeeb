"""A problem: a network, examples, a cost, a learning rate and the note to print it in.

Written in Python as `Problem(...)` or read from a TOML file by `read_problem`:

    title = "Two inputs, one hidden layer"
    note = "ko"                     # full_story, anomitroid, ko, thill or step_by_step
    cost = "half_squared_error"     # or squared_error, mean_squared_error, binary_cross_entropy,
                                    # cross_entropy
    eta = 0.5
    train_biases = true             # false: the biases are held fixed
    momentum = 0.9                  # 0 where it is left out
    l2 = 0.01                       # λ of the penalty ½ λ Σ w² on the weights; 0 where left out
    batch = "mean"                  # or sum: the costs of the examples are added
    digits = 4                      # significant ones that a worksheet asks for; or decimals = 4

    [[example]]                     # one or more
    x = [0.05, 0.10]
    y = [0.01]

    [[layer]]                       # one or more, the output layer last
    activation = "sigmoid"          # or relu, leaky_relu, identity, tanh, bipolar_sigmoid, softmax
    weights = [[0.15, 0.20], [0.25, 0.30]]    # row j: the weights into neuron j
    biases = [0.35, 0.35]           # or false: a layer without biases

    [[layer]]                       # or drawn, with biases 0:
    activation = "leaky_relu"
    slope = 0.1                     # of a leaky_relu below 0; 0.01 where it is left out
    width = 1
    initialization = "uniform"      # or he_normal
    seed = 1
"""

import codecs
import math
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypedDict, TypeVar

from .activations import Activation
from .costs import Cost, check_partner, check_target, find_cost
from .initialization import initial_layer
from .network import Layer, Network, finite_number, finite_numbers, with_slope
from .wording import name_here, no_such, number_of, one_line, shortened, shown

# A drawn layer is printed weight by weight; wider ones would take for ever.
WIDEST = 1000
NO_EXAMPLES = "there are no examples: give at least one [[example]] with x and y"
# How many significant digits, or decimals, a worksheet may ask for.
PLACES = {"digits": (2, 12), "decimals": (1, 12)}
LARGEST_SEED = 10**9
OPTIONAL = ("title", "note", "train_biases", "momentum", "l2", "batch", *PLACES)
BATCHES = ("mean", "sum")
NOTES = ("full_story", "anomitroid", "ko", "thill", "step_by_step")

Table = dict[str, Any]  # of TOML; what it holds is checked by what is made of it
P = ParamSpec("P")
T = TypeVar("T")


class ProblemError(ValueError):
    """A problem that cannot be worked out; one line says where and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


class Stepping(TypedDict):
    """What a problem says of how a step is made."""

    train_biases: bool
    momentum: float
    batch: str
    l2: float


class Example(NamedTuple):
    """One training example: a number for each input, a target for each output."""

    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True, init=False, repr=False)
class Problem:
    """All that one training step needs. Checked when it is made, and not changed after that.

    network; examples: pairs (x, y); cost: a name or one of `COSTS`; eta: the learning rate, above
    0; note: a name from `NOTES`; train_biases: False holds the biases fixed; momentum: from 0 to
    below 1; l2: λ of the penalty (λ/2) Σ w², at least 0; batch: mean or sum of the examples' costs;
    digits or decimals: what a worksheet asks for, significant digits if it is neither.
    Raises ProblemError where these do not fit together.
    """

    network: Network
    examples: tuple[Example, ...]
    cost: Cost
    eta: float
    note: str
    title: str
    train_biases: bool
    momentum: float
    l2: float
    batch: str
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
        momentum: float = 0.0,
        l2: float = 0.0,
        batch: str = "mean",
        digits: int | None = None,
        decimals: int | None = None,
    ) -> None:
        cost = at("cost", find_cost, cost)
        eta = _learning_rate(eta)
        _check_words(note, title, train_biases, batch)
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
            momentum=_from_0("momentum", momentum, below=1),
            l2=_from_0("l2", l2),
            batch=batch,
            digits=digits,
            decimals=decimals,
        )

    @property
    def objective(self) -> tuple[tuple[Example, ...], Cost, str, float]:
        """What a step takes down, as `batch_cost`, `batch_gradients` and `gradient_check` take it:
        examples, cost, batch, l2."""
        return self.examples, self.cost, self.batch, self.l2

    @property
    def stepping(self) -> Stepping:
        """How a step is made, as `train` and `Stepper` take it."""
        return {
            "train_biases": self.train_biases,
            "momentum": self.momentum,
            "batch": self.batch,
            "l2": self.l2,
        }

    @property
    def unusual(self) -> dict[str, float | str]:
        """momentum, l2, batch, digits and decimals, where they are not as when left out."""
        usual = {"momentum": 0.0, "l2": 0.0, "batch": "mean", **dict.fromkeys(PLACES)}
        values = {name: getattr(self, name) for name in usual}
        return {name: value for name, value in values.items() if value != usual[name]}

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
            *(f"{name}={value!r}" for name, value in self.unusual.items()),
        ]
        return "Problem(\n" + "".join(f"    {entry},\n" for entry in entries) + ")"


def _check_words(note: object, title: object, train_biases: object, batch: object) -> None:
    """Raise ProblemError where one of these is not what it can be."""
    if note not in NOTES:
        notes = ", ".join(NOTES)
        raise ProblemError(
            f"note: there is no note {shown(note)}; take one of {notes}, or --note FILE.toml"
        )
    if not isinstance(title, str) or not title.isprintable():
        raise ProblemError(f"title is {shown(title)}, not a text in quotes on one line")
    if not isinstance(train_biases, bool):
        raise ProblemError(f"train_biases is {shown(train_biases)}; write true or false")
    if not isinstance(batch, str) or batch not in BATCHES:
        raise ProblemError(no_such("batch", batch, BATCHES))


def _from_0(name: str, value: object, below: float = math.inf) -> float:
    """A number from 0 to below the limit. Raises ProblemError, naming it, for anything else."""
    try:
        number = finite_number(value, name)
    except ValueError as error:
        raise ProblemError(str(error)) from None
    if not 0 <= number < below:
        limit = "" if below == math.inf else f" and below {below:g}"
        raise ProblemError(f"{name} is {float(number):g}; it must be at least 0{limit}")
    return number


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
            spelled = name_here(key)
            if spelled in known:
                raise ProblemError(f"unknown key {shown(key)}; its name here is {spelled}")
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
        fan_in = len(layers[-1].weights)
    return Network(layers)


def _layer(table: Table, fan_in: int) -> Layer:
    activation = _activation(table)
    if not table.keys() & {"width", "initialization", "seed"}:
        _check_keys(table, {"activation", "weights", "biases"}, {"slope"}, "a layer")
        return Layer(table["weights"], table["biases"], activation)
    drawn = ("activation", "width", "initialization", "seed")
    _check_keys(table, {*drawn}, {"slope", "biases"}, "a layer that is drawn")
    for key in ("width", "seed"):
        if isinstance(table[key], bool) or not isinstance(table[key], int):
            raise ProblemError(f"{key} is {shown(table[key])}, not a whole number")
    _, width, initialization, seed = (table[key] for key in drawn)
    if width > WIDEST:
        raise ProblemError(f"width is {shown(width)}; a layer has at most {WIDEST} neurons here")
    layer = initial_layer(fan_in, width, activation, initialization, seed)
    if "biases" not in table:
        return layer
    if table["biases"] is not False:
        raise ProblemError("the biases of a layer that is drawn start at 0; biases can be false")
    return Layer(layer.weights, False, activation)


def _activation(table: Table) -> str | Activation:
    """The activation of a layer's table, with its slope where one is given."""
    name: str = table.get("activation", "")
    return with_slope(name, table["slope"]) if name and "slope" in table else name
