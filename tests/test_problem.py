"""Reading problem files: what a good one says, and one line for each way to be bad."""

from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest
from support import EVERY_KEY, each_row

from backprop_scalar import (
    Layer,
    Network,
    Problem,
    ProblemError,
    average,
    backprop,
    descend,
    initial_layer,
    mean_cost,
    read_problem,
)
from backprop_scalar.checks import read_text
from backprop_scalar.problem import parse_problem, toml_of

GOOD = """
title = "Two inputs, one hidden layer"
note = "ko"
cost = "half_squared_error"
eta = 0.5

[[example]]
x = [0.05, 0.10]
y = [0.01]

[[layer]]
activation = "sigmoid"
weights = [[0.15, 0.20], [0.25, 0.30]]
biases = [0.35, 0.35]

[[layer]]
activation = "sigmoid"
weights = [[0.40, 0.45]]
biases = [0.60]
"""

DRAWN = """
[[layer]]
activation = "relu"
width = 3
initialization = "he_normal"
seed = 7
"""


@pytest.fixture
def file_with(tmp_path):
    def write(text):
        path = tmp_path / "problem.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_good_file(file_with):
    problem = read_problem(file_with(GOOD))
    assert problem.title == "Two inputs, one hidden layer"
    assert (problem.note, problem.cost.name, problem.eta) == ("ko", "half_squared_error", 0.5)
    assert problem.train_biases
    assert problem.examples == (((0.05, 0.10), (0.01,)),)
    assert problem.network == Network(
        [
            Layer([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35], "sigmoid"),
            Layer([[0.40, 0.45]], [0.60], "sigmoid"),
        ]
    )


def test_what_may_be_left_out(file_with):
    short = GOOD.replace('title = "Two inputs, one hidden layer"\nnote = "ko"\n', "")
    problem = read_problem(file_with(short + "\n"))
    assert (problem.title, problem.note) == ("", "ko")


def test_fixed_biases_and_integers(file_with):
    text = GOOD.replace("eta = 0.5", "eta = 1\ntrain_biases = false")
    problem = read_problem(file_with(text))
    assert problem.train_biases is False
    assert problem.eta == 1.0


def test_drawn_layers_take_their_inputs_from_what_comes_before(file_with):
    head = GOOD.partition("[[layer]]")[0]
    last = DRAWN.replace("width = 3", "width = 1").replace("seed = 7", "seed = 8")
    middle = DRAWN.replace("width = 3", "width = 5").replace("seed = 7", "seed = 9")
    network = read_problem(file_with(head + DRAWN + middle + last)).network
    assert network.widths == [2, 3, 5, 1]
    assert network == Network(
        [
            initial_layer(2, 3, "relu", "he_normal", 7),
            initial_layer(3, 5, "relu", "he_normal", 9),
            initial_layer(5, 1, "relu", "he_normal", 8),
        ]
    )


