"""What can be written to a file. Pure: the texts are made here, and written elsewhere."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sfn_engine.display import safe
from sfn_engine.policy.model import Policy
from sfn_tui.graph import GraphLayout, picture_text
from sfn_tui.session.session import Session

_ENDINGS = re.compile(r"(?:\.asl)?(?:\.(?:json|ya?ml|asl|tf|tpl|tftpl|template))+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Export:
    """Something that can be written to a file."""

    id: str
    title: str
    suggested_name: str
    """A file name, without a folder."""
    make: Callable[[], str]
    """Makes the text; only the chosen text is made."""
    lacks: str = ""
    """What it is known to lack, as a sentence."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What a person wants to be written, and where."""

    export: Export
    path: Path
    overwrite: bool
    """True if the person agreed to replace an existing file."""


def exports(session: Session, layout: GraphLayout | None = None) -> tuple[Export, ...]:
    """Return what a session can be exported as; the picture only if a layout is given."""
    policy, machine = session.policy, session.machine
    lacks = policy.incomplete_because
    stem = file_stem(session.machine_name or session.name)
    title, part = ("Edited definition", "edited") if session.position else ("Definition", "definition")
    offered = [
        Export("policy-json", "Policy (JSON)", f"{stem}-policy.json", lambda: json_text(policy.document), lacks),
        Export("policy-yaml", "Policy (YAML)", f"{stem}-policy.yaml", lambda: _yaml_text(policy), lacks),
        Export(
            "definition", f"{title} (JSON)", f"{stem}-{part}.asl.json", lambda: json_text(machine.definition)
        ),
    ]
    if layout is not None:
        drawn = layout
        offered.append(
            Export("picture", "Picture of the graph (text)", f"{stem}-graph.txt", lambda: picture_text(drawn))
        )
    return tuple(offered)


def file_stem(name: str) -> str:
    """Return the beginning of a file name from `name`, without characters that are special in a shell."""
    base = _ENDINGS.sub("", os.path.basename(name))
    shown = "".join(char if safe(char) == char else " " for char in base)
    plain = re.sub(r"[^\w.+-]+", "-", shown).strip("-.")
    return plain[:60].rstrip("-.") or "state-machine"


def json_text(data: Any) -> str:
    """Return `data` as JSON, as it is shown, with a newline at the end."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _yaml_text(policy: Policy) -> str:
    """Return the policy as the command line prints it: with what it lacks as comments."""
    # Imported late: yaml costs 20 ms.
    from sfn_tui.printing.missing import above_document
    from sfn_tui.printing.output import yaml_text

    comments = "".join(f"# {line}\n" for line in above_document(policy))
    return comments + yaml_text(policy.document, "utf-8")
