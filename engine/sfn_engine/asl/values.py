"""The small values that states are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from sfn_engine.sources.positions import Location, Pointer

StatePath: TypeAlias = tuple[str, ...]
"""Names of the states from the outermost container to the state itself."""

QueryLanguage: TypeAlias = Literal["JSONPath", "JSONata"]
Mode: TypeAlias = Literal["static", "placeholder", "partial", "dynamic"]
"""How a target is known: `static` is written in the task, `placeholder` is filled in at deployment,
`partial` is an expression with a known part, `dynamic` is only known at run time."""

Pattern: TypeAlias = Literal["request-response", "sync", "callback"]
"""Service integration pattern (guide: connect-to-resource)."""

EdgeKind: TypeAlias = Literal["next", "choice", "default", "catch"]
TaskKind: TypeAlias = Literal["optimized", "sdk", "lambda-function", "activity", "placeholder", "unknown"]

Severity: TypeAlias = Literal["error", "warning", "info"]
"""What a finding means. `error`: AWS refuses the definition, or what it says fails each time it runs, `warning`:
it is accepted, but hardly what is meant, `info`: nothing is wrong, but the policy does not cover it."""


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
    """Where the value is in the definition."""
    qualifier: str = ""
    """Version or alias that another parameter adds to the name; ``*`` if it is dynamic."""
    absent: bool = False
    """True if the parameter is missing and the service uses its default."""
    written: str = ""
    """The text in the definition, where placeholders in it have a value and `value` is therefore another."""
    declared: str = ""
    """The CloudFormation or Terraform type of the resource that a placeholder refers to, if that is known."""
    arn: str = ""
    """The placeholder for the ARN that the policy needs, where the value is one: for an ARN, a URL, a part of it."""
    named: str = ""
    """The placeholder for the name of that resource."""
    alternatives: tuple[str, ...] = ()
    """The texts one of which the value is, with ``*`` for each part that only the deployment knows. Empty if the
    value is its only one."""
    problem: str = ""
    """Why the value can name nothing, as a clause: ``InstanceIds is not a list``."""

    @property
    def is_key(self) -> bool:
        """True where the key of an object names the resource: no edit can toggle it."""
        return self.parameter.endswith("{*}")


class Retrier(NamedTuple):
    """One entry of `Retry`."""

    error_equals: tuple[str, ...]
    fields: Mapping[str, Any]


class Catcher(NamedTuple):
    """One entry of `Catch`: which state handles an error."""

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
    """A transition between two states of one state graph."""

    source: StatePath
    target: StatePath
    kind: EdgeKind
    label: str = ""
    loop: bool = False
    """True if the edge leads back to a state that is still on the way from the graph's start."""


class Diagnostic(NamedTuple):
    """Something wrong in a definition that still opens."""

    message: str
    state: StatePath
    """The state it is about; empty for the machine itself."""
    pointer: Pointer
    """Where it is in the definition."""
    check: str
    """Id of the rule that it breaks: ``missing-target``, ``unreachable``."""
    severity: Severity
    """The severity of that rule."""
    location: Location | None = None
    """Where it is in the file, if `pointer` cannot say that."""
    offset: int | None = None
    """Where in the string at `pointer` it is, in characters from its start; None if it is about the whole value."""


class EditedState(NamedTuple):
    """What edits have made of a state. They are applied to its own text, so a way back gives that text back."""

    original: Mapping[str, Any]
    """The state as it was read."""
    retargeted: Mapping[str, Any]
    """The same with the edits of its targets. It has its original pattern, whatever pattern the state has now."""


def thaw(value: Any) -> Any:
    """Return a deep copy of plain JSON data."""
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, list):
        return [thaw(item) for item in value]
    return value
