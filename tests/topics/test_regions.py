"""The regions, against crossings by Cramer's rule, areas and signs at random points."""

import random
from itertools import combinations, pairwise

import pytest
from support import each_row

from backprop_scalar.topics.regions import halves, middle, most_regions, regions_of, square


def random_lines(seed, n):
    draw = random.Random(seed).gauss
    return [[draw(0, 1), draw(0, 1)] for _ in range(n)], [draw(0, 1) for _ in range(n)]


def area(polygon):
    """The shoelace formula."""
    return sum(p[0] * q[1] - p[1] * q[0] for p, q in pairwise([*polygon, polygon[0]])) / 2


def signs(weights, biases, point):
    return tuple(w[0] * point[0] + w[1] * point[1] + b > 0 for w, b in zip(weights, biases))


def count_by_crossings(weights, biases, r):
    """1, one more for each line through the square and for each crossing inside it."""
    corners = [(x, y) for x in (-r, r) for y in (-r, r)]
    lines = list(zip(weights, biases))
    through = sum(len({w[0] * x + w[1] * y + b > 0 for x, y in corners}) == 2 for w, b in lines)
    crossings = 0
    for (w, b), (v, c) in combinations(lines, 2):
        det = w[0] * v[1] - w[1] * v[0]
        x, y = (w[1] * c - b * v[1]) / det, (b * v[0] - w[0] * c) / det
        crossings += abs(x) < r and abs(y) < r
    return 1 + through + crossings


@each_row(range(40))
def test_there_is_one_region_for_each_line_and_each_crossing_inside(seed):
    weights, biases = random_lines(seed, 1 + seed % 6)
    assert len(regions_of(square(2.0), weights, biases)) == count_by_crossings(weights, biases, 2)


@each_row(range(10))
def test_the_regions_fill_the_square_and_each_has_its_own_signs(seed):
    weights, biases = random_lines(seed, 4)
    regions = regions_of(square(2.0), weights, biases)
    assert sum(map(area, regions)) == pytest.approx(16)
    assert min(map(area, regions)) > 0
    inside = [signs(weights, biases, middle(region)) for region in regions]
    assert len(set(inside)) == len(inside)
    draw = random.Random(seed).uniform
    points = [(draw(-2, 2), draw(-2, 2)) for _ in range(200)]
    assert {signs(weights, biases, point) for point in points} <= set(inside)


@pytest.mark.parametrize("n", range(1, 7))
@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_lines_through_one_point_leave_two_regions_for_each(n, scale):
    weights, _ = random_lines(n, n)
    weights = [[scale * w for w in row] for row in weights]
    assert len(regions_of(square(1000.0), weights, [0.0] * n)) == 2 * n


@each_row(
    [
        ([0.0, 0.0], 1.0),
        ([0.0, 0.0], 0.0),
        ([1.0, 0.0], 3.0),
        ([1.0, 0.0], 2.0),  # along an edge
        ([1.0, 1.0], 4.0),  # through a corner
    ]
)
def test_a_line_that_does_not_go_through_the_polygon_cuts_nothing(w, b):
    assert halves(square(2.0), w, b) == [square(2.0)]


def test_the_first_half_is_where_f_is_above_0():
    above, below = halves(square(2.0), [1.0, -1.0], 0.0)
    assert sorted(above) == [[-2, -2], [2, -2], [2, 2]]
    assert sorted(below) == [[-2, -2], [-2, 2], [2, 2]]


def test_the_same_line_again_cuts_nothing():
    assert len(regions_of(square(1.0), [[0.3, 0.7], [-0.6, -1.4]], [0.1, -0.2])) == 2


@each_row(range(1, 7))
def test_lines_in_general_position_reach_the_bound(n):
    weights, biases = random_lines(n, n)
    assert len(regions_of(square(1e6), weights, biases)) == most_regions(n)


def test_a_row_of_three_weights_is_refused():
    with pytest.raises(ValueError, match="needs 2 weights"):
        regions_of(square(1.0), [[1.0, 2.0, 3.0]], [0.0])
