"""The table of the falling cost."""

import pytest
from support import ROOT

from backprop_scalar import read_problem, train
from backprop_scalar.cli import main
from backprop_scalar.pages.page import Page
from backprop_scalar.pages.training import chosen_epochs, falling_cost

CHOSEN = [(1, [0, 1]), (2, [0, 1, 2]), (7, [0, 1, 2, 5, 7]), (100, [0, 1, 2, 5, 10, 20, 50, 100])]


@pytest.mark.parametrize(("epochs", "chosen"), CHOSEN)
def test_chosen_epochs(epochs, chosen):
    assert chosen_epochs(epochs) == chosen


def test_bars_are_as_long_as_the_cost(mazur):
    epochs = list(train(mazur.network, mazur.examples, mazur.cost, mazur.eta, 50))
    page = Page()
    falling_cost(page, epochs, 6)
    rows = [line.split() for line in str(page).splitlines()[2:]]
    assert [int(row[0]) for row in rows] == list(range(51))
    for row, epoch in zip(rows, epochs):
        assert float(row[1]) == pytest.approx(epoch.cost, rel=1e-5)
        assert len("".join(row[2:])) == round(40 * epoch.cost / epochs[0].cost)


def test_the_command(capsys):
    path = ROOT / "walkthroughs" / "problems" / "step_by_step_2_3_1.toml"
    arguments = ["train", str(path), "--epochs", "20", "--batch-size", "2", "--seed", "5"]
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "20 epochs over 3 examples, shuffled by the seed 5, 2 to a step" in " ".join(out.split())
    problem = read_problem(path)
    *_, last = train(
        problem.network, problem.examples, problem.cost, problem.eta, 20, batch_size=2, seed=5
    )
    assert f"{last.cost:#.6g}" in out
    assert main(arguments) == 0
    assert capsys.readouterr().out == out


def test_a_step_size_that_is_too_large(capsys, tmp_path):
    path = tmp_path / "wild.toml"
    path.write_text(
        'cost = "squared_error"\neta = 50\n[[example]]\nx = [3]\ny = [0]\n'
        '[[layer]]\nactivation = "identity"\nweights = [[1]]\nbiases = [0]\n'
    )
    assert main(["train", str(path), "--epochs", "1000"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"backprop_scalar: error: {path}: epoch ")
    assert "step size eta is too large" in err


@pytest.fixture
def linear(tmp_path):
    def write(eta):
        path = tmp_path / "linear.toml"
        path.write_text(
            f'cost = "squared_error"\neta = {eta}\n[[example]]\nx = [3]\ny = [0]\n'
            '[[layer]]\nactivation = "identity"\nweights = [[1]]\nbiases = [0]\n'
        )
        return str(path)

    return write


def test_a_cost_that_rises_is_remarked(linear, capsys):
    assert main(["train", linear(0.11), "--epochs", "3"]) == 0
    assert "higher than at the start" in " ".join(capsys.readouterr().out.split())
    assert main(["train", linear(0.01), "--epochs", "3"]) == 0
    assert "higher than at the start" not in " ".join(capsys.readouterr().out.split())


WRONG = [
    (["--batch-size", "2"], "a batch of 2 is more than the 1 example of the file"),
    (["--seed", "abc"], "'abc' is not a whole number"),
    (["--epochs", "0"], "'0' is not a whole number"),
]


@pytest.mark.parametrize(("options", "message"), WRONG)
def test_wrong_settings_are_one_line(linear, capsys, options, message):
    try:
        status = main(["train", linear(0.1), "--epochs", "3", *options])
    except SystemExit as stopped:
        status = stopped.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1