CHANGES = [
    ("eta = 0.5", "eta = 0", "eta: the learning rate is 0; it must be above 0"),
    ("eta = 0.5", "eta = -0.5", "eta: the learning rate is -0.5"),
    ("eta = 0.5", "eta = nan", "eta: the learning rate is nan; it must be a finite number"),
    ("eta = 0.5", "eta = inf", "eta: the learning rate is inf"),
    ("eta = 0.5", 'eta = "0.5"', "eta: the learning rate is '0.5', not a number"),
    ("eta = 0.5", "eta = true", "eta: the learning rate is True, not a number"),
    ("eta = 0.5", "", "eta is missing; the file needs cost, eta, example, layer"),
    (
        "eta = 0.5",
        "eta = 0.5\nseed = 3",
        "unknown key 'seed'; the file may have batch, cost, decimals, digits",
    ),
    ('note = "ko"', 'note = "koo"', "note: there is no note 'koo'; take one of full_story"),
    ('note = "ko"', "note = 3", "note: there is no note 3"),
    (
        'cost = "half_squared_error"',
        'cost = "mse"',
        "cost: there is no cost 'mse'; its name here is mean_squared_error$",
    ),
    ('"half_squared_error"', '"Half squared error"', "'; its name here is half_squared_error$"),
    ('cost = "half_squared_error"', "cost = []", "cost: there is no cost \\[\\]"),
    (
        'cost = "half_squared_error"',
        'cost = "cross_entropy"',
        "layer 2: cost cross_entropy goes with softmax outputs, not with sigmoid",
    ),
    ("title = ", "title = 3 #", "title is 3, not a text in quotes on one line"),
    ("one hidden layer", "one\\nhidden layer", "title is .*, not a text in quotes on one line"),
    (
        "weights = [[0.40, 0.45]]",
        "weight = [[0.40, 0.45]]",
        "layer 2: unknown key 'weight'; a layer may",
    ),
    (
        "weights = [[0.40, 0.45]]",
        "",
        "layer 2: weights is missing; a layer needs activation, biases",
    ),
    ("eta = 0.5", 'eta = 0.5\ntrain_biases = "no"', "train_biases is 'no'; write true or false"),
    (
        "x = [0.05, 0.10]",
        "x = [0.05]",
        "example 1: x has 1 number, but the network has 2 inputs .*layer 1.*: give one number",
    ),
    ("x = [0.05, 0.10]", "x = 0.05", "example 1: x is 0.05, not a list of numbers"),
    ("x = [0.05, 0.10]", 'x = [0.05, "a"]', "example 1: x_2 is 'a', not a number"),
    ("x = [0.05, 0.10]", "x = [0.05, nan]", "example 1: x_2 is nan"),
    ("x = [0.05, 0.10]", "", "example 1: x is missing"),
    ("x = [0.05, 0.10]", "x = [1, 2]\nz = 3", "example 1: unknown key 'z'"),
    ("y = [0.01]", "y = [0.01, 0.02]", "example 1: y has 2 numbers, .* 1 output"),
    ("y = [0.01]", "y = []", "example 1: y has 0 numbers"),
    ("[[example]]", "[example]", "example is not a list of tables: write \\[\\[example\\]\\]"),
    (
        "[[0.40, 0.45]]",
        "[[0.40, 0.45, 1]]",
        "layer 2: neuron 1: weights row 1 has 3 entries, but layer 1 has 2 neurons",
    ),
    ("[[0.15, 0.20], [0.25, 0.30]]", "[[0.15, 0.20], [0.25]]", "layer 1: neuron 2: weights row 2"),
    ("[[0.15, 0.20], [0.25, 0.30]]", "[]", "layer 1: weights has no rows"),
    ("[[0.15, 0.20], [0.25, 0.30]]", "[[], []]", "layer 1: neuron 1: weights row 1 is empty"),
    ("[[0.40, 0.45]]", "[[0.40, inf]]", "layer 2: neuron 1: weight w_1,2 is inf"),
    ("[[0.40, 0.45]]", '[[0.40, "x"]]', "layer 2: neuron 1: weight w_1,2 is 'x', not a number"),
    ("[0.60]", "[0.60, 0.1]", "layer 2: biases has 2 entries, but weights has 1 row;"),
    ("[0.60]", "[nan]", "layer 2: bias b_1 is nan"),
    ('activation = "sigmoid"', 'activation = "step"', "layer 1: there is no activation 'step'"),
    ('activation = "sigmoid"', "", "layer 1: activation is missing"),
    ('activation = "sigmoid"', 'activation = "relu"\nname = 1', "layer 1: unknown key 'name'"),
    ('activation = "sigmoid"', "activation = []", "layer 1: there is no activation \\[\\]"),
    ('"sigmoid"', '"logistic"', "layer 1: there is no activation 'logistic'; its .* is sigmoid$"),
    ('"sigmoid"', '"linear"', "layer 1: there is no activation 'linear'; its name .* is identity$"),
    ('"sigmoid"', '"LeakyReLU"', "layer 1: .* 'LeakyReLU'; its name here is leaky_relu$"),
    ('"sigmoid"', '"Tanh"', "layer 1: there is no activation 'Tanh'; its name here is tanh$"),
    ('"sigmoid"', '"sigmoid"\nslope = 0.1', "layer 1: slope: sigmoid has no slope to be chosen"),
    ('"sigmoid"', '"relu"\nslope = 0.1', "layer 1: slope: relu has no slope to be chosen"),
    ('"sigmoid"', '"step"\nslope = 0.1', "layer 1: there is no activation 'step'"),
    ('"sigmoid"', '"leaky_relu"\nslope = 1', "layer 1: slope is 1; it must be at least 0 and belo"),
    ('"sigmoid"', '"leaky_relu"\nslope = -0.1', "layer 1: slope is -0.1; it must be at least 0"),
    ('"sigmoid"', '"leaky_relu"\nslope = "a"', "layer 1: slope is 'a', not a number"),
    ("eta = 0.5", "eta = 0.5\nslope = 0.1", "unknown key 'slope'; the file may have batch, cost"),
    ("eta = 0.5", "eta = 0.5\nbiases = false", "unknown key 'biases'; the file may have batch"),
    ('"sigmoid"', '"sigmoid"\nmomentum = 0.9', "layer 1: unknown key 'momentum'; a layer may have"),
    ("y = [0.01]", "y = [0.01]\nl2 = 0.1", "example 1: unknown key 'l2'; an example may have x, y"),
    ("[0.60]", "true", "layer 2: biases is True, not a list of numbers"),
    ("[0.60]", "0", "layer 2: biases is 0, not a list of numbers"),
    ("[0.60]", "[]", "layer 2: biases has 0 entries, .* 1 row; .* or write biases = false"),
    ("[[example]]\nx = [0.05, 0.10]\ny = [0.01]", "", "example is missing"),
    ("eta = 0.5", "eta = = 0.5", "is not valid TOML: .*line 5"),
]


