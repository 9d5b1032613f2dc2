"""What CloudFormation's functions give: a text, one of several, or a wildcard with a note."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.sources.templates.choices import MAX_CHOICES, function_choices
from sfn_engine.sources.templates.functions import template_function
from tests.support.engine.files import write
from tests.support.engine.machines import HERE

MAPPINGS = {
    "Names": {"dev": {"table": "books-dev", "all": ["a", "b"]}, "prod": {"table": "books-prod", "all": ["c", "d"]}}
}
SPLIT = {"Fn::Split": [":", {"Fn::Sub": "arn:aws:sqs:${AWS::Region}:1:jobs"}]}


def given_by(function: dict[str, Any]) -> tuple[str, ...] | None:
    text = template_function(function)
    assert text is not None
    return function_choices([function], MAPPINGS).get(text[2:-1])


@pytest.mark.parametrize(
    ("function", "texts"),
    [
        ({"Fn::FindInMap": ["Names", "dev", "table"]}, ("books-dev",)),
        ({"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "table"]}, ("books-dev", "books-prod")),
        ({"Fn::FindInMap": ["Names", "test", "table", {"DefaultValue": "books"}]}, ("books",)),
        ({"Fn::FindInMap": ["Names", "dev", "table", {"DefaultValue": "books"}]}, ("books-dev",)),
        (
            {"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "table", {"DefaultValue": "books"}]},
            ("books-dev", "books-prod", "books"),
        ),
        ({"Fn::FindInMap": ["Others", "dev", "table"]}, None),
        ({"Fn::Select": [1, {"Fn::FindInMap": ["Names", "dev", "all"]}]}, ("b",)),
        ({"Fn::Select": ["0", {"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "all"]}]}, ("a", "c")),
        ({"Fn::Select": [2, ["a", "b"]]}, None),
        ({"Fn::Select": [5, SPLIT]}, ("jobs",)),
        ({"Fn::Select": [3, SPLIT]}, ("${AWS::Region}",)),
        ({"Fn::Select": [0, {"Fn::Split": ["-", {"Ref": "Name"}]}]}, None),
        ({"Fn::Select": [1, {"Fn::If": ["IsProd", ["a", "b"], ["c", "d"]]}]}, ("b", "d")),
        ({"Fn::If": ["IsProd", {"Ref": "A"}, {"Fn::GetAtt": ["B", "Arn"]}]}, ("${A}", "${B.Arn}")),
        ({"Fn::If": ["IsProd", "a", {"Fn::If": ["IsTest", "b", "c"]}]}, ("a", "b", "c")),
        ({"Fn::If": ["IsProd", {"Ref": "AWS::NoValue"}, "a"]}, ("a",)),
        ({"Fn::If": ["IsProd", {"Fn::ImportValue": "x"}, "a"]}, ("${Fn::ImportValue x}", "a")),
        ({"Fn::Join": [",", {"Fn::FindInMap": ["Names", "dev", "all"]}]}, ("a,b",)),
        ({"Fn::ImportValue": "x"}, None),
        ({"Fn::If": "IsProd"}, None),
        ({"Fn::Select": {}}, None),
        ({"Fn::FindInMap": [1, 2, 3]}, None),
    ],
)
def test_a_function_gives_what_the_template_says(function: dict[str, Any], texts: tuple[str, ...] | None) -> None:
    assert given_by(function) == texts


def test_a_function_that_may_give_very_many_texts_is_not_known() -> None:
    values: Any = "x0"
    for number in range(1, MAX_CHOICES + 5):
        values = {"Fn::If": [f"C{number}", f"x{number}", values]}
    assert given_by(values) is None


plain = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just({"Ref": "A"}))
names = st.sampled_from(["Fn::If", "Fn::FindInMap", "Fn::Select", "Fn::Split", "Fn::Join", "Fn::Sub", "Fn::GetAZs"])


@given(
    st.recursive(
        plain,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=1)),
        max_leaves=20,
    )
)
def test_any_data_is_read(data: Any) -> None:
    for texts in function_choices([data], MAPPINGS).values():
        assert 0 < len(texts) <= MAX_CHOICES and all(isinstance(text, str) for text in texts)


TEMPLATE = """\
Parameters:
  Stage: {Type: String}
  News: {Type: String, Description: Amazon Resource Name of the topic for news}
  Jobs: {Type: String, Default: "arn:aws:lambda:us-east-1:123456789012:function:jobs"}
  Store: {Type: String, AllowedPattern: "arn:aws:dynamodb:.+"}
  Key: {Type: "AWS::SSM::Parameter::Value<String>", Default: /books/table-arn}
  Either: {Type: String, Description: Name or ARN of the table}
