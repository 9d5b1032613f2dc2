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


PLUGIN = """\
service: orders
stepFunctions:
  activities: [pack]
  stateMachines:
    outer:
      encryptionConfig: {Type: CUSTOMER_MANAGED_KMS_KEY, KmsKeyId: !GetAtt Key.Arn}
      definition:
        StartAt: Run
        States:
          Run:
            Type: Task
            Resource: arn:aws:states:::states:startExecution.sync:2
            Parameters: {StateMachineArn: !Ref InnerDashoneStepFunctionsStateMachine}
            Next: Pack
          Pack: {Type: Task, Resource: !Ref PackStepFunctionsActivity, Next: Tell}
          Tell:
            Type: Task
            Resource: arn:aws:states:::sns:publish
            Parameters: {TopicArn: !Ref News, Message: x}
            End: true
    inner-one:
      definition: {StartAt: Done, States: {Done: {Type: Succeed}}}
resources:
  Parameters:
    News: {Type: String, Description: ARN of a topic}
  Resources:
    Key: {Type: AWS::KMS::Key}
"""


def test_the_machines_and_activities_of_the_plugin_are_resources_of_the_template(tmp_path: Path) -> None:
    machine = sfn.load_all(write(tmp_path, PLUGIN, "serverless.yml"))["outer"]
    policy = sfn.generate(machine, sfn.Context(region="eu-west-1", account="123456789012"))
    permissions = {(grant.action, grant.resource) for grant in policy.grants}
    inner = "InnerDashoneStepFunctionsStateMachine"
    assert ("states:StartExecution", f"${{{inner}.Arn}}") in permissions
    runs = f"arn:aws:states:eu-west-1:123456789012:execution:${{{inner}.Name}}:*"
    assert ("states:DescribeExecution", runs) in permissions
    assert not [action for action, _ in permissions if action.startswith("lambda:")]
    assert ("sns:Publish", "${News}") in permissions
    assert ("kms:Decrypt", "${Key.Arn}") in permissions
    assert not [note for note in policy.notes if "assumed to be" in note.text]


def test_the_pseudo_parameters_of_the_plugin_for_them_are_placeholders(tmp_path: Path) -> None:
    arn = "arn:aws:lambda:#{AWS::Region}:#{AWS::AccountId}:function:x"
    text = SERVICE.replace("!GetAtt [get-it, Arn]", f'"{arn}"')
    write(tmp_path, PASS, "machines/beside.asl.json")
    machine = sfn.load_all(write(tmp_path, text, "serverless.yml"))["inline"]
    policy = sfn.generate(machine, sfn.Context(account="123456789012"))
    assert "arn:aws:lambda:eu-west-1:123456789012:function:x" in policy.statements[0].resources


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


VARIABLES = """\
service: {name: books}
custom: {tables: {dev: books-dev, prod: books-prod}, topic: !Sub "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:news"}
params: {default: {suffix: old}}
provider: {name: aws, region: "${opt:region, self:custom.home, 'eu-central-1'}", stage: "${opt:stage, 'dev'}"}
stepFunctions:
  stateMachines:
    main-one:
      definition:
        StartAt: Get
        States:
          Get: {Type: Task, Resource: arn:aws:states:::dynamodb:getItem, Parameters: {TableName: VALUE}, End: true}
"""


@pytest.mark.parametrize(
    ("value", "table"),
    [
        ("${self:service}-${sls:stage}", "table/books-dev"),
        ("${self:custom.tables.${self:provider.stage}}", "table/books-dev"),
        ("${opt:table, ${self:custom.tables.prod}}", "table/books-prod"),
        ("${param:suffix}-${env:OTHER, 'x'}", "table/old-x"),
        ("${self:custom.none}", "table/${self:custom.none}"),
        ("${env:TABLE}", "table/${env:TABLE}"),
        ("${cf:other.Table}", "table/${cf:other.Table}"),
        ("${ssm:/books/table-arn}", "${ssm:/books/table-arn}"),
    ],
)
def test_a_variable_has_the_value_that_the_file_gives(tmp_path: Path, value: str, table: str) -> None:
    machine = sfn.load(write(tmp_path, VARIABLES.replace("VALUE", f'"{value}"'), "serverless.yml"))
    (resource,) = sfn.generate(machine).statements[0].resources
    home = "arn:aws:dynamodb:eu-central-1:${AWS::AccountId}:"
    assert resource == (table if table.startswith("$") else f"{home}{table}")


def test_a_default_that_is_assumed_is_told(tmp_path: Path) -> None:
    machine = sfn.load(write(tmp_path, VARIABLES.replace("VALUE", '"${self:provider.stage}"'), "serverless.yml"))
    assert "${opt:stage, 'dev'} is assumed to be dev." in notes(machine)


def test_variables_that_lead_to_each_other_come_to_an_end(tmp_path: Path) -> None:
    text = VARIABLES.replace("params:", 'a: "${self:b}${self:b}"\nb: "${self:a}${self:a}"\nparams:')
    machine = sfn.load(write(tmp_path, text.replace("VALUE", '"${self:a}"'), "serverless.yml"))
    assert len(str(sfn.generate(machine).document)) < 100_000


def test_a_machine_without_a_name_has_the_one_of_its_logical_id(tmp_path: Path) -> None:
    machine = sfn.load(write(tmp_path, VARIABLES.replace("VALUE", "books"), "serverless.yml"))
    assert sfn.generate(machine).context.state_machine_name == "${MainDashoneStepFunctionsStateMachine.Name}"


def test_the_partition_is_the_one_of_the_region(tmp_path: Path) -> None:
    text = VARIABLES.replace("eu-central-1", "us-gov-west-1").replace("VALUE", "books")
    text = text.replace("arn:aws:states", '"arn:${AWS::Partition}:states').replace("getItem,", 'getItem",')
    machine = sfn.load(write(tmp_path, text, "serverless.yml"))
    (resource,) = sfn.generate(machine).statements[0].resources
    assert resource == "arn:aws-us-gov:dynamodb:us-gov-west-1:${AWS::AccountId}:table/books"
