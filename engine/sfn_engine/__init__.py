"""A definition goes in, a policy comes out, and every line of it knows which state asked for it and why."""

from sfn_engine.asl.model import Diagnostic, Edge, State, StateMachine, Target, Task
from sfn_engine.edits import set_dynamic, set_pattern, set_static
from sfn_engine.errors import DefinitionError, EditRefused
from sfn_engine.machine import load, load_all, parse
from sfn_engine.policy.context import Context
from sfn_engine.policy.generate import generate
from sfn_engine.policy.model import Grant, Note, Policy, PolicyLine, Statement, Unexplained

__all__ = [
    "Context",
    "DefinitionError",
    "Diagnostic",
    "Edge",
    "EditRefused",
    "Grant",
    "Note",
    "Policy",
    "PolicyLine",
    "State",
    "StateMachine",
    "Statement",
    "Target",
    "Task",
    "Unexplained",
    "generate",
    "load",
    "load_all",
    "parse",
    "set_dynamic",
    "set_pattern",
    "set_static",
]
