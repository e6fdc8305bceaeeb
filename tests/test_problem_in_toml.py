"""A problem written as TOML is read as the same problem."""

import pytest
from support import EVERY_KEY, each_row, random_problem

from backprop_scalar import Problem
from backprop_scalar.problem import OPTIONAL, parse_problem, toml_of


def test_every_key_there_is_stands_in_the_file_that_the_pages_are_tried_with():
    text = EVERY_KEY.read_text(encoding="utf-8")
    problem = parse_problem(text, "")
    keys = {line.partition(" = ")[0] for line in text.splitlines() if " = " in line}
    assert keys | {"decimals"} >= {*OPTIONAL, "cost", "eta", "x", "y", "slope", "biases"}
    assert parse_problem(toml_of(problem), "") == problem


@pytest.mark.seeds(10, 300)
def test_a_problem_written_as_toml_is_read_as_the_same(seed):
    problem = random_problem(seed, extras=True)
    assert parse_problem(toml_of(problem), "") == problem


@each_row(["", 'a "quoted" \\ title', "Übung 3: δ, 𝛿", "''"])
def test_words_and_settings_are_written_as_toml_too(title, shipped):
    settings = {"eta": 1e-300, "note": "thill", "title": title, "train_biases": False}
    problem = Problem(shipped.network, shipped.examples, shipped.cost, **settings)
    assert parse_problem(toml_of(problem), "") == problem
