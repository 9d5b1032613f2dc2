"""How large a policy may be (IAM quotas; none of them can be raised)."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

INLINE_LIMIT = 10_240
"""Characters of all inline policies of a role together, white space not counted."""
MANAGED_LIMIT = 6_144
"""Characters of one managed policy, white space not counted."""


class Quota(NamedTuple):
    """A policy's size against one limit."""

    name: str
    used: int
    limit: int

    @property
    def fits(self) -> bool:
        """True where the policy is not too large."""
        return self.used <= self.limit


def policy_size(document: dict[str, Any]) -> int:
    """Return the characters that IAM counts."""
    return len(json.dumps(document, separators=(",", ":"), ensure_ascii=False))


def quotas(size: int) -> tuple[Quota, ...]:
    """Compare a size with the limits for inline and managed policies."""
    return (Quota("inline", size, INLINE_LIMIT), Quota("managed", size, MANAGED_LIMIT))
