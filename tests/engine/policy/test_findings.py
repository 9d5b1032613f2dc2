"""What `check` tells: the diagnostics, and the tasks that the policy does not cover."""

from __future__ import annotations

import sfn_engine as sfn
from sfn_engine.policy.findings import findings
from tests.support.engine.checking import ending, machine, task


def test_an_unexplained_task_is_information_with_its_reason() -> None:
    state = task(Resource="arn:aws:states:::aws-sdk:${Service}:listBuckets")
    (found,) = findings(sfn.parse(machine(state)))
    assert (found.check, found.severity, found.state) == ("unexplained-task", "info", ("A",))
    assert found.pointer == ("States", "A", "Resource")
    assert "aws-sdk:${Service}:listBuckets" in found.message


def test_it_is_not_told_again_where_the_resource_or_the_type_has_a_finding() -> None:
    for state in (
        task(Resource="nothing"),
        task(Resource="arn:aws:states:::no:such"),
        {"Type": "Task", "End": True},
        {"Type": "Tsk", "Resource": "arn:aws:states:::aws-sdk:${Service}:listBuckets", "End": True},
        {
            "Type": "Map",
            "ItemReader": {"Resource": "arn:aws:states:::no:such"},
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "I",
                "States": {"I": ending()},
            },
            "End": True,
        },
    ):
        assert len(findings(sfn.parse(machine(state)))) == 1


def test_findings_are_in_document_order() -> None:
    sdk = {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:${Service}:listBuckets"}
    built = sfn.parse(machine({**sdk, "Next": "B"}, B=ending(Bad=1, End=True) | {"Next": "C"}, C={**sdk, "End": True}))
    assert [found.state for found in findings(built)] == [("A",), ("B",), ("B",), ("C",)]
