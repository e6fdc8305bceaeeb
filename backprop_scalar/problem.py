"""A problem: a network, examples, a cost, a learning rate and the note to print it in.

Written in Python as `Problem(...)`, or in TOML, which `read_problem` reads and `toml_of` writes:

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

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from .activations import Activation
from .checks import (
    ProblemError,
    Table,
    at,
    check_keys,
    finite_number,
    finite_numbers,
    flag,
    from_0,
    one_of,
    parse_table,
    read_text,
    tables_of,
    whole,
)
from .costs import Cost, check_partner, check_target, find_cost
from .initialization import initial_layer
from .network import Examples, Layer, Network, with_slope
from .wording import number_of, shortened, shown

# A drawn layer is printed weight by weight; wider ones would take for ever.
WIDEST = 1000
NO_EXAMPLES = "there are no examples: give at least one [[example]] with x and y"
# How many significant digits, or decimals, a worksheet may ask for.
PLACES = {"digits": (2, 12), "decimals": (1, 12)}
LARGEST_SEED = 10**9
OPTIONAL = ("title", "note", "train_biases", "momentum", "l2", "batch", *PLACES)
BATCHES = ("mean", "sum")
NOTES = ("full_story", "anomitroid", "ko", "thill", "step_by_step")


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
        examples: Examples,
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
        _check_words(note, title)
        if digits is not None and decimals is not None:
            raise ProblemError("digits and decimals are both there; keep one of them")
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
            eta=_learning_rate(eta),
            note=note,
            title=title,
            train_biases=flag(train_biases, "train_biases"),
            momentum=from_0(momentum, "momentum", below=1),
            l2=from_0(l2, "l2"),
            batch=one_of(batch, "batch", BATCHES),
            digits=_asked("digits", digits),
            decimals=_asked("decimals", decimals),
        )

    @property
    def objective(self) -> tuple[tuple[Example, ...], Cost, str, float]:
        """What a step takes down, as `batch_cost`, `batch_gradients` and `gradient_check` take it:
        examples, cost, batch, l2."""
        return self.examples, self.cost, self.batch, self.l2

    @property
    def stepping(self) -> dict[str, Any]:
        """How a step is made, as `train` and `Stepper` take it."""
        names = "train_biases", "momentum", "batch", "l2"
        return {name: getattr(self, name) for name in names}

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


def _check_words(note: object, title: object) -> None:
    """Raise ProblemError where one of these is not what it can be."""
    if note not in NOTES:
        notes = ", ".join(NOTES)
        raise ProblemError(
            f"note: there is no note {shown(note)}; take one of {notes}, or --note FILE.toml"
        )
    if not isinstance(title, str) or not title.isprintable():
        raise ProblemError(f"title is {shown(title)}, not a text in quotes on one line")


def _learning_rate(eta: object) -> float:
    """The learning rate as a float. Raises ProblemError where it is no number above 0."""
    rate = finite_number(eta, "eta: the learning rate")
    if rate <= 0:
        raise ProblemError(
            f"eta: the learning rate is {float(rate):g}; it must be above 0, for each step goes "
            f"against the gradient"
        )
    return rate


def _asked(name: str, number: object) -> int | None:
    """How many digits or decimals a worksheet asks for. Raises ProblemError as `whole` does."""
    return None if number is None else whole(number, name, *PLACES[name])


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


def parse_problem(text: str, where: str) -> Problem:
    """The problem in a TOML text. Raises ProblemError as `read_problem` does, `where` first."""
    return problem_of(parse_table(text, where), where)


def problem_of(table: Table, where: str) -> Problem:
    """The problem in a table of TOML. Raises ProblemError as `read_problem` does."""
    return at(where, _problem, table)


def _problem(table: Table) -> Problem:
    check_keys(table, "the file", {"cost", "eta", "example", "layer"}, {*OPTIONAL})
    examples, layers = (tables_of(table, key) for key in ("example", "layer"))
    for i, example in enumerate(examples, start=1):
        at(f"example {i}", check_keys, example, "an example", {"x", "y"})
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


def _network(tables: list[Table], first_x: object) -> Network:
    """The layers in order, each drawn one as wide as what comes before it asks for."""
    fan_in = len(at("example 1", finite_numbers, first_x, "x", "x_"))
    layers: list[Layer] = []
    for l, table in enumerate(tables, start=1):
        layers.append(at(f"layer {l}", _layer, table, fan_in))
        fan_in = len(layers[-1].weights)
    return Network(layers)


def _layer(table: Table, fan_in: int) -> Layer:
    activation: str | Activation = table.get("activation", "")
    if activation and "slope" in table:
        activation = with_slope(activation, table["slope"])
    if not table.keys() & {"width", "initialization", "seed"}:
        check_keys(table, "a layer", {"activation", "weights", "biases"}, {"slope"})
        return Layer(table["weights"], table["biases"], activation)
    drawn = ("activation", "width", "initialization", "seed")
    check_keys(table, "a layer that is drawn", {*drawn}, {"slope", "biases"})
    width, seed = whole(table["width"], "width", 1, WIDEST), whole(table["seed"], "seed")
    layer = initial_layer(fan_in, width, activation, table["initialization"], seed)
    if "biases" not in table:
        return layer
    if table["biases"] is not False:
        raise ProblemError("the biases of a layer that is drawn start at 0; biases can be false")
    return Layer(layer.weights, False, activation)


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
    entries += [f"{name} = {_typed(value)}" for name, value in problem.unusual.items()]
    for x, y in problem.examples:
        entries += ["", "[[example]]", f"x = {_floats(x)}", f"y = {_floats(y)}"]
    for layer in problem.network.layers:
        entries += ["", "[[layer]]", f'activation = "{layer.activation.name}"']
        if layer.activation.constant is not None:
            entries.append(f"slope = {float(layer.activation.constant)}")
        entries += ["weights = [", *(f"    {_floats(row)}," for row in layer.weights)]
        entries += ["]", f"biases = {_floats(layer.biases) or 'false'}"]
    return "\n".join(entries) + "\n"


def _floats(numbers: Sequence[float]) -> list[float]:
    """The numbers as TOML has them, which knows no Fraction."""
    return list(map(float, numbers))


def _typed(value: float | str) -> str:
    """A whole number, a number or a text as TOML has it."""
    return json.dumps(value if isinstance(value, (int, str)) else float(value))
