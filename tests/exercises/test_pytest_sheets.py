"""pytest on worksheets, run as a reader runs it."""

import importlib.metadata
import io
import re
import sys

import pytest
from sheets import ANSWER, HOSTILE, REFUSED, UNREAD
from solving import from_written, rounded, sheet_of
from support import ROOT

NAME = "two_inputs"
SHEET = ROOT / "tests" / "exercises" / f"worksheet_03_{NAME}.py"
PLUGIN = "backprop_scalar.exercises.pytest_sheets"
pytest_plugins = ["pytester"]


def options_of(*options):
    """The plugin is named where the project is not installed."""
    known = importlib.metadata.entry_points(group="pytest11")
    plugin = [] if any(entry.value == PLUGIN for entry in known) else ["-p", PLUGIN]
    return [*plugin, "-p", "no:cacheprovider", *options]


@pytest.fixture
def run(pytester, monkeypatch):
    """What pytest prints of a file or folder, options before it, and its exit status.

    as_named: False where it is run beside the file, which is not named.
    """

    def call(path, *options, encoding="utf-8", as_named=True):
        monkeypatch.chdir(path.parent)
        terminal = io.TextIOWrapper(io.BytesIO(), encoding)
        monkeypatch.setattr(sys, "__stdout__", terminal)
        named = [str(path)] if as_named else []
        done = pytester.runpytest_inprocess(*options_of(*options), *named)
        out = "\n".join([*done.outlines, *done.errlines])
        assert "Traceback" not in out
        return out, done.ret

    return call


@pytest.fixture
def filled(tmp_path):
    """A copy of the sheet in a folder of its own, solved but for some lines."""

    def call(**changed):
        sheet, text = sheet_of(NAME, 0), SHEET.read_text(encoding="utf-8")
        for q, value in from_written(sheet, rounded).items():
            key = sheet.keys[q]
            text = text.replace(f'"{key}": ...,', f'"{key}": {changed.get(key, value)},')
        path = tmp_path / "my_sheet.py"
        path.write_text(text, encoding="utf-8")
        return path

    return call


def test_the_solution_passes_a_test_for_each_quantity(run, filled):
    out, status = run(filled())
    assert status == 0
    assert "12 passed" in out
    assert "Score: 12 of 12 lines (12 right)." in out


def test_a_blank_sheet_in_the_tests_is_skipped_throughout(run):
    out, status = run(SHEET)
    assert status == 0
    assert "12 skipped" in out


def test_a_slip_fails_with_its_hint_and_what_follows_is_consistent(run, filled):
    path = filled(**{"∂L/∂a_1^(1)": "0.917", "δ_1^(1)": "0.2261", "L": "..."})
    out, status = run(path, "-v")
    assert status == 1
    assert re.search(r"::∂L/∂a_1\^\(1\) FAILED", out)
    assert re.search(r"::δ_1\^\(1\) CONSISTENT", out)
    assert re.search(r"::L SKIPPED \(not answered\)", out)
    assert (
        "wrong: Target minus output. If an output is too large, does the cost rise or fall" in out
    )
    assert "δ_1^(1): Follows from your ∂L/∂a_1^(1)." in out
    assert "-0.917" not in out


def test_an_ascii_terminal_gets_ascii(run, filled):
    out, _ = run(filled(**{"δ_1^(1)": "0.3"}), encoding="ascii")
    assert "delta_1^(1)" in out
    assert out.isascii()


def test_broken_lines_and_unknown_keys_fail_by_themselves(run, filled):
    path = filled(L="0.3 +")
    text = path.read_text(encoding="utf-8").replace('"z_1^(1)"', '"z_1^1"')
    path.write_text(text, encoding="utf-8")
    out, status = run(path)
    assert status == 1
    assert "2 failed, 10 passed, 1 skipped" in out
    assert re.search(r'Line \d+: a number is missing after "\+"\.', out)
    assert "The sheet does not ask for this. Is it z_1^(1)?" in out


def test_a_sheet_that_cannot_be_marked_is_one_failure(run, filled):
    path = filled()
    path.write_text(path.read_text(encoding="utf-8").replace("SEED = 0", "SEED = 1"))
    out, status = run(path)
    assert status == 1
    assert "1 failed" in out
    assert "GIVEN: " in out


def test_hostile_sheets_are_neither_imported_nor_run(run, tmp_path, pytestconfig):
    """In a plain run every ninth."""
    every = 1 if pytestconfig.getoption("--seeds") == "all" else 9
    sheets = list(HOSTILE.values())[::every]
    assert {outcome for _, outcome, _ in sheets} == {REFUSED, ANSWER, UNREAD}
    canary = tmp_path / "canary"
    paths = [tmp_path / f"sheet_{number}.py" for number in range(len(sheets))]
    for path, (text, _, _) in zip(paths, sheets):
        if isinstance(text, str):
            text = text.replace("CANARY", repr(str(canary))).encode()
        path.write_bytes(text)
    out, status = run(paths[0], "-rA", *map(str, paths[1:]))
    assert status == 1
    assert not canary.exists()
    for path, (_, outcome, _) in zip(paths, sheets):
        passed = len(re.findall(rf"(?m)^PASSED {path.name}::", out))
        failed = len(re.findall(rf"(?m)^FAILED {path.name}::", out))
        assert passed in {REFUSED: [0], ANSWER: [11], UNREAD: [12]}[outcome], path.name
        assert failed == {REFUSED: 1, ANSWER: 1, UNREAD: 0}[outcome], path.name
    assert "Not read: line" in out


def test_a_folder_that_is_named_is_marked_and_a_plain_run_leaves_sheets_alone(run, filled):
    path = filled()
    (path.parent / "more").mkdir()
    path.rename(path.parent / "more" / "other.py")
    path = filled(L="...")
    (path.parent / "helper.py").write_text("raise SystemExit\n", encoding="utf-8")
    out, status = run(path.parent)
    assert status == 0
    assert "23 passed, 1 skipped" in out
    out, status = run(path, as_named=False)
    assert status == 5
    assert "collected 0 items" in out
    out, _ = run(SHEET.parent, "--collect-only", "-q", "--ignore-glob=*/test_[!e]*")
    assert "worksheet_0" not in out
    assert "test_edges.py" in out


def test_other_files_are_tested_as_ever(run, tmp_path):
    path = tmp_path / "test_other.py"
    path.write_text("def test_it():\n    assert True\n", encoding="utf-8")
    out, status = run(path)
    assert status == 0
    assert "1 passed" in out
