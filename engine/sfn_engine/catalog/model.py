"""What the catalog knows of an integration. The values come from `data/*.toml`; the keys are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

from sfn_engine.asl.model import Pattern
from sfn_engine.catalog.requirements import Requirement
from sfn_engine.sdk.certainty import Certainty

Confidence: TypeAlias = Literal["doc", "doc-newer", "inferred"]
"""`doc`: the guide's archive of 2023, `doc-newer`: a copy of 2025-2026, `inferred`: by analogy."""

Reason: TypeAlias = Literal[
    "call",
    "poll",
    "event",
    "cancel",
    "pass-role",
    "assume-role",
    "support",
    "map-run",
    "reader",
    "writer",
    "logging",
    "tracing",
    "encryption",
    "tagging",
    "guardrail",
]
"""Why a permission is needed."""

Scope: TypeAlias = Literal["guide", "least"]
"""`guide`: what the guide's templates print. `least`: the smallest policy that still runs."""

EVENT_ACTIONS = ("events:PutTargets", "events:PutRule", "events:DescribeRule")
"""What Step Functions does with a managed rule, in the order of every template."""


class TargetSpec(NamedTuple):
    """A parameter that names a resource or a role."""

    name: str
    """The path to it inside the arguments: ``TableName``, ``Entries[*].EventBusName``; ``RequestItems{*}`` is each
    key of an object, and ``Rules{*}.RoleArn`` a member of each of its values."""
    kind: str
    """What it names, in the service's own word: ``table``, ``role``."""
    reader: str = "name-or-arn"
    """Which reader of `sfn_engine.policy.readers` turns the value into the parts of an ARN."""
    arn: str = ""
    """How a bare name becomes an ARN; ``{name}`` is the name."""
    optional: bool = False
    """True where the integration works without it and then needs no permission for it."""
    default: str | None = None
    """The service's own default where the parameter is absent."""
    dynamic: bool = False
    """True where the guide's template is the dynamic one even for a literal."""
    known_part: bool = False
    """True where the known part of an expression counts in scope `guide` too."""
    behind: str = ""
    """The machine-level record of what the resource needs beside the call, if the file declares the resource."""
    sample: str = ""
    """A value in the right form, with holes as in `arn`, where neither kind nor reader tell one; ``{name}`` where the
    parameter takes a name and no ARN."""
    needs_arn: bool = False
    """True where the policy names its ARN and no bare name can become one (made by the loader)."""
    steps: tuple[str, ...] = ()
    """`name`, split by `steps_of`; a step that ends in ``[*]`` is a list, one in ``{*}`` an object with free keys."""

    @property
    def is_in_resource(self) -> bool:
        """Whether it is the task's own field `Resource`, which may name a function, and no parameter of that name."""
        return self.name == "Resource" and self.reader == "lambda-function"


def parameter_name(step: str) -> str:
    """Return the parameter that a step of a target's path goes to: ``Entries`` of ``Entries[*]``; empty for ``[*]``."""
    return step.removesuffix("[*]").removesuffix("{*}")


@dataclass(frozen=True, slots=True, eq=False)  # one value each in the catalog: identity is enough
class StatementTemplate:
    """One statement as the guide's template prints it."""

    actions: tuple[str, ...]
    resource: tuple[str, ...]
    """ARNs for known targets. Holes: ``{partition} {region} {account}`` (the target's own where it is
    an ARN), ``{Target}`` its name, ``{Target.arn}`` its whole ARN, ``{machine}`` this state machine."""
    reasons: tuple[Reason, ...]
    """The reason for each action."""
    dynamic: tuple[str, ...] = ()
    """ARNs where a target is dynamic; empty: each unknown hole becomes ``*``."""
    least_resource: tuple[str, ...] = ()
    """Narrower ARNs for scope `least`, known targets."""
    least_dynamic: tuple[str, ...] = ()
    """Narrower ARNs for scope `least`, dynamic targets."""
    fallback: tuple[str, ...] = ()
    """ARNs where the task gives none of the optional targets; without them the statement is then left out."""
    unknown_arn: tuple[str, ...] = ()
    """ARNs for scope `least` in the place of a text of which a whole ARN is unknown; empty: ``*``."""
    action_is_text: bool = False
    """True where the template prints ``"Action": "…"`` and not a list."""
    resource_is_text: bool = False
    dynamic_is_text: bool = False
    condition: Mapping[str, Any] = field(default_factory=dict)
    sid: str = ""
    """The template's `Sid`; a ``#`` in it becomes a running number."""
    when: tuple[str, ...] = ()
    """Only if the target of `follows` is ``static``, ``dynamic`` or ``present``, or has a form of this name."""
    follows: str = ""
    """The target that `when` looks at (default: the first in `resource`)."""
    when_given: tuple[Requirement, ...] = ()
    """Only if a parameter that brings this permission is given: one of these is enough."""
    unless_given: tuple[Requirement, ...] = ()
    """Only if none of these parameters is given."""
    scope: Scope | None = None
    """Only in this scope."""
    group: str = ""
    """Statements of different groups are never merged, even if everything else is equal."""
    why: str = ""
    """What the statement is for, where the reason alone does not say it."""
    wildcard: str = ""
    """Why a wildcard of its own is one, as a clause: ``a task's id is created at run time``."""
    unresolved: str = ""
    """What a marker such as ``<role-of-the-model>`` in its resource is, as a sentence that says what to do."""
    source: str = ""
    """Where the fact comes from, if that is not on the integration's `pages`."""
    inferred: bool = False
    """True where the guide prints no such statement."""
    certainty: Certainty = "documented"
    """How sure it is that the call needs these actions."""
    targets: tuple[str, ...] = ()
    """The targets that the holes of this template name."""


