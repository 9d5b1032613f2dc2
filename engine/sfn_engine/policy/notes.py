"""What a policy assumes, collected while it is generated. Nothing is assumed silently."""

from __future__ import annotations

from collections.abc import Iterable

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.asl.model import StatePath, Target, Task
from sfn_engine.catalog.model import ByHand, Integration, Scope, StatementTemplate, TargetSpec
from sfn_engine.display import listed, safe, shorten
from sfn_engine.policy.context import UNKNOWN_ACCOUNT, UNKNOWN_MACHINE, UNKNOWN_REGION, ContextNote
from sfn_engine.policy.model import Note, Statement
from sfn_engine.policy.note_kinds import NoteKind
from sfn_engine.policy.parts import Parts
from sfn_engine.policy.templates import Filled


class NoteBook:
    """Notes in the order in which they come up; equal notes of several states are one."""

    def __init__(self, about_context: tuple[ContextNote, ...], about_reading: tuple[str, ...] = ()) -> None:
        self._notes: dict[Note, dict[StatePath, None]] = {}
        for text in about_reading:
            self._note(text, "assumed", None)
        for text, kind in about_context:
            self._note(text, kind, None)

    def notes(self, unused: tuple[str, ...] = ()) -> tuple[Note, ...]:
        """Return what has been collected, without the notes on the unknown parts of ARNs that no ARN has."""
        sentences = tuple(f"; written as {mark}. " for mark in unused)
        return tuple(
            note._replace(states=tuple(states))
            for note, states in self._notes.items()
            if note.kind != "unresolved" or not any(sentence in note.text for sentence in sentences)
        )

    def _note(
        self,
        text: str,
        kind: NoteKind,
        state: StatePath | None,
        actions: tuple[str, ...] = (),
        *,
        certain: bool = False,
    ) -> None:
        # These sentences contain names from the file.
        note = Note(safe(text), kind, actions=actions, certain=certain)
        states = self._notes.setdefault(note, {})
        if state:
            states[state] = None

    def about_task(self, task: Task, known: Integration, scope: Scope) -> None:
        """Note what the guide says to add by hand, and what was assumed about the Resource."""
        if task.kind == "placeholder":
            self._note(
                f"{task.resource} is the whole Resource; assumed to be a Lambda function.",
                "assumed",
                task.path,
            )
        if task.kind == "sdk":
            # Imported late: most machines have no AWS SDK integration.
            from sfn_engine.sdk.names import read_name

            note = read_name(task.integration).note
            if note:
                self._note(note, "assumed", task.path)
        if known.confidence == "inferred" and scope == "guide":
            self._note(
                f"The guide has no policy for {known.name}; its statements are written by analogy.",
                "assumed",
                task.path,
            )

    def by_hand(self, entry: ByHand, state: StatePath, other_role: str = "") -> None:
        """Note a permission that the definition does not tell; that `other_role` needs it, if there is one."""
        # The policy of the execution role lacks nothing of what another role needs.
        certain = entry.certain and not other_role
        self._note(f"{_for(other_role)}{entry.text}.", "add-by-hand", state, entry.actions, certain=certain)

    def unknown_arguments(
        self, template: StatementTemplate, known: Integration, state: StatePath, other_role: str = ""
    ) -> None:
        """Note a permission that a parameter would bring, where nobody knows which parameters there are."""
        condition = " or ".join(entry.text for entry in template.when_given)
        text = f"{listed(template.actions, 4)}, if {condition}; the arguments of {known.name} are unknown."
        self._note(f"{_for(other_role)}{text}", "add-by-hand", state, template.actions)

    def about_statement(self, filled: Filled, state: StatePath | None) -> None:
        """Note what is unconfirmed, what a reader must replace, and conditions that are only known at run time."""
        for action in filled.template.actions if filled.template.certainty == "unconfirmed" else ():
            text = "has the name of the operation, but AWS's authorization data has no such action"
            self._note(f"{action} {text}; check it before you rely on it.", "unconfirmed", state, (action,))
        if filled.template.unresolved:
            self._note(filled.template.unresolved, "unresolved", state)
        for key in filled.dropped:
            self._note(f"Condition {key} is left out; its value is only known at run time.", "assumed", state)

    def about_target(self, target: Target, spec: TargetSpec, parts: Parts | None, state: StatePath) -> None:
        """Note where a value was read in one of several ways, or could not be read."""
        if target.absent:
            if spec.default in (None, "*"):
                self._note(f"{target.parameter} is missing; the policy uses a wildcard for it.", "assumed", state)
            elif spec.default:
                self._note(f"{target.parameter} is missing; the default {spec.default!r} is used.", "assumed", state)
            return
        if target.problem:
            self._note(f"{target.problem}; the policy uses a wildcard for it.", "assumed", state)
        elif target.known and target.mode == "placeholder":
            self._note(
                f"{target.name} is {shorten(target.written, 80)}, only known at deployment; the policy uses a "
                "wildcard for it. Set it with --set.",
                "unresolved",
                state,
            )
        elif parts is None:
            if target.mode in ("static", "placeholder") and not spec.dynamic:
                self._note(
                    f"{target.name} is {shorten(target.value)!r}, which cannot be read as {_article(spec.kind)}; "
                    "the policy uses a wildcard for it.",
                    "assumed",
                    state,
                )
        elif (
            target.mode == "placeholder"
            and not target.declared
            and (parts.assumed or is_whole_placeholder(target.value))
        ):
            self._about_placeholder(target, spec, parts, state)

    def _about_placeholder(self, target: Target, spec: TargetSpec, parts: Parts, state: StatePath) -> None:
        """Note what one placeholder, of which the file says nothing, is assumed to be."""
        kind = _article(spec.kind)
        if parts.opaque:
            if not target.arn and spec.reader == "state-machine":
                self._note(f"{target.value} is assumed to be the ARN of {kind}.", "assumed", state)
        elif parts.name == "*":
            self._note(
                f"{target.value} does not tell the ARN of {kind}; the policy uses a wildcard for it. "
                "Set it with --set.",
                "unresolved",
                state,
            )
        elif parts.assumed:
            self._note(f"{target.value} is assumed to be {parts.assumed}. Set it with --set.", "assumed", state)
        elif spec.arn:
            self._note(f"{target.value} is assumed to be the name of {kind}, not its ARN.", "assumed", state)

    def other_role(self, role: Target, state: StatePath) -> None:
        """Note that another role needs the permissions of this task."""
        self._note(
            f"The role {role.value} needs the permissions for the call, and it must trust this role.",
            "add-by-hand",
            state,
        )

    def machine_name_unknown(self) -> None:
        """Note that a Distributed Map needs the machine's own name."""
        self._note(f"State machine name unknown; written as {UNKNOWN_MACHINE}. Set it with --name.", "unresolved", None)

    def no_statement(self) -> None:
        """Note that the document has no statements, which IAM does not accept."""
        self._note(
            "No permissions are known to be needed. IAM does not accept an empty policy; do not attach one.",
            "information",
            None,
        )


def unused_marks(*policies: Iterable[Statement]) -> tuple[str, ...]:
    """Return what would stand for an unknown region and account, as far as no statement has it.

    An ARN of Amazon S3 has neither: a reader of its policy has nothing to fill in.
    """
    written = repr([(statement.resources, statement.condition) for policy in policies for statement in policy])
    return tuple(mark for mark in (UNKNOWN_REGION, UNKNOWN_ACCOUNT) if mark not in written)


def words(kind: str) -> str:
    """Write a catalog's kind as words: ``event-bus`` is an event bus."""
    return kind.replace("-", " ")


def _for(other_role: str) -> str:
    return f"For the role {shorten(other_role, 120)}: " if other_role else ""


def _article(kind: str) -> str:
    return f"{'an' if kind[:1] in 'aeio' else 'a'} {words(kind)}"
