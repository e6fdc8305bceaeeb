"""The live page of a training step: its lines as a program beside them, for `live.js` to run."""

import json
from collections.abc import Iterable, Sequence

from ..notes.quantities import AnyQuantity, Quantity
from ..tracing.javascript import name_of, program
from ..tracing.program import replaced
from ..tracing.training_step import Phase, cost_of_step
from ..tracing.working import Working
from .page import Page

# A step of more lines is a page to be read.
MOST_LINES = 600


def make_live(page: Page, plan: Sequence[Phase], working: Working) -> None:
    """Let the given numbers of a page of one step be changed, or say that it is too large."""
    lines = [line for phase in plan for line in phase.lines]
    if len(lines) > MOST_LINES:
        page.text(
            f"The step has {len(lines)} lines; the numbers of a page can be changed where there "
            f"are at most {MOST_LINES}."
        )
        return
    # The new parameters and velocities, by the name that a program has for them and the old ones.
    steps = {replaced(line.quantity): line.quantity for line in lines}
    facts = {
        "part": str(page.part_of(working)),
        "digits": working.digits,
        "given": {name_of(q): value for q, value in working.givens.items()},
        "fixed": [name_of(Quantity("n"))],
        "next": {
            name_of(q): name_of(steps[replaced(q)]) for q in working.givens if replaced(q) in steps
        },
        "cost": name_of(cost_of_step(working.values)),
        "gradients": _gradients(working.values),
    }
    texts = [f"{name}: {json.dumps(value)}" for name, value in facts.items()]
    step_program = program(lines)
    page.program = "\n".join(["const live = {", *(f"{text}," for text in texts)])
    page.program += f"\nstep: {step_program},\n}};"


def _gradients(values: Iterable[AnyQuantity]) -> dict[str, str]:
    """The gradient of every parameter, with its penalty if there is one, by their names."""
    return {
        name_of(q._replace(kind=q.kind[1])): name_of(q)
        for q in values
        if isinstance(q, Quantity) and q.kind in ("dw", "db", "dw_R")
    }
