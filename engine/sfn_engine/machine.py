"""Text, plain data or a file → a checked `StateMachine`. Joins the language with the catalog."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from sfn_engine.asl.checks import check, has_expressions
from sfn_engine.asl.checks.findings import in_document_order
from sfn_engine.asl.model import State, StateMachine
from sfn_engine.asl.parser import build
from sfn_engine.asl.placeholders import known_placeholders
from sfn_engine.asl.shapes import WrongShape
from sfn_engine.asl.values import EditedState
from sfn_engine.catalog.checks import check_tasks
from sfn_engine.catalog.targets import READER
from sfn_engine.display import safe, shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.choosing import only_machine
from sfn_engine.sources.document import Document, Found
from sfn_engine.sources.files import FileText, decode
from sfn_engine.sources.json.text import parse_json
from sfn_engine.sources.reading import documents_in, read_documents

_NO_BINDINGS: Mapping[str, str] = {}


class Opened(NamedTuple):
    """A machine that a file holds or names, or why it cannot be used."""

    name: str
    """The logical id in a template, the resource's name in Terraform, else the file's name."""
    machine: StateMachine | None
    error: DefinitionError | None = None


def parse(text_or_dict: str | bytes | Mapping[str, Any]) -> StateMachine:
    """Read one definition from text (JSON, YAML, a template with one machine) or from plain data.

    Raises `DefinitionError` if it is not a state machine.
    """
    if isinstance(text_or_dict, (bytes, bytearray)):
        return _from_text(decode(bytes(text_or_dict)))
    if isinstance(text_or_dict, str):
        return _from_text(FileText(text_or_dict))
    try:
        text = json.dumps(text_or_dict, default=_plain, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise DefinitionError(f"not plain JSON data: {safe(str(error))}") from None
    data = parse_json(text)
    if isinstance(data, dict) and "Resources" in data:
        return _from_text(FileText(text))
    try:
        return checked(build(data, READER))
    except WrongShape as fault:
        where = shorten(" → ".join(map(str, fault.pointer)), 120)
        raise DefinitionError(f"{fault.message}{f' (at {where})' if where else ''}") from None


def load(
    path: str | os.PathLike[str],
    machine: str | None = None,
    *,
    bindings: Mapping[str, str] = _NO_BINDINGS,
) -> StateMachine:
    """Read the definition in the file at `path`: ASL as JSON or YAML, a template, a description, Terraform.

    `machine` is the logical id if the file holds several; `bindings` are values for placeholders.
    Raises `DefinitionError` with file, line and column if it cannot be used, and with the names of
    the machines if there are several and none is named.
    """
    name = os.fspath(path)
    return _machine(_document(only_machine(read_documents(name), machine, name)), bindings)


def load_all(
    path: str | os.PathLike[str], *, bindings: Mapping[str, str] = _NO_BINDINGS
) -> dict[str, StateMachine]:
    """Read every definition in the file at `path`, by name; a plain definition is named by its file.

    Raises `DefinitionError` for the first that cannot be used; `open_all` gives the others all the same.
    """
    machines: dict[str, StateMachine] = {}
    for name, found, error in open_all(path, bindings=bindings):
        if error is not None:
            raise error
        assert found is not None
        machines[name] = found
    return machines


def open_all(
    path: str | os.PathLike[str], *, bindings: Mapping[str, str] = _NO_BINDINGS, expressions: bool = True
) -> tuple[Opened, ...]:
    """Read every definition in the file at `path`; each is a machine, or the reason why it cannot be used.

    If `expressions` is false, what is wrong in JSONata is not among the diagnostics yet: `with_expressions_checked`
    adds it. Raises `DefinitionError` if the file as a whole cannot be used.
    """
    opened = []
    for name, document, fault in read_documents(os.fspath(path)):
        if document is None:
            opened.append(Opened(name, None, fault))
            continue
        try:
            opened.append(Opened(name, _machine(document, bindings, expressions=expressions)))
        except DefinitionError as error:
            opened.append(Opened(name, None, error))
    return tuple(opened)


def checked(machine: StateMachine, *, expressions: bool = True) -> StateMachine:
    """Return the machine with the diagnostics of the language and of the catalog."""
    found = (*check(machine, expressions=expressions), *check_tasks(machine))
    return replace(machine, diagnostics=in_document_order(machine, found))


def with_expressions_checked(machine: StateMachine) -> StateMachine:
    """Return the machine with all diagnostics, those of JSONata included; the machine itself if it has them."""
    if not has_expressions(machine):
        return machine
    whole = checked(machine)
    return machine if whole.diagnostics == machine.diagnostics else whole


def rebuild(definition: Mapping[str, Any], like: StateMachine) -> StateMachine:
    """Build the machine of an edited definition, which is not copied; it keeps file and bindings of `like`.

    What `like` remembers of edited states is left out. Raises `DefinitionError` if the edit left no machine.
    """
    try:
        return _with_origin(build(definition, READER, like, like.placeholders), like.document, like.bindings)
    except WrongShape as fault:
        raise DefinitionError(fault.message) from None


def remembering(machine: StateMachine, before: StateMachine) -> StateMachine:
    """Return the machine with what `before` remembers of edited states, where they are the same in both.

    For a file that was read again after edits were written to it.
    """
    kept = {
        path: edits
        for path, edits in before.edited.items()
        if path in machine.by_path and machine.by_path[path].fields == before.by_path[path].fields
    }
    return replace(machine, edited=kept)


def only_state(state: State, machine: StateMachine) -> StateMachine:
    """Return a machine of this one state, with what `machine` knows of its placeholders and remembers of its edits.

    What is refused or granted for the state alone is the same in the whole machine, and is found at once.
    """
    alone = rebuild(
        {
            "QueryLanguage": state.query_language,
            "StartAt": state.name,
            "States": {state.name: _without_way_on(state.fields)},
        },
        machine,
    )
    edits = machine.edited.get(state.path)
    if edits is None:
        return alone
    return replace(alone, edited={(state.name,): EditedState(*map(_without_way_on, edits))})


def _without_way_on(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a state's fields without those that refer to something around it."""
    outside = ("Next", "Catch", "QueryLanguage")
    return {**{name: value for name, value in fields.items() if name not in outside}, "End": True}


