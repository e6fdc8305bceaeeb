"""A quantity of a given network in a note's letters, and where the note has its equation."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TypeVar

from ..costs import COSTS
from ..problem import Problem
from .notation import Notation, notation_of
from .quantities import CHOSEN, COMPOSED, AnyQuantity, Named, Quantity, describe
from .symbols import Symbol, typed

T = TypeVar("T")


@dataclass(frozen=True)
class Spelling:
    """A notation applied to a network, or to none where all quantities have names of their own.

    widths: inputs first; activations: the names of those of its layers; cost: the cost's name;
    examples: how many there are; holds: what more holds for all lines, of `notation.FACTS`.
    """

    notation: Notation
    widths: tuple[int, ...] = ()
    activations: tuple[str, ...] = ()
    cost: str = ""
    examples: int = 1
    holds: frozenset[str] = frozenset({"mean", "plain"})

    @classmethod
    def of(cls, problem: Problem, note: str = "") -> "Spelling":
        """How `note`, or else the problem's own, spells the quantities of a problem.

        Raises ProblemError as `notation_of` does.
        """
        widths = tuple(problem.network.widths)
        notation = notation_of(note or problem.note).for_network(widths)
        activations = tuple(layer.activation.name for layer in problem.network.layers)
        holds = {"mean": problem.batch == "mean", "plain": not problem.momentum}
        return cls(
            notation,
            widths,
            activations,
            problem.cost.name,
            len(problem.examples),
            frozenset(fact for fact, does in holds.items() if does),
        )

    def symbol(self, quantity: AnyQuantity) -> Symbol:
        """The quantity as the note writes it."""
        if isinstance(quantity, Named):
            return quantity.symbol
        if quantity not in self._symbols:
            self._symbols[quantity] = self._symbol(quantity)
        return self._symbols[quantity]

    @cached_property
    def _symbols(self) -> dict[Quantity, Symbol]:
        """The symbols so far: the lines of a step have the same operands again and again."""
        return {}

    def _symbol(self, quantity: Quantity) -> Symbol:
        if quantity.kind in COMPOSED:
            kind = quantity.kind
            pattern = self.notation.slope if kind == "slope" else COMPOSED[kind]
            names = re.findall(r"{(\w+)}", pattern)
            parts = tuple(self.symbol(self._part(name, quantity)) for name in names)
            return Symbol(re.sub(r"{\w+}", "{}", pattern), parts=parts)
        return self._filled(self.template(quantity), quantity)

    def template(self, quantity: Quantity) -> str:
        """How the note writes a kind that is not composed, with l, j, k, i for its indices; with
        several examples, i is there where the quantity has it."""
        found = self._find(quantity, self.notation.letters) or CHOSEN.get(quantity.kind)
        letter, sub, sup, _ = symbol = typed(found or quantity.kind)
        if self.examples > 1 and quantity.i is not None and "i" not in sub + sup:
            # The note has no letters for several examples.
            symbol = Symbol(letter, f"{sub},i".lstrip(","), sup)
        return str(symbol)

    def words(self, quantity: AnyQuantity) -> str:
        """What the quantity is, in words."""
        return describe(quantity, self.examples, chain={*self.widths} == {1})

    def place(self, quantity: AnyQuantity) -> str:
        """Where the note has the equation of the quantity; empty where it has none.

        `cf.` stands before an equation of the note that gives something else than the line: it is
        for another cost or another activation, or it is misprinted.
        """
        if isinstance(quantity, Named):
            return quantity.place
        places = self._find(quantity, self.notation.places)
        if not places:
            return ""
        facts = self._facts(quantity)
        fits = next((place for place in places if place.only <= facts), None)
        at = (fits or places[0]).at.format(l=quantity.l)
        return at if fits and not fits.differs else f"cf. {at}"

    @property
    def remarks(self) -> list[str]:
        """What there is to say of the note's equations for a problem such as this."""
        facts = self._facts(None)
        return [remark.says for remark in self.notation.remarks if remark.only <= facts]

    def _facts(self, quantity: Quantity | None) -> set[str]:
        """What holds for a line: its cost, its layer's activation, …; see `notation.FACTS`."""
        facts = {self.cost, *self.holds, *(["batch"] if self.examples > 1 else [])}
        if quantity and quantity.l:
            activation = self.activations[quantity.l - 1]
            facts |= {activation, "softmax" if activation == "softmax" else "elementwise"}
            is_output = quantity.l == len(self.activations)
            closed = is_output and COSTS[self.cost].partner and "factors" not in self.holds
            facts |= set() if closed else {"product"}
        return facts

    def _part(self, name: str, quantity: Quantity) -> Quantity:
        """The quantity that stands in a pattern, such as {a} in ∂{C}/∂{a}."""
        if name == "C":
            # Where 1/n is inside δ, an example's derivatives are already those of the batch cost.
            of_example = quantity.i is not None and not self.notation.inside
            is_one = of_example or self.examples == 1
            return Quantity("C_x", i=quantity.i) if is_one else Quantity("C")
        if name in CHOSEN:
            return Quantity(name)
        if name == "a_k":
            return quantity._replace(kind="a", j=quantity.k, k=None)
        if name == "w":
            return quantity._replace(kind="w", i=None)
        return quantity._replace(kind=name, k=None, i=None if name == "b" else quantity.i)

    def _find(self, quantity: Quantity, table: Mapping[str, T]) -> T | None:
        """The most special entry of a table for the quantity."""
        return next((table[key] for key in self._keys(quantity) if key in table), None)

    def _keys(self, quantity: Quantity) -> Iterator[str]:
        """What a quantity may be looked up as, `a batch one output` before `a output` before `a`.

        The qualifiers of a key stand in the order of the alphabet.
        """
        L = len(self.widths) - 1
        l = L if quantity.kind == "y" else quantity.l
        at = {"output": l == L, "input": l == 0, "first": l == 1}
        layers = [*(name for name, is_it in at.items() if is_it), ""]
        ones = ["one", ""] if l is not None and self.widths[l] == 1 else [""]
        batches = ["batch", ""] if self.examples > 1 else [""]
        for qualifiers in product(layers, ones, batches):
            yield " ".join([quantity.kind, *sorted(filter(None, qualifiers))])

    def _filled(self, template: str, quantity: Quantity) -> Symbol:
        """The template's letter and scripts with the quantity's indices, counted from 1."""
        _, l, j, k, i = quantity
        indices = {"j": j, "k": k, "i": i}
        numbers = {letter: at + 1 for letter, at in indices.items() if at is not None}
        if l is not None:
            numbers |= {"l": l, "p": l - 1}
        letter, sub, sup, _ = typed(template)

        def counted(scripts: str) -> str:
            if max(*self.widths, self.examples) > 9:  # two indices would run into each other
                scripts = re.sub(r"(?<=[jki])(?=[jki])", ",", scripts)
            return re.sub(r"[lpjki]", lambda m: str(numbers.get(m[0], m[0])), scripts)

        return Symbol(letter, counted(sub), counted(sup))
