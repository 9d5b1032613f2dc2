"""What a target's resource needs beside the call: the key that encrypts it, the roles that it passes on.

No definition says that. The file may, where it declares the resource as well as the state machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from sfn_engine.asl.model import StateMachine, Target
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.declarations import declared_for, key_arn, role_arn
from sfn_engine.policy.deployment import located
from sfn_engine.policy.given import Values
from sfn_engine.policy.parts import AwsLocation
from sfn_engine.sources.declared import DeclaredResource

_DECLARED_AS: Mapping[str, str] = {"object": "bucket", "topic or endpoint": "topic"}
"""What is declared for a target of another kind."""


class Behind(NamedTuple):
    """One machine-level record of the catalog, with the key or role that its statements are on."""

    record: str
    location: AwsLocation


def behind_targets(machine: StateMachine, values: Values, location: AwsLocation) -> Iterator[Behind]:
    """Yield what the declared resources behind a state's targets need."""
    for given in values.values():
        for entry in given:
            declared = declared_behind(machine, entry.target, entry.spec) if entry.spec.behind else None
            if declared is None:
                continue
            roles = _known(machine, declared.passed_roles, location)
            holes = [("key", arn) for arn in keys_of(machine, declared, location)]
            holes += [("role", role_arn(role, location, machine.placeholders.arns)) for role in roles]
            for hole, arn in holes:
                yield Behind(entry.spec.behind, replace(location, extras={**location.extras, hole: arn}))


def keys_of(machine: StateMachine, declared: DeclaredResource, location: AwsLocation) -> Iterator[str]:
    """Yield the ARNs of the customer managed keys that encrypt a declared resource."""
    for key in _known(machine, declared.kms_keys, location):
        yield key_arn(key, location, machine.placeholders.arns)


def _known(machine: StateMachine, texts: tuple[str, ...], location: AwsLocation) -> Iterator[str]:
    """Yield the texts with all that the file knows filled in, each once; ``*`` for what only the deployment knows."""
    known = machine.placeholders
    possible = dict.fromkeys(located(each, location) for text in texts for each in known.possible(text))
    yield from possible


def declared_behind(machine: StateMachine, target: Target, spec: TargetSpec) -> DeclaredResource | None:
    """Return the resource that the target names, if the machine's own file declares it."""
    if target.mode == "dynamic" or target.absent or target.problem:
        return None
    kind = _DECLARED_AS.get(spec.kind, spec.kind)
    return declared_for(machine, target.value, kind) or declared_for(machine, target.written, kind)
