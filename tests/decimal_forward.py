"""The mean cost of a network in 40-digit decimals: finite differences without rounding errors."""

from decimal import Decimal, getcontext

getcontext().prec = 40


def activated(name, z):
    if name == "softmax":
        whole = sum(z_j.exp() for z_j in z)
        return [z_j.exp() / whole for z_j in z]
    return [
        {
            "sigmoid": lambda v: 1 / (1 + (-v).exp()),
            "relu": lambda v: max(v, Decimal(0)),
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
        "binary_cross_entropy": lambda: -sum(t * p.ln() + (1 - t) * (1 - p).ln() for p, t in pairs),
        "cross_entropy": lambda: -sum(t * p.ln() for p, t in pairs),
    }[name]()


def mean_cost(w, b, activations, examples, cost):
    """w[l][j][k] and b[l][j] of Decimals, the first layer at l = 0."""
    costs = []
    for x, y in examples:
        a = [Decimal(v) for v in x]
        for w_l, b_l, name in zip(w, b, activations):
            z = [sum(v * a_k for v, a_k in zip(w_j, a)) + b_j for w_j, b_j in zip(w_l, b_l)]
            a = activated(name, z)
        costs.append(cost_of(cost, a, [Decimal(v) for v in y]))
    return sum(costs) / len(costs)


def central_difference(network, examples, cost, l, j, k=None, h=Decimal("1e-15")):
    """∂C/∂w_jk^l, or ∂C/∂b_j^l where k is None; l counts from 1."""
    activations = [layer.activation.name for layer in network.layers]
    costs = []
    for step in (h, -h):
        w = [[[Decimal(v) for v in row] for row in layer.weights] for layer in network.layers]
        b = [[Decimal(v) for v in layer.biases] for layer in network.layers]
        if k is None:
            b[l - 1][j] += step
        else:
            w[l - 1][j][k] += step
        costs.append(mean_cost(w, b, activations, examples, cost))
    return float((costs[0] - costs[1]) / (2 * h))
