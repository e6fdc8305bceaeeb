"""What README shows is what the program prints, and CI runs its test command."""

import contextlib
import io
import re
from pathlib import Path

import pytest
from support import NOTES, ROOT

from backprop_scalar import backprop, descend
from backprop_scalar.cli import main

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def blocks(language):
    return [text for name, text in BLOCKS if name == language]


def printed(*arguments):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(arguments) == 0
    return out.getvalue()


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.toml"
    _, text = blocks("toml")
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_tables_are_printed_by_the_program(mine):
    first, *_ = blocks("")
    mazur = str(ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml")
    assert first in printed("trace", mazur)
    (ending,) = re.findall("“(This step .*?)”", README)
    assert printed("trace", mine).endswith(f"{ending}\n")


def test_the_letters_of_ones_own_are_used(tmp_path):
    letters, _ = blocks("toml")
    (tmp_path / "my_letters.toml").write_text(letters, encoding="utf-8")
    mazur = str(ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml")
    out = printed("trace", mazur, "--note", str(tmp_path / "my_letters.toml"))
    assert "the letters of Lecture 4" in " ".join(out.split())
    assert re.search(r"^d_1\^\(2\) .* \(4\.7\)$", out, re.MULTILINE)


def test_the_python_lines_run_and_print_what_they_say(capsys):
    code, _ = blocks("python")
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "[0.7513650695523157]"
    assert f"# {lines[0]}" in code
    assert len(code.strip().splitlines()) <= 10


def test_the_traced_step_is_there_as_data(mine, monkeypatch, capsys):
    _, code = blocks("python")
    monkeypatch.chdir(Path(mine).parent)
    names = {}
    exec(compile(code, "README.md", "exec"), names)  # noqa: S102
    out = capsys.readouterr().out
    assert "∂ℒ/∂a_1^(2) = a_1^(2) − y_1^* = 0.751365 − 0.01 = 0.741365" in out
    problem, other = names["problem"], names["other"]
    assert problem.network.w[1][0] == [0.15, 0.20]
    assert other.w[1][0] == [0.15, 0.25]
    ((x, y),) = problem.examples
    moved = descend(other, backprop(other, x, y, problem.cost), problem.eta)
    assert str(moved.w[1]) in out
    assert names["last"].number == 100
    assert out.splitlines()[-1].startswith(f"{names['last'].cost} [0.0")


def test_the_worksheet_is_marked_as_it_says(tmp_path):
    """Its two commands, with its answers typed in between."""
    sheet = printed("worksheet", "two_inputs", "--seed", "1")
    (answers,) = blocks("py")
    for line in answers.splitlines():
        key = line.partition('":')[0]
        assert f'{key}": ...,' in sheet
        sheet = sheet.replace(f'{key}": ...,', line)
    path = tmp_path / "my_sheet.py"
    path.write_text(sheet, encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(["mark", str(path)]) == 1
    *_, marked = blocks("")
    assert marked in out.getvalue()
    solution = printed("worksheet", "two_inputs", "--seed", "1", "--key")
    for text in ("-1.640", "0.1625", "0.5440", "-1.475", "0.1361", "-0.2007"):
        assert text in solution


def test_set_up_is_two_commands_and_ci_runs_the_second():
    set_up = README.partition("## Set-up")[2].partition("\n## ")[0]
    commands = re.findall(r"^```sh\n(.*?)\n```", set_up, re.DOTALL | re.MULTILINE)
    assert len(commands) == 2
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert commands[1] in ci.splitlines()


def test_every_note_is_named_and_every_file_it_names_is_there():
    for note in NOTES:
        assert f"`{note}`" in README
    for path in re.findall(r"\b(?:walkthroughs|backprop_scalar)/[\w/.]+", README):
        assert (ROOT / path).exists(), path


def test_every_walkthrough_is_in_the_list():
    notes = re.findall(r"^- `(\w+)/`: (.*?)[;.]$(?=\n[-\n])", README, re.DOTALL | re.MULTILINE)
    listed = {f"{note}/{name}" for note, text in notes for name in re.findall(r"`(\w+\.py)`", text)}
    scripts = (ROOT / "walkthroughs").glob("*/*.py")
    assert listed == {f"{path.parent.name}/{path.name}" for path in scripts}
