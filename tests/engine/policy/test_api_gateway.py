"""API Gateway: what the parameters of a request switch on, off or over."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_engine.policy.reasons import cause
from tests.support.engine.machines import chain, policy_of, task

API = "arn:aws:execute-api:us-east-1:123456789012:abc123"


def invoke(**parameters: Any) -> dict[str, Any]:
    given = {"ApiEndpoint": "abc123.execute-api.us-east-1.amazonaws.com", "Method": "GET", **parameters}
    return chain(Call=task("apigateway:invoke", given))


def allowed(definition: dict[str, Any], scope: str = "guide") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for grant in policy_of(definition, scope).grants:
        found.setdefault(grant.action, []).append(grant.resource.removeprefix(API))
    return found


@pytest.mark.parametrize("auth", [{}, {"AuthType": "NO_AUTH"}])
def test_a_request_that_is_not_signed_needs_nothing_and_the_guide_s_statement_says_so(auth: dict[str, str]) -> None:
    request = invoke(Stage="prod", Path="/find", **auth)
    assert allowed(request, "least") == {}
    (grant,) = policy_of(request).grants
    assert "not needed" in cause(grant).why
    assert cause(grant).without == ""


@pytest.mark.parametrize("auth", [{"AuthType": "IAM_ROLE"}, {"AuthType.$": "$.auth"}])
def test_a_request_that_may_be_signed_needs_the_permission(auth: dict[str, str]) -> None:
    assert allowed(invoke(Stage="prod", Path="/find", **auth), "least") == {"execute-api:Invoke": ["/prod/GET/find"]}


@pytest.mark.parametrize("scope", ["guide", "least"])
@pytest.mark.parametrize(
    ("path", "rest"),
    [
        ({"Path": "/@connections/L0SM9="}, "@connections/L0SM9="),
        ({"Path.$": "States.Format('/@connections/{}', $.id)"}, "@connections/*"),
        ({"Path": "@connections/${Id}"}, "@connections/${Id}"),
    ],
)
def test_a_message_to_a_client_of_a_web_socket_has_its_own_action(scope: str, path: dict[str, str], rest: str) -> None:
    request = invoke(Stage="prod", AuthType="IAM_ROLE", **path)
    assert allowed(request, scope) == {"execute-api:ManageConnections": [f"/prod/GET/{rest}"]}


@pytest.mark.parametrize("scope", ["guide", "least"])
def test_without_a_stage_a_message_to_a_client_needs_no_permission_to_invoke(scope: str) -> None:
    request = invoke(AuthType="IAM_ROLE", Path="/@connections/L0SM9=")
    assert allowed(request, scope) == {"execute-api:ManageConnections": ["/*/GET/@connections/L0SM9="]}


def test_the_resource_policy_to_add_by_hand_claims_no_switch_that_is_only_known_at_run_time() -> None:
    (text,) = [note.text for note in policy_of(invoke(Stage="p", Path="/x", **{"AuthType.$": "$.auth"})).notes]
    assert "which AuthType RESOURCE_POLICY needs" in text


def test_the_stage_of_a_web_socket_may_be_the_beginning_of_its_path() -> None:
    found = allowed(invoke(Path="/prod/@connections/L0SM9=", AuthType="IAM_ROLE"))
    assert found["execute-api:ManageConnections"] == ["/prod/GET/@connections/L0SM9="]


@pytest.mark.parametrize(
    ("path", "as_rest", "as_http"),
    [
        ({"Path": "/prod/orders/1"}, "/prod/GET/orders/1", "/*/GET/prod/orders/1"),
        ({"Path": "/prod"}, "/prod/GET/", "/*/GET/prod"),
        ({"Path": "/${Stage}/orders"}, "/${Stage}/GET/orders", "/*/GET/${Stage}/orders"),
        ({"Path.$": "States.Format('/prod/orders/{}', $.id)"}, "/prod/GET/orders/*", "/*/GET/prod/orders/*"),
        ({"Path.$": "States.Format('/pr{}', $.id)"}, "/pr*/GET/*", "/*/GET/pr*"),
        ({"Path.$": "$.path"}, "/*/GET/*", "/*/GET/*"),
    ],
)
@pytest.mark.parametrize("scope", ["guide", "least"])
def test_without_a_stage_both_readings_of_the_path_are_allowed(
    scope: str, path: dict[str, str], as_rest: str, as_http: str
) -> None:
    found = allowed(invoke(AuthType="IAM_ROLE", **path), scope)["execute-api:Invoke"]
    assert sorted(set(found)) == sorted({as_rest, as_http})


def test_without_stage_and_path_any_of_them_is_allowed() -> None:
    assert set(allowed(invoke(AuthType="IAM_ROLE"))["execute-api:Invoke"]) == {"/*/GET/*"}
