"""Why a resource of the policy is a wildcard. Every wildcard has at least one cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from sfn_engine.asl.model import StatePath, Target
from sfn_engine.catalog.model import StatementTemplate, TargetSpec
from sfn_engine.display import article, safe, shorten
from sfn_engine.policy.parts import Parts

WildcardKind: TypeAlias = Literal["run-time", "service", "missing", "unreadable", "deployment", "written"]
"""`run-time`: the value is only known when the task runs. `service`: the service or its template has nothing
narrower. `missing`: the parameter is absent. `unreadable`: the value does not tell the ARN. `deployment`: a
template function that only the deployment can resolve. `written`: the definition itself has the wildcard."""


class WildcardCause(NamedTuple):
    """One reason why a resource is a wildcard."""

    kind: WildcardKind
    text: str
    """A clause, without a full stop: ``TableName is only known at run time: $.table``."""
    states: tuple[StatePath, ...] = ()
    """The states that it comes from; empty where a setting of the machine is the cause."""


def because(causes: Iterable[WildcardCause]) -> tuple[str, ...]:
    """Return a clause for each cause, safe to show: ``because TableName is only known at run time: $.table``."""
    return tuple(dict.fromkeys(f"because {safe(cause.text)}" for cause in causes))


def is_wildcard(resource: str) -> bool:
    """Tell whether a resource matches more than one ARN. A star in ``${*}`` matches only itself."""
    plain = resource.replace("${*}", "").replace("${?}", "") if "${" in resource else resource
    return "*" in plain or "?" in plain


def cause_of_template(template: StatementTemplate) -> WildcardCause | None:
    """Return why the template's own text has a wildcard; None where the catalog gives no reason."""
    return WildcardCause("service", template.wildcard) if template.wildcard else None


def cause_of_absence(names: Sequence[str]) -> WildcardCause:
    """Return why a resource is a wildcard because the task gives none of the parameters that would name it."""
    return WildcardCause("missing", f"{' or '.join(names)} is not given")


def cause_of_target(target: Target, spec: TargetSpec, parts: Parts | None) -> WildcardCause:
    """Return why the value of `target` does not name one resource."""
    name = target.name
    if target.absent:
        if spec.default in (None, "*"):
            return WildcardCause("missing", f"{name} is missing")
        return WildcardCause("missing", f"{name} is missing, and what the service then uses may be any")
    if target.problem:
        return WildcardCause("unreadable", target.problem)
    if target.known and target.mode == "placeholder":
        return WildcardCause("deployment", f"{name} is only known at deployment: {shorten(target.written)}")
    if target.mode == "dynamic":
        return WildcardCause("run-time", f"{name} is only known at run time: {shorten(target.value)}")
    if target.mode == "partial":
        return WildcardCause("run-time", f"{name} is only partly known before run time: {shorten(target.value)}")
    if spec.dynamic and parts is None:
        return WildcardCause("service", f"the guide's template has a wildcard for any {name}, even one written out")
    if parts is not None and parts.wildcard:
        return WildcardCause("service", parts.wildcard)
    if target.qualifier == "*":
        return WildcardCause("run-time", "Qualifier is only known at run time")
    if parts is None:
        kind = article(spec.kind.replace("-", " "))
        text = f"{name} is {shorten(target.value)!r}, which does not tell the ARN of {kind}"
        return WildcardCause("unreadable", text)
    if target.mode == "placeholder" and "*" not in target.value:
        kind = article(spec.kind.replace("-", " "))
        return WildcardCause("deployment", f"{name} is {shorten(target.value)}, which does not tell the ARN of {kind}")
    return WildcardCause("written", f"the definition has the wildcard in {name}: {shorten(target.value)}")
