"""A notation of the reader's own: what a file may say, and what is said of a wrong one."""

import re

import pytest
from support import NOTES, ROOT, each_row

from backprop_scalar import ProblemError
from backprop_scalar.cli import main
from backprop_scalar.costs import COSTS
from backprop_scalar.notes.notation import ALPHABET, Entry, Place, Remark, notation_of
from backprop_scalar.notes.quantities import CHOSEN, INDICES
from backprop_scalar.tracing.styles import LETTERS

MAZUR = ROOT / "walkthroughs" / "problems" / "mazur_2_2_2.toml"
BATCH = ROOT / "walkthroughs" / "problems" / "full_story_batch.toml"

# The least that a file has to say.
GOOD = """\
title = "Mine"
[letters]
a = "o_j^[l]"
y = "t_j"
w = "θ_jk^[l]"
b = "β_j^[l]"
z = "net_j^[l]"
delta = "φ_j^[l]"
C_x = "E"
C = "E"
eta = "α"
n = "N"
"""


@pytest.fixture
def write(tmp_path):
    """The path of a notation file of that text."""

    def to_file(text, name="mine.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return to_file


def changed(old, new):
    assert old in GOOD, old
    return GOOD.replace(old, new)


SECTION = '[[section]]\nwidth = 1\nletters.a = "a"\n'

# The text, and the end of the message after the file's name.
BAD = [
    ("", "letters is missing; a note needs letters, title"),
    (changed('title = "Mine"', "title = 3"), "title is 3, not a text in quotes"),
    (changed('title = "Mine"', 'title = "  "'), "title is '  '; write a text that can be"),
    (changed('"Mine"', '"Mi\\u001bne"'), "title is 'Mi\\x1bne'; write a text that can be printed"),
    (changed("[letters]", "author = 3\n[letters]"), "author is 3, not a text in quotes"),
    (changed("[letters]", "Title = 1\n[letters]"), "unknown key 'Title'; its name here is title"),
    (
        changed("[letters]", 'cost = "mse"\n[letters]'),
        "there is no cost 'mse'; its n",
    ),
    (
        changed("[letters]", "cost = []\n[letters]"),
        "there is no cost []; take one",
    ),
    (
        changed("[letters]", 'hidden = "ReLU"\n[letters]'),
        "hidden: there is no activation 'ReLU'",
    ),
    (
        changed("[letters]", "output = 1\n[letters]"),
        "output: there is no activation 1; ta",
    ),
    (changed("[letters]", "inside = 1\n[letters]"), "inside is 1; write true or false"),
    (changed("[letters]", 'cost_word = ""\n[letters]'), "cost_word is ''; write a text"),
    (changed("[letters]", "width = 0\n[letters]"), "width is 0, not a whole number from 1"),
    (changed("[letters]", "width = true\n[letters]"), "width is True, not a whole number"),
    (changed("[letters]", "layers = 1.0\n[letters]"), "layers is 1.0, not a whole number"),
    (changed("[letters]", "slope = 1\n[letters]"), "slope is 1, not a text in quotes"),
    *[
        (changed("[letters]", f"slope = '{slope}'\n[letters]"), message)
        for slope, message in [
            ("f({w})", "slope is 'f({w})'; only {a} and {z} may stand in braces"),
            ("f({})", "slope is 'f({})'; only {a} and {z}"),
            ("f({z)", "slope is 'f({z)'; only {a} and {z}"),
            ("f({z!r})", "slope is 'f({z!r})'; only {a} and {z}"),
            ("{{z}}", "slope is '{{z}}'; only {a} and {z}"),
            (r"\input {z}", r"slope is '\\input {z}'; write letters, ∂ · / ' and brackets"),
            ("100%{z}", "slope is '100%{z}'; write letters"),
        ]
    ],
    ('title = "Mine"', "letters is missing; a note needs letters, title"),
    ('title = "Mine"\nletters = []', "letters is not a table: write [letters]"),
    (changed('n = "N"\n', ""), "letters: n is missing; give each kind of quantity a letter"),
    (changed("\nC = ", "\nJ = "), "letters: there is no kind 'J'; take one of a, y, w, b, z"),
    (changed("\nn = ", '\n"" = "x"\nn = '), "letters: there is no kind ''; take one of a, y"),
    *[
        (
            changed('\na = "', f'\n"{key}" = "x"\na = "'),
            f"letters: {key!r}: a kind may be followed by batch",
        )
        for key in ("a last", "a one one", "a input first")
    ],
    (
        changed('\na = "', '\n"a one batch" = "x"\n"a batch one" = "x"\na = "'),
        "letters: 'a batch one' is there twice",
    ),
    (changed('"o_j^[l]"', "1"), "letters: a is 1, not a text in quotes"),
    (changed("\na = ", "\na.b = "), "letters: a is {'b': 'o_j^[l]'}, not a text in quotes"),
    *[
        (changed('"o_j^[l]"', f"'{letter}'"), f"letters: a is {letter!r}; write a Latin or Greek")
        for letter in [
            *("1_j", "o_", "o^", "o_j^(l", "o_j^(l]", "o_j_k", "o_j^l^l", "o j", "_j", "o^l_j"),
            *("ж_j", "o_ж", "o_(j)", r"\alpha_j", "$o$", "o_j;", "ŷ̂", "o_{j}", "1"),
        ]
    ],
    (changed('"o_j^[l]"', '"``"'), "letters: a is \"''\"; write a Latin or Greek letter"),
    (changed('"t_j"', '"t_j^l"'), "letters: y is 't_j^l', but this quantity has no index l"),
    (changed('"β_j^[l]"', '"β_jk^[l]"'), "letters: b is 'β_jk^[l]', but this quantity has no "),
    (changed('C = "E"', 'C = "E_i"'), "letters: C is 'E_i', but this quantity has no index i"),
    (GOOD + "[places]\nq = '1'", "places: there is no kind 'q'; take one of a, y, w, b, z, delta"),
    (GOOD + "[places]\nz = 1", "places: z is 1, neither a text nor a table"),
    (GOOD + "[places]\nz = [['1']]", "places: z is ['1'], neither a text nor a table"),
    (GOOD + "[places]\nz.at = 1", "places: z: at is 1, not a text in quotes"),
    (GOOD + "[places]\nz.at = 0", "places: z: at is 0, not a text in quotes"),
    (GOOD + "[places]\nz.only = ['relu']", "places: z: at is missing"),
    (
        GOOD + "[places]\nz = {at = '1', On = []}",
        "places: z: unknown key 'On'; a place may have",
    ),
    (GOOD + "[places]\nz = {at = '1', differs = 0}", "places: z: differs is 0; write true or f"),
    (GOOD + "[places]\nz = {at = '1', only = 'relu'}", "places: z: only is 'relu', not a list"),
    (
        GOOD + "[places]\nz = {at = '1', only = ['ReLU']}",
        "places: z: only: there is no fact 'Re",
    ),
    (GOOD + "[places]\nz = {at = '1', only = [[]]}", "places: z: only: there is no fact []; take"),
    *[
        (GOOD + f"[places]\nz = '{at}'", f"places: z: at is {at!r}; only {{l}} may stand in braces")
        for at in ["eq. {j}", "{", "}", "{}", "{l!r}", "{l:9}", "{l.real}", "{{l}}", "{0}"]
    ],
    (GOOD + "[remark]\nsays = 'x'", "remark is not a list of tables: write [[remark]], with two"),
    (GOOD + "[[remark]]\nsay = 'x'", "remark: unknown key 'say'; a remark may have only, says"),
    (GOOD + "[[remark]]\nonly = []", "remark: says is missing"),
    (GOOD + "[[remark]]\nsays = 1", "remark: says is 1, not a text in quotes"),
    (GOOD + "[[remark]]\nsays = 'x'\nonly = ['x']", "remark: only: there is no fact 'x'; take one"),
    (GOOD + "[[equation]]\nlabel = '(1)'", "equation: computes is missing"),
    (GOOD + "[[equation]]\nlabels = '(1)'", "equation: unknown key 'labels'; an equation may"),
    ("section = 1\n" + GOOD, "section is not a list of tables: write [[section]]"),
    ("section = [1]\n" + GOOD, "section is not a list of tables"),
    (GOOD + SECTION, "section 1: letters: y is missing; give each kind of quantity a letter"),
    (GOOD + "[[section]]\nlayers = 1", "section 1: width is missing; a section needs width"),
    (
        GOOD + "[[section]]\nwidth = 1\n[[section]]\nwidth = 1\n[[section.section]]",
        "section 2: unknown key 'section'; a section may have",
    ),
    (GOOD + "[[section]]\nwidth = 1\nplaces = 1", "section 1: places is not a table: write [pl"),
    ("title = ", "is not valid TOML: Invalid value"),
    (GOOD + 'title = "Mine"', "letters: there is no kind 'title'; take one of a, y, w"),
    (f"title = {'[' * 5000}{']' * 5000}", "is not valid TOML: brackets nested too deep"),
    (f"title = 1{'0' * 5000}", "is not valid TOML: Exceeds the limit"),
]


@each_row(BAD)
def test_a_bad_file_is_one_message_with_its_name_and_key(text, message, write):
    path = write(text, f"{BAD.index((text, message))}.toml")
    with pytest.raises(ProblemError) as error:
        notation_of(path)
    assert str(error.value).startswith(f"{path}: {message}")
    assert "\n" not in str(error.value)


def test_the_keys_that_there_may_be_are_listed(write):
    with pytest.raises(ProblemError, match="a note may have author, cost, .*, slope, title"):
        notation_of(write(changed("[letters]", "x = 1\n[letters]")))
    with pytest.raises(ProblemError, match="section 1: .* a section may have author, .*, width$"):
        notation_of(write(GOOD + "[[section]]\nwidth = 1\nx = 1"))


def test_a_file_that_cannot_be_read(tmp_path, write):
    with pytest.raises(ProblemError, match=r"no/such\.toml: cannot be read: No such file"):
        notation_of("no/such.toml")
    with pytest.raises(ProblemError, match="there is no note 'koo'; take one of full_story, .* or"):
        notation_of("koo")
    (tmp_path / "latin.toml").write_bytes("title = 'é'".encode("latin-1"))
    with pytest.raises(ProblemError, match=r"latin\.toml: is not a text in UTF-8"):
        notation_of(str(tmp_path / "latin.toml"))


ON_THE_COMMAND_LINE = [
    ("title = ", "mine.toml: is not valid TOML: Invalid value"),
    (changed('"o_j^[l]"', "'o_j;'"), "mine.toml: letters: a is 'o_j;'; write a Latin or Greek"),
    (changed("[letters]", f"{'x' * 90_000} = 1\n[letters]"), "mine.toml: unknown key 'xxxxxxxxxx"),
    (GOOD + "[places]\nz = 'eq. {j}'", "mine.toml: places: z: at is 'eq. {j}'; only {l} may st"),
]


@pytest.mark.parametrize(("text", "message"), ON_THE_COMMAND_LINE)
@pytest.mark.parametrize("command", ["trace", "check"])
def test_a_bad_file_is_one_line_and_status_2(write, capsys, command, text, message):
    assert main([command, str(MAZUR), "--note", write(text)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("backprop_scalar: error: ")
    assert str(MAZUR) not in err
    assert message in err
    assert err.count("\n") == 1
    assert len(err) < 1000


FORMS = [
    (["--width", "200"], "θ_11^[1]·o_1^[0] + θ_12^[1]·o_2^[0] + β_1^[1]", "∂E/∂θ_11^[1]"),
    (
        ["--width", "200", "--ascii"],
        "theta_11^[1]*o_1^[0] + theta_12^[1]*o_2^[0] + beta_1^[1]",
        "dE/dtheta_11^[1]",
    ),
    (
        ["--format", "github"],
        r"$`\theta_{11}^{[1]} \cdot o_{1}^{[0]} + \theta_{12}^{[1]} \cdot o_{2}^{[0]} + \beta_{1}^",
        r"$`\partial E/\partial \theta_{11}^{[1]}`$",
    ),
    (
        ["--format", "html"],
        "><mi>θ</mi><mn>12</mn><mn>[1]</mn></msubsup><mo>·</mo><msubsup data-q=a-0-1--0><mi>o</mi>",
        "><mi>∂</mi><msubsup><mi>θ</mi><mn>11</mn><mn>[1]</mn></msubsup></mrow></mfrac>",
    ),
    (
        ["--format", "latex"],
        r"$\theta_{11}^{[1]} \cdot o_{1}^{[0]} + \theta_{12}^{[1]} \cdot o_{2}^{[0]} + \beta_{1}^",
        r"$\partial E/\partial \theta_{11}^{[1]}$",
    ),
]


@pytest.mark.parametrize(("options", "formula", "gradient"), FORMS)
def test_the_least_file_works_in_every_format(write, capsys, options, formula, gradient):
    path = write(GOOD)
    assert main(["trace", str(MAZUR), "--note", path, *options]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert formula in out
    assert "in the letters of Mine." in " ".join(out.split())
    assert out.isascii() is (options[-1] in ("latex", "github", "--ascii"))
    assert main(["check", str(MAZUR), "--note", path, *options]) == 0
    assert gradient in capsys.readouterr().out


def test_the_least_file_has_no_places_and_no_cost_of_its_own(write):
    notation = notation_of(write(GOOD))
    assert (notation.name, notation.source, notation.cost_word) == ("mine", "Mine", "cost")
    assert (notation.cost, notation.inside, notation.places) == ("", False, {})
    assert (notation.sections, notation.remarks, notation.equations) == ([], [], [])


WHOLE = (
    changed(
        "[letters]",
        'author = "A.\\n  Lecturer"\ncost = "squared_error"\ncost_word = "`loss`"\n'
        'inside = true\nslope = "d{a}/d{z}"\n[letters]\n"a  batch output" = "O_ji"',
    )
    + """
[places]
z = "(3)"
"dw batch" = [{ at = "(4)", only = ["relu", "batch"] }, { at = "(5.{l})", differs = true }]
dC_da = ""
[[remark]]
says = "A `misprint`."
only = ["batch"]
[[equation]]
label = "(3)"
formula = "z"
computes = "the weighted input"
function = "equations.weighted_input"
walkthrough = "none"
[[section]]
width = 1
cost_word = "error"
[[section]]
width = 2
layers = 3
"""
)


def test_all_that_a_file_may_say(write):
    notation = notation_of(write(WHOLE))
    assert notation.source == "A. Lecturer, Mine"
    assert (notation.cost, notation.cost_word, notation.inside) == ("squared_error", "'loss'", True)
    assert (notation.slope, notation.letters["a batch output"]) == ("d{a}/d{z}", "O_ji")
    relu = Place("(4)", frozenset({"relu", "batch"}))
    assert notation.places["dw batch"] == [relu, Place("(5.{l})", differs=True)]
    assert notation.places["dC_da"] == [Place("")]
    assert notation.remarks == [Remark("A 'misprint'.", frozenset({"batch"}))]
    assert notation.equations == [
        Entry("(3)", "z", "the weighted input", "equations.weighted_input", "none")
    ]


OF_WIDTHS = [
    ([1, 1], "error"),
    ([1, 1, 1, 1], "error"),
    ([2, 2, 2, 2], "two"),
    ([2, 2, 2], "'loss'"),
    ([1, 2, 1], "'loss'"),
]


@pytest.mark.parametrize(("widths", "word"), OF_WIDTHS)
def test_a_section_is_for_networks_of_its_widths(write, widths, word):
    notation = notation_of(write(WHOLE + 'cost_word = "two"\n')).for_network(widths)
    assert notation.cost_word == word
    # What a section does not say is as in the whole note, but for remarks and equations.
    assert (notation.inside, notation.letters["b"]) == (True, "β_j^[l]")
    assert len(notation.remarks) == (word == "'loss'")


def test_a_file_that_was_changed_is_read_again(write):
    assert notation_of(write(GOOD)).title == "Mine"
    assert notation_of(write(changed("Mine", "Yours"))).title == "Yours"


def test_what_a_file_says_is_printed(write, capsys):
    assert main(["trace", str(BATCH), "--note", write(WHOLE), "--width", "200"]) == 0
    out = capsys.readouterr().out
    assert "\nExample 1: 'loss'\n" in out
    assert "A 'misprint'." in out
    rows = {row[0]: row for row in map(str.split, out.splitlines()) if row}
    assert rows["net_1,1^[1]"][-1] == "(3)"
    assert rows["∂E/∂θ_11^[2]"][-2:] == ["cf.", "(5.2)"]
    assert rows["dO_11/dnet_1,1^[2]"][-1] != "(3)"
    assert "∂E/∂O_11·dO_11/dnet_1,1^[2]" in out  # the error signal of example 1


def test_every_letter_of_the_alphabet_can_be_printed_in_every_format():
    letters = re.sub("A-Za-z", "", ALPHABET)
    assert len(letters) > 30
    for letter in letters:
        plain, latex = LETTERS[letter]
        assert plain.isascii()
        assert re.fullmatch(r"\\[A-Za-z]+(\{\w\})?", latex)


@each_row(NOTES)
def test_the_five_notes(note):
    notation = notation_of(note)
    assert notation.name == note
    assert notation.cost in COSTS
    assert notation.letters.keys() | CHOSEN.keys() >= INDICES.keys()
    assert notation.equations
    assert notation_of(note) is notation
