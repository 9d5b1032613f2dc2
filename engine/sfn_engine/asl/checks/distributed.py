"""What a Map in distributed mode needs, and what only it may have (guide: state-map-distributed)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.checks.fields import exclusive, report_unknown
from sfn_engine.asl.checks.findings import Findings, filled_in, quoted
from sfn_engine.asl.checks.numbers import BATCH_RANGES, READER_RANGES, check_ranges
from sfn_engine.asl.checks.payloads import check_path, check_payload
from sfn_engine.asl.model import Map, StateMachine
from sfn_engine.asl.shapes import kind_of
from sfn_engine.display import shorten
from sfn_engine.sources.templates.functions import template_function

MAX_LABEL_LENGTH = 40
"""Characters in `Label` (guide: state-map-distributed)."""
_LABEL_REFUSED = re.compile(r"[\s?*<>{}\[\]:;,\\|^~$#%&`\"\x00-\x1f\x7f-\x9f]")
_ONLY_DISTRIBUTED = (
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "Label",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
)
_MODES = ("INLINE", "DISTRIBUTED")
_EXECUTION_TYPES = ("STANDARD", "EXPRESS")
_ARGUMENTS: Mapping[str, str] = {"JSONPath": "Parameters", "JSONata": "Arguments"}
_READER = ("Resource", "ReaderConfig")
_WRITER = ("Resource", "WriterConfig")
_LIMITS = tuple(BATCH_RANGES)


def check_map(state: Map, findings: Findings) -> None:
    """Check a Map's mode and the fields that depend on it."""
    body = state.fields.get("ItemProcessor", state.fields.get("Iterator"))
    config = body.get("ProcessorConfig") if isinstance(body, Mapping) else None
    steps = ("ItemProcessor" if "ItemProcessor" in state.fields else "Iterator", "ProcessorConfig")
    if state.distributed and isinstance(config, Mapping):
        _check_execution_type(config, state, steps, findings)
    elif not filled_in(config):
        mode = config.get("Mode") if isinstance(config, Mapping) else None
        if mode is not None and mode not in _MODES:
            if not filled_in(mode):
                findings.add("map-mode", f'"Mode" must be {quoted(_MODES)}, not {kind_of(mode)}', state, *steps, "Mode")
        else:
            _check_inline(config, state, steps, findings)
    _check_reader(state, findings)
    _check_batcher(state, findings)
    _check_writer(state, findings)


def check_labels(machine: StateMachine, findings: Findings) -> None:
    """Check each `Label`: it becomes part of an ARN, so it is short, plain and unique."""
    first: dict[str, Map] = {}
    for state in machine.states:
        if not isinstance(state, Map) or state.label is None or filled_in(state.label):
            continue
        label = state.label
        refused = _LABEL_REFUSED.search(label)
        if not label:
            fault = '"Label" is empty: leave it out, or write a name'
        elif len(label) > MAX_LABEL_LENGTH:
            fault = f'"Label" has {len(label)} characters; at most {MAX_LABEL_LENGTH} are allowed'
        elif refused is not None:
            fault = f'"Label" cannot contain {shorten(refused.group())!r}'
        elif label in first:
            fault = f"{shorten(first[label].name)!r} already has the label {shorten(label)!r}: labels must be unique"
        else:
            first[label] = state
            continue
        findings.add("label", fault, state, "Label")


def _check_execution_type(config: Mapping[str, Any], state: Map, steps: tuple[str, ...], findings: Findings) -> None:
    given = config.get("ExecutionType")
    if given is None:
        findings.add(
            "execution-type",
            f'distributed mode needs "ExecutionType": {quoted(_EXECUTION_TYPES)}',
            state,
            *steps,
        )
    elif given not in _EXECUTION_TYPES and not filled_in(given):
        findings.add(
            "execution-type",
            f'"ExecutionType" must be {quoted(_EXECUTION_TYPES)}, not {kind_of(given)}',
            state,
            *steps,
            "ExecutionType",
        )


