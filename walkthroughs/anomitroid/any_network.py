"""anomitroid, section 6: any number of inputs and layers, on a 3-2-2 network and two examples.

Change the numbers below and run it again: python walkthroughs/anomitroid/any_network.py
"""

import sys

try:
    from backprop_scalar.walkthrough import Compared, PrintedCalculation, Step, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar import Layer, Network, Problem, average, backprop
from backprop_scalar.costs import squared_error
from backprop_scalar.equations import bias_gradient, chain, mean, share
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.topics.formulas import mean_squared_error, sum_over_paths

EXAMPLES = [([0.5, 1.2, -1.0], [0.9, 0.2]), ([1.5, -0.5, 0.4], [0.1, 0.7])]  # (x_i, y_i), 2 or more
W_1, B_1 = [[0.8, -0.4, 0.5], [0.3, 0.6, -0.7]], [-0.3, 0.2]  # row k of W^(1) into neuron k; b^(1)
W_2, B_2 = [[0.7, -0.5], [-0.4, 0.9]], [0.1, -0.2]  # W^(2), b^(2)
ETA = 0.5  # the learning rate η

COST = "squared_error"
N = len(EXAMPLES)


def network() -> Network:
    """The network with sigmoids in both layers."""
    return Network([Layer(W_1, B_1, "sigmoid"), Layer(W_2, B_2, "sigmoid")])


def tell(story: Story) -> None:
    """Sections 6.1 to 6.5."""
    if N < 2:
        raise ValueError("EXAMPLES at the top needs two pairs or more: the cost is their mean")
    problem = Problem(network(), EXAMPLES, COST, ETA, note="anomitroid")
    step, c = story.step(problem), story.calculation("anomitroid")
    for quantity in step.trace.working.values:
        if quantity.kind in ("a", "y", "w", "slope", "delta", "n"):
            c.taken(step, quantity)
    architecture(story, step)
    forward_and_cost(story, step, c)
    errors(story, step, c)
    gradients(story, step, c)
    story.check(problem)
    lost_factor(story)
    pseudocode_c(story, c)
    story.heading("§6.4 Update")
    step.phase("update")
    story.text(step.outcome())


def architecture(story: Story, step: Step) -> None:
    """Section 6.1 with the table Dimensions at a Glance, and 6.5.2."""
    m = network().widths
    story.heading("anomitroid, §6: any number of inputs and layers", 1)
    story.text(
        f"The network is {'-'.join(map(str, m))}. Letters change again: n is the number of inputs, "
        f"`m_ℓ` that of the neurons of layer `ℓ` and L that of the layers, here {len(m) - 1}, but "
        "`L_i` is still the loss of example i of N. `w_k,j^(ℓ)` is the note's `(W^(ℓ))_k,j`, into "
        "neuron k from neuron j; of the two subscripts of `a_i,k` the first is the example. "
        "`a_i^(0)` is the input: `x_1` in §6.1 is a component of it, in §6.3 that of example 1."
    )
    step.given()
    story.rounding()
    story.heading("§6.1 and §6.5.2 Dimensions at a glance")
    story.text("(60), a column times a row, has the shape of the weights it is the gradient of.")
    arrays = [("a^(0)", ("n", m[0]), ("1", 1), "§6.1")]
    for l in (1, 2):
        rows, columns = (f"m_{l}", m[l]), (f"m_{l - 1}" if l > 1 else "n", m[l - 1])
        arrays += [(f"W^({l})", rows, columns, "§6.1")]
        arrays += [(f"b^({l}), z^({l}), a^({l}), δ_i^({l})", rows, ("1", 1), "§6.1")]
        arrays += [(f"δ_i^({l})·(a_i^({l - 1}))^T", rows, columns, "§6.5.2")]
    story.dimensions("anomitroid", arrays)


def forward_and_cost(story: Story, step: Step, c: PrintedCalculation) -> None:
    """Sections 6.2 and 6.3."""
    story.heading("§6.2 Forward pass")
    story.text("Row by row of `W^(ℓ)·a^(ℓ−1) + b^(ℓ)`; `σ` works on every component by itself.")
    for i in range(N):
        story.text(f"Example {i + 1}:")
        step.phase("forward", example=i)
    story.heading("§6.3 Cost")
    story.text(
        "`L_i` adds up the squared errors of example i; the mean in (57) is one over the examples "
        "only. The prediction `ŷ_i` is the last activation; if the first output were the only one, "
        "(57) would be the last line."
    )
    examples, outputs = range(1, N + 1), range(1, len(W_2) + 1)
    a = [[c.named(f"a_{i},{k}^(2)") for k in outputs] for i in examples]
    y = [[c.named(f"y_{i},{k}") for k in outputs] for i in examples]
    L = [c.line(f"L_{i}", squared_error, a[i - 1], y[i - 1], cite="§6.4 L_i") for i in examples]
    c.line("C", mean, L, c.named("N"), cite="(57)")
    first = [c.line(f"ŷ_{i},1", chain, a[i - 1][0], cite="after (57)") for i in examples]
    targets = [of_example[0] for of_example in y]
    c.line("C, m_L=1", mean_squared_error, first, targets, c.named("N"), cite="§6.3 m_L=1")
    c.show()
    story.misprint(
        "anomitroid §6.1, §6.2",
        "The note allows regression with a real output, but a sigmoid stays between 0 and 1. A "
        "target of 2 leaves a loss above 1, however long the network is trained.",
        is_claim=True,
    )


