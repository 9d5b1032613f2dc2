"""`Retry` and `Catch` (specification: Errors; guide: concepts-error-handling)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.checks.fields import report_unknown
from sfn_engine.asl.checks.findings import Findings, filled_in, is_read
from sfn_engine.asl.checks.numbers import RETRY_RANGES, check_ranges, number_fault
from sfn_engine.asl.checks.payloads import check_path, check_payload
from sfn_engine.asl.model import Recovering
from sfn_engine.asl.shapes import kind_of
from sfn_engine.display import shorten

_RETRIER = dict.fromkeys(("ErrorEquals", *RETRY_RANGES, "JitterStrategy", "Comment"))
_CATCHER: Mapping[str, Mapping[str, None]] = {
    "JSONPath": dict.fromkeys(("ErrorEquals", "Next", "ResultPath", "Assign", "Comment")),
    "JSONata": dict.fromkeys(("ErrorEquals", "Next", "Output", "Assign", "Comment")),
}
_JITTER = ("FULL", "NONE")


def check_recovery(state: Recovering, findings: Findings) -> None:
    """Check the retriers and catchers of a state."""
    for index, retrier in enumerate(state.retry):
        steps = ("Retry", index)
        if not is_read(state.fields["Retry"][index]):
            continue
        _check_errors(retrier.fields, retrier.error_equals, index == len(state.retry) - 1, state, steps, findings)
        report_unknown(retrier.fields, _RETRIER, "a retrier", state, steps, findings)
        _check_times(retrier.fields, state, steps, findings)
    for index, catcher in enumerate(state.catch):
        steps = ("Catch", index)
        if not is_read(state.fields["Catch"][index]):
            continue
        _check_errors(catcher.fields, catcher.error_equals, index == len(state.catch) - 1, state, steps, findings)
        _check_catcher(catcher.fields, state, steps, findings)


def _check_errors(
    fields: Mapping[str, Any],
    names: tuple[str, ...],
    last: bool,
    state: Recovering,
    steps: tuple[str | int, ...],
    findings: Findings,
) -> None:
    what = "retrier" if steps[0] == "Retry" else "catcher"
    if not names:
        given = fields.get("ErrorEquals")
        if not given and not filled_in(given):
            findings.add(
                "error-equals",
                f'the {what} needs at least one error name in "ErrorEquals"',
                state,
                *steps,
                "ErrorEquals",
            )
    elif "States.ALL" in names:
        if len(names) > 1:
            fault = f"'States.ALL' must appear alone in its {what}: it covers all other names"
        elif not last:
            fault = f"'States.ALL' must be in the last {what}: those after it are never reached"
        else:
            return
        findings.add("states-all", fault, state, *steps, "ErrorEquals")


def _check_times(
    fields: Mapping[str, Any], state: Recovering, steps: tuple[str | int, ...], findings: Findings
) -> None:
    check_ranges(fields, RETRY_RANGES, state, steps, findings)
    interval, longest = fields.get("IntervalSeconds"), fields.get("MaxDelaySeconds")
    if (
        isinstance(interval, (int, float))
        and isinstance(longest, (int, float))
        and not number_fault(interval, RETRY_RANGES["IntervalSeconds"], "JSONPath")
        and longest <= interval
    ):
        findings.add(
            "number",
            '"MaxDelaySeconds" must be greater than "IntervalSeconds"',
            state,
            *steps,
            "MaxDelaySeconds",
        )
    jitter = fields.get("JitterStrategy", "NONE")
    if jitter not in _JITTER and not filled_in(jitter):
        findings.add(
            "jitter",
            f'"JitterStrategy" must be "FULL" or "NONE", not {kind_of(jitter)}',
            state,
            *steps,
            "JitterStrategy",
        )


def _check_catcher(
    fields: Mapping[str, Any], state: Recovering, steps: tuple[str | int, ...], findings: Findings
) -> None:
    if "Next" not in fields:
        findings.add(
            "catch-without-next",
            f'a catcher of {shorten(state.name)!r} has no "Next": name the state that handles the error',
            state,
            *steps,
        )
    language = state.query_language
    allowed = _CATCHER[language]
    foreign, other = ("Output", "JSONata") if language == "JSONPath" else ("ResultPath", "JSONPath")
    if foreign in fields:
        findings.add(
            "wrong-language",
            f'"{foreign}" belongs to {other}, but {shorten(state.name)!r} is written in {language}',
            state,
            *steps,
            foreign,
        )
    report_unknown((name for name in fields if name != foreign), allowed, "a catcher", state, steps, findings)
    if language == "JSONPath" and fields.get("ResultPath") is not None:
        check_path(fields["ResultPath"], state, (*steps, "ResultPath"), findings)
    for name in ("Assign", "Output"):
        if name in fields and name != foreign:
            check_payload(fields[name], state, (*steps, name), findings)
