"""anomitroid, section 6: any number of inputs and layers, on a 2-3-2 network and two examples.

Change the numbers below and run it again: python walkthroughs/anomitroid/any_network.py
"""

import sys

from backprop_scalar import Layer, Network, Problem, average, backprop, forward, mean_cost
from backprop_scalar.activations import sigmoid_slope
from backprop_scalar.equations import chain, mean, passed_back, share, total, weight_gradient
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Step, Story, walk

EXAMPLES = [([0.5, -1.0], [0.9, 0.2]), ([1.0, 0.3], [0.1, 0.7])]  # (x_i, y_i), two or more
NEXT = ([-0.4, 0.6], [0.8, 0.5])  # one more example, only for the mini-batch
W_1 = [[0.4, -0.6], [0.3, 0.8], [-0.5, 0.1]]  # W^(1): row k holds the weights into neuron k
B_1 = [0.1, -0.2, 0.3]  # b^(1)
W_2 = [[0.7, -0.3, 0.5], [-0.4, 0.6, 0.2]]  # W^(2)
B_2 = [-0.1, 0.2]  # b^(2)
ETA = 0.5  # the learning rate η


def problem() -> Problem:
    """The network with sigmoids in both layers and the cost (57)."""
    network = Network([Layer(W_1, B_1, "sigmoid"), Layer(W_2, B_2, "sigmoid")])
    return Problem(network, EXAMPLES, "squared_error", ETA, note="anomitroid")


def tell(story: Story) -> None:
    """Sections 6.1 to 6.5."""
    if len(EXAMPLES) < 2:
        raise ValueError("EXAMPLES at the top needs two pairs or more: the cost is their mean")
    N = len(EXAMPLES)
    step = story.step(problem())
    tell_dimensions(story, step)
    tell_forward(story, step)
    story.heading("§6.4 Step 1: the output layer")
    story.text(
        "The derivative of `L_i` by an output has the factor 2, and so has `δ_i,k^(2)`. The note "
        "has it in the line above (58), but not in (58). The tables keep it."
    )
    for i in range(N):
        step.phase("backward", example=i, layer=2)
    story.heading("§6.4 Step 2: back to the hidden layer")
    story.text(
        "`∂L_i/∂a_i,j^(1)` is entry j of `(W^(2))^T` times `δ_i^(2)`: column j of `W^(2)`, the "
        "weights that leave neuron j. Its product with the slope is (59), entry by entry. In the "
        "first form of (59) the brackets are missing: the matrix product comes first."
    )
    for i in range(N):
        step.phase("backward", example=i, layer=1)
    tell_brackets(story)
    tell_paths(story)
    story.heading("§6.4 Step 3: the gradients of each example")
    story.text(
        "(60) holds a product for every pair of a `δ` and an activation of the layer before, the "
        "input for layer 1. (61) is `δ` itself."
    )
    for i in range(N):
        step.phase("gradients", example=i)
    story.heading("§6.4 Step 4: the mean over the examples")
    story.text(
        "At the start of §6.4 the note says to sum or average. `C` is a mean, so it is the "
        "average; below pseudocode C both stand beside a finite difference."
    )
    for l in (1, 2):
        step.phase("batch", layer=l)
    story.check(problem())
    tell_one_weight(story)
    tell_printed(story)
    story.heading("§6.4 Update")
    step.phase("update")
    story.text(step.outcome())


