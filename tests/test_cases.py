"""Public questions and worked examples, each with the right value beside it, and who asked.

c01 a bipolar sigmoid, c02 a leaky ReLU, c03 no biases, c06 a gradient check with a penalty, c07 a
mean over the outputs, c08 what training has learnt, c09 XOR that is stuck, c10 a dead ReLU, c11 the
factors of a cross-entropy's error, c14 a softmax without exponentials, c17 a ReLU at its corner,
c18 a saturated output, c19 one example at a time. Those that another test has are in ELSEWHERE.
"""

import math
import re

import pytest
from support import NOTES, ROOT, each_row

from backprop_scalar import (
    Layer,
    Network,
    Problem,
    ProblemError,
    initial_layer,
    read_problem,
    trace,
    train,
)
from backprop_scalar.cli import main
from backprop_scalar.exercises.assignment import of_problem
from backprop_scalar.exercises.marking import Verdict, mark
from backprop_scalar.exercises.sheet import sheet_of_problem
from backprop_scalar.exercises.worksheet import key_page, worksheet_page
from backprop_scalar.pages.page import Page
from backprop_scalar.problem import toml_of

ELSEWHERE = {
    "c03, 11 printed numbers": "hand_calculations/test_udacity_nd101.py: test_the_changes_of_the_w",
    "c04, costs that are added": "hand_calculations/test_quast_simplest.py: test_each_number_he_pr",
    "c05, momentum": "hand_calculations/test_orr_momentum.py: test_each_number_she_prints",
    "c06, a penalty": "hand_calculations/test_ng_regularized.py: test_the_cost_has_the_penalty",
    "c12, significant digits": "exercises/test_digits_asked.py: test_a_sheet_says_what_it_asks_for",
    "c13, decimal places": "exercises/test_digits_asked.py: test_an_assignment_to_four_decimals",
    "c15, a class": "exercises/test_class_page.py: test_a_row_for_each_sheet",
    "c15, a version for each": "exercises/test_class_page.py: test_twelve_sheets_each_with_numbers",
    "c16, a sum that is 0": "tracing/test_lines.py: test_a_weighted_input_that_cancels_is_0",
    "c18, the key": "exercises/test_marked_sheets.py: test_a_saturated_cross_entropy_is_that_of",
    "c19, as training": "tracing/test_training_step.py: test_steps_of_some_examples_are_an_epoch",
}


@each_row(ELSEWHERE)
def test_a_case_that_stands_elsewhere_does(case):
    file, _, name = ELSEWHERE[case].partition(": ")
    assert f"\ndef {name}" in (ROOT / "tests" / file).read_text(encoding="utf-8")


def values(problem, **options):
    """The lines of a step: each quantity in ko's letters, and its value."""
    return {row["quantity"]: row["value"] for row in trace(problem, **options).rows()}


@pytest.fixture
def printed(tmp_path, capsys):
    """What a command prints of a problem, on one line, having ended with status 0."""

    def call(command, problem, *options):
        path = tmp_path / "case.toml"
        path.write_text(toml_of(problem), encoding="utf-8")
        assert main([command, str(path), *options]) == 0
        return " ".join(capsys.readouterr().out.split())

    return call


def two_layers(activation, w, b):
    """The input 1, one hidden neuron, a linear output with the weight 0.3, the target 2."""
    hidden = Layer([[w]], [b], activation)
    network = Network([hidden, Layer([[0.3]], [0.0], "identity")])
    return Problem(network, [([1.0], [2.0])], "squared_error", 0.01)


