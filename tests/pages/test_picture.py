"""The command picture."""

import pytest
from support import ROOT

from backprop_scalar.cli import main

from .drawings import read, shown, text_of

MAZUR = ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml"


def printed(capsys, *arguments):
    assert main(["picture", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_the_picture_of_mazurs_network_is_what_the_command_prints(capsys):
    kept = MAZUR.with_suffix(".svg").read_text(encoding="utf-8")
    assert printed(capsys, str(MAZUR), "--digits", "4") == kept


def test_the_command_draws_a_file_of_its_own(capsys):
    batch = str(MAZUR.with_name("full_story_batch.toml"))
    out = printed(capsys, batch, "--example", "2", "--note", "thill", "--digits", "3")
    root = read(out)
    assert root.tag == "svg"
    assert "light-dark" in root.find("style").text
    assert shown(root)["a-0-0--1"] == "0.2"
    assert "Z1,2(1)" in text_of(root)
    plain = printed(capsys, batch, "--ascii")
    assert plain.isascii()
    assert text_of(read(plain)) == text_of(read(printed(capsys, batch)))


def test_the_largest_networks_are_refused(monkeypatch, capsys):
    monkeypatch.setattr("backprop_scalar.pages.picture.MOST_WEIGHTS", 7)
    assert main(["picture", str(MAZUR)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("the network has 8 weights; at most 7 are drawn\n")


WRONG = [
    (["--example", "2"], "mazur_2_2_2.toml: there is no example 2; take --example 1 to 1"),
    (["--example", "0"], "'0' is not a whole number from 1"),
    (["--note", "koo"], "there is no note 'koo'"),
    (["--format", "html"], "invalid choice: 'html'"),
]


@pytest.mark.parametrize(("options", "message"), WRONG)
def test_wrong_options_are_one_line(capsys, options, message):
    try:
        status = main(["picture", str(MAZUR), *options])
    except SystemExit as stopped:
        status = stopped.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1
