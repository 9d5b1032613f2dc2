"""Finds the parameters of an operation that name a role which the call passes to the service (iam:PassRole).

A role is passed where a service is told to assume it later. That shows in the name of the parameter, and in the kind of
operation: one that reads or deletes passes nothing, and a role that is assumed, granted something or in another account
isn't passed. What the rule gets wrong stands in `roles.toml`, with the reason.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from tools.sdk.names import plain
from tools.sdk.shapes import RequestString

REVIEWED = Path(__file__).with_name("roles.toml")

_READS = re.compile(
    r"^(Batch)?(Describe|List|Get|Delete|Search|Lookup|Head|Disassociate|Detach|Remove|Cancel|Deregister|Untag|Tag"
    r"|Query|Filter|Check|Revoke|Reject|Unsubscribe|Count|Preview)(?![a-z])"
)
_ARN = re.compile(r"role\w*arns?(update)?$")
_ROLE = re.compile(r"roles?(override|update)?$")
_SURE = re.compile(
    r"(execution|service|runtime|logging|invocation|fleet)role(override|update)?$|(iam|invoker)rolename$"
)
_NOT_PASSED = re.compile(
    r"principal|grantee|assumable|alias|crossaccount|consumeraccount|snowflake|permissions?boundary"
)
_OTHER_WORDS = re.compile(r"(caller|permission|iam)arn$|role(identifier|name)$")
_ARN_OF_ROLE = re.compile(
    r"(ARN\)?|Amazon Resource Name) (of|for) (the|an?) (AWS |Amazon Web Services )?"
    r"(IAM|Identity and Access Management( \(IAM\))?) (service |execution )?role",
    re.IGNORECASE,
)
_IAM_ROLE = re.compile(
    r"IAM (service |execution |user )?role|Identity and Access Management|role ARN|ARN\)? of (the|an?) .{0,40}role"
    r"|\(IAM\)|role (used|that is used|to be used) |assumes? (this|the) role",
    re.IGNORECASE,
)
_PATTERN = re.compile(r":?iam:.*role")


def role_paths(service: str, operation: str, members: Iterable[RequestString]) -> tuple[str, ...]:
    """Return the paths to the roles that an operation passes, sorted.

    Args:
        service: its name in Step Functions.
        operation: its name in the API.
        members: the strings in its request.
    """
    reviewed = _reviewed()
    name = f"{service}:{operation}"
    none = reviewed["passes_none"]
    if name in reviewed["paths"]:
        return tuple(sorted(reviewed["paths"][name]))
    if service in none or name in none or (_READS.match(operation) and name not in reviewed["passes"]):
        return ()
    paths = {one.path for one in members if f"{service}:{one.name}" in reviewed["members"] or is_role(one)}
    return tuple(sorted(path for path in paths if f"{name}.{path}" not in none))


def is_role(member: RequestString) -> bool:
    """Whether a string names a role, by its name, its shape and its documentation."""
    name, shape = plain(member.name), plain(member.shape)
    if member.is_map_value or _NOT_PASSED.search(name):
        return False
    if _ARN.search(name) or _SURE.search(name):
        return True
    if _OTHER_WORDS.search(name) and _ARN_OF_ROLE.search(_plain_text(member.documentation)):
        return True
    said = _IAM_ROLE.search(_plain_text(member.documentation)) or _PATTERN.search(member.pattern)
    return bool(_ROLE.search(name)) and (("role" in shape and "arn" in shape) or bool(said))


def _plain_text(documentation: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", documentation))


@cache
def _reviewed() -> dict[str, Any]:
    return tomllib.loads(REVIEWED.read_text("utf-8"))
