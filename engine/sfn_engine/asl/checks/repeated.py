"""Names that an object of the file gives more than once: all but the last value are lost."""

from __future__ import annotations

from sfn_engine.asl.checks.findings import Findings
from sfn_engine.asl.model import StateMachine, StatePath
from sfn_engine.display import listed, shorten
from sfn_engine.sources.document import Document
from sfn_engine.sources.positions import Pointer, RepeatedName

_MOST_PLACES = 5
"""Places that a message lists."""


def check_repeated_names(machine: StateMachine, findings: Findings) -> None:
    """Report the names that are given twice, in the definition and in the file around it."""
    definition = machine.document
    document = definition
    while document is not None:
        for name in document.tree.repeated:
            is_inside = document is definition and name.pointer[: len(document.base)] == document.base
            pointer = name.pointer[len(document.base) :] if is_inside else ()
            last = document.location_at(name.offsets[-1])
            findings.add_at("repeated-name", _fault(name, document), _owner(pointer, findings), pointer, last)
        document = document.around


def _fault(name: RepeatedName, document: Document) -> str:
    places = [document.location_at(offset) for offset in name.offsets]
    where = listed(places, _MOST_PLACES, last="and", write=lambda place: f"{place.line}:{place.column}")
    often = "twice" if len(places) == 2 else f"{len(places)} times"
    shown = shorten(str(name.pointer[-1]))
    return f"the name {shown!r} is given {often} in one object, at {where}: only the last value counts"


def _owner(pointer: Pointer, findings: Findings) -> StatePath:
    """Return the path of the innermost state around a value."""
    paths = (findings.path_at(pointer[:end]) for end in range(len(pointer), 0, -1))
    return next((path for path in paths if path), ())
