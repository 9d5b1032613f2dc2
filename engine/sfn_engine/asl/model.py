"""A state machine as immutable values.

The model holds what a definition says, at any depth, and nothing about permissions. What a task's
`Resource` means (integration, targets) is read by the catalog and handed to the parser, so that the
language does not depend on the catalog.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from sfn_engine.sources.positions import Place, Pointer

if TYPE_CHECKING:
    from sfn_engine.asl.placeholders import Placeholders
    from sfn_engine.sources.document import Document

StatePath: TypeAlias = tuple[str, ...]
"""Names of the states from the outermost container to the state itself."""

QueryLanguage: TypeAlias = Literal["JSONPath", "JSONata"]
Mode: TypeAlias = Literal["static", "placeholder", "partial", "dynamic"]
"""How a target is known: `static` stands in the task, `placeholder` is filled in at deployment,
`partial` is an expression with a known part, `dynamic` is only known at run time."""

Pattern: TypeAlias = Literal["request-response", "sync", "callback"]
"""Service integration pattern (guide: connect-to-resource)."""

EdgeKind: TypeAlias = Literal["next", "choice", "default", "catch"]
TaskKind: TypeAlias = Literal["optimized", "sdk", "lambda-function", "activity", "placeholder", "unknown"]


class Target(NamedTuple):
    """A parameter of a state that names a resource or a role."""

    name: str
    """The parameter, with list positions: ``TableName``, ``Entries[0].EventBusName``."""
    mode: Mode
    value: str
    """The literal, the text with placeholders, or the expression as written."""
    parameter: str = ""
    """The parameter as the catalog spells it: ``Entries[*].EventBusName``."""
    kind: str = ""
    """What it names, as the catalog says: ``table``, ``queue``, ``role``."""
    known: str = ""
    """For a `partial` target the text that is certain, with ``*`` for each unknown part."""
    pointer: Pointer = ()
    """Where the value stands in the definition."""
    qualifier: str = ""
    """Version or alias that another parameter adds to the name; ``*`` where it is dynamic."""
    absent: bool = False
    """True where the parameter is missing and the service's own default stands in."""
    written: str = ""
    """The text in the definition, where placeholders in it have a value and `value` is therefore another."""
    declared: str = ""
    """The CloudFormation or Terraform type of the resource that a placeholder refers to, if that is known."""
    arn: str = ""
    """The placeholder for the ARN of that resource, where the value's own gives its ARN or URL."""
    named: str = ""
    """The placeholder for the name of that resource."""


class Retrier(NamedTuple):
    """One entry of `Retry`."""

    error_equals: tuple[str, ...]
    fields: Mapping[str, Any]


class Catcher(NamedTuple):
    """One entry of `Catch`: where an error leads."""

    error_equals: tuple[str, ...]
    next: str | None
    fields: Mapping[str, Any]


class ChoiceRule(NamedTuple):
    """One rule of a Choice state."""

    next: str | None
    condition: str
    """The test in words, for a label: ``$.status == "DONE"``, or the JSONata expression."""
    fields: Mapping[str, Any]


class Edge(NamedTuple):
    """A transition between two states of one scope."""

    source: StatePath
    target: StatePath
    kind: EdgeKind
    label: str = ""
    loop: bool = False
    """True where the edge leads back to a state that is still on the way from the scope's start."""


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
    def scopes(self) -> tuple[Scope, ...]:
        """The state lists inside this state: branches of a Parallel, the processor of a Map."""
        return ()

    @property
    def assign(self) -> Mapping[str, Any]:
        """Variables that the state sets (`Assign`)."""
        value = self.fields.get("Assign")
        return value if isinstance(value, Mapping) else {}

    @property
    def comment(self) -> str:
        """The state's `Comment`, or an empty text."""
        value = self.fields.get("Comment")
        return value if isinstance(value, str) else ""


class Pass(State):
    """Hands its input on, perhaps with a fixed result."""

    __slots__ = ()


class Wait(State):
    """Waits for a time or until a time stamp."""

    __slots__ = ()


class Succeed(State):
    """Ends its scope with success."""

    __slots__ = ()


