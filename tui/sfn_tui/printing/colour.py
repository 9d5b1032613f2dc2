"""A few ANSI colours. They only repeat what the words say: nothing is shown by colour alone."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TextIO

_RESET = "\x1b[0m"
_BOLD, _FAINT = "\x1b[1m", "\x1b[2m"
_RED, _GREEN, _YELLOW, _BLUE, _CYAN = "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[34m", "\x1b[36m"

_STRING = r'"(?:[^"\\]|\\.)*"'
# Not compiled here: most output does not go to a terminal and never needs it.
_JSON_LINE = rf"(?P<indent>\s*)(?:(?P<key>{_STRING})(?P<colon>:\s))?(?P<value>{_STRING})?(?P<rest>.*)"


class Paint:
    """Colours texts, or leaves them as they are."""

    def __init__(self, enabled: bool) -> None:
        self.enabled = enabled

    def title(self, text: str) -> str:
        """Paint a heading."""
        return self._in(_BOLD, text)

    def reason(self, text: str) -> str:
        """Paint the name of a reason."""
        return self._in(_CYAN, text)

    def warning(self, text: str) -> str:
        """Paint what a person should look at."""
        return self._in(_YELLOW, text)

    def error(self, text: str) -> str:
        """Paint what is wrong."""
        return self._in(_RED, text)

    def added(self, text: str) -> str:
        """Paint what was added."""
        return self._in(_GREEN, text)

    def faint(self, text: str) -> str:
        """Paint what matters less."""
        return self._in(_FAINT, text)

    def value(self, text: str) -> str:
        """Paint a value; a wildcard in it stands out."""
        return self._wild(text, _GREEN)

    def json_line(self, line: str) -> str:
        """Paint one line of printed JSON: its key, its value, and wildcards in the value."""
        if not self.enabled:
            return line
        found = re.fullmatch(_JSON_LINE, line)
        if found is None:
            return line
        key = self._in(_BLUE, found["key"]) + found["colon"] if found["key"] else ""
        value = self._wild(found["value"], _GREEN) if found["value"] else ""
        return f"{found['indent']}{key}{value}{found['rest']}"

    def _wild(self, text: str, colour: str) -> str:
        if not self.enabled or "*" not in text:
            return self._in(colour, text)
        parts = text.split("*")
        star = f"{_BOLD}{_RED}*{_RESET}"
        return star.join(self._in(colour, part) for part in parts)

    def _in(self, colour: str, text: str) -> str:
        return f"{colour}{text}{_RESET}" if self.enabled and text else text


def paint_for(stream: TextIO, environment: Mapping[str, str] | None = None) -> Paint:
    """Return a painter for a stream: colours on a terminal, unless NO_COLOR is set or the terminal is dumb."""
    variables = os.environ if environment is None else environment
    return Paint(stream.isatty() and not variables.get("NO_COLOR") and variables.get("TERM") != "dumb")
