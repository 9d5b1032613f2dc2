"""Options come first; variables of the environment only count where nothing else says it."""

from __future__ import annotations

import pytest

from sfn_engine.policy.context import Fallback
from sfn_tui.options.context import BadOption, surroundings
from sfn_tui.options.subcommands import parser_of, subcommand_of

ENVIRONMENT = {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-2", "AWS_ACCOUNT_ID": "111122223333"}


def context_of(*words: str, environment: dict[str, str] | None = None) -> tuple[object, ...]:
    command, rest = subcommand_of(["policy", "a.json", *words])
    found = surroundings(parser_of(command).parse_args(rest), ENVIRONMENT if environment is None else environment)
    return found.context.region, found.context.account, found.context.fallback, dict(found.variables)


def test_variables_are_a_fallback() -> None:
    variables = {"region": "AWS_REGION", "account": "AWS_ACCOUNT_ID"}
    assert context_of() == (None, None, Fallback("eu-west-1", "111122223333"), variables)


def test_the_second_variable_counts_if_the_first_is_empty() -> None:
    found = context_of(environment={**ENVIRONMENT, "AWS_REGION": ""})
    assert found[2] == Fallback("eu-west-2", "111122223333")


def test_an_option_leaves_nothing_to_its_variable() -> None:
    assert context_of("--region", "us-east-1") == (
        "us-east-1",
        None,
        Fallback(None, "111122223333"),
        {"account": "AWS_ACCOUNT_ID"},
    )


@pytest.mark.parametrize(("name", "value"), [("AWS_REGION", "here"), ("AWS_ACCOUNT_ID", "me")])
def test_an_unusable_variable_is_named(name: str, value: str) -> None:
    with pytest.raises(BadOption, match=f"{name}: '{value}' is not"):
        context_of(environment={name: value})
