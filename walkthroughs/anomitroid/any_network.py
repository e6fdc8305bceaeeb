"""anomitroid, section 6: any number of inputs and layers, on a 2-3-2 network and two examples.

Change the numbers below and run it again: python walkthroughs/anomitroid/any_network.py
"""

import sys

from backprop_scalar import Layer, Network, Problem, average, backprop, forward
from backprop_scalar.activations import sigmoid
from backprop_scalar.costs import squared_error
from backprop_scalar.gradient_check import central_difference
from backprop_scalar.tracing.pages import Column
from backprop_scalar.tracing.tables import StepTables, significant
from backprop_scalar.tracing.walkthrough import Story, walk

EXAMPLES = [([0.5, -1.0], [0.9, 0.2]), ([1.0, 0.3], [0.1, 0.7])]  # (x_i, y_i), two or more
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
    step = story.step(problem())
    tell_dimensions(story, step)
    tell_forward(story, step)
    tell_output_error(story, step)

    N = len(EXAMPLES)
    story.heading("§6.4 Step 2: back to the hidden layer")
    story.text(
        "`∂L_i/∂a_i,j^(1)` is entry j of `(W^(2))^T` times `δ_i^(2)`: column j of `W^(2)`, the "
        "weights that leave neuron j. Its product with the slope is (59), entry by entry. In the "
        "first form of (59) the brackets are missing: the matrix product comes first. Multiplying "
        "`δ_i^(2)` by the slopes of layer 1 first would not even be defined for layers of "
        "different widths."
    )
    for i in range(N):
        step.phase("backward", example=i, layer=1)
    story.heading("§6.4 Step 3: the gradients of each example")
    story.text(
        "(60) holds a product for every pair of a `δ` and an activation of the layer before, the "
        "input for layer 1. (61) is `δ` itself."
    )
    for i in range(N):
        step.phase("gradients", example=i)
    story.heading("§6.4 Step 4: the mean over the examples")
    story.text(
        f"At the start of §6.4 the note says to sum or average. `C` is a mean, so it is the "
        f"average: the sum alone, which the pseudocode calls `∂C/∂W` until it divides, would be "
        f"{N} times too large."
    )
    for l in (1, 2):
        step.phase("batch", layer=l)
    story.check(problem())
    tell_halved(story)
    story.heading("§6.4 Update")
    step.phase("update")
    story.text(step.outcome())


def tell_dimensions(story: Story, step: StepTables) -> None:
    """Section 6.1 with the table Dimensions at a Glance, and 6.5.2."""
    story.heading("anomitroid, §6: any number of inputs and layers", 1)
    m = problem().network.widths
    story.text(
        f"The network is {'-'.join(map(str, m))}: `m_0` = {m[0]} inputs, `m_1` = {m[1]} hidden "
        f"neurons, `m_2` = {m[2]} outputs. Letters change again: n is the number of inputs now, L "
        f"the number of layers, here {len(m) - 1}, but `L_i` is still the loss of example i, and N "
        f"is the number of examples. The second subscript of `w_k,j` is the neuron it comes from; "
        f"the first of `a_i,k` is the example."
    )
    step.given()
    story.rounding()
    story.heading("§6.1 and §6.5.2 Dimensions at a glance")
    story.text(
        "Rows by columns. `δ_i^(ℓ)` is as long as `z^(ℓ)`, and (60), a column times a row, has "
        "the shape of the weight matrix it is the gradient of."
    )
    rows = [["a^(0) = x", "m_0 by 1", f"{m[0]} by 1"]]
    for l in (1, 2):
        column, matrix = f"{m[l]} by 1", f"{m[l]} by {m[l - 1]}"
        rows += [
            [f"W^({l}), ∂C/∂W^({l})", f"m_{l} by m_{l - 1}", matrix],
            [f"b^({l}), z^({l}), a^({l}), δ_i^({l})", f"m_{l} by 1", column],
            [f"δ_i^({l})·(a_i^({l - 1}))^T", f"m_{l} by 1 times 1 by m_{l - 1}", matrix],
        ]
    story.table(
        [Column("what", "math"), Column("shape"), Column("here")], [list(row) for row in rows]
    )


def tell_forward(story: Story, step: StepTables) -> None:
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
    step.lines([s for p in step.trace.phases for s in p.steps if s.quantity.kind == "C"])


def tell_output_error(story: Story, step: StepTables) -> None:
    """Step 1 of section 6.4, and (58) as it is printed."""
    story.heading("§6.4 Step 1: the output layer")
    story.text(
        "The derivative of `L_i` by an output has the factor 2, and so has `δ_i,k^(2)`. The note "
        "has it in the line above (58), but not in (58). The tables keep it."
    )
    for i in range(len(EXAMPLES)):
        step.phase("backward", example=i, layer=2)
    story.text(
        "Which is right? Here is example 1 both ways, and the finite difference of `L_1` by the "
        "same `z`: the forward pass is stopped at the output layer and `z` nudged."
    )
    c = story.calculation("anomitroid")
    network, (x, y) = problem().network, EXAMPLES[0]
    z = [c.given(f"z_{k}", z_k) for k, z_k in enumerate(forward(network, x).z[2])]
    loss = c.line("L_1", squared_error, [c.line(f"a_{q.spelled}", sigmoid, q) for q in z], y)
    # (58) as printed is the error signal of the cost with the factor 1/2.
    printed = backprop(network, x, y, "half_squared_error").delta[2]
    corrected = backprop(network, x, y, "squared_error").delta[2]
    rows = [
        (f"δ_1,{k}^(2)", printed_k, corrected_k, c.difference(loss, z_k))
        for k, (printed_k, corrected_k, z_k) in enumerate(zip(printed, corrected, z), start=1)
    ]
    show_printed(story, rows)


def tell_halved(story: Story) -> None:
    """What (58) as printed does to the gradients: it is the error signal of half the loss."""
    story.heading("The gradients with (58) as printed")
    story.text(
        "(59) to (63) are proportional to the `δ` of the output layer. With (58) as printed every "
        "gradient is half of what it should be, which is the gradient of (57) with a factor 1/2: "
        "the direction is right, and a step with η is a step with η/2. One weight and one bias of "
        "each layer:"
    )
    network = problem().network
    printed, corrected = (
        average([backprop(network, x, y, cost) for x, y in EXAMPLES])
        for cost in ("half_squared_error", "squared_error")
    )
    rows = []
    for l in (1, 2):
        weight = central_difference(network, EXAMPLES, "squared_error", l, 0, 0)
        rows.append((f"∂C/∂w_1,1^({l})", printed.dw[l][0][0], corrected.dw[l][0][0], weight))
        bias = central_difference(network, EXAMPLES, "squared_error", l, 0)
        rows.append((f"∂C/∂b_1^({l})", printed.db[l][0], corrected.db[l][0], bias))
    show_printed(story, rows)


def show_printed(story: Story, rows: list[tuple[str, float, float, float]]) -> None:
    """A table of a quantity by (58) as printed, corrected, and by finite differences."""
    story.table(
        [
            Column("quantity", "math"),
            Column("(58) as printed", "number"),
            Column("with the factor 2", "number"),
            Column("finite difference", "number"),
        ],
        [
            [name, *(story.page.number(significant(value, 9)) for value in row)]
            for name, *row in rows
        ],
    )


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
