"""The cost of a network in 40-digit decimals: finite differences without rounding errors."""

from decimal import Decimal, getcontext
from itertools import zip_longest

getcontext().prec = 40


def activated(activation, z):
    name = activation.name
    if name == "softmax":
        whole = sum(z_j.exp() for z_j in z)
        return [z_j.exp() / whole for z_j in z]
    return [
        {
            "sigmoid": lambda v: 1 / (1 + (-v).exp()),
            "relu": lambda v: max(v, Decimal(0)),
            "leaky_relu": lambda v: v if v > 0 else Decimal(activation.constant) * v,
            "bipolar_sigmoid": lambda v: (1 - (-v).exp()) / (1 + (-v).exp()),
            "identity": lambda v: v,
            "tanh": lambda v: (v.exp() - (-v).exp()) / (v.exp() + (-v).exp()),
        }[name](z_j)
        for z_j in z
    ]


def cost_of(name, a, y):
    pairs = list(zip(a, y))
    return {
        "half_squared_error": lambda: sum((p - t) ** 2 for p, t in pairs) / 2,
        "squared_error": lambda: sum((p - t) ** 2 for p, t in pairs),
        "mean_squared_error": lambda: sum((p - t) ** 2 for p, t in pairs) / len(pairs),
        "binary_cross_entropy": lambda: -sum(t * p.ln() + (1 - t) * (1 - p).ln() for p, t in pairs),
        "cross_entropy": lambda: -sum(t * p.ln() for p, t in pairs),
    }[name]()


def batch_cost(w, b, activations, examples, cost, batch="mean", l2=0.0):
    """w[l][j][k] and b[l][j] of Decimals, the first layer at l = 0."""
    costs = []
    for x, y in examples:
        a = [Decimal(v) for v in x]
        for w_l, b_l, activation in zip(w, b, activations):
            neurons = zip_longest(w_l, b_l, fillvalue=0)
            z = [sum(v * a_k for v, a_k in zip(w_j, a)) + b_j for w_j, b_j in neurons]
            a = activated(activation, z)
        costs.append(cost_of(cost, a, [Decimal(v) for v in y]))
    penalty = Decimal(l2) / 2 * sum(v**2 for w_l in w for w_j in w_l for v in w_j)
    return sum(costs) / (1 if batch == "sum" else len(costs)) + penalty


def central_difference(network, objective, l, j, k=None, h=Decimal("1e-15")):
    """∂C/∂w_jk^l, or ∂C/∂b_j^l where k is None; l counts from 1; objective: (examples, …)."""
    activations = [layer.activation for layer in network.layers]
    costs = []
    for step in (h, -h):
        w = [[[Decimal(v) for v in row] for row in layer.weights] for layer in network.layers]
        b = [[Decimal(v) for v in layer.biases] for layer in network.layers]
        if k is None:
            b[l - 1][j] += step
        else:
            w[l - 1][j][k] += step
        costs.append(batch_cost(w, b, activations, *objective))
    return float((costs[0] - costs[1]) / (2 * h))
