"""The public trace: its rows, its pages, and going on from where a step ended."""

import re

import pytest
from html_tree import tree_of
from support import NOTES, random_problem

import backprop_scalar
from backprop_scalar import Layer, Network, Problem, ProblemError, mean_cost, trace, train
from backprop_scalar.pages.page import Page
from backprop_scalar.pages.steps import trace_page
from backprop_scalar.pages.trace import lines_of, outcome
from backprop_scalar.tracing.styles import LATEX

KEYS = ["phase", "example", "quantity", "formula", "numbers", "value", "place"]
# Cells in which HTML has to write a sign otherwise, and those that are broken over lines.
ROWS = [
    # Mazur (2015): z, a, the cost, a gradient and two new weights, as he prints them.
    ("forward", 1, "z_1^1", "w_11^1·a_1^0 + w_12^1·a_2^0 + b_1^1", "0.15·0.05 + 0.2·0.1 + 0.35"),
    ("forward", 1, "a_1^1", "1/(1 + e^(−z_1^1))", "1/(1 + e^(−0.377500))"),
    ("backward", 1, "σ'(z_1^2)", "a_1^2·(1 − a_1^2)", "0.751365·(1 − 0.751365)"),
    ("gradients", 1, "∂C/∂w_11^2", "a_1^1·δ_1^2", "0.593270·0.138499"),
    ("update", None, "w_11^2 ←", "w_11^2 − η·∂C/∂w_11^2", "0.4 − 0.5·0.0821670"),
]
VALUES = {
    "z_1^1": 0.3775,
    "a_1^1": 0.593269992,
    "C": 0.298371109,
    "δ_1^2": 0.138498562,
    "∂C/∂w_11^2": 0.082167041,
    "w_11^1 ←": 0.149780716,
    "w_11^2 ←": 0.35891648,
}


def test_rows_have_a_key_for_each_column(mazur):
    rows = trace(mazur).rows()
    assert {tuple(row) for row in rows} == {tuple(KEYS)}
    found = {row["quantity"]: row for row in rows}
    for phase, example, quantity, formula, numbers in ROWS:
        row = found[quantity]
        assert [row[key] for key in KEYS[:5]] == [phase, example, quantity, formula, numbers]
    for quantity, value in VALUES.items():
        assert found[quantity]["value"] == pytest.approx(value, abs=1e-9)
        assert type(found[quantity]["value"]) is float
    assert [found[q]["place"] for q in ("z_1^1", "δ_1^2", "w_11^2 ←")] == ["§2 z", "BP1", "§2 (1)"]


def test_rows_of_a_batch_name_their_example():
    problem = random_problem(4, examples=3)
    rows = trace(problem, note="ko").rows()
    phases = dict.fromkeys((row["phase"], row["example"]) for row in rows)
    of_one = ["forward", "cost", "backward", "gradients"]
    expected = [(name, i) for i in (1, 2, 3) for name in of_one]
    assert [*phases] == [*expected, ("batch", None), ("update", None)]


def test_phases_are_the_rows_with_their_quantities(mazur):
    step = trace(mazur)
    lines = [(phase, line) for phase in step.phases for line in phase.lines]
    assert [phase.name for phase in step.phases] == [
        *("forward", "cost", "backward", "gradients", "update")
    ]
    assert [phase.example for phase in step.phases] == [0, 0, 0, 0, None]
    assert [(p.name, line.symbol, line.value) for p, line in lines] == [
        (row["phase"], row["quantity"], row["value"]) for row in step.rows()
    ]


@pytest.mark.seeds(2, len(NOTES))
def test_every_page_has_every_row(mazur, seed):
    step = trace(mazur, note=NOTES[seed], digits=9)
    plain, markdown, whole, fragment = str(step), step.markdown(), step.html(), step._repr_html_()
    for row in step.rows():
        value = re.escape(f"{row['value']:#.9g}".removesuffix("."))
        if row["value"] not in (0, 1):
            assert re.search(value, plain), row
    lines = [line for phase in step.plan for line in phase.lines]
    for line in lines:
        written = step.working.formula(line, LATEX), step.working.numbers(line, LATEX)
        cells = map(re.escape, [f"$`{text}`$" for text in written])
        assert re.search(r" *\| *".join(cells), markdown), written
    texts = [[cell.text for cell in row.every("td")][:3] for row in tree_of(whole).every("tr")]
    for row in step.rows():
        assert [row[key] for key in ("quantity", "formula", "numbers")] in texts
    assert whole.startswith("<!DOCTYPE html>")
    assert fragment.startswith("<style>")
    assert "<script" not in fragment
    latex = step.latex()
    assert latex.startswith(r"\documentclass")
    assert len(re.findall(r"\\\\\n", latex)) > len(step.rows())


