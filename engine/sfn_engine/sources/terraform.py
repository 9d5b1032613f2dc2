"""State machines in a Terraform file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sfn_engine.sources.document import Document, Found


def in_terraform(whole: Document, read_other: Callable[[str], Document]) -> Iterator[Found]:
    """Yield the machines of a Terraform file, in its order."""
    yield from ()
