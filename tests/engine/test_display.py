"""What is shown on a terminal does what it looks like, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest

from sfn_engine.display import counted, listed, safe, shorten

DRAWN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
"""Signs of the category "format" that have a shape of their own."""


def test_every_character_that_controls_or_hides_is_made_visible() -> None:
    for code in range(0x110000):
        mark = chr(code)
        if unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Zl", "Zp") and code not in DRAWN:
            shown = safe(mark)
            assert shown.isascii() and shown.isprintable(), hex(code)


def test_ordinary_text_of_any_script_stays_as_it_is() -> None:
    text = "orders é ß 注文 заказ طلب הזמנה 😀 – “x” \\x1b"
    assert safe(text) is text or safe(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2J", r"a\x1b[2J"),
        ("a\r\nb", r"a\x0d\x0ab"),
        ("\u202eabc", r"\u202eabc"),
        ("a\u200bb", r"a\u200bb"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud800", r"\ud800"),
        ("\x9b31m", r"\x9b31m"),
    ],
)
def test_hostile_text_is_written_out(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_a_short_form_is_cut_after_it_was_made_safe() -> None:
    assert shorten("a" * 60) == "a" * 60
    assert shorten("a" * 1_000_000) == "a" * 59 + "…"
    assert len(shorten("\u202e" * 1_000_000)) == 60
    assert safe(shorten("\x1b" * 100)) == shorten("\x1b" * 100)


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 states"), (1, "1 state"), (2, "2 states"), (-1, "-1 state"), (1234, "1234 states")]
)
def test_a_number_agrees_with_its_noun(number: int, text: str) -> None:
    assert counted(number, "state") == text


def test_a_noun_may_have_a_plural_of_its_own_and_thousands_a_separator() -> None:
    assert counted(1, "policy", "policies") == "1 policy"
    assert counted(3, "policy", "policies") == "3 policies"
    assert counted(12345, "state", separator=",") == "12,345 states"


@pytest.mark.parametrize(
    ("names", "most", "text"),
    [
        ("", None, ""),
        ("", 2, ""),
        ("a", 2, "a"),
        ("ab", 2, "a, b"),
        ("abc", 2, "a, b and 1 more"),
        ("abcde", 2, "a, b and 3 more"),
        ("abc", None, "a, b, c"),
    ],
)
def test_a_long_list_ends_with_how_many_more_there_are(names: str, most: int | None, text: str) -> None:
    assert listed(list(names), most) == text


def test_a_list_may_end_with_a_word_before_the_last_name() -> None:
    assert listed(["a"], last="or") == "a"
    assert listed(["a", "b"], last="or") == "a or b"
    assert listed(["a", "b", "c"], last="and") == "a, b and c"
    assert listed(["a", "b", "c"], 2, last="or") == "a, b and 1 more"


def test_only_the_names_that_are_shown_are_written() -> None:
    written: list[int] = []

    def write(number: int) -> str:
        written.append(number)
        return f"<{number}>"

    assert listed(range(1000), 2, write=write) == "<0>, <1> and 998 more"
    assert written == [0, 1]