HIDDEN = {
    # Stack Overflow 4190494, Fausett's exercises: 2/(1 + e^(-z)) - 1 is tanh(z/2).
    "c01": ("bipolar_sigmoid", 0.5, 0.1, math.tanh(0.3), (1 - math.tanh(0.3) ** 2) / 2),
    # A question on gradient checking: a leaky ReLU below 0.
    "c02": ("leaky_relu", -0.5, 0.1, 0.01 * -0.4, 0.01),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_c01_and_c02_an_activation_and_its_slope(case, printed):
    activation, w, b, a, slope = HIDDEN[case]
    problem = two_layers(activation, w, b)
    delta = 2 * (0.3 * a - 2)
    expected = {
        "a_1^1": a,
        "C": (0.3 * a - 2) ** 2,
        "σ'(z_1^1)": slope,
        "∂C/∂w_11^1": delta * 0.3 * slope,
        "∂C/∂w_11^2": delta * a,
        "w_11^1 ←": w - 0.01 * delta * 0.3 * slope,
    }
    found = values(problem)
    assert {q: found[q] for q in expected} == pytest.approx(expected, rel=1e-12)
    assert "finite differences agree." in printed("check", problem)


@pytest.mark.parametrize("note", NOTES)
def test_c03_no_bias_in_any_formula_and_on_no_sheet(note):
    """Udacity nd101, 3-2-1."""
    hidden = Layer([[0.5, 0.1, 0.1], [-0.6, -0.2, 0.7]], False, "sigmoid")
    network = Network([hidden, Layer([[0.1, -0.3]], False, "sigmoid")])
    problem = Problem(network, [([0.5, 0.1, -0.2], [0.6])], "half_squared_error", 0.5, note=note)
    sheet = of_problem(toml_of(problem), "c03")
    pages = Page(), Page()
    worksheet_page(pages[0], sheet)
    key_page(pages[1], sheet)
    for text in (str(trace(problem, changes=True)), *map(str, pages)):
        assert not re.search(r"\bb(_|\^)|\bbias", text.replace("biases = false", ""))


def test_c06_a_gradient_check_with_a_penalty(printed):
    """zduey/machinelearning_coursera #2: it was left out of one of cost and gradients."""
    network = Network([Layer([[0.5, -1.0]], [2.0], "sigmoid")])
    pairs = [([1.0, 0.5], [0.25])]
    problem, plain = (
        Problem(network, pairs, "binary_cross_entropy", 0.1, l2=l2) for l2 in (0.5, 0.0)
    )
    assert "finite differences agree." in printed("check", problem)
    found, without = values(problem), values(plain)
    assert found["C + R"] == pytest.approx(without["C"] + 0.25 * (0.5**2 + 1), rel=1e-12)
    for name, w in (("w_11^1", 0.5), ("w_12^1", -1.0), ("b_1^1", 0.0)):
        moved = found[f"{name} ←"] - without[f"{name} ←"]
        assert moved == pytest.approx(-0.1 * 0.5 * w, rel=1e-9, abs=1e-15)


def test_c07_a_mean_over_the_outputs():
    """oysteijo/simd_neuralnet #1; Keras and PyTorch have it too."""
    network = Network([Layer([[1.0], [2.0], [3.0], [4.0]], False, "identity")])
    examples = [([1.0], [0.0, 0.0, 0.0, 6.0])]
    found = values(Problem(network, examples, "mean_squared_error", 0.1))
    assert found["C"] == (1 + 4 + 9 + 4) / 4
    assert [found[f"∂C/∂a_{j}^1"] for j in (1, 2, 3, 4)] == [0.5, 1.0, 1.5, -1.0]
    with pytest.raises(ProblemError, match="'mse'; its name here is mean_squared_error"):
        Problem(network, examples, "mse", 0.1)


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def epoch_by_hand(w, b, examples, eta):
    for x, y in examples:
        a = sigmoid(w * x + b)
        delta = (a - y) * a * (1 - a)
        w, b = w - eta * delta * x, b - eta * delta
    return w, b


def test_c08_whether_a_weight_changes_its_sign(printed):
    """cs.SE 23209: one neuron learns S(10x - 5) from w = 0.6, b = 0.2; 1000 epochs.

    By hand all of them; by the program the first two and the last two.
    """
    examples = [(i / 100, sigmoid(i / 10 - 5)) for i in range(101)]
    states = [(0.6, 0.2)]
    for _ in range(1000):
        states.append(epoch_by_hand(*states[-1], examples, 0.05))
    assert [f"{theta:.2f}" for theta in states[-1]] == ["8.78", "-4.38"]
    assert min(b for _, b in states) < 0 < min(w for w, _ in states)

    def problem_at(epoch):
        ((w, b),) = states[epoch : epoch + 1]
        pairs = [([x], [y]) for x, y in examples]
        network = Network([Layer([[w]], [b], "sigmoid")])
        return Problem(network, pairs, "half_squared_error", 0.05)

    for epoch in (0, 998):
        problem = problem_at(epoch)
        *_, last = train(problem.network, problem.examples, problem.cost, problem.eta, 2)
        reached = [last.network.w[1][0][0], last.network.b[1][0]]
        assert reached == pytest.approx(states[epoch + 2], rel=1e-12)
    page = printed("train", problem_at(998), "--epochs", "2", "--digits", "3")
    assert re.search(r"w_1,1\^1 8\.78 8\.78 b_1\^1 -4\.38 -4\.38$", page)
    w, b = states[-1]
    for i in (0, 19):
        target, output = examples[i][1], sigmoid(w * i / 100 + b)
        assert f" {i + 1} a_1^x{i + 1},1 {target:#.3g} {output:#.3g} " in page
    assert "a_1^x21,1" not in page
    assert "These are the first 20 of 101 examples." in page


XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]


