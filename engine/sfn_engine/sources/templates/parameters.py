"""Which of a template's parameters will hold an ARN (guide: parameters-section-structure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sfn_engine.sources.arn_hints import describes_arn, is_arn_name

_DESCRIBES = ("Description", "ConstraintDescription", "Default", "AllowedPattern")


def arn_parameters(parameters: Any) -> Iterator[str]:
    """Yield the names of the parameters whose name, description, default value or pattern says that they are ARNs."""
    for name, body in parameters.items() if isinstance(parameters, Mapping) else ():
        facts = body if isinstance(body, Mapping) else {}
        allowed = facts.get("AllowedValues")
        texts = [facts.get(key) for key in _DESCRIBES]
        stored = facts.get("Default") if "AWS::SSM::" in str(facts.get("Type")) else None
        if (
            is_arn_name(str(name))
            or describes_arn(*texts, *(allowed if isinstance(allowed, list) else ()))
            or (isinstance(stored, str) and is_arn_name(stored))
        ):
            yield str(name)
