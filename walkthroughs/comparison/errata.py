"""Across the notes: where a note, taken as printed, gives another number than it should.

Change the numbers below and run it again: python walkthroughs/comparison/errata.py
"""

import sys

from backprop_scalar import Layer, Network, backprop, descend, forward, mean_cost
from backprop_scalar.activations import sigmoid, sigmoid_slope
from backprop_scalar.costs import (
    half_squared_error,
    half_squared_error_slope,
    squared_error,
    squared_error_slope,
)
from backprop_scalar.equations import (
    central_quotient,
    chain,
    error_signal,
    forward_quotient,
    mean,
    passed_back,
    share,
    summed_weight_gradient,
    total,
    weighted_input,
)
from backprop_scalar.functions import positive_part
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.pages import Column
from backprop_scalar.tracing.quantities import Named
from backprop_scalar.tracing.tables import significant
from backprop_scalar.tracing.walkthrough import Story, walk

OUTPUT = (0.6, 0.2)  # anomitroid: z of an output neuron, and its target y
BATCH = [(0.4, 0.9), (1.2, 0.2), (0.7, 0.5)]  # full_story: h and y of each observation
W_AND_B = (0.8, -0.3)  # its w^[2] and b^[2]
HIDDEN = ([0.3, -0.6], [0.7, -0.4], 0.1)  # ko: z^1, the weights into one neuron of layer 2, b^2
ROWS = [(0.5, 0.8), (-1.0, 0.1)]  # step_by_step: X and y, one row for each example
W_1 = [0.6, -0.9]  # its W_1 (1 × 2), b_1, W_2 (2 × 1), b_2
B_1 = [0.2, 0.1]
W_2 = [0.5, -0.7]
B_2 = 0.3
SAMPLES = [([1.0], [0.7]), ([1.0], [0.1])]  # full_story §1: x and y; the first one is drawn
ETAS = [0.1, 1.0, 50.0]  # its learning rates
STEP = 1e-5  # full_story: h, the step away from the corner of a ReLU
WIDTHS = [4, 8, 16, 32]  # ko: networks q-q-q-q to count multiplications in


def tell(story: Story) -> None:
    """First the formulas, then the claims."""
    story.heading("Where the notes are off", 1)
    story.text(
        "Each formula below is worked out as its note prints it and as it should be, and put "
        "beside a finite difference, which knows nothing of the formula. If your numbers by hand "
        "were those of the column as printed, your arithmetic was right."
    )
    anomitroid_58(story)
    full_story_bias(story)
    ko_4_and_5(story)
    step_by_step(story)
    story.heading("Claims")
    ko_counts(story)
    full_story_corner(story)
    full_story_each_cycle(story)


