"""Backpropagation against three independent routes, and against numbers worked out by hand."""

import random
from fractions import Fraction as F

import autodiff
import decimal_forward
import pytest
from support import PAIRS, each_row, random_problem

from backprop_scalar import (
    COSTS,
    Layer,
    Network,
    average,
    backprop,
    descend,
    example_cost,
    forward,
    gradient_check,
    mean_cost,
    summed,
)
from backprop_scalar.activations import Elementwise
from backprop_scalar.backprop import Gradients, batch_cost, batch_gradients, regularized
from backprop_scalar.network import Place

NETWORKS = 220


def numbers(gradients):
    """dw and db as one flat list."""
    flat = [v for layer in gradients.dw for row in layer for v in row]
    return flat + [v for layer in gradients.db for v in layer]


def test_the_random_networks_cover_every_pair():
    found = {
        (p.network.layers[-1].activation.name, p.cost.name)
        for p in map(random_problem, range(len(PAIRS)))
    }
    assert found == set(PAIRS)
    problems = [random_problem(seed) for seed in range(40)]
    assert {len(problem.network.layers) for problem in problems} == {1, 2, 3, 4}
    assert {len(problem.examples) for problem in problems} == {1, 2, 3}


@pytest.mark.seeds(len(PAIRS), NETWORKS)
def test_gradients_agree_with_an_autodiff(seed):
    problem = random_problem(seed, extras=True)
    gradients = batch_gradients(problem.network, *problem.objective)
    named = problem.examples, problem.cost.name, problem.batch, problem.l2
    cost, dw, db = autodiff.gradients(problem.network, *named)
    ours, theirs = numbers(gradients), [v for layer in dw for row in layer for v in row]
    theirs += [v for layer in db for v in layer]
    assert batch_cost(problem.network, *problem.objective) == pytest.approx(cost, 1e-12)
    # Sums that cancel leave the rounding errors of their terms, whatever the route.
    assert ours == pytest.approx(theirs, rel=1e-12, abs=1e-14)


@pytest.mark.seeds(len(PAIRS), NETWORKS)
def test_gradients_agree_with_central_differences(seed):
    problem = random_problem(seed, extras=True)
    assert all(c.agrees for c in gradient_check(problem.network, *problem.objective))


@pytest.mark.seeds(len(PAIRS), NETWORKS)
def test_gradients_agree_with_differences_of_long_decimals(seed):
    """Purely relative, for two parameters a network: with 40 digits nothing small is lost."""
    problem = random_problem(seed, extras=True)
    gradients = batch_gradients(problem.network, *problem.objective)
    generator = random.Random(seed)
    for _ in range(2):
        l = generator.randint(1, len(problem.network.layers))
        j = generator.randrange(problem.network.widths[l])
        k = generator.randrange(problem.network.widths[l - 1])
        named = problem.examples, problem.cost.name, problem.batch, problem.l2
        for at in (k, None) if problem.network.b[l] else (k,):
            theirs = decimal_forward.central_difference(problem.network, named, l, j, at)
            ours = Place(l, j, at).entry(gradients.dw, gradients.db)
            assert ours == pytest.approx(theirs, rel=1e-7, abs=1e-15)


def test_a_relu_step_in_exact_fractions():
    """2-2-1, ReLU and identity, worked out by hand.

    z^1 = (1·2 - 1·3 + 4, 2·2 + 0·3 - 5) = (3, -1), a^1 = (3, 0); z^2 = 1/2·3 + 7·0 + 1/3 = 11/6;
    with y = 1/3, δ^2 = 3/2; δ^1 = (1/2·3/2, 0), for the second neuron is inactive.
    """
    hidden = Layer([[F(1), F(-1)], [F(2), F(0)]], [F(4), F(-5)], "relu")
    network = Network([hidden, Layer([[F(1, 2), F(7)]], [F(1, 3)], "identity")])
    x, y = [F(2), F(3)], [F(1, 3)]
    passed = forward(network, x)
    assert passed.z == [[], [3, -1], [F(11, 6)]]
    assert passed.a == [[2, 3], [3, 0], [F(11, 6)]]
    assert example_cost(network, x, y, "half_squared_error") == F(9, 8)
    cost = mean_cost(network, [(x, y)], "half_squared_error")
    assert (cost, type(cost)) == (F(9, 8), F)
    gradients = backprop(network, x, y, "half_squared_error")
    assert gradients.delta == [[], [F(3, 4), 0], [F(3, 2)]]
    assert gradients.dw == [[], [[F(3, 2), F(9, 4)], [0, 0]], [[F(9, 2), 0]]]
    assert gradients.db == [[], [F(3, 4), 0], [F(3, 2)]]
    new = descend(network, average([gradients]), F(1, 3))
    assert new.w == [[], [[F(1, 2), F(-7, 4)], [2, 0]], [[-1, 7]]]
    assert new.b == [[], [F(15, 4), -5], [F(-1, 6)]]
    exact = [passed.z, passed.a, gradients.delta, gradients.db, new.b]
    assert {type(v) for lists in exact for row in lists for v in row} == {F}
    assert {type(v) for w in (gradients.dw, new.w) for w_l in w for w_j in w_l for v in w_j} == {F}


def test_mazur_2015(mazur):
    """The numbers printed in Matt Mazur's example, to the digits he prints."""
    (example,) = mazur.examples
    passed = forward(mazur.network, example.x)
    assert passed.z[1] == pytest.approx([0.3775, 0.3925], abs=5e-10)
    assert passed.a[1] == pytest.approx([0.593269992, 0.596884378], abs=5e-10)
    assert passed.a[2] == pytest.approx([0.75136507, 0.772928465], abs=5e-10)
    assert mean_cost(mazur.network, mazur.examples, mazur.cost) == pytest.approx(
        0.298371109, abs=5e-10
    )
    gradients = backprop(mazur.network, *example, mazur.cost)
    assert gradients.delta[2] == pytest.approx([0.138498562, -0.038098236], abs=1e-9)
    assert gradients.dw[2][0][0] == pytest.approx(0.082167041, abs=5e-10)
    assert gradients.dw[1][0][0] == pytest.approx(0.000438568, abs=5e-10)


