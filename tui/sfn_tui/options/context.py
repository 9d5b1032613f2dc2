"""Options and environment → the `Context` of a policy."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from typing import NamedTuple

from sfn_engine.display import shorten
from sfn_engine.policy.context import Context

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
    """The context, and which of its values came from the environment."""

    context: Context
    variables: Mapping[str, str]
    """The name of the variable that gave ``region`` or ``account``."""


def surroundings(args: argparse.Namespace, environment: Mapping[str, str]) -> Surroundings:
    """Return the context that options and environment describe.

    Raises `BadOption` for a value that would make an unusable ARN.
    """
    values: dict[str, str | None] = {}
    variables: dict[str, str] = {}
    for key, (form, what) in _FORMS.items():
        value, source = getattr(args, key), f"--{key}"
        if value is None:
            source = next((name for name in _VARIABLES.get(key, ()) if environment.get(name)), "")
            value = environment[source] if source else None
            if source:
                variables[key] = source
        if value is not None and not re.fullmatch(form, value):
            raise BadOption(f"{source}: {shorten(value)!r} is not {what}")
        values[key] = value
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
        )
    except ValueError as error:
        raise BadOption(str(error)) from None
    return Surroundings(context, variables)
