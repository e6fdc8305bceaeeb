"""The page of the command trace: what the problem is, and its training steps."""

from ..problem import Problem, ProblemError
from .notation import Spelling
from .pages import Page
from .quantities import Quantity
from .tables import StepTables, rounding


def trace_page(problem: Problem, page: Page, note: str, steps: int, digits: int) -> None:
    """`steps` training steps of a problem in the letters of a note, each from where the last ended.

    Raises ProblemError where a value is too large for a float.
    """
    page.heading(problem.title or "A training step", 1)
    page.text(_about(problem, Spelling.of(problem, note)))
    page.text(rounding(digits))
    network = problem.network
    for number in range(1, steps + 1):
        if steps > 1:
            page.heading(f"Step {number}", 2)
        try:
            step = StepTables(page, problem, digits, note=note, network=network)
        except ProblemError as error:
            raise ProblemError(f"step {number}: {error}" if steps > 1 else str(error)) from None
        step.everything(level=2 if steps == 1 else 3)
        network = step.trace.moved_network


def _about(problem: Problem, spelling: Spelling) -> str:
    """The network, the cost and the notation in words."""
    notation, cost = spelling.notation, problem.cost
    widths = "-".join(map(str, problem.network.widths))
    activations = ", ".join(layer.activation.name for layer in problem.network.layers)
    sentences = [
        f"A {widths} network ({activations}) with the cost {cost.name}.",
        f"It is written in the letters of {notation.source}.",
    ]
    if cost.name != notation.cost:
        sentences.append(f"The note itself uses {notation.cost}.")
    if cost.partner:
        sentences.append(
            f"With {cost.partner} outputs the product of this cost's derivative and the slope of "
            f"the activation is worked out beforehand; the error signal takes one line."
        )
    if cost.partner == "softmax":
        sentences.append("As the targets add up to 1, that line is the output minus the target.")
    if len(problem.examples) > 1:
        n = spelling.symbol(Quantity("n"))
        sentences.append(
            f"The error signals hold the `1/{n}` of the batch, so its gradients are plain sums."
            if notation.inside
            else "Each example has its own gradients; the batch takes their average."
        )
    sentences += _deviations(spelling)
    return " ".join(sentences)


def _deviations(spelling: Spelling) -> list[str]:
    """What `cf.` means, and where the note as printed gives another number than the tables."""
    sentences = []
    if spelling.deviates:
        sentences.append(
            "Its equations are marked cf. where they give something else than the line."
        )
    if spelling.cost == spelling.notation.cost:
        sentences.append(spelling.notation.remark)
    if spelling.examples > 1:
        sentences.append(spelling.notation.batch_remark)
    return [sentence for sentence in sentences if sentence]
