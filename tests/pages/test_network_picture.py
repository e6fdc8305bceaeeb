"""The drawing of a network: every number, on its own place, and nothing on anything else."""

import itertools
import math
import operator
import random
import re

import pytest
from support import NOTES, every_problem, one_of, random_problem

from backprop_scalar import Layer, Network, Problem, read_problem, trace
from backprop_scalar.notes.quantities import Quantity, identifier
from backprop_scalar.pages.figure import figure
from backprop_scalar.pages.network_picture import PHASES, picture, thickness

from .drawings import (
    Box,
    classes,
    ends,
    naming,
    outside,
    overlapping,
    read,
    shown,
    text_boxes,
    text_of,
)

WIDTHS = [
    *([1, 1], [2, 1], [8, 1], [1, 8], [2, 3, 1], [2, 2, 2], [4, 4, 4], [5, 2, 5], [3, 2, 2, 1]),
    *([1, 1, 1, 1], [1, 1, 1, 1, 1, 1], [8, 8, 8, 1], [8, 8, 8, 8, 8], [8, 1, 8, 1, 8, 1]),
]


def problem_of(widths, *, examples=1, activation="tanh", size=1.0):
    generator = random.Random(str(widths))

    def numbers(count):
        return [round(generator.uniform(-size, size), 3) for _ in range(count)]

    layers = [
        Layer([numbers(m) for _ in range(n)], numbers(n), activation)
        for m, n in itertools.pairwise(widths)
    ]
    pairs = [(numbers(widths[0]), numbers(widths[-1])) for _ in range(examples)]
    return Problem(Network(layers), pairs, "half_squared_error", 0.5)


def drawn(step, example=0):
    return read(picture(step.working, example))


def overlap(problem, note="ko", digits=6):
    root = drawn(trace(problem, note=note, digits=digits))
    boxes = text_boxes(root)
    return overlapping(boxes) + across_an_edge(boxes, neurons(root)), outside(root, boxes)


def test_a_layer_without_biases_has_no_wires_for_them():
    layers = [Layer([[0.5, -1], [2, 0]], False, "leaky_relu"), Layer([[1, 2]], [0.5], "identity")]
    pairs = [([1, 2], [3]), ([0, 1], [1])]
    settings = {"momentum": 0.9, "l2": 0.1, "batch": "sum"}
    problem = Problem(Network(layers), pairs, "mean_squared_error", 0.1, **settings)
    assert overlap(problem) == ([], [])
    names = shown(drawn(trace(problem)))
    assert {q for q in names if q.startswith("b")} == {"b-2-0--", "b_new-2-0--"}
    assert float(names["w-1-1-1-"]) == 0


def neurons(root):
    """The box of each neuron, target and cost, by its identifier."""
    found = {}
    for one in root.iter("g"):
        if one.get("data-q"):
            x, y, width, height = (
                float(one.find("rect").get(name)) for name in ("x", "y", "width", "height")
            )
            found[one.get("data-q")] = Box(x, y, x + width, y + height, text_of(one))
    return found


def across_an_edge(boxes, shapes):
    """Pairs of a text and a neuron that it is half inside of."""
    return [
        (one.text, shape.text)
        for one in boxes
        for shape in shapes.values()
        if overlapping([one, shape]) and not (shape.left < one.left and one.right < shape.right)
    ]


@pytest.mark.parametrize("widths", WIDTHS, ids=lambda widths: "-".join(map(str, widths)))
def test_no_text_lies_on_another_one(widths):
    note = NOTES[sum(widths) % len(NOTES)]
    assert overlap(problem_of(widths), note) == ([], [])


@pytest.mark.parametrize(("note", "digits"), [*zip(NOTES, (2, 9, 15, 12, 4))])
@pytest.mark.seeds(1, 3)
def test_nor_does_it_with_other_digits_and_letters(note, digits, seed):
    outputs = ("softmax", 1), ("identity", 100), ("sigmoid", 0.01)
    activation, size = outputs[(NOTES.index(note) + seed) % 3]
    problem = problem_of([3, 4, 2], examples=2, activation=activation, size=size)
    assert overlap(problem, note, digits) == ([], [])


LETTERS = """
title = "Long indices"
[letters]
a = "a_neuron,j^(layer,l)"
y = "y_target,j"
w = "w_jk^(l)"
b = "b_j^(l)"
z = "z_weighted,input,of,one,hidden,neuron,j^(l)"
delta = "δ_error,signal,of,one,hidden,neuron,j^(l)"
C_x = "C"
C = "C"
eta = "η"
n = "n"
"""


