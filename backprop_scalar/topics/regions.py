"""The regions of the plane on which a ReLU network of two inputs is linear; full_story §1.

Hidden neuron i bends the network's output along the line w_i1 x_1 + w_i2 x_2 + b_i = 0. The regions
between these lines are found by cutting a convex polygon along one line after the other.
"""

from collections.abc import Sequence

from ..equations import weighted_input

Point = list[float]
Polygon = list[Point]  # its corners, in order round the edge

# f counts as 0 where rounding alone may have made it so: below this, relative to its summands.
TINY = 1e-12


def square(half_width: float) -> Polygon:
    """The square with x_1 and x_2 from -half_width to half_width."""
    r = half_width
    return [[-r, -r], [r, -r], [r, r], [-r, r]]


def halves(polygon: Polygon, w: Sequence[float], b: float) -> list[Polygon]:
    """A convex polygon cut along the line f = w_1 x_1 + w_2 x_2 + b = 0: f > 0, then f < 0.

    The polygon alone where the line does not go through it.
    """
    f = [weighted_input(w, point, b) for point in polygon]
    pieces: list[Polygon] = [[], []]
    for p, q, f_p, f_q in zip(polygon, polygon[1:] + polygon[:1], f, f[1:] + f[:1]):
        for piece, sign in zip(pieces, (1, -1)):
            if sign * f_p >= 0:
                piece.append(p)
            if f_p * f_q < 0:
                piece.append([u + f_p / (f_p - f_q) * (v - u) for u, v in zip(p, q)])
    # A piece that only touches the line is no region.
    largest = max(abs(b), *(abs(w_k * x_k) for point in polygon for w_k, x_k in zip(w, point)))
    cut = [
        piece
        for piece in pieces
        if any(abs(weighted_input(w, point, b)) > TINY * largest for point in piece)
    ]
    return cut if len(cut) == 2 else [polygon]


def regions_of(
    polygon: Polygon, weights: Sequence[Sequence[float]], biases: Sequence[float]
) -> list[Polygon]:
    """The polygons into which the lines f_i = w_i1 x_1 + w_i2 x_2 + b_i = 0 cut the given one.

    Raises ValueError where a row of weights is not w_i1, w_i2.
    """
    if any(len(row) != 2 for row in weights):
        raise ValueError("regions are regions of a plane: each neuron needs 2 weights")
    polygons = [polygon]
    for w_i, b_i in zip(weights, biases):
        polygons = [half for piece in polygons for half in halves(piece, w_i, b_i)]
    return polygons


def middle(polygon: Polygon) -> Point:
    """The average of the corners, a point inside a convex polygon."""
    return [sum(axis) / len(axis) for axis in zip(*polygon)]


def most_regions(lines: int) -> int:
    """Into how many regions that many lines cut a plane at most: 1 + n + n (n - 1) / 2.

    One without a line, one more for each line and one more for each crossing of two.

    >>> [most_regions(n) for n in range(5)]
    [1, 2, 4, 7, 11]
    """
    return 1 + lines + lines * (lines - 1) // 2
