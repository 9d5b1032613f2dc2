"""Versions and aliases of state machines in a template, written with the machine that they belong to.

A permission to start one is on the machine's unqualified ARN (guide: auth-version-alias), which `Ref` of the version
or alias does not give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sfn_engine.sources.templates.functions import text_of

_VERSION = "AWS::StepFunctions::StateMachineVersion"
_ALIAS = "AWS::StepFunctions::StateMachineAlias"
_MACHINES = ("AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine")


def machine_aliases(resources: Mapping[str, Any]) -> dict[str, str]:
    """Return the placeholder of each version and alias → the machine's ARN with it: ``${Machine.Arn}:Live``."""
    found: dict[str, str] = {}
    for logical_id in resources:
        if _type(resources, logical_id) in (_VERSION, _ALIAS):
            machine = _machine_of(resources, logical_id)
            if machine:
                found |= dict.fromkeys((logical_id, f"{logical_id}.Arn"), f"${{{machine}.Arn}}:{logical_id}")
    return found


def _machine_of(resources: Mapping[str, Any], logical_id: str) -> str:
    """Return the logical id of the machine behind a version or an alias; empty if the template has none."""
    for _ in range(2):  # an alias leads to a version, a version to its machine
        kind = _type(resources, logical_id)
        if kind not in (_VERSION, _ALIAS):
            break
        properties = resources[logical_id].get("Properties")
        texts = _versions(properties) if kind == _ALIAS else [_text(properties, "StateMachineArn")]
        referred = [text[2:-1].partition(".")[0] for text in texts if text.startswith("${")]
        logical_id = referred[0] if referred else ""
    return logical_id if _type(resources, logical_id) in _MACHINES else ""


def _versions(properties: Any) -> Iterator[str]:
    """Yield the versions that an alias leads to."""
    if not isinstance(properties, Mapping):
        return
    routes = properties.get("RoutingConfiguration")
    for holder in (properties.get("DeploymentPreference"), *(routes if isinstance(routes, list) else ())):
        yield _text(holder, "StateMachineVersionArn")


def _text(holder: Any, key: str) -> str:
    return (text_of(holder.get(key)) if isinstance(holder, Mapping) else None) or ""


def _type(resources: Mapping[str, Any], logical_id: str) -> str:
    body = resources.get(logical_id)
    kind = body.get("Type") if isinstance(body, Mapping) else None
    return kind if isinstance(kind, str) else ""
