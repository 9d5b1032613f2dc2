"""What is inside ``{%`` and ``%}``: syntax, functions, variables, ``$states`` (guide: transforming-data).

The delimiters themselves are checked with the other payloads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from sfn_engine.asl.checks.findings import Findings
from sfn_engine.asl.checks.variables import VariableScope, scopes
from sfn_engine.asl.expressions import is_expression
from sfn_engine.asl.jsonata.errors import JsonataError
from sfn_engine.asl.jsonata.functions import FUNCTIONS, NEWER_OPERATORS, REFUSED
from sfn_engine.asl.jsonata.reading import read
from sfn_engine.asl.jsonata.references import References
from sfn_engine.asl.model import Choice, Recovering, State, StateMachine
from sfn_engine.display import shorten

_Steps: TypeAlias = tuple[str | int, ...]

MAX_CHARACTERS = 400_000
"""Characters of all expressions of a machine. What is beyond is not read: the first frame would be late."""
_FIELDS = (
    "Arguments",
    "Assign",
    "Cause",
    "Credentials",
    "Error",
    "HeartbeatSeconds",
    "ItemBatcher",
    "ItemReader",
    "ItemSelector",
    "Items",
    "MaxConcurrency",
    "Output",
    "ResultWriter",
    "Seconds",
    "TimeoutSeconds",
    "Timestamp",
    "ToleratedFailureCount",
    "ToleratedFailurePercentage",
)
"""Fields of a state that take JSONata, at any depth."""
_RULE_FIELDS = ("Condition", "Assign", "Output")
_CATCHER_FIELDS = ("Assign", "Output")
_AFTER_SUCCESS = ("Assign", "Output")
_WITH_RESULT = ("Task", "Parallel", "Map")
_MEMBERS: Mapping[str, str] = {
    "input": "",
    "context": "",
    "result": 'only "Output" and "Assign" of a Task, Parallel or Map state have a result',
    "errorOutput": 'only "Output" and "Assign" of a catcher have an error',
}
"""The members of ``$states``, and where those can be read that cannot be read everywhere."""


class _Expression(NamedTuple):
    text: str
    steps: _Steps
    """From the state to the string."""
    members: frozenset[str]
    """The members of ``$states`` that it can read."""


def check_expressions(machine: StateMachine, findings: Findings) -> None:
    """Check every JSONata expression of a machine."""
    known = scopes(machine)
    left = MAX_CHARACTERS
    for state in machine.states:
        if state.query_language != "JSONata":
            continue
        for expression in _expressions(state):
            left -= len(expression.text)
            if left < 0:
                return
            _check(_Place(expression, state, findings), known[state.path])


def _expressions(state: State) -> Iterator[_Expression]:
    """Yield each JSONata string of a state."""
    always = frozenset({"input", "context"})
    with_result = always | {"result"} if state.type in _WITH_RESULT else always
    for name in _FIELDS:
        if name in state.fields:
            members = with_result if name in _AFTER_SUCCESS else always
            yield from _strings(state.fields[name], (name,), members)
    if isinstance(state, Choice):
        for index, rule in enumerate(state.rules):
            for name in _RULE_FIELDS:
                yield from _strings(rule.fields.get(name), ("Choices", index, name), always)
    elif isinstance(state, Recovering):
        for index, catcher in enumerate(state.catch):
            for name in _CATCHER_FIELDS:
                yield from _strings(catcher.fields.get(name), ("Catch", index, name), always | {"errorOutput"})


def _strings(value: Any, steps: _Steps, members: frozenset[str]) -> Iterator[_Expression]:
    """Yield the JSONata strings in a value, in the order in which they are written."""
    waiting = [(value, steps)]
    while waiting:
        value, steps = waiting.pop()
        if isinstance(value, str):
            if value.startswith("{%"):
                yield _Expression(value, steps, members)
        elif isinstance(value, Mapping):
            waiting += [(item, (*steps, name)) for name, item in reversed(list(value.items()))]
        elif isinstance(value, list):
            waiting += [(item, (*steps, index)) for index, item in reversed(list(enumerate(value)))]


class _Place(NamedTuple):
    """An expression, and where it is."""

    expression: _Expression
    state: State
    findings: Findings

    def report(self, check: str, fault: str, offset: int) -> None:
        """Add a finding about the character at `offset`."""
        text, steps, _ = self.expression
        name = next(step for step in reversed(steps) if isinstance(step, str) and not step.startswith("Fn::"))
        where = f"{shorten(name)!r} has a JSONata error at character {offset + 1} of {_excerpt(text, offset)!r}"
        self.findings.add(check, f"{where}: {fault}", self.state, *steps, offset=offset)


def _check(place: _Place, scope: VariableScope) -> None:
    text = place.expression.text
    if not is_expression(text) or not text[2:-2].strip():
        return  # reported with the delimiters
    found = read(text)
    if isinstance(found, JsonataError):
        place.report("jsonata-syntax", found.message, found.offset)
        return
    _check_operators(found, place)
    _check_functions(found, place, scope)
    _check_variables(found, place, scope)
    _check_members(found, place)


def _check_operators(found: References, place: _Place) -> None:
    for operator, offset in found.operators:
        instead = NEWER_OPERATORS[operator]
        fault = f'Step Functions runs JSONata 2.0.6, and "{operator}" came with 2.1: write {instead}'
        place.report("jsonata-operator", fault, offset)


def _check_functions(found: References, place: _Place, scope: VariableScope) -> None:
    for name, offset in found.calls:
        if name in REFUSED:
            place.report("jsonata-function", f"the function {name} is refused: {REFUSED[name]}", offset)
        elif name[1:] in scope.names or scope.is_open:
            continue
        elif name not in FUNCTIONS:
            near = place.findings.near(name, FUNCTIONS)
            place.report("jsonata-function", f"there is no function {shorten(name)}{near}", offset)
    for name, offset in found.bare_calls:
        if name.startswith("States."):
            fault = f"{shorten(name)} is an intrinsic function of JSONPath: JSONata has functions of its own"
        else:
            fault = f"a function is called with a dollar sign: ${name}"
        place.report("jsonata-function", fault, offset)


def _check_variables(found: References, place: _Place, scope: VariableScope) -> None:
    if scope.is_open:
        return
    called = {name[1:] for name, _ in found.calls}
    for name, offset in found.variables:
        if name in ("", "$", "states") or f"${name}" in FUNCTIONS or name in scope.names or name in called:
            continue
        if f"${name}" in REFUSED:
            place.report("jsonata-function", f"the function ${name} is refused: {REFUSED[f'${name}']}", offset)
            continue
        shown = shorten(f"${name}")
        if name in scope.hidden:
            fault = f"{shown} is assigned outside the distributed Map, whose items cannot read it: use ItemSelector"
        else:
            near = place.findings.near(f"${name}", dict.fromkeys(f"${known}" for known in scope.names))
            fault = f"no state in scope assigns the variable {shown}{near}"
        place.report("jsonata-variable", fault, offset)


def _check_members(found: References, place: _Place) -> None:
    for name, offset in found.members:
        if name not in _MEMBERS:
            near = place.findings.near(name, dict.fromkeys(sorted(place.expression.members)))
            place.report("jsonata-states", f"$states has no member {shorten(name)!r}{near}", offset)
        elif name not in place.expression.members:
            place.report("jsonata-states", f"$states.{name} cannot be read here: {_MEMBERS[name]}", offset)


def _excerpt(text: str, offset: int) -> str:
    """Return the text in one line, or what is around the character if it is long."""
    start, end = (max(offset - 25, 0), offset + 30) if len(text) > 60 else (0, len(text))
    shown = shorten(" ".join(text[start:end].split()))
    return f"{'…' * (start > 0)}{shown}{'…' * (end < len(text))}"
