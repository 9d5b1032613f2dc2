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
    """What to consider first."""
    steps: tuple[str, ...]
    commands: tuple[str, ...]
    """For a shell; the names in capitals are for the reader to fill in."""
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
"""Characters at the beginning of a line that must not be broken."""


PURPOSE = "A run without events tests polling: if the execution still ends, the permission to poll is granted."


def trials(facts: JobFacts) -> tuple[Trial, ...]:
    """Return the ways for an integration, the safer one last."""
    return (_rule(facts), _local())


def _rule(facts: JobFacts) -> Trial:
    title = "Delete the managed rule"
    pages = ("service-integration-iam-templates",)
    if not facts.rule:
        why = facts.event.why
        return Trial(title, f"Not applicable: {why}. Every run that ends was polled.", (), (), pages)
    return Trial(
        title,
        "Only in a test account: the rule serves every state machine of the account that uses this integration.",
        (
            f"The rule is called {facts.rule}.",
            "Remove its targets, delete it, wait a moment, start an execution, and check whether it ends.",
            "It is created again when a state machine that uses the integration is created or updated.",
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
        "The newer guide says that Step Functions Local is unsupported, and no longer describes this method.",
        (
            "Step Functions Local has no events, so every job that ends there was polled.",
            "Put the credentials of the execution role into the file credentials.txt.",
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
