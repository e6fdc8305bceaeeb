"""Every component formula, on exact fractions worked out by hand."""

from fractions import Fraction as F

from support import each_row

from backprop_scalar import equations

CASES = [
    # 2·3 + 5·7 + 11
    ("weighted_input", ([2, 5], [3, 7], 11), 52),
    ("weighted_input", ([F(1, 2), F(-1, 3)], [F(1, 5), F(3, 4)], F(1, 6)), F(1, 60)),
    # 2·3 + 5·7
    ("passed_back", ([2, 5], [3, 7]), 41),
    ("error_signal", (F(3, 4), F(2, 9)), F(1, 6)),
    ("error_signal_of_layer", ([2, 5, -1], [3, 7, 4]), 37),
    ("weight_gradient", (F(3, 4), F(2, 9)), F(1, 6)),
    ("bias_gradient", (F(2, 9),), F(2, 9)),
    # (2·3 + 5·7)/4
    ("hidden_error_signal", ([2, 5], [3, 7], F(1, 4)), F(41, 4)),
    ("slope_by_weight", (F(3, 4),), F(3, 4)),
    ("mean_weight_gradient", ([2, 5], [3, 7], 4), F(41, 4)),
    ("diagonal_entry", (F(3, 4), 2, 2), F(3, 4)),
    ("diagonal_entry", (F(3, 4), 2, 1), 0),
    ("share", (F(3, 4), 5), F(3, 20)),
    ("total", ([F(1, 2), F(1, 3), -1],), F(-1, 6)),
    ("mean", ([F(1, 2), F(1, 3), -1], 3), F(-1, 18)),
    ("summed_weight_gradient", ([2, 5], [3, 7]), 41),
    # 1/2 - 1/4·2/3
    ("chain", (F(1, 2), F(2, 3), -5), F(-5, 3)),
    ("forward_quotient", (F(1, 2), F(1, 3), F(1, 5)), F(5, 6)),
    ("central_quotient", (F(1, 2), F(1, 3), F(1, 6)), F(1, 2)),
    # 3/8·(1/4 + 1/9)
    ("l2_penalty", ([F(1, 2), F(-1, 3)], F(3, 4)), F(13, 96)),
    ("penalized", (F(1, 2), F(1, 3)), F(5, 6)),
    # 1/2 + 3/4·(-1/3)
    ("l2_gradient", (F(1, 2), F(-1, 3), F(3, 4)), F(1, 4)),
    ("change", (F(2, 3), F(1, 4)), F(-1, 6)),
    ("changed", (F(1, 2), F(-1, 6)), F(1, 3)),
    # 3/4·1/3 + 1/2
    ("velocity", (F(1, 3), F(1, 2), F(3, 4)), F(3, 4)),
    ("weighted_input", ([2, 5], [3, 7]), 41),
    ("step_down", (F(1, 2), F(2, 3), F(1, 4)), F(1, 3)),
]


@each_row(CASES)
def test_formula(name, operands, value):
    assert getattr(equations, name)(*operands) == value


def test_every_formula_has_a_case():
    public = {name for name, thing in vars(equations).items() if callable(thing)} - {"Sequence"}
    assert public == {name for name, _, _ in CASES}


class Counted:
    """An operand that notes down the arithmetic done on it."""

    def __init__(self, done):
        self.done = done

    def __mul__(self, other):
        self.done.append("*")
        return self

    def __add__(self, other):
        self.done.append("+")
        return self

    def __radd__(self, other):
        return self


def test_a_weighted_input_takes_n_products_and_n_sums():
    done, n = [], 7
    operand = Counted(done)
    equations.weighted_input([operand] * n, [operand] * n, operand)
    assert sorted(done) == ["*"] * n + ["+"] * n
