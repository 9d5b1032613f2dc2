"""``--set`` and ``--set-file`` → values for placeholders."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from sfn_engine.display import safe, shorten
from sfn_engine.errors import DefinitionError
from sfn_tui.options.context import BadOption


def bindings(args: argparse.Namespace) -> dict[str, str]:
    """Return the values that the options give to placeholders; ``--set`` wins over the file.

    Raises `BadOption` if an option cannot be read.
    """
    found = _from_file(args.set_file) if args.set_file is not None else {}
    for text in args.bindings:
        found.update([_pair(text, "--set")])
    return found


def _pair(text: str, source: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    name = name.strip().removeprefix("${").removesuffix("}").strip()
    if not sign or not name:
        raise BadOption(f"{source}: {shorten(text)!r} is not NAME=VALUE")
    _check(name, value, source)
    return name, value


def _check(name: str, value: str, source: str) -> None:
    if any(ord(mark) < 32 for mark in value):
        raise BadOption(f"{source}: the value of {shorten(name, 30)!r} contains a control character")
    if not value:
        raise BadOption(f"{source}: {shorten(name, 30)!r} has no value")


def _from_file(path: str) -> dict[str, str]:
    # Imported late: few calls have such a file.
    from sfn_engine.sources.files import read_file
    from sfn_engine.sources.json.text import parse_json

    try:
        text = read_file(path).text
        data = parse_json(text) if text.lstrip().startswith(("{", "[")) else None
    except DefinitionError as error:
        raise BadOption(str(error.at(safe(path)))) from None
    source = f"--set-file {safe(path)}"
    if data is None:
        lines = [line.strip() for line in text.splitlines()]
        return dict(_pair(_unquoted(line), source) for line in lines if line and not line.startswith("#"))
    given = _parameters(data)
    if given is None:
        raise BadOption(f"{source}: neither an object of names and values nor a list of CloudFormation parameters")
    for name, value in given.items():
        _check(name, value, source)
    return given


def _unquoted(line: str) -> str:
    """Strip blanks, quotes and `export`, which files of variables have."""
    name, sign, value = line.removeprefix("export ").partition("=")
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return f"{name.strip()}{sign}{value}"


def _parameters(data: Any) -> dict[str, str] | None:
    """Read names and values from plain data; None if it has another shape."""
    if isinstance(data, Mapping) and isinstance(data.get("Parameters"), Mapping):
        data = data["Parameters"]  # a CodePipeline template configuration
    if isinstance(data, Mapping):
        pairs = list(data.items())
    elif isinstance(data, list) and all(isinstance(entry, Mapping) for entry in data):
        pairs = [(entry.get("ParameterKey"), entry.get("ParameterValue")) for entry in data]
    else:
        return None
    if any(not isinstance(name, str) or isinstance(value, (dict, list)) or value is None for name, value in pairs):
        return None
    return {name: value if isinstance(value, str) else str(value) for name, value in pairs}
