"""Files that a template refers to, found relative to its folder."""

from __future__ import annotations

import os

from sfn_engine.display import shorten


def find_neighbour(folder: str, name: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the path of the file that a template in `folder` names, and remarks for the person.

    Letter case is ignored, because the name may come from a case-insensitive system. Where the file is not
    there, the path is None and the one remark says why.
    """
    wanted = os.path.join(folder, os.path.normpath(name.removeprefix("file://")))
    if "\0" in wanted:
        return None, ("not a valid file name",)
    path = wanted if os.path.exists(wanted) else _in_any_case(folder, os.path.normpath(name))
    if path is None:
        return None, (f"no such file next to the template{_hint(wanted)}",)
    remarks = []
    if path != wanted:
        near = shorten(os.path.basename(path))
        remarks.append(f"The template names {shorten(name)}; {near} is read, although its letter case differs.")
    root = os.path.realpath(folder or ".")
    if os.path.commonpath((root, os.path.realpath(path))) != root:
        remarks.append(f"The definition is read from {shorten(name)}, outside the template's folder.")
    return path, tuple(remarks)


def _in_any_case(folder: str, name: str) -> str | None:
    path = folder
    for part in name.split(os.sep):
        if part in ("", os.curdir):
            continue
        if part == os.pardir:
            path = os.path.join(path, part)
            continue
        try:
            entries = os.listdir(path or ".")
        except OSError:
            return None
        near = sorted(entry for entry in entries if entry.casefold() == part.casefold())
        if not near:
            return None
        path = os.path.join(path, part if part in near else near[0])
    return path if os.path.exists(path) else None


def _hint(wanted: str) -> str:
    """Name the first folder on the way that is missing."""
    parent = os.path.dirname(wanted)
    return "" if not parent or os.path.isdir(parent) else f" (there is no folder {shorten(os.path.basename(parent))!r})"
