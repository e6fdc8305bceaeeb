"""Ko, sections 5 and 6: the algorithm, a whole run from one example to new weights.

Change the numbers below and run it again: python walkthroughs/ko/algorithm.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Step, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.equations import chain, total
from backprop_scalar.notes.quantities import Quantity
from backprop_scalar.pages.page import Column

# W^1, W^2, W^3 and b^1, b^2, b^3 of the network of all these pages; row j leads into neuron j.
W = [[[0.4, -0.2, 0.5], [-0.3, 0.6, 0.1]], [[0.7, -0.5], [0.2, 0.9]], [[-0.8, 0.6], [0.5, -0.4]]]
B = [[0.1, -0.1], [0.2, 0.0], [0.3, -0.2]]
X, Y = [0.5, -1.0, 0.8], [0.9, 0.2]  # the example's x and y
ETA = 0.5  # the learning rate η
L = len(W)


def tell(story: Story) -> None:
    """The four steps, why they go backward, the update, the summary of §6."""
    story.heading("Ko, §5: the backpropagation algorithm, a whole run", 1)
    story.text(
        "One example goes through the 3-2-2-2 network of all these pages, every neuron a sigmoid: "
        "forward, backward, to every gradient and every new weight. C is the cost of this example."
    )
    network = Network([Layer(w, b, "sigmoid") for w, b in zip(W, B)])
    problem = Problem(network, [(X, Y)], "half_squared_error", ETA, note="ko")
    step = story.step(problem)
    step.given()
    story.rounding()
    forward_and_output_error(story, step)
    story.heading("3. Backpropagate the error")
    story.text(
        "BP2, from the last hidden layer to the first: the errors of the next layer come back "
        "along the weights, and the slope lets them through. In three lines for each neuron: the "
        "sum, which is the derivative by the activation, the slope, and their product."
    )
    for l in range(L - 1, 0, -1):
        story.heading(f"Errors of layer {l}", 3)
        step.phase("backward", layer=l)
    story.heading("4. Output: the gradients")
    story.text("BP3 and BP4, for every bias and every weight. No sum is left to be done.")
    for l in range(1, L + 1):
        story.heading(f"Gradients of layer {l}", 3)
        step.phase("gradients", layer=l)
    story.check(problem)
    why_backward(story, step)
    story.heading("The update")
    story.text(
        "(1) of §2 with a mini-batch of one example. All gradients are there before the first "
        "weight is changed. For several examples see walkthroughs/ko/mini_batch.py."
    )
    step.phase("update")
    story.text(step.outcome())
    summary(story, step)


def forward_and_output_error(story: Story, step: Step) -> None:
    """Steps 1 and 2."""
    story.heading("1. Feedforward")
    story.text("Layer by layer, from `a^0`, the input. Keep every z and a, they are needed again.")
    for l in range(1, L + 1):
        story.heading(f"Layer {l}", 3)
        step.phase("forward", layer=l)
    story.heading("The cost", 3)
    step.phase("cost")
    story.heading("2. Output error")
    story.text(
        "BP1, at the output layer. (The note's `∇_a C` here and in §6 is the `∇_(a^L) C` of §4: "
        "the derivatives by the outputs.) The slope of the sigmoid is a times `1 − a` (see §2)."
    )
    step.phase("backward", layer=L)


def why_backward(story: Story, step: Step) -> None:
    """δ_1^1 again as a sum over all paths from z_1^1 to the outputs."""
    story.heading("Why backward?")
    story.text(
        "C is a function of the outputs, and `z_1^1` reaches them on several paths: through one "
        "neuron j of layer 2 and one output k. Each path is a product of derivatives, each of them "
        "a weight times a slope, as (5) in the proof of BP2 has it. `p_jk` is the path through j "
        "and k, and `δ_1^1` is the sum:"
    )
    c = story.calculation("ko")
    slopes = [c.taken(step, Quantity("slope", l, j, i=0)) for l, j in ((1, 0), (2, 0), (2, 1))]
    w = [c.taken(step, Quantity("w", 2, j, 0)) for j in range(2)]
    dz = [
        c.line(f"∂z_{j}^2/∂z_1^1", chain, w_j, slopes[0], cite="BP2 (5)")
        for j, w_j in enumerate(w, 1)
    ]
    parts = []
    for j, k in ((0, 0), (0, 1), (1, 0), (1, 1)):
        w_kj = c.taken(step, Quantity("w", 3, k, j))
        name = f"∂z_{k + 1}^3/∂z_{j + 1}^2"
        parts.append((j, k, c.line(name, chain, w_kj, slopes[1 + j], cite="BP2 (5)")))
    c.show()
    delta = [c.taken(step, Quantity("delta", 3, k, i=0)) for k in range(2)]
    paths = [c.line(f"p_{j + 1}{k + 1}", chain, delta[k], dz_k, dz[j]) for j, k, dz_k in parts]
    c.line("∂C/∂z_1^1", total, paths)
    c.show()
    story.text(
        "It is the `δ_1^1` of step 3. With every further layer the number of paths is multiplied "
        "by the width of that layer. The backward pass adds up, at each neuron, all that comes "
        "back through it, and multiplies this once; so it visits each weight once. In the other "
        "direction the same would be needed for each parameter anew, for the paths begin there."
    )


def summary(story: Story, step: Step) -> None:
    """The formulas of §6, each with the vectors of this run."""
    story.heading("§6: the summary, with the vectors of this run")
    rows = []
    for l in range(1, L + 1):
        rows.append((f"z^{l} = W^{l} a^{l - 1} + b^{l}", "z", l))
        rows.append((f"a^{l} = σ(z^{l})", "a", l))
    rows.append((f"∂C/∂b^{L} = δ^{L} = ∇_a C ⊙ σ'(z^{L})", "delta", L))
    for l in range(L - 1, 0, -1):
        rows.append((f"∂C/∂b^{l} = δ^{l} = ((W^{l + 1})^T δ^{l + 1}) ⊙ σ'(z^{l})", "delta", l))
    values = step.trace.working.values
    vectors = [[values[Quantity(kind, l, j, i=0)] for j in range(2)] for _, kind, l in rows]
    story.table(
        [Column("vector"), Column("entry 1", "number"), Column("entry 2", "number")],
        [[f"`{row[0]}`", *map(story.number, vector)] for row, vector in zip(rows, vectors)],
    )
    story.text(
        "And `∂C/∂W^ℓ = δ^ℓ (a^(ℓ−1))^T` is the table of the products of an entry of `δ^ℓ`, for "
        "its row, and an entry of `a^(ℓ−1)`, for its column: step 4."
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
