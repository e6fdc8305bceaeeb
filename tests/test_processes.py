"""What only a process of its own shows: four programs, started once each."""

import subprocess

import pytest

MAZUR = "walkthroughs/problems/mazur_2_2_2.toml"


def test_where_no_process_can_be_started_a_test_says_so_and_is_skipped(start, monkeypatch):
    def refuse(*arguments, **options):
        raise OSError("no processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(pytest.skip.Exception, match="no process can be started here: no processes"):
        start("-c", "")


def test_the_program_in_ascii(start):
    out, err = start("-m", "backprop_scalar", "trace", MAZUR).communicate()
    assert err == b""
    assert out.isascii()
    assert b"?" not in out
    assert b"dC/da_1^2*sigma'(z_1^2)" in out
    assert b"This step took the cost from 0.298371 to 0.291028." in out


def test_a_walkthrough_on_its_own(start):
    program = start("walkthroughs/full_story/training_step.py", "--digits", "9")
    out, err = program.communicate()
    assert (program.returncode, err) == (0, b"")
    assert out.startswith(b"The Full Story")


def test_a_walkthrough_without_the_set_up_says_what_to_do(start):
    program = start("-I", "-S", "walkthroughs/ko/bp1.py")
    out, err = program.communicate()
    assert (program.returncode, out) == (1, b"")
    assert err.startswith(b"backprop_scalar is missing: do the set-up in README.md")
    assert err.count(b"\n") == 1


def test_a_reader_that_stops_early_gets_no_traceback(start):
    with start("-m", "backprop_scalar", "trace", MAZUR, "--steps", "20") as program:
        assert program.stdout.readline().startswith(b"Mazur")
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0
