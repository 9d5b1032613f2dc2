"""Why a task cannot be explained, in one sentence that says what to do where something can be done."""

from __future__ import annotations

from sfn_engine.asl.model import Pattern, Task
from sfn_engine.asl.patterns import PATTERN_NAMES
from sfn_engine.catalog import loader
from sfn_engine.catalog.finding import closest_name
from sfn_engine.catalog.model import Integration
from sfn_engine.display import shorten


def offered(known: Integration) -> str:
    """Name the patterns that an integration offers: ``request-response and .sync``."""
    names = [PATTERN_NAMES[pattern] for pattern in known.patterns]
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"


def pattern_disabled_reason(known: Integration, pattern: Pattern, *, express: bool) -> str:
    """Return why a task cannot have this pattern; empty where it can (guide: connect-to-resource)."""
    if pattern not in known.patterns:
        return f"{PATTERN_NAMES[pattern]} is not offered by {known.name}; it offers {offered(known)}"
    if express and pattern != "request-response":
        return f"an Express Workflow has no {PATTERN_NAMES[pattern]}; only a Standard one waits for a job or an answer"
    return ""


def why_unexplained(task: Task, known: Integration | None) -> str:
    """Return the reason why `task` has no place in the policy."""
    if known is not None:
        pattern = PATTERN_NAMES[task.pattern]
        return f"{pattern} is not offered by {known.name}; it offers {offered(known)}."
    if task.kind == "sdk":
        return "AWS SDK integrations are not explained yet, and the console makes no policy for them either."
    if task.kind == "optimized":
        return f"The catalog does not know the integration {shorten(task.integration)!r}{_near(task.integration)}."
    if not task.resource:
        return "The task has no Resource."
    return "The Resource is no service integration, function, activity or placeholder."


def _near(name: str) -> str:
    near = closest_name(name)
    if near:
        return f" (did you mean {near!r}?)"
    service, _, _ = name.partition(":")
    if service in loader.services():
        return f"; for other calls of {service} there is the AWS SDK integration"
    return ""