def _check_inline(config: Mapping[str, Any] | None, state: Map, steps: tuple[str, ...], findings: Findings) -> None:
    for name in _ONLY_DISTRIBUTED:
        if name in state.fields:
            findings.add(
                "only-distributed",
                f'"{name}" needs a Map in distributed mode; this one runs inline',
                state,
                name,
            )
    if isinstance(config, Mapping) and "ExecutionType" in config:
        findings.add("only-distributed", '"ExecutionType" needs "Mode": "DISTRIBUTED"', state, *steps, "ExecutionType")


def _check_reader(state: Map, findings: Findings) -> None:
    reader = state.reader
    if reader is None or template_function(reader) is not None:
        return
    _check_resource("ItemReader", reader, _READER, state, findings)
    if "Resource" not in reader:
        findings.add("missing-field", '"ItemReader" has no "Resource": say what reads the items', state, "ItemReader")
    config = reader.get("ReaderConfig")
    if isinstance(config, Mapping) and template_function(config) is None:
        # The names in here are not checked: new kinds of input bring new ones.
        steps = ("ItemReader", "ReaderConfig")
        exclusive(config, ("MaxItems", "MaxItemsPath"), state, steps, findings)
        check_ranges(config, READER_RANGES, state, steps, findings)
        _check_twin_path("MaxItems", config, state, steps, findings)


def _check_writer(state: Map, findings: Findings) -> None:
    writer = state.writer
    if writer is None or template_function(writer) is not None:
        return
    _check_resource("ResultWriter", writer, _WRITER, state, findings)
    if "Resource" not in writer and "WriterConfig" not in writer:
        findings.add(
            "missing-field",
            '"ResultWriter" needs "Resource" (where to) or "WriterConfig" (how)',
            state,
            "ResultWriter",
        )


def _check_resource(
    field: str, holder: Mapping[str, Any], names: tuple[str, ...], state: Map, findings: Findings
) -> None:
    arguments = _ARGUMENTS[state.query_language]
    foreign = "Arguments" if arguments == "Parameters" else "Parameters"
    report_unknown(holder, dict.fromkeys((*names, arguments, foreign)), f'"{field}"', state, (field,), findings)
    if foreign in holder:
        findings.add(
            "wrong-language",
            f'"{foreign}" in "{field}" must be "{arguments}": {shorten(state.name)!r} is written in '
            f"{state.query_language}",
            state,
            field,
            foreign,
        )
    if arguments in holder:
        check_payload(holder[arguments], state, (field, arguments), findings)


def _check_batcher(state: Map, findings: Findings) -> None:
    batcher = state.batcher
    if batcher is None or template_function(batcher) is not None:
        return
    allowed = dict.fromkeys(("BatchInput", *_LIMITS, *(f"{name}Path" for name in _LIMITS)))
    report_unknown(batcher, allowed, '"ItemBatcher"', state, ("ItemBatcher",), findings)
    if all(name not in batcher and f"{name}Path" not in batcher for name in _LIMITS):
        findings.add("missing-field", f'"ItemBatcher" needs {quoted(_LIMITS)}', state, "ItemBatcher")
    for name in _LIMITS:
        exclusive(batcher, (name, f"{name}Path"), state, ("ItemBatcher",), findings)
        _check_twin_path(name, batcher, state, ("ItemBatcher",), findings)
    check_ranges(batcher, BATCH_RANGES, state, ("ItemBatcher",), findings)
    if "BatchInput" in batcher:
        check_payload(batcher["BatchInput"], state, ("ItemBatcher", "BatchInput"), findings)


def _check_twin_path(
    name: str, holder: Mapping[str, Any], state: Map, steps: tuple[str, ...], findings: Findings
) -> None:
    twin = f"{name}Path"
    if twin not in holder:
        return
    if state.query_language == "JSONata":
        findings.add(
            "wrong-language",
            f'"{twin}" belongs to JSONPath: in JSONata "{name}" takes an expression',
            state,
            *steps,
            twin,
        )
    else:
        check_path(holder[twin], state, (*steps, twin), findings)
