"""Normalized inputs against the statistics module."""

import statistics

import pytest

from backprop_scalar.topics.normalization import input_scales, scaled


def test_normalized_inputs_against_the_statistics_module():
    inputs = [[1.5, -200.0], [2.5, 100.0], [-4.0, 50.0], [0.25, 75.0]]
    scales = input_scales(inputs)
    for x_k, scale in zip(zip(*inputs), scales):
        assert scale == pytest.approx((statistics.fmean(x_k), statistics.pstdev(x_k)))
    columns = list(zip(*(scaled(x, scales) for x in inputs)))
    for column in columns:
        assert statistics.fmean(column) == pytest.approx(0, abs=1e-12)
        assert statistics.pstdev(column) == pytest.approx(1)


def test_inputs_that_cannot_be_normalized():
    with pytest.raises(ValueError, match="no inputs"):
        input_scales([])
    with pytest.raises(ValueError, match="input 2 is 7 in every example"):
        input_scales([[1.0, 7.0], [2.0, 7.0]])
