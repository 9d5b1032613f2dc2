"""The service integration patterns and what they are called (guide: connect-to-resource)."""

from __future__ import annotations

from collections.abc import Mapping

from sfn_engine.asl.values import Pattern

PATTERNS: tuple[Pattern, ...] = ("request-response", "sync", "callback")
"""In the order of the guide."""

PATTERN_NAMES: Mapping[Pattern, str] = {
    "request-response": "request-response",
    "sync": ".sync",
    "callback": "callback",
}
"""What a reader sees."""

PATTERN_SPELLINGS: Mapping[str, Pattern] = {
    **{pattern: pattern for pattern in PATTERNS},
    ".sync": "sync",
    ".sync:2": "sync",
    "waitForTaskToken": "callback",
}
"""What a person may type for a pattern; a suffix of `Resource` also says which of the forms of `.sync`."""
