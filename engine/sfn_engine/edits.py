"""What-if edits: the same machine with one thing different. Each returns a new machine.

An edit changes the definition, which can be written back to its file; the policy is generated again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from sfn_engine.asl.model import Map, Pattern, State, StateMachine, StatePath, Target, Task, thaw
from sfn_engine.asl.naming import find_target, path_text
from sfn_engine.asl.patterns import PATTERN_NAMES, PATTERN_SPELLINGS
from sfn_engine.asl.tokens import add_token, remove_token
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration, TargetSpec
from sfn_engine.display import article, shorten
from sfn_engine.errors import EditRefused, UnknownName
from sfn_engine.machine import rebuild
from sfn_engine.policy.arns import split_arn
from sfn_engine.policy.parts import AwsLocation
from sfn_engine.policy.unexplained import pattern_disabled_reason
from sfn_engine.policy.values import READERS
from sfn_engine.sources.positions import Pointer

_NAME = re.compile(r"(?:[$%]\{[^{}]*\}|[\w./:+@#*()!' -])+")
"""Characters that some name, key or id of a resource may have, and placeholders."""
_SERVICES = {
    "lambda-function": "lambda",
    "queue-url": "sqs",
    "state-machine": "states",
    "topic": "sns",
    "topic or endpoint": "sns",
    "connection": "events",
    "harness": "bedrock-agentcore",
    "role": "iam",
}
"""The service in an ARN, by reader or kind, if a target has no form for a bare name."""


def set_dynamic(machine: StateMachine, state: str | StatePath, target: str) -> StateMachine:
    """Return the machine with the target taken from the state's input: ``"TableName.$": "$.TableName"``.

    Raises `EditRefused` if the state has no such target, or it cannot be an expression.
    """
    found, known = _target(machine, state, target)
    if found.mode == "dynamic":
        raise EditRefused(f"{found.name} of {_name(state)} is already dynamic")
    if known.name == "Resource":
        raise EditRefused("Resource cannot be a path: a function named there is always hard-coded")
    leaf = found.parameter.removesuffix("[*]").rpartition(".")[2].removesuffix("[*]")
    owner = machine.state(state)

    def change(holder: dict[str, Any] | list[Any], key: str | int) -> None:
        if owner.query_language == "JSONata":
            _put(holder, key, key, f"{{% $states.input.{leaf} %}}")
        elif isinstance(key, str):
            _put(holder, key, f"{key.removesuffix('.$')}.$", f"$.{leaf}")
        else:
            raise EditRefused(f"{found.name} is in a list, where JSONPath allows no expressions; edit the list")

    if found.mode == "static" and found.absent:
        return _edit(machine, found.pointer, change, create=True)
    if owner.query_language == "JSONPath" and found.pointer and isinstance(found.pointer[-1], int):
        return _edit(machine, found.pointer[:-1], change)
    return _edit(machine, found.pointer, change)


def set_static(machine: StateMachine, state: str | StatePath, target: str, value: str) -> StateMachine:
    """Return the machine with the target hard-coded as `value`.

    Raises `EditRefused` if the state has no such target, or `value` is not a valid ARN, name or URL for it.
    """
    found, known = _target(machine, state, target)
    owner = machine.state(state)
    _check_value(value, found, known)
    in_list = found.name.endswith("[*]")  # the whole list was an expression

    def change(holder: dict[str, Any] | list[Any], key: str | int) -> None:
        plain = key.removesuffix(".$") if isinstance(key, str) and owner.query_language == "JSONPath" else key
        _put(holder, key, plain, [value] if in_list else value)

    if "[*]." in found.name:
        raise EditRefused(f"the whole list of {found.name} is an expression; hard-code the list first")
    return _edit(machine, found.pointer, change, create=True)


def set_pattern(machine: StateMachine, state: str | StatePath, pattern: str) -> StateMachine:
    """Return the machine with the task's integration pattern changed.

    `pattern` is ``request-response``, ``sync`` or ``callback``. For a callback the task token is put
    into the arguments, and it is removed when the task no longer waits for it.
    Raises `EditRefused` if the integration does not offer the pattern.
    """
    wanted = PATTERN_SPELLINGS.get(pattern)
    if wanted is None:
        raise EditRefused(f"{shorten(pattern, 30)!r} is not a pattern: use request-response, sync or callback")
    task = _state(machine, state)
    if not isinstance(task, Task):
        raise EditRefused(f"{_name(state)} is a {task.type} state; only a Task has a pattern")
    known = _offers(task, wanted, express=machine.express)
    if task.pattern == wanted:
        raise EditRefused(f"{_name(state)} is already {PATTERN_NAMES[wanted]}")
    suffix = {"request-response": "", "callback": ".waitForTaskToken"}.get(wanted) or (
        known.sync_suffixes[0] if wanted == "sync" else ""
    )
    written = str(task.fields["Resource"])
    if not written.endswith(task.suffix):
        raise EditRefused(f"the placeholder {shorten(written)} sets {task.suffix}; bind it to a different Resource")
    resource = written.removesuffix(task.suffix) + suffix

    def change(holder: dict[str, Any] | list[Any], key: str | int) -> None:
        body = cast(dict[str, Any], cast(dict[str, Any], holder)[str(key)])
        body["Resource"] = resource
        if task.pattern == "callback":
            remove_token(body)
        if wanted == "callback":
            add_token(body, known.token, task.query_language)

    return _edit(machine, task.pointer, change)


def _offers(task: Task, wanted: Pattern, *, express: bool) -> Integration:
    if task.kind == "sdk":
        raise EditRefused("AWS SDK integrations are not explained yet, so their pattern cannot be changed here")
    known = loader.integration(task.integration)
    if known is None or not isinstance(task.fields.get("Resource"), str):
        raise EditRefused("the Resource of this task does not name an integration, so it has no other pattern")
    refusal = pattern_disabled_reason(known, wanted, express=express)
    if refusal:
        raise EditRefused(refusal)
    return known


def _state(machine: StateMachine, state: str | StatePath) -> State:
    try:
        return machine.state(state)
    except UnknownName as error:
        raise EditRefused(str(error)) from None


def _name(state: str | StatePath) -> str:
    return repr(shorten(state if isinstance(state, str) else path_text(state)))


def _target(machine: StateMachine, state: str | StatePath, name: str) -> tuple[Target, TargetSpec]:
    owner = _state(machine, state)
    try:
        found = find_target(owner, name)
    except UnknownName as error:
        raise EditRefused(str(error)) from None
    return found, _spec(owner, found)


def _spec(owner: State, target: Target) -> TargetSpec:
    if target.parameter == "Credentials.RoleArn":
        return TargetSpec("Credentials.RoleArn", "role", arn="arn:{partition}:iam::{account}:role/{name}")
    records = [loader.integration(owner.integration)] if isinstance(owner, Task) else []
    if isinstance(owner, Map):
        from sfn_engine.catalog.targets import map_part

        parts = (("ItemReader", owner.reader), ("ResultWriter", owner.writer))
        records = [loader.machine_level(map_part(part, body)) for part, body in parts if body is not None]
    for record in records:
        for spec in record.targets if record is not None else ():
            if spec.name == target.parameter:
                return spec
    raise EditRefused(f"{target.name} cannot be edited")


def _check_value(value: str, target: Target, spec: TargetSpec) -> None:
    if not value.strip() or value != value.strip():
        raise EditRefused(f"{target.name} needs a value, without spaces around it")
    kind = article(spec.kind.replace("-", " "))
    if any(ord(mark) < 32 for mark in value) or value.startswith(("$.", "$$", "{%")):
        raise EditRefused(f"{shorten(value)!r} is not {kind} that can be hard-coded")
    if not value.startswith(("arn:", "https://", "http://", "s3://")) and not _NAME.fullmatch(value):
        raise EditRefused(f"{shorten(value)!r} has a character that is not allowed in {kind}")
    sample = AwsLocation("aws", "us-east-1", "123456789012", {})
    if READERS[spec.reader](spec, value, "", sample) is None:
        raise EditRefused(f"{shorten(value)!r} is not a valid {spec.kind} for {target.name}")
    wanted = spec.arn.split(":")[2] if spec.arn else _SERVICES.get(spec.reader) or _SERVICES.get(spec.kind)
    found = split_arn(value)
    if found is not None and wanted is not None and found.service != wanted and "{" not in found.service:
        raise EditRefused(f"{shorten(value)!r} is an ARN of {shorten(found.service, 20)!r}, not of {wanted!r}")


def _put(holder: dict[str, Any] | list[Any], key: str | int, new_key: str | int, value: Any) -> None:
    """Replace a value, and perhaps its name, so that the order of the fields stays."""
    if isinstance(holder, list):
        holder[int(key)] = value
        return
    if key not in holder:
        holder[str(new_key)] = value
        return
    items = [(str(new_key), value) if name == key else (name, item) for name, item in holder.items()]
    holder.clear()
    holder.update(items)


def _edit(
    machine: StateMachine,
    pointer: Pointer,
    change: Callable[[dict[str, Any] | list[Any], str | int], None],
    *,
    create: bool = False,
) -> StateMachine:
    """Apply `change` to a copy of the definition, at the container of the value at `pointer`.

    Only the containers on the way are copied; the rest is shared with the machine, which never changes.
    """
    definition = dict(machine.raw)
    holder: Any = definition
    for step in pointer[:-1]:
        if create and isinstance(holder, dict) and step not in holder:
            holder[step] = {}
        copied = holder[step]
        copied = dict(copied) if isinstance(copied, dict) else list(copied) if isinstance(copied, list) else copied
        holder[step] = copied
        holder = copied
    last = pointer[-1]
    if not isinstance(holder, dict) and (isinstance(last, str) or not isinstance(holder, list)):
        raise EditRefused("the arguments of this state are not an object; hard-code them first")
    if isinstance(holder, list) or last in holder:
        key: Any = last
        holder[key] = thaw(holder[key])
    change(holder, last)
    return rebuild(definition, machine)
