"""State machines in a Terraform file: ``resource "aws_sfn_state_machine"`` (provider: hashicorp/aws).

Nothing is evaluated. What only Terraform can know becomes a placeholder with the expression as written; a
definition whose whole text is not there is refused.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace

from sfn_engine.display import shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.document import Document, Found, ReadOther
from sfn_engine.sources.json.loose import remarks_on
from sfn_engine.sources.layers import Layer
from sfn_engine.sources.neighbours import find_neighbour
from sfn_engine.sources.possible import placeholder_names
from sfn_engine.sources.terraform.as_json import encoded
from sfn_engine.sources.terraform.declared import declared_in
from sfn_engine.sources.terraform.evaluation import expression_choices
from sfn_engine.sources.terraform.expressions import (
    Block,
    Part,
    call,
    check_value,
    is_object,
    is_single,
    text_of,
    texts,
    traversal,
    without_quotes,
    written,
)
from sfn_engine.sources.terraform.module import Module
from sfn_engine.sources.terraform.roles import terraform_role
from sfn_engine.sources.terraform.settings import machine_settings
from sfn_engine.sources.terraform.strings import is_text, text_layer
from sfn_engine.sources.terraform.tokens import tokenize
from sfn_engine.sources.tree import outward, read_json

MACHINE_TYPE = "aws_sfn_state_machine"
_STEPS = 10
"""How many times one expression may lead to another: a local value, a function that keeps the text."""
_KEEPS_TEXT = ("trimspace", "chomp")
_DECODES = ("jsondecode", "yamldecode")
_READS_FILE = ("file", "templatefile")
_MODULE_SOURCE = re.compile(r"step[-_]?functions?(?![a-z])|sfn|state[-_]?machine", re.IGNORECASE)
"""In the source of such a module: ``terraform-aws-modules/step-functions/aws``, ``../modules/step_function``."""
_PATH = re.compile(r"(?:\$\{path\.(?P<base>module|root|cwd)\}/*)?(?P<path>[^{}]+)\Z")



def in_terraform(whole: Document, read_other: ReadOther) -> Iterator[Found]:
    """Yield the machines of a Terraform file, in its order.

    Raises `DefinitionError` if the file as a whole is not Terraform.
    """
    module = Module(tokenize(whole.file_text.text))
    whole = replace(whole, declared=declared_in(module), arns=module.arn_variables)
    for block in _machines(module):
        name = block.labels[-1]
        try:
            yield Found(name, _Machine(whole, module, block, read_other).read())
        except DefinitionError as error:
            yield Found(name, None, error)


def _machines(module: Module) -> Iterator[Block]:
    """Yield the resources that are state machines, and the calls of modules that make one."""
    for block in module.blocks:
        if block.kind == "resource" and block.labels[:1] == (MACHINE_TYPE,) and len(block.labels) == 2:
            yield block
        elif block.kind == "module" and len(block.labels) == 1:
            attributes = module.body_of(block).attributes
            source = text_of(module.script, attributes.get("source")) or ""
            if "definition" in attributes and _MODULE_SOURCE.search(source):
                yield block


class _Machine:
    """One state machine: a resource, or the call of a module that takes the definition as an argument."""

    def __init__(self, whole: Document, module: Module, block: Block, read_other: ReadOther) -> None:
        self.whole = whole
        self.module = module
        self.script = module.script
        self.block = block
        self.read_other = read_other
        self.substitutions: dict[str, str] = {}

    def read(self) -> Document:
        """Return the machine's definition with everything that the file says about it."""
        name = self.block.labels[-1]
        part = self.block.body.attributes.get("definition")
        if part is None:
            raise self.script.fault(self.block.index, f"the state machine {shorten(name)!r} has no definition")
        found = self._definition(part)
        settings = machine_settings(self.module, self.block)
        module = self.module
        substitutions = {
            **module.machine_aliases, **module.local_texts, **found.substitutions, **self.substitutions
        }
        names = placeholder_names((found.data, substitutions, settings))
        return replace(
            found,
            name=name,
            form="Terraform file",
            settings=settings,
            role=terraform_role(self.module, self.block.body.attributes.get("role_arn")),
            substitutions=substitutions,
            choices=expression_choices(names, self.module),
            arns=self.whole.arns,
            declared=self.whole.declared,
        )

    def _definition(self, part: Part) -> Document:
        for _ in range(_STEPS):
            part = self.module.followed(without_quotes(self.script, part))
            check_value(self.script, part)
            if is_single(self.script, part) and is_text(self.script, part.first):
                return self._read(text_layer(self.script, part.first))
            called = call(self.script, part)
            if called is not None and called[0] in _READS_FILE and called[1]:
                return self._beside(*called)
            if self.block.kind == "module" and is_object(self.script, part):
                return self._read(encoded(self.script, part))
            if called is not None and called[0] == "jsonencode" and len(called[1]) == 1:
                value = self.module.followed(called[1][0])
                if is_object(self.script, value):
                    return self._read(encoded(self.script, value))
            inner = self._same_text(part)
            if inner is None:
                break
            part = inner
        shown = shorten(" ".join(written(self.script, part).split()))
        raise self.script.fault(part.first, f"the definition is {shown}, whose text is not in this file")

    def _same_text(self, part: Part) -> Part | None:
        """Return an expression that gives the same definition, one step nearer to its text."""
        names = traversal(self.script, part)
        if len(names) == 4 and names[:2] == ("data", "template_file") and names[3] == "rendered":
            data = self.module.block("data", *names[1:3])
            if data is None or "template" not in data.body.attributes:
                return None
            self._substitute(data.body.attributes.get("vars"))
            return data.body.attributes["template"]
        called = call(self.script, part)
        if called is None or len(called[1]) != 1:
            return None
        if called[0] == "jsonencode":
            decoded = call(self.script, self.module.followed(called[1][0]))
            return decoded[1][0] if decoded is not None and self._is_json(*decoded) else None
        return called[1][0] if called[0] in _KEEPS_TEXT else None

    def _is_json(self, function: str, arguments: list[Part]) -> bool:
        """Tell whether a call gives the data of a text that is read here: JSON, or any text of another file."""
        if function not in _DECODES or len(arguments) != 1:
            return False
        inner = call(self.script, without_quotes(self.script, arguments[0]))
        return function == "jsondecode" or (inner is not None and inner[0] in _READS_FILE)

    def _read(self, layer: Layer) -> Document:
        text = self.script.text
        if not layer.text.strip():
            raise self.script.fault(self.block.body.attributes["definition"].first, "the definition is empty")
        try:
            tree, loose = read_json(layer.text)
        except DefinitionError as error:
            raise outward(error, layer, text) from None
        layers = (layer,) if loose is None else (loose, layer)
        remarks = () if loose is None else remarks_on(layer.text)
        return replace(self.whole, data=tree.data, tree=tree, layers=layers, remarks=remarks)

    def _beside(self, function: str, arguments: list[Part]) -> Document:
        """Read the file that `file` or `templatefile` names."""
        written_path = text_of(self.script, arguments[0]) or ""
        match = _PATH.match(written_path)
        if match is None:
            message = f"{function} reads {shorten(written_path)!r}, a path that only Terraform knows"
            raise self.script.fault(arguments[0].first, message)
        folder = os.path.dirname(self.whole.file or "") if self.whole.file != "-" else ""
        path, remarks = find_neighbour(folder, match["path"])
        if path is None:
            message = f"{function} names {shorten(match['path'])!r}, which was not found: {remarks[0]}"
            raise self.script.fault(arguments[0].first, message)
        if function == "templatefile" and len(arguments) > 1:
            self._substitute(arguments[1])
        if match["base"] in ("root", "cwd"):
            remarks = (*remarks, f"path.{match['base']} is assumed to be the folder of this Terraform file.")
        found = self.read_other(path)
        return replace(found, template=self.whole.file, remarks=(*found.remarks, *remarks))

    def _substitute(self, values: Part | None) -> None:
        if values is not None:
            self.substitutions |= texts(self.script, self.module.followed(values))
