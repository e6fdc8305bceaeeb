"""The rooms of the package: which module may import which, and how long functions and files are."""

import ast
import functools
from graphlib import CycleError, TopologicalSorter

import pytest
from support import ROOT, each_row

PACKAGE = ROOT / "backprop_scalar"
SOURCES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
# A room imports from those before it and from itself only.
ORDER = ["arithmetic", "notes", "tracing", "pages", "exercises"]
# What each room may import, the arithmetic being the modules of the top folder.
MAY_IMPORT = {room: {*ORDER[: at + 1]} for at, room in enumerate(ORDER)} | {
    "topics": {"arithmetic", "topics"},
    "walkthrough": {"arithmetic", "notes", "tracing", "pages"},
    "cli": {*ORDER},
    "__init__": {"arithmetic", "tracing", "pages"},
    "__main__": {"cli"},
}
ON_THEIR_OWN = {"walkthrough", "cli", "__init__", "__main__"}


def room_of(module: str) -> str:
    first, *rest = module.split(".")
    return first if rest or first in ON_THEIR_OWN else "arithmetic"


def imports_of(module: str, source: str, modules: set[str]) -> set[str]:
    """The modules of the package that a module imports anywhere, inside functions too."""
    found = set()
    for node in nodes_of(source):
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
            found |= {name.partition(".")[2] for name in named if is_own(name)}
        elif isinstance(node, ast.ImportFrom) and (node.level or is_own(node.module)):
            above = module.split(".")[: -node.level] if node.level else []
            name = node.module if node.level else node.module.partition(".")[2]
            base = [*above, *(name.split(".") if name else [])]
            for alias in node.names:
                # `from . import equations` is of a module, `from .network import Layer` in one.
                whole = ".".join([*base, alias.name])
                found.add(whole if whole in modules else ".".join(base) or "__init__")
    return {name if name in modules else f"{name}.__init__".lstrip(".") for name in found}


def is_own(name: str) -> bool:
    return name.partition(".")[0] == "backprop_scalar"


@functools.cache
def nodes_of(source: str) -> list[ast.AST]:
    return [*ast.walk(ast.parse(source))]


def graph_of(sources: dict[str, str]) -> dict[str, set[str]]:
    return {name: imports_of(name, source, {*sources}) for name, source in sources.items()}


def wrong_imports(sources: dict[str, str]) -> list[str]:
    return [
        f"{module} imports {imported}"
        for module, others in graph_of(sources).items()
        for imported in sorted(others)
        if room_of(imported) not in MAY_IMPORT[room_of(module)]
    ]


def circle(sources: dict[str, str]) -> list[str]:
    """Modules that import each other in a circle, the first one again at the end."""
    try:
        TopologicalSorter(graph_of(sources)).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def long_functions(sources: dict[str, str], most: int = 45) -> list[str]:
    return [
        f"{module}.{node.name} has {node.end_lineno - node.lineno + 1} lines"
        for module, source in sources.items()
        for node in nodes_of(source)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno - node.lineno + 1 > most
    ]


def long_files(sources: dict[str, str], most: int = 400) -> list[str]:
    return [
        f"{module} has {count} lines"
        for module, source in sources.items()
        if (count := len(source.splitlines())) > most
    ]


def test_there_is_something_to_read():
    assert len(SOURCES) > 50
    assert {room_of(module) for module in SOURCES} >= {*ORDER, *ON_THEIR_OWN}
    imports = graph_of(SOURCES)
    assert all(
        imports["cli"] & {name for name in SOURCES if room_of(name) == room}
        for room in ("notes", "pages", "exercises")
    )
    assert all(imported in SOURCES for others in imports.values() for imported in others)


def test_a_room_imports_from_those_before_it_only():
    assert wrong_imports(SOURCES) == []


def test_no_module_imports_itself_by_way_of_others():
    assert circle(SOURCES) == []


def test_functions_fit_on_a_screen_and_files_are_short():
    assert long_functions(SOURCES) == []
    assert long_files(SOURCES) == []


# A module, what it says, and what is wrong with that.
WRONG = [
    ("backprop", "from .notes.symbols import Symbol", "notes.symbols"),
    ("backprop", "from .walkthrough import Story", "walkthrough"),
    ("backprop", "from . import trace", "__init__"),
    ("notes.spelling", "from ..tracing import lines", "tracing.lines"),
    ("notes.spelling", "from ..topics.regions import boundary", "topics.regions"),
    ("tracing.lines", "from backprop_scalar.pages.page import Page", "pages.page"),
    ("tracing.lines", "import backprop_scalar.pages.page as page", "pages.page"),
    ("tracing.lines", "from backprop_scalar import trace", "__init__"),
    ("pages.page", "def f():\n    from ..exercises import marking", "exercises.marking"),
    ("pages.page", "if TYPE_CHECKING:\n    from ..cli import main", "cli"),
    ("exercises.marking", "from ..cli import main", "cli"),
    ("exercises.marking", "from ..walkthrough import Story", "walkthrough"),
    ("topics.regions", "from ..notes.symbols import Symbol", "notes.symbols"),
    ("walkthrough", "from .exercises.marking import mark", "exercises.marking"),
    ("__main__", "from .pages.page import Page", "pages.page"),
    ("__init__", "from .exercises.marking import mark", "exercises.marking"),
]
SMALL = [
    *("__init__", "__main__", "cli", "walkthrough", "backprop", "equations", "topics.regions"),
    *("notes.__init__", "notes.symbols", "notes.spelling", "tracing.__init__", "tracing.lines"),
    *("pages.__init__", "pages.page", "exercises.__init__", "exercises.marking"),
]


@each_row(WRONG)
def test_a_wrong_import_is_found(module, source, imported):
    sources = dict.fromkeys(SMALL, "") | {module: source}
    assert wrong_imports(sources) == [f"{module} imports {imported}"]


RIGHT = [
    ("tracing.lines", "import math\nfrom pathlib import Path"),
    ("tracing.lines", "from . import lines_of_text"),
    ("tracing.lines", "from .. import equations"),
    ("tracing.lines", "from ..notes.symbols import Symbol"),
    ("exercises.marking", "from ..pages.page import Page"),
    ("topics.regions", "from ..backprop import forward"),
    ("walkthrough", "from .pages.page import Page"),
    ("__init__", "def __getattr__(name):\n    from .pages.page import Page"),
    ("__main__", "def run():\n    from .cli import main"),
]


@each_row(RIGHT)
def test_a_right_import_is_let_through(module, source):
    assert wrong_imports(dict.fromkeys(SMALL, "") | {module: source}) == []


CIRCLES = [
    {"network": "from .backprop import forward", "backprop": "from .network import Network"},
    {"network": "from . import backprop", "backprop": "def f():\n    from . import network"},
    {"a": "from .b import x", "b": "from backprop_scalar.c import x", "c": "from . import a"},
]


@pytest.mark.parametrize("sources", CIRCLES)
def test_a_circle_is_found(sources):
    assert {*circle(sources)} == {*sources}


def test_what_is_too_long_is_found():
    lines = "\n".join(["    x = 1"] * 44)
    assert long_functions({"a": f"def f():\n{lines}\n"}) == []
    assert long_functions({"a": f"def f():\n{lines}\n    x = 1\n"}) == ["a.f has 46 lines"]
    inner = f"class A:\n    def f(self):\n{lines}\n{lines}\n".replace("    x", "        x")
    assert long_functions({"a": inner}) == ["a.f has 89 lines"]
    assert long_files({"a": "x = 1\n" * 400, "b": "x = 1\n" * 401}) == ["b has 401 lines"]