def test_c09_xor_that_is_stuck_at_a_half(printed):
    """makeyourownneuralnetwork #70, neuroflow #5: from where 20,000 epochs have brought it."""
    hidden = Layer([[-9.82, 4.16], [-9.67, -4.07]], [-3.11, 0.907], "sigmoid")
    network = Network([hidden, Layer([[6.49, -6.63]], [-0.032], "sigmoid")])
    page = printed("train", Problem(network, XOR, "half_squared_error", 0.5), "--epochs", "100")
    assert "The cost stands still above 0" in page
    assert "It is mostly that of examples 3, 4." in page
    # For both the hidden neurons are off: the output is σ of its bias.
    for i, y in ((3, 1), (4, 0)):
        assert re.search(rf"{i} a_1\^x{i},2 {y} 0\.49\d* ", page)


def test_c10_outputs_that_are_0_for_every_example(printed):
    """brain.js #559, neural-api #35: ReLUs of which the drawn output weights are all below 0."""
    hidden = initial_layer(2, 3, "relu", "he_normal", 3)
    network = Network([hidden, initial_layer(3, 1, "relu", "he_normal", 53)])
    assert max(network.w[2][0]) < 0
    # The weights into the third hidden neuron are below 0 too, and no input is.
    assert [min(w_j) < max(w_j) < 0 for w_j in network.w[1]] == [False, False, True]
    problem = Problem(network, XOR, "half_squared_error", 0.3)
    page = printed("train", problem, "--epochs", "100")
    assert re.findall(r"Dead in layer (\d): neuron (\d)\. ", page) == [("1", "3"), ("2", "1")]
    assert "As all of layer 2 is dead, no gradient reaches the layers before it." in page
    *_, last = train(network, XOR, problem.cost, problem.eta, 100)
    assert last.network == network


def test_c11_softmax_with_cross_entropy_the_long_way(printed):
    """ai.SE 35741: -y/a, the Jacobian, and their product, which is a - y."""
    layer = Layer([[0.5, -1.0], [0.25, 0.75], [-0.5, 1.5]], [0.1, 0.2, -0.3], "softmax")
    x, y = [1.0, 0.5], [0.0, 1.0, 0.0]
    problem = Problem(Network([layer]), [(x, y)], "cross_entropy", 0.1)
    powers = [
        math.exp(w_j[0] * x[0] + w_j[1] * x[1] + b_j)
        for w_j, b_j in zip(layer.weights, layer.biases)
    ]
    a = [power / sum(powers) for power in powers]
    found = values(problem, factors=True)
    for j, a_j in enumerate(a):
        assert found[f"∂C/∂a_{j + 1}^1"] == pytest.approx(-y[j] / a_j, rel=1e-12)
        for k, a_k in enumerate(a):
            slope = a_j * (1 - a_j) if j == k else -a_j * a_k
            assert found[f"∂a_{k + 1}^1/∂z_{j + 1}^1"] == pytest.approx(slope, rel=1e-12)
        assert found[f"δ_{j + 1}^1"] == pytest.approx(a_j - y[j], rel=1e-12)
    assert "The error signals of the outputs both ways" in printed("trace", problem, "--factors")


