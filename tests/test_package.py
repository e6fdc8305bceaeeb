"""What importing the package needs and does."""

import importlib
import sys

import pytest
from support import ROOT

ARITHMETIC = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for folder in ("backprop_scalar", "backprop_scalar/topics")
    for path in (ROOT / folder).glob("*.py")
    if path.stem not in ("__main__", "cli", "walkthrough")
)


@pytest.fixture
def without_tabulate(monkeypatch):
    """The package is not imported yet, and there is no tabulate."""
    loaded = [name for name in sys.modules if name.partition(".")[0] == "backprop_scalar"]
    for name in {*loaded, *ARITHMETIC}:
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "tabulate", None)  # import tabulate: ModuleNotFoundError


def test_the_arithmetic_needs_no_tabulate(without_tabulate, capsys):
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("tabulate")
    package = importlib.import_module("backprop_scalar")
    for name in ARITHMETIC:
        importlib.import_module(name)
    network = package.Network([package.Layer([[2.0]], [0.0], "identity")])
    gradients = package.backprop(network, [3.0], [1.0], "squared_error")
    assert gradients.dw == [[], [[30.0]]]
    assert capsys.readouterr() == ("", "")
