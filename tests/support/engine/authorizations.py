"""The service authorization data of the catalog's actions (tests/engine/catalog/authorization.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from sfn_engine.policy.least import covers

HOME = Path(__file__).resolve().parents[2] / "engine" / "catalog"
_VARIABLE = re.compile(r"\$\{(\w+)\}")


class Exemption(NamedTuple):
    """A reviewed exception from the data: one action, the resources it may have, and why."""

    action: str
    resource: str
    reason: str


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((HOME / name).read_text(encoding="utf-8"))


AUTHORIZATION: Mapping[str, Mapping[str, Any]] = {
    action.lower(): row for action, row in _table("authorization.toml").items()
}
"""What the data says of each action, by its name in lower case."""
_REVIEWED = _table("authorization_exceptions.toml")
ON_OTHERS = tuple(Exemption(**row) for row in _REVIEWED["on_others"])
"""Resources that are of no type that the data names for the action."""
UNUSED = tuple(Exemption(**row) for row in _REVIEWED["unused"])
"""Resource types of an action that no task's request has."""


def types_of(action: str) -> Mapping[str, str]:
    """Return the resource types of an action with the forms of their ARNs; a required type's name ends in a star."""
    found: Mapping[str, str] = AUTHORIZATION[action.lower()].get("types", {})
    return found


def pattern_of(form: str) -> str:
    """Return the form of an ARN with a star for each variable."""
    return _VARIABLE.sub("*", form)


def variables_of(form: str) -> Iterator[str]:
    """Yield the variables of the form of an ARN."""
    yield from _VARIABLE.findall(form)


def is_exempt(exemptions: tuple[Exemption, ...], action: str, resource: str) -> bool:
    """Tell whether a reviewed exception allows the resource for the action."""
    return any(
        entry.action.lower() == action.lower()
        and (entry.resource == resource or (entry.resource != "*" and covers(entry.resource, resource)))
        for entry in exemptions
    )


@lru_cache(maxsize=4096)
def overlap(one: str, other: str) -> bool:
    """Tell whether some text matches both patterns; only a star is special."""
    after = [False] * (len(other) + 1)
    for i in range(len(one), -1, -1):
        now = [False] * (len(other) + 1)
        for j in range(len(other), -1, -1):
            if one[i : i + 1] == "*":
                now[j] = after[j] or now[j + 1 : j + 2] == [True]
            elif other[j : j + 1] == "*":
                now[j] = now[j + 1] or (i < len(one) and after[j])
            else:
                ended = i == len(one), j == len(other)
                now[j] = all(ended) or (not any(ended) and one[i] == other[j] and after[j + 1])
        after = now
    return after[0]
