"""The job monitor without a terminal: its state, its rows, its time line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.display import safe
from sfn_engine.monitoring.facts import all_facts
from sfn_engine.monitoring.model import INCIDENTS, Deadline, Granted, JobSetup
from sfn_engine.monitoring.simulate import simulate
from sfn_engine.monitoring.tasks import monitored_tasks
from sfn_tui.text.cells import cells
from sfn_tui.views.monitor import INCIDENT_KEYS, KEYS, heading, monitor_rows
from sfn_tui.views.monitor_lanes import lane_rows
from sfn_tui.views.monitor_state import (
    SWITCHES,
    MonitorState,
    moved,
    opened,
    reset,
    stepped,
    switch_disabled_reason,
    switched,
    turned,
)
from tests.support.engine.machines import HERE, chain, task
from tests.support.tui.panes import HOSTILE

ECS = task("ecs:runTask.sync", {"TaskDefinition": "nightly:7"})
GLUE = task("glue:startJobRun.sync", {"JobName": "clean"})


def state_of(body: dict[str, Any] | None = None, name: str = "Run job") -> MonitorState:
    machine = sfn.parse(chain(**{name: body or ECS}))
    return opened(next(monitored_tasks(machine, sfn.generate(machine, HERE))))


def text(state: MonitorState, width: int = 76, height: int = 22) -> str:
    return "\n".join(row.text.rstrip() for row in monitor_rows(state, width, height))


def test_it_begins_with_what_the_policy_grants_at_the_end_of_the_life() -> None:
    state = state_of()
    assert heading(state) == "Job monitor · Run job · ecs:runTask.sync"
    assert state.moment == len(state.run.timeline.moments) - 1
    shown = text(state)
    assert "1 [●] call   ecs:RunTask" in shown
    assert "✓ Outcome: The event reports at once" in shown


def test_the_whole_of_a_life_fits_a_small_terminal() -> None:
    assert "Without poll, and the event lost: hangs" in "\n".join(text(state_of()).splitlines()[:22])


def test_a_removed_permission_shows_and_changes_the_outcome() -> None:
    state = switched(switched(state_of(), "poll"), "event-lost")
    shown = text(state)
    assert "2 [ ] poll   ecs:DescribeTasks  removed" in shown
    assert "e [✗] lose the event" in shown
    assert "▶ still waiting" in shown and "✗lost" in shown
    assert "(no ecs:DescribeTasks: polls get no answer)" in shown
    assert "✗ Outcome: The job has ended, nothing notices" in shown
    assert "With poll: noticed 24 s late." in shown
    assert "With the event delivered: noticed at once." in shown
    assert text(reset(state)) == text(switched(switched(state, "event-lost"), "poll"))


def test_what_cannot_be_switched_says_why_and_stays() -> None:
    state = state_of(GLUE)
    assert "3  –  event  none: there is no managed rule" in text(state)
    for switch in ("event", "event-lost", "event-empty"):
        asked = switched(state, switch)
        assert asked.setup == state.setup
        assert "there is no managed rule" in asked.disabled_reason
        assert asked.disabled_reason in text(asked)
        assert asked.chosen == switch
    assert moved(switched(state, "event"), 1).disabled_reason == ""


def test_an_incident_that_no_longer_fits_can_be_removed() -> None:
    state = switched(switched(state_of(), "event-lost"), "across-accounts")
    assert "event-lost" in state.setup.incidents
    assert switch_disabled_reason(state, "event-lost") == ""
    assert "event-lost" not in switched(state, "event-lost").setup.incidents
    assert "there are none across accounts" in switch_disabled_reason(state, "event-empty")


def test_the_cursor_goes_round() -> None:
    state = state_of()
    seen = []
    for _ in SWITCHES:
        seen.append(state.chosen)
        state = moved(state, 1)
    assert tuple(seen) == SWITCHES and state.cursor == 0
    assert moved(state, -1).chosen == SWITCHES[-1]


def test_the_moments_are_stepped_through() -> None:
    state = state_of()
    last = state.moment
    assert stepped(state, 1).moment == last
    assert stepped(state, -100).moment == 0
    assert "calls ecs:RunTask" in text(stepped(state, -100))
    assert "learns that the job has ended" not in text(stepped(state, -1))
    every = text(stepped(state, -1), 110, 40)
    assert "calls ecs:RunTask" in every and "learns that the job has ended" in every


def test_trying_for_real_names_rule_and_commands() -> None:
    shown = text(turned(state_of(), "trials"))
    assert "StepFunctionsGetEventsForECSTaskRule" in shown
    assert "docker run" in shown and "unsupported" in shown and "Only in a test account" in shown
    assert "Not applicable: there is no managed rule" in text(turned(state_of(GLUE), "trials"))
    assert turned(turned(state_of(), "trials"), "trials").page == "life"


def test_every_key_is_listed() -> None:
    listed = " ".join(keys for keys, _ in KEYS).split()
    assert {key for key, _ in INCIDENT_KEYS.values()} <= set(listed)
    shown = text(turned(state_of(), "keys"), 30)
    for _, what in KEYS:
        assert what.split()[0] in shown


def test_a_sibling_that_is_not_there_is_said() -> None:
    assert "as if it were" in text(switched(state_of(), "sibling-fails"))


def test_where_a_click_lands() -> None:
    rows = monitor_rows(state_of(), 76, 22)
    spots = {spot.switch: row.text[spot.start : spot.end] for row in rows for spot in row.spots}
    assert set(spots) == set(SWITCHES)
    assert spots["poll"] == "2 [●] poll   ecs:DescribeTasks"
    assert spots["job-fails"] == "f [ ] job fails"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_safe(name: str) -> None:
    state = state_of({**ECS, "Credentials": {"RoleArn": f"arn:aws:iam::1:role/{name}"}}, name)
    assert safe(name) in heading(state)
    for row in monitor_rows(state, 60, 40):
        assert safe(row.text) == row.text
        assert cells(row.text) <= 60


SETUPS = st.builds(
    JobSetup,
    st.sampled_from(list(all_facts())),
    st.builds(Granted, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    st.frozensets(st.sampled_from(INCIDENTS)),
    st.one_of(st.just(Deadline()), st.integers(1, 5_000).map(Deadline)),
)


@given(SETUPS, st.integers(40, 200), st.integers(0, 9))
def test_the_time_line_fits_any_width(setup: JobSetup, width: int, moment: int) -> None:
    timeline = simulate(setup).timeline
    rows = lane_rows(timeline, width, moment)
    assert len(rows) == len(timeline.lanes) + 1
    for row in rows:
        assert sum(cells(piece.text) for piece in row) <= width


@given(st.lists(st.sampled_from(SWITCHES), max_size=12), st.integers(36, 200), st.integers(5, 60))
def test_any_row_of_keys_is_drawn(keys: list[Any], width: int, height: int) -> None:
    state = state_of()
    for key in keys:
        state = switched(state, key)
    for row in monitor_rows(state, width, height):
        # A row of switches holds what it holds; texts and lanes fit.
        assert row.spots or cells(row.text) <= max(width, 36)


def test_where_the_guide_is_silent_the_rows_say_so_in_full() -> None:
    state = state_of(task("sagemaker:createLabelingJob.sync", {"LabelingJobName": "x"}))
    shown = " ".join(text(state).split())
    assert "2 – poll unknown: the guide does not say whether and how it is polled; the policy has" in shown
    assert "sagemaker:DescribeLabelingJob by analogy" in shown
    assert "Polls come" not in shown
    assert switched(state, "poll").setup == state.setup


def test_a_cluster_without_roles_is_explained() -> None:
    state = state_of(task("elasticmapreduce:createCluster.sync", {"Name": "x"}))
    shown = " ".join(text(state).split())
    assert "1 [●] call elasticmapreduce:RunJobFlow" in shown


def test_what_people_report_of_missing_events_is_said_where_they_are_missing() -> None:
    state = state_of()
    assert "managed-rule" not in text(state, 200)
    assert '"is not authorized to create managed-rule"' in text(switched(state, "event"), 200)
