"""What the documents show works as they say."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import sfn_engine as sfn
from sfn_engine.catalog import loader
from tests.support.engine.machines import HERE, chain, task

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def kiln(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalog with the integration that the document adds."""
    folder = tmp_path / "data"
    shutil.copytree(loader.DATA, folder)
    shown = re.findall(r"```toml\n(.*?)```", (DOCS / "integrations.md").read_text(), re.DOTALL)
    (folder / "kiln.toml").write_text(shown[0])
    monkeypatch.setattr(loader, "DATA", str(folder))
    loader._service.cache_clear()
    yield
    loader._service.cache_clear()


def test_the_integration_that_the_document_adds_is_drawn_explained_and_granted(kiln: None) -> None:
    machine = sfn.parse(chain(Fire=task("kiln:startFiring", {"KilnName": "my-kiln"})))
    assert machine.diagnostics == ()
    policy = sfn.generate(machine, HERE)
    assert policy.unexplained == ()
    assert policy.document["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["kiln:StartFiring"],
            "Resource": ["arn:aws:kiln:us-east-1:123456789012:kiln/my-kiln"],
        }
    ]
    dynamic = sfn.generate(sfn.set_dynamic(machine, "Fire", "KilnName"), HERE)
    assert dynamic.document["Statement"][0]["Resource"] == "*"


TABLE, FORMAT = "arn:aws:dynamodb:us-east-1:123456789012:table", "States.Format('in/{}', $.name)"
ANYWHERE = "arn:aws:dynamodb:*:*:table"


@pytest.mark.parametrize(
    ("call", "parameters", "guide", "least"),
    [
        ("dynamodb:getItem", {"TableName": "orders"}, f"{TABLE}/orders", f"{TABLE}/orders"),
        ("dynamodb:getItem", {"TableName.$": "$.name"}, "*", f"{ANYWHERE}/*"),
        ("dynamodb:getItem", {}, "*", f"{ANYWHERE}/*"),
        ("dynamodb:getItem", {"TableName.$": "States.Format('in-{}', $.name)"}, "*", f"{TABLE}/in-*"),
        ("s3:getObject", {"Bucket": "b", "Key.$": "$.name"}, "arn:aws:s3:::b/*", "arn:aws:s3:::b/*"),
        ("s3:getObject", {"Bucket": "b", "Key.$": FORMAT}, "arn:aws:s3:::b/*", "arn:aws:s3:::b/in/*"),
        ("s3:listBuckets", {}, "*", "*"),
    ],
)
def test_resources_of_an_sdk_integration_are_as_the_table_of_both_scopes_says(
    call: str, parameters: dict[str, str], guide: str, least: str
) -> None:
    machine = sfn.parse(chain(Call=task(f"aws-sdk:{call}", parameters)))
    found = [sfn.generate(machine, HERE, scope=scope).grants for scope in ("guide", "least")]
    assert [[grant.resource for grant in grants] for grants in found] == [[guide], [least]]
