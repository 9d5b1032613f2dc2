"""A file → the definitions in it, whatever kind of file it is.

The kind is decided by the contents of the file, not by its name: people call YAML ``.json`` and templates
``.txt``. Nothing but the reader that is needed is imported.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import replace

from sfn_engine.display import safe
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.document import UNQUOTED_FORM, Document, Found
from sfn_engine.sources.files import FileText, read_file
from sfn_engine.sources.positions import Pointer
from sfn_engine.sources.tree import Tree, looks_like_json, read_json, read_yaml

_ENDINGS = (".json", ".yaml", ".yml", ".asl", ".tpl", ".tftpl", ".template")
_TERRAFORM = (
    r"(?:\s|#[^\n]*|//[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/)*+"
    r"(?:(?:resource|data|ephemeral|module|variable|provider|output|check)[ \t]+[\w\"-][^:{}\n]*\{"
    r"|(?:locals|terraform|import|moved|removed)[ \t]*\{)"
)
"""A Terraform file begins, after comments, with the head of a block."""


def read_documents(path: str) -> tuple[Found, ...]:
    """Return the definitions in the file at `path` (``-`` is standard input), in its order; at least one.

    One that cannot be read has its error. Raises `DefinitionError`, with file and location, if the
    file as a whole cannot be used.
    """
    try:
        found = _found(read_file(path), path, _Others(path))
    except DefinitionError as error:
        raise _named(error, path) from None
    return tuple(
        entry if entry.error is None else entry._replace(error=_named(entry.error, path)) for entry in found
    )


def documents_in(text: FileText, path: str | None) -> tuple[Found, ...]:
    """Return the definitions in the text of a file, as `read_documents` does."""
    return _found(text, path, _Others(path))


def _found(text: FileText, path: str | None, others: _Others) -> tuple[Found, ...]:
    if not text.text.strip(" \t\r\n\ufeff"):
        raise DefinitionError("the file is empty", line=1, column=1)
    # Terraform first: it may begin with a comment, which JSON must not.
    if text.text[:1] != "{" and re.match(_TERRAFORM, text.text) is not None:
        from sfn_engine.sources.terraform.machines import in_terraform

        tree = Tree(text.text, None, "json")
        whole = Document(_stem(path), None, tree, file=path, file_text=text, form="Terraform file")
        return _some(in_terraform(whole, others.read), "this Terraform file has no aws_sfn_state_machine")
    if looks_like_json(text.text):
        return _dispatch(_json_document(text, path), others)
    tree = read_yaml(text.text)
    if isinstance(tree.data, str):
        what = "neither JSON, nor a YAML mapping, nor Terraform"
        raise DefinitionError(f"no state machine: the file is {what}", line=1, column=1)
    return _dispatch(Document(_stem(path), tree.data, tree, file=path, file_text=text, form="ASL (YAML)"), others)


def _json_document(text: FileText, path: str | None) -> Document:
    tree, loose = read_json(text.text)
    document = Document(_stem(path), tree.data, tree, file=path, file_text=text)
    if loose is None:
        return document
    from sfn_engine.sources.json.loose import remarks_on

    remarks = remarks_on(text.text)
    return replace(document, layers=(loose,), remarks=remarks, form=UNQUOTED_FORM)


def _dispatch(whole: Document, others: _Others) -> tuple[Found, ...]:
    """Find the definitions in what a JSON or YAML file holds."""
    data = whole.data
    if not isinstance(data, dict) or {"StartAt", "States"} & data.keys():
        return (Found(whole.name, _plain(whole)),)
    if isinstance(data.get("Resources"), dict):
        from sfn_engine.sources.templates.machines import in_template, no_machine

        return _some(in_template(whole, others.read), no_machine(data), whole, ("Resources",))
    if "stepFunctions" in data:
        from sfn_engine.sources.serverless import in_serverless

        return _some(in_serverless(whole, others.read), "this service has none", whole, ("stepFunctions",))
    from sfn_engine.sources.descriptions import described, description_pointer

    pointer = description_pointer(data)
    if pointer is not None:
        document = described(whole, pointer)
        return (Found(document.name, document),)
    return (Found(whole.name, _plain(whole)),)


def _plain(whole: Document) -> Document:
    """A definition that is the whole file; short tags in YAML become placeholders."""
    if whole.tree.syntax == "json":
        return whole
    from sfn_engine.sources.templates.functions import without_functions

    return replace(whole, data=without_functions(whole.data))


def _some(
    found: Iterable[Found], message: str, whole: Document | None = None, pointer: Pointer = ()
) -> tuple[Found, ...]:
    listed = tuple(found)
    if listed:
        return listed
    line, column = whole.location(pointer, name=True) if whole is not None else (1, 1)
    raise DefinitionError(f"no state machine: {message}", line=line, column=column)


class _Others:
    """Reads the files that a file names, and those that they name: each once, and never in a loop."""

    def __init__(self, path: str | None) -> None:
        self._way = [] if path in (None, "-") else [os.path.realpath(path or "")]
        """The files that are being read, from the outermost on."""
        self._known: dict[str, Document | DefinitionError] = {}

    def read(self, path: str) -> Document:
        """Return the one definition in the file at `path`. Errors are about that file."""
        real = os.path.realpath(path)
        if real in self._way or len(self._way) > _MAX_WAY:
            raise DefinitionError("files refer to each other in a loop, or in too long a chain", path=safe(path))
        if real not in self._known:
            self._way.append(real)
            try:
                self._known[real] = self._only(path)
            except DefinitionError as error:
                self._known[real] = _named(error, path)
            self._way.pop()
        found = self._known[real]
        if isinstance(found, DefinitionError):
            raise _named(found, path)
        return found

    def _only(self, path: str) -> Document:
        found = _found(read_file(path), path, self)
        if len(found) != 1:
            raise DefinitionError(f"holds {len(found)} state machines; a template needs exactly one", line=1, column=1)
        if found[0].error is not None:
            raise found[0].error
        assert found[0].document is not None
        return found[0].document


_MAX_WAY = 5
"""The longest chain of files that refer to one another."""


def _named(error: DefinitionError, path: str) -> DefinitionError:
    return error if error.path is not None else error.at(safe(path))


def _stem(path: str | None) -> str:
    name = os.path.basename(path or "")
    stem, lower = name, name.lower()
    while lower.endswith(_ENDINGS):
        lower = lower[: lower.rindex(".")]
        stem = name[: len(lower)]
    return stem or name
