"""What the blocks of a Terraform file give to each other."""

from __future__ import annotations

from collections.abc import Iterator

from sfn_engine.sources.hcl import Block, Part, read_body, traversal, trimmed
from sfn_engine.sources.hcl_tokens import Script

_STEPS = 10
"""How often one local value may lead to another."""


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

    def followed(self, part: Part) -> Part:
        """Return what a local value stands for where this file has it; any other expression as it is."""
        part = trimmed(self.script, part)
        for _ in range(_STEPS):
            names = traversal(self.script, part)
            value = self._local(names[1]) if len(names) == 2 and names[0] == "local" else None
            if value is None:
                break
            part = trimmed(self.script, value)
        return part

    def _local(self, name: str) -> Part | None:
        for block in self.blocks:
            if block.kind == "locals" and name in block.body.attributes:
                return block.body.attributes[name]
        return None
