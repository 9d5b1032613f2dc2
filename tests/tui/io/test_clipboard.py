"""What is sent to the terminal to copy a text."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest

from sfn_tui.io.clipboard import LARGEST, Clipboard, CopyResult, osc52

PLAIN = {"TERM": "xterm-256color"}
TMUX = {**PLAIN, "TMUX": "/tmp/tmux-1000/default,1,0"}
SCREEN = {"TERM": "screen", "STY": "1.pts-0.host"}


def payload(sequence: str) -> str:
    """Return the text in a bare OSC 52 sequence."""
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert found is not None, sequence
    return b64decode(found[1]).decode()


@pytest.mark.parametrize(
    "text", ["", "arn:aws:sqs:*", "$.a[?(@.x==1)]", "\x1b]52;c;evil\x07", "日本 🎉", "x" * 5_000]
)
def test_a_plain_terminal_gets_the_bare_sequence(text: str) -> None:
    assert payload(osc52(text, PLAIN)) == text


def test_tmux_passes_it_on_with_doubled_escapes_and_takes_it_itself() -> None:
    sequence = osc52("orders", TMUX)
    found = re.fullmatch(r"\x1bPtmux;(.*?[^\x1b])\x1b\\(.*)", sequence, re.DOTALL)
    assert found is not None
    assert payload(found[1].replace("\x1b\x1b", "\x1b")) == "orders"
    assert payload(found[2]) == "orders"


@pytest.mark.parametrize("size", [1, 200, 240, 5_000])
def test_screen_gets_it_in_pieces_that_it_does_not_drop(size: int) -> None:
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", osc52("x" * size, SCREEN), re.DOTALL)
    assert payload("".join(pieces)) == "x" * size
    assert max(map(len, pieces)) <= 240


def test_the_number_of_bytes_is_told() -> None:
    sent: list[str] = []
    assert Clipboard(sent.append, PLAIN).copy("日本") == CopyResult(True, 6)
    assert sent == [osc52("日本", PLAIN)]


def test_the_largest_text_fits_in_what_terminals_read_and_one_byte_more_is_refused() -> None:
    sent: list[str] = []
    clipboard = Clipboard(sent.append, PLAIN)
    assert clipboard.copy("x" * LARGEST).ok and len(sent[0]) <= 100_000
    result = clipboard.copy("x" * (LARGEST + 1))
    assert not result.ok and result.bytes == LARGEST + 1 and len(sent) == 1
    assert result.reason == "74,995 bytes is more than terminals accept (74,994)"


@pytest.mark.parametrize(
    ("environment", "word"),
    [({"TERM_PROGRAM": "Apple_Terminal"}, "macOS Terminal"), ({"TERM": "linux"}, "console")],
)
def test_a_terminal_that_cannot_copy_is_named(environment: dict[str, str], word: str) -> None:
    sent: list[str] = []
    result = Clipboard(sent.append, environment).copy("x")
    assert not result.ok and word in result.reason and not sent


def test_half_a_surrogate_pair_is_copied_as_json_writes_it() -> None:
    assert payload(osc52('"\ud800"', PLAIN)) == '"\\ud800"'


def test_a_terminal_that_is_gone_gives_a_reason() -> None:
    def gone(text: str) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    assert Clipboard(gone, PLAIN).copy("x").reason == "cannot write to the terminal: Broken pipe"


def test_no_control_character_is_sent_raw_but_ends_of_lines_and_tabs() -> None:
    sent: list[str] = []
    Clipboard(sent.append, PLAIN).copy("a\tb\n\x1b[201~\r\x7f\x9b\u202e")
    assert payload(sent[0]) == "a\tb\n\\x1b[201~\\x0d\\x7f\\x9b\\u202e"
