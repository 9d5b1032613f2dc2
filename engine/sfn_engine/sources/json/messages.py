"""What is wrong with a JSON text, in words and with its location. Loaded when something is."""

from __future__ import annotations

import json
import re

from sfn_engine.display import shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.positions import line_and_column

_COMMENT = re.compile(r"//|/\*|#")
_PLAIN_MESSAGES = {
    "Expecting value": "expected a value",
    "Expecting property name enclosed in double quotes": 'expected a name in double quotes, or "}"',
    "Illegal trailing comma before end of object": 'unexpected comma before "}"',
    "Illegal trailing comma before end of array": 'unexpected comma before "]"',
    "Expecting ':' delimiter": 'expected ":" after the name',
    "Expecting ',' delimiter": 'expected "," or the end of the object or list',
    "Unterminated string starting at": "the string that starts here is not closed",
    "Invalid control character at": "a control character (perhaps a line break) is inside a string",
    "Extra data": "there is more text after the end of the JSON value",
}


def syntax_error(text: str, error: json.JSONDecodeError) -> DefinitionError:
    """Return the error that the library has found, in plain words."""
    if text.startswith("\ufeff"):
        return DefinitionError("there is a byte order mark before the JSON text", line=1, column=1)
    message = _PLAIN_MESSAGES.get(error.msg, error.msg[:1].lower() + error.msg[1:])
    found, offset = text[error.pos : error.pos + 1], error.pos
    if _COMMENT.match(text, error.pos) is not None:
        message = "comments are not allowed in JSON"
    elif found in ("}", "]") and text[: error.pos].rstrip().endswith(","):
        message = f'unexpected comma before "{found}"'
        offset = text.rindex(",", 0, error.pos)  # newer releases of Python name this position themselves
    elif error.msg.startswith(("Expecting", "Extra")):
        message += f", found {shorten(found)!r}" if found.strip() else ""
        message += ", found the end of the file" if error.pos >= len(text.rstrip()) else ""
    line, column = line_and_column(text, offset)
    return DefinitionError(f"not JSON: {message}", line=line, column=column)
