"""What can be written to a file."""

from __future__ import annotations

import json
import os

import pytest
import yaml

import sfn_engine as sfn
from sfn_tui.graph import layout
from sfn_tui.session.edits import SetDynamic
from sfn_tui.session.session import Session, edit, undo
from sfn_tui.sharing.exporting import Export, exports, file_stem
from sfn_tui.views.boxes import box_texts
from tests.support.engine.machines import chain, task
from tests.support.tui.panes import HOSTILE
from tests.support.tui.sessions import session_of


def export(session: Session, wanted: str) -> Export:
    return next(entry for entry in exports(session) if entry.id == wanted)


def test_the_policy_is_written_as_it_is_shown() -> None:
    session = session_of()
    text = export(session, "policy-json").make()
    assert text == "\n".join(line.text for line in session.policy.lines()) + "\n"
    assert json.loads(text) == session.policy.document


def test_the_policy_as_yaml_says_the_same() -> None:
    session = session_of()
    assert yaml.safe_load(export(session, "policy-yaml").make()) == session.policy.document


def test_the_definition_is_the_edited_one_and_opens_again() -> None:
    session = edit(session_of(), SetDynamic(("Save",), "TableName"))
    written = export(session, "definition")
    assert (written.title, written.suggested_name) == ("Edited definition (JSON)", "nightly-edited.asl.json")
    assert written.make().startswith('{\n  "StartAt": "Run job",\n')
    assert sfn.parse(written.make()).definition == session.machine.definition
    unedited = export(undo(session), "definition")
    assert (unedited.title, unedited.suggested_name) == ("Definition (JSON)", "nightly-definition.asl.json")


def test_the_picture_is_the_layout_that_is_given() -> None:
    session = session_of()
    assert [entry.id for entry in exports(session)] == ["policy-json", "policy-yaml", "definition"]
    drawn = layout(session.machine, box_texts(session.machine, session.policy))
    picture = exports(session, drawn)[-1]
    assert (picture.id, picture.suggested_name) == ("picture", "nightly-graph.txt")
    assert "Run job" in picture.make() and picture.make().endswith("\n")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_written_as_they_are(name: str) -> None:
    session = session_of(chain(**{name: task("dynamodb:getItem", {"TableName": "orders"})}))
    for entry in exports(session):
        assert entry.make().endswith("\n")
    assert json.loads(export(session, "definition").make())["StartAt"] == name


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("orders.asl.json", "orders"),
        ("orders.json", "orders"),
        ("template.yaml", "template"),
        ("/etc/some where/My Orders.ASL.JSON", "My-Orders"),
        ("-", "state-machine"),
        ("", "state-machine"),
        ("../..", "state-machine"),
        (".json", "state-machine"),
        ("-rf *.json", "rf"),
        ("[red]\x1b[31m.json", "red-31m"),
        ("日本.json", "日本"),
        ("n" * 300, "n" * 60),
    ],
)
def test_the_suggested_name_is_plain(name: str, stem: str) -> None:
    assert file_stem(name) == stem


@pytest.mark.parametrize("name", HOSTILE)
def test_a_suggested_name_is_never_a_path_or_an_option(name: str) -> None:
    found = file_stem(name)
    assert found == os.path.basename(found) and found.isprintable() and not found.startswith(("-", "."))


def test_a_file_name_has_no_character_that_cannot_be_seen() -> None:
    assert file_stem("a\u3164b\x1b[2J\u202ec\uffa0.asl.json") == "a-b-2J-c"


def test_a_policy_that_lacks_something_says_so_beside_its_text_and_in_yaml_in_it() -> None:
    session = session_of()
    sentence = session.policy.incomplete_because
    assert [export(session, wanted).lacks for wanted in ("policy-json", "policy-yaml", "definition")] == [
        sentence,
        sentence,
        "",
    ]
    first, second, *_ = export(session, "policy-yaml").make().split("\n")
    assert first == f"# {sentence}" and second.startswith("# Run job: add by hand: iam:PassRole ")
