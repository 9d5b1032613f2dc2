"""Finds the parameters that name resources in a state, by what the catalog says of its integration."""

from __future__ import annotations

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
    if any_case:
        key = as_written(container, key, language)
    if not rest and not each:
        found = read_parameter(container, key, language)
        if found is None or _is_null(container, found[0]):
            yield from _absent(spec, f"{prefix}{key}", (*pointer, key))
            return
        written, reading = found
        at = (*pointer, written) if isinstance(container, Mapping) else pointer
        yield _target(spec, f"{prefix}{key}", reading, at, _qualifier(container, spec, language))
        return
    child = container.get(key) if isinstance(container, Mapping) else None
    if _has_entries(child, each):
        inside = (*pointer, key)
        yield from _in_entry(child, spec, (each, *rest), f"{prefix}{key}", language, inside, any_case=any_case)
    elif not each and isinstance(child, Mapping) and template_function(child) is None:
        yield from _at(child, spec, rest, f"{prefix}{key}.", language, (*pointer, key), any_case=any_case)
    else:
        # The whole container is an expression, a placeholder, or missing.
        name = prefix + _joined((f"{key}{each}", *rest))
        whole = read_parameter(container, key, language)
        if whole is None or whole[1].mode == "static" or (each and child == {}):
            yield from _absent(spec, name, (*pointer, key))
        else:
            reading = Reading("dynamic", whole[1].value)
            at = (*pointer, whole[0]) if isinstance(container, Mapping) else pointer
            yield _target(spec, name, reading, at)


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
        if isinstance(holder, str) or template_function(holder) is not None:
            yield _target(spec, whole, Reading("dynamic", read_value(holder, language).value), pointer)
        else:
            yield from _absent(spec, whole, pointer)
        return
    for entry, token, reading, item in _each(holder, language):
        at = (*pointer, token)
        if rest:
            yield from _at(item, spec, rest, f"{name}{entry}.", language, at, any_case=any_case)
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
