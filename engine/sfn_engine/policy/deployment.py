"""Placeholders that the deployment fills with its own partition, region or account.

Pages: pseudo-parameter-reference of CloudFormation; data sources ``aws_partition``, ``aws_region`` and
``aws_caller_identity`` of Terraform; "AWS CloudFormation variables" of the Serverless Framework.
"""

from __future__ import annotations

import re

from sfn_engine.policy.parts import AwsLocation

_PLACEHOLDER = re.compile(
    r"\$\{\s*(?:"
    r"(?P<partition>AWS::Partition|data\.aws_partition\.\w+\.(?:partition|id))"
    r"|(?P<region>AWS::Region|aws:region|data\.aws_region\.\w+\.(?:name|id|region))"
    r"|(?P<account>AWS::AccountId|aws:accountId|data\.aws_caller_identity\.\w+\.(?:account_id|id))"
    r")\s*\}"
)


def located(text: str, location: AwsLocation) -> str:
    """Return a text with the location instead of the placeholders for it: a policy writes each of them in one way.

    What is still unknown, such as ``<region>``, replaces nothing.
    """
    if "${" not in text:
        return text

    def replaced(match: re.Match[str]) -> str:
        value: str = getattr(location, match.lastgroup or "")
        return match[0] if value.startswith("<") else value

    return _PLACEHOLDER.sub(replaced, text)
