"""What the settings of a state machine bring, whatever its states do: its name and keys, and its own permissions."""

from __future__ import annotations

from sfn_engine.asl.model import StateMachine
from sfn_engine.policy.context import UNKNOWN_MACHINE, Context
from sfn_engine.policy.declarations import key_arn
from sfn_engine.policy.parts import AwsLocation


def location_of(machine: StateMachine, context: Context, **extras: str) -> AwsLocation:
    """Return where the machine is, with what statements may name beside: itself, its keys, and the `extras`."""
    home = AwsLocation(context.partition or "aws", context.region or "", context.account or "", {})
    named = {"machine": context.state_machine_name or UNKNOWN_MACHINE, **extras}
    for hole, key in (
        ("kms_key", context.kms_key_id),
        ("activity_kms_key", context.activity_kms_key_id),
        ("bucket_kms_key", context.bucket_kms_key_id),
        ("reader_bucket_kms_key", context.reader_bucket_kms_key_id),
    ):
        if key is not None:
            named[hole] = key_arn(key, home, machine.placeholders.arns)
    return AwsLocation(*home.home, named)


def setting_records(context: Context) -> tuple[str, ...]:
    """Return the names of the machine-level records that the settings ask for, in the order of their statements."""
    wanted = {
        "redrive": context.redrive,
        "tracing": context.tracing,
        "logging": context.logging,
        "encryption": context.kms_key_id is not None,
        "encryption-of-logs": context.kms_key_id is not None and context.logging,
    }
    return tuple(name for name, is_on in wanted.items() if is_on)


def names_itself(context: Context) -> bool:
    """Tell whether the statements of a setting name the state machine."""
    return context.redrive or context.kms_key_id is not None
