"""State machine → policy."""

from __future__ import annotations

from dataclasses import replace

from sfn_engine.asl.model import Map, StateMachine, StatePath, Target, Task, Unknown
from sfn_engine.asl.resource import read_resource
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration, Scope, StatementTemplate
from sfn_engine.catalog.requirements import are_unknown
from sfn_engine.catalog.targets import CREDENTIALS, map_part
from sfn_engine.policy.arns import account_in
from sfn_engine.policy.behind import behind_targets, declared_behind, keys_of
from sfn_engine.policy.context import UNKNOWN_ACCOUNT, Context, ContextNote, resolve
from sfn_engine.policy.declarations import declared_for
from sfn_engine.policy.given import GivenTarget, Values, applying, given_parameters, ways
from sfn_engine.policy.model import OtherRole, Policy, Statement, Unexplained
from sfn_engine.policy.notes import NoteBook, unused_marks
from sfn_engine.policy.parts import AwsLocation
from sfn_engine.policy.settings import location_of, names_itself, setting_records
from sfn_engine.policy.statements import StatementList
from sfn_engine.policy.targets import read_target
from sfn_engine.policy.templates import fill, templates_for
from sfn_engine.policy.unexplained import why_part_unexplained, why_unexplained

_BUCKET_KEYS = {
    "ItemReader": ("reader_bucket_kms_key", "item-reader-kms"),
    "ResultWriter": ("bucket_kms_key", "result-writer-kms"),
}
"""The key of each bucket of a Distributed Map, where the context names it, and what it needs."""

DENY_ALL = Statement(("*",), ("*",), effect="Deny", action_is_text=True, resource_is_text=True)
"""What the guide gives to a role that needs nothing (activities-iam)."""


def generate(machine: StateMachine, context: Context | None = None, scope: Scope = "guide") -> Policy:
    """Generate the policy that the machine's execution role needs.

    `scope` is ``guide`` (what the guide's templates print) or ``least`` (the smallest policy that
    still runs). Raises `ValueError` for another scope.
    """
    if scope not in ("guide", "least"):
        raise ValueError(f'the scope must be "guide" or "least", not {scope!r}')
    resolved, taken = resolve(context or Context(), machine)
    return _Generator(machine, resolved, scope, taken).run()


