"""Thill, Backpropagation via the Chain Rule: the recursion for the error signal.

Change the numbers below and run it again: python walkthroughs/thill/recursion.py
"""

import sys
from typing import Any

from backprop_scalar import Layer
from backprop_scalar.activations import sigmoid_slope
from backprop_scalar.costs import half_squared_error, half_squared_error_slope
from backprop_scalar.equations import chain, error_signal, error_signal_of_layer, passed_back
from backprop_scalar.pages.page import Column
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, sigmoid_layer, walk

X = [0.5, 0.8]  # x, which is a^(0)
Y = [0.2, 0.9]  # y*
W_1 = [[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]]  # W^(1): row i holds the weights into neuron i
B_1 = [0.1, -0.2, 0.3]  # b^(1)
W_2 = [[0.5, -0.4, 0.6], [0.8, -0.3, -0.2]]  # W^(2)
B_2 = [0.1, 0.2]  # b^(2)

D_1, D_2 = len(W_1), len(W_2)  # d_1, d_2
Lines = list[Any]  # lines of the calculation, one for each neuron


def start(story: Story, c: Calculation) -> tuple[list[Lines], Lines, Lines, Lines, Any]:
    """Forward pass, loss and ∂ℒ/∂z of the output layer: what the recursion starts from."""
    story.heading("What there is before the recursion starts")
    x = [c.given(f"a_{j}^(0)", x_j) for j, x_j in enumerate(X, start=1)]
    _, z_1, a_1 = sigmoid_layer(c, 1, Layer(W_1, B_1, "sigmoid"), x)
    W, z_2, a_2 = sigmoid_layer(c, 2, Layer(W_2, B_2, "sigmoid"), a_1)
    y = [c.given(f"y_{i}^*", y_i) for i, y_i in enumerate(Y, start=1)]
    loss = c.line("ℒ", half_squared_error, a_2, y, cite="before mse")
    c.show()
    story.rounding()
    story.text(
        "In the output layer the derivative by a pre-activation needs no later layer. The note "
        "derives it last; output_layer.py does it step by step."
    )
    dz_2 = []
    for k, (a_k, z_k, y_k) in enumerate(zip(a_2, z_2, y), start=1):
        error = c.line(f"∂ℒ/∂a_{k}^(2)", half_squared_error_slope, a_k, y_k)
        slope = c.line(f"σ'(z_{k}^(2))", sigmoid_slope, a_k)
        dz_2.append(c.line(f"∂ℒ/∂z_{k}^(2)", error_signal, error, slope, cite="chainrule5"))
    c.show()
    return W, z_1, a_1, dz_2, loss


def one_neuron(story: Story, c: Calculation, W: list[Lines], a_1: Lines, dz_2: Lines) -> Lines:
    """chainrule3 for neuron 1, the recursion for all; the slopes σ'."""
    story.heading("One hidden neuron and all the paths from it")
    story.text(
        f"`z_1^(1)` reaches the loss through each of the {D_2} pre-activations of the next layer. "
        f"On the way to `z_k^(2)` it meets the slope of its own activation and the weight "
        f"`w_k,1^(2)`. By the chain rule the contributions of the paths add up."
    )
    slopes = [c.line(f"σ'(z_{i}^(1))", sigmoid_slope, a_i) for i, a_i in enumerate(a_1, start=1)]
    inner = [
        c.line(f"∂z_{k}^(2)/∂z_1^(1)", chain, w_k[0], slopes[0]) for k, w_k in enumerate(W, start=1)
    ]
    c.line("∂ℒ/∂z_1^(1)", error_signal_of_layer, dz_2, inner, cite="chainrule3")
    c.show()
    story.text(
        "Every term of that sum holds the same slope, so it can stand in front. That leaves the "
        "recursion: derivatives of layer 2 on the right, of layer 1 on the left. For the other "
        "hidden neurons:"
    )
    for i in range(1, D_1):
        column = [w_k[i] for w_k in W]
        name = f"∂ℒ/∂z_{i + 1}^(1)"
        c.line(name, back, slopes[i], column, dz_2, cite="backprop-recursion")
    c.show()
    return slopes


def back(slope: Any, w_to_next: Any, delta_next: Any) -> Any:
    """σ'(z_i) Σ_k w_k,i δ_k, in the order in which the note writes it."""
    return chain(slope, passed_back(w_to_next, delta_next))


