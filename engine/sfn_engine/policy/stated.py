"""Which partitions, regions and accounts a definition's own ARNs and queue URLs state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.asl.model import Map, State, StateMachine, Task
from sfn_engine.asl.resource import read_resource
from sfn_engine.catalog.targets import CREDENTIALS
from sfn_engine.policy.arns import split_arn

_REGION = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-\d+\Z")
_ACCOUNT = re.compile(r"\d{12}\Z")
_QUEUE_URL = re.compile(r"https://sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/(\d{12})/")


class Given(NamedTuple):
    """A partition, region and account as far as they are given."""

    partition: str | None = None
    region: str | None = None
    account: str | None = None


class _Text(NamedTuple):
    """A text that may be an ARN or a queue URL."""

    text: str
    is_service: bool = False
    """It is a service's, and not a resource's."""
    own_account: bool = True
    """False where another role makes the call: that role and its resources are mostly in another account."""


class Stated(NamedTuple):
    """What a definition states."""

    regions: frozenset[str]
    accounts: frozenset[str]
    partitions: frozenset[str]
    own_partitions: frozenset[str]
    """Those of resources, and any but ``aws`` of a service's ARN, which is often copied without a thought."""
    placeholders: Given
    """What the ARNs have instead of a known partition, region and account, where they agree."""


def stated_location(machine: StateMachine) -> Stated:
    """Return what the ARNs and queue URLs of a definition state."""
    found: dict[str, set[str]] = {name: set() for name in ("partition", "own", "region", "account")}
    for text, is_service, own_account in _texts(machine):
        url = _QUEUE_URL.match(text)
        if url is not None:
            found["region"].add(url[1])
            if own_account:
                found["account"].add(url[2])
        arn = split_arn(text) if text.startswith("arn:") else None
        if arn is None:
            continue
        found["partition"].add(arn.partition)
        if not is_service or arn.partition != "aws":
            found["own"].add(arn.partition)
        if not is_service:
            found["region"].add(arn.region)
            if own_account:
                found["account"].add(arn.account)
    return Stated(
        frozenset(filter(_REGION.match, found["region"])),
        frozenset(filter(_ACCOUNT.match, found["account"])),
        frozenset(filter(_is_partition, found["partition"])),
        frozenset(filter(_is_partition, found["own"])),
        Given(*(_placeholder(found[name]) for name in ("partition", "region", "account"))),
    )


def _is_partition(text: str) -> bool:
    return text.startswith("aws") and "{" not in text


def _placeholder(texts: set[str]) -> str | None:
    found = {text for text in texts if is_whole_placeholder(text) and text.startswith("$")}
    return found.pop() if len(found) == 1 else None


def _texts(machine: StateMachine) -> Iterator[_Text]:
    """Yield the texts of targets and of `Resource` fields."""
    known = machine.placeholders
    for state in machine.states:
        own_account = not _has_other_role(state)
        for target in state.targets:
            if target.mode == "partial":
                yield _Text(target.known, own_account=own_account)
            elif target.mode in ("static", "placeholder") and not (target.absent or target.problem):
                for text in target.alternatives or (target.value,):
                    yield _Text(text, own_account=own_account)
        if isinstance(state, Task) and state.kind in ("activity", "optimized", "sdk"):
            yield _Text(known.fill(state.resource), is_service=state.kind != "activity")
        if isinstance(state, Map):
            for part in (state.reader, state.writer):
                if part is not None:
                    yield _Text(known.fill(read_resource(part.get("Resource", "")).text), is_service=True)


def _has_other_role(state: State) -> bool:
    return any(target.parameter == CREDENTIALS.name for target in state.targets)
