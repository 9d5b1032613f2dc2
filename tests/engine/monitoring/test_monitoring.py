"""The life of a job: every outcome, and that more rights never make it worse."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_engine.monitoring.facts import PERMISSION_KINDS, JobFacts, PermissionKind, all_facts, facts_of
from sfn_engine.monitoring.model import (
    INCIDENTS,
    JOB_SECONDS,
    Deadline,
    Granted,
    Incident,
    JobRun,
    JobSetup,
    Lane,
    LaneName,
    Outcome,
    OutcomeKind,
)
from sfn_engine.monitoring.otherwise import incident_disabled_reason, otherwise
from sfn_engine.monitoring.scenarios import SCENARIOS, play
from sfn_engine.monitoring.simulate import simulate

SETUPS = st.builds(
    JobSetup,
    st.sampled_from(list(all_facts())),
    st.builds(Granted, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    st.frozensets(st.sampled_from(INCIDENTS)),
    st.one_of(st.just(Deadline()), st.integers(1, 5_000).map(Deadline)),
)


def of(name: str, *incidents: Incident, missing: tuple[PermissionKind, ...] = (), seconds: int | None = None) -> JobRun:
    """Simulate an integration."""
    facts = facts_of(name)
    assert facts is not None
    granted = Granted(*(permission not in missing for permission in PERMISSION_KINDS))
    return simulate(JobSetup(facts, granted, frozenset(incidents), Deadline(seconds)))


def lane(run: JobRun, name: LaneName) -> Lane:
    return next(lane for lane in run.timeline.lanes if lane.name == name)


def ending(
    name: str, *incidents: Incident, missing: tuple[PermissionKind, ...] = (), seconds: int | None = None
) -> Outcome:
    return of(name, *incidents, missing=missing, seconds=seconds).outcome


def badness(outcome: Outcome) -> tuple[int, int]:
    """A greater one is worse; that the job is stopped as wanted is as good as an end noticed at once."""
    kinds = [kind for kind in get_args(OutcomeKind) if kind != "job-stopped"]
    return kinds.index("noticed-at-once" if outcome.kind == "job-stopped" else outcome.kind), outcome.late


class TestWatching:
    def test_an_event_tells_at_once(self) -> None:
        run = of("ecs:runTask")
        assert run.outcome.kind == "noticed-at-once"
        (told,) = lane(run, "EventBridge").events
        assert "StepFunctionsGetEventsForECSTaskRule" in told.why
        assert [event.word for event in lane(run, "poll").events] == ["running"]
        period = lane(run, "Step Functions").period
        assert period is not None and period.end == told.at

    @pytest.mark.parametrize("case", ["lost", "no right", "no rule", "across accounts"])
    def test_without_an_event_the_next_poll_notices(self, case: str) -> None:
        run = {
            "lost": lambda: of("ecs:runTask", "event-lost"),
            "no right": lambda: of("ecs:runTask", missing=("event",)),
            "no rule": lambda: of("glue:startJobRun"),
            "across accounts": lambda: of("ecs:runTask", "across-accounts"),
        }[case]()
        assert (run.outcome.kind, run.outcome.late) == ("noticed-late", 120 - 96)
        assert [event.at for event in lane(run, "poll").events] == [60, 120]

    def test_a_missing_permission_to_poll_stays_hidden_while_events_arrive(self) -> None:
        outcome = ending("ecs:runTask", missing=("poll",))
        assert outcome.kind == "noticed-at-once"
        assert "the mistake stays hidden" in outcome.sentence

    @pytest.mark.parametrize("incident", ["event-lost", "event-empty", "across-accounts"])
    def test_without_poll_and_event_it_hangs(self, incident: Incident) -> None:
        run = of("ecs:runTask", incident, missing=("poll",))
        assert run.outcome.kind == "hangs"
        assert "no TimeoutSeconds is set" in run.outcome.sentence
        waiting = lane(run, "Step Functions")
        assert waiting.period is not None and waiting.period.end is None and waiting.idle == "still waiting"

    def test_glue_hangs_in_every_run_without_poll(self) -> None:
        assert ending("glue:startJobRun", missing=("poll",)).kind == "hangs"

    def test_an_event_without_data_makes_it_ask(self) -> None:
        run = of("ecs:runTask", "event-empty")
        assert run.outcome.kind == "noticed-at-once"
        assert "ecs:DescribeTasks" in run.outcome.sentence
        assert lane(run, "poll").events[-1].at == lane(run, "EventBridge").events[0].at

    def test_a_timeout_ends_the_waiting(self) -> None:
        outcome = ending("ecs:runTask", "event-lost", missing=("poll",), seconds=3600)
        assert outcome.kind == "times-out"
        assert "1 h" in outcome.sentence

    def test_a_short_timeout_comes_before_the_next_poll(self) -> None:
        outcome = ending("glue:startJobRun", seconds=60)
        assert outcome.kind == "times-out"
        assert "next poll would be at 60 s" in outcome.sentence
        assert ending("ecs:runTask", seconds=60).kind == "noticed-at-once"

    def test_a_timeout_before_the_end_of_the_job(self) -> None:
        run = of("ecs:runTask", seconds=2)
        assert run.outcome.kind == "times-out"
        assert "guide does not say" in run.outcome.sentence
        assert [event.kind for event in lane(run, "job").events] == ["start"]

    def test_a_job_that_fails_fails_the_state(self) -> None:
        run = of("ecs:runTask", "job-fails")
        assert run.outcome.kind == "noticed-at-once"
        assert "Retry and Catch" in run.outcome.sentence
        assert lane(run, "Step Functions").events[-1].kind == "fail"

    def test_the_kubernetes_api_is_polled_without_any_permission(self) -> None:
        outcome = ending("eks:runJob", missing=("call", "poll", "event", "cancel"))
        assert outcome.kind == "noticed-late"

    def test_where_the_guide_is_silent_nothing_is_guessed(self) -> None:
        outcome = ending("sagemaker:createLabelingJob")
        assert outcome.kind == "not-known"
        assert "by analogy" in outcome.sentence


class TestStopping:
    @pytest.mark.parametrize("incident", ["stopped", "sibling-fails"])
    def test_the_job_is_stopped(self, incident: Incident) -> None:
        run = of("ecs:runTask", incident)
        assert run.outcome.kind == "job-stopped"
        assert "ecs:StopTask" in run.outcome.sentence and "best effort" in run.outcome.sentence
        assert lane(run, "job").events[-1].at < JOB_SECONDS

    def test_without_the_permission_it_keeps_running(self) -> None:
        run = of("ecs:runTask", "stopped", missing=("cancel",))
        assert run.outcome.kind == "runs-on"
        period = lane(run, "job").period
        assert period is not None and period.end is None

    def test_what_has_no_cancel_action_goes_on(self) -> None:
        assert ending("eks:deleteCluster", "stopped").kind == "runs-on"

    @pytest.mark.parametrize("name", ["eks:createCluster", "eks:createNodegroup", "elasticmapreduce:createCluster"])
    def test_where_the_pages_disagree_it_says_so(self, name: str) -> None:
        assert ending(name, "stopped").kind == "perhaps-stopped"
        assert ending(name, "stopped", missing=("cancel",)).kind == "runs-on"

    def test_where_the_guide_is_silent_nothing_is_guessed(self) -> None:
        assert ending("eks:runJob", "stopped").kind == "not-known"


def test_without_the_call_the_state_fails_at_once() -> None:
    run = of("ecs:runTask", missing=("call",))
    assert run.outcome.kind == "fails-at-once"
    assert [moment.event.kind for moment in run.timeline.moments] == ["denied"]


@given(SETUPS)
def test_the_same_setup_gives_the_same_run(setup: JobSetup) -> None:
    run = simulate(setup)
    assert run == simulate(setup)
    assert run.outcome.sentence.endswith(".")
    assert [lane.name for lane in run.timeline.lanes] == ["Step Functions", "poll", "EventBridge", "job"]
    for entry in run.timeline.lanes:
        times = [event.at for event in entry.events]
        assert times == sorted(times)
        assert times or entry.idle


@given(SETUPS)
def test_one_permission_more_never_makes_it_worse(setup: JobSetup) -> None:
    for permission in PERMISSION_KINDS:
        without, granted = (simulate(setup.with_permission(permission, given)).outcome for given in (False, True))
        assert badness(granted) <= badness(without)


@given(SETUPS)
def test_nothing_happens_after_the_task_has_timed_out(setup: JobSetup) -> None:
    run = simulate(setup)
    limit = setup.deadline.seconds
    if limit is not None and run.outcome.kind == "times-out":
        watching = [moment for moment in run.timeline.moments if moment.lane != "job"]
        assert max(moment.event.at for moment in watching) == limit


@given(SETUPS)
def test_what_would_be_otherwise_is_said_once(setup: JobSetup) -> None:
    found = otherwise(setup)
    assert len({other.label for other in found}) == len(found)
    for other in found:
        assert other.sentence.startswith(f"{other.label}: ")


def labels(setup: JobSetup) -> dict[str, str]:
    return {other.label: other.sentence for other in otherwise(setup)}


def test_what_would_be_otherwise() -> None:
    facts = facts_of("ecs:runTask")
    assert facts is not None
    hanging = JobSetup(facts, Granted(poll=False), frozenset({"event-lost"}))
    assert labels(hanging) == {
        "With poll": "With poll: noticed 24 s late.",
        "With the event delivered": "With the event delivered: noticed at once.",
    }
    assert labels(JobSetup(facts))["Without poll"] == (
        "Without poll: noticed at once all the same, so the mistake stays hidden."
    )
    assert "hangs" in labels(JobSetup(facts))["Without poll, and the event lost"]
    stopped = JobSetup(facts, incidents=frozenset({"stopped"}))
    assert labels(stopped)["Without cancel"] == "Without cancel: the job keeps running (and billing)."


@pytest.mark.parametrize("facts", list(all_facts()), ids=lambda facts: facts.integration)
def test_an_event_is_only_lost_where_there_are_events(facts: JobFacts) -> None:
    setup = JobSetup(facts)
    assert bool(incident_disabled_reason(setup, "event-lost")) == (facts.event.footing != "right")
    assert incident_disabled_reason(replace(setup, granted=Granted(event=False)), "event-empty")
    played = {scenario.id for scenario in SCENARIOS if play(scenario, setup) is not None}
    assert ("event-lost" in played) == (facts.event.footing == "right")
    assert {"as-granted", "stopped"} <= played
