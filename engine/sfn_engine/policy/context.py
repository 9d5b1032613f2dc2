"""What a definition does not say: region, account, and the settings of its state machine."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from sfn_engine.asl.model import StateMachine
from sfn_engine.policy.arns import partition_of_region, split_arn
from sfn_engine.policy.note_kinds import NoteKind

UNKNOWN_REGION = "<region>"
UNKNOWN_ACCOUNT = "<account>"
UNKNOWN_MACHINE = "<state-machine-name>"

_REGION = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-\d+\Z")
_ACCOUNT = re.compile(r"\d{12}\Z")


@dataclass(frozen=True, slots=True)
class Context:
    """Facts about the state machine that are not in its definition.

    A region or account that is None is taken from the ARNs of the definition where they agree, and written as
    ``<region>`` or ``<account>`` where they do not.
    """

    partition: str | None = None
    """``aws``, ``aws-cn``, ``aws-us-gov``; by default the one of the region."""
    region: str | None = None
    account: str | None = None
    """Twelve digits."""
    state_machine_name: str | None = None
    tracing: bool = False
    """X-Ray tracing is on."""
    logging: bool = False
    """Logs go to CloudWatch Logs."""
    kms_key_id: str | None = None
    """Id or ARN of the key that encrypts the state machine."""
    activity_kms_key_id: str | None = None
    """Id or ARN of the key that encrypts the machine's activities."""
    bucket_kms_key_id: str | None = None
    """Id or ARN of the key that encrypts the bucket of a ResultWriter."""
    reader_bucket_kms_key_id: str | None = None
    """Id or ARN of the key that encrypts the bucket of an ItemReader."""
    redrive: bool = False
    """Failed executions of this machine can be redriven (guide: redrive-executions)."""

    def __post_init__(self) -> None:
        """Refuse values that would make an unusable ARN."""
        for entry in fields(self):
            value = getattr(self, entry.name)
            if isinstance(value, str) and not _usable(value):
                raise ValueError(f"{entry.name} must be text without control characters, not {value!r}")

    @property
    def region_is_known(self) -> bool:
        """True where the region can be written into an ARN: a name, or a template's ``${AWS::Region}``.

        False for None and for a text in angle brackets such as ``<region>``, which a reader must replace.
        """
        return _is_known(self.region)

    @property
    def account_is_known(self) -> bool:
        """True where the account can be written into an ARN: digits, or a template's ``${AWS::AccountId}``.

        False for None and for a text in angle brackets such as ``<account>``, which a reader must replace.
        """
        return _is_known(self.account)


class ContextNote(NamedTuple):
    """What was taken for a context from the definition or its file, or what is still unknown."""

    text: str
    kind: NoteKind


def _is_known(value: str | None) -> bool:
    return value is not None and not value.startswith("<")


def _usable(text: str) -> bool:
    """Tell whether a text can be part of an ARN at all."""
    return bool(text.strip()) and not any(ord(mark) < 32 for mark in text)


def resolve(context: Context, machine: StateMachine) -> tuple[Context, tuple[ContextNote, ...]]:
    """Fill in what the definition's own ARNs agree on.

    Returns the filled context and a note for each thing that was taken or is still unknown.
    """
    notes: list[ContextNote] = []
    context = _with_settings(context, machine, notes)
    region, account = context.region, context.account
    if (region is None or account is None) and machine.document is not None and machine.document.in_template:
        # CloudFormation's own placeholders are as good as the values that it fills in.
        text = "Region and account are those of the deployment: ${AWS::Region}, ${AWS::AccountId}."
        notes.append(ContextNote(text, "assumed"))
        partition = "${AWS::Partition}" if region is None else None
        context = replace(context, partition=context.partition or partition)
        region, account = region or "${AWS::Region}", account or "${AWS::AccountId}"
    if region is None or account is None:
        regions, accounts, partitions = _named_locations(machine)
        if region is None:
            region = _agreed(regions, "region", UNKNOWN_REGION, notes)
        if account is None:
            account = _agreed(accounts, "account", UNKNOWN_ACCOUNT, notes)
        if context.partition is None and region == UNKNOWN_REGION and len(partitions) == 1:
            context = replace(context, partition=next(iter(partitions)))
    partition = context.partition or partition_of_region(region)
    return replace(context, partition=partition, region=region, account=account), tuple(notes)


def _with_settings(context: Context, machine: StateMachine, notes: list[ContextNote]) -> Context:
    """Fill in what the machine's file says in addition to the definition; an option overrides it."""
    settings = machine.document.settings if machine.document is not None else None
    if settings is None:
        return context
    taken: dict[str, str | bool] = {}
    for key, value in (
        ("state_machine_name", settings.name),
        ("region", settings.region),
        ("account", settings.account),
        ("partition", settings.partition),
        ("kms_key_id", settings.kms_key_id),
    ):
        if value and getattr(context, key) is None:
            text = machine.placeholders.fill(value)
            if _usable(text):
                taken[key] = text
    taken |= {
        key: True
        for key, on in (("tracing", settings.tracing), ("logging", settings.logging))
        if on and not getattr(context, key)
    }
    if taken:
        words = ", ".join(_SETTING_WORDS[key] for key in taken)
        notes.append(ContextNote(f"Read from the file that contains or references the definition: {words}.", "assumed"))
    return replace(context, **taken)  # type: ignore[arg-type]  # each key has the type of its field


_SETTING_WORDS = {
    "state_machine_name": "the state machine's name",
    "region": "the region",
    "account": "the account",
    "partition": "the partition",
    "kms_key_id": "its encryption key",
    "tracing": "tracing is on",
    "logging": "logging is on",
}


def _agreed(found: Counter[str], what: str, unknown: str, notes: list[ContextNote]) -> str:
    if len(found) == 1:
        value = next(iter(found))
        notes.append(ContextNote(f"{what.capitalize()} {value} is taken from the ARNs in the definition.", "assumed"))
        return value
    several = f" (the definition names several: {', '.join(sorted(found))})" if found else ""
    text = f"{what.capitalize()} unknown{several}; written as {unknown}. Set it with --{what}."
    notes.append(ContextNote(text, "unresolved"))
    return unknown


def _named_locations(machine: StateMachine) -> tuple[Counter[str], Counter[str], Counter[str]]:
    regions: Counter[str] = Counter()
    accounts: Counter[str] = Counter()
    partitions: Counter[str] = Counter()
    for text in _texts(machine):
        if text.startswith("arn:"):
            parts = split_arn(text)
            if parts is not None and parts.partition.startswith("aws"):
                if "states:::" not in text:
                    regions.update([parts.region] if _REGION.match(parts.region) else [])
                    accounts.update([parts.account] if _ACCOUNT.match(parts.account) else [])
                partitions[parts.partition] += 1
        else:
            url = re.match(r"https://sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/(\d{12})/", text)
            if url is not None:
                regions[url[1]] += 1
                accounts[url[2]] += 1
    return regions, accounts, partitions


def _texts(machine: StateMachine) -> Iterator[str]:
    for state in machine.states:
        for target in state.targets:
            if target.mode == "static" and not target.absent:
                yield target.value
    for task in machine.tasks:
        if task.kind in ("activity", "optimized", "sdk"):
            yield task.resource
