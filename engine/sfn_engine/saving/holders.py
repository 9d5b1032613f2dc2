"""Where the members of an object or list are in a text, the same for JSON and for YAML."""

from __future__ import annotations

from typing import NamedTuple

from sfn_engine.errors import EditRefused
from sfn_engine.sources.positions import PointerToken


class Member(NamedTuple):
    """A member of an object or list."""

    token: PointerToken
    start: int
    """The start of its name; in a list, of its value, or of the dash before it."""
    name_end: int
    """After its name; in a list, after the dash, or the start of its value."""
    value: int
    """The start of its value."""
    end: int
    quote: str = '"'
    """The quote around its name, if there is one."""


class Holder(NamedTuple):
    """An object or list, with its members in their order."""

    start: int
    end: int
    members: tuple[Member, ...]
    is_list: bool

    def member(self, token: PointerToken | None) -> Member | None:
        """Return the member that the token leads to, the last of several; None if there is no token.

        Raises `EditRefused` if the member is not written here.
        """
        if token is None:
            return None
        for member in reversed(self.members):
            if member.token == token:
                return member
        raise EditRefused(not_here(token))


def not_here(token: PointerToken) -> str:
    """Say that a value is written elsewhere than where it is read."""
    name = f"{token!r}" if isinstance(token, str) else f"item {token}"
    return f"{name} comes from an alias, a merge key or an expression; change it where that is written"
