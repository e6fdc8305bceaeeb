"""The commands as a reader runs them."""

import re

import pytest
from support import NOTES, PROBLEM_FILES, ROOT, each_row

from backprop_scalar.cli import build_parser, main

MAZUR = str(ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml")
NUMBER = re.compile(r"(?<![\w.^])-?\d+\.\d+(?:e[-+]\d\d)?")


@pytest.fixture
def run(capsys):
    def call(*arguments):
        try:
            status = main(arguments)
        except SystemExit as stopped:
            status = stopped.code
        return status, *capsys.readouterr()

    return call


PUBLISHED = [
    # Mazur (2015): z, a, the cost, the eight new weights, as he prints them
    *("0.3775", "0.593269992", "1.105905967", "0.75136507", "0.772928465", "0.298371109"),
    *("0.082167041", "0.138498562", "-0.038098236"),
    *("0.35891648", "0.408666186", "0.511301270", "0.561370121"),
    *("0.149780716", "0.19956143", "0.24975114", "0.29950229"),
]


@pytest.mark.parametrize("note", NOTES)
def test_mazur_in_every_notation(run, note):
    status, out, err = run("trace", MAZUR, "--note", note, "--digits", "10")
    assert (status, err) == (0, "")
    values = {float(number) for number in NUMBER.findall(out)}
    for number in PUBLISHED:
        unit = 10.0 ** -len(number.partition(".")[2])
        assert any(abs(value - float(number)) <= unit for value in values), number


def test_the_second_step_starts_where_the_first_one_ended(run):
    _, out, _ = run("trace", MAZUR, "--steps", "2", "--digits", "9")
    first, second = out.split("Step 2\n")
    assert "from 0.298371109 to 0.291027774" in first
    assert "from 0.291027774 to" in second
    cost = second.partition("\nCost\n")[2].partition("Backward pass")[0]
    assert "0.291027774" in cost


def test_the_note_of_the_file_is_the_default(run):
    path = ROOT / "walkthroughs" / "problems" / "full_story_2_3_1.toml"
    _, out, _ = run("trace", str(path))
    assert "f_1^[0]" in out
    _, out, _ = run("trace", str(path), "--note", "step_by_step")
    assert "Z_1^(1,1)" in out


@pytest.mark.parametrize("path", PROBLEM_FILES, ids=lambda path: path.stem)
def test_check_agrees_on_every_shipped_problem(run, path):
    status, out, _ = run("check", str(path))
    assert status == 0
    assert "agree." in out
    errors = [float(line.split()[-1]) for line in out.splitlines() if re.match("∂[^ ]*/∂", line)]
    assert max(errors) < 1e-7


def test_check_knows_the_corner_of_a_relu(run, tmp_path):
    path = tmp_path / "corner.toml"
    path.write_text(
        'cost = "half_squared_error"\neta = 0.1\n[[example]]\nx = [1]\ny = [0]\n'
        '[[layer]]\nactivation = "relu"\nweights = [[1]]\nbiases = [-1]\n'
        '[[layer]]\nactivation = "identity"\nweights = [[1]]\nbiases = [1]\n'
    )
    status, out, _ = run("check", str(path))
    assert status == 1
    assert "corner" in out


def test_notation_has_the_five_notes_side_by_side(run):
    status, out, _ = run("notation")
    assert status == 0
    assert max(map(len, out.splitlines())) <= 100
    (weights,) = [line for line in out.splitlines() if line.startswith("weight, 2 to 1")]
    assert weights.split()[4:] == ["w_12^[1]", "w_1,2^(1)", "w_12^1", "w_1,2^(1)", "W_1^(2,1)"]


BAD_CALLS = [
    ([], "the following arguments are required"),
    (["trac", MAZUR], "invalid choice: 'trac'"),
    (["trace"], "required: FILE"),
    (["trace", MAZUR, "--note", "koo"], "there is no note 'koo'; take one of full_story, anomit"),
    (["trace", MAZUR, "--width", "39"], "'39' is not a whole number from 40 to 1000"),
    (["equation", "koo", "1"], "invalid choice: 'koo'"),
    (["equations", "koo"], "invalid choice: 'koo'"),
    (["worksheet", "chain", "--seed", "-1"], "'-1' is not a whole number from 0 to 1000000000"),
    (["train", MAZUR], "required: --epochs"),
    (["trace", MAZUR, "--steps", "0"], "'0' is not a whole number from 1 to 1000"),
    (["trace", MAZUR, "--steps", "many"], "'many' is not a whole number"),
    (["trace", MAZUR, "--digits", "1"], "'1' is not a whole number from 2 to 15"),
    (["trace", MAZUR, "--digits", "2.5"], "'2.5' is not a whole number"),
    (["trace", MAZUR, "--format", "pdf"], "invalid choice: 'pdf'"),
    (["trace", MAZUR, "--batch-size", "0"], "'0' is not a whole number from 1 to 1000000"),
    (["trace", MAZUR, "--batch-size", "2"], "a batch of 2 is more than the 1 example of the file"),
    (["check", MAZUR, "--changes"], "unrecognized arguments: --changes"),
    (["trace", MAZUR, "extra"], "unrecognized arguments: extra"),
    (["trace", "no/such.toml"], "no/such.toml: cannot be read: No such file"),
    (["check", "no/such.toml"], "no/such.toml: cannot be read"),
    (["check", MAZUR, "--note", "my.toml"], "backprop_scalar: error: my.toml: cannot be read"),
    (["trace", MAZUR, "--note", "my.toml"], "backprop_scalar: error: my.toml: cannot be read"),
]


@each_row(BAD_CALLS)
def test_a_bad_call_is_one_line(arguments, message, run):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


BAD_FILES = [
    ("x = [1e250]", "trace", "the cost is too large for a float; take smaller inputs"),
    ("x = [1e250]", "check", "the cost or a gradient is too large for a float"),
    ("x = [1e160]", "check", "the cost or a gradient is too large for a float"),
    ("x = [nan]", "trace", "example 1: x_1 is nan"),
    ("x = ['a']", "check", "example 1: x_1 is 'a', not a number"),
    (
        "x = [1, 2]",
        "trace",
        "x has 2 numbers, but the network has 1 input (each row of weights in layer 1",
    ),
]


@pytest.mark.parametrize(("x", "command", "message"), BAD_FILES)
def test_a_bad_file_is_one_line_and_nothing_before_it(run, tmp_path, x, command, message):
    path = tmp_path / "bad.toml"
    path.write_text(
        f'cost = "squared_error"\neta = 0.1\n[[example]]\n{x}\ny = [0]\n'
        '[[layer]]\nactivation = "identity"\nweights = [[1e-6]]\nbiases = [0]\n'
    )
    status, out, err = run(command, str(path))
    assert (status, out) == (2, "")
    assert err == f"backprop_scalar: error: {path}: {err.partition(f'{path}: ')[2]}"
    assert message in err
    assert err.count("\n") == 1


def test_steps_that_diverge_stop_with_the_step(run, tmp_path):
    path = tmp_path / "diverging.toml"
    path.write_text(
        'cost = "squared_error"\neta = 1e10\n[[example]]\nx = [1e10]\ny = [0]\n'
        '[[layer]]\nactivation = "identity"\nweights = [[1]]\nbiases = [0]\n'
    )
    status, out, err = run("trace", str(path), "--steps", "20")
    assert (status, out) == (2, "")
    assert re.search(r"step \d+: .* too large for a float; take .* learning rate eta", err)


# Commands that print a page, and something that stands on it.
COMMANDS = [
    (["trace", MAZUR], "Backward pass"),
    (["check", MAZUR], "finite difference"),
    (["train", MAZUR, "--epochs", "2"], "2 epochs over 1 example"),
    (["pytorch", MAZUR], "nn.Linear(2, 2), nn.Sigmoid()"),
    (["unroll", MAZUR], "dC_dw_11_1 = a_1_0*delta_1_1  # BP4"),
    (["picture", MAZUR], "layer 1"),
    (["notation"], "weighted input"),
    (["equation", "ko", "bp2"], "BP2"),
    (["equations", "ko"], "BP2"),
    (["worksheet"], "two_inputs"),
    (["worksheet", "two_inputs", "--key"], "sigma"),
]


@pytest.mark.parametrize(("arguments", "part"), COMMANDS)
def test_every_command_prints_a_page_in_ascii(run, arguments, part):
    status, out, err = run(*arguments, "--ascii")
    assert (status, err) == (0, "")
    assert out.isascii()
    assert part in out


def test_every_command_is_tried_here():
    (commands,) = [action.choices for action in build_parser()._actions if action.dest == "command"]
    assert {*commands} == {arguments[0] for arguments, _ in COMMANDS} | {"mark", "practice"}


@pytest.mark.parametrize(("arguments", "part"), COMMANDS)
def test_help_says_what_a_command_does(run, arguments, part):
    status, out, err = run(arguments[0], "--help")
    assert (status, err) == (0, "")
    assert f"usage: backprop_scalar {arguments[0]}" in out
