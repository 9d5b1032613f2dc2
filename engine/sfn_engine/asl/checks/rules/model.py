"""What a rule of `check` says about itself."""

from __future__ import annotations

from typing import NamedTuple

from sfn_engine.asl.values import Severity


class Rule(NamedTuple):
    """A rule that a definition can break."""

    id: str
    """Its stable name, in kebab case."""
    severity: Severity
    title: str
    """What is found, in a few words."""
    why: str
    """What the language or the service says, in a sentence or two."""
    page: str
    """The guide's page."""
    example: str
    """A definition, or a template, in which exactly this is found; the smallest that shows it."""
