"""Time of `generate` in process, for machines of many tasks and many integrations."""

from __future__ import annotations

import statistics
import time
from typing import Any

SIZES = {100: 4, 1000: 30, 5000: 160}
"""Tasks, and the limit in ms."""
ROUNDS = 7
_ARN = "arn:aws:{}:eu-west-1:123456789012:{}"


def task(number: int) -> dict[str, Any]:
    """Return one task; every third names its resource only at run time."""
    some = number % 50
    kinds: tuple[tuple[str, str, str], ...] = (
        ("lambda:invoke", "FunctionName", _ARN.format("lambda", f"function:f{some}")),
        ("dynamodb:putItem", "TableName", f"table{some}"),
        ("sqs:sendMessage", "QueueUrl", f"https://sqs.eu-west-1.amazonaws.com/123456789012/q{some}"),
        ("ecs:runTask.sync", "TaskDefinition", _ARN.format("ecs", f"task-definition/t{some}:1")),
        ("sns:publish", "TopicArn", _ARN.format("sns", f"topic{some}")),
        ("glue:startJobRun.sync", "JobName", f"job{some}"),
        ("states:startExecution.sync:2", "StateMachineArn", _ARN.format("states", f"stateMachine:m{some}")),
        ("athena:startQueryExecution.sync", "WorkGroup", f"group{some}"),
    )
    resource, parameter, value = kinds[number % len(kinds)]
    parameters = {f"{parameter}.$": f"$.{parameter}"} if number % 3 == 0 else {parameter: value}
    return {"Type": "Task", "Resource": f"arn:aws:states:::{resource}", "Parameters": parameters}


def definition(tasks: int) -> dict[str, Any]:
    """Return a machine of so many tasks in a row."""
    last = tasks - 1
    states = {f"Task {number}": {**task(number), "Next": f"Task {number + 1}"} for number in range(last)}
    states[f"Task {last}"] = {**task(last), "End": True}
    return {"StartAt": "Task 0", "States": states}


def main() -> None:
    """Print the medians; reading and checking the definition is told apart."""
    import sfn_engine as sfn

    for tasks, limit in SIZES.items():
        data = definition(tasks)
        parsing, generating = [], []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            machine = sfn.parse(data)
            middle = time.perf_counter()
            sfn.generate(machine)
            generating.append(1000 * (time.perf_counter() - middle))
            parsing.append(1000 * (middle - start))
        spent, before = statistics.median(generating), statistics.median(parsing)
        print(
            f"{tasks:5} tasks  generate {spent:6.1f} ms (limit {limit}),"
            f" {1000 * spent / tasks:4.1f} us a task;  parse and check {before:7.1f} ms"
        )


if __name__ == "__main__":
    main()
