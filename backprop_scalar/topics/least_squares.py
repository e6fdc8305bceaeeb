"""The line through points that has the least squared error, in closed form; full_story §3.

determinant   of a small matrix, which the inverse of X^T X divides by
best_line     β_0 and β_1
"""

from collections.abc import Sequence

from ..equations import passed_back, summed_weight_gradient, total


def determinant(rows: Sequence[Sequence[float]]) -> float:
    """The determinant of a square matrix, along its first column.

    >>> determinant([[1.0, 2.0], [3.0, 4.0]])
    -2.0
    """
    if len(rows) == 1:
        return rows[0][0]
    value = rows[0][0] * determinant([row[1:] for row in rows[1:]])
    for j in range(1, len(rows)):
        part = rows[j][0] * determinant([row[1:] for i, row in enumerate(rows) if i != j])
        value = value - part if j % 2 else value + part
    return value


def best_line(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """(β_0, β_1) = (X^T X)^(-1) X^T y for y = β_0 + β_1 x, row i of X being 1, x_i.

    full_story §3. Raises ValueError where all x are equal, for then X^T X has no inverse.

    >>> best_line([0.0, 1.0, 2.0], [0.25, 0.25, 1.0])
    (0.125, 0.375)
    """
    s_x, s_xx, n = total(x), summed_weight_gradient(x, x), len(x)
    D = determinant([[n, s_x], [s_x, s_xx]])
    if not D:
        raise ValueError("all x of the linear model are equal: its best line is not unique")
    s_y, s_xy = total(y), summed_weight_gradient(x, y)
    beta_0 = passed_back([s_xx / D, -s_x / D], [s_y, s_xy])
    return beta_0, passed_back([-s_x / D, n / D], [s_y, s_xy])
