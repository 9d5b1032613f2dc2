"""Why a task cannot be explained, in one sentence that says how to fix it where that is possible."""

from __future__ import annotations

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.asl.model import Pattern, Task
from sfn_engine.asl.patterns import PATTERN_NAMES
from sfn_engine.catalog import loader
from sfn_engine.catalog.finding import closest_name
from sfn_engine.catalog.model import Integration
from sfn_engine.display import shorten

_SUPPORTED = {"ItemReader": "s3:getObject and s3:listObjectsV2", "ResultWriter": "s3:putObject"}
"""The APIs that a part of a Distributed Map can call (guide: input-output-itemreader, input-output-resultwriter)."""


def why_part_unexplained(part: str) -> str:
    """Say in a sentence why an ItemReader or a ResultWriter has no permissions in the policy."""
    return f"{part} supports only {_SUPPORTED[part]}."


def offered(known: Integration) -> str:
    """Name the patterns that an integration supports: ``request-response and .sync``."""
    names = [PATTERN_NAMES[pattern] for pattern in known.patterns]
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"


def pattern_disabled_reason(known: Integration, pattern: Pattern, *, express: bool) -> str:
    """Return why a task cannot have this pattern; empty where it can (guide: connect-to-resource)."""
    if pattern not in known.patterns:
        return _not_offered(known, pattern)
    if express and pattern != "request-response":
        return f"Express Workflows do not support {PATTERN_NAMES[pattern]}; use a Standard Workflow"
    return ""


def _not_offered(known: Integration, pattern: Pattern) -> str:
    return f"{PATTERN_NAMES[pattern]} is not supported by {known.name}, which supports {offered(known)}"


def why_unexplained(task: Task, known: Integration | None) -> str:
    """Return why the policy has nothing for `task`."""
    if known is not None:
        return f"{_not_offered(known, task.pattern)}."
    if task.kind == "sdk":
        fault = sdk_fault(task.integration)
        return f"{fault[:1].upper()}{fault[1:]}."
    if task.kind == "optimized":
        return f"Integration {shorten(task.integration)!r} is not in the catalog{_near(task.integration)}."
    if not task.resource:
        return "The task has no Resource."
    if is_whole_placeholder(task.resource):
        return f"Which integration the Resource {shorten(task.resource)} gives is only known at deployment."
    return "The Resource is not a service integration, function, activity or placeholder."


def sdk_fault(name: str) -> str:
    """Say why nothing is known of an AWS SDK integration, as a sentence without its period."""
    # Imported late: most machines have no AWS SDK integration.
    from sfn_engine.sdk.names import read_name

    return read_name(name).fault or f"what {shorten(name)} needs is unknown"


def _near(name: str) -> str:
    near = closest_name(name)
    if near:
        return f" (did you mean {near!r}?)"
    service, _, _ = name.partition(":")
    if service in loader.services():
        return f"; for other {service} calls use the AWS SDK integration"
    return ""
