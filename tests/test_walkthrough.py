"""The parts that walkthroughs share."""

import pytest
from backprop_scalar.tracing.thill_parts import dimensions, sigmoid_layer

from backprop_scalar import Layer, Network, forward
from backprop_scalar.pages.page import Page
from backprop_scalar.walkthrough import Story


@pytest.fixture
def story():
    return Story(Page("github"), 6)


def test_a_layer_has_the_numbers_of_the_forward_pass(story):
    layer = Layer([[0.4, 0.3], [-0.6, 0.2], [0.7, -0.1]], [0.1, -0.2, 0.3], "sigmoid")
    c = story.calculation("thill")
    x = [c.given("a_1^(0)", 0.5), c.given("a_2^(0)", 0.8)]
    W, z, a = sigmoid_layer(c, 1, layer, x)
    passed = forward(Network([layer]), [0.5, 0.8])
    assert [[c.number(w) for w in row] for row in W] == layer.weights
    assert [c.number(line) for line in z] == passed.z[1]
    assert [c.number(line) for line in a] == passed.a[1]
    assert [row[1].spelled for row in W] == ["w_1,2^(1)", "w_2,2^(1)", "w_3,2^(1)"]
    assert {line.cite for line in (*z, *a)} == {"activation"}


def test_dimensions_are_multiplied(story):
    dimensions(story, "thill", [("W^(2)", ("d_2", 2), ("d_1", 3), "chainrule6")])
    row = str(story.page).splitlines()[-1]
    cells = [cell.strip().strip("`") for cell in row.strip("|").split("|")]
    assert cells == ["W^(2)", "d_2·d_1", "2·3", "6", "chainrule6"]
