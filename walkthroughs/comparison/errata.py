"""Across the notes: formulas that give another number as printed than they should.

Change the numbers below and run it again: python walkthroughs/comparison/errata.py
"""

import sys
from collections.abc import Callable
from typing import NamedTuple

from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import (
    half_squared_error,
    half_squared_error_slope,
    squared_error,
    squared_error_slope,
)
from backprop_scalar.equations import (
    chain,
    error_signal,
    mean,
    passed_back,
    share,
    summed_weight_gradient,
    total,
    weighted_input,
)
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

OUTPUT = (0.6, 0.2)  # anomitroid: z of an output neuron, and its target y
BATCH = [(0.4, 0.9), (1.2, 0.2), (0.7, 0.5)]  # full_story: h and y of each observation
W_AND_B = (0.8, -0.3)  # its w^[2] and b^[2]
HIDDEN = [0.3, -0.6]  # ko: z^1
W_1K, BIAS = [0.7, -0.4], 0.1  # its w_1k^2 and b_1^2
ROWS = [(0.5, 0.8), (-1.0, 0.1)]  # step_by_step: X and y, one row for each example
W_1, B_1 = [0.6, -0.9], [0.2, 0.1]  # its W_1 (1 × 2) and b_1
W_2, B_2 = [0.5, -0.7], 0.3  # its W_2 (2 × 1) and b_2

Operands = Callable[[int, int], tuple[object, ...]]  # those of example i and hidden neuron j
Grid = dict[tuple[int, int], Named]  # a number for each example and hidden neuron


class Passed(NamedTuple):
    """step_by_step: what its forward pass, its loss and its output error leave."""

    loss: Named
    X: list[Named]
    Z: Grid
    A: Grid
    delta_2: list[Named]
    w_2: list[Named]
    w_1: list[Named]
    b_1: list[Named]


def tell(story: Story) -> None:
    """The formulas, note by note."""
    story.heading("Misprinted formulas", 1)
    story.text(
        "Each formula below is worked out as its note prints it and as it should be, and put "
        "beside a finite difference, which knows nothing of the formula. If your numbers by hand "
        "were those of the column as printed, your arithmetic was right. Sentences that claim too "
        "much are in walkthroughs/comparison/claims.py."
    )
    anomitroid_58(story)
    full_story_bias(story)
    ko_4_and_5(story)
    step_by_step(story)


def beside(story: Story, c: Calculation, of: Named, *rows: tuple[Named, Named, Named]) -> None:
    """A table of derivatives of `of`; each row a printed line, the right one and the variable."""
    story.table(
        [
            Column("quantity", "math"),
            *(Column(h, "number") for h in ("as printed", "corrected", "finite difference")),
        ],
        [
            [
                right.spelled,
                *(
                    story.page.number(significant(number, story.digits))
                    for number in (c.number(printed), c.number(right), c.difference(of, by))
                ),
            ]
            for printed, right, by in rows
        ],
    )


def anomitroid_58(story: Story) -> None:
    """(58) without the 2."""
    story.heading("anomitroid (58): the factor 2")
    story.text(
        "The cost (57) is a square without 1/2, and its derivative has the factor 2; the line "
        "above (58) has it, (58) has lost it. All of §6 follows from δ, so every gradient comes "
        "out half as large: with the same η, half a step in the right direction."
    )
    c = story.calculation("anomitroid")
    z = c.given("z_1^(L)", OUTPUT[0], "pre-activation of the one output for example 1")
    y = c.given("y_1", OUTPUT[1], "its target")
    a = c.line("a_1^(L)", sigmoid, z, cite="§6.1")
    L_1 = c.line("L_1", squared_error, [a], [y], cite="§6.4")
    slope = c.line("σ'(z_1^(L))", sigmoid_slope, a, cite="§6.4 step 1")
    printed = c.line(
        "δ_1^(L) (printed)",
        lambda a, y, slope: error_signal(half_squared_error_slope(a, y), slope),
        *(a, y, slope),
        cite="(58)",
    )
    right = c.line(
        "δ_1^(L)",
        lambda a, y, slope: error_signal(squared_error_slope(a, y), slope),
        *(a, y, slope),
        cite="cf. (58)",
    )
    c.show_given()
    story.rounding()
    c.show()
    beside(story, c, L_1, (printed, right, z))


