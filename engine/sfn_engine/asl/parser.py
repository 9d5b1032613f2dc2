"""Plain data → `StateMachine`. Raises `WrongShape` if the data is not a state machine."""

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
    Wait,
)
from sfn_engine.asl.placeholders import NOTHING_KNOWN, Placeholders
from sfn_engine.asl.resource import Resource, read_resource
from sfn_engine.asl.shapes import WrongShape, check_fields, object_list, require_object, text_field, text_list
from sfn_engine.display import closest, shorten
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
    reused as they are. Raises `WrongShape` with a pointer to the first value that cannot be understood.
    """
    fields = require_object(definition, "a state machine", ())
    if not ({"StartAt", "States"} & fields.keys()):
        raise WrongShape('not a state machine: it has neither "StartAt" nor "States"', ())
    check_fields(fields, ())
    language = _language(fields, (), "JSONPath")
    builder = _Builder(read_targets, language, before, placeholders)
    graph = builder.graph(fields, (), (), language, "the machine")
    return StateMachine(graph, language, tuple(builder.states), raw=fields)


def _language(fields: Mapping[str, Any], pointer: Pointer, outer: QueryLanguage) -> QueryLanguage:
    value = text_field(fields, "QueryLanguage")
    if value is None:
        return outer
    if value not in ("JSONPath", "JSONata"):
        raise WrongShape(
            f'"QueryLanguage" must be "JSONPath" or "JSONata", not {shorten(value, 30)!r}',
            (*pointer, "QueryLanguage"),
        )
    return cast(QueryLanguage, value)


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

    def graph(
        self, fields: Mapping[str, Any], pointer: Pointer, path: StatePath, language: QueryLanguage, what: str
    ) -> StateGraph:
        """Build a list of states with its edges."""
        if "States" not in fields:
            raise WrongShape(f'{what} has no "States"', pointer)
        written = require_object(fields["States"], '"States"', (*pointer, "States"))
        if not written:
            raise WrongShape(f'"States" of {what} is empty', (*pointer, "States"))
        start_at = text_field(fields, "StartAt")
        if start_at is None:
            raise WrongShape(f'{what} has no "StartAt"', pointer)
        if start_at not in written:
            raise WrongShape(
                f'"StartAt" names the state {shorten(start_at)!r}, which is not in "States"'
                f"{did_you_mean(start_at, written)}",
                (*pointer, "StartAt"),
            )
        states = tuple(
            self._state(name, body, (*pointer, "States", name), path, language) for name, body in written.items()
        )
        return StateGraph(start_at, states, pointer, graph_edges(start_at, states))

    def _state(self, name: str, body: Any, pointer: Pointer, outer: StatePath, language: QueryLanguage) -> State:
        known = self.before.get(id(body))
        if known is not None and known.fields is body and known.pointer == pointer and known.path == (*outer, name):
            self._take_over(known)
            return known
        fields = require_object(body, f"the state {shorten(name)!r}", pointer)
        check_fields(fields, pointer)
        kind = text_field(fields, "Type")
        if kind is None:
            raise WrongShape(f'the state {shorten(name)!r} has no "Type"', pointer)
        if kind not in _MAKERS:
            raise WrongShape(
                f'the state {shorten(name)!r} has the unknown "Type" {shorten(kind, 30)!r}'
                f"{did_you_mean(kind, _MAKERS)}",
                (*pointer, "Type"),
            )
        common: dict[str, Any] = {
            "path": self._path(outer, name),
            "name": name,
            "type": kind,
            "pointer": pointer,
            "query_language": _language(fields, pointer, language),
            "fields": fields,
            "next": text_field(fields, "Next"),
            "end": fields.get("End") is True,
        }
        index = len(self.states)
        state = _MAKERS[kind](self, fields, common)
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

    def _choice(self, fields: Mapping[str, Any], common: dict[str, Any]) -> State:
        rules = []
        for index, rule in enumerate(object_list(fields, "Choices", common["pointer"])):
            check_fields(rule, (*common["pointer"], "Choices", index))
            rules.append(ChoiceRule(text_field(rule, "Next"), condition_text(rule), rule))
        return Choice(**common, rules=tuple(rules), default=text_field(fields, "Default"))

    def _recovery(self, fields: Mapping[str, Any], pointer: Pointer) -> dict[str, Any]:
        retry, catch = [], []
        for index, entry in enumerate(object_list(fields, "Retry", pointer)):
            entry_pointer = (*pointer, "Retry", index)
            check_fields(entry, entry_pointer)
            retry.append(Retrier(text_list(entry, "ErrorEquals", entry_pointer), entry))
        for index, entry in enumerate(object_list(fields, "Catch", pointer)):
            entry_pointer = (*pointer, "Catch", index)
            check_fields(entry, entry_pointer)
            catch.append(Catcher(text_list(entry, "ErrorEquals", entry_pointer), text_field(entry, "Next"), entry))
        return {"retry": tuple(retry), "catch": tuple(catch)}

    def _task(self, fields: Mapping[str, Any], common: dict[str, Any]) -> State:
        pointer, language = common["pointer"], common["query_language"]
        written = fields.get("Resource", "")
        resource = read_resource(written)
        if written and not resource.text:
            raise WrongShape('"Resource" must be a string or a template function', (*pointer, "Resource"))
        resource = self._declared(read_resource(self.known.fill(resource.text)))
        return Task(
            **common,
            **self._recovery(fields, pointer),
            resource=resource.text,
            kind=resource.kind,
            integration=resource.integration,
            pattern=resource.pattern,
            suffix=resource.suffix,
            arguments=fields.get("Arguments" if language == "JSONata" else "Parameters"),
            targets=self._read(self.read_targets.of_task(resource.integration, fields, language, pointer)),
        )

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
        branches = []
        for index, branch in enumerate(object_list(fields, "Branches", pointer)):
            inner = (*pointer, "Branches", index)
            check_fields(branch, inner)
            what = f"branch {index + 1} of {shorten(common['name'])!r}"
            # States inside speak the machine's language, whatever the container speaks (specification).
            branches.append(self.graph(branch, inner, path, _language(branch, inner, self.language), what))
        return Parallel(**common, **self._recovery(fields, pointer), branches=tuple(branches))

    def _map(self, fields: Mapping[str, Any], common: dict[str, Any]) -> State:
        pointer, path, language = common["pointer"], common["path"], common["query_language"]
        key = "ItemProcessor" if "ItemProcessor" in fields else "Iterator"
        processor, distributed = None, False
        if key in fields:
            inner = (*pointer, key)
            body = require_object(fields[key], f'"{key}"', inner)
            check_fields(body, inner)
            config = body.get("ProcessorConfig")
            if isinstance(config, dict):
                check_fields(config, (*inner, "ProcessorConfig"))
                distributed = config.get("Mode") == "DISTRIBUTED"
            what = f'"{key}" of {shorten(common["name"])!r}'
            processor = self.graph(body, inner, path, _language(body, inner, self.language), what)
        targets = self._read(self.read_targets.of_map(fields, language, pointer)) if distributed else ()
        return Map(
            **common,
            **self._recovery(fields, pointer),
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


def did_you_mean(name: str, known: Mapping[str, Any]) -> str:
    """Return `` (did you mean "Save"?)`` if a near name exists, else an empty text."""
    near = closest(name, known)
    return f" (did you mean {shorten(near)!r}?)" if near else ""