Mappings: {Names: {dev: {table: books-dev}, prod: {table: books-prod}}}
Resources:
  A: {Type: AWS::SQS::Queue}
  B: {Type: AWS::SQS::Queue}
  Api: {Type: AWS::ApiGatewayV2::Api}
  BooksArn: {Type: AWS::DynamoDB::Table}
  Nightly: {Type: AWS::Glue::Job}
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions: {Value: VALUE, ValueArn: VALUE}
      Definition:
        StartAt: Do
        States:
          Do: {Type: Task, Resource: "arn:aws:states:::CALL", Parameters: {PARAMETER: WRITTEN}, End: true}
"""
TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table"


def resources(folder: Path, call: str, value: str, written: str = '"${Value}"') -> tuple[str, ...]:
    name, parameter = call.split(" ")
    text = TEMPLATE.replace("VALUE", value).replace("CALL", name).replace("PARAMETER", parameter)
    machine = sfn.load(write(folder, text.replace("WRITTEN", written)))
    statements = sfn.generate(machine, HERE).statements
    return statements[0].resources if len(statements) == 1 else tuple(s.resources[0] for s in statements)


@pytest.mark.parametrize(
    ("call", "value", "expected"),
    [
        ("sqs:sendMessage QueueUrl", "!GetAtt A.QueueUrl", ("${A.Arn}",)),
        ("sqs:sendMessage QueueUrl", "!GetAtt A.QueueName", ("${A.Arn}",)),
        ("sqs:sendMessage QueueUrl", "!If [IsProd, !Ref A, !GetAtt B.QueueUrl]", ("${A.Arn}", "${B.Arn}")),
        ("sqs:sendMessage QueueUrl", "!ImportValue queue", ("arn:aws:sqs:us-east-1:123456789012:*",)),
        ("dynamodb:getItem TableName", "!FindInMap [Names, prod, table]", (f"{TABLE}/books-prod",)),
        (
            "dynamodb:getItem TableName",
            "!FindInMap [Names, !Ref Stage, table]",
            (f"{TABLE}/books-dev", f"{TABLE}/books-prod"),
        ),
        ("dynamodb:getItem TableName", "!ImportValue table", (f"{TABLE}/*",)),
        ("dynamodb:getItem TableName", "!ImportValue TableArn", ("*",)),
        ("dynamodb:getItem TableName", '!Join ["-", [!ImportValue prefix, books]]', (f"{TABLE}/*-books",)),
        ("dynamodb:getItem TableName", "!Ref Store", ("${Store}",)),
        ("dynamodb:getItem TableName", "!Ref Key", ("${Key}",)),
        ("dynamodb:getItem TableName", "!Ref Either", (f"{TABLE}/${{Either}}",)),
        ("dynamodb:getItem TableName", "!Ref BooksArn", (f"{TABLE}/${{BooksArn}}",)),
        ("dynamodb:getItem TableName", "!GetAtt BooksArn.Arn", ("${BooksArn.Arn}",)),
        ("glue:startJobRun JobName", "!GetAtt Nightly.Arn", ("*",)),
        ("sns:publish TopicArn", "!Ref News", ("${News}",)),
        ("lambda:invoke FunctionName", "!Ref Jobs", ("${Jobs}",)),
        ("lambda:invoke FunctionName", '!Sub "${Jobs}:live"', ("${Jobs}:*", "${Jobs}")),
        (
            "apigateway:invoke ApiEndpoint",
            "!GetAtt Api.ApiEndpoint",
            ("arn:aws:execute-api:us-east-1:123456789012:${Api}/*/*/*",),
        ),
    ],
)
def test_a_policy_names_what_the_template_says(
    tmp_path: Path, call: str, value: str, expected: tuple[str, ...]
) -> None:
    assert resources(tmp_path, call, value) == expected


def test_the_name_of_a_substitution_says_that_it_is_an_arn(tmp_path: Path) -> None:
    assert resources(tmp_path, "dynamodb:getItem TableName", "!Ref Stage", '"${ValueArn}"') == ("${Stage}",)


def test_a_function_that_only_the_deployment_knows_has_a_note_and_can_be_set(tmp_path: Path) -> None:
    text = TEMPLATE.replace("VALUE", "!ImportValue table").replace("CALL", "dynamodb:getItem")
    path = write(tmp_path, text.replace("PARAMETER", "TableName").replace("WRITTEN", '"${Value}"'))
    notes = [note.text for note in sfn.generate(sfn.load(path), HERE).notes if note.kind == "unresolved"]
    assert notes == [
        "TableName is ${Fn::ImportValue table}, only known at deployment; the policy uses a wildcard for it. "
        "Set it with --set."
    ]
    bound = sfn.load(path, bindings={"Fn::ImportValue table": "books"})
    assert sfn.generate(bound, HERE).statements[0].resources == (f"{TABLE}/books",)


def test_choices_of_several_targets_are_read_together(tmp_path: Path) -> None:
    text = """
        Resources:
          M:
            Type: AWS::Serverless::StateMachine
            Properties:
              Definition:
                StartAt: Get
                States:
                  Get:
                    Type: Task
                    Resource: arn:aws:states:::apigateway:invoke
                    Parameters:
                      ApiEndpoint: !If [IsProd, a1.execute-api.eu-west-1.amazonaws.com, b2.execute-api.eu-west-1.amazonaws.com]
                      Stage: !If [IsProd, prod, test]
                      Method: GET
                      Path: books
                      AuthType: IAM_ROLE
                    End: true
        """  # noqa: E501
    found = sfn.generate(sfn.load(write(tmp_path, text)), HERE).statements[0].resources
    assert found == tuple(
        f"arn:aws:execute-api:eu-west-1:123456789012:{api}/{stage}/GET/books"
        for api in ("a1", "b2")
        for stage in ("prod", "test")
    )


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("{'Fn::}': x}", ["arn:aws:dynamodb:*:*:table/*"]),
        ("!ImportValue prefix", ["arn:aws:dynamodb:*:*:table/*"]),
        ("!Sub ['books-${p}', {p: !ImportValue prefix}]", [f"{TABLE}/books-*-*"]),
        ("!If [IsProd, a, b]", [f"{TABLE}/a-*", f"{TABLE}/b-*"]),
    ],
)
def test_a_function_may_give_the_beginning_of_an_expression(tmp_path: Path, name: str, tables: list[str]) -> None:
    text = f"""\