def tell_dimensions(story: Story, step: Step) -> None:
    """Section 6.1 with the table Dimensions at a Glance, and 6.5.2."""
    story.heading("anomitroid, §6: any number of inputs and layers", 1)
    m = problem().network.widths
    story.text(
        f"The network is {'-'.join(map(str, m))}. Letters change again: n is the number of inputs "
        f"now, L the number of layers, here {len(m) - 1}, but `L_i` is still the loss of example "
        f"i, and N is the number of examples. The second subscript of `w_k,j` is the neuron it "
        f"comes from; the first of `a_i,k` is the example."
    )
    step.given()
    story.rounding()
    story.heading("§6.1 and §6.5.2 Dimensions at a glance")
    story.text("(60), a column times a row, has the shape of the weights it is the gradient of.")
    rows = [["a^(0) = x", "m_0 by 1", f"{m[0]} by 1"]]
    for l in (1, 2):
        matrix = f"{m[l]} by {m[l - 1]}"
        rows += [
            [f"W^({l}), ∂C/∂W^({l})", f"m_{l} by m_{l - 1}", matrix],
            [f"b^({l}), z^({l}), a^({l}), δ_i^({l})", f"m_{l} by 1", f"{m[l]} by 1"],
            [f"δ_i^({l})·(a_i^({l - 1}))^T", f"m_{l} by 1 times 1 by m_{l - 1}", matrix],
        ]
    story.table([Column("what", "math"), Column("shape"), Column("here")], rows)


def tell_forward(story: Story, step: Step) -> None:
    """Sections 6.2 and 6.3."""
    story.heading("§6.2 Forward pass")
    story.text("Row by row of `W^(ℓ)·a^(ℓ−1) + b^(ℓ)`, for one example and then the next.")
    for i in range(len(EXAMPLES)):
        step.phase("forward", example=i)
    story.heading("§6.3 Cost")
    story.text(
        "(57) adds up the squared errors of the outputs and takes the mean over the examples. It "
        "is called mean-squared, but the mean is not over the outputs. The sigmoid of the output "
        "layer stays between 0 and 1, so targets outside can never be reached."
    )
    for i in range(len(EXAMPLES)):
        step.phase("cost", example=i)
    step.phase("batch", kinds=["C"])
    m_L, C = len(W_2), mean_cost(problem().network, EXAMPLES, "squared_error")
    if m_L > 1:
        story.text(
            f"The mean over the {m_L} outputs as well would be {significant(C / m_L, story.digits)}"
            f". With one output there is no difference, and (57) has the form of (50)."
        )


def tell_brackets(story: Story) -> None:
    """The first form of (59) with the elementwise product done first, where that can be done."""
    network, (x, y) = problem().network, EXAMPLES[0]
    _, m_1, m_2 = network.widths
    other_order = "With the elementwise product first,"
    if m_1 != m_2:
        story.text(
            f"{other_order} a column of {m_2} would be multiplied entry by entry with a column of "
            f"{m_1}, which is not defined."
        )
        return
    slopes = [sigmoid_slope(a_k) for a_k in forward(network, x).a[1]]
    delta = backprop(network, x, y, "squared_error").delta
    paired = [chain(delta_j, slope_j) for delta_j, slope_j in zip(delta[2], slopes)]
    swapped = passed_back([w_j[0] for w_j in W_2], paired)
    values = [significant(value, story.digits) for value in (swapped, delta[1][0])]
    story.text(f"{other_order} `δ_1,1^(1)` would be {values[0]} in the place of {values[1]}.")


def sum_over_paths(delta: list[float], w: list[float], slope: float) -> float:
    """Σ_j ∂L_i/∂z_i,j^(2) ∂z_i,j^(2)/∂a_i,k^(1) ∂a_i,k^(1)/∂z_i,k^(1)."""
    return total([chain(delta_j, w_jk, slope) for delta_j, w_jk in zip(delta, w)])


def tell_paths(story: Story) -> None:
    """Item 1 of section 6.5, for one neuron."""
    story.text(
        "Item 1 of §6.5 derives (59) from the chain rule: `z_i,k^(1)` reaches the loss through "
        "every neuron j of the next layer, and each path is a product of three factors. For k = 1 "
        "in example 1:"
    )
    c = story.calculation("anomitroid")
    network, (x, y) = problem().network, EXAMPLES[0]
    a, delta = forward(network, x).a, backprop(network, x, y, "squared_error").delta
    numbered = list(enumerate(zip(delta[2], W_2), start=1))
    deltas = [c.given(f"δ_1,{j}^(2)", delta_j) for j, (delta_j, _) in numbered]
    weights = [c.given(f"w_{j},1^(2)", w_j[0]) for j, (_, w_j) in numbered]
    slope = c.line("σ'(z_1,1^(1))", sigmoid_slope, c.given("a_1,1^(1)", a[1][0]), cite="§6.5.3")
    c.line("δ_1,1^(1)", sum_over_paths, deltas, weights, slope, cite="§6.5.1")
    c.show()


