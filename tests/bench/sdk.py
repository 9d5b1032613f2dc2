"""What AWS SDK integrations cost: reading the data, and explaining many tasks beside as many optimized ones."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any

from tests.bench.generate import definition

TASKS = 300
ROUNDS = 7
EXPLAINING_LIMIT, MEMORY_LIMIT = 1.5, 1.5
"""Times the same number of optimized tasks; MB."""
CALLS = (
    ("ec2:runInstances", "ImageId", "ami-0123456789abcdef0"),
    ("s3:copyObject", "CopySource", "from/key"),
    ("dynamodb:query", "TableName", "orders"),
    ("glue:getTable", "Name", "table"),
    ("lambda:getFunction", "FunctionName", "worker"),
    ("sns:publish", "TopicArn", "arn:aws:sns:eu-west-1:123456789012:topic"),
)
"""Six services, the largest among them."""
_PROGRAM = """
import resource, sys, time
def used():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()
start = time.process_time()
import json
of_json = time.process_time() - start
from sfn_engine.catalog import loader
loader.integration("dynamodb:getItem")
before, start = used(), time.process_time()
for name in sys.argv[1:]:
    assert loader.integration(name) is not None, name
print(of_json, time.process_time() - start, used() - before)
"""


def sdk_definition(tasks: int) -> dict[str, Any]:
    """Return a machine of so many AWS SDK tasks in a row, every third with a resource known only at run time."""
    made = definition(tasks)
    for number, state in enumerate(made["States"].values()):
        name, parameter, value = CALLS[number % len(CALLS)]
        state["Resource"] = f"arn:aws:states:::aws-sdk:{name}"
        state["Parameters"] = {f"{parameter}.$": "$.x"} if number % 3 == 0 else {parameter: f"{value}{number % 50}"}
    return made


def reading() -> tuple[float, float, float]:
    """Return the CPU of `import json` and of six services' records in ms, and the memory of the latter in MB."""
    names = [f"aws-sdk:{name}" for name, _, _ in CALLS]
    runs = []
    for _ in range(ROUNDS):
        # An installed package has its bytecode: the first run writes it, whatever this process may not.
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        command = [sys.executable, "-c", _PROGRAM, *names]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        runs.append([float(text) for text in done.stdout.split()])
    of_json, records, memory = (min(run[index] for run in runs) for index in range(3))
    return 1000 * of_json, 1000 * records, memory / 1e6


def explaining(*machines: dict[str, Any]) -> list[float]:
    """Return the ms of CPU to read, generate and explain each machine; the machines take turns."""
    times: list[list[float]] = [[] for _ in machines]
    for _ in range(ROUNDS):
        for data, spent in zip(machines, times, strict=True):
            spent.append(_explained(data))
    return [min(spent) for spent in times]


def _explained(data: dict[str, Any]) -> float:
    import sfn_engine as sfn
    from sfn_engine.policy.explain import explain

    start = time.process_time()
    machine = sfn.parse(data)
    explain(machine, sfn.generate(machine))
    return 1000 * (time.process_time() - start)


def main() -> None:
    """Print the figures with their limits."""
    of_json, records, memory = reading()
    print(
        f"six services: {records:.1f} ms of CPU, {memory:.1f} MB (limit {MEMORY_LIMIT}); import json {of_json:.1f} ms"
    )
    optimized, sdk = explaining(definition(TASKS), sdk_definition(TASKS))
    print(
        f"explain {TASKS} tasks: {sdk:.1f} ms, optimized {optimized:.1f} ms,"
        f" ratio {sdk / optimized:.2f} (limit {EXPLAINING_LIMIT})"
    )
