"""Parts that several walkthroughs of thill share: a layer's forward pass, a table of dimensions."""

from collections.abc import Sequence

from ..activations import sigmoid
from ..equations import weighted_input
from ..network import Layer
from .calculation import Calculation
from .pages import Column
from .quantities import Named
from .walkthrough import Story

Size = tuple[str, int]  # how the note writes a dimension, and its number


def sigmoid_layer(
    calculation: Calculation, l: int, layer: Layer, a_prev: Sequence[Named]
) -> tuple[list[list[Named]], list[Named], list[Named]]:
    """The forward pass of layer l, a line for each z and a: its weights, the z, and the a."""
    c = calculation
    W, z, a = [], [], []
    for i, (row, b_i) in enumerate(zip(layer.weights, layer.biases), start=1):
        W.append([c.given(f"w_{i},{j}^({l})", w_ij) for j, w_ij in enumerate(row, start=1)])
        b = c.given(f"b_{i}^({l})", b_i)
        z.append(c.line(f"z_{i}^({l})", weighted_input, W[-1], a_prev, b, cite="activation"))
        a.append(c.line(f"a_{i}^({l})", sigmoid, z[-1], cite="activation"))
    return W, z, a


def dimensions(story: Story, note: str, arrays: Sequence[tuple[str, Size, Size, str]]) -> None:
    """A table of arrays (name, rows, columns, place in the note) and how many numbers they hold."""
    story.table(
        [
            Column("array", "math"),
            Column("rows·columns", "math"),
            Column("with numbers", "math"),
            Column("entries", "number"),
            Column(note),
        ],
        [
            [name, f"{rows}·{columns}", f"{m}·{n}", story.page.number(str(m * n)), cite]
            for name, (rows, m), (columns, n), cite in arrays
        ],
    )
