"""What the check says of agreement, disagreement and of nothing to compare."""

import pytest

from backprop_scalar import Layer, Network, Problem
from backprop_scalar.gradient_check import Comparison
from backprop_scalar.pages import check
from backprop_scalar.pages.page import Page

NETWORK = Network([Layer([[0.5]], [0.1], "tanh")])
PROBLEM = Problem(NETWORK, [([0.7], [0.2])], "half_squared_error", 0.1)


@pytest.mark.parametrize(
    ("off_by", "agree"), [(0.0, True), (1e-9, True), (1e-6, False), (0.5, False), (2.0, False)]
)
def test_a_wrong_gradient_is_seen_and_named(monkeypatch, off_by, agree):
    found = [Comparison(1, 0, 0, 1 + off_by, 1.0), Comparison(1, 0, None, 1.0, 1.0)]
    monkeypatch.setattr(check, "gradient_check", lambda *_: found)
    page = Page()
    assert check.check_page(page, PROBLEM, "ko") is agree
    text = " ".join(str(page).split())
    assert ("finite differences agree." in text) is agree
    assert ("the two do not agree." in text) is not agree
    summary = check.check_summary(PROBLEM)
    assert summary.startswith("All 2 gradients agree") is agree
    if not agree:
        assert f"{found[0].error:.1e}, of `∂C/∂w_11^1`" in summary


def test_gradients_that_are_all_0_are_said_to_be():
    network = Network([Layer([[800.0]], [800.0], "sigmoid")])
    problem = Problem(network, [([1.0], [0.0])], "half_squared_error", 0.1)
    page = Page()
    check.check_page(page, problem, "ko")
    assert "Every gradient is 0, both ways" in str(page)
