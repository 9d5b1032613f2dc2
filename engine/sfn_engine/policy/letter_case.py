"""Names that a service may write in lower case in the ARN that it authorizes."""

from __future__ import annotations

import re

from sfn_engine.policy.parts import Parts

_CAPITAL = re.compile(r"[$%]\{[^{}]*\}|(?P<capital>[A-Z])")


def in_either_case(parts: Parts) -> Parts:
    """Let a ``?`` stand for each capital of a name, so that the ARN matches in both spellings.

    SageMaker makes the ARNs of most resources with the name in lower case, and of some with the name as it is
    given. Which of both a policy is compared with, its guide does not say, and it has changed.
    """
    name = _either(parts.name)
    if name == parts.name:
        return parts
    head, colon, resource = parts.arn.rpartition(":")
    reason = "the service writes some names in lower case in their ARNs"
    return parts._replace(name=name, arn=head + colon + _either(resource), wildcard=reason)


def _either(text: str) -> str:
    return _CAPITAL.sub(lambda match: "?" if match["capital"] else match[0], text)
