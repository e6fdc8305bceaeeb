"""Across the notes: every misprint and every claim that says too much, with the numbers.

Each is worked out in the walkthrough of its section, which these lines name; this script runs those
and lists what they found: python walkthroughs/comparison/errata.py
"""

import importlib.util
import sys
from pathlib import Path

try:
    from backprop_scalar.walkthrough import Misprint, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar.pages.page import Page
from backprop_scalar.problem import NOTES

WALKTHROUGHS = Path(__file__).parents[1]


def found_in(note: str, digits: int) -> list[tuple[str, Misprint]]:
    """The misprints of a note, each with the script that works it out."""
    found = []
    for path in sorted((WALKTHROUGHS / note).glob("*.py")):
        if "misprint(" not in path.read_text(encoding="utf-8"):
            continue
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec and spec.loader, path
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        story = Story(Page(), digits)
        script.tell(story)
        found += [(f"{note}/{path.name}", misprint) for misprint in story.misprints]
    return found


def tell(story: Story) -> None:
    """First what is misprinted, then what is claimed, note by note."""
    story.heading("Misprints and claims of the five notes", 1)
    story.text(
        "Where there are numbers, the first is what the formula, the name or the claim comes to as "
        "printed; the second is right, and the finite difference of a derivative agrees with it."
    )
    story.rounding()
    everything = {note: found_in(note, story.digits) for note in NOTES}
    for heading, is_claim in (("Misprints", False), ("Claims and names that do not hold", True)):
        for note, found in everything.items():
            chosen = [(script, m) for script, m in found if m.is_claim is is_claim]
            if chosen:
                story.heading(f"{heading}: {note}")
            for script, misprint in chosen:
                story.text(f"{misprint.place} ({script}): {misprint.says}")
                story.comparison(misprint.compared)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
