"""Policy panes for the tests."""

from __future__ import annotations

from sfn_engine.asl.model import StatePath
from sfn_tui.session.edits import SetDynamic, SetPattern
from sfn_tui.session.session import edit
from sfn_tui.views.policy import PolicyView, policy_view
from sfn_tui.widgets.policy_pane import PolicyPane
from tests.support.engine.machines import chain, task
from tests.support.tui.panes import HOSTILE, drawn
from tests.support.tui.sessions import session_of

RUN, SAVE, TELL = ("Run job",), ("Save",), ("Tell",)


def pane_of(view: PolicyView, selected: StatePath | None = None) -> PolicyPane:
    """Make a pane that shows a view."""
    pane = PolicyPane()
    pane.view = view
    pane.selected = selected
    return pane


def opened(selected: StatePath | None = None) -> PolicyPane:
    """The pane of the machine as opened."""
    return pane_of(policy_view(session_of()), selected)


def synced() -> PolicyPane:
    """The pane right after the job was made `.sync`."""
    return pane_of(policy_view(edit(session_of(), SetPattern(RUN, "sync"))), RUN)


def unsynced() -> PolicyPane:
    """The pane right after `.sync` was taken away."""
    session = edit(session_of(), SetPattern(RUN, "sync"))
    return pane_of(policy_view(edit(session, SetPattern(RUN, "request-response"))), RUN)


def dynamic() -> PolicyPane:
    """The pane right after a wildcard appeared."""
    return pane_of(policy_view(edit(session_of(), SetDynamic(SAVE, "TableName"))), SAVE)


def shared() -> PolicyPane:
    """Two states that need the same."""
    sends = task("sqs:sendMessage", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q"})
    return pane_of(policy_view(session_of(chain(Ask=sends, Tell=sends))), ("Ask",))


def hostile() -> PolicyPane:
    """States and tables with every hostile name."""
    states = {name: task("dynamodb:putItem", {"TableName": name, "Item": {}}) for name in HOSTILE}
    return pane_of(policy_view(session_of(chain(**states))), (HOSTILE[0],))


def long() -> PolicyPane:
    """A policy of many rows, each with its own state."""
    states = {
        f"S{index}": task("sns:publish", {"TopicArn": f"arn:aws:sns:us-east-1:123456789012:t{index}"})
        for index in range(80)
    }
    return pane_of(policy_view(session_of(chain(**states))))


def text_rows(pane: PolicyPane) -> list[str]:
    """Return the policy's lines without their gutters, blank lines left out."""
    return [line[pane.GUTTER :].rstrip() for line in drawn(pane) if line.strip()]
