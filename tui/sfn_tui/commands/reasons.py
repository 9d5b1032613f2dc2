"""Why a command cannot be run now. Pure: from what is open, without a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from sfn_engine.asl.model import Task
from sfn_engine.asl.placeholders import has_placeholders
from sfn_engine.display import safe, shorten
from sfn_tui.session.session import Session
from sfn_tui.views.detail import DetailView

DisabledReason: TypeAlias = str
"""Why a command cannot be run now; an empty text if it can."""


@dataclass(frozen=True, slots=True)
class CommandState:
    """What decides whether a command can be run."""

    session: Session
    detail: DetailView | None
    pane: str = "graph"
    """The pane that has the focus: ``graph``, ``policy``, ``detail``."""


def no_target(given: CommandState) -> DisabledReason:
    """Return why the target cannot be made static or dynamic."""
    detail = given.detail
    if detail is None:
        return "no state is selected"
    if not detail.targets:
        return f"{shorten(detail.heading, 80)} names no resource, so there is nothing to make static or dynamic"
    return ""


def no_other_pattern(given: CommandState) -> DisabledReason:
    """Return why there is no other pattern to change to."""
    detail = given.detail
    if detail is None:
        return "no state is selected"
    state = given.session.machine.by_path[detail.path]
    if not isinstance(state, Task):
        return f"{shorten(detail.heading, 80)} is a {state.type} state; only a Task has a pattern"
    if all(option.disabled_reason or option.chosen for option in detail.patterns):
        reasons = (option.disabled_reason for option in detail.patterns if option.disabled_reason)
        return next(reasons, "it supports no other pattern")
    return ""


def no_patterns(given: CommandState) -> DisabledReason:
    """Return why there are no patterns to compare."""
    detail = given.detail
    if detail is None:
        return "no state is selected"
    if not detail.patterns:
        return f"{shorten(detail.heading, 80)} is a {detail.type} state; only a Task has a pattern"
    return detail.patterns[0].disabled_reason if all(option.disabled_reason for option in detail.patterns) else ""


def no_job(given: CommandState) -> DisabledReason:
    """Return why there is no job to watch."""
    detail = given.detail
    if detail is None:
        return "no state is selected"
    # Imported late: only this command needs it.
    from sfn_engine.monitoring.jobs import can_run_job, job_disabled_reason

    machine = given.session.machine
    state = machine.by_path[detail.path]
    reason = safe(job_disabled_reason(state, express=machine.express))
    return f"{reason} (p)" if reason and can_run_job(state, express=machine.express) else reason


def nothing_to_undo(given: CommandState) -> DisabledReason:
    """Return why there is nothing to undo."""
    return "" if given.session.can_undo else "nothing has been edited"


def nothing_to_redo(given: CommandState) -> DisabledReason:
    """Return why there is nothing to redo."""
    return "" if given.session.can_redo else "there is no edit to redo"


def no_file(given: CommandState) -> DisabledReason:
    """Return why there is no file to open or to read again."""
    return "" if given.session.path else "this definition did not come from a file"


def no_other_machine(given: CommandState) -> DisabledReason:
    """Return why there is no other machine to show."""
    return "" if given.session.machines else "this file holds only one state machine"


def no_placeholder(given: CommandState) -> DisabledReason:
    """Return why there is no placeholder to give a value."""
    return "" if has_placeholders(given.session.machine.raw) else "this definition has no placeholders"


def nothing_to_save(given: CommandState) -> DisabledReason:
    """Return why there is nothing to write to the file."""
    if not given.session.path:
        return "this definition did not come from a file; x writes it to one"
    if given.session.has_unsaved_edits:
        return ""
    return "nothing has been edited since the file was read or written"
