"""The text of a string or heredoc in HCL, with its placeholders kept and each character's position known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from sfn_engine.sources.layers import Encode, Layer, LayerBuilder, as_it_is
from sfn_engine.sources.terraform.tokens import Script

_INDENT = re.compile(r"[^\S\n]*")
_BRACES = str.maketrans("{}", "()")


def is_text(script: Script, index: int) -> bool:
    """Tell whether a token is a string or a heredoc, or opens one."""
    token = script.tokens[index]
    return token.kind == "string" or (token.kind == "open" and script.sign(index) in '"<')


def placeholder(source: str) -> str:
    """Write an expression as a placeholder.

    It is written in one line, and braces become parentheses: a placeholder ends at the first brace that closes.
    """
    return f"${{{_plain(source)}}}"


def _plain(source: str) -> str:
    return " ".join(source.split()).translate(_BRACES).strip("~ ")


def text_layer(script: Script, index: int) -> Layer:
    """Return the text of the string or heredoc that begins at a token."""
    builder = LayerBuilder()
    start, end = script.tokens[index].start, script.tokens[index].end
    if script.tokens[index].kind == "string":
        builder.add(script.text[start + 1 : end - 1], start + 1, encode=None)
        return builder.layer()
    indent = _common_indent(script, index) if script.text.startswith("<<-", start) else 0
    encode = _encoder(script, index, indent)
    for inner, starts_line in _parts(script, index):
        _add(builder, script, inner, indent if starts_line else 0, encode)
    return builder.layer()


def only_placeholder(script: Script, index: int) -> int | None:
    """Return the placeholder's token if a text is one placeholder, with nothing but blanks around it."""
    if script.tokens[index].kind == "string":
        return None
    found = [part for part, _ in _parts(script, index) if script.word(part).strip()]
    return found[0] if len(found) == 1 and script.word(found[0]) == "${" else None


def _parts(script: Script, index: int) -> Iterator[tuple[int, bool]]:
    """Yield the tokens right inside a string or heredoc, and whether each is at the start of a line."""
    inner, last = index + 1, script.partners[index]
    starts_line = True
    while inner < last:
        yield inner, starts_line
        starts_line = script.word(inner).endswith("\n")
        inner = script.after(inner)


def _common_indent(script: Script, index: int) -> int:
    """Return how many blanks ``<<-`` takes from each line; lines without any text do not count."""
    indents = [
        len(_leading_blanks(script, inner))
        for inner, starts_line in _parts(script, index)
        if starts_line and script.word(inner) not in ("\n", "\r\n")
    ]
    return min(indents, default=0)


def _leading_blanks(script: Script, index: int) -> str:
    match = _INDENT.match(script.text, script.tokens[index].start, script.tokens[index].end)
    return match.group() if match is not None else ""


def _encoder(script: Script, index: int, indent: int) -> Encode | None:
    """Return what writes new text into a heredoc; a quoted string is not written to."""
    if script.sign(index) != "<":
        return None
    if not indent:
        return as_it_is
    blanks = _leading_blanks(script, index + 1)[:indent] or " " * indent
    return lambda text: text.replace("\n", f"\n{blanks}")


def _add(builder: LayerBuilder, script: Script, index: int, indent: int, encode: Encode | None) -> None:
    """Add one token of a string or heredoc, without the blanks that its line begins with."""
    token = script.tokens[index]
    if token.kind == "text":
        skipped = min(indent, len(_leading_blanks(script, index)))
        builder.add(script.text[token.start + skipped : token.end], token.start + skipped, encode=encode)
    elif token.kind == "escape":
        builder.add(_unescaped(script.word(index)), token.start, token.end - token.start, None)
    else:
        end = script.tokens[script.partners[index]].end
        written = script.text[token.start : end]
        plain = f"{written[:2]}{_plain(written[2:-1])}}}"
        if plain == written:
            builder.add(written, token.start, encode=encode)
        else:
            builder.add(plain, token.start, end - token.start, None)


def _unescaped(written: str) -> str:
    if written.startswith("\\U"):
        return chr(int(written[2:], 16))
    return json.loads(f'"{written}"') if written.startswith("\\") else written[1:]
