"""What a task calls, and how it waits."""

from __future__ import annotations

from sfn_engine.asl.checks.rules.model import Rule

TASKS: tuple[Rule, ...] = (
    Rule(
        "resource",
        "error",
        "A Resource that calls nothing",
        "Resource is a service integration, the ARN of a function or of an activity, or a placeholder for "
        "one.",
        "state-task",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "lambda:invoke",
      "End": true
    }
  }
}""",
    ),
    Rule(
        "arn",
        "error",
        "An ARN that no service accepts",
        "An ARN has six parts; a function is named with or without one version or alias.",
        "state-task",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:work:",
      "End": true
    }
  }
}""",
    ),
    Rule(
        "integration",
        "warning",
        "An integration that is unknown",
        "Step Functions has no such optimized integration, or this version of sfn-explore does not know it "
        "yet.",
        "integrate-optimized",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:receiveMessage",
      "Parameters": { "QueueUrl": "${QueueUrl}" },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "sdk-service",
        "error",
        "An AWS SDK integration of an unknown service",
        "Step Functions has its own names for the services, which can differ from those in an SDK and in IAM actions. "
        "A service that is newer than the data of this version is reported too.",
        "supported-services-awssdk",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::aws-sdk:cloudwatchevents:putRule",
      "Parameters": { "Name": "nightly" },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "sdk-operation",
        "error",
        "An operation that the service does not have, or Step Functions does not support",
        "An AWS SDK integration calls an operation of the service's API; the guide lists the ones that are not "
        "supported. An operation that is newer than the data of this version is reported too.",
        "supported-services-awssdk",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::aws-sdk:bedrock:invokeModel",
      "Parameters": { "ModelId": "amazon.nova-lite-v1:0" },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "sdk-spelling",
        "warning",
        "An AWS SDK integration in another spelling",
        "The service is in lower case, and the operation is spelled as in the API, with its first letter in lower "
        "case.",
        "supported-services-awssdk",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::aws-sdk:rds:describeDbInstances",
      "End": true
    }
  }
}""",
    ),
    Rule(
        "pattern",
        "error",
        "A pattern that the integration does not support",
        "Each integration supports some of the patterns request-response, .sync and .waitForTaskToken.",
        "integrate-optimized",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage.sync",
      "Parameters": { "QueueUrl": "${QueueUrl}", "MessageBody": "hello" },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "token-not-passed",
        "warning",
        "A callback task that passes no token",
        "What ends the task has to send its token back. Without it the task waits until its timeout, or for a year.",
        "connect-to-resource",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Parameters": { "QueueUrl": "${QueueUrl}", "MessageBody": "hello" },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "unexplained-task",
        "info",
        "A task whose permissions are unknown",
        "The policy has no statement for it: what it needs has to be added by hand.",
        "supported-services-awssdk",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::aws-sdk:${Service}:listBuckets",
      "End": true
    }
  }
}""",
    ),
)
