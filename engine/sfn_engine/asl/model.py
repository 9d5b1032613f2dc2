"""A state machine as immutable values.

The model holds what a definition says, at any depth, and nothing about permissions. What a task's
`Resource` means (integration, targets) is read by the catalog and passed to the parser, so that the
language does not depend on the catalog.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from sfn_engine.asl.naming import find_state, no_state, path_text
from sfn_engine.asl.values import (
    Catcher,
    ChoiceRule,
    Diagnostic,
    Edge,
    EdgeKind,
    EditedState,
    Mode,
    Pattern,
    QueryLanguage,
    Retrier,
    Severity,
    StatePath,
    Target,
    TaskKind,
    thaw,
)
from sfn_engine.sources.positions import Location, Pointer

if TYPE_CHECKING:
    from sfn_engine.asl.placeholders import Placeholders
    from sfn_engine.sources.document import Document

__all__ = [
    "Catcher",
    "Choice",
    "ChoiceRule",
    "Diagnostic",
    "Edge",
    "EdgeKind",
    "Fail",
    "Map",
    "Mode",
    "Parallel",
    "Pass",
    "Pattern",
    "QueryLanguage",
    "Recovering",
    "Retrier",
    "Severity",
    "State",
    "StateGraph",
    "StateMachine",
    "StatePath",
    "Succeed",
    "Target",
    "Task",
    "TaskKind",
    "Unknown",
    "Wait",
    "thaw",
]
"""Includes the values that states are made of, so that the whole model can be imported from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of any type, with what all types have."""

    path: StatePath
    name: str
    type: str
    pointer: Pointer
    query_language: QueryLanguage
    fields: Mapping[str, Any]
    """The state as written. Not to be changed: edits make a new machine."""
    next: str | None = None
    end: bool = False
    targets: tuple[Target, ...] = ()
    """Parameters that name resources; only Task and distributed Map states have any."""

    @property
    def graphs(self) -> tuple[StateGraph, ...]:
        """The state lists inside this state: branches of a Parallel, the processor of a Map."""
        return ()

    @property
    def comment(self) -> str:
        """The state's `Comment`, or an empty text."""
        value = self.fields.get("Comment")
        return value if isinstance(value, str) else ""


class Pass(State):
    """Passes its input on, perhaps with a fixed result."""

    __slots__ = ()


class Wait(State):
    """Waits for a time or until a timestamp."""

    __slots__ = ()


class Succeed(State):
    """Ends its state graph with success."""

    __slots__ = ()


