"""What the policy says of ARNs, merging and doubtful values, beyond the guide's own examples."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.catalog.model import Scope
from tests.support.engine.machines import HERE, chain, only_statement, policy_of, resources_of, statements_of, task

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function"


@pytest.mark.parametrize(
    ("name", "arn"),
    [
        ("check", f"{FUNCTION}:check"),
        ("123456789012:check", f"{FUNCTION}:check"),
        ("210987654321:function:check", "arn:aws:lambda:us-east-1:210987654321:function:check"),
        (
            "arn:aws:lambda:eu-west-1:210987654321:function:check",
            "arn:aws:lambda:eu-west-1:210987654321:function:check",
        ),
        ("${CheckArn}", "${CheckArn}"),
        ("${CheckName}", f"{FUNCTION}:${{CheckName}}"),
        (
            "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:check",
            "arn:aws:lambda:us-east-1:123456789012:function:check",
        ),
    ],
)
def test_a_function_may_be_a_name_a_partial_arn_or_an_arn(name: str, arn: str) -> None:
    assert resources_of("lambda:invoke", {"FunctionName": name}) == [arn]


@pytest.mark.parametrize(
    "parameters",
    [
        {"FunctionName": f"{FUNCTION}:check:$LATEST"},
        {"FunctionName": f"{FUNCTION}:check:7"},
        {"FunctionName": "check:live"},
        {"FunctionName": "check", "Qualifier": "live"},
        {"FunctionName": "check", "Qualifier.$": "$.alias"},
    ],
)
def test_a_qualified_function_gives_all_versions_and_the_bare_function(parameters: dict[str, Any]) -> None:
    rows = statements_of(chain(Step=task("lambda:invoke", parameters)))
    assert [row["Resource"] for row in rows] == [[f"{FUNCTION}:check:*"], [f"{FUNCTION}:check"]]


def test_scope_least_names_the_very_version_of_a_function() -> None:
    assert resources_of("lambda:invoke", {"FunctionName": "check:live"}, "least") == [f"{FUNCTION}:check:live"]


def test_bare_functions_join_the_second_statement_of_qualified_ones() -> None:
    machine = chain(
        A=task("lambda:invoke", {"FunctionName": "a:$LATEST"}), B=task(f"{FUNCTION}:b"), C=task(f"{FUNCTION}:c:1")
    )
    rows = [row["Resource"] for row in statements_of(machine)]
    assert rows == [[f"{FUNCTION}:a:*", f"{FUNCTION}:c:*"], [f"{FUNCTION}:a", f"{FUNCTION}:b", f"{FUNCTION}:c"]]


@pytest.mark.parametrize(
    ("url", "arn"),
    [
        ("https://sqs.eu-west-1.amazonaws.com/210987654321/jobs.fifo", "arn:aws:sqs:eu-west-1:210987654321:jobs.fifo"),
        ("https://sqs.cn-north-1.amazonaws.com.cn/210987654321/jobs", "arn:aws-cn:sqs:cn-north-1:210987654321:jobs"),
        (
            "https://sqs.us-gov-west-1.amazonaws.com/210987654321/jobs",
            "arn:aws-us-gov:sqs:us-gov-west-1:210987654321:jobs",
        ),
        ("https://eu-west-1.queue.amazonaws.com/210987654321/jobs", "arn:aws:sqs:eu-west-1:210987654321:jobs"),
        ("https://queue.amazonaws.com/210987654321/jobs", "arn:aws:sqs:us-east-1:210987654321:jobs"),
        (
            "https://vpce-1.sqs.eu-west-1.vpce.amazonaws.com/210987654321/jobs",
            "arn:aws:sqs:eu-west-1:210987654321:jobs",
        ),
        ("https://sqs-fips.us-east-2.amazonaws.com/210987654321/jobs", "arn:aws:sqs:us-east-2:210987654321:jobs"),
        ("https://sqs.us-iso-east-1.c2s.ic.gov/210987654321/jobs", "arn:aws-iso:sqs:us-iso-east-1:210987654321:jobs"),
        (
            "https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/jobs",
            "arn:aws:sqs:us-east-1:123456789012:jobs",
        ),
        ("${QueueUrl}", "arn:aws:sqs:us-east-1:123456789012:*"),
        ("${QueueArn}", "${QueueArn}"),
    ],
)
def test_a_queue_arn_is_read_from_its_url_in_any_partition(url: str, arn: str) -> None:
    assert resources_of("sqs:sendMessage", {"QueueUrl": url}) == [arn]


def test_a_url_that_names_no_queue_gives_a_wildcard_and_a_note() -> None:
    policy = policy_of(chain(Step=task("sqs:sendMessage", {"QueueUrl": "jobs"})))
    assert policy.document["Statement"][0]["Resource"] == "*"
    assert any("'jobs'" in note.text and note.kind == "assumed" for note in policy.notes)


@pytest.mark.parametrize("suffix", ["", ":7", ":live"])
def test_a_nested_machine_is_authorised_without_its_version_or_alias(suffix: str) -> None:
    child = f"arn:aws:states:eu-west-1:210987654321:stateMachine:child{suffix}"
    rows = statements_of(chain(Step=task("states:startExecution.sync:2", {"StateMachineArn": child})))
    assert rows[0]["Resource"] == ["arn:aws:states:eu-west-1:210987654321:stateMachine:child"]
    assert rows[1]["Resource"] == ["arn:aws:states:eu-west-1:210987654321:execution:child:*"]
    assert rows[2]["Resource"] == [
        "arn:aws:events:us-east-1:123456789012:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule"
    ]


def test_static_and_dynamic_tables_stay_apart_in_the_guide_and_join_in_least() -> None:
    machine = chain(
        A=task("dynamodb:getItem", {"TableName": "a"}),
        B=task("dynamodb:getItem", {"TableName.$": "$.t"}),
        C=task("dynamodb:getItem", {"TableName": "c"}),
    )
    guide = statements_of(machine)
    assert [row["Resource"] for row in guide] == [
        [f"arn:aws:dynamodb:us-east-1:123456789012:table/{name}" for name in "ac"],
        "*",
    ]
    least = policy_of(machine, "least")
    (statement,) = least.document["Statement"]
    assert statement["Action"] == ["dynamodb:GetItem"]
    assert statement["Resource"] == "arn:aws:dynamodb:*:*:table/*"
    assert least.grants[0].states == (("B",), ("A",), ("C",))


def test_equal_permissions_of_several_tasks_are_listed_once_with_all_their_states() -> None:
    machine = chain(A=task("sns:publish", {"TopicArn": "${T}"}), B=task("sns:publish", {"TopicArn": "${T}"}))
    (grant,) = policy_of(machine).grants
    assert (grant.action, grant.states) == ("sns:Publish", (("A",), ("B",)))


def test_event_rules_of_different_services_share_one_statement() -> None:
    machine = chain(
        A=task("ecs:runTask.sync", {"TaskDefinition": "t:1"}), B=task("batch:submitJob.sync", {"JobName": "j"})
    )
    rules = [row["Resource"] for row in statements_of(machine) if "events:PutRule" in row["Action"]]
    assert [[arn.rpartition("/")[2] for arn in rule] for rule in rules] == [
        ["StepFunctionsGetEventsForECSTaskRule", "StepFunctionsGetEventsForBatchJobsRule"]
    ]


def test_sids_are_unique_in_the_document() -> None:
    call = {"ApiEndpoint": "https://a.example/x", "Method": "GET"}
    machine = chain(
        A=task("http:invoke", {**call, "Authentication": {"ConnectionArn": "arn:aws:events:r:1:connection/a/1"}}),
        B=task("http:invoke", {**call, "Method": "PUT", "Authentication": {"ConnectionArn": "${C.Arn}"}}),
        C=task("bedrock:invokeModel", {"ModelId": "amazon.titan-text-express-v1"}),
        D=task("bedrockagentcore:invokeHarness", {"HarnessArn": "${H}"}),
    )
    sids = [row["Sid"] for row in statements_of(machine)]
    assert len(set(sids)) == len(sids) > 4


def test_an_http_task_with_an_address_from_input_has_no_condition_on_it() -> None:
    policy = policy_of(chain(Step=task("http:invoke", {"ApiEndpoint.$": "$.url", "Method": "GET"})))
    assert policy.document["Statement"][0]["Condition"] == {"StringEquals": {"states:HTTPMethod": "GET"}}
    assert any("states:HTTPEndpoint" in note.text for note in policy.notes)


@pytest.mark.parametrize(
    "resource",
    [
        "arn:aws:states:::aws-sdk:s3:copyObjects",
        "arn:aws:states:::aws-sdk:s3:copyObject.sync",
        "arn:aws:states:::sqs:sendMessages",
        "arn:aws:states:::sqs:sendMessage.sync",
        "arn:aws:states:::nothing:here",
        "nonsense",
    ],
)
def test_a_task_that_the_catalog_does_not_know_is_listed_with_a_reason(resource: str) -> None:
    policy = policy_of(chain(Step={"Type": "Task", "Resource": resource}))
    (entry,) = policy.unexplained
    assert (entry.state, entry.resource) == (("Step",), resource)
    assert entry.reason.endswith(".") and len(entry.reason) > 20
    assert (policy.explained_count, policy.task_count, policy.document["Statement"]) == (0, 1, [])


def test_a_near_name_is_offered_for_an_unknown_integration() -> None:
    policy = policy_of(chain(Step=task("sqs:sendMesage", {})))
    assert "did you mean 'sqs:sendMessage'?" in policy.unexplained[0].reason


def test_a_publish_that_names_nothing_is_unexplained_and_not_silently_dropped() -> None:
    policy = policy_of(chain(Step=task("sns:publish", {"Message": "hi"})))
    assert policy.unexplained and not policy.statements


def test_a_placeholder_for_a_whole_resource_is_taken_for_a_function_and_marked() -> None:
    policy = policy_of(chain(Step=task("${Step}")))
    assert policy.document["Statement"][0]["Resource"] == ["${Step}"]
    assert any(note.kind == "assumed" and "${Step}" in note.text for note in policy.notes)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (sfn.Context(), ("aws", "eu-west-1", "210987654321")),
        (sfn.Context(region="us-east-2"), ("aws", "us-east-2", "210987654321")),
        (sfn.Context(region="cn-north-1"), ("aws-cn", "cn-north-1", "210987654321")),
        (sfn.Context(partition="aws-us-gov"), ("aws-us-gov", "eu-west-1", "210987654321")),
    ],
)
def test_the_place_is_what_is_given_and_else_what_the_arns_agree_on(
    given: sfn.Context, expected: tuple[str, ...]
) -> None:
    machine = chain(
        A=task("sns:publish", {"TopicArn": "arn:aws:sns:eu-west-1:210987654321:t"}),
        B=task("dynamodb:getItem", {"TableName": "orders"}),
    )
    partition, region, account = expected
    rows = statements_of(machine, context=given)
    assert rows[0]["Resource"] == ["arn:aws:sns:eu-west-1:210987654321:t"]
    assert rows[1]["Resource"] == [f"arn:{partition}:dynamodb:{region}:{account}:table/orders"]


def test_a_place_that_is_not_known_is_shown_as_unresolved() -> None:
    machine = chain(
        A=task("sns:publish", {"TopicArn": "arn:aws:sns:eu-west-1:210987654321:t"}),
        B=task("sns:publish", {"TopicArn": "arn:aws:sns:eu-west-2:210987654322:t"}),
        C=task("dynamodb:getItem", {"TableName": "orders"}),
    )
    policy = policy_of(machine, context=sfn.Context())
    assert "arn:aws:dynamodb:<region>:<account>:table/orders" in policy.document["Statement"][1]["Resource"]
    assert [note.kind for note in policy.notes] == ["unresolved", "unresolved"]


def test_an_expression_with_a_known_beginning_is_a_wildcard_in_the_guide_and_narrow_in_least() -> None:
    parameters = {"TableName.$": "States.Format('orders-{}', $.stage)"}
    assert resources_of("dynamodb:getItem", parameters) == "*"
    assert resources_of("dynamodb:getItem", parameters, "least") == [
        "arn:aws:dynamodb:us-east-1:123456789012:table/orders-*"
    ]


def test_a_partly_known_arn_is_narrow_in_least() -> None:
    state = task(
        "sns:publish",
        {"TopicArn": "{% 'arn:aws:sns:eu-west-1:210987654321:' & $states.input.topic %}"},
        QueryLanguage="JSONata",
    )
    assert only_statement(chain(Step=state), "least")["Resource"] == ["arn:aws:sns:eu-west-1:210987654321:*"]


def test_patterns_bring_and_take_their_permissions() -> None:
    def actions(suffix: str) -> set[str]:
        grants = policy_of(chain(Step=task(f"ecs:runTask{suffix}", {"TaskDefinition": "t:1"}))).grants
        return {f"{grant.reason} {grant.action}" for grant in grants}

    assert actions("") == actions(".waitForTaskToken") == {"call ecs:RunTask"}
    assert actions(".sync") == {
        "call ecs:RunTask",
        "poll ecs:DescribeTasks",
        "cancel ecs:StopTask",
        "event events:PutTargets",
        "event events:PutRule",
        "event events:DescribeRule",
    }


def test_nothing_is_noted_of_a_parameter_that_the_policy_does_not_use() -> None:
    configuration = {"EncryptionConfiguration": {"EncryptionOption": "SSE_KMS", "KmsKey": "alias/aws/s3"}}
    query = task("athena:startQueryExecution", {"QueryString": "SELECT 1", "ResultConfiguration": configuration})
    policy = policy_of(chain(Ask=query))
    assert not [note.text for note in policy.notes if "KmsKey" in note.text]
    assert not [grant for grant in policy.grants if grant.action.startswith("kms:")]


@pytest.mark.parametrize("scope", ["guide", "least"])
@pytest.mark.parametrize(
    ("model", "others"),
    [
        ("application-inference-profile/a1b2", ["bedrock:*::foundation-model/*"]),
        ("prompt-router/a1b2", ["bedrock:*:123456789012:inference-profile/*", "bedrock:*::foundation-model/*"]),
        (
            "default-prompt-router/meta.llama:1",
            ["bedrock:*:123456789012:inference-profile/*", "bedrock:*::foundation-model/*"],
        ),
    ],
)
def test_what_chooses_a_model_needs_the_models_behind_it(scope: Scope, model: str, others: list[str]) -> None:
    arn = f"arn:aws:bedrock:us-east-1:123456789012:{model}"
    policy = policy_of(chain(Ask=task("bedrock:invokeModel", {"ModelId": arn, "Body": {}})), scope)
    assert [grant.resource for grant in policy.grants] == [arn, *(f"arn:aws:{other}" for other in others)]


@pytest.mark.parametrize(
    ("call", "action"), [("events:putEvents", "events:PutEvents"), ("mediaconvert:createJob", "mediaconvert:CreateJob")]
)
def test_what_the_policy_allows_already_is_not_to_be_added_by_hand(call: str, action: str) -> None:
    state = {"Type": "Task", "QueryLanguage": "JSONata", "Resource": f"arn:aws:states:::{call}"}
    policy = policy_of(chain(Call={**state, "Arguments": "{% $states.input %}"}), "least")
    assert [note.text for note in policy.by_hand if action in note.actions] == []


def test_an_unknown_scope_is_refused() -> None:
    with pytest.raises(ValueError, match="guide"):
        sfn.generate(sfn.parse(chain(A={"Type": "Pass"})), HERE, scope="wide")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("resource", "parameters"),
    [
        ("sns:publish", {"TopicArn": "orders"}),
        ("mediaconvert:createJob", {"Role": "MediaRole"}),
        ("bedrockagentcore:invokeHarness", {"HarnessArn": "mine"}),
    ],
)
def test_a_bare_name_where_only_an_arn_will_do_is_never_written_as_a_resource(
    resource: str, parameters: dict[str, Any]
) -> None:
    policy = policy_of(chain(Step=task(resource, parameters)))
    (value,) = parameters.values()
    assert all(value not in grant.resource for grant in policy.grants)
    assert any(f"'{value}'" in note.text for note in policy.notes)


def test_part_of_an_arn_as_a_placeholder_is_kept() -> None:
    assert resources_of("sns:publish", {"TopicArn": "${Prefix}-topic"}) == ["${Prefix}-topic"]
