"""Fixtures shared by all tests, and how many random seeds the laws are tried with."""

import gc

import pytest
from support import PROBLEM_FILES, ROOT

from backprop_scalar import Problem, read_problem, train
from backprop_scalar.descent import Epoch


def pytest_addoption(parser):
    parser.addoption(
        "--seeds",
        choices=("few", "all"),
        default="few",
        help="try the laws marked seeds(few, all) with few random seeds (default) or with all",
    )


def pytest_collection_finish():
    # Thousands of tests, which stay to the end, need not be searched for garbage again and again.
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "seeds(few, all): the test's `seed` is each of the first few, or of all"
    )


def pytest_generate_tests(metafunc):
    for marker in metafunc.definition.iter_markers("seeds"):
        few, every = marker.args
        number = every if metafunc.config.getoption("--seeds") == "all" else few
        metafunc.parametrize("seed", range(number))


@pytest.fixture(scope="session", autouse=True)
def uncoloured():
    """No colours in what is tested, pytest's or argparse's, though the environment ask for them."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("FORCE_COLOR", "PYTHON_COLORS", "PY_COLORS"):
            environment.delenv(name, raising=False)
        yield


@pytest.fixture(params=PROBLEM_FILES, ids=lambda path: path.stem)
def shipped(request) -> Problem:
    """Each problem that ships with the project."""
    return read_problem(request.param)


@pytest.fixture(scope="session")
def mazur() -> Problem:
    return read_problem(ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml")


@pytest.fixture(scope="session")
def mazur_epochs(mazur) -> list[Epoch]:
    """10,000 steps of Mazur's network as he takes them, the biases held fixed; the start first."""
    settings = mazur.network, mazur.examples, mazur.cost, mazur.eta
    return list(train(*settings, 10_000, train_biases=False))