class _Generator:
    """Walks the states once, in document order."""

    def __init__(self, machine: StateMachine, context: Context, scope: Scope, taken: tuple[ContextNote, ...]) -> None:
        self.machine = machine
        self.context = context
        self.scope = scope
        self.statements = StatementList()
        self.other_roles: dict[str, tuple[StatementList, list[StatePath]]] = {}
        self.unexplained: list[Unexplained] = []
        self.notes = NoteBook(taken, machine.document.remarks if machine.document is not None else ())
        self.location = self._location()

    def run(self) -> Policy:
        """Return the policy."""
        for state in self.machine.states:
            if isinstance(state, Task):
                self._task(state)
            elif isinstance(state, Map) and state.distributed:
                self._distributed_map(state)
            elif isinstance(state, Unknown):
                reason = "The state has no known Type, so it may be a task that needs permissions."
                self.unexplained.append(Unexplained(state.path, "", reason))
        self._settings()
        made = self._collected(self.statements) or self._nothing_needed()
        others = tuple(
            OtherRole(role, self._collected(collected), tuple(states))
            for role, (collected, states) in self.other_roles.items()
        )
        return Policy(
            statements=made,
            context=self.context,
            scope=self.scope,
            task_count=len(self.machine.tasks) + sum(isinstance(state, Unknown) for state in self.machine.states),
            unexplained=tuple(self.unexplained),
            notes=self.notes.notes(unused=unused_marks(made, *(other.statements for other in others))),
            other_roles=others,
        )

    def _collected(self, collected: StatementList) -> tuple[Statement, ...]:
        statements = collected.statements()
        if self.scope == "guide":
            return statements
        from sfn_engine.policy.least import drop_covered

        return drop_covered(statements)

    def _location(self, **extras: str) -> AwsLocation:
        return location_of(self.machine, self.context, **extras)

    def _task(self, task: Task) -> None:
        if task.kind == "activity":
            self._activity(task)
            return
        found = loader.integration(task.integration) if task.integration else None
        if found is None or task.pattern not in found.patterns:
            self.unexplained.append(Unexplained(task.path, task.resource, why_unexplained(task, found)))
            return
        self.notes.about_task(task, found, self.scope)
        credentials = [target for target in task.targets if target.parameter == CREDENTIALS.name]
        if credentials and found.name != "http:invoke":
            self._by_hand(found, task, credentials[0].value)
            self._assume_role(task, found, credentials[0])
            return
        self._by_hand(found, task)
        if found.name == "http:invoke":
            self._need_machine_name()
        self._add(found, task, self.statements, self.location, with_events=True)

    def _activity(self, task: Task) -> None:
        """Add the key that encrypts an activity: that of the option, or those that the file declares."""
        location = self._location(activity=task.resource)
        if "activity_kms_key" in location.extras:
            self._add_machine_level("encryption-of-activity", task.path, location)
            return
        declared = declared_for(self.machine, task.resource, "activity")
        for key in keys_of(self.machine, declared, location) if declared is not None else ():
            named = self._location(activity=task.resource, activity_kms_key=key)
            self._add_machine_level("encryption-of-activity", task.path, named)

    def _by_hand(self, known: Integration, task: Task, other_role: str = "") -> None:
        specs = {spec.name: spec for spec in known.targets}
        told = {
            target.kind
            for target in task.targets
            if target.parameter in specs
            and all(
                declared_behind(self.machine, one, specs[target.parameter])
                for one in self.machine.placeholders.spread(target)
            )
        }
        for entry in applying(known.by_hand, task):
            if entry.unless_declared not in told:
                self.notes.by_hand(entry, task.path, other_role)

    def _add(
        self,
        known: Integration,
        task: Task,
        into: StatementList,
        location: AwsLocation,
        *,
        with_events: bool,
        other_role: str = "",
    ) -> None:
        every = templates_for(known, task.pattern, self.scope, with_events)
        templates = applying(every, task)
        used = {name for template in templates for name in template.targets}
        readings = self._readings(known, task.targets, task.path, location, used)
        if known.call and not any(readings) and not any(map(_is_always_on, known.statements)):
            # All its targets are optional, as for SNS, and none is present: nothing would be granted.
            wanted = ", ".join(spec.name for spec in known.targets)
            reason = f"The arguments contain none of {wanted}."
            self.unexplained.append(Unexplained(task.path, task.resource, reason))
            return
        for template in templates:
            for values in readings:
                for filled in fill(template, values, location, self.scope):
                    into.add(filled, task.path, given_parameters(template, task))
                    self.notes.about_statement(filled, task.path)
        if are_unknown(task.arguments):
            for template in every:
                fills = [filled for values in readings for filled in fill(template, values, location, self.scope)]
                is_allowed = bool(fills) and all(map(into.allows, fills))
                # What only a known text brings is told to no one who gives none.
                can_be_met = any(entry.operator != "is-surely" for entry in template.when_given)
                if can_be_met and template not in templates and not is_allowed:
                    self.notes.unknown_arguments(template, known, task.path, other_role)
        self._add_behind(readings, task.path, into, location)

    def _readings(
        self, known: Integration, targets: tuple[Target, ...], state: StatePath, location: AwsLocation, used: set[str]
    ) -> tuple[Values, ...]:
        """Return the values of the targets: once for each way in which those with alternatives may be read.

        What is assumed of a target is noted only if it is `used`.
        """
        specs = {spec.name: spec for spec in known.targets}
        read: list[list[GivenTarget]] = []
        for target in targets:
            spec = specs.get(target.parameter)
            if spec is None:
                continue
            given = []
            for one in self.machine.placeholders.spread(target):
                parts = read_target(one, spec, location, narrow=self.scope == "least")
                given.append(GivenTarget(one, spec, parts))
                if spec.name in used:
                    self.notes.about_target(one, spec, parts, state)
            read.append(given)
        return tuple(ways(read))

    def _assume_role(self, task: Task, known: Integration, role: Target) -> None:
        """Give the execution role only sts:AssumeRole; the other role needs the call's permissions."""
        self._add_machine_level("credentials", task.path, self.location, (role,))
        collected, states = self.other_roles.setdefault(role.value, (StatementList(), []))
        states.append(task.path)
        # The role need not be in the account of the state machine.
        location = replace(self.location, account=account_in(role.known or role.value) or UNKNOWN_ACCOUNT)
        # Across accounts a job is only watched by polling (guide: connect-to-resource).
        self._add(known, task, collected, location, with_events=False, other_role=role.value)
        self.notes.other_role(role, task.path)

    def _distributed_map(self, state: Map) -> None:
        location = self._location(label=state.label or "*")
        self._need_machine_name()
        self._add_machine_level("distributed-map", state.path, location)
        if self.context.redrive:
            self._add_machine_level("distributed-map-redrive", state.path, location)
        for part, body in (("ItemReader", state.reader), ("ResultWriter", state.writer)):
            if body is None or "Resource" not in body:
                continue
            name = map_part(part, body)
            if not name:
                resource = read_resource(body["Resource"]).text
                self.unexplained.append(Unexplained(state.path, resource, why_part_unexplained(part), part))
                continue
            targets = tuple(target for target in state.targets if target.parameter.startswith(f"{part}."))
            readings = self._add_machine_level(name, state.path, location, targets)
            if name == "item-reader-list" and _flattens(body):
                self._add_machine_level("item-reader-flatten", state.path, location, targets)
            key, record = _BUCKET_KEYS[part]
            if key in location.extras:
                self._add_machine_level(record, state.path, location)
            else:
                self._add_behind(readings, state.path, self.statements, location)

    def _need_machine_name(self) -> None:
        if self.context.state_machine_name is None:
            self.notes.machine_name_unknown()

    def _settings(self) -> None:
        if names_itself(self.context):
            self._need_machine_name()
        for name in setting_records(self.context):
            self._add_machine_level(name, None, self.location)

    def _add_machine_level(
        self, name: str, state: StatePath | None, location: AwsLocation, targets: tuple[Target, ...] = ()
    ) -> tuple[Values, ...]:
        known = loader.machine_level(name)
        assert known is not None, name
        readings = self._readings(known, targets, state or (), location, {target.parameter for target in targets})
        for template in templates_for(known, "sync", self.scope, True):
            for values in readings:
                for filled in fill(template, values, location, self.scope):
                    self.statements.add(filled, state)
        return readings

    def _add_behind(
        self, readings: tuple[Values, ...], state: StatePath, into: StatementList, home: AwsLocation
    ) -> None:
        """Add what the resources behind the targets need, where the file declares them."""
        behind = (each for values in readings for each in behind_targets(self.machine, values, home))
        for record, location in behind:
            known = loader.machine_level(record)
            assert known is not None, record
            for template in known.statements:
                for filled in fill(template, {}, location, self.scope):
                    into.add(filled, state)

    def _nothing_needed(self) -> tuple[Statement, ...]:
        if not self.unexplained and all(task.kind == "activity" for task in self.machine.tasks):
            return (DENY_ALL,)
        if not self.unexplained and not any(note.certain for note in self.notes.notes()):
            self.notes.no_statement()
        return ()


def _is_always_on(template: StatementTemplate) -> bool:
    """Tell whether a statement names a resource whatever targets are given."""
    return bool(template.fallback) or not template.targets


def _flattens(body: object) -> bool:
    config = body.get("ReaderConfig") if isinstance(body, dict) else None
    return isinstance(config, dict) and config.get("Transformation") == "LOAD_AND_FLATTEN"