def full_story_bias(story: Story) -> None:
    """§6: the bias gradient, divided by B twice."""
    story.heading("The Full Story, §6: the bias gradient of a batch")
    story.text(
        "The loss gradient of the batch has 1/B in it, so δ has it, and the gradients are sums "
        "over the batch. The weight rule is such a sum; the bias rule divides by B once more. "
        "(Its `δ^[2]` is what the note calls `δ^[1]` elsewhere.) If you leave the 1/B out of δ "
        "instead, the bias rule is right and the weight rule B times too large."
    )
    c = story.calculation("full_story")
    w, b = c.given("w^[2]", W_AND_B[0]), c.given("b^[2]", W_AND_B[1])
    B = c.given("B", len(BATCH), "observations")
    h, delta, losses = [], [], []
    for i, (h_i, y_i) in enumerate(BATCH, start=1):
        h.append(c.given(f"h_{i}^[1]", h_i, f"hidden activation for observation {i}"))
        y = c.given(f"y_{i}", y_i, f"target {i}")
        f = c.line(f"f_{i}^[1]", weighted_input, [w], [h[-1]], b, cite="§6")
        prediction = c.line(f"ŷ_{i}", sigmoid, f, cite="§6")
        losses.append(c.line(f"l_{i}", half_squared_error, [prediction], [y], cite="§3"))
        dl = c.line(
            f"∂l/∂ŷ_{i}",
            lambda a, y, B: share(half_squared_error_slope(a, y), B),
            *(prediction, y, B),
            cite="§6",
        )
        slope = c.line(f"∂ŷ_{i}/∂f_{i}^[1]", sigmoid_slope, prediction, cite="§4")
        delta.append(c.line(f"δ_{i}^[1]", error_signal, dl, slope, cite="§4"))
    loss = c.line("l", mean, losses, B, cite="§6")
    weight = c.line("∂l/∂w^[2]", summed_weight_gradient, h, delta, cite="§6")
    printed = c.line("∂l/∂b^[2] (printed)", mean, delta, B, cite="§6")
    right = c.line("∂l/∂b^[2]", total, delta, cite="cf. §6")
    c.show_given()
    c.show()
    beside(story, c, loss, (weight, weight, w), (printed, right, b))


def ko_4_and_5(story: Story) -> None:
    """The proof of BP2: the condition r = j lost."""
    story.heading("Ko, (4) and (5) in the proof of BP2: the condition r = j")
    story.text(
        "`z_1^1` moves `a_1^1` and no other activation. (4) says so in two cases and then calls "
        "`∂a_r^1/∂z_1^1 = σ'(z_1^1)` equivalent, for every r; with that, the sum in (5) adds all "
        "weights of a row where one belongs. (6) and BP2 are right."
    )
    c = story.calculation("ko")
    z = [c.given(f"z_{r}^1", v, f"weighted input {r} of layer 1") for r, v in enumerate(HIDDEN, 1)]
    w = [c.given(f"w_1{r}^2", v, f"weight from neuron {r}") for r, v in enumerate(W_1K, 1)]
    b = c.given("b_1^2", BIAS, "bias")
    a = [c.line(f"a_{r}^1", sigmoid, z_r, cite="BP2 (2)") for r, z_r in enumerate(z, 1)]
    z_next = c.line("z_1^2", weighted_input, w, a, b, cite="BP2 (2)")
    slope = c.line("σ'(z_1^1)", sigmoid_slope, a[0], cite="BP2 (4)")
    printed = c.line("∂z_1^2/∂z_1^1 (printed)", passed_back, w, [slope] * len(w), cite="BP2 (5)")
    right = c.line("∂z_1^2/∂z_1^1", chain, w[0], slope, cite="BP2 (5)")
    c.show_given()
    c.show()
    beside(story, c, z_next, (printed, right, z[0]))
    story.heading("Ko, BP4 in less heavy notation: the order of the factors")
    story.text(
        "`∂C/∂W^ℓ` is printed as the activation times the error. That holds for each weight by "
        "itself; as a product of vectors, column times row, it is the transposed matrix: see "
        "walkthroughs/ko/bp3_bp4.py."
    )


def grid(
    c: Calculation, letter: str, equation: Callable[..., float], operands: Operands, cite: str = ""
) -> Grid:
    """A line for each example i and hidden neuron j, counted from 0."""
    return {
        (i, j): c.line(f"{letter}^({i + 1},{j + 1})", equation, *operands(i, j), cite=cite)
        for i in range(len(ROWS))
        for j in range(len(W_1))
    }


def rows(of: Grid) -> list[list[Named]]:
    """One list for each example."""
    return [[of[i, j] for j in range(len(W_1))] for i in range(len(ROWS))]


def columns(of: Grid) -> list[list[Named]]:
    """One list for each hidden neuron."""
    return [list(column) for column in zip(*rows(of))]


