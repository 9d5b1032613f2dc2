"""The kinds of things that a reader should know about a policy, with their headings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

NoteKind: TypeAlias = Literal["assumed", "add-by-hand", "unconfirmed", "conflict", "unresolved", "information"]
"""Kinds of a policy's own notes. `conflict`: two sources say different things, such as the file and the environment."""

HeadingKind: TypeAlias = NoteKind | Literal["unexplained", "diagnostic"]
"""Those, and what is listed with them: unexplained tasks, and problems in the definition."""

NOTE_HEADINGS: Mapping[HeadingKind, str] = {
    "add-by-hand": "Add by hand",
    "unexplained": "Unexplained",
    "unconfirmed": "Unconfirmed",
    "diagnostic": "Problems in the definition",
    "conflict": "Conflicts",
    "unresolved": "Unknown",
    "assumed": "Assumed",
    "information": "Good to know",
}
"""The most urgent kind first."""
