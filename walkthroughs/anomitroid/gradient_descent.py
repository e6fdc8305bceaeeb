"""anomitroid, section 1: the derivative as a limit, and the gradient of a regression cost.

Change the numbers below and run it again: python walkthroughs/anomitroid/gradient_descent.py
"""

import sys
from collections.abc import Callable

try:
    from backprop_scalar.walkthrough import PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar.equations import central_quotient, chain, forward_quotient, mean, total
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.formulas import (
    mean_of_slopes,
    neuron_output,
    regression_cost,
    regression_gradient,
    square,
    square_slope,
    term_in_full,
)
from backprop_scalar.tracing.digits import significant

EXAMPLES = [(0.5, 0.2), (1.5, 0.9), (-1.0, 0.8)]  # (x_i, y_i): input and true output
W = 0.8  # w, the only parameter of the model
B = -0.3  # b, the bias of the sigmoid neuron in the second table of quotients
EPSILON = 0.1  # ε, not 0, of the quotient that is worked out line by line
EPSILONS = [1e-1, 1e-3, 1e-5, 1e-7, 1e-9, 1e-11, 1e-13, 1e-15]  # those of the tables


def quotients(story: Story, C: Callable[[float], float], exact: float) -> None:
    """The quotients of shrinking ε beside the derivative."""
    rows = [
        (e, forward_quotient(C(W + e), C(W), e), central_quotient(C(W + e), C(W - e), e))
        for e in EPSILONS
    ]
    headings = ["`ε`", "quotient (1)", "its error", "central quotient", "its error"]
    story.table(
        [Column(heading, "number") for heading in headings],
        [
            [f"{e:g}"]
            + [
                text
                for value in (forward, central)
                for text in (significant(value, 9), f"{abs(value - exact):.1e}")
            ]
            for e, forward, central in rows
        ],
    )
    best = [min(rows, key=lambda row: abs(row[k] - exact))[0] for k in (1, 2)]
    story.text(
        f"Of these `ε`, the quotient (1) comes closest at {best[0]:g}, the central one at "
        f"{best[1]:g}."
    )


def limit(story: Story, c: PrintedCalculation) -> None:
    """What becomes of the quotient as ε shrinks."""
    story.heading("The limit on a computer", 3)
    X, Y, n = [x_i for x_i, _ in EXAMPLES], [y_i for _, y_i in EXAMPLES], len(EXAMPLES)
    exact = regression_gradient(X, W, Y, n)
    story.text(
        "The limit asks for ever smaller `ε`. On a computer that works only up to a point. The "
        "central quotient, `(C(w + ε) − C(w − ε))/(2ε)`, is not in the note; the checks on these "
        f"pages use it. The errors are distances from {significant(exact, 9)}, the derivative by "
        "(6) below."
    )
    quotients(story, lambda w: regression_cost(X, w, Y, n), exact)
    story.text(
        "Two errors are at work. The first belongs to the formula. This cost is a parabola in w, "
        "so the quotient (1) is off by exactly `ε` times the mean of the `x_i²`, here "
        f"{significant(mean([x_i**2 for x_i in X], n), story.digits)}, and the central quotient is "
        "not off at all. The second is rounding. The smaller `ε`, the more digits `C(w + ε)` and "
        "`C(w)` have in common. These cancel, and what rounding did to the last of their 16 digits "
        "is divided by `ε`."
    )
    story.heading("The same for a sigmoid neuron", 3)
    story.text(
        "A cost that is no parabola shows both errors in both quotients: the squared error of "
        "example 1 for the sigmoid neuron of §2, which has this w and the bias b. Its derivative "
        "is (16)."
    )
    x, y, w, b = (c.named(name) for name in ("x_1", "y_1", "w", "b"))
    a = c.line("a_1", neuron_output, [x], [w], b, cite="after (7)")
    slope = c.line("∂(a_1−y_1)²/∂w", term_in_full, a, y, [x], cite="(16)")
    c.show()
    quotients(story, lambda w: (neuron_output(X[:1], [w], B) - Y[0]) ** 2, c.number(slope))
    story.text(
        "Until rounding takes over, the error of the central quotient falls with `ε²`, that of (1) "
        "with `ε`."
    )


