"""Small machines for the tests of the structural checks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sfn_engine.asl.checks import check
from sfn_engine.asl.model import Diagnostic
from sfn_engine.asl.parser import TargetReader, build

SHARED = Path(__file__).resolve().parents[4] / "shared"
NO_TARGETS = TargetReader(lambda *_: (), lambda *_: ())
LAMBDA = "arn:aws:states:::lambda:invoke"

needs_corpus = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="the corpus of real definitions (../shared/corpus) is not here"
)


def found(definition: dict[str, Any]) -> tuple[Diagnostic, ...]:
    return check(build(definition, NO_TARGETS))


def names(definition: dict[str, Any]) -> list[str]:
    return [diagnostic.check for diagnostic in found(definition)]


def only(definition: dict[str, Any]) -> Diagnostic:
    diagnostics = found(definition)
    assert len(diagnostics) == 1, diagnostics
    return diagnostics[0]


def machine(_first: dict[str, Any], _language: str | None = None, **others: dict[str, Any]) -> dict[str, Any]:
    """A machine that starts at the state `A`; the others go by their names."""
    definition: dict[str, Any] = {"StartAt": "A", "States": {"A": _first, **others}}
    if _language is not None:
        definition["QueryLanguage"] = _language
    return definition


def task(**fields: Any) -> dict[str, Any]:
    state = {"Type": "Task", "Resource": LAMBDA, **fields}
    return state if "Next" in state or "End" in state else {**state, "End": True}


def ending(kind: str = "Pass", **fields: Any) -> dict[str, Any]:
    return {"Type": kind, **fields, "End": True}


def choice(*rules: Any, **fields: Any) -> dict[str, Any]:
    """A machine whose first state has the given rules; each leads to `B`."""
    state = {"Type": "Choice", "Choices": list(rules), "Default": "B", **fields}
    return machine(state, B={"Type": "Succeed"})


def map_state(*, config: Any = None, **fields: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"StartAt": "Inner", "States": {"Inner": ending()}}
    if config is not None:
        body["ProcessorConfig"] = config
    return {"Type": "Map", "ItemProcessor": body, **fields, "End": True}


DISTRIBUTED = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}


def jsonata(state: dict[str, Any], **others: dict[str, Any]) -> dict[str, Any]:
    """A JSONata machine that begins with the state."""
    return machine(state, "JSONata", **others)


def output(expression: str, **fields: Any) -> dict[str, Any]:
    """A JSONata machine whose only state has the expression as its output."""
    return jsonata(ending(Output=f"{{% {expression} %}}", **fields))


PARALLEL = {"Type": "Parallel", "Branches": [{"StartAt": "Inner", "States": {"Inner": ending()}}], "End": True}
CATCH = {"ErrorEquals": ["States.ALL"], "Next": "B"}
