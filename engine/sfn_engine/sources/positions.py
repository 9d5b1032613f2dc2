"""Where each value stands in a JSON text. Slower than `json`, so it runs only when a place is needed."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NamedTuple, NoReturn, TypeAlias

from sfn_engine.display import shorten
from sfn_engine.errors import DefinitionError

MAX_DEPTH = 400
"""Levels of brackets. A Map inside a Map adds four; deeper text is an attack, not a machine."""

MAX_DIGITS = 4300
"""Digits of a number; Python itself reads no more."""

Pointer: TypeAlias = tuple[str | int, ...]
"""The way to a value: object names and list positions from the outside in."""



class Span(NamedTuple):
    """Where a value stands in a text: offsets in characters."""

    name: int
    """The start of its name; in a list, of the value itself."""
    start: int
    end: int


class Place(NamedTuple):
    """A place in a file, as a person counts: both from 1."""

    line: int
    column: int


_TOKEN = re.compile(
    r"[ \t\r\n]*(?:"
    r'(?P<string>"(?:[^"\\\x00-\x1f]|\\.)*")'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<word>[A-Za-z_]+)"
    r"|(?P<mark>[][{}:,])"
    r")"
)
_BLANK = re.compile(r"[ \t\r\n]*")
_BREAK = re.compile(r"\r\n?|\n")
_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_HALF = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F][0-9a-fA-F]{2}|[\ud800-\udfff]")


def line_and_column(text: str, offset: int) -> Place:
    """Return the line and column, both from 1, of the character at `offset`."""
    breaks = list(_BREAK.finditer(text, 0, offset))
    return Place(len(breaks) + 1, offset - (breaks[-1].end() if breaks else 0) + 1)


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins."""
    return [0, *(found.end() for found in _BREAK.finditer(text))]


def deeper_than(value: Any, limit: int) -> bool:
    """Tell whether `value` nests more than `limit` lists and objects, without recursion."""
    level, depth = [value], 0
    while level:
        containers = [item for item in level if isinstance(item, (dict, list))]
        if not containers:
            return False
        depth += 1
        if depth > limit:
            return True
        level = [child for item in containers for child in (item.values() if isinstance(item, dict) else item)]
    return False


def scan(text: str) -> dict[Pointer, Span]:
    """Return for each value where it stands.

    Raises `DefinitionError` at the first fault, with its line and column.
    """
    return _Scanner(text).run()


class _Scanner:
    """One pass over the text with an explicit stack, so that depth costs no Python frames."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = 0
        self.spans: dict[Pointer, Span] = {}

    def run(self) -> dict[Pointer, Span]:
        stack: list[tuple[str, set[str], Pointer]] = []  # closing mark, of objects the names met, place
        pointer: list[str | int] = []
        name_at = -1
        expect = "value"
        while True:
            kind, token, start = self._next()
            if expect == "value" or (expect == "value or ]" and token != "]"):
                here = tuple(pointer)
                self.spans[here] = Span(start if name_at < 0 else name_at, start, self.offset)
                name_at = -1
                if token in ("{", "["):
                    if len(stack) >= MAX_DEPTH:
                        self._fail(f"nested deeper than {MAX_DEPTH} levels", start)
                    stack.append(("}" if token == "{" else "]", set(), here))
                    pointer.append(0)
                    expect = "name or }" if token == "{" else "value or ]"
                    continue
                self._check_scalar(kind, token, start)
            elif expect in ("name", "name or }") and kind == "string":
                name = self._check_name(token, start, stack[-1][1])
                pointer[-1] = name
                name_at = start
                colon = self._next()
                if colon[1] != ":":
                    self._fail('expected ":" after the name', colon[2])
                expect = "value"
                continue
            elif stack and token == stack[-1][0] and expect in ("value or ]", "name or }", "after"):
                opened = stack.pop()[2]
                self.spans[opened] = self.spans[opened]._replace(end=self.offset)
                pointer.pop()
            elif expect == "after" and stack and token == ",":
                if stack[-1][0] == "]":
                    pointer[-1] = int(pointer[-1]) + 1
                    expect = "value"
                else:
                    expect = "name"
                continue
            else:
                self._unexpected(expect, token, start)
            if not stack:
                break
            expect = "after"
        end = _BLANK.match(self.text, self.offset)
        if end is not None and end.end() < len(self.text):
            self._fail("more text follows after the end of the JSON value", end.end())
        return self.spans

    def _next(self) -> tuple[str, str, int]:
        match = _TOKEN.match(self.text, self.offset)
        if match is None or match.lastgroup is None:
            blank = _BLANK.match(self.text, self.offset)
            start = blank.end() if blank else self.offset
            if start >= len(self.text):
                self._fail("the text ends too early", start)
            if self.text[start] == '"':
                self._fail("a string does not end, or holds a control character", start)
            self._fail(f"unexpected {shorten(self.text[start])!r}", start)
        self.offset = match.end()
        return match.lastgroup, match.group(match.lastgroup), match.start(match.lastgroup)

    def _check_scalar(self, kind: str, token: str, start: int) -> None:
        if kind == "string":
            self._check_string(token, start)
        elif kind == "number":
            if len(token) > MAX_DIGITS:
                self._fail("a number has too many digits", start)
            if any(mark in token for mark in ".eE") and math.isinf(float(token)):
                self._fail(f"the number {shorten(token, 20)} is too large", start)
        elif kind == "word":
            if token not in ("true", "false", "null"):
                self._fail(f"{shorten(token, 20)} is no JSON value", start)
        else:
            self._fail(f"expected a value, found {token!r}", start)

    def _check_name(self, token: str, start: int, names: set[str]) -> str:
        self._check_string(token, start)
        name: str = json.loads(token)
        if name in names:
            self._fail(f"the name {shorten(name)!r} is given twice in one object", start)
        names.add(name)
        return name

    def _check_string(self, token: str, start: int) -> None:
        half = _HALF.search(_PAIR.sub("", token)) if "\\u" in token or not token.isascii() else None
        if half is not None:
            self._fail("half of a surrogate pair stands alone in a string", start)
        try:
            json.loads(token)
        except ValueError:
            self._fail("a string has an escape that JSON does not know", start)

    def _unexpected(self, expect: str, token: str, start: int) -> NoReturn:
        wanted = {"after": '"," or the end', "name": "a name in double quotes"}.get(expect, 'a name or "}"')
        self._fail(f"expected {wanted}, found {shorten(token, 20)!r}", start)

    def _fail(self, message: str, offset: int) -> NoReturn:
        line, column = line_and_column(self.text, offset)
        raise DefinitionError(f"not JSON: {message}", line=line, column=column)
