"""A scalar reverse-mode autodiff that shares nothing with the package: the independent route."""

import math
from itertools import zip_longest


class Value:
    """A number that remembers what it was made of: pairs (operand, local derivative)."""

    def __init__(self, number, made_of=()):
        self.number = number
        self.made_of = made_of
        self.gradient = 0.0

    def __add__(self, other):
        other = lift(other)
        return Value(self.number + other.number, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = lift(other)
        return Value(self.number * other.number, ((self, other.number), (other, self.number)))

    def power(self, exponent):
        slope = exponent * self.number ** (exponent - 1)
        return Value(self.number**exponent, ((self, slope),))

    def exp(self):
        return Value(math.exp(self.number), ((self, math.exp(self.number)),))

    def log(self):
        return Value(math.log(self.number), ((self, 1 / self.number),))

    def tanh(self):
        return Value(math.tanh(self.number), ((self, 1 / math.cosh(self.number) ** 2),))

    def relu(self):
        return Value(max(self.number, 0.0), ((self, float(self.number > 0)),))

    def leaky_relu(self, slope):
        number = self.number if self.number > 0 else slope * self.number
        return Value(number, ((self, 1.0 if self.number > 0 else slope),))

    def backward(self):
        """Fill in `gradient` of everything this number was made of."""
        order, seen = [], set()

        def visit(value):
            if id(value) not in seen:
                seen.add(id(value))
                for operand, _ in value.made_of:
                    visit(operand)
                order.append(value)

        visit(self)
        self.gradient = 1.0
        for value in reversed(order):
            for operand, slope in value.made_of:
                operand.gradient += slope * value.gradient


def lift(number):
    return number if isinstance(number, Value) else Value(float(number))


def add_up(values):
    total = Value(0.0)
    for value in values:
        total = total + value
    return total


def activated(activation, z):
    name = activation.name
    if name == "softmax":
        powers = [z_j.exp() for z_j in z]
        whole = add_up(powers).power(-1)
        return [power * whole for power in powers]
    return [
        {
            "sigmoid": lambda v: (Value(1.0) + (v * -1).exp()).power(-1),
            "bipolar_sigmoid": lambda v: (v * 0.5).tanh(),
            "leaky_relu": lambda v: v.leaky_relu(activation.constant),
            "relu": Value.relu,
            "identity": lambda v: v,
            "tanh": Value.tanh,
        }[name](z_j)
        for z_j in z
    ]


def cost_of(name, a, y):
    if name == "half_squared_error":
        return add_up((a_j + -y_j).power(2) for a_j, y_j in zip(a, y)) * 0.5
    if name == "squared_error":
        return add_up((a_j + -y_j).power(2) for a_j, y_j in zip(a, y))
    if name == "mean_squared_error":
        return add_up((a_j + -y_j).power(2) for a_j, y_j in zip(a, y)) * (1 / len(y))
    if name == "binary_cross_entropy":
        terms = [
            a_j.log() * -y_j + (Value(1.0) + a_j * -1).log() * -(1 - y_j) for a_j, y_j in zip(a, y)
        ]
        return add_up(terms)
    return add_up(a_j.log() * -y_j for a_j, y_j in zip(a, y))


def gradients(network, examples, cost, batch="mean", l2=0.0):
    """(cost, dw, db) of the mean or summed cost with its penalty; dw[l][j][k] and db[l][j] with
    nothing at l = 0."""
    w = [[[Value(w_jk) for w_jk in row] for row in layer.weights] for layer in network.layers]
    b = [[Value(b_j) for b_j in layer.biases] for layer in network.layers]
    costs = []
    for x, y in examples:
        a = [Value(x_k) for x_k in x]
        for layer, w_l, b_l in zip(network.layers, w, b):
            z = [
                add_up(w_jk * a_k for w_jk, a_k in zip(w_j, a)) + b_j
                for w_j, b_j in zip_longest(w_l, b_l, fillvalue=0)
            ]
            a = activated(layer.activation, z)
        costs.append(cost_of(cost, a, y))
    whole = add_up(costs) * (1 if batch == "sum" else 1 / len(costs))
    if l2:
        whole = whole + add_up(v.power(2) for w_l in w for row in w_l for v in row) * (l2 / 2)
    whole.backward()
    dw = [[], *([[v.gradient for v in row] for row in w_l] for w_l in w)]
    db = [[], *([v.gradient for v in b_l] for b_l in b)]
    return whole.number, dw, db
