"""Packs the reviewed tables `engine/sfn_engine/sdk/overrides/*.toml` into `overrides.bin`, which the engine reads.

So nothing parses TOML when the app runs. After a change of a table::

    PYTHONPATH="engine:." python -m tools.sdk_overrides

A test holds that both say the same.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.sdk.packing import packed

ROOM = Path(__file__).parent.parent / "engine" / "sfn_engine" / "sdk"
TABLES = ROOM / "overrides"


def main() -> int:
    """Write `overrides.bin`."""
    data = overrides(tables())
    (ROOM / "overrides.bin").write_bytes(data)
    print(f"{len(data):,} bytes, {len(tables())} services")
    return 0


def tables(folder: Path = TABLES) -> dict[str, Mapping[str, Any]]:
    """Return every reviewed table, by the name of its service.

    Raises:
        tomllib.TOMLDecodeError: a file is not TOML.
    """
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}


def overrides(reviewed: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the bytes of `overrides.bin` with these tables."""
    texts = {name: _text(table) for name, table in reviewed.items()}
    pieces = [piece for text in texts.values() for piece in _pieces(text)]
    return packed(((name, name) for name in texts), texts, pieces)


def _text(table: Mapping[str, Any]) -> str:
    """Return what a table says of the whole service in the first line, and of each operation in one more."""
    service = {key: value for key, value in table.items() if key != "operations"}
    operations = table.get("operations", {}).items()
    return "\n".join((_compact(service), *(f"{name}\t{_compact(one)}" for name, one in operations), ""))


def _compact(value: Mapping[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _pieces(text: str) -> Iterator[str]:
    """Yield the strings of a table with their quotes, and the keys with what follows."""
    yield from re.findall(r'"[^"]{4,80}"', text)
    yield from re.findall(r'[{\[,]+"(?:needs|also|by_hand|action|when|text|resources|note|condition)":[{\["]*', text)


if __name__ == "__main__":
    raise SystemExit(main())