def beside(story: Story, c: Calculation, of: Named, *rows: tuple[Named, Named, Named]) -> None:
    """A table of derivatives of `of`; each row a printed line, the right one and the variable."""
    story.table(
        [
            Column("quantity", "math"),
            Column("as printed", "number"),
            Column("corrected", "number"),
            Column("finite difference", "number"),
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
        "The cost (57) is a square without 1/2, and its derivative has the factor 2; the line above "
        "(58) has it, (58) has lost it. All of §6 follows from δ, so every gradient comes out "
        "half as large: with the same η, half a step in the right direction."
    )
    c = story.calculation("anomitroid")
    z = c.given("z_1^(L)", OUTPUT[0])
    y = c.given("y_1", OUTPUT[1])
    a = c.line("a_1^(L)", sigmoid, z)
    L = c.line("L", squared_error, [a], [y], cite="(57)")
    slope = c.line("σ'(z_1^(L))", sigmoid_slope, z, a)
    printed = c.line(
        "δ_1^(L) (printed)",
        lambda a, y, slope: error_signal(half_squared_error_slope(a, y), slope),
        *(a, y, slope),
    )
    right = c.line(
        "δ_1^(L)",
        lambda a, y, slope: error_signal(squared_error_slope(a, y), slope),
        *(a, y, slope),
        cite="(58)",
    )
    c.show_given()
    story.rounding()
    c.show()
    beside(story, c, L, (printed, right, z))


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
        slope = c.line(f"∂ŷ_{i}/∂f_{i}^[1]", sigmoid_slope, f, prediction, cite="§4")
        delta.append(c.line(f"δ_{i}^[1]", error_signal, dl, slope, cite="§4"))
    loss = c.line("l", mean, losses, B, cite="§6")
    weight = c.line("∂l/∂w^[2]", summed_weight_gradient, h, delta, cite="§6")
    printed = c.line("∂l/∂b^[2] (printed)", mean, delta, B)
    right = c.line("∂l/∂b^[2]", total, delta, cite="§6")
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
    z = [c.given(f"z_{r}^1", v, f"weighted input of hidden neuron {r}") for r, v in _from_1(0)]
    w = [c.given(f"w_1{r}^2", v, f"weight from neuron {r}") for r, v in _from_1(1)]
    b = c.given("b_1^2", HIDDEN[2], "bias")
    a = [c.line(f"a_{r}^1", sigmoid, z_r, cite="BP2 (2)") for r, z_r in enumerate(z, 1)]
    z_next = c.line("z_1^2", weighted_input, w, a, b, cite="BP2 (2)")
    slope = c.line("σ'(z_1^1)", sigmoid_slope, z[0], a[0], cite="BP2 (4)")
    printed = c.line("∂z_1^2/∂z_1^1 (printed)", passed_back, w, [slope] * len(w))
    right = c.line("∂z_1^2/∂z_1^1", chain, w[0], slope, cite="BP2 (5)")
    c.show_given()
    c.show()
    beside(story, c, z_next, (printed, right, z[0]))


def _from_1(place: int) -> list[tuple[int, float]]:
    values = HIDDEN[place]
    assert isinstance(values, list)
    return list(enumerate(values, start=1))


def step_by_step(story: Story) -> None:
    """rowsum, and the Hadamard sign inside δ_1."""
    story.heading("Backpropagation Step-by-Step: rowsum, and a missing Hadamard sign")
    story.text(
        "Rows are examples, columns are neurons. The bias gradients are printed as rowsum, but "
        "have the shape of a row: they are sums over the rows, one number for each column. And in "
        "`δ_1` the slope `A_1·(1 − A_1)` is a Hadamard product, as it is written further above; "
        "without the sign it reads as a matrix product. With as many examples as hidden neurons, "
        "as here, the shapes fit and no program complains."
    )
    if len(ROWS) != len(W_1):
        raise ValueError("ROWS and W_1 must be of the same length, or the product has no shape")
    c = story.calculation("step_by_step")
    m = c.given("m", len(ROWS), "examples")
    w_1 = [c.given(f"W_1^(1,{j})", v, f"weight into hidden neuron {j}") for j, v in _numbered(W_1)]
    b_1 = [c.given(f"b_1^(1,{j})", v, f"its bias, {j}") for j, v in _numbered(B_1)]
    w_2 = [c.given(f"W_2^({j},1)", v, f"weight from hidden neuron {j}") for j, v in _numbered(W_2)]
    b_2 = c.given("b_2^(1,1)", B_2, "bias of the output")
    X, A, out, y = [], [], [], []
    for i, (x_i, y_i) in enumerate(ROWS, start=1):
        X.append(c.given(f"X^({i},1)", x_i, f"input of example {i}"))
        y.append(c.given(f"y^({i},1)", y_i, f"target of example {i}"))
        Z = [
            c.line(f"Z_1^({i},{j})", weighted_input, [w_j], X[-1:], b_j, cite="Forward pass")
            for j, (w_j, b_j) in enumerate(zip(w_1, b_1), start=1)
        ]
        A.append(
            [
                c.line(f"A_1^({i},{j})", sigmoid, Z_j, cite="Forward pass")
                for j, Z_j in enumerate(Z, start=1)
            ]
        )
        out.append(c.line(f"A_2^({i},1)", weighted_input, w_2, A[-1], b_2, cite="Forward pass"))
    loss, delta_2 = outputs(c, out, y, m)
    c.show_given()
    c.show()
    hidden_errors(story, c, (loss, X, A, delta_2, w_2, w_1, b_1))


def _numbered(values: list[float]) -> list[tuple[int, float]]:
    return list(enumerate(values, start=1))


def outputs(
    c: Calculation, out: list[Named], y: list[Named], m: Named
) -> tuple[Named, list[Named]]:
    """ℒ and δ_2."""
    loss = c.line(
        "ℒ", lambda a, y, m: share(half_squared_error(a, y), m), out, y, m, cite="Loss (MSE)"
    )
    delta_2 = [
        c.line(
            f"δ_2^({i},1)",
            lambda a, y, m: share(half_squared_error_slope(a, y), m),
            *(a_i, y_i, m),
            cite="Output error",
        )
        for i, (a_i, y_i) in enumerate(zip(out, y), start=1)
    ]
    return loss, delta_2


def hidden_errors(
    story: Story,
    c: Calculation,
    known: tuple[
        Named, list[Named], list[list[Named]], list[Named], list[Named], list[Named], list[Named]
    ],
) -> None:
    """δ_1 with the slope both ways, and the gradients from it."""
    loss, X, A, delta_2, w_2, w_1, b_1 = known
    n, neurons = range(len(X)), range(len(w_1))
    places = [(i, j) for i in n for j in neurons]
    story.text(
        "The slopes as a Hadamard product, `S`, and as a matrix product, row of `A_1` times "
        "column of `1 − A_1`, called `P`. `δ_1` follows from S; what follows from P is called "
        "`d_1`."
    )
    S: dict[tuple[int, int], Named] = {}
    P: dict[tuple[int, int], Named] = {}
    delta_1: dict[tuple[int, int], Named] = {}
    d_1: dict[tuple[int, int], Named] = {}
    for i, j in places:
        S[i, j] = c.line(
            f"S^({i + 1},{j + 1})", lambda a: a * (1 - a), A[i][j], cite="Hidden Layer"
        )
    for i, j in places:
        column = [A[k][j] for k in n]
        P[i, j] = c.line(f"P^({i + 1},{j + 1})", _matrix_product, A[i], column)
    for lines, letter, slopes, cite in ((delta_1, "δ_1", S, "Hidden error"), (d_1, "d_1", P, "")):
        for i, j in places:
            name = f"{letter}^({i + 1},{j + 1})"
            lines[i, j] = c.line(name, chain, delta_2[i], w_2[j], slopes[i, j], cite=cite)
    c.show()
    gradients(story, c, loss, X, (w_1, b_1), (delta_1, d_1))


def gradients(
    story: Story,
    c: Calculation,
    loss: Named,
    X: list[Named],
    parameters: tuple[list[Named], list[Named]],
    deltas: tuple[dict[tuple[int, int], Named], dict[tuple[int, int], Named]],
) -> None:
    """The gradients from δ_1 and d_1, and rowsum beside the sum over the rows."""
    (w_1, b_1), delta_1 = parameters, deltas[0]
    n, neurons = range(len(X)), range(len(w_1))
    story.text(
        "The weight gradients from both, and the bias gradients from the right `δ_1` both ways, "
        "so that each slip is seen by itself:"
    )
    rows = []
    for j, w_j in enumerate(w_1):
        right, printed = ([lines[i, j] for i in n] for lines in deltas)
        name = f"∂ℒ/∂{w_j.spelled}"
        gradient = c.line(name, summed_weight_gradient, X, right, cite="Hidden grad.")
        rows.append(
            (c.line(f"{name} (printed)", summed_weight_gradient, X, printed), gradient, w_j)
        )
    for j, b_j in enumerate(b_1):
        column, row = [delta_1[i, j] for i in n], [delta_1[j, k] for k in neurons]
        name = f"∂ℒ/∂{b_j.spelled}"
        gradient = c.line(name, total, column, cite="Hidden grad.")
        rows.append((c.line(f"{name} (printed)", total, row), gradient, b_j))
    c.show()
    beside(story, c, loss, *rows)
    story.text(
        "The bias gradient of the output is printed as rowsum, too: a row sum of `δ_2` is one of "
        "its entries, the gradient is the sum of them all."
    )


def _matrix_product(row: list[float], column: list[float]) -> float:
    return sum(a * (1 - b) for a, b in zip(row, column))


class Counted:
    """An operand that counts multiplications and forgets everything else."""

    multiplications = 0

    def __add__(self, other: object) -> "Counted":
        return self

    def __mul__(self, other: object) -> "Counted":
        Counted.multiplications += 1
        return self

    def __neg__(self) -> "Counted":
        return self

    def apply(self, function: str) -> "Counted":
        """exp and the like."""
        return self

    __radd__ = __sub__ = __rsub__ = __truediv__ = __rtruediv__ = __add__
    __rmul__ = __mul__


def count(q: int) -> tuple[int, int]:
    """Multiplications of a forward pass and of backprop, for a network q-q-q-q."""
    net = Network([Layer([[0.1] * q] * q, [0.1] * q, "sigmoid")] * 3)
    x: list[float] = [Counted()] * q  # type: ignore[list-item]
    Counted.multiplications = 0
    forward(net, x)
    of_forward = Counted.multiplications
    Counted.multiplications = 0
    backprop(net, x, [0.5] * q, "half_squared_error")
    return of_forward, Counted.multiplications


def ko_counts(story: Story) -> None:
    """Exponentially cheaper; two forward passes."""
    story.heading("Ko, §2 and §5: exponentially cheaper, two forward passes", 3)
    story.text(
        "§2 calls backpropagation exponentially cheaper than finite differences; §5 puts it at "
        "about two forward passes. Counted are the multiplications for a network q-q-q-q with P "
        "parameters. Differences need P + 1 forward passes, so the advantage grows in proportion "
        "to P. And with the products of BP4 backpropagation takes about three forward passes."
    )
    rows = []
    for q in WIDTHS:
        of_forward, of_backprop = count(q)
        P = 3 * q * (q + 1)
        passes = of_backprop / of_forward
        ratio = (P + 1) / passes
        rows.append([str(q), str(P), f"{passes:.2f}", f"{ratio:.1f}", f"{ratio / P:.3f}"])
    story.table(
        [
            Column("q", "number"),
            Column("P", "number"),
            Column("backprop, in forward passes", "number"),
            Column("differences/backprop", "number"),
            Column("the same/P", "number"),
        ],
        rows,
    )


def full_story_corner(story: Story) -> None:
    """The ReLU at 0."""
    story.heading("The Full Story, §2: every step is differentiable", 3)
    story.text(
        "The ReLU is not, at 0: from the right the quotient is 1, from the left 0. The note's "
        "slope `I[f > 0]` takes 0 there, which is a choice, and a central difference across the "
        "corner sees 1/2. Nor does every weight influence the loss, as §3 has it: the weights into "
        "an inactive neuron and out of it, and its bias, have gradients of exactly 0."
    )
    c = story.calculation("full_story")
    h = c.given("h", STEP, "a small step")
    below = c.given("k", -STEP, "the same step to the left")
    at_0 = c.line("ReLU(0)", positive_part, c.given("f", 0.0, "the corner"))
    right = c.line("ReLU(h)", positive_part, h)
    left = c.line("ReLU(k)", positive_part, below)
    c.line("q_right", forward_quotient, right, at_0, h)
    c.line("q_left", forward_quotient, left, at_0, below)
    c.line("q_across", central_quotient, right, left, h)
    c.show_given()
    c.show()


def full_story_each_cycle(story: Story) -> None:
    """A step for one sample against the risk of all."""
    story.heading("The Full Story, §1: each training cycle reduces the error", 3)
    story.text(
        "One sigmoid neuron with w = b = 0 takes a step on the loss l of the first sample. For a "
        "small η that loss falls. The empirical risk, the mean over all samples, need not, for "
        "the step knows nothing of the others; and with a large η even the loss it was made for "
        "may rise."
    )
    net = Network([Layer([[0.0] * len(SAMPLES[0][0])], [0.0], "sigmoid")])
    gradients = backprop(net, *SAMPLES[0], "half_squared_error")
    rows = []
    for eta in ETAS:
        moved = descend(net, gradients, eta)
        costs = [
            mean_cost(network, samples, "half_squared_error")
            for samples in (SAMPLES[:1], SAMPLES)
            for network in (net, moved)
        ]
        numbers = [story.page.number(significant(cost, story.digits)) for cost in costs]
        rows.append([f"{eta:g}", *numbers])
    headings = ["η", "l before", "l after", "risk before", "risk after"]
    story.table([Column(heading, "number") for heading in headings], rows)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