def regression(story: Story, c: PrintedCalculation) -> None:
    """Section 1.2: the same derivative without a limit."""
    x, y = ([c.named(f"{letter}_{i}") for i in range(1, len(EXAMPLES) + 1)] for letter in "xy")
    w, n = c.named("w"), c.named("n")
    numbered = list(enumerate(zip(x, y), 1))
    story.heading("§1.2.1 Step 1: one term for each example")
    story.text(
        "Now the derivative exactly. The cost (2) is the mean of one square `f_i(w)` for each "
        "example."
    )
    squares = [
        c.line(f"f_{i}(w)", square, x_i, w, y_i, cite="§1.2.1") for i, (x_i, y_i) in numbered
    ]
    added = c.line("Σ_i f_i(w)", total, squares)
    C = c.line("C", mean, squares, n, cite="(2)")
    c.show()

    story.heading("§1.2.2 Step 2: the derivative of each term")
    story.text(
        "What is squared changes by `x_i` for each unit of w, and the square by twice what is "
        "squared: their product is the chain rule, and with `x_i` put in it is (4)."
    )
    inner = c.line("d(x_1·w − y_1)/dw", chain, x[0], cite="before (4)")
    c.line("df_1/dw, step 2", square_slope, x[0], w, y[0], inner, cite="§1.2.2")
    slopes = [
        c.line(f"df_{i}/dw", square_slope, x_i, w, y_i, x_i, cite="(4)")
        for i, (x_i, y_i) in numbered
    ]
    c.show()
    story.text(
        "The derivative of a sum is the sum of the derivatives, and 1/n stays in front: (3). (5) "
        "is (3) with (4) put in, (6) has the 2 moved to the front."
    )
    of_sum = c.line("d(Σ_i f_i)/dw", total, slopes, cite="after (3)")
    by_mean = c.line("dC/dw", mean, slopes, n, cite="(3)")
    in_full = c.line("dC/dw (5)", mean_of_slopes, x, w, y, n, cite="(5)")
    factored = c.line("dC/dw (6)", regression_gradient, x, w, y, n, cite="(6)")
    c.show()
    story.text("Central quotients with `ε = 0.00001`, of the sum and of the cost:")
    c.check(added, (of_sum, w))
    c.check(C, (by_mean, w), (in_full, w), (factored, w))


def tell(story: Story) -> None:
    """Section 1, in the order of the note."""
    c = story.calculation("anomitroid")
    x = c.givens("x_{}", [x_i for x_i, _ in EXAMPLES], "input of example {}")
    y = c.givens("y_{}", [y_i for _, y_i in EXAMPLES], "true output of example {}")
    w = c.given("w", W, "weight")
    c.given("b", B, "bias of the sigmoid neuron")
    n = c.given("n", len(EXAMPLES), "number of examples")
    epsilon = c.given("ε", EPSILON, "how far w is moved in the quotient (1)")
    story.heading("anomitroid, §1: the derivative, as a limit and exactly", 1)
    story.text(
        "How does a cost change with a parameter? First that is measured, by moving the parameter "
        "a little; then it is derived. The cost is that of §1.2, a linear model with one weight."
    )
    c.show_given()
    story.rounding()

    story.heading("§1.1 Finite difference definition")
    story.text(
        "Definition (1) holds for any cost; the one here is (2), the mean of the squared errors. "
        "The quotient before the limit is taken is the average slope between `w` and `w + ε`."
    )
    here = c.line("C(w)", regression_cost, x, w, y, n, cite="(2)")
    beside = c.line("w + ε", lambda w, e: w + e, w, epsilon)
    moved = c.line("C(w + ε)", regression_cost, x, beside, y, n, cite="(2)")
    c.line("(C(w + ε) − C(w))/ε", forward_quotient, moved, here, epsilon, cite="(1)")
    c.show()
    limit(story, c)
    regression(story, c)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
