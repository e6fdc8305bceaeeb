"""Pages that are worked out again in a browser agree with the trace; skipped where there is none.

One run of headless Chromium opens all pages of a test in frames, does the same to each and hands
back what they show then.
"""

import json
import random
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from html_tree import tree_of
from support import NOTES, PROBLEM_FILES, ROOT, random_problem

from backprop_scalar import Layer, Network, Problem, ProblemError, read_problem, trace
from backprop_scalar.notes.quantities import Quantity, identifier
from backprop_scalar.pages.live import MOST_LINES
from backprop_scalar.pages.page import Page
from backprop_scalar.pages.steps import trace_page
from backprop_scalar.tracing.digits import as_given, significant
from backprop_scalar.tracing.mathml import MATHML
from backprop_scalar.tracing.working import Working

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")

# What is done to every page: a list of acts for each, after each of which it is read.
DRIVER = """
const wrong = [];
function read(frame) {
  const rows = [...frame.querySelectorAll("tr[data-q]")].map((row) => {
    const cell = row.querySelector("td.number"), field = cell.querySelector("input");
    return [row.dataset.q, field ? field.value : cell.textContent,
            ...[...row.cells[2].querySelectorAll("mn[data-q]")].map((one) => one.textContent)];
  });
  const texts = [...frame.querySelectorAll("p")].map((p) => p.textContent);
  const said = frame.querySelector(".controls output")?.textContent ?? "";
  const every = (selector, what) =>
    [...frame.querySelectorAll(selector)].map((one) => [one.dataset.q, what(one)]);
  const drawn = every("svg text[data-q]", (one) => one.querySelector(".value").textContent);
  const wires = every("svg .wire[data-q]", (one) => one.classList.contains("negative"));
  return { rows, said, drawn, wires, outcome: texts.find((text) => /step took/.test(text)) };
}
function act(frame, [name, ...rest]) {
  if (name === "set") {
    const field = frame.querySelector(`tr[data-q="${rest[0]}"] input`);
    field.value = rest[1];
    field.dispatchEvent(new Event("input"));
  } else if (name === "press") {
    const buttons = [...frame.querySelectorAll(".controls button")];
    buttons.find((one) => one.textContent === rest[0]).click();
  } else if (name === "point") {
    const element = frame.querySelector(`[data-part="0"] [data-q="${rest[0]}"]`);
    element.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  }
}
addEventListener("load", async () => {
  const found = [];
  for (const [page, acts] of pages) {
    const frame = document.createElement("iframe");
    frame.srcdoc = page.replace("<head>", `<head><script>
      addEventListener("error", (event) => parent.wrong.push(event.message));
      console.error = console.warn = (...said) => parent.wrong.push(said);
    </` + "script>");
    const loaded = new Promise((done) => frame.addEventListener("load", done));
    document.body.append(frame);
    await loaded;
    const inside = frame.contentDocument;
    const seen = [read(inside)];
    for (const one of acts) { act(inside, one); seen.push(read(inside)); }
    const marked = (name) => [...inside.querySelectorAll(`tr.${name}`)].map((row) => row.dataset.q);
    found.push({
      seen, here: marked("here"), use: marked("use"), from: marked("from"),
      same: inside.querySelectorAll(".same").length,
      bar: inside.querySelector(".pointed").textContent,
    });
    frame.remove();
  }
  const result = document.createElement("pre");
  result.textContent = JSON.stringify({ wrong, found });
  document.body.replaceChildren(result);
});
globalThis.wrong = wrong;
"""


def browsed(folder, pages):
    """What a browser shows of each (page, acts): at first, and after each act."""
    path = folder / "driver.html"
    listed = json.dumps(pages).replace("</", "<\\/")
    path.write_text(
        f"<!DOCTYPE html><body><script>const pages = {listed};{DRIVER}</script>", "utf-8"
    )
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder}/user",
    ]
    command += ["--virtual-time-budget=600000", "--dump-dom", path.as_uri()]
    run = subprocess.run(command, capture_output=True, check=True, timeout=300)
    (result,) = tree_of(run.stdout.decode()).every("pre")
    told = json.loads("".join(result.inside))
    assert told["wrong"] == []
    return told["found"]


