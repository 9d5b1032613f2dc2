"""Placeholders written into a template's own object, where only a function is filled in.

In a string of `Fn::Sub`, or with `DefinitionSubstitutions`, ``${Queue}`` is replaced when the template is
deployed. In a `Definition` that is an object it would stay as it is: there it has to be ``!Ref Queue``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from sfn_engine.display import shorten
from sfn_engine.errors import EditRefused

if TYPE_CHECKING:
    from sfn_engine.sources.document import Document

FunctionText: TypeAlias = Callable[[str], str | None]
"""Writes a text as a function; None if it is to stay text."""

_PLACEHOLDER = re.compile(r"\$\{([^{}!][^{}]*)\}")
_BARE = re.compile(r"[A-Za-z0-9.]+\Z")


def function_text(document: Document) -> FunctionText:
    """Return what writes placeholders into the document's file."""
    if not document.in_template or not document.base or document.layers:
        return lambda text: None
    write = _yaml if document.tree.syntax == "yaml" else _json

    def written(text: str) -> str | None:
        found = _function(text, document.substitutions.keys())
        return write(*found) if found is not None else None

    return written


def _function(text: str, substituted: Any) -> tuple[str, str] | None:
    """Return name and argument of the function that gives the text; None if nothing in it needs one."""
    names = [match[1].strip() for match in _PLACEHOLDER.finditer(text)]
    if all(name in substituted for name in names):
        return None
    if any(name.startswith("Fn::") for name in names):
        raise EditRefused(f"{shorten(text)} is the result of a function; write that function into the template by hand")
    if _PLACEHOLDER.fullmatch(text):
        return ("GetAtt" if "." in names[0] else "Ref"), names[0]
    kept = _PLACEHOLDER.sub(lambda match: f"${{!{match[1]}}}" if match[1].strip() in substituted else match[0], text)
    return "Sub", kept


def _yaml(name: str, argument: str) -> str:
    return f"!{name} {argument if _BARE.match(argument) else json.dumps(argument, ensure_ascii=False)}"


def _json(name: str, argument: str) -> str:
    value = argument.split(".", 1) if name == "GetAtt" else argument
    return json.dumps({name if name == "Ref" else f"Fn::{name}": value}, ensure_ascii=False)
