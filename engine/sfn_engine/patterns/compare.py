"""Integration or task → its patterns side by side, by the same what-if edits and the same generator."""

from __future__ import annotations

from dataclasses import replace

from sfn_engine.asl.model import Pattern, QueryLanguage, StateMachine, StatePath, Task
from sfn_engine.asl.patterns import PATTERNS
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration, Reason, Scope
from sfn_engine.catalog.samples import SAMPLE_ACCOUNT, SAMPLE_REGION, sample_task
from sfn_engine.edits.patterns import set_pattern
from sfn_engine.errors import EditRefused
from sfn_engine.machine import only_state, parse
from sfn_engine.patterns.meanings import LASTS, ended_by, forms, waits_for
from sfn_engine.patterns.model import PatternColumn, PatternComparison, PermissionCount
from sfn_engine.policy.arns import partition_of_region
from sfn_engine.policy.context import Context
from sfn_engine.policy.explain import title
from sfn_engine.policy.generate import generate
from sfn_engine.policy.model import Grant, Policy
from sfn_engine.policy.unexplained import pattern_disabled_reason


def compare_integration(
    known: Integration,
    context: Context | None = None,
    scope: Scope = "guide",
    query_language: QueryLanguage = "JSONPath",
) -> PatternComparison:
    """Compare the patterns of an integration on a sample task.

    Where `context` does not name them, the sample uses region us-east-1 and account 123456789012.
    """
    given = context or Context()
    region = (given.region if given.region_is_known else None) or SAMPLE_REGION
    account = (given.account if given.account_is_known else None) or SAMPLE_ACCOUNT
    partition = given.partition or partition_of_region(region)
    located = replace(given, partition=partition, region=region, account=account)
    state = sample_task(known, query_language, partition, region, account)
    language = {"QueryLanguage": "JSONata"} if query_language == "JSONata" else {}
    machine = parse({**language, "StartAt": known.title, "States": {known.title: state}})
    compared = compare_task(machine, (known.title,), located, scope)
    return replace(compared, state=None, present=None)


def compare_task(machine: StateMachine, path: StatePath, context: Context, scope: Scope = "guide") -> PatternComparison:
    """Compare the patterns of a task of the machine; everything else in it stays the same.

    `context` is best the one of the machine's own policy: then region and account may come from the other tasks.
    Raises `EditRefused` where the state is not a Task of a known integration.
    """
    task = machine.by_path[path]
    known = loader.integration(task.integration) if isinstance(task, Task) else None
    if not isinstance(task, Task) or known is None:
        raise EditRefused(f"{title(task)} has no known patterns")
    bare = _without_settings(context)
    return PatternComparison(
        integration=known.name,
        title=title(task),
        query_language=task.query_language,
        scope=scope,
        columns=tuple(_column(machine, task, known, pattern, bare, scope) for pattern in PATTERNS),
        state=path,
        present=task.pattern,
    )


def _without_settings(context: Context) -> Context:
    """Leave out the settings of the machine: they need permissions that no pattern changes."""
    return replace(context, tracing=False, logging=False, redrive=False, kms_key_id=None)


def _column(
    machine: StateMachine, task: Task, known: Integration, pattern: Pattern, context: Context, scope: Scope
) -> PatternColumn:
    try:
        edited = _with_pattern(machine, task, known, pattern)
    except EditRefused as refused:
        return PatternColumn(pattern, disabled_reason=str(refused))
    made = edited.by_path[task.path]
    assert isinstance(made, Task)
    policy = generate(only_state(made, edited), context, scope)
    grants = _grants(policy)
    return PatternColumn(
        pattern=pattern,
        suffix=made.suffix,
        machine=edited,
        task=made.fields,
        policy=policy,
        waits_for=waits_for(known, pattern),
        ended_by=ended_by(known, pattern, grants),
        lasts=LASTS[pattern],
        forms=forms(known, made.suffix),
        permissions=_count(policy, grants),
    )


def _with_pattern(machine: StateMachine, task: Task, known: Integration, pattern: Pattern) -> StateMachine:
    if pattern != task.pattern:
        return set_pattern(machine, task.path, pattern)
    disabled_reason = pattern_disabled_reason(known, pattern, express=machine.express)
    if disabled_reason:
        raise EditRefused(disabled_reason)
    return machine


def _grants(policy: Policy) -> tuple[Grant, ...]:
    return (*policy.grants, *(grant for role in policy.other_roles for grant in role.grants))


def _count(policy: Policy, grants: tuple[Grant, ...]) -> PermissionCount:
    actions: dict[Reason, set[str]] = {}
    for grant in grants:
        actions.setdefault(grant.reason, set()).add(grant.action)
    statements = (*policy.statements, *(entry for role in policy.other_roles for entry in role.statements))
    wildcards = sum("*" in resource for statement in statements for resource in statement.resources)
    # The order in which a reader thinks of them, not the template's.
    order: tuple[Reason, ...] = ("call", "poll", "event", "cancel")
    reasons = (*(reason for reason in order if reason in actions), *(other for other in actions if other not in order))
    return PermissionCount({reason: len(actions[reason]) for reason in reasons}, wildcards)
