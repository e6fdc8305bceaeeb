"""Ko, section 3: the two assumptions on the cost, A1 and A2, with ½ and without.

Change the numbers below and run it again: python walkthroughs/ko/assumptions.py
"""

import sys

try:
    from backprop_scalar.walkthrough import PrintedCalculation, Step, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem, costs
from backprop_scalar.equations import chain, error_signal_of_layer, mean, step_down
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.notes.quantities import Named, Quantity
from backprop_scalar.topics.formulas import quadratic_cost

# W^1, W^2, W^3 and b^1, b^2, b^3 of the network of all these pages; row j leads into neuron j.
W = [[[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]], [[0.7, -0.5], [0.2, 0.9]], [[-0.8, 0.6], [0.5, -0.4]]]
B = [[0.1, -0.1], [0.2, 0.0], [0.3, -0.2]]
EXAMPLES = [([0.5, -1.0, 0.8], [0.9, 0.2]), ([-0.6, 0.4, 1.0], [0.2, 0.7])]  # x and y(x)
ETA = 0.5  # the learning rate η
COST = "half_squared_error"
NETWORK = Network([Layer(w, b, "sigmoid") for w, b in zip(W, B)])
I, J = range(len(EXAMPLES)), range(len(B[-1]))  # examples and outputs

Lists = list[list[Named]]  # for each example a number for each output


def tell(story: Story) -> None:
    """Section 3, in the order of the note."""
    story.heading("Ko, §3: what the cost must be like", 1)
    story.text(
        "How does the cost change with one weight and one bias? Like the note, this page calls "
        "them w and b; they are `w_11^2` and `b_1^2`, into neuron 1 of layer 2, in the 3-2-2-2 "
        "network of all these pages. It sees two examples, x1 and x2; activations and slopes are "
        "taken from its forward pass, worked out in walkthroughs/ko/algorithm.py and mini_batch.py."
    )
    c = story.calculation("ko")
    w, n = c.given("w", W[1][0][0], "`w_11^2`"), c.given("n", len(I), "number of examples")
    eta = c.given("η", ETA, "learning rate")
    step = story.step(Problem(NETWORK, EXAMPLES, COST, ETA, note="ko"))
    a = [[c.taken(step, Quantity("a", 3, j, i=i)) for j in J] for i in I]
    y = [[c.taken(step, Quantity("y", None, j, i=i)) for j in J] for i in I]
    by_w, by_b = output_derivatives(c, step)
    c.show_given()
    story.text(
        "How each output changes with b: the product of the derivatives on the way, slope of the "
        "output, weight, slope of the hidden neuron. For w there is one more factor, the "
        "activation in layer 1."
    )
    c.show()
    story.rounding()
    story.heading("A1 and A2")
    story.text(
        "A2: the cost of one example is a function of the network's outputs alone, for its "
        "targets are fixed numbers. A1: the cost of the data is the average of these costs. The "
        "quadratic cost at the head of §3 is both in one sum, here `C_sum`."
    )
    C_x = [c.line(f"C_x{i + 1}", costs.half_squared_error, a[i], y[i], cite="A2") for i in I]
    c.line("C", mean, C_x, n, cite="A1")
    c.line("C_sum", quadratic_cost, [*a[0], *a[1]], [*y[0], *y[1]], n, cite="§3 C")
    c.show()
    dC_dw = gradient(story, c, a, y, {"w": by_w, "b": by_b})
    without_half(story, c, a, y, by_w)
    half = c.line("η/2", lambda eta: eta / 2, eta)
    c.line("w ← (C)", step_down, w, dC_dw, eta, cite="§2 (1)")
    c.line("w ← (K)", step_down, w, c.named("∂K/∂w"), half)
    c.show()


def output_derivatives(c: PrintedCalculation, step: Step) -> tuple[Lists, Lists]:
    """∂a_j/∂w and ∂a_j/∂b for each example and each output j."""
    weights = [c.taken(step, Quantity("w", 3, j, 0)) for j in J]
    by_w: Lists = []
    by_b: Lists = []
    for i in I:
        slopes = [c.taken(step, Quantity("slope", 3, j, i=i)) for j in J]
        hidden = c.taken(step, Quantity("slope", 2, 0, i=i))
        before = c.taken(step, Quantity("a", 1, 0, i=i))
        names = [f"∂a_{j + 1}^x{i + 1},3/∂" for j in J]
        by_b.append([c.line(f"{names[j]}b", chain, slopes[j], weights[j], hidden) for j in J])
        by_w.append([c.line(f"{names[j]}w", chain, by_b[i][j], before) for j in J])
    return by_w, by_b


def gradient(
    story: Story, c: PrintedCalculation, a: Lists, y: Lists, derivatives: dict[str, Lists]
) -> Named:
    """∂C_x/∂w and ∂C_x/∂b by way of the outputs, and their averages; ∂C/∂w."""
    story.heading("Every derivative goes through the outputs")
    story.text(
        "By A2, a parameter can change `C_x` only by changing an output. Each output adds the "
        "derivative of `C_x` by it, in which the 1/2 has cancelled the 2 of the square, times its "
        "own derivative by the parameter. By A1, the derivative of the average is the average of "
        "the derivatives, so it is enough to know them for a single example, and that is what "
        "backpropagation gives, for all parameters at once."
    )
    slope, n = costs.half_squared_error_slope, c.named("n")
    dC_da = [
        [
            c.line(f"∂C_x{i + 1}/∂{a_j.spelled}", slope, a_j, y_j, cite="§3 a−y")
            for a_j, y_j in pairs
        ]
        for i, pairs in enumerate(map(zip, a, y))
    ]
    c.show()
    for letter, da in derivatives.items():
        terms = [
            c.line(f"∂C_x{i + 1}/∂{letter}", error_signal_of_layer, dC_da[i], da[i], cite="A2 Σ_j")
            for i in I
        ]
        c.line(f"∂C/∂{letter}", mean, terms, n, cite="A1")
    c.show()
    by_w, by_b = (central_difference(NETWORK, EXAMPLES, COST, 2, 0, k) for k in (0, None))
    story.text(f"Central differences of C: {story.number(by_w)} for w, {story.number(by_b)} for b.")
    return c.named("∂C/∂w")


def without_half(story: Story, c: PrintedCalculation, a: Lists, y: Lists, by_w: Lists) -> None:
    """The same cost, and its derivative by w, where the cost has no ½; called K."""
    story.heading("Without the 1/2")
    story.text(
        "Leave the 1/2 out, and call that cost K. The 2 of the square now stays, in every "
        "derivative and up to the gradient; the minimum is at the same weights as before."
    )
    terms = []
    for i in I:
        c.line(f"K_x{i + 1}", costs.squared_error, a[i], y[i])
        names = [f"∂K_x{i + 1}/∂{a_j.spelled}" for a_j in a[i]]
        dK_da = [c.line(names[j], costs.squared_error_slope, a[i][j], y[i][j]) for j in J]
        terms.append(c.line(f"∂K_x{i + 1}/∂w", error_signal_of_layer, dK_da, by_w[i]))
    c.line("∂K/∂w", mean, terms, c.named("n"))
    c.show()
    story.text(
        "A constant factor can be absorbed into the learning rate: with half of η, a step down K "
        "takes w to the same place as a step down C. Before you compare gradients with those of "
        "another text, see whether its cost has the 1/2."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