@pytest.mark.seeds(12, 40)
def test_1_over_n_inside_delta_gives_the_same_gradient(seed):
    problem = random_problem(seed, examples=3)
    before = summed(
        [backprop(problem.network, *pair, problem.cost, n=3) for pair in problem.examples]
    )
    after = average([backprop(problem.network, *pair, problem.cost) for pair in problem.examples])
    assert numbers(before) == pytest.approx(numbers(after), rel=1e-12, abs=1e-15)


def test_the_average_of_one_is_itself_and_of_two_in_the_middle():
    network = Network([Layer([[2.0]], [0.0], "identity")])
    one = backprop(network, [1.0], [0.0], "half_squared_error")
    two = backprop(network, [3.0], [0.0], "half_squared_error")
    assert (one.dw[1], two.dw[1]) == ([[2.0]], [[18.0]])
    assert average([one]).dw == one.dw
    assert average([one, two]).dw == [[], [[10.0]]]
    assert average([one, two]).db == [[], [4.0]]
    assert summed([one, two]).dw == [[], [[20.0]]]


def test_a_batch_is_the_mean_of_its_examples():
    network = Network([Layer([[2.0]], [0.0], "identity")])
    examples = [([1.0], [0.0]), ([3.0], [0.0])]
    assert mean_cost(network, examples, "squared_error") == (4 + 36) / 2


@pytest.mark.parametrize(
    ("cost", "delta"), [("half_squared_error", [0, 0]), ("binary_cross_entropy", [1, 0])]
)
def test_a_saturated_network(cost, delta):
    """Both z^1 are 800, so a^1 = (1, 1) with slope 0; both z^2 are 800 again, a^2 = (1, 1)."""
    network = Network([Layer([[400.0, 400.0]] * 2, [0.0] * 2, "sigmoid")] * 2)
    gradients = backprop(network, [1.0, 1.0], [0.0, 1.0], cost)
    assert gradients.delta == [[], [0, 0], delta]
    assert gradients.dw == [[], [[0, 0], [0, 0]], [[delta_j] * 2 for delta_j in delta]]


def test_an_activation_of_the_readers_own_whose_slope_takes_z():
    """a = z² twice: z^1 = 3·1, z^2 = 2·9 - 15 = 3, a^2 = 9. δ^2 = 4·6, δ^1 = 2·24·6."""
    square = Elementwise("square", lambda z_j: z_j**2, lambda z_j: 2 * z_j, slope_of="z")
    network = Network([Layer([[3.0]], [0.0], square), Layer([[2.0]], [-15.0], square)])
    gradients = backprop(network, [1.0], [5.0], "half_squared_error")
    assert gradients.delta == [[], [288.0], [24.0]]
    assert gradients.dw == [[], [[288.0]], [[216.0]]]


WRONG_CALLS = [
    (lambda n: forward(n, [1.0]), "^x has 1 number, but the network has 2 inputs"),
    (lambda n: backprop(n, [1.0], [1.0], "squared_error"), "^x has 1 number,"),
    (lambda n: backprop(n, [1.0, 2.0], [], "squared_error"), "^y has 0 numbers, .* 1 output$"),
    (lambda n: example_cost(n, [1.0, 2.0], [1, 2], "squared_error"), "y has 2 numbers"),
    (lambda n: backprop(n, [1.0, 2.0], [1.0], "cross_entropy"), "goes with softmax outputs"),
    (lambda n: mean_cost(n, [], "squared_error"), "no examples"),
    (lambda n: average([]), "at least one example"),
    (lambda n: summed([]), "at least one example"),
]


@each_row(WRONG_CALLS)
def test_a_wrong_call(call, message):
    network = Network([Layer([[1.0, 2.0]], [0.0], "sigmoid")])
    with pytest.raises(ValueError, match=message):
        call(network)


def test_the_results_are_lists_of_their_own():
    network, x = Network([Layer([[2.0]], [0.5], "identity")]), [3.0]
    forward(network, x).a[0][0] = 99.0
    gradients = backprop(network, x, [0.0], "half_squared_error")
    gradients.db[1][0] = 99.0
    assert (x, gradients.delta[1], network.b[1]) == ([3.0], [6.5], [0.5])


def test_gradients_are_printed_layer_by_layer():
    gradients = backprop(
        Network([Layer([[2.0]], [0.0], "identity")]), [1 / 3], [0.0], "squared_error"
    )
    assert (
        repr(gradients)
        == "Backward:\ndw[1] = [[0.444444]]\ndb[1] = [1.33333]\ndelta[1] = [1.33333]"
    )


def test_costs_may_be_given_by_name_or_as_they_are():
    network = Network([Layer([[1.0]], [0.0], "tanh")])
    for name, cost in COSTS.items():
        if cost.partner is None:
            assert backprop(network, [1.0], [0.0], name) == backprop(network, [1.0], [0.0], cost)


def test_the_penalty_leaves_biases_alone_and_lambda_0_changes_nothing():
    network = Network([Layer([[2.0, -3.0]], [5.0], "identity")])
    plain = Gradients([[], [[0.1, 0.2]]], [[], [0.3]])
    assert regularized(network, plain, 0.0) == plain
    assert regularized(network, plain, 1.0) == Gradients([[], [[2.1, -2.8]]], [[], [0.3]])