def headings(problem, steps):
    page = Page("github")
    trace_page(page, problem, "ko", steps, 6)
    return [block for block in page.blocks if block.startswith("#")]


def test_headings(mazur):
    parts = ["Given", "Forward pass", "Cost", "Backward pass", "Gradients", "Update"]
    assert headings(mazur, 1) == ["# Mazur's 2-2-2 example", *(f"## {part}" for part in parts)]
    in_two_steps = [
        heading
        for number in (1, 2)
        for heading in (f"## Step {number}", *(f"### {part}" for part in parts))
    ]
    assert headings(mazur, 2)[1:] == in_two_steps
    of_one = ["forward pass", "cost", "backward pass", "gradients"]
    assert headings(random_problem(4, examples=2), 1) == [
        *("# A training step", "## Given"),
        *(f"## Example {i}: {part}" for i in (1, 2) for part in of_one),
        *("## The batch: cost and gradients", "## Update"),
    ]


def test_a_trace_in_a_list_is_short(mazur):
    step = trace(mazur)
    assert repr(step) == "<Trace of a 2-2-2 network: 41 lines>"
    assert len(step.rows()) == 41


@pytest.mark.seeds(3, 60)
def test_steps_go_on_from_where_the_last_one_ended(seed):
    problem = random_problem(seed)
    first = trace(problem)
    second = trace(problem, network=first.moved_network)
    assert second.network == first.moved_network
    assert first.network == problem.network
    # A softmax of one output is 1 whatever comes in, so nothing moves it.
    output = problem.network.layers[-1]
    is_1 = output.activation.name == "softmax" and len(output.weights) == 1
    assert (first.moved_network == problem.network) is is_1
    after = outcome(first).partition(" to ")[2].rstrip(".")
    assert f"from {after} to" in outcome(second)
    page = Page()
    trace_page(page, problem, "", 2, 6)
    assert outcome(first) in " ".join(str(page).split())
    assert outcome(second) in " ".join(str(page).split())


BATCHES = {
    1: ["example 1", "example 2", "example 3", "example 1"],
    2: ["examples 1 to 2", "example 3", "examples 1 to 2", "example 3"],
    3: ["", "", "", ""],
}


@pytest.mark.parametrize("size", BATCHES)
def test_each_step_says_which_examples_it_takes(size):
    problem = random_problem(19, examples=3)
    page = Page("github")
    trace_page(page, problem, "ko", 4, 9, size)
    steps = [block[3:] for block in page.blocks if block.startswith("## Step")]
    assert steps == [
        f"Step {number}{': ' * bool(which)}{which}" for number, which in enumerate(BATCHES[size], 1)
    ]
    assert ("In each step the examples are counted from 1" in str(page)) == (size == 2)
    settings = problem.network, problem.examples, problem.cost, problem.eta, 2
    if size == 2:  # four steps are two epochs
        start, _, end = (f"{epoch.cost:#.9g}" for epoch in train(*settings, batch_size=2))
        said = f"Over all 3 examples, the 4 steps took the cost from {start} to {end}."
        assert said in str(page)
    assert ("Over all" in str(page)) == (size < 3)
    page = Page("github")
    trace_page(page, problem, "ko", 1, 6, size)
    assert (f"## Step 1: {BATCHES[size][0]}" in page.blocks) == (size < 3)


def test_the_outcome_is_the_mean_cost_before_and_after(mazur):
    step = trace(mazur, digits=9)
    before, after = (
        mean_cost(network, mazur.examples, mazur.cost)
        for network in (mazur.network, step.moved_network)
    )
    assert (
        outcome(step)
        == f"The biases were held fixed. This step took the cost from {before:.9f} to {after:.9f}."
    )


def test_an_outcome_that_no_float_holds():
    network = Network([Layer([[1.0]], [0.0], "identity")])
    problem = Problem(network, [([1.0], [0.0])], "squared_error", 1e200)
    assert outcome(trace(problem)) == (
        "This step took the cost beyond what a float can hold: take a smaller eta."
    )