def page_of(problem, note="", digits=6, **settings):
    page = Page("html")
    trace_page(page, problem, note, 1, digits, **settings)
    return str(page)


class Expected:
    """A step whose givens change: what its tables show."""

    def __init__(self, problem, note="", digits=6):
        self.step = trace(problem, note=note, digits=digits)
        self.start = dict(self.step.working.givens)
        self.take(self.start)

    def take(self, givens):
        old = self.step.working
        self.working = Working(old.spelling, old.digits, dict(givens), old.words)
        self.lines = [line for phase in self.step.plan for line in phase.lines]
        for line in self.lines:
            self.working.work_out(line)

    def moved(self):
        values = self.working.values
        new = {"w": "w_new", "b": "b_new", "w_v_0": "w_v", "b_v_0": "b_v"}
        return {
            q: values.get(q._replace(kind=new.get(q.kind, "")), value)
            for q, value in self.working.givens.items()
        }

    @property
    def rows(self):
        """The name of each row, its number, and those in the formula with numbers."""
        working, found = self.working, []
        for q in working.givens:
            found.append([identifier(q), re.sub("^-", "−", working.shown(q))])
        for line in self.lines:
            numbers = re.findall(r"<mn data-q[^>]*>([^<]*)", working.numbers(line, MATHML))
            text = re.sub("^-", "−", working.shown(line.quantity))
            found.append([identifier(line.quantity), text, *numbers])
        return found

    @property
    def drawn(self):
        """The number of each quantity in the picture, and which wires are dashed."""
        working = self.working
        numbers = {identifier(q): re.sub("^-", "−", working.shown(q)) for q in working.values}
        return numbers, {identifier(q): value < 0 for q, value in working.givens.items()}


def acts_on(expected, generator, changes):
    """A change of so many given numbers, one after the other, and ten steps; what is seen then."""
    acts, seen = [], [(expected.rows, *expected.drawn)]
    givens = [q for q in expected.start if q != Quantity("n")]
    for q in generator.sample(givens, min(changes, len(givens))):
        new = round(generator.uniform(0.05, 0.95), 3)
        new *= 1 if q.kind in ("y", "eta") else generator.choice([1, -1])
        acts.append(["set", identifier(q), re.sub("^-", "−", repr(new))])
        expected.take(expected.working.givens | {q: new})
        seen.append((expected.rows, *expected.drawn))
    for _ in range(10):
        acts.append(["press", "One step"])
        expected.take(expected.moved())
        seen.append((expected.rows, *expected.drawn))
    acts.append(["press", "Back to the start"])
    expected.take(expected.start)
    return acts, [*seen, (expected.rows, *expected.drawn)]


def compare(tmp_path, problem, note, digits, changes):
    """Browse the page of a problem; every number has to be the trace's, after each act."""
    acts, seen = acts_on(Expected(problem, note, digits), random.Random(5), changes)
    (found,) = browsed(tmp_path, [(page_of(problem, note, digits), acts)])
    for act, shown, expected in zip(["", *acts], found["seen"], seen, strict=True):
        rows, numbers, negative = expected
        wrong = [(one, two) for one, two in zip(shown["rows"], rows, strict=True) if one != two]
        wrong += [(q, text, numbers[q]) for q, text in shown["drawn"] if text != numbers[q]]
        wrong += [(q, is_dashed) for q, is_dashed in shown["wires"] if is_dashed != negative[q]]
        assert not wrong, (act, wrong[:3])
        assert len(shown["wires"]) > 0


