"""A JSONata text → tokens, one at a time: whether ``/`` divides or begins a regular expression, the parser knows."""

from __future__ import annotations

import math
import re
import warnings
from contextlib import suppress
from typing import Any, NoReturn

from sfn_engine.asl.jsonata.errors import JsonataError
from sfn_engine.display import shorten

_STOP = r" \t\n\r.\[\]{}(),@#;:?+\-*/%|=<>^&!~"
"""What ends a name: blanks, and every character that is an operator."""
_TOKEN = re.compile(
    rf"""(?>[ \t\n\r]+|/\*.*?\*/)*+
    (?:(?P<name>[^{_STOP}0-9$'"`][^{_STOP}]*+)
    |(?P<variable>\$[^{_STOP}]*+)
    |(?P<operator>\.\.|:=|!=|>=|<=|\*\*|~>|\?:|\?\?|[.\[\]{{}}(),@#;:?+\-*/%|=<>^&])
    |(?P<text>"(?>[^"\\]++|\\.)*+"|'(?>[^'\\]++|\\.)*+')
    |(?P<number>(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[Ee][-+]?[0-9]++)?)
    |(?P<quoted>`[^`]*+`)
    |(?P<end>\Z)
    |(?P<wrong>.))""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:u(?P<code>[0-9a-fA-F]{4})|(?P<sign>[\"\\/bfnrt]))?")
_ESCAPED = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS = {"and": "and", "or": "or", "in": "in", "true": "constant", "false": "constant", "null": "constant"}
_CONSTANTS = {"true": True, "false": False, "null": None}
_NO_TOKEN = {
    '"': "the string is not closed",
    "'": "the string is not closed",
    "`": "the name in backticks is not closed",
    "!": '"!" is not an operator of JSONata: write $not(…) or "!="',
    "~": '"~" is not an operator of JSONata: a chain is written "~>"',
}
_MAX_PATTERN = 1_000
"""Characters of a regular expression that is looked into."""
_REGEX_FAULTS = (
    "nothing to repeat",
    "multiple repeat",
    "bad character range",
    "min repeat greater than max repeat",
    "unbalanced parenthesis",
    "missing ), unterminated subpattern",
)
"""What is wrong in every language's regular expressions. Others differ from Python's: they are not judged."""


class Tokens:
    """The token at which the parser is; `advance` goes on to the next one."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.kind = ""
        """An operator as it is written, or ``name``, ``variable``, ``text``, ``number``, ``constant``, ``regex``
        or ``end``."""
        self.value: Any = None
        """The text of a string, the name of a variable, the number; for ``regex``, pattern and flags."""
        self.start = 0
        self.end = 0
        self.last = 0
        """Where the token before this one ended."""

    def advance(self, *, operand: bool) -> None:
        """Go on to the next token. With `operand`, a ``/`` begins a regular expression; else it divides."""
        match = _TOKEN.match(self.source, self.end)
        assert match is not None  # the last alternative takes anything
        kind = match.lastgroup or ""
        text = match[kind]
        self.last = self.end
        self.start, self.end = match.span(kind)
        if kind == "operator":
            if text == "/":
                self._slash(operand)
            else:
                self.kind = self.value = text
        elif kind == "name":
            self.kind, self.value = _WORDS.get(text, kind), _CONSTANTS.get(text, text)
        elif kind == "variable":
            self.kind, self.value = kind, text[1:]
        elif kind == "text":
            self.kind, self.value = kind, self._unescaped(text[1:-1]) if "\\" in text else text[1:-1]
        elif kind == "quoted":
            self.kind, self.value = "name", text[1:-1]
        elif kind == "number":
            self.kind, self.value = kind, self._number(text)
        elif kind == "end":
            # What is missing is missing after the last token, not after the blanks that follow it.
            self.kind, self.value, self.start = kind, "", self.last
        else:
            self.fail(_NO_TOKEN[text])

    def fail(self, message: str, offset: int | None = None) -> NoReturn:
        """Raise a `JsonataError` at the offset, else at this token."""
        raise JsonataError(message, self.start if offset is None else offset)

    def shown(self) -> str:
        """Return the token as written, for a message."""
        return f'"{shorten(self.source[self.start : self.end], 30)}"'

    def _unescaped(self, text: str) -> str:
        def meant(match: re.Match[str]) -> str:
            if match["code"] is not None:
                return chr(int(match["code"], 16))
            if match["sign"] is None:
                wrong = text[match.start() : match.start() + 2]
                what = '"\\u" must be followed by four hexadecimal digits' if wrong == "\\u" else ""
                self.fail(what or f'"{shorten(wrong, 30)}" is not an escape', self.start + 1 + match.start())
            return _ESCAPED[match["sign"]]

        return _ESCAPE.sub(meant, text)

    def _number(self, text: str) -> int | float:
        number = float(text)
        if math.isinf(number):
            self.fail("the number is too large")
        return int(text) if text.isdigit() and len(text) < 16 else number

    def _slash(self, operand: bool) -> None:
        if self.source.startswith("/*", self.start):
            self.fail('the comment is not closed with "*/"')
        if operand:
            self._regex()
        else:
            self.kind = self.value = "/"

    def _regex(self) -> None:
        """Read to the slash that is in no bracket and behind no backslash, as the reference does."""
        source, depth, position = self.source, 0, self.end
        while position < len(source):
            sign = source[position]
            if sign == "/" and depth == 0 and _is_bare(source, position):
                break
            if source[position - 1] != "\\":
                depth += (sign in "([{") - (sign in ")]}")
            position += 1
        else:
            self.fail('the regular expression is not closed with "/"')
        pattern = source[self.end : position]
        if not pattern:
            self.fail("the regular expression is empty")
        end = position + 1
        while source[end : end + 1] in ("i", "m"):
            end += 1
        self._check_pattern(pattern)
        self.kind, self.value, self.end = "regex", (pattern, source[position + 1 : end]), end

    def _check_pattern(self, pattern: str) -> None:
        if len(pattern) > _MAX_PATTERN:
            return
        try:
            # What is too much for Python need not be too much for Step Functions.
            with warnings.catch_warnings(), suppress(OverflowError, RecursionError):
                warnings.simplefilter("ignore")
                re.compile(pattern)
        except re.error as error:
            if error.msg.startswith(_REGEX_FAULTS):
                self.fail(f"the regular expression is wrong: {error.msg}", self.end + (error.pos or 0))


def _is_bare(source: str, position: int) -> bool:
    """Tell whether an even number of backslashes is before the character."""
    start = position
    while start and source[start - 1] == "\\":
        start -= 1
    return (position - start) % 2 == 0
