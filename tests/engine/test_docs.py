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
