"""As much of PyTorch as the scripts of the command pytorch use, on the tests' own autodiff.

Only for machines without PyTorch; it shares nothing with the package.
"""

import sys
from contextlib import nullcontext
from types import ModuleType

from autodiff import Value, activated, add_up, lift


class Named:
    """What the autodiff takes for an activation."""

    def __init__(self, name, constant=None):
        self.name, self.constant = name, constant


class Tensor:
    """Rows of Values; one row alone is a vector, one Value alone a number."""

    def __init__(self, rows):
        self.rows = rows

    @classmethod
    def of(cls, numbers):
        if isinstance(numbers, (int, float)):
            return cls(Value(float(numbers)))
        return cls([cls.of(entry).rows for entry in numbers])

    def dim(self):
        rows, depth = self.rows, 0
        while isinstance(rows, list):
            rows, depth = rows[0], depth + 1
        return depth

    def map(self, function, rows=None):
        rows = self.rows if rows is None else rows
        if isinstance(rows, list):
            return [self.map(function, entry) for entry in rows]
        return function(rows)

    def pair(self, other, function):
        def go(left, right):
            if isinstance(left, list) or isinstance(right, list):
                count = len(left) if isinstance(left, list) else len(right)
                lefts = left if isinstance(left, list) else [left] * count
                rights = right if isinstance(right, list) else [right] * count
                return [go(*entries) for entries in zip(lefts, rights, strict=True)]
            return function(left, right)

        return Tensor(go(self.rows, other.rows if isinstance(other, Tensor) else lift(other)))

    def __add__(self, other):
        return self.pair(other, lambda left, right: left + right)

    __radd__ = __add__

    def __mul__(self, other):
        return self.pair(other, lambda left, right: left * right)

    __rmul__ = __mul__

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        return self.pair(other, lambda left, right: left * lift(right).power(-1))

    def __rtruediv__(self, other):
        return Tensor(lift(other)) / self

    def __pow__(self, exponent):
        return Tensor(self.map(lambda value: value.power(exponent)))

    def log(self):
        return Tensor(self.map(Value.log))

    def sum(self, dim=None):
        if dim == 1:
            return Tensor([add_up(row) for row in self.rows])
        return Tensor(add_up(self.values()))

    def mean(self, dim=None):
        return self.sum(dim) / (len(self.rows[0]) if dim == 1 else len(self.rows))

    def values(self, rows=None):
        rows = self.rows if rows is None else rows
        return (
            [v for entry in rows for v in self.values(entry)] if isinstance(rows, list) else [rows]
        )

    def flatten(self):
        return Tensor(self.values())

    def tolist(self):
        return self.map(lambda value: value.number)

    def copy_(self, other):
        for mine, theirs in zip(self.values(), other.values(), strict=True):
            mine.number = theirs.number

    @property
    def grad(self):
        return Tensor(self.map(lambda value: Value(value.gradient)))

    def backward(self):
        self.rows.backward()


class Module:
    def __call__(self, x):
        return self.forward(x)

    def parameters(self):
        return []


class Linear(Module):
    def __init__(self, fan_in, width, bias=True):
        self.weight = Tensor.of([[0.0] * fan_in for _ in range(width)])
        self.bias = Tensor.of([0.0] * width) if bias else None

    def parameters(self):
        return [self.weight] + ([self.bias] if self.bias else [])

    def forward(self, x):
        biases = self.bias.rows if self.bias else [0.0] * len(self.weight.rows)
        return Tensor(
            [
                [
                    add_up(w * a for w, a in zip(row, x_row)) + b
                    for row, b in zip(self.weight.rows, biases)
                ]
                for x_row in x.rows
            ]
        )


def activation_module(name):
    class Activation(Module):
        def __init__(self, constant=None, dim=1):
            assert dim == 1
            self.activation = Named(name, constant)

        def forward(self, z):
            return Tensor([activated(self.activation, row) for row in z.rows])

    return Activation


class Sequential(Module):
    def __init__(self, *modules):
        self.modules = modules

    def parameters(self):
        return [parameter for module in self.modules for parameter in module.parameters()]

    def forward(self, x):
        for module in self.modules:
            x = module(x)
        return x


class SGD:
    def __init__(self, parameters, lr, momentum=0.0):
        self.parameters, self.lr = parameters, lr

    def step(self):
        """The first one, in which the momentum does nothing yet."""
        for parameter in self.parameters:
            for value in parameter.values():
                value.number -= self.lr * value.gradient


def install(monkeypatch):
    """Puts it where a script looks for torch."""
    torch, torch.nn = ModuleType("torch"), ModuleType("torch.nn")
    torch.optim = ModuleType("torch.optim")
    torch.float64, torch.set_default_dtype, torch.no_grad = "float64", lambda _: None, nullcontext
    torch.tensor, torch.optim.SGD = Tensor.of, SGD
    torch.exp = lambda t: Tensor(t.map(Value.exp))
    torch.nn.Module, torch.nn.Linear, torch.nn.Sequential = Module, Linear, Sequential
    for theirs, ours in (
        ("Sigmoid", "sigmoid"),
        ("ReLU", "relu"),
        ("LeakyReLU", "leaky_relu"),
        ("Identity", "identity"),
        ("Tanh", "tanh"),
        ("Softmax", "softmax"),
    ):
        setattr(torch.nn, theirs, activation_module(ours))
    for name in ("torch", "torch.nn", "torch.optim"):
        module = torch if name == "torch" else getattr(torch, name.partition(".")[2])
        monkeypatch.setitem(sys.modules, name, module)
