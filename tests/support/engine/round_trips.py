"""Tasks of every integration, in all its patterns and with every kind of payload, and ways round through edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Any, NamedTuple

from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.asl.model import Pattern, QueryLanguage, StatePath
from sfn_engine.asl.patterns import PATTERNS
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration
from sfn_engine.catalog.samples import sample_task
from tests.support.engine.saving import VALUES

_ARNS = (
    "arn:aws:events:us-east-1:123456789012:connection/shop/7d4c1e2a-5b3f-4f6e-9a1d-2c8b0e6f3a91",
    "arn:aws:bedrock-agentcore:us-east-1:123456789012:harness/helper",
)
"""Values for the targets that accept none of `VALUES`."""
LANGUAGES: tuple[QueryLanguage, ...] = ("JSONPath", "JSONata")
_SUFFIXES: Mapping[Pattern, tuple[str, ...]] = {"request-response": ("",), "callback": (".waitForTaskToken",)}


class Sample(NamedTuple):
    """A machine of one task, `Step`, and what it is."""

    name: str
    machine: sfn.StateMachine
    ways: tuple[tuple[Pattern, ...], ...]
    """Patterns to go through, the last of which is the one that the task has."""


def samples() -> Iterator[Sample]:
    """Yield each integration that has several patterns, in each of them, with each payload, in both languages."""
    for known in loader.all_integrations():
        for language in LANGUAGES if len(known.patterns) > 1 else ():
            for name, state in _states(known, language):
                for pattern in known.patterns:
                    for suffix in suffixes(known, pattern):
                        body = {**state, "Resource": state["Resource"] + suffix}
                        yield Sample(f"{language} {name}{suffix}", machine_of(body, language), _ways(known, pattern))


def suffixes(known: Integration, pattern: Pattern) -> tuple[str, ...]:
    """Return the endings of `Resource` that select the pattern."""
    return known.sync_suffixes if pattern == "sync" else _SUFFIXES[pattern]


def machine_of(body: Mapping[str, Any], language: QueryLanguage) -> sfn.StateMachine:
    """Return a machine of one state."""
    return sfn.parse({"QueryLanguage": language, "StartAt": "Step", "States": {"Step": dict(body)}})


def _ways(known: Integration, pattern: Pattern) -> tuple[tuple[Pattern, ...], ...]:
    others = [other for other in known.patterns if other != pattern]
    ways = [way for length in range(1, len(others) + 1) for way in permutations(others, length)]
    return tuple((*way, pattern) for way in ways)


def _states(known: Integration, language: QueryLanguage) -> Iterator[tuple[str, dict[str, Any]]]:
    plain = sample_task(known, language, "aws", "us-east-1", "123456789012")
    key = "Arguments" if language == "JSONata" else "Parameters"
    yield f"{known.name} as it is", plain
    for label, changes in _arguments(known.token, language) if known.token else ():
        arguments = dict(plain.get(key, {}))
        arguments.pop(known.token.partition(".")[0].removesuffix("[*]"), None)
        yield f"{known.name} with {label}", {**plain, key: {**arguments, **changes}}
    if language == "JSONata":
        yield f"{known.name} as an expression", {**plain, key: "{% $states.input.arguments %}"}
        yield f"{known.name} of the token", {**plain, key: "{% {'T': $states.context.Task.Token} %}"}


def _arguments(token: str, language: QueryLanguage) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what can be where the token goes."""
    if token.endswith("Environment"):
        yield from _overrides(language)
        return
    first, _, rest = token.partition(".")
    name = first.removesuffix("[*]")
    if not rest:
        yield from _payloads(name, language)
        return
    for label, payload in _payloads(rest, language):
        yield label, {name: [{"Source": "app", **payload}]}
        yield f"{label} twice", {name: [{**payload, "Source": "app"}, {"Source": "other", rest: {"a": 1}}]}
    yield "an empty list", {name: []}
    yield "a path to the list", _path(name, language)


