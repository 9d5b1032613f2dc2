"""The guide's two ways of testing that polling works (service-integration-iam-templates, sfn-local).

The commands that delete a managed rule follow the AWS CLI's reference: a rule is deleted after its targets,
a managed one only by force, and for a short time it may still pass events on (events delete-rule).
"""

from __future__ import annotations

from typing import NamedTuple

from sfn_engine.monitoring.facts import JobFacts


class Trial(NamedTuple):
    """A way of testing for real."""

    title: str
    warning: str
    """What to think of first."""
    steps: tuple[str, ...]
    commands: tuple[str, ...]
    """For a shell; the names in capitals are the reader's."""
    pages: tuple[str, ...]


def continued(command: str, width: int) -> list[str]:
    """Return a command as lines of at most `width` cells where it can be broken, as a shell reads them."""
    lines: list[str] = []
    rest = command
    # Past the indent: the option that begins a line must not be where it is broken again.
    while len(rest) > width and (position := max(rest.rfind(" --", _INDENT, width), rest.find(" --", _INDENT))) > 0:
        lines.append(f"{rest[:position]} \\")
        rest = f"  {rest[position + 1 :]}"
    return [*lines, rest]


_INDENT = 3
"""Characters at the beginning of a line that no break may come in."""


PURPOSE = "Polling is tested by a run without events: if the execution still ends, the right to poll is there."


def trials(facts: JobFacts) -> tuple[Trial, ...]:
    """Return the ways for an integration, the safer one last."""
    return (_rule(facts), _local())


def _rule(facts: JobFacts) -> Trial:
    title = "Delete the managed rule"
    pages = ("service-integration-iam-templates",)
    if not facts.rule:
        why = facts.event.why
        return Trial(title, f"Not here: {why}. Every run that ends has been polled.", (), (), pages)
    return Trial(
        title,
        "Only in a test account: the rule serves every state machine of the account that uses this integration.",
        (
            f"The rule is called {facts.rule}.",
            "Take its targets away, delete it, wait a little, start an execution, and see whether it ends.",
            "It comes back when a state machine that uses the integration is created or updated.",
        ),
        (
            f"aws events list-targets-by-rule --rule {facts.rule}",
            f"aws events remove-targets --force --rule {facts.rule} --ids TARGET_ID",
            f"aws events delete-rule --force --name {facts.rule}",
        ),
        pages,
    )


def _local() -> Trial:
    return Trial(
        "Run it in Step Functions Local",
        "The newer guide calls Step Functions Local unsupported, and no longer names this method.",
        (
            "Step Functions Local has no events, so whatever ends there has been polled.",
            "Give it the credentials of the execution role, in the file credentials.txt.",
        ),
        (
            "docker run -p 8083:8083 --env-file credentials.txt amazon/aws-stepfunctions-local",
            "aws stepfunctions create-state-machine --endpoint-url http://localhost:8083 --name trial"
            " --definition file://FILE --role-arn ROLE_ARN",
            "aws stepfunctions start-execution --endpoint-url http://localhost:8083"
            " --state-machine-arn STATE_MACHINE_ARN",
        ),
        ("sfn-local", "service-integration-iam-templates"),
    )
