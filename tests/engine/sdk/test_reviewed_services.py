"""What reviewed tables make of tasks: email, machine learning, devices, builds, zones and users."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.engine.machines import chain, policy_of, task

A = "us-east-1:123456789012"
ROLE = "arn:aws:iam::123456789012:role/worker"
ROLE_IN_A_PATH = "arn:aws:iam::123456789012:role/*/worker"
SES = f"arn:aws:ses:{A}"
SAGEMAKER = f"arn:aws:sagemaker:{A}"
QUICKSIGHT = f"arn:aws:quicksight:{A}"


def allowed(call: str, parameters: dict[str, Any], scope: str = "least") -> dict[str, set[str]]:
    """Return the resources of each action that the task is allowed."""
    found: dict[str, set[str]] = {}
    for statement in policy_of(chain(Call=task(f"aws-sdk:{call}", parameters)), scope).statements:
        for action in statement.actions:
            found.setdefault(action, set()).update(statement.resources)
    return found


CASES: list[tuple[str, dict[str, Any], dict[str, set[str]]]] = [
    (
        "ses:sendEmail",
        {"Source": "The shop <a@mail.example.com>", "Destination": {}, "Message": {}},
        {
            "ses:SendEmail": {
                f"{SES}:identity/a@mail.example.com",
                f"{SES}:identity/mail.example.com",
                f"{SES}:identity/example.com",
            }
        },
    ),
    (
        "ses:sendTemplatedEmail",
        {"Source.$": "$.from", "Template": "Welcome", "ConfigurationSetName": "main"},
        {"ses:SendTemplatedEmail": {f"{SES}:identity/*", f"{SES}:template/Welcome", f"{SES}:configuration-set/main"}},
    ),
    ("ses:sendRawEmail", {"RawMessage": {"Data.$": "$.mail"}}, {"ses:SendRawEmail": {f"{SES}:identity/*"}}),
    (
        "sesv2:sendEmail",
        {"FromEmailAddress": "a@example.com", "Content": {"Raw": {"Data.$": "$.mail"}}},
        {
            "ses:SendEmail": {f"{SES}:identity/a@example.com", f"{SES}:identity/example.com"},
            "ses:SendRawEmail": {f"{SES}:identity/a@example.com", f"{SES}:identity/example.com"},
        },
    ),
    (
        "sesv2:sendEmail",
        {"FromEmailAddress.$": "$.from", "Content": {"Template": {"TemplateName": "Welcome"}}},
        {
            "ses:SendEmail": {f"{SES}:identity/*", f"{SES}:template/Welcome"},
            "ses:SendTemplatedEmail": {f"{SES}:identity/*", f"{SES}:template/Welcome"},
        },
    ),
    (
        "sagemakerruntime:invokeEndpoint",
        {"EndpointName": "MyEndpoint", "Body.$": "$"},
        {"sagemaker:InvokeEndpoint": {f"{SAGEMAKER}:endpoint/?y?ndpoint"}},
    ),
    (
        "sagemaker:createModelPackage",
        {"ModelPackageGroupName": "group", "Tags": [{"Key": "a", "Value": "b"}]},
        {
            "sagemaker:CreateModelPackage": {f"{SAGEMAKER}:model-package/group/*"},
            "sagemaker:AddTags": {f"{SAGEMAKER}:model-package/group/*"},
        },
    ),
    (
        "sagemaker:createTransformJob",
        {"TransformJobName": "job", "ModelName": "m", "TransformResources": {"VolumeKmsKeyId": "alias/aws/ebs"}},
        {"sagemaker:CreateTransformJob": {f"{SAGEMAKER}:transform-job/job"}},
    ),
    (
        "sagemakerfeaturestoreruntime:batchGetRecord",
        {"Identifiers": [{"FeatureGroupName": "one"}, {"FeatureGroupName": "two"}]},
        {"sagemaker:BatchGetRecord": {f"{SAGEMAKER}:feature-group/one", f"{SAGEMAKER}:feature-group/two"}},
    ),
    (
        "route53:changeResourceRecordSets",
        {"HostedZoneId": "/hostedzone/Z1", "ChangeBatch": {}},
        {"route53:ChangeResourceRecordSets": {"arn:aws:route53:::hostedzone/Z1"}},
    ),
    (
        "codebuild:batchGetBuilds",
        {"Ids": ["site:1234", "app:5678"]},
        {
            "codebuild:BatchGetBuilds": {
                f"arn:aws:codebuild:{A}:project/site",
                f"arn:aws:codebuild:{A}:project/app",
            }
        },
    ),
    (
        "codebuild:startBuild",
        {"ProjectName": "site", "ServiceRoleOverride": ROLE},
        {"codebuild:StartBuild": {f"arn:aws:codebuild:{A}:project/site"}, "iam:PassRole": {ROLE}},
    ),
    (
        "mediaconvert:createJob",
        {"Role": ROLE, "Settings": {}},
        {
            "mediaconvert:CreateJob": {
                f"arn:aws:mediaconvert:{A}:queues/Default",
                f"arn:aws:mediaconvert:{A}:presets/*",
            },
            "iam:PassRole": {ROLE},
        },
    ),
    (
        "cognitoidentityprovider:createUserPool",
        {"PoolName": "users", "SmsConfiguration": {"SnsCallerArn": ROLE}},
        {"cognito-idp:CreateUserPool": {"*"}, "iam:PassRole": {ROLE}},
    ),
    (
        "iot:searchIndex",
        {"QueryString": "thingName:a*"},
        {"iot:SearchIndex": {f"arn:aws:iot:{A}:index/AWS_Things"}},
    ),
    (
        "iot:createJob",
        {"JobId": "j", "Targets": [f"arn:aws:iot:{A}:thing/t"]},
        {"iot:CreateJob": {f"arn:aws:iot:{A}:job/j", f"arn:aws:iot:{A}:thing/t"}},
    ),
    (
        "securityhub:batchImportFindings",
        {
            "Findings": [
                {
                    "ProductArn": f"arn:aws:securityhub:{A}:product/123456789012/default",
                    "Resources": [{"Details": {"AwsEksCluster": {"RoleArn": ROLE}}}],
                }
            ]
        },
        {"securityhub:BatchImportFindings": {f"arn:aws:securityhub:{A}:product/123456789012/default"}},
    ),
    (
        "ssoadmin:createAccountAssignment",
        {
            "InstanceArn": "arn:aws:sso:::instance/ssoins-1",
            "PermissionSetArn": "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
            "TargetId": "111122223333",
        },
        {
            "sso:CreateAccountAssignment": {
                "arn:aws:sso:::instance/ssoins-1",
                "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
                "arn:aws:sso:::account/111122223333",
            }
        },
    ),
    (
        "cloudfront:getInvalidation",
        {"DistributionId": "E1", "Id.$": "$.id"},
        {"cloudfront:GetInvalidation": {"arn:aws:cloudfront::123456789012:distribution/E1"}},
    ),
    (
        "connect:searchUsers",
        {"InstanceId": "i"},
        {
            "connect:SearchUsers": {f"arn:aws:connect:{A}:instance/i"},
            "connect:DescribeUser": {f"arn:aws:connect:{A}:instance/i/agent/*"},
            "connect:ListUserProficiencies": {
                f"arn:aws:connect:{A}:instance/i",
                f"arn:aws:connect:{A}:instance/i/agent/*",
            },
        },
    ),
    (
        "quicksight:createTopic",
        {"TopicId": "t", "Topic": {"DataSets": [{"DatasetArn": f"{QUICKSIGHT}:dataset/d"}]}},
        {
            "quicksight:CreateTopic": {f"{QUICKSIGHT}:dataset/d"},
            "quicksight:PassDataSet": {f"{QUICKSIGHT}:dataset/d"},
        },
    ),
    (
        "servicecatalog:provisionProduct",
        {"ProductId": "prod-1", "ProvisionedProductName.$": "$.name"},
        {"servicecatalog:ProvisionProduct": {"arn:aws:catalog:us-east-1:*:product/prod-1"}},
    ),
    (
        "codedeploy:createDeployment",
        {"ApplicationName": "web", "DeploymentGroupName": "prod", "Revision": {"RevisionType": "S3"}},
        {
            "codedeploy:CreateDeployment": {f"arn:aws:codedeploy:{A}:deploymentgroup:web/prod"},
            "codedeploy:GetDeploymentConfig": {f"arn:aws:codedeploy:{A}:deploymentconfig:*"},
            "codedeploy:GetApplicationRevision": {f"arn:aws:codedeploy:{A}:application:web"},
            "codedeploy:RegisterApplicationRevision": {f"arn:aws:codedeploy:{A}:application:web"},
        },
    ),
    (
        "codedeploy:updateDeploymentGroup",
        {"ApplicationName": "web", "CurrentDeploymentGroupName": "a", "NewDeploymentGroupName": "b"},
        {
            "codedeploy:UpdateDeploymentGroup": {
                f"arn:aws:codedeploy:{A}:deploymentgroup:web/a",
                f"arn:aws:codedeploy:{A}:deploymentgroup:web/b",
            }
        },
    ),
    (
        "verifiedpermissions:isAuthorized",
        {"PolicyStoreId": "policy-store-alias/shop"},
        {"verifiedpermissions:IsAuthorized": {"arn:aws:verifiedpermissions::123456789012:policy-store/*"}},
    ),
    (
        "verifiedpermissions:batchIsAuthorized",
        {"PolicyStoreId": "PS1"},
        {"verifiedpermissions:IsAuthorized": {"arn:aws:verifiedpermissions::123456789012:policy-store/PS1"}},
    ),
    (
        "verifiedpermissions:getPolicyStoreAlias",
        {"AliasName": "policy-store-alias/shop"},
        {"verifiedpermissions:GetPolicyStoreAlias": {f"arn:aws:verifiedpermissions:{A}:policy-store-alias/shop"}},
    ),
    (
        "appconfig:getExtension",
        {"ExtensionIdentifier": "notify"},
        {"appconfig:GetExtension": {f"arn:aws:appconfig:{A}:extension/*/*"}},
    ),
    (
        "dax:rebootNode",
        {"ClusterName": "Orders", "NodeId": "orders-a"},
        {"dax:RebootNode": {f"arn:aws:dax:{A}:cache/?rders"}},
    ),
    (
        "lexmodelsv2:listUtteranceMetrics",
        {"BotId": "ABCDEFGHIJ"},
        {"lex:ListAggregatedUtterances": {f"arn:aws:lex:{A}:bot/ABCDEFGHIJ"}},
    ),
    (
        "ssmcontacts:updateContact",
        {
            "ContactId": f"arn:aws:ssm-contacts:{A}:contact/team",
            "Plan": {
                "Stages": [
                    {"Targets": [{"ContactTargetInfo": {"ContactId": f"arn:aws:ssm-contacts:{A}:contact/one"}}]}
                ]
            },
        },
        {
            "ssm-contacts:UpdateContact": {f"arn:aws:ssm-contacts:{A}:contact/team"},
            "ssm-contacts:AssociateContact": {f"arn:aws:ssm-contacts:{A}:contact/one"},
        },
    ),
    (
        "neptunedata:startMLModelTrainingJob",
        {"SagemakerIamRoleArn": ROLE},
        {"neptune-db:StartMLModelTrainingJob": {f"arn:aws:neptune-db:{A}:*/*"}},
    ),
    (
        "securitylake:updateSubscriber",
        {"SubscriberId": "s", "Sources": [{"CustomLogSource": {"Provider": {"RoleArn": ROLE}}}]},
        {"securitylake:UpdateSubscriber": {f"arn:aws:securitylake:{A}:subscriber/s"}},
    ),
    (
        "macie2:updateRevealConfiguration",
        {"RetrievalConfiguration": {"RetrievalMode": "ASSUME_ROLE", "RoleName": "worker"}},
        {"macie2:UpdateRevealConfiguration": {"*"}, "iam:PassRole": {ROLE, ROLE_IN_A_PATH}},
    ),
]


@pytest.mark.parametrize(("call", "parameters", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_task_is_allowed_what_its_parameters_name(
    call: str, parameters: dict[str, Any], expected: dict[str, set[str]]
) -> None:
    assert allowed(call, parameters) == expected


PASSED: list[tuple[str, dict[str, Any], str | list[str]]] = [
    ("apprunner:createService", {"InstanceConfiguration": {"InstanceRoleArn": ROLE}}, "apprunner.amazonaws.com"),
    ("mwaa:updateEnvironment", {"Name": "air", "ExecutionRoleArn": ROLE}, "airflow.amazonaws.com"),
    ("s3files:createFileSystem", {"RoleArn": ROLE}, "elasticfilesystem.amazonaws.com"),
    (
        "securitylake:updateDataLake",
        {"MetaStoreManagerRoleArn": ROLE},
        ["lambda.amazonaws.com", "s3.amazonaws.com"],
    ),
    (
        "resiliencehub:updateApp",
        {"PermissionModel": {"InvokerRoleName": "worker"}},
        "resiliencehub.amazonaws.com",
    ),
]
"""Who takes the role, as the managed policies of these services say."""


@pytest.mark.parametrize(("call", "parameters", "service"), PASSED, ids=[case[0] for case in PASSED])
def test_a_role_is_passed_to_its_service(call: str, parameters: dict[str, Any], service: str | list[str]) -> None:
    statements = policy_of(chain(Call=task(f"aws-sdk:{call}", parameters)), "least").statements
    (passed,) = [statement for statement in statements if statement.actions == ("iam:PassRole",)]
    # A bare name does not tell the path of the role.
    assert set(passed.resources) in ({ROLE}, {ROLE, ROLE_IN_A_PATH})
    assert passed.condition == {"StringEquals": {"iam:PassedToService": service}}


def test_the_default_queue_is_not_used_where_a_template_may_name_another() -> None:
    found = allowed("mediaconvert:createJob", {"Role": ROLE, "JobTemplate": "t", "Settings": {}})
    assert f"arn:aws:mediaconvert:{A}:queues/Default" not in found["mediaconvert:CreateJob"]


def test_a_known_end_of_a_sender_tells_its_domain() -> None:
    state = task(
        "aws-sdk:sesv2:sendEmail",
        {"FromEmailAddress": "{% $user & '@example.com' %}", "Content": {"Simple": {}}},
        QueryLanguage="JSONata",
    )
    (statement,) = policy_of(chain(Call=state), "least").statements
    assert set(statement.resources) == {f"{SES}:identity/*@example.com", f"{SES}:identity/example.com"}
