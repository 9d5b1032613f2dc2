"""What calls of AWS Glue, Amazon Athena, Amazon Bedrock, API Gateway and the AI services need."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.catalog.model import Scope
from tests.support.engine.machines import HERE
from tests.support.engine.sdk_machines import sdk_machine, sdk_name

GLUE = f"arn:aws:glue:us-east-1:{HERE.account}"
OTHER = "arn:aws:glue:us-east-1:999988887777"


def needed(service: str, operation: str, parameters: dict[str, Any], scope: Scope = "least") -> set[tuple[str, str]]:
    """Return what a call needs: action and resource."""
    policy = sfn.generate(sfn.parse(sdk_machine(sdk_name(service, operation), parameters)), HERE, scope=scope)
    assert not policy.unexplained
    return {(grant.action, grant.resource) for grant in policy.grants}


def resources(action: str, service: str, operation: str, parameters: dict[str, Any]) -> set[str]:
    """Return the resources that a call needs an action on."""
    return {resource for name, resource in needed(service, operation, parameters) if name == action}


# ── AWS Glue ─────────────────────────────────────────────────────────────────────────────────────


def test_a_table_of_glue_needs_its_database_and_its_catalog_too() -> None:
    found = needed("glue", "GetTable", {"DatabaseName": "sales", "Name": "orders"}, "guide")
    expected = {f"{GLUE}:catalog", f"{GLUE}:database/sales", f"{GLUE}:table/sales/orders"}
    assert found == {("glue:GetTable", resource) for resource in expected}


def test_a_catalog_of_another_account_is_that_of_the_tables_too() -> None:
    request = {"CatalogId": "999988887777", "DatabaseName": "sales", "Name": "orders"}
    expected = {f"{OTHER}:catalog", f"{OTHER}:database/sales", f"{OTHER}:table/sales/orders"}
    assert resources("glue:GetTable", "glue", "GetTable", request) == expected


def test_a_catalog_that_is_only_known_at_run_time_may_be_of_any_account() -> None:
    request = {"CatalogId.$": "$.catalog", "DatabaseName": "sales", "Name": "orders"}
    found = resources("glue:GetTable", "glue", "GetTable", request)
    assert {"arn:aws:glue:us-east-1:*:catalog", "arn:aws:glue:us-east-1:*:database/*sales"} <= found
    assert not any(f":{HERE.account}:" in resource for resource in found)


def test_tables_are_listed_in_one_database() -> None:
    assert f"{GLUE}:table/sales/*" in resources("glue:GetTables", "glue", "GetTables", {"DatabaseName": "sales"})


def test_a_database_is_deleted_with_its_tables_and_functions() -> None:
    found = resources("glue:DeleteDatabase", "glue", "DeleteDatabase", {"Name": "old"})
    assert {f"{GLUE}:database/old", f"{GLUE}:table/old/*", f"{GLUE}:userDefinedFunction/old/*"} < found


def test_every_table_of_a_list_is_deleted() -> None:
    request = {"DatabaseName": "d", "TablesToDelete": ["a", "b"]}
    found = resources("glue:BatchDeleteTable", "glue", "BatchDeleteTable", request)
    assert {f"{GLUE}:table/d/a", f"{GLUE}:table/d/b"} < found


def test_an_index_of_partitions_is_an_update_of_the_table() -> None:
    found = needed("glue", "CreatePartitionIndex", {"DatabaseName": "d", "TableName": "t"})
    assert {action for action, _ in found} == {"glue:UpdateTable"}


def test_statistics_of_columns_need_the_action_of_the_page_and_that_of_the_data() -> None:
    found = needed("glue", "GetColumnStatisticsForTable", {"DatabaseName": "d", "TableName": "t"})
    assert {action for action, _ in found} == {"glue:GetTable", "glue:GetColumnStatisticsForTable"}


def test_a_new_job_is_tagged_and_gets_its_role() -> None:
    request = {"Name": "j", "Role": "service-role/Glue", "Tags": {"team": "data"}}
    assert needed("glue", "CreateJob", request) == {
        ("glue:CreateJob", f"{GLUE}:job/j"),
        ("glue:TagResource", f"{GLUE}:job/j"),
        ("iam:PassRole", f"arn:aws:iam::{HERE.account}:role/service-role/Glue"),
    }


# ── Amazon Athena ────────────────────────────────────────────────────────────────────────────────


def test_a_query_that_reads_changes_nothing_in_the_catalog() -> None:
    request = {"QueryString": "SELECT * FROM t", "QueryExecutionContext": {"Database": "db"}}
    found = needed("athena", "StartQueryExecution", request)
    assert ("glue:GetTable", f"{GLUE}:table/db/*") in found
    assert not any(action in ("glue:CreateTable", "glue:DeleteTable") for action, _ in found)


def test_a_query_that_is_only_known_at_run_time_may_change_the_catalog() -> None:
    request = {"QueryString.$": "$.sql", "QueryExecutionContext": {"Database": "db"}}
    assert ("glue:CreateTable", f"{GLUE}:table/db/*") in needed("athena", "StartQueryExecution", request)


def test_the_result_of_a_query_is_written_where_the_request_says() -> None:
    request = {"QueryString": "SELECT 1", "ResultConfiguration": {"OutputLocation": "s3://results/athena/"}}
    found = resources("s3:PutObject", "athena", "StartQueryExecution", request)
    assert found == {"arn:aws:s3:::results/athena/*"}


# ── Amazon Bedrock ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("operation", ["InvokeModel", "Converse"])
def test_a_model_is_called_behind_its_profile(operation: str) -> None:
    found = resources("bedrock:InvokeModel", "bedrockruntime", operation, {"ModelId": "us.amazon.nova-lite-v1:0"})
    assert found == {
        f"arn:aws:bedrock:us-east-1:{HERE.account}:inference-profile/us.amazon.nova-lite-v1:0",
        "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
    }


def test_a_guardrail_is_applied_where_the_request_names_one() -> None:
    request = {"ModelId": "amazon.nova-lite-v1:0", "GuardrailConfig": {"GuardrailIdentifier": "g"}}
    found = resources("bedrock:ApplyGuardrail", "bedrockruntime", "Converse", request)
    assert found == {f"arn:aws:bedrock:us-east-1:{HERE.account}:guardrail/g"}


def test_messages_that_are_only_known_at_run_time_open_no_bucket() -> None:
    found = needed("bedrockruntime", "Converse", {"ModelId": "amazon.nova-lite-v1:0", "Messages.$": "$.messages"})
    assert {action for action, _ in found} == {"bedrock:InvokeModel"}


@pytest.mark.parametrize("scope", ["guide", "least"])
def test_a_document_that_the_messages_name_is_read(scope: Scope) -> None:
    document = {"Document": {"Source": {"S3Location": {"Uri.$": "States.Format('s3://docs/{}', $.key)"}}}}
    request = {"ModelId": "amazon.nova-lite-v1:0", "Messages": [{"Role": "user", "Content": [document]}]}
    assert ("s3:GetObject", "arn:aws:s3:::docs/*") in needed("bedrockruntime", "Converse", request, scope)


def test_an_answer_from_a_knowledge_base_searches_it_and_calls_the_model() -> None:
    base = {"KnowledgeBaseId": "KB", "ModelArn": "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2"}
    request = {"RetrieveAndGenerateConfiguration": {"Type": "KNOWLEDGE_BASE", "KnowledgeBaseConfiguration": base}}
    assert needed("bedrockagentruntime", "RetrieveAndGenerate", request) == {
        ("bedrock:RetrieveAndGenerate", "*"),
        ("bedrock:Retrieve", f"arn:aws:bedrock:us-east-1:{HERE.account}:knowledge-base/KB"),
        ("bedrock:InvokeModel", "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2"),
    }


def test_the_alias_of_a_flow_may_be_named_by_its_arn() -> None:
    flow = f"arn:aws:bedrock:us-east-1:{HERE.account}:flow/F"
    request = {"FlowIdentifier": flow, "FlowAliasIdentifier": f"{flow}/alias/A"}
    found = resources("bedrock:StartFlowExecution", "bedrockagentruntime", "StartFlowExecution", request)
    assert found == {flow, f"{flow}/alias/A"}


# ── Services that read and write Amazon S3 for the caller ────────────────────────────────────────


def test_textract_reads_the_document_and_writes_the_result_for_the_caller() -> None:
    request = {
        "DocumentLocation": {"S3Object": {"Bucket": "in", "Name": "a.pdf"}},
        "OutputConfig": {"S3Bucket": "out", "S3Prefix": "texts/"},
        "NotificationChannel": {"SNSTopicArn": "arn:aws:sns:us-east-1:1:t", "RoleArn": "arn:aws:iam::1:role/r"},
    }
    assert needed("textract", "StartDocumentAnalysis", request) == {
        ("textract:StartDocumentAnalysis", "*"),
        ("s3:GetObject", "arn:aws:s3:::in/a.pdf"),
        ("s3:PutObject", "arn:aws:s3:::out/texts/*"),
        ("iam:PassRole", "arn:aws:iam::1:role/r"),
    }


def test_rekognition_reads_the_image_for_the_caller() -> None:
    request = {"Image": {"S3Object": {"Bucket": "pictures", "Name.$": "$.key"}}}
    assert resources("s3:GetObject", "rekognition", "DetectLabels", request) == {"arn:aws:s3:::pictures/*"}


def test_an_image_in_the_request_opens_no_bucket() -> None:
    found = needed("rekognition", "DetectLabels", {"Image": {"Bytes.$": "$.image"}})
    assert found == {("rekognition:DetectLabels", "*")}


def test_transcribe_writes_other_files_beside_the_transcript() -> None:
    request = {
        "Media": {"MediaFileUri": "https://media.s3.us-east-1.amazonaws.com/a.mp3"},
        "OutputBucketName": "out",
        "OutputKey": "texts/a.json",
    }
    assert needed("transcribe", "StartTranscriptionJob", request) == {
        ("transcribe:StartTranscriptionJob", "*"),
        ("s3:GetObject", "arn:aws:s3:::media/a.mp3"),
        ("s3:PutObject", "arn:aws:s3:::out/texts/*"),
    }


def test_a_role_for_the_data_reads_the_media_instead_of_the_caller() -> None:
    request = {
        "Media": {"MediaFileUri": "s3://media/a.mp3"},
        "JobExecutionSettings": {"DataAccessRoleArn": "arn:aws:iam::1:role/r"},
    }
    found = needed("transcribe", "StartTranscriptionJob", request)
    assert found == {("transcribe:StartTranscriptionJob", "*"), ("iam:PassRole", "arn:aws:iam::1:role/r")}


def test_polly_tells_the_topic_for_the_caller() -> None:
    topic = f"arn:aws:sns:us-east-1:{HERE.account}:done"
    found = needed("polly", "StartSpeechSynthesisTask", {"OutputS3BucketName": "speech", "SnsTopicArn": topic})
    assert {("s3:PutObject", "arn:aws:s3:::speech/*"), ("sns:Publish", topic)} < found


def test_a_language_that_is_to_be_recognized_is_so_by_comprehend() -> None:
    found = needed("translate", "TranslateText", {"SourceLanguageCode": "auto", "Text": "Hallo"})
    assert ("comprehend:DetectDominantLanguage", "*") in found
    assert needed("translate", "TranslateText", {"SourceLanguageCode": "de"}) == {("translate:TranslateText", "*")}


# ── API Gateway ──────────────────────────────────────────────────────────────────────────────────


def test_a_version_of_the_api_stands_in_no_arn_of_api_gateway() -> None:
    found = needed("apigatewayv2", "GetApi", {"ApiId": "abc"})
    assert found == {("apigateway:GET", "arn:aws:apigateway:us-east-1::/apis/abc")}


def test_a_stage_is_tagged_by_its_own_permission() -> None:
    found = needed("apigateway", "CreateStage", {"RestApiId": "abc", "StageName": "s", "Tags": {"team": "web"}})
    assert found == {
        ("apigateway:POST", "arn:aws:apigateway:us-east-1::/restapis/abc/stages"),
        ("apigateway:PUT", "arn:aws:apigateway:us-east-1::/tags/*"),
    }


def test_the_policy_of_an_api_needs_its_own_permission_to_be_changed() -> None:
    request = {"RestApiId": "abc", "PatchOperations": [{"Op": "replace", "Path": "/policy", "Value": "…"}]}
    found = needed("apigateway", "UpdateRestApi", request)
    assert ("apigateway:UpdateRestApiPolicy", "arn:aws:apigateway:us-east-1::/restapis/abc") in found


def test_images_of_a_liveness_session_are_written_with_the_callers_permissions() -> None:
    given = {"Settings": {"OutputConfig": {"S3Bucket": "b", "S3KeyPrefix": "faces/"}}}
    assert resources("s3:PutObject", "rekognition", "CreateFaceLivenessSession", given) == {"arn:aws:s3:::b/faces/*"}
    assert resources("s3:PutObject", "rekognition", "CreateFaceLivenessSession", {}) == set()


def test_a_system_tool_is_only_for_models_that_may_have_one() -> None:
    def mentions_tools(model: str) -> bool:
        parameters = {"ModelId": model, "Body": {}}
        machine = sfn.parse(sdk_machine(sdk_name("bedrockruntime", "InvokeModel"), parameters))
        notes = sfn.generate(machine, HERE, scope="least").notes
        return any("bedrock:InvokeTool" in note.actions for note in notes)

    assert mentions_tools("us.amazon.nova-2-lite-v1:0")
    assert not mentions_tools("anthropic.claude-3-haiku-20240307-v1:0")


@pytest.mark.parametrize("model", ["${ModelId}", "${ModelArn}"])
def test_a_model_that_only_the_deployment_tells_may_be_a_profile_with_any_model_behind_it(model: str) -> None:
    found = resources("bedrock:InvokeModel", "bedrockruntime", "Converse", {"ModelId": model})
    assert "arn:aws:bedrock:*::foundation-model/*" in found
    assert any(each.endswith(model) for each in found)


def test_what_a_placeholder_for_a_model_is_taken_for_is_said() -> None:
    machine = sfn.parse(sdk_machine("aws-sdk:bedrockruntime:converse", {"ModelId": "${ModelId}"}))
    notes = [note.text for note in sfn.generate(machine, HERE).notes if note.kind == "assumed"]
    assert notes == [
        "${ModelId} is assumed to be the id of a foundation model or of an inference profile, not an ARN. "
        "Set it with --set."
    ]