class Fail(State):
    """Ends the execution with an error."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(State):
    """Goes on by the first rule that holds."""

    rules: tuple[ChoiceRule, ...] = ()
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovering(State):
    """A state that may retry and catch errors."""

    retry: tuple[Retrier, ...] = ()
    catch: tuple[Catcher, ...] = ()


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
        """The `Credentials` object: another role that the task takes on."""
        value = self.fields.get("Credentials")
        return value if isinstance(value, Mapping) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel(Recovering):
    """Runs its branches side by side."""

    branches: tuple[Scope, ...] = ()

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The branches."""
        return self.branches


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(Recovering):
    """Runs its processor once for each item."""

    processor: Scope | None = None
    distributed: bool = False
    """True where the items run as child executions (`Mode` DISTRIBUTED)."""
    label: str | None = None
    """`Label`: part of the child executions' ARNs."""

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The processor, as a list of one."""
        return (self.processor,) if self.processor is not None else ()

    @property
    def reader(self) -> Mapping[str, Any] | None:
        """`ItemReader`: where a distributed map finds its items."""
        return _mapping(self.fields.get("ItemReader"))

    @property
    def batcher(self) -> Mapping[str, Any] | None:
        """`ItemBatcher`: how items are put together."""
        return _mapping(self.fields.get("ItemBatcher"))

    @property
    def writer(self) -> Mapping[str, Any] | None:
        """`ResultWriter`: where the results are put."""
        return _mapping(self.fields.get("ResultWriter"))


def _mapping(value: Any) -> Mapping[str, Any] | None:
    return value if isinstance(value, Mapping) else None


class Scope(NamedTuple):
    """A list of states that reach only each other: the machine, a branch, a Map's processor."""

    start_at: str
    states: tuple[State, ...]
    pointer: Pointer
    edges: tuple[Edge, ...] = ()


class Diagnostic(NamedTuple):
    """Something wrong in a definition that still opens."""

    message: str
    state: StatePath
    """The state it is about; empty for the machine itself."""
    pointer: Pointer
    """Where it stands in the definition."""
    check: str
    """Short name of the check: ``missing-target``, ``unreachable``."""


@dataclass(frozen=True)
class StateMachine:
    """One definition, read and checked."""

    scope: Scope
    query_language: QueryLanguage
    states: tuple[State, ...]
    """Every state at any depth, in document order, a container before its states."""
    diagnostics: tuple[Diagnostic, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=True)
    """The definition as plain data. Not to be changed: `definition` gives a copy."""
    document: Document | None = field(default=None, repr=False, compare=False)
    """Where it came from: the text in its file, and what the file says beside it. Edits keep it."""
    bindings: Mapping[str, str] = field(default_factory=dict)
    """Values that a person gave to placeholders: name → text. They win over the file's own."""

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
        """True where the file says that the machine is an Express Workflow."""
        return self.document is not None and self.document.settings.express

    def place(self, pointer: Pointer, *, name: bool = False) -> Place | None:
        """Return where the value at `pointer` (its name if `name`), or its nearest parent, stands in `file`.

        None for a machine that came from no text. After an edit it is the place in the file as it was read.
        """
        return self.document.place(pointer, name=name) if self.document is not None else None

    @cached_property
    def placeholders(self) -> Placeholders:
        """What is known of the definition's placeholders."""
        from sfn_engine.asl.placeholders import Placeholders

        given, document = self.bindings, self.document
        if document is None:
            return Placeholders(given)
        return Placeholders({**document.substitutions, **given}, document.resources)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The Task states, in document order."""
        return tuple(state for state in self.states if isinstance(state, Task))

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """All transitions, scope by scope, in document order."""
        nested = [edge for state in self.states for scope in state.scopes for edge in scope.edges]
        return (*self.scope.edges, *nested)

    @cached_property
    def by_path(self) -> Mapping[StatePath, State]:
        """The states by their paths."""
        return {state.path: state for state in self.states}

    def state(self, name: str | StatePath) -> State:
        """Return the state with this path, or the only one with this name.

        Raises `KeyError` with a sentence where there is none, or more than one.
        """
        if not isinstance(name, str):
            if name in self.by_path:
                return self.by_path[name]
            raise KeyError(f"there is no state {' / '.join(name)!r}")
        found = [state for state in self.states if state.name == name]
        if len(found) == 1:
            return found[0]
        if not found:
            raise KeyError(f"there is no state {name!r}")
        raise KeyError(f"{len(found)} states are called {name!r}: name one by its path")


def thaw(value: Any) -> Any:
    """Return a deep copy of plain JSON data."""
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, list):
        return [thaw(item) for item in value]
    return value
