"""How a note spells a quantity of a given network, and where it has the equation for it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..costs import COSTS
from ..problem import Problem
from .note import Notation
from .notes import notation_for
from .quantities import Quantity

# Spelled from the parts they are made of.
_COMPOSED = {
    "dC_da": "∂{C}/∂{a}",
    "da_dz": "∂{a_k}/∂{z}",
    "dw": "∂{C}/∂{w}",
    "db": "∂{C}/∂{b}",
    "dw_x": "∂{C}/∂{w}",
    "db_x": "∂{C}/∂{b}",
    "w_new": "{w} ←",
    "b_new": "{b} ←",
    "ln_a": "ln({a})",
    "ln_not_a": "ln(1 − {a})",
}


@dataclass(frozen=True)
class Spelling:
    """A notation applied to a network of given widths (inputs first) and a number of examples.

    cost: the name of the problem's cost; activations: those of its layers, the note's own where
    it is empty. commas:
    neuron indices are separated by commas everywhere, because one of them has two digits.
    """

    notation: Notation
    widths: tuple[int, ...]
    examples: int = 1
    cost: str = ""
    activations: tuple[str, ...] = ()

    @classmethod
    def of(cls, problem: Problem, note: str = "") -> "Spelling":
        """How `note`, or else the problem's own, spells the quantities of a problem."""
        widths = problem.network.widths
        notation = notation_for(note or problem.note, widths)
        activations = tuple(layer.activation.name for layer in problem.network.layers)
        return cls(notation, tuple(widths), len(problem.examples), problem.cost.name, activations)

    @property
    def commas(self) -> bool:
        return max(*self.widths, self.examples) > 9

    def symbol(self, quantity: Quantity) -> str:
        """The quantity as the note writes it, in Unicode; styles derive the others from this."""
        kind = quantity.kind
        if kind == "slope":
            return self._compose(self.notation.slope, quantity)
        if kind in _COMPOSED:
            return self._compose(_COMPOSED[kind], quantity)
        tables = [self.notation.spelled]
        if self.examples > 1:
            tables.insert(0, self.notation.batch_spelled)
        return self._fill(self._find(quantity, *tables), quantity)

    def cite(self, quantity: Quantity) -> str:
        """Where the note has the equation of the quantity; empty where it has none.

        `cf.` stands before an equation of the note that gives something else than the line: it is
        for another cost or another activation, or it is misprinted.
        """
        tables = [self.notation.cites]
        if self.examples > 1:
            tables.insert(0, self.notation.batch_cites)
        place = self._find(quantity, *tables)
        if not place:
            return ""
        if place.endswith("_l"):
            place = place.removesuffix("l") + str(quantity.l)
        special = self._special_case(quantity)
        if special:
            return self.notation.cites.get(special, f"cf. {place}")
        return f"cf. {place}" if self._differs(quantity) else place

    def _special_case(self, quantity: Quantity) -> str:
        """What a note may have a place of its own for: δ of a cross-entropy, or of a softmax."""
        if quantity.kind != "delta":
            return ""
        softmax = self._activation(quantity) == "softmax"
        if self._at_output(quantity) and self.cost and COSTS[self.cost].partner:
            return "delta closed softmax" if softmax else "delta closed"
        return "delta joint" if softmax else ""

    @property
    def deviates(self) -> bool:
        """Whether any place of this spelling may be marked with cf."""
        other_cost = self.cost != self.notation.cost
        return other_cost or bool(self._misprinted) or self._has_other_activations

    @property
    def _has_other_activations(self) -> bool:
        last = len(self.activations)
        return "softmax" in self.activations or any(
            name != (self.notation.output if l == last else self.notation.hidden)
            for l, name in enumerate(self.activations, start=1)
            if self.notation.with_activation
        )

    def _differs(self, quantity: Quantity) -> bool:
        """Whether the note's equation for the quantity gives something else than the line."""
        if any(key in self._misprinted for key in self._keys(quantity)):
            return True
        at_output = self._at_output(quantity)
        own = self.notation.output if at_output else self.notation.hidden
        activation = self._activation(quantity)
        if quantity.kind in self.notation.with_activation and activation not in ("", own):
            return True
        if quantity.kind == "a" and activation == "softmax":
            return True
        with_cost = {"C_x"}
        if at_output:
            with_cost |= {"dC_da", "delta"} if self.notation.delta_has_cost else {"dC_da"}
        return self.cost != self.notation.cost and quantity.kind in with_cost

    def _activation(self, quantity: Quantity) -> str:
        """The name of the activation in the quantity's layer, empty where none is named."""
        return self.activations[quantity.l - 1] if self.activations and quantity.l else ""

    @property
    def _misprinted(self) -> tuple[str, ...]:
        """The kinds whose equation is misprinted, for this cost and this many examples."""
        own = self.notation.misprinted if self.cost == self.notation.cost else ()
        return own + (self.notation.batch_misprinted if self.examples > 1 else ())

    def _at_output(self, quantity: Quantity) -> bool:
        return quantity.l == len(self.widths) - 1

    def _compose(self, pattern: str, quantity: Quantity) -> str:
        """A pattern such as ∂{C}/∂{a}; C is the example's cost where the quantity has one."""
        # Where 1/n is inside δ, an example's derivatives are already those of the batch cost.
        of_example = quantity.i is not None and not self.notation.inside
        cost = Quantity("C_x", i=quantity.i) if of_example or self.examples == 1 else Quantity("C")
        parts = {part: quantity._replace(kind=part) for part in ("a", "z", "w", "b")}
        for part in ("w", "b"):
            parts[part] = parts[part]._replace(i=None)
        parts["z"] = parts["z"]._replace(k=None)
        parts["a_k"] = parts["a"]._replace(j=quantity.k)
        parts["C"] = cost
        needed = {part: parts[part] for part in re.findall(r"{(\w+)}", pattern)}
        return pattern.format(**{part: self.symbol(q) for part, q in needed.items()})

    def _find(self, quantity: Quantity, *tables: Mapping[str, str]) -> str:
        """The most special entry for the quantity, from the first table that has it."""
        for key in self._keys(quantity):
            for table in tables:
                if key in table:
                    return table[key]
        return ""

    def _keys(self, quantity: Quantity) -> Iterator[str]:
        """`a output one`, `a output`, `a one`, `a`: what a quantity may be looked up as."""
        kind, L = quantity.kind, len(self.widths) - 1
        l = L if kind == "y" else quantity.l
        places = {0: ["input"], 1: ["first"]}.get(-1 if l is None else l, [])
        if l == L:
            places = ["output", *places]
        one = l is not None and self.widths[l] == 1
        for place in places:
            if one:
                yield f"{kind} {place} one"
            yield f"{kind} {place}"
        if one:
            yield f"{kind} one"
        yield kind

    def _fill(self, template: str, quantity: Quantity) -> str:
        """The template with the quantity's indices, counted from 1."""
        l, j, k, i = quantity.l, quantity.j, quantity.k, quantity.i
        indices = {
            "l": l,
            "p": None if l is None else l - 1,
            "j": None if j is None else j + 1,
            "k": None if k is None else k + 1,
            "i": None if i is None else i + 1,
        }
        letter, *scripts = re.split(r"(?=[_^])", template)
        if self.commas:
            scripts = [re.sub(r"(?<=[jki])(?=[jki])", ",", script) for script in scripts]
        scripts = [re.sub(r"[lpjki]", lambda m: str(indices[m[0]]), script) for script in scripts]
        return letter + "".join(scripts)