def errors(story: Story, step: Step, c: PrintedCalculation) -> None:
    """Steps 1 and 2 of §6.4, and item 1 of §6.5."""
    story.heading("§6.4 Step 1: the output layer")
    story.text(
        "The derivative of `L_i` by an output has the factor 2, and so has `δ`. The line before "
        "(58) has it, (58) has lost it: see after step 4."
    )
    for i in range(N):
        story.text(f"Layer 2, example {i + 1}:")
        step.phase("backward", example=i, layer=2)
    story.heading("§6.4 Step 2: back to the hidden layer")
    story.text(
        "`∂L_i/∂a_i,k^(1)` is entry k of `(W^(2))^T` times `δ_i^(2)`: column k of `W^(2)`, the "
        "weights that leave neuron k. Its product with the slope is (59), entry by entry."
    )
    for i in range(N):
        story.text(f"Layer 1, example {i + 1}:")
        step.phase("backward", example=i, layer=1)
    story.text(
        "§6.5 derives (59) from the chain rule: `z_i,k^(1)` reaches the loss through every neuron "
        "j of the next layer, and each path is a product of three factors. For k = 1 in example 1:"
    )
    neurons = range(1, len(W_2) + 1)
    delta = [c.named(f"δ_1,{j}^(2)") for j in neurons]
    leaving = [c.named(f"w_{j},1^(2)") for j in neurons]
    slope = c.named("σ'(z_1,1^(1))")
    c.line("δ_1,1^(1) by paths", sum_over_paths, delta, leaving, slope, cite="§6.5.1")
    c.show()
    story.text(
        "The first form of (59) has no brackets: the matrix product comes first, as in the second. "
        "With the elementwise product first the result would be another, and there would be none "
        "where the layers are not equally wide."
    )


def gradients(story: Story, step: Step, c: PrintedCalculation) -> None:
    """Steps 3 and 4 of §6.4."""
    story.heading("§6.4 Step 3: the gradients of each example")
    story.text(
        "(60) holds a product for every pair of a `δ` and an activation of the layer before; row k "
        "belongs to neuron k. (61) is `δ` itself."
    )
    for i in range(1, N + 1):
        story.text(f"Example {i}:")
        for l, k, j in network().places():
            delta = c.named(f"δ_{i},{k + 1}^({l})")
            if j is None:
                c.line(f"∂L_{i}/∂b_{k + 1}^({l})", bias_gradient, delta, cite="(61)")
            else:
                a = c.named(f"a_{i},{j + 1}^({l - 1})")
                c.line(f"∂L_{i}/∂w_{k + 1},{j + 1}^({l})", chain, delta, a, cite="(60)")
        c.show()
    story.heading("§6.4 Step 4: the mean over the examples")
    story.text(
        "Step 4 comes after steps 1 to 3, which are done for every example. The note speaks of two "
        "nested loops; they follow one another."
    )
    for l in (1, 2):
        story.text(f"Layer {l}:")
        step.phase("batch", layer=l)


def lost_factor(story: Story) -> None:
    """What (58) as printed gives: the error signal of half the loss."""
    (x, y), *_ = EXAMPLES
    costs = ("half_squared_error", COST)
    first = [backprop(network(), x, y, cost).delta[2] for cost in costs]
    batch = [average([backprop(network(), *pair, cost) for pair in EXAMPLES]) for cost in costs]
    compared = [
        Compared(f"δ_1,{k}^(2)", *pair, central_difference(network(), EXAMPLES[:1], COST, 2, k - 1))
        for k, pair in enumerate(zip(*first), 1)
    ]
    for l in (1, 2):
        pair = [g.dw[l][0][0] for g in batch]
        difference = central_difference(network(), EXAMPLES, COST, l, 0, 0)
        compared.append(Compared(f"∂C/∂w_1,1^({l})", *pair, difference))
    story.heading("§6.4 The factor 2 that (58) leaves out")
    story.misprint(
        "anomitroid (58)",
        "The derivative of the squared error has the factor 2; (58), pseudocode B and item 4 of "
        "§6.5 leave it out. (59) to (63) are proportional to the `δ` of the output layer, so every "
        "gradient is half of what it should be: a step with `η` is a step with `η/2`.",
        *compared,
    )


def pseudocode_c(story: Story, c: PrintedCalculation) -> None:
    """Pseudocode C and a mini-batch, for one weight."""
    theta = "w_1,1^(1)"
    story.heading("§6.4 Pseudocode C: the mean, one example after the other")
    story.text(
        f"The pseudocode starts from 0, adds one example at a time and divides at the end. For the "
        f"weight `{theta}` the sum after i examples is called `S_i` here; `S_0` is 0. The cost is "
        "a mean: where the note says sum or average, before step 1, the average is right."
    )
    S = c.given("S_0", 0.0)
    for i in range(1, N + 1):
        delta, a = c.named(f"δ_{i},1^(1)"), c.named(f"a_{i},1^(0)")
        S = c.line(f"S_{i}", lambda S, d, a: S + d * a, S, delta, a, cite="§6.4 C")
    c.line(f"∂C/∂{theta}", share, S, c.named("N"), cite="§6.4 C")
    c.show()
    story.text(
        f"A mini-batch takes the sum over B examples and divides by B. With {N} examples it may be "
        f"example {N} alone, B = 1; `C_B` is the mean loss of the mini-batch."
    )
    of_batch = [c.named(f"∂L_{N}/∂{theta}")], c.given("B", 1)
    c.line(f"∂C_B/∂{theta}", mean, *of_batch, cite="after (63)")
    c.show()


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
