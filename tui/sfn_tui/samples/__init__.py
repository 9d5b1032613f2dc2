"""Bundled state machines: something to look at without a file of your own."""

from __future__ import annotations

import os
import re

# Not pathlib: it costs every command 4 ms.
_FOLDER = os.path.dirname(os.path.abspath(__file__))
_ENDINGS = (".asl.json", ".template.yaml")
_DESCRIPTION = re.compile(r"^Description: (?P<text>.+)$", re.MULTILINE)


def names() -> tuple[str, ...]:
    """Return the names of the samples."""
    return tuple(sorted(_files()))


def path(name: str) -> str:
    """Return the path of the sample. Raises `KeyError` if there is none of that name."""
    return os.path.join(_FOLDER, _files()[name])


def text(name: str) -> str:
    """Return the text of the sample."""
    with open(path(name), encoding="utf-8") as file:
        return file.read()


def summary(name: str) -> str:
    """Return what the sample shows, from the `Comment` of its machine or the `Description` of its template."""
    import json

    written = text(name)
    if not written.startswith("{"):
        # One line of YAML: reading all of it would cost the import of a library.
        found = _DESCRIPTION.search(written)
        return found["text"] if found is not None else ""
    comment = json.loads(written).get("Comment", "")
    return comment if isinstance(comment, str) else ""


def _files() -> dict[str, str]:
    """Return the file of each sample."""
    return {
        file.removesuffix(ending): file
        for file in os.listdir(_FOLDER)
        for ending in _ENDINGS
        if file.endswith(ending)
    }
