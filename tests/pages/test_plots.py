"""Training drawn: the curve of the cost, the surface that was learnt, regions of the plane."""

import itertools
import re

import pytest
from support import ROOT, each_row

from backprop_scalar import Layer, Network
from backprop_scalar.cli import main
from backprop_scalar.notes.symbols import Symbol
from backprop_scalar.pages.plots import COLOURS, MOST_POINTS, cost_curve, regions, surfaces

from .drawings import classes, outside, overlapping, read, text_boxes, text_of

NAMES = [Symbol("x", "1"), Symbol("x", "2"), Symbol("y")]
XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]


def points(root, tag="polyline"):
    return [
        [tuple(map(float, pair.split(","))) for pair in one.get("points").split()]
        for one in root.iter(tag)
    ]


def frames(root):
    return [
        tuple(float(one.get(name)) for name in ("x", "y", "width", "height"))
        for one in root.iter("rect")
        if "frame" in classes(one)
    ]


def test_the_curve_goes_from_the_first_to_the_last_epoch_and_falls_as_the_cost():
    costs = [8.0, 4.0, 2.0, 1.0]
    root = read(cost_curve(costs))
    (curve,), (frame,) = points(root), frames(root)
    left, top, width, height = frame
    across = [(x - left) / width for x, _ in curve]
    up = [(top + height - y) / height for _, y in curve]
    assert across == pytest.approx([0, 1 / 3, 2 / 3, 1], abs=1e-3)
    assert [u / up[0] for u in up] == pytest.approx([1, 0.5, 0.25, 0.125], abs=2e-3)
    (curve,) = points(read(cost_curve(costs, in_powers=True)))
    falls = [b - a for (_, a), (_, b) in itertools.pairwise(curve)]
    assert falls == pytest.approx([falls[0]] * 3, abs=0.11)


CURVES = [[0.5], [0.0, 0.0], [1e-9, 1e-12], [3e5, 2e5], [float(n) for n in range(2001)]]


@each_row(CURVES)
def test_a_curve_of_any_costs_stays_in_its_frame(costs):
    for in_powers in {False, min(costs) > 0}:
        root = read(cost_curve(costs, in_powers=in_powers))
        ((left, top, width, height),), (curve,) = frames(root), points(root)
        assert all(left - 0.1 <= x <= left + width + 0.1 for x, _ in curve)
        assert all(top - 0.1 <= y <= top + height + 0.1 for _, y in curve)
        assert len(curve) <= MOST_POINTS + 1
        boxes = text_boxes(root)
        assert (overlapping(boxes), outside(root, boxes)) == ([], [])


def colour_at(root, x, y):
    """The colour of the map at a place."""
    for one in root.iter("path"):
        if "land" in classes(one):
            for run in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", one.get("d")):
                left, top, width, height = map(int, run)
                if left <= x < left + width and top <= y < top + height:
                    return one.get("fill")
    return None


def plane(w, b):
    return Network([Layer([w], [b], "identity")])


# The output is x_1, x_2 or 1 − x_1; from the blue end to the brown one.
PLANES = [([1, 0], 0, "across"), ([0, 1], 0, "up"), ([-1, 0], 1, "back")]


@pytest.mark.parametrize(("w", "b", "way"), PLANES)
def test_a_surface_rises_where_the_output_does(w, b, way):
    root = read(surfaces([("plane", plane(w, b))], XOR, NAMES))
    ((left, top, side, _),) = frames(root)
    near, far = 0.02 * side, 0.98 * side
    middle = 0.5 * side
    ends = {
        "across": ((near, middle), (far, middle)),
        "up": ((middle, far), (middle, near)),
        "back": ((far, middle), (near, middle)),
    }[way]
    colours = [colour_at(root, left + x, top + y) for x, y in (*ends, (middle, middle))]
    assert colours == [COLOURS[0], COLOURS[-1], COLOURS[len(COLOURS) // 2]]


def test_examples_stand_at_their_inputs_in_the_colours_of_their_targets():
    flat = plane([0, 0], 0.5)
    root = read(surfaces([("a", flat), ("b", flat)], XOR, NAMES))
    dots = [one for one in root.iter("circle") if "dot" in classes(one)]
    shown = frames(root)
    assert len(dots) == 2 * len(XOR)
    for at, dot in enumerate(dots):
        left, top, side, _ = shown[at // len(XOR)]
        (x_1, x_2), (y,) = XOR[at % len(XOR)]
        assert dot.get("fill") == COLOURS[-1 if y else 0]
        assert float(dot.get("cx")) == pytest.approx(left + side * (x_1 + 0.25) / 1.5, abs=0.1)
        assert float(dot.get("cy")) == pytest.approx(top + side * (1.25 - x_2) / 1.5, abs=0.1)
        assert dot.find("title").text == f"target {y}"
    assert {one.get("fill") for one in root.iter("path") if one.get("fill")} == {COLOURS[4]}


def test_a_surface_of_one_example_and_one_height():
    root = read(surfaces([("flat", plane([0, 0], 2.0))], [([3, 3], [2])], NAMES))
    boxes = text_boxes(root)
    assert (overlapping(boxes), outside(root, boxes)) == ([], [])


def test_regions_are_drawn_at_their_corners():
    triangles = [("below", [(-1, -1), (1, -1), (1, 1)]), ("above", [(-1, -1), (1, 1), (-1, 1)])]
    root = read(regions(triangles, 1.0, NAMES[:2]))
    ((left, top, side, _),) = frames(root)
    drawn = points(root, "polygon")
    assert drawn[0] == [(left, top + side), (left + side, top + side), (left + side, top)]
    assert drawn[1] == [(left, top + side), (left + side, top), (left, top)]
    labels = [one for one in root.iter("text") if text_of(one) in ("below", "above")]
    below, above = ((float(one.get("x")), float(one.get("y"))) for one in labels)
    assert below[0] > above[0]
    assert below[1] > above[1]


def html_of(capsys, *arguments):
    assert main(["train", *map(str, arguments), "--format", "html"]) == 0
    return capsys.readouterr().out


def test_train_draws_in_html_and_nowhere_else(capsys):
    path = ROOT / "walkthroughs" / "problems" / "step_by_step_2_3_1.toml"
    page = html_of(capsys, path, "--epochs", "5")
    drawn = [read(svg) for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]
    assert [len(points(root)) for root in drawn] == [1, 1, 0]
    assert len(points(drawn[0])[0]) == 6
    assert "before training" in text_of(drawn[2])
    assert "after epoch 5" in text_of(drawn[2])
    assert ".curve" in page
    for form in ("plain", "latex"):
        assert main(["train", str(path), "--epochs", "5", "--format", form]) == 0
        assert "svg" not in capsys.readouterr().out


def test_other_networks_have_no_surface_and_a_cost_of_0_no_logarithm(capsys, tmp_path):
    path = tmp_path / "still.toml"
    path.write_text(
        'cost = "squared_error"\neta = 0.1\n[[example]]\nx = [1]\ny = [1]\n'
        '[[layer]]\nactivation = "identity"\nweights = [[1]]\nbiases = [0]\n'
    )
    page = html_of(capsys, path, "--epochs", "3")
    assert page.count("<svg") == 1
    assert "logarithmic" not in page
    mazur = ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml"
    assert html_of(capsys, mazur, "--epochs", "3").count("<svg") == 2
