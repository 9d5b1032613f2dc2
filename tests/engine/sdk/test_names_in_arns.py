"""A parameter that takes a name as well as an ARN, where the name is one part of a longer ARN."""

import sfn_engine as sfn

CONTEXT = sfn.Context(partition="aws", region="us-east-1", account="123456789012", state_machine_name="m")
HOME = "arn:aws:vpc-lattice:us-east-1:123456789012"


def resources(arguments: dict[str, str]) -> set[str]:
    call = "arn:aws:states:::aws-sdk:vpclattice:getListener"
    task = {"Type": "Task", "Resource": call, "Parameters": arguments, "End": True}
    policy = sfn.generate(sfn.parse({"StartAt": "A", "States": {"A": task}}), CONTEXT, scope="least")
    return {resource for statement in policy.statements for resource in statement.resources}


def test_a_parent_may_be_given_by_its_arn() -> None:
    found = resources({"ServiceIdentifier": f"{HOME}:service/svc-1", "ListenerIdentifier": "l-1"})
    assert found == {f"{HOME}:service/svc-1/listener/l-1"}


def test_a_part_may_be_given_by_its_arn() -> None:
    listener = f"{HOME}:service/svc-1/listener/l-1"
    assert resources({"ServiceIdentifier": "svc-1", "ListenerIdentifier": listener}) == {listener}
