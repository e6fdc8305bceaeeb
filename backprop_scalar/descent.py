"""One step of gradient descent."""

from .backprop import Gradients
from .equations import step_down
from .network import Network


def descend(
    network: Network, gradients: Gradients, eta: float, *, train_biases: bool = True
) -> Network:
    """A new network with w ← w - η ∂C/∂w for every weight, and b ← b - η ∂C/∂b unless held fixed.

    The given network is not changed, so all gradients are taken at the same weights. eta: the
    learning rate η > 0. ko (1); thill eq:gd-update_1, eq:gd-update; full_story §5.
    """
    layers = []
    for layer, dw, db in zip(network.layers, gradients.dw[1:], gradients.db[1:]):
        weights = [
            [step_down(w_jk, dw_jk, eta) for w_jk, dw_jk in zip(w_j, dw_j)]
            for w_j, dw_j in zip(layer.weights, dw)
        ]
        biases = layer.biases
        if train_biases:
            biases = [step_down(b_j, db_j, eta) for b_j, db_j in zip(biases, db)]
        layers.append(layer.moved_to(weights, biases))
    return network.moved_to(layers)
