"""State machines in a SAM or CloudFormation template.

Guide pages: AWS::Serverless::StateMachine, AWS::StepFunctions::StateMachine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sfn_engine.display import counted, shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.document import Document, Found, ReadOther, Settings
from sfn_engine.sources.neighbours import find_neighbour
from sfn_engine.sources.positions import Pointer
from sfn_engine.sources.templates.aliases import machine_aliases
from sfn_engine.sources.templates.choices import function_choices
from sfn_engine.sources.templates.declared import declared_resources
from sfn_engine.sources.templates.embedded import fault, text_layer
from sfn_engine.sources.templates.functions import (
    choices,
    first_choice,
    is_no_value,
    template_function,
    text_of,
    without_functions,
)
from sfn_engine.sources.templates.parameters import arn_parameters
from sfn_engine.sources.templates.roles import Attached, attached_policies, sam_role, template_role
from sfn_engine.sources.tree import outward, read_json

SAM_TYPE = "AWS::Serverless::StateMachine"
CLOUDFORMATION_TYPE = "AWS::StepFunctions::StateMachine"




def in_template(whole: Document, read_other: ReadOther) -> Iterator[Found]:
    """Yield the machines of a template, in its order. `whole` is the template itself as a document."""
    resources = whole.tree.data["Resources"]
    types = {
        name: body["Type"]
        for name, body in resources.items()
        if isinstance(body, Mapping) and isinstance(body.get("Type"), str)
    }
    whole = replace(
        whole,
        resources=types,
        declared=declared_resources(resources),
        arns=frozenset(arn_parameters(whole.tree.data.get("Parameters"))),
        substitutions=machine_aliases(resources),
    )
    attached = attached_policies(whole.tree.data)
    for name, kind in types.items():
        if kind not in (SAM_TYPE, CLOUDFORMATION_TYPE):
            continue
        try:
            yield Found(name, _Machine(whole, name, kind, attached).read(read_other))
        except DefinitionError as error:
            yield Found(name, None, error)


class _Machine:
    """One state machine resource of a template."""

    def __init__(self, whole: Document, name: str, kind: str, attached: Attached) -> None:
        self.whole = whole
        self.tree = whole.tree
        self.name = name
        self.sam = kind == SAM_TYPE
        self.attached = attached
        body = self.tree.data["Resources"][name].get("Properties")
        properties: Mapping[str, Any] = body if isinstance(body, Mapping) else {}
        self.properties = {key: value for key, value in properties.items() if not is_no_value(value)}
        self.pointer: Pointer = ("Resources", name, "Properties")
        self.unread: list[str] = []

    def read(self, read_other: ReadOther) -> Document:
        """Return the machine's definition with everything that the template says about it."""
        found = self._definition(read_other)
        given = self.properties.get("DefinitionSubstitutions")
        texts = {key: text_of(value) for key, value in given.items()} if isinstance(given, Mapping) else {}
        substitutions = {key: text for key, text in texts.items() if text is not None}
        return replace(
            found,
            name=self.name,
            form=f"{'SAM' if self.sam else 'CloudFormation'} template",
            settings=self._settings(),
            role=(sam_role if self.sam else template_role)(self.tree.data, self.name, self.attached),
            substitutions={**self.whole.substitutions, **found.substitutions, **substitutions},
            choices=function_choices((self.properties, self._shared()), self.tree.data.get("Mappings")),
            arns=self.whole.arns,
            resources=self.whole.resources,
            declared=self.whole.declared,
            unread=tuple(self.unread),
        )

    def _definition(self, read_other: ReadOther) -> Document:
        for key in ("Definition", "DefinitionString"):
            if key in self.properties:
                value, pointer = self._chosen(key)
                return self._inline(pointer, value, read_other)
        for key in ("DefinitionUri", "DefinitionS3Location"):
            if key in self.properties:
                value, pointer = self._chosen(key)
                return self._beside(pointer, key, value, read_other)
        raise fault(self.tree, ("Resources", self.name), f"the state machine {shorten(self.name)!r} has no definition")

    def _chosen(self, key: str) -> tuple[Any, Pointer]:
        """Return the definition that a property gives (the first of several), and where it is."""
        value, pointer = first_choice(self.properties[key], (*self.pointer, key))
        if len(list(choices(self.properties[key]))) > 1:
            self.unread.append(f"{key} depends on a condition; only its first definition is read.")
        return value, pointer

    def _inline(self, pointer: Pointer, value: Any, read_other: ReadOther) -> Document:
        included = _included(value)
        if included is not None:
            return self._beside((*pointer, "Fn::Transform"), "AWS::Include", included, read_other)
        if isinstance(value, Mapping) and set(value) == {"Fn::ToJsonString"}:
            pointer, value = (*pointer, "Fn::ToJsonString"), value["Fn::ToJsonString"]
        if isinstance(value, Mapping) and template_function(value) is None:
            return replace(self.whole, data=without_functions(value), base=pointer)
        layer, substitutions = text_layer(self.tree, pointer, value)
        if not layer.text.strip():
            raise fault(self.tree, pointer, "the definition is empty")
        try:
            tree, loose = read_json(layer.text)
        except DefinitionError as error:
            raise outward(error, layer, self.tree.text) from None
        layers = ((loose,) if loose is not None else ()) + (layer,)
        return replace(
            self.whole,
            data=tree.data,
            tree=tree,
            layers=(*layers, *self.whole.layers),
            substitutions=substitutions,
            around=self.whole,
        )

    def _beside(self, pointer: Pointer, key: str, value: Any, read_other: ReadOther) -> Document:
        uri = value if isinstance(value, str) else None
        if uri is None or uri.startswith(("s3://", "https://", "http://")):
            where = uri or template_function(value) or "S3"
            message = f"{key} names {shorten(where)}, which is not a local file; open the definition's own file"
            raise fault(self.tree, pointer, message)
        folder = os.path.dirname(self.whole.file or "") if self.whole.file != "-" else ""
        path, remarks = find_neighbour(folder, uri)
        if path is None:
            raise fault(self.tree, pointer, f"{key} names {shorten(uri)!r}, which was not found: {remarks[0]}")
        found = read_other(path)
        return replace(found, template=self.whole.file, remarks=(*found.remarks, *remarks))

    def _shared(self) -> Mapping[str, Any]:
        """Return the properties that SAM gives to all state machines of the template."""
        globals_ = self.tree.data.get("Globals")
        shared = globals_.get("StateMachine") if isinstance(globals_, Mapping) and self.sam else None
        return shared if isinstance(shared, Mapping) else {}

    def _settings(self) -> Settings:
        properties = {**self._shared(), **self.properties}
        names = ("Name", "Type", "Logging", "Tracing") if self.sam else _CLOUDFORMATION_NAMES
        name, *others = (properties.get(key) for key in names)
        # The policy must allow what a condition may turn on.
        kind, logging, tracing = (first_choice(value)[0] for value in others)
        level = logging.get("Level") if isinstance(logging, Mapping) else None
        enabled = tracing.get("Enabled") if isinstance(tracing, Mapping) else None
        encryption = first_choice(properties.get("EncryptionConfiguration"))[0]
        key = encryption.get("KmsKeyId") if isinstance(encryption, Mapping) else None
        own_name = text_of(name)
        return Settings(
            # What a function gives may be unknown; the machine's own attribute is its name in any case.
            name=f"${{{self.name}.Name}}" if own_name is None or "${Fn::" in own_name else own_name,
            tracing=enabled in (True, "true"),
            logging=level is not None and level != "OFF",
            kms_key_id=text_of(key),
            express=kind == "EXPRESS",
        )


_CLOUDFORMATION_NAMES = ("StateMachineName", "StateMachineType", "LoggingConfiguration", "TracingConfiguration")


def _included(value: Any) -> Any:
    """Return the location that ``Fn::Transform: AWS::Include`` names."""
    transform = value.get("Fn::Transform") if isinstance(value, Mapping) else None
    if isinstance(transform, Mapping) and transform.get("Name") == "AWS::Include":
        parameters = transform.get("Parameters")
        return parameters.get("Location") if isinstance(parameters, Mapping) else None
    return None


def no_machine(data: Mapping[str, Any]) -> str:
    """Say that a template holds no state machine, and what it holds."""
    names = data["Resources"]
    if any(str(name).startswith("Fn::ForEach") for name in names):
        return "this template declares none outside of Fn::ForEach, which is not expanded"
    return f"this template declares no state machine ({counted(len(names), 'resource')})"
