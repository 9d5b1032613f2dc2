"""What a text can say about the session at a step: ``{change}``. So that text and app never disagree."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from sfn_engine.asl.model import State, Task
from sfn_engine.asl.patterns import PATTERN_NAMES
from sfn_engine.catalog.model import Reason
from sfn_engine.display import shorten
from sfn_engine.policy.explain import title
from sfn_tui.lessons.shapes import meant
from sfn_tui.lessons.values import LessonError
from sfn_tui.session.changes import Permission
from sfn_tui.session.session import Session

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}\n]*)\}|[{}]")

_LONGEST = 1_000
"""Characters that are filled in: a definition may have a megabyte in one name."""


class Fact(NamedTuple):
    """What a placeholder is replaced with."""

    what: str
    """For the docs."""
    value: Callable[[Session], str]
    """The text; empty if there is nothing to say."""


def filled(text: str, session: Session) -> str:
    """Return the text with its placeholders filled in; ``{{`` and ``}}`` are braces.

    Raises `LessonError` for a placeholder that does not exist, or that is empty here.
    """

    def value(found: re.Match[str]) -> str:
        if found[0] in ("{{", "}}"):
            return found[0][0]
        name = found["name"]
        if name is None:
            raise LessonError("a single brace: write {{ or }} to show a brace")
        fact = FACTS.get(name.strip())
        if fact is None:
            raise LessonError(
                f"there is no placeholder {{{shorten(name, 40)}}}; {meant(name, tuple(FACTS))}"
                "; {{ and }} are shown as braces"
            )
        given = fact.value(session)
        if not given:
            raise LessonError(f"{{{name.strip()}}} is empty here; it means {fact.what}")
        return shorten(given, _LONGEST)

    return _PLACEHOLDER.sub(value, text)


def _selected(session: Session) -> State | None:
    return session.machine.by_path.get(session.selected or ())


def _of_state(made: Callable[[State], str]) -> Callable[[Session], str]:
    def value(session: Session) -> str:
        state = _selected(session)
        return made(state) if state is not None else ""

    return value


def _permissions(reason: Reason) -> Callable[[Session], str]:
    """Return what lists the actions that the selected state needs for one reason."""

    def value(session: Session) -> str:
        grants = [grant for grant in session.policy.grants if session.selected in grant.states]
        return ", ".join(dict.fromkeys(grant.action for grant in grants if grant.reason == reason))

    return value


def _resources(session: Session) -> str:
    """Return what lists the resources that the selected state's call is on."""
    grants = [grant for grant in session.policy.grants if session.selected in grant.states]
    return ", ".join(dict.fromkeys(grant.resource for grant in grants if grant.reason == "call"))


def _rule(session: Session) -> str:
    rules = [
        grant.resource.rpartition("/")[2]
        for grant in session.policy.grants
        if grant.reason == "event" and session.selected in grant.states
    ]
    return rules[0] if rules else ""


def _summary(session: Session) -> str:
    return session.change.summary if session.change is not None else ""


def _changed(
    side: Callable[[Session], tuple[frozenset[Permission], frozenset[Permission]]],
) -> Callable[[Session], str]:
    """Return what lists the actions on one side of the last change that the other side does not have."""

    def value(session: Session) -> str:
        if session.change is None:
            return ""
        mine, other = side(session)
        gone = {permission[0] for permission in other}
        return ", ".join(sorted({permission[0] for permission in mine} - gone))

    return value


def _sides(session: Session) -> tuple[frozenset[Permission], frozenset[Permission]]:
    assert session.change is not None
    return session.change.added, session.change.removed


def _wildcards(session: Session) -> str:
    return str(sum("*" in resource for entry in session.policy.statements for resource in entry.resources))


def _actions(session: Session) -> str:
    return str(len({action for entry in session.policy.statements for action in entry.actions}))


FACTS: Mapping[str, Fact] = {
    "state": Fact("the name of the selected state", _of_state(lambda state: state.name)),
    "integration": Fact("what the selected task calls", _of_state(title)),
    "pattern": Fact(
        "the pattern of the selected task",
        _of_state(lambda state: PATTERN_NAMES[state.pattern] if isinstance(state, Task) else ""),
    ),
    "target": Fact(
        "the parameter of the selected state that names its resource",
        _of_state(lambda state: state.targets[0].name if state.targets else ""),
    ),
    "value": Fact(
        "the value of that parameter",
        _of_state(lambda state: state.targets[0].value if state.targets else ""),
    ),
    "call": Fact("the actions of the selected state that make its call", _permissions("call")),
    "resources": Fact("the resources that they are on", _resources),
    "poll": Fact("its actions that ask whether the job has ended", _permissions("poll")),
    "event": Fact("its actions that let EventBridge report the end of the job", _permissions("event")),
    "cancel": Fact("its actions that stop the job", _permissions("cancel")),
    "support": Fact("its actions that the guide's template lists in addition to the call", _permissions("support")),
    "rule": Fact("the name of its managed EventBridge rule", _rule),
    "change": Fact("what the last edit changed in the policy, in numbers", _summary),
    "added_actions": Fact("the actions that the last edit added", _changed(_sides)),
    "removed_actions": Fact(
        "the actions that the last edit removed", _changed(lambda session: _sides(session)[::-1])
    ),
    "statements": Fact("how many statements the policy has", lambda session: str(len(session.policy.statements))),
    "actions": Fact("how many different actions the policy allows", _actions),
    "wildcards": Fact("how many resources of the policy contain a wildcard", _wildcards),
    "scope": Fact("guide or least", lambda session: session.scope),
}
"""By the name of the placeholder."""
