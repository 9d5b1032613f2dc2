"""Ranges of the fields that take a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sfn_engine.asl.checks.findings import Findings, filled_in
from sfn_engine.asl.expressions import is_expression
from sfn_engine.asl.model import QueryLanguage, State, StateMachine
from sfn_engine.asl.shapes import kind_of

_SECONDS = 99_999_999


class Range(NamedTuple):
    """What a number may be, both ends included."""

    low: float
    high: float | None = None
    whole: bool = True


RANGES: Mapping[str, Range] = {
    "Seconds": Range(0, _SECONDS),
    "TimeoutSeconds": Range(1, _SECONDS),
    "HeartbeatSeconds": Range(1, _SECONDS),
    "MaxConcurrency": Range(0),
    "ToleratedFailureCount": Range(0),
    "ToleratedFailurePercentage": Range(0, 100, whole=False),
}
"""Fields of states (specification: Timeouts, Map State; guide: state-wait, state-task)."""

RETRY_RANGES: Mapping[str, Range] = {
    "IntervalSeconds": Range(1, _SECONDS),
    "MaxAttempts": Range(0, _SECONDS),
    "BackoffRate": Range(1, whole=False),
    "MaxDelaySeconds": Range(1, 31_622_399),
}
"""Fields of a retrier (guide: concepts-error-handling)."""

READER_RANGES: Mapping[str, Range] = {"MaxItems": Range(0, 100_000_000)}
"""Fields of `ReaderConfig` (guide: input-output-itemreader)."""

BATCH_RANGES: Mapping[str, Range] = {"MaxItemsPerBatch": Range(0), "MaxInputBytesPerBatch": Range(0, 262_144)}
"""Fields of `ItemBatcher` (guide: input-output-itembatcher)."""

_NAMES = frozenset(RANGES)


def check_machine_timeout(machine: StateMachine, findings: Findings) -> None:
    """Check the machine's own `TimeoutSeconds`, which takes no expression."""
    if "TimeoutSeconds" in machine.raw:
        fault = number_fault(machine.raw["TimeoutSeconds"], RANGES["TimeoutSeconds"], "JSONPath")
        if fault:
            findings.add_at("number", f'"TimeoutSeconds" {fault}', (), ("TimeoutSeconds",))


def check_state_numbers(state: State, findings: Findings) -> None:
    """Check the number fields of a state, and that the heartbeat is shorter than the timeout."""
    fields = state.fields
    if fields.keys().isdisjoint(_NAMES):
        return
    check_ranges(fields, RANGES, state, (), findings)
    heartbeat, timeout = fields.get("HeartbeatSeconds"), fields.get("TimeoutSeconds")
    if isinstance(heartbeat, (int, float)) and isinstance(timeout, (int, float)) and heartbeat >= timeout:
        findings.add("heartbeat", '"HeartbeatSeconds" must be smaller than "TimeoutSeconds"', state, "HeartbeatSeconds")


def check_ranges(
    fields: Mapping[str, Any],
    ranges: Mapping[str, Range],
    state: State,
    steps: tuple[str | int, ...],
    findings: Findings,
) -> None:
    """Check those of the `fields` that have a range; `steps` lead from the state to them."""
    for name, allowed in ranges.items():
        if name in fields:
            fault = number_fault(fields[name], allowed, state.query_language)
            if fault:
                findings.add("number", f'"{name}" {fault}', state, *steps, name)


def number_fault(value: Any, allowed: Range, language: QueryLanguage) -> str:
    """Say what is wrong with a number, as the end of a sentence; an empty text if nothing is."""
    if type(value) is int and value >= allowed.low and (allowed.high is None or value <= allowed.high):
        return ""  # nearly all are
    if filled_in(value):
        return ""
    if isinstance(value, str) and is_expression(value):
        if language == "JSONata":
            return ""
        return "is a JSONata expression, which this field does not accept: write a number"
    kind = "a whole number" if allowed.whole else "a number"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return f"must be {kind}, not {kind_of(value)}"
    if allowed.whole and isinstance(value, float) and not value.is_integer():
        return f"must be {kind}"
    # Written so that a NaN, which compares with nothing, is refused too.
    if not (value >= allowed.low and (allowed.high is None or value <= allowed.high)):
        limits = f"at least {allowed.low}" if allowed.high is None else f"from {allowed.low} to {allowed.high}"
        return f"must be {limits}"
    return ""
