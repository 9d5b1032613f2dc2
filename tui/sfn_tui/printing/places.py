"""Lines and columns of many values of one text: the text is read once, not once for each value."""

from __future__ import annotations

import re
from bisect import bisect_right

from sfn_engine.asl.model import StateMachine
from sfn_engine.sources.json_text import MAX_DEPTH
from sfn_engine.sources.positions import Pointer, scan

_BREAK = re.compile(r"\r\n?|\n")


class Places:
    """Finds where the values of a machine's definition stand in its text."""

    def __init__(self, machine: StateMachine) -> None:
        self._text = machine.text
        self._offsets: dict[Pointer, tuple[int, int]] | None = None
        self._starts: list[int] = [0]

    def of(self, pointer: Pointer, *, name: bool = False) -> tuple[int, int] | None:
        """Return line and column of the value (of its name if `name`) or of its nearest parent.

        None where the machine came from no text, as after a what-if edit.
        """
        if self._text is None:
            return None
        if self._offsets is None:
            self._offsets = scan(self._text, max_depth=MAX_DEPTH)
            self._starts += [found.end() for found in _BREAK.finditer(self._text)]
        while pointer and pointer not in self._offsets:
            pointer = pointer[:-1]
        offset = self._offsets.get(pointer, (0, 0))[0 if name else 1]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
