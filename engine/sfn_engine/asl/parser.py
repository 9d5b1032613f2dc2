"""Plain data → `StateMachine`, whatever mistakes it has, as long as there is a state to draw.

What is wrong is not said here: `sfn_engine.asl.checks` compares the data with the language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from sfn_engine.asl.conditions import condition_text
from sfn_engine.asl.edges import graph_edges
from sfn_engine.asl.model import (
    Catcher,
    Choice,
    ChoiceRule,
    Fail,
    Map,
    Parallel,
    Pass,
    QueryLanguage,
    Retrier,
    State,
    StateGraph,
    StateMachine,
    StatePath,
    Succeed,
    Target,
    Task,
    Unknown,
    Wait,
)
from sfn_engine.asl.placeholders import NOTHING_KNOWN, Placeholders
from sfn_engine.asl.resource import Resource, read_resource
from sfn_engine.asl.shapes import WrongShape, kind_of, object_list, text_field, text_list
from sfn_engine.sources.positions import Pointer


class TargetReader(NamedTuple):
    """Reads the parameters that name resources; passed in, because the language does not know them."""

    of_task: Callable[[str, Mapping[str, Any], QueryLanguage, Pointer], tuple[Target, ...]]
    """Integration, the state's fields, its language and its pointer → targets."""
    of_map: Callable[[Mapping[str, Any], QueryLanguage, Pointer], tuple[Target, ...]]
    """A distributed Map's fields, its language and its pointer → targets of reader and writer."""


def build(
    definition: Any,
    read_targets: TargetReader,
    before: StateMachine | None = None,
    placeholders: Placeholders = NOTHING_KNOWN,
) -> StateMachine:
    """Build the machine that `definition` describes, reading its placeholders as what is known of them.

    States whose data `definition` shares with the machine `before` it (an edit changes few of them) are
    reused as they are. Raises `WrongShape` if there is no state that could be drawn.
    """
    if not isinstance(definition, dict):
        raise WrongShape(f"a state machine must be an object, not {kind_of(definition)}", ())
    if not ({"StartAt", "States"} & definition.keys()):
        raise WrongShape('not a state machine: it has neither "StartAt" nor "States"', ())
    language = _language(definition, "JSONPath")
    builder = _Builder(read_targets, language, before, placeholders)
    graph = builder.graph(definition, (), ())
    if graph is None:
        raise _without_states(definition)
    return StateMachine(graph, language, tuple(builder.states), raw=definition)


def _without_states(definition: Mapping[str, Any]) -> WrongShape:
    if "States" not in definition:
        return WrongShape('the machine has no "States"', ())
    states = definition["States"]
    fault = "is empty" if states == {} else f"must be an object, not {kind_of(states)}"
    return WrongShape(f'"States" of the machine {fault}', ("States",))


def _language(fields: Mapping[str, Any], outer: QueryLanguage) -> QueryLanguage:
    value = text_field(fields, "QueryLanguage")
    return cast(QueryLanguage, value) if value in ("JSONPath", "JSONata") else outer


