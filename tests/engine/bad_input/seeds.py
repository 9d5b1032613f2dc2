"""Good inputs of every kind, for mutants to start from."""

from __future__ import annotations

import json
from typing import Any

MACHINE: dict[str, Any] = {
    "Comment": "Orders é",
    "QueryLanguage": "JSONPath",
    "StartAt": "Fetch",
    "States": {
        "Fetch": {
            "Type": "Task",
            "Resource": "arn:aws:states:::dynamodb:getItem",
            "Parameters": {"TableName": "${Table}", "Key": {"id": {"S.$": "$.id"}}},
            "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 3, "BackoffRate": 1.5}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Sorry"}],
            "ResultPath": None,
            "Next": "Each",
        },
        "Each": {
            "Type": "Map",
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}},
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "Run",
                "States": {
                    "Run": {
                        "Type": "Task",
                        "QueryLanguage": "JSONata",
                        "Resource": "arn:aws:states:::ecs:runTask.sync",
                        "Arguments": {"TaskDefinition": "{% 'a:' & $n %}", "Cluster": "c"},
                        "Credentials": {"RoleArn": "arn:aws:iam::111122223333:role/other"},
                        "End": True,
                    }
                },
            },
            "Next": "Which",
        },
        "Which": {
            "Type": "Choice",
            "Choices": [
                {
                    "And": [{"Variable": "$.x", "IsPresent": True}, {"Not": {"Variable": "$.y", "IsNull": True}}],
                    "Next": "Both",
                }
            ],
            "Default": "Pause",
        },
        "Both": {
            "Type": "Parallel",
            "Branches": [{"StartAt": "Hold", "States": {"Hold": {"Type": "Pass", "Result": [1], "End": True}}}],
            "Next": "Pause",
        },
        "Pause": {"Type": "Wait", "Seconds": 3, "Next": "Done"},
        "Done": {"Type": "Succeed"},
        "Sorry": {"Type": "Fail", "Error": "E", "Cause": "C"},
    },
}
SMALL: dict[str, Any] = {
    "StartAt": "Send",
    "States": {
        "Send": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "${Queue}", "MessageBody.$": "$"},
            "End": True,
        }
    },
}
TEMPLATE: dict[str, Any] = {
    "Transform": "AWS::Serverless-2016-10-31",
    "Globals": {"StateMachine": {"Tracing": {"Enabled": True}}},
    "Resources": {
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "orders"}},
        "First": {
            "Type": "AWS::Serverless::StateMachine",
            "Properties": {
                "Name": {"Fn::Sub": "${AWS::StackName}-first"},
                "Type": "STANDARD",
                "Definition": SMALL,
                "DefinitionSubstitutions": {"Queue": {"Ref": "Queue"}},
                "Policies": [{"SQSSendMessagePolicy": {"QueueName": {"Fn::GetAtt": ["Queue", "Name"]}}}, "Managed"],
                "Logging": {"Level": "ALL"},
            },
        },
        "Second": {
            "Type": "AWS::StepFunctions::StateMachine",
            "Properties": {
                "StateMachineName": "second",
                "DefinitionString": {"Fn::Sub": [json.dumps(SMALL), {"Queue": {"Fn::Join": ["-", ["a", "b"]]}}]},
                "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
                "LoggingConfiguration": {"Level": "ERROR"},
                "EncryptionConfiguration": {"KmsKeyId": "key"},
            },
        },
        "Third": {
            "Type": "AWS::StepFunctions::StateMachine",
            "Properties": {
                "DefinitionString": {
                    "Fn::Join": [
                        "",
                        [
                            '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"',
                            {"Fn::GetAtt": ["F", "Arn"]},
                            '","End":true}}}',
                        ],
                    ]
                },
            },
        },
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "Policies": [{"PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}}],
                "ManagedPolicyArns": ["arn:aws:iam::aws:policy/Some"],
            },
        },
        "More": {
            "Type": "AWS::IAM::Policy",
            "Properties": {"Roles": [{"Ref": "Role"}], "PolicyDocument": {"Statement": {"Effect": "Deny"}}},
        },
    },
}
DESCRIPTION: dict[str, Any] = {
    "stateMachineArn": "arn:aws:states:eu-west-1:111122223333:stateMachine:orders",
    "name": "orders",
    "status": "ACTIVE",
    "definition": json.dumps(SMALL),
    "roleArn": "arn:aws:iam::111122223333:role/orders",
    "type": "STANDARD",
    "loggingConfiguration": {"level": "ALL", "includeExecutionData": False},
    "tracingConfiguration": {"enabled": True},
    "encryptionConfiguration": {"kmsKeyId": "key", "type": "CUSTOMER_MANAGED_KMS_KEY"},
}
SERVICE: dict[str, Any] = {
    "service": "orders",
    "stepFunctions": {
        "stateMachines": {
            "first": {
                "name": "first",
                "type": "EXPRESS",
                "definition": SMALL,
                "tracingConfig": {"enabled": True},
                "loggingConfig": {"level": "ALL"},
            },
            "second": {"definition": "${file(nowhere.json)}"},
        }
    },
}
LOOSE = """{
  "StartAt": "Send",
  "States": {
    %{ if wait }
    "Wait": {"Type": "Wait", "Seconds": ${wait_seconds}, "Next": "Send"},
    %{ endif }
    "Send": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {"QueueUrl": "${aws_sqs_queue.orders["a"].url}", "MessageBody": ${jsonencode({a = "b"})}},
      "End": true
    }
  }
}
"""
SHORT_TAGS = """# A template in YAML.
Resources:
  First:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: !Sub '${AWS::StackName}-x'
      Definition: &machine
        StartAt: Send
        States:
          Send: {Type: Task, Resource: !GetAtt F.Arn, End: true}
      Policies:
        - !Ref Managed
  Second:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt Role.Arn
      DefinitionString: !Sub |
        {"StartAt": "A", "States": {
          "A": {"Type": "Task", "Resource": "${F.Arn}", "End": true}
        }}
  Third:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        <<: *machine
        Comment: "again \\u00e9"
      Tracing: {Enabled: true}
"""
PLAIN_YAML = """StartAt: Send
States:
  Send:
    Type: Task
    Resource: arn:aws:states:::sns:publish
    Parameters:
      TopicArn: '${Topic}'
      Message: >
        folded
        text
    Next: "Done"
  Done:
    Type: Succeed
"""
DATA = {
    "machine": MACHINE,
    "template": TEMPLATE,
    "description": DESCRIPTION,
    "service": SERVICE,
}
TEXTS = {
    "loose JSON": LOOSE,
    "a template with short tags": SHORT_TAGS,
    "a machine in YAML": PLAIN_YAML,
    **{f"{name} in JSON": json.dumps(data, indent=1, ensure_ascii=False) for name, data in DATA.items()},
}
