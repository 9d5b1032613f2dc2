"""A template with three machines, for the tests of command line and app."""

from __future__ import annotations

from pathlib import Path

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Worker:
    Type: AWS::Serverless::Function
  OrderMachine:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: machines/order.asl.json
      DefinitionSubstitutions:
        WorkerArn: !GetAtt Worker.Arn
        TableName: !Ref Orders
      Policies:
        - LambdaInvokePolicy: {FunctionName: !Ref Worker}
  SmallMachine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: Send
        States:
          Send:   # to whoever waits
            Type: Task
            Resource: arn:aws:states:::sqs:sendMessage
            Parameters: {QueueUrl: !Ref Jobs, MessageBody: go}
            End: true
  LostMachine:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: s3://bucket/machine.json
  Jobs:
    Type: AWS::SQS::Queue
"""
ORDER = """\
{
  "StartAt": "Work",
  "States": {
    "Work": {"Type": "Task", "Resource": "${WorkerArn}", "Next": "Keep"},
    "Keep": {
      "Type": "Task",
      "Resource": "arn:aws:states:::dynamodb:putItem",
      "Parameters": {"TableName": "${TableName}", "Item": {}},
      "End": true
    }
  }
}
"""


def write_template(folder: Path) -> Path:
    """Write the template, and the definition that it names."""
    (folder / "machines").mkdir()
    (folder / "machines" / "order.asl.json").write_text(ORDER)
    path = folder / "template.yaml"
    path.write_text(TEMPLATE)
    return path