class Fail(State):
    """Ends the execution with an error."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(State):
    """Continues with the first rule that matches."""

    rules: tuple[ChoiceRule, ...] = ()
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovering(State):
    """A state that may retry and catch errors."""

    retry: tuple[Retrier, ...] = ()
    catch: tuple[Catcher, ...] = ()


class Unknown(Recovering):
    """A state whose `Type` is missing or unknown: it is drawn with the transitions that it has."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Recovering):
    """Calls an integration."""

    resource: str = ""
    """`Resource` as text; template functions are written as placeholders."""
    kind: TaskKind = "unknown"
    integration: str = ""
    """The integration's short name: ``ecs:runTask``, ``lambda:function``, ``aws-sdk:s3:copyObject``."""
    pattern: Pattern = "request-response"
    suffix: str = ""
    """What follows the integration in `Resource`: ``.sync``, ``.sync:2``, ``.waitForTaskToken``."""
    arguments: Any = None
    """`Parameters` or `Arguments` as written."""

    @property
    def credentials(self) -> Mapping[str, Any] | None:
        """The `Credentials` object: another role that the task assumes."""
        return _mapping(self.fields.get("Credentials"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel(Recovering):
    """Runs its branches in parallel."""

    branches: tuple[StateGraph, ...] = ()

    @property
    def graphs(self) -> tuple[StateGraph, ...]:
        """The branches."""
        return self.branches


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(Recovering):
    """Runs its processor once for each item."""

    processor: StateGraph | None = None
    distributed: bool = False
    """True if the items run as child executions (`Mode` DISTRIBUTED)."""
    label: str | None = None
    """`Label`: part of the child executions' ARNs."""

    @property
    def graphs(self) -> tuple[StateGraph, ...]:
        """The processor, as a list of one."""
        return (self.processor,) if self.processor is not None else ()

    @property
    def reader(self) -> Mapping[str, Any] | None:
        """`ItemReader`: where a distributed map finds its items."""
        return _mapping(self.fields.get("ItemReader"))

    @property
    def batcher(self) -> Mapping[str, Any] | None:
        """`ItemBatcher`: how items are grouped."""
        return _mapping(self.fields.get("ItemBatcher"))

    @property
    def writer(self) -> Mapping[str, Any] | None:
        """`ResultWriter`: where the results are put."""
        return _mapping(self.fields.get("ResultWriter"))


def _mapping(value: Any) -> Mapping[str, Any] | None:
    return value if isinstance(value, Mapping) else None


class StateGraph(NamedTuple):
    """A list of states that reach only each other: the machine, a branch, a Map's processor."""

    start_at: str
    """`StartAt` as written, even if no state has this name; empty if there is none."""
    states: tuple[State, ...]
    pointer: Pointer
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True)
class StateMachine:
    """One definition, read and checked."""

    graph: StateGraph
    query_language: QueryLanguage
    states: tuple[State, ...]
    """Every state at any depth, in document order, a container before its states."""
    diagnostics: tuple[Diagnostic, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=True)
    """The definition as plain data. Not to be changed: `definition` gives a copy."""
    document: Document | None = field(default=None, repr=False, compare=False)
    """Where it came from: the text in its file, and what else the file says. Edits keep it."""
    bindings: Mapping[str, str] = field(default_factory=dict)
    """Values that a person gave to placeholders: name → text. They override the file's own."""
    edited: Mapping[StatePath, EditedState] = field(default_factory=dict, repr=False, compare=False)
    """The states that edits have changed, with what they were; empty for a machine as it was read."""

    @property
    def definition(self) -> dict[str, Any]:
        """The definition as plain data, a fresh copy at each call."""
        copied = thaw(self.raw)
        assert isinstance(copied, dict)
        return copied

    @property
    def file(self) -> str | None:
        """The file that holds the definition, as the person named it."""
        return self.document.file if self.document is not None else None

    @property
    def express(self) -> bool:
        """True if the file says that the machine is an Express Workflow."""
        return self.document is not None and self.document.settings.express

    def location(self, pointer: Pointer, *, name: bool = False, offset: int | None = None) -> Location | None:
        """Return where the value at `pointer` (its name if `name`), or its nearest parent, is in `file`.

        With an `offset`, where that character of the string at `pointer` is, as far as it can be told.
        None for a machine that came from no text. After an edit it is the location in the file as it was read.
        """
        return self.document.location(pointer, name=name, offset=offset) if self.document is not None else None

    def location_of(self, entry: Diagnostic) -> Location | None:
        """Return where a finding, or the character that it is about, is in `file`; None as in `location`."""
        return entry.location or self.location(entry.pointer, offset=entry.offset)

    @cached_property
    def placeholders(self) -> Placeholders:
        """What is known of the definition's placeholders."""
        from sfn_engine.asl.placeholders import Placeholders, known_placeholders

        given, document = self.bindings, self.document
        if document is None:
            return Placeholders(given)
        return known_placeholders(document, given)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The Task states, in document order."""
        return tuple(state for state in self.states if isinstance(state, Task))

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """All transitions, state graph by state graph, in document order."""
        nested = [edge for state in self.states for graph in state.graphs for edge in graph.edges]
        return (*self.graph.edges, *nested)

    @cached_property
    def by_path(self) -> Mapping[StatePath, State]:
        """The states by their paths."""
        return {state.path: state for state in self.states}

    def state(self, name: str | StatePath) -> State:
        """Return the state with this path, or the one that `find_state` finds by a text.

        Raises `UnknownName`, a `KeyError`, if there is none, or more than one.
        """
        if isinstance(name, str):
            return self.find_state(name)
        if name in self.by_path:
            return self.by_path[name]
        raise no_state(self.states, path_text(name))

    def find_state(self, text: str) -> State:
        """Return the state with this full path, ``Outer / Inner``, or the only one with this name.

        Raises `UnknownName`, a `KeyError`, if there is none, or more than one.
        """
        return find_state(self.states, text)
