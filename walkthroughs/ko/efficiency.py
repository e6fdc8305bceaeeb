"""Ko, section 5: why backpropagation is efficient, in difference quotients and multiplications.

Change the numbers below and run it again: python walkthroughs/ko/efficiency.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Compared, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, backprop, forward, mean_cost
from backprop_scalar.equations import central_quotient, forward_quotient
from backprop_scalar.gradient_check import nudged
from backprop_scalar.notes.quantities import Named
from backprop_scalar.pages.page import Column
from backprop_scalar.topics.counting import operations_of
from backprop_scalar.tracing.digits import significant

# W^1, W^2, W^3 and b^1, b^2, b^3 of the network of all these pages; row j leads into neuron j.
W = [[[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]], [[0.7, -0.5], [0.2, 0.9]], [[-0.8, 0.6], [0.5, -0.4]]]
B = [[0.1, -0.1], [0.2, 0.0], [0.3, -0.2]]
X, Y = [0.5, -1.0, 0.8], [0.9, 0.2]  # the first example's x and y
EPSILONS = [0.1, 0.01, 0.001]  # ε of the difference quotients
WIDTHS = [2, 4, 8, 16, 32]  # networks q-q-q-q with these q, to count multiplications in
COST = "half_squared_error"


def tell(story: Story) -> None:
    """The difference quotient of §5 beside backpropagation, and what each takes."""
    story.heading("Ko, §5: why backpropagation is efficient", 1)
    quotients(story)
    price(story)


def quotients(story: Story) -> None:
    """The difference quotients of one weight, for the first example."""
    story.heading("Backpropagation against finite differences")
    net = Network([Layer(w, b, "sigmoid") for w, b in zip(W, B)])
    gradient = backprop(net, X, Y, COST).dw[1][0][0]
    story.text(
        "§5 adds `ε` to one parameter, here to `w_11^1`, called w, in the 3-2-2-2 network of all "
        "these pages, and divides what that adds to the cost by `ε`. The costs of the first "
        "example, each by a forward pass:"
    )
    c = story.calculation("ko")

    def cost(by: float, spelled: str) -> Named:
        value = mean_cost(nudged(net, 1, 0, 0, by), [(X, Y)], COST)
        return c.given(spelled, float(significant(value, 12)), "rounded to 12 digits")

    C = cost(0.0, "C(w)")
    for i, epsilon in enumerate(EPSILONS, start=1):
        e = c.given(f"ε_{i}", epsilon)
        above, below = cost(epsilon, f"C(w + ε_{i})"), cost(-epsilon, f"C(w − ε_{i})")
        c.line(f"quotient of §5, ε_{i}", forward_quotient, above, C, e, cite="§5 ε")
        c.line(f"central quotient, ε_{i}", central_quotient, above, below, e)
    c.show_given()
    story.text(
        f"Backpropagation has the gradient {story.number(gradient)} "
        "(walkthroughs/ko/algorithm.py). What the quotient is off by falls with `ε`; that of the "
        "central difference, with `ε` added and subtracted, falls with `ε^2`."
    )
    c.show()


def multiplications(q: int) -> list[int]:
    """Of a forward pass, a cost and backpropagation, with sigmoids q-q-q-q and one example."""
    net = Network([Layer([[0.1] * q] * q, [0.1] * q, "sigmoid")] * 3)
    calculations = (
        lambda n, x, y: forward(n, x),
        lambda n, x, y: mean_cost(n, [(x, y)], COST),
        lambda n, x, y: backprop(n, x, y, COST),
    )
    values = [0.5] * q
    return [operations_of(each, net, values, values)["multiplications"] for each in calculations]


def price(story: Story) -> None:
    """Multiplications of backprop and of finite differences, for growing networks."""
    story.heading("What each takes")
    story.text(
        "For each of the P parameters, the quotient of §5 needs the cost with `ε` added to that "
        "parameter, and all share the cost without it: P + 1 costs. (Central differences need 2P.) "
        "Backpropagation gives all P derivatives in one forward and one backward pass. Counted are "
        "the multiplications of the running equations for networks q-q-q-q, for one example. A "
        "cost is a forward pass and q squares. Backpropagation is the forward pass, the errors `δ` "
        "and the products of BP4. The last columns: how many forward passes it is worth, how many "
        "times as much the P + 1 costs take, and this divided by P."
    )
    rows, saved = [], {}
    for q in WIDTHS:
        P, weights = 3 * q * (q + 1), 3 * q * q  # BP4 has one product for each weight
        passes, cost, everything = multiplications(q)
        saved[P] = (P + 1) * cost / everything
        quotients = f"{everything / passes:.2f}", f"{saved[P]:.1f}", f"{saved[P] / P:.3f}"
        whole = (q, P, passes, everything - weights, everything, cost, (P + 1) * cost)
        rows.append([*map(str, whole), *quotients])
    heads = ["q", "P", "forward", "with `δ`", "with BP4", "a cost", "P + 1 costs"]
    ratios = ["in forwards", "times as much", "by P"]
    story.table([Column(head, "number") for head in heads + ratios], rows)
    (few, start), (more, next_one), (most, end), *_ = saved.items()
    exponential = start * (next_one / start) ** ((most - few) / (more - few))
    story.misprint(
        "ko §2",
        "backpropagation is called exponentially cheaper than finite differences. These take "
        "more multiplications, by a factor that grows in proportion to the number P of parameters: "
        "in networks of three layers of width q it nears 3/8 of P as q grows. As printed is the "
        f"exponential function of P that has the values of the factor at P = {few} and P = {more}.",
        Compared(f"factor at P = {most}", exponential, end),
        is_claim=True,
    )
    story.misprint(
        "ko §5",
        "the total work is called comparable to two forward passes. That is the forward pass and "
        "the errors; the products of BP4, one for each weight, are a third one. Here it is for "
        f"three layers of width {WIDTHS[-1]}.",
        Compared("forward passes", 2.0, everything / passes),
        is_claim=True,
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