def as_delta(story: Story, c: Calculation, W: list[Lines], slopes: Lines, dz_2: Lines) -> Lines:
    """The same with the letter δ; the error signals of layer 2."""
    story.heading("The error signal")
    story.text(
        "The note now gives `∂ℒ/∂z_i^(ℓ)` the name `δ_i^(ℓ)`. The recursion is the same, and so "
        "are its values."
    )
    delta_2 = [
        c.line(f"δ_{k}^(2)", lambda dL_dz: dL_dz, d_k, cite="before chainrule4")
        for k, d_k in enumerate(dz_2, start=1)
    ]
    for i, slope in enumerate(slopes):
        column = [w_k[i] for w_k in W]
        c.line(f"δ_{i + 1}^(1)", back, slope, column, delta_2, cite="chainrule4")
    c.show()
    return delta_2


def vector_form(
    story: Story, c: Calculation, W: list[Lines], slopes: Lines, delta_2: Lines
) -> None:
    """The transpose, its dimensions, and the elementwise product."""
    story.heading("The vector form")
    story.text(
        "The sum runs over `k`, the first index of `w_k,i^(2)`: over a column of `W^(2)`, whose "
        "rows hold the weights into a neuron. A matrix product sums along rows, so it takes the "
        "transpose. The sizes leave no other choice unless the two layers are equally wide, and "
        "then a forgotten transpose gives wrong numbers without an error message."
    )
    arrays = [
        ("W^(2)", ("d_2", D_2), ("d_1", D_1), "chainrule6"),
        ("[W^(2)]^T", ("d_1", D_1), ("d_2", D_2), "chainrule7"),
        ("δ^(2)", ("d_2", D_2), ("1", 1), "before chainrule6"),
        ("[W^(2)]^T·δ^(2)", ("d_1", D_1), ("1", 1), "chainrule7"),
    ]
    story.dimensions("thill", arrays)
    story.text("Component by component, row `i` of the transpose is column `i` of `W^(2)`:")
    products = []
    for i in range(D_1):
        column = [w_k[i] for w_k in W]
        name = f"([W^(2)]^T·δ^(2))_{i + 1}"
        products.append(c.line(name, passed_back, column, delta_2, cite="chainrule7"))
    c.show()
    rows_added(story, [c.number(d_k) for d_k in delta_2])
    story.text(
        "What is left is to multiply each component by its own slope. The note writes this "
        "elementwise product as a circled cross, which elsewhere often means the outer or the "
        f"Kronecker product. Those would give {D_1}·{D_1} = {D_1 * D_1} numbers from two vectors "
        f"of {D_1}; here there are {D_1}."
    )
    for i, (product, slope) in enumerate(zip(products, slopes), start=1):
        c.line(f"[δ^(1)]_{i}", error_signal, product, slope, cite="chainrule8")
    c.show()


def rows_added(story: Story, delta: list[float]) -> None:
    """The product with the transpose as a sum of the rows of W^(2)."""
    story.text(
        "The columns of the transpose are the rows of `W^(2)`, the note's bold `w_k^(2)`. So the "
        "same product is also the sum of these rows, each times its own error signal:"
    )
    rows = [
        [*(chain(w, d) for w, d in zip(column, delta)), passed_back(column, delta)]
        for column in zip(*W_2)
    ]
    terms = [f"`w_{k}^(2)·δ_{k}^(2)`" for k in range(1, D_2 + 1)]
    story.table(
        [Column("component"), *(Column(heading, "number") for heading in [*terms, "sum"])],
        [
            [str(i), *(story.page.number(significant(value, story.digits)) for value in row)]
            for i, row in enumerate(rows, start=1)
        ],
    )


def tell(story: Story) -> None:
    """The section, in the order of the note."""
    story.heading("Thill: backpropagation via the chain rule", 1)
    story.text(
        f"A network of {len(X)} inputs, {D_1} hidden and {D_2} output neurons, all sigmoid, and "
        f"one example with `x` = {X} and targets {Y}. Weights and biases stand in the lines that "
        f"use them."
    )
    c = story.calculation("thill")
    W, z_1, a_1, dz_2, loss = start(story, c)
    slopes = one_neuron(story, c, W, a_1, dz_2)
    delta_2 = as_delta(story, c, W, slopes, dz_2)
    vector_form(story, c, W, slopes, delta_2)
    story.text(
        "Nudging each hidden pre-activation up and down, and working out again what depends on "
        "it, gives the same numbers without any chain rule:"
    )
    c.check(loss, *((c.named(f"δ_{i}^(1)"), z_i) for i, z_i in enumerate(z_1, start=1)))


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
