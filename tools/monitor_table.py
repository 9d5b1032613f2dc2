"""The outcomes of all `.sync` integrations in the docs: ``python -m tools.monitor_table > docs/monitoring.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sfn_engine.display import listed
from sfn_engine.monitoring.facts import JobFacts, Way, all_facts
from sfn_engine.monitoring.model import (
    EVENT_SECONDS,
    INCIDENTS,
    JOB_SECONDS,
    START_SECONDS,
    Incident,
    JobSetup,
    Outcome,
    OutcomeKind,
)
from sfn_engine.monitoring.otherwise import incident_disabled_reason
from sfn_engine.monitoring.scenarios import CALLING, STOPPING, WATCHING, Scenario, play
from sfn_engine.monitoring.trying import PURPOSE, trials
from sfn_engine.monitoring.words import WITHOUT_EVENTS
from tools.markdown import table

_WORDS: dict[OutcomeKind, str] = {
    "noticed-at-once": "at once",
    "noticed-late": "late",
    "job-stopped": "stopped",
    "perhaps-stopped": "disputed",
    "not-known": "?",
    "runs-on": "keeps running",
    "times-out": "times out",
    "hangs": "**hangs**",
    "fails-at-once": "fails",
}
_MEANINGS: tuple[tuple[str, str], ...] = (
    ("at once", "Step Functions learns of the end of the job immediately"),
    ("late", "Step Functions learns of the end at the next poll"),
    ("**hangs**", "Step Functions never learns of the end; the execution waits for its timeout or a manual stop"),
    ("stopped", "the job is stopped, if the service lets Step Functions do so (best effort)"),
    ("disputed", "the template grants the permission to stop it, but the service's page says that it is not stopped"),
    ("keeps running", "the job keeps running (and billing), or what the call has started continues"),
    ("fails", "the call is denied, and the state fails at once"),
    ("?", "the guide does not say"),
    ("—", "cannot happen: there is no such permission or no event"),
)
_INCIDENT_NAMES: dict[Incident, str] = {
    "event-lost": "the event is lost",
    "event-empty": "the event has no data",
    "stopped": "the execution is stopped",
    "sibling-fails": "a sibling branch or iteration fails",
    "job-fails": "the job fails",
    "across-accounts": "the job runs in another account",
}


def monitor_table() -> str:
    """Return the outcomes as Markdown."""
    return "\n".join(_lines(tuple(all_facts()))) + "\n"


def outcome_of(scenario: Scenario, facts: JobFacts) -> Outcome | None:
    """Return how a scenario ends for an integration with all permissions; None if it cannot happen."""
    run = play(scenario, JobSetup(facts))
    return run.outcome if run is not None else None


def _lines(every: Sequence[JobFacts]) -> Iterator[str]:
    yield "# What happens to a job if a permission is missing"
    yield ""
    yield "Generated from `engine/sfn_engine/monitoring/`: `python -m tools.monitor_table > docs/monitoring.md`."
    yield ""
    yield (
        f"{len(every)} integrations have a `.sync` form. The example is a job that starts after {START_SECONDS} s"
        f" and runs for {JOB_SECONDS} s; its event arrives {EVENT_SECONDS} s later. The task has no timeout."
        " What the guide does not say is shown as `?`, never guessed."
    )
    yield from _table("Words", ("Word", "Meaning"), _MEANINGS)
    yield from _incidents(every)
    yield from _outcomes("When the job ends", WATCHING, every)
    yield from ("", f'The column "Without events" is about a job that runs. Deployment comes first. {WITHOUT_EVENTS}')
    yield from _outcomes("When the task is stopped", STOPPING, every)
    yield from _outcomes("When the call is denied", CALLING, every)
    yield from _table(
        "Facts and their sources",
        ("Integration", "Poll", "Event", "Cancel", "Polling interval", "Pages"),
        (_facts_row(facts) for facts in every),
    )
    yield from _trials(every)


def _incidents(every: Sequence[JobFacts]) -> Iterator[str]:
    rows = []
    for incident in INCIDENTS:
        count = sum(not incident_disabled_reason(JobSetup(facts), incident) for facts in every)
        rows.append((_INCIDENT_NAMES[incident], f"{count} of {len(every)}"))
    yield from _table("Incidents", ("Incident", "Can happen to"), rows)


def _outcomes(heading: str, scenarios: Sequence[Scenario], every: Sequence[JobFacts]) -> Iterator[str]:
    columns = ("Integration", *(scenario.title for scenario in scenarios))
    rows = (
        (f"`{facts.integration}`", *(_word(outcome_of(scenario, facts)) for scenario in scenarios)) for facts in every
    )
    yield from _table(heading, columns, rows)


def _word(outcome: Outcome | None) -> str:
    return "—" if outcome is None else _WORDS[outcome.kind]


def _facts_row(facts: JobFacts) -> tuple[str, ...]:
    event = _known(facts.event, (facts.rule,) if facts.rule else ())
    if facts.archive_rule:
        event += f"; the archive of 2023 had `{facts.archive_rule}`"
    return (
        f"`{facts.integration}`",
        _known(facts.poll, facts.poll.actions),
        event,
        _known(facts.cancel, facts.cancel.actions),
        facts.interval.text if facts.interval.stated else "not stated",
        listed(facts.pages),
    )


def _known(way: Way, names: tuple[str, ...]) -> str:
    if way.footing == "right":
        return f"{' '.join(f'`{name}`' for name in names)} ({way.basis})"
    return way.why


def _trials(every: Sequence[JobFacts]) -> Iterator[str]:
    yield from ("", "## Testing polling for real", "", PURPOSE)
    example = next(facts for facts in every if facts.integration == "ecs:runTask")
    for trial in trials(example):
        yield from ("", f"### {trial.title}", "", f"**{trial.warning}**", "")
        yield from (f"- {step}" for step in trial.steps)
        yield from ("", "```sh", *trial.commands, "```", "", f"Guide: {listed(trial.pages)}.")


def _table(heading: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield from ("", f"## {heading}", "", *table(columns, rows))


if __name__ == "__main__":
    print(monitor_table(), end="")
