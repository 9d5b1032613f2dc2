"""Which resource of its own file a target means, where the file says more about it than its type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.asl.model import StateMachine
from sfn_engine.policy.arns import looks_like_arn, split_arn
from sfn_engine.policy.deployment import located
from sfn_engine.policy.parts import AwsLocation
from sfn_engine.sources.declared import DeclaredResource

MAX_TEXT = 2_048
"""Characters of a text that is looked up. An ARN has no more (IAM API reference: Arn)."""

_PLACEHOLDER = r"[$%]\{[^{}]*\}"
_NAME = rf"(?P<name>(?:{_PLACEHOLDER}|[^/:{{}}])++)"
_REFERENCE = re.compile(r"\$\{\s*(?P<id>(?:aws_\w+\.)?[\w-]+)(?:\[[^]{}]*\])?(?:\.[\w.]+)?\s*\}")
_ARNS: Mapping[tuple[str, str], str] = {
    ("sqs", "queue"): _NAME,
    ("sns", "topic"): _NAME,
    ("s3", "bucket"): rf"{_NAME}(?:/.*)?",
    ("dynamodb", "table"): rf"table/{_NAME}(?:/.*)?",
    ("ecs", "task-definition"): rf"task-definition/{_NAME}(?::.+)?",
    ("states", "activity"): rf"activity:{_NAME}",
    ("states", "state-machine"): rf"stateMachine:{_NAME}(?::.+)?",
}
"""Service of an ARN and kind → the resource part with the name in it."""
_OTHERS: Mapping[str, str] = {
    "queue": rf"(?:(?:https?://)?[^/]+/[^/]+/)?{_NAME}/?",
    "topic": _NAME,
    "bucket": rf"(?:s3://)?{_NAME}(?:/.*)?",
    "table": _NAME,
    "task-definition": rf"{_NAME}(?::.+)?",
}
"""Kind → the other forms in which a parameter names it: a URL, a URI, a name."""


def declared_for(machine: StateMachine, text: str, kind: str = "") -> DeclaredResource | None:
    """Return the resource in the machine's file that a target's value names; None if the file says nothing of it.

    The value is a placeholder (``${Orders.Arn}``, ``${aws_sqs_queue.orders.url}``), a name, a URL or an ARN. `kind`
    is what it names, in the catalog's words; a name alone means nothing without it.
    """
    declared = machine.document.declared if machine.document is not None else {}
    if not declared or len(text) > MAX_TEXT:
        return None
    named = set(_names(text, kind))
    references = {_logical_id(name) for name in (text, *(name for _, name in named))}
    for logical_id, resource in declared.items():
        is_meant = logical_id in references or (resource.kind, resource.name) in named
        if is_meant and kind in ("", resource.kind):
            return resource
    return None


def key_arn(key: str, location: AwsLocation, arns: Collection[str] = ()) -> str:
    """Return the ARN of a KMS key from its ARN, its id, or a placeholder for either.

    `arns` are the names of placeholders that stand for an ARN, as the file says.

    An alias doesn't tell the key, and no policy can name a key by its alias (KMS guide: alias-authorization): any key.
    """
    key = located(key, location)
    if key.startswith("arn:") and ":alias/" not in key:
        return key
    if _is_arn_placeholder(key, arns):
        return key
    alias = split_arn(key)
    if alias is not None:
        return f"arn:{alias.partition}:kms:{alias.region}:{alias.account}:key/*"
    key_id = "*" if "alias/" in key or key.startswith("*") else key
    return f"arn:{location.partition}:kms:{location.region}:{location.account}:key/{key_id}"


def role_arn(role: str, location: AwsLocation, arns: Collection[str] = ()) -> str:
    """Return the ARN of a role from its ARN, its name, or a placeholder for either; `arns` as for a key."""
    role = located(role, location)
    if role.startswith("arn:") or _is_arn_placeholder(role, arns):
        return role
    name = "*" if role.startswith("*") else role.lstrip("/")
    return f"arn:{location.partition}:iam::{location.account}:role/{name}"


def _is_arn_placeholder(text: str, arns: Collection[str]) -> bool:
    return is_whole_placeholder(text) and (looks_like_arn(text) or text.strip()[2:-1].strip() in arns)


def _names(text: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield what a text may name: kind and name."""
    if text.startswith("arn:"):
        arn = split_arn(text)
        for (service, named), form in _ARNS.items():
            match = re.fullmatch(form, arn.resource, re.DOTALL) if arn is not None and arn.service == service else None
            if match is not None:
                yield named, match["name"]
    elif kind in _OTHERS:
        match = re.fullmatch(_OTHERS[kind], text, re.DOTALL)
        if match is not None:
            yield kind, match["name"]


def _logical_id(text: str) -> str:
    match = _REFERENCE.fullmatch(text.strip())
    return match["id"] if match is not None else ""
