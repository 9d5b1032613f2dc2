"""What ``explain --monitor`` prints: the life of each `.sync` job, with and without its permissions."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator

from sfn_engine.asl.model import StateMachine
from sfn_engine.display import listed, safe
from sfn_engine.monitoring.facts import PERMISSION_KINDS, JobFacts
from sfn_engine.monitoring.jobs import can_run_job
from sfn_engine.monitoring.model import JOB_SECONDS, JobRun, duration
from sfn_engine.monitoring.otherwise import otherwise
from sfn_engine.monitoring.scenarios import SCENARIOS, Scenario, play
from sfn_engine.monitoring.tasks import MonitoredTask, monitored_tasks
from sfn_engine.monitoring.trying import PURPOSE, Trial, continued, trials
from sfn_engine.monitoring.words import WITHOUT_EVENTS
from sfn_engine.policy.generate import generate
from sfn_engine.policy.model import Policy
from sfn_tui.options.context import surroundings
from sfn_tui.options.inputs import Inputs
from sfn_tui.printing.colour import Paint, paint_for
from sfn_tui.printing.output import dumped, json_text, shown, stdout_encoding, width, write_lines
from sfn_tui.text.cells import padded
from sfn_tui.text.wrap import wrapped

_IN_FULL = frozenset(
    (
        "as-granted",
        "event-lost",
        "without-poll",
        "without-poll-event-lost",
        "without-events",
        "stopped",
        "stopped-without-cancel",
    )
)
"""Scenarios shown with their timeline; for the others the outcome is enough."""
_LANE_WIDTH = 16
_TIME_WIDTH = 7


def run(args: argparse.Namespace) -> int:
    """Print the jobs of each input; return the exit status."""
    context = surroundings(args, os.environ).context
    inputs = Inputs(args)
    if args.json:
        # Imported late: only --json needs it.
        from sfn_tui.printing.monitor_json import monitoring

        made = {
            name: monitoring(file, machine, generate(machine, context, args.scope)) for name, machine, file in inputs
        }
        if made:
            data: object = made if inputs.several else next(iter(made.values()))
            paint = paint_for(sys.stdout)
            write_lines(paint.json_line(line) for line in json_text(dumped(data), stdout_encoding()))
        return 2 if inputs.failed else 0
    first = True
    for name, machine, _ in inputs:
        policy = generate(machine, context, args.scope)
        narrative = MonitorNarrative(name, machine, policy, width(), paint_for(sys.stdout))
        write_lines([*([] if first else ["", ""]), *narrative.lines()])
        first = False
    return 2 if inputs.failed else 0


class MonitorNarrative:
    """Writes the jobs of one machine as lines."""

    def __init__(self, name: str, machine: StateMachine, policy: Policy, width: int, paint: Paint) -> None:
        self.name = name
        self.machine = machine
        self.tasks = tuple(monitored_tasks(machine, policy))
        self.width = width
        self.paint = paint

    def lines(self) -> Iterator[str]:
        """Yield the lines: each job, the tasks that could run one, and how to test polling for real."""
        yield self.paint.title(safe(self.name))
        if not self.tasks:
            yield "No task of this machine runs a job (.sync), so there is nothing to monitor."
        else:
            yield from wrapped(
                f"The times are an example: a job of {JOB_SECONDS} s, or less if the timeout is shorter.",
                self.width,
            )
        for task in self.tasks:
            yield ""
            yield from self._task(task)
        yield from self._could_be()
        if self.tasks:
            yield from self._trials()

    def _task(self, task: MonitoredTask) -> Iterator[str]:
        facts = task.setup.facts
        location = self.machine.location(task.task.pointer, name=True)
        line = self.paint.faint(f"  line {location.line}") if location is not None else ""
        yield self.paint.title(shown(task.task.path)) + line
        yield f"  {facts.title}, .sync"
        if task.other_role:
            yield from self._text(f"the permissions belong to the role {safe(task.other_role)}", "  ")
        yield from self._permissions(task)
        if task.unexplained:
            yield from self._text(f"the policy grants nothing for this task: {safe(task.unexplained)}", "  ")
        if facts.poll.footing != "silent":
            yield from self._text(f"Polling: {facts.interval.text}.", "  ")
        if facts.remark:
            yield from self._text(facts.remark, "  ")
        if facts.event.footing == "right" and not task.setup.granted.event:
            yield from self._text(WITHOUT_EVENTS, "  ")
        yield from self._scenarios(task)

    def _permissions(self, task: MonitoredTask) -> Iterator[str]:
        for permission in PERMISSION_KINDS:
            way = task.setup.facts.way(permission)
            given = task.setup.granted.has(permission)
            state = {"right": "granted" if given else "MISSING", "open": "free", "none": "none", "silent": "?"}
            names = task.setup.facts.rule if permission == "event" else listed(way.actions)
            what = f"{names} ({way.why})" if way.footing == "right" else way.why
            head = f"  {self.paint.reason(permission)}{' ' * (8 - len(permission))}{padded(state[way.footing], 9)}"
            yield from self._hanging(head, 19, what)

    def _scenarios(self, task: MonitoredTask) -> Iterator[str]:
        rest: list[tuple[Scenario, JobRun]] = []
        for scenario in SCENARIOS:
            run = play(scenario, task.setup)
            if run is None:
                continue
            if scenario.id in _IN_FULL:
                yield ""
                yield from self._run(scenario, run)
            else:
                rest.append((scenario, run))
        if rest:
            yield ""
            for scenario, run in rest:
                head = f"  {self.paint.title(scenario.title)}: "
                yield from self._hanging(head, 4, run.outcome.short, fits=len(scenario.title) + 4)

    def _run(self, scenario: Scenario, run: JobRun) -> Iterator[str]:
        yield f"  {self.paint.title(scenario.title)}: {run.outcome.short}"
        indent = 4 + _TIME_WIDTH + 2 + _LANE_WIDTH
        for lane, event in run.timeline.moments:
            head = f"    {duration(event.at):>{_TIME_WIDTH}}  {padded(lane, _LANE_WIDTH)}"
            yield from self._hanging(head, indent, safe(event.why))
        for entry in run.timeline.lanes:
            if entry.idle and entry.idle != run.outcome.short:
                head = f"    {'':>{_TIME_WIDTH}}  {padded(entry.name, _LANE_WIDTH)}"
                yield from (self.paint.faint(line) for line in self._hanging(head, indent, entry.idle))
        yield from self._text(run.outcome.sentence, "    ")
        if scenario.id == "as-granted":
            for other in otherwise(run.setup):
                yield from self._text(other.sentence, "    ")

    def _could_be(self) -> Iterator[str]:
        told = {task.task.path for task in self.tasks}
        express = self.machine.express
        could = [task for task in self.machine.tasks if task.path not in told and can_run_job(task, express=express)]
        if could:
            yield ""
            yield self.paint.title("Could run a job")
        for task in could:
            yield from self._text(f'- {shown(task.path)} is {task.pattern}: --pattern "{safe(task.name)}=sync"', "  ")

    def _trials(self) -> Iterator[str]:
        yield ""
        yield self.paint.title("Testing polling for real")
        yield from self._text(PURPOSE, "  ")
        told: set[Trial] = set()
        facts: dict[str, JobFacts] = {task.setup.facts.rule: task.setup.facts for task in self.tasks}
        rules = [trials(known)[0] for rule, known in facts.items() if rule or len(facts) == 1]
        for trial in (*rules, trials(next(iter(facts.values())))[1]):
            if trial not in told:
                told.add(trial)
                yield from self._trial(trial)

    def _trial(self, trial: Trial) -> Iterator[str]:
        yield f"  {self.paint.title(trial.title)} {self.paint.faint('(' + listed(trial.pages) + ')')}"
        yield from (f"    {self.paint.warning(line)}" for line in wrapped(trial.warning, self.width - 4))
        for step in trial.steps:
            yield from self._text(step, "    ")
        for command in trial.commands:
            yield from (f"      {self.paint.value(line)}" for line in continued(command, self.width - 6))

    def _text(self, text: str, indent: str) -> Iterator[str]:
        yield from (indent + line for line in wrapped(text, self.width - len(indent)))

    def _hanging(self, head: str, indent: int, text: str, *, fits: int | None = None) -> Iterator[str]:
        """Yield `text` after `head`, which is `fits` cells wide, and its other lines below."""
        first, *rest = wrapped(text, self.width - (indent if fits is None else fits))
        yield head + first
        yield from (" " * indent + line for line in rest)
