"""Every rule of `check` as data. A finding names its rule, so one without a rule cannot be made."""

from __future__ import annotations

from collections.abc import Mapping

from sfn_engine.asl.checks.rules.arguments import ARGUMENTS
from sfn_engine.asl.checks.rules.expressions import EXPRESSIONS
from sfn_engine.asl.checks.rules.jsonata import JSONATA
from sfn_engine.asl.checks.rules.maps import MAPS
from sfn_engine.asl.checks.rules.model import Rule
from sfn_engine.asl.checks.rules.states import STATES
from sfn_engine.asl.checks.rules.structure import STRUCTURE
from sfn_engine.asl.checks.rules.tasks import TASKS
from sfn_engine.asl.checks.rules.transitions import TRANSITIONS

SUBJECTS: Mapping[str, tuple[Rule, ...]] = {
    "Structure": STRUCTURE,
    "Transitions": TRANSITIONS,
    "Choice, Retry, Catch and numbers": STATES,
    "Map and Express Workflows": MAPS,
    "Paths and expressions": EXPRESSIONS,
    "JSONata": JSONATA,
    "Tasks": TASKS,
    "Arguments": ARGUMENTS,
}
"""The rules by subject, for a reader."""

RULES: tuple[Rule, ...] = tuple(rule for rules in SUBJECTS.values() for rule in rules)
BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
