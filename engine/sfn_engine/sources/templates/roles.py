"""The execution role that a template gives to a state machine, kept as written with the machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sfn_engine.sources.document import WrittenRole
from sfn_engine.sources.templates.functions import (
    first_choice,
    is_no_value,
    template_function,
    text_of,
    without_functions,
)

_NO_VALUE = {"Ref": "AWS::NoValue"}
_POLICY_TYPES = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy")


Attached: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
"""Logical id of a role → the properties of the policies that are attached to it."""


def template_role(template: Mapping[str, Any], machine: str, attached: Attached) -> WrittenRole | None:
    """Return the role that `RoleArn` of a CloudFormation state machine names."""
    value = _properties(template, machine).get("RoleArn")
    return _named(template, value, ("Resources", machine, "Properties", "RoleArn"), attached)


def sam_role(template: Mapping[str, Any], machine: str, attached: Attached) -> WrittenRole | None:
    """Return the role of a SAM state machine: the one `Role` names, else the one made from `Policies`."""
    properties = _properties(template, machine)
    if not is_no_value(properties.get("Role", _NO_VALUE)):
        return _named(template, properties["Role"], ("Resources", machine, "Properties", "Role"), attached)
    policies, _ = first_choice(properties.get("Policies"))
    if policies is None or is_no_value(policies):
        return None
    statements: list[Mapping[str, Any]] = []
    managed: list[str] = []
    templates: list[tuple[str, Mapping[str, Any]]] = []
    for entry in policies if isinstance(policies, list) else [policies]:
        entry, _ = first_choice(entry)
        if is_no_value(entry):
            continue
        text = text_of(entry)
        if text is not None:
            managed.append(text)
        elif isinstance(entry, Mapping) and "Statement" in entry:
            statements += _statements(entry)
        elif isinstance(entry, Mapping) and len(entry) == 1:
            name, parameters = next(iter(entry.items()))
            templates.append((name, without_functions(parameters) if isinstance(parameters, Mapping) else {}))
    pointer = ("Resources", machine, "Properties", "Policies")
    return WrittenRole(f"{machine}Role", tuple(statements), tuple(managed), tuple(templates), pointer)


def _named(
    template: Mapping[str, Any], value: Any, pointer: tuple[str, ...], attached: Attached
) -> WrittenRole | None:
    """Return the role that a value refers to; one that is not in the template has a name only."""
    value, _ = first_choice(value)
    if value is None or is_no_value(value):
        return None
    logical_id = _logical_id(value)
    properties = _properties(template, logical_id)
    if _type(template, logical_id) != "AWS::IAM::Role":
        return WrittenRole(text_of(value) or "?", pointer=pointer)
    inline = [
        statement
        for policy in _list(properties.get("Policies"))
        if isinstance(policy, Mapping)
        for statement in _statements(policy.get("PolicyDocument"))
    ]
    managed = [text for text in map(text_of, _list(properties.get("ManagedPolicyArns"))) if text is not None]
    for other in attached.get(logical_id, ()):
        inline += _statements(other.get("PolicyDocument"))
    return WrittenRole(logical_id, tuple(inline), tuple(managed), (), ("Resources", logical_id))


def attached_policies(template: Mapping[str, Any]) -> Attached:
    """Return the policies that are resources of their own, by the role that they are attached to."""
    attached: dict[str, list[Mapping[str, Any]]] = {}
    for name in template["Resources"]:
        if _type(template, name) in _POLICY_TYPES:
            properties = _properties(template, name)
            holders = [*_list(properties.get("Roles")), properties.get("RoleName")]
            for role in dict.fromkeys(_logical_id(holder) for holder in holders):
                attached.setdefault(role, []).append(properties)
    return attached


def _logical_id(value: Any) -> str:
    text = template_function(value) or ""
    return text.removeprefix("${").removesuffix("}").partition(".")[0] if text.startswith("${") else ""


def _type(template: Mapping[str, Any], name: str) -> str:
    body = template["Resources"].get(name)
    kind = body.get("Type") if isinstance(body, Mapping) else None
    return kind if isinstance(kind, str) else ""


def _properties(template: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    body = template["Resources"].get(name)
    properties = body.get("Properties") if isinstance(body, Mapping) else None
    return properties if isinstance(properties, Mapping) else {}


def _statements(document: Any) -> list[Mapping[str, Any]]:
    found = document.get("Statement") if isinstance(document, Mapping) else None
    return [without_functions(entry) for entry in _list(found) if isinstance(entry, Mapping)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