def _payloads(name: str, language: QueryLanguage) -> Iterator[tuple[str, dict[str, Any]]]:
    values = {"a text": "hi", "an empty text": "", "a list": [1, "two"], "a number": 4, "null": None, "a switch": True}
    for label, value in values.items():
        yield label, {name: value}
    for label, value in {"an object": {"a": 1, "b": [{}]}, "an empty object": {}, "a Text": {"Text": "hi"}}.items():
        yield label, {name: value}
    yield "nothing", {}
    yield "a path", _path(name, language)
    own = token("MyToken", language)
    yield "a token", {name: {"a": 1, **own, "z": 2}}
    yield "a token alone", {name: own}
    yield "a token inside", {name: {"a": {"deep": [own, {"b": 2}]}}}
    yield "two tokens", {name: {**own, **token("Other", language)}}
    yield "the name of the token", {name: {"TaskToken": "mine"}}
    yield "the token as it is added", {name: {**token("TaskToken", language), "Text": "hi"}}
    if language == "JSONPath":
        yield "a token in a text", {f"{name}.$": "States.Format('t={}', $$.Task.Token)"}
        yield "a token as the payload", {f"{name}.$": "$$.Task.Token"}
    else:
        yield "a token in a text", {name: "{% 't=' & $states.context.Task.Token %}"}
        yield "a token as the payload", {name: "{% $states.context.Task.Token %}"}


def _overrides(language: QueryLanguage) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "no overrides", {}
    yield "empty overrides", {"Overrides": {}}
    yield "a path to overrides", _path("Overrides", language)
    yield "a path to containers", {"Overrides": {"Cpu": "256", **_path("ContainerOverrides", language)}}
    yield "no containers", {"Overrides": {"ContainerOverrides": []}}
    variable = {"Name": "STAGE", "Value": "prod"}
    own = {"Name": "MY_TOKEN", **token("Value", language)}
    environments: dict[str, dict[str, Any]] = {
        "no variables": {},
        "empty variables": {"Environment": []},
        "a path to variables": _path("Environment", language),
        "a variable": {"Environment": [variable]},
        "a token": {"Environment": [variable, own]},
        "a token alone": {"Environment": [own]},
    }
    for label, environment in environments.items():
        container = {"Name": "app", **environment, "Command": ["run"]}
        yield label, {"Overrides": {"ContainerOverrides": [container]}}
        yield f"{label} twice", {"Overrides": {"ContainerOverrides": [{"Name": "side"}, container], "Memory": "1"}}


def token(name: str, language: QueryLanguage) -> dict[str, Any]:
    """A member that holds only the task token."""
    if language == "JSONata":
        return {name: "{% $states.context.Task.Token %}"}
    return {f"{name}.$": "$$.Task.Token"}


def _path(name: str, language: QueryLanguage) -> dict[str, Any]:
    return {name: "{% $states.input.x %}"} if language == "JSONata" else {f"{name}.$": "$.x"}


def edited_at_random(machine: sfn.StateMachine, data: st.DataObject) -> sfn.StateMachine:
    """Return the machine after some edits, drawn from all that there are."""
    for _ in range(data.draw(st.integers(1, 8))):
        path = data.draw(st.sampled_from([state.path for state in machine.states]))
        state = machine.by_path[path]
        name = data.draw(st.sampled_from([target.name for target in state.targets] or [""]))
        try:
            match data.draw(st.sampled_from(["pattern", "dynamic", "static"])):
                case "pattern":
                    machine = sfn.set_pattern(machine, path, data.draw(st.sampled_from(PATTERNS)))
                case "dynamic":
                    machine = sfn.set_dynamic(machine, path, name)
                case _:
                    machine = sfn.set_static(machine, path, name, data.draw(st.sampled_from(VALUES)))
        except sfn.EditRefused:
            continue
    return machine


def as_it_was(machine: sfn.StateMachine, before: sfn.StateMachine) -> sfn.StateMachine:
    """Edit every target and pattern until it is what it was."""
    for path, state in before.by_path.items():
        for target in state.targets:
            machine = _target_as_it_was(machine, path, target)
        now = machine.by_path[path]
        if isinstance(state, sfn.Task) and isinstance(now, sfn.Task) and now.pattern != state.pattern:
            machine = sfn.set_pattern(machine, path, state.pattern)
    return machine


def _target_as_it_was(machine: sfn.StateMachine, path: StatePath, target: sfn.Target) -> sfn.StateMachine:
    now = next(found for found in machine.by_path[path].targets if found.parameter == target.parameter)
    same = next((found for found in machine.by_path[path].targets if found.name == target.name), now)
    if same._replace(pointer=()) == target._replace(pointer=()):
        return machine
    if target.mode in ("static", "placeholder"):
        return sfn.set_static(machine, path, same.name, target.value)
    if same.mode not in ("static", "placeholder"):
        machine = sfn.set_static(machine, path, same.name, _valid_value(machine, path, same))
    return sfn.set_dynamic(machine, path, same.name)


def _valid_value(machine: sfn.StateMachine, path: StatePath, target: sfn.Target) -> str:
    for value in (*VALUES, *_ARNS):
        try:
            sfn.set_static(machine, path, target.name, value)
        except sfn.EditRefused:
            continue
        return value
    raise AssertionError(target)
