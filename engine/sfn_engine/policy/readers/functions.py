"""Reads Lambda functions and state machines, with their versions and aliases."""

from __future__ import annotations

import re

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import split_arn
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.readers.names import NAME, opaque

_FUNCTION = re.compile(
    rf"(?:(?:arn:(?P<partition>{NAME}):lambda:(?P<region>{NAME}):)?(?P<account>{NAME}):function:"
    rf"|(?P<bare_account>\d{{12}}):)?(?P<name>{NAME})(?::(?P<qualifier>.+))?\Z",
    re.DOTALL,
)


def read_function(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read a function by its name, its ARN or a part of it, with or without a version or alias."""
    if text.startswith("*"):
        return None
    if text.startswith("arn:") and split_arn(text) is None:
        return Parts(*location.home, "*", text, "plain") if text.endswith("*") else None
    match = _FUNCTION.match(text)
    if match is None or (text.startswith("arn:") and match["partition"] is None):
        return None  # what begins like an ARN is never a name
    partition = match["partition"] or location.partition
    region = match["region"] or location.region
    account = match["account"] or match["bare_account"] or location.account
    name = match["name"]
    arn = f"arn:{partition}:lambda:{region}:{account}:function:{name}"
    return qualified_function(Parts(partition, region, account, name, arn), match["qualifier"] or qualifier)


def qualified_function(function: Parts, qualifier: str) -> Parts:
    """Add the version or alias of a function, which its unqualified ARN does not cover."""
    more = {"versions": f"{function.arn}:*", "exact": f"{function.arn}:{qualifier or '*'}"}
    return function._replace(form="qualified" if qualifier else "plain", more=more)


def read_function_name(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A function whose version or alias stays part of its name and ARN; the part ``plain`` is the ARN without it."""
    parts = read_function(spec, text, "", location)
    if parts is None:
        return None
    if parts.form != "qualified":
        return parts._replace(more={"plain": parts.arn})
    exact = parts.more["exact"]
    return parts._replace(name=f"{parts.name}{exact.removeprefix(parts.arn)}", arn=exact, more={"plain": parts.arn})


def read_state_machine(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A version or alias is authorised by the unqualified ARN (guide: auth-version-alias)."""
    if is_whole_placeholder(text):
        return opaque(text, location)
    if not text.startswith("arn:"):
        return None
    found = split_arn(text)
    if found is None or not found.resource.startswith("stateMachine:"):
        return Parts(*location.home, "*", text) if text.endswith("*") else None
    name = re.match(rf"stateMachine:({NAME})", found.resource)
    if name is None:
        return None
    arn = f"arn:{found.partition}:states:{found.region}:{found.account}:stateMachine:{name[1]}"
    return Parts(found.partition, found.region, found.account, name[1], arn)
