"""The walkthroughs as tests read them: each script told once in every format."""

import functools
import importlib.util
from itertools import count
from types import SimpleNamespace

from reading import cells_of, is_table
from support import ROOT

from backprop_scalar.pages.layout import WIDTH
from backprop_scalar.pages.page import Page
from backprop_scalar.walkthrough import Story

SCRIPTS = {
    f"{path.parent.name}/{path.stem}": path
    for path in sorted((ROOT / "walkthroughs").glob("*/*.py"))
}
# Numbers at the top of scripts that would take long: training, and large networks.
SHORTER = {
    "anomitroid/operation_counts": {"WIDTHS": [2, 4, 8, 16], "TIMED": [2, 4, 8], "RUNS": 1},
    "full_story/production_function": {"N": 40, "EPOCHS": 5},
    "ko/efficiency": {"WIDTHS": [2, 4, 8]},
    "thill/practice_refinements": {"EPOCHS": 5},
    "thill/practice_training": {"SEEN": [0, 40, 400], "EPOCHS": 5, "ETA_EPOCHS": 10},
}


class Remembering(Story):
    """A story that remembers the problems it traced."""

    def __init__(self, page, digits):
        super().__init__(page, digits)
        self.problems = []

    def step(self, problem, *rest, **options):
        self.problems.append(problem)
        return super().step(problem, *rest, **options)


@functools.cache
def script_of(name):
    """A script as a module, made quick."""
    spec = importlib.util.spec_from_file_location("walkthrough_script", SCRIPTS[name])
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for number, less in SHORTER.get(name, {}).items():
        assert hasattr(script, number)
        setattr(script, number, less)
    if name == "comparison/errata":  # it runs the others, which have been told already
        script.worked_out, script.found_in = script.found_in, lambda note, _: misprints_of(note)
    return script


def misprints_of(note):
    """What the walkthroughs of a note found to be wrong, each with its script."""
    names = [name for name in SCRIPTS if name.startswith(f"{note}/")]
    told_of = {name: told(name, width=10_000)[1].misprints for name in names}
    return [(f"{name}.py", misprint) for name in names for misprint in told_of[name]]


@functools.cache
def told(name, form="plain", digits=6, ascii_only=False, width=WIDTH):
    """The page that a script prints, and its story."""
    story = Remembering(Page(form, ascii_only=ascii_only, width=width), digits)
    script = script_of(name)
    if hasattr(script, "time"):  # a clock that goes slower and slower, in the same way every time
        script.time = SimpleNamespace(perf_counter=(1e-6 * k * k for k in count()).__next__)
    script.tell(story)
    return story.page, story


@functools.cache
def blocks_of(name):
    """Every block that a script prints, with the cells of its rows if it is a table."""
    page, _ = told(name, width=10_000)
    return [(block, cells_of(block) if is_table(block) else []) for block in page.blocks]


def lines_of(name):
    """(with numbers, value, place) of every line of every table."""
    for _, rows in blocks_of(name):
        if rows and "with numbers" in rows[0]:
            for row in rows[1:]:
                yield row[2], row[3], row[-1]