def added(S: float, a: float, delta: float) -> float:
    """S + δ_i,k a_i,j, one turn of pseudocode C."""
    return S + weight_gradient(a, delta)


def tell_one_weight(story: Story) -> None:
    """Pseudocode C and a mini-batch, for one weight."""
    network, N = problem().network, len(EXAMPLES)
    c = story.calculation("anomitroid")
    examples = list(enumerate([*EXAMPLES, NEXT], start=1))
    deltas = [backprop(network, x, y, "squared_error").delta[1][0] for _, (x, y) in examples]
    a = [c.given(f"a_{i},1^(0)", x[0]) for i, (x, _) in examples]
    delta = [c.given(f"δ_{i},1^(1)", delta_i) for i, delta_i in enumerate(deltas, start=1)]
    story.heading("§6.4 Pseudocode C: the mean, one example after the other")
    story.text(
        f"The pseudocode starts from 0, adds one example at a time and divides at the end. It "
        f"calls the sum `∂C/∂W` from the start; before the division it is {N} times that. Here "
        f"the sum after i examples is `S_i`, for the weight `w_1,1^(1)`."
    )
    S = c.line("S_0", total, [], cite="§6.4 C")
    for i in range(N):
        S = c.line(f"S_{i + 1}", added, S, a[i], delta[i], cite="§6.4 C")
    c.line("∂C/∂w_1,1^(1)", share, S, c.given("N", N), cite="§6.4 C")
    c.show()
    difference = central_difference(network, EXAMPLES, "squared_error", 1, 0, 0)
    story.text(
        f"The finite difference of `C` is {significant(difference, story.digits)}: the average. To "
        f"sum and not divide would leave {significant(c.number(S), story.digits)}, {N} times that."
    )
    story.text(
        f"A mini-batch takes the sum over B examples and divides by B. Let there be one more "
        f"example, number {N + 1}, and let it make a mini-batch with the first, so B = 2. `C_B` "
        f"is the mean loss of these two."
    )
    terms = [
        c.line(f"∂L_{i + 1}/∂w_1,1^(1)", weight_gradient, a[i], delta[i], cite="(60)")
        for i in (0, N)
    ]
    c.line("∂C_B/∂w_1,1^(1)", mean, terms, c.given("B", len(terms)), cite="§6.4 step 4")
    c.show()


def tell_printed(story: Story) -> None:
    """What (58) as printed gives: the error signal of half the loss."""
    story.heading("The factor 2 that (58) leaves out")
    story.text(
        "Pseudocode B and item 4 of §6.5 leave it out as well. (59) to (63) are proportional to "
        "the `δ` of the output layer, so without the 2 every gradient is half of what it should "
        "be: the direction is right, and a step with η is a step with η/2. Finite differences "
        "decide; those for `δ` are differences of `L_1` by the output biases, (61)."
    )
    network, (x, y) = problem().network, EXAMPLES[0]
    costs = ("half_squared_error", "squared_error")
    first = [backprop(network, x, y, cost).delta[2] for cost in costs]
    batch = [average([backprop(network, x, y, cost) for x, y in EXAMPLES]) for cost in costs]
    rows = [
        (f"δ_1,{k + 1}^(2)", *pair, central_difference(network, EXAMPLES[:1], costs[1], 2, k))
        for k, pair in enumerate(zip(*first))
    ]
    for l in (1, 2):
        difference = central_difference(network, EXAMPLES, costs[1], l, 0, 0)
        rows.append((f"∂C/∂w_1,1^({l})", *(g.dw[l][0][0] for g in batch), difference))
    headings = ["(58) as printed", "with the factor 2", "finite difference"]
    story.table(
        [Column("quantity", "math"), *(Column(heading, "number") for heading in headings)],
        [
            [name, *(story.page.number(significant(value, 9)) for value in row)]
            for name, *row in rows
        ],
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
