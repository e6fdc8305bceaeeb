"""The sheet two_inputs as a file: blank, solved, with one line changed, and with evil intent."""

import re

from solving import from_written, rounded, sheet_of
from support import ROOT

NAME = "two_inputs"
SHEET = sheet_of(NAME, 0)
BLANK = (ROOT / "tests" / "exercises" / f"worksheet_03_{NAME}.py").read_text(encoding="utf-8")
ANSWERS = {SHEET.keys[q]: v for q, v in from_written(SHEET, rounded).items() if q in SHEET.lines}
# The line that is changed, and the number it has in the file.
KEY = "z_1^(1)"
LINE = 1 + next(n for n, line in enumerate(BLANK.split("\n")) if f'"{KEY}"' in line)


def solved():
    """The sheet with every answer."""
    text = BLANK
    for key, value in ANSWERS.items():
        text = text.replace(f'"{key}": ...,', f'"{key}": {value!r},')
    return text


def verdicts(marks):
    """The verdicts there are in marks by their names."""
    return {mark.verdict for mark in marks.values()}


def with_line(line):
    """The solved sheet with another line in the place of the first."""
    return re.sub(rf'(?m)^    "{re.escape(KEY)}": .*$', lambda _: line, solved())


def with_answer(answer):
    """The solved sheet with another answer to the first line."""
    return with_line(f'    "{KEY}": {answer},')


def above(code):
    """The solved sheet with more lines above ANSWERS."""
    return solved().replace("ANSWERS = {", f"{code}\nANSWERS = {{")


def below(code):
    """The solved sheet with more lines below ANSWERS."""
    return f"{solved()}{code}\n"


def head(name, code):
    """The solved sheet with something else after one of its own names."""
    return re.sub(rf"(?m)^{name} = .*$", lambda _: f"{name} = {code}", solved())


def own_problem(text):
    """A sheet of one's own problem, whatever its text is."""
    return f'WORKSHEET = "problem"\nPROBLEM = """\n{text}"""\nGIVEN = {{\n}}\nANSWERS = {{\n}}\n'


LAYER = '[[layer]]\nactivation = "sigmoid"\nwidth = {}\ninitialization = "uniform"\nseed = 1\n'
LARGE = 'cost = "squared_error"\neta = 1\n[[example]]\nx = [1]\ny = [1]\n'

# What each does: `CANARY` is the path of a file that is there if any of it was run. Then what
# becomes of it: refused, with words of the message; or only the answer to KEY, with words of that;
# or nothing, for the lines are not read.
REFUSED, ANSWER, UNREAD = "refused", "answer", "unread"
WRITE = "open(CANARY, 'w').close()"
IMPORTED = "__import__('pathlib').Path(CANARY).touch()"

