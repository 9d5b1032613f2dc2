"""Structural checks: what the language forbids in a definition that still opens.

Sources: the States Language specification of November 2024 (states-language.net) and the Step Functions
developer guide; each module names its part of them. Placeholders (``${X}``, ``%{…}``) and CloudFormation
function objects count as values that are known at deployment, and are never reported. The
`Resource` of a Task is checked by the catalog, which knows the integrations.
"""

from __future__ import annotations

from sfn_engine.asl.checks.callbacks import check_token
from sfn_engine.asl.checks.choices import check_choice
from sfn_engine.asl.checks.distributed import check_labels, check_map
from sfn_engine.asl.checks.express import check_express
from sfn_engine.asl.checks.fields import check_fields
from sfn_engine.asl.checks.findings import Findings
from sfn_engine.asl.checks.flow import check_graphs, check_names
from sfn_engine.asl.checks.graphs import check_written_graphs
from sfn_engine.asl.checks.kinds import check_machine_kinds, check_state_kinds
from sfn_engine.asl.checks.numbers import check_machine_timeout, check_state_numbers
from sfn_engine.asl.checks.payloads import check_payloads
from sfn_engine.asl.checks.recovery import check_recovery
from sfn_engine.asl.checks.repeated import check_repeated_names
from sfn_engine.asl.checks.texts import check_texts
from sfn_engine.asl.model import Choice, Diagnostic, Map, Recovering, StateMachine, Task

__all__ = ["check", "has_expressions"]


def check(machine: StateMachine, *, expressions: bool = True) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a machine, in document order.

    What is inside JSONata expressions is left out if `expressions` is false. Takes any machine that
    `sfn_engine.asl.parser.build` returns and never raises.
    """
    findings = Findings(machine)
    check_written_graphs(machine, findings)
    check_machine_kinds(machine, findings)
    check_machine_timeout(machine, findings)
    check_names(machine, findings)
    check_graphs(machine, findings)
    check_labels(machine, findings)
    check_express(machine, findings)
    check_repeated_names(machine, findings)
    unquoted = machine.document is not None and machine.document.has_unquoted_placeholders
    for state in machine.states:
        check_state_kinds(state, findings)
        check_fields(state, machine.query_language, findings)
        check_state_numbers(state, findings)
        check_payloads(state, findings)
        check_texts(state, findings)
        if isinstance(state, Recovering):
            if state.retry or state.catch:
                check_recovery(state, findings)
            if isinstance(state, Map):
                check_map(state, findings)
            elif isinstance(state, Task):
                check_token(state, findings, unquoted=unquoted)
        elif isinstance(state, Choice):
            check_choice(state, findings)
    if expressions and has_expressions(machine):
        # Imported late: a machine without JSONata never pays for its parser.
        from sfn_engine.asl.checks.jsonata import check_expressions

        check_expressions(machine, findings)
    return findings.in_document_order()


def has_expressions(machine: StateMachine) -> bool:
    """Tell whether the machine has a state in JSONata."""
    return any(state.query_language == "JSONata" for state in machine.states)
