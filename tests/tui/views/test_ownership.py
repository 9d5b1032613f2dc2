"""Which states own a line of the policy, and how that is said in two cells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from sfn_engine.asl.model import StatePath
from sfn_tui.views.owner_labels import owner_label, owner_labels
from sfn_tui.views.policy import PolicyRow, PolicyView
from sfn_tui.views.policy_owners import figures, first_row, owners_of
from tests.support.tui.policy_panes import (
    RUN,
    SAVE,
)


@pytest.mark.parametrize(
    ("owners", "label"),
    [
        ((), "  "),
        ((RUN,), "RJ"),
        ((RUN, SAVE), "R+"),
        ((("東京",),), "東"),
        ((("東京",), SAVE), "•+"),
        ((("\x1b[2J",),), "X2"),
        ((("\u0301x",),), "X "),
        ((("ßa",),), "Sa"),
        ((("",),), "•1"),
    ],
)
def test_the_owner_label_is_always_two_cells(owners: tuple[StatePath, ...], label: str) -> None:
    assert owner_label(owners, owner_labels([owners])) == label
    assert cell_len(label) == 2


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (("Clean the raw data", "Count visits"), ("CT", "CV")),
        (("Save", "Save it", "Salvage", "SaveAll"), ("Sa", "SI", "Sl", "Sv")),
        (("Save all", "SaveAll", "save-all"), ("SA", "Sv", "Se")),
        (("A", "a", "A!"), ("A ", "A1", "A2")),
        (("東京", "東北"), ("東", "•1")),
    ],
)
def test_owner_labels_tell_states_apart(names: tuple[str, ...], labels: tuple[str, ...]) -> None:
    owners = [((name,),) for name in names]
    assert tuple(owner_labels(owners).values()) == labels


def test_owner_labels_that_have_run_out_say_so() -> None:
    owners = [(("Same", str(number), "Go"),) for number in range(20)]
    labels = list(owner_labels([*owners, (RUN, SAVE)]).values())
    assert labels[:3] == ["Go", "G1", "G2"] and labels[-1] == "G…" and len(labels) == 20
    assert len(set(labels[:10])) == 10


def test_a_container_includes_the_states_inside_it() -> None:
    inner, outer = ("All", "Send"), ("All",)
    view = PolicyView(
        (PolicyRow("{"), PolicyRow("x", statement=0, owners=(inner,))), ("",), "", False, {inner: 1}
    )
    assert owners_of(view, outer) == owners_of(view, inner) == {inner}
    assert first_row(view, outer) == 1
    assert figures(view, outer, owners_of(view, outer)) == "All: 1 statement, 1 line"
    assert owners_of(view, ("Al",)) == frozenset()
    own = replace(view, first_of={inner: 1, outer: 0})
    assert owners_of(own, outer) == {outer}, "a container with permissions of its own is its own owner"
