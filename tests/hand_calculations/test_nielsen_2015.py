"""Michael Nielsen, "Neural Networks and Deep Learning" (2015), chapter 3.

Section "The cross-entropy cost function": one sigmoid neuron learns to turn 1 into 0, with half
the squared error and eta 0.15, from a fair start and from a badly wrong one. He rounds to two
digits. No slips.

Both parameters move by η δ with δ = a · a(1 - a), and the input is 1, so a step moves z by -2 η δ
and the output by about da = -2 η a³ (1 - a)². What he says in words is checked by this law.
"""

import math

import pytest
from rounding import rounded_like

from backprop_scalar import Layer, Network, forward, train

ETA, STEPS = 0.15, 300
FAIR, BAD = (0.6, 0.9), (2.0, 2.0)
# (w, b), the number of steps taken, the output printed
PRINTED = [(FAIR, 0, "0.82"), (FAIR, STEPS, "0.09"), (BAD, 0, "0.98")]


def outputs(start, steps=STEPS):
    """The neuron's output before the first step and after each."""
    w, b = start
    neuron = Network([Layer([[w]], [b], "sigmoid")])
    epochs = train(neuron, [([1.0], [0.0])], "half_squared_error", ETA, steps)
    return [forward(epoch.network, [1.0]).a[1][0] for epoch in epochs]


def first_change_by_the_law(a):
    return 2 * ETA * a**3 * (1 - a) ** 2


def steps_by_the_law(a, until):
    """The steps from output a to output `until`: ∫ da / (2 η a³ (1 - a)²) between them.

    In partial fractions, 1/a³ + 2/a² + 3/a + 1/(1 - a)² + 3/(1 - a).
    """

    def integral(x):
        return -1 / (2 * x**2) - 2 / x + 3 * math.log(x) + 1 / (1 - x) - 3 * math.log(1 - x)

    return (integral(a) - integral(until)) / (2 * ETA)


@pytest.mark.parametrize(("start", "steps", "printed"), PRINTED)
def test_each_output_to_the_last_printed_digit(start, steps, printed):
    assert rounded_like(printed, outputs(start)[steps]) == printed


@pytest.mark.parametrize("start", [FAIR, BAD])
def test_the_outputs_follow_the_law(start):
    a = outputs(start)
    assert a[0] == pytest.approx(1 / (1 + math.exp(-sum(start))), rel=1e-12)
    assert a[0] - a[1] == pytest.approx(first_change_by_the_law(a[0]), rel=0.02)
    assert steps_by_the_law(a[0], a[STEPS]) == pytest.approx(STEPS, rel=0.01)


def test_the_bad_start_learns_much_more_slowly_at_first():
    fair, bad = outputs(FAIR, 1), outputs(BAD, 1)
    slower = first_change_by_the_law(fair[0]) / first_change_by_the_law(bad[0])
    assert (fair[0] - fair[1]) / (bad[0] - bad[1]) == pytest.approx(slower, rel=0.02)
    assert slower > 50


def test_the_bad_start_is_still_much_higher_after_300_steps():
    """To come as far down as the fair one it needs half as many steps again, and more."""
    fair, bad = outputs(FAIR), outputs(BAD)
    assert bad[STEPS] > 2 * fair[STEPS]
    needed = steps_by_the_law(bad[0], fair[STEPS])
    assert needed > 1.5 * STEPS
    assert outputs(BAD, round(needed))[-1] == pytest.approx(fair[STEPS], rel=0.01)
