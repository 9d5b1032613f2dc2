"""What can be copied. Pure: the texts are made here, and put on the clipboard elsewhere.

Copied text is pasted into shells and chats, so no control character in it is raw: JSON has its own
escapes for them, and stays the same data; a name that has some is written out as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sfn_engine.asl.model import State
from sfn_engine.display import safe, shorten
from sfn_engine.policy.explain import explain_state
from sfn_engine.policy.explain import title as title_of
from sfn_tui.session.session import Session
from sfn_tui.views.policy import PolicyRow

WIDTH = 100
"""Columns that an explanation is laid out for."""


@dataclass(frozen=True, slots=True)
class CopyChoice:
    """Something that can be copied."""

    id: str
    key: str
    """The single key for it."""
    title: str
    """Safe to draw."""
    text: str
    """What is copied: safe to paste."""
    what: str
    """What it is, for a sentence; safe to draw."""
    lacks: str = ""
    """What it is known to lack, as a sentence; JSON has no room for that."""


def copies(session: Session, policy_row: PolicyRow | None = None) -> tuple[CopyChoice, ...]:
    """Return what can be copied from the session, the row under the policy's cursor and the selected state."""
    policy = session.policy
    lacks = policy.incomplete_because
    found = [CopyChoice("policy", "p", "Whole policy", _json(policy.document), "the policy", lacks)]
    state = session.machine.by_path.get(session.selected or ())
    found += _statements(session, policy_row, state)
    found += _name(session, policy_row, state)
    if state is not None:
        of = f"of {shorten(state.name, 40)}"
        text = _json(dict(state.fields))
        found.append(CopyChoice("state", "d", f"Definition {of}", text, f"the definition {of}"))
        told = explanation(session, state)
        found.append(CopyChoice("explanation", "e", f"Explanation {of}", told, f"the explanation {of}"))
    return tuple(found)


def explanation(session: Session, state: State) -> str:
    """Return what the state needs and why, as plain text: what the command ``explain`` prints."""
    # Imported late: nothing before the first copy needs it.
    from sfn_tui.printing.colour import Paint
    from sfn_tui.printing.permissions import PermissionLines
    from sfn_tui.printing.task import TaskNarrative

    machine, policy = session.machine, session.policy
    told = explain_state(machine, policy, state.path)
    if told is None:
        head = safe(" / ".join(state.path))
        return f"{head}\n  {safe(title_of(state))}: needs no permission of the execution role\n"
    location = machine.location(state.pointer, name=True)
    sids = {number: entry.sid for number, entry in enumerate(policy.statements) if entry.sid}
    plain = Paint(enabled=False)
    line = location.line if location else None
    narrative = TaskNarrative(told, line, sids, PermissionLines(WIDTH, plain), plain, WIDTH)
    return "\n".join(narrative.lines()) + "\n"


def _json(data: object) -> str:
    # Imported late, as above.
    from sfn_tui.printing.output import dumped, json_text

    return "\n".join(json_text(dumped(data), "utf-8")) + "\n"


def _statements(session: Session, row: PolicyRow | None, state: State | None) -> Iterator[CopyChoice]:
    """Yield the statement under the cursor, or those that the selected state needs."""
    if row is not None and row.statement is not None:
        numbers, whose = [row.statement], ""
    elif state is not None:
        mine = {grant.statement for grant in session.policy.grants if state.path in grant.states}
        numbers, whose = sorted(mine), f" of {shorten(state.name, 40)}"
    else:
        return
    documents = [session.policy.statements[number].document for number in numbers]
    if not documents:
        return
    word = f"Statement{'s' if len(numbers) > 1 else ''} {_listed(numbers)}{whose}"
    text = _json(documents[0] if len(documents) == 1 else documents)
    yield CopyChoice("statement", "s", word, text, word[0].lower() + word[1:])


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(number + 1) for number in numbers[:4])
    return shown if len(numbers) <= 4 else f"{shown} …"


def _name(session: Session, row: PolicyRow | None, state: State | None) -> Iterator[CopyChoice]:
    """Yield the action or ARN under the cursor, or the ARNs that the selected state needs permissions on."""
    if row is not None and row.action is not None:
        shown = shorten(row.action)
        yield CopyChoice("action", "a", f"Action {shown}", safe(row.action), f"the action {shown}")
    elif row is not None and row.resource is not None:
        shown = shorten(row.resource)
        title, word = ("ARN", "ARN") if row.resource.startswith("arn:") else ("Resource", "resource")
        yield CopyChoice("arn", "a", f"{title} {shown}", safe(row.resource), f"the {word} {shown}")
    elif state is not None:
        grants = [grant for grant in session.policy.grants if state.path in grant.states]
        arns = list(dict.fromkeys(grant.resource for grant in grants if grant.resource.startswith("arn:")))
        if arns:
            title = f"{'ARN' if len(arns) == 1 else f'{len(arns)} ARNs'} of {shorten(state.name, 40)}"
            yield CopyChoice("arn", "a", title, "\n".join(map(safe, arns)), f"the {title}")
