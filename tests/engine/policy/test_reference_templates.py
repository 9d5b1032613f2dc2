"""The guide's templates, as printed and in every disguise that should change nothing."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.machines import SHARED, needs_reference

pytestmark = needs_reference

NOT_IN_THE_DEFINITION = {
    # The template passes a role that is no parameter of this API (it belongs to the model).
    "sagemaker.createTransformJob.requestResponse.dynamic",
    "sagemaker.createTransformJob.requestResponse.static",
    "sagemaker.createTransformJob.sync.dynamic",
    "sagemaker.createTransformJob.sync.static",
}
NAMES = {
    "stateMachineName": "state_machine_name",
    "kmsKeyId": "kms_key_id",
    "activityKmsKeyId": "activity_kms_key_id",
    "bucketKmsKeyId": "bucket_kms_key_id",
}


@cache
def templates(folder: str = "") -> dict[str, Any]:
    found = {}
    for path in sorted((SHARED / "reference" / "golden" / folder).glob("*.json")):
        golden = json.loads(path.read_text())
        found[golden["id"]] = golden
    return found


def ids(folder: str = "") -> list[str]:
    return list(templates(folder)) if SHARED.is_dir() else []


def context_of(golden: dict[str, Any]) -> sfn.Context:
    return sfn.Context(**{NAMES.get(key, key): value for key, value in golden["context"].items()})


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def as_printed(document: dict[str, Any]) -> list[Any]:
    """The statements with order and form kept; action lists of one template may differ in order only."""
    rows = []
    for statement in listed(document["Statement"]):
        row = dict(statement)
        row["Action"] = sorted(row["Action"]) if isinstance(row["Action"], list) else row["Action"]
        rows.append(row)
    return rows


def as_sets(document: dict[str, Any]) -> set[Any]:
    return {
        (
            statement["Effect"],
            frozenset(listed(statement["Action"])),
            frozenset(listed(statement["Resource"])),
            json.dumps(statement.get("Condition", {}), sort_keys=True),
        )
        for statement in listed(document["Statement"])
    }


def expected_of(golden: dict[str, Any]) -> list[Any]:
    corrected = golden.get("corrected")
    return [golden["expected"], *([corrected] if isinstance(corrected, dict) else [])]


@pytest.mark.parametrize("name", ids())
def test_each_template_is_written_as_the_guide_prints_it(name: str) -> None:
    golden = templates()[name]
    got = sfn.generate(sfn.parse(golden["definition"]), context_of(golden)).document
    if name in NOT_IN_THE_DEFINITION:
        text = json.dumps(got).replace("<role-of-the-model>", "MySageMakerRole")
        assert as_printed(json.loads(text)) == as_printed(golden["expected"])
        return
    assert as_printed(got) in [as_printed(wanted) for wanted in expected_of(golden)]


@pytest.mark.parametrize("name", ids("machine"))
def test_each_machine_level_example_is_covered(name: str) -> None:
    golden = templates("machine")[name]
    context = context_of(golden)
    if name == "machine.redriveExecution":
        # Nothing in the definition says that redrive is wanted; the HTTP examples have the same
        # context and no such statement.
        context = replace(context, redrive=True)
    got = sfn.generate(sfn.parse(golden["definition"]), context).document
    pairs = {
        (effect, action, resource, condition)
        for effect, actions, resources, condition in as_sets(got)
        for action in actions
        for resource in resources
    }
    for effect, actions, resources, condition in as_sets(golden["expected"]):
        for action in actions:
            for resource in resources:
                assert (effect, action, resource, condition) in pairs


def nested(definition: dict[str, Any]) -> dict[str, Any]:
    """The same states inside a Map inside a branch of a Parallel."""
    inner = {"Type": "Map", "ItemProcessor": {**definition, "ProcessorConfig": {"Mode": "INLINE"}}, "End": True}
    branch = {"StartAt": "Each item", "States": {"Each item": inner}}
    other = {"StartAt": "Nothing", "States": {"Nothing": {"Type": "Pass", "End": True}}}
    fork = {"Type": "Parallel", "Branches": [other, branch], "End": True}
    return {"StartAt": "Fork", "States": {"Fork": fork}}


def doubled(definition: dict[str, Any]) -> dict[str, Any]:
    """Each state twice, under another name, the copy in a legacy Iterator."""
    copied = copy.deepcopy(definition)
    twin: dict[str, Any] = {
        "StartAt": f"{copied['StartAt']} again",
        "States": {f"{name} again": state for name, state in copied["States"].items()},
    }
    for state in twin["States"].values():
        if "Next" in state:
            state["Next"] += " again"
    states = {**copy.deepcopy(definition)["States"], "Twice": {"Type": "Map", "Iterator": twin, "End": True}}
    return {**definition, "States": states}


def in_jsonata(definition: dict[str, Any]) -> dict[str, Any]:
    """The same tasks with Arguments and JSONata expressions."""

    def rewritten(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key.removesuffix(".$"): expression(item) if key.endswith(".$") else rewritten(item)
                for key, item in value.items()
            }
        return [rewritten(item) for item in value] if isinstance(value, list) else value

    def expression(path: str) -> str:
        if path.startswith("States."):
            return "{% $uuid() %}"
        if path.startswith("$$"):
            return f"{{% $states.context{path[2:]} %}}"
        return f"{{% $states.input{path[1:]} %}}"

    states = {}
    for name, state in definition["States"].items():
        body = {key: value for key, value in state.items() if key not in ("Parameters", "ItemsPath", "ResultPath")}
        if "Parameters" in state:
            body["Arguments"] = rewritten(state["Parameters"])
        states[name] = body
    return {**definition, "QueryLanguage": "JSONata", "States": states}


def nested_in_jsonata(definition: dict[str, Any]) -> dict[str, Any]:
    """Both: the whole machine speaks JSONata, and the tasks stand deep inside it."""
    inner = in_jsonata(definition)
    return {"QueryLanguage": inner.pop("QueryLanguage"), **nested(inner)}


DISGUISES: tuple[Callable[[Any], Any], ...] = (nested, doubled, in_jsonata, nested_in_jsonata)


@pytest.mark.parametrize("name", [name for name in ids() if name not in NOT_IN_THE_DEFINITION])
def test_a_template_holds_in_every_disguise(name: str) -> None:
    golden = templates()[name]
    expected = [as_sets(wanted) for wanted in expected_of(golden)]
    for disguise in DISGUISES:
        got = sfn.generate(sfn.parse(disguise(golden["definition"])), context_of(golden)).document
        assert as_sets(got) in expected, disguise.__name__


PLACES = [
    ("aws", "eu-central-1", "210987654321", "amazonaws.com"),
    ("aws-cn", "cn-north-1", "210987654321", "amazonaws.com.cn"),
    ("aws-us-gov", "us-gov-west-1", "000000000001", "amazonaws.com"),
]


@pytest.mark.parametrize("name", [name for name in ids() if name not in NOT_IN_THE_DEFINITION])
def test_a_template_holds_in_another_account_region_and_partition(name: str) -> None:
    golden = templates()[name]

    def moved(value: Any, place: tuple[str, ...]) -> Any:
        partition, region, account, domain = place
        text = json.dumps(value).replace("arn:aws:", f"arn:{partition}:")
        text = text.replace("us-east-1.amazonaws.com", f"us-east-1.{domain}")
        return json.loads(text.replace("us-east-1", region).replace("123456789012", account))

    for place in PLACES:
        partition, region, account, _ = place
        name_of_machine = golden["context"].get("stateMachineName")
        context = sfn.Context(partition, region, account, state_machine_name=name_of_machine)
        got = sfn.generate(sfn.parse(moved(golden["definition"], place)), context).document
        assert as_sets(got) in [as_sets(moved(wanted, place)) for wanted in expected_of(golden)], region


@pytest.mark.parametrize("name", ids())
def test_every_action_and_resource_of_a_template_has_a_grant_with_a_state(name: str) -> None:
    golden = templates()[name]
    policy = sfn.generate(sfn.parse(golden["definition"]), context_of(golden))
    granted = {(grant.statement, grant.action, grant.resource) for grant in policy.grants}
    for place, statement in enumerate(policy.document["Statement"]):
        if statement["Effect"] == "Deny":
            continue
        for action in listed(statement["Action"]):
            for resource in listed(statement["Resource"]):
                assert (place, action, resource) in granted
    assert all(grant.states for grant in policy.grants)


@pytest.mark.parametrize("name", ids())
def test_scope_least_never_allows_an_action_that_the_guide_does_not(name: str) -> None:
    golden = templates()[name]
    machine = sfn.parse(golden["definition"])
    guide = {grant.action for grant in sfn.generate(machine, context_of(golden)).grants}
    least = {grant.action for grant in sfn.generate(machine, context_of(golden), scope="least").grants}
    assert least <= guide
