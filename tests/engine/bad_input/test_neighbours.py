"""Files that name other files: odd names, rings, and many names for one file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import sfn_engine as sfn
from sfn_engine.display import safe
from sfn_engine.machine import open_all
from sfn_engine.sources.files import FileText, read_file
from tests.engine.bad_input.test_bad_input import PASS


def template(*uris: object) -> str:
    kind = "AWS::Serverless::StateMachine"
    resources = {f"M{i}": {"Type": kind, "Properties": {"DefinitionUri": uri}} for i, uri in enumerate(uris)}
    return json.dumps({"Resources": resources})


def refusal(path: Path) -> str:
    with pytest.raises(sfn.DefinitionError) as caught:
        sfn.load(path)
    line = str(caught.value)
    assert safe(line) == line and len(caught.value.message) < 300
    return line


def test_a_template_that_names_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "template.json"
    path.write_text(template("template.json"))
    assert "refer to each other in a loop" in refusal(path)


def test_templates_that_name_each_other_twice_are_refused_at_once(tmp_path: Path) -> None:
    for number in range(30):
        other = f"t{(number + 1) % 30}.json"
        (tmp_path / f"t{number}.json").write_text(template(other, other))
    for entry in open_all(tmp_path / "t0.json"):
        assert entry.error is not None and safe(str(entry.error)) == str(entry.error)


def test_a_long_chain_of_files_is_refused(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"t{number}.json").write_text(template(f"t{number + 1}.json"))
    (tmp_path / "t30.json").write_text(PASS)
    assert "too long a chain" in refusal(tmp_path / "t0.json")
    assert len(sfn.load(tmp_path / "t28.json").states) == 1


def test_a_service_whose_file_is_a_service_that_names_it_is_refused(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        text = f"stepFunctions:\n  stateMachines:\n    m:\n      definition: ${{file({other}.yml)}}\n"
        (tmp_path / f"{name}.yml").write_text(text)
    assert "refer to each other in a loop" in refusal(tmp_path / "a.yml")


def test_a_file_that_many_machines_name_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "machine.json").write_text(PASS)
    (tmp_path / "template.json").write_text(template(*["machine.json", "./machine.json"] * 20))
    read: list[str] = []

    def counted(path: str) -> FileText:
        read.append(path)
        return read_file(path)

    monkeypatch.setattr("sfn_engine.sources.reading.read_file", counted)
    assert len(sfn.load_all(tmp_path / "template.json")) == 40
    assert len(read) == 2


def test_a_neighbour_that_is_no_plain_file_is_one_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "folder").mkdir()
    path = tmp_path / "template.json"
    for name, message in {
        "pipe": "not a regular file",
        "loop": "not found",
        "folder": "this is a directory",
        "": "directory",
        "..": "directory",
        "/": "directory",
        "a\0b": "not a valid file name",
        "a\nb\x1b[2J\u202e": "not found",
        "x" * 5000: "not found",
        "x/" * 5000: "not found",
        "/dev/zero": "not a regular file",
        "../" * 500 + "dev/zero": "not a regular file",
    }.items():
        path.write_text(template(name))
        assert message in refusal(path)


@pytest.mark.parametrize("uri", [1, None, True, [], ["a"], {}, {"Bucket": "b"}, {"Ref": "X"}, {"Fn::Sub": "${X}/a"}])
def test_a_neighbour_whose_name_is_no_text_is_one_line(uri: object, tmp_path: Path) -> None:
    path = tmp_path / "template.json"
    path.write_text(template(uri))
    assert "which is not a local file" in refusal(path)


def test_a_broken_neighbour_is_told_of_by_its_own_name_and_place(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"StartAt": "A",\n "States": [}')
    (tmp_path / "template.json").write_text(template("bad.json"))
    assert refusal(tmp_path / "template.json").startswith(f"{tmp_path}/bad.json:2:13: not JSON")


def test_what_is_said_of_a_neighbour_is_safe_to_show(tmp_path: Path) -> None:
    (tmp_path / "A\x1b[2J.JSON").write_text(PASS)
    (tmp_path / "template.json").write_text(template("a\x1b[2J.json"))
    document = sfn.load(tmp_path / "template.json").document
    assert document is not None and document.remarks
    assert all(safe(remark) == remark for remark in document.remarks)
