"""State machines in a service of the Serverless Framework."""

from __future__ import annotations

from pathlib import Path

import pytest

import sfn_engine as sfn
from tests.support.engine.files import PASS, fault, notes, resources, rest_in_file, write

SERVICE = """\
service: orders
provider:
  region: ${opt:region, 'eu-west-1'}
functions:
  get-it: {handler: get.handler}
stepFunctions:
  stateMachines:
    inline:
      name: ${self:service}-inline
      type: EXPRESS
      role: arn:aws:iam::123456789012:role/orders
      tracingConfig: {enabled: true}
      loggingConfig: {level: ERROR, destinations: [!GetAtt Logs.Arn]}
      definition:
        StartAt: Get
        States:
          Get: {Type: Task, Resource: !GetAtt [get-it, Arn], Next: Again}
          Again: {Type: Task, Resource: {Fn::GetAtt: [GetDashitLambdaFunction, Arn]}, Next: Send}
          Send:
            Type: Task
            Resource: arn:aws:states:::sqs:sendMessage
            Parameters: {QueueUrl: !Ref Queue, MessageBody: x}
            End: true
    beside:
      definition: ${file(machines/beside.asl.json)}
resources:
  Resources:
    Queue: {Type: AWS::SQS::Queue}
"""


@pytest.fixture
def machines(tmp_path: Path) -> dict[str, sfn.StateMachine]:
    write(tmp_path, PASS, "machines/beside.asl.json")
    return sfn.load_all(write(tmp_path, SERVICE, "serverless.yml"))


def test_each_machine_goes_by_its_key_in_the_service(machines: dict[str, sfn.StateMachine]) -> None:
    assert list(machines) == ["inline", "beside"]
    for machine in machines.values():
        assert machine.document is not None and machine.document.form == "Serverless Framework service"


def test_states_and_targets_have_their_places(machines: dict[str, sfn.StateMachine]) -> None:
    machine = machines["inline"]
    assert [machine.location(state.pointer, name=True) for state in machine.states] == [(17, 11), (18, 11), (19, 11)]
    assert rest_in_file(machine, machine.state("Send").targets[0].pointer).startswith("!Ref Queue")


def test_a_definition_in_a_file_of_its_own_has_its_places_there(
    machines: dict[str, sfn.StateMachine], tmp_path: Path
) -> None:
    machine = machines["beside"]
    assert machine.file == str(tmp_path / "machines/beside.asl.json")
    assert machine.document is not None and machine.document.template == str(tmp_path / "serverless.yml")
    assert machine.location(("States", "A"), name=True) == (1, 29)


def test_settings_and_role_stand_beside_the_definition(machines: dict[str, sfn.StateMachine]) -> None:
    document = machines["inline"].document
    assert document is not None and document.role is not None
    settings = document.settings
    assert settings.name == "${self:service}-inline"
    assert settings.tracing and settings.logging and settings.express
    assert document.role.name == "arn:aws:iam::123456789012:role/orders"


def test_functions_and_resources_of_the_service_are_known(machines: dict[str, sfn.StateMachine]) -> None:
    machine = machines["inline"]
    assert [task.kind for task in machine.tasks] == ["lambda-function", "lambda-function", "optimized"]
    assert resources(machine)[:2] == [["${get-it.Arn}", "${GetDashitLambdaFunction.Arn}"], ["${Queue.Arn}"]]
    assert "assumed to be a Lambda function" not in notes(machine)


@pytest.mark.parametrize(
    ("section", "place", "message"),
    [
        ("${file(machines.yml)}", "2:16", "\"stepFunctions\" is '${file(machines.yml)}', whose text"),
        ("{stateMachines: '${file(m.yml)}'}", "2:32", "\"stateMachines\" is '${file(m.yml)}', whose text"),
        ("{stateMachines: [a]}", "2:32", '"stateMachines" is not a mapping'),
        ("{stateMachines: {m: '${file(m.yml):m}'}}", "2:36", "'${file(m.yml):m}', whose text is not in this file"),
        ("{stateMachines: {m: {definition: '${file(m.yml):m}'}}}", "2:49", "whose text is not in this file"),
        ("{stateMachines: {m: {definition: '${file(m.yml)}'}}}", "2:49", "no such file"),
        ("{stateMachines: {m: {name: x}}}", "2:36", "'m' has no definition"),
        ("{stateMachines: {}}", "2:1", "no state machine"),
        ("{activities: [a]}", "2:1", "no state machine"),
    ],
)
def test_what_is_not_in_the_service_is_refused_with_its_place(
    section: str, place: str, message: str, tmp_path: Path
) -> None:
    error = fault(tmp_path, f"service: x\nstepFunctions: {section}\n", "serverless.yml")
    assert (f"{error.line}:{error.column}", message in error.message) == (place, True), error.message
