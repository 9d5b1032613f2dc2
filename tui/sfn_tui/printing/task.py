"""One task explained: what it calls, what it names, which permissions that needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sfn_engine.asl.model import Target
from sfn_engine.asl.patterns import PATTERN_NAMES
from sfn_engine.asl.placeholders import origin
from sfn_engine.display import safe, shorten
from sfn_engine.policy.callback import TokenSender
from sfn_engine.policy.explain import StateExplanation
from sfn_tui.printing.colour import Paint
from sfn_tui.printing.output import shown
from sfn_tui.printing.permissions import PermissionLines
from sfn_tui.text.cells import cells, padded
from sfn_tui.text.wrap import wrapped

_LONGEST_VALUE = 300
"""Characters of an expression that are shown."""


class TaskNarrative:
    """Writes the explanation of one state as lines."""

    def __init__(
        self,
        entry: StateExplanation,
        line: int | None,
        sids: Mapping[int, str],
        permissions: PermissionLines,
        paint: Paint,
        width: int,
    ) -> None:
        self.entry = entry
        self.line = line
        self.sids = sids
        self.permissions = permissions
        self.paint = paint
        self.width = width

    def lines(self) -> Iterator[str]:
        """Yield the lines of this task."""
        entry = self.entry
        line = self.paint.faint(f"  line {self.line}") if self.line is not None else ""
        yield self.paint.title(shown(entry.state.path)) + line
        yield f"  {safe(entry.title)}{self._patterns()}"
        yield from self._targets()
        for note in entry.by_hand:
            yield from self._marked("add by hand", safe(note.text), self.paint.warning("add by hand"))
        for diagnostic in entry.diagnostics:
            yield from self._marked("wrong", safe(diagnostic.message), self.paint.error("wrong"))
        yield from self.permissions.lines(entry.grants, self.sids)
        if entry.other_role:
            yield from self._other_role()
        if entry.unexplained is not None:
            yield from self._marked(
                "unexplained", safe(entry.unexplained.reason), self.paint.warning("unexplained")
            )
        elif not (entry.grants or entry.other_role or entry.by_hand):
            yield "  needs no permission of the execution role"
        if entry.token_sender is not None:
            yield from self._token_sender(entry.token_sender)

    def _patterns(self) -> str:
        pattern, offered = self.entry.pattern, self.entry.offered
        if pattern is None or self.entry.title == "Activity":
            return ""
        others = [PATTERN_NAMES[other] for other in offered if other != pattern]
        if not others:
            only = " (the only pattern it offers)" if pattern in offered else ""
        else:
            only = f" (also offers {' and '.join(others)})"
        return f", {PATTERN_NAMES[pattern]}{only}"

    def _targets(self) -> Iterator[str]:
        targets = self.entry.targets
        name_width = max((cells(safe(target.name)) for target in targets), default=0)
        for target in targets:
            head = f"  {padded(safe(target.name), name_width)}  {target.mode:<11} "
            value = _value(target)
            first, *rest = wrapped(value, max(self.width - cells(head), 24)) if " " in value else (value,)
            yield head + self.paint.value(first)
            yield from (" " * cells(head) + self.paint.value(line) for line in rest)

    def _other_role(self) -> Iterator[str]:
        yield f"  the call's own permissions belong to the role {self.paint.value(safe(self.entry.other_role))}"
        yield from self.permissions.lines(self.entry.other_role_grants, {}, of_role=True)

    def _token_sender(self, sender: TokenSender) -> Iterator[str]:
        resource = safe(sender.resource)
        *lines, last = wrapped(safe(sender.sentence).removesuffix(resource).rstrip(), self.width - 4)
        # An ARN is not broken: it will be copied.
        ends = [f"{last} {resource}"] if cells(last) + 1 + cells(resource) <= self.width - 4 else [last, resource]
        for index, line in enumerate([*lines, *ends]):
            yield ("    " if index else "  ") + line

    def _marked(self, word: str, text: str, painted: str) -> Iterator[str]:
        indent = len(word) + 4
        first, *rest = wrapped(text, self.width - indent)
        yield f"  {painted}: {first}"
        yield from (" " * indent + line for line in rest)


def _value(target: Target) -> str:
    if target.absent:
        return f"{safe(target.value)} (the default; not given)" if target.value not in ("", "*") else "(not given)"
    qualifier = f" (qualifier {shorten(target.qualifier)})" if target.qualifier else ""
    source = origin(target)
    return shorten(target.value, _LONGEST_VALUE) + qualifier + (f" ({shorten(source, 120)})" if source else "")