def test_steps_that_diverge_name_the_step():
    network = Network([Layer([[1.0]], [0.0], "identity")])
    problem = Problem(network, [([1e10], [0.0])], "squared_error", 1e10)
    with pytest.raises(ProblemError, match=r"^step \d+: the .* is too large for a float; take sm"):
        trace_page(Page(), problem, "", 20, 6)
    with pytest.raises(ProblemError, match="there is no note 'koo'"):
        trace(problem, note="koo")


def test_trace_is_public_and_imported_when_it_is_asked_for():
    assert backprop_scalar.trace is trace
    assert "trace" in backprop_scalar.__all__
    assert all(getattr(backprop_scalar, name) for name in backprop_scalar.__all__)
    with pytest.raises(AttributeError, match="'backprop_scalar' has no attribute 'traced'"):
        backprop_scalar.traced  # noqa: B018


INTRODUCED = [
    ("ko", {}, "A 2-2 network (sigmoid) with the cost half_squared_error."),
    ("ko", {}, "in the letters of Donghyun Ko, Backpropagation: Math, Intuition, and the Full A"),
    ("anomitroid", {}, "The note itself uses squared_error."),
    ("anomitroid", {"cost": "squared_error"}, "(58) as printed has lost the factor 2"),
    ("ko", {"cost": "binary_cross_entropy"}, "With sigmoid outputs the product of this cost's de"),
    (
        "ko",
        {"cost": "cross_entropy", "activation": "softmax"},
        "As the targets add up to 1, that line is the output minus the target.",
    ),
    ("ko", {"examples": 2}, "Each example has its own gradients; the batch takes their average."),
    ("full_story", {"examples": 2}, "The error signals hold the 1/B of the batch, so its gra"),
    (
        "ko",
        {"cost": "squared_error"},
        "Its equations are marked cf. where they give something el",
    ),
]


@pytest.mark.parametrize(("note", "options", "sentence"), INTRODUCED)
def test_the_introduction_says_what_is_traced(note, options, sentence):
    def problem(cost="half_squared_error", activation="sigmoid", examples=1):
        layer = Layer([[0.1, 0.2], [0.3, 0.4]], [0.5, 0.6], activation)
        return Problem(Network([layer]), [([1, 2], [0.25, 0.75])] * examples, cost, 0.1, note=note)

    def pages(*problems):
        return [" ".join(str(trace(one)).split()) for one in problems]

    with_it, plain = pages(problem(**options), problem())
    assert sentence in with_it
    if options:
        assert sentence not in plain


@pytest.fixture
def symbols():
    """The quantities of the lines that `lines_of` finds, for three examples in ko."""
    problem = Problem(
        Network([Layer([[0.1, 0.2], [0.3, 0.4]], [0, 0], "tanh"), Layer([[1, 2]], [0], "tanh")]),
        [([1, 2], [0]), ([3, 4], [1]), ([5, 6], [0])],
        "half_squared_error",
        0.1,
    )
    step = trace(problem)

    def call(*arguments, **options):
        symbol = step.working.spelling.symbol
        return [str(symbol(line.quantity)) for line in lines_of(step, *arguments, **options)]

    return call


def test_lines_are_of_one_example(symbols):
    assert symbols("cost") == ["C_x1"]
    assert symbols("cost", 2) == ["C_x3"]
    assert symbols("forward", 1, layer=2) == ["z_1^x2,2", "a_1^x2,2"]


def test_lines_may_be_cut_down_to_a_layer_and_to_kinds(symbols):
    assert symbols("backward", layer=1, kinds=["delta"]) == ["δ_1^x1,1", "δ_2^x1,1"]
    assert symbols("batch", kinds=["C"]) == ["C"]
    assert len(symbols("gradients", layer=1)) == 6


WRONG = [("grads", {}), ("gradients", {"example": 9}), ("forward", {"layer": 3})]


@pytest.mark.parametrize(("name", "options"), WRONG)
def test_lines_that_are_not_there(symbols, name, options):
    with pytest.raises(ValueError, match="the phases here are forward, cost, backward, gradients"):
        symbols(name, **options)


def test_error_signals_both_ways_have_the_formula_of_the_one_line():
    network = Network([Layer([[1.0]], [0.0], "sigmoid")])
    problem = Problem(network, [([0.5], [1.0])], "binary_cross_entropy", 0.1)
    page = str(trace(problem, factors=True))
    table = page.partition("The error signals of the outputs both ways")[2]
    assert re.search(r"\nδ_1\^1 +a_1\^1 − y_1 +-0\.377541 +-0\.377541 ", table)
