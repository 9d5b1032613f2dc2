from __future__ import annotations

from sfn_engine.sdk import store


def test_every_service_has_a_prefix_and_a_title() -> None:
    assert all(service.prefix and service.title for name in store.service_names() if (service := store.service(name)))


def test_the_table_of_a_dynamodb_call_is_bound_to_its_parameter() -> None:
    found = store.operation("dynamodb", "GetItem")
    assert found is not None
    assert store.Binding("table", "TableName", "TableName", takes_arn=True, required=True) in found.bindings