Resources:
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions: {{Name: {name}}}
      Definition:
        QueryLanguage: JSONata
        StartAt: Get
        States:
          Get:
            Type: Task
            Resource: arn:aws:states:::dynamodb:getItem
            Arguments: {{TableName: "{{% '${{Name}}-' & $states.input.x %}}", Key: {{}}}}
            End: true
"""
    policy = sfn.generate(sfn.load(write(tmp_path, text)), HERE, "least")
    assert [resource for statement in policy.statements for resource in statement.resources] == tables


@pytest.mark.parametrize(
    ("resource", "integration"),
    [
        ("!FindInMap [Calls, !Ref Stage, get]", "dynamodb:getItem"),
        ("!If [Prod, 'arn:aws:states:::dynamodb:getItem', 'arn:aws-cn:states:::dynamodb:getItem']", "dynamodb:getItem"),
        ("!If [IsProd, 'arn:aws:states:::dynamodb:getItem', 'arn:aws:states:::dynamodb:putItem']", ""),
        ("!If [IsProd, !GetAtt F.Arn, 'arn:aws:lambda:us-east-1:123456789012:function:f']", "lambda:function"),
        ("!ImportValue function", "lambda:function"),
    ],
)
def test_a_function_may_give_the_integration_of_a_task(tmp_path: Path, resource: str, integration: str) -> None:
    text = f"""\
Mappings: {{Calls: {{dev: {{get: "arn:aws:states:::dynamodb:getItem"}}}}}}
Resources:
  F: {{Type: AWS::Lambda::Function}}
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Call
        States: {{Call: {{Type: Task, Resource: {resource}, Parameters: {{TableName: books, Key: {{}}}}, End: true}}}}
"""
    machine = sfn.load(write(tmp_path, text))
    (task,) = machine.tasks
    assert task.integration == integration
    assert bool(sfn.generate(machine).unexplained) == (not integration)
    assert not [entry for entry in machine.diagnostics if entry.check == "resource"]