def bind(machine: StateMachine, bindings: Mapping[str, str]) -> StateMachine:
    """Return the machine with these values for its placeholders, and no others that a person gave before.

    The definition stays as it is; the values are applied when it is read.
    """
    given = dict(bindings)
    known = replace(machine, bindings=given).placeholders
    bound = _with_origin(build(machine.raw, READER, placeholders=known), machine.document, given)
    return replace(bound, edited=machine.edited)


def _from_text(text: FileText) -> StateMachine:
    text = text._replace(text=text.text.removeprefix("\ufeff"))
    return _machine(_document(only_machine(documents_in(text, None), None, "")), _NO_BINDINGS)


def _document(found: Found) -> Document:
    assert found.document is not None
    return found.document


def _machine(document: Document, bindings: Mapping[str, str], *, expressions: bool = True) -> StateMachine:
    known = known_placeholders(document, bindings)
    try:
        built = build(document.data, READER, placeholders=known)
        return _with_origin(built, document, bindings, expressions=expressions)
    except WrongShape as fault:
        line, column = document.location(fault.pointer)
        path = safe(document.file) if document.file is not None else None
        raise DefinitionError(fault.message, line=line, column=column, path=path) from None


def _with_origin(
    machine: StateMachine, document: Document | None, bindings: Mapping[str, str], *, expressions: bool = True
) -> StateMachine:
    return checked(replace(machine, document=document, bindings=dict(bindings)), expressions=expressions)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} is not a JSON value")
