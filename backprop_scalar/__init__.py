"""Backpropagation in plain floats and lists, one component formula at a time.

Start reading in `equations.py`; `backprop.py` puts the equations to work; `tracing` prints them.
"""

from .activations import ACTIVATIONS
from .backprop import Gradients, average, backprop, example_cost, forward, mean_cost, summed
from .costs import COSTS
from .descent import descend, train
from .gradient_check import gradient_check
from .initialization import initial_layer
from .network import Layer, Network
from .problem import Problem, ProblemError, read_problem

__all__ = [
    "ACTIVATIONS",
    "COSTS",
    "Gradients",
    "Layer",
    "Network",
    "Problem",
    "ProblemError",
    "average",
    "backprop",
    "descend",
    "example_cost",
    "forward",
    "gradient_check",
    "initial_layer",
    "mean_cost",
    "read_problem",
    "summed",
    "train",
]
