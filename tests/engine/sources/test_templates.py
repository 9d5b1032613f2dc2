"""State machines in SAM and CloudFormation templates, and the files that these name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.files import PASS, fault, load, notes, resources, rest_in_file, write
from tests.support.engine.machines import HERE

ASL = '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${FnArn}", "End": true}}}'


def machine_with(folder: Path, properties: str, kind: str = "AWS::Serverless::StateMachine") -> sfn.StateMachine:
    """Load the one machine of a template; its properties are given in flow style."""
    return load(folder, f"Resources:\n  M: {{Type: {kind}, Properties: {{{properties}}}}}\n", "template.yaml")


def error_with(folder: Path, properties: str) -> sfn.DefinitionError:
    return fault(folder, f"Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n{properties}")


def test_each_machine_of_a_template_goes_by_its_logical_id(tmp_path: Path) -> None:
    text = f"""
        Transform: AWS::Serverless-2016-10-31
        Resources:
          First:
            Type: AWS::Serverless::StateMachine
            Properties:
              Definition:
                StartAt: A
                States:
                  A: {{Type: Pass, End: true}}
          Queue: {{Type: AWS::SQS::Queue}}
          Second:
            Type: AWS::StepFunctions::StateMachine
            Properties: {{DefinitionString: '{PASS}', RoleArn: x}}
          Third: {{Type: AWS::StepFunctions::StateMachine, Properties: {{Definition: {PASS}}}}}
        """
    file = write(tmp_path, text)
    machines = sfn.load_all(file)
    assert list(machines) == ["First", "Second", "Third"]
    forms = [machine.document.form for machine in machines.values() if machine.document is not None]
    assert forms == ["SAM template", "CloudFormation template", "CloudFormation template"]
    assert rest_in_file(machines["First"], ("States", "A"), name=True) == "A: {Type: Pass, End: true}"
    assert sfn.load(file, "Second").file == str(file)
    with pytest.raises(sfn.DefinitionError, match="3 state machines: First, Second, Third; name one"):
        sfn.load(file)
    with pytest.raises(sfn.DefinitionError, match="holds no state machine 'Forth'"):
        sfn.load(file, "Forth")


def test_one_machine_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    text = f"""
        Resources:
          Bad: {{Type: AWS::Serverless::StateMachine, Properties: {{Definition: {{StartAt: 5}}}}}}
          None: {{Type: AWS::Serverless::StateMachine}}
          Good: {{Type: AWS::Serverless::StateMachine, Properties: {{Definition: {PASS}}}}}
        """
    file = write(tmp_path, text)
    bad, none, good = sfn.open_all(file)
    assert bad.error is not None and bad.error.path == str(file) and bad.error.line == 3
    assert none.error is not None and "has no definition" in none.error.message
    assert good.machine is not None
    with pytest.raises(sfn.DefinitionError):
        sfn.load_all(file)


def test_a_definition_beside_the_template_is_read(tmp_path: Path) -> None:
    write(tmp_path, ASL, "statemachines/my.asl.json")
    machine = machine_with(tmp_path, "DefinitionUri: statemachines/my.asl.json")
    assert machine.document is not None
    assert machine.file == str(tmp_path / "statemachines/my.asl.json")
    assert machine.document.template == str(tmp_path / "template.yaml")
    assert machine.location(("States", "A"), name=True) == (1, 29)
    assert not machine.document.remarks


def test_the_letter_case_of_its_name_is_forgiven_and_said(tmp_path: Path) -> None:
    write(tmp_path, PASS, "StateMachines/My.asl.json")
    machine = machine_with(tmp_path, "DefinitionUri: ./statemachines/my.asl.json")
    assert machine.document is not None and "letter case differs" in machine.document.remarks[0]
    assert machine.document.remarks[0] in notes(machine)


def test_a_definition_outside_the_folder_is_read_and_said(tmp_path: Path) -> None:
    write(tmp_path, PASS, "other/my.asl.json")
    (tmp_path / "app").mkdir()
    machine = machine_with(tmp_path / "app", "DefinitionUri: ../other/my.asl.json")
    assert "outside the template's folder" in notes(machine)


@pytest.mark.parametrize(
    ("properties", "place", "message"),
    [
        ("      DefinitionUri: s3://bucket/key", "5:22", "names s3://bucket/key, which is not a local file"),
        ("      DefinitionUri: {Bucket: b, Key: k}", "5:22", "names S3, which is not a local file"),
        ("      DefinitionUri: !Sub '${Dir}/x.json'", "5:22", "names ${Dir}/x.json, which is not a local file"),
        ("      DefinitionUri: nowhere/x.json", "5:22", "there is no folder 'nowhere'"),
        ("      DefinitionUri: machine.yml", "5:22", "no such file next to the template"),
        ("      Name: x\n      DefinitionUri:\n        Fn::If: [P, s3://b/k, x]", "7:21", "names s3://b/k"),
        (
            "      Definition: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}}",
            "5:35",
            "s3://b/k",
        ),
        ("      Definition: {StartAt: A}", "5:19", 'no "States"'),
        ("      Name: x", "3:5", "'M' has no definition"),
    ],
)
def test_what_is_not_here_is_refused_with_its_place(properties: str, place: str, message: str, tmp_path: Path) -> None:
    error = error_with(tmp_path, properties)
    assert message in error.message
    assert f"{error.line}:{error.column}" == place


def test_a_fault_in_the_file_beside_is_about_that_file(tmp_path: Path) -> None:
    beside = write(tmp_path, '{"States": 5}', "x.json")
    error = error_with(tmp_path, "      DefinitionUri: x.json")
    assert str(error).startswith(f"{beside}:1:12: ")


def test_a_template_that_names_itself_is_refused(tmp_path: Path) -> None:
    error = error_with(tmp_path, "      DefinitionUri: machine.yaml")
    assert "loop" in error.message


def test_an_included_definition_is_read(tmp_path: Path) -> None:
    write(tmp_path, ASL, "a.json")
    definition = "{Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./a.json}}}"
    machine = machine_with(tmp_path, f"Definition: {definition}, DefinitionSubstitutions: {{FnArn: !GetAtt Fn.Arn}}")
    assert machine.tasks[0].resource == "${Fn.Arn}"


def test_of_definitions_that_a_condition_chooses_the_first_is_read_and_said(tmp_path: Path) -> None:
    write(tmp_path, ASL, "a.json")
    machine = machine_with(tmp_path, "DefinitionUri: !If [Prod, a.json, b.json]")
    assert machine.file == str(tmp_path / "a.json")
    text = "DefinitionUri depends on a condition; only its first definition is read."
    assert [note.kind for note in sfn.generate(machine).notes if note.text == text] == ["unresolved"]


def test_a_definition_without_an_alternative_is_the_only_one(tmp_path: Path) -> None:
    write(tmp_path, ASL, "a.json")
    machine = machine_with(tmp_path, "DefinitionUri: !If [Prod, !Ref AWS::NoValue, a.json]")
    assert machine.file == str(tmp_path / "a.json")
    assert "depends on a condition" not in notes(machine)


def test_what_a_condition_may_turn_on_is_allowed(tmp_path: Path) -> None:
    given = "Tracing: !If [P, {Enabled: true}, !Ref AWS::NoValue], Logging: !If [P, !Ref AWS::NoValue, {Level: ERROR}]"
    machine = machine_with(tmp_path, f"Definition: {PASS}, {given}")
    assert machine.document is not None
    assert machine.document.settings.tracing and machine.document.settings.logging


def test_substitutions_stand_in_the_place_of_placeholders(tmp_path: Path) -> None:
    definition = """{StartAt: W, States: {W: {Type: Wait, Seconds: "${Wait}", Next: A},
      A: {Type: Task, Resource: "arn:aws:states:::dynamodb:putItem",
          Parameters: {TableName: "${Table}", Item: {}}, Next: B},
      B: {Type: Task, Resource: "${FnArn}", End: true}}}"""
    given = "{Wait: 5, Table: orders, FnArn: !If [P, !GetAtt X.Arn, !GetAtt Y.Arn], Flag: true}"
    machine = machine_with(tmp_path, f"Definition: {definition}, DefinitionSubstitutions: {given}")
    assert machine.document is not None
    assert dict(machine.document.substitutions) == {
        "Wait": "5",
        "Table": "orders",
        "FnArn": "${Fn::If [ P , X.Arn , Y.Arn ]}",
        "Flag": "true",
    }
    target = machine.state("A").targets[0]
    assert (target.value, target.mode, target.written) == ("orders", "static", "${Table}")
    assert machine.definition["States"]["A"]["Parameters"]["TableName"] == "${Table}"
    assert resources(machine)[0] == ["arn:aws:dynamodb:us-east-1:123456789012:table/orders"]


def test_settings_stand_beside_the_definition_or_in_globals(tmp_path: Path) -> None:
    text = f"""
        Globals: {{StateMachine: {{Tracing: {{Enabled: true}}, Type: EXPRESS}}}}
        Resources:
          Sam:
            Type: AWS::Serverless::StateMachine
            Properties: {{Name: !Sub "${{Stage}}-orders", Logging: {{Level: ALL}}, Type: STANDARD, Definition: {PASS}}}
          Plain:
            Type: AWS::StepFunctions::StateMachine
            Properties:
              StateMachineName: plain
              StateMachineType: EXPRESS
              LoggingConfiguration: {{Level: "OFF"}}
              TracingConfiguration: {{Enabled: true}}
              EncryptionConfiguration: {{KmsKeyId: !Ref Key, Type: CUSTOMER_MANAGED_KMS_KEY}}
              Definition: {PASS}
          Bare: {{Type: AWS::StepFunctions::StateMachine, Properties: {{Definition: {PASS}}}}}
        """
    found = {name: m.document.settings for name, m in sfn.load_all(write(tmp_path, text)).items() if m.document}
    assert found["Sam"]._asdict() | {"name": "${Stage}-orders"} == found["Sam"]._asdict()
    assert (found["Sam"].tracing, found["Sam"].logging, found["Sam"].express) == (True, True, False)
    plain = found["Plain"]
    assert (plain.name, plain.tracing, plain.logging, plain.express) == ("plain", True, False, True)
    assert plain.kms_key_id == "${Key}"
    assert found["Bare"] == found["Bare"]._replace(name="${Bare.Name}") and not any(found["Bare"][1:])


HOME = "us-east-1:123456789012"
DECLARED: list[tuple[str, str, str, Any, Any]] = [
    # type, integration, parameter, value; what the policy names in its first statement
    ("AWS::SQS::Queue", "sqs:sendMessage", "QueueUrl", "!Ref X", "${X.Arn}"),
    ("AWS::SNS::Topic", "sns:publish", "TopicArn", "!Ref X", "${X.TopicArn}"),
    ("AWS::DynamoDB::Table", "dynamodb:getItem", "TableName", "!Ref X", f"arn:aws:dynamodb:{HOME}:table/${{X}}"),
    ("AWS::DynamoDB::Table", "dynamodb:getItem", "TableName", "!GetAtt X.Arn", "${X.Arn}"),
    ("AWS::Serverless::Function", "lambda:invoke", "FunctionName", "!GetAtt X.Arn", "${X.Arn}"),
    ("AWS::Serverless::Function", "lambda:invoke", "FunctionName", "!Ref X.Alias", "${X.Alias}"),
    ("AWS::Lambda::Function", "lambda:invoke", "FunctionName", "!Ref X", f"arn:aws:lambda:{HOME}:function:${{X}}"),
    ("AWS::StepFunctions::StateMachine", "states:startExecution", "StateMachineArn", "!Ref X", "${X.Arn}"),
    ("AWS::Serverless::StateMachine", "states:startExecution", "StateMachineArn", "!GetAtt X.Arn", "${X.Arn}"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "integration", "parameter", "value", "named"), DECLARED)
def test_what_the_template_declares_is_named_as_it_has_to_be(
    kind: str, integration: str, parameter: str, value: str, named: str, tmp_path: Path
) -> None:
    given = f'Parameters: {{{parameter}: "${{P}}"}}'
    state = f'{{Type: Task, Resource: "arn:aws:states:::{integration}", {given}, End: true}}'
    text = f"""
        Resources:
          M:
            Type: AWS::Serverless::StateMachine
            Properties:
              DefinitionSubstitutions: {{P: {value}}}
              Definition: {{StartAt: A, States: {{A: {state}}}}}
          X: {{Type: {kind}}}
        """
    machine = sfn.load(write(tmp_path, text), "M")
    target = machine.tasks[0].targets[0]
    assert (target.written, target.declared) == ("${P}", kind)
    assert resources(machine)[0] in (named, [named])
    assert "${" not in notes(machine)


def test_the_executions_of_a_nested_machine_go_by_its_name(tmp_path: Path) -> None:
    given = "Resource: 'arn:aws:states:::states:startExecution.sync', Parameters: {StateMachineArn: !Ref X}"
    state = f"{{Type: Task, {given}, End: true}}"
    text = f"""
        Resources:
          M: {{Type: AWS::Serverless::StateMachine, Properties: {{Definition: {{StartAt: A, States: {{A: {state}}}}}}}}}
          X: {{Type: AWS::Serverless::StateMachine, Properties: {{Definition: {PASS}}}}}
        """
    machine = sfn.load(write(tmp_path, text), "M")
    assert resources(machine)[1] == ["arn:aws:states:us-east-1:123456789012:execution:${X.Name}:*"]


@pytest.mark.parametrize(
    ("kind", "value", "read", "note"),
    [
        ("AWS::Serverless::Function", "!GetAtt X.Arn", "lambda-function", ""),
        ("AWS::Lambda::Alias", "!Ref X", "lambda-function", ""),
        ("AWS::StepFunctions::Activity", "!Ref X", "activity", ""),
        ("AWS::Custom::Thing", "!GetAtt X.Arn", "placeholder", "assumed to be a Lambda function"),
    ],
)
def test_a_resource_that_is_declared_is_not_guessed(
    kind: str, value: str, read: str, note: str, tmp_path: Path
) -> None:
    text = f"""
        Resources:
          M:
            Type: AWS::Serverless::StateMachine
            Properties:
              DefinitionSubstitutions: {{FnArn: {value}}}
              Definition: {ASL}
          X: {{Type: {kind}}}
        """
    machine = load(tmp_path, text)
    assert machine.tasks[0].kind == read
    assert "assumed to be a Lambda function" in notes(machine) if note else "assumed to be" not in notes(machine)
    unexplained = sfn.generate(machine, HERE).unexplained
    assert not unexplained


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("Resources:\n  Q: {Type: AWS::SQS::Queue}\n", "1:1", "declares no state machine (1 resource)"),
        ("Transform: x\nResources: {}\n", "2:1", "(0 resources)"),
        ("Resources:\n  S: {Type: AWS::CloudFormation::Stack}\n  T: {Type: [x]}\n  U: 5\n", "1:1", "(3 resources)"),
        ("Resources:\n  Fn::ForEach::Each: [N, [A], {'M${N}': {}}]\n", "1:1", "Fn::ForEach, which is not expanded"),
        ("Outputs:\n  X: {Value: !Ref Y}\n", "1:1", "not a state machine"),
    ],
)
def test_a_template_without_machine_is_refused(text: str, place: str, message: str, tmp_path: Path) -> None:
    error = fault(tmp_path, text)
    assert (f"{error.line}:{error.column}", message in error.message) == (place, True), error.message
