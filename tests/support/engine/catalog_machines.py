"""Tasks and Distributed Maps for every record of the catalog, with targets known in every way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from sfn_engine.asl.model import Pattern
from sfn_engine.catalog.loader import all_integrations
from sfn_engine.catalog.model import Integration, TargetSpec
from sfn_engine.catalog.samples import filled_sample, sample_shapes, sample_task

How: TypeAlias = Literal["name", "arn", "partial", "dynamic", "absent"]
"""How a target is known: by a literal name, by an ARN, in part, at run time only, or not given at all."""

HOW: tuple[How, ...] = ("name", "arn", "partial", "dynamic", "absent")
SUFFIXES: Mapping[Pattern, str] = {"request-response": "", "sync": ".sync", "callback": ".waitForTaskToken"}
INTEGRATIONS = {known.name: known for known in all_integrations()}
REGION, ACCOUNT = "us-east-1", "123456789012"
OTHER_ACCOUNT = "210987654321"
OTHER_ROLE = f"arn:aws:iam::{OTHER_ACCOUNT}:role/there"
OPTION_VALUES = {"AuthType": "IAM_ROLE", "PropagateTags": "TASK_DEFINITION"}
"""Where an option's own values count."""


class Known(NamedTuple):
    """A Task, and the value that each of its targets has when it runs."""

    state: dict[str, Any]
    values: Mapping[str, str]
    """By the target's name; nothing for a target that is absent."""


def sample_of(spec: TargetSpec, how: How, account: str = ACCOUNT) -> str:
    """Return a real value for a target: a name, or an ARN where `how` is one and the target takes it."""
    shapes = sample_shapes(spec.kind, spec)
    shape = shapes[-1] if how == "arn" else shapes[0]
    return filled_sample(shape, "aws", REGION, account)


def options_of(known: Integration) -> tuple[str, ...]:
    """Return the parameters that bring or spare permissions and are no targets: ``Tags``, ``AuthType``."""
    targets = {spec.name for spec in known.targets}
    named = (entry.name for template in known.statements for entry in (*template.when_given, *template.unless_given))
    return tuple(dict.fromkeys(name for name in named if name not in targets))


def catalog_task(
    known: Integration,
    pattern: Pattern,
    how: Mapping[str, How],
    account: str = ACCOUNT,
    options: Iterable[str] = (),
) -> Known:
    """Return a task that calls the integration; a target that `how` leaves out has a name, unless it is optional."""
    state = sample_task(known, "JSONPath", "aws", REGION, account)
    suffix = known.sync_suffixes[0] if pattern == "sync" else SUFFIXES[pattern]
    values: dict[str, str] = {}
    for spec in known.targets:
        way = how.get(spec.name, "absent" if spec.optional else "name")
        if spec.name == "Resource":
            values[spec.name] = sample_of(spec, "name")
            continue
        _remove(state.setdefault("Parameters", {}), spec.steps)
        if way == "absent":
            continue
        values[spec.name] = sample_of(spec, way, account)
        _put(state["Parameters"], spec.steps, way, values[spec.name])
    for name in options:
        _put(state.setdefault("Parameters", {}), tuple(name.split(".")), "name", OPTION_VALUES.get(name, "given"))
    state["Resource"] += suffix
    return Known(state, values)


def _put(holder: dict[str, Any], steps: tuple[str, ...], how: How, value: str) -> None:
    key, rest = steps[0].removesuffix("[*]"), steps[1:]
    in_list = steps[0].endswith("[*]")
    if rest:
        inner = holder.setdefault(key, [{}] if in_list else {})
        _put(inner[0] if in_list else inner, rest, how, value)
    elif how == "dynamic":
        holder[f"{key}.$"] = "$.found"
    elif how == "partial" and not in_list:
        # All but the end is known: the run-time part may be in the name alone.
        holder[f"{key}.$"] = f"States.Format('{value[:-2]}{{}}', $.found)"
    else:
        holder[key] = [value] if in_list else value


def _remove(holder: Any, steps: tuple[str, ...]) -> None:
    key, rest = steps[0].removesuffix("[*]"), steps[1:]
    found = holder.get(key) if isinstance(holder, dict) else None
    for inner in found if isinstance(found, list) else [found]:
        if rest and isinstance(inner, dict):
            _remove(inner, rest)
    if not rest and isinstance(holder, dict):
        holder.pop(key, None)


def task_with(known: Integration, spec: TargetSpec, text: str) -> dict[str, Any]:
    """Return a task that calls the integration with all its options, where one target has this text."""
    state = catalog_task(known, known.patterns[0], {}, options=options_of(known)).state
    _remove(state.setdefault("Parameters", {}), spec.steps)
    _put(state["Parameters"], spec.steps, "name", text)
    return state


def distributed_map(reader: str, writer: bool, how: Mapping[str, How]) -> dict[str, Any]:
    """Return a Distributed Map with one of the catalog's item readers (empty: none), and perhaps a writer.

    `how` says how each of `LOCATION` is known; what it leaves out has a name.
    """
    state: dict[str, Any] = {
        "Type": "Map",
        "Label": "each",
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "Work",
            "States": {"Work": {"Type": "Pass", "End": True}},
        },
    }
    if reader:
        api, config, names = READERS[reader]
        body = {"Resource": f"arn:aws:states:::s3:{api}", "ReaderConfig": config}
        state["ItemReader"] = {**body, "Parameters": _located(names, how)}
    if writer:
        parameters = _located(("Bucket", "Prefix"), how)
        state["ResultWriter"] = {"Resource": "arn:aws:states:::s3:putObject", "Parameters": parameters}
    return state


def _located(names: tuple[str, ...], how: Mapping[str, How]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name in names:
        way = how.get(name, "name")
        if way != "absent" or name != "Prefix":
            _put(made, (name,), way, LOCATION[name])
    return made


LOCATION = {"Bucket": "data", "Prefix": "in/", "Key": "in/list/manifest.json", "VersionId": "v1"}
"""Where the items of every map are, and where its results go."""
READERS: Mapping[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "list": ("listObjectsV2", {}, ("Bucket", "Prefix")),
    "flatten": ("listObjectsV2", {"Transformation": "LOAD_AND_FLATTEN"}, ("Bucket", "Prefix")),
    "object": ("getObject", {"InputType": "JSON"}, ("Bucket", "Key")),
    "version": ("getObject", {"InputType": "CSV"}, ("Bucket", "Key", "VersionId")),
    "inventory": ("getObject", {"InputType": "MANIFEST"}, ("Bucket", "Key")),
    "athena-manifest": ("getObject", {"ManifestType": "ATHENA_DATA", "InputType": "CSV"}, ("Bucket", "Key")),
}
"""The API, the ReaderConfig and the parameters of each kind of item reader."""
