"""The list of keys in the docs: ``python -m tools.key_list > docs/keys.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sfn_tui.commands.help_view import LEGEND, LEGEND_HEADING, MOVES_HEADING, SEARCH_HEADING, SEARCH_WORDS
from sfn_tui.commands.registry import COMMANDS, MOVES, Command, key_title


def key_list() -> str:
    """Return every key of the app as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Keys"
    yield ""
    yield "Generated from `tui/sfn_tui/commands/registry.py`: `python -m tools.key_list > docs/keys.md`."
    yield "In the app `?` shows the same list, filters it as you type, and runs what you choose."
    for group in dict.fromkeys(command.group for command in COMMANDS):
        yield from _table(
            group,
            ("Key", "", "What it does"),
            ((_keys(command), command.title, command.why) for command in COMMANDS if command.group == group),
        )
    yield from _table(MOVES_HEADING, ("Key", "What it does"), ((_code(*keys.split()), what) for keys, what in MOVES))
    yield from _table(SEARCH_HEADING, ("Word", "What it finds"), ((_code(word), what) for word, what in SEARCH_WORDS))
    yield from _table(LEGEND_HEADING, ("Sign", "Meaning"), ((_code(sign), meaning) for sign, meaning in LEGEND))


def _table(heading: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield from ("", f"## {heading}", "", _row(columns), _row(("---",) * len(columns)))
    for row in rows:
        yield _row(tuple(cell.replace("|", "\\|") for cell in row))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _keys(command: Command) -> str:
    # `^z` is for the narrow columns of the app.
    return _code(*(key if "+" in key else key_title(key) for key in command.keys))


def _code(*words: str) -> str:
    return " ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    print(key_list(), end="")
