"""What a template declares about queues, topics, buckets, tables and task definitions.

Guide pages: the "Properties" of each type in the CloudFormation reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from sfn_engine.sources.declared import DeclaredResource, is_managed_key
from sfn_engine.sources.templates.functions import choices, text_of
from sfn_engine.sources.templates.resource_types import RESOURCE_TYPES

_KEY_TYPES = ("AWS::KMS::Key", "AWS::KMS::ReplicaKey")


class _Facts(NamedTuple):
    """The properties of a type that matter; a path's steps are joined by dots, ``*`` is every item of a list."""

    name: str
    keys: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


_BUCKET_KEY = "BucketEncryption.ServerSideEncryptionConfiguration.*.ServerSideEncryptionByDefault.KMSMasterKeyID"
_FACTS: Mapping[str, _Facts] = {
    "AWS::SQS::Queue": _Facts("QueueName", ("KmsMasterKeyId",)),
    "AWS::SNS::Topic": _Facts("TopicName", ("KmsMasterKeyId",)),
    "AWS::S3::Bucket": _Facts("BucketName", (_BUCKET_KEY,)),
    "AWS::DynamoDB::Table": _Facts("TableName", ("SSESpecification.KMSMasterKeyId",)),
    "AWS::DynamoDB::GlobalTable": _Facts("TableName", ("Replicas.*.SSESpecification.KMSMasterKeyId",)),
    "AWS::ECS::TaskDefinition": _Facts("Family", (), ("TaskRoleArn", "ExecutionRoleArn")),
    "AWS::StepFunctions::Activity": _Facts("Name", ("EncryptionConfiguration.KmsKeyId",)),
    "AWS::StepFunctions::StateMachine": _Facts("StateMachineName", ("EncryptionConfiguration.KmsKeyId",)),
}


def declared_resources(resources: Mapping[str, Any]) -> dict[str, DeclaredResource]:
    """Return what the section `Resources` of a template declares: logical id → resource, where it matters."""
    reader = _Reader(resources)
    found = {}
    for logical_id, body in resources.items():
        kind = _type(resources, logical_id)
        if kind in _FACTS:
            found[logical_id] = reader.read(logical_id, kind, body.get("Properties"))
    return found


class _Reader:
    """Reads the facts of resources; a resource may refer to any other."""

    def __init__(self, resources: Mapping[str, Any]) -> None:
        self.resources = resources

    def read(self, logical_id: str, kind: str, properties: Any) -> DeclaredResource:
        """Return the resource as declared."""
        facts = _FACTS[kind]
        names = _texts(properties, facts.name)
        keys = [self._key(text) for path in facts.keys for text in _texts(properties, path)]
        roles = [self._role(text) for path in facts.roles for text in _texts(properties, path)]
        return DeclaredResource(
            logical_id,
            kind,
            RESOURCE_TYPES[kind].kind,
            names[0] if len(names) == 1 else "",
            tuple(dict.fromkeys(key for key in keys if not is_managed_key(key))),
            tuple(dict.fromkeys(roles)),
        )

    def _key(self, text: str) -> str:
        """Return a reference to a key, directly or by an alias, as the placeholder for its ARN."""
        text = self._aliases.get(_logical_id(text) or text, text)
        key = _logical_id(text)
        return f"${{{key}.Arn}}" if _type(self.resources, key) in _KEY_TYPES else text

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        """The key behind each alias, by the alias's logical id and by its name."""
        found: dict[str, str] = {}
        for logical_id, body in self.resources.items():
            if _type(self.resources, logical_id) == "AWS::KMS::Alias":
                properties = body.get("Properties")
                for target in _texts(properties, "TargetKeyId")[:1]:
                    found |= dict.fromkeys((logical_id, *_texts(properties, "AliasName")), target)
        return found

    def _role(self, text: str) -> str:
        role = _logical_id(text)
        return f"${{{role}.Arn}}" if _type(self.resources, role) == "AWS::IAM::Role" else text


def _texts(properties: Any, path: str) -> list[str]:
    """Return the texts that a property may have: one for each choice of a condition and each item of a list."""
    return [text for text in map(text_of, _values(properties, path.split("."))) if text]


def _values(value: Any, steps: list[str]) -> Iterator[Any]:
    for choice in choices(value):
        if not steps:
            yield choice
        elif steps[0] == "*":
            for item in choice if isinstance(choice, list) else ():
                yield from _values(item, steps[1:])
        elif isinstance(choice, Mapping) and steps[0] in choice:
            yield from _values(choice[steps[0]], steps[1:])


def _logical_id(text: str) -> str:
    """Return what a text that is one placeholder refers to; empty for any other text."""
    is_whole = text.startswith("${") and text.find("}") == len(text) - 1
    return text[2:-1].partition(".")[0] if is_whole else ""


def _type(resources: Mapping[str, Any], logical_id: str) -> str:
    body = resources.get(logical_id)
    kind = body.get("Type") if isinstance(body, Mapping) else None
    return kind if isinstance(kind, str) else ""
