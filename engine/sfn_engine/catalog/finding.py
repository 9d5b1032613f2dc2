"""Finds integrations by what a person types: a name, a part of one, or a whole `Resource`."""

from __future__ import annotations

from sfn_engine.asl.resource import PATTERN_OF_SUFFIX
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration
from sfn_engine.display import closest


def find_integrations(text: str) -> tuple[Integration, ...]:
    """Return the integrations that `text` names: ``ecs:runTask``, ``ecs``, ``runTask``, or the ARN of a task.

    Case does not matter, since other pages write RunTask. Several where the text is ambiguous.
    """
    wanted = _bare(text)
    if not wanted:
        return ()
    known = tuple(loader.all_integrations())
    exact = tuple(entry for entry in known if entry.name.lower() == wanted)
    return exact or tuple(entry for entry in known if wanted in entry.name.lower().split(":"))


def closest_name(text: str) -> str:
    """Return the name of an integration that is spelled like `text`; empty where there is none."""
    pool = {entry.name.lower(): entry.name for entry in loader.all_integrations()}
    return pool.get(closest(_bare(text), pool, 0.75), "")


def _bare(text: str) -> str:
    name = text.strip().rpartition(":::")[2]
    # The longest first: `.sync` is not to be looked for in `.sync:2`.
    for suffix in sorted(filter(None, PATTERN_OF_SUFFIX), key=len, reverse=True):
        name = name.removesuffix(suffix)
    return name.lower()
