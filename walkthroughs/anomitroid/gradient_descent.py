"""anomitroid, section 1: the derivative as a limit, and the gradient of a regression cost.

Change the numbers below and run it again: python walkthroughs/anomitroid/gradient_descent.py
"""

import sys
from collections.abc import Sequence

from backprop_scalar import Layer, Network, average, backprop, mean_cost
from backprop_scalar.costs import half_squared_error_slope, squared_error, squared_error_slope
from backprop_scalar.equations import central_quotient, chain, forward_quotient, mean, share, total
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

EXAMPLES = [(1.2, 0.9), (-0.7, 0.4), (2.1, 1.3)]  # (x_i, y_i): input and true output
W = 0.3  # w, the only parameter
EPSILON = 0.1  # ε, not 0, of the quotient that is worked out line by line
EPSILONS = [1e-1, 1e-3, 1e-5, 1e-7, 1e-9, 1e-11, 1e-13, 1e-15]  # those of the tables


def f(x_i: float, w: float, y_i: float) -> float:
    """(x_i w - y_i)², one example's part of the cost."""
    return squared_error([x_i * w], [y_i])


def cost(x: Sequence[float], w: float, y: Sequence[float], n: float) -> float:
    """(2), the cost in full."""
    return mean([f(x_i, w, y_i) for x_i, y_i in zip(x, y)], n)


def f_slope(x_i: float, w: float, y_i: float) -> float:
    """(4), by the chain rule: the square's derivative times that of x_i w - y_i."""
    return chain(squared_error_slope(x_i * w, y_i), x_i)


def cost_slope(x: Sequence[float], w: float, y: Sequence[float], n: float) -> float:
    """(5), the mean of the terms (4)."""
    return mean([f_slope(x_i, w, y_i) for x_i, y_i in zip(x, y)], n)


def cost_slope_factored(x: Sequence[float], w: float, y: Sequence[float], n: float) -> float:
    """(6), the 2 in front of the sum."""
    terms = [chain(half_squared_error_slope(x_i * w, y_i), x_i) for x_i, y_i in zip(x, y)]
    return chain(share(2, n), total(terms))


def quotients(story: Story, activation: str) -> None:
    """The quotients of shrinking ε beside the derivative, for one neuron with b = 0."""
    examples = [([x_i], [y_i]) for x_i, y_i in EXAMPLES]

    def neuron(w: float) -> Network:
        return Network([Layer([[w]], [0.0], activation)])

    def C(w: float) -> float:
        return mean_cost(neuron(w), examples, "squared_error")

    exact = average([backprop(neuron(W), x, y, "squared_error") for x, y in examples]).dw[1][0][0]
    rows = [
        (e, forward_quotient(C(W + e), C(W), e), central_quotient(C(W + e), C(W - e), e))
        for e in EPSILONS
    ]
    number = story.page.number
    headings = ["`ε`", "quotient (1)", "its error", "central quotient", "its error"]
    story.table(
        [Column(heading, "number") for heading in headings],
        [
            [
                number(f"{e:g}"),
                number(significant(forward, 9)),
                number(f"{abs(forward - exact):.1e}"),
                number(significant(central, 9)),
                number(f"{abs(central - exact):.1e}"),
            ]
            for e, forward, central in rows
        ],
    )
    best = [min(rows, key=lambda row: abs(row[k] - exact))[0] for k in (1, 2)]
    story.text(
        f"The derivative itself is {significant(exact, 9)}. Of these `ε`, the quotient (1) comes "
        f"closest to it at {best[0]:g}, the central quotient at {best[1]:g}."
    )


def limit(story: Story) -> None:
    """What becomes of the quotient as ε shrinks."""
    story.text(
        "The limit asks for ever smaller `ε`. On a computer that works only up to a point. The "
        "central quotient, `(C(w + ε) − C(w − ε))/(2ε)`, is not in the note; it is what the checks "
        "on these pages use. The errors are distances from the derivative that §1.2 arrives at."
    )
    quotients(story, "identity")
    mean_square = mean([x_i**2 for x_i, _ in EXAMPLES], len(EXAMPLES))
    story.text(
        "Two errors are at work. The first belongs to the formula. This cost is a parabola in `w`, "
        "so the quotient (1) is off by exactly `ε` times the mean of the `x_i²`, here "
        f"{significant(mean_square, story.digits)}, and the central quotient is not off at all. "
        "The second is rounding. The smaller `ε`, the more digits `C(w + ε)` and `C(w)` have in "
        "common. These cancel, and what rounding did to the last of their 16 digits is divided by "
        "`ε`."
    )
    story.text(
        "A cost that is no parabola shows both errors in both quotients: the same examples with "
        "the sigmoid neuron of §2 and `b = 0`. Until rounding takes over, the error of the central "
        "quotient falls with `ε²`, that of (1) with `ε`."
    )
    quotients(story, "sigmoid")


def regression(
    story: Story, c: Calculation, x: list[Named], w: Named, y: list[Named], n: Named
) -> None:
    """Section 1.2: the same derivative without a limit."""
    numbered = list(enumerate(zip(x, y), 1))
    story.heading("§1.2 Linear regression cost and its derivative")
    story.text(
        "Now the derivative exactly. Step 1 (§1.2.1) takes the cost (2) apart into one term "
        "`f_i(w)` for each example."
    )
    terms = [c.line(f"f_{i}(w)", f, x_i, w, y_i, cite="§1.2.1") for i, (x_i, y_i) in numbered]
    C = c.line("C", mean, terms, n, cite="(2)")
    c.show()
    story.text(
        "By (3) the derivative of this mean is the mean of the derivatives `df_i/dw`. Step 2 "
        "(§1.2.2) finds these by the chain rule, (4): the square contributes `2·(x_i·w − y_i)`, "
        "and what is squared changes by `x_i` for each unit of `w`."
    )
    slopes = [c.line(f"df_{i}/dw", f_slope, x_i, w, y_i, cite="(4)") for i, (x_i, y_i) in numbered]
    gradient = c.line("dC/dw", mean, slopes, n, cite="(3)")
    c.show()
    story.text(
        "(5) is (3) with (4) put in, (6) has the 2 moved to the front. The number of the equation "
        "stands behind the name: one quantity, written in three ways."
    )
    in_full = c.line("dC/dw (5)", cost_slope, x, w, y, n, cite="(5)")
    factored = c.line("dC/dw (6)", cost_slope_factored, x, w, y, n, cite="(6)")
    c.show()
    story.text("A central quotient with `ε = 0.00001` agrees with all three.")
    c.check(C, (gradient, w), (in_full, w), (factored, w))


def tell(story: Story) -> None:
    """Section 1, in the order of the note."""
    c = story.calculation("anomitroid")
    x = [c.given(f"x_{i}", x_i, f"input of example {i}") for i, (x_i, _) in enumerate(EXAMPLES, 1)]
    y = [
        c.given(f"y_{i}", y_i, f"true output of example {i}")
        for i, (_, y_i) in enumerate(EXAMPLES, 1)
    ]
    w = c.given("w", W, "weight")
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
    here = c.line("C(w)", cost, x, w, y, n, cite="(2)")
    moved = c.line(
        "C(w + ε)", lambda x, w, e, y, n: cost(x, w + e, y, n), x, w, epsilon, y, n, cite="(2)"
    )
    c.line("(C(w + ε) − C(w))/ε", forward_quotient, moved, here, epsilon, cite="(1)")
    c.show()
    limit(story)
    regression(story, c, x, w, y, n)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
