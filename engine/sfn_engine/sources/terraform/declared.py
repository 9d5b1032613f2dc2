"""What a Terraform file declares about queues, topics, buckets, tables and task definitions.

From each resource's page in the provider's documentation (hashicorp/aws), section "Argument Reference".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sfn_engine.errors import DefinitionError
from sfn_engine.sources.declared import DeclaredResource, is_managed_key
from sfn_engine.sources.terraform.expressions import (
    Block,
    Body,
    Part,
    text_of,
    traversal,
    without_quotes,
)
from sfn_engine.sources.terraform.module import Module
from sfn_engine.sources.terraform.types import TERRAFORM_TYPES


class _Facts(NamedTuple):
    """The arguments of a type that matter; a path leads through blocks, its steps are joined by dots."""

    name: str
    keys: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


_RULE_KEY = "rule.apply_server_side_encryption_by_default.kms_master_key_id"
_BUCKET_ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration"
_FACTS: Mapping[str, _Facts] = {
    "aws_sqs_queue": _Facts("name", ("kms_master_key_id",)),
    "aws_sns_topic": _Facts("name", ("kms_master_key_id",)),
    "aws_s3_bucket": _Facts("bucket", (f"server_side_encryption_configuration.{_RULE_KEY}",)),
    "aws_dynamodb_table": _Facts("name", ("server_side_encryption.kms_key_arn",)),
    "aws_ecs_task_definition": _Facts("family", (), ("task_role_arn", "execution_role_arn")),
    "aws_sfn_activity": _Facts("name", ("encryption_configuration.kms_key_id",)),
    "aws_sfn_state_machine": _Facts("name", ("encryption_configuration.kms_key_id",)),
}


def declared_in(module: Module) -> dict[str, DeclaredResource]:
    """Return what the resources of a file declare: address → resource, where it matters."""
    reader = _Reader(module)
    found: dict[str, DeclaredResource] = {}
    for kind in _FACTS:
        for block in module.resources(kind):
            resource = reader.read(block, kind)
            if resource is not None:
                found[resource.logical_id] = resource
    for address, keys in reader.bucket_keys():
        bucket = found.get(address)
        if bucket is not None:
            found[address] = bucket._replace(kms_keys=(*bucket.kms_keys, *keys))
    return found


@dataclass(frozen=True)
class _Reader:
    """Reads the facts of resources; a resource may refer to any other."""

    module: Module

    def read(self, block: Block, kind: str) -> DeclaredResource | None:
        """Return the resource of a block; None if its contents cannot be read, which is no error in a definition."""
        facts = _FACTS[kind]
        try:
            body = block.body
            name = self._texts(body, facts.name)
            keys = self._keys(body, facts.keys)
            roles = [self._arn(part, "aws_iam_role") for path in facts.roles for part in _parts(body, path.split("."))]
        except DefinitionError:
            return None
        return DeclaredResource(
            f"{kind}.{block.labels[1]}",
            kind,
            TERRAFORM_TYPES[kind].kind,
            name[0] if len(name) == 1 else "",
            keys,
            tuple(dict.fromkeys(role for role in roles if role)),
        )

    def bucket_keys(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the address of each bucket whose encryption is a resource of its own, with its keys."""
        for block in self.module.resources(_BUCKET_ENCRYPTION):
            try:
                names = self._names(block.body.attributes["bucket"])
                yield ".".join(names[:2]), self._keys(block.body, (_RULE_KEY,))
            except (DefinitionError, KeyError):
                continue

    def _keys(self, body: Body, paths: tuple[str, ...]) -> tuple[str, ...]:
        found = [self._key(part) for path in paths for part in _parts(body, path.split("."))]
        return tuple(dict.fromkeys(key for key in found if key and not is_managed_key(key)))

    def _key(self, part: Part) -> str:
        """Return a reference to a key, directly or by an alias, as the placeholder for its ARN."""
        names = self._names(part)
        if len(names) == 3 and names[0] == "aws_kms_alias":
            alias = self.module.block("resource", *names[:2])
            target = alias.body.attributes.get("target_key_id") if alias is not None else None
            part = target if target is not None else part
        return self._arn(part, "aws_kms_key")

    def _arn(self, part: Part, kind: str) -> str:
        names = self._names(part)
        if len(names) == 3 and names[0] == kind:
            return f"${{{names[0]}.{names[1]}.arn}}"
        return text_of(self.module.script, self.module.followed(part)) or ""

    def _texts(self, body: Body, path: str) -> list[str]:
        found = [text_of(self.module.script, self.module.followed(part)) for part in _parts(body, path.split("."))]
        return [text for text in found if text]

    def _names(self, part: Part) -> tuple[str, ...]:
        script = self.module.script
        return traversal(script, self.module.followed(without_quotes(script, part)))


def _parts(body: Body, steps: list[str]) -> Iterator[Part]:
    """Yield the expressions that a path leads to: one for each block of a kind."""
    if len(steps) == 1:
        if steps[0] in body.attributes:
            yield body.attributes[steps[0]]
        return
    for block in body.blocks:
        if block.kind == steps[0]:
            yield from _parts(block.body, steps[1:])
