"""The arguments of an integration: those that are missing, and those in the wrong case.

Step Functions takes the parameters of every API in Pascal case, whatever the case in the API itself (guide:
supported-services-awssdk, connect-parameters). In AWS SDK integrations only the first letter of a name is held to that:
the API has `DBInstanceIdentifier` where the SDK for Java has `DbInstanceIdentifier`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from sfn_engine.asl.checks.findings import Findings, filled_in, quoted
from sfn_engine.asl.model import Map, State, Task
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import parameter_name
from sfn_engine.catalog.targets import CREDENTIALS, map_part
from sfn_engine.display import shorten
from sfn_engine.sources.positions import Pointer

_ONE_OF: Mapping[str, tuple[str, ...]] = {
    "sns:publish": ("TopicArn", "TargetArn", "PhoneNumber"),
    "http:invoke": ("Authentication", "InvocationConfig"),
}
"""Integration → parameters of which one is enough (guide: connect-sns, connect-third-party-apis)."""
_NEEDED_BY_MAPS = frozenset({"Bucket", "Key"})
"""What a reader or writer needs; a prefix may be left out."""


class _Arguments(NamedTuple):
    """The arguments of a task, a reader or a writer."""

    value: Any
    pointer: Pointer
    state: State
    any_case: bool = False
    """True if names count as the same whatever their case."""


def check_task_arguments(task: Task, findings: Findings) -> None:
    """Check the arguments of a task that calls a service."""
    if task.kind not in ("optimized", "sdk"):
        return
    field = "Arguments" if task.query_language == "JSONata" else "Parameters"
    arguments = _Arguments(task.arguments, (*task.pointer, field), task, task.kind == "sdk")
    misspelt = _check_case(arguments, _steps(task.integration), findings)
    needed = [target.name for target in task.targets if target.absent and target.mode == "dynamic"]
    if CREDENTIALS.name in needed:
        needed.remove(CREDENTIALS.name)
        fault = f'"Credentials" of {shorten(task.name)!r} has no "RoleArn": name the role that the task assumes'
        findings.add("missing-parameter", fault, task, "Credentials")
    group = _ONE_OF.get(task.integration, ())
    if needed or group:
        _check_missing(needed, group, misspelt, arguments, findings)


@cache
def _steps(integration: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to the targets of an integration."""
    known = loader.integration(integration)
    return tuple(spec.steps for spec in known.targets) if known is not None else ()


def check_map_arguments(state: Map, findings: Findings) -> None:
    """Check the arguments of the reader and the writer of a distributed Map."""
    field = "Arguments" if state.query_language == "JSONata" else "Parameters"
    for part, holder in (("ItemReader", state.reader), ("ResultWriter", state.writer)):
        if holder is None:
            continue
        _check_map_resource(part, holder, state, findings)
        arguments = _Arguments(holder.get(field), (*state.pointer, part, field), state)
        targets = [target for target in state.targets if target.name.startswith(f"{part}.")]
        names = [tuple(target.parameter.split(".")[1:]) for target in targets]
        misspelt = _check_case(arguments, names, findings)
        missing = [target.name.partition(".")[2] for target in targets if target.absent and target.mode == "dynamic"]
        needed = [name for name in missing if name in _NEEDED_BY_MAPS]
        _check_missing(needed, (), misspelt, arguments, findings)


def _check_map_resource(part: str, holder: Mapping[str, Any], state: Map, findings: Findings) -> None:
    resource = holder.get("Resource")
    if not isinstance(resource, str) or map_part(part, holder):
        return
    api = resource.rpartition(":::")[2]
    if not filled_in(api):
        apis = "s3:getObject and s3:listObjectsV2" if part == "ItemReader" else "s3:putObject"
        fault = f'"{part}" only supports {apis}, not {shorten(api)!r}'
        findings.add("integration", fault, state, part, "Resource")


