"""What the AWS CLI prints about a state machine: its definition in a string, and its settings.

API pages: DescribeStateMachine, DescribeStateMachineForExecution, CreateStateMachine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sfn_engine.errors import DefinitionError
from sfn_engine.sources.document import Document, Settings, WrittenRole
from sfn_engine.sources.positions import Pointer
from sfn_engine.sources.templates.embedded import string_at
from sfn_engine.sources.tree import outward, read_json

_ARN = re.compile(
    r"arn:(?P<partition>[^:]+):states:(?P<region>[^:]+):(?P<account>\d{12}):stateMachine:(?P<name>[^:/]+)"
)
_KEYS = ("definition", "Definition")


def description_pointer(data: Any) -> Pointer | None:
    """Return where plain data holds a definition as a string or object; None if it does not."""
    for pointer, holder in _holders(data):
        for key in _KEYS:
            value = holder.get(key)
            if isinstance(value, str) and "States" in value:
                return (*pointer, key)
            if isinstance(value, Mapping) and "States" in value:
                return (*pointer, key)
    return None


def _holders(data: Any) -> list[tuple[Pointer, Mapping[str, Any]]]:
    """Return the object itself and those directly in it, such as ``{"stateMachine": {"definition": …}}``."""
    if not isinstance(data, Mapping):
        return []
    inner = [((key,), value) for key, value in data.items() if isinstance(value, Mapping)]
    return [((), data), *inner]


def described(whole: Document, pointer: Pointer) -> Document:
    """Return the machine that a description holds at `pointer`."""
    holder: Any = whole.tree.data
    for step in pointer[:-1]:
        holder = holder[step]
    value = holder[pointer[-1]]
    document = whole
    if isinstance(value, str):
        layer = string_at(whole.tree, pointer)
        try:
            tree, loose = read_json(layer.text)
        except DefinitionError as error:
            raise outward(error, layer, whole.tree.text) from None
        layers = ((loose,) if loose is not None else ()) + (layer, *whole.layers)
        document = replace(whole, data=tree.data, tree=tree, layers=layers, around=whole)
    else:
        document = replace(whole, data=value, base=pointer)
    settings = _settings(holder)
    return replace(
        document,
        name=settings.name or document.name,
        form="description of a state machine",
        settings=settings,
        role=_role(holder.get("roleArn"), pointer[:-1]),
    )


def _settings(holder: Mapping[str, Any]) -> Settings:
    arn = _ARN.match(_text(holder.get("stateMachineArn")))
    parts = arn.groupdict() if arn is not None else {}
    logging = holder.get("loggingConfiguration")
    tracing = holder.get("tracingConfiguration")
    encryption = holder.get("encryptionConfiguration")
    key = encryption.get("kmsKeyId") if isinstance(encryption, Mapping) else None
    return Settings(
        name=_text(holder.get("name")) if "stateMachineArn" not in holder or not parts else parts["name"],
        region=parts.get("region"),
        account=parts.get("account"),
        partition=parts.get("partition"),
        tracing=isinstance(tracing, Mapping) and tracing.get("enabled") is True,
        logging=isinstance(logging, Mapping) and logging.get("level", "OFF") != "OFF",
        kms_key_id=_text(key) or None,
        express=holder.get("type") == "EXPRESS",
    )


def _role(arn: Any, pointer: Pointer) -> WrittenRole | None:
    return WrittenRole(arn, pointer=(*pointer, "roleArn")) if isinstance(arn, str) and arn else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
