"""State machines in a ``serverless.yml`` (the plugin serverless-step-functions: ``stepFunctions.stateMachines``)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sfn_engine.display import shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.document import SERVICE_FORM, Document, Found, Settings, WrittenRole
from sfn_engine.sources.neighbours import find_neighbour
from sfn_engine.sources.positions import Pointer
from sfn_engine.sources.serverless_variables import variables_in
from sfn_engine.sources.templates.aliases import machine_aliases
from sfn_engine.sources.templates.choices import function_choices
from sfn_engine.sources.templates.declared import declared_resources
from sfn_engine.sources.templates.embedded import fault
from sfn_engine.sources.templates.functions import text_of, without_functions
from sfn_engine.sources.templates.parameters import arn_parameters

_PSEUDO = re.compile(r"#\{([^{}]*)\}")
"""The form of the plugin serverless-pseudo-parameters: ``#{AWS::Region}`` is ``${AWS::Region}``."""
_FILE = re.compile(r"\$\{file\((?P<path>[^()]+)\)(?::(?P<key>[\w.]+))?\}\Z")


def _machines(whole: Document) -> Mapping[str, Any]:
    """Return the machines by name. Raises `DefinitionError` if they are kept in another file."""
    pointer: Pointer = ()
    value: Mapping[str, Any] = whole.tree.data
    for step in ("stepFunctions", "stateMachines"):
        value, pointer = value.get(step, {}), (*pointer, step)
        if not isinstance(value, Mapping):
            what = f"{shorten(value)!r}, whose text is not in this file" if isinstance(value, str) else "not a mapping"
            raise fault(whole.tree, pointer, f'"{step}" is {what}')
    return value


def in_serverless(whole: Document, read_other: Callable[[str], Document]) -> Iterator[Found]:
    """Yield the machines of a service, in its order."""
    for name, body in _machines(whole).items():
        pointer: Pointer = ("stepFunctions", "stateMachines", name)
        try:
            yield Found(name, _read(whole, name, body, pointer, read_other))
        except DefinitionError as error:
            yield Found(name, None, error)


def _read(whole: Document, name: str, body: Any, pointer: Pointer, read_other: Callable[[str], Document]) -> Document:
    if isinstance(body, str):
        raise fault(whole.tree, pointer, f"the state machine is {shorten(body)!r}, whose text is not in this file")
    value = body.get("definition") if isinstance(body, Mapping) else None
    inner = (*pointer, "definition")
    if isinstance(value, str):
        found = read_other(_named_file(whole, inner, value))
        found = replace(found, template=whole.file)
    elif isinstance(value, Mapping):
        found = replace(whole, data=_with_pseudo_parameters(without_functions(value)), base=inner)
    else:
        raise fault(whole.tree, pointer, f"the state machine {shorten(name)!r} has no definition")
    return _with_service(whole.tree.data, replace(found, name=name, form=SERVICE_FORM), body, pointer)


def _with_service(service: Mapping[str, Any], found: Document, body: Mapping[str, Any], pointer: Pointer) -> Document:
    """Return the machine's definition with everything that the service says about it."""
    name, arn, region = text_of(body.get("name")), text_of(body.get("role")), _region(service)
    variables = variables_in((found.data, name, arn, region), service)
    section = service.get("resources")
    encryption = body.get("encryptionConfig")
    return replace(
        found,
        settings=Settings(
            name=name or f"${{{_machine_id(found.name, body)}.Name}}",
            region=region,
            tracing=body.get("tracingConfig") == {"enabled": True},
            logging=isinstance(body.get("loggingConfig"), Mapping)
            and body["loggingConfig"].get("level", "OFF") != "OFF",
            kms_key_id=text_of(encryption.get("KmsKeyId")) if isinstance(encryption, Mapping) else None,
            express=body.get("type") == "EXPRESS",
        ),
        role=WrittenRole(arn, pointer=(*pointer, "role")) if arn else None,
        substitutions={**machine_aliases(_declared(service)), **variables.values, **found.substitutions},
        choices=function_choices((body,), section.get("Mappings") if isinstance(section, Mapping) else None),
        arns=frozenset(arn_parameters(section.get("Parameters") if isinstance(section, Mapping) else None)),
        resources=_resources(service),
        declared=declared_resources(_declared(service)),
        remarks=(*found.remarks, *variables.remarks),
    )


def _region(service: Mapping[str, Any]) -> str | None:
    provider = service.get("provider")
    return text_of(provider.get("region")) if isinstance(provider, Mapping) else None


def _normalized(name: str) -> str:
    """Write a name as in logical ids (guide of the Serverless Framework: AWS - Resources)."""
    plain = name.replace("-", "Dash").replace("_", "Underscore")
    return f"{plain[:1].upper()}{plain[1:]}"


def _with_pseudo_parameters(data: Any) -> Any:
    """Return a copy of plain data in which ``#{AWS::Region}`` is written as Fn::Sub would have it."""
    if isinstance(data, str):
        return _PSEUDO.sub(r"${\1}", data) if "#{" in data else data
    # Loops, where comprehensions would cost a second frame for each level.
    if isinstance(data, Mapping):
        made = {}
        for key, value in data.items():
            made[key] = _with_pseudo_parameters(value)
        return made
    if isinstance(data, list):
        items = []
        for item in data:
            items.append(_with_pseudo_parameters(item))
        return items
    return data


def _machine_id(name: str, body: Any) -> str:
    """Return the logical id that the plugin gives to a machine."""
    given = text_of(body.get("id")) if isinstance(body, Mapping) else None
    return given or f"{_normalized(name)}StepFunctionsStateMachine"


def _declared(service: Mapping[str, Any]) -> dict[str, Any]:
    """Return the CloudFormation resources of a service; its section may be a list of several (guide: resources)."""
    section = service.get("resources")
    found: dict[str, Any] = {}
    for part in section if isinstance(section, list) else [section]:
        resources = part.get("Resources") if isinstance(part, Mapping) else None
        found |= resources if isinstance(resources, Mapping) else {}
    return found


def _resources(service: Mapping[str, Any]) -> dict[str, str]:
    """Return the resources that a service and its plugin declare; a function has its own name and its logical id."""
    types = {
        name: body["Type"]
        for name, body in _declared(service).items()
        if isinstance(body, Mapping) and isinstance(body.get("Type"), str)
    }
    functions = service.get("functions")
    for name in functions if isinstance(functions, Mapping) else ():
        types |= dict.fromkeys((name, f"{_normalized(name)}LambdaFunction"), "AWS::Lambda::Function")
    plugin = service["stepFunctions"]
    for name, body in plugin["stateMachines"].items():
        types[_machine_id(str(name), body)] = "AWS::StepFunctions::StateMachine"
    activities = plugin.get("activities")
    for name in activities if isinstance(activities, list) else ():
        types[f"{_normalized(str(name))}StepFunctionsActivity"] = "AWS::StepFunctions::Activity"
    return types


def _named_file(whole: Document, pointer: Pointer, value: str) -> str:
    match = _FILE.match(value.strip())
    if match is None or match["key"]:
        raise fault(whole.tree, pointer, f"the definition is {shorten(value)!r}, whose text is not in this file")
    path, remarks = find_neighbour(os.path.dirname(whole.file or ""), match["path"].strip())
    if path is None:
        raise fault(whole.tree, pointer, f"the definition names {shorten(value)!r}: {remarks[0]}")
    return path
