"""What a call needs that gives tags to what it makes, where no review of its service has told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sfn_engine.sdk import store
from sfn_engine.sdk.needs import Need, SdkCall

_ACTIONS = ("TagResource", "AddTagsToResource", "AddTags", "CreateTags", "TagResources")
"""The names that services have for the action that gives tags."""
_PARAMETERS = ("Tags", "TagList", "TagSpecifications", "TagSet")
_LEVELS = ("Write", "Permissions management")


def tagging_by_hand(call: SdkCall, needs: Iterable[Need]) -> Mapping[str, Any] | None:
    """Return what must perhaps be added by hand for the tags that a call gives; None where that is known.

    AWS's table of API operations lists the action beside 19 of 20 calls that create something with tags. So a service
    that the table doesn't cover is likely to check it, which isn't sure enough to grant it.
    """
    action = _tagging_action(call)
    parameter = next((name for name in _PARAMETERS if name.lower() in call.operation.parameters), "")
    if not action or not parameter or _is_reviewed(call) or not _makes_something(call):
        return None
    told = {need.action.lower() for need in needs}
    told |= {each.lower() for entry in call.of_operation.get("by_hand", ()) for each in entry.get("actions", ())}
    if action.lower() in told:
        return None
    text = f"{action} on what gets the tags, which most services check beside the call"
    return {"text": text, "actions": [action], "when": parameter}


def _tagging_action(call: SdkCall) -> str:
    found = (store.action(f"{call.service.prefix}:{name}") for name in _ACTIONS)
    return next((action.name for action in found if action is not None and action.level == "Tagging"), "")


def _makes_something(call: SdkCall) -> bool:
    known = store.action(f"{call.service.prefix}:{call.operation.name}")
    return known is not None and known.level in _LEVELS and "tag" not in call.operation.name.lower()


def _is_reviewed(call: SdkCall) -> bool:
    return bool(call.of_service.get("complete")) and call.operation.name not in call.of_service.get("silent", ())
