"""The table of the five notes: each row is the quantity that its first cell names."""

import pytest
from reading import tables_of

from backprop_scalar.pages.notation import notation_page
from backprop_scalar.pages.page import Page

# As ko writes them, and full_story.
ROWS = {
    "input": ("x_2", "a_2^0"),
    "weight, 2 to 1": ("w_12^[1]", "w_12^1"),
    "bias": ("b_1^[1]", "b_1^1"),
    "weighted input": ("f_1^[0]", "z_1^1"),
    "activation": ("h_1^[1]", "a_1^1"),
    "output": ("ŷ_1", "a_1^2"),
    "target": ("y_1", "y_1"),
    "example's cost": ("l", "C"),
    "slope": ("∂h_1^[1]/∂f_1^[0]", "σ'(z_1^1)"),
    "∂cost/∂activation": ("∂l/∂h_1^[1]", "∂C/∂a_1^1"),
    "softmax slope": ("∂ŷ_2/∂f_1^[1]", "∂a_2^2/∂z_1^2"),
    "logarithm": ("ln(ŷ_1)", "ln(a_1^2)"),
    "error signal": ("δ_1^[0]", "δ_1^1"),
    "weight gradient": ("∂l/∂w_12^[1]", "∂C/∂w_12^1"),
    "bias gradient": ("∂l/∂b_1^[1]", "∂C/∂b_1^1"),
    "learning rate": ("η", "η"),
    "updated weight": ("w_12^[1] ←", "w_12^1 ←"),
}
BATCH_ROWS = {
    "number of examples": ("B", "m"),
    "input": ("X_23", "a_2^x3,0"),
    "weighted input": ("f_13^[0]", "z_1^x3,1"),
    "activation": ("H_13^[1]", "a_1^x3,1"),
    "output": ("ŷ_13", "a_1^x3,2"),
    "target": ("y_13", "y_1^x3"),
    "error signal": ("δ_13^[0]", "δ_1^x3,1"),
    "cost of the example": ("l_3", "C_x3"),
    "its weight gradient": ("∂l/∂w_12^[1]", "∂C_x3/∂w_12^1"),
    "cost of the batch": ("l", "C"),
}
PLACES = {
    "weighted input": ("§2 f", "§2 z"),
    "activation": ("§2 h", "§2 a"),
    "cost of one example": ("§3 l_i", "A2"),
    "error signal of an output": ("Alg. 1.1", "BP1"),
    "error signal of a hidden neuron": ("Alg. 1.5", "BP2"),
    "gradient for an output weight": ("Alg. 1.3", "BP4"),
    "gradient for a weight of layer 1": ("Alg. 1.7", "BP4"),
    "gradient for an output bias": ("Alg. 1.4", "BP3"),
    "update": ("§5 θ", "§2 (1)"),
}


@pytest.mark.parametrize(("number", "rows"), list(enumerate([ROWS, BATCH_ROWS, PLACES])))
def test_rows(number, rows):
    page = Page(width=10_000)
    notation_page(page)
    lines = tables_of(page)[number]
    assert lines[0] == ["quantity", "full_story", "anomitroid", "ko", "thill", "step_by_step"]
    assert {line[0]: (line[1], line[3]) for line in lines[1:]} == rows
