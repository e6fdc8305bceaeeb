"""Working a printed formula out again from its text alone, as a reader with a calculator would."""

import functools
import math
import re

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d*)?(?:e[+-]\d+)?")


class Reading:
    """A with-numbers text: what it comes to, and how far rounded operands may move that."""

    def __init__(self, text, digits):
        text = re.sub(r"\s+", " ", text).replace("·", "*").replace("−", "-").replace("^", "**")
        text = re.sub(r"\be\*\*", "E**", text)
        text = re.sub(r"I\[(.*?) > 0\]", r"float(\1 > 0)", text)
        self.digits = digits
        self.operands = []

        def operand(match):
            self.operands.append(match[0])
            return f"v[{len(self.operands) - 1}]"

        self.code = _code(_NUMBER.sub(operand, text).replace("float", "F"))

    def at(self, values):
        names = {
            "v": values,
            "E": math.e,
            "ln": math.log,
            "tanh": math.tanh,
            "max": max,
            "F": float,
        }
        return eval(self.code, {"__builtins__": {}}, names)

    @property
    def value(self):
        return self.at([float(operand) for operand in self.operands])

    @property
    def allowance(self):
        """How far the value moves if each rounded operand moves by half a unit of its end."""
        values = [float(operand) for operand in self.operands]
        total = 0.0
        for place, operand in enumerate(self.operands):
            half = half_unit(operand) if significant_digits(operand) >= self.digits else 0.0
            ends = [
                self.at([*values[:place], values[place] + h, *values[place + 1 :]])
                for h in (half, -half)
            ]
            total += abs(ends[0] - ends[1]) / 2
        return total

    def agrees_with(self, shown):
        """Whether the value shown is what the text gives, within the digits shown."""
        return abs(self.value - float(shown)) <= 1.01 * (self.allowance + half_unit(shown)) + 1e-300


@functools.cache
def _code(text):
    """Many lines have the same formula and other numbers."""
    return compile(text, text, "eval")


def half_unit(number):
    """Half a unit of the last digit of a number's text."""
    mantissa, _, exponent = number.lstrip("-").partition("e")
    decimals = len(mantissa.partition(".")[2])
    return 0.5 * 10.0 ** (int(exponent or 0) - decimals)


def significant_digits(number):
    digits = number.lstrip("-").partition("e")[0].replace(".", "").lstrip("0")
    return len(digits) or len(number.partition(".")[2])


def cells_of(table):
    """The cells of each row of a table in plain text, its heading first; no cell is broken."""
    heading, dashes, *rows = table.splitlines()
    spans = [match.span() for match in re.finditer("-+", dashes)]
    spans[-1] = (spans[-1][0], None)
    return [[row[start:end].strip() for start, end in spans] for row in (heading, *rows)]


def is_table(block):
    """Whether a block of a plain page is a table, and no heading that is underlined."""
    return re.fullmatch("-+( +-+)*", [*block.splitlines(), ""][1]) and len(block.splitlines()) > 2


def tables_of(page):
    """The tables of a plain page that is as wide as it needs to be."""
    return [cells_of(block) for block in page.blocks if is_table(block)]