def _check_missing(
    needed: Iterable[str], group: tuple[str, ...], misspelt: set[str], arguments: _Arguments, findings: Findings
) -> None:
    value, pointer, state, any_case = arguments
    if value is None and _has_other_language(arguments):
        return  # reported as such
    if filled_in(value) or (isinstance(value, str) and state.query_language == "JSONata"):
        return
    written = value if isinstance(value, Mapping) else {}
    if any(name.startswith("Fn::") for name in written):
        return
    if any_case:
        written = {name.lower(): item for name, item in written.items()}
        misspelt = {name.lower() for name in misspelt}
    folded = {name: name.lower() if any_case else name for name in (*needed, *group)}
    missing = [name for name in needed if folded[name] not in misspelt and not _is_given(folded[name], written)]
    lacks = [quoted(tuple(shorten(parameter_name(name)) for name in missing), "and")] if missing else []
    if group and not any(folded[name] in misspelt or _is_given(folded[name], written) for name in group):
        lacks.append(quoted(group))
    integration = state.integration if isinstance(state, Task) else str(pointer[-2])
    for what in lacks:
        fault = f"{shorten(integration)} needs {what}, which {shorten(state.name)!r} does not give"
        findings.add_at("missing-parameter", fault, state.path, pointer if value is not None else pointer[:-1])


def _has_other_language(arguments: _Arguments) -> bool:
    """Tell whether the arguments are in the field of the other query language."""
    holder: Any = arguments.state.fields
    for step in arguments.pointer[len(arguments.state.pointer) : -1]:
        holder = holder[step]
    return ("Arguments" if arguments.pointer[-1] == "Parameters" else "Parameters") in holder


def _is_given(name: str, written: Mapping[str, Any]) -> bool:
    """Tell whether a parameter is there, perhaps with ``.$`` in a language that does not read it."""
    plain = parameter_name(name)
    return plain in written or f"{plain}.$" in written


def _check_case(arguments: _Arguments, names: Iterable[tuple[str, ...]], findings: Findings) -> set[str]:
    """Report the parameters in the wrong case; return the names that they should have."""
    value = arguments.value
    if not isinstance(value, dict):
        return set()
    meant: dict[str, str] = {}
    found: dict[Pointer, tuple[str, str]] = {}
    for steps in names:
        if len(steps) > 1 or steps[0] not in value:
            _follow(value, steps, arguments.pointer, "", found, meant, any_case=arguments.any_case)
    for key in value:
        if key[:1].islower() and key.isascii() and (*arguments.pointer, key) not in found and _is_plain(key):
            found[(*arguments.pointer, key)] = (key, key[:1].upper() + key[1:])
    for pointer, (key, name) in found.items():
        fault = f"parameters are written in Pascal case: {shorten(key)!r} must be {shorten(name)!r}"
        findings.add_at("parameter-case", fault, arguments.state.path, pointer)
    return set(meant)


def _is_plain(key: str) -> bool:
    return not key.startswith("Fn::") and not filled_in(key)


def _follow(
    value: Any,
    steps: tuple[str, ...],
    pointer: Pointer,
    way: str,
    found: dict[Pointer, tuple[str, str]],
    meant: dict[str, str],
    *,
    any_case: bool,
) -> None:
    """Follow the steps to a target, and note where a name is right but for its case."""
    if not steps:
        return
    step, rest = steps[0], steps[1:]
    name = parameter_name(step)
    if not name:
        for index, item in _entries(value, step):
            if index is not None:
                inside = f"{way.removesuffix('.')}{_in_name(index)}."
                _follow(item, rest, (*pointer, index), inside, found, meant, any_case=any_case)
        return
    if not isinstance(value, Mapping):
        return
    if any_case:
        # The language is no matter here: in both a name with ".$" leads no further.
        name = next((key for key in value if key.lower() == name.lower() and not key[:1].islower()), name)
    if name in value:
        for index, item in _entries(value[name], step):
            at = (*pointer, name) if index is None else (*pointer, name, index)
            inside = f"{way}{name}." if index is None else f"{way}{name}{_in_name(index)}."
            _follow(item, rest, at, inside, found, meant, any_case=any_case)
        return
    for key in value:
        plain = key.removesuffix(".$")
        if plain != name and plain.lower() == name.lower() and not (any_case and not key[:1].islower()):
            right = plain[:1].upper() + plain[1:] if any_case else name
            found[(*pointer, key)] = (key, right + key[len(plain) :])
            meant[".".join([f"{way}{step}", *rest])] = key


def _entries(value: Any, step: str) -> Iterable[tuple[int | str | None, Any]]:
    """Return what a step leads to, with the index or key of each entry of a list or an object of free keys."""
    if step.endswith("[*]") and isinstance(value, list):
        return enumerate(value)
    if step.endswith("{*}") and isinstance(value, Mapping):
        return value.items()
    return ((None, value),)


def _in_name(token: int | str) -> str:
    """Write an index or a key as a target's name has it."""
    return f"[{token}]" if isinstance(token, int) else f"{{{token}}}"
