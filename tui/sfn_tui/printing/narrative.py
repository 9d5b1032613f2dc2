"""A policy explained task by task, for a person who has to find one line of it at two in the morning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sfn_engine.asl.model import StateMachine
from sfn_engine.display import counted, listed, safe
from sfn_engine.policy.explain import StateExplanation, explain
from sfn_engine.policy.model import Note, Policy
from sfn_engine.policy.note_kinds import NOTE_HEADINGS, NoteKind
from sfn_engine.policy.quotas import quotas
from sfn_tui.printing.colour import Paint
from sfn_tui.printing.output import shown
from sfn_tui.printing.permissions import PermissionLines
from sfn_tui.printing.task import TaskNarrative
from sfn_tui.text.cells import padded
from sfn_tui.text.wrap import flowing, wrapped

_HOLDERS = ("template", "service", "file", "machine")
"""Last words of the forms of files that contain more than a definition."""


class Narrative:
    """Writes the explanation of one machine's policy as lines."""

    def __init__(
        self,
        name: str,
        machine: StateMachine,
        policy: Policy,
        variables: Mapping[str, str],
        width: int,
        paint: Paint,
    ) -> None:
        self.name = name
        self.machine = machine
        self.policy = policy
        self.variables = variables
        self.width = width
        self.paint = paint
        self.sids = {number: entry.sid for number, entry in enumerate(policy.statements) if entry.sid}
        self.permissions = PermissionLines(width, paint)

    def lines(self) -> Iterator[str]:
        """Yield the lines: the machine, its tasks, its settings, what is unexplained, the totals."""
        yield from self._head()
        told = explain(self.machine, self.policy)
        for entry in told:
            yield ""
            yield from TaskNarrative(
                entry, self._line_of(entry), self.sids, self.permissions, self.paint, self.width
            ).lines()
        yield from self._settings()
        for kind in NOTE_HEADINGS:
            if kind == "unexplained":
                yield from self._unexplained()
            elif kind == "diagnostic":
                yield from self._diagnostics({entry.state.path for entry in told})
            else:
                yield from self._notes(kind)
        yield ""
        yield from self._totals()

    def _head(self) -> Iterator[str]:
        context, policy = self.policy.context, self.policy
        yield self.paint.title(safe(self.name))
        facts = [
            counted(len(self.machine.states), "state"),
            self.machine.query_language,
            f"region {self._from('region', context.region)}",
            f"account {self._from('account', context.account)}",
            *([f"partition {safe(context.partition)}"] if context.partition not in (None, "aws") else []),
            f"scope {policy.scope}",
        ]
        yield from (self.paint.faint(line) for line in flowing(facts, self.width))
        yield from self._incomplete()
        yield from self._origin()
        comment = self.machine.raw.get("Comment")
        if isinstance(comment, str) and comment.strip():
            yield from wrapped(safe(comment.strip()[:400]), self.width)

    def _incomplete(self) -> Iterator[str]:
        yield from (self.paint.warning(line) for line in wrapped(self.policy.incomplete_because, self.width) if line)

    def _origin(self) -> Iterator[str]:
        """Name the file and the role of a machine that a template contains or refers to."""
        document = self.machine.document
        if document is None or not document.form.endswith(_HOLDERS):
            return
        source = f" that refers to {safe(document.file or '')}" if document.template is not None else ""
        yield from wrapped(f"{safe(document.name)} in a {document.form}{source}", self.width)
        role = document.role
        if role is not None:
            counts = (
                (len(role.statements), "statement", "statements"),
                (len(role.managed), "managed policy", "managed policies"),
                (len(role.templates), "SAM policy template", "SAM policy templates"),
            )
            parts = listed([counted(*count) for count in counts if count[0]])
            holds = f" ({parts})" if parts else ""
            text = f"Its execution role is {safe(role.name)}{holds}; that role is not compared with this policy."
            yield from wrapped(text, self.width)

    def _from(self, what: str, value: str | None) -> str:
        variable = self.variables.get(what) if getattr(self.policy.context.fallback, what) is not None else None
        return f"{safe(value or '')}{f' (from {variable})' if variable else ''}"

    def _line_of(self, entry: StateExplanation) -> int | None:
        location = self.machine.location(entry.state.pointer, name=True)
        return location.line if location else None

    def _settings(self) -> Iterator[str]:
        grants = [grant for grant in self.policy.grants if not grant.states]
        if grants:
            yield ""
            yield self.paint.title("Settings of the state machine")
            yield from self.permissions.lines(grants, self.sids)
        elif self.policy.statements and self.policy.statements[0].effect == "Deny":
            yield ""
            yield "No task needs a permission: statement 1 denies everything, as the guide does for activities."

    def _diagnostics(self, told: set[tuple[str, ...]]) -> Iterator[str]:
        rest = [entry for entry in self.machine.diagnostics if entry.state not in told]
        if not rest:
            return
        yield ""
        yield self.paint.title(NOTE_HEADINGS["diagnostic"])
        for entry in rest:
            location = self.machine.location_of(entry)
            where = f"line {location.line}, " if location else ""
            yield from self._item(f"{where}{shown(entry.state)}: {safe(entry.message)}")

    def _notes(self, kind: NoteKind) -> Iterator[str]:
        notes = [note for note in self.policy.notes if note.kind == kind]
        if not notes:
            return
        yield ""
        yield self.paint.title(NOTE_HEADINGS[kind])
        for note in notes:
            yield from self._item(_with_states(note))

    def _unexplained(self) -> Iterator[str]:
        if not self.policy.unexplained:
            return
        yield ""
        yield self.paint.title(f"{NOTE_HEADINGS['unexplained']}: the policy grants nothing for these")
        for entry in self.policy.unexplained:
            resource = f" ({safe(entry.resource[:200])})" if entry.resource else ""
            yield from self._item(f"{shown(entry.state)}{resource}: {safe(entry.reason)}")

    def _totals(self) -> Iterator[str]:
        policy = self.policy
        tasks = f"{policy.explained_count} of {policy.task_count} tasks explained"
        yield self.paint.title(f"{tasks}, {counted(len(policy.statements), 'statement')}")
        if policy.unconfirmed:
            yield self.paint.warning(policy.unconfirmed_in_words)
        yield from self._incomplete()
        for quota in quotas(policy.size):
            verdict = f"{100 * quota.used / quota.limit:.0f} %" if quota.fits else "TOO LARGE"
            name = padded(f"{quota.name} policy", 16)
            line = f"{name}{quota.used:>7,} of {quota.limit:,} characters, {verdict}"
            yield line if quota.fits else self.paint.error(line)

    def _item(self, text: str) -> Iterator[str]:
        first, *rest = wrapped(text, self.width - 4)
        yield f"  - {first}"
        yield from (f"    {line}" for line in rest)


def _with_states(note: Note) -> str:
    if not note.states:
        return safe(note.text)
    return f"{safe(note.text)} ({listed(note.states, 5, write=shown)})"
