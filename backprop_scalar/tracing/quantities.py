"""The names of the numbers in a training step, apart from how a note spells them."""

from typing import NamedTuple


class Quantity(NamedTuple):
    """One number: its kind, layer l, neuron j, source neuron k and example i.

    Layers count from 0, the input; j, k and i count from 0 as in the lists. An index that a kind
    does not have is None. The kinds:

        a        activation, in layer 0 the input         y        target
        w, b     weight, bias                             eta, n   learning rate, examples
        z        weighted input                           C_x      cost of one example
        ln_a     ln a                                     C        cost of the batch
        ln_not_a ln(1 - a)
        dC_da    ∂C/∂a_j                                  delta    error signal ∂C/∂z_j
        slope    σ'(z_j)                                  da_dz    ∂a_k/∂z_j in a softmax layer
        dw_x, db_x   gradients of one example's cost      dw, db   gradients of the batch
        w_new, b_new   parameters after the update
    """

    kind: str
    l: int | None = None
    j: int | None = None
    k: int | None = None
    i: int | None = None


class Named(NamedTuple):
    """A quantity that no training step has, by its spelling and the place of its equation."""

    spelled: str
    cite: str = ""
