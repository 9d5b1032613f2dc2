"""Labels: conditions and error names in as few cells as they can be told apart with."""

from __future__ import annotations

import re

from sfn_engine.display import safe
from sfn_tui.text.cells import cells, cut

_REFERENCE = re.compile(r"\$[\w.\[\]*'\"-]*[.\[](?=\w)")
"""The way to a field, up to its last name: ``$.Experiment.State.`` of ``$.Experiment.State.Status``."""
_JOINED = re.compile(r"( and | or )")
LONGEST = 400
"""Characters of a condition that are looked at."""


def short_condition(text: str, limit: int) -> str:
    """Return a condition in at most `limit` cells.

    A long reference keeps its last name, of several tests the first is shown, and what is still
    too long loses its beginning: the end says what is compared with.
    """
    text = safe(" ".join(text.split())[:LONGEST])
    if cells(text) <= limit:
        return text
    text = _REFERENCE.sub("…", text)
    tests = _JOINED.split(text, maxsplit=1)
    if cells(text) > limit and len(tests) == 3:
        return f"{cut_front(tests[0], limit - len(tests[1]) - 1)}{tests[1]}…"
    return cut_front(text, limit)


def cut_front(text: str, limit: int) -> str:
    """Return the end of `text` in at most `limit` cells; a ``not (`` at its beginning stays."""
    if cells(text) <= limit:
        return text
    kept = "not (…" if text.startswith("not (") else "…"
    tail = text[-limit:]
    while tail and cells(tail) > limit - len(kept):
        tail = tail[1:]
    return kept + tail


def short_errors(labels: list[str], limit: int) -> str:
    """Return the error names of catchers in at most `limit` cells; a catch-all is just ``Catch``."""
    names: list[str] = []
    for label in labels:
        for name in label.split(", "):
            short = "Catch" if name in ("States.ALL", "") else name.removeprefix("States.")
            if short not in names:
                names.append(short)
    return cut(safe(", ".join(names)[:LONGEST]), limit)
