"""What only a process of its own shows: three programs, started once each."""

import os
import subprocess
import sys

import pytest
from support import ROOT

MAZUR = "walkthroughs/problems/mazur_2_2_2.toml"


@pytest.fixture
def start():
    """Start Python on the project, its streams in ASCII; skip where there can be no processes."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])

    def begin(*arguments):
        try:
            return subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "ascii"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            pytest.skip(f"no process can be started here: {error}")

    return begin


def test_where_no_process_can_be_started_a_test_says_so_and_is_skipped(start, monkeypatch):
    def refuse(*arguments, **options):
        raise OSError("no processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(pytest.skip.Exception, match="no process can be started here: no processes"):
        start("-c", "")


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
    with start("-m", "backprop_scalar", "trace", MAZUR, "--steps", "14") as program:
        assert program.stdout.readline().startswith(b"Mazur")
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0
