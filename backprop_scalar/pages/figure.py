"""Drawings as they stand in an HTML page: with buttons for the phases, and example after example.

All of it works without scripts; on paper everything is seen.
"""

from ..tracing.working import Working
from .network_picture import PHASES, picture

# Of a batch, so many examples are drawn.
MOST_PICTURES = 10


def figure(working: Working, part: int = 0) -> str:
    """The network of a training step as HTML, a drawing for each example.

    part: which working of the page it is, for each has its own names. The style is
    `svg.IN_A_PAGE`.
    """
    n, name = working.spelling.examples, f"picture-{part}"
    pictures = [picture(working, i) for i in range(min(n, MOST_PICTURES))]
    if not pictures[0]:
        return "<p>The network is too large to be drawn.</p>"
    found = [f'<figure class="drawn" id="{name}" data-part="{part}">']
    if 'class="backward"' in pictures[0]:
        found.append(_buttons(name))
    if n > 1:
        found.append(_links(name, len(pictures), n))
    label = "The network" if n == 1 else "The network, example after example"
    found.append(f'<div class="pictures" tabindex="0" role="region" aria-label="{label}">')
    found += [f'<div id="{name}-{i}">\n{one}\n</div>' for i, one in enumerate(pictures, start=1)]
    return "\n".join([*found, "</div>", "</figure>"])


def _buttons(name: str) -> str:
    """A row of buttons, each of which shows what has been worked out after its phase."""
    buttons = [
        f'<label><input type="radio" name="{name}-phase" class="up-to-{phase}"'
        f"{' checked' if phase == PHASES[-1] else ''}> {phase}</label>"
        for phase in PHASES
    ]
    return "\n".join(['<fieldset class="phases"><legend>Up to</legend>', *buttons, "</fieldset>"])


def _links(name: str, shown: int, n: int) -> str:
    """Links to the drawings of the examples."""
    links = " ".join(f'<a href="#{name}-{i}">{i}</a>' for i in range(1, shown + 1))
    rest = f" (the first {shown} of {n})" if shown < n else ""
    return f'<nav class="examples">Example {links}{rest}</nav>'
