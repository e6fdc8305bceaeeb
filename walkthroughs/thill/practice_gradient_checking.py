"""Thill, Practical Considerations: gradient checking, and which nudge h to take.

Change the numbers below and run it again:
python walkthroughs/thill/practice_gradient_checking.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem, backprop, example_cost
from backprop_scalar.equations import central_quotient, forward_quotient
from backprop_scalar.gradient_check import STEP, nudged
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.digits import significant

X, Y = [0.5, 0.8], [0.2, 0.9, 0.4]  # the first example: x, y*
LAYERS = [  # W^(ℓ), b^(ℓ) for ℓ = 1, 2, 3; row i of W^(ℓ) holds the weights into neuron i
    ([[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]], [0.1, -0.2, 0.3]),
    ([[0.5, -0.4, 0.6], [0.8, -0.3, -0.2]], [0.1, 0.2]),
    ([[0.3, -0.7], [-0.5, 0.9], [0.6, 0.1]], [-0.1, 0.2, 0.1]),
]
L, I, J = 2, 1, 1  # the weight w_i,j^(ℓ) that is checked
STEPS = [10.0**-k for k in range(1, 13)]  # the nudges h
SHOWN_H = 0.1  # the nudge of the worked quotient
GOOD = 1e-9  # an error below this counts as small
COST = "half_squared_error"

NETWORK = Network([Layer(W, b, "sigmoid") for W, b in LAYERS])


def loss(by: float) -> float:
    """The loss with `by` added to the weight that is checked."""
    return example_cost(nudged(NETWORK, L, I - 1, J - 1, by), X, Y, COST)


def one_quotient(story: Story, gradient: float) -> None:
    """Both quotients for one large h."""
    story.heading("The two quotients")
    story.text(
        f"The derivative by `w_{I},{J}^({L})` says how fast the loss changes when this one weight "
        f"does. So change it by `h`, run the forward pass again, and divide the change of the loss "
        f"by `h`; no backward pass is needed. Or nudge it up and down and divide by `2h`. The "
        f"losses have ten decimals, for their first digits cancel in the difference, the more the "
        f"smaller `h` is."
    )
    c = story.calculation("thill")
    up, here, down = (
        c.given(name, round(loss(by), 10), f"loss with the weight {words}")
        for name, by, words in [
            ("ℒ(w + h)", SHOWN_H, "nudged up"),
            ("ℒ(w)", 0.0, "as it is"),
            ("ℒ(w − h)", -SHOWN_H, "nudged down"),
        ]
    )
    h = c.given("h", SHOWN_H, "nudge")
    c.show_given()
    story.rounding()
    c.line("forward quotient", forward_quotient, up, here, h)
    c.line("central quotient", central_quotient, up, down, h)
    c.show()
    story.text(f"Backpropagation gives {significant(gradient, story.digits)}.")


def errors(story: Story, gradient: float) -> None:
    """|quotient - backpropagation| for shrinking h, and where each is smallest."""
    story.heading("The error against h")
    found = [
        (
            h,
            abs(forward_quotient(loss(h), loss(0.0), h) - gradient),
            abs(central_quotient(loss(h), loss(-h), h) - gradient),
        )
        for h in STEPS
    ]
    headings = ["h", "error of the forward quotient", "error of the central quotient"]
    story.table(
        [Column(heading) for heading in headings],
        [[f"{h:.0e}", f"{ahead:.1e}", f"{central:.1e}"] for h, ahead, central in found],
    )
    best_ahead = min(found, key=lambda row: row[1])
    best_central = min(found, key=lambda row: row[2])
    story.text(
        f"The forward quotient's error falls with `h` and is smallest at h = {best_ahead[0]:.0e} "
        f"({best_ahead[1]:.1e}), the central quotient's falls with the square of `h` and is "
        f"smallest at h = {best_central[0]:.0e} ({best_central[2]:.1e}). For still smaller `h` "
        f"the two losses agree in nearly all of their 16 digits, and their difference is rounding; "
        f"divided by a small `h`, that rounding becomes the error."
    )
    good = [h for h, _, central in found if central < GOOD]
    story.text(
        f"The central quotient's error here is below {GOOD:g} for {len(good)} of these `h`; the "
        f"package takes h = {STEP:.0e}."
    )


def tell(story: Story) -> None:
    """Gradient checking."""
    story.heading("Thill, practical considerations: gradient checking", 1)
    story.text(
        "The introduction of the note announces gradient checking, but the section on practical "
        "considerations has only the words so far. What follows is the usual method, for the "
        "network and the first example of complete_run.py."
    )
    gradient = backprop(NETWORK, X, Y, COST).dw[L][I - 1][J - 1]
    one_quotient(story, gradient)
    errors(story, gradient)
    story.heading("All parameters")
    story.check(Problem(NETWORK, [(X, Y)], COST, 1.0, note="thill"))
    parameters = len(list(NETWORK.places()))
    story.text(
        f"That took two forward passes for each of the {parameters} parameters, against one "
        f"forward and one backward pass for all of them: right for a check on a small network, too "
        f"slow to train with."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