def test_nor_does_it_with_long_indices(tmp_path):
    path = tmp_path / "long.toml"
    path.write_text(LETTERS, encoding="utf-8")
    assert overlap(problem_of([1, 1, 1]), str(path)) == ([], [])


def test_texts_on_each_other_are_found(mazur):
    root = drawn(trace(mazur))
    (z,), (delta,) = (naming(root)[f"{kind}-1-0--0"] for kind in ("z", "delta"))
    z.set("y", str(float(delta.get("y")) + 5))
    assert overlapping(text_boxes(root)) == [(text_of(delta), text_of(z))]
    z.set("x", "30")
    assert overlapping(text_boxes(root)) == []
    assert outside(root, text_boxes(root)) == [text_of(z)]


@every_problem
@pytest.mark.seeds(1, len(NOTES))
def test_every_quantity_is_there_with_its_number(path, seed):
    problem = read_problem(path)
    step = trace(problem, note=one_of(NOTES, path, seed), digits=9)
    values = step.working.values
    own = any(q.kind == "dw_x" for q in values)
    for i in range(len(problem.examples)):
        kinds = ("w", "b", "w_new", "b_new", *(("dw_x", "db_x") if own else ("dw", "db")))
        kinds += ("a", "y", "z", "delta", "C_x")
        expected = {identifier(q): q for q in values if q.kind in kinds and q.i in (i, None)}
        numbers = shown(drawn(step, i))
        assert numbers.keys() == expected.keys()
        for name, digits in numbers.items():
            value = values[expected[name]]
            assert math.isclose(float(digits), value, rel_tol=1e-8, abs_tol=1e-15), name


KINDS = {
    "given": {"w", "b", "a", "y"},
    "forward": {"z", "a", "C_x"},
    "backward": {"delta"},
    "gradients": {"dw", "db"},
    "update": {"w_new", "b_new"},
}


def test_what_each_phase_adds():
    root = drawn(trace(problem_of([2, 3, 1])))
    groups = {classes(one)[0]: one for one in root if one.tag == "g"}
    assert {*groups} == {"wires", *KINDS}
    for name, kinds in KINDS.items():
        texts = [one for one in groups[name].iter("text") if one.get("data-q")]
        assert {one.get("data-q").partition("-")[0] for one in texts} == kinds
    given = [one.get("data-q") for one in groups["given"].iter("text") if one.get("data-q")]
    assert {q for q in given if q.startswith("a")} == {"a-0-0--0", "a-0-1--0"}
    assert [name for name in groups if name in PHASES] == [*PHASES]


def test_biases_that_are_held_fixed_get_no_new_value(mazur):
    names = shown(drawn(trace(mazur)))
    assert {q for q in names if q.startswith("w_new")} == {
        f"w_new-{l}-{j}-{k}-" for l in (1, 2) for j in (0, 1) for k in (0, 1)
    }
    assert not any(q.startswith("b_new") for q in names)


@pytest.mark.parametrize("widths", [[2, 3, 1], [3, 2, 2, 1], [6, 2, 7]])
def test_a_wire_leads_from_neuron_k_to_neuron_j_and_has_its_texts_on_it(widths):
    problem = problem_of(widths)
    root = drawn(trace(problem))
    shapes, found = neurons(root), naming(root)
    for l, j, k in problem.network.places():
        name = identifier(Quantity("b" if k is None else "w", l, j, k))
        path, *_ = [one.get("d") for one in found[name] if one.tag == "path"]
        start, end = ends(path)
        into = shapes[f"a-{l}-{j}--0"]
        assert end == pytest.approx((into.left, (into.top + into.bottom) / 2), abs=1)
        if k is not None:
            source = shapes[f"a-{l - 1}-{k}--0"]
            assert start == pytest.approx((source.right, (source.top + source.bottom) / 2), abs=1)
        level = float(re.findall(r"(\d+) H", path)[0])
        for kind in ("{}", "d{}", "{}_new"):
            (text,) = [one for one in found[kind.format(name[0]) + name[1:]] if one.tag == "text"]
            assert -8 < float(text.get("y")) - level < 15


