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
from tools.sdk.shapes import Member

REVIEWED = Path(__file__).with_name("roles.toml")

_READS = re.compile(
    r"^(Batch)?(Describe|List|Get|Delete|Search|Lookup|Head|Disassociate|Detach|Remove|Cancel|Deregister|Untag|Tag"
    r"|Query|Filter|Check|Revoke|Reject|Unsubscribe|Count|Preview)(?![a-z])"
)
_ARN = re.compile(r"roles?arns?(update)?$")
_ROLE = re.compile(r"roles?(update)?$")
_NOT_PASSED = re.compile(
    r"principal|grantee|assume(d|able)?(?!.*rolearn$)|alias|crossaccount|consumeraccount|permissionsboundary|external"
)
_IAM_ROLE = re.compile(
    r"IAM (service |execution )?role|Identity and Access Management|role ARN|ARN of (the|a|an) .{0,40}role|\(IAM\)"
)


def role_paths(service: str, operation: str, members: Iterable[Member]) -> tuple[str, ...]:
    """Return the paths to the roles that an operation passes, sorted.

    Args:
        service: its name in Step Functions.
        operation: its name in the API.
        members: the strings in its request.
    """
    reviewed = _reviewed()
    name = f"{service}:{operation}"
    if name in reviewed["paths"]:
        return tuple(sorted(reviewed["paths"][name]["roles"]))
    if service in reviewed["services"] or name in reviewed["operations"] or _READS.match(operation):
        return ()
    names = {plain(one) for one in reviewed["members"]}
    left_out = {plain(one) for one in reviewed["members"] if reviewed["members"][one]}
    del names
    return tuple(sorted({one.path for one in members if is_role(one) and plain(one.name) not in left_out}))


def is_role(member: Member) -> bool:
    """Whether a string names a role, by its name, its shape and its documentation."""
    name, shape = plain(member.name), plain(member.shape)
    if member.is_map_value or _NOT_PASSED.search(name):
        return False
    if _ARN.search(name):
        return True
    return bool(_ROLE.search(name)) and (
        ("role" in shape and "arn" in shape) or bool(_IAM_ROLE.search(member.documentation))
    )


@cache
def _reviewed() -> dict[str, Any]:
    return tomllib.loads(REVIEWED.read_text("utf-8"))
