"""The bundled machines."""

from __future__ import annotations

import json

import pytest

import sfn_engine as sfn
from sfn_tui import samples
from tests.support.tui.cli_helpers import run

NAMES = (
    "human-approval",
    "inventory-distributed-map",
    "invoice-archive",
    "nightly-etl",
    "order-processing",
    "refunds-jsonata",
)
TEMPLATE = "parcel-service"


def test_there_are_six_machines_and_a_template() -> None:
    assert set(samples.names()) == {*NAMES, TEMPLATE}


def test_the_template_is_sound_and_each_of_its_placeholders_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", "--sample", TEMPLATE).status == 0
    machines = sfn.load_all(samples.path(TEMPLATE))
    assert list(machines) == ["ParcelMachine", "LabelMachine"]
    for machine in machines.values():
        policy = sfn.generate(machine)
        assert policy.unexplained == () and "<" not in json.dumps(policy.document)
        assert all(target.declared for task in machine.tasks for target in task.targets)
    assert samples.summary(TEMPLATE)
    assert run(capsys, "samples", TEMPLATE).out == samples.text(TEMPLATE)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_sound_explained_and_of_a_readable_size(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = sfn.load(samples.path(name))
    assert run(capsys, "check", "--sample", name).status == 0
    assert sfn.generate(machine).unexplained == ()
    assert 6 <= len(machine.states) <= 14
    assert samples.summary(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_can_be_printed_as_written(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "samples", name).out == samples.text(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_in_one_region_and_account(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    machine = sfn.load(samples.path(name))
    policy = sfn.generate(machine, sfn.Context(state_machine_name=name))
    assert (policy.context.region, policy.context.account) == ("eu-west-1", "123456789012")
    assert "<" not in json.dumps(policy.document)


def test_the_list_names_each_with_what_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "samples").out
    assert all(name in out for name in NAMES)


@pytest.mark.parametrize("words", [("samples", "none"), ("policy", "--sample", "none")])
def test_an_unknown_sample_is_refused_with_the_names(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, *words)
    assert (done.status, len(done.errors)) == (2, 1)
    assert "nightly-etl" in done.err


def test_a_sample_shows_aws_sdk_integrations_in_both_languages() -> None:
    tasks = sfn.load(samples.path("invoice-archive")).tasks
    assert {task.query_language for task in tasks if task.kind == "sdk"} == {"JSONPath", "JSONata"}
    assert {task.pattern for task in tasks if task.kind == "sdk"} == {"request-response", "callback"}


def test_the_samples_show_all_patterns_and_modes() -> None:
    tasks = [task for name in NAMES for task in sfn.load(samples.path(name)).tasks]
    assert {task.pattern for task in tasks} == {"request-response", "sync", "callback"}
    assert {target.mode for task in tasks for target in task.targets} >= {"static", "partial", "dynamic"}
