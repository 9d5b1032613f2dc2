"""The permissions of SDK calls on storage, tables, messages, events and secrets, in scope `least`."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.machines import HERE
from tests.support.engine.sdk_machines import granted, policy_of_call

HOME = "us-east-1:123456789012"
TABLE = f"arn:aws:dynamodb:{HOME}:table"
BUS = f"arn:aws:events:{HOME}"


@pytest.mark.parametrize(
    ("parameters", "read"),
    [
        ({"CopySource": "src/in/a.csv"}, {"s3:GetObject": {"arn:aws:s3:::src/in/a.csv"}}),
        ({"CopySource.$": "States.Format('src/{}', $.k)"}, {"s3:GetObject": {"arn:aws:s3:::src/*"}}),
        ({"CopySource.$": "$.source"}, {"s3:GetObject": {"arn:aws:s3:::*/*"}}),
        (
            {"CopySource": "src/a?versionId=3"},
            {"s3:GetObject": {"arn:aws:s3:::src/a"}, "s3:GetObjectVersion": {"arn:aws:s3:::src/a"}},
        ),
    ],
)
def test_a_copy_reads_its_source_and_writes_its_target(parameters: dict[str, Any], read: dict[str, set[str]]) -> None:
    found = granted("s3:copyObject", {"Bucket": "dst", "Key": "k", **parameters})
    assert found == {**read, "s3:PutObject": {"arn:aws:s3:::dst/k"}}


def test_what_an_object_is_written_with_brings_permissions() -> None:
    key = "arn:aws:kms:eu-west-1:111111111111:key/abc"
    given = {"Bucket": "b", "Key": "k", "ACL": "private", "Tagging": "a=b", "SSEKMSKeyId": key}
    assert granted("s3:putObject", given) == {
        "s3:PutObject": {"arn:aws:s3:::b/k"},
        "s3:PutObjectAcl": {"arn:aws:s3:::b/k"},
        "s3:PutObjectTagging": {"arn:aws:s3:::b/k"},
        "kms:GenerateDataKey": {key},
    }


def test_every_deleted_object_is_named_and_versions_only_if_they_are_given() -> None:
    both = {"arn:aws:s3:::b/a", "arn:aws:s3:::b/c"}
    objects: list[dict[str, str]] = [{"Key": "a"}, {"Key": "c"}]
    assert granted("s3:deleteObjects", {"Bucket": "b", "Delete": {"Objects": objects}}) == {"s3:DeleteObject": both}
    objects[0]["VersionId"] = "1"
    found = granted("s3:deleteObjects", {"Bucket": "b", "Delete": {"Objects": objects}})
    assert found == {"s3:DeleteObject": both, "s3:DeleteObjectVersion": both}


@pytest.mark.parametrize("operation", ["query", "scan"])
def test_a_call_on_an_index_is_authorized_on_the_index_alone(operation: str) -> None:
    action = f"dynamodb:{operation.capitalize()}"
    assert granted(f"dynamodb:{operation}", {"TableName": "T"}) == {action: {f"{TABLE}/T"}}
    found = granted(f"dynamodb:{operation}", {"TableName": "T", "IndexName": "I"})
    assert found == {action: {f"{TABLE}/T/index/I"}}


def test_the_keys_of_a_batch_are_its_tables() -> None:
    requests: dict[str, Any] = {"A": {"Keys": []}, "B": {"Keys": []}}
    found = granted("dynamodb:batchGetItem", {"RequestItems": requests})
    assert found == {"dynamodb:BatchGetItem": {f"{TABLE}/A", f"{TABLE}/B"}}


def test_each_item_of_a_transaction_needs_the_right_of_its_kind() -> None:
    items = [{"Put": {"TableName": "A"}}, {"ConditionCheck": {"TableName": "B"}}, {"Put": {"TableName": "C"}}]
    assert granted("dynamodb:transactWriteItems", {"TransactItems": items}) == {
        "dynamodb:PutItem": {f"{TABLE}/A", f"{TABLE}/C"},
        "dynamodb:ConditionCheckItem": {f"{TABLE}/B"},
    }


@pytest.mark.parametrize("parameters", [{}, {"TransactItems.$": "$.items"}])
def test_a_transaction_of_unknown_items_needs_the_rights_of_all_kinds(parameters: dict[str, Any]) -> None:
    assert set(granted("dynamodb:transactWriteItems", parameters)) == {
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:ConditionCheckItem",
    }


@pytest.mark.parametrize(
    ("statement", "actions", "resources"),
    [
        ('SELECT * FROM "T"."I"', {"PartiQLSelect"}, {f"{TABLE}/T", f"{TABLE}/T/index/I"}),
        ("insert into T value {}", {"PartiQLInsert"}, {f"{TABLE}/T"}),
        ("UPDATE T SET a=1", {"PartiQLUpdate"}, {f"{TABLE}/T"}),
        ("DELETE FROM T", {"PartiQLDelete"}, {f"{TABLE}/T"}),
        ('UPDATE "arn:aws:dynamodb:eu-west-1:1:table/T"', {"PartiQLUpdate"}, {"arn:aws:dynamodb:eu-west-1:1:table/T"}),
        ("SELECT 1", {"PartiQLSelect"}, {f"{TABLE}/*"}),
    ],
)
def test_a_statement_needs_the_right_of_its_kind(statement: str, actions: set[str], resources: set[str]) -> None:
    found = granted("dynamodb:executeStatement", {"Statement": statement})
    assert found == {f"dynamodb:{action}": resources for action in actions}


def test_a_statement_that_is_only_known_at_run_time_may_be_of_any_kind() -> None:
    assert len(granted("dynamodb:executeStatement", {"Statement.$": "$.statement"})) == 4


@pytest.mark.parametrize(
    ("operation", "parameter"),
    [("batchExecuteStatement", "Statements"), ("executeTransaction", "TransactStatements")],
)
def test_each_statement_of_a_batch_needs_the_right_of_its_verb_on_its_own_table_alone(
    operation: str, parameter: str
) -> None:
    statements: list[dict[str, Any]] = [
        {"Statement": "SELECT * FROM A"},
        {"Statement": "INSERT INTO B VALUE {}"},
        {"Statement.$": "States.Format('UPDATE C SET a={}', $.a)"},
    ]
    found = granted(f"dynamodb:{operation}", {parameter: statements})
    assert found == {
        "dynamodb:PartiQLSelect": {f"{TABLE}/A"},
        "dynamodb:PartiQLInsert": {f"{TABLE}/B"},
        "dynamodb:PartiQLUpdate": {f"{TABLE}/C"},
    }


@pytest.mark.parametrize("statement", [{"Statement.$": "$.s"}, {"Statement": "${Any}"}, {"Statement": "?"}, {}])
def test_an_unknown_statement_of_a_batch_may_be_of_any_verb_on_any_table(statement: dict[str, Any]) -> None:
    found = granted("dynamodb:batchExecuteStatement", {"Statements": [{"Statement": "SELECT * FROM A"}, statement]})
    assert len(found) == 4
    assert all(f"{TABLE}/*" in resources for resources in found.values())


@pytest.mark.parametrize("parameters", [{}, {"Statements.$": "$.s"}, {"Statements": []}])
def test_a_batch_of_unknown_statements_needs_every_verb_on_every_table(parameters: dict[str, Any]) -> None:
    found = granted("dynamodb:batchExecuteStatement", parameters)
    assert list(found.values()) == [{f"{TABLE}/*"}] * 4


@pytest.mark.parametrize(
    ("parameters", "rules"),
    [
        ({}, {"rule/r"}),
        ({"EventBusName": "default"}, {"rule/r"}),
        ({"EventBusName": f"{BUS}:event-bus/default"}, {"rule/r"}),
        ({"EventBusName": "b"}, {"rule/b/r"}),
        ({"EventBusName": f"{BUS}:event-bus/b"}, {"rule/b/r"}),
    ],
)
def test_a_rule_has_its_bus_in_its_arn_unless_it_is_the_default_one(
    parameters: dict[str, Any], rules: set[str]
) -> None:
    for name in ("Name", "Rule"):
        operation = "putRule" if name == "Name" else "putTargets"
        found = granted(f"eventbridge:{operation}", {name: "r", **parameters})
        assert found == {f"events:{operation[0].upper()}{operation[1:]}": {f"{BUS}:{rule}" for rule in rules}}


def test_events_go_to_the_default_bus_where_none_is_named() -> None:
    found = granted("eventbridge:putEvents", {"Entries": [{"Detail": {}}, {"EventBusName": "b"}]})
    assert found == {"events:PutEvents": {f"{BUS}:event-bus/default", f"{BUS}:event-bus/b"}}


@pytest.mark.parametrize(
    ("parameters", "resource"),
    [
        ({"TopicArn": "arn:aws:sns:eu-west-1:1:t"}, "arn:aws:sns:eu-west-1:1:t"),
        ({"TopicArn.$": "$.topic"}, "arn:aws:sns:*:*:*"),
        ({"PhoneNumber": "+15550100"}, "*"),
        ({}, "*"),
    ],
)
def test_a_phone_number_is_no_resource(parameters: dict[str, Any], resource: str) -> None:
    assert granted("sns:publish", {"Message": "m", **parameters}) == {"sns:Publish": {resource}}


@pytest.mark.parametrize(
    ("parameters", "resource"),
    [
        ({"FunctionName": "f"}, f"arn:aws:lambda:{HOME}:function:f"),
        ({"FunctionName": "f", "Qualifier": "live"}, f"arn:aws:lambda:{HOME}:function:f:live"),
        ({"FunctionName": "f:live"}, f"arn:aws:lambda:{HOME}:function:f:live"),
        ({"FunctionName": "${FunctionArn}", "Qualifier": "live"}, "${FunctionArn}:live"),
        ({"FunctionName.$": "$.f"}, "arn:aws:lambda:*:*:function:*"),
    ],
)
def test_a_version_is_called_with_its_own_arn(parameters: dict[str, Any], resource: str) -> None:
    assert granted("lambda:invoke", parameters) == {"lambda:InvokeFunction": {resource}}


def test_a_parameter_called_resource_is_not_the_field_of_the_task() -> None:
    arn = "arn:aws:lambda:eu-west-1:1:function:f"
    assert granted("lambda:listTags", {"Resource": arn}) == {"lambda:ListTags": {arn}}


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("cloudwatch:putMetricData", {"Namespace": "n", "MetricData": []}),
        ("cloudwatch:describeAlarms", {"AlarmNames": ["a"]}),
        ("sfn:sendTaskSuccess", {"TaskToken.$": "$.t", "Output": "{}"}),
        ("iam:listUsers", {}),
    ],
)
def test_some_calls_need_every_resource_and_say_why(name: str, parameters: dict[str, Any]) -> None:
    (grant,) = policy_of_call(name, parameters).grants
    assert grant.resource == "*"
    assert grant.wildcards


def test_a_name_in_iam_may_have_a_path_which_the_wildcard_says() -> None:
    role = "arn:aws:iam::123456789012:role"
    grants = policy_of_call("iam:getRole", {"RoleName": "r"}).grants
    assert {grant.resource for grant in grants} == {f"{role}/r", f"{role}/*/r"}
    (cause,) = next(grant.wildcards for grant in grants if "*" in grant.resource)
    assert cause.text == "a name does not tell its path"


def test_directory_buckets_and_object_lambda_have_actions_of_their_own() -> None:
    directory = {"Bucket": "b--use1-az4--x-s3", "Key": "k"}
    session = "arn:aws:s3express:us-east-1:123456789012:bucket/b--use1-az4--x-s3"
    assert granted("s3:getObject", directory) == {"s3express:CreateSession": {session}}
    through_lambda = "arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint/a"
    found = granted("s3:getObject", {"Bucket": through_lambda, "Key": "k"})
    assert found == {"s3-object-lambda:GetObject": {through_lambda}}


TEMPLATE = """
Resources:
  Password:
    Type: AWS::SecretsManager::Secret
  Jobs:
    Type: AWS::SQS::Queue
    Properties: {KmsMasterKeyId: "arn:aws:kms:us-east-1:123456789012:key/k"}
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions: {Secret: !Ref Password, Queue: !Ref Jobs}
      Definition:
        StartAt: Call
        States:
          Call: {Type: Task, Resource: "arn:aws:states:::aws-sdk:NAME", Parameters: PARAMETERS, End: true}
"""


def of_template(name: str, parameters: str) -> sfn.Policy:
    return sfn.generate(
        sfn.parse(TEMPLATE.replace("NAME", name).replace("PARAMETERS", parameters)), HERE, scope="least"
    )


def test_a_declared_secret_is_named_by_its_own_arn() -> None:
    (grant,) = of_template("secretsmanager:getSecretValue", '{SecretId: "${Secret}"}').grants
    assert grant.resource == "${Password.Id}"


@pytest.mark.parametrize(
    ("operation", "actions"),
    [
        ("receiveMessage", {"sqs:ReceiveMessage", "kms:Decrypt"}),
        ("sendMessageBatch", {"sqs:SendMessage", "kms:Decrypt", "kms:GenerateDataKey"}),
        ("deleteMessage", {"sqs:DeleteMessage"}),
    ],
)
def test_the_key_of_a_declared_queue_is_granted_and_not_left_to_a_person(operation: str, actions: set[str]) -> None:
    policy = of_template(f"sqs:{operation}", '{QueueUrl: "${Queue}"}')
    assert {grant.action for grant in policy.grants} == actions
    assert policy.by_hand == ()
