"""The AWS SDK integrations that real state machines use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import sfn_engine as sfn
from sfn_engine.catalog.model import Scope
from tests.support.engine.machines import HERE, SHARED, needs_corpus
from tests.support.engine.sdk_grants import problems_of

SUFFIXES = {".json", ".yaml", ".yml", ".tf"}


def machines() -> Iterator[tuple[str, sfn.StateMachine]]:
    """Yield the machines of the corpus that call AWS SDK integrations."""
    for path in sorted((SHARED / "corpus").rglob("*")):
        if path.suffix not in SUFFIXES or not path.is_file() or "aws-sdk" not in path.read_text("utf-8", "replace"):
            continue
        try:
            found = sfn.load_all(path)
        except sfn.DefinitionError:
            continue  # an index, a template without a machine
        yield from ((f"{path.name}:{name}", machine) for name, machine in found.items())


@needs_corpus
@pytest.mark.parametrize("scope", ["guide", "least"])
def test_every_call_of_real_machines_is_explained_with_valid_permissions(scope: Scope) -> None:
    calls = 0
    wrong: list[tuple[str, ...]] = []
    for name, machine in machines():
        policy = sfn.generate(machine, HERE, scope=scope)
        sdk = {task.path for task in machine.tasks if task.kind == "sdk"}
        calls += len(sdk)
        wrong += [(name, entry.resource, entry.reason) for entry in policy.unexplained if entry.state in sdk]
        wrong += [(name, grant.action, "unconfirmed") for grant in policy.unconfirmed]
        for grant in policy.grants:
            is_placeholder = grant.resource.startswith("${")
            if sdk.issuperset(grant.states) and grant.reason != "assume-role" and not is_placeholder:
                problem = problems_of(grant, scope)
                wrong += [(name, grant.action, grant.resource, problem)] if problem else []
    assert calls > 60
    assert wrong == []
