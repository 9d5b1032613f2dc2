"""The steps of the history, as rows to choose from. Pure."""

from __future__ import annotations

from typing import NamedTuple

from sfn_engine.display import safe
from sfn_tui.session.session import Session


class HistoryRow(NamedTuple):
    """One step of the history."""

    position: int
    title: str
    current: bool


def history_rows(session: Session) -> tuple[HistoryRow, ...]:
    """Return the named steps, oldest first."""
    return tuple(
        HistoryRow(index, safe(step.title), index == session.position) for index, step in enumerate(session.steps)
    )
