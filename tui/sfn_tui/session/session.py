"""The state of the app as one value. Everything on the screen is a view of it; undo is the previous one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sfn_engine as sfn
from sfn_engine.asl.model import Pattern, StateMachine, StatePath, Task
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Scope
from sfn_engine.display import counted, shorten
from sfn_engine.machine import Opened, remembering, with_expressions_checked
from sfn_engine.policy.context import Context
from sfn_engine.policy.model import Policy
from sfn_engine.policy.unexplained import pattern_disabled_reason
from sfn_tui.session.changes import PolicyChange, compare, signed_counts
from sfn_tui.session.edits import Edit, SetPattern


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One entry of the history."""

    title: str
    machine: StateMachine
    edit: Edit | None = None
    """None for the file as it was opened."""


@dataclass(frozen=True)
class Session:
    """An open definition: what was done to it, and the policy that follows."""

    name: str
    """The file as the person named it, or the name of the sample."""
    path: str | None
    """The file on disk that the person named; None for standard input and samples."""
    context: Context
    scope: Scope
    steps: tuple[HistoryStep, ...]
    position: int
    """Index of the present step in `steps`."""
    on_disk: StateMachine
    """The machine that the file held when it was last read or written."""
    policy: Policy
    selected: StatePath | None = None
    change: PolicyChange | None = None
    """What the last edit did, until the next one."""
    banner: str = ""
    """A sentence that stays: the file has become unreadable."""
    saved_position: int = 0
    """The step that the file holds; -1 after an edit that dropped it."""
    exported: StateMachine | None = None
    """The machine that was last exported; None until then."""
    machines: tuple[Opened, ...] = ()
    """All machines in the file as they were read, if there are several."""
    written: str | None = None
    """The text that was last written to the file here; None while it is as it was read."""

    @property
    def machine(self) -> StateMachine:
        """The machine as it is now."""
        return self.steps[self.position].machine

    @property
    def machine_name(self) -> str | None:
        """The name of the machine in its file, if that holds several."""
        document = self.machine.document
        return document.name if self.machines and document is not None else None

    @property
    def definition_file(self) -> str | None:
        """The file that holds the definition: `path`, or the one that the template there names."""
        if self.path is None:
            return None
        return self.machine.file or self.path

    @property
    def has_unsaved_edits(self) -> bool:
        """True if quitting would lose edits."""
        # A placeholder's value is never written out, so binding one loses nothing.
        kept = (self.on_disk, self.exported or self.on_disk)
        return all(self.machine.raw != machine.raw for machine in kept)

    @property
    def can_undo(self) -> bool:
        """True if there is an earlier step."""
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        """True if an undone step can be redone."""
        return self.position < len(self.steps) - 1


def open_session(
    machine: StateMachine,
    *,
    name: str,
    path: str | None = None,
    context: Context | None = None,
    scope: Scope = "guide",
    machines: tuple[Opened, ...] = (),
) -> Session:
    """Start a session with a machine as it was read."""
    given = context or Context()
    policy = sfn.generate(machine, given, scope=scope)
    first = machine.graph.start_at
    selected = next((state.path for state in machine.graph.states if state.name == first), machine.graph.states[0].path)
    steps = (HistoryStep("Opened", machine),)
    return Session(name, path, given, scope, steps, 0, machine, policy, selected, machines=machines)


def with_findings(session: Session) -> Session:
    """Return the session with what is wrong in JSONata expressions; the session itself if nothing is.

    For a machine that was opened without checking them. Edited machines have been checked.
    """
    opened = session.steps[0].machine
    machine = with_expressions_checked(opened)
    if machine is opened:
        return session
    steps = (replace(session.steps[0], machine=machine), *session.steps[1:])
    return replace(session, steps=steps, on_disk=machine if session.on_disk is opened else session.on_disk)


def edit(session: Session, wanted: Edit) -> Session:
    """Return the session after an edit; undone steps are dropped.

    Raises `EditRefused` where the edit does not fit.
    """
    machine = wanted.apply(session.machine)
    title = wanted.title(machine)
    steps = (*session.steps[: session.position + 1], HistoryStep(title, machine, wanted))
    saved = session.saved_position if session.saved_position <= session.position else -1
    return _moved(replace(session, steps=steps, saved_position=saved), len(steps) - 1, title)


def undo(session: Session) -> Session:
    """Go one step back; the session itself if there is none."""
    if not session.can_undo:
        return session
    return _moved(session, session.position - 1, f"undo of {session.steps[session.position].title}")


def redo(session: Session) -> Session:
    """Go one step forward; the session itself if there is none."""
    if not session.can_redo:
        return session
    return _moved(session, session.position + 1, session.steps[session.position + 1].title)


def go_to_step(session: Session, position: int) -> Session:
    """Go to any step of the history."""
    if not 0 <= position < len(session.steps) or position == session.position:
        return session
    return _moved(session, position, session.steps[position].title)


def set_scope(session: Session, scope: Scope) -> Session:
    """Return the session with the policy made in another scope; no step of the history."""
    policy = sfn.generate(session.machine, session.context, scope=scope)
    change = compare(session.policy, policy, f"scope {scope}")
    return replace(session, scope=scope, policy=policy, change=change)


