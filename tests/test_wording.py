"""What the words of an error are made of."""

import pytest
from support import each_row

from backprop_scalar.wording import one_line, shortened, shown


@each_row(range(10, 30))
def test_a_long_text_keeps_its_two_ends_and_has_the_length_asked_for(most):
    text = "abcdefghijklmnopqrstuvwxyz" * 2
    short = shortened(text, most)
    assert len(short) == most
    start, end = short.split("...")
    assert text.startswith(start) and text.endswith(end)
    assert 0 <= len(start) - len(end) <= 1


@pytest.mark.parametrize("most", [26, 27, 100])
def test_a_text_that_fits_stays(most):
    assert shortened("abcdefghijklmnopqrstuvwxyz", most) == "abcdefghijklmnopqrstuvwxyz"


def test_a_value_is_shown_as_python_writes_it():
    assert shown("it's") == '"it\'s"'
    assert shown(["a\n", True]) == "['a\\n', True]"
    assert len(shown("x" * 100)) == 60


def test_signs_that_cannot_be_printed_are_escaped_and_letters_are_not():
    assert one_line("Übung δ\n\t\x1b[0m\udcff\u2028") == "Übung δ\\n\\t\\x1b[0m\\udcff\\u2028"
