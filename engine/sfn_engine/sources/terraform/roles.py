"""The execution role that a Terraform file gives to a state machine, kept as written with the machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sfn_engine.errors import DefinitionError
from sfn_engine.sources.document import WrittenRole
from sfn_engine.sources.terraform.as_json import encoded
from sfn_engine.sources.terraform.expressions import (
    Block,
    Body,
    Part,
    call,
    is_list,
    is_object,
    is_single,
    items,
    text_of,
    traversal,
    without_quotes,
)
from sfn_engine.sources.terraform.module import Module
from sfn_engine.sources.terraform.strings import is_text, text_layer
from sfn_engine.sources.tree import read_json

_ROLE = "aws_iam_role"
_LISTS = {"actions": "Action", "not_actions": "NotAction", "resources": "Resource", "not_resources": "NotResource"}


def terraform_role(module: Module, part: Part | None) -> WrittenRole | None:
    """Return the role that `role_arn` names; one that is not in the file has a name only.

    A policy whose text is not in the file is listed with the managed ones.
    """
    if part is None:
        return None
    try:
        name = _referred(module, part, _ROLE)
        block = module.block("resource", _ROLE, name)
        if block is None:
            return WrittenRole(text_of(module.script, part) or "?")
        return _Role(module, name, block).read()
    except DefinitionError:
        # An error in the role is not an error in the definition.
        return WrittenRole("?")


def _referred(module: Module, part: Part | None, kind: str) -> str:
    """Return the name in a reference to a resource of a type; empty for any other expression."""
    names = traversal(module.script, module.followed(without_quotes(module.script, part))) if part is not None else ()
    return names[1] if len(names) == 3 and names[0] == kind else ""


class _Role:
    """Collects the policies of one role."""

    def __init__(self, module: Module, name: str, block: Block) -> None:
        self.module = module
        self.script = module.script
        self.name = name
        self.block = block
        self.statements: list[Mapping[str, Any]] = []
        self.managed: list[str] = []

    def read(self) -> WrittenRole:
        body = self.block.body
        for block in body.blocks:
            if block.kind == "inline_policy":
                self._policy(block.body.attributes.get("policy"))
        for block in self._attached("aws_iam_role_policy"):
            self._policy(block.body.attributes.get("policy"))
        for arn in _listed(self.module, body.attributes.get("managed_policy_arns")):
            self._managed(arn)
        for block in self._attached("aws_iam_role_policy_attachment"):
            self._managed(block.body.attributes.get("policy_arn"))
        return WrittenRole(self.name, tuple(self.statements), tuple(self.managed))

    def _attached(self, kind: str) -> Iterator[Block]:
        for block in self.module.resources(kind):
            if _referred(self.module, block.body.attributes.get("role"), _ROLE) == self.name:
                yield block

    def _managed(self, part: Part | None) -> None:
        block = self.module.block("resource", "aws_iam_policy", _referred(self.module, part, "aws_iam_policy"))
        if block is not None:
            self._policy(block.body.attributes.get("policy"))
        elif part is not None:
            self.managed.append(text_of(self.script, part) or "?")

    def _policy(self, part: Part | None) -> None:
        if part is None:
            return
        found = self._statements(part)
        if found is None:
            self.managed.append(text_of(self.script, part) or "?")
        else:
            self.statements += found

    def _statements(self, part: Part) -> list[Mapping[str, Any]] | None:
        """Return the statements of a policy's text, or None if it is not in the file."""
        part = self.module.followed(without_quotes(self.script, part))
        names = traversal(self.script, part)
        if len(names) == 4 and names[:2] == ("data", "aws_iam_policy_document"):
            data = self.module.block(*names[:3])
            if data is None or set(data.body.attributes) & {"source_policy_documents", "override_policy_documents"}:
                return None
            return [_statement(self.module, block.body) for block in data.body.blocks if block.kind == "statement"]
        layer = None
        called = call(self.script, part)
        if is_single(self.script, part) and is_text(self.script, part.first):
            layer = text_layer(self.script, part.first)
        elif called is not None and called[0] == "jsonencode" and len(called[1]) == 1:
            value = self.module.followed(called[1][0])
            layer = encoded(self.script, value) if is_object(self.script, value) else None
        if layer is None:
            return None
        try:
            data = read_json(layer.text)[0].data
        except DefinitionError:
            return None
        found = data.get("Statement") if isinstance(data, Mapping) else None
        entries = found if isinstance(found, list) else [found]
        return [entry for entry in entries if isinstance(entry, Mapping)]


def _statement(module: Module, body: Body) -> Mapping[str, Any]:
    """Write a block ``statement`` as IAM has it."""
    script = module.script
    made: dict[str, Any] = {"Effect": text_of(script, body.attributes.get("effect")) or "Allow"}
    for key, name in _LISTS.items():
        if key in body.attributes:
            texts = [text_of(script, item) for item in _listed(module, body.attributes[key])]
            made[name] = [text for text in texts if text is not None]
    conditions: dict[str, dict[str, list[str | None]]] = {}
    for block in body.blocks:
        if block.kind == "condition":
            test, variable = (text_of(script, block.body.attributes.get(key)) or "?" for key in ("test", "variable"))
            values = [text_of(script, item) for item in _listed(module, block.body.attributes.get("values"))]
            conditions.setdefault(test, {})[variable] = values
    return {**made, "Condition": conditions} if conditions else made


def _listed(module: Module, part: Part | None) -> list[Part]:
    """Return the items of a list; an expression that is not a list is one item."""
    if part is None:
        return []
    part = module.followed(part)
    return list(items(module.script, part)) if is_list(module.script, part) else [part]