def describe(quantity: Quantity, examples: int = 1, *, chain: bool = False) -> str:
    """What a given quantity is, in words, with the direction of a weight.

    chain: the network has one neuron in every layer, which then need not be counted.
    """
    kind, l, j, k, i = quantity
    of_example = f" of example {(i or 0) + 1}" if examples > 1 else ""
    if kind in ("eta", "n"):
        return {"eta": "learning rate", "n": "number of examples"}[kind]
    if kind == "C_x":
        return f"cost{of_example}"
    if kind == "y" or (kind == "a" and l == 0):
        number = "" if chain else f" {(j or 0) + 1}"
        return f"{'target' if kind == 'y' else 'input'}{number}{of_example}"
    words = {"a": "activation", "delta": "error signal", "w": "weight", "b": "bias"}[kind]
    if chain:
        return f"{words} of layer {l}{of_example if kind in ('a', 'delta') else ''}"
    neuron = f"neuron {(j or 0) + 1} of layer {l}"
    if kind == "w":
        source = (
            f"neuron {(k or 0) + 1} of layer {(l or 0) - 1}" if l != 1 else f"input {(k or 0) + 1}"
        )
        return f"weight from {source} into {neuron}"
    return f"{words} of {neuron}{of_example if kind != 'b' else ''}"
