"""Every walkthrough fits the page, and each of its lines means its value."""

import re
from decimal import Context, Decimal

import pytest
from html_tree import tree_of
from reading import Reading, significant_digits
from support import NOTES, each_row
from telling import SCRIPTS, blocks_of, lines_of, misprints_of, script_of, told

from backprop_scalar import gradient_check
from backprop_scalar.notes.notation import notation_of
from backprop_scalar.pages.equations import find, labels

every_script = pytest.mark.parametrize("name", SCRIPTS)
# For what takes no time.
each_script = each_row([*SCRIPTS])


def test_there_are_walkthroughs():
    assert {name.partition("/")[0] for name in SCRIPTS} == {*NOTES, "comparison"}


@each_script
def test_what_a_script_says_without_the_set_up(name):
    """Each looks for the package before it uses it, and says the same."""
    text = SCRIPTS[name].read_text(encoding="utf-8")
    before, guard, _ = text.partition("except ModuleNotFoundError as error:\n    sys.exit(f")
    assert before.count("from backprop_scalar") == 1
    assert guard


@pytest.mark.seeds(1, len(NOTES))
def test_the_list_of_misprints_is_that_of_the_scripts(seed):
    """It runs them as they are, with larger networks than here."""
    found = script_of("comparison/errata").worked_out(NOTES[seed], 6), misprints_of(NOTES[seed])
    worked_out, told_here = ([(name, one.place) for name, one in each] for each in found)
    assert worked_out == told_here != []


@every_script
@pytest.mark.seeds(1, 2)
def test_its_ascii_fits_the_page_with_many_digits_and_its_latex_is_balanced(name, seed):
    """In a plain run one of these in turn."""
    if ([*SCRIPTS].index(name) + seed) % 2:
        page = str(told(name, digits=9, ascii_only=True)[0])
        assert max(map(len, page.splitlines())) <= 100
        assert "nan" not in re.findall(r"\w+", page)
    else:
        page = str(told(name, "latex")[0])
        assert page.count("{") == page.count("}")
        assert page.count("$") % 2 == 0
    assert page.isascii()


@every_script
def test_its_html_says_what_its_plain_text_says(name):
    """Every paragraph and cell, the formulas read back from their elements."""
    html = tree_of(str(told(name, "html")[0]))
    rows = [[cell.text for cell in row.nodes] for row in html.every("tr")]
    plain = [row for _, rows in blocks_of(name) for row in rows]
    assert [*map(same, map(str, rows))] == [*map(same, map(str, plain))]
    paragraphs = [same(node.text) for node in html.every("p")]
    page = same(" ".join(str(told(name, width=10_000)[0]).split()))
    assert paragraphs
    assert [text for text in paragraphs if text not in page] == []


def same(text):
    """A text without what a formula may be written with or without."""
    return re.sub(r"[\s()]", "", text.replace("-", "−"))


@each_script
def test_every_line_means_its_value(name):
    for numbers, value, _ in lines_of(name):
        if "…" not in numbers:
            assert Reading(numbers, 6).agrees_with(value), f"{numbers} = {value}"


def numbers_in(text):
    """The numbers of a text without signs, those in scripts and exponents left out."""
    return re.findall(r"(?<![\w.^,])\d+(?:\.\d+)?(?:e[+-]\d+)?", text)


def is_one_of(operand, numbers):
    """Whether an operand is one of these numbers, perhaps with more digits or fewer."""
    for number in numbers:
        digits = min(significant_digits(operand), significant_digits(number))
        a, b = Decimal(operand), Decimal(number)
        if digits >= 4:
            a, b = (Context(prec=digits).create_decimal(x) for x in (a, b))
        unit = Decimal(1).scaleb(a.adjusted() - digits + 1) if digits >= 4 else 0
        if abs(a - b) <= unit:
            return True
    return False


@every_script
def test_every_operand_is_in_its_formula_or_printed_above_it(name):
    above = set()
    for block, rows in blocks_of(name):
        if not rows or not {"formula", "with numbers"} <= {*rows[0]}:
            above |= {*numbers_in(block)}
            continue
        for _, formula, numbers, value, *_ in rows[1:]:
            for operand in {*numbers_in(numbers)} - {*numbers_in(formula)}:
                assert operand in above or is_one_of(operand, above), f"{formula} = {numbers}"
            above |= {*numbers_in(value.removeprefix("-"))}


@each_script
def test_every_place_that_it_names_is_answered(name):
    """Those in the last column of tables, and those of misprints."""
    _, story = told(name, width=10_000)
    named = {misprint.place.partition(" ")[::2] for misprint in story.misprints}
    for _, rows in blocks_of(name):
        note = rows[0][-1] if rows else ""
        if note in NOTES and rows[0][0] not in NOTES:
            named |= {(note, label) for row in rows[1:] for label in labels(row[-1])}
    assert named or name.startswith(("comparison/", "thill/practice"))
    for note, label in named:
        assert find(note, label), label


# Tables whose last column says how far a formula is from the finite difference beside it.
@each_script
def test_formulas_that_are_checked_agree_with_finite_differences(name):
    for _, rows in blocks_of(name):
        if rows and rows[0][-1] == "relative error":
            assert len(rows) > 1
            for row in rows[1:]:
                assert float(row[-1]) < 1e-7, row
                assert float(row[-3]) == pytest.approx(float(row[-2]), rel=1e-5, abs=1e-9)


@each_script
def test_gradients_of_its_problems_agree_with_finite_differences(name):
    _, story = told(name, width=10_000)
    for problem in story.problems:
        comparisons = gradient_check(problem.network, problem.examples, problem.cost)
        assert max(comparison.error for comparison in comparisons) < 1e-7


@pytest.mark.parametrize("note", NOTES)
def test_the_index_names_scripts_that_cite_the_equation_beside_its_numbers(note):
    for entry in notation_of(note).equations:
        lines = lines_of(entry.walkthrough.removesuffix(".py"))
        cited = set().union(*(labels(place) for _, _, place in lines))
        assert entry.label in cited, entry


@each_script
def test_a_number_is_written_as_where_it_was_printed_first(name):
    """Where a line is one quantity alone, it has the digits of the table before it."""
    printed = {}
    for _, rows in blocks_of(name):
        for row in rows[1:]:
            if rows[0][:2] == ["quantity", "value"]:
                printed[row[0]] = row[1]
            elif "with numbers" in rows[0]:
                number = row[2].replace("−", "-")
                if row[1] in printed and re.fullmatch(r"[-+.e\d]+", number):
                    assert number == printed[row[1]], row
                printed[row[0]] = row[3]


@each_script
def test_the_text_names_each_equation_marked_cf(name):
    """It says there what the equation of the note gives that the line does not."""
    text = " ".join(" ".join(block.split()) for block, rows in blocks_of(name) if not rows)
    for place in {place for _, _, place in lines_of(name) if place.startswith("cf. ")}:
        assert place.removeprefix("cf. ") in text
