"""The grammar of JSONPath and of intrinsic functions that Step Functions accepts.

The paths are those of Jayway's JsonPath with ``$$`` for the context object and ``$name`` for a variable
(specification: Paths, Reference Paths, Intrinsic Functions, Appendix B; guide: intrinsic-functions).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sfn_engine.display import counted, shorten

FUNCTIONS: Mapping[str, tuple[int, int | None]] = {
    "Format": (1, None),
    "StringToJson": (1, 1),
    "JsonToString": (1, 1),
    "Array": (0, None),
    "ArrayPartition": (2, 2),
    "ArrayContains": (2, 2),
    "ArrayRange": (3, 3),
    "ArrayGetItem": (2, 2),
    "ArrayLength": (1, 1),
    "ArrayUnique": (1, 1),
    "Base64Encode": (1, 1),
    "Base64Decode": (1, 1),
    "Hash": (2, 2),
    "JsonMerge": (3, 3),
    "MathRandom": (2, 3),
    "MathAdd": (2, 2),
    "StringSplit": (2, 2),
    "UUID": (0, 0),
}
"""Intrinsic function → least and greatest number of arguments."""

MAX_NESTING = 10
"""How deep intrinsic functions may be nested (guide: intrinsic-functions)."""

_PLAIN = re.compile(r"\$(?:\$|[^\W\d]\w*)?(?:\.[\w-]+|\[\d+\])*\Z")
_PLACEHOLDER = re.compile(r"[$%]\{[^{}]*\}")
_ROOT = re.compile(r"\$(?:\$|[^\W\d]\w*)?")
_NAME = re.compile(r"\*|(?:[^\s.()\[\]'\",\\]|\\.)+(?:\([^()]*\))?", re.DOTALL)
_QUOTED = r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_SELECTOR = re.compile(
    rf"\s*(?:\*|-?\d+(?:\s*,\s*-?\d+)*|-?\d*\s*:\s*-?\d*(?:\s*:\s*-?\d*)?|{_QUOTED}(?:\s*,\s*{_QUOTED})*"
    r"|\?.+|\(.+\))\s*\Z",
    re.DOTALL,
)
_QUOTED_NAME = re.compile(_QUOTED, re.DOTALL)
_MANY = re.compile(r"(?<!\\)\.(?:\.|\*)|\[(?:\s*[*?(]|[^\]]*[,:])")
_CALL = re.compile(r"States\.(\w*)(\s*\()?")
_TEXT = re.compile(r"'(?:[^'\\]|\\.)*'", re.DOTALL)
_CONSTANT = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true\b|false\b|null\b")
_HOLE = re.compile(r"\\.|(\{\})", re.DOTALL)
_BLANK = re.compile(r"\s*")


class _Fault(Exception):
    """A fault at an offset of the text."""

    def __init__(self, message: str, offset: int, unknown: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.unknown = unknown


class PathFault(NamedTuple):
    """What is wrong with a path, and where in its text."""

    message: str
    column: int
    """Character of the text, counted from 1."""
    unknown: str = ""
    """The name of a function that does not exist, for which a near one may be offered."""


@lru_cache(maxsize=4096)
def path_fault(text: str, *, intrinsic: bool = False) -> PathFault | None:
    """Return the first fault of a path, or of an intrinsic function where `intrinsic` allows one."""
    if _PLAIN.match(text):
        return None
    read = text
    if "{" in text:
        # A placeholder can be a name, an index or a number; zeros of its length work for all three.
        read = _PLACEHOLDER.sub(lambda match: "0" * len(match.group()), text)
        if text[:2] in ("${", "%{") or "${" in read:
            return None
    try:
        start = _skip(read, 0)
        if read.startswith("States.", start):
            if not intrinsic:
                raise _Fault("an intrinsic function is not allowed here, only a path", start)
            end = _skip(read, _intrinsic(read, start, 1))
        elif read.startswith("$"):
            end = _path(read, 0)
        else:
            raise _Fault('a path begins with "$"' + (', an intrinsic function with "States."' if intrinsic else ""), 0)
        if end < len(read):
            raise _Fault(f"{shorten(text[end:], 20)!r} cannot follow here", end)
    except _Fault as fault:
        return PathFault(fault.message, fault.offset + 1, fault.unknown)
    return None


@lru_cache(maxsize=4096)
def reference_path_fault(text: str) -> PathFault | None:
    """Return why the path is not a reference path: one node of the state's own data, named without a choice."""
    fault = path_fault(text)
    if fault is not None or _PLACEHOLDER.match(text):
        return fault
    if text.startswith("$$"):
        return PathFault("the context object cannot be written to", 1)
    if len(text) > 1 and text[1] not in ".[{":
        return PathFault('a variable cannot be written to here: use "Assign"', 1)
    # Characters inside a quoted name select nothing; letters of the same length keep the columns right.
    match = _MANY.search(_QUOTED_NAME.sub(lambda name: "x" * len(name.group()), text))
    if match is not None:
        return PathFault("it must name exactly one node, without wildcard, filter, slice or list", match.start() + 1)
    return None


