"""The terminal's clipboard, through the escape sequence OSC 52: works over SSH and needs no other program."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sfn_engine.display import safe

LARGEST = 74_994
"""Bytes of text that can be copied.

In base64 and with its frame that is 100,000 bytes, where several terminals stop reading a sequence. They
would silently drop all of it, so it is refused here, with a message.
"""
_SCREEN_PIECE = 240
"""Characters of the sequence in one part for GNU screen, which drops strings of more than 256."""


@dataclass(frozen=True, slots=True)
class CopyResult:
    """The result of a copy."""

    ok: bool
    """True if the text was sent. No terminal says whether it accepted it."""
    bytes: int
    """Size of the text in UTF-8."""
    reason: str = ""
    """Why it was not sent; empty if it was."""


class Clipboard:
    """Sends text to the terminal's clipboard through `write`, the app's own output."""

    def __init__(self, write: Callable[[str], object], environment: Mapping[str, str]) -> None:
        self._write = write
        self._environment = environment

    def copy(self, text: str) -> CopyResult:
        """Send `text`, or say why the terminal would not accept it. Control characters are written out."""
        text = pasteable(text)
        size = len(_encoded(text))
        reason = disabled_reason(size, self._environment)
        if reason:
            return CopyResult(False, size, reason)
        try:
            self._write(osc52(text, self._environment))
        except OSError as error:
            return CopyResult(False, size, f"cannot write to the terminal: {error.strerror or error}")
        return CopyResult(True, size)


def pasteable(text: str) -> str:
    """Return `text` with control characters written out, except line ends and tabs.

    Copied text is pasted into a shell, which would obey an escape sequence from a file. This is the last
    guard; text that is copied line by line has been made safe before, line ends included.
    """
    return "\n".join("\t".join(map(safe, line.split("\t"))) for line in text.split("\n"))


def disabled_reason(size: int, environment: Mapping[str, str]) -> str:
    """Return why a text of `size` bytes cannot be copied through the terminal; empty if it can."""
    if size > LARGEST:
        return f"{size:,} bytes is more than terminals accept ({LARGEST:,})"
    if environment.get("TMUX") or environment.get("STY"):
        return ""  # inside these, the variables of the outer terminal say nothing
    if environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return "macOS Terminal does not let programs copy"
    if environment.get("TERM") == "linux":
        return "the Linux console has no clipboard"
    return ""


def osc52(text: str, environment: Mapping[str, str]) -> str:
    """Return the escape sequence that puts `text` on the clipboard of the terminal in this environment."""
    plain = f"\x1b]52;c;{b64encode(_encoded(text)).decode('ascii')}\x07"
    if environment.get("TMUX"):
        # Through tmux to the outer terminal (`allow-passthrough`), and then to tmux itself, which
        # accepts it with `set-clipboard on`: people have set one or the other.
        doubled = plain.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{doubled}\x1b\\{plain}"
    if environment.get("STY"):
        parts = (plain[start : start + _SCREEN_PIECE] for start in range(0, len(plain), _SCREEN_PIECE))
        return "".join(f"\x1bP{part}\x1b\\" for part in parts)
    return plain


def _encoded(text: str) -> bytes:
    # Half of a surrogate pair has no UTF-8. Written as \ud800 it stays the same to JSON.
    return text.encode("utf-8", "backslashreplace")
