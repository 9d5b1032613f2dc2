"""Options and environment → the `Context` of a policy."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from typing import NamedTuple

from sfn_engine.display import shorten
from sfn_engine.policy.context import Context, Fallback

# A placeholder in a template is as good as a value: deployment fills it in.
_PLACEHOLDER = r"\$\{[^{}\s]+\}"
_FORMS = {
    "region": (rf"[a-z]{{2,4}}(-[a-z]+)+-[0-9]+|{_PLACEHOLDER}", "a region such as eu-west-1"),
    "account": (rf"[0-9]{{12}}|{_PLACEHOLDER}", "a 12-digit account ID"),
    "partition": (rf"aws(-[a-z]+)*|{_PLACEHOLDER}", "a partition such as aws or aws-cn"),
    "name": (r"[^\s:*?\"\\]{1,256}", "the name of a state machine"),
}
_VARIABLES = {"region": ("AWS_REGION", "AWS_DEFAULT_REGION"), "account": ("AWS_ACCOUNT_ID",)}


class BadOption(ValueError):
    """An option or a variable with an unusable value; the text is the line that a person reads."""


class Surroundings(NamedTuple):
    """The context, and where its fallback came from."""

    context: Context
    variables: Mapping[str, str]
    """The name of the variable that gave the ``region`` or ``account`` of the fallback."""


def surroundings(args: argparse.Namespace, environment: Mapping[str, str]) -> Surroundings:
    """Return the context that options and environment describe.

    A variable only counts where neither an option nor the definition's file says it: it is part of the fallback.
    Raises `BadOption` for a value that would make an unusable ARN.
    """
    values: dict[str, str | None] = {}
    fallback: dict[str, str] = {}
    variables: dict[str, str] = {}
    for key, (form, what) in _FORMS.items():
        values[key] = _checked(getattr(args, key), f"--{key}", form, what)
        source = next((name for name in _VARIABLES.get(key, ()) if environment.get(name)), "")
        if source and values[key] is None:
            fallback[key] = _checked(environment[source], source, form, what) or ""
            variables[key] = source
    try:
        context = Context(
            partition=values["partition"],
            region=values["region"],
            account=values["account"],
            state_machine_name=values["name"],
            tracing=args.tracing,
            logging=args.logging,
            redrive=args.redrive,
            kms_key_id=args.kms_key_id,
            activity_kms_key_id=args.activity_kms_key_id,
            bucket_kms_key_id=args.bucket_kms_key_id,
            reader_bucket_kms_key_id=args.reader_bucket_kms_key_id,
            fallback=Fallback(**fallback),
        )
    except ValueError as error:
        raise BadOption(str(error)) from None
    return Surroundings(context, variables)


def _checked(value: str | None, source: str, form: str, what: str) -> str | None:
    if value is not None and not re.fullmatch(form, value):
        raise BadOption(f"{source}: {shorten(value)!r} is not {what}")
    return value