def _skip(text: str, offset: int) -> int:
    match = _BLANK.match(text, offset)
    return match.end() if match is not None else offset


def _path(text: str, offset: int) -> int:
    """Read a path and return where it ends."""
    root = _ROOT.match(text, offset)
    if root is None:
        raise _Fault('a path begins with "$"', offset)
    offset = root.end()
    while offset < len(text):
        if text[offset] == "[":
            offset = _bracket(text, offset)
        elif text[offset] == ".":
            start = offset + (2 if text.startswith("..", offset) else 1)
            if text.startswith("[", start):
                offset = start
                continue
            name = _NAME.match(text, start)
            if name is None:
                raise _Fault('a name is missing after "."', start)
            offset = name.end()
        else:
            break
    return offset


def _bracket(text: str, start: int) -> int:
    """Read ``[…]`` and return where it ends."""
    depth, quote, offset = 0, "", start
    while offset < len(text):
        mark = text[offset]
        if quote:
            if mark == "\\":
                offset += 1
            elif mark == quote:
                quote = ""
        elif mark in "'\"":
            quote = mark
        elif mark in "[(":
            depth += 1
        elif mark in "])":
            depth -= 1
            if depth == 0:
                break
        offset += 1
    if offset >= len(text):
        raise _Fault('"[" is not closed', start)
    if not _SELECTOR.match(text[start + 1 : offset]):
        raise _Fault(f"{shorten(text[start : offset + 1], 30)!r} is not an index, name, slice or filter", start)
    return offset + 1


def _intrinsic(text: str, offset: int, depth: int) -> int:
    """Read an intrinsic function with its arguments and return where it ends."""
    if depth > MAX_NESTING:
        raise _Fault(f"intrinsic functions are nested deeper than {MAX_NESTING} levels", offset)
    call = _CALL.match(text, offset)
    name = call[1] if call is not None else ""
    if name not in FUNCTIONS:
        raise _Fault(f"there is no intrinsic function {shorten('States.' + name, 40)!r}", offset, name)
    if call is None or call[2] is None:
        raise _Fault(f'"(" is missing after States.{name}', offset + len("States.") + len(name))
    start, offset = offset, _skip(text, call.end())
    first, count = "", 0
    if text.startswith(")", offset):
        offset += 1
    else:
        while True:
            begin = _skip(text, offset)
            offset = _argument(text, begin, depth)
            first = first or text[begin:offset]
            count += 1
            offset = _skip(text, offset)
            if text.startswith(")", offset):
                offset += 1
                break
            if not text.startswith(",", offset):
                raise _Fault('"," or ")" is missing', offset)
            offset += 1
    _check_count(name, count, first, start)
    return offset


def _argument(text: str, offset: int, depth: int) -> int:
    if text.startswith("$", offset):
        return _path(text, offset)
    if text.startswith("States.", offset):
        return _intrinsic(text, offset, depth + 1)
    if text.startswith("'", offset):
        match = _TEXT.match(text, offset)
        if match is None:
            raise _Fault("the string has no closing single quote", offset)
        return match.end()
    match = _CONSTANT.match(text, offset)
    if match is None:
        raise _Fault("expected a path, a string in single quotes, a number or a function", offset)
    return match.end()


def _check_count(name: str, count: int, first: str, offset: int) -> None:
    least, most = FUNCTIONS[name]
    if count < least or (most is not None and count > most):
        takes = f"at least {least}" if most is None else str(least) if least == most else f"{least} to {most}"
        raise _Fault(f"States.{name} takes {takes} argument{'' if takes.endswith('1') else 's'}, not {count}", offset)
    if name == "Format" and first.startswith("'"):
        holes = sum(1 for match in _HOLE.finditer(first) if match[1])
        if holes != count - 1:
            raise _Fault(f"States.Format has {holes} {{}} in its template, but {counted(count - 1, 'value')}", offset)
