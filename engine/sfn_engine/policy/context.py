"""What a definition does not say: region, account, and the settings of its state machine."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from sfn_engine.asl.model import StateMachine
from sfn_engine.policy.location import NO_FALLBACK, UNKNOWN_ACCOUNT, UNKNOWN_REGION, Fallback, resolve_location
from sfn_engine.policy.note_kinds import NoteKind
from sfn_engine.policy.stated import Given

__all__ = ["UNKNOWN_ACCOUNT", "UNKNOWN_MACHINE", "UNKNOWN_REGION", "Context", "ContextNote", "Fallback", "resolve"]

UNKNOWN_MACHINE = "<state-machine-name>"


@dataclass(frozen=True, slots=True)
class Context:
    """Facts about the state machine that are not in its definition.

    A region or account that is None is taken from the definition's file or from its ARNs where they agree, then from
    `fallback`, and written as ``<region>`` or ``<account>`` where none of them says it.
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
    fallback: Fallback = NO_FALLBACK
    """What surrounds the file, such as the environment: for what neither it nor the fields above say."""

    def __post_init__(self) -> None:
        """Refuse values that would make an unusable ARN."""
        values = [(entry.name, getattr(self, entry.name)) for entry in fields(self)]
        for name, value in (*values, *self.fallback._asdict().items()):
            if isinstance(value, str) and not _usable(value):
                raise ValueError(f"{name} must be text without control characters, not {value!r}")

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
    """Fill in what the machine's file and the definition's own ARNs say, then what surrounds them.

    Returns the filled context and a note for each thing that was taken or is still unknown. Its `fallback` has only
    what was taken from there.
    """
    context = _with_bound_location(context, machine)
    unread = machine.document.unread if machine.document is not None else ()
    notes = [ContextNote(text, "unresolved") for text in unread]
    with_file = _with_settings(context, machine, notes)
    found = resolve_location(_given(context), _given(with_file), context.fallback, machine)
    notes += (ContextNote(text, kind) for text, kind in found.notes)
    partition, region, account = found.location
    return replace(
        with_file, partition=partition, region=region, account=account, fallback=found.used
    ), tuple(notes)


def _with_bound_location(context: Context, machine: StateMachine) -> Context:
    """Fill in a location that a person gave as the value of a pseudo parameter: as good as an option, but weaker."""
    bound = {key: machine.bindings[name] for key, name in _PSEUDO_PARAMETERS.items() if name in machine.bindings}
    taken = {key: value for key, value in bound.items() if getattr(context, key) is None and _usable(value)}
    return replace(context, **taken) if taken else context  # type: ignore[arg-type]  # each key is a field for text


_PSEUDO_PARAMETERS = {"partition": "AWS::Partition", "region": "AWS::Region", "account": "AWS::AccountId"}


def _given(context: Context) -> Given:
    return Given(context.partition, context.region, context.account)


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
            texts = machine.placeholders.possible(value)
            text = texts[0] if len(texts) == 1 else "*"
            is_place = key in ("region", "account", "partition")
            is_known = "*" not in text or key == "kms_key_id"
            # Where only the deployment knows the place, the ARNs and what surrounds the file come first.
            if _usable(text) and is_known and not (is_place and "${" in text):
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
