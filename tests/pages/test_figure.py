"""Drawings in a page: buttons for the phases, and the examples of a batch."""

from html.parser import HTMLParser

from support import random_problem

from backprop_scalar import trace
from backprop_scalar.pages.figure import MOST_PICTURES, figure
from backprop_scalar.pages.network_picture import PHASES, picture
from backprop_scalar.pages.svg import IN_A_PAGE, style


class Tags(HTMLParser):
    """The opening tags with their attributes, and those that are still open."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag != "input":
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def test_a_button_for_each_phase_which_the_style_knows(mazur):
    tags = Tags(figure(trace(mazur).working, 7))
    assert tags.open == []
    assert [one["data-part"] for one in tags.all("figure")] == ["7"]
    buttons = tags.all("input")
    assert [button["class"] for button in buttons] == [f"up-to-{phase}" for phase in PHASES]
    assert {button["name"] for button in buttons} == {"picture-7-phase"}
    assert ["checked" in button for button in buttons] == [False, False, False, True]
    for at, phase in enumerate(PHASES[:-1]):
        _, _, hidden = style(IN_A_PAGE).partition(f":has(.up-to-{phase}:checked)")
        hidden = hidden.partition("{")[0].partition(",\n")[0]
        assert [name for name in PHASES if f".{name}" in hidden] == [*PHASES[at + 1 :]]


def test_a_batch_has_a_drawing_for_each_example():
    problem = random_problem(8, examples=3)
    step = trace(problem)
    whole = figure(step.working)
    tags = Tags(whole)
    assert tags.open == []
    links = [link["href"] for link in tags.all("a")]
    assert links == ["#picture-0-1", "#picture-0-2", "#picture-0-3"]
    assert {f"#{one['id']}" for one in tags.all("div") if "id" in one} == {*links}
    for i in range(3):
        assert picture(step.working, i) in whole


def test_of_a_large_batch_the_first_examples_are_drawn():
    whole = figure(trace(random_problem(2, examples=MOST_PICTURES + 2)).working)
    assert len(Tags(whole).all("svg")) == MOST_PICTURES
    assert f"the first {MOST_PICTURES} of {MOST_PICTURES + 2}" in whole
