"""A problem as a text in TOML, which `problem.py` reads."""

import json
from collections.abc import Sequence

from .problem import Problem


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