class _Builder:
    """Collects the states of all state graphs in document order while they are built."""

    def __init__(
        self,
        read_targets: TargetReader,
        language: QueryLanguage,
        before: StateMachine | None,
        placeholders: Placeholders,
    ) -> None:
        self.known = placeholders
        self.read_targets = read_targets
        self.language = language
        self.states: list[State] = []
        self.paths: set[StatePath] = set()
        self.twins: defaultdict[StatePath, int] = defaultdict(lambda: 1)
        """How many states there are that would have the same path."""
        self.before: Mapping[int, State] = {}
        if before is not None and before.query_language == language:
            self.before = {id(state.fields): state for state in before.states}

    def graph(self, fields: Mapping[str, Any], pointer: Pointer, path: StatePath) -> StateGraph | None:
        """Build a list of states with its edges; None if it has no states."""
        written = fields.get("States")
        if not isinstance(written, dict) or not written:
            return None
        start_at = text_field(fields, "StartAt") or ""
        states = tuple(self._state(name, body, (*pointer, "States", name), path) for name, body in written.items())
        return StateGraph(start_at, states, pointer, graph_edges(start_at, states))

    def _state(self, name: str, body: Any, pointer: Pointer, outer: StatePath) -> State:
        known = self.before.get(id(body))
        if known is not None and known.fields is body and known.pointer == pointer and known.path == (*outer, name):
            self._take_over(known)
            return known
        fields: Mapping[str, Any] = body if isinstance(body, dict) else {}
        kind = text_field(fields, "Type") or ""
        common: dict[str, Any] = {
            "path": self._path(outer, name),
            "name": name,
            "type": kind if kind in _MAKERS else "Unknown",
            "pointer": pointer,
            # States inside speak the machine's language, whatever the container speaks (specification).
            "query_language": _language(fields, self.language),
            "fields": fields,
            "next": text_field(fields, "Next"),
            "end": fields.get("End") is True,
        }
        index = len(self.states)
        state = _MAKERS.get(kind, _Builder._unknown)(self, fields, common)
        # A container is listed before the states in it, which are built first.
        self.states.insert(index, state)
        return state

    def _take_over(self, state: State) -> None:
        """List a state of the machine before, and those inside it."""
        self.paths.add(state.path)
        self.states.append(state)
        for graph in state.graphs:
            for inner in graph.states:
                self._take_over(inner)

    def _path(self, outer: StatePath, name: str) -> StatePath:
        path = twin = (*outer, name)
        # Twin names in sibling branches break a rule of the language, yet each needs its own path.
        while path in self.paths:
            self.twins[twin] += 1
            path = (*outer, f"[{self.twins[twin]}]", name)
        self.paths.add(path)
        return path

    def _plain(self, kind: type[State], common: dict[str, Any]) -> State:
        return kind(**common)

    def _unknown(self, fields: Mapping[str, Any], common: dict[str, Any]) -> State:
        return Unknown(**common, **self._recovery(fields))

    def _choice(self, fields: Mapping[str, Any], common: dict[str, Any]) -> State:
        rules = tuple(
            ChoiceRule(text_field(rule, "Next"), condition_text(rule), rule) for rule in object_list(fields, "Choices")
        )
        return Choice(**common, rules=rules, default=text_field(fields, "Default"))

    def _recovery(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "retry": tuple(Retrier(text_list(entry, "ErrorEquals"), entry) for entry in object_list(fields, "Retry")),
            "catch": tuple(
                Catcher(text_list(entry, "ErrorEquals"), text_field(entry, "Next"), entry)
                for entry in object_list(fields, "Catch")
            ),
        }

    def _task(self, fields: Mapping[str, Any], common: dict[str, Any]) -> State:
        pointer, language = common["pointer"], common["query_language"]
        resource = self._declared(self._resource(self.known.fill(text_field(fields, "Resource") or "")))
        return Task(
            **common,
            **self._recovery(fields),
            resource=resource.text,
            kind=resource.kind,
            integration=resource.integration,
            pattern=resource.pattern,
            suffix=resource.suffix,
            arguments=fields.get("Arguments" if language == "JSONata" else "Parameters"),
            targets=self._read(self.read_targets.of_task(resource.integration, fields, language, pointer)),
        )

    def _resource(self, text: str) -> Resource:
        """Read a `Resource`; where a function of the template gives it, as what each of its texts names."""
        resource = read_resource(text)
        texts = self.known.possible(text) if resource.kind == "placeholder" else (text,)
        found = [read_resource(each) for each in texts if each != text]
        if not any(each.kind in ("optimized", "sdk") for each in found):
            return resource
        # One permission cannot be that of several integrations.
        is_one = len({(each.integration, each.suffix) for each in found}) == 1 and len(found) == len(texts)
        return found[0] if is_one else Resource(text, "unknown")

    def _declared(self, resource: Resource) -> Resource:
        """Tell what a `Resource` that is one placeholder refers to, if that is known."""
        found = self.known.reference(resource.text) if resource.kind == "placeholder" else None
        if found is None:
            return resource
        if found.kind == "activity":
            return resource._replace(kind="activity", integration="activity")
        return resource._replace(kind="lambda-function") if found.kind == "function" else resource

    def _read(self, targets: tuple[Target, ...]) -> tuple[Target, ...]:
        """Fill in the placeholders of targets."""
        return tuple(self.known.read(target) for target in targets)

    def _parallel(self, fields: Mapping[str, Any], common: dict[str, Any]) -> State:
        pointer, path = common["pointer"], common["path"]
        branches = [
            self.graph(branch, (*pointer, "Branches", index), path)
            for index, branch in enumerate(object_list(fields, "Branches"))
        ]
        known = tuple(branch for branch in branches if branch is not None)
        return Parallel(**common, **self._recovery(fields), branches=known)

    def _map(self, fields: Mapping[str, Any], common: dict[str, Any]) -> State:
        pointer, path, language = common["pointer"], common["path"], common["query_language"]
        key = "ItemProcessor" if "ItemProcessor" in fields else "Iterator"
        body = fields.get(key)
        processor, distributed = None, False
        if isinstance(body, dict):
            config = body.get("ProcessorConfig")
            distributed = isinstance(config, dict) and config.get("Mode") == "DISTRIBUTED"
            processor = self.graph(body, (*pointer, key), path)
        targets = self._read(self.read_targets.of_map(fields, language, pointer)) if distributed else ()
        return Map(
            **common,
            **self._recovery(fields),
            processor=processor,
            distributed=distributed,
            label=text_field(fields, "Label"),
            targets=targets,
        )


_MAKERS: Mapping[str, Callable[[_Builder, Mapping[str, Any], dict[str, Any]], State]] = {
    "Task": _Builder._task,
    "Pass": lambda builder, fields, common: builder._plain(Pass, common),
    "Choice": _Builder._choice,
    "Wait": lambda builder, fields, common: builder._plain(Wait, common),
    "Succeed": lambda builder, fields, common: builder._plain(Succeed, common),
    "Fail": lambda builder, fields, common: builder._plain(Fail, common),
    "Parallel": _Builder._parallel,
    "Map": _Builder._map,
}
