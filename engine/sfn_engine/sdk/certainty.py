"""How sure it is that a call needs a permission."""

from __future__ import annotations

from typing import Literal, TypeAlias

Certainty: TypeAlias = Literal["documented", "by-name", "unconfirmed"]
"""`documented`: AWS's documentation says so, `by-name`: the action has the name of the operation, `unconfirmed`: so it
would, but AWS's authorization data has no such action."""