HOSTILE = {
    "writes a file": (above(WRITE), UNREAD, ""),
    "writes a file above all": (f"{WRITE}\n{solved()}", UNREAD, ""),
    "writes a file below": (below(WRITE), UNREAD, ""),
    "writes a file after a semicolon": (above(f"from math import exp; {WRITE}"), UNREAD, ""),
    "writes a file after its text": (
        solved().replace('"""\n\nN', f'"""; {WRITE}\n\nN'),
        UNREAD,
        "",
    ),
    "loops": (above("while True:\n    pass"), UNREAD, ""),
    "exits": (above("raise SystemExit(0)"), UNREAD, ""),
    "kills": (above("import os\nos.kill(os.getpid(), 9)"), UNREAD, ""),
    "patches the marker": (
        above(
            "import backprop_scalar.exercises.marking as m\n"
            f"m.Verdict.WRONG = m.Verdict.RIGHT; {WRITE}"
        ),
        UNREAD,
        "",
    ),
    "imports a program": (above("from subprocess import run\nrun(['touch', CANARY])"), UNREAD, ""),
    "imports everything": (above("from os import *"), UNREAD, ""),
    "defines a class": (above(f"class A:\n    {WRITE}"), UNREAD, ""),
    "defines a number that lies": (
        above(f"class A(float):\n    def __sub__(self, other):\n        {WRITE}\nz = A()"),
        UNREAD,
        "",
    ),
    "defines a function": (above(f"def exp(x):\n    {WRITE}\n    return 1"), UNREAD, ""),
    "decorates": (above(f"@print\n@(lambda f: {WRITE})\ndef f(): pass"), UNREAD, ""),
    "matches": (above(f"match 1:\n    case _:\n        {WRITE}"), UNREAD, ""),
    "catches": (above(f"try:\n    1/0\nexcept Exception:\n    {WRITE}"), UNREAD, ""),
    "asserts": (above(f"assert {WRITE}"), UNREAD, ""),
    "deletes": (above("del GIVEN"), UNREAD, ""),
    "waits": (above("async def f():\n    await f()"), UNREAD, ""),
    "gives a name to what it runs": (above(f"z = {WRITE}"), UNREAD, ""),
    "has a million values in a name": (above("z = [0, 0] * 10**9"), UNREAD, ""),
    "changes ANSWERS afterwards": (below('ANSWERS["L"] = ' + WRITE), UNREAD, ""),
    "is code in an encoding": (f"# -*- coding: utf-7 -*-\n+AHgAPQAx-\n{solved()}", UNREAD, ""),
    "calls": (with_answer(WRITE), ANSWER, '"open" is not known here'),
    "imports in an answer": (with_answer(IMPORTED), ANSWER, '"__import__" is not known here'),
    "evaluates": (with_answer(f'eval("{WRITE}")'), ANSWER, '"eval" is not known here'),
    "has a lambda": (with_answer(f"(lambda: {WRITE})()"), ANSWER, '"lambda" is not known here'),
    "has a comprehension": (with_answer(f"[{WRITE} for x in (1,)]"), ANSWER, '"open" is not'),
    "has an f-string": (with_answer(f'f"{{{WRITE}}}"'), ANSWER, '"f" is not known here'),
    "has an attribute": (with_answer("exp.__self__"), ANSWER, "brackets are missing after exp"),
    "has attributes": (with_answer("().__class__.__bases__[0]"), ANSWER, "number is missing"),
    "has a walrus": (with_answer("(exp := 3)"), ANSWER, "brackets are missing after exp"),
    "has a star": (with_answer("*[1]"), ANSWER, 'a number is missing before "*"'),
    "has two stars": (
        solved().replace("ANSWERS = {", f"ANSWERS = {{\n    **{WRITE},"),
        UNREAD,
        "",
    ),
    "has an exit": (with_answer("exit()"), ANSWER, '"exit" is not known here'),
    "has a yield": (with_answer("(yield)"), ANSWER, '"yield" is not known here'),
    "has a condition": (with_answer("1 if 1 else 0"), ANSWER, 'between "1" and "if"'),
    "has a large power": (with_answer("10**10**9"), ANSWER, "too large a number"),
    "has a large power of brackets": (with_answer("9**(9**(9**9))"), ANSWER, "too large a number"),
    "has a large integer": (with_answer("9" * 5000), ANSWER, "this is too long"),
    "has an integer of 399 digits": (with_answer("9" * 399), ANSWER, "too large a number"),
    "has a large text": (with_answer('"a" * 10**9'), ANSWER, "is not known here"),
    "has a large list": (with_answer("[0, 0] * 10**9"), ANSWER, "not a comma"),
    "has 20,000 terms": (with_answer("1" + "+1" * 20_000), ANSWER, "this is too long"),
    "has 5,000 brackets": (with_answer("(" * 5000 + "1" + ")" * 5000), ANSWER, "this is too long"),
    "has 60 brackets": (with_answer("(" * 60 + "1" + ")" * 60), ANSWER, "too many brackets"),
    "has 100 signs": (with_answer("-" * 100 + "1"), ANSWER, "too many brackets"),
    "has infinity": (with_answer("1e999"), ANSWER, "too large a number"),
    "has no number": (with_answer("1e308*10 - 1e308*10"), ANSWER, "too large a number"),
    "has a complex number": (with_answer("(-1)**0.5"), ANSWER, "(-1)**(0.5) has no value"),
    "has digits of another script": (with_answer("٣"), ANSWER, '"٣" cannot be read here'),
    "clears the terminal": (with_answer("\x1b[2J"), ANSWER, '"\\x1b" cannot be read'),
    "turns the text around": (with_answer("\u202e0.5\u202c"), ANSWER, ""),
    "binds exp": (
        above(f"exp = {WRITE}").replace('"z_1^(1)": -0.235', '"z_1^(1)": exp(1)'),
        ANSWER,
        "exp gets another meaning",
    ),
    "has ANSWERS twice": (below("ANSWERS = {}"), REFUSED, "ANSWERS stands on line"),
    "has SEED twice": (below("SEED = 1"), REFUSED, "SEED stands on line"),
    "calls instead of ANSWERS": (
        above(f"ANSWERS = {WRITE}"),
        REFUSED,
        "no list of lines in braces",
    ),
    "has a call as SEED": (head("SEED", WRITE), REFUSED, "SEED, a whole number"),
    "has a large SEED": (head("SEED", "9" * 5000), REFUSED, "SEED, a whole number"),
    "has a power as SEED": (head("SEED", "10**10**9"), REFUSED, "SEED, a whole number"),
    "has a call as WORKSHEET": (head("WORKSHEET", WRITE), REFUSED, "WORKSHEET, the name"),
    "has a path as WORKSHEET": (head("WORKSHEET", '"../x"'), REFUSED, "WORKSHEET, the name"),
    "has other numbers": (solved().replace("0.6,", "1,"), REFUSED, "a_1^(0) is 1, but it is 0.6"),
    "has a call in GIVEN": (solved().replace("0.6,", f"{WRITE},"), REFUSED, "a_1^(0) is no number"),
    "has no GIVEN": (solved().replace("GIVEN = {", "{"), REFUSED, "GIVEN: a_1^(0) is no number"),
    "has 20,000 keys": (
        solved().replace(
            "ANSWERS = {", "ANSWERS = {" + "".join(f'"{n}":1,' for n in range(20_000))
        ),
        REFUSED,
        "more than 1000 entries",
    ),
    "has 20,000 lines": (above("a\n" * 20_000), UNREAD, ""),
    "has 200 long names": (above(f"z = 1{'+1' * 90}+\n" * 200), UNREAD, ""),
    "has 500 keys": (
        solved().replace("ANSWERS = {", "ANSWERS = {" + "".join(f'"{n}":1,' for n in range(500))),
        REFUSED,
        "ANSWERS has 512 lines, but the sheet asks for 12",
    ),
    "has 4,000 names": (above("z=1\n" * 4000), REFUSED, "more than 1000 entries"),
    "is large": (solved() + "#" * 10_000_000, REFUSED, "is larger than 200 kB"),
    "has zero bytes": (above("\0"), REFUSED, "is not a text in UTF-8"),
    "is in no UTF-8": (
        above("?!").encode().replace(b"?!", b"\xe9"),
        REFUSED,
        "is not a text in UTF-8",
    ),
    "has lone surrogates": (
        above("\ud800").encode("utf-8", "surrogatepass"),
        REFUSED,
        "is not a text in UTF-8",
    ),
    "has a call as PROBLEM": (
        f'WORKSHEET = "problem"\nPROBLEM = {WRITE}\nANSWERS = {{}}\n',
        REFUSED,
        "line 2: PROBLEM has to be a text",
    ),
    "has a text that runs as PROBLEM": (
        f'WORKSHEET = "problem"\nPROBLEM = f"{{{WRITE}}}"\nANSWERS = {{}}\n',
        REFUSED,
        "line 2: PROBLEM has to be a text",
    ),
    "has lone surrogates in PROBLEM": (own_problem("title = '\\ud800'"), REFUSED, "PROBLEM: "),
    "has TOML too deep": (own_problem("x = " + "[" * 900), REFUSED, "brackets nested too deep"),
    "has a key of 10,000 parts": (
        own_problem("a" + ".a" * 10_000 + " = 1"),
        REFUSED,
        "too long for a sheet",
    ),
    "draws a large network": (
        own_problem(LARGE + LAYER.format(1000) * 100),
        REFUSED,
        "a sheet at most 400",
    ),
}
