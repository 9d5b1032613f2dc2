"""Tells which states run a job that Step Functions watches, and why others do not."""

from __future__ import annotations

from sfn_engine.asl.model import State, Task
from sfn_engine.asl.patterns import PATTERN_NAMES
from sfn_engine.catalog import loader
from sfn_engine.policy.unexplained import pattern_disabled_reason


def can_run_job(state: State, *, express: bool) -> bool:
    """Tell whether a state runs a job, or would if its pattern were `.sync`."""
    known = loader.integration(state.integration) if isinstance(state, Task) else None
    return known is not None and not pattern_disabled_reason(known, "sync", express=express)


def job_disabled_reason(state: State, *, express: bool) -> str:
    """Return why a state has no job to watch; empty where it has one."""
    if not isinstance(state, Task):
        return f"{state.name} is a {state.type} state; only a .sync task runs a job"
    known = loader.integration(state.integration)
    if known is None:
        called = f"{state.integration}, which has no .sync pattern" if state.integration else "no known integration"
        return f"{state.name} calls {called}"
    reason = pattern_disabled_reason(known, "sync", express=express)
    if reason or state.pattern == "sync":
        return reason
    return f"{state.name} is {PATTERN_NAMES[state.pattern]}; change it to .sync to run a job"