Basis: TypeAlias = Literal["template", "no-statement", "stated", "sample", "silent"]
"""What a fact about watching a `.sync` job is based on. `template`: permissions in the guide's `.sync` template,
`no-statement`: that template has no events statement, `stated`: the guide's prose, `sample`: the policy of a
sample project, `silent`: the guide does not say."""


class Monitoring(NamedTuple):
    """How Step Functions watches and stops a `.sync` job: what the permissions alone do not say."""

    poll: Basis = "template"
    event: Basis = "template"
    """Made ``no-statement`` by the loader where there is no managed rule and nothing else is said."""
    cancel: Basis = "template"
    interval: tuple[int, ...] = ()
    """Seconds between two polls: at first, and later. Empty where the guide states none."""
    slows_after: int = 0
    """Seconds until the later interval holds; 0 where the guide does not say when."""
    outlives_stop: bool = False
    """True where the service's page says that a stopped execution leaves what was created."""
    archive_rule: str = ""
    """A managed rule that only the archive of 2023 has."""
    remark: str = ""
    """A sentence from the guide, in our words."""
    pages: tuple[str, ...] = ()
    """The guide's pages for the facts above."""


NOTHING_STATED = Monitoring()


class ByHand(NamedTuple):
    """A permission that no definition tells: a person has to add it."""

    text: str
    """What to add, with what it is on; when it is needed, where that is not always."""
    actions: tuple[str, ...] = ()
    certain: bool = False
    """True where the policy is known to be incomplete without it."""
    when_given: tuple[Requirement, ...] = ()
    """Only if one of these parameters is given."""
    unless_given: tuple[Requirement, ...] = ()
    """Only if none of these parameters is given."""
    unless_declared: str = ""
    """Only if the file does not declare the target of this kind, which would tell it."""


@dataclass(frozen=True, slots=True, eq=False)  # one value each in the catalog: identity is enough
class Integration:
    """One task resource, such as ``ecs:runTask``."""

    name: str
    service: str
    """Title of the service: ``Amazon ECS``."""
    title: str
    """Title of the API: ``RunTask``."""
    patterns: tuple[Pattern, ...]
    call: tuple[str, ...] = ()
    poll: tuple[str, ...] = ()
    cancel: tuple[str, ...] = ()
    rule: str = ""
    """The managed EventBridge rule of the `.sync` form; empty where there is none."""
    monitoring: Monitoring = NOTHING_STATED
    """Meaningless where there is no `.sync` form."""
    sync_suffixes: tuple[str, ...] = ()
    split_by_pattern: bool = True
    """False where one template serves all patterns, poll and cancel actions included."""
    token: str = ""
    """The parameter that can carry a task token, for the callback pattern."""
    beside: tuple[str, ...] = ()
    """Actions that the template grants although this call does not use them."""
    sync_only: tuple[str, ...] = ()
    """Support actions that the template grants for `.sync` alone; without a template for each pattern, always."""
    by_hand: tuple[ByHand, ...] = ()
    """What has to be added by hand because the definition does not tell it."""
    confidence: Confidence = "doc-newer"
    pages: tuple[str, ...] = ()
    """The guide's page names."""
    note: str = ""
    note_on: tuple[str, ...] = ()
    """The actions that `note` speaks of; empty where it holds for every task."""
    template_note: str = ""
    """What the guide's template does, and scope `least` may not."""
    targets: tuple[TargetSpec, ...] = ()
    statements: tuple[StatementTemplate, ...] = ()
