"""The placeholders of a definition, their values, and the values that a person may give them."""

from __future__ import annotations

from dataclasses import dataclass

import sfn_engine as sfn
from sfn_engine.asl.model import StatePath, Target
from sfn_engine.display import listed, safe, shorten
from sfn_tui.session.session import Session
from sfn_tui.session.suggestions import suggestions, value_disabled_reason


@dataclass(frozen=True, slots=True)
class PlaceholderRow:
    """One placeholder."""

    name: str
    """The true name, without braces."""
    label: str
    """``${Name}``, safe to draw."""
    value: str
    """Its value, or why it has none."""
    source: str
    """Who says so: ``given``, ``file``, or empty."""
    used: str
    """The states that use it."""

    @property
    def given(self) -> bool:
        """True where a person gave the value, so that it can be removed."""
        return self.source == "given"


def placeholder_rows(session: Session) -> tuple[PlaceholderRow, ...]:
    """Return the placeholders in document order; the ones that tasks name as targets come first."""
    targets = {name for state in session.machine.states for target in state.targets for name in _named(target)}
    found = sorted(sfn.placeholders_of(session.machine), key=lambda entry: entry.name not in targets)
    return tuple(_row(entry) for entry in found)


def _row(entry: sfn.Placeholder) -> PlaceholderRow:
    kind = f" ({entry.declared})" if entry.declared else ""
    value = shorten(entry.value, 80) if entry.value else "filled in at deployment"
    source = "given" if entry.given else "file" if entry.value else ""
    used = listed(entry.states, 3, write=lambda path: safe(path[-1])) or "the machine itself"
    return PlaceholderRow(entry.name, f"${{{shorten(entry.name, 60)}}}", f"{value}{safe(kind)}", source, used)


def _named(target: Target) -> list[str]:
    text = target.written or target.value
    return [part.partition("}")[0] for part in text.split("${")[1:]]


def of_selected(session: Session) -> str | None:
    """Return the first placeholder that the selected state names as a target."""
    state = session.machine.by_path.get(session.selected or ())
    names = [name for target in state.targets for name in _named(target)] if state is not None else []
    return names[0] if names else None


def value_suggestions(session: Session, name: str) -> tuple[str, ...]:
    """Return values for a placeholder: its present one, then what its target would accept."""
    present = [entry.value for entry in sfn.placeholders_of(session.machine) if entry.name == name and entry.value]
    user = _user(session, name)
    offered = suggestions(session, *user) if user is not None else ()
    return tuple(dict.fromkeys([*present, *(value for value in offered if f"${{{name}}}" not in value)]))


def binding_disabled_reason(session: Session, name: str, value: str) -> str:
    """Return why a placeholder cannot have this value; empty if it can.

    Where it is the whole value of a target, the value must be one that the target can have.
    """
    if not value.strip():
        return f"{name} must have a value"
    user = _user(session, name)
    return value_disabled_reason(session, *user, value) if user is not None and "${" not in value else ""


def _user(session: Session, name: str) -> tuple[StatePath, str] | None:
    """Return a target whose whole value is the placeholder."""
    for state in session.machine.states:
        for target in state.targets:
            if (target.written or target.value) == f"${{{name}}}" and target.name != "Resource":
                return state.path, target.name
    return None