def step_by_step(story: Story) -> None:
    """rowsum, and the ⊙ inside δ_1."""
    story.heading("Backpropagation Step-by-Step: rowsum, and a missing `⊙`")
    story.text(
        "Rows are examples, columns are neurons. The bias gradients are printed as rowsum, but "
        "have the shape of a row: they are sums over the rows, one number for each column. And in "
        "`δ_1` the slope is printed as `A_1(1 − A_1)`, which reads as a matrix product; the note's "
        "own derivative of the sigmoid, a few lines above, has `A_1 ⊙ (1 − A_1)`. With as many "
        "examples as hidden neurons, as here, the shapes fit and no program complains."
    )
    if len(ROWS) != len(W_1):
        raise ValueError("ROWS and W_1 must be of the same length, or the product has no shape")
    c = story.calculation("step_by_step")
    m = c.given("m", len(ROWS), "examples")
    w_1 = [c.given(f"W_1^(1,{j})", v, f"weight into neuron {j}") for j, v in enumerate(W_1, 1)]
    b_1 = [c.given(f"b_1^(1,{j})", v, f"bias of neuron {j}") for j, v in enumerate(B_1, 1)]
    w_2 = [c.given(f"W_2^({j},1)", v, f"weight from neuron {j}") for j, v in enumerate(W_2, 1)]
    b_2 = c.given("b_2^(1,1)", B_2, "bias of the output")
    X = [c.given(f"X^({i},1)", x, f"input of example {i}") for i, (x, _) in enumerate(ROWS, 1)]
    y = [c.given(f"y^({i},1)", y, f"target of example {i}") for i, (_, y) in enumerate(ROWS, 1)]
    Z = grid(c, "Z_1", weighted_input, lambda i, j: ([w_1[j]], [X[i]], b_1[j]), "Forward pass")
    A = grid(c, "A_1", sigmoid, lambda i, j: (Z[i, j],), "Forward pass")
    out = [
        c.line(f"A_2^({i + 1},1)", weighted_input, w_2, A_i, b_2, cite="Forward pass")
        for i, A_i in enumerate(rows(A))
    ]
    loss, delta_2 = outputs(c, out, y, m)
    c.show_given()
    c.show()
    hidden_errors(story, c, Passed(loss, X, Z, A, delta_2, w_2, w_1, b_1))


def outputs(c: Calculation, a: list[Named], y: list[Named], m: Named) -> tuple[Named, list[Named]]:
    """ℒ and δ_2."""
    loss = c.line(
        "ℒ", lambda a, y, m: share(half_squared_error(a, y), m), a, y, m, cite="Loss (MSE)"
    )
    delta_2 = [
        c.line(
            f"δ_2^({i},1)",
            lambda a, y, m: share(half_squared_error_slope(a, y), m),
            *(a_i, y_i, m),
            cite="Output error",
        )
        for i, (a_i, y_i) in enumerate(zip(a, y), start=1)
    ]
    return loss, delta_2


def hidden_errors(story: Story, c: Calculation, p: Passed) -> None:
    """δ_1 with the slope both ways, the gradients from it, and rowsum beside the right sum."""
    story.text(
        "The slopes `S = A_1 ⊙ (1 − A_1)`, and the matrix product P of the same two, rows of "
        "`A_1` times columns of `1 − A_1`. `δ_1` follows from S, `d_1` from P."
    )
    place = "Hidden error"
    S = grid(c, "S", sigmoid_slope, lambda i, j: (p.A[i, j],), "Hidden Layer")
    P = grid(c, "P", _matrix_product, lambda i, j: (rows(p.A)[i], columns(p.A)[j]), place)
    delta_1 = grid(c, "δ_1", chain, lambda i, j: (p.delta_2[i], p.w_2[j], S[i, j]), f"cf. {place}")
    d_1 = grid(c, "d_1", chain, lambda i, j: (p.delta_2[i], p.w_2[j], P[i, j]), place)
    c.show()
    story.text(
        "The weight gradients from both, and the bias gradients from the right `δ_1` both ways, "
        "so that each slip is seen by itself:"
    )
    compared, place = [], "Hidden grad."
    for w_j, right, printed in zip(p.w_1, columns(delta_1), columns(d_1)):
        name = f"∂ℒ/∂{w_j.spelled}"
        gradient = c.line(name, summed_weight_gradient, p.X, right, cite=place)
        misprint = c.line(f"{name} (printed)", summed_weight_gradient, p.X, printed, cite=place)
        compared.append((misprint, gradient, w_j))
    for b_j, column, row in zip(p.b_1, columns(delta_1), rows(delta_1)):
        name = f"∂ℒ/∂{b_j.spelled}"
        gradient = c.line(name, total, column, cite=f"cf. {place}")
        compared.append((c.line(f"{name} (printed)", total, row, cite=place), gradient, b_j))
    c.show()
    beside(story, c, p.loss, *compared)
    story.text(
        "The bias gradient of the output is printed as rowsum, too: a row sum of `δ_2` is one of "
        "its entries, the gradient is the sum of them all."
    )


def _matrix_product(row: list[float], column: list[float]) -> float:
    return sum(a * (1 - b) for a, b in zip(row, column))


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