@needs_chromium
@pytest.mark.seeds(1, len(PROBLEM_FILES) * len(NOTES))
def test_every_number_of_a_shipped_problem_is_the_traces_after_changes_and_steps(tmp_path, seed):
    """Each given number is changed. With --seeds all every problem is tried in every note."""
    note, path = divmod(seed, len(PROBLEM_FILES))
    first = [path.stem for path in PROBLEM_FILES].index("full_story_batch")
    problem = read_problem(PROBLEM_FILES[(first + path) % len(PROBLEM_FILES)])
    compare(tmp_path, problem, NOTES[note], 6, 1000)


@needs_chromium
@pytest.mark.seeds(1, 60)
def test_every_number_of_a_random_problem_with_few_or_many_digits(tmp_path, seed):
    problem, digits = random_problem(seed), [4, 2, 3, 6, 9, 12, 15][seed % 7]
    if sum(len(phase.lines) for phase in trace(problem).plan) <= MOST_LINES:
        compare(tmp_path, problem, NOTES[seed % len(NOTES)], digits, 4)


SMALL = read_problem(ROOT / "walkthroughs" / "problems" / "full_story_2_3_1.toml")
SOFTMAX = read_problem(ROOT / "walkthroughs" / "problems" / "softmax_cross_entropy.toml")
CHECKED = [SMALL, replace(SMALL, momentum=0.9, l2=0.01), random_problem(1), random_problem(7)]
BAD = ["0.2x", "", "1e400"]
# z is the input here, so that it shows what is made of a number: where half a unit of the last
# digit is left, where exponents begin, and numbers that are shown in full.
ECHO = Problem(
    Network([Layer([[1.0]], [0.0], "identity")]), [([0.5], [0.25])], "half_squared_error", 0.1
)
# Its weighted input is 0, of which floats leave 2.8e-17.
NOISE = Problem(
    Network([Layer([[0.3, -0.2]], [0.1], "relu")]), [([0.9, 2], [0.5])], "squared_error", 0.1
)
# After a step with eta 1e200 other values are too large, but the cost is a float.
SATURATED = read_problem(ROOT / "walkthroughs" / "problems" / "full_story_batch.toml")
NUMBERS = [
    *(0.001953125, 0.005859375, 1234565.0, 1234575.0, 999999.5, 0.00009999995, 1e-5, 0.0001),
    *(123456.0, 1234567.0, 1e-7, -1e-7, 0.1 + 0.2, 1 / 3, -2 / 3, 1e15, 123456789012.0, 2.5e-10),
    *(1.0, -1.0, 0.0, 100.0, 5e-324, 1.7e150, 0.30000000000000004, 1e12, 1e11),
]


@pytest.fixture(scope="module")
def visited(tmp_path_factory):
    """What is seen on some pages, visited in one go."""
    w, y = "w-2-0-0-", "y--0--0"
    numbers = [("set", w, text) for text in ("0.25", *BAD, "\u22120,5")] + [("set", y, "1e200")]
    acts = [numbers, [("point", "delta-2-0--0")], []]
    visits = [(page_of(SMALL, "thill"), each) for each in acts]
    visits += [(page_of(ECHO), [("set", "a-0-0--0", repr(x)) for x in NUMBERS])]
    visits += [(page_of(NOISE), [("set", "a-0-0--0", "1")])]
    visits += [(page_of(p), [("press", "Check"), ("press", "One step")]) for p in CHECKED]
    visits += [(page_of(SOFTMAX), [("set", "y--1--0", "0.5"), ("press", "Check")])]
    visits += [(page_of(SATURATED), [("set", "eta----", "1e200")])]
    return browsed(tmp_path_factory.mktemp("pages"), visits)


def lines_of(seen):
    return [row for row in seen["rows"] if len(row) > 2]


