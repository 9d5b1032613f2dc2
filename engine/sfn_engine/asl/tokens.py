"""The task token of the callback pattern: added to a task's arguments, and removed from them.

The task ends when the token is sent back (guide: connect-to-resource). A callback without it never ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain, count
from typing import Any

from sfn_engine.asl.values import QueryLanguage, thaw

NAME = "TaskToken"
_TOKEN_PATH = "$$.Task.Token"
_TOKEN_EXPRESSION = "{% $states.context.Task.Token %}"
_IS_TOKEN = re.compile(r"\s*(?:\$\$\.Task\.Token|\{%\s*\$states\.context\.Task\.Token\s*%\})\s*\Z")
_MENTIONS_TOKEN = re.compile(r"\$\$\.Task\.Token|\$states\.context\.Task\.Token")


def has_token(value: Any) -> bool:
    """Tell whether `value` passes the token on."""
    if isinstance(value, str):
        return _MENTIONS_TOKEN.search(value) is not None
    if isinstance(value, dict):
        return any(has_token(item) for item in value.values())
    return isinstance(value, list) and any(has_token(item) for item in value)


def with_token(fields: Mapping[str, Any], parameter: str, language: QueryLanguage) -> dict[str, Any]:
    """Return a task's fields with the token in the parameter that can carry it, unless it is already there.

    Arguments that are an expression or no object stay as they are: nothing can be added to them.
    """
    key = "Arguments" if language == "JSONata" else "Parameters"
    arguments = thaw(fields.get(key, {}))
    if has_token(arguments) or not isinstance(arguments, dict) or not parameter:
        return dict(fields)
    steps = parameter.split(".")
    if steps[-1] == "Environment":
        _add_to_environment(arguments, language)
    elif steps[0].endswith("[*]"):
        _add_to_entries(arguments, steps, language)
    else:
        _add_to_object(arguments, steps[0], language)
    return {**fields, key: arguments} if arguments or key in fields else dict(fields)


def without_token(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a task's fields without the entries that hold only the token; it cannot be read outside a callback."""
    return {key: _without(value) if key in ("Arguments", "Parameters") else value for key, value in fields.items()}


def _pair(name: str, language: QueryLanguage) -> dict[str, str]:
    return {name: _TOKEN_EXPRESSION} if language == "JSONata" else {f"{name}.$": _TOKEN_PATH}


def _add_to_object(holder: dict[str, Any], name: str, language: QueryLanguage) -> None:
    path = f"{name}.$"
    if language == "JSONPath" and path in holder:
        wrapped = {"Input.$": holder[path], **_pair(NAME, language)}
        items = [(name, wrapped) if key == path else (key, item) for key, item in holder.items()]
        holder.clear()
        holder.update(items)
    elif name not in holder:
        holder[name] = _pair(NAME, language)
    elif isinstance(holder[name], dict):
        holder[name].update(_pair(_free_name(holder[name]), language))
    else:
        # What was there is kept next to the token, so that nothing is lost.
        holder[name] = {"Text": holder[name], **_pair(NAME, language)}


def _free_name(holder: dict[str, Any]) -> str:
    """Return a name for the token that the object does not use for something else."""
    taken = {name.removesuffix(".$") for name in holder}
    return next(name for name in chain([NAME], (f"{NAME}{number}" for number in count(2))) if name not in taken)


def _add_to_entries(holder: dict[str, Any], steps: list[str], language: QueryLanguage) -> None:
    entries = holder.get(steps[0].removesuffix("[*]"))
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            _add_to_object(entry, steps[1], language)


def _add_to_environment(holder: dict[str, Any], language: QueryLanguage) -> None:
    """ECS passes the token to the container as an environment variable (guide: connect-ecs)."""
    variable = {"Name": "TASK_TOKEN", **_pair("Value", language)}
    overrides = _inner(holder, "Overrides", {}, language)
    if not isinstance(overrides, dict):
        return
    containers = _inner(overrides, "ContainerOverrides", [{"Name": "${ContainerName}"}], language)
    for container in containers if isinstance(containers, list) else []:
        variables = _inner(container, "Environment", [], language) if isinstance(container, dict) else None
        if isinstance(variables, list):
            variables.append(dict(variable))


def _inner(holder: dict[str, Any], name: str, default: Any, language: QueryLanguage) -> Any:
    """Return a member, made if it is missing or empty; None if a path gives it, for it cannot have both."""
    if language == "JSONPath" and f"{name}.$" in holder:
        return None
    if not holder.get(name):
        holder[name] = default
    return holder[name]


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(item) for key, item in value.items() if not _is_token(item)}
    if isinstance(value, list):
        return [_without(item) for item in value if not _is_token(item) and not _carries_only_token(item)]
    return value


def _is_token(value: Any) -> bool:
    return isinstance(value, str) and _IS_TOKEN.match(value) is not None


def _carries_only_token(value: Any) -> bool:
    # An ECS variable: {"Name": …, "Value.$": token}.
    return isinstance(value, dict) and "Name" in value and len(value) == 2 and any(map(_is_token, value.values()))
