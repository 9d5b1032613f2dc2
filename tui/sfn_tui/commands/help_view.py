"""The rows of help: every command, the moves of the panes, and what the signs mean. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sfn_engine.display import safe
from sfn_tui.commands.reasons import CommandState
from sfn_tui.commands.registry import COMMANDS, MOVES, Command, key_title
from sfn_tui.text.matching import fold
from sfn_tui.views.detail import MODE_SIGNS
from sfn_tui.views.search import FILTERS

HelpRowKind = Literal["heading", "command", "move", "sign"]

MOVES_HEADING = "In the panes"
LEGEND_HEADING = "Signs"
SEARCH_HEADING = "In the search"

LEGEND: tuple[tuple[str, str], ...] = (
    (MODE_SIGNS["static"], "static: the target is in the definition, so the policy can name it"),
    (MODE_SIGNS["dynamic"], "dynamic: the target is only known at run time, so the policy needs a wildcard"),
    (MODE_SIGNS["partial"], "partial: part of the target is known, the rest only at run time"),
    (MODE_SIGNS["placeholder"], "placeholder: filled in at deployment; the policy uses it as written"),
    ("3", "next to these: how many actions the state needs"),
    ("3?", "a permission of the state is unconfirmed: check it before you rely on it"),
    ("3+", "the state also needs permissions that you must add by hand"),
    ("!", "the state cannot be explained, or a check found a problem"),
    ("+", "policy: the last edit added this line"),
    ("-", "policy: the last edit removed this line; shown until the next edit"),
    ("▌", "policy: the selected state needs this line; two letters next to it name the state"),
    ("R+", "policy: several states need this line; the letter is from the first one"),
    ("╔═╗", "graph: the selected state"),
    ("◆━┓", "graph: a state that needs the line under the policy's cursor"),
    ("╭─╮", "graph: a state; around other states, a Parallel or Map"),
    ("┄ ┆", "graph: the path of a caught error"),
)
"""Signs and what they mean; for help and docs."""

SEARCH_WORDS: tuple[tuple[str, str], ...] = tuple(
    zip(
        FILTERS,
        (
            "only lines with a wildcard",
            "only states with a target known at run time, and the statements that they need",
            "only states whose permissions are unknown",
            "only permissions that you must add by hand, and the states that need them",
            "only permissions that AWS's authorization data does not confirm, and the states that need them",
            'only this state and its lines; state:"Save order" for a name of several words',
        ),
        strict=True,
    )
)
"""Words that narrow the search; for help and docs."""


@dataclass(frozen=True, slots=True)
class HelpRow:
    """One row of help. Every text is safe to draw."""

    kind: HelpRowKind
    keys: str
    """The keys, or the sign."""
    title: str
    why: str = ""
    disabled_reason: str = ""
    """Why the command cannot be run now."""
    command_id: str | None = None

    @property
    def text(self) -> str:
        """What a filter looks at."""
        return fold(f"{self.keys} {self.title} {self.why} {self.disabled_reason}")


def command_keys(command: Command) -> str:
    """Return the keys of a command as they are shown: ``u ^z``."""
    return " ".join(key_title(key) for key in command.keys)


def help_rows(given: CommandState, wanted: str = "") -> tuple[HelpRow, ...]:
    """Return the rows that have all words of `wanted`, with their headings."""
    words = fold(wanted).split()
    rows: list[HelpRow] = []
    for heading, entries in _sections(given):
        named = fold(heading)
        kept = [row for row in entries if all(word in row.text or word in named for word in words)]
        if kept:
            rows += [HelpRow("heading", "", heading), *kept]
    return tuple(rows)


def _sections(given: CommandState) -> Iterator[tuple[str, list[HelpRow]]]:
    for group in dict.fromkeys(command.group for command in COMMANDS):
        yield group, [_command_row(command, given) for command in COMMANDS if command.group == group]
    yield MOVES_HEADING, [HelpRow("move", keys, what) for keys, what in MOVES]
    yield SEARCH_HEADING, [HelpRow("move", word, what) for word, what in SEARCH_WORDS]
    yield LEGEND_HEADING, [HelpRow("sign", sign, meaning) for sign, meaning in LEGEND]


def _command_row(command: Command, given: CommandState) -> HelpRow:
    reason = safe(command.disabled_reason(given))
    return HelpRow("command", command_keys(command), command.title, command.why, reason, command.id)