@pytest.mark.parametrize("widths", [[2, 3, 1], [8, 2]])
def test_wires_come_in_between_the_texts_of_their_neuron(widths):
    problem = problem_of(widths)
    root = drawn(trace(problem))
    found = naming(root)
    for l, j, k in problem.network.places():
        name = identifier(Quantity("b" if k is None else "w", l, j, k))
        (path,) = [one.get("d") for one in found[name] if one.tag == "path"]
        texts = [found[f"{kind}-{l}-{j}--0"][0] for kind in ("z", "delta")]
        boxes = text_boxes(root, texts)
        for x, y in points_of_last_curve(path):
            assert not any(b.left < x < b.right and b.top < y < b.bottom for b in boxes)


def points_of_last_curve(path):
    x = float(re.findall(r"H(\d+)", path)[0])
    y = float(re.findall(r"(\d+) H", path)[0])
    numbers = [*map(float, path.rpartition("C")[2].split())]
    corners = [(x, y), *zip(numbers[::2], numbers[1::2])]
    for t in (at / 20 for at in range(21)):
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        yield tuple(sum(map(operator.mul, weights, axis)) for axis in zip(*corners))


def test_wires_have_the_sign_and_the_size_of_their_weights(shipped):
    found = naming(drawn(trace(shipped)))
    for l, j, k in shipped.network.places():
        value = (shipped.network.b[l] if k is None else shipped.network.w[l][j])[
            j if k is None else k
        ]
        wires = [
            one
            for one in found[identifier(Quantity("b" if k is None else "w", l, j, k))]
            if "wire" in classes(one)
        ]
        assert len(wires) == (2 if k is None else 1)
        for wire in wires:
            assert ("negative" in classes(wire)) == (value < 0)
            assert float(wire.get("stroke-width")) == pytest.approx(thickness(value), abs=0.01)


def test_thickness_grows_with_the_size_and_ends_at_5():
    sizes = [thickness(w) for w in (0, 0.1, -0.5, 1, -3, 1e300)]
    assert sizes == sorted(sizes)
    assert (sizes[0], thickness(1), thickness(-1)) == (1, 3, 3)
    assert sizes[-1] == pytest.approx(5)


@pytest.mark.parametrize("note", NOTES)
def test_symbols_are_those_of_the_note(mazur, note):
    step = trace(mazur, note=note)
    root = drawn(step)
    for q, elements in naming(root).items():
        kind, *indices = q.split("-")
        quantity = Quantity(kind, *(int(index) if index else None for index in indices))
        letter, sub, sup, parts = step.working.spelling.symbol(quantity)
        for one in elements:
            title = one.find("title")
            if title is not None:
                assert title.text.endswith(f", {step.working.spelling.symbol(quantity)}") or parts
            if one.tag == "text" and kind in ("w", "b", "z", "delta"):
                assert text_of(one).partition(" = ")[0] == letter + sub + sup
    assert "weight from input 2 into neuron 1 of layer 1" in picture(step.working)


def test_examples_of_a_batch_differ_in_their_values_only():
    step = trace(random_problem(8, examples=3), note="thill")
    sizes = set()
    for i in range(3):
        root = drawn(step, i)
        sizes.add(root.get("height"))
        assert f"example {i + 1}" in text_of(root)
        assert {q.rpartition("-")[2] for q in shown(root) if q[0] in "ayz"} == {str(i)}
    assert len(sizes) == 1


LARGE = [[9, 2], [2, 9, 1], [30, 30, 10], [1] * 7]


@pytest.mark.parametrize("widths", LARGE, ids=lambda widths: "-".join(map(str, widths)))
def test_a_larger_network_has_no_numbers(widths):
    problem = problem_of(widths)
    root = drawn(trace(problem))
    assert not shown(root)
    weights = [place for place in problem.network.places() if place.k is not None]
    wires = {q: elements for q, elements in naming(root).items() if q.startswith("w")}
    assert wires.keys() == {identifier(Quantity("w", *place)) for place in weights}
    assert sum(one.tag == "circle" for one in root.iter()) == sum(widths)
    boxes = text_boxes(root)
    assert (overlapping(boxes), outside(root, boxes)) == ([], [])


def test_the_largest_are_not_drawn(mazur, monkeypatch):
    step = trace(mazur)
    monkeypatch.setattr("backprop_scalar.pages.network_picture.MOST_WEIGHTS", 8)
    assert picture(step.working)
    monkeypatch.setattr("backprop_scalar.pages.network_picture.MOST_WEIGHTS", 7)
    assert picture(step.working) == ""
    assert "too large to be drawn" in figure(step.working)
