"""Where the members of an object or list stand in a text, the same for JSON and for YAML."""

from __future__ import annotations

from typing import NamedTuple

from sfn_engine.errors import EditRefused
from sfn_engine.saving.changes import Step


class Member(NamedTuple):
    """A member of an object or list."""

    step: Step
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

    def member(self, step: Step | None) -> Member | None:
        """Return the member that the step leads to; None where there is no step.

        Raises `EditRefused` where the member is not written here.
        """
        if step is None:
            return None
        for member in self.members:
            if member.step == step:
                return member
        raise EditRefused(not_here(step))


def not_here(step: Step) -> str:
    """Say that a value is written in another place than where it is read."""
    name = f"{step!r}" if isinstance(step, str) else f"item {step}"
    return f"{name} comes from an alias, a merge key or an expression; change it where that is written"
