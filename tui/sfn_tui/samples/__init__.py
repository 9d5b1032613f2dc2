"""Bundled state machines: something to look at before there is a file of one's own."""

from __future__ import annotations

import os

# Not pathlib: it costs every command 4 ms.
_FOLDER = os.path.dirname(os.path.abspath(__file__))
_ENDING = ".asl.json"


def names() -> tuple[str, ...]:
    """Return the names of the samples."""
    return tuple(sorted(name.removesuffix(_ENDING) for name in os.listdir(_FOLDER) if name.endswith(_ENDING)))


def path(name: str) -> str:
    """Return where the sample's definition lies."""
    return os.path.join(_FOLDER, f"{name}{_ENDING}")


def text(name: str) -> str:
    """Return the sample's definition as written."""
    with open(path(name), encoding="utf-8") as file:
        return file.read()


def summary(name: str) -> str:
    """Return what the sample shows, from the `Comment` of its machine."""
    import json

    comment = json.loads(text(name)).get("Comment", "")
    return comment if isinstance(comment, str) else ""
