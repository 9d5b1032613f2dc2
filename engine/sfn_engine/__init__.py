"""Reads a definition and generates its policy, every line of which knows which state needs it and why.

The public names are imported when they are first used, so that reading a definition does not load
the modules of the policy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sfn_engine.asl.model import Diagnostic, Edge, State, StateMachine, Target, Task
    from sfn_engine.asl.placeholders import Placeholder, placeholders_of
    from sfn_engine.edits.patterns import set_pattern
    from sfn_engine.edits.targets import set_dynamic, set_static
    from sfn_engine.errors import DefinitionError, EditRefused, UnknownName
    from sfn_engine.machine import Opened, bind, load, load_all, open_all, parse
    from sfn_engine.policy.context import Context
    from sfn_engine.policy.generate import generate
    from sfn_engine.policy.lines import PolicyLine
    from sfn_engine.policy.model import Grant, Note, Policy, Statement, Unexplained
    from sfn_engine.saving.saved import saved_text

_HOMES = {
    "asl.model": ("Diagnostic", "Edge", "State", "StateMachine", "Target", "Task"),
    "asl.placeholders": ("Placeholder", "placeholders_of"),
    "edits.patterns": ("set_pattern",),
    "edits.targets": ("set_dynamic", "set_static"),
    "errors": ("DefinitionError", "EditRefused", "UnknownName"),
    "machine": ("Opened", "bind", "load", "load_all", "open_all", "parse"),
    "policy.context": ("Context",),
    "policy.generate": ("generate",),
    "policy.lines": ("PolicyLine",),
    "policy.model": ("Grant", "Note", "Policy", "Statement", "Unexplained"),
    "saving.saved": ("saved_text",),
}

__all__ = [
    "Context",
    "DefinitionError",
    "Diagnostic",
    "Edge",
    "EditRefused",
    "Grant",
    "Note",
    "Opened",
    "Placeholder",
    "Policy",
    "PolicyLine",
    "State",
    "StateMachine",
    "Statement",
    "Target",
    "Task",
    "Unexplained",
    "UnknownName",
    "bind",
    "generate",
    "load",
    "load_all",
    "open_all",
    "parse",
    "placeholders_of",
    "saved_text",
    "set_dynamic",
    "set_pattern",
    "set_static",
]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(f"sfn_engine.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
