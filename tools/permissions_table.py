"""Every permission of every integration: ``python -m tools.permissions_table > docs/integrations-permissions.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from sfn_engine.catalog.loader import all_integrations
from sfn_engine.catalog.model import ByHand, Integration, Reason, StatementTemplate
from sfn_engine.catalog.requirements import Requirement
from sfn_engine.display import listed
from tools.markdown import code, table

COLUMNS = ("Actions", "Reason", "When", "Resource", "Resource, if dynamic", "Least privilege", "Source")
_ONLY_SYNC: frozenset[Reason] = frozenset(("poll", "cancel", "event"))
_NONE = "–"
_TARGET = re.compile(r"\{[A-Z]")  # what stands for the machine's home is in lower case
_INTRODUCTION = """\
# The permissions of every integration

Generated from `engine/sfn_engine/catalog/data`: `python -m tools.permissions_table > docs/integrations-permissions.md`.

This is what the tool knows of each integration's permissions, for checking against AWS's pages and real accounts. If
a row is wrong, please say so: [CONTRIBUTING.md](../CONTRIBUTING.md).

- **When**: the pattern, parameter or kind of target that the permission depends on; empty where it is always needed.
- **Resource**: what the policy names in scope `guide` if the targets are known. `{TableName}` is the name that
  the parameter gives, `{TableName.arn}` its ARN. **If dynamic**: what it names if a target is known only at run
  time; *the same* means that each unknown name becomes `*`.
- **Least privilege**: where scope `least` differs.
- **Source**: the guide's pages, or where else the fact comes from. *By analogy*: no page prints the permission."""


def permissions_table() -> str:
    """Return the page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    every = tuple(all_integrations())
    conditional = sum(bool(template.when_given) for entry in every for template in entry.statements)
    count = len({(entry.name, action) for entry in every for each in entry.statements for action in each.actions})
    yield ""
    yield f"{len(every)} integrations, {count} permissions; {conditional} statements depend on a parameter."
    for service, integrations in groupby(every, key=lambda entry: entry.service):
        yield from ("", f"## {service}")
        for integration in integrations:
            yield from _integration(integration)


def _integration(integration: Integration) -> Iterator[str]:
    yield from ("", f"### {integration.name}", "")
    if integration.statements:
        yield from table(COLUMNS, _rows(integration))
    else:
        yield "No IAM permission."
    if integration.by_hand:
        yield from ("", "To add by hand:", "", *(f"- {_by_hand(item)}" for item in integration.by_hand))


def _rows(integration: Integration) -> Iterator[tuple[str, ...]]:
    """Yield a row for the actions of a statement that are there for the same reason, on the same conditions."""
    # The guide has a wildcard for these, even if they are written out.
    always_dynamic = {spec.name for spec in integration.targets if spec.dynamic}
    for template in integration.statements:
        parts: dict[tuple[Reason, str, bool], list[str]] = {}
        for action, reason in zip(template.actions, template.reasons, strict=True):
            key = (reason, _when(integration, template, action, reason), action in integration.beside)
            parts.setdefault(key, []).append(action)
        for (reason, when, beside), actions in parts.items():
            known, unknown = _columns(template, template.resource, template.dynamic)
            if template.scope != "least" and template.targets and always_dynamic.issuperset(template.targets):
                known, unknown = unknown, _NONE
            if template.scope == "least":
                cells = (_NONE, _NONE, _joined(known, unknown))
            else:
                cells = (known, unknown, _NONE if beside or template.scope == "guide" else _least(template))
            yield (_codes(actions), reason, when, *cells, _source(integration, template))


def _when(integration: Integration, template: StatementTemplate, action: str, reason: Reason) -> str:
    """Return the conditions on pattern, target and parameters, as a list of clauses."""
    clauses = [_pattern(integration, action, reason), _target(template)]
    if template.when_given:
        clauses.append(_requirements(template.when_given))
    elif optional := _optional(integration, template):
        clauses.append(f"{listed(optional, last='or')} is given")
    if template.unless_given:
        clauses.append(f"not if {_requirements(template.unless_given)}")
    return "; ".join(clause for clause in clauses if clause)


def _pattern(integration: Integration, action: str, reason: Reason) -> str:
    if reason not in _ONLY_SYNC and action not in integration.sync_only:
        return ""
    return "`.sync`" if integration.split_by_pattern else "`.sync` (the guide's template: always)"


def _target(template: StatementTemplate) -> str:
    if not template.when:
        return ""
    followed = template.follows or template.targets[0]
    return f"{code(followed)} is {listed(template.when, last='or')}"


def _optional(integration: Integration, template: StatementTemplate) -> tuple[str, ...]:
    optional = {spec.name for spec in integration.targets if spec.optional}
    return tuple(code(name) for name in template.targets if name in optional)


def _requirements(requirements: tuple[Requirement, ...]) -> str:
    return " or ".join(entry.text.replace(entry.name, code(entry.name), 1) for entry in requirements)


def _columns(template: StatementTemplate, resource: tuple[str, ...], dynamic: tuple[str, ...]) -> tuple[str, str]:
    """Return what a statement names if its targets are known, and if one of them is dynamic."""
    has_target = any(_TARGET.search(text) for text in resource)
    unknown = _codes(dynamic) if dynamic else "the same" if has_target else _NONE
    if template.when == ("dynamic",):
        return _NONE, _codes(dynamic or resource)
    if template.when and not {"dynamic", "present"} & {*template.when}:
        unknown = _NONE
    return _codes(resource), unknown


def _least(template: StatementTemplate) -> str:
    if not template.least_resource and not template.least_dynamic:
        return "the same"
    resource, dynamic = template.least_resource or template.resource, template.least_dynamic or template.dynamic
    return _joined(*_columns(template, resource, dynamic))


def _joined(known: str, unknown: str) -> str:
    if _NONE in (known, unknown):
        return unknown if known == _NONE else known
    return f"{known}<br>if dynamic: {unknown}"


def _codes(texts: Sequence[str]) -> str:
    return "<br>".join(code(text) for text in texts)


def _source(integration: Integration, template: StatementTemplate) -> str:
    if template.source:
        return template.source
    pages = listed(integration.pages)
    return f"by analogy ({pages})" if template.inferred else pages


def _by_hand(item: ByHand) -> str:
    clauses = [_requirements(item.when_given)] if item.when_given else []
    if item.unless_given:
        clauses.append(f"not if {_requirements(item.unless_given)}")
    if item.unless_declared:
        clauses.append(f"not if the same file declares the {item.unless_declared.replace('-', ' ')}")
    return f"{item.text} ({'; '.join(clauses)})" if clauses else item.text


if __name__ == "__main__":
    print(permissions_table(), end="")
