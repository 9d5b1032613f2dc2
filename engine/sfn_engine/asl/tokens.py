"""The task token of the callback pattern: added to a task's arguments, and removed from them.

The task ends when the token is sent back (guide: connect-to-resource). A callback without it never ends.
"""

from __future__ import annotations

import re
from typing import Any

from sfn_engine.asl.values import QueryLanguage

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


def add_token(body: dict[str, Any], parameter: str, language: QueryLanguage) -> None:
    """Add the token to the parameter that can carry it, unless it is already there."""
    key = "Arguments" if language == "JSONata" else "Parameters"
    arguments = body.get(key)
    if has_token(arguments) or isinstance(arguments, str) or not parameter:
        return
    if not isinstance(arguments, dict):
        arguments = {}
        body[key] = arguments
    steps = parameter.split(".")
    if steps[-1] == "Environment":
        _add_to_environment(arguments, language)
    elif steps[0].endswith("[*]"):
        _add_to_entries(arguments, steps, language)
    else:
        _add_to_object(arguments, steps[0], language)


def remove_token(body: dict[str, Any]) -> None:
    """Remove every entry that holds only the token; it cannot be read outside a callback."""
    for key in ("Arguments", "Parameters"):
        if key in body:
            body[key] = _without(body[key])


def _pair(name: str, language: QueryLanguage) -> dict[str, str]:
    return {name: _TOKEN_EXPRESSION} if language == "JSONata" else {f"{name}.$": _TOKEN_PATH}


def _add_to_object(holder: dict[str, Any], name: str, language: QueryLanguage) -> None:
    given = holder.get(name)
    if isinstance(given, dict):
        given.update(_pair(NAME, language))
        return
    if given is not None:
        # The text is kept next to the token, so that nothing is lost.
        holder[name] = {"Text": given, **_pair(NAME, language)}
        return
    path = f"{name}.$"
    if path not in holder:
        holder[name] = _pair(NAME, language)
        return
    wrapped = {"Input.$": holder[path], **_pair(NAME, language)}
    items = [(name, wrapped) if key == path else (key, item) for key, item in holder.items()]
    holder.clear()
    holder.update(items)


def _add_to_entries(holder: dict[str, Any], steps: list[str], language: QueryLanguage) -> None:
    entries = holder.get(steps[0].removesuffix("[*]"))
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            _add_to_object(entry, steps[1], language)


def _add_to_environment(holder: dict[str, Any], language: QueryLanguage) -> None:
    """ECS passes the token to the container as an environment variable (guide: connect-ecs)."""
    variable = {"Name": "TASK_TOKEN", **_pair("Value", language)}
    overrides = holder.setdefault("Overrides", {})
    if not isinstance(overrides, dict):
        return
    containers = overrides.setdefault("ContainerOverrides", [{"Name": "${ContainerName}"}])
    for container in containers if isinstance(containers, list) else []:
        if isinstance(container, dict) and isinstance(container.setdefault("Environment", []), list):
            container["Environment"].append(dict(variable))


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(item) for key, item in value.items() if not _is_token(item)}
    if isinstance(value, list):
        return [_without(item) for item in value if not _carries_only_token(item)]
    return value


def _is_token(value: Any) -> bool:
    return isinstance(value, str) and _IS_TOKEN.match(value) is not None


def _carries_only_token(value: Any) -> bool:
    # An ECS variable: {"Name": …, "Value.$": token}.
    return isinstance(value, dict) and "Name" in value and len(value) == 2 and any(map(_is_token, value.values()))
