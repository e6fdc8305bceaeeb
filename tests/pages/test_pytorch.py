"""The script for PyTorch, run with PyTorch where it is there, else with a stand-in for it."""

import contextlib
import importlib.util
import io
import re

import pytest
import stand_in_torch
from support import PAIRS, PROBLEM_FILES, random_problem

from backprop_scalar import ACTIVATIONS, COSTS, read_problem
from backprop_scalar.pages.page import Page
from backprop_scalar.pages.pytorch import LOSSES, MODULES, pytorch_page


@pytest.fixture(autouse=True)
def torch(monkeypatch):
    if not importlib.util.find_spec("torch"):
        stand_in_torch.install(monkeypatch)


def script_of(problem, note="ko"):
    page = Page()
    pytorch_page(page, problem, note)
    return str(page)


def said_by(script):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(script, "script", "exec"), {})  # noqa: S102 - printed by the project
    return out.getvalue().splitlines()


def check_agreement(problem, note="ko"):
    said = said_by(script_of(problem, note))
    assert float(re.search(r"is (\S+)\.$", said[-1])[1]) < 1e-12
    parameters = len(list(problem.network.places()))
    trained = sum(k is not None or problem.train_biases for _, _, k in problem.network.places())
    assert len(said) == 2 + parameters + trained
    return said


def test_every_activation_and_cost_has_its_name_in_pytorch():
    assert MODULES.keys() == ACTIVATIONS.keys()
    assert LOSSES.keys() == COSTS.keys()


@pytest.mark.parametrize("path", PROBLEM_FILES, ids=lambda path: path.stem)
def test_a_shipped_problem_agrees(path):
    check_agreement(read_problem(path))


@pytest.mark.seeds(len(PAIRS), 200)
def test_any_problem_agrees(seed):
    check_agreement(random_problem(seed, extras=True))


def test_names_are_those_of_the_note(mazur):
    said = check_agreement(mazur, "thill")
    assert said[1].startswith("dL/dw_1,1^(1) ")
    assert said[9].startswith("dL/dw_2,1^(2) ")  # weights of layer 2 come after biases of layer 1


def test_a_wrong_number_is_seen(mazur):
    script = script_of(mazur)
    wrong = re.sub(r'(\("dC/db_1\^1", )', r"\g<1>1e-6 + ", script)
    assert wrong != script
    assert said_by(wrong)[-1] == "The largest difference is 1.0e-06."
    undefined = re.sub(r'(\("dC/db_1\^1", )', r'\g<1>float("nan") + ', script)
    assert said_by(undefined)[-1] == "The largest difference is inf."