def select(session: Session, path: StatePath | None) -> Session:
    """Return the session with another state selected; no step of the history."""
    if path == session.selected or (path is not None and path not in session.machine.by_path):
        return session
    return replace(session, selected=path)


def next_pattern(session: Session, path: StatePath) -> SetPattern:
    """Return the edit to the next pattern that the task's integration supports.

    Raises `EditRefused` if there is no other.
    """
    state = session.machine.by_path[path]
    if not isinstance(state, Task):
        raise sfn.EditRefused(f"{shorten(state.name)!r} is a {state.type} state; only a Task has a pattern")
    offered = _offered(state, express=session.machine.express)
    if not set(offered) - {state.pattern}:
        # The engine says why; trying a pattern that is never supported raises its sentence.
        wanted: Pattern = "sync" if state.pattern != "sync" else "callback"
        SetPattern(path, wanted).apply(session.machine)
        raise sfn.EditRefused(f"{shorten(state.name)!r} has no other pattern")
    # A task that has a pattern which is not supported changes to the first that is.
    index = offered.index(state.pattern) if state.pattern in offered else -1
    return SetPattern(path, offered[(index + 1) % len(offered)])


def _offered(task: Task, *, express: bool) -> tuple[Pattern, ...]:
    known = loader.integration(task.integration)
    if known is None:
        return ()
    return tuple(pattern for pattern in known.patterns if not pattern_disabled_reason(known, pattern, express=express))


def form_notice(session: Session) -> str:
    """Return which form of `.sync` the last edit has chosen, where the integration has several.

    Empty elsewhere, and where the task has the form that it has in the file.
    """
    last = session.steps[session.position].edit
    task = session.machine.by_path.get(last.state) if isinstance(last, SetPattern) else None
    if not isinstance(task, Task) or task.pattern != "sync":
        return ""
    opened = session.steps[0].machine.by_path[task.path]
    if isinstance(opened, Task) and opened.suffix == task.suffix:
        return ""
    # Imported late: most edits choose nothing.
    from sfn_engine.patterns.meanings import chosen_form

    return chosen_form(task)


def reloaded(session: Session, machine: StateMachine) -> tuple[Session, str]:
    """Return the session on a newer version of the file, with the edits that still fit, and what changed."""
    machine = remembering(machine, session.on_disk)
    steps = [HistoryStep("Opened", machine)]
    lost = 0
    # Edits that have been written are in the file already.
    for step in session.steps[max(session.saved_position, 0) + 1 : session.position + 1]:
        assert step.edit is not None
        try:
            steps.append(HistoryStep(step.title, step.edit.apply(steps[-1].machine), step.edit))
        except sfn.EditRefused:
            lost += 1
    present = steps[-1].machine
    policy = sfn.generate(present, session.context, scope=session.scope)
    change = compare(session.policy, policy, "reload")
    selected = session.selected if session.selected in present.by_path else None
    after = replace(
        session,
        steps=tuple(steps),
        position=len(steps) - 1,
        on_disk=machine,
        policy=policy,
        change=change,
        selected=selected or open_session(present, name="").selected,
        banner="",
        saved_position=0,
        written=None,
    )
    return after, _what_changed(session.machine, present, change, lost)


def read_again(session: Session, machine: StateMachine) -> Session:
    """Return the session after its file was read again with the same definition, perhaps written differently.

    Locations and later writing then use the file as it is now.
    """
    document = machine.document
    text = document.file_text.text if document is not None else None
    present = session.machine.document
    if session.banner:
        session = replace(session, banner="")
    if text == session.written or (present is not None and text == present.file_text.text):
        return session
    steps = tuple(replace(step, machine=replace(step.machine, document=document)) for step in session.steps)
    return replace(session, steps=steps, written=None)


def saved(session: Session, text: str) -> Session:
    """Return the session after its definition was written to its file as `text`."""
    return replace(session, saved_position=session.position, on_disk=session.machine, written=text)


def exported(session: Session, *, is_own_file: bool) -> Session:
    """Return the session after its definition was written to another file, or over its own file as a whole.

    Either way the edits are not lost. What the own file is like now is known when it is read again.
    """
    after = replace(session, exported=session.machine)
    return replace(after, saved_position=session.position, on_disk=session.machine) if is_own_file else after


def _what_changed(before: StateMachine, after: StateMachine, change: PolicyChange, lost: int) -> str:
    old, new = set(before.by_path), set(after.by_path)
    warned_before, warned = (
        {(entry.state, entry.message) for entry in machine.diagnostics} for machine in (before, after)
    )
    parts = [
        *signed_counts(new - old, old - new, "state"),
        *signed_counts(change.added, change.removed, "permission"),
        *signed_counts(warned - warned_before, warned_before - warned, "problem"),
    ]
    if lost:
        parts.append(f"{counted(lost, 'edit')} no longer {'fits' if lost == 1 else 'fit'}")
    return ", ".join(parts) or "nothing that affects the policy has changed"


def _moved(session: Session, position: int, title: str) -> Session:
    machine = session.steps[position].machine
    policy = sfn.generate(machine, session.context, scope=session.scope)
    return replace(session, position=position, policy=policy, change=compare(session.policy, policy, title))
