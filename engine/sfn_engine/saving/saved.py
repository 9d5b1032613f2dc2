"""The text of a file with the edited definition in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sfn_engine.asl.model import StateMachine
from sfn_engine.errors import DefinitionError, EditRefused
from sfn_engine.saving.changes import DefinitionChange, Exchanged, Renamed, Replaced, changes, same
from sfn_engine.saving.functions import function_text
from sfn_engine.saving.json_edits import JsonWriter
from sfn_engine.saving.text_edits import Copy, TextEdit, edited_text, outward_edit
from sfn_engine.sources.document import Document
from sfn_engine.sources.positions import Pointer
from sfn_engine.sources.reading import documents_in
from sfn_engine.sources.templates.functions import without_functions

if TYPE_CHECKING:
    from sfn_engine.saving.yaml_edits import YamlWriter

_ALIAS = re.compile(r"[\s{,[]\*\w")


def saved_text(machine: StateMachine) -> str:
    """Return the whole text of the machine's file with its present definition.

    Only the characters of the edits are different from the file as it was read; without an edit none is.
    Raises `EditRefused` if the definition cannot be written into that file.
    """
    document = machine.document
    if document is None:
        raise EditRefused("the definition was not read from a file; export it instead")
    found = list(changes(document.data, machine.raw))
    if not found:
        return document.file_text.text
    if not _stands_in_text(document):
        raise EditRefused("the definition is built by expressions; edit those instead")
    text = edited_text(document.file_text.text, _edits(document, found))
    _check(document, text, machine.raw)
    return text


def _stands_in_text(document: Document) -> bool:
    data: Any = document.tree.data
    for token in document.base:
        if not isinstance(data, dict) or token not in data:
            return False
        data = data[token]
    return same(document.data, data) or same(document.data, without_functions(data))


def _edits(document: Document, found: list[DefinitionChange]) -> Iterator[TextEdit]:
    """Yield the edits of the file's text that make the changes."""
    writer = _writer(document, _copies(document, found))
    for change in found:
        for edit in writer.edits(_from_root(document, change)):
            for layer in document.layers:
                edit = outward_edit(edit, layer)
            yield edit


def _writer(document: Document, copies: Mapping[str, Copy | None]) -> JsonWriter | YamlWriter:
    if document.tree.syntax == "json":
        return JsonWriter(document.tree, copies, function_text(document))
    # Imported late: only a YAML file needs it.
    from sfn_engine.saving.yaml_edits import YamlWriter

    return YamlWriter(document.tree, copies, function_text(document))


def _from_root(document: Document, change: DefinitionChange) -> DefinitionChange:
    """Return a change whose pointer counts from the root of the text."""
    if isinstance(change, Exchanged):
        return change._replace(holder=(*document.base, *change.holder))
    return change._replace(pointer=(*document.base, *change.pointer))


def _copies(document: Document, found: list[DefinitionChange]) -> dict[str, Copy | None]:
    """Return the texts that are moved or removed and are written otherwise than they are read.

    A change may put them elsewhere, such as next to a task token; they go there as they are written.
    """
    copies: dict[str, Copy | None] = {}
    for change in found:
        if isinstance(change, Renamed):
            continue
        gone = [change.pointer] if isinstance(change, Replaced) else [(*change.holder, key) for key in change.removed]
        for pointer in gone:
            for inner, text in _texts(_at(document.data, pointer), pointer):
                source = (*document.base, *inner)
                if document.tree.syntax == "json" or not isinstance(_at(document.tree.data, source), str):
                    copies.setdefault(text, _copy(document, source))
    return copies


def _texts(value: Any, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*pointer, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*pointer, index))


def _at(data: Any, pointer: Pointer) -> Any:
    for token in pointer:
        data = data[token]
    return data


def _copy(document: Document, pointer: Pointer) -> Copy | None:
    """Return where the value is; None in YAML for one that would read differently elsewhere."""
    _, start, end = document.tree.span(pointer)
    if document.tree.nodes is not None:
        node = document.tree.nodes.node(pointer)
        block = node is None or node.style in ("|", ">") or (node.kind != "scalar" and not node.flow)
        if block or len(document.tree.text[start:end].splitlines()) > 1:
            return None
    return Copy(start, end)


def _check(document: Document, text: str, wanted: Any) -> None:
    """Read the new text again: a file with a different definition is worse than no file."""
    try:
        found = documents_in(document.file_text._replace(text=text), document.file)
    except (DefinitionError, RecursionError):
        found = ()
    # A file that a template names holds one definition, whose name the template gives.
    read = [entry.document for entry in found if document.template is not None or entry.name == document.name]
    if len(read) != 1 or read[0] is None or not same(read[0].data, wanted):
        repeated = document.tree.nodes is not None and _ALIAS.search(text) is not None
        hint = "; perhaps an alias repeats what was edited" if repeated else ""
        raise EditRefused(f"the edited definition cannot be written to this file without changing its meaning{hint}")