@needs_chromium
def test_what_is_no_number_or_too_large_leaves_the_last_good_values(visited):
    _, good, *bad, other, large = visited[0]["seen"]
    for one, text in zip(bad, BAD, strict=True):
        assert lines_of(one) == lines_of(good)
        assert one["said"] == f'"{text}" is no number; 0.25 stays.'
    assert lines_of(other) != lines_of(good)
    assert lines_of(large) == lines_of(other)
    assert "a value is too large for a float" in large["said"]


@needs_chromium
def test_gradients_are_right_for_targets_of_any_sum(visited):
    first, half, checked = visited[-2]["seen"]
    assert lines_of(half) != lines_of(first)
    assert checked["said"].startswith("All 15 gradients agree with finite differences")


@needs_chromium
def test_the_cost_after_a_step_into_saturation_is_said(visited):
    problem = replace(SATURATED, eta=1e200)
    page = Page("plain")
    trace_page(page, problem, "", 1, 6)
    assert " ".join(str(page).split()).endswith(visited[-1]["seen"][-1]["outcome"])


@needs_chromium
def test_numbers_are_written_as_python_writes_them(visited):
    for x, seen in zip(NUMBERS, visited[3]["seen"][1:], strict=True):
        rows = {name: shown for name, *shown in seen["rows"]}
        z, *operands = rows["z-1-0--0"]
        assert z.replace("−", "-") == significant(x, 6)
        assert operands[1].strip("()").replace("−", "-") == as_given(x, 6)


@needs_chromium
def test_what_floats_leave_of_0_is_0(visited):
    rows = {name: shown for name, *shown in visited[4]["seen"][-1]["rows"]}
    assert rows["z-1-0--0"][0] == rows["slope-1-0--0"][0] == rows["delta-1-0--0"][0] == "0"


@needs_chromium
def test_pointing_at_an_error_signal_shows_which_lines_use_it(visited):
    found, nothing = visited[1:3]
    assert found["here"] == ["delta-2-0--0"]
    assert found["from"] == ["dC_da-2-0--0", "slope-2-0--0"]
    back = [f"dC_da-1-{j}--0" for j in range(3)]
    assert found["use"] == [*back, *(f"dw-2-0-{k}-" for k in range(3)), "db-2-0--"]
    # Its symbol, the text in the picture, and in each line that uses it the symbol and the number.
    assert found["same"] == 2 + 2 * len(found["use"])
    assert nothing["same"] == 0
    assert "Point at a quantity" in nothing["bar"]


@needs_chromium
@pytest.mark.parametrize("number", range(len(CHECKED)))
def test_check_and_the_sentence_at_the_end(visited, number):
    first, checked, second = visited[5 + number]["seen"]
    gradients = sum(1 for _ in CHECKED[number].network.places())
    assert checked["said"].startswith(f"All {gradients} gradients agree with finite differences")
    before, after = (seen["outcome"].removesuffix(".").split()[-3::2] for seen in (first, second))
    assert before[1] == after[0]
    assert before != after


def test_a_large_step_has_no_program_and_says_so(monkeypatch):
    assert "const live" in page_of(SMALL)
    monkeypatch.setattr("backprop_scalar.pages.live.MOST_LINES", 10)
    assert "const live" not in page_of(SMALL)
    assert "can be changed where there are at most 10." in tree_of(page_of(SMALL)).text


def test_pages_of_several_steps_or_batches_have_no_program():
    page = Page("html")
    trace_page(page, SMALL, "", 2, 6)
    assert page.program == ""
    with pytest.raises(ProblemError):
        trace_page(page, SMALL, "", 1, 6, batch_size=2)
    twice = replace(SMALL, examples=SMALL.examples * 2)
    trace_page(page, twice, "", 1, 6, batch_size=1)
    assert page.program == ""


def test_the_program_stands_in_a_script_as_it_is():
    """No title or name of a note can end the script."""
    problem = replace(read_problem(PROBLEM_FILES[0]), title="</script><b>")
    tree = tree_of(page_of(problem))
    assert not [*tree.every("b")]
    assert len([*tree.every("script")]) == 2
