"""Finds the parameters that name resources in a state, by what the catalog says of its integration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sfn_engine.asl.expressions import Reading, read_parameter, read_value
from sfn_engine.asl.model import QueryLanguage, Target
from sfn_engine.asl.parser import TargetReader
from sfn_engine.asl.resource import read_resource
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.sources.positions import Pointer
from sfn_engine.sources.templates.functions import template_function

CREDENTIALS = TargetSpec(
    "Credentials.RoleArn",
    kind="role",
    arn="arn:{partition}:iam::{account}:role/{name}",
    steps=("RoleArn",),
)
"""The other role that any task may assume (guide: concepts-access-cross-acct-resources)."""


def task_targets(name: str, fields: Mapping[str, Any], language: QueryLanguage, pointer: Pointer) -> tuple[Target, ...]:
    """Return the targets of a Task whose integration is `name`, in the catalog's order."""
    known = loader.integration(name) if name else None
    key = "Arguments" if language == "JSONata" else "Parameters"
    found: list[Target] = []
    for spec in known.targets if known is not None else ():
        if spec.name == "Resource":
            found.extend(_at(fields, spec, ("Resource",), "", "JSONPath", pointer))
            continue
        found.extend(_at(fields.get(key), spec, spec.steps, "", language, (*pointer, key)))
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


READER = TargetReader(of_task=task_targets, of_map=map_targets)
"""What the parser is given to read targets."""


def _at(
    container: Any,
    spec: TargetSpec,
    steps: tuple[str, ...],
    prefix: str,
    language: QueryLanguage,
    pointer: Pointer,
) -> Iterator[Target]:
    """Yield the targets that `steps` lead to inside `container`; a list gives one for each entry."""
    step, rest = steps[0], steps[1:]
    in_list = step.endswith("[*]")
    key = step[:-3] if in_list else step
    if not rest and not in_list:
        found = read_parameter(container, key, language)
        if found is None:
            yield from _absent(spec, f"{prefix}{key}", (*pointer, key))
            return
        written, reading = found
        at = (*pointer, written) if isinstance(container, Mapping) else pointer
        yield _target(spec, f"{prefix}{key}", reading, at, _qualifier(container, spec, language))
        return
    child = container.get(key) if isinstance(container, Mapping) else None
    if in_list and isinstance(child, list) and child:
        for index, item in enumerate(child):
            name, at = f"{prefix}{key}[{index}]", (*pointer, key, index)
            if rest:
                yield from _at(item, spec, rest, f"{name}.", language, at)
            else:
                yield _target(spec, name, read_value(item, language), at)
    elif not in_list and isinstance(child, Mapping) and template_function(child) is None:
        yield from _at(child, spec, rest, f"{prefix}{key}.", language, (*pointer, key))
    else:
        # The whole container is an expression, a placeholder, or missing.
        whole = read_parameter(container, key, language)
        if whole is None or whole[1].mode == "static":
            yield from _absent(spec, prefix + ".".join(steps), (*pointer, key))
        else:
            reading = Reading("dynamic", whole[1].value)
            at = (*pointer, whole[0]) if isinstance(container, Mapping) else pointer
            yield _target(spec, prefix + ".".join(steps), reading, at)


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
