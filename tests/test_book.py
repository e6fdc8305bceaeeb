"""The site of all walkthroughs, problems and exercises: its pages, its index, its folder."""

import importlib.util
import re
from html.parser import HTMLParser

import pytest
from support import NOTES, PROBLEM_FILES, ROOT

from backprop_scalar.exercises.catalogue import EXERCISES
from backprop_scalar.pages.page import Page

SCRIPTS = sorted((ROOT / "walkthroughs").glob("*/*.py"))
MAZUR = ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("book", ROOT / "walkthroughs" / "book.py")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture
def run(script, monkeypatch, capsys):
    """The script on a folder, with one walkthrough, problem and exercise."""

    def call(*arguments):
        few = script.book([ROOT / "walkthroughs" / "ko" / "bp2.py"], [MAZUR], EXERCISES[:1])
        monkeypatch.setattr(script, "book", lambda *parts: few)
        monkeypatch.setattr("sys.argv", ["book.py", *map(str, arguments)])
        try:
            status = script.main()
        except SystemExit as stopped:
            status = stopped.code
        return status, *capsys.readouterr()

    return call


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.found.append(dict(attributes)["href"])


def test_the_index_leads_to_every_page_and_they_lead_back(run, tmp_path):
    folder = tmp_path / "site"
    status, out, err = run(folder)
    assert (status, err) == (0, "")
    assert out == f"Written: {folder / 'index.html'}\n"
    index = folder / "index.html"
    links = Links(index.read_text(encoding="utf-8")).found
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert pages == {"index.html", *links}
    assert {page.partition("/")[0] for page in pages} == {
        *("index.html", "ko", "problems", "exercises", "solutions")
    }
    for link in links:
        text = (folder / link).read_text(encoding="utf-8")
        first, *_ = Links(text).found
        assert ((folder / link).parent / first).resolve() == index.resolve()
    assert "BP2, the error at a hidden layer" in (folder / "ko/bp2.html").read_text("utf-8")
    assert "0.298371" in (folder / "problems/mazur_2_2_2.html").read_text("utf-8")
    assert run(folder)[0] == 0


def test_a_folder_that_is_in_use_is_left_alone(run, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    for folder in (tmp_path, tmp_path / "notes.txt"):
        status, out, err = run(folder)
        assert (status, out) == (2, "")
        assert f"{folder}: is there already; take another folder, or empty it" in err
        assert err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def titled(script, place, note, kind):
    page = Page("html")
    page.heading(f"<{place}>", 1)
    return script.Leaf(place, note, kind, page)


def test_every_walkthrough_problem_and_exercise_is_in_the_index(script):
    """As they would be: only the titles of their pages are made up."""
    names = [path.relative_to(ROOT / "walkthroughs").with_suffix(".html") for path in SCRIPTS]
    leaves = [titled(script, n.as_posix(), n.parent.name, "walkthroughs") for n in names]
    leaves += [titled(script, f"problems/{p.stem}.html", "ko", "problems") for p in PROBLEM_FILES]
    leaves += [titled(script, f"exercises/{e.name}.html", "ko", "exercises") for e in EXERCISES]
    whole = str(script.index_page(leaves))
    links = Links(whole).found
    solutions = {f"solutions/{exercise.name}.html" for exercise in EXERCISES}
    assert {*links} == {leaf.place for leaf in leaves} | solutions
    assert "&lt;ko/bp1.html&gt;" in whole
    sections = re.findall(r"<tr><td>(.*?)</td>", whole)
    assert [s for s in sections if s.startswith("§4")] == [
        "§4",
        "§4.1, §4.2, §4.3, §4.4.1, §4.4.2, §4.5, §4.6",
        "§4",
    ]


def test_a_section_has_the_walkthroughs_of_its_equations(script):
    assert script.scripts_of("ko")["§3"] == {"ko/assumptions.html"}
    assert "thill/cost.html" in script.scripts_of("thill")["Cost Function and Gradient Descent"]
    for note in NOTES:
        there = {path.with_suffix(".html").name for path in SCRIPTS}
        for places in script.scripts_of(note).values():
            assert {place.partition("/")[2] for place in places} <= there


@pytest.mark.parametrize(("at", "note"), [(0, "anomitroid"), (5, "full_story"), (8, "ko")])
def test_an_exercise_stands_with_the_first_note_of_its_place(script, at, note):
    sheet, solution = script.of_one_exercise(EXERCISES[at])
    assert sheet.note == solution.note == note
    assert solution.page.title == f"{sheet.page.title}: the solution"
    assert len(str(solution.page)) > len(str(sheet.page)) / 2
