"""Fixtures shared by all tests."""

import pytest
from support import PROBLEM_FILES, ROOT

from backprop_scalar import Problem, read_problem


@pytest.fixture(params=PROBLEM_FILES, ids=lambda path: path.stem)
def shipped(request) -> Problem:
    """Each problem that ships with the project."""
    return read_problem(request.param)


@pytest.fixture
def mazur() -> Problem:
    return read_problem(ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml")