@each_row(CHANGES)
def test_a_bad_file(good, bad, message, file_with):
    assert good in GOOD
    path = file_with(GOOD.replace(good, bad, 1))
    with pytest.raises(ProblemError, match=message) as raised:
        read_problem(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert "\n" not in str(raised.value)


HEAD, _, LAYERS = GOOD.partition("[[layer]]")
WITHOUT_EXAMPLES = GOOD.replace("[[example]]\nx = [0.05, 0.10]\ny = [0.01]", "")
WHOLE = [
    (HEAD.partition("[[example]]")[0] + "[[layer]]" + LAYERS, "example is missing"),
    ("example = []\n" + WITHOUT_EXAMPLES, "there are no examples: give at least one"),
    ("layer = []\n" + HEAD, "there are no layers"),
    (
        HEAD + DRAWN.replace("width = 3", "width = 0"),
        "layer 1: width is 0, not a whole",
    ),
    (HEAD + DRAWN.replace("width = 3", "width = true"), "layer 1: width is True, not a whole"),
    (HEAD + DRAWN.replace("seed = 7", "seed = false"), "layer 1: seed is False, not a whole"),
    (
        HEAD + DRAWN.replace("width = 3", "width = 1001"),
        "layer 1: width is 1001, .* to 1000",
    ),
    ("example = 3\n" + WITHOUT_EXAMPLES, "example is not a list of tables: write \\[\\[example"),
    ("example = [3]\n" + WITHOUT_EXAMPLES, "example is not a list of tables"),
    ("layer = 3\n" + HEAD, "layer is not a list of tables: write \\[\\[layer"),
    ("x = " + "[" * 10_000, "is not valid TOML: brackets nested too deep"),
    (HEAD + DRAWN.replace("width = 3", "width = 1.5"), "layer 1: width is 1.5, not a whole number"),
    (HEAD + DRAWN.replace("seed = 7", 'seed = "a"'), "layer 1: seed is 'a', not a whole number"),
    (HEAD + DRAWN.replace("he_normal", "glorot"), "layer 1: there is no initialization 'glorot'"),
    (HEAD + DRAWN.replace("seed = 7", ""), "layer 1: seed is missing"),
    (HEAD + DRAWN + "biases = [0, 0, 0]", "layer 1: the biases of a layer that is drawn start at"),
    (HEAD + DRAWN + "biases = true", "layer 1: the biases of a layer that is drawn start at 0"),
    (HEAD + DRAWN + "slope = 0.1", "layer 1: slope: relu has no slope to be chosen"),
    (HEAD + DRAWN.replace('"he_normal"', "[]"), "layer 1: there is no initialization \\[\\]"),
    (HEAD.replace("[0.05, 0.10]", '"abc"') + DRAWN, "example 1: x is 'abc', not a list of numbers"),
    (b'title = "\xff"', "not a text in UTF-8"),
]


@each_row(WHOLE)
def test_another_bad_file(text, message, file_with):
    path = file_with(text)
    with pytest.raises(ProblemError, match=message) as raised:
        read_problem(path)
    assert str(raised.value).startswith(f"{path}: ")


def test_targets_of_a_cross_entropy(file_with):
    text = GOOD.replace("half_squared_error", "binary_cross_entropy").replace("[0.01]", "[1.01]")
    with pytest.raises(ProblemError, match="example 1: y_1 = 1.01, but the targets"):
        read_problem(file_with(text))


def test_a_missing_file_and_a_folder(tmp_path):
    for path in (tmp_path / "nothing.toml", tmp_path):
        with pytest.raises(ProblemError, match="cannot be read"):
            read_problem(path)


def test_a_byte_order_mark_is_no_error(file_with):
    assert read_problem(file_with(b"\xef\xbb\xbf" + GOOD.encode())).eta == 0.5


def test_an_example_is_a_pair():
    network = Network([Layer([[1.0]], [0.0], "sigmoid")])
    for example in (([1.0], [0.0], [2.0]), 1, None):
        with pytest.raises(ProblemError, match="example 1: an example is a pair"):
            Problem(network, [example], "squared_error", 0.1)
    with pytest.raises(ProblemError, match="there are no examples"):
        Problem(network, None, "squared_error", 0.1)


def test_a_problem_made_in_python_is_checked_too():
    network = Network([Layer([[1.0]], [0.0], "sigmoid")])
    with pytest.raises(ProblemError, match="example 2: x has 2 numbers"):
        Problem(network, [([1.0], [0.0]), ([1.0, 2.0], [0.0])], "squared_error", 0.1)


def test_the_widest_layer_that_is_drawn(file_with):
    text = (
        HEAD + DRAWN.replace("width = 3", "width = 1000") + DRAWN.replace("width = 3", "width = 1")
    )
    assert read_problem(file_with(text)).network.widths == [2, 1000, 1]


def test_line_ends_of_windows(file_with):
    path = file_with(GOOD.replace("\n", "\r\n"))
    assert read_text(path) == GOOD
    assert read_problem(path) == read_problem(file_with(GOOD))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_files_as_windows_shells_write_them(file_with, encoding):
    assert read_problem(file_with(GOOD.encode(encoding))) == read_problem(file_with(GOOD))


LONG = "k" * 10_000
LONG_VALUES = [
    GOOD.replace("eta =", f"{LONG} ="),
    GOOD.replace("eta = 0.5", f'eta = "{LONG}"'),
    GOOD.replace('"ko"', f'"{LONG}"'),
    GOOD.replace("half_squared_error", LONG),
    GOOD.replace('title = "', f'title = "\\n{LONG}'),
    GOOD.replace("[0.01]", f'["{LONG}"]'),
    GOOD.replace('"sigmoid"', f'"{LONG}"'),
    GOOD.replace("[[0.40, 0.45]]", f'"{LONG}"'),
    GOOD.replace("[[0.40, 0.45]]", f"[{'0.5,' * 1_000}]"),
    GOOD.replace("[[0.40, 0.45]]", f'[["{LONG}"]]'),
    f"[{LONG}]\na = 1\n[{LONG}]\n{GOOD}",
    HEAD + DRAWN.replace("width = 3", f"width = {'9' * 4000}"),
    HEAD + DRAWN.replace("width = 3", f"width = -{'9' * 4000}"),
    HEAD + DRAWN.replace("he_normal", LONG),
    HEAD + DRAWN.replace("seed = 7", f'seed = "{LONG}"'),
]


@each_row(LONG_VALUES)
def test_an_error_does_not_repeat_a_long_value_in_full(text, file_with):
    path = file_with(text)
    with pytest.raises(ProblemError) as raised:
        read_problem(path)
    assert len(str(raised.value)) < len(str(path)) + 300


def test_an_error_is_one_line_whatever_the_file_is_called(tmp_path):
    with pytest.raises(ProblemError, match=r"two\\nlines.toml: cannot be read") as raised:
        read_problem(tmp_path / "two\nlines.toml")
    assert "\n" not in str(raised.value)
    key = GOOD.replace("eta =", '"two\\nlines" =')
    path = tmp_path / "problem.toml"
    path.write_text(key)
    with pytest.raises(ProblemError, match=r"unknown key 'two\\nlines'"):
        read_problem(path)


def two_inputs(**changes):
    network = Network([Layer([[0.5, -1.0]], [0.25], "sigmoid")])
    settings = {"cost": "squared_error", "eta": 0.1} | changes
    return Problem(network, [([1.0, 2.0], [0.5])], **settings)


def test_a_checked_problem_stays_as_it_was_checked():
    x = [1.0, 2.0]
    problem = Problem(two_inputs().network, [(x, [0.5])], "squared_error", 0.1)
    x[0] = float("nan")
    assert problem.examples[0].x == (1.0, 2.0)
    for change in ("eta", "examples", "network", "cost", "note"):
        with pytest.raises(FrozenInstanceError):
            setattr(problem, change, None)
    with pytest.raises(TypeError):
        problem.examples[0].x[0] = float("nan")
    with pytest.raises(TypeError):
        problem.examples[0] = ([1.0], [0.5])


def test_problems_that_differ_are_not_equal():
    assert two_inputs() == two_inputs()
    for change in (
        {"eta": 0.2},
        {"cost": "half_squared_error"},
        {"note": "thill"},
        {"title": "another"},
        {"train_biases": False},
    ):
        assert two_inputs() != two_inputs(**change)
    network = two_inputs().network
    assert Problem(network, [([1.0, 2.0], [0.25])], "squared_error", 0.1) != two_inputs()


def test_a_problem_is_printed_as_it_is_written():
    written = repr(two_inputs(title="Two inputs", train_biases=False))
    assert written.splitlines() == [
        "Problem(",
        "    Network([",
        "        Layer([[0.5, -1.0]], [0.25], 'sigmoid'),",
        "    ]),",
        "    [([1.0, 2.0], [0.5])],",
        "    'squared_error',",
        "    0.1,",
        "    note='ko',",
        "    title='Two inputs',",
        "    train_biases=False,",
        ")",
    ]
    again = eval(written, {"Problem": Problem, "Network": Network, "Layer": Layer})
    assert again == two_inputs(title="Two inputs", train_biases=False)
    problem = read_problem(EVERY_KEY)
    assert "'leaky_relu', slope=0.2)" in repr(problem)
    assert eval(repr(problem), {"Problem": Problem, "Network": Network, "Layer": Layer}) == problem


def test_fractions_stay_exact():
    """z = 1/3·3/2 + 1/5 = 7/10, C = ½ (7/10 - 1/2)² = 1/50, δ = 1/5, w ← 1/3 - 1/7·3/10."""
    third, seventh = Fraction(1, 3), Fraction(1, 7)
    network = Network([Layer([[third]], [Fraction(1, 5)], "identity")])
    pair = ([Fraction(3, 2)], [Fraction(1, 2)])
    problem = Problem(network, [pair], "half_squared_error", seventh)
    assert problem.examples == (((Fraction(3, 2),), (Fraction(1, 2),)),)
    assert mean_cost(problem.network, problem.examples, problem.cost) == Fraction(1, 50)
    gradients = average([backprop(network, *pair, "half_squared_error")])
    assert descend(network, gradients, problem.eta).w == [[], [[third - seventh * Fraction(3, 10)]]]
    with pytest.raises(ProblemError, match="eta: the learning rate is -0.5; it must be above 0"):
        Problem(network, [pair], "half_squared_error", Fraction(-1, 2))


BAD_LINES = [
    ("digits = 1", "digits is 1, not a whole number from 2 to 12"),
    ("digits = 4.0", "digits is 4.0, not a whole number from 2 to 12"),
    ("digits = true", "digits is True, not a whole number from 2 to 12"),
    ("decimals = 0", "decimals is 0, not a whole number from 1 to 12"),
    ("decimals = 13", "decimals is 13, not a whole number from 1 to 12"),
    ("decimals = '4'", "decimals is '4', not a whole number from 1 to 12"),
    ("digits = 4\ndecimals = 4", "digits and decimals are both there; keep one of them"),
    ("momentum = '0.9'", "momentum is '0.9', not a number"),
    ("momentum = true", "momentum is True, not a number"),
    ("momentum = -0.1", "momentum is -0.1; it must be at least 0 and below 1"),
    ("momentum = 1", "momentum is 1; it must be at least 0 and below 1"),
    ("momentum = nan", "momentum is nan; it must be a finite number"),
    ("l2 = []", "l2 is [], not a number"),
    ("l2 = -1e-3", "l2 is -0.001; it must be at least 0"),
    ("l2 = inf", "l2 is inf; it must be a finite number"),
    ("batch = 'max'", "there is no batch 'max'; take one of mean, sum"),
    ("batch = true", "there is no batch True; take one of mean, sum"),
    ("batch = 'Sum'", "there is no batch 'Sum'; its name here is sum"),
    ("batch = 'average'", "there is no batch 'average'; its name here is mean"),
    ("lr = 0.5", "unknown key 'lr'; its name here is eta"),
    ("Learning-Rate = 0.5", "unknown key 'Learning-Rate'; its name here is eta"),
    ("weight_decay = 0.5", "unknown key 'weight_decay'; its name here is l2"),
    ("L2 = 0.5", "unknown key 'L2'; its name here is l2"),
]


@each_row(BAD_LINES)
def test_a_bad_line_at_the_top_of_a_file(line, message, file_with):
    path = file_with(f"{line}\n{GOOD}")
    with pytest.raises(ProblemError) as error:
        read_problem(path)
    assert str(error.value) == f"{path}: {message}"


@pytest.mark.parametrize("places", [{"digits": 3}, {"decimals": 4}, {}])
def test_the_digits_that_a_sheet_asks_for_are_read_written_and_printed(file_with, places):
    lines = "".join(f"{name} = {number}\n" for name, number in places.items())
    problem = read_problem(file_with(lines + GOOD))
    assert (problem.digits, problem.decimals) == (places.get("digits"), places.get("decimals"))
    assert parse_problem(toml_of(problem), "") == problem
    assert [name in repr(problem) for name in ("digits=3", "decimals=4")] == [
        name in places for name in ("digits", "decimals")
    ]
    assert (problem == read_problem(file_with(GOOD))) == (not places)
