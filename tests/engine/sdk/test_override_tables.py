"""The tables that were reviewed by hand: packed as they are, and about what exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from sfn_engine.sdk import store
from sfn_engine.sdk.needs import Need
from tests.support.engine.sdk_machines import RETIRED
from tools.sdk_overrides import overrides, tables

ROOT = Path(__file__).parents[3]
TABLES = tables()
_KEY = re.compile(r"`(\w+)`")


def needs() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield every need of the tables as a table, with its service and its operation."""
    for service, table in TABLES.items():
        for operation, entry in table.get("operations", {}).items():
            for need in (*entry.get("needs", ()), *entry.get("also", ())):
                yield service, operation, {"action": need} if isinstance(need, str) else need


def keys() -> set[str]:
    """Return every key that the tables use, apart from names of AWS."""
    found = {key for table in TABLES.values() for key in table}
    for table in TABLES.values():
        holders = [table, *table.get("operations", {}).values()]
        found |= {key for entry in table.get("operations", {}).values() for key in entry}
        for holder in holders:
            found |= {key for entry in holder.get("targets", {}).values() for key in entry}
            found |= {key for entry in holder.get("by_hand", ()) for key in entry}
    return found | {key for _, _, need in needs() for key in need}


def test_the_packed_tables_are_those_in_the_files() -> None:
    packed = (ROOT / "engine/sfn_engine/sdk/overrides.bin").read_bytes()
    assert packed == overrides(TABLES), "run python -m tools.sdk_overrides"


def test_the_document_explains_every_key() -> None:
    told = set(_KEY.findall((ROOT / "docs/sdk.md").read_text("utf-8")))
    assert keys() - told == {"operations"} & keys()


@pytest.mark.parametrize("service", TABLES)
def test_a_table_is_about_operations_of_a_service_that_exists(service: str) -> None:
    assert store.service(service) is not None
    table = TABLES[service]
    named = {*table.get("operations", {}), *table.get("silent", ())}
    assert named - set(store.operation_names(service)) == set()


def test_every_action_that_a_table_needs_exists() -> None:
    missing = [(service, operation, need["action"]) for service, operation, need in needs()
               if store.action(need["action"]) is None and service not in RETIRED]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize("service", RETIRED)
def test_the_actions_of_a_retired_service_are_called_like_its_operations(service: str) -> None:
    other = [need["action"] for name, operation, need in needs()
             if name == service and need["action"] != f"{service}:{operation}"]  # fmt: skip
    assert other == []


def test_every_key_of_a_need_is_read() -> None:
    unread = {(service, operation, key) for service, operation, need in needs() for key in need}
    assert {entry for entry in unread if entry[2] not in Need._fields} == set()


def test_passing_a_role_is_said_by_its_path_and_never_as_a_need() -> None:
    assert [need for need in needs() if need[2]["action"] == "iam:PassRole"] == []
