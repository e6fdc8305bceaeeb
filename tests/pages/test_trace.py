"""Which lines a table has, and the sentence after a step."""

import pytest
from backprop_scalar.tracing.pages import Page
from backprop_scalar.tracing.tables import StepTables
from support import random_problem

from backprop_scalar import Layer, Network, Problem


@pytest.fixture
def quantities():
    """The first cells of the table that a call of `phase` prints, for three examples in ko."""
    problem = Problem(
        Network([Layer([[0.1, 0.2], [0.3, 0.4]], [0, 0], "tanh"), Layer([[1, 2]], [0], "tanh")]),
        [([1, 2], [0]), ([3, 4], [1]), ([5, 6], [0])],
        "half_squared_error",
        0.1,
    )

    def call(*arguments, **options):
        page = Page()
        StepTables(page, problem).phase(*arguments, **options)
        return [line.split()[0] for line in str(page).splitlines()[2:] if line[0] != " "]

    return call


def test_a_phase_is_of_one_example(quantities):
    assert quantities("cost") == ["C_x1"]
    assert quantities("cost", 2) == ["C_x3"]
    assert quantities("forward", 1, layer=2) == ["z_1^x2,2", "a_1^x2,2"]


def test_a_phase_may_be_cut_down_to_a_layer_and_to_kinds(quantities):
    assert quantities("backward", layer=1, kinds=["delta"]) == ["δ_1^x1,1", "δ_2^x1,1"]
    assert quantities("batch", kinds=["C"]) == ["C"]
    assert len(quantities("gradients", layer=1)) == 6


WRONG = [("grads", {}), ("gradients", {"example": 9}), ("forward", {"layer": 3})]


@pytest.mark.parametrize(("name", "options"), WRONG)
def test_lines_that_are_not_there(quantities, name, options):
    with pytest.raises(ValueError, match="the phases here are forward, cost, backward, gradients"):
        quantities(name, **options)


def test_a_sum_of_many_terms_keeps_its_numbers_longer_than_its_symbols():
    """Seven inputs: the formula is cut short, the numbers are all there."""
    network = Network([Layer([[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]], [0.9], "identity")])
    problem = Problem(network, [([1, 2, 3, 4, 5, 6, 7], [0])], "half_squared_error", 0.1)
    page = Page("github")
    StepTables(page, problem).phase("forward", kinds=["z"])
    assert "w_11^1·a_1^0 + w_12^1·a_2^0 + … + w_17^1·a_7^0 + b_1^1" in str(page)
    assert "0.1·1 + 0.2·2 + 0.3·3 + 0.4·4 + 0.5·5 + 0.6·6 + 0.7·7 + 0.9" in str(page)


@pytest.mark.parametrize("seed", range(10))
def test_the_outcome_is_the_cost_before_and_after(seed):
    problem = random_problem(seed)
    tables = StepTables(Page(), problem, digits=9)
    again = StepTables(Page(), problem, digits=9, network=tables.trace.moved_network)
    after = tables.outcome().partition(" to ")[2].rstrip(".")
    assert f"from {after} to" in again.outcome()


def test_an_outcome_that_no_float_holds():
    network = Network([Layer([[1.0]], [0.0], "identity")])
    problem = Problem(network, [([1.0], [0.0])], "squared_error", 1e200)
    assert "too large for a float: take a smaller eta" in StepTables(Page(), problem).outcome()
