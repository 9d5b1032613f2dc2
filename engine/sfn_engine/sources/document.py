"""A definition as written in a file: its plain data, where that is, and what the file says about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sfn_engine.errors import DefinitionError
from sfn_engine.sources.declared import DeclaredResource
from sfn_engine.sources.files import FileText
from sfn_engine.sources.positions import Location, Pointer, Span, line_starts
from sfn_engine.sources.tree import Tree

if TYPE_CHECKING:
    from sfn_engine.sources.layers import Layer


class Settings(NamedTuple):
    """What a file says about the state machine in addition to its definition; None and False if it says nothing."""

    name: str | None = None
    """The machine's own name, perhaps with placeholders."""
    region: str | None = None
    account: str | None = None
    partition: str | None = None
    tracing: bool = False
    logging: bool = False
    kms_key_id: str | None = None
    express: bool = False
    """The machine is an Express Workflow."""


class WrittenRole(NamedTuple):
    """The execution role that the file itself gives to the machine, as written, without any judgement."""

    name: str
    """Its logical id or ARN."""
    statements: tuple[Mapping[str, Any], ...] = ()
    """The statements of its inline policies."""
    managed: tuple[str, ...] = ()
    """Names and ARNs of managed policies."""
    templates: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    """SAM policy templates with their parameters (guide: serverless-policy-templates)."""
    pointer: Pointer = ()
    """Where it is in the template."""


TEMPLATE_FORMS = ("SAM template", "CloudFormation template")
SERVICE_FORM = "Serverless Framework service"
UNQUOTED_FORM = "ASL with placeholders outside quotes"
_NO_SETTINGS = Settings()
_NO_TEXT = FileText("")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_NOTHING_DECLARED: Mapping[str, DeclaredResource] = MappingProxyType({})


@dataclass(frozen=True, eq=False, repr=False)  # either of them slows every command
class Document:
    """One definition in a file."""

    name: str
    """The logical id in a template, the resource's name in Terraform, else the file's name."""
    data: Any
    """The definition as plain data. Not to be changed."""
    tree: Tree
    """The text that it is in."""
    base: Pointer = ()
    """Where the definition is in that text."""
    layers: tuple[Layer, ...] = ()
    """What lies between the tree's text and the file's, from the inside out."""
    file: str | None = None
    """The file that holds the text, as the person named it or as the template names it."""
    file_text: FileText = _NO_TEXT
    form: str = "ASL"
    """What kind of file it was found in, in words: ``ASL``, ``SAM template``."""
    template: str | None = None
    """The template that names the file, if that is another file."""
    settings: Settings = _NO_SETTINGS
    role: WrittenRole | None = None
    substitutions: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """What the file itself fills in for placeholders: name → text, perhaps with other placeholders."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_CHOICES)
    """The texts that a placeholder may stand for where the file says which: one of several, or a single one."""
    arns: frozenset[str] = frozenset()
    """The placeholders that stand for an ARN, as the file says of its parameters or variables."""
    resources: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """The resources that the template declares: logical id → CloudFormation type."""
    declared: Mapping[str, DeclaredResource] = field(default_factory=lambda: _NOTHING_DECLARED)
    """Those of which the file says more than their type: logical id (in Terraform address) → resource."""
    remarks: tuple[str, ...] = ()
    """What was assumed in reading, a sentence each."""
    unread: tuple[str, ...] = ()
    """What of the machine was not read, so that the policy may lack something, a sentence each."""
    around: Document | None = None
    """The document in which the definition's text is a string."""

    @property
    def in_template(self) -> bool:
        """True if CloudFormation's own functions are written in the file."""
        return self.form in TEMPLATE_FORMS

    @property
    def has_pseudo_parameters(self) -> bool:
        """True if CloudFormation fills in the placeholders, its pseudo parameters among them."""
        return self.form in (*TEMPLATE_FORMS, SERVICE_FORM)

    def location(self, pointer: Pointer, *, name: bool = False, offset: int | None = None) -> Location:
        """Return line and column of the value in the file (of its name if `name`), or of its nearest parent.

        With an `offset`, of that character of the string, or of the string if the character cannot be found.
        """
        whole = (*self.base, *pointer)
        place = self.tree.character(whole, offset) if offset is not None else None
        if place is None:
            span = self.tree.span(whole)
            place = span.name if name else span.start
        return self.location_at(place)

    @property
    def has_unquoted_placeholders(self) -> bool:
        """True if the text has placeholders outside quotes, which may be filled in with any JSON value."""
        return self.form == UNQUOTED_FORM

    def location_at(self, inner: int) -> Location:
        """Return line and column in the file of an offset in the tree's text."""
        offset = self.outer(inner)
        line = bisect_right(self._line_starts, offset)
        return Location(line, offset - self._line_starts[line - 1] + 1)

    def span(self, pointer: Pointer) -> Span:
        """Return where the value is in the tree's text, or its nearest parent."""
        return self.tree.span((*self.base, *pointer))

    def outer(self, offset: int, *, end: bool = False) -> int:
        """Return the offset in the file of an offset in the tree's text."""
        for layer in self.layers:
            offset = layer.outer(offset, end=end)
        return offset

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.file_text.text)


class Found(NamedTuple):
    """A machine that a file holds or names: the document, or why it cannot be read."""

    name: str
    document: Document | None
    error: DefinitionError | None = None


ReadOther: TypeAlias = Callable[[str], Document]
"""Reads the definition in another file, by its path."""
