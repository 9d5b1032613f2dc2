"""The machines of the corpus of real definitions."""

from __future__ import annotations

from functools import cache

import sfn_engine as sfn
from tests.support.engine.machines import SHARED


@cache
def corpus_machines() -> dict[str, sfn.StateMachine]:
    """The machines of the corpus, each by the file that holds it; none where the corpus is not here."""
    found = {}
    for path in sorted((SHARED / "corpus").rglob("*")):
        if not path.is_file() or path.name in ("README.md", "index.json"):
            continue
        try:
            opened = sfn.open_all(path)
        except sfn.DefinitionError:
            continue
        for name, machine, _ in opened:
            if machine is not None:
                found[f"{path.relative_to(SHARED / 'corpus')} {name}"] = machine
    return found
