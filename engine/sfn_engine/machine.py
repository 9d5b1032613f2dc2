"""Text, plain data or a file → a checked `StateMachine`. Joins the language with the catalog."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sfn_engine.asl.checks import check
from sfn_engine.asl.model import StateMachine
from sfn_engine.asl.parser import build
from sfn_engine.asl.shapes import WrongShape
from sfn_engine.catalog.checks import check_tasks
from sfn_engine.catalog.targets import READER
from sfn_engine.display import safe, shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.files import read_text
from sfn_engine.sources.json_text import parse_json
from sfn_engine.sources.positions import Places


def parse(text_or_dict: str | bytes | Mapping[str, Any]) -> StateMachine:
    """Read one definition from JSON text or from plain data.

    Raises `DefinitionError` where it is no state machine.
    """
    if isinstance(text_or_dict, (bytes, bytearray)):
        try:
            text_or_dict = bytes(text_or_dict).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise DefinitionError(f"the text is not UTF-8: byte {error.start} cannot be read") from None
    if isinstance(text_or_dict, str):
        return _from_text(text_or_dict)
    try:
        text = json.dumps(text_or_dict, default=_plain, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise DefinitionError(f"not plain JSON data: {safe(str(error))}") from None
    data = parse_json(text)
    try:
        return checked(build(data, READER))
    except WrongShape as fault:
        place = shorten(" → ".join(map(str, fault.pointer)), 120)
        raise DefinitionError(f"{fault.message}{f' (at {place})' if place else ''}") from None


def load(path: str | os.PathLike[str]) -> StateMachine:
    """Read the definition in the file at `path`.

    Raises `DefinitionError` with file, line and column where it cannot be used.
    """
    name = os.fspath(path)
    try:
        return replace(_from_text(read_text(name)), file=name)
    except DefinitionError as error:
        if name.endswith((".yaml", ".yml", ".template")):
            error.message += " (only ASL in JSON is read so far, no YAML and no templates)"
        raise error.at(safe(name)) from None


def load_all(path: str | os.PathLike[str]) -> dict[str, StateMachine]:
    """Read every definition in the file at `path`, by name; a plain definition is named by its file."""
    name = os.path.basename(os.fspath(path))
    for ending in (".json", ".asl"):
        name = name.removesuffix(ending)
    return {name: load(path)}


def checked(machine: StateMachine) -> StateMachine:
    """Return the machine with the diagnostics of the language and of the catalog."""
    return replace(machine, diagnostics=(*check(machine), *check_tasks(machine)))


def rebuild(definition: Mapping[str, Any], like: StateMachine) -> StateMachine:
    """Build the machine of an edited definition, which is not copied; it keeps the file of `like`.

    Raises `DefinitionError` where the edit left no machine.
    """
    try:
        return replace(checked(build(definition, READER, like)), file=like.file)
    except WrongShape as fault:
        raise DefinitionError(fault.message) from None


def _from_text(text: str) -> StateMachine:
    data = parse_json(text)
    try:
        return replace(checked(build(data, READER)), text=text)
    except WrongShape as fault:
        line, column = Places(text).of(fault.pointer) or (1, 1)
        raise DefinitionError(fault.message, line=line, column=column) from None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")
