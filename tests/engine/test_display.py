"""What is shown on a terminal does what it looks like, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest

from sfn_engine.display import safe, shorten

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
