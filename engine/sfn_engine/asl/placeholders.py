"""Placeholders of a definition: their values, and what they refer to.

A placeholder is filled in when the machine is deployed. The definition keeps it; its value is
read separately, so that an edit never replaces a placeholder with a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sfn_engine.asl.expressions import has_placeholder
from sfn_engine.asl.values import Target
from sfn_engine.sources.arn_hints import is_arn_name, is_other_name
from sfn_engine.sources.possible import possible_texts
from sfn_engine.sources.templates.functions import fill

if TYPE_CHECKING:
    from sfn_engine.asl.model import StateMachine
    from sfn_engine.asl.values import StatePath
    from sfn_engine.sources.document import Document
    from sfn_engine.sources.templates.resource_types import Reference

_ROUNDS = 5
"""How many times a value may contain another placeholder; templates have one, rarely two levels."""
_QUALIFIED = re.compile(r"(?P<placeholder>[$%]\{(?P<name>[^{}]*)\})(?P<rest>(?::(?:[$%]\{[^{}]*\}|[^:{}])+)?)")
"""One placeholder, perhaps with a version or alias behind it."""
_NEVER_BY_NAME = ("role", "queue")
"""Kinds of targets of which a parameter takes a URL or ARN, or a policy the ARN alone."""
_NAME = r"[$%]\{([^{}!][^{}]*)\}"


class Placeholders(NamedTuple):
    """What is known of a definition's placeholders."""

    values: Mapping[str, str] = {}
    """Name → text."""
    resources: Mapping[str, str] = {}
    """Logical id → CloudFormation type."""
    choices: Mapping[str, tuple[str, ...]] = {}
    """Name → the texts that it may stand for, where it has no one value."""
    arns: frozenset[str] = frozenset()
    """The names of those that stand for an ARN."""

    def fill(self, text: str) -> str:
        """Replace the placeholders whose values are known."""
        for _ in range(_ROUNDS):
            filled = fill(text, self.values)
            if filled == text:
                return text
            text = filled
        return text

    def possible(self, text: str) -> tuple[str, ...]:
        """Return the texts that a text may become, with ``*`` for what only a function of the template knows."""
        return possible_texts(self.fill(text), self.values, self.choices)

    def reference(self, text: str) -> Reference | None:
        """Return what a text that is one placeholder refers to in the template, or by itself in Terraform.

        A version or alias behind the placeholder, ``${Fn.Arn}:live``, makes no difference.
        """
        match = _QUALIFIED.fullmatch(text.strip())
        if match is None:
            return None
        if self.resources:
            from sfn_engine.sources.templates.resource_types import reference

            return reference(match["placeholder"], self.resources)
        if "aws_" in text:
            from sfn_engine.sources.terraform.types import terraform_reference

            return terraform_reference(match["placeholder"])
        return None

    def read(self, target: Target) -> Target:
        """Return a target with its placeholders filled in, and what they refer to."""
        if target.mode == "partial":
            texts = self.possible(target.known)
            return target._replace(known=texts[0], alternatives=texts if len(texts) > 1 else ())
        if target.mode != "placeholder":
            return target
        target = target._replace(qualifier=self.fill(target.qualifier))
        text = self.fill(target.value)
        texts = self.possible(text)
        if texts == (text,) or (len(texts) == 1 and "*" not in texts[0]):
            return self._referring(target, texts[0])
        written = target.value if text != target.value else ""
        return target._replace(value=text, written=written, alternatives=texts)

    def spread(self, target: Target) -> tuple[Target, ...]:
        """Return a target for each text that its value may be: itself if that is the only one."""
        if not target.alternatives:
            return (target,)
        single = target._replace(alternatives=())
        if target.mode == "partial":
            return tuple(single._replace(known=text) for text in target.alternatives)
        found = [self._referring(single, text) for text in target.alternatives]
        return tuple(one._replace(mode="placeholder", known=one.value) if "*" in one.value else one for one in found)

    def _referring(self, target: Target, text: str) -> Target:
        """Return a target whose value is this text, with what the placeholder in it refers to."""
        found = self.reference(text)
        return target._replace(
            value=text,
            written=target.value if text != target.value else "",
            mode="placeholder" if text == target.value or has_placeholder(text) else "static",
            declared=found.type if found is not None else "",
            arn=self._arn(target, text, found),
            named=found.name if found is not None else "",
        )

    def _arn(self, target: Target, text: str, found: Reference | None) -> str:
        """Return the placeholder for the ARN that a text stands for, with what is behind it; empty for a name."""
        match = _QUALIFIED.fullmatch(text.strip())
        if match is None:
            return ""
        if found is not None:
            is_arn_parameter = target.parameter == "Resource" or is_arn_name(target.parameter)
            needs_arn = is_arn_parameter or target.kind in _NEVER_BY_NAME
            is_name = found.gives == "name" and not needs_arn
            is_other = not found.gives and found.kind != target.kind
            return "" if is_name or is_other or not found.arn else found.arn + match["rest"]
        if is_other_name(match["name"].strip()) and match["name"].strip() not in self.arns:
            return ""
        written = (_QUALIFIED.fullmatch(other.strip()) for other in (target.value, target.written))
        names = [each["name"].strip() for each in (match, *written) if each is not None]
        return text.strip() if any(name in self.arns or is_arn_name(name) for name in names) else ""


NOTHING_KNOWN = Placeholders()


def known_placeholders(document: Document, bindings: Mapping[str, str]) -> Placeholders:
    """Return what a file says of its placeholders, and the values that a person gave, which come first."""
    return Placeholders(
        {**document.substitutions, **bindings}, document.resources, document.choices, document.arns
    )


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
