"""Whether a value that is only known at deployment will be an ARN, from what a file says about it in words."""

from __future__ import annotations

import re
from typing import Any

_WORD = re.compile(
    r"(?:^|[a-z0-9]|[^A-Za-z0-9])(?:Arn|ARN)(?![a-z]|Prefix|Suffix|Pattern)|(?:^|[^A-Za-z])arn(?![A-Za-z])"
)
"""The word in a name: ``QueueArn``, ``queue_arn_v2``, ``arn-of-queue``."""
_GENERATED = (".Alias", ".Version")
"""What SAM creates in addition to a function under these names is an ARN too."""
_OTHER_WORD = re.compile(r"(?:(?<![A-Za-z])(?i:warn|learn|earn|barn|yarn)|(?<=[a-z])(?:Warn|Learn|Earn|Barn|Yarn))\Z")
"""A whole word that ends in these letters without meaning an ARN; ``inventoryarn`` and ``rolearn`` do mean one."""
_OTHER = re.compile(r"(?:Ur[li]|UR[LI]|Name|NAME|Id|ID|[_.-](?:ur[li]|name|id))\Z")
_MARKER = re.compile(r"[<{\[(#@%_]+([\w .-]+?)[>}\])#@%_]+|([A-Z0-9]+(?:_[A-Z0-9]+)*_ARN)")
_DESCRIPTION = re.compile(r"\bARNs?\b|\bAmazon Resource Names?\b", re.IGNORECASE)
_NAME = re.compile(r"\bname\b", re.IGNORECASE)


def is_arn_name(name: str) -> bool:
    """Guess from its name whether a placeholder will be filled with an ARN: ``QueueArn``, ``Fn.Arn``, ``queue_arn``."""
    ends = name.lower().endswith("arn") and _OTHER_WORD.search(name) is None
    return ends or name.endswith(_GENERATED) or _WORD.search(name) is not None


def is_other_name(name: str) -> bool:
    """Tell whether a name says that a placeholder will be filled with something else than an ARN: a URL, a name."""
    return _OTHER.search(name) is not None


def is_arn_marker(text: str) -> bool:
    """Tell whether a text is there to be replaced with an ARN, by any tool: ``<QueueArn>``, ``ORDERS_QUEUE_ARN``."""
    match = _MARKER.fullmatch(text.strip())
    return match is not None and is_arn_name((match[1] or match[2]).strip())


def describes_arn(*texts: Any) -> bool:
    """Guess from descriptions, patterns and default values whether what they are about is an ARN.

    A description that speaks of a name too, such as "name or ARN of the queue", does not decide it.
    """
    for text in texts:
        if not isinstance(text, str):
            continue
        if "arn:" in text:
            return True
        if _DESCRIPTION.search(text) and not _NAME.search(re.sub(r"(?i)amazon resource names?", "", text)):
            return True
    return False
