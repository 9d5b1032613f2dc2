"""What the blocks of a Terraform file give to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from sfn_engine.errors import DefinitionError
from sfn_engine.sources.arn_hints import describes_arn, is_arn_name
from sfn_engine.sources.terraform.expressions import (
    Block,
    Body,
    Part,
    entries,
    is_object,
    is_single,
    name_text,
    read_body,
    text_of,
    traversal,
    trimmed,
    written,
)
from sfn_engine.sources.terraform.tokens import Script

_STEPS = 10
"""How many times one local value may refer to another."""


class Module:
    """The blocks of one Terraform file. A module's other files are not read."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.blocks = read_body(script, Part(0, len(script.tokens))).blocks
        self._named = {(block.kind, *block.labels): block for block in self.blocks}

    def block(self, kind: str, *labels: str) -> Block | None:
        """Return the block of a kind with these labels."""
        return self._named.get((kind, *labels))

    def resources(self, kind: str) -> Iterator[Block]:
        """Yield the resources of a type, in the file's order."""
        for block in self.blocks:
            if block.kind == "resource" and block.labels[:1] == (kind,) and len(block.labels) == 2:
                yield block

    @staticmethod
    def body_of(block: Block) -> Body:
        """Return the contents of a block that is not a machine; nothing if they cannot be read, which is no error."""
        try:
            return block.body
        except DefinitionError:
            return Body({}, ())

    def local(self, name: str) -> Part | None:
        """Return the expression of a local value."""
        return self._locals.get(name)

    def data_source(self, kind: str, provider: str | None = None) -> str | None:
        """Return the address of the first data source of a type: ``data.aws_region.current``.

        With a `provider` only one that asks that provider counts.
        """
        for block in self.blocks:
            is_meant = block.kind == "data" and block.labels[:1] == (kind,) and len(block.labels) == 2
            if is_meant and provider in (None, self.provider_of(block)):
                return f"data.{kind}.{block.labels[1]}"
        return None

    def provider_of(self, block: Block) -> str:
        """Return the provider that a resource, a data source or a module's call uses: ``aws``, ``aws.us``."""
        attributes = self.body_of(block).attributes
        given = attributes.get("provider")
        if given is None and is_object(self.script, passed := attributes.get("providers", Part(0, 0))):
            named = {name_text(self.script, name): value for name, value in entries(self.script, passed)}
            given = named.get("aws")
        return written(self.script, trimmed(self.script, given)).strip('"') if given is not None else "aws"

    @cached_property
    def machine_aliases(self) -> Mapping[str, str]:
        """The ARN of each alias of a state machine → the machine's own, which permissions are on, with the alias."""
        found: dict[str, str] = {}
        for block in self.resources("aws_sfn_alias"):
            version = self.body_of(block).first("routing_configuration").attributes.get("state_machine_version_arn")
            names = traversal(self.script, self.followed(version)) if version is not None else ()
            if len(names) == 3 and names[0] == "aws_sfn_state_machine":
                address, label = f"aws_sfn_alias.{block.labels[1]}", block.labels[1]
                machine = f"${{{names[0]}.{names[1]}.arn}}:{label}"
                found |= dict.fromkeys((f"{address}.arn", f"{address}.id"), machine)
        return found

    def followed(self, part: Part) -> Part:
        """Return the expression of a local value if this file has it; any other expression as it is."""
        part = trimmed(self.script, part)
        for _ in range(_STEPS):
            names = traversal(self.script, part)
            value = self._locals.get(names[1]) if len(names) == 2 and names[0] == "local" else None
            if value is None:
                break
            part = trimmed(self.script, value)
        return part

    @cached_property
    def local_texts(self) -> Mapping[str, str]:
        """The local values that are a text or a reference: ``local.prefix`` → ``shop``."""
        found: dict[str, str] = {}
        for name, part in self._locals.items():
            part = trimmed(self.script, part)
            is_plain = is_single(self.script, part) and self.script.word(part.first) not in ("{", "[")
            text = text_of(self.script, part) if is_plain or len(traversal(self.script, part)) > 1 else None
            if text is not None:
                found[f"local.{name}"] = text
        return found

    def region_of(self, provider: str) -> str | None:
        """Return the region of a provider, perhaps with placeholders: ``aws`` is the default, ``aws.us`` an alias."""
        for block in self.blocks:
            if (block.kind, *block.labels) == ("provider", "aws"):
                attributes = self.body_of(block).attributes
                alias = text_of(self.script, attributes.get("alias"))
                region = attributes.get("region")
                if (f"aws.{alias}" if alias else "aws") == provider:
                    return text_of(self.script, self.followed(region)) if region is not None else None
        return None

    @cached_property
    def arn_variables(self) -> frozenset[str]:
        """The variables whose name, description, default value or validation says that they are ARNs: ``var.topic``."""
        return frozenset(
            f"var.{block.labels[0]}"
            for block in self.blocks
            if block.kind == "variable" and len(block.labels) == 1 and self._is_arn(block)
        )

    def _is_arn(self, block: Block) -> bool:
        if is_arn_name(block.labels[0]):
            return True
        body = self.body_of(block)
        attributes = body.attributes
        conditions = [
            written(self.script, inner["condition"])
            for inner in (self.body_of(each).attributes for each in body.blocks if each.kind == "validation")
            if "condition" in inner
        ]
        texts = [text_of(self.script, attributes.get(name)) for name in ("description", "default")]
        return describes_arn(*texts) or any("arn:" in condition for condition in conditions)

    @cached_property
    def _locals(self) -> dict[str, Part]:
        blocks = [block for block in self.blocks if block.kind == "locals"]
        return {name: part for block in blocks for name, part in block.body.attributes.items()}
