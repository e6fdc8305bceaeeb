"""The names of the numbers in a training step, apart from how a note spells them."""

import functools
import re
from typing import NamedTuple

from .symbols import Symbol


class Quantity(NamedTuple):
    """One number: its kind, layer l, neuron j, source neuron k and example i.

    Layers count from 0, the input; j, k and i count from 0 as in the lists. An index that a kind
    does not have is None. The kinds are those of `INDICES`.
    """

    kind: str
    l: int | None = None
    j: int | None = None
    k: int | None = None
    i: int | None = None


class Named(NamedTuple):
    """A quantity that no training step has: how it is written, and the place of its equation."""

    symbol: Symbol
    place: str = ""

    @property
    def spelled(self) -> str:
        """The symbol in Unicode."""
        return str(self.symbol)


# What the lines of a table are about.
AnyQuantity = Quantity | Named

# The kinds of quantities that a note has a letter for, and the indices they may have; p is l - 1.
INDICES = {
    "a": "lpji",  # activation, in layer 0 the input
    "y": "ji",  # target
    "w": "lpjk",  # weight
    "b": "lpj",  # bias
    "z": "lpji",  # weighted input
    "delta": "lpji",  # error signal ∂C/∂z_j
    "C_x": "i",  # cost of one example
    "C": "",  # cost of the batch
    "eta": "",  # learning rate
    "n": "",  # number of examples
    "lambda": "",  # weight of the penalty
    "R": "",  # penalty
    "alpha": "",  # momentum
    "v_0": "",  # velocity before the step
}

# The letters of those that no note has a letter for.
CHOSEN = {"lambda": "λ", "R": "R", "alpha": "α", "v_0": "v_0"}

# Those that are written with the letters of others, and how: {a_k} is the activation with index k.
COMPOSED = {
    "slope": "σ'({z})",  # a note may write this one in its own way
    "dC_da": "∂{C}/∂{a}",
    "da_dz": "∂{a_k}/∂{z}",  # in a softmax layer
    "dw": "∂{C}/∂{w}",  # gradients of the batch
    "db": "∂{C}/∂{b}",
    "dw_x": "∂{C}/∂{w}",  # gradients of one example's cost
    "db_x": "∂{C}/∂{b}",
    "C_R": "{C} + R",  # cost with its penalty, and the gradients of that
    "dw_R": "∂({C} + R)/∂{w}",
    "w_v_0": "{v_0}({w})",  # velocities before the step, and those it takes
    "b_v_0": "{v_0}({b})",
    "w_v": "v({w})",
    "b_v": "v({b})",
    "w_change": "Δ{w}",
    "b_change": "Δ{b}",
    "w_new": "{w} ←",  # parameters after the update
    "b_new": "{b} ←",
    "ln_a": "ln({a})",
    "ln_not_a": "ln(1 − {a})",
}

_WORDS = {
    "a": "activation",
    "y": "target",
    "w": "weight",
    "b": "bias",
    "z": "weighted input",
    "slope": "slope of the activation",
    "dC_da": "derivative of the cost with respect to the activation",
    "da_dz": "derivative of the activation",
    "ln_a": "logarithm of the output",
    "ln_not_a": "logarithm of 1 minus the output",
    "delta": "error signal",
    "C_x": "cost",
    "C": "cost of the batch",
    "eta": "learning rate",
    "n": "number of examples",
    "lambda": "weight of the penalty",
    "R": "penalty",
    "alpha": "momentum",
    "C_R": "cost with its penalty",
    "w_v_0": "last velocity of the weight",
    "b_v_0": "last velocity of the bias",
    "w_v": "velocity of the weight",
    "b_v": "velocity of the bias",
    "w_change": "change of the weight",
    "b_change": "change of the bias",
    "w_new": "new weight",
    "b_new": "new bias",
}


@functools.lru_cache(maxsize=10_000)
def identifier(quantity: AnyQuantity) -> str:
    """The name of a quantity within a page, in letters, digits, - and _; no two have the same.

    >>> identifier(Quantity("delta", 1, 0, None, 0)), identifier(Named(Symbol("∂C/∂w", "1")))
    ('delta-1-0--0', '-2202-C-2f--2202-w_1')
    """
    if isinstance(quantity, Quantity):
        return "-".join("" if part is None else str(part) for part in quantity)
    return re.sub(r"[^A-Za-z0-9_]", lambda sign: f"-{ord(sign[0]):x}-", quantity.spelled)


def describe(quantity: AnyQuantity, examples: int = 1, *, chain: bool = False) -> str:
    """What a quantity is, in words, with the direction of a weight; a named one is its name.

    chain: the network has one neuron in every layer, which then need not be counted.

    >>> describe(Quantity("w", 2, 0, 1))
    'weight from neuron 2 of layer 1 into neuron 1 of layer 2'
    """
    if isinstance(quantity, Named):
        return quantity.spelled
    kind, l, j, k, i = quantity
    of_example = f" of example {i + 1}" if examples > 1 and i is not None else ""
    is_input = kind == "a" and l == 0
    words = "input" if is_input else _WORDS.get(kind, "gradient")
    if j is None:
        return words + of_example
    if kind == "y" or is_input:
        return words + ("" if chain else f" {j + 1}") + of_example
    if chain:
        return f"{words} of layer {l}{of_example}"
    neuron = f"neuron {j + 1} of layer {l}"
    if kind in ("w", "w_v_0", "w_v") and k is not None and l is not None:
        source = f"input {k + 1}" if l == 1 else f"neuron {k + 1} of layer {l - 1}"
        return f"{words} from {source} into {neuron}"
    return f"{words} of {neuron}{of_example}"
