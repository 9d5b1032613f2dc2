"""Machines that call one operation of an AWS SDK integration, whichever it is."""

from __future__ import annotations

from typing import Any, Literal

import sfn_engine as sfn
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration, TargetSpec
from tests.support.engine.machines import HERE, chain, task

HowGiven = Literal["static", "dynamic", "absent"]
"""How the parameters that name resources are given."""
RETIRED = ("cloudhsm", "iotthingsgraph")
"""Services whose actions, called like the operations, were in AWS's earlier tables: no package of today has them."""
ROLE = "arn:aws:iam::123456789012:role/passed"


def sdk_name(service: str, operation: str) -> str:
    """Return the name of the integration as it is written in a `Resource`."""
    return f"aws-sdk:{service}:{operation[:1].lower()}{operation[1:]}"


def request_with(path: str, value: Any, key: str = "") -> dict[str, Any]:
    """Return parameters that have a value at a path; with `key` that is the name of the last field."""
    made: Any = value
    first = True
    for step in reversed(path.split(".")):
        name = step.removesuffix("[*]").removesuffix("{*}")
        if step.endswith("[*]"):
            made = [made]
        elif step.endswith("{*}"):
            made = {made: {}} if first and isinstance(made, str) else {"any": made}
        made = {(key if first and key and step == name else name): made}
        first = False
    return dict(made)


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return parameters that have what both have."""
    made = dict(one)
    for key, value in other.items():
        before = made.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            made[key] = merged(before, value)
        elif isinstance(before, list) and isinstance(value, list) and isinstance(before[0], dict):
            made[key] = [merged(before[0], value[0])]
        else:
            made[key] = value
    return made


def parameters_of(known: Integration, way: HowGiven) -> dict[str, Any]:
    """Return parameters that give all targets of an integration in one way."""
    made: dict[str, Any] = {}
    for spec in known.targets:
        if way == "static":
            made = merged(made, request_with(spec.name, value_of(spec)))
        elif way == "dynamic":
            head = spec.steps[0].removesuffix("[*]").removesuffix("{*}")
            if len(spec.steps) == 1 and spec.steps[0] == head:
                made = merged(made, {f"{head}.$": f"$.{head}"})
            elif f"{head}.$" not in made:
                made = merged(made, {f"{head}.$": "$.all"})
    return made


def value_of(spec: TargetSpec) -> str:
    """Return a value that a target may have."""
    if spec.kind == "role":
        return ROLE
    if spec.reader == "queue-url":
        return "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
    if spec.reader == "ec2-resource-id":
        return "vpc-12345678"
    if spec.arn:
        return "some-name"
    return "arn:aws:any:us-east-1:123456789012:some/name" if spec.needs_arn else "some-name"


def sdk_machine(name: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """Return a machine that only calls the operation."""
    return chain(Call=task(f"arn:aws:states:::{name}", parameters))


def known_sdk(service: str, operation: str) -> Integration:
    """Return what the catalog makes of an operation."""
    known = loader.integration(sdk_name(service, operation))
    assert known is not None, (service, operation)
    return known


def policy_of_call(name: str, parameters: dict[str, Any]) -> sfn.Policy:
    """Return the policy, scope least, of a machine that only calls ``s3:getObject``."""
    return sfn.generate(sfn.parse(sdk_machine(f"aws-sdk:{name}", parameters)), HERE, scope="least")


def granted(name: str, parameters: dict[str, Any]) -> dict[str, set[str]]:
    """Return the resources of each action that a call is allowed, scope least."""
    found: dict[str, set[str]] = {}
    for grant in policy_of_call(name, parameters).grants:
        found.setdefault(grant.action, set()).add(grant.resource)
    return found
