"""The transitions of one state graph as values, so that a drawing needs no knowledge of the language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sfn_engine.asl.model import Choice, Edge, EdgeKind, Recovering, State, StatePath


def exits(state: State) -> Iterator[tuple[str, EdgeKind, str]]:
    """Yield each way out of a state: the target's name, the kind and the label."""
    if isinstance(state, Choice):
        for rule in state.rules:
            if rule.next is not None:
                yield rule.next, "choice", rule.condition
        if state.default is not None:
            yield state.default, "default", "Default"
    if state.next is not None:
        yield state.next, "next", ""
    if isinstance(state, Recovering):
        for catcher in state.catch:
            if catcher.next is not None:
                yield catcher.next, "catch", ", ".join(catcher.error_equals)


def graph_edges(start_at: str, states: Sequence[State]) -> tuple[Edge, ...]:
    """Return the edges between `states` in document order; exits to unknown states are left out."""
    paths: Mapping[str, StatePath] = {state.name: state.path for state in states}
    ways = {state.name: [way for way in exits(state) if way[0] in paths] for state in states}
    back = _backward(start_at, ways)
    return tuple(
        Edge(state.path, paths[target], kind, label, (state.name, target) in back)
        for state in states
        for target, kind, label in ways[state.name]
    )


def _backward(start_at: str, ways: Mapping[str, list[tuple[str, EdgeKind, str]]]) -> set[tuple[str, str]]:
    """Find the pairs that close a loop, by a depth-first walk in definition order."""
    back: set[tuple[str, str]] = set()
    done: set[str] = set()
    on_walk: set[str] = set()
    # Unreachable states are walked last, so that their loops are found too.
    for root in ([start_at] if start_at in ways else []) + list(ways):
        if root in done:
            continue
        on_walk.add(root)
        stack = [(root, iter(ways[root]))]
        while stack:
            name, rest = stack[-1]
            for target, _, _ in rest:
                if target in on_walk:
                    back.add((name, target))
                elif target not in done:
                    on_walk.add(target)
                    stack.append((target, iter(ways[target])))
                    break
            else:
                stack.pop()
                on_walk.discard(name)
                done.add(name)
    return back
