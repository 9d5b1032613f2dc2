"""The modes of a Map, and what Express Workflows cannot do."""

from __future__ import annotations

from sfn_engine.asl.checks.rules.model import Rule

MAPS: tuple[Rule, ...] = (
    Rule(
        "map-mode",
        "error",
        "A Map mode that does not exist",
        "Mode is INLINE or DISTRIBUTED.",
        "state-map",
        """\
{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "PARALLEL" },
        "StartAt": "Work",
        "States": {
          "Work": { "Type": "Pass", "End": true }
        }
      },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "execution-type",
        "error",
        "Child executions of no known type",
        "A Map in distributed mode has an ExecutionType: STANDARD or EXPRESS.",
        "state-map-distributed",
        """\
{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED" },
        "StartAt": "Work",
        "States": {
          "Work": { "Type": "Pass", "End": true }
        }
      },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "only-distributed",
        "error",
        "A field for distributed mode in an inline Map",
        "Readers, writers, batches, labels and tolerated failures need distributed mode.",
        "state-map-distributed",
        """\
{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "Label": "each",
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "INLINE" },
        "StartAt": "Work",
        "States": {
          "Work": { "Type": "Pass", "End": true }
        }
      },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "label",
        "error",
        "A Label that cannot be part of an ARN",
        "A label has at most 40 characters, none of them special, and no two Maps share one.",
        "state-map-distributed",
        """\
{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "Label": "each item",
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
        "StartAt": "Work",
        "States": {
          "Work": { "Type": "Pass", "End": true }
        }
      },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "express-pattern",
        "error",
        "Waiting in an Express Workflow",
        "Express Workflows only have the request-response pattern, child executions of type EXPRESS included.",
        "integrate-optimized",
        """\
{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
        "StartAt": "Work",
        "States": {
          "Work": {
            "Type": "Task",
            "Resource": "arn:aws:states:::ecs:runTask.sync",
            "Parameters": { "TaskDefinition": "report" },
            "End": true
          }
        }
      },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "express-activity",
        "error",
        "An activity in an Express Workflow",
        "Express Workflows have no activities, child executions of type EXPRESS included.",
        "choosing-workflow-type",
        """\
{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
        "StartAt": "Work",
        "States": {
          "Work": {
            "Type": "Task",
            "Resource": "arn:aws:states:eu-west-1:111122223333:activity:approve",
            "End": true
          }
        }
      },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "express-map",
        "error",
        "A distributed Map in an Express Workflow",
        "Only a Standard Workflow runs a Map in distributed mode.",
        "state-map-distributed",
        """\
{
  "Resources": {
    "Fan": {
      "Type": "AWS::Serverless::StateMachine",
      "Properties": {
        "Type": "EXPRESS",
        "Definition": {
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
                "StartAt": "Work",
                "States": { "Work": { "Type": "Pass", "End": true } }
              },
              "End": true
            }
          }
        }
      }
    }
  }
}""",
    ),
)
