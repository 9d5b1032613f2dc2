"""Placeholders of a definition: their values, and what they refer to.

A placeholder is filled in when the machine is deployed. The definition keeps it; its value is
read separately, so that an edit never replaces a placeholder with a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sfn_engine.asl.expressions import has_placeholder, is_whole_placeholder
from sfn_engine.asl.values import Target
from sfn_engine.sources.templates.functions import fill

if TYPE_CHECKING:
    from sfn_engine.asl.model import StateMachine
    from sfn_engine.asl.values import StatePath
    from sfn_engine.sources.templates.resource_types import Reference

_ROUNDS = 5
"""How many times a value may contain another placeholder; templates have one, rarely two levels."""
_NAME = r"[$%]\{([^{}!][^{}]*)\}"


class Placeholders(NamedTuple):
    """What is known of a definition's placeholders."""

    values: Mapping[str, str] = {}
    """Name → text."""
    resources: Mapping[str, str] = {}
    """Logical id → CloudFormation type."""

    def fill(self, text: str) -> str:
        """Replace the placeholders whose values are known."""
        for _ in range(_ROUNDS):
            filled = fill(text, self.values)
            if filled == text:
                return text
            text = filled
        return text

    def reference(self, text: str) -> Reference | None:
        """Return what a text that is one placeholder refers to in the template, or by itself in Terraform."""
        if not is_whole_placeholder(text):
            return None
        if self.resources:
            from sfn_engine.sources.templates.resource_types import reference

            return reference(text, self.resources)
        if "aws_" in text:
            from sfn_engine.sources.terraform.types import terraform_reference

            return terraform_reference(text)
        return None

    def read(self, target: Target) -> Target:
        """Return a target with its placeholders filled in, and what they refer to."""
        if target.mode == "partial":
            return target._replace(known=self.fill(target.known))
        if target.mode != "placeholder":
            return target
        text = self.fill(target.value)
        found = self.reference(text)
        is_arn = found is not None and (found.gives in ("arn", "url") or target.parameter == "Resource")
        return target._replace(
            value=text,
            written=target.value if text != target.value else "",
            mode="placeholder" if text == target.value or has_placeholder(text) else "static",
            qualifier=self.fill(target.qualifier),
            declared=found.type if found is not None else "",
            arn=found.arn if found is not None and is_arn else "",
            named=found.name if found is not None else "",
        )


NOTHING_KNOWN = Placeholders()


class Placeholder(NamedTuple):
    """A placeholder of a definition."""

    name: str
    """Without its braces."""
    value: str
    """Its value; empty if none is known."""
    given: bool
    """True if a person gave the value, False if the file gives it."""
    declared: str
    """The CloudFormation or Terraform type of what it refers to, if that is known."""
    states: tuple[StatePath, ...]
    """The states that use it; none if only the machine itself does."""


def origin(target: Target) -> str:
    """Say in a few words where the value of a target comes from; empty if it is as written.

    ``for ${FunctionArn}, AWS::Lambda::Function``
    """
    parts = [f"for {target.written}"] if target.written else []
    return ", ".join([*parts, target.declared] if target.declared else parts)


def has_placeholders(definition: Any) -> bool:
    """Tell whether plain data has any placeholder."""
    return next(_names(definition), None) is not None


def placeholders_of(machine: StateMachine) -> tuple[Placeholder, ...]:
    """Return the placeholders of a machine, in document order, with the states that use each."""
    known = machine.placeholders
    users: dict[str, dict[StatePath, None]] = {}
    for name in _names(machine.raw):
        users.setdefault(name, {})
    for state in machine.states:
        own = {key: value for key, value in state.fields.items() if key not in NESTED}
        for name in _names(own):
            users.setdefault(name, {})[state.path] = None
    found = []
    for name, states in users.items():
        text = known.fill(f"${{{name}}}")
        refers = known.reference(text)
        value = "" if text == f"${{{name}}}" else text
        found.append(Placeholder(name, value, name in machine.bindings, refers.type if refers else "", tuple(states)))
    return tuple(found)


NESTED = ("Branches", "ItemProcessor", "Iterator")
"""Fields that hold other states."""


def _names(value: Any) -> Iterator[str]:
    """Yield the names of the placeholders in plain data, in document order."""
    if isinstance(value, str):
        if "{" in value:
            yield from (match[1].strip() for match in re.finditer(_NAME, value))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _names(key)
            yield from _names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)
