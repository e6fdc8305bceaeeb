"""The page of the command pytorch: the same step as a script for PyTorch, which compares.

PyTorch is no package of this project: the script is for those who have it.
"""

from collections.abc import Iterator

from ..network import Layer
from ..notes.quantities import Quantity
from ..problem import Problem
from ..tracing.styles import ASCII
from ..tracing.training_step import gradient_of, trained
from .page import Page
from .trace import Trace, trace

# What PyTorch calls an activation, {} its constant.
MODULES = {
    "sigmoid": "nn.Sigmoid()",
    "bipolar_sigmoid": "BipolarSigmoid()",
    "relu": "nn.ReLU()",
    "leaky_relu": "nn.LeakyReLU({})",
    "identity": "nn.Identity()",
    "tanh": "nn.Tanh()",
    "softmax": "nn.Softmax(dim=1)",
}
# The cost of each example.
LOSSES = {
    "half_squared_error": "((output - Y) ** 2).sum(dim=1) / 2",
    "squared_error": "((output - Y) ** 2).sum(dim=1)",
    "mean_squared_error": "((output - Y) ** 2).mean(dim=1)",
    "binary_cross_entropy": "-(Y * output.log() + (1 - Y) * (1 - output).log()).sum(dim=1)",
    "cross_entropy": "-(Y * output.log()).sum(dim=1)",
}
_START = """\
# One training step by PyTorch, compared with the same step by backprop_scalar.
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
"""
_BIPOLAR = """
class BipolarSigmoid(nn.Module):
    def forward(self, z):
        return 2 / (1 + torch.exp(-z)) - 1

"""
_STEP = """\
parameters = list(neural_network.parameters())
weights = [parameter for parameter in parameters if parameter.dim() == 2]
with torch.no_grad():
    for parameter, values in zip(parameters, start):
        parameter.copy_(torch.tensor(values))
optimizer = torch.optim.SGD({trained}, lr={eta}{momentum})

output = neural_network(X)
loss = ({losses}).{batch}(){penalty}
loss.backward()
optimizer.step()
"""
_COMPARISON = """\
found = [g for parameter in parameters for g in parameter.grad.flatten().tolist()]
found += [value for parameter in {trained} for value in parameter.flatten().tolist()]
print(f"{{'quantity':{width}}}  {{'PyTorch':>24}}  {{'backprop_scalar':>24}}")
for (name, here), value in zip(expected, found, strict=True):
    print(f"{{name:{width}}}  {{value:24.16g}}  {{here:24.16g}}")
differences = [abs(value - here) for value, (_, here) in zip(found, expected)]
largest = max(d if d < float("inf") else float("inf") for d in differences)  # a nan, too
print(f"The largest difference is {{largest:.1e}}.")"""


def pytorch_page(page: Page, problem: Problem, note: str) -> None:
    """A script that makes one step of a problem with PyTorch, and prints every gradient and new
    parameter beside this project's. Raises ProblemError as `trace` does."""
    page.blocks.append("\n".join(_script(problem, trace(problem, note=note))))


def _script(problem: Problem, step: Trace) -> Iterator[str]:
    layers = problem.network.layers
    yield _START
    if any(layer.activation.name == "bipolar_sigmoid" for layer in layers):
        yield _BIPOLAR
    for name, rows in zip("XY", zip(*problem.examples)):
        yield from _listed(
            f"{name} = torch.tensor([", (repr([*map(float, row)]) for row in rows), "])"
        )
    yield from _listed("neural_network = nn.Sequential(", map(_modules, layers), ")")
    yield from _listed("start = [", (part for layer in layers for part in _start(layer)), "]")
    trained = "parameters" if problem.train_biases else "weights"
    yield _STEP.format(
        trained=trained,
        eta=float(problem.eta),
        momentum=f", momentum={float(problem.momentum)}" * bool(problem.momentum),
        losses=LOSSES[problem.cost.name],
        batch=problem.batch,
        penalty=f" + {float(problem.l2)} / 2 * sum((w**2).sum() for w in weights)"
        * bool(problem.l2),
    )
    named = [(ASCII.spell(step.working.spelling.symbol(q)), q) for q in _compared(problem)]
    pairs = (f'("{name}", {step.working.values[q]!r})' for name, q in named)
    yield from _listed("expected = [", pairs, "]")
    yield _COMPARISON.format(trained=trained, width=max(len(name) for name, _ in named))


def _listed(start: str, entries: Iterator[str], end: str) -> Iterator[str]:
    yield start
    yield from (f"    {entry}," for entry in entries)
    yield end


def _modules(layer: Layer) -> str:
    """The two modules that make a layer."""
    activation = layer.activation
    bias = "" if layer.biases else ", bias=False"
    linear = f"nn.Linear({len(layer.weights[0])}, {len(layer.weights)}{bias})"
    return f"{linear}, {MODULES[activation.name].format(activation.constant)}"


def _start(layer: Layer) -> Iterator[str]:
    """What the layer's parameters start from, in PyTorch's order: the weights, then the biases."""
    yield repr([[*map(float, row)] for row in layer.weights])
    if layer.biases:
        yield repr([*map(float, layer.biases)])


def _compared(problem: Problem) -> Iterator[Quantity]:
    """Every gradient and every new parameter, in PyTorch's order."""
    network, order = problem.network, lambda place: (place.l, place.kind == "b")
    yield from (gradient_of(problem, place) for place in sorted(network.places(), key=order))
    for place in sorted(trained(problem, network), key=order):
        yield Quantity(f"{place.kind}_new", *place)
