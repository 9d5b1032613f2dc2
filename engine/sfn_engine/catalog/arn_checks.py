"""ARNs that no service accepts: in `Resource`, and in the parameters that take nothing but an ARN.

What is filled in at deployment counts as right. Source: the guide's pages reference-arns of IAM, and for functions
the pattern that the Lambda API gives for `FunctionName`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sfn_engine.asl.checks.findings import Findings
from sfn_engine.asl.checks.texts import is_path_text
from sfn_engine.asl.model import State, Target, Task
from sfn_engine.catalog import loader
from sfn_engine.catalog.targets import SDK
from sfn_engine.display import shorten

_PLACEHOLDER = re.compile(r"[$%]\{[^{}]*\}")
_STAND_IN = "000000000000"
"""Is an account id, a name, a version and a part of any of them."""
_FUNCTION = re.compile(r"[\w-]+(?::(?:\$LATEST|[\w-]+))?\Z", re.ASCII)
_ALWAYS_ARN = frozenset({"StateMachineArn", "Credentials.RoleArn"})
"""Parameters that take an ARN although the catalog knows how a name would become one."""
_PARTS = 6


@lru_cache(maxsize=4096)
def arn_fault(text: str, *, of_function: bool = True) -> str:
    """Say what is wrong with an ARN; empty if nothing is.

    Without `of_function` an ARN of Lambda may be that of something inside a function, such as a durable execution.
    """
    filled = _PLACEHOLDER.sub(_STAND_IN, text)
    parts = filled.split(":", _PARTS - 1)
    if parts[0] != "arn" or len(parts) < _PARTS:
        # A placeholder may be filled in with several parts.
        return "" if filled != text else "it is not arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE"
    # Machines whose functions have neither region nor account are deployed, so these are not looked at.
    _, partition, service, _, _, resource = parts
    if not partition or not service:
        return f"its {'partition' if not partition else 'service'} is empty"
    if not resource:
        return "it names no resource"
    if resource.endswith(":"):
        return "it ends with a colon"
    return _function_fault(resource) if service == "lambda" and of_function else ""


_DYNAMIC_REFERENCE = "{{resolve:"
"""How a text begins that CloudFormation replaces (guide: dynamic-references)."""


def _function_fault(resource: str) -> str:
    kind, _, name = resource.partition(":")
    if kind != "function" or _FUNCTION.match(name):
        return ""
    return f"{shorten(name, 60)!r} is not the name of a function, with or without a version or alias"


def check_target_arns(state: State, findings: Findings) -> None:
    """Check the ARNs among the targets of a state."""
    in_sdk = isinstance(state, Task) and state.kind == "sdk"
    for target in state.targets:
        if target.mode != "static" or target.absent or target.parameter == "Resource":
            continue
        if target.value.startswith("arn:"):
            fault = arn_fault(target.value, of_function=not in_sdk)
            if fault:
                message = f'"{shorten(target.name)}" is not a valid ARN: {fault}'
                findings.add_at("arn", message, state.path, target.pointer)
        elif target.value.startswith(_DYNAMIC_REFERENCE):
            continue
        elif _must_be_arn(state, target) and not is_path_text(target.value):
            message = f'"{shorten(target.name)}" must be an ARN, not {shorten(target.value, 60)!r}'
            findings.add_at("arn", message, state.path, target.pointer)


def _must_be_arn(state: State, target: Target) -> bool:
    integration = state.integration if isinstance(state, Task) else ""
    return target.parameter in _ALWAYS_ARN or target.parameter in _arn_parameters(integration)


@cache
def _arn_parameters(integration: str) -> frozenset[str]:
    """Return the targets of an integration that no bare name can be."""
    known = loader.integration(integration)
    if known is None:
        return frozenset()
    names = (spec.name for spec in known.targets if spec.needs_arn)
    # Of an AWS SDK integration nobody has read which parameters take a name too, unless their own name tells.
    in_sdk = integration.startswith(SDK)
    return frozenset(name for name in names if not in_sdk or name.lower().rstrip("[*]{}").endswith(("arn", "arns")))
