"""Finds the parameters that name resources in a state, by what the catalog says of its integration."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sfn_engine.asl.expressions import Reading, as_written, read_key, read_parameter, read_value
from sfn_engine.asl.model import QueryLanguage, Target
from sfn_engine.asl.parser import TargetReader
from sfn_engine.asl.resource import read_resource
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.sources.positions import Pointer, PointerToken
from sfn_engine.sources.templates.functions import template_function

CREDENTIALS = TargetSpec(
    "Credentials.RoleArn",
    kind="role",
    arn="arn:{partition}:iam::{account}:role/{name}",
    steps=("RoleArn",),
)
"""The other role that any task may assume (guide: concepts-access-cross-acct-resources)."""


def task_targets(name: str, fields: Mapping[str, Any], language: QueryLanguage, pointer: Pointer) -> tuple[Target, ...]:
    """Return the targets of a Task whose integration is `name`, in the catalog's order.

    The names of an AWS SDK integration's parameters are found in any case, and the targets have them as written.
    """
    known = loader.integration(name) if name else None
    key = "Arguments" if language == "JSONata" else "Parameters"
    any_case = name.startswith(SDK)
    found: list[Target] = []
    for spec in known.targets if known is not None else ():
        if spec.is_in_resource:
            found.extend(_at(fields, spec, ("Resource",), "", "JSONPath", pointer))
            continue
        found.extend(_at(fields.get(key), spec, spec.steps, "", language, (*pointer, key), any_case=any_case))
    if "Credentials" in fields:
        credentials = fields["Credentials"]
        found.extend(_at(credentials, CREDENTIALS, ("RoleArn",), "Credentials.", language, (*pointer, "Credentials")))
    return tuple(found)


def map_targets(fields: Mapping[str, Any], language: QueryLanguage, pointer: Pointer) -> tuple[Target, ...]:
    """Return the targets of a distributed Map: what its reader reads and its writer writes."""
    key = "Arguments" if language == "JSONata" else "Parameters"
    found: list[Target] = []
    for part in ("ItemReader", "ResultWriter"):
        body = fields.get(part)
        if not isinstance(body, Mapping):
            continue
        known = loader.machine_level(map_part(part, body))
        for spec in known.targets if known is not None else ():
            inside = (*pointer, part, key)
            found.extend(_at(body.get(key), spec, spec.steps[1:], f"{part}.", language, inside))
    return tuple(found)


def map_part(part: str, body: Mapping[str, Any]) -> str:
    """Name the machine-level record for an ItemReader or ResultWriter; empty where it needs no permission."""
    api = read_resource(body.get("Resource", "")).integration
    if part == "ResultWriter":
        return "result-writer" if api == "s3:putObject" else ""
    config = body.get("ReaderConfig")
    config = config if isinstance(config, Mapping) else {}
    if api == "s3:listObjectsV2":
        return "item-reader-list"
    if api != "s3:getObject":
        return ""
    if config.get("ManifestType") == "ATHENA_DATA":
        return "item-reader-athena-manifest"
    if config.get("ManifestType") == "S3_INVENTORY" or config.get("InputType") == "MANIFEST":
        return "item-reader-inventory"
    return "item-reader-object"


SDK = "aws-sdk:"
"""How the name of an AWS SDK integration begins."""
READER = TargetReader(of_task=task_targets, of_map=map_targets)
"""What the parser is given to read targets."""


def _at(
    container: Any,
    spec: TargetSpec,
    steps: tuple[str, ...],
    prefix: str,
    language: QueryLanguage,
    pointer: Pointer,
    *,
    any_case: bool = False,
) -> Iterator[Target]:
    """Yield the targets that `steps` lead to inside `container`.

    A list (``[*]``) gives one for each entry. So does an object (``{*}``): the key, or what the steps lead to in
    each value.
    """
    step, rest = steps[0], steps[1:]
    each = step[-3:] if step.endswith(("[*]", "{*}")) else ""
    key = step[:-3] if each else step
    if not key:
        # The entry that the steps before led to is itself the list or the object.
        yield from _in_entry(container, spec, steps, prefix.removesuffix("."), language, pointer, any_case=any_case)
        return
    if prefix and _is_constant(container, language) and not isinstance(container, Mapping):
        yield _unreadable(spec, prefix + _joined(steps), container, f"{prefix[:-1]} is not an object", pointer)
        return
    if any_case:
        key = as_written(container, key, language)
    if not rest and not each:
        found = read_parameter(container, key, language)
        if found is None or _is_null(container, found[0]):
            yield from _absent(spec, f"{prefix}{key}", (*pointer, key))
            return
        written, reading = found
        at = (*pointer, written) if isinstance(container, Mapping) else pointer
        value = container[written] if isinstance(container, Mapping) else container
        yield _text(spec, f"{prefix}{key}", value, reading, at, _qualifier(container, spec, language))
        return
    child = container.get(key) if isinstance(container, Mapping) else None
    if _has_entries(child, each):
        inside = (*pointer, key)
        yield from _in_entry(child, spec, (each, *rest), f"{prefix}{key}", language, inside, any_case=any_case)
    elif not each and isinstance(child, Mapping) and template_function(child) is None:
        yield from _at(child, spec, rest, f"{prefix}{key}.", language, (*pointer, key), any_case=any_case)
    else:
        # The whole container is an expression, a placeholder, or missing; or it is none.
        name = prefix + _joined((f"{key}{each}", *rest))
        whole = read_parameter(container, key, language)
        if whole is None or (isinstance(container, Mapping) and whole[0] == key and _is_empty(child)):
            yield from _absent(spec, name, (*pointer, key))
            return
        at = (*pointer, whole[0]) if isinstance(container, Mapping) else pointer
        if isinstance(container, Mapping) and whole[0] == key and _is_constant(child, language):
            yield _in_place_of_entries(spec, f"{prefix}{key}", name, child, each, at)
        else:
            yield _target(spec, name, Reading("dynamic", whole[1].value), at)


def _in_place_of_entries(spec: TargetSpec, holder: str, name: str, value: Any, each: str, pointer: Pointer) -> Target:
    """Return the target of a constant that is no list or object of the kind that is needed.

    A text in the place of a list of texts is its only item.
    """
    if each == "[*]" and name == f"{holder}[*]" and isinstance(value, str):
        return _target(spec, name, Reading("static", value), pointer)
    return _unreadable(spec, name, value, f"{holder} is not {'a list' if each == '[*]' else 'an object'}", pointer)


def _unreadable(spec: TargetSpec, name: str, value: Any, problem: str, pointer: Pointer) -> Target:
    """Return a target of which the value is of the wrong kind, and so names nothing."""
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:200]
    return _target(spec, name, Reading("static", shown), pointer)._replace(problem=problem)


def _text(
    spec: TargetSpec, name: str, value: Any, reading: Reading, pointer: Pointer, qualifier: str = ""
) -> Target:
    """Return the target of a value that must be a text, or a number, which is read as one."""
    if isinstance(value, (list, bool)) or (isinstance(value, Mapping) and template_function(value) is None):
        return _unreadable(spec, name, value, f"{name} is not a text", pointer)
    return _target(spec, name, reading, pointer, qualifier)


def _is_constant(value: Any, language: QueryLanguage) -> bool:
    """Tell whether a value is written out: neither missing nor an expression, a placeholder or a template function."""
    if isinstance(value, Mapping):
        return template_function(value) is None
    return value is not None and read_value(value, language).mode == "static"


def _is_empty(value: Any) -> bool:
    """Tell whether a value has nothing in it that could name a resource."""
    return value in (None, "", {}) or (isinstance(value, list) and all(item is None for item in value))


def _is_null(container: Any, key: str) -> bool:
    """Tell whether a parameter is given as null, which is no name: the service takes its default, if it has one."""
    return isinstance(container, Mapping) and container[key] is None


def _has_entries(value: Any, each: str) -> bool:
    """Tell whether a value has entries of the kind that a step goes into: of a list, or of an object."""
    if each == "[*]":
        return isinstance(value, list) and any(item is not None for item in value)
    return each == "{*}" and isinstance(value, Mapping) and bool(value) and template_function(value) is None


def _in_entry(
    holder: Any,
    spec: TargetSpec,
    steps: tuple[str, ...],
    name: str,
    language: QueryLanguage,
    pointer: Pointer,
    *,
    any_case: bool,
) -> Iterator[Target]:
    """Yield the targets in each entry of a list or object; the first of the steps is ``[*]`` or ``{*}``."""
    rest = steps[1:]
    if not _has_entries(holder, steps[0]):
        whole = f"{name}{_joined(steps)}"
        if not _is_empty(holder) and _is_constant(holder, language):
            yield _in_place_of_entries(spec, name, whole, holder, steps[0], pointer)
        elif isinstance(holder, str) or template_function(holder) is not None:
            yield _target(spec, whole, Reading("dynamic", read_value(holder, language).value), pointer)
        else:
            yield from _absent(spec, whole, pointer)
        return
    for entry, token, reading, item in _each(holder, language):
        at = (*pointer, token)
        if rest and isinstance(token, str) and token.endswith(".$") and language == "JSONPath":
            yield _target(spec, name + entry + _joined(("", *rest)), Reading("dynamic", str(item)), at)
        elif rest:
            yield from _at(item, spec, rest, f"{name}{entry}.", language, at, any_case=any_case)
        elif steps[0] == "[*]":
            yield _text(spec, f"{name}{entry}", item, reading, at)
        else:
            yield _target(spec, f"{name}{entry}", reading, at)


def _joined(steps: tuple[str, ...]) -> str:
    return ".".join(steps).replace(".[", "[").replace(".{", "{")


def _each(
    child: list[Any] | Mapping[str, Any], language: QueryLanguage
) -> Iterator[tuple[str, PointerToken, Reading, Any]]:
    """Yield the name, the token and the reading of each entry: of a list its value, of an object its key."""
    if isinstance(child, list):
        for index, item in enumerate(child):
            if item is not None:
                yield f"[{index}]", index, read_value(item, language), item
        return
    for key, item in child.items():
        plain = key.removesuffix(".$") if language == "JSONPath" else key
        yield f"{{{plain}}}", key, read_key(plain), item


def _target(spec: TargetSpec, name: str, reading: Reading, pointer: Pointer, qualifier: str = "") -> Target:
    return Target(
        name=name,
        mode=reading.mode,
        value=reading.value,
        parameter=spec.name,
        kind=spec.kind,
        known=reading.known,
        pointer=pointer,
        qualifier=qualifier,
    )


def _absent(spec: TargetSpec, name: str, pointer: Pointer) -> Iterator[Target]:
    if spec.optional:
        return
    mode, value = ("static", spec.default) if spec.default is not None else ("dynamic", "")
    yield Target(
        name=name,
        mode=mode,  # type: ignore[arg-type]  # both are modes
        value=value,
        parameter=spec.name,
        kind=spec.kind,
        pointer=pointer,
        absent=True,
    )


def _qualifier(container: Any, spec: TargetSpec, language: QueryLanguage) -> str:
    """Read Lambda's `Qualifier`, which is next to the name (guide: connect-lambda)."""
    if spec.reader != "lambda-function":
        return ""
    found = read_parameter(container, "Qualifier", language)
    if found is None or not isinstance(container, Mapping):
        return ""
    return found[1].value if found[1].mode in ("static", "placeholder") else "*"
