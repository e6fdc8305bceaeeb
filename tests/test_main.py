"""Importing the package, and starting it with `python -m backprop_scalar`."""

import importlib
import sys

import pytest

import backprop_scalar
from backprop_scalar import __main__ as program


@pytest.fixture
def fresh(monkeypatch):
    """Import a module of the package anew; the modules are afterwards those from before."""
    before = {name: module for name, module in sys.modules.items() if is_of_page(name)}
    for name in before:
        del sys.modules[name]
    yield importlib.import_module
    for name in [name for name in sys.modules if is_of_page(name)]:
        del sys.modules[name]
    sys.modules.update(before)


def is_of_page(name):
    return name.partition(".")[0] in ("backprop_scalar", "tabulate")


def test_importing_prints_nothing_and_needs_no_tabulate(fresh, capsys):
    fresh("backprop_scalar")
    assert "backprop_scalar.backprop" in sys.modules
    assert "tabulate" not in sys.modules
    package = fresh("backprop_scalar.cli")
    assert package is not None
    assert callable(sys.modules["backprop_scalar"].trace)
    assert "tabulate" in sys.modules
    fresh("backprop_scalar.walkthrough")
    assert capsys.readouterr() == ("", "")


def test_the_program_says_what_to_do_without_tabulate(fresh, monkeypatch):
    monkeypatch.setitem(sys.modules, "tabulate", None)
    with pytest.raises(SystemExit) as stopped:
        fresh("backprop_scalar.__main__").run()
    message = "backprop_scalar: error: tabulate is missing; do the set-up in README.md first"
    assert stopped.value.code == message


def test_another_missing_module_is_not_taken_for_tabulate(monkeypatch):
    def fail():
        raise ModuleNotFoundError("no other", name="other")

    monkeypatch.setattr("backprop_scalar.cli.main", fail)
    with pytest.raises(ModuleNotFoundError, match="no other"):
        program.run()


def test_the_status_of_the_command_is_that_of_the_program(monkeypatch):
    monkeypatch.setattr("backprop_scalar.cli.main", lambda: 7)
    assert program.run() == 7

    def stop():
        raise KeyboardInterrupt

    monkeypatch.setattr("backprop_scalar.cli.main", stop)
    assert program.run() == 130


def test_what_the_package_gives():
    for name in backprop_scalar.__all__:
        assert getattr(backprop_scalar, name).__doc__, name
