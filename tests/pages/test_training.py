"""The table of the falling cost."""

from pathlib import Path

import pytest
from support import ROOT, each_row

from backprop_scalar import Problem, read_problem, train
from backprop_scalar.cli import main
from backprop_scalar.pages.page import Page
from backprop_scalar.pages.training import chosen_epochs, falling_cost, train_page

CHOSEN = [(1, [0, 1]), (2, [0, 1, 2]), (7, [0, 1, 2, 5, 7]), (100, [0, 1, 2, 5, 10, 20, 50, 100])]


@each_row(CHOSEN)
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


def test_there_are_no_bars_where_a_curve_is_drawn(capsys):
    path = ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml"
    for form, has_bars in (("plain", True), ("github", True), ("html", False)):
        assert main(["train", str(path), "--epochs", "5", "--format", form]) == 0
        out = " ".join(capsys.readouterr().out.split())
        assert ("#" * 40 in out, "the bars show it" in out) == (has_bars, has_bars)
        assert "when the epoch ends" in out


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


ABOUT = [
    (
        {},
        "learning rate 0.1. The cost is the mean of the half squared error over all examples when",
    ),
    (
        {"batch": "sum", "l2": 0.5},
        "the sum of the half squared error over all examples, with the p",
    ),
    ({"momentum": 0.9}, "with the learning rate 0.1 and the momentum 0.9. The cost"),
]


@pytest.mark.parametrize(("options", "words"), ABOUT)
def test_the_cost_of_the_table_is_said_in_words(mazur, options, words):
    page = Page()
    settings = mazur.network, mazur.examples, mazur.cost, 0.1
    train_page(page, Problem(*settings, **options), 1, 1, None, 6)
    assert words in " ".join(str(page).split())


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
    assert "eta = 0.11 is too large" in " ".join(capsys.readouterr().out.split())
    assert main(["train", linear(0.01), "--epochs", "3"]) == 0
    assert "too large" not in capsys.readouterr().out


@pytest.mark.parametrize(("eta", "stands"), [(1e-5, False), (1e-6, True)])
def test_a_standstill_is_judged_by_the_last_tenth(linear, capsys, eta, stands):
    """An epoch takes C times (1 - 20η)²: in ten it falls by 0.4 % or by 0.04 %."""
    assert main(["train", linear(eta), "--epochs", "100"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert ("since epoch 90 it has fallen by less than 0.1%" in said) is stands


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


def test_parameters_and_outputs_at_the_end(linear, capsys):
    """C = (3w + b)²: one step of 0.01 takes (1, 0) to (1 - 0.01·2·3·3, -0.01·2·3)."""
    assert main(["train", linear(0.01), "--epochs", "1"]) == 0
    out = capsys.readouterr().out
    assert ["w_11^1", "1", "0.820000"] in [line.split() for line in out.splitlines()]
    assert ["b_1^1", "0", "-0.0600000"] in [line.split() for line in out.splitlines()]
    assert ["1", "a_1^1", "0", "2.40000"] in [line.split() for line in out.splitlines()]
    assert main(["train", linear(0.01), "--epochs", "1", "--note", "thill"]) == 0
    assert "w_1,1^(1)" in capsys.readouterr().out


def test_only_the_first_examples_and_no_thousands_of_parameters(tmp_path, capsys):
    path = tmp_path / "many.toml"
    examples = "".join(f"[[example]]\nx = [{i}]\ny = [0]\n" for i in range(25))
    layer = '[[layer]]\nactivation = "tanh"\nwidth = 100\ninitialization = "uniform"\nseed = 1\n'
    last = '[[layer]]\nactivation = "identity"\nwidth = 1\ninitialization = "uniform"\nseed = 1\n'
    path.write_text(f'cost = "squared_error"\neta = 1e-6\n{examples}{layer}{last}')
    assert main(["train", str(path), "--epochs", "1"]) == 0
    out = capsys.readouterr().out
    assert "first 20 of 25 examples" in out
    assert "a_1^x20,2" in out
    assert "a_1^x21,2" not in out
    assert "301 parameters" in out


def test_training_stops_below_a_cost(linear, capsys):
    """C = 9 (1 - 0.2)^(2t), for (w, b) moves along (3, 1): below 1 after 5 epochs, not after 4."""
    assert main(["train", linear(0.01), "--epochs", "50", "--stop-below", "1"]) == 0
    out = capsys.readouterr().out
    assert "stopped after epoch 5: the cost is below 1" in out
    assert f"{9 * 0.8**10:.6f}" in out


def test_what_is_saved_goes_on_from_there(linear, tmp_path, capsys):
    saved = tmp_path / "trained.toml"
    assert main(["train", linear(0.01), "--epochs", "2", "--save", str(saved)]) == 0
    capsys.readouterr()
    assert main(["train", str(saved), "--epochs", "1"]) == 0
    again = capsys.readouterr().out
    assert main(["train", linear(0.01), "--epochs", "3"]) == 0
    three = capsys.readouterr().out
    assert again.splitlines()[-1].split()[-1] == three.splitlines()[-1].split()[-1]
    assert main(["train", linear(0.01), "--epochs", "1", "--save", str(saved)]) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize("momentum", [0, 0.5])
def test_velocities_are_not_saved(linear, tmp_path, capsys, momentum):
    path, saved = Path(linear(0.01)), tmp_path / "trained.toml"
    path.write_text(f"momentum = {momentum}\n{path.read_text()}")
    assert main(["train", str(path), "--epochs", "2", "--save", str(saved)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert ("From there the momentum starts at 0 again." in said) == bool(momentum)


def test_a_parameter_that_is_held_fixed_is_shown_as_it_was_typed(capsys, tmp_path):
    path = tmp_path / "fixed.toml"
    path.write_text(
        'cost = "squared_error"\neta = 0.1\ntrain_biases = false\n[[example]]\nx = [1]\ny = [0]\n'
        '[[layer]]\nactivation = "identity"\nweights = [[1]]\nbiases = [0.25]\n'
    )
    assert main(["train", str(path), "--epochs", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split() == ["b_1^1", "0.25", "0.25"]