def test_c14_a_softmax_without_exponentials_is_a_named_slip():
    """Prakash Jay, 3-3-3-3, its last layer, from the activations that he has: z/Σz."""
    weights = [[0.1, 0.3, 0.5], [0.4, 0.7, 0.2], [0.8, 0.2, 0.9]]
    network = Network([Layer(weights, [1, 1, 1], "softmax")])
    examples = [([0.938, 0.94, 0.98], [1, 0, 0])]
    sheet = sheet_of_problem(Problem(network, examples, "cross_entropy", 0.1))
    answers = dict(zip(sheet.lines, [1.866, 2.229, 2.820, 0.2698, 0.3223, 0.4078]))
    z, a = mark(sheet, answers)[:3], mark(sheet, answers)[3:6]
    assert {one.verdict for one in z} == {Verdict.RIGHT}
    assert [sheet.keys[one.quantity] for one in a] == ["a_1^1", "a_2^1", "a_3^1"]
    for one in a:
        assert one.verdict is Verdict.WRONG
        assert one.slips == ("The weighted inputs are divided, not their powers of e",)


def test_c17_a_relu_at_its_corner_in_the_key():
    """3·0.1 - 0.3 is 0, and so is the slope there, though floats leave 5.6e-17 of it."""
    network = Network([Layer([[0.1]], [-0.3], "relu")])
    sheet = sheet_of_problem(Problem(network, [([3.0], [1.0])], "half_squared_error", 0.5))
    key = {sheet.keys[q]: value for q, value in sheet.values.items()}
    assert 3 * 0.1 - 0.3 > 0
    assert [key[name] for name in ("z_1^1", "a_1^1", "σ'(z_1^1)", "δ_1^1")] == [0, 0, 0, 0]


def test_c18_the_cost_of_a_saturated_output_in_a_trace():
    """ln(1 + e^35), which is 35; from a, rounded to 1 - 7e-16, it would be 34.9."""
    network = Network([Layer([[7.0]], [0.0], "sigmoid")])
    found = values(Problem(network, [([5.0], [0.0])], "binary_cross_entropy", 0.1))
    assert found["C"] == pytest.approx(math.log1p(math.exp(35)), rel=1e-15)
    assert -math.log(1 - sigmoid(35)) != pytest.approx(35, rel=1e-3)


@pytest.mark.parametrize("eta", [0.01, 4.0])
def test_c19_one_example_at_a_time_in_their_order(eta, printed):
    """A course, with a small and a large η: y = x from three points, and the first once more."""
    examples = [([1.0], [1.0]), ([2.0], [2.0]), ([-1.0], [-1.0])]
    network = Network([Layer([[0.5]], False, "identity")])
    problem = Problem(network, examples, "half_squared_error", eta)
    page = printed("trace", problem, "--batch-size", "1", "--steps", "4")
    w = 0.5
    for step, i in enumerate((0, 1, 2, 0), start=1):
        ((x,), (y,)) = examples[i]
        w -= eta * (w * x - y) * x
        _, _, part = page.partition(f"Step {step}: example {i + 1} ")
        assert f" {w:#.6g} " in part.partition(f"Step {step + 1}")[0].replace("−", "-")


def test_the_problems_of_this_file_are_those_of_a_toml_file(tmp_path):
    """What `printed` writes is read as the same problem."""
    path = tmp_path / "case.toml"
    for problem in (two_layers("leaky_relu", -0.5, 0.1), two_layers("bipolar_sigmoid", 0.5, 0.1)):
        path.write_text(toml_of(problem), encoding="utf-8")
        assert read_problem(path) == problem
